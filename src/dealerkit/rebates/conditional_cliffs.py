"""Cliffs that no band builds: a gate, a supplement, a factor or a minimum that asks how much was bought.

What asks nothing but the base, and parameters, is part of what a base earns, and its bounds are bounds like those of
bands: a supplement from 500,000 on is paid on everything that was bought before. They are found among the figures that
are written there, and judged by what the terms engine pays on both sides. What asks anything else is left out, as in
``cliffs``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.expressions.syntax import Literal, Node, parts_of
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Severity
from dealerkit.rebates.clauses import Figure
from dealerkit.rebates.cliffs import HUNDREDTHS, days_of, is_of_money
from dealerkit.rebates.margins import Margins, margins_of
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.terms import Measured, Terms, compile_terms
from dealerkit.rebates.terms.conditions import figure_of, gate_bound
from dealerkit.rebates.terms.scale import bare
from dealerkit.values.numbers import ONE, Number, add, canonical, divide, multiply, subtract
from dealerkit.values.rounding import CENT

BASE = frozenset({"period.qualifying", "period.paying"})
"""The facts that say how much was bought."""

Facts = Mapping[str, Value | Missing]


def check_conditional_cliffs(policy: Policy) -> Iterator[Problem]:
    """What conditions on the base invite, all of it warnings.

    DK176 a bound just before which purchases earn more than ``margins.steepest`` of their own amount, DK177 more than
    dealers make on resale; DK178 one at which selling more earns less.
    """
    general = margins_of(policy)
    for programme in programmes_of(policy).values():
        if programme.paying is not None or programme.against is not None or programme.kind == "goods":
            continue
        if not is_of_money(programme, policy):
            continue
        limits = general if programme.margins is None else programme.margins.beside(general)
        asking = _of_the_base(programme)
        # Passing a minimum pays more, never less: that is only of interest where the policy says how much is too much.
        is_limited = limits is not None and limits.over is not None
        if next(_clauses(asking), None) is None and not (is_limited and programme.minimum is not None):
            continue
        found: set[tuple[str, str]] = set()
        for day in days_of(policy, programme):
            for each in _found(asking, policy, day, limits):
                if (each.code, each.address) not in found:
                    found.add((each.code, each.address))
                    yield each


def _of_the_base(programme: Programme) -> Programme:
    """The programme for a dealer who meets every condition, but those that ask for nothing but the base."""
    condition = programme.eligible
    return evolve(
        programme,
        eligible=condition if condition is not None and _asks_the_base(condition.when) else None,
        gates=Keyed({name: each for name, each in programme.gates.items() if _asks_the_base(each.of)}),
        supplements=Keyed({name: each for name, each in programme.supplements.items() if _asks_the_base(each.when)}),
        factors=Keyed({name: each for name, each in programme.factors.items() if _asks_the_base(each.of)}),
    )


def _asks_the_base(expression: Expression) -> bool:
    return bool(expression.reads) and BASE.issuperset(expression.reads)


def _clauses(programme: Programme) -> Iterator[tuple[Rule, Figure]]:
    """The figures with which conditions may compare the base, each with its rule."""
    condition = programme.eligible
    if condition is not None:
        yield from ((condition.rule, each) for each in _figures_in(condition.when))
    for gate in programme.gates.values():
        yield gate.rule, gate_bound(gate)[0]
    for supplement in programme.supplements.values():
        yield from ((supplement.rule, each) for each in _figures_in(supplement.when))
    for factor in programme.factors.values():
        for band in factor.bands.values():
            bound = band.above if band.at is None else band.at
            if bound is not None:
                yield band.rule, bound


def _figures_in(expression: Expression) -> Iterator[Number]:
    waiting: list[Node] = [expression.tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Literal) and isinstance(node.value, Decimal | Fraction):
            yield node.value
        waiting += parts_of(node)


@frozen(eq=False)
class _Engine:
    """What the terms engine pays on a base, conditions on it included."""

    terms: Terms
    parameters: Facts

    def at(self, base: Number) -> Number | None:
        facts: dict[str, Value | Missing] = {**self.parameters, **dict.fromkeys(BASE, base)}
        return self.terms.amount(Measured(base, facts=facts))


def _found(programme: Programme, policy: Policy, day: date | None, limits: Margins | None) -> Iterator[Problem]:
    parameters: Facts = {} if day is None else policy.parameters_at(day)
    engine = _Engine(compile_terms(programme, policy.header.rounding, parameters), parameters)
    since: dict[str, Arg] = {} if day is None else {"since": day}
    bounds = {(rule, bound) for rule, each in _clauses(programme) for bound in _known(each, parameters)}
    if limits is not None and limits.over is not None:
        bounds |= set(_first_paid(programme, engine, parameters))
    for rule, bound in sorted(bounds, key=lambda each: (each[0].at.line, each[0].at.column, each[1])):
        below, beyond = subtract(bound, CENT), add(bound, CENT)
        earned = {base: engine.at(base) for base in (below, bound, beyond)}
        steps = ((earned[below], bound, earned[bound]), (earned[below], beyond, earned[beyond]))
        for before, reached, after in steps:
            if before is None or after is None or before == after:
                continue
            told: dict[str, Arg] = {"bound": canonical(bound), "baseline": ""}
            if after < before:
                told |= {"below": below, "before": before, "reached": reached, "after": after}
                yield _problem("DK178", rule, told | since)
            elif subtract(after, before) > ONE and limits is not None and limits.over is not None:
                yield from _too_steep(engine, rule, reached, limits, told | since)
            break


_FAR = 60
"""How often the base is doubled, from a cent on, to find one that is paid for at all."""


def _first_paid(programme: Programme, engine: _Engine, parameters: Facts) -> Iterator[tuple[Rule, Number]]:
    """Where a minimum is passed: its base, and the base on which the smallest amount that is paid at all is earned.

    Nothing where a band's own bound is that place.
    """
    minimum = programme.minimum
    if minimum is None:
        return
    if minimum.base is not None:
        yield from ((minimum.rule, bound) for bound in _known(minimum.base, parameters))
    if minimum.payout is None:
        return
    tries = (multiply(CENT, Decimal(2**power)) for power in range(_FAR))
    paid = next((base for base in tries if (engine.at(base) or 0) > 0), None)
    if paid is None:
        return
    low, high = 0, int(divide(paid, CENT))
    while high - low > 1:
        middle = (low + high) // 2
        is_paid = (engine.at(multiply(CENT, Decimal(middle))) or 0) > 0
        low, high = (low, middle) if is_paid else (middle, high)
    found = multiply(CENT, Decimal(high))
    if found not in {bound for band in programme.bands.values() for bound in (band.at, band.above, band.at_unit)}:
        yield minimum.rule, bare(found)


def _known(figure: Figure, parameters: Facts) -> Iterator[Number]:
    if isinstance(figure, Expression) and figure.reads:
        return
    found = figure_of(figure, parameters)
    if not isinstance(found, Missing) and found > 0:
        yield found


def _too_steep(
    engine: _Engine, rule: Rule, reached: Number, limits: Margins, told: Mapping[str, Arg]
) -> Iterator[Problem]:
    if limits.over is None:
        return
    width = multiply(limits.over, reached)
    start, before = subtract(reached, width), subtract(reached, ONE)
    low, last, high = engine.at(start), engine.at(before), engine.at(reached)
    if low is None or last is None or high is None or not width:
        return
    rate = divide(subtract(high, low), width)
    if limits.steepest is not None and rate > limits.steepest:
        code, most = "DK176", limits.steepest
    elif limits.trade_margin is not None and rate > limits.trade_margin:
        code, most = "DK177", limits.trade_margin
    else:
        return
    args: dict[str, Arg] = {
        "over": limits.over,
        "start": bare(start),
        "earns": subtract(high, low),
        "rate": HUNDREDTHS.apply(rate),
        "most": most,
        "below": before,
        "next": subtract(high, last),
    }
    yield _problem(code, rule, {**told, **args})


def _problem(code: str, rule: Rule, args: Mapping[str, Arg]) -> Problem:
    return Problem(code, rule.at, tuple(args.items()), rule.address, Severity.WARNING)
