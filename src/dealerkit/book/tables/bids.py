"""What credits that dealers ask for one by one need of a book: special bids, claims under them, goods to come back."""

from __future__ import annotations

from dealerkit.book.kinds import REQUIRED, Table, code, day, money, number, record, text, word

BIDS = record(
    "bids",
    "special bids: the price or the help that was agreed for what a dealer sells to one customer, product by product",
    ("bid", "product", "group"),
    code("bid", "the bid's number", REQUIRED),
    text("scheme", "the scheme of the policy it stands under; may be empty where the policy has only one"),
    code("dealer", "the customer who ships and claims", REQUIRED),
    code("end_customer", "who is to buy from the dealer; empty means anyone"),
    code("product", "the product it is for; empty where `group` says which"),
    code("group", "the product group it is for, from `product_groups`"),
    day("from", "the first day on which a sale is under the bid", REQUIRED),
    day("to", "the last day on which a sale is under the bid", REQUIRED),
    word(
        "method",
        "down-to a price, down-by an amount a unit, or by per cent of a price",
        "down-to",
        "down-by",
        "percent",
        presence=REQUIRED,
    ),
    number("value", "the price, the amount a unit, or the share: 0.1 is a tenth", "", REQUIRED),
    money("book_price", "what a unit costs the dealer, where the bid says it"),
    number("limit", "how many units it is for; empty means any number", "units"),
    text("currency", "the currency of its figures"),
    word("status", "empty means approved", "requested", "approved", "refused", "withdrawn"),
)

BID_CLAIMS = record(
    "bid_claims",
    "what dealers claim for sales under special bids, product by product or unit by unit",
    ("claim", "line_no", "dealer", "bid", "product", "serial", "document"),
    code("claim", "the claim's number", REQUIRED),
    code("line_no", "the line within the claim"),
    day("date", "the day it came in", REQUIRED),
    code("dealer", "the customer who claims", REQUIRED),
    code("bid", "the bid it is claimed under", REQUIRED),
    code("product", "what was sold", REQUIRED),
    day("sold_on", "the day of the sale; the day of the claim if empty"),
    number("quantity", "how many units are claimed; empty where the row is one unit by serial number", "units"),
    money("credit", "the credit claimed for each unit"),
    money("amount", "the credit claimed in all"),
    text("currency", "the currency of the amounts"),
    code("end_customer", "who bought"),
    code("document", "the number of the dealer's sale"),
    code("serial", "the unit's serial number, where units are claimed one by one"),
    code("proof", "the document that proves the sale"),
)

ROTATIONS = record(
    "rotations",
    "goods that dealers ask to send back under stock rotation, row by row",
    ("request", "line_no", "dealer", "product", "serial", "condition"),
    code("request", "the request's number", REQUIRED),
    code("line_no", "the line within the request"),
    text("scheme", "the scheme of the policy it stands under; may be empty where the policy has only one"),
    day("date", "the day it came in", REQUIRED),
    code("dealer", "the customer who asks", REQUIRED),
    code("product", "what is to come back", REQUIRED),
    number("quantity", "how many units; empty where the row is one unit by serial number", "units"),
    text("condition", "the state of goods and packaging, in words that the policy lists: original, opened"),
    code("serial", "the unit's serial number"),
    day("bought_on", "the day it was bought from us, where the dealer names it"),
    code("order", "the order that is placed in exchange, from `orders`"),
)

TABLES: tuple[Table, ...] = (BIDS, BID_CLAIMS, ROTATIONS)
