"""Steps: the values from one to another in equal steps, exact."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import NUMBER
from dealerkit.policy.shapes import Shape, entry, placed, record
from dealerkit.values.numbers import Number, as_fraction, simplest

_NUMBER = cast("Shape[Number]", NUMBER)


@frozen(kw_only=True)
class Steps:
    """Values from one to another, both included where the steps lead there."""

    rule: Rule = placed()
    from_: Number = entry(_NUMBER, "the first value", key="from")
    to: Number = entry(_NUMBER, "the last value; where the steps do not lead there, the last one before it")
    step: Number = entry(_NUMBER, "how far one value is from the next, above zero: answers are exact on these values")

    def __len__(self) -> int:
        """How many values there are; none where the steps lead nowhere."""
        if self.step <= 0 or self.to < self.from_:
            return 0
        return int((as_fraction(self.to) - as_fraction(self.from_)) // as_fraction(self.step)) + 1

    def value(self, place: int) -> Number:
        """The value at a place counted from 0."""
        return simplest(as_fraction(self.from_) + place * as_fraction(self.step))

    @property
    def last(self) -> Number:
        """The last value that the steps lead to."""
        return self.value(len(self) - 1)


STEPS = record(Steps)
