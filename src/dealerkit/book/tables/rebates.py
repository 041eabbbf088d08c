"""What was agreed and what was paid: contracts, targets, figures, lines, postings, closings."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    code,
    count,
    day,
    flag,
    master,
    money,
    number,
    record,
    share,
    stream,
    text,
    word,
)

CONTRACTS = master(
    "contracts",
    "the agreements with customers",
    ("contract",),
    code("contract", "the contract's number", REQUIRED),
    code("customer", "the customer who signed it", REQUIRED),
    text("kind", "distribution, direct, store, or another kind the policy names", FILLED),
    text("status", "draft, signed, ended, or another status the policy names"),
    day("signed_on", "the day it was signed"),
    day("start", "first day of the term"),
    day("end", "last day of the term"),
    code("territory", "the territory it grants"),
    flag("exclusive", "whether the territory is exclusive"),
    code("product_group", "the products it covers, from `product_groups`"),
    text("price_level", "the price level it grants"),
    number("payment_days", "days the customer has to pay", "days"),
    money("deposit", "the deposit it asks for"),
    money("value", "what the contract is worth, which its payment schedule adds up to"),
    text("currency", "the currency it is settled in"),
    flag("settlement_agreement", "whether a settlement agreement is signed with it"),
    word("vendor", "who is the vendor towards the store, in a store contract", "principal", "dealer"),
    day("notice_on", "the day on which notice was given that it shall not be renewed"),
    code("renewed_by", "the contract that follows it"),
)

TARGETS = master(
    "targets",
    "what a customer is to reach in a period",
    ("subject", "period", "fact", "product_group"),
    code("subject", "the customer, group or territory", REQUIRED),
    text("period", "the label of the period: 2026-Q1, 2026-03, 2026", REQUIRED),
    text("fact", "what is measured: net_amount, quantity; empty means net_amount"),
    code("product_group", "the products it is about; empty means all"),
    number("value", "the target itself", "", REQUIRED),
    text("currency", "the currency of a target in money"),
)

FIGURES = record(
    "figures",
    "facts about a payee and a period that no line shows, such as a display score or days to pay",
    ("subject", "period", "from", "to", "fact"),
    code("subject", "the customer, group or territory", REQUIRED),
    text("period", "the label of the period; empty where `from` and `to` are given"),
    day("from", "first day it is about"),
    day("to", "last day it is about"),
    text("fact", "the name of the fact, as expressions call it after `period.`", REQUIRED),
    number("value", "its value", "", REQUIRED),
    text("source", "where the figure comes from"),
)

LINES = stream(
    "lines",
    "what was sold to customers, line by line; a return is a negative line",
    ("document", "line_no"),
    day("date", "the day that decides period, rates and validity", REQUIRED),
    code("dealer", "the customer who bought", REQUIRED),
    code("product", "what was bought", FILLED),
    number("quantity", "how much, in the product's unit; negative for returns", "units", FILLED),
    money("unit_price", "the price of one unit"),
    money("net_amount", "the line's amount without value added tax; negative for returns", FILLED),
    money("tax_amount", "the value added tax on it"),
    money("gross_amount", "the amount with value added tax"),
    share("tax_rate", "the value added tax rate of the line", FILLED),
    text("currency", "the currency of the amounts", FILLED),
    code("document", "the number of the invoice or delivery"),
    code("line_no", "the line within the document"),
    code("contract", "the contract it was sold under"),
    code("order", "the order it belongs to"),
    code("outlet", "the outlet it was delivered to"),
    code("territory", "the territory it was sold into"),
    text("kind", "sale, return, gift, sample, or another kind the policy names"),
    code("salesperson", "our own employee who sold it, from `employees`"),
    text("unit", "the unit of the quantity, where it differs from the product's"),
    money("list_price", "the list price of one unit on that day"),
    money("cost", "what one unit cost us"),
)

POSTINGS = record(
    "postings",
    "the ledger of rebates: what was accrued, settled, offset, expired or adjusted",
    ("id",),
    code("id", "programme, payee, period, kind and sequence in one key", REQUIRED),
    word("kind", "what happened", "accrual", "settlement", "offset", "expiry", "adjustment", presence=REQUIRED),
    code("programme", "the rebate's address in the policy", REQUIRED),
    code("payee", "who is paid", REQUIRED),
    text("period", "the label of the period it is for", REQUIRED),
    count("seq", "how many earlier postings have the same programme, payee, period and kind, plus one", REQUIRED),
    money("net", "the amount without value added tax", REQUIRED),
    money("tax", "the value added tax"),
    money("gross", "the amount with value added tax"),
    text("currency", "the currency of the amounts"),
    share("tax_rate", "the value added tax rate; empty where the posting is for lines of several rates, or of none"),
    day("posted_on", "the day it was posted", REQUIRED),
    text("revision", "the policy's revision when it was posted"),
    code("content_hash", "fingerprint of what was posted"),
    day("due", "the day by which it is paid"),
    day("expires", "the last day on which the credit can be used; empty where it does not expire"),
    text("payout", "how it is paid: credit-note, deduction, transfer"),
    code("reference", "the credit note or document it went out on"),
    code("closes", "the posting an offset or expiry uses up"),
    code("product", "what was given, where a rebate is paid in goods"),
    number("quantity", "how many units of it; the amounts are then zero", "units"),
    code("rule", "fingerprint of the programme it was posted under"),
)

CESSIONS = record(
    "cessions",
    "territories that a former general dealer gave up, and from when dealers newly opened there count for it",
    ("dealer", "territory", "from"),
    code("dealer", "the former general dealer", REQUIRED),
    code("territory", "the territory it ceded, with all that lies within, from `territories`", REQUIRED),
    day("from", "the day of the cession: the years of the override are counted from it", REQUIRED),
    day("until", "the last day that counts for it; empty where only the years end it"),
)

CLOSINGS = record(
    "closings",
    "periods that are closed: they change only by adjustment",
    ("period", "programme"),
    text("period", "the label of the closed period", REQUIRED),
    code("programme", "the rebate it is closed for; empty means all"),
    day("closed_on", "the day it was closed", REQUIRED),
    text("closed_by", "who closed it"),
)

TABLES: tuple[Table, ...] = (CONTRACTS, TARGETS, FIGURES, LINES, POSTINGS, CESSIONS, CLOSINGS)
