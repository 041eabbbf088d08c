"""The figures of a programme for one payee: every expression replaced by the number it gives.

A programme whose figures are plain, or read only parameters, has them once for all payees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from dealerkit.decisions import Outcome, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.conditions import Answer, Facts, figure_of, supplement_holds
from dealerkit.rebates.programme import Band, Factor, FactorBand, Figure, Programme, Supplement
from dealerkit.rebates.scale import Rung, Scale, ascends, scale_of
from dealerkit.values.numbers import ONE, ZERO, Number, subtract


@frozen
class Stop:
    """Why a reckoning ends without an amount being worked out: the code, the rule, what is missing."""

    outcome: Outcome
    code: str
    step: str
    rule: Rule
    missing: tuple[str, ...] = ()


@frozen(eq=False)
class Bonus:
    """A supplement with its figure."""

    holds: Callable[[Facts], Answer]
    rate: Number
    supplement: Supplement


@frozen(eq=False)
class Multiplier:
    """A factor with its figures: ``bands[i]`` holds from ``starts[i]`` on."""

    of: Callable[[Facts], Value | Missing]
    rungs: tuple[tuple[Number, bool, Number, FactorBand], ...]
    otherwise: Number | None
    factor: Factor


@frozen(eq=False)
class Figures:
    """All figures of a programme. A limit that is not set is None."""

    scale: Scale
    bonuses: tuple[Bonus, ...]
    multipliers: tuple[Multiplier, ...]
    least_base: Number | None
    least_payout: Number | None
    most_base: Number | None
    most_payout: Number | None


def figures_of(programme: Programme, facts: Facts) -> Figures | Stop:
    """The figures as the facts make them; a stop when one is missing or bands do not ascend (DK339)."""
    known = _Known(facts)
    figures = _read(programme, known)
    if known.missing:
        names = tuple(dict.fromkeys(known.missing))
        return Stop(Outcome.UNDETERMINED, "DK003", "figure-missing", known.rule or programme.rule, names)
    if not ascends(figures.scale.rungs):
        return Stop(Outcome.UNDETERMINED, "DK339", "bands-unordered", programme.rule)
    for multiplier in figures.multipliers:
        bounds = [(start, beyond) for start, beyond, _, _ in multiplier.rungs]
        if bounds != sorted(set(bounds)):
            return Stop(Outcome.UNDETERMINED, "DK339", "bands-unordered", multiplier.factor.rule)
    if known.negative is not None:
        return Stop(Outcome.UNDETERMINED, "DK340", "figure-negative", known.negative)
    return figures


def expressions_of(programme: Programme) -> Iterator[Expression]:
    """The expressions that stand for figures."""
    for figure in _all_figures(programme):
        if isinstance(figure, Expression):
            yield figure


def fixed(programme: Programme, parameters: Mapping[str, Value | Missing]) -> Figures | Stop | None:
    """The figures that hold for every payee; None when some depend on the payee's facts."""
    if any(expression.reads for expression in expressions_of(programme)):
        return None
    return figures_of(programme, dict(parameters))


class _Known:
    """Reads figures one by one, remembering which were missing or below zero, and where."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.missing: list[str] = []
        self.rule: Rule | None = None
        self.negative: Rule | None = None

    def signed(self, figure: Figure, rule: Rule) -> Number:
        found = figure_of(figure, self.facts)
        if isinstance(found, Missing):
            self.missing.extend(found.facts)
            self.rule = self.rule or rule
            return ZERO
        return found

    def number(self, figure: Figure, rule: Rule) -> Number:
        found = self.signed(figure, rule)
        if found < 0:
            self.negative = self.negative or rule
        return found

    def limit(self, figure: Figure | None, rule: Rule) -> Number | None:
        return None if figure is None else self.number(figure, rule)


def _read(programme: Programme, known: _Known) -> Figures:
    minimum, cap = programme.minimum, programme.cap
    return Figures(
        scale_of([_rung(band, known) for band in programme.bands.values()]),
        tuple(
            Bonus(supplement_holds(each), known.number(_pays(each), each.rule), each)
            for each in programme.supplements.values()
        ),
        tuple(_multiplier(each, known) for each in programme.factors.values()),
        known.limit(minimum.base, minimum.rule) if minimum else None,
        known.limit(minimum.payout, minimum.rule) if minimum else None,
        known.limit(cap.base, cap.rule) if cap else None,
        known.limit(cap.payout, cap.rule) if cap else None,
    )


def _rung(band: Band, known: _Known) -> Rung:
    rate = known.number(_pays(band), band.rule)
    if band.at_unit is not None:
        return Rung(subtract(known.number(band.at_unit, band.rule), ONE), True, rate, band)
    if band.above is not None:
        return Rung(known.number(band.above, band.rule), True, rate, band)
    return Rung(known.number(band.at or ZERO, band.rule), False, rate, band)


def _multiplier(factor: Factor, known: _Known) -> Multiplier:
    rungs = tuple(
        (
            known.signed(band.at if band.at is not None else band.above or ZERO, band.rule),
            band.at is None,
            known.number(band.factor, band.rule),
            band,
        )
        for band in factor.bands.values()
    )
    otherwise = None if isinstance(factor.if_missing, str) else factor.if_missing
    return Multiplier(factor.of.evaluate, rungs, otherwise, factor)


def _pays(item: Band | Supplement) -> Figure:
    figure = item.rate if item.rate is not None else item.pay
    return ZERO if figure is None else figure


def _all_figures(programme: Programme) -> Iterator[Figure | None]:
    for band in programme.bands.values():
        yield from (band.at, band.above, band.at_unit, band.rate, band.pay)
    for supplement in programme.supplements.values():
        yield from (supplement.rate, supplement.pay)
    for factor in programme.factors.values():
        for rung in factor.bands.values():
            yield from (rung.at, rung.above, rung.factor)
    if programme.minimum:
        yield from (programme.minimum.base, programme.minimum.payout)
    if programme.cap:
        yield from (programme.cap.base, programme.cap.payout)
