"""What the steps of a programme invite, before any sale exists: dumping, buying less, bands in vain.

Everything follows from the terms alone, exactly, for a dealer who meets every condition, without supplements and
at a factor of 100 %. Each finding carries a witness, two bases and what they earn, and is told only if the terms
engine, with its rounding, says the same. Figures that depend on the dealer have no one answer, and are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise

from attrs import evolve, frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.header import RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.types import MONEY, Missing, Value
from dealerkit.problems import Arg, Problem, Related, Severity
from dealerkit.rebates.clauses import plain
from dealerkit.rebates.marginal import Margin, margins
from dealerkit.rebates.margins import Margins, margins_of
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.sources.registry import SOURCES
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.terms.compiled import rounding_for
from dealerkit.rebates.terms.figures import expressions_of
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.rebates.terms.scale import bare
from dealerkit.values.numbers import ONE, Number, add, divide, multiply, subtract
from dealerkit.values.rounding import CENT, Rounding

EXAMPLE_BASELINE = Decimal(1_000_000)
"""With which baseline a witness is told where bounds are shares of one; the shares are the same with any."""

HUNDREDTHS = Rounding(Decimal("0.0001"))
"""To which part a rate is told: a hundredth of a per cent."""
_NO_PARAMETERS: Mapping[str, Value | Missing] = {}


def check_cliffs(policy: Policy) -> Iterator[Problem]:
    """What is wrong with the steps of the policy's programmes, all of them warnings.

    DK176 a step steeper than ``margins.steepest``; DK177 one at which a dealer gains by selling below what he pays;
    DK178 a bound at which selling more earns less; DK179 a band that the cap on the payout leaves nothing.
    """
    general = margins_of(policy)
    for programme in programmes_of(policy).values():
        found: set[tuple[str, str]] = set()
        for day in days_of(policy, programme):
            for each in _steps(programme, policy, day, general):
                if (each.code, each.address) not in found:
                    found.add((each.code, each.address))
                    yield each


def days_of(policy: Policy, programme: Programme, expressions: Iterable[Expression] = ()) -> tuple[date | None, ...]:
    """The days on which the programme's figures may change, within its validity; None alone where they never do."""
    effective = programme.effective or policy.header.effective
    names = {name for each in (*expressions_of(programme), *expressions) for name in each.parameters}
    changes = {day for name in names if name in policy.parameters for day in policy.parameters[name].values}
    if not changes:
        return (None,)
    if effective.start is not None:
        changes.add(effective.start)
    return tuple(day for day in sorted(changes) if effective.contains(day)) or (None,)


def alone(programme: Programme) -> Programme:
    """The programme for a dealer who meets every condition: without eligibility, gates, supplements and factors."""
    return evolve(programme, eligible=None, gates=Keyed(), supplements=Keyed(), factors=Keyed())


@frozen(eq=False)
class Engine:
    """What the terms engine says a base earns."""

    programme: Programme
    amount: Callable[[Measured], Decimal | None]
    baseline: Number | None

    def at(self, base: Number) -> Number | None:
        """What a base earns, rounded; where bounds are shares, a share of the baseline."""
        measured = base if self.baseline is None else multiply(base, self.baseline)
        return self.amount(Measured(measured, baseline=self.baseline))


def engine_of(
    programme: Programme, rounding: RoundingRule | None, parameters: Mapping[str, Value | Missing] = _NO_PARAMETERS
) -> Engine:
    """The engine for a programme stripped of its conditions; ``rounding`` is the policy's."""
    stripped = alone(programme)
    # A few bases are asked: what makes thousands of them quick takes longer to make than to do without.
    reckoner = Reckoner(stripped, *rounding_for(stripped, rounding), parameters)
    reckon = reckoner.guaranteed if reckoner.guarantees else reckoner.reckon

    def amount(measured: Measured) -> Decimal | None:
        return reckon(measured)[1]

    if programme.against is None:
        return Engine(stripped, amount, None)
    stated = programme.against.baseline
    written = None if isinstance(stated, (str, Expression)) else stated
    return Engine(stripped, amount, written or EXAMPLE_BASELINE)


def _steps(programme: Programme, policy: Policy, day: date | None, general: Margins | None) -> Iterator[Problem]:
    parameters = {} if day is None else policy.parameters_at(day)
    limits = general if programme.margins is None else programme.margins.beside(general)
    gaps = () if limits is None or limits.over is None else (limits.over,)
    steps = margins(programme, parameters, gaps)
    if not steps:
        return
    engine = engine_of(programme, policy.header.rounding, parameters)
    since: tuple[tuple[str, Arg], ...] = () if day is None else (("since", day),)
    in_money = programme.against is None or not (programme.cap or programme.minimum)
    if limits is not None and in_money and is_of_money(programme, policy):
        for margin in steps:
            yield from _too_steep(margin, limits, engine, since)
    yield from _falls(programme, steps, engine, since)
    if programme.against is None and programme.cap is not None:
        uncapped = partial(engine_of, evolve(programme, cap=None), policy.header.rounding, parameters)
        yield from _capped(programme, steps, engine, uncapped, since)


def _too_steep(
    margin: Margin, limits: Margins, engine: Engine, since: tuple[tuple[str, Arg], ...]
) -> Iterator[Problem]:
    for gap in margin.gaps:
        if not gap.width:
            continue
        if limits.steepest is not None and gap.rate > limits.steepest:
            code, most = "DK176", limits.steepest
        elif limits.trade_margin is not None and gap.rate > limits.trade_margin:
            code, most = "DK177", limits.trade_margin
        else:
            continue
        reached = _reaching(margin, engine)
        start = subtract(margin.bound, gap.width)
        pair = _pair(engine, start, reached)
        if pair is None or divide(subtract(pair[1], pair[0]), _money(engine, gap.width)) <= most:
            continue
        next_unit: dict[str, Arg] = {}
        before = subtract(reached, ONE)
        if engine.baseline is None and reached > ONE and (last := _pair(engine, before, reached)) is not None:
            next_unit = {"below": before, "next": subtract(last[1], last[0])}
        told: dict[str, Arg] = {
            "bound": _name(margin),
            "over": gap.share,
            "start": bare(_money(engine, start)),
            "earns": subtract(pair[1], pair[0]),
            "rate": HUNDREDTHS.apply(divide(subtract(pair[1], pair[0]), _money(engine, gap.width))),
            "most": most,
            "baseline": engine.baseline or "",
        }
        yield _found(code, margin, told | next_unit | dict(since))


def _falls(
    programme: Programme, steps: Iterable[Margin], engine: Engine, since: tuple[tuple[str, Arg], ...]
) -> Iterator[Problem]:
    """DK178: what a bound takes away. Where the rate itself falls DK303 has said so, with the same witness."""
    falling = falling_bands(programme)
    for margin in steps:
        if margin.band.address in falling:
            continue
        fall = fall_at(margin, engine)
        if fall is not None:
            told: dict[str, Arg] = {"bound": _name(margin), "baseline": engine.baseline or ""}
            yield _found("DK178", margin, told | fall | dict(since))


def is_of_money(programme: Programme, policy: Policy) -> bool:
    """Whether the base is an amount of money, of which what is earned is a share; not a quantity of goods."""
    base = programme.qualifying
    if isinstance(base.measure, Expression):
        return base.measure.type == MONEY
    source = SOURCES.get(base.source)
    fact = policy.catalogue.get(f"{source.root}.{base.measure}") if source else None
    return fact is not None and fact.type == MONEY


def falls_of(programme: Programme) -> Mapping[str, Mapping[str, Arg]]:
    """The witnesses of bounds that earn less than what lies below them, by the address of the band."""
    told = margins(programme, shares=())
    if not told:
        return {}
    engine = engine_of(programme, None)
    found = ((margin.band.address, fall_at(margin, engine)) for margin in told)
    return {address: {**fall, "baseline": engine.baseline or ""} for address, fall in found if fall is not None}


def fall_at(margin: Margin, engine: Engine) -> dict[str, Arg] | None:
    """The witness that a bound earns less than what lies just below it: both bases and both amounts."""
    if margin.jump >= 0:
        return None
    reached = _reaching(margin, engine)
    below = margin.bound if reached != margin.bound else subtract(reached, _smallest(engine, margin.bound))
    pair = _pair(engine, below, reached)
    if pair is None or pair[1] >= pair[0]:
        return None
    return {
        "below": _money(engine, below),
        "before": pair[0],
        "reached": _money(engine, reached),
        "after": pair[1],
    }


def falling_bands(programme: Programme) -> frozenset[str]:
    """The addresses of bands that pay less than the band before them, as DK303 says of them."""
    bands = tuple(programme.bands.values())
    found = set()
    for before, band in pairwise(bands):
        if (band.per, band.plus) != (before.per, before.plus):
            continue
        for less, more in ((band.rate, before.rate), (band.pay, before.pay)):
            lower, higher = plain(less), plain(more)
            if lower is not None and higher is not None and lower < higher:
                found.add(band.rule.address)
    return frozenset(found)


def _capped(
    programme: Programme,
    steps: Iterable[Margin],
    engine: Engine,
    uncapped: Callable[[], Engine],
    since: tuple[tuple[str, Arg], ...],
) -> Iterator[Problem]:
    """DK179: the cap on the payout is met before the band begins, whatever factor a dealer has."""
    cap, least = programme.cap, _least_factor(programme)
    if cap is None or cap.payout is None or least is None:
        return
    for margin in steps:
        reached = _reaching(margin, engine)
        below = subtract(reached, _smallest(engine, margin.bound))
        pair = _pair(engine, below, reached)
        if pair is None or pair[0] != pair[1] or pair[0] <= 0:
            continue
        open_ = _pair(uncapped(), below, reached)
        if open_ is None:
            continue
        most = pair[0]
        if min(multiply(each, least) for each in open_) >= most and max(open_) > most:
            related = (Related("cap", cap.rule.at),)
            told: dict[str, Arg] = {
                "bound": _name(margin),
                "below": below,
                "most": most,
                **dict.fromkeys(("until", "earned", "least"), ""),
            }
            yield _found("DK179", margin, told | dict(since), related)


def _least_factor(programme: Programme) -> Number | None:
    """The smallest share that factors leave of an amount, but for nothing at all; None where it is not known."""
    least: Number = ONE
    for factor in programme.factors.values():
        figures = [plain(band.factor) for band in factor.bands.values()]
        if not isinstance(factor.if_missing, str):
            figures.append(factor.if_missing)
        known = [figure for figure in figures if figure is not None and figure > 0]
        if None in figures:
            return None
        least = multiply(least, min((*known, ONE)))
    return least


def _reaching(margin: Margin, engine: Engine) -> Number:
    """The least base that is in the band: its bound, or the next amount where it must be passed."""
    for band in engine.programme.bands.values():
        if band.rule.address == margin.band.address and band.above is not None:
            return add(margin.bound, _smallest(engine, margin.bound))
    return margin.bound


def _smallest(engine: Engine, bound: Number) -> Number:
    """How much less is less: a cent, a unit, or a ten-thousandth of a baseline."""
    if engine.baseline is not None:
        return Fraction(1, 10_000)
    counts_units = any(band.at_unit is not None for band in engine.programme.bands.values())
    return ONE if counts_units else min(CENT, divide(bound, Decimal(100)))


def _pair(engine: Engine, low: Number, high: Number) -> tuple[Number, Number] | None:
    one, other = engine.at(low), engine.at(high)
    return None if one is None or other is None else (one, other)


def _money(engine: Engine, base: Number) -> Number:
    return base if engine.baseline is None else multiply(base, engine.baseline)


def _name(margin: Margin) -> str:
    return margin.band.address.rpartition("[")[2].rstrip("]")


def _found(code: str, margin: Margin, args: Mapping[str, Arg], related: tuple[Related, ...] = ()) -> Problem:
    rule = margin.band
    return Problem(code, rule.at, tuple(args.items()), rule.address, Severity.WARNING, related)
