"""Limits day by day, of everybody, in one pass over what moved the accounts.

A limit changes on few days: when an invoice enters or leaves its window, a month begins, a row of a table
begins or ends. Only then is it reckoned anew, so that the work grows with the invoices and not with customers
times days. Where a limit reads what changes by itself (what is overdue, how old the oldest item is), it is
reckoned every day.

    for stretch in daily_limits(policy, book, date(2011, 1, 1), date(2011, 12, 31)).stretches():
        print(stretch.customer, stretch.first, stretch.last, stretch.limit.amount)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.collected_facts import collected_facts
from dealerkit.credit.groupings import BookGroups
from dealerkit.credit.limits.limit import CUSTOMER, Limit
from dealerkit.credit.limits.reading import facts_of
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.over_limit.releases import Releases
from dealerkit.credit.positions.movements import Invoiced, Movement
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.positions.reading import read_movements
from dealerkit.credit.positions.terms import Terms
from dealerkit.credit.referrals import referrals_of
from dealerkit.credit.results import LimitFound
from dealerkit.credit.scored_facts import SCORED, Scored
from dealerkit.credit.section import Credit, credit_of
from dealerkit.credit.standing import Standing
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.values.days import add_days

ONE_DAY = timedelta(days=1)

_ON_MOVEMENTS = frozenset(
    f"account.{name}"
    for name in ("receivables", "delivered", "open_orders", "bills", "deposits", "unapplied", "open_loads")
)
"""Facts that change when something moves the account, and on no other day."""

_ON_INVOICES = frozenset({"account.average_sales"})
"""Facts that change when a month begins."""


@frozen(eq=False)
class Stretch:
    """Days on which a customer's limit is the same, both ends included; ``limit`` is that of the first."""

    customer: str
    first: date
    last: date
    limit: LimitFound


@frozen(eq=False)
class DailyLimits:
    """Everybody's limit over a range of days; ``found`` is by customer, the earliest stretch first."""

    first: date
    last: date
    found: Mapping[str, tuple[Stretch, ...]] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)
    reckoned: int = 0
    """How often a limit was worked out."""

    def stretches(self) -> Iterator[Stretch]:
        """All stretches, customer by customer."""
        for each in self.found.values():
            yield from each

    def days(self, customer: str) -> Iterator[tuple[date, LimitFound]]:
        """Every day of the range with the customer's limit; none for who has no account."""
        for stretch in self.found.get(customer, ()):
            for ahead in range((stretch.last - stretch.first).days + 1):
                yield stretch.first + timedelta(days=ahead), stretch.limit


def daily_limits(policy: Policy, book: Book, first: date, last: date) -> DailyLimits:
    """The limit of every customer on every day from ``first`` through ``last``.

    Each is what :meth:`Limits.of` says on that day of a book read through it. Findings are those of reading
    the movements, and of every limit that was worked out.
    """
    masters = Masters(book, policy.catalogue)
    read = read_movements(book, policy, last, masters)
    credit = credit_of(policy) or Credit()
    releases = Releases.read(book, policy.header.currency, last, referrals_of(credit))
    positions = Positions((), BookGroups(masters))
    scored = Scored(policy, book)
    standing = Standing(
        policy=policy,
        credit=credit,
        masters=masters,
        positions=positions,
        releases=releases,
        calendar=policy.calendar(),
        terms=Terms(masters, credit.payment_days),
        unread=read.unread,
        providers={**dict(scored.facts()), **dict(collected_facts(policy, book, last, positions))},
        scored=scored,
    )
    walk = _Walk(standing, Limits(standing), first, last)
    walk.through(read.movements)
    problems = in_order((*read.problems, *releases.problems, *walk.problems))
    return DailyLimits(first, last, walk.found(), problems, walk.reckoned)


class _Walk:
    """Goes through the days in order, and works out on each the limits that may have changed."""

    def __init__(self, standing: Standing, limits: Limits, first: date, last: date) -> None:
        self._standing = standing
        self._limits = limits
        self._first = first
        self._last = last
        self._rules = tuple((standing.credit.limits or {}).values())
        self._own = tuple(each for each in self._rules if each.for_ == CUSTOMER)
        reads = {name for each in self._own for name in facts_of(each)}
        account = {name for name in reads if name.startswith("account.")}
        # Whose rows cannot be counted is not known from a day on which nothing moves.
        # Figures and scores look at a window that moves with every day.
        is_scored = any(name.partition(".")[0] in SCORED for name in reads)
        self._is_daily = bool(standing.unread) or is_scored or not account <= _ON_MOVEMENTS | _ON_INVOICES
        self._on_movements = bool(account & _ON_MOVEMENTS)
        self._is_monthly = bool(account & _ON_INVOICES) or any(each.average is not None for each in self._own)
        self._windows = tuple({each.rolling.days for each in self._own if each.rolling is not None})
        self._due: dict[date, set[str]] = defaultdict(set)
        self._common = self._days_of_everybody()
        self._everybody: dict[str, None] = {}
        self._open: dict[str, tuple[date, LimitFound]] = {}
        self._done: dict[str, list[Stretch]] = defaultdict(list)
        self.problems: list[Problem] = [*limits.problems]
        self.reckoned = 0

    def through(self, movements: tuple[Movement, ...]) -> None:
        """Add the movements day by day, and reckon."""
        for customer in sorted({*(self._standing.masters.dealers or ()), *(each.customer for each in movements)}):
            self._enter(customer)
        place, day = 0, self._first
        while day <= self._last:
            while place < len(movements) and movements[place].day <= day:
                self._move(movements[place])
                place += 1
            waiting = self._everybody if self._is_daily or day in self._common else sorted(self._due.pop(day, ()))
            for customer in waiting:
                self._reckon(customer, day)
            day += ONE_DAY

    def found(self) -> dict[str, tuple[Stretch, ...]]:
        """All stretches by customer."""
        for customer, (begun, limit) in self._open.items():
            self._done[customer].append(Stretch(customer, begun, self._last, limit))
        return {customer: tuple(self._done[customer]) for customer in self._everybody}

    def _enter(self, customer: str) -> None:
        """Somebody with an account: reckoned on the first day, and whenever what is known of him changes."""
        self._everybody[customer] = None
        self._on(self._first, customer)
        for day in self._standing.masters.changes_of_dealer(customer):
            self._on(day, customer)
        for first, last in self._limits.changes_of(customer):
            if first is not None:
                self._on(first, customer)
            if last is not None and last < date.max:
                self._on(add_days(last, 1), customer)

    def _on(self, day: date, customer: str) -> None:
        if self._first <= day <= self._last:
            self._due[day].add(customer)

    def _move(self, movement: Movement) -> None:
        positions = self._standing.positions
        customer, day = movement.customer, movement.day
        begun = positions.of(customer).first_day
        positions.add(movement)
        if self._on_movements:
            self._on(max(day, self._first), customer)
        if not isinstance(movement, Invoiced):
            return
        self._on(add_days(day, 1), customer)
        for days in self._windows:
            self._on(add_days(day, days + 1), customer)
        if begun is None:
            for end in self._limits.ends_of_opening(day):
                self._on(add_days(end, 1), customer)

    def _days_of_everybody(self) -> frozenset[date]:
        """Days on which any customer's limit may change."""
        found: set[date] = set()
        for each in self._own:
            if each.effective is not None:
                found |= _edges(each)
        for parameter in self._standing.policy.parameters.values():
            found.update(parameter.values)
        if self._limits.has_other_currencies:
            found.update(self._standing.masters.changes_of("rates"))
        if self._is_monthly:
            found.update(_months(self._first, self._last))
        return frozenset(found)

    def _reckon(self, customer: str, day: date) -> None:
        limit = self._limits.of(customer, day)
        self.reckoned += 1
        known = self._open.get(customer)
        if known is not None:
            if _same(known[1], limit):
                return
            self._done[customer].append(Stretch(customer, known[0], day - ONE_DAY, known[1]))
        self.problems += limit.problems
        self._open[customer] = (day, limit)


def _same(one: LimitFound, other: LimitFound) -> bool:
    """Whether a limit is the same as before, whatever its window."""
    return (
        one.amount == other.amount
        and one.rule == other.rule
        and one.unlimited == other.unlimited
        and one.cash_first == other.cash_first
        and one.temporary == other.temporary
        and one.until == other.until
        and one.expired_on == other.expired_on
        and one.review_on == other.review_on
        and one.missing == other.missing
        and one.code == other.code
    )


def _edges(limit: Limit) -> set[date]:
    days = limit.effective
    if days is None:
        return set()
    ends = () if days.end is None else (add_days(days.end, 1),)
    return {*ends, *(() if days.start is None else (days.start,))}


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)
