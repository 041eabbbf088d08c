"""Searching: where nothing can be proved, a stated number of cases is asked of the engine, the likeliest first.

Bases near every bound and limit, and through the decades; facts at every value that conditions name, and at some
figures where they are reckoned with or bound what is paid; then bases scattered through the decades, until all tries
are used up. What is found is a counterexample like any other; finding none proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import chain, count, islice, product

from attrs import evolve

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.asking import OF_THE_BASE
from dealerkit.rebates.always.claims import steps_of
from dealerkit.rebates.always.engine import Engine, Point, breaks
from dealerkit.rebates.always.facts import Written, values_of, written_in
from dealerkit.rebates.always.groups import Group, baselines
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.always.moments import Moment, shares
from dealerkit.rebates.always.situations import Situations
from dealerkit.rebates.always.verdicts import Counterexample
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.terms.conditions import gate_bound
from dealerkit.rebates.terms.figures import expressions_of
from dealerkit.values.numbers import as_fraction

_FIGURES: tuple[Value, ...] = tuple(map(Decimal, ("0", "1", "0.5", "10", "100", "1000")))
_BOUNDS: tuple[Value, ...] = tuple(map(Decimal, ("0.01", "0.05", "0.2", "1", "100", "10000", "0")))
"""Figures for facts that bound what is paid: shares as well as money, nothing last."""
_DECADES = tuple(Fraction(10) ** each for each in range(8))
_MOST = 2_000
"""Facts among which scattered cases choose."""
_SPREAD = 1 << 32
_MULTIPLIERS = (2_654_435_769, 1_640_531_527, 2_246_822_519, 3_266_489_917, 668_265_263, 374_761_393)
"""Odd numbers: multiples of each, cut to 32 bits, lie spread evenly, and those of two as if by chance."""

Facts = Mapping[str, Value | Missing]


def search(group: Group, tries: int) -> tuple[Counterexample | None, int]:
    """The smallest counterexample among so many cases, and how many were asked."""
    found: Counterexample | None = None
    asked = 0
    for engine, facts, point, further in islice(_cases(group), max(tries, 0)):
        asked += 1
        known_at = engine.measured(group.programmes[0], facts, point).facts
        if group.invariant.when is not None and group.invariant.when.evaluate(known_at) is not True:
            continue
        points = (point,) if further is None else (point, further)
        paid = [engine.paid(facts, each, waits=group.invariant.is_upper) for each in points]
        bound = group.promised(engine.moment, known_at)
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
    yield from _scattered(group, further)


def _on_a_day(group: Group, moment: Moment, further: Fraction) -> Iterator[tuple[Engine, Facts, Point, Point | None]]:
    engine = Engine(group.policy, group.programmes, moment)
    for facts in facts_of(group, moment, group.found[moment][1]):
        for days in islice(shares(group.policy, group.programmes), 3):
            for baseline in baselines(group.programmes, moment.parameters, group.step):
                start = Point(Fraction(0), Fraction(0) if group.pays_on_another else None, baseline, days)
                for base in bases_near((engine,), facts, start, group.step):
                    paid = base if group.pays_on_another else None
                    yield engine, facts, *_points(Point(base, paid, baseline, days), further)


def _scattered(group: Group, further: Fraction) -> Iterator[tuple[Engine, Facts, Point, Point | None]]:
    """Cases without an end: bases through all decades, each on some day with some facts, the same ones every time."""
    engines = [Engine(group.policy, group.programmes, moment) for moment in group.found]
    facts_by = [tuple(islice(facts_of(group, each.moment, group.found[each.moment][1]), _MOST)) for each in engines]
    days = shares(group.policy, group.programmes)
    for number in count(1) if engines else ():
        which = pick(number, 0, len(engines))
        moment, every = engines[which].moment, facts_by[which]
        known = baselines(group.programmes, moment.parameters, group.step)
        base = scattered(number, group.step)
        point = Point(base, base, known[pick(number, 1, len(known))], days[pick(number, 2, len(days))])
        if not group.pays_on_another:
            point = evolve(point, paid=None)
        yield engines[which], every[pick(number, 3, len(every))], *_points(point, further)


def _points(point: Point, further: Fraction) -> tuple[Point, Point | None]:
    if not further:
        return point, None
    return point, evolve(point, base=point.base + further, paid=None if point.paid is None else point.paid + further)


def pick(number: int, which: int, of: int) -> int:
    """One of so many, as if by chance, and the same one every time."""
    return number * _MULTIPLIERS[which] % _SPREAD * of // _SPREAD


def scattered(number: int, step: Fraction) -> Fraction:
    """A base in whole steps, any decade as likely as any other."""
    decade = _DECADES[pick(number, 4, len(_DECADES))]
    least = max(1, int(decade / step))
    return (least + pick(number, 5, 9 * least)) * step


def bases_near(engines: Iterable[Engine], facts: Facts, point: Point, step: Fraction) -> Iterable[Fraction]:
    """Bases near the bounds and limits of all programmes, and through the decades; in whole steps, ascending."""
    near: set[Fraction] = set(_DECADES)
    for engine, programme in ((one, each) for one in engines for each in one.programmes):
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


def facts_of(group: Group, moment: Moment, known: Situations) -> Iterator[Facts]:
    """Facts that may matter: those that lead through the conditions, then every combination of likely values.

    Facts that the bound reads take part in both: no condition names them.
    """
    bounding = sorted(bounding_facts(group.invariant) - {*OF_THE_BASE, *moment.of_the_period})
    for situation in known.every:
        if situation.facts is not None:
            for figures in islice(product(_BOUNDS, repeat=len(bounding)), 50):
                yield {**dict(zip(bounding, figures, strict=True)), **situation.facts}
    written: Written = {}
    names: set[str] = set(bounding)
    reckoned: set[str] = set()
    asked = (group.invariant.when,) if group.invariant.when is not None else ()
    for expression in chain(asked, *map(_read_by, group.programmes)):
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
        if name in bounding:
            figures = tuple(dict.fromkeys((*_BOUNDS, *figures)))
        values = (
            values_of(name, written.get(name, ()), group.policy.catalogue) if written.get(name) or not figures else ()
        )
        cases.append(tuple(dict.fromkeys((*figures, *values))))
    for combination in islice(product(*cases), 500):
        yield dict(zip(chosen, combination, strict=True))


def bounding_facts(invariant: Invariant) -> frozenset[str]:
    """The facts that the bound of a promise goes by, the price of a unit among them."""
    figures = (invariant.bound, invariant.unit_price)
    return frozenset(name for each in figures if isinstance(each, Expression) for name in each.reads)


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
