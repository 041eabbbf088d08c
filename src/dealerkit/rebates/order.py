"""Whether bands stand in ascending order, as far as their bounds are written as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealerkit.policy.bands import Band as PlainBand
from dealerkit.policy.bands import check_bands
from dealerkit.policy.expressions import Expression
from dealerkit.problems import Problem
from dealerkit.rebates.clauses import Band, FactorBand


def out_of_order(bands: Iterable[Band | FactorBand]) -> Iterator[Problem]:
    """DK230 a bound below the one before it, DK231 the same bound twice, DK232 units beside amounts."""
    return check_bands(plain for band in bands if (plain := _plain(band)) is not None)


def _plain(band: Band | FactorBand) -> PlainBand | None:
    unit = band.at_unit if isinstance(band, Band) else None
    if isinstance(band.at, Expression) or isinstance(band.above, Expression) or isinstance(unit, Expression):
        return None
    return PlainBand(rule=band.rule, at=band.at, above=band.above, at_unit=None if unit is None else int(unit))
