"""The ladder as the handbook says it: who may still sign for an order over the limit, in fractions and loops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class NaiveStep:
    name: str
    times: int | None = None
    after: str = ""
    below: Fraction | None = None
    up_to: Fraction | None = None


def open_steps(steps: Sequence[NaiveStep], signed: Sequence[str], shipment: Fraction, limit: Fraction) -> list[str]:
    """The names of the steps that are open, ``signed`` being the steps of earlier releases in the period."""
    found = []
    for step in steps:
        used = sum(name == step.name for name in signed)
        if step.times is not None and used >= step.times:
            continue
        before = next((each for each in steps if each.name == step.after), None)
        if before is not None and sum(name == before.name for name in signed) < (before.times or 0):
            continue
        if step.below is not None and not shipment / step.below < limit:
            continue
        if step.up_to is not None and not shipment / step.up_to <= limit:
            continue
        found.append(step.name)
    return found
