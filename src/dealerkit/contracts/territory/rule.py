"""The ``contracts.territory`` section, key by key.

    contracts:
      territory:
        kinds: [distribution]
        gaps: {kind: city}
        splits:
          over: 12 months
          steps: [{id: second, dealers: 2, at: 20%}, {id: third, dealers: 3, at: 30%}]

Source: an exclusive territory is split into a second, third and fourth dealer as dependence on the first grows
(consumer-goods operating procedures). The shares are a company's own.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import COUNT_FROM_1, DURATION, KEY, SHARE, TEXT
from dealerkit.policy.shapes import Keyed, Shape, entry, items, listing, named, record, ruled
from dealerkit.values.durations import Duration
from dealerkit.values.exact import Number


@frozen(kw_only=True)
class GapRule:
    """Which territories somebody must serve."""

    rule: Rule = ruled()
    kind: str | None = entry(
        TEXT, "the kind of territories, as `territories` has it; the largest ones nobody serves if absent", default=None
    )
    products: tuple[str, ...] = entry(
        listing(KEY), "product groups that must each be served there; any product will do if absent", default=()
    )


@frozen(kw_only=True)
class SplitStep:
    """So many dealers in one exclusive territory, from so much dependence on the first."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    dealers: int = entry(COUNT_FROM_1, "how many dealers there may be")
    at: Number = entry(cast("Shape[Number]", SHARE), "from which share of our sales with the first dealer on")


@frozen(kw_only=True)
class SplitRule:
    """When an exclusive territory may be split."""

    rule: Rule = ruled()
    over: Duration = entry(DURATION, "the time before the split over which dependence is reckoned")
    steps: Keyed[SplitStep] = entry(items(record(SplitStep)), "how many dealers, by dependence")


@frozen(kw_only=True)
class TerritoryRule:
    """Who may serve where."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    kinds: tuple[str, ...] = entry(
        listing(TEXT), "kinds of contracts whose territories are looked at; all if absent", default=()
    )
    gaps: GapRule | None = entry(record(GapRule), "which territories must be served; none if absent", default=None)
    splits: SplitRule | None = entry(
        record(SplitRule), "when an exclusive territory may be split; never if absent", default=None
    )


TERRITORY = record(TerritoryRule)
"""The shape of ``contracts.territory``."""
