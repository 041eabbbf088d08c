"""The figures of a programme for one payee: every expression replaced by the number it gives.

A programme whose figures are plain, or read only parameters, has them once for all payees.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from math import floor
from typing import cast

from attrs import evolve, frozen

from dealerkit.decisions import Outcome, Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.rebates.clauses import Against, Band, Condition, Factor, FactorBand, Figure, Gate, Supplement
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.conditions import Answer, Facts, figure_of, supplement_holds
from dealerkit.rebates.terms.scale import Rung, Scale, ascends, bare, gives_sums, scale_of
from dealerkit.values.numbers import ONE, ZERO, Number, multiply, subtract


@frozen
class Stop:
    """Why nothing is paid, or why that cannot be said: the code, the rule, its figures, what is missing.

    A guarantee ends a reckoning as well, with a grant; ``before`` is then what would have ended it otherwise.
    """

    outcome: Outcome
    code: str
    reason: Reason
    missing: tuple[str, ...] = ()
    before: Stop | None = None


def refused(code: str, step: str, rule: Rule, **args: Arg) -> Stop:
    """Nothing is paid, by a rule."""
    return Stop(Outcome.REFUSED, code, Reason(step, rule, tuple(args.items())))


def undetermined(code: str, step: str, rule: Rule, **args: Arg) -> Stop:
    """What is paid cannot be said, since a rule has no answer for a figure."""
    return Stop(Outcome.UNDETERMINED, code, Reason(step, rule, tuple(args.items())))


def unknown(rule: Rule, names: tuple[str, ...]) -> Stop:
    """What is paid cannot be said, since facts are missing (DK003)."""
    names = tuple(dict.fromkeys(names))
    return Stop(Outcome.UNDETERMINED, "DK003", Reason("fact-missing", rule, (("facts", names),)), names)


def stopped_by(missing: Missing, item: Gate | Supplement | Factor | Condition) -> Stop:
    """What a missing fact ends in: a refusal (DK336) where the rule says so, else undetermined (DK003)."""
    if item.if_missing != "refuse":
        return unknown(item.rule, missing.facts)
    reason = Reason("fact-refused", item.rule, (("facts", missing.facts),))
    return Stop(Outcome.REFUSED, "DK336", reason, missing.facts)


@frozen(eq=False)
class Bonus:
    """A supplement with its figure."""

    holds: Callable[[Facts], Answer]
    rate: Number
    supplement: Supplement
    reason: Reason


Step = tuple[FactorBand | None, Number, Reason]
"""A band of a factor, what it multiplies by, and the reason; no band where a missing figure's factor is stated."""


@frozen(eq=False)
class Multiplier:
    """A factor with its figures: ``steps[i]`` holds from ``starts[i]`` on, or beyond it."""

    of: Callable[[Facts], Value | Missing]
    starts: list[Number]
    beyond: tuple[bool, ...]
    steps: tuple[Step, ...]
    factor: Factor

    def step(self, facts: Facts) -> Step | Stop:
        """What the payee's figure multiplies by; a figure below the first bound is undetermined (DK337)."""
        value = self.of(facts)
        if value.__class__ is Missing:
            return self._without(value)
        figure = cast("Number", value)
        position = bisect_right(self.starts, figure) - 1
        while position >= 0 and self.beyond[position] and self.starts[position] == figure:
            position -= 1
        if position < 0:
            return undetermined("DK337", "factor-open", self.factor.rule, figure=figure, bound=self.starts[0])
        return self.steps[position]

    def _without(self, value: Missing) -> Step | Stop:
        instead = self.factor.if_missing
        if isinstance(instead, str):
            return stopped_by(value, self.factor)
        args = (("facts", value.facts), ("factor", instead))
        return None, instead, Reason("factor-assumed", self.factor.rule, args)


@frozen(eq=False)
class Figures:
    """All figures of a programme. A limit that is not set is None."""

    scale: Scale
    bonuses: tuple[Bonus, ...]
    multipliers: tuple[Multiplier, ...]
    alters_bases: bool
    least_base: Number | None
    least_payout: Number | None
    most_base: Number | None
    most_payout: Number | None
    guarantee: Number | None = None

    def cut(self, programme: Programme, share: Number) -> Figures:
        """The figures of a period of which only a share counts.

        What is reached or paid in a period is cut: bounds, unless they are shares of a baseline (then that is cut),
        sums, the least base, caps, the guarantee. What is paid for a unit, a rate and the least payout are not.
        Where units are counted, a bound is the first whole unit that is not below it, a cap the last that is not above.
        """
        bands = tuple(programme.bands.values())
        is_sum = gives_sums(programme.kind, bands)
        counts_units = any(band.at_unit is not None for band in bands)

        def whole(limit: Number | None) -> Number | None:
            return None if limit is None else Decimal(floor(limit))

        def part(limit: Number | None) -> Number | None:
            return None if limit is None else multiply(limit, share)

        return evolve(
            self,
            scale=scale_of([_cut(rung, share, programme.against, is_sum=is_sum) for rung in self.scale.rungs]),
            bonuses=tuple(_bonus_of(each, multiply(each.rate, share)) for each in self.bonuses)
            if is_sum
            else self.bonuses,
            least_base=part(self.least_base),
            most_base=whole(part(self.most_base)) if counts_units else part(self.most_base),
            most_payout=part(self.most_payout),
            guarantee=part(self.guarantee),
        )


def _cut(rung: Rung, share: Number, against: Against | None, *, is_sum: bool) -> Rung:
    paid = evolve(rung, rate=multiply(rung.rate, share) if is_sum else rung.rate, plus=multiply(rung.plus, share))
    return paid.at(bare(multiply(rung.bound, share))) if against is None else paid


def _bonus_of(bonus: Bonus, rate: Number) -> Bonus:
    reason = Reason(bonus.reason.step, bonus.reason.rule, (("rate", rate), *bonus.reason.args[1:]))
    return evolve(bonus, rate=rate, reason=reason)


def figures_of(programme: Programme, facts: Facts) -> Figures | Stop:
    """The figures as the facts make them; a stop when one is missing or bands do not ascend (DK339).

    DK423 where an increment is nothing, so that any base has endless ones.
    """
    known = _Known(facts)
    figures = _read(programme, known)
    if known.missing:
        return unknown(known.rule or programme.rule, tuple(known.missing))
    if not ascends(figures.scale.rungs):
        return undetermined("DK339", "bands-unordered", programme.rule)
    for multiplier in figures.multipliers:
        bounds = list(zip(multiplier.starts, multiplier.beyond, strict=True))
        if bounds != sorted(set(bounds)):
            return undetermined("DK339", "bands-unordered", multiplier.factor.rule)
    if known.negative is not None:
        return undetermined("DK340", "figure-negative", known.negative)
    for rung in figures.scale.rungs:
        if rung.per is not None and not rung.per:
            return undetermined("DK423", "per-nothing", rung.band.rule)
    return figures


def expressions_of(programme: Programme) -> Iterator[Expression]:
    """The expressions that stand for figures."""
    for figure in _all_figures(programme):
        if isinstance(figure, Expression):
            yield figure


def fixed_figures(programme: Programme, parameters: Mapping[str, Value | Missing]) -> Figures | Stop | None:
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
        tuple(_bonus(each, programme, known) for each in programme.supplements.values()),
        tuple(_multiplier(each, known) for each in programme.factors.values()),
        programme.against is not None or (cap is not None and cap.base is not None),
        known.limit(minimum.base, minimum.rule) if minimum else None,
        known.limit(minimum.payout, minimum.rule) if minimum else None,
        known.limit(cap.base, cap.rule) if cap else None,
        known.limit(cap.payout, cap.rule) if cap else None,
        known.number(programme.guarantee.payout, programme.guarantee.rule) if programme.guarantee else None,
    )


def _rung(band: Band, known: _Known) -> Rung:
    rate = known.number(_pays(band), band.rule)
    per, plus = known.limit(band.per, band.rule), known.limit(band.plus, band.rule) or ZERO
    if band.at_unit is not None:
        return Rung(subtract(known.number(band.at_unit, band.rule), ONE), True, rate, band, per, plus)
    if band.above is not None:
        return Rung(known.number(band.above, band.rule), True, rate, band, per, plus)
    return Rung(known.number(band.at or ZERO, band.rule), False, rate, band, per, plus)


def _bonus(supplement: Supplement, programme: Programme, known: _Known) -> Bonus:
    rate = known.number(_pays(supplement), supplement.rule)
    counts = "-full" if any(band.per is not None for band in programme.bands.values()) else ""
    goods = (("product", programme.goods.product),) if programme.goods else ()
    reason = Reason(f"supplement-{programme.kind}{counts}", supplement.rule, (("rate", rate), *goods))
    return Bonus(supplement_holds(supplement), rate, supplement, reason)


def _multiplier(factor: Factor, known: _Known) -> Multiplier:
    bands = tuple(factor.bands.values())
    return Multiplier(
        factor.of.evaluate,
        [known.signed(_bound(band), band.rule) for band in bands],
        tuple(band.at is None for band in bands),
        tuple(_step(band, factor, known) for band in bands),
        factor,
    )


def _step(band: FactorBand, factor: Factor, known: _Known) -> Step:
    """A band of a factor; in sentences it goes by the factor's name, its own address says which band."""
    times = known.number(band.factor, band.rule)
    rule = evolve(band.rule, title=factor.title or factor.id)
    return band, times, Reason("factor", rule, (("factor", times),))


def _bound(band: FactorBand) -> Figure:
    bound = band.above if band.at is None else band.at
    return ZERO if bound is None else bound


def _pays(item: Band | Supplement) -> Figure:
    figure = item.rate if item.rate is not None else item.pay
    return ZERO if figure is None else figure


def _all_figures(programme: Programme) -> Iterator[Figure | None]:
    for band in programme.bands.values():
        yield from (band.at, band.above, band.at_unit, band.rate, band.pay, band.per, band.plus)
    for supplement in programme.supplements.values():
        yield from (supplement.rate, supplement.pay)
    for factor in programme.factors.values():
        for rung in factor.bands.values():
            yield from (rung.at, rung.above, rung.factor)
    if programme.minimum:
        yield from (programme.minimum.base, programme.minimum.payout)
    if programme.cap:
        yield from (programme.cap.base, programme.cap.payout)
    if programme.guarantee:
        yield programme.guarantee.payout
