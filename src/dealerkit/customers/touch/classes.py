"""The classes that scoring finds, as the touch plan goes by them: those of the eve of a calendar period.

Who is visited this month goes by the figures through the end of the last one; a class that is found later changes no
contact that was due before.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.known import Fact
from dealerkit.customers.touch.spans import spans
from dealerkit.customers.touch.windows import EVERY_DAY
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.scoring.classes.run import ClassRun
from dealerkit.scoring.classes.run import evaluate as classify
from dealerkit.values.days import ONE_DAY
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import Unpublished


@frozen(eq=False)
class Classes:
    """Everybody's classes, found once for each period that is asked about."""

    policy: Policy = field(repr=False)
    book: Book = field(repr=False)
    every: Duration | None
    """How often everybody is classed anew; None where the policy does not say, and no class is known."""
    _runs: dict[date, ClassRun] = field(factory=dict, init=False, repr=False)

    def fact(self, name: str, customer: str, day: date) -> Fact:
        """``class.ID`` of a customer, as it was found on the eve of the period that a day lies in."""
        if self.every is None:
            return Missing((name,))
        span = next(spans(self.every, day, day, EVERY_DAY))
        if isinstance(span, Unpublished):
            return Missing((name,))
        eve = span[0] - ONE_DAY
        if eve not in self._runs:
            self._runs[eve] = classify(self.policy, self.book, eve)
        return self._runs[eve].fact(name, customer)
