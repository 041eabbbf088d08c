"""What a scorecard makes of one subject: points item by item, a score, a grade, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.scoring.scorecards.card import Item, Scorecard
from dealerkit.values.exact import Number

TOO_LITTLE, MISSING = "DK713", "DK003"


@frozen(eq=False)
class Compared:
    """What an item's figure was compared with: the other value, whose it is or of how many, and the result."""

    value: Number | Missing
    other: Number | None = None
    whose: str = ""
    peers: int = 0


@frozen(eq=False)
class ItemScore:
    """One item of one subject. ``points`` is None where the item has none and is left out or refused."""

    item: Item
    value: Value | Missing
    points: Number | None
    reasons: tuple[Reason, ...]
    compared: Compared | None = None
    weight: Number | None = None
    contribution: Number | None = None

    @property
    def is_known(self) -> bool:
        """Whether it got points by a figure, and not by a rule for missing ones."""
        return self.points is not None and not isinstance(self.value, Missing)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known."""
        return self.value.facts if isinstance(self.value, Missing) else ()


@frozen(eq=False)
class Scored:
    """A subject's score and grade by one card. ``grade`` is empty where there is none; ``missing`` says why."""

    card: Scorecard
    subject: str
    items: tuple[ItemScore, ...]
    total: Number | None = None
    grade: str = ""
    before_gates: str = ""
    gates: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""
    reasons: tuple[Reason, ...] = field(default=(), repr=False)
    tried: tuple[Reason, ...] = field(default=(), repr=False)
    reads: tuple[Read, ...] = field(default=(), repr=False)

    @property
    def decision(self) -> Decision:
        """The grade as a decision; no grade is undetermined, and names what is missing."""
        values: list[tuple[str, Arg]] = [("grade", self.grade)]
        if self.total is not None:
            values.append(("total", self.total))
        values += [("before_gates", self.before_gates), ("gates", self.gates)]
        values += [(f"points.{each.item.id}", _told(each.points)) for each in self.items]
        values += [(f"weight.{each.item.id}", each.weight) for each in self.items if each.weight is not None]
        values += [
            (f"against.{each.item.id}", each.compared.other)
            for each in self.items
            if each.compared is not None and each.compared.other is not None
        ]
        amount = self.total if isinstance(self.total, Decimal) else None
        outcome = Outcome.GRANTED if self.grade else Outcome.UNDETERMINED
        return Decision(outcome, self.code, amount, tuple(values), self.reasons, self.tried, self.reads, self.missing)


def _told(points: Number | None) -> Arg:
    return "" if points is None else points


def told(value: Value | Missing) -> Arg:
    """A figure as a message may mention it; ``""`` where it is missing."""
    if isinstance(value, Missing):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Decimal, Fraction, int, date, str)):
        return value
    return tuple(sorted(value))
