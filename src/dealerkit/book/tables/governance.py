"""What the governance of dealers needs of a book: store checks, promotions, written notices."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    code,
    day,
    flag,
    money,
    number,
    record,
    stream,
    text,
)

STORE_CHECKS = stream(
    "store_checks",
    "what our own people found in the stores a dealer supplies, article by article",
    ("date", "outlet", "product"),
    day("date", "the day of the visit", REQUIRED),
    code("customer", "the dealer who supplies the store", REQUIRED),
    code("outlet", "the store, from `outlets`", FILLED),
    code("product", "the article", REQUIRED),
    number("ordered", "what the store ordered of the dealer since the visit before", "units"),
    number("delivered", "what the store got of it", "units"),
    flag("listed", "whether the article is listed there"),
    flag("in_stock", "whether it was on the shelf"),
    money("price", "the price on the shelf"),
    money("usual_price", "the price at which it usually stands on the shelf"),
    code("employee", "who checked"),
)

PROMOTIONS = record(
    "promotions",
    "promotional money and goods given to dealers, and what of it reached the stores",
    ("promotion", "customer"),
    code("promotion", "the promotion's number", REQUIRED),
    code("customer", "the dealer it was given to", REQUIRED),
    text("title", "what it was"),
    day("from", "its first day", REQUIRED),
    day("to", "its last day"),
    money("amount", "the money that was given, with goods at their value"),
    money("passed_on", "what of it reached the stores, as proved"),
    text("currency", "the currency of the amounts"),
    code("proof", "the document that proves it: photographs, signed lists"),
)

NOTICES = record(
    "notices",
    "written notices to dealers: what was asked, by when, and whether it was done",
    ("notice",),
    code("notice", "the notice's number", REQUIRED),
    code("customer", "the dealer it was sent to", REQUIRED),
    text("kind", "the answer of the policy it carries out, as in written-notice", FILLED),
    day("sent_on", "the day it was sent", REQUIRED),
    text("demand", "what it asks for"),
    day("due_on", "by when it asks for it"),
    day("obeyed_on", "the day on which it was done; empty while it was not"),
    day("withdrawn_on", "the day it was withdrawn"),
    code("signed_by", "the employee who signed"),
)

EXIT_RECORDS = record(
    "exit_records",
    "what was done of the orderly end of a dealer: steps, demands he met, prices recorded afterwards",
    ("customer", "step", "on"),
    code("customer", "the dealer who is ended", REQUIRED),
    code("step", "the step or demand of the policy, by its id", REQUIRED),
    day("on", "the day it was done or met", REQUIRED),
    money("amount", "the sum that was proved, where the demand asks for one"),
    code("proof", "the document that proves it"),
    code("employee", "who recorded it"),
)

TABLES: tuple[Table, ...] = (STORE_CHECKS, PROMOTIONS, NOTICES, EXIT_RECORDS)
