"""Whole units: where a programme counts units, what volumes come to after a change is whole units, rounded down.

Nine units that grow by a twentieth are 9.45, and nobody buys 0.45 of one. The rounding is once, of the
sum of the period, as a projection does it; money is never rounded here.
"""

from __future__ import annotations

from decimal import Decimal
from math import floor

from attrs import evolve, fields, frozen

from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import Number, as_fraction


@frozen(eq=False)
class WholeUnits(Standing):
    """What was measured, with whole units where a programme counts them."""

    def measured(self, programme: Programme, payee: str, window: Window) -> Measured:
        """The bases, the baseline and the facts of one payee and window."""
        found = Standing.measured(self, programme, payee, window)
        if not counts_units(programme):
            return found
        reached = _whole(found.qualifying)
        paid = None if found.paying is None else _whole(found.paying)
        if reached == found.qualifying and paid == found.paying:
            return found
        own = {"period.qualifying": reached, "period.paying": reached if paid is None else paid}
        facts = {name: own.get(name, value) for name, value in found.facts.items()}
        return evolve(found, qualifying=reached, paying=paid, facts=facts)


def counts_units(programme: Programme) -> bool:
    """Whether the bands of a programme begin at units."""
    return any(band.at_unit is not None for band in programme.bands.values())


def whole_units(standing: Standing) -> Standing:
    """The standing, with whole units where any programme counts them."""
    if isinstance(standing, WholeUnits) or not any(map(counts_units, standing.programmes.values())):
        return standing
    known = [each.name for each in fields(Standing) if each.init]
    return WholeUnits(**{name: getattr(standing, name) for name in known})


def _whole(amount: Number) -> Number:
    return Decimal(floor(as_fraction(amount)))
