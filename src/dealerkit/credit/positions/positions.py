"""The positions of all customers, and what groups of them owe together.

A movement changes one position and the sums of the groups its customer is in; nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Protocol

from dealerkit.credit.positions.movements import Movement
from dealerkit.credit.positions.position import Position
from dealerkit.problems import Problem
from dealerkit.values.exact import EXACT, ZERO

COMPONENTS = ("receivables", "delivered", "open_orders", "bills", "deposits", "unapplied")


class Totals:
    """The components of several positions, added up."""

    __slots__ = ("bills", "delivered", "deposits", "open_orders", "receivables", "unapplied")

    def __init__(self) -> None:
        self.receivables = self.delivered = self.open_orders = ZERO
        self.bills = self.deposits = self.unapplied = ZERO

    def change(self, before: tuple[Decimal, ...], after: tuple[Decimal, ...]) -> None:
        """Take off what a position was, and add what it is."""
        for name, old, new in zip(COMPONENTS, before, after, strict=True):
            if new is not old:
                setattr(self, name, EXACT.add(getattr(self, name), EXACT.subtract(new, old)))


class Grouping(Protocol):
    """Who belongs together on a day."""

    def groups_of(self, customer: str, day: date) -> tuple[str, ...]:
        """The groups a customer is in, the nearest first."""
        ...

    def changed(self, since: date, day: date) -> bool:
        """Whether anybody may have changed groups between two days."""
        ...


class NoGroups:
    """Everybody stands alone."""

    __slots__ = ()

    def groups_of(self, customer: str, day: date) -> tuple[str, ...]:
        """None."""
        del customer, day
        return ()

    def changed(self, since: date, day: date) -> bool:
        """Never."""
        del since, day
        return False


class Positions:
    """Every customer's position; ``version`` grows with every movement."""

    __slots__ = ("_day", "_grouping", "_members", "_paths", "_positions", "_totals", "version")

    def __init__(self, movements: Iterable[Movement] = (), grouping: Grouping | None = None) -> None:
        self._positions: dict[str, Position] = {}
        self._grouping: Grouping = grouping or NoGroups()
        self._day: date | None = None
        self._paths: dict[str, tuple[str, ...]] = {}
        self._members: dict[str, list[str]] = {}
        self._totals: dict[str, Totals] = {}
        self.version = 0
        for movement in movements:
            self.add(movement)

    def of(self, customer: str) -> Position:
        """A customer's position; an empty one for who has none, which is kept."""
        found = self._positions.get(customer)
        if found is None:
            found = self._positions[customer] = Position(customer)
            if self._day is not None:
                self._join(customer)
        return found

    def add(self, movement: Movement) -> Problem | None:
        """Take a movement into account; what is wrong with it, where something is (:meth:`Position.add`)."""
        self.version += 1
        position = self.of(movement.customer)
        groups = self._paths.get(movement.customer)
        if not groups:
            return position.add(movement)
        before = _components(position)
        wrong = position.add(movement)
        after = _components(position)
        for group in groups:
            self._totals[group].change(before, after)
        return wrong

    def customers(self) -> Iterator[str]:
        """Everybody who has a position, in the order first met."""
        return iter(self._positions)

    def __contains__(self, customer: object) -> bool:
        return customer in self._positions

    def members(self, group: str, day: date) -> tuple[Position, ...]:
        """The positions of a group's customers on a day, those of groups within it too."""
        self._group_on(day)
        return tuple(self._positions[each] for each in self._members.get(group, ()))

    def totals(self, group: str, day: date) -> Totals:
        """What a group's customers owe together on a day."""
        self._group_on(day)
        return self._totals.get(group) or Totals()

    def groups_of(self, customer: str, day: date) -> tuple[str, ...]:
        """The groups a customer is in on a day, the nearest first."""
        return self._grouping.groups_of(customer, day)

    def _group_on(self, day: date) -> None:
        """Sort everybody into groups, unless that was done for a day since which nobody changed."""
        if self._day is not None and not self._grouping.changed(self._day, day):
            return
        self._day = day
        self._paths, self._members, self._totals = {}, {}, {}
        for customer in self._positions:
            self._join(customer)

    def _join(self, customer: str) -> None:
        if self._day is None:
            return
        groups = self._grouping.groups_of(customer, self._day)
        if not groups:
            return
        self._paths[customer] = groups
        nothing = (ZERO,) * len(COMPONENTS)
        for group in groups:
            self._members.setdefault(group, []).append(customer)
            self._totals.setdefault(group, Totals()).change(nothing, _components(self._positions[customer]))


def _components(position: Position) -> tuple[Decimal, ...]:
    return (
        position.receivables,
        position.delivered,
        position.open_orders,
        position.bills,
        position.deposits,
        position.unapplied,
    )
