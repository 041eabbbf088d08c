"""The arithmetic of one programme for one payee and period: the one place where an amount is worked out.

The steps, in their order: eligibility, gates, the share of a short period, cap on the base, band,
supplements (added), factors (multiplied), minimum, cap on the payout, guarantee, rounding. What comes
out is a trail: the figures that led to the amount, from which ``terms`` tells the amount alone, the
entitlement with its reasons, or all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast

from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.rebates.clauses import Condition, Gate
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.baselines import Measured, bases_of
from dealerkit.rebates.terms.conditions import Facts, Test, gate_args, tests_of
from dealerkit.rebates.terms.figures import (
    Bonus,
    Figures,
    Step,
    Stop,
    figures_of,
    fixed_figures,
    refused,
    stopped_by,
    undetermined,
    unknown,
)
from dealerkit.rebates.terms.scale import Bases, Scale, bare, gives_sums, portions_of
from dealerkit.values.numbers import EXACT, ONE, ZERO, Number, add, multiply
from dealerkit.values.rounding import Rounding

Operation = Callable[[Number, Number], Number]

Trail = tuple[
    Stop | None,  # why nothing is paid, or why that cannot be said
    Decimal | None,  # the amount, rounded; None when undetermined
    Scale | None,  # the bands, multiplied out where bounds are shares of a baseline
    int,  # the position of the band reached, -1 below the first
    Number,  # the rate: the band's and what supplements add
    Bases | None,  # the bases after the cap, with the baseline; None where they are as measured
    tuple[Bonus, ...],  # the supplements that hold
    tuple[Step, ...],  # a band for each factor
    Number,  # the amount before minimum, cap and rounding
]
"""How far a reckoning came. A plain tuple, since one is made for every payee and period."""

TAKES_NO_PART = frozenset({"DK330", "DK331", "DK333", "DK336", "DK420"})
"""Refusals of who takes no part: whoever is not among them and earned too little may still have a guarantee."""

# The quick operations refuse fractions with a TypeError; the others take both kinds of number.
_QUICK = (cast("Operation", EXACT.add), cast("Operation", EXACT.multiply))
_MIXED = (add, multiply)


class Reckoner:
    """One programme, compiled for a rounding and the parameters of a day."""

    __slots__ = (
        "_conditions",
        "_nothing",
        "_round",
        "counts_units",
        "cuts",
        "fixed",
        "guarantees",
        "is_linear",
        "is_plain",
        "is_simple",
        "parameters",
        "portions",
        "product",
        "programme",
        "rounding",
        "rounds_bands",
        "tests",
    )

    def __init__(self, programme: Programme, rounding: Rounding, level: str, parameters: Facts) -> None:
        self.programme = programme
        self.rounding = rounding
        self.rounds_bands = level == "band"
        self.tests = tuple(tests_of(programme))
        self._conditions = tuple(test.holds for test in self.tests)
        self.parameters = parameters
        self.fixed = fixed_figures(programme, parameters)
        self.counts_units = any(band.at_unit is not None for band in programme.bands.values())
        bands = tuple(programme.bands.values())
        is_sum = gives_sums(programme.kind, bands)
        self.portions = portions_of(programme.method, gives_sums=is_sum)
        self.is_linear = programme.method == "linear"
        self.is_plain = not self.is_linear and all(band.per is None and band.plus is None for band in bands)
        self.is_simple = self.is_plain and programme.method == "retrospective" and not is_sum and not self.rounds_bands
        self.cuts = programme.short_period != "whole"
        self.guarantees = programme.guarantee is not None and programme.guarantee.over == "period"
        self.product = (("product", programme.goods.product),) if programme.goods else ()
        self._round = rounding.apply
        self._nothing = rounding.apply(ZERO)

    def figures(self, facts: Facts) -> Figures | Stop:
        """The programme's figures for a payee."""
        return figures_of(self.programme, facts) if self.fixed is None else self.fixed

    def figures_for(self, measured: Measured) -> Figures | Stop:
        """The programme's figures for a payee and period, cut where only a share of the period counts."""
        figures = self.figures(measured.facts)
        if not self.cuts or measured.days is None or isinstance(figures, Stop):
            return figures
        days, of = measured.days
        if self.programme.short_period == "nothing" or not days:
            return refused("DK420", "short-period", self.programme.rule, days=Decimal(days), of=Decimal(of))
        return figures.cut(self.programme, measured.share)

    def most_payout(self, measured: Measured) -> Number | None:
        """The cap on the payout, if there is one."""
        fixed = self.fixed
        if not self.cuts and fixed.__class__ is Figures:
            return fixed.most_payout
        figures = self.figures_for(measured)
        return None if isinstance(figures, Stop) else figures.most_payout

    @property
    def nothing(self) -> Decimal:
        """What a refusal pays: zero, written as amounts are."""
        return self._nothing

    def guaranteed(self, measured: Measured) -> Trail:
        """The reckoning of a programme that guarantees a sum for the period, given when the period is over.

        It is for who takes part: eligible, with open gates and a baseline where one is asked for.
        """
        trail = self.reckon(measured)
        stop, rule = trail[0], self.programme.guarantee
        is_out = stop is not None and (stop.outcome is not Outcome.REFUSED or stop.code in TAKES_NO_PART)
        if rule is None or not measured.is_over or is_out:
            return trail
        figures = self.figures_for(measured)
        if isinstance(figures, Stop) or figures.guarantee is None:  # pragma: no cover - then the reckoning stopped
            return trail
        earned = ZERO if stop is not None else trail[8]
        if figures.most_payout is not None and earned > figures.most_payout:
            earned = figures.most_payout
        if earned >= figures.guarantee:
            return trail
        args = (("earned", bare(earned)), ("least", figures.guarantee), *self.product)
        raised = Stop(Outcome.GRANTED, "", Reason("guarantee", rule.rule, args), before=stop)
        return raised, self._round(figures.guarantee), *trail[2:]

    def reckon(self, measured: Measured, operations: tuple[Operation, Operation] = _QUICK) -> Trail:  # noqa: C901, PLR0912
        """All steps in their order. They stand in one function: calls would cost more than the arithmetic."""
        facts = measured.facts
        for holds in self._conditions:
            if holds(facts) is not True:
                return self._stopped(_unmet(self.tests, facts))
        figures = figures_of(self.programme, facts) if self.fixed is None else self.fixed
        if self.cuts:
            figures = self.figures_for(measured)
        if isinstance(figures, Stop):
            return self._stopped(figures)
        scale, qualifying, paying = figures.scale, measured.qualifying, measured.paying
        bases: Bases | None = None
        if figures.alters_bases:
            found = bases_of(self.programme, figures, measured)
            if isinstance(found, Stop):
                return self._stopped(found)
            bases, qualifying, paying = found, found.qualifying, found.paying
            if self.programme.against is not None:
                scale = scale.of(bases.baseline)
        if self.counts_units and qualifying.as_integer_ratio()[1] != 1:
            return self._stopped(
                undetermined("DK338", "base-not-whole", self.programme.qualifying.rule, base=qualifying)
            )
        reached = scale.reached(qualifying)
        if reached < 0:
            rung = scale.rungs[0]
            stop = refused("DK332", "below-bands", self.programme.rule, base=qualifying, bound=rung.bound)
            return self._stopped(stop, scale, bases)

        rate = scale.rate_at(reached, qualifying) if self.is_linear else scale.rates[reached]
        bonuses: tuple[Bonus, ...] = ()
        factors: tuple[Step, ...] = ()
        plus, times = operations
        try:
            for bonus in figures.bonuses:
                held = bonus.holds(facts)
                if held is True:
                    rate = plus(rate, bonus.rate)
                    bonuses = (*bonuses, bonus)
                elif isinstance(held, Missing):
                    return self._stopped(stopped_by(held, bonus.supplement), scale, bases, reached)
            earned = times(rate, qualifying if paying is None else paying) if self.is_simple else ZERO
            for multiplier in figures.multipliers:
                step = multiplier.step(facts)
                if isinstance(step, Stop):
                    return self._stopped(step, scale, bases, reached)
                factors = (*factors, step)
                earned = times(earned, step[1])
        except TypeError:
            if operations is _MIXED:
                raise
            return self.reckon(measured, _MIXED)
        if not self.is_simple:
            whole = bases or Bases(qualifying, qualifying if paying is None else paying, ZERO)
            earned = self.earned(scale, reached, whole, bonuses, factors)
        elif earned < 0:
            earned = ZERO

        short, amount = self._falls_short(figures, measured.qualifying, earned), earned
        if figures.most_payout is not None and earned > figures.most_payout:
            amount = figures.most_payout
        paid = self._round(amount) if short is None else self._nothing
        return short, paid, scale, reached, rate, bases, bonuses, factors, earned

    def earned(
        self, scale: Scale, reached: int, bases: Bases, bonuses: tuple[Bonus, ...], factors: tuple[Step, ...]
    ) -> Number:
        """What all portions earn, each rounded where the policy rounds bands."""
        extra: Number = ZERO
        for bonus in bonuses:
            extra = add(extra, bonus.rate)
        factor: Number = ONE
        for _, each, _ in factors:
            factor = multiply(factor, each)
        earned: Number = ZERO
        for portion in self.portions(scale, reached, bases):
            rate = add(portion.rate, extra) if portion.supplemented else portion.rate
            part = multiply(rate, portion.size)
            if portion.rung.plus:
                part = add(part, portion.rung.plus)
            part = multiply(part, factor)
            earned = add(earned, self._round(part) if self.rounds_bands else part)
        return earned

    def _falls_short(self, figures: Figures, base: Number, earned: Number) -> Stop | None:
        """Whether the minimum keeps back what was earned: by the base as measured, or by the amount."""
        rule = self.programme.minimum.rule if self.programme.minimum else self.programme.rule
        if figures.least_base is not None and base < figures.least_base:
            return refused("DK334", "minimum-base", rule, base=base, least=figures.least_base)
        if figures.least_payout is not None and earned < figures.least_payout:
            args: dict[str, Arg] = {"earned": bare(earned), "least": figures.least_payout, **dict(self.product)}
            return refused("DK335", "minimum-payout", rule, **args)
        return None

    def _stopped(self, stop: Stop, scale: Scale | None = None, bases: Bases | None = None, reached: int = -1) -> Trail:
        amount = self._nothing if stop.outcome is Outcome.REFUSED else None
        return stop, amount, scale, reached, ZERO, bases, (), (), ZERO


def _unmet(tests: tuple[Test, ...], facts: Facts) -> Stop:
    """Which of the conditions decides. One that is false settles it, whatever else is missing."""
    answers = [(test, test.holds(facts)) for test in tests]
    for test, answer in answers:
        if answer is False:
            return _closed(test.item, facts)
    stops = [stopped_by(answer, test.item) for test, answer in answers if isinstance(answer, Missing)]
    refusal = next((stop for stop in stops if stop.outcome is Outcome.REFUSED), None)
    return refusal or unknown(stops[0].reason.rule, tuple(name for stop in stops for name in stop.missing))


def _closed(item: Condition | Gate, facts: Facts) -> Stop:
    if isinstance(item, Condition):
        return refused("DK330", "not-eligible", item.rule)
    return refused("DK331", "gate-closed", item.rule, **dict(gate_args(item, facts)))
