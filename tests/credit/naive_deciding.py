"""The decision on an order, as slow and plain as the rules are told.

Everything is worked out anew from rows: what each invoice still owes, what is ordered, which checks fail. Shares
are fractions. The policy is the mapping that its YAML was written from.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Written = dict[str, Any]
"""A part of a policy, or of a book, as it is written."""

LEVELS = ["off", "warn", "over-limit", "refer", "cash-first", "block"]
ACTIONS = ["ship", "release", "refer", "cash-first", "hold"]
STRICTNESS = {name: place for place, name in enumerate(LEVELS)}
ACTION_OF = {"refer": "refer", "cash-first": "cash-first", "block": "hold"}
TERM = 30


class Customer:
    """One customer of the book on a day, from its rows."""

    def __init__(self, book: Written, customer: str, day: date) -> None:
        self.row = next(row for row in book["customers"] if row["customer"] == customer)
        self.day = day
        self.items = []
        for row in book["invoices"]:
            if row["customer"] == customer:
                paid = sum(
                    Fraction(each["amount"]) for each in book["receipts"] if each.get("invoice") == row["invoice"]
                )
                left = Fraction(row["gross_amount"]) - paid
                if left > 0:
                    self.items.append((date.fromisoformat(row["date"]), left))
        self.loose = sum(
            Fraction(row["amount"])
            for row in book["receipts"]
            if row["customer"] == customer and not row.get("invoice")
        )
        self.orders = [row for row in book["orders"] if row["customer"] == customer]

    @property
    def receivables(self) -> Fraction:
        return sum((left for _, left in self.items), Fraction(0))

    def open_orders(self, without: str, last: date | None) -> Fraction:
        counted = (
            Fraction(row["gross_amount"])
            for row in self.orders
            if row["order"] != without and (last is None or not row.get("wanted_on") or row["wanted_on"] <= str(last))
        )
        return sum(counted, Fraction(0))

    def exposure(self, without: str, last: date | None) -> Fraction:
        return self.receivables + self.open_orders(without, last) - self.loose

    def overdue(self, grace: int) -> Fraction:
        late = (left for since, left in self.items if (self.day - since).days - TERM > grace)
        return sum(late, Fraction(0))

    def oldest(self, clock: str) -> int | None:
        ages = [(self.day - since).days for since, _ in self.items]
        if not ages:
            return None
        return max(ages) if clock == "invoice" else max(ages) - TERM


def beyond(figure: Fraction, rule: Written, times: Fraction = Fraction(1)) -> bool:
    """Whether a figure fails: beyond ``above``, or at ``at`` already."""
    if "above" in rule:
        return figure > Fraction(rule["above"]) * times
    return figure >= Fraction(rule["at"]) * times


def fails(check: Written, account: Customer, order: Written, limit: Fraction) -> bool | None:
    """Whether a check fails; None where it cannot be told."""
    amount = Fraction(order["amount"])
    (kind,) = (name for name in KINDS if name in check)
    rule = check[kind]
    if kind in {"static", "dynamic"}:
        days = rule.get("horizon")
        last = None if kind == "static" or days is None else account.day + timedelta(days=int(days.split()[0]))
        return beyond(account.exposure(order["order"], last) + amount, rule, limit)
    if kind == "order_value":
        return beyond(amount, rule)
    if kind == "overdue_amount":
        return beyond(account.overdue(rule.get("grace", 0)), rule)
    if kind == "overdue_share":
        return account.receivables > 0 and beyond(account.overdue(rule.get("grace", 0)), rule, account.receivables)
    if kind == "oldest_item":
        days = account.oldest(rule["clock"])
        return days is not None and beyond(Fraction(days - rule.get("grace", 0)), rule)
    if kind == "open_loads":
        waiting = [row for row in account.orders if row["order"] != order["order"]]
        return beyond(Fraction(len(account.items) + len(waiting) + 1), rule)
    status = account.row.get("status")
    missing = {"undetermined": None, "fail": True, "pass": False}[check.get("if_missing", "undetermined")]
    return missing if status is None else status in rule["blocked"]


KINDS = (
    *("static", "dynamic", "order_value", "overdue_amount", "overdue_share"),
    *("oldest_item", "open_loads", "account_status"),
)


def level(check: Written, account: Customer) -> list[str]:
    """Every level that may follow: one, unless a condition cannot be told."""
    rules = check.get("levels", [])
    named = [each["then"] for each in rules if account.row["customer"] in each.get("dealers", [])]
    if named:
        return [max(named, key=STRICTNESS.__getitem__)]
    kind = account.row.get("class")
    asked = [each for each in rules if "where" in each]
    possible = []
    for guess in [kind] if kind is not None else ["A", "B", "neither"]:
        holding = [each["then"] for each in asked if f'"{guess}"' in each["where"]]
        possible.append(max(holding, key=STRICTNESS.__getitem__) if holding else check["then"])
    return sorted(set(possible), key=STRICTNESS.__getitem__)


def decide(policy: Written, book: Written, order: Written, day: date) -> tuple[str, list[str]]:
    """The action, and the ids of everything that failed or cannot be told."""
    credit = policy["credit"]
    account = Customer(book, order["customer"], day)
    limit = Fraction(credit["limits"]["own"]["fixed"])
    found: list[tuple[str, bool | None, list[str]]] = []
    for each in credit["eligible"]:
        filed = account.row.get("filed")
        found.append((each["id"], None if filed is None else filed != "true", [each["otherwise"]]))
    found += [(each["id"], fails(each, account, order, limit), level(each, account)) for each in credit["checks"]]
    action, failing, unknown = "ship", [], False
    for name, failed, levels in found:
        if failed is False or levels == ["off"]:
            continue
        failing.append(name)
        if STRICTNESS[levels[-1]] <= STRICTNESS["warn"]:
            continue
        if failed is None or len(levels) > 1:
            unknown = True
            continue
        then = ladder(credit, order, limit) if levels == ["over-limit"] else ACTION_OF[levels[0]]
        action = max(action, then, key=ACTIONS.index)
    return ("undetermined" if unknown and action != "hold" else action), failing


def ladder(credit: Written, order: Written, limit: Fraction) -> str:
    """The first release below one third of the limit, else cash first where the ladder offers it, else a hold."""
    for step in credit["over_limit"]["steps"]:
        if step.get("cash_first"):
            return "cash-first"
        if Fraction(order["amount"]) < Fraction(step["shipment"]["below"]) * limit:
            return "release"
    return "hold"
