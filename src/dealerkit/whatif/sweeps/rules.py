"""What a scenario file writes about sweeps, key by key.

sweeps:
  rates:
    scenario: steeper
    grid:
      rebates.volume-quarter.bands[800000].rate: {from: 1%, to: 3%, step: 0.25%}
      rebates.volume-quarter.bands[1500000].at: [1_400_000, 1_500_000]
      book[growth].grow: [0%, 5%]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import COUNT_FROM_1, KEY, TEXT
from dealerkit.policy.shapes import ByKey, Shape, entry, keyed, named, placed, record
from dealerkit.whatif.sweeps.values import VALUES, Values

MOST_POINTS = 1_000
"""So many points a sweep may have unless it says otherwise."""

_GRID = cast("Shape[Mapping[str, Values]]", ByKey(cast("Shape[object]", TEXT), VALUES))


@frozen(kw_only=True)
class Sweep:
    """Every combination of some values, each reckoned as a scenario of its own."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the sweep's name for people", default=None)
    scenario: str | None = entry(
        KEY, "the scenario that the values are put on; the policy and the book as they are if absent", default=None
    )
    grid: Mapping[str, Values] = entry(
        _GRID,
        "values by address: of the policy, or of the scenario's book and behaviour; a list, or from, to and step",
    )
    most: int = entry(COUNT_FROM_1, "how many combinations there may be; 1,000 if absent", default=MOST_POINTS)

    @property
    def count(self) -> int:
        """How many combinations there are."""
        return prod(len(each) for each in self.grid.values())

    def places(self) -> Iterator[tuple[int, ...]]:
        """Every combination by the place of each value, the last address changing fastest."""
        return product(*(range(len(each)) for each in self.grid.values()))


SWEEPS = keyed(record(Sweep))
