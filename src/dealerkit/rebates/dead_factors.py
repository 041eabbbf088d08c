"""Factors, supplements and conditions that do nothing: always alike, of nothing, of what nothing gives, for nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression, witness
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.rebates.clauses import Factor, FactorBand, plain
from dealerkit.rebates.cliffs import days_of
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.terms.baselines import LAST_YEAR
from dealerkit.values.numbers import Number

BASELINE = "period.baseline"


def check_factors(policy: Policy) -> Iterator[Problem]:
    """What is wrong with factors and conditions that cannot do what they are there for, all of it warnings.

    DK180 a factor that is the same whatever it is of: 100 %, nothing, or another rate in disguise; DK181 a band of a
    factor that multiplies by the same as the band before it, or that a figure written in the policy never reaches;
    DK182 a figure that nothing gives the programme; DK189 a supplement that nobody who takes part can have; DK190 one
    of nothing.
    """
    for programme in programmes_of(policy).values():
        for factor in programme.factors.values():
            always = _always(factor)
            if always is not None:
                never = "yes" if always == 0 else ""
                disguised = "" if always in {0, 1} else "yes"
                yield _found("DK180", factor.rule, factor=factor.id, figure=always, never=never, disguised=disguised)
                continue
            yield from _like_the_one_before(factor)
            yield from _out_of_reach(factor, programme, policy)
        yield from _not_given(programme)
        yield from _excluded(programme, policy)
        for supplement in programme.supplements.values():
            if plain(supplement.rate) == 0 or plain(supplement.pay) == 0:
                yield _found("DK190", supplement.rule, supplement=supplement.id)


def _always(factor: Factor) -> Number | None:
    """The figure that a factor is in all its bands, and where its own figure is missing; None where they differ."""
    figures = [plain(band.factor) for band in factor.bands.values()]
    if not isinstance(factor.if_missing, str):
        figures.append(factor.if_missing)
    return figures[0] if figures and len(set(figures)) == 1 else None


def _like_the_one_before(factor: Factor) -> Iterator[Problem]:
    for before, band in pairwise(factor.bands.values()):
        figure = plain(band.factor)
        if figure is not None and figure == plain(before.factor):
            related = (Related("band-before", before.rule.at),)
            yield _found("DK181", band.rule, related, bound=band.id, factor=factor.id, figure=figure, of="", always="")


def _out_of_reach(factor: Factor, programme: Programme, policy: Policy) -> Iterator[Problem]:
    """Bands that a figure without any fact in it never comes to, on no day on which it may change."""
    if factor.of.reads:
        return
    reached: set[str] = set()
    figures: list[str] = []
    for day in days_of(policy, programme, (factor.of,)):
        figure = factor.of.evaluate({} if day is None else policy.parameters_at(day))
        if not isinstance(figure, (Decimal, Fraction)):
            return
        band = _band_at(factor, figure)
        if band is not None:
            reached.add(band.id)
        figures.append(str(figure))
    for band in factor.bands.values():
        if band.id not in reached:
            always = tuple(dict.fromkeys(figures))
            yield _found(
                "DK181", band.rule, bound=band.id, factor=factor.id, figure="", of=factor.of.text, always=always
            )


def _band_at(factor: Factor, figure: Number) -> FactorBand | None:
    """The band that a figure reaches; None below the first, or where a bound is not written as a number."""
    reached = None
    for band in factor.bands.values():
        at, above = plain(band.at), plain(band.above)
        if at is None and above is None:
            return None
        if (at is not None and figure >= at) or (above is not None and figure > above):
            reached = band
    return reached


def _not_given(programme: Programme) -> Iterator[Problem]:
    lacking = _lacking(programme)
    places: list[tuple[Rule, Expression]] = [(each.rule, each.of) for each in programme.factors.values()]
    places += [(each.rule, each.of) for each in programme.gates.values()]
    places += [(each.rule, each.when) for each in programme.supplements.values()]
    if programme.eligible is not None:
        places.append((programme.eligible.rule, programme.eligible.when))
    for rule, expression in places:
        for fact in sorted(expression.reads & lacking.keys()):
            yield _found("DK182", rule, fact=fact, lacks=lacking[fact])


def _excluded(programme: Programme, policy: Policy) -> Iterator[Problem]:
    """Supplements whose condition and that of taking part exclude each other."""
    eligible = programme.eligible
    if eligible is None or eligible.if_missing is True:
        return
    for supplement in programme.supplements.values():
        # What is taken for true where a fact is missing can go together.
        if (
            supplement.if_missing is True
            or witness((eligible.when, supplement.when), policy.catalogue, all) is not False
        ):
            continue
        if all(witness((each,), policy.catalogue, all) is not False for each in (eligible.when, supplement.when)):
            related = (Related("programme", eligible.rule.at),)
            yield _found("DK189", supplement.rule, related, supplement=supplement.id, eligible=eligible.when.text)


def _lacking(programme: Programme) -> Mapping[str, str]:
    """Facts that this programme never has, each with the key that would give it."""
    against = programme.against
    if against is None:
        return {BASELINE: "against:"}
    if against.baseline not in {LAST_YEAR, "target"}:
        # A written baseline is compared with, and not looked up.
        return {BASELINE: f"against: {{baseline: {LAST_YEAR}}}"}
    return {}


def _found(code: str, rule: Rule, related: tuple[Related, ...] = (), **args: object) -> Problem:
    return problem(code, rule.at, address=rule.address, severity=Severity.WARNING, related=related, **args)  # type: ignore[arg-type]
