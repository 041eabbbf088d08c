"""Whose a prospect is, who looked at which file, what was agreed to be done with customers and by whom."""

from __future__ import annotations

from dealerkit.book.kinds import (
    REQUIRED,
    Table,
    Tree,
    code,
    count,
    day,
    flag,
    master,
    moment,
    money,
    record,
    stream,
    text,
    word,
)

DEPARTMENTS = master(
    "departments",
    "our departments, as a tree",
    ("department",),
    code("department", "the department's code, as `employees` names it", REQUIRED),
    text("name", "the department's name"),
    code("parent", "the department above it; empty at the top"),
    tree=Tree("department", "parent"),
)

LEADS = record(
    "leads",
    "prospects as they were registered: by whom, when, where they came from",
    ("lead",),
    code("lead", "the registration's number", REQUIRED),
    moment("registered_at", "when it was registered", REQUIRED),
    code("registered_by", "the employee who registered it; empty where it came by itself"),
    code(
        "customer", "the prospect's code; registrations with the same code, or else the same phone, are of one prospect"
    ),
    text("name", "the prospect's name"),
    code("phone", "the prospect's phone"),
    text("origin", "new, returning, referral, or another origin the policy names"),
    code("named", "the employee whom a returning customer or a referral names"),
    code("agent", "the agent who brought it; empty for none"),
    text("kind", "what it asks for, as `abilities` names it"),
    money("value", "what it may be worth"),
    word("status", "whether it is still a prospect; empty means open", "open", "won", "lost"),
)

DUTY_ROSTER = record(
    "duty_roster",
    "who is on duty for prospects whom nobody named",
    ("date", "employee"),
    day("date", "the day", REQUIRED),
    code("employee", "the employee on duty, from `employees`", REQUIRED),
    text("from", "from which time of day, as in 09:00; empty means all day"),
    text("to", "up to which time of day; empty means to its end"),
)

ABILITIES = record(
    "abilities",
    "which kinds of prospects somebody can serve, and how well",
    ("employee", "kind"),
    code("employee", "the employee, from `employees`", REQUIRED),
    text("kind", "the kind of prospect", REQUIRED),
    count("level", "how well: the higher the better; empty counts as 1"),
)

HANDOVERS = record(
    "handovers",
    "customers who passed from one employee to another",
    ("customer", "from"),
    code("customer", "the customer or the prospect's code", REQUIRED),
    code("from", "the employee who had it", REQUIRED),
    code("to", "the employee who has it now"),
    day("date", "the day it passed"),
    day("told_on", "the day the customer was told"),
)

OCCASIONS = stream(
    "occasions",
    "what happens to customers and asks for a contact: a receipt, a visit, a repair, a meeting",
    ("occasion",),
    code("occasion", "its number", REQUIRED),
    text("kind", "what it is: receipt, complaint-handled, meeting, or another kind the policy names", REQUIRED),
    moment("at", "when it is or was; a day without a time is its midnight", REQUIRED),
    code("customer", "the customer"),
    code("employee", "the employee it concerns; the customer's owner if empty"),
)

ACTIONS = record(
    "actions",
    "tasks: corrective actions, and what else was agreed to be done",
    ("action",),
    code("action", "the task's number", REQUIRED),
    text("about", "the rule it answers, by its address in the policy; empty for a task that answers none"),
    code("customer", "the customer it is for"),
    text("title", "what is to be done"),
    code("owner", "the employee who does it"),
    day("opened_on", "the day it was agreed"),
    day("due_on", "the day by which it is to be done"),
    day("done_on", "the day it was done; empty while it is open"),
)

ACCOUNT_DUTIES = record(
    "account_duties",
    "duties to key accounts as they were done",
    ("customer", "duty", "done_on"),
    code("customer", "the key account", REQUIRED),
    text("duty", "the duty, by its name in the policy", REQUIRED),
    day("done_on", "the day it was done", REQUIRED),
    code("by", "the employee who did it"),
    text("note", "what was done"),
)

RECEPTIONS = record(
    "receptions",
    "visitors who were received, and at what cost",
    ("reception",),
    code("reception", "its number", REQUIRED),
    day("date", "the day", REQUIRED),
    code("customer", "the customer who visited", REQUIRED),
    count("guests", "how many came"),
    count("companions", "how many of us came along"),
    code("host", "the employee who received them"),
    text("place", "where"),
    money("amount", "what it cost, gifts apart"),
    money("gift", "what the gifts were worth; empty for none"),
    code("gift_by", "the employee who approved the gift"),
    code("reported_to", "the employee to whom the gift was reported"),
    text("borne_by", "the department that bears the cost"),
)

LENDINGS = record(
    "lendings",
    "papers of customers' files that were lent",
    ("lending",),
    code("lending", "the entry's number in the register", REQUIRED),
    code("customer", "whose file", REQUIRED),
    text("paper", "which paper", REQUIRED),
    code("borrower", "the employee who has it", REQUIRED),
    day("lent_on", "the day it was lent", REQUIRED),
    day("returned_on", "the day it came back and the entry was cancelled; empty while it is out"),
    code("approved_by", "who approved it"),
    code("seconded_by", "who approved it as well"),
)

OPERATIONS = (
    "read",
    "create",
    "change",
    "delete",
    "share",
    "assign",
    "print",
    "export",
    "backup",
    "copy",
    "lend",
    "destroy",
)
"""What can be done with a customer's file."""

ACCESS_LOG = stream(
    "access_log",
    "who did what with which part of a customer's file",
    ("event",),
    code("event", "the entry's number", REQUIRED),
    moment("at", "when", REQUIRED),
    code("employee", "who did it; empty for an outsider"),
    word("operation", "what was done", *OPERATIONS, presence=REQUIRED),
    code("customer", "whose file", REQUIRED),
    text("field", "the column of `customers`, or the paper; empty for the file as a whole"),
    flag("identified", "whether an outsider showed who he is"),
    flag("outside", "whether it was given to somebody outside"),
    flag("statistics", "whether it was figures over many customers"),
    count("days", "for how many days it was lent"),
    text("before", "what stood there before a change"),
    text("after", "what stood there after it"),
    code("approved_by", "who approved it"),
    code("seconded_by", "who approved it as well"),
    code("record", "the number of the record that was made, of a destruction"),
)

LEAKS = record(
    "leaks",
    "files that got into wrong hands, and what was done about it",
    ("leak",),
    code("leak", "its number", REQUIRED),
    day("found_on", "the day it was found", REQUIRED),
    code("customer", "whose file"),
    day("remedied_on", "the day it was remedied"),
    day("reported_on", "the day it was reported"),
    code("reported_to", "the employee to whom"),
)

INSPECTIONS = record(
    "inspections",
    "inspections of the customers' files",
    ("inspection",),
    code("inspection", "its number", REQUIRED),
    day("date", "the day", REQUIRED),
    code("by", "the employee who inspected"),
    text("findings", "what was found"),
)

TABLES: tuple[Table, ...] = (
    *(DEPARTMENTS, LEADS, DUTY_ROSTER, ABILITIES, HANDOVERS, OCCASIONS, ACTIONS, ACCOUNT_DUTIES, RECEPTIONS),
    *(LENDINGS, ACCESS_LOG, LEAKS, INSPECTIONS),
)
