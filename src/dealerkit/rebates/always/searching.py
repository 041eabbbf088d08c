"""Searching: where nothing can be proved, a stated number of cases is asked of the engine, the likeliest first.

Bases near every bound and limit, and through the decades; facts at every value that conditions name, and at some
figures where they are reckoned with. What is found is a counterexample like any other; finding none proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.asking import OF_THE_BASE
from dealerkit.rebates.always.claims import steps_of
from dealerkit.rebates.always.engine import Engine, Point, bound_at, breaks
from dealerkit.rebates.always.facts import Written, values_of, written_in
from dealerkit.rebates.always.groups import Group, baselines
from dealerkit.rebates.always.moments import Moment, shares
from dealerkit.rebates.always.verdicts import Counterexample
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.terms.conditions import gate_bound
from dealerkit.rebates.terms.figures import expressions_of
from dealerkit.values.numbers import as_fraction

_FIGURES: tuple[Value, ...] = tuple(map(Decimal, ("0", "1", "0.5", "10", "100", "1000")))
_DECADES = tuple(Fraction(10) ** each for each in range(8))

Facts = Mapping[str, Value | Missing]


def search(group: Group, tries: int) -> tuple[Counterexample | None, int]:
    """The smallest counterexample among so many cases, and how many were asked."""
    found: Counterexample | None = None
    asked = 0
    for engine, facts, point, further in islice(_cases(group), max(tries, 0)):
        asked += 1
        if group.invariant.when is not None:
            measured = engine.measured(group.programmes[0], facts, point)
            if group.invariant.when.evaluate(measured.facts) is not True:
                continue
        points = (point,) if further is None else (point, further)
        paid = [engine.paid(facts, each, waits=group.invariant.is_upper) for each in points]
        bound = bound_at(group.invariant, facts, engine.moment)
        if bound is not None and group.invariant.kind == "share":
            bound *= group.worth(engine.moment)
        if bound is None or any(each is None for each in paid):
            continue
        known = tuple(each for each in paid if each is not None)
        sums = [sum((as_fraction(one.amount) for one in each), Fraction(0)) for each in known]
        told = breaks(group.invariant, bound, points, sums)
        if told is not None:
            given = {**facts, **engine.moment.of_the_period}
            one = Counterexample(engine.moment.day, given, points, known, *told, is_smallest=False)
            if found is None or one.base < found.base:
                found = one
    return found, asked


def _cases(group: Group) -> Iterator[tuple[Engine, Facts, Point, Point | None]]:
    """Days, facts, shares, baselines and bases, so that each of them changes soon."""
    further = steps_of(group.invariant, group.step) * group.step
    streams = [_on_a_day(group, moment, further) for moment in group.found]
    while streams:
        for stream in list(streams):
            case = next(stream, None)
            if case is None:
                streams.remove(stream)
            else:
                yield case


def _on_a_day(group: Group, moment: Moment, further: Fraction) -> Iterator[tuple[Engine, Facts, Point, Point | None]]:
    engine = Engine(group.policy, group.programmes, moment)
    for facts in _facts(group, moment):
        for days in islice(shares(group.policy, group.programmes), 3):
            for baseline in baselines(group.programmes, moment.parameters, group.step):
                start = Point(Fraction(0), Fraction(0) if group.pays_on_another else None, baseline, days)
                for base in _bases(engine, facts, start, group.step):
                    paid = base if group.pays_on_another else None
                    more = None
                    if further:
                        more = Point(base + further, None if paid is None else paid + further, baseline, days)
                    yield engine, facts, Point(base, paid, baseline, days), more


def _bases(engine: Engine, facts: Facts, point: Point, step: Fraction) -> Iterable[Fraction]:
    """Bases near the bounds and limits of all programmes, and through the decades; in whole steps, ascending."""
    near: set[Fraction] = set(_DECADES)
    for programme in engine.programmes:
        measured: Measured = engine.measured(programme, facts, point)
        scale = engine.terms[programme.id].scale(measured)
        starts = [] if scale is None else [as_fraction(each) for each in scale.starts]
        near.update(starts)
        near.update(each * 2 for each in starts)
    found: set[int] = set()
    for each in near:
        whole = int(each / step)
        found.update(whole + by for by in (-1, 0, 1, 25, 50))
    return [each * step for each in sorted(found) if each >= 0]


def _facts(group: Group, moment: Moment) -> Iterator[Facts]:
    """Facts that may matter: those that lead through the conditions, then every combination of likely values."""
    _, known = group.found[moment]
    for situation in known.every:
        if situation.facts is not None:
            yield situation.facts
    written: Written = {}
    names: set[str] = set()
    reckoned: set[str] = set()
    for programme in group.programmes:
        for expression in _read_by(programme):
            own: Written = {}
            is_read = written_in(expression, moment.parameters, own)
            names |= expression.reads
            for name, compared in own.items():
                written.setdefault(name, set()).update(compared)
            if not is_read:
                reckoned |= expression.reads
    chosen = sorted(names - {*OF_THE_BASE, *moment.of_the_period})
    cases: list[tuple[Value | Missing, ...]] = []
    for name in chosen:
        fact = group.policy.catalogue.get(name)
        is_number = fact is not None and fact.type.kind == "number"
        figures = _FIGURES if is_number and (name in reckoned or not written.get(name)) else ()
        values = (
            values_of(name, written.get(name, ()), group.policy.catalogue) if written.get(name) or not figures else ()
        )
        cases.append(tuple(dict.fromkeys((*figures, *values))))
    for combination in islice(product(*cases), 500):
        yield dict(zip(chosen, combination, strict=True))


def _read_by(programme: Programme) -> Iterator[Expression]:
    yield from expressions_of(programme)
    if programme.eligible is not None:
        yield programme.eligible.when
    for gate in programme.gates.values():
        bound, _ = gate_bound(gate)
        yield gate.of
        if isinstance(bound, Expression):
            yield bound
    yield from (each.when for each in programme.supplements.values())
    yield from (each.of for each in programme.factors.values())
