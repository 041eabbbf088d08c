"""What happens with customers beside trade: cases and their events, contacts, incidents, surveys."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    code,
    day,
    flag,
    moment,
    money,
    number,
    record,
    share,
    stream,
    text,
)

CASES = stream(
    "cases",
    "complaints and other matters that run through a flow",
    ("case",),
    code("case", "the case's number", REQUIRED),
    text("flow", "the flow it runs through"),
    text("kind", "the kind of case", FILLED),
    text("priority", "how urgent it is"),
    code("customer", "the customer it is about"),
    code("product", "the product it is about"),
    moment("opened_at", "when it was opened", REQUIRED),
    code("opened_by", "who opened it"),
    text("cause", "the cause that was found"),
    money("amount", "the amount in question"),
    text("currency", "the currency of the amount", FILLED),
    text("title", "what it is about, in a few words"),
    code("complained_about", "the employee it is about, who takes no part in it"),
    moment("closed_at", "when it was closed, for figures of books that keep no events"),
    flag("accepted", "whether a spot check found the work well done"),
)

EVENTS = stream(
    "events",
    "what happened in a case, in order",
    ("event",),
    code("event", "the event's number", FILLED),
    code("case", "the case it belongs to", REQUIRED),
    moment("at", "when it happened", REQUIRED),
    text("name", "which move of the flow it was", REQUIRED),
    code("actor", "who did it"),
    text("role", "the role in which it was done"),
    text("department", "the department of the actor"),
    text("note", "what was written about it"),
)

DELEGATIONS = record(
    "delegations",
    "roles that somebody holds for another person for a time",
    ("role", "from", "to", "since"),
    text("role", "the role that is held for another", REQUIRED),
    code("from", "the employee who hands it over", REQUIRED),
    code("to", "the employee who holds it meanwhile", REQUIRED),
    day("since", "the first day", REQUIRED),
    day("until", "the last day: a delegation has an end", REQUIRED),
    text("reason", "why: leave, travel"),
)

INCIDENTS = stream(
    "incidents",
    "what was found in the market: goods in a foreign territory, a price below the floor",
    ("incident",),
    code("incident", "the incident's number", REQUIRED),
    day("date", "the day it was found", REQUIRED),
    text("kind", "diversion, price, false report, or another kind the policy names", REQUIRED),
    code("customer", "the customer it is held against", FILLED),
    code("product", "the product involved"),
    number("quantity", "how much was found", "units"),
    code("territory", "where it was found"),
    money("amount", "the value involved"),
    text("currency", "the currency of the amount", FILLED),
    text("status", "reported, confirmed, dismissed"),
    code("serial", "the serial number found"),
    code("reported_by", "who reported it: a customer, an employee"),
)

TOUCHES = stream(
    "touches",
    "contacts with customers: visits, calls, meetings",
    ("touch",),
    code("touch", "the contact's number", FILLED),
    day("date", "the day it took place", REQUIRED),
    code("customer", "the customer; empty for a report that is about none"),
    text("kind", "visit, call, meeting, survey call", FILLED),
    text("time", "the time of day, as in 09:30; the end of the day if empty"),
    code("employee", "who made it"),
    text(
        "occasion",
        "the number of the occasion it answers, from `occasions` or the document or case it is; empty where it answers"
        " whatever is due",
    ),
    text("outcome", "reached, not-reached, refused, or another word the policy names; empty means reached"),
    day("reported_on", "the day the report was written"),
)

SURVEYS = stream(
    "surveys",
    "answers of customers, item by item",
    ("survey", "customer", "item"),
    code("survey", "the survey's number", REQUIRED),
    day("date", "the day of the answer", REQUIRED),
    code("customer", "who answered", REQUIRED),
    code("item", "the question", REQUIRED),
    number("perception", "what was experienced", "score"),
    number("expectation", "what was expected", "score"),
    share("weight", "the weight of the question"),
)


TABLES: tuple[Table, ...] = (CASES, EVENTS, DELEGATIONS, INCIDENTS, TOUCHES, SURVEYS)
