"""A log in figures: which rules are broken how often and by whom, which ways cases take, how long they stay where.

Percentiles are by nearest rank (:mod:`dealerkit.values.percentiles`): each is a time that some case really took.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import TypeVar

from attrs import field, frozen

from dealerkit.values.percentiles import MEDIAN, NINE_OF_TEN, nearest_rank
from dealerkit.workflow.auditing.audited import Audited, Finding, Verdict

T = TypeVar("T")


@frozen(kw_only=True)
class Tally:
    """How often something was broken: findings, the cases they are in, and the longest delay where there is one.

    ``code`` and ``rule`` (its address) where the tally is by rule, ``role`` where it is by role.
    """

    code: str = ""
    rule: str = ""
    role: str = ""
    findings: int
    cases: int
    longest: timedelta | None = None


@frozen(kw_only=True)
class Variant:
    """Cases that did the same in the same order.

    ``share`` is of all cases, ``cases`` their numbers in the order they began.
    """

    moves: tuple[str, ...]
    cases: tuple[str, ...] = field(repr=False)
    share: Fraction
    conforming: int
    median: timedelta | None
    """From beginning to end, of those that ended."""

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.cases)


@frozen
class Spread:
    """Lengths of time: how many, the median, what nine of ten do not exceed, the longest."""

    count: int
    median: timedelta
    nine_of_ten: timedelta
    longest: timedelta


@frozen(kw_only=True)
class InState:
    """How long cases stay in a state: stays that ended, and how many last.

    ``working`` counts only time the office is open; None where the flow has no hours, or its calendar no such days.
    """

    state: str
    lasting: int
    elapsed: Spread | None
    working: Spread | None


def by_rule(cases: Iterable[Audited]) -> tuple[Tally, ...]:
    """What was broken, the commonest first; then by code and rule."""
    found = _grouped(cases, lambda each: (each.problem.code, each.problem.address))
    tallies = [
        Tally(code=code, rule=rule, findings=len(each), cases=_cases(each), longest=_longest(each))
        for (code, rule), each in found.items()
    ]
    return tuple(sorted(tallies, key=lambda each: (-each.findings, each.code, each.rule)))


def by_code(cases: Iterable[Audited]) -> tuple[Tally, ...]:
    """What was broken by kind, in the order of the codes."""
    found = _grouped(cases, lambda each: each.problem.code)
    return tuple(
        Tally(code=code, findings=len(each), cases=_cases(each), longest=_longest(each))
        for code, each in sorted(found.items())
    )


def by_role(cases: Iterable[Audited]) -> tuple[Tally, ...]:
    """In whose role rules were broken, the commonest first; empty is a role that the log does not say."""
    found = _grouped(cases, lambda each: each.role)
    tallies = [
        Tally(role=role, findings=len(each), cases=_cases(each), longest=_longest(each)) for role, each in found.items()
    ]
    return tuple(sorted(tallies, key=lambda each: (-each.findings, each.role)))


def variants(cases: Sequence[Audited]) -> tuple[Variant, ...]:
    """The ways that cases took, the commonest first, then the shortest, then in the order of their names."""
    found: dict[tuple[str, ...], list[Audited]] = defaultdict(list)
    for case in cases:
        found[case.moves].append(case)
    ways = sorted(found.items(), key=lambda each: (-len(each[1]), len(each[0]), each[0]))
    return tuple(
        Variant(
            moves=moves,
            cases=tuple([each.number for each in group]),
            share=Fraction(len(group), len(cases)),
            conforming=sum(each.verdict is Verdict.CONFORMS for each in group),
            median=_median([length for each in group if (length := each.lasted) is not None]),
        )
        for moves, group in ways
    )


def in_states(cases: Iterable[Audited], states: Iterable[str]) -> tuple[InState, ...]:
    """How long cases stay in each state that they come to, in the order of ``states``."""
    elapsed: dict[str, list[timedelta]] = defaultdict(list)
    working: dict[str, list[timedelta]] = defaultdict(list)
    lasting: dict[str, int] = defaultdict(int)
    for case in cases:
        for stay in case.stays:
            if stay.until is None:
                lasting[stay.state] += 1
                continue
            elapsed[stay.state].append(stay.lasted)
            if stay.working is not None:
                working[stay.state].append(stay.working)
    return tuple(
        InState(
            state=state,
            lasting=lasting[state],
            elapsed=spread(elapsed[state]),
            working=_complete(working, elapsed, state),
        )
        for state in states
        if elapsed[state] or lasting[state]
    )


def lasted(cases: Iterable[Audited]) -> Spread | None:
    """How long cases took from beginning to end; None where none has ended."""
    return spread([length for each in cases if (length := each.lasted) is not None])


def spread(lengths: Sequence[timedelta]) -> Spread | None:
    """Lengths of time as figures; None where there are none."""
    if not lengths:
        return None
    ordered = sorted(lengths)
    return Spread(len(ordered), nearest_rank(ordered, MEDIAN), nearest_rank(ordered, NINE_OF_TEN), ordered[-1])


_Group = list[tuple[str, Finding]]


def _grouped(cases: Iterable[Audited], key: Callable[[Finding], T]) -> dict[T, _Group]:
    found: dict[T, _Group] = defaultdict(list)
    for case in cases:
        for each in case.findings:
            found[key(each)].append((case.number, each))
    return found


def _cases(group: _Group) -> int:
    return len({number for number, _ in group})


def _longest(group: _Group) -> timedelta | None:
    return max((each.late.by for _, each in group if each.late is not None), default=None)


def _median(lengths: Sequence[timedelta]) -> timedelta | None:
    return nearest_rank(sorted(lengths), MEDIAN) if lengths else None


def _complete(working: dict[str, list[timedelta]], elapsed: dict[str, list[timedelta]], state: str) -> Spread | None:
    """The working time of a state, where it is known of all its stays."""
    return spread(working[state]) if len(working[state]) == len(elapsed[state]) else None
