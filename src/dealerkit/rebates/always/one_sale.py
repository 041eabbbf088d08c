"""One sale: what programmes that count the same rows in periods of their own pay on it together.

Where bases differ only in their periods, a sale that is the only one of its year counts in one period of each. What
is paid on it is no more than the programmes' highest shares together, and may well be as much: here it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import count, islice, product

from attrs import evolve, frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.doubts import partners_outside
from dealerkit.rebates.always.engine import Engine, Paid, Point, breaks
from dealerkit.rebates.always.groups import Group, baselines, row_key
from dealerkit.rebates.always.moments import END, START, Moment, every_period
from dealerkit.rebates.always.searching import bases_near, facts_of, pick, scattered
from dealerkit.rebates.always.several import unlike_bases
from dealerkit.rebates.always.verdicts import Counterexample
from dealerkit.rebates.programme import Programme
from dealerkit.values.numbers import as_fraction

Facts = Mapping[str, Value | Missing]

_MOST_FACTS = 200


@frozen(eq=False)
class _Sale:
    """The period of each group in which a sale on one day counts, the shortest first."""

    groups: tuple[Group, ...]
    engines: tuple[Engine, ...]


def counts_in_all(groups: Sequence[Group]) -> bool:
    """Whether any row counts in the base of every group, so that one sale is the base of them all.

    Nothing is said of programmes that leave others less, that pay in goods or on what others pay, or that go by the
    bounds of their own period.
    """
    first = groups[0]
    programmes = [each for group in groups for each in group.programmes]
    if len(groups) == 1 or first.invariant.kind not in {"share", "most"}:
        return False
    if unlike_bases(first.policy, first.invariant, programmes) or len({group.step for group in groups}) > 1:
        return False
    if any(partners_outside(first.policy, group.programmes) for group in groups):
        return False
    return len({row_key(each.qualifying) for each in programmes}) == 1 and not any(map(_is_apart, programmes))


def _is_apart(programme: Programme) -> bool:
    return (
        programme.paying is not None
        or programme.accumulate is not None
        or programme.kind == "goods"
        or programme.budget is not None
        or programme.qualifying.source == "entitlements"
        or (programme.guarantee is not None and programme.guarantee.over == "year")
        or programme.period.periods() is None
        or bool({START, END} & programme.reads)
    )


def search_one_sale(groups: Sequence[Group], tries: int) -> tuple[Counterexample | None, int]:
    """The smallest single sale that breaks a promise about all groups, among so many; and how many were asked."""
    found: Counterexample | None = None
    asked = 0
    for sale, facts, point in islice(_cases(groups), max(tries, 0)):
        asked += 1
        one = _asked(sale, facts, point)
        if one is not None and (found is None or one.base < found.base):
            found = one
    return found, asked


def _asked(sale: _Sale, facts: Facts, point: Point) -> Counterexample | None:
    invariant = sale.groups[0].invariant
    paid: list[Paid] = []
    bounds: list[Fraction] = []
    for group, engine in zip(sale.groups, sale.engines, strict=True):
        own = evolve(point, baseline=_baseline(group, engine.moment, point.baseline))
        known = engine.measured(group.programmes[0], facts, own).facts
        amounts = engine.paid(facts, own, waits=True)
        bound = group.promised(engine.moment, known)
        is_asked = invariant.when is None or invariant.when.evaluate(known) is True
        if amounts is None or bound is None or not is_asked:
            return None
        bounds.append(bound)
        paid += [evolve(each, day=engine.moment.day) for each in amounts]
    total = sum((as_fraction(each.amount) for each in paid), Fraction(0))
    # A bound that changes between the ends of two periods is broken only if the higher one is.
    told = breaks(invariant, max(bounds), (point,), (total,))
    day = sale.engines[0].moment.day
    return None if told is None else Counterexample(day, facts, (point,), (tuple(paid),), *told, is_smallest=False)


def _cases(groups: Sequence[Group]) -> Iterator[tuple[_Sale, Facts, Point]]:
    """Each period alone, at and around every bound of every programme; then bases scattered through the decades."""
    sales = tuple(_sales(groups))
    facts_by = [tuple(_facts(sale)) for sale in sales]
    baselines_by = [_baselines(sale) for sale in sales]
    streams = [_on(*each) for each in zip(sales, facts_by, baselines_by, strict=True)]
    while streams:
        for stream in list(streams):
            case = next(stream, None)
            if case is None:
                streams.remove(stream)
            else:
                yield case
    for number in count(1) if sales else ():
        which = pick(number, 0, len(sales))
        baseline = baselines_by[which][pick(number, 1, len(baselines_by[which]))]
        facts = facts_by[which][pick(number, 3, len(facts_by[which]))]
        yield sales[which], facts, Point(scattered(number, groups[0].step), None, baseline)


def _on(sale: _Sale, every: Sequence[Facts], known: Sequence[Fraction | None]) -> Iterator[tuple[_Sale, Facts, Point]]:
    for facts in every:
        for baseline in known:
            start = Point(Fraction(0), None, baseline)
            for base in bases_near(sale.engines, facts, start, sale.groups[0].step):
                yield sale, facts, Point(base, None, baseline)


def _sales(groups: Sequence[Group]) -> Iterator[_Sale]:
    """A sale on the last day of each of the shortest periods, once for all days with the same parameters."""
    periods = [(group, every_period(group.policy, group.programmes)) for group in groups]
    periods.sort(key=lambda each: -len(each[1]))
    seen: set[tuple[object, ...]] = set()
    for _, ends in periods:
        for day in (each.day for each in ends):
            counting = [(group, moment) for group, known in periods for moment in known if _is_within(day, moment)]
            like = tuple((id(group), *group.policy.parameters_at(moment.day).values()) for group, moment in counting)
            if len(counting) > 1 and like not in seen:
                seen.add(like)
                engines = tuple(Engine(group.policy, group.programmes, moment) for group, moment in counting)
                yield _Sale(tuple(group for group, _ in counting), engines)


def _is_within(day: date, moment: Moment) -> bool:
    first, last = moment.of_the_period[START], moment.of_the_period[END]
    return isinstance(first, date) and isinstance(last, date) and first <= day <= last


def _facts(sale: _Sale) -> Iterator[Facts]:
    every = [
        tuple(islice(_facts_of(group, engine.moment), _MOST_FACTS))
        for group, engine in zip(sale.groups, sale.engines, strict=True)
    ]
    for combination in islice(product(*every), _MOST_FACTS):
        joined: dict[str, Value | Missing] = {}
        for each in combination:
            joined |= each
        yield joined


def _facts_of(group: Group, moment: Moment) -> Iterator[Facts]:
    # Days differ by parameters alone: the facts that matter on one of them may matter on all.
    for _, known in group.found.values():
        yield from facts_of(group, moment, known)


def _baselines(sale: _Sale) -> tuple[Fraction | None, ...]:
    found: dict[Fraction | None, None] = {}
    for group, engine in zip(sale.groups, sale.engines, strict=True):
        found |= dict.fromkeys(baselines(group.programmes, engine.moment.parameters, group.step))
    if len(found) > 1:
        found.pop(None, None)
    return tuple(found)


def _baseline(group: Group, moment: Moment, baseline: Fraction | None) -> Fraction | None:
    """The group's own baseline where it is fixed, else the one that is tried."""
    known = baselines(group.programmes, moment.parameters, group.step)
    return known[0] if len(known) == 1 else baseline
