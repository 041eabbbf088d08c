"""An account whose figures a test case states by name, in place of a book that would give them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.book import Book
from dealerkit.credit.checks.account import Group, Oldest, Overdue, Terms
from dealerkit.credit.checks.check import OfOldest, OfTerms
from dealerkit.credit.deciding import Decider
from dealerkit.credit.exposure import SUBTRACT
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.positions.positions import COMPONENTS
from dealerkit.credit.results import Exposure, LimitFound, OrderAnswer, SublimitFound
from dealerkit.credit.standing import Provider, Standing
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.values.durations import Duration
from dealerkit.values.exact import EXACT, ZERO, multiply, total_of_decimals

Facts = Mapping[str, Value | Missing]


def answer_of_facts(policy: Policy, facts: Facts, customer: str, day: date) -> OrderAnswer:
    """The answer to the order that the facts describe (``order.amount`` and others), on the account they describe."""
    standing = Standing.open(policy, Book.from_tables({}), day)
    standing.providers.update({name: provided(value) for name, value in facts.items()})
    limits = Limits(standing)
    order = Order(
        customer=customer,
        amount=_money(facts, "order.amount"),
        currency=str(facts.get("order.currency", "")) if isinstance(facts.get("order.currency"), str) else "",
        day=_day(facts, "order.date"),
        wanted_on=_day(facts, "order.wanted_on"),
        contract=str(facts["order.contract"]) if isinstance(facts.get("order.contract"), str) else "",
        payment_days=_whole(facts, "order.payment_days"),
    )
    return Decider(standing, limits).trace_on(GivenAccount(limits, customer, day, facts), order)


class GivenAccount:
    """One customer as the facts of a case describe him; what they do not give is missing.

    The limit is ``account.limit``, else what the policy's limits make of the facts. The exposure is
    ``account.exposure``, else the components that are given; where one is given the others are nothing.
    """

    __slots__ = ("_given", "_limits", "customer", "day", "limit", "problems")

    def __init__(self, limits: Limits, customer: str, day: date, given: Facts) -> None:
        self.customer = customer
        self.day = day
        self.problems: list[Problem] = []
        self._limits = limits
        self._given = given
        stated = _money(given, "account.limit")
        missing = isinstance(given.get("account.limit"), Missing)
        if stated is None and not missing:
            self.limit = limits.of(customer, day)
        else:
            unknown = ("account.limit",) if missing else ()
            self.limit = LimitFound(subject=customer, day=day, amount=stated, missing=unknown)

    def exposure(self, horizon: Duration | None = None, *, whole: bool = False) -> Exposure | Missing:
        """What the case states, whatever the horizon."""
        del horizon, whole
        total = _money(self._given, "account.exposure")
        if total is not None:
            return _exposure({}, total)
        rule = self._limits.standing.credit.exposure
        given = {name: _money(self._given, f"account.{name}") for name in COMPONENTS}
        unknown = tuple(
            f"account.{name}" for name in COMPONENTS if isinstance(self._given.get(f"account.{name}"), Missing)
        )
        if unknown or all(each is None for each in given.values()):
            return Missing(unknown or ("account.exposure",))
        counted = {name: _way(getattr(rule, name), amount or ZERO) for name, amount in given.items()}
        return _exposure(counted, total_of_decimals(counted.values()))

    def receivables(self) -> Decimal | Missing:
        """``account.receivables``."""
        found = _money(self._given, "account.receivables")
        return Missing(("account.receivables",)) if found is None else found

    def overdue(self, grace: int) -> Overdue | Missing:
        """``account.overdue``, or its share of the receivables; with days of grace a case needs tables."""
        stated, share = _money(self._given, "account.overdue"), self._given.get("account.overdue_share")
        owed = self.receivables()
        if grace:
            return Missing(("invoices.due_on",))
        if stated is None and isinstance(share, Decimal | Fraction) and not isinstance(owed, Missing):
            product = multiply(share, owed)
            stated = product if isinstance(product, Decimal) else None
        return Missing(("account.overdue",)) if stated is None else Overdue(stated)

    def oldest(self, rule: OfOldest) -> Oldest | Missing:
        """``account.oldest_days`` since the invoice, ``account.days_overdue`` since it was due."""
        name = {"invoice": "account.oldest_days", "due": "account.days_overdue"}.get(rule.clock)
        if name is None or rule.least:
            return Missing(("invoices.date",))
        days = _whole(self._given, name)
        return Missing((name,)) if days is None else Oldest(days)

    def open_loads(self) -> int | Missing:
        """``account.open_loads``."""
        found = _whole(self._given, "account.open_loads")
        return Missing(("account.open_loads",)) if found is None else found

    def group(self) -> Group | Missing | None:
        """``account.group_limit`` and ``account.group_exposure``."""
        limit, exposure = _money(self._given, "account.group_limit"), _money(self._given, "account.group_exposure")
        if limit is None:
            return Missing(("account.group_limit",))
        found = LimitFound(subject=self.customer, day=self.day, amount=limit)
        lacking = Missing(("account.group_exposure",))
        return Group("", found, lacking if exposure is None else _exposure({}, exposure))

    def sublimits(self, order: Order) -> tuple[tuple[SublimitFound, bool | Missing], ...] | Missing:
        """Limits within the limit need tables."""
        del order
        return Missing(("invoices",))

    def terms(self, order: Order, rule: OfTerms) -> Terms:
        """``contract.payment_days``, else the policy's; changes of a contract need tables."""
        days = _whole(self._given, "contract.payment_days")
        if days is None:
            days = self._limits.standing.credit.payment_days
        contract = Missing(("contract.payment_days",)) if days is None else days
        within = False if rule.changed_within is None else Missing(("contracts.payment_days",))
        return Terms(order.payment_days, contract, within=within)

    def facts(self, order: Order) -> Facts:
        """The facts of the case, those that follow from them, and the parameters."""
        exposure, limit = self.exposure(), self.limit.amount
        found: dict[str, Value | Missing] = {**self._limits.standing.policy.parameters_at(self.day), **self._given}
        if not isinstance(exposure, Missing):
            found.setdefault("account.exposure", exposure.total)
        if limit is not None:
            found.setdefault("account.limit", limit)
        if limit is not None and not isinstance(exposure, Missing):
            found.setdefault("account.headroom", EXACT.subtract(limit, exposure.total))
        found.setdefault("order.date", order.day or self.day)
        return found


def _exposure(counted: Mapping[str, Decimal], total: Decimal) -> Exposure:
    return Exposure(total=total, **{name: counted.get(name, ZERO) for name in COMPONENTS})


def _way(way: str, amount: Decimal) -> Decimal:
    if way == SUBTRACT:
        return EXACT.subtract(ZERO, amount)
    return amount if way == "add" else ZERO


def provided(value: Value | Missing) -> Provider:
    """A fact that is the same for everybody, as a case states it."""
    return lambda *_: value


def _money(facts: Facts, name: str) -> Decimal | None:
    found = facts.get(name)
    return found if isinstance(found, Decimal) else Decimal(found) if isinstance(found, int) else None


def _whole(facts: Facts, name: str) -> int | None:
    found = facts.get(name)
    return int(found) if isinstance(found, Decimal | int) else None


def _day(facts: Facts, name: str) -> date | None:
    found = facts.get(name)
    return found if isinstance(found, date) else None
