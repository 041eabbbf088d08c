"""How goods and money move: orders, deliveries, invoices, receipts, stock, prices."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    code,
    day,
    master,
    moment,
    money,
    number,
    record,
    share,
    stream,
    text,
)

ORDERS = stream(
    "orders",
    "what customers asked for, line by line",
    ("order", "line_no"),
    code("order", "the order's number", REQUIRED),
    code("line_no", "the line within the order"),
    day("date", "the day of the order", REQUIRED),
    code("customer", "who ordered", REQUIRED),
    code("product", "what was ordered", FILLED),
    number("quantity", "how much", "units", FILLED),
    money("unit_price", "the price of one unit"),
    money("net_amount", "the amount without value added tax", FILLED),
    money("gross_amount", "the amount with value added tax"),
    text("currency", "the currency of the amounts", FILLED),
    text("status", "open, released, shipped, cancelled"),
    code("contract", "the contract it is placed under"),
    day("wanted_on", "the day delivery is asked for"),
    number("payment_days", "days to pay, where the order agrees other ones than the contract", "days"),
    text("unit", "the unit of the quantity, where it differs from the product's"),
)

DELIVERIES = stream(
    "deliveries",
    "what left the warehouse",
    ("delivery", "line_no"),
    code("delivery", "the dispatch document's number", REQUIRED),
    code("line_no", "the line within the document"),
    day("date", "the day of dispatch", REQUIRED),
    code("customer", "who receives it", REQUIRED),
    code("order", "the order it fulfils"),
    code("product", "what was dispatched", FILLED),
    number("quantity", "how much", "units", FILLED),
    money("net_amount", "its value without value added tax"),
    money("gross_amount", "its value with value added tax"),
    text("currency", "the currency of the amounts", FILLED),
    code("outlet", "the outlet it went to"),
    code("territory", "the territory it went to"),
    code("invoice", "the invoice that bills it; empty while it is not invoiced"),
    day("received_on", "the day the customer signed for it"),
    text("unit", "the unit of the quantity, where it differs from the product's"),
)

INVOICES = stream(
    "invoices",
    "what customers owe, document by document",
    ("invoice",),
    code("invoice", "the invoice's number", REQUIRED),
    day("date", "the day of the invoice", REQUIRED),
    code("customer", "who owes it", REQUIRED),
    money("net_amount", "the amount without value added tax", FILLED),
    money("gross_amount", "the amount with value added tax", FILLED),
    text("currency", "the currency of the amounts", FILLED),
    day("due_on", "the day payment is due"),
    code("order", "the order it bills"),
    code("contract", "the contract it bills"),
    code("instalment", "the instalment of the contract it bills, where the contract has several"),
    text("kind", "invoice, credit note, instalment, service charge, hand-written"),
)

RECEIPTS = stream(
    "receipts",
    "what customers paid",
    ("receipt",),
    code("receipt", "the receipt's number", REQUIRED),
    day("date", "the day the money arrived", REQUIRED),
    code("customer", "who paid", REQUIRED),
    money("amount", "how much", FILLED),
    text("currency", "the currency of the amount", FILLED),
    code("invoice", "the invoice it pays; empty while it is not applied"),
    text("kind", "payment, deposit, rebate offset, refund"),
    code("order", "the order it pays in advance"),
    code("contract", "the contract whose instalment it pays"),
    code("instalment", "the instalment it pays, where the contract has several"),
    code("plan", "the repayment plan it is paid under"),
)

STOCK = stream(
    "stock",
    "what lies where on a day",
    ("date", "holder", "product", "kind"),
    day("date", "the day of the count", REQUIRED),
    code("holder", "the customer or warehouse that holds it", REQUIRED),
    code("product", "what is held", REQUIRED),
    number("quantity", "how much", "units", REQUIRED),
    text("kind", "good, damaged, gift, old code"),
    money("value", "what it is worth"),
    code("proof", "the document that proves the count"),
    code("counted_by", "the employee who counted"),
    code("checked_by", "the employee who reconciled the count with the books, somebody else"),
    text("unit", "the unit of the quantity, where it differs from the product's"),
)

SELL_THROUGH = stream(
    "sell_through",
    "what final customers took home, as the dealer reports it",
    (),
    day("date", "the day of sale", REQUIRED),
    code("dealer", "who sold it", REQUIRED),
    code("product", "what was sold", FILLED),
    number("quantity", "how much", "units", FILLED),
    money("net_amount", "the amount without value added tax"),
    text("currency", "the currency of the amount", FILLED),
    code("outlet", "the outlet it was sold in"),
    code("document", "the number of the sale"),
    code("serial", "the serial number of the unit"),
    code("buyer", "the sub-dealer who bought, from `customers`; empty for a final customer"),
    code("card", "the card on which a sub-dealer's purchase was entered"),
    text("unit", "the unit of the quantity, where it differs from the product's"),
)

PRICES = master(
    "prices",
    "what a product costs at a price level",
    ("product", "level", "customer"),
    code("product", "the product", REQUIRED),
    text("level", "the price level; empty means the list price"),
    code("customer", "the customer it is for; empty means all"),
    money("price", "the price of one unit", REQUIRED),
    money("floor", "the lowest price that may be granted"),
    text("currency", "the currency of the prices", FILLED),
)

RATES = master(
    "rates",
    "what one unit of a currency is worth in another",
    ("from", "to"),
    text("from", "the currency converted", REQUIRED),
    text("to", "the currency it is converted into", REQUIRED),
    number("rate", "how much of `to` one unit of `from` is", "", REQUIRED),
    text("source", "who published it"),
)

UNITS = master(
    "units",
    "how many of one unit are in another, for a product or for all",
    ("product", "from", "to"),
    code("product", "the product; empty means all"),
    text("from", "the unit converted", REQUIRED),
    text("to", "the unit it is converted into", REQUIRED),
    number("factor", "how many `to` one `from` is", "", REQUIRED),
)

RELEASES = record(
    "releases",
    "orders let through above a limit, and by whom",
    ("release",),
    code("release", "the release's number", REQUIRED),
    code("order", "the order it lets through", REQUIRED),
    code("customer", "the customer", FILLED),
    day("date", "the day it was signed", REQUIRED),
    money("amount", "how much it lets through", FILLED),
    text("currency", "the currency of the amount", FILLED),
    code("signed_by", "the employee who signed", FILLED),
    text("role", "the role in which it was signed"),
    day("due_on", "the day it must be settled"),
    text("kind", "the step of the policy's ladder, or the check that referred the order, by its id"),
    text("reason", "why it was let through"),
    day("expires_on", "the last day on which it can be used; as the policy says if empty"),
    code("seconded_by", "the employee who signed as well, where two must"),
    day("withdrawn_on", "the day it was withdrawn; from then on it counts for nothing"),
)

APPROVALS = record(
    "approvals",
    "what was asked, granted or refused under the authority matrix",
    ("approval",),
    code("approval", "the approval's number", REQUIRED),
    text("subject", "what is asked: discount, compensation, return", REQUIRED),
    code("reference", "the document it is about"),
    code("customer", "the customer it is about"),
    money("amount", "the amount asked for"),
    share("share", "the rate asked for"),
    text("currency", "the currency of the amount", FILLED),
    moment("requested_at", "when it was asked", REQUIRED),
    code("requested_by", "who asked", FILLED),
    moment("decided_at", "when it was decided"),
    code("decided_by", "who decided"),
    text("role", "the role in which it was decided"),
    text("outcome", "granted, refused, withdrawn"),
)

TABLES: tuple[Table, ...] = (
    ORDERS,
    DELIVERIES,
    INVOICES,
    RECEIPTS,
    STOCK,
    SELL_THROUGH,
    PRICES,
    RATES,
    UNITS,
    RELEASES,
    APPROVALS,
)
