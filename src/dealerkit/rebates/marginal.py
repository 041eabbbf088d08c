"""What the last units before a bound are worth to a dealer: cliffs that a policy builds.

Just below a bound T a dealer who buys a little more earns the jump on everything. Over a gap g the
marginal return is (R(T) - R(T - g)) / g. It is the discount at which a dealer may resell those last
units and still gain, the *dumping headroom*: above 100 % they can be given away. All of it follows
from the terms alone, exactly: for a payee who meets every condition, without supplements, at a factor
of 100 %. Where bounds are shares of a baseline, bases and amounts are in units of the baseline. Where
rates run straight from bound to bound there is a slope and no jump, and where full increments are paid
there is a jump at each of them, the bounds' included. Units of goods are no discount: nothing is said.

Source: 800,000 at 1 % to 2 %: 101 %, 21 % and 11 % over the last 1, 5 and 10 % before the bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import ceil

from attrs import evolve, frozen

from dealerkit.decisions import Rule
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Terms
from dealerkit.rebates.terms.baselines import Measured
from dealerkit.rebates.terms.conditions import Facts
from dealerkit.rebates.terms.figures import Figures
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.rebates.terms.scale import Bases, Rung, Scale, gives_sums
from dealerkit.values.numbers import EXACT, ONE, ZERO, Number, add, divide, multiply, subtract
from dealerkit.values.rounding import CENTS

SHARES: tuple[Decimal, ...] = (Decimal("0.01"), Decimal("0.05"), Decimal("0.10"))
"""The gaps that are shown, as shares of the bound."""

_NO_FACTS: Facts = {}


@frozen
class Gap:
    """The last part of the base before a bound: how wide, what filling it earns, and that per unit of it.

    Where units are counted a gap is whole units, at least one.
    """

    share: Number
    width: Number
    earns: Number
    rate: Number


@frozen
class Margin:
    """One bound: what reaching it adds at once, what the next unit earns one before it, and the gaps below."""

    band: Rule
    bound: Number
    jump: Number
    next_unit: Number | None
    gaps: tuple[Gap, ...]

    @property
    def headroom(self) -> Number:
        """The deepest discount on the units of the narrowest gap at which the dealer still gains."""
        return max((gap.rate for gap in self.gaps), default=ZERO)


@frozen
class Stander:
    """A payee who stands in the gap before a bound, and what reaching it would earn."""

    payee: str
    band: Rule
    base: Number
    bound: Number
    distance: Number
    gains: Decimal
    rate: Number


def margins(
    programme: Programme, parameters: Facts = _NO_FACTS, shares: tuple[Number, ...] = SHARES
) -> tuple[Margin, ...]:
    """The cliffs of a programme, one for each bound above zero.

    Empty where another base is paid than the one that reaches the bands, and where figures depend on
    the payee: then there is no one answer. Empty for goods, too, and for sums of money at shares of a
    baseline, which are no share of it.
    """
    reckoner = Reckoner(programme, CENTS, "programme", parameters)
    figures = reckoner.fixed
    if not isinstance(figures, Figures) or not _is_told(programme):
        return ()
    scale = figures.scale
    payout = Payout(reckoner, figures, scale)
    return tuple(_margin(payout, step, rung, shares) for step, rung in enumerate(scale.rungs) if rung.bound > 0)


def standing(terms: Terms, measured: Iterable[tuple[str, Measured]], within: Decimal = SHARES[-1]) -> Iterator[Stander]:
    """The payees whose base lies in the last ``within`` before the next bound, with their own facts."""
    for payee, one in measured:
        scale = terms.scale(one)
        if scale is None or terms.programme.paying is not None or terms.programme.kind == "goods":
            continue
        above = scale.reached(one.qualifying) + 1
        if above == len(scale.rungs):
            continue
        rung = scale.rungs[above]
        distance = subtract(rung.bound, one.qualifying)
        if one.qualifying <= 0 or distance > multiply(within, rung.bound):
            continue
        least = add(rung.bound, terms.step) if rung.beyond and rung.band.at_unit is None else rung.bound
        now, then = terms.amount(one), terms.amount(evolve(one, qualifying=least))
        if now is not None and then is not None:
            gains = EXACT.subtract(then, now)
            width = subtract(least, one.qualifying)
            yield Stander(payee, rung.band.rule, one.qualifying, rung.bound, distance, gains, divide(gains, width))


def _is_told(programme: Programme) -> bool:
    if programme.paying is not None or programme.kind == "goods":
        return False
    bands = tuple(programme.bands.values())
    is_money = gives_sums(programme.kind, bands) or any(band.plus is not None for band in bands)
    return programme.against is None or not (is_money or programme.guarantee is not None)


@frozen
class Payout:
    """R: what a base earns by the terms alone, minimum, caps and a period's guarantee included, before rounding."""

    reckoner: Reckoner
    figures: Figures
    scale: Scale

    def at(self, base: Number) -> Number:
        return self.in_band(self.scale.reached(base), base)

    def in_band(self, step: int, base: Number) -> Number:
        """What the base earns if the band at ``step`` is the one it has reached."""
        earned = self._earned(step, base)
        least = self.figures.guarantee if self.reckoner.guarantees else None
        return earned if least is None else max(earned, least)

    def _earned(self, step: int, base: Number) -> Number:
        figures = self.figures
        paid = base if figures.most_base is None else min(base, figures.most_base)
        if step < 0 or (figures.least_base is not None and base < figures.least_base):
            return ZERO
        step = step if paid == base else min(step, self.scale.reached(paid))
        if step < 0:
            return ZERO
        earned = self.reckoner.earned(self.scale, step, Bases(paid, paid, ONE), (), ())
        if figures.least_payout is not None and earned < figures.least_payout:
            return ZERO
        return earned if figures.most_payout is None else min(earned, figures.most_payout)


def _margin(payout: Payout, step: int, rung: Rung, shares: tuple[Number, ...]) -> Margin:
    bound = rung.bound
    reached = payout.in_band(step, bound)
    jump = subtract(reached, payout.in_band(step - 1, bound))
    is_share = payout.reckoner.programme.against is not None
    next_unit = None if is_share or bound < ONE else subtract(reached, payout.at(subtract(bound, ONE)))
    gaps = []
    for share in shares:
        width = multiply(share, bound)
        if payout.reckoner.counts_units:
            width = Decimal(ceil(width))
        earns = subtract(reached, payout.at(subtract(bound, width)))
        gaps.append(Gap(share, width, earns, divide(earns, width)))
    return Margin(rung.band.rule, bound, jump, next_unit, tuple(gaps))
