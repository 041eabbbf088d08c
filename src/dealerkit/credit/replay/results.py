"""What comes of a replay: every order with what it would have met, what became of it, and what that is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.credit.replay.changes import Edit
from dealerkit.credit.results import Action
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.values.change import Change
from dealerkit.values.exact import ZERO, total_of_decimals
from dealerkit.values.periods import Period

HELD_BACK = frozenset({Action.RELEASE, Action.REFER, Action.CASH_FIRST, Action.HOLD})
"""Everything that keeps an order from shipping on the answer alone: a signature, money, or more."""


class Key(NamedTuple):
    """What an order is known by."""

    customer: str
    order: str


class Outcome(Enum):
    """What became of an order's invoices, as far as the book goes."""

    PAID_ON_TIME = "paid-on-time"
    PAID_LATE = "paid-late"
    UNPAID = "unpaid"
    """Something was due and is not paid."""
    NOT_DUE = "not-due"
    """Not paid, and not due yet."""
    UNKNOWN = "unknown"
    """No day says when it was due."""
    NOT_INVOICED = "not-invoiced"


@frozen(kw_only=True)
class Verdict:
    """What a desk would have answered on the day: the answer, without the reasons that nobody asks for."""

    action: Action
    amount: Decimal | None
    failing: tuple[str, ...] = ()
    """Ids of the checks and requirements that failed, in the policy's order; warnings too."""
    missing: tuple[str, ...] = ()
    """What is not known, where the order is undetermined."""
    limit: Decimal | None = None
    unlimited: bool = False
    exposure: Decimal | None = None

    @property
    def ships(self) -> bool:
        """Whether it ships on this answer alone."""
        return self.action is Action.SHIP

    @property
    def held_back(self) -> bool:
        """Whether it waits for a signature, for money, or for good."""
        return self.action in HELD_BACK


@frozen(kw_only=True)
class Row:
    """One order. ``before`` is the baseline's answer, or None where history itself is the baseline."""

    key: Key
    day: date
    amount: Decimal
    shipped: bool
    """Whether goods left, or were billed."""
    outcome: Outcome
    signed: str = ""
    """The release that was signed for it, on whatever day; on its own day it may not have been there yet."""
    after: Verdict
    before: Verdict | None = None

    @property
    def shipped_before(self) -> bool:
        """Whether it ships without the change: by the baseline's answer, or in fact where there is none."""
        return self.shipped if self.before is None else self.before.ships

    @property
    def change(self) -> Change:
        """What the policy changes for it; against history, only that something shipped which is held back."""
        verdicts = [self.after] if self.before is None else [self.before, self.after]
        if any(each.action is Action.UNDETERMINED for each in verdicts):
            return Change.FAILED
        same = not self.is_held if self.before is None else self.before.action is self.after.action
        return Change.UNCHANGED if same else Change.CHANGED

    @property
    def is_held(self) -> bool:
        """Shipped before, and is held back now."""
        return self.shipped_before and self.after.held_back

    @property
    def is_released(self) -> bool:
        """Was held back by the baseline, and ships now."""
        return self.before is not None and self.before.held_back and self.after.ships

    @property
    def now_failing(self) -> tuple[str, ...]:
        """Checks that fail now and did not before."""
        known = () if self.before is None else self.before.failing
        return tuple(each for each in self.after.failing if each not in known)

    @property
    def no_longer_failing(self) -> tuple[str, ...]:
        """Checks that failed before and do not now."""
        known = () if self.before is None else self.before.failing
        return tuple(each for each in known if each not in self.after.failing)


class Fate(Enum):
    """What the policy would have done about a bad debt."""

    AVOIDED = "avoided"
    """What was lost would not have shipped on the answer alone, and did before."""
    HELD_BEFORE = "held-before"
    """The baseline would have held it back as well."""
    SHIPPED = "shipped"
    """It would have shipped all the same."""
    UNDETERMINED = "undetermined"


@frozen(kw_only=True)
class Loss:
    """A bad debt that belongs to an order which was asked about."""

    debt: str
    day: date
    amount: Decimal
    row: Row

    @property
    def fate(self) -> Fate:
        """What the policy would have done about it."""
        if self.row.change is Change.FAILED:
            return Fate.UNDETERMINED
        if self.row.is_held:
            return Fate.AVOIDED
        return Fate.SHIPPED if self.row.after.ships else Fate.HELD_BEFORE


@frozen
class Sum:
    """How many, and how much."""

    count: int = 0
    amount: Decimal = ZERO

    @classmethod
    def of(cls, amounts: Iterable[Decimal]) -> Sum:
        """The sum of amounts."""
        found = list(amounts)
        return cls(len(found), total_of_decimals(found))


@frozen(kw_only=True)
class Part:
    """What the change does to some of the orders: those of a customer, those of a month."""

    name: str
    orders: Sum
    held: Sum
    released: Sum
    failed: Sum

    @classmethod
    def of(cls, name: str, rows: Iterable[Row]) -> Part:
        """The part that consists of these rows."""
        found = list(rows)
        return cls(
            name=name,
            orders=Sum.of(each.amount for each in found),
            held=Sum.of(each.amount for each in found if each.is_held),
            released=Sum.of(each.amount for each in found if each.is_released),
            failed=Sum.of(each.amount for each in found if each.change is Change.FAILED),
        )


@frozen(eq=False, kw_only=True)
class Replay:
    """The orders of a stretch of days under a policy, beside another one or beside what happened.

    ``policy`` answers before and ``changed`` after; they are the same where history is the baseline.
    ``consumes`` says that in both worlds what is held back leaves no delivery, invoice or receipt behind.
    """

    policy: Policy
    changed: Policy
    span: Period
    as_of: date
    rows: tuple[Row, ...] = field(repr=False)
    losses: tuple[Loss, ...] = ()
    edits: tuple[Edit, ...] = ()
    """What was changed in the policy, where it was changed value by value."""
    by_invoice: bool = False
    """The book has no orders: every invoice is taken as an order of its own day."""
    consumes: bool = False
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def against_history(self) -> bool:
        """Whether the orders are held beside what happened, not beside another policy's answers."""
        return self.policy is self.changed

    def of(self, change: Change) -> tuple[Row, ...]:
        """The rows that end so."""
        return tuple(row for row in self.rows if row.change is change)

    @cached_property
    def whole(self) -> Part:
        """All orders."""
        return Part.of("", self.rows)

    def actions(self) -> Mapping[Action, Sum]:
        """What the orders meet now, action by action."""
        return {action: Sum.of(row.amount for row in self.rows if row.after.action is action) for action in Action}

    def by_customer(self) -> tuple[Part, ...]:
        """Customer by customer, most money held first."""
        return tuple(sorted(self._parts(lambda row: row.key.customer), key=lambda each: (-each.held.amount, each.name)))

    def by_month(self) -> tuple[Part, ...]:
        """Month by month."""
        return tuple(sorted(self._parts(lambda row: f"{row.day:%Y-%m}"), key=lambda each: each.name))

    def signed(self) -> Sum:
        """Of those held back: orders for which a release was signed in the end."""
        return Sum.of(row.amount for row in self.rows if row.is_held and row.signed)

    def avoided(self) -> Sum:
        """Bad debts that would not have come about."""
        return Sum.of(each.amount for each in self.losses if each.fate is Fate.AVOIDED)

    def good_business(self) -> Sum:
        """The price: orders held back now whose invoices were all paid in full and on time."""
        return Sum.of(row.amount for row in self.rows if row.is_held and row.outcome is Outcome.PAID_ON_TIME)

    def _parts(self, named: Callable[[Row], str]) -> list[Part]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(named(row), []).append(row)
        return [Part.of(name, rows) for name, rows in found.items()]
