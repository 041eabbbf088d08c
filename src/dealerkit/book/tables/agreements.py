"""What was agreed with dealers beside the contract's own row: terms, papers, parties, splits, fees, price requests."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    code,
    count,
    day,
    flag,
    money,
    number,
    record,
    share,
    stream,
    text,
    word,
)

CONTRACT_TERMS = record(
    "contract_terms",
    "what a contract says beside the columns of `contracts`, term by term",
    ("contract", "term"),
    code("contract", "the contract's number", REQUIRED),
    code("term", "the term, as the policy's kind of contract names it: targets, termination", REQUIRED),
    text("value", "what was agreed; empty while it is still open"),
)

CONTRACT_PAPERS = record(
    "contract_papers",
    "papers that were handed in with a contract",
    ("contract", "paper", "received_on"),
    code("contract", "the contract's number", REQUIRED),
    code("paper", "the paper, as the policy's kind of contract names it: licence, settlement-agreement", REQUIRED),
    day("received_on", "the day it came in; empty while it is awaited"),
    day("valid_until", "the last day on which the paper holds; empty means without end"),
    count("copies", "how many copies there are; one if empty"),
)

CONTRACT_PARTIES = record(
    "contract_parties",
    "who signed a contract beside its customer: sub-dealers, partners of a joint company",
    ("contract", "party", "role"),
    code("contract", "the contract's number", REQUIRED),
    code("party", "who signed: a customer's code, or a name for the principal", REQUIRED),
    text("role", "as what, as the policy's kind of contract names it: sub-dealer, principal, dealer", REQUIRED),
    day("signed_on", "the day of the signature; empty while it is not signed"),
    money("contribution", "what the party puts into a joint company"),
    text("currency", "the currency of the contribution"),
    text("appoints", "the posts that the party fills, such as general-manager; several with commas between"),
)

DEPOSIT_DEDUCTIONS = record(
    "deposit_deductions",
    "what was set off against the deposit of a contract",
    ("deduction",),
    code("deduction", "the deduction's number", REQUIRED),
    code("contract", "the contract whose deposit it is", REQUIRED),
    day("date", "the day of the deduction", REQUIRED),
    text("kind", "for what, as the policy names it: penalty, shortage, price-difference", REQUIRED),
    money("amount", "how much is taken off", REQUIRED),
    text("currency", "the currency of the amount"),
    text("reason", "why"),
)

TERRITORY_SPLITS = record(
    "territory_splits",
    "exclusive territories that were split: one more dealer beside the one who has it",
    ("split",),
    code("split", "the split's number", REQUIRED),
    code("territory", "the territory that is split", REQUIRED),
    code("dealer", "the dealer who had it alone", REQUIRED),
    code("added", "the dealer who comes in", REQUIRED),
    day("from", "the first day", REQUIRED),
    share("dependence", "the first dealer's share of our sales when it was decided; reckoned from `lines` if empty"),
    code("approved_by", "the employee who decided it"),
    text("reason", "why"),
)

DEALER_MEANS = record(
    "dealer_means",
    "what a dealer states of his own means",
    ("customer", "date"),
    code("customer", "the dealer", REQUIRED),
    day("date", "the day of the statement; the latest holds", REQUIRED),
    money("capital", "the capital he can put into our business"),
    text("currency", "the currency of the capital"),
    share("store_margin", "his margin on what he sells to chain stores"),
)

CANDIDATES = record(
    "candidates",
    "lines that a candidate dealer carries today, beside what we offer in their place",
    ("candidate", "line"),
    code("candidate", "the candidate, from `customers` or a number of its own", REQUIRED),
    code("line", "the line he carries: a brand, a maker", REQUIRED),
    day("date", "the day it was found out", REQUIRED),
    word("relation", "how it stands to our line", "complementary", "conflicting", "unrelated"),
    share("outlets", "the share of our outlets in his territory that he serves with it: 0.6 is six tenths"),
    money("case_profit", "what he earns on a case of it today"),
    money("monthly_profit", "what he earns with it in a month today"),
    money("offer_case_profit", "what he would earn on a case of ours"),
    money("offer_monthly_profit", "what he would earn with ours in a month"),
    text("currency", "the currency of these figures"),
)

STORE_FEES = record(
    "store_fees",
    "fees that stores ask for, which we are asked to fund",
    ("fee",),
    code("fee", "the fee's number", REQUIRED),
    day("date", "the day it was asked for", REQUIRED),
    code("contract", "the store contract it stands under", REQUIRED),
    text("kind", "what it is for, as the policy names it: entry, display, promotion", REQUIRED),
    code("customer", "the dealer who serves the store"),
    code("outlet", "the store"),
    money("amount", "how much", REQUIRED),
    text("currency", "the currency of the amount"),
)

PURCHASES = stream(
    "purchases",
    "what we bought ourselves: it moves the average cost; a return to the supplier is below zero",
    ("purchase", "line_no"),
    code("purchase", "the document's number", REQUIRED),
    code("line_no", "the line within the document"),
    day("date", "the day the goods came in", REQUIRED),
    code("supplier", "who delivered"),
    code("product", "what was bought", REQUIRED),
    number("quantity", "how much; below zero for what went back to the supplier", "units", REQUIRED),
    money("unit_cost", "what one unit cost; for a return, what is given back; the average cost if empty"),
    text("currency", "the currency of the cost", FILLED),
)

PRICE_REQUESTS = record(
    "price_requests",
    "requests for a price, a discount or a level",
    ("request",),
    code("request", "the request's number", REQUIRED),
    day("date", "the day it was made", REQUIRED),
    code("customer", "the customer it is for", REQUIRED),
    code("product", "the product", REQUIRED),
    number("quantity", "how many units", "units"),
    money("price", "the price asked for one unit"),
    share("discount", "the discount asked, off the price the customer has: 0.05 is five per cent"),
    text("level", "the price level asked for"),
    text("currency", "the currency of the price"),
    code("requested_by", "the employee who asks; he does not sign it"),
    code("contract", "the contract it is asked under; the customer's contract in force if empty"),
)

SERVICE_ORDERS = record(
    "service_orders",
    "services that are charged to a customer: repairs, installations, deliveries on request",
    ("service",),
    code("service", "the service order's number", REQUIRED),
    day("date", "the day it was done", REQUIRED),
    code("customer", "who is charged", REQUIRED),
    code("contract", "the contract it belongs to"),
    text("kind", "what was done"),
    money("amount", "what is charged, with value added tax; zero where it is free", REQUIRED),
    text("currency", "the currency of the amount"),
    code("invoice", "the invoice that bills it; empty while it is not billed"),
    flag("charged", "whether it is charged at all; yes if empty"),
)

TABLES: tuple[Table, ...] = (
    CONTRACT_TERMS,
    CONTRACT_PAPERS,
    CONTRACT_PARTIES,
    DEPOSIT_DEDUCTIONS,
    TERRITORY_SPLITS,
    DEALER_MEANS,
    CANDIDATES,
    STORE_FEES,
    PURCHASES,
    PRICE_REQUESTS,
    SERVICE_ORDERS,
)
