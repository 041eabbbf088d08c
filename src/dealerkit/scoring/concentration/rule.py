"""The ``scoring.concentration`` section: whose share of what is watched, and from which share on it is an alarm."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import COUNT_FROM_1, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, keyed, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN, NUMBER
from dealerkit.policy.types import TEXT as TEXT_TYPE
from dealerkit.scoring.concentration.spread import COUNTED, LEFT_OUT, Spread
from dealerkit.values.exact import Number, as_fraction

SCOPE = frozenset({"figure", "dealer", "contract"})
"""What the rules may ask for about a member."""

HHI, NORMALISED, GINI = "hhi", "normalised-hhi", "gini"
_INDEXES = (HHI, NORMALISED, GINI)
_SHARE = cast("Shape[Number]", SHARE)


@frozen(kw_only=True)
class Alarm:
    """From which share of the largest, or from which index, concentration is an alarm."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the alarm's name for people", default=None)
    top: int | None = entry(COUNT_FROM_1, "the share of so many of the largest together", default=None)
    index: str | None = entry(choice(*_INDEXES), "an index instead of a share", default=None)
    at: Number = entry(_SHARE, "from this share or index on: 20%, or 0.25")

    def value(self, spread: Spread) -> Number:
        """The share or index of a spread."""
        if self.top is not None:
            return spread.top(self.top)
        return {HHI: spread.hhi, NORMALISED: spread.normalised_hhi, GINI: spread.gini}[self.index or HHI]

    def is_raised(self, spread: Spread) -> bool:
        """Whether it is reached: a share is multiplied across, nothing is divided."""
        if self.top is not None:
            return spread.top_reaches(self.top, self.at)
        return as_fraction(self.value(spread)) >= as_fraction(self.at)


@frozen(kw_only=True)
class ConcentrationRule:
    """One thing that may be concentrated: sales over dealers, over countries, over products."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "its name for people", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    of: Expression = entry(expression(SCOPE, NUMBER), "the figure whose total is spread, as in figure.sales")
    where: Expression | None = entry(
        expression(SCOPE, BOOLEAN), "who is counted; all whom the figure knows, if absent", default=None
    )
    by: Expression | None = entry(
        expression(SCOPE, TEXT_TYPE),
        "a fact by whose value members are put together, as in dealer.channel; each stands alone if absent",
        default=None,
    )
    merge: str | None = entry(
        TEXT,
        "customers in one group of this kind (column `kind` of the table groups, as in control) count as one; the"
        " outermost such group counts",
        default=None,
    )
    at_zero_or_below: str = entry(
        choice(COUNTED, LEFT_OUT),
        "members whose figure is zero or negative: counted with a share of zero, or left out. They are no part of the"
        " total either way",
    )
    tops: tuple[int, ...] = entry(listing(COUNT_FROM_1), "of how many of the largest the share is shown: [1, 3, 10]")
    alarms: Keyed[Alarm] = entry(
        keyed(record(Alarm, exactly_one=(("top", "index"),))),
        "from which shares on it is an alarm",
        default=Keyed(),
    )


CONCENTRATION = keyed(record(ConcentrationRule, not_together=(("by", "merge"),)))
"""The shape of ``scoring.concentration``."""


def concentration_of(policy: Policy) -> AbstractMapping[str, ConcentrationRule]:
    """The rules on concentration of a policy; none where it has no such key."""
    found = getattr(policy.sections.get("scoring"), "concentration", None)
    return found if isinstance(found, Keyed) else {}
