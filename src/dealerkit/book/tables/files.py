"""What customer files are made of: papers, dossiers, what happened to them, and what is said of identity."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    code,
    count,
    day,
    moment,
    money,
    record,
    share,
    stream,
    text,
)

PAPERS = stream(
    "papers",
    "the papers that are in customer files, dossiers and requests for a change",
    (),
    text("paper", "the kind of paper, by the name the policy knows", REQUIRED),
    code("customer", "the customer in whose file it is"),
    code("dossier", "the dossier in which it is"),
    code("change", "the change for which it was handed in"),
    day("received_on", "the day it came in; empty means it is there"),
    day("lost_on", "the day from which it is lost"),
)

DOSSIERS = stream(
    "dossiers",
    "bundles of papers about one deal, such as one car",
    ("dossier",),
    code("dossier", "its number", REQUIRED),
    text("kind", "the kind of dossier the policy knows", REQUIRED),
    code("customer", "the customer it is about"),
    code("object", "the thing it is about: a car's frame number"),
    code("employee", "who has to hand it over"),
    text("department", "the department of the hand-over; that of the employee if empty"),
    day("delivered_on", "the day of delivery or of the end of the service"),
    moment("handed_over_at", "when it was handed over"),
)

FILE_EVENTS = stream(
    "file_events",
    "lapses with files that were found: late, unsigned, incomplete, lost",
    ("event",),
    code("event", "its number", REQUIRED),
    day("date", "the day of the violation", REQUIRED),
    text("kind", "the kind of violation, by the name of its fine", REQUIRED),
    code("employee", "who is responsible", REQUIRED),
    text("department", "under which department's rules; that of the employee if empty"),
    code("customer", "the customer it is about"),
    code("dossier", "the dossier it is about"),
    count("items", "how many items, documents or signatures; empty means one"),
    day("corrected_on", "the day it was put right; empty while it was not"),
    text("note", "what was written about it"),
)

PERFORMANCE_PAY = record(
    "performance_pay",
    "performance pay by employee and month, and what of it was withheld for lapses with files",
    ("employee", "month"),
    code("employee", "the employee", REQUIRED),
    day("month", "the month, by its first day", REQUIRED),
    money("amount", "the performance pay of the month"),
    share("withheld", "the part that is withheld, within the policy's range"),
    code("decided_by", "who decided it, from `employees`"),
)

EXPENSES = stream(
    "expenses",
    "what employees want to be reimbursed for a customer: entertaining, travel, gifts",
    ("expense",),
    code("expense", "its number", REQUIRED),
    day("date", "the day it was spent", REQUIRED),
    text("kind", "entertaining, travel, gift, or another kind the policy names", REQUIRED),
    code("customer", "the customer it was spent on", FILLED),
    code("employee", "who wants it back"),
    money("amount", "how much"),
    text("note", "what it was for"),
)

CUSTOMER_CHANGES = stream(
    "customer_changes",
    "changes of a customer's data that were asked for, and when they were made",
    ("change",),
    code("change", "its number", REQUIRED),
    code("customer", "the customer", REQUIRED),
    text("field", "the column of `customers` that changes", REQUIRED),
    day("asked_on", "the day the customer told us", REQUIRED),
    code("old", "what it was"),
    code("new", "what it is to be"),
    moment("done_at", "when it was entered; empty while it was not"),
    text("told", "whom we told of it, such as order-desk"),
    code("employee", "who has to enter it, from `employees`"),
)

SOURCE_VALUES = stream(
    "source_values",
    "what a source says of a customer on onboarding: the record, the signed agreement, copies of ID and card",
    (),
    code("customer", "the customer", REQUIRED),
    text("field", "the column of `customers` it is about", REQUIRED),
    text("source", "the source, by the name the policy knows: agreement, copy", REQUIRED),
    code("value", "what it says; empty where it says nothing"),
)

IDENTITY_FILINGS = record(
    "identity_filings",
    "filed exceptions: customers that may share what otherwise only one has",
    ("filing",),
    code("filing", "its number", REQUIRED),
    text("of", "the comparison of the policy it is an exception to, such as bank_account", REQUIRED),
    code("customer", "one customer", REQUIRED),
    code("other", "the other customer; empty for all that share the value"),
    day("filed_on", "the day it was filed", REQUIRED),
    day("until", "the last day on which it holds; empty means still"),
    code("by", "who approved it"),
)

SIGNINGS = stream(
    "signings",
    "agreements sent out to be signed, and when they came back",
    ("signing",),
    code("signing", "its number", REQUIRED),
    code("customer", "the customer", REQUIRED),
    day("sent_on", "the day it was sent out", REQUIRED),
    day("signed_on", "the day it came back signed; empty while it did not"),
    count("copies", "how many signed copies there are"),
)

JOBS = stream(
    "jobs",
    "jobs and their numbers, one row for each time a job was entered or changed",
    (),
    code("job", "the job's number", REQUIRED),
    code("entry", "what stays the same when the job is changed: its entry in the register", REQUIRED),
    day("date", "the day it was opened", REQUIRED),
    text("project", "the project"),
    code("opener", "who opened it"),
    text("department", "the department that opened it"),
    moment("changed_at", "when this row was entered"),
)

TABLES: tuple[Table, ...] = (
    PAPERS,
    DOSSIERS,
    FILE_EVENTS,
    PERFORMANCE_PAY,
    EXPENSES,
    CUSTOMER_CHANGES,
    SOURCE_VALUES,
    IDENTITY_FILINGS,
    SIGNINGS,
    JOBS,
)
