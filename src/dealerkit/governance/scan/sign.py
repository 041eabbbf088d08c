"""What became of one signal at one dealer: shown, quiet or not known; by which figures; on which evidence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Protocol

from attrs import field, frozen

from dealerkit.decisions import Reason
from dealerkit.governance.scan.market import Place
from dealerkit.governance.scan.signal import Signal
from dealerkit.problems import Arg
from dealerkit.values.exact import ZERO, Number, as_fraction

MOST_EVIDENCE = 20
"""How many rows a sign keeps; the others are counted."""


class State(Enum):
    """How a signal ended."""

    SHOWN = "shown"
    QUIET = "quiet"
    UNKNOWN = "unknown"


@frozen
class Input:
    """One thing a formula reads: how much of it there should be, and how much there is."""

    name: str
    have: Number
    asked: Number = Decimal(1)

    @property
    def share(self) -> Fraction:
        """How much of it is there, from 0 to 1; all of it where nothing is asked for."""
        if self.asked <= 0 or self.have >= self.asked:
            return Fraction(1)
        return max(as_fraction(self.have) / as_fraction(self.asked), Fraction(0))


@frozen
class Evidence:
    """Rows that show it: the first of them, and how many there are."""

    places: tuple[Place, ...] = ()
    count: int = 0

    @classmethod
    def of(cls, places: Iterable[Place]) -> Evidence:
        """The evidence of these rows, in their order."""
        every = tuple(places)
        return cls(every[:MOST_EVIDENCE], len(every))


@frozen(kw_only=True)
class Found:
    """What a method found: its figure and the numbers of its formula, with what it would have needed."""

    state: State
    value: Number | None = None
    args: tuple[tuple[str, Arg], ...] = ()
    inputs: tuple[Input, ...] = ()
    evidence: Evidence = field(factory=Evidence)
    staff: tuple[str, ...] = ()
    """Our own people the finding is about, where it is about us."""

    @property
    def confidence(self) -> Fraction:
        """How much of what the formula reads is there, each thing alike: 1 where nothing is missing."""
        return sum((each.share for each in self.inputs), Fraction(0)) / len(self.inputs) if self.inputs else Fraction(1)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, by name."""
        return tuple(each.name for each in self.inputs if each.share < 1)


@frozen(kw_only=True)
class Sign:
    """One signal at one dealer."""

    signal: Signal
    dealer: str
    found: Found

    @property
    def state(self) -> State:
        """How it ended."""
        return self.found.state

    @property
    def reason(self) -> Reason:
        """The formula with its numbers; what is missing where nothing can be told."""
        if self.state is State.UNKNOWN:
            return Reason("scan-unknown", self.signal.rule, (("missing", self.found.missing),))
        value = () if self.found.value is None else (("value", self.found.value),)
        return Reason(f"scan-{self.signal.method.replace('_', '-')}", self.signal.rule, (*value, *self.found.args))


def unknown(*inputs: Input, args: tuple[tuple[str, Arg], ...] = ()) -> Found:
    """Nothing can be told for want of these."""
    return Found(state=State.UNKNOWN, inputs=inputs, args=args)


def told(
    value: Number,
    *,
    is_shown: bool,
    args: tuple[tuple[str, Arg], ...],
    inputs: tuple[Input, ...] = (),
    evidence: Evidence | None = None,
    staff: tuple[str, ...] = (),
) -> Found:
    """A figure, and whether it is a sign."""
    state = State.SHOWN if is_shown else State.QUIET
    return Found(state=state, value=value, args=args, inputs=inputs, evidence=evidence or Evidence(), staff=staff)


def between(
    least: Number,
    most: Number,
    bound: Bound,
    *,
    args: tuple[tuple[str, Arg], ...],
    inputs: tuple[Input, ...],
    evidence: Evidence | None = None,
) -> Found:
    """A figure that is not less than one value and not more than another: told where both say the same."""
    shown = reaches(least, bound.above, bound.at)
    if shown is not reaches(most, bound.above, bound.at):
        return unknown(*inputs, args=args)
    return told(least, is_shown=shown, args=args, inputs=inputs, evidence=evidence)


class Bound(Protocol):
    """Anything with a bound written in one of two ways."""

    @property
    def above(self) -> Number | None:
        """Shown above it."""
        ...

    @property
    def at(self) -> Number | None:
        """Shown from it on."""
        ...


def bound_of(method: Bound) -> Number:
    """The bound, whichever way it is written."""
    return method.above if method.above is not None else method.at if method.at is not None else ZERO


def reaches(value: Number, above: Number | None, at: Number | None) -> bool:
    """Whether a figure is beyond its bound: above it, or at it already."""
    if above is not None:
        return value > above
    return at is not None and value >= at
