"""An account as a book knows it: figures of the position, the limit and the master tables, each asked for once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.credit.checks.account import Group, Oldest, Overdue, Terms
from dealerkit.credit.checks.check import OfOldest, OfTerms
from dealerkit.credit.exposure import ADD, SUBTRACT
from dealerkit.credit.exposures import exposure_of, exposure_of_group, horizon_end
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.positions.position import OpenOrder, Position
from dealerkit.credit.results import Exposure, LimitFound, SublimitFound
from dealerkit.credit.terms_history import changed_within
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.values.durations import Duration
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


class BookAccount:
    """One customer on one day. ``counted`` is the order that is asked about, where the book has it as open."""

    __slots__ = (
        "_exposures",
        "_facts",
        "_limits",
        "_order",
        "_position",
        "_standing",
        "_then",
        "counted",
        "customer",
        "day",
        "limit",
        "problems",
    )

    def __init__(
        self, limits: Limits, position: Position, customer: str, day: date, counted: OpenOrder | None = None
    ) -> None:
        self.customer = customer
        self.day = day
        self.counted = counted
        self.limit: LimitFound = limits.of(customer, day)
        self.problems: list[Problem] = [*self.limit.problems]
        self._limits = limits
        self._standing = limits.standing
        self._position = position
        self._exposures: dict[tuple[Duration | None, bool], Exposure | Missing] = {}
        self._facts: Mapping[str, Value | Missing] | None = None
        self._order: Order | None = None
        self._then = (0, 0)

    def exposure(self, horizon: Duration | None = None, *, whole: bool = False) -> Exposure | Missing:
        """What counts against the limit: within a horizon or the policy's own, or ``whole`` without any."""
        asked = (None if whole else horizon, whole)
        found = self._exposures.get(asked)
        if found is None:
            found = self._exposures[asked] = self._exposed(horizon, whole=whole)
        return found

    def receivables(self) -> Decimal | Missing:
        """What is invoiced and not paid."""
        unread = self._unread()
        return self._position.receivables if unread is None else unread

    def overdue(self, grace: int) -> Overdue | Missing:
        """What was due more than ``grace`` days before the day."""
        unread = self._unread()
        if unread is not None:
            return unread
        unknown = self._position.without_clock("due")
        return Overdue(
            self._position.overdue(self.day, grace),
            total_of_decimals(each.open for each in unknown) if unknown else ZERO,
            ("invoices.due_on",) if unknown else (),
        )

    def oldest(self, rule: OfOldest) -> Oldest | Missing:
        """The oldest open item by the rule's clock."""
        unread = self._unread()
        if unread is not None:
            return unread
        item = self._position.oldest(rule.clock, rule.least)
        unknown = tuple(
            each.invoice.invoice for each in self._position.without_clock(rule.clock) if each.open >= rule.least
        )
        missing = ("contract.payment_days" if rule.clock == "term" else "invoices.due_on",) if unknown else ()
        if item is None:
            return Oldest(unknown=unknown, missing=missing)
        return Oldest(
            item.days(rule.clock, self.day),
            item.invoice.invoice,
            item.start(rule.clock),
            item.open,
            unknown,
            missing,
        )

    def open_loads(self) -> int | Missing:
        """Deliveries that are not paid in full, and orders still to be delivered where those count at all."""
        unread = self._unread()
        if unread is not None:
            return unread
        loads = self._position.open_loads()
        if self._standing.credit.exposure.open_orders != ADD:
            return loads
        to_come = sum(1 for _ in self._position.orders())
        return loads + to_come - (self.counted is not None)

    def group(self) -> Group | Missing | None:
        """The group whose limit the customer shares, if there is one."""
        group = self._limits.group_of(self.customer, self.day)
        limit = self._limits.of_group(group, self.day) if group else None
        if limit is None:
            return None
        standing, rule = self._standing, self._standing.credit.exposure
        positions = standing.positions
        found = exposure_of_group(
            positions.totals(group, self.day),
            positions.members(group, self.day),
            rule,
            self.day,
            None,
            standing.calendar,
        )
        unread = standing.unread_among(positions.members(group, self.day), self.day) if standing.unread else ()
        return Group(group, limit, Missing(unread) if unread else self._known(found, None))

    def sublimits(self, order: Order) -> tuple[tuple[SublimitFound, bool | Missing], ...] | Missing:
        """The limits within the limit, each with whether the order counts against it."""
        unread = self._unread()
        if unread is not None:
            return unread
        found = self._limits.sublimits(self.customer, self.day)
        return tuple(self._with_order(each, order) for each in found)

    def terms(self, order: Order, rule: OfTerms) -> Terms:
        """The payment terms that hold, and those the order agrees."""
        days = self._standing.term_days(self.customer, self.day, order.contract)
        contract = Missing(("contract.payment_days",)) if days is None else days
        if rule.changed_within is None:
            return Terms(order.payment_days, contract)
        changed = changed_within(self._standing, self.customer, order.contract, self.day, rule.changed_within)
        if isinstance(changed, Missing):
            return Terms(order.payment_days, contract, within=changed)
        if changed is None:
            return Terms(order.payment_days, contract)
        return Terms(order.payment_days, contract, changed.before, changed.on, within=True)

    def facts(self, order: Order) -> Mapping[str, Value | Missing]:
        """Everything that conditions may ask about; kept for the last order until something happens anywhere."""
        standing = self._standing
        now = (standing.positions.version, standing.releases.version)
        if order is not self._order or self._facts is None or now != self._then:
            self._order, self._then = order, now
            dated = order if order.day is not None else evolve(order, day=self.day)
            self._facts = self._standing.facts(self.customer, self.day, dated, self._own_facts())
        return self._facts

    def _with_order(self, found: SublimitFound, order: Order) -> tuple[SublimitFound, bool | Missing]:
        limits = (self._standing.credit.limits or {}).values()
        rules = {each.rule.address: each for limit in limits for each in (limit.sublimits or {}).values()}
        rule = rules[found.rule.address]
        counts: bool | Missing = "open_orders" in rule.components
        if counts and rule.where is not None:
            counts = self._is_under(rule.where, order.contract)
        counted = self.counted
        if counted is None or found.used is None or found.headroom is None or counts is False:
            return found, counts
        if rule.where is None or self._is_under(rule.where, counted.order.contract) is True:
            used, headroom = EXACT.subtract(found.used, counted.open), EXACT.add(found.headroom, counted.open)
            found = evolve(found, used=used, headroom=headroom)
        return found, counts

    def _is_under(self, where: Expression, contract: str) -> bool | Missing:
        """Whether a contract's documents count against a sublimit; one that is not named goes by those in force."""
        masters, day = self._standing.masters, self.day
        facts = dict(self._standing.policy.parameters_at(day))
        for name in where.reads:
            facts[name] = (
                masters.contract(name, contract, day)
                if contract
                else masters.contract_of_dealer(name, self.customer, day)
            )
        found = where.evaluate(facts)
        return found if isinstance(found, Missing) else found is True

    def _own_facts(self) -> dict[str, Callable[[], Value | Missing]]:
        """The facts that leave out an order which is in the book already."""
        return {
            "account.limit": self._limit_fact,
            "account.exposure": lambda: _total(self.exposure()),
            "account.headroom": self._headroom_fact,
            "account.group_limit": lambda: self._group_fact(limit=True),
            "account.group_exposure": lambda: self._group_fact(limit=False),
            **({} if self.counted is None else {"account.open_orders": self._open_orders}),
        }

    def _limit_fact(self) -> Value | Missing:
        amount = self.limit.amount
        return Missing(self.limit.missing or ("account.limit",)) if amount is None else amount

    def _headroom_fact(self) -> Value | Missing:
        limit, exposure = self._limit_fact(), self.exposure()
        if isinstance(limit, Missing) or isinstance(exposure, Missing):
            return limit if isinstance(limit, Missing) else Missing(("account.headroom",))
        return EXACT.subtract(limit, exposure.total) if isinstance(limit, Decimal) else Missing(("account.headroom",))

    def _group_fact(self, *, limit: bool) -> Value | Missing:
        name = "account.group_limit" if limit else "account.group_exposure"
        group = self.group()
        if group is None or isinstance(group, Missing):
            return Missing((name,))
        if limit:
            return Missing((name,)) if group.limit.amount is None else group.limit.amount
        return _total(group.exposure)

    def _open_orders(self) -> Value | Missing:
        counted = ZERO if self.counted is None else self.counted.open
        return EXACT.subtract(self._position.open_orders, counted)

    def _unread(self) -> Missing | None:
        """Why nobody knows what he owes: rows of his that cannot be counted."""
        unread = self._standing.unread_on(self.customer, self.day)
        return Missing(unread) if unread else None

    def _exposed(self, horizon: Duration | None, *, whole: bool) -> Exposure | Missing:
        unread = self._unread()
        if unread is not None:
            return unread
        rule = self._standing.credit.exposure
        if whole and rule.horizon is not None:
            rule = evolve(rule, horizon=None)
        within = None if whole else horizon
        found = exposure_of(self._position, rule, self.day, within, self._standing.calendar)
        return self._known(found, within, whole=whole)

    def _known(self, found: Exposure | Problem, horizon: Duration | None, *, whole: bool = False) -> Exposure | Missing:
        """The exposure without the order that is asked about; missing where the calendar does not say."""
        if isinstance(found, Problem):
            if found not in self.problems:
                self.problems.append(found)
            return Missing(("policy.calendar",))
        counted, rule = self.counted, self._standing.credit.exposure
        if counted is None or rule.open_orders not in {ADD, SUBTRACT}:
            return found
        within = None if whole else horizon or rule.horizon
        last = horizon_end(within, self.day, self._standing.calendar, rule)
        wanted = counted.order.wanted_on
        if isinstance(last, date) and wanted is not None and wanted > last:
            return evolve(found, beyond_horizon=EXACT.subtract(found.beyond_horizon, counted.open))
        change = EXACT.subtract if rule.open_orders == ADD else EXACT.add
        return evolve(
            found, open_orders=change(found.open_orders, counted.open), total=change(found.total, counted.open)
        )


def _total(exposure: Exposure | Missing) -> Value | Missing:
    return Missing(("account.exposure",)) if isinstance(exposure, Missing) else exposure.total
