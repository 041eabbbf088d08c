"""What policies measure alike, so that it is measured once."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.measures.cells import Cells
from dealerkit.measures.routed import AnyCells, RoutedCells
from dealerkit.measures.takes import LINES
from dealerkit.policy.expressions import Expression
from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.takes import all_takes, reads_of

_SECTIONS = ("facts", "calendars", "measures")
"""Sections of which a pass may depend."""


def measures_alike(one: Policy, other: Policy) -> bool:
    """Whether two policies ask the very same of a book, so that the cells of one are those of the other."""
    if one is other:
        return True
    mine, theirs = programmes_of(one), programmes_of(other)
    return (
        list(mine) == list(theirs)
        and one.header.effective == other.header.effective
        and one.header.calendar == other.header.calendar
        and all(_same(one, other, key) for key in _SECTIONS)
        and all(asks_alike(each, theirs[id]) for id, each in mine.items())
        and _same_parameters(one, other)
    )


def losses_alike(one: AnyCells, other: AnyCells) -> bool:
    """Whether the same lines were lost to two policies: a line that one programme cannot use is lost to all of them."""
    mine, theirs = _by_source(one), _by_source(other)
    return all(mine[source].lost_as(theirs[source]) for source in mine.keys() & theirs.keys())


def lost_beside(one: AnyCells, other: AnyCells) -> bool:
    """Whether lines were lost to one policy that the other uses.

    Of policies that two passes measured nobody can say which lines are the same: told where the other lost none.
    """
    mine, theirs = _by_source(one), _by_source(other)
    both = [(mine[source], theirs[source]) for source in mine.keys() & theirs.keys()]
    return any(
        found.dropped - known.dropped if found.takes is known.takes else found.dropped and not known.dropped
        for found, known in both
    )


def _by_source(cells: AnyCells) -> Mapping[str, Cells]:
    return cells.by_source if isinstance(cells, RoutedCells) else {LINES: cells}


def asks_alike(one: Programme, other: Programme) -> bool:
    """Whether two programmes measure the same and read the same facts; what they pay for it may differ."""
    return one is other or (_asks(one) == _asks(other) and reads_of(one) == reads_of(other))


def _asks(programme: Programme) -> tuple[object, ...]:
    return (
        programme.id,
        programme.effective,
        programme.period,
        programme.payee,
        programme.accumulate,
        programme.qualifying,
        programme.paying,
        programme.against,
        programme.target,
        programme.short_period,
        programme.late,
        programme.settle.every,
    )


def _same(one: Policy, other: Policy, section: str) -> bool:
    mine, theirs = one.root.get(section), other.root.get(section)
    if mine is theirs:
        return True
    return mine is not None and theirs is not None and fingerprint(mine) == fingerprint(theirs)


def _same_parameters(one: Policy, other: Policy) -> bool:
    """Whether the parameters that conditions and formulas on lines read have the same values."""
    if one.parameters is other.parameters:
        return True
    asked = {
        name
        for programme in programmes_of(one).values()
        for take in all_takes(one, programme)
        for each in (take.where, take.measure)
        if isinstance(each, Expression)
        for name in each.parameters
    }
    return all(one.parameters[name].values == other.parameters[name].values for name in asked)
