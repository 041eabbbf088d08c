"""Replaying a counterexample: test cases that anyone can paste under ``tests:`` and explain.

A case says what the engine pays today. Once the policy is mended it fails, and is changed or taken out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.engine import Paid, Point
from dealerkit.rebates.always.verdicts import Counterexample
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import reads_of
from dealerkit.values.numbers import canonical, simplest

_PLAIN = re.compile(r"[^\W\d][\w-]*\Z")
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "missing", "y", "n"})


@frozen
class Replay:
    """A test case about one programme at one point, as it is written in a policy."""

    id: str
    programme: str
    as_of: date
    given: tuple[tuple[str, str], ...]
    expect: Decimal

    @property
    def text(self) -> str:
        """The case on one line, ready to paste under ``tests:``."""
        given = ", ".join(f"{name}: {value}" for name, value in self.given)
        parts = f"of: rebates.{self.programme}, as_of: {self.as_of}, given: {{{given}}}, expect: {self.expect:f}"
        return f"{self.id}: {{{parts}}}"


def replays(name: str, found: Counterexample, programmes: dict[str, Programme]) -> tuple[Replay, ...]:
    """A case for each programme at each point of a counterexample."""
    return tuple(_replays(name, found, programmes))


def _replays(name: str, found: Counterexample, programmes: dict[str, Programme]) -> Iterator[Replay]:
    many = len(found.points) > 1 or len(found.paid[0]) > 1
    number = 0
    for point, paid in zip(found.points, found.paid, strict=True):
        for each in paid:
            number += 1
            id = f"{name}-{number}" if many else name
            yield Replay(
                id,
                each.programme,
                each.day or found.day,
                _given(found, point, programmes[each.programme]),
                _alone(each),
            )


def _alone(paid: Paid) -> Decimal:
    # A case about a programme tests its terms alone; a stacking may leave it less.
    return paid.alone


def _given(found: Counterexample, point: Point, programme: Programme) -> tuple[tuple[str, str], ...]:
    read = reads_of(programme)
    given = [
        (name, written(value))
        for name, value in sorted(found.facts.items())
        if name in read and not isinstance(value, Missing)
    ]
    given.append(("base", written(simplest(point.base))))
    if point.paid is not None and programme.paying is not None:
        given.append(("paying", written(simplest(point.paid))))
    if point.baseline is not None and programme.against is not None and isinstance(programme.against.baseline, str):
        given.append(("baseline", written(simplest(point.baseline))))
    if point.days is not None and programme.short_period != "whole":
        given.append(("days", f"{point.days[0]}/{point.days[1]}"))
    return tuple(given)


def written(value: Value) -> str:
    """A value as a policy file has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Decimal, Fraction)):
        return canonical(value)
    if isinstance(value, (tuple, frozenset)):
        # A place in a tree has an order, from itself upwards; a list has none.
        ordered = value if isinstance(value, tuple) else sorted(value)
        return f"[{', '.join(written(each) for each in ordered)}]"
    if isinstance(value, str):
        is_plain = _PLAIN.match(value) and value.lower() not in _WORDS_OF_YAML
        return value if is_plain else json.dumps(value, ensure_ascii=False)
    return str(value)
