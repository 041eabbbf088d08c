"""One customer's answers added up: perception less expectation, item by item and weighted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from dealerkit.customers.satisfaction.rules import REFUSE, ZERO, Item, Satisfaction
from dealerkit.problems import Location
from dealerkit.values.exact import Number, add, divide, multiply, subtract, total

_NOTHING = Decimal(0)


class Mood(Enum):
    """What a gap says."""

    DISSATISFIED = "dissatisfied"
    BASIC = "basically-satisfied"
    SATISFIED = "satisfied"


def mood_of(gap: Number) -> Mood:
    """Below zero dissatisfied, zero basically satisfied, above zero satisfied."""
    if gap < 0:
        return Mood.DISSATISFIED
    return Mood.SATISFIED if gap > 0 else Mood.BASIC


@frozen
class Answer:
    """One answer: what was experienced and what was expected; None for none."""

    item: str
    perception: Decimal | None
    expectation: Decimal | None
    at: Location = field(repr=False)

    @property
    def gap(self) -> Decimal | None:
        """Perception less expectation; None where either is missing."""
        if self.perception is None or self.expectation is None:
            return None
        found = subtract(self.perception, self.expectation)
        return found if isinstance(found, Decimal) else None


@frozen(eq=False)
class Survey:
    """One customer's answers in one survey, and what they come to.

    ``gap`` is the weighted mean of the items' gaps, exact; None where it cannot be told, with ``missing`` items.
    """

    number: str
    customer: str
    on: date
    answers: Mapping[str, Answer]
    gap: Number | None
    missing: tuple[str, ...]

    @property
    def mood(self) -> Mood | None:
        """What the whole says; None where it cannot be told."""
        return None if self.gap is None else mood_of(self.gap)


def added_up(rules: Satisfaction, number: str, customer: str, on: date, answers: Mapping[str, Answer]) -> Survey:
    """The survey with its weighted gap, items without answer as the policy says."""
    gaps: list[tuple[Item, Decimal]] = []
    missing: list[str] = []
    for item in rules.items.values():
        answer = answers.get(item.id)
        gap = None if answer is None else answer.gap
        if gap is not None:
            gaps.append((item, gap))
        else:
            missing.append(item.id)
            if rules.missing == ZERO:
                gaps.append((item, _NOTHING))
    weight = total(item.weight for item, _ in gaps)
    found: Number | None = None
    if weight and not (missing and rules.missing == REFUSE):
        summed: Number = _NOTHING
        for item, gap in gaps:
            summed = add(summed, multiply(item.weight, gap))
        found = divide(summed, weight)
    return Survey(number, customer, on, answers, found, tuple(missing))
