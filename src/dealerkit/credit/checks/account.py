"""What checks ask about: one customer's account on a day, an order of his left out where it is the one asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from attrs import frozen

from dealerkit.credit.checks.check import OfOldest, OfTerms
from dealerkit.credit.order import Order
from dealerkit.credit.results import Exposure, LimitFound, SublimitFound
from dealerkit.policy.types import Missing, Value
from dealerkit.values.durations import Duration


@frozen
class Overdue:
    """What is overdue for certain, and what may be: items whose due day nobody knows."""

    known: Decimal
    unknown: Decimal = Decimal(0)
    missing: tuple[str, ...] = ()


@frozen
class Oldest:
    """The oldest open item: its days by the clock asked for, and items whose clock nobody knows.

    ``days`` is None where no item is open, or none whose clock is known; ``since`` is the day it counts from.
    """

    days: int | None = None
    item: str = ""
    since: date | None = None
    open: Decimal | None = None
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@frozen
class Group:
    """The limit that a customer shares with others, and what counts against it."""

    group: str
    limit: LimitFound
    exposure: Exposure | Missing


@frozen
class Terms:
    """Payment terms: those of the order, those of the contract, and when the contract's were last changed."""

    agreed: int | None
    contract: int | Missing
    before: int | None = None
    changed_on: date | None = None
    within: bool | Missing = False


class Account(Protocol):
    """One customer on one day. Every figure leaves out the order that is asked about, if it is in the book."""

    @property
    def customer(self) -> str:
        """The customer's code."""
        ...

    @property
    def day(self) -> date:
        """The day of the question."""
        ...

    @property
    def limit(self) -> LimitFound:
        """The limit that holds."""
        ...

    def exposure(self, horizon: Duration | None = None, *, whole: bool = False) -> Exposure | Missing:
        """What counts against the limit: within a horizon or the policy's own, or ``whole`` without any."""
        ...

    def receivables(self) -> Decimal | Missing:
        """What is invoiced and not paid."""
        ...

    def overdue(self, grace: int) -> Overdue | Missing:
        """What was due more than ``grace`` days before the day."""
        ...

    def oldest(self, rule: OfOldest) -> Oldest | Missing:
        """The oldest open item by the rule's clock."""
        ...

    def open_loads(self) -> int | Missing:
        """Deliveries that are not paid in full, and orders that are still to be delivered."""
        ...

    def group(self) -> Group | Missing | None:
        """The group whose limit the customer shares, if there is one."""
        ...

    def sublimits(self, order: Order) -> tuple[tuple[SublimitFound, bool | Missing], ...] | Missing:
        """The limits within the limit, each with whether the order counts against it."""
        ...

    def terms(self, order: Order, rule: OfTerms) -> Terms:
        """The payment terms that hold, and those the order agrees."""
        ...

    def facts(self, order: Order) -> Mapping[str, Value | Missing]:
        """Everything that conditions may ask about."""
        ...
