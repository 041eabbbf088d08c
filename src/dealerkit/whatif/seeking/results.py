"""What comes of goals and break-even questions, ready to be told."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.values.exact import Number
from dealerkit.whatif.seeking.bisecting import Crossing, Found, Point, Search
from dealerkit.whatif.seeking.margins import MarginNeeded
from dealerkit.whatif.seeking.paying_off import PayOff, Trial
from dealerkit.whatif.sweeps.values import written


@frozen(kw_only=True)
class Sought:
    """A goal, and the value that meets it.

    ``scenario`` is the one that values were put on, ``""`` for the policy and the book as they are. ``of_share``
    says that costs are shares of net sales. ``failed`` is how many rows could not be told at the answer, or where
    there is none at the first value.
    """

    id: str
    title: str
    scenario: str
    address: str
    search: Search
    of_share: bool = False
    in_percent: bool = False
    failed: int = 0

    @property
    def found(self) -> Found:
        """How the search ended."""
        return self.search.found

    @property
    def goal(self) -> Number:
        """What was to be met."""
        return self.search.goal

    @property
    def answer(self) -> Point | None:
        """The value that keeps to the goal and whose neighbour does not; None where there is none, or no certainty."""
        return None if self.found is Found.NOT_MONOTONE else self.search.within

    @property
    def beyond(self) -> Point | None:
        """The neighbour of the answer, which costs more than the goal."""
        return None if self.answer is None else self.search.beyond

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Every place where the cost was seen to pass the goal."""
        return self.search.crossings

    def label(self, point: Point) -> str:
        """A value as people write it."""
        return written(point.value, in_percent=self.in_percent)


@frozen(kw_only=True)
class BrokenEven:
    """From where on a scenario pays for itself: by ``margin`` or by ``volume``, the other is None.

    All figures are beyond the baseline's: ``extra_sales``, ``extra_cost`` (of rebates) and ``extra_contribution`` of
    the scenario as it is; the last is None where what a sale costs is not written. ``failed`` is how many of the
    scenario's rows could not be told.
    """

    id: str
    title: str
    scenario: str
    extra_sales: Number
    extra_cost: Decimal
    extra_contribution: Number | None = None
    margin: MarginNeeded | None = None
    volume: PayOff | None = None
    in_percent: bool = True
    failed: int = 0

    @property
    def pays_already(self) -> bool | None:
        """Whether the scenario as it is pays for itself; None where that cannot be told."""
        return None if self.extra_contribution is None else self.extra_contribution >= 0

    def label(self, trial: Trial) -> str:
        """A growth as people write it."""
        return written(trial.value, in_percent=self.in_percent)
