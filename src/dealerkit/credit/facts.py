"""The facts credit rules may ask about: an account as it stands on a day, and the order in question.

``dealer.*`` and ``contract.*`` are the columns of the master tables, as everywhere. ``account.*`` is what
a customer owes and has ordered; ``order.*`` what is asked for. All are read on the day of the question.
"""

from __future__ import annotations

from dealerkit.policy.facts import Fact
from dealerkit.policy.types import BOOLEAN, COUNT, DATE, DAYS, MONEY, SHARE, TEXT, Type

ACCOUNT_ONLY = frozenset({"dealer", "contract", "account", "figure", "score"})
"""What limits see: the customer, his contract, his account, his figures and scores, no order."""

ORDER = ACCOUNT_ONLY | {"order"}
"""What eligibility, checks and the ladder see: the order as well."""

_DAY = "day of the question"


def _account(name: str, kind: Type, meaning: str, source: str) -> Fact:
    return Fact(f"account.{name}", kind, meaning=meaning, source=source, instant=_DAY)


def _order(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"order.{name}", kind, meaning=meaning, source="the order", instant="order date")


OF_ACCOUNTS: tuple[Fact, ...] = (
    _account("limit", MONEY, "the limit that holds; missing where the customer has none", "the policy's `limits`"),
    _account("exposure", MONEY, "all that counts against the limit, without the order", "the policy's `exposure`"),
    _account("headroom", MONEY, "the limit less the exposure", "limit and exposure"),
    _account("receivables", MONEY, "what is invoiced and not paid", "tables invoices and receipts"),
    _account("delivered", MONEY, "what is delivered and not invoiced", "tables deliveries and invoices"),
    _account("open_orders", MONEY, "what is ordered and not delivered", "tables orders and deliveries"),
    _account("bills", MONEY, "bills of exchange that are held", "table bills"),
    _account("deposits", MONEY, "deposits that were paid in", "table receipts"),
    _account("unapplied", MONEY, "receipts that pay no invoice yet", "table receipts"),
    _account("overdue", MONEY, "what was due before the day and is open", "tables invoices and receipts"),
    _account("overdue_share", SHARE, "what is overdue as a share of the receivables", "tables invoices and receipts"),
    _account(
        "oldest_days",
        DAYS,
        "days since the oldest open item was invoiced; 0 without any",
        "tables invoices and receipts",
    ),
    _account(
        "days_overdue", DAYS, "days the item longest overdue is overdue; 0 without any", "tables invoices and receipts"
    ),
    _account("dunning_level", COUNT, "the highest dunning level reached", "the policy's `collections.dunning`"),
    _account("last_year_balance", MONEY, "what is still open of earlier years", "tables invoices and receipts"),
    _account("days_with_us", DAYS, "days since the customer first traded with us", "tables customers and invoices"),
    _account(
        "average_sales", MONEY, "a twelfth of what was invoiced in the twelve whole months before", "table invoices"
    ),
    _account("open_loads", COUNT, "deliveries that are not paid in full", "tables deliveries, invoices, receipts"),
    _account("releases", COUNT, "releases over the limit in the period that counts", "table releases"),
    _account(
        "plan_broken", BOOLEAN, "whether a repayment plan of his is broken", "the policy's `collections.repayments`"
    ),
    _account(
        "plan_late", DAYS, "days the repayment longest late is late; 0 for none", "tables repayments and receipts"
    ),
    _account("group_limit", MONEY, "the limit of the customer's group", "the policy's `limits`"),
    _account("group_exposure", MONEY, "what counts against the group's limit", "the policy's `exposure`"),
)

OF_ORDERS: tuple[Fact, ...] = (
    _order("amount", MONEY, "what the order comes to"),
    _order("date", DATE, "the day of the order"),
    _order("wanted_on", DATE, "the day delivery is asked for"),
    _order("payment_days", DAYS, "days to pay, where the order agrees other ones than the contract"),
    _order("contract", TEXT, "the contract it is placed under"),
    _order("currency", TEXT, "the currency of the amount"),
)

FACTS: tuple[Fact, ...] = (*OF_ACCOUNTS, *OF_ORDERS)
"""Every fact of the credit domain."""
