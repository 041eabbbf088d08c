"""Verdicts: whether a promise is proved, broken, or neither, and the counterexample that anyone can replay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.engine import Paid, Point
from dealerkit.rebates.always.invariant import Invariant


class State(Enum):
    """What is known of a promise."""

    PROVED = "proved"
    """It holds for every base and every way through the conditions."""
    BROKEN = "broken"
    """There is a case that breaks it, which the engine confirms."""
    OPEN = "not-proved"
    """Neither: nothing was found in the cases that were tried."""


@frozen
class Counterexample:
    """A case that breaks a promise: at one point, or between two. ``is_smallest`` says that no smaller base does."""

    day: date
    facts: Mapping[str, Value | Missing] = field(eq=False)
    points: tuple[Point, ...]
    paid: tuple[tuple[Paid, ...], ...]
    amount: Fraction
    allowed: Fraction
    is_smallest: bool = True

    @property
    def base(self) -> Fraction:
        """The base it is found at: the one that is paid on."""
        point = self.points[0]
        return point.base if point.paid is None else point.paid


Reason = tuple[str, tuple[str, ...]]
"""Why nothing is proved: a word, and what it is about."""


@frozen
class Verdict:
    """What is known of one promise, over what, and by which way.

    ``ways`` counts the curves that were looked at, ``days`` the days that stand for all; ``tries`` the single cases
    that were asked of the engine where nothing could be proved. ``assumed`` is what a proof rests on.
    """

    invariant: Invariant
    state: State
    programmes: tuple[str, ...]
    step: Fraction
    ways: int = 0
    days: int = 0
    tries: int = 0
    reasons: tuple[Reason, ...] = ()
    assumed: tuple[Reason, ...] = ()
    counterexample: Counterexample | None = None
