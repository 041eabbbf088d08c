"""Moments: the days that stand for all days of a policy's life, and the shares of a period that may count.

Parameters are read at a period's end, so among all period ends those with the same values of the parameters that are
read are one. Where periods begin with each payee's contract, any day may be an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from attrs import field, frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.conditions import gate_bound
from dealerkit.rebates.terms.figures import expressions_of
from dealerkit.values.ranges import DateRange

_A_YEAR = timedelta(days=366)

START, END = "period.start", "period.end"
_OF_THE_PERIOD = frozenset({START, END})
"""Facts that the period itself is."""

Days = tuple[int, int] | None
"""The days of a period that count, and all it has; None where it is whole."""


@frozen
class Moment:
    """A day on which programmes are asked, for all days that are like it.

    ``parameters`` are those of the day, with what is known of the period itself: ``of_the_period``.
    """

    day: date
    parameters: Mapping[str, Value | Missing] = field(eq=False)
    of_the_period: Mapping[str, Value | Missing] = field(eq=False, factory=dict)


def moments(policy: Policy, programmes: Sequence[Programme], invariant: Invariant) -> tuple[Moment, ...]:
    """One day for all that have the same parameters; none where the programmes never run on the same days."""
    names = sorted({name for each in programmes for name in _read_by(each)} | _read_by_promise(invariant))
    found: dict[tuple[object, ...], Moment] = {}
    for day, of_the_period in _ends(policy, programmes, names):
        known = {**policy.parameters_at(day), **of_the_period}
        found.setdefault(tuple(known.get(name) for name in names), Moment(day, known, of_the_period))
    return tuple(found.values())


def every_period(policy: Policy, programmes: Sequence[Programme]) -> tuple[Moment, ...]:
    """Each period of programmes that have the same ones, with what is known at its end."""
    return tuple(
        Moment(day, {**policy.parameters_at(day), **of_the_period}, of_the_period)
        for day, of_the_period in _ends(policy, programmes, ())
    )


def shares(policy: Policy, programmes: Sequence[Programme]) -> tuple[Days, ...]:
    """The whole period, and every share of one that a programme may be cut to."""
    cut = [each for each in programmes if each.short_period != "whole"]
    if not cut:
        return (None,)
    lengths: set[int] = {365, 366}
    kind = cut[0].period.periods()
    days = _life(policy, cut)
    if kind is not None and days is not None:
        lengths = {each.days for each in kind.between(*days)}
    if all(each.short_period == "nothing" for each in cut):
        return (None, (1, max(lengths)))
    every = dict.fromkeys((part, of) for of in sorted(lengths) for part in range(1, of))
    distinct = {Fraction(part, of): (part, of) for part, of in every}
    return (None, *distinct.values())


def _read_by(programme: Programme) -> set[str]:
    """The parameters that a programme reads, wherever."""
    read: list[Expression] = [*expressions_of(programme)]
    if programme.eligible is not None:
        read.append(programme.eligible.when)
    for gate in programme.gates.values():
        bound, _ = gate_bound(gate)
        read += [each for each in (gate.of, bound) if isinstance(each, Expression)]
    read += [each.when for each in programme.supplements.values()]
    read += [each.of for each in programme.factors.values()]
    if programme.against is not None and isinstance(programme.against.baseline, Expression):
        read.append(programme.against.baseline)
    return {name for each in read for name in (*each.parameters, *(each.reads & _OF_THE_PERIOD))}


def _read_by_promise(invariant: Invariant) -> set[str]:
    read = (invariant.when, invariant.bound, invariant.unit_price)
    expressions = [each for each in read if isinstance(each, Expression)]
    return {name for each in expressions for name in (*each.parameters, *(each.reads & _OF_THE_PERIOD))}


def _life(policy: Policy, programmes: Sequence[Programme]) -> tuple[date, date] | None:
    """The days on which all programmes run; an open end reaches a year beyond the last change of a parameter."""
    whole: DateRange = policy.header.effective
    changes = [day for each in policy.parameters.values() for day in each.values]
    starts = [each.start for each in (whole, *(p.effective or whole for p in programmes)) if each.start is not None]
    ends = [each.end for each in (whole, *(p.effective or whole for p in programmes)) if each.end is not None]
    first = max(starts, default=min(changes, default=date(2000, 1, 1)))
    last = min(ends, default=max([first, *changes]) + _A_YEAR)
    return (first, last) if first <= last else None


def _ends(
    policy: Policy, programmes: Sequence[Programme], names: Sequence[str]
) -> Iterator[tuple[date, Mapping[str, Value | Missing]]]:
    """The days at which periods of the programmes may end, ascending, with the facts that the period itself is."""
    life = _life(policy, programmes)
    if life is None:
        return
    first, last = life
    kind = programmes[0].period.periods()
    if kind is not None:
        for period in kind.between(first, last):
            yield min(period.end, last), {START: max(period.start, first), END: min(period.end, last)}
        return
    known = [policy.parameters[name] for name in names if name in policy.parameters]
    changes = {day for each in known for day in each.values if first < day <= last}
    for day in sorted({first, last, *changes}):
        yield day, {}
