"""Dated values and rows that rest on more than their own period.

From some day on the policy is another, and each row is reckoned under the policy that holds at its period's end.
That is one whole answer where a row rests on its own period alone. A guarantee over the year, earnings of shorter
periods that are added up, and programmes of one stacking that end on different days look at periods under the policy
before; and periods that are divided otherwise from some day on may count a day twice or never. Such a scenario is
refused: a parameter with dated values says the same, since each row and each period that it looks at reads it at
its own end.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, problem
from dealerkit.rebates.joint.guarantees import of_the_year
from dealerkit.rebates.joint.stacking import deciding_stackings
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.windows import Timing, Window, timing
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.touching import changed_itself, touched

_ONE_DAY = timedelta(days=1)


@frozen
class _Cut:
    """From ``day`` on ``after`` holds in place of ``before``."""

    day: date
    before: Policy
    after: Policy

    def window(self, policy: Policy, programme: Programme) -> Window | None:
        """The first period that ends on the day or later; None where the programme has none, or nobody can tell."""
        timed = _timing(policy, programme)
        start = None if timed is None else timed.effective.start
        return None if timed is None else _window(timed, max(self.day, start) if start else self.day)

    def last_before(self, policy: Policy, programme: Programme) -> Window | None:
        """The last period that ends before the day."""
        timed = _timing(policy, programme)
        if timed is None:
            return None
        end = timed.effective.end
        day = self.day - _ONE_DAY if end is None else min(end, self.day - _ONE_DAY)
        found = _window(timed, day)
        if found is not None and found.last >= self.day:
            found = _window(timed, found.period.start - _ONE_DAY)
        return found


def looking_back(scenario: str, day: date, before: Policy, after: Policy, at: Location | None) -> Iterator[Problem]:
    """DK947 for each programme with a row of two policies, DK945 for each whose days would count twice or never."""
    cut = _Cut(day, before, after)
    mine, theirs = programmes_of(before), programmes_of(after)
    for id, programme in theirs.items():
        known = mine.get(id)
        days = None if known is None else _days_askew(cut, known, programme)
        if days is not None:
            yield problem("DK945", at, scenario=scenario, programme=id, day=day, days=days)
    changed = touched(before, after)
    itself = changed_itself(before, after) if changed else frozenset[str]()
    for id, programme in theirs.items() if changed else ():
        every = (*_looks_at(cut, programme, theirs, changed), *_ends_beside(cut, programme, itself))
        if every:
            yield problem("DK947", at, scenario=scenario, programme=id, changed=every[0], day=day)


def _looks_at(
    cut: _Cut, programme: Programme, every: Mapping[str, Programme], changed: Container[str]
) -> Iterator[str]:
    """The changed programmes at whose periods before the day a period that ends later looks."""
    if programme.id in changed and _guarantee_looks_back(cut, programme):
        yield programme.id
    for id in programme.qualifying.of:
        if id in changed and id in every and _adds_up(cut, programme, every[id]):
            yield id


def _ends_beside(cut: _Cut, programme: Programme, changed: Container[str]) -> Iterator[str]:
    """The changed programmes of the same stacking whose periods are the same and end on the other side of the day."""
    for policy in (cut.before, cut.after):
        stacking, known = deciding_stackings(policy).get(programme.id), programmes_of(policy)
        if stacking is not None and programme.id in known:
            for id in stacking.programmes:
                meant = id != programme.id and id in changed and id in known
                if meant and _end_apart(cut, policy, known[programme.id], known[id]):
                    yield id


def _guarantee_looks_back(cut: _Cut, programme: Programme) -> bool:
    if programme.guarantee is None or programme.guarantee.over != "year":
        return False
    window, timed = cut.window(cut.after, programme), _timing(cut.after, programme)
    if window is None or timed is None:
        # A contract year is a year by itself.
        return False
    start = timed.effective.start or date.min
    every = tuple(each for each in _earlier(timed, window) if each.last >= start)
    return any(each.last < cut.day for each in of_the_year(programme, every, window) if each is not window)


def _adds_up(cut: _Cut, programme: Programme, other: Programme) -> bool:
    """Whether a period that ends on the day or later has a part in which the other's ended before."""
    around, part = cut.window(cut.after, programme), cut.last_before(cut.after, other)
    if _timing(cut.after, programme) is None or _timing(cut.after, other) is None:
        return True
    return (
        around is not None
        and part is not None
        and around.period.start <= part.period.start
        and part.period.end <= around.period.end
    )


def _end_apart(cut: _Cut, policy: Policy, one: Programme, other: Programme) -> bool:
    """Whether periods of the two that are the same end on both sides of the day."""
    mine, theirs = _timing(policy, one), _timing(policy, other)
    if mine is None or theirs is None:
        ends = {(each.effective or policy.header.effective).end for each in (one, other)}
        return one.period.kind == other.period.kind and len(ends) > 1
    found = _window(mine, cut.day, whole=True), _window(theirs, cut.day, whole=True)
    if found[0] is None or found[1] is None or found[0].period != found[1].period:
        return False
    return min(each.last for each in found if each) < cut.day <= max(each.last for each in found if each)


def _days_askew(cut: _Cut, before: Programme, after: Programme) -> str | None:
    """The days that would count twice or never, where periods change; ``""`` where nobody can tell which."""
    old = (before.period, before.effective or cut.before.header.effective)
    new = (after.period, after.effective or cut.after.header.effective)
    if old == new:
        return None
    if _timing(cut.before, before) is None or _timing(cut.after, after) is None:
        return ""
    last, first = cut.last_before(cut.before, before), cut.window(cut.after, after)
    if last is None or first is None:
        return None
    if first.first <= last.last:
        return str(DateRange(first.first, last.last))
    missing = DateRange(last.last + _ONE_DAY, first.first - _ONE_DAY) if first.first > last.last + _ONE_DAY else None
    meant = None if missing is None else missing.intersect(old[1])
    meant = None if meant is None else meant.intersect(new[1])
    return None if meant is None else str(meant)


def _timing(policy: Policy, programme: Programme) -> Timing | None:
    return timing(programme, policy.header.effective, ())


def _window(timed: Timing, day: date, *, whole: bool = False) -> Window | None:
    """The period around a day as it stands when it is over; None outside the days on which the programme runs.

    ``whole`` asks for the period though the programme may not run on the day itself.
    """
    period = timed.kind.containing(day)
    running = timed.effective.intersect(period.range if whole else DateRange(day, day))
    return None if running is None else timed.window(period, period.end)


def _earlier(timed: Timing, window: Window) -> Iterator[Window]:
    """The periods of a year before one, the latest first."""
    period = window.period
    for _ in range(timed.kind.per_year):
        period = timed.kind.previous(period)
        yield timed.window(period, period.end)
