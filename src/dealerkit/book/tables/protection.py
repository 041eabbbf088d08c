"""What price protection asks of a book: single units by serial number, claims, promises."""

from __future__ import annotations

from dealerkit.book.kinds import REQUIRED, Table, code, day, money, number, record, text, word

SERIALS = record(
    "serials",
    "single units by serial number: who bought each, when, and until when it was there",
    ("serial", "bought_on"),
    code("serial", "the unit's serial number", REQUIRED),
    code("product", "what it is", REQUIRED),
    code("dealer", "the customer who bought it", REQUIRED),
    day("bought_on", "the day it was bought from us", REQUIRED),
    day("left_on", "the day it left the dealer, sold or sent back; empty while it is there"),
    money("unit_price", "the price that was paid for it"),
    text("currency", "the currency of the price"),
    code("document", "the invoice or delivery it came with"),
)

PRICE_CLAIMS = record(
    "price_claims",
    "what dealers ask for after a price cut, product by product or unit by unit",
    ("claim", "dealer", "product", "serial"),
    code("claim", "the claim's number", REQUIRED),
    day("date", "the day it came in", REQUIRED),
    code("dealer", "the customer who claims", REQUIRED),
    code("product", "what the claim is for", REQUIRED),
    day("cut_on", "the first day of the lower price; the latest cut before the claim if empty"),
    number("quantity", "how many units are claimed; empty where the row is one unit by serial number", "units"),
    money("amount", "the money that is claimed"),
    text("currency", "the currency of the amount"),
    code("serial", "the unit's serial number, where units are claimed one by one"),
    code("proof", "the document that proves the stock: a signed count, a photograph, a report"),
)

PROMISES = record(
    "promises",
    "what our own people promised to customers: who, when, in which role",
    ("promise",),
    code("promise", "the promise's number", REQUIRED),
    day("date", "the day it was made", REQUIRED),
    code("dealer", "the customer it was made to", REQUIRED),
    code("product", "the product it is about; empty means all"),
    text("subject", "what it is about, as in price-protection, which is meant if empty"),
    text("text", "what was said or written, in its own words"),
    code("author", "the employee who made it, from `employees`"),
    text("role", "the role in which it was made; the employee's own if empty"),
    number("days", "how many days before a price cut are to be protected; empty means without limit", "days"),
    money("amount", "the most money it promises; empty where it states none"),
    day("until", "the last day on which it holds; empty means still"),
    word("decision", "what was decided about it; empty while nothing was", "kept", "declined", "changed"),
    day("decided_on", "the day of the decision"),
    code("decided_by", "the employee who decided, from `employees`"),
    code("seconded_by", "the employee who signed as well, where two must"),
    number("granted_days", "how many days were granted instead (decision changed)", "days"),
    money("granted_amount", "how much money was granted instead (decision changed)"),
    day("answered_on", "the day the customer was told"),
)

TABLES: tuple[Table, ...] = (SERIALS, PRICE_CLAIMS, PROMISES)
