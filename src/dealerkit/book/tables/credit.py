"""What credit control needs of a book: granted limits, securities, bills, instalments, plans, letters, bad debts."""

from __future__ import annotations

from dealerkit.book.kinds import FILLED, REQUIRED, Table, code, count, day, money, record, share, text, word

CREDIT_LIMITS = record(
    "credit_limits",
    "limits granted to single customers or groups, with the days on which they hold",
    ("customer", "group", "limit", "kind", "from"),
    code("customer", "the customer it is granted to; empty where it is a group's"),
    code("group", "the group it is granted to, from `groups`"),
    text("limit", "the limit of the policy it is a figure for; may be empty where the policy has only one such"),
    word("kind", "empty means standing", "standing", "temporary", "opening"),
    money("amount", "the limit; zero lets nothing through, empty means no limit at all"),
    text("currency", "the currency of the amount"),
    day("from", "the first day on which it holds"),
    day("to", "the last day on which it holds; a temporary one must end"),
    day("review_on", "the day by which it is to be reviewed"),
    code("granted_by", "the employee who granted it"),
    text("reason", "why it was granted"),
)

SECURITIES = record(
    "securities",
    "what stands behind a customer's debts: deposits, guarantees, insurance, pledges",
    ("security", "from"),
    code("security", "the security's number", REQUIRED),
    code("customer", "the customer it secures", REQUIRED),
    text("kind", "deposit, guarantee, insurance, pledge, or another kind the policy names", REQUIRED),
    money("amount", "how much it secures", REQUIRED),
    text("currency", "the currency of the amount"),
    share("cover", "the share of a loss that is paid: 0.9 is nine tenths; all of it if empty"),
    text("provider", "who gives it: the bank, the insurer, the guarantor"),
    day("from", "the first day on which it holds"),
    day("to", "the last day on which it holds; empty means still"),
)

BILLS = record(
    "bills",
    "bills of exchange taken in payment, which may still be dishonoured",
    ("bill",),
    code("bill", "the bill's number", REQUIRED),
    code("customer", "who gave it in payment", REQUIRED),
    money("amount", "its amount", REQUIRED),
    text("currency", "the currency of the amount"),
    day("date", "the day it was taken", REQUIRED),
    day("due_on", "the day on which it is paid", REQUIRED),
    code("invoice", "the invoice it was given for"),
    word("status", "empty means held", "held", "paid", "dishonoured", "returned"),
    day("settled_on", "the day on which it was paid, dishonoured or returned"),
    text("drawee", "who is to pay it: a bank, a company"),
)

INSTALMENTS = record(
    "instalments",
    "the payment schedule of a contract, instalment by instalment",
    ("contract", "instalment"),
    code("contract", "the contract's number", REQUIRED),
    code("instalment", "the instalment's number", REQUIRED),
    code("customer", "who pays it; the contract's customer if empty"),
    day("due_on", "the day on which it is due", REQUIRED),
    money("amount", "how much is due", REQUIRED),
    text("currency", "the currency of the amount"),
    text("title", "what it is for: signing, delivery, acceptance"),
)

REPAYMENTS = record(
    "repayments",
    "repayment plans agreed with customers who owe, instalment by instalment",
    ("plan", "instalment"),
    code("plan", "the plan's number", REQUIRED),
    code("instalment", "the instalment within the plan", REQUIRED),
    code("customer", "who repays", REQUIRED),
    day("agreed_on", "the day it was agreed", REQUIRED),
    day("due_on", "the day by which the instalment is paid", REQUIRED),
    money("amount", "how much is paid then", REQUIRED),
    text("currency", "the currency of the amount"),
    code("agreed_by", "the employee who agreed to it"),
    code("order", "the order for which it was asked"),
)

DUNNINGS = record(
    "dunnings",
    "letters that reminded customers of what is overdue",
    ("letter", "invoice"),
    code("letter", "the letter's number", REQUIRED),
    day("date", "the day it was sent", REQUIRED),
    code("customer", "who received it", REQUIRED),
    count("level", "the dunning level it stated", REQUIRED),
    code("invoice", "the invoice it was about; empty means the whole account"),
    code("sent_by", "the employee who sent it"),
)

DISPUTES = record(
    "disputes",
    "invoices, or parts of them, that a customer refuses to pay for a reason",
    ("dispute",),
    code("dispute", "the dispute's number", REQUIRED),
    code("customer", "who disputes", REQUIRED),
    code("invoice", "the invoice that is disputed", REQUIRED),
    money("amount", "how much of it; all of it if empty"),
    day("date", "the day it was raised", REQUIRED),
    day("closed_on", "the day it was settled; empty while it is open"),
    text("reason", "why"),
)

BAD_DEBTS = record(
    "bad_debts",
    "debts that went bad: what was lost with which delivery or invoice",
    ("debt",),
    code("debt", "the debt's number", REQUIRED),
    code("customer", "who did not pay", REQUIRED),
    day("date", "the day it was declared bad", REQUIRED),
    money("amount", "what was lost", REQUIRED),
    text("currency", "the currency of the amount"),
    code("order", "the order whose goods were not paid"),
    code("delivery", "the shipment that was not paid"),
    code("invoice", "the invoice that was not paid"),
    text("reason", "what happened"),
)

DUTIES = record(
    "duties",
    "who did what in a matter: the persons who answer for a customer, an order or a shipment",
    ("role", "employee", "customer", "order", "delivery", "from"),
    text("role", "the role in which the person answers: salesperson, warehouse-keeper", REQUIRED),
    code("employee", "the person, from `employees`", REQUIRED),
    code("customer", "the customer it is about; empty where it is about a document or everyone"),
    code("order", "the order it is about"),
    code("delivery", "the shipment it is about"),
    day("from", "the first day"),
    day("to", "the last day; empty means still"),
    share("share", "the person's part where several have the role; equal parts if empty"),
)

BALANCE_CONFIRMATIONS = record(
    "balance_confirmations",
    "balances that customers confirmed in writing, such as at the end of a year",
    ("customer", "date"),
    code("customer", "who confirmed", REQUIRED),
    day("date", "the day of the balance", REQUIRED),
    money("amount", "the balance that was confirmed", FILLED),
    text("currency", "the currency of the amount"),
    day("confirmed_on", "the day of the confirmation"),
)

TABLES: tuple[Table, ...] = (
    CREDIT_LIMITS,
    SECURITIES,
    BILLS,
    INSTALMENTS,
    REPAYMENTS,
    DUNNINGS,
    DISPUTES,
    BAD_DEBTS,
    DUTIES,
    BALANCE_CONFIRMATIONS,
)
