"""Classes by growth: the amount and the rate against a base period that is named.

同比 and 环比 are used inconsistently, so the policy says which base it is, and `check` compares that with the windows
of the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import KEY, choice
from dealerkit.policy.shapes import Keyed, entry, expression, record, ruled
from dealerkit.policy.types import MONEY, NUMBER, Missing, Type
from dealerkit.policy.types import SHARE as SHARE_TYPE
from dealerkit.problems import Arg
from dealerkit.scoring.classes.banding import BELOW_DOC, CLASS_BANDS, Banding, ClassBand
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, number_of
from dealerkit.scoring.figures.figure import PERIOD_ON_PERIOD, YEAR_ON_YEAR
from dealerkit.values.exact import divide, subtract

TARGET = "target"
COMPARISONS = (YEAR_ON_YEAR, PERIOD_ON_PERIOD, TARGET)
"""What growth is measured against."""


@frozen(kw_only=True)
class ByGrowth:
    """Classes by the rate of growth: what is now over what was in the base period, less one."""

    adds_up: ClassVar[str] = "now"
    rule: Rule = ruled()
    now: Expression = entry(expression(SCOPE, NUMBER), "the figure of the period, as in figure.sales")
    before: Expression = entry(expression(SCOPE, NUMBER), "the figure of the base period")
    compared: str = entry(
        choice(*COMPARISONS),
        "what the base is: the same days a year before (同比), the days just before (环比), or a target",
    )
    bands: Keyed[ClassBand] = entry(CLASS_BANDS, "from which rate of growth on which class: 0 is as much as before")
    below: str = entry(KEY, BELOW_DOC)
    without_base: str = entry(KEY, "the class where the base period has nothing, or less: no rate can be told")

    @property
    def figures(self) -> Mapping[str, Type]:
        """What is now, what was, the difference and the rate."""
        return {"now": MONEY, "before": MONEY, "growth": MONEY, "rate": SHARE_TYPE}

    @property
    def banding(self) -> Banding:
        """The bands, ready."""
        return Banding.of_shares(self.rule, self.bands, self.below)

    def uses(self) -> Iterator[Use]:
        """The class of each band, the one below, and the one without a base."""
        yield from self.banding.uses()
        yield Use(self.without_base, self.rule, "without_base")

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class."""
        banding = self.banding
        return {each.key: self._placed(each, banding) for each in members}

    def _placed(self, member: Member, banding: Banding) -> Placed:
        now, before = number_of(self.now, member.facts), number_of(self.before, member.facts)
        if isinstance(now, Missing) or isinstance(before, Missing):
            lacking = tuple(fact for each in (now, before) if isinstance(each, Missing) for fact in each.facts)
            return Placed(member.key, missing=lacking)
        amount = subtract(now, before)
        values: tuple[tuple[str, Arg], ...] = (("now", now), ("before", before), ("growth", amount))
        if before <= 0:
            told = (*values, ("class", self.without_base))
            return Placed(member.key, self.without_base, values, (Reason("class-no-base", self.rule, told),))
        rate = divide(amount, before)
        reasons = (Reason(f"class-growth-{self.compared}", self.rule, (*values, ("rate", rate))),)
        return banding.placed(member.key, rate, (*values, ("rate", rate)), reasons)


BY_GROWTH = record(ByGrowth)
