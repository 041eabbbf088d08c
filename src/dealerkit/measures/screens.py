"""Screens: which takes a line passes, remembered by what the conditions read and not by line.

A condition is split at its top-level ``and``. Each part is asked once for every combination of the
codes and cells it reads: a part about products once a product, a part about dealers once a dealer and
segment. So twenty programmes cost little more than one.

What a screen says is one whole number: bit *i* when take *i* fails here, bit *n + i* when nobody
knows. Numbers of several screens are joined with ``|``.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.measures.masters import Masters
from dealerkit.measures.takes import Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value

_REMEMBERED = 65_536
"""A screen over cells that hardly repeat forgets after this many, so that memory stays flat."""

Place = tuple[str, ...]
"""What a condition depends on: ``product``, ``dealer``, ``segment``, ``contract``, or a column: ``line.x``."""

SUBJECTS = frozenset({"product", "dealer", "contract"})
"""First parts of facts that masters answer; any other is a column of the row that is asked about."""

AT_THE_CELL = frozenset({"dealer", "segment"})
"""What every cell is keyed by: conditions on these alone cost nothing a line."""


@frozen
class Part:
    """One top-level condition of some takes (bits of ``takes``), and what it depends on."""

    condition: Expression
    takes: int
    place: Place


@frozen
class Unknown:
    """Why it is not known whether a take counts a line: the take, and the facts that are missing."""

    take: int
    facts: tuple[str, ...]


def column_of(name: str) -> str:
    """The column behind a part of a place: ``line.kind`` is ``kind``, ``product`` is itself."""
    return name.partition(".")[2] or name


class Facts:
    """Looks up what one expression reads, for values of the place it depends on."""

    __slots__ = ("_by_contract", "_masters", "_parameters")

    def __init__(
        self, masters: Masters, parameters: Mapping[date, Mapping[str, Value | Missing]], *, by_contract: bool
    ) -> None:
        self._masters = masters
        self._parameters = parameters
        self._by_contract = by_contract

    def place(self, expression: Expression) -> Place:
        """The codes and cells that decide the expression's value."""
        found: set[str] = set()
        for name in expression.reads:
            root = name.partition(".")[0]
            if root not in SUBJECTS:
                found.add(name)
                if self._masters.is_tree(name):
                    found.add("segment")
            elif root == "product":
                found.add(root)
                if self._masters.products_change:
                    found.add("segment")
            elif root == "contract" and self._by_contract:
                found |= {"contract", "segment"}
            else:
                found |= {"dealer", "segment"}
        if expression.parameters:
            found.add("segment")
        return tuple(sorted(found))

    def values(self, expression: Expression, at: Mapping[str, Value | None]) -> dict[str, Value | Missing | None]:
        """The facts and parameters the expression reads, at one combination of codes and cells."""
        day = at.get("segment")
        segment = day if isinstance(day, date) else date.min
        found: dict[str, Value | Missing | None] = {}
        for name in expression.reads:
            found[name] = self._fact(name, at, segment)
        if expression.parameters:
            known = self._parameters[segment]
            for name in expression.parameters:
                found[name] = known.get(name)
        return found

    def _fact(self, name: str, at: Mapping[str, Value | None], segment: date) -> Value | Missing | None:
        root = name.partition(".")[0]
        if root not in SUBJECTS:
            value = at.get(name)
            if isinstance(value, str) and self._masters.is_tree(name):
                return self._masters.path("territories", value, segment)
            return value
        subject = at.get("dealer" if root == "contract" and not self._by_contract else root)
        if not isinstance(subject, str):
            return Missing((name,))
        if root == "product":
            return self._masters.product(name, subject, segment)
        if root == "dealer":
            return self._masters.dealer(name, subject, segment)
        if self._by_contract:
            return self._masters.contract(name, subject, segment)
        return self._masters.contract_of_dealer(name, subject, segment)


class Screen(dict[Hashable, int]):
    """The verdicts of all parts that depend on the same place, learnt when a combination is first met."""

    __slots__ = ("_facts", "_parts", "_takes", "place")

    def __init__(self, place: Place, parts: Sequence[Part], takes: Sequence[Take], facts: Facts) -> None:
        super().__init__()
        self.place = place
        self._parts = tuple(parts)
        self._takes = tuple(takes)
        self._facts = facts

    def __missing__(self, key: Hashable) -> int:
        fails, unknown = 0, 0
        for part in self._parts:
            holds = part.condition.evaluate(self._facts.values(part.condition, self._at(key)))
            if isinstance(holds, Missing):
                unknown |= self._undecided(part.takes)
                fails |= self._refused(part.takes)
            elif holds is not True:
                fails |= part.takes
        if len(self) >= _REMEMBERED:
            self.clear()
        verdict = self[key] = fails | (unknown & ~fails) << len(self._takes)
        return verdict

    def why(self, key: Hashable) -> tuple[Unknown, ...]:
        """What is not known for a combination, take by take."""
        found = []
        for part in self._parts:
            holds = part.condition.evaluate(self._facts.values(part.condition, self._at(key)))
            if isinstance(holds, Missing):
                bits = self._undecided(part.takes)
                found += [Unknown(index, holds.facts) for index in range(len(self._takes)) if bits >> index & 1]
        return tuple(found)

    def _at(self, key: Hashable) -> Mapping[str, Value | None]:
        values = cast("tuple[Value | None, ...]", (key,) if len(self.place) == 1 else key)
        return dict(zip(self.place, values, strict=True))

    def _undecided(self, bits: int) -> int:
        return sum(
            1 << index for index, take in enumerate(self._takes) if bits >> index & 1 and take.if_missing is None
        )

    def _refused(self, bits: int) -> int:
        return sum(
            1 << index for index, take in enumerate(self._takes) if bits >> index & 1 and take.if_missing is False
        )


def screens(takes: Sequence[Take], facts: Facts) -> tuple[Screen, ...]:
    """The fewest screens that decide all takes: one for each place that conditions depend on."""
    bits: dict[Expression, int] = {}
    for index, take in enumerate(takes):
        for condition in take.where.conjuncts() if take.where else ():
            bits[condition] = bits.get(condition, 0) | 1 << index
    by_place: dict[Place, list[Part]] = {}
    for condition, members in bits.items():
        place = facts.place(condition)
        by_place.setdefault(place, []).append(Part(condition, members, place))
    return tuple(Screen(place, by_place[place], takes, facts) for place in sorted(by_place))
