"""The open cases of a book by what is due next: what is late comes first, and nothing falls off the list."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import frozen

from dealerkit.problems import Problem
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.asking import CaseDesk, CaseView, Ready
from dealerkit.workflow.clocks import Timed
from dealerkit.workflow.days import due_within
from dealerkit.workflow.outlook import Outlook, Told


@frozen(kw_only=True, eq=False)
class DueCase:
    """An open case and the nearest of its times: a clock, or a notice that nobody has recorded as told.

    ``due`` is None where a clock stands still, where its end cannot be told (``is_untold``), and where nothing runs.
    ``acts`` are the roles that must act: who keeps the clock and who may move the case on; ``tells`` who must be
    told by now.
    """

    view: CaseView
    ready: Ready
    seen: Outlook
    clock: Timed | None = None
    notice: Told | None = None
    due: datetime | None = None
    late: timedelta = timedelta()
    acts: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether its time is up."""
        return self.late > timedelta()

    @property
    def is_untold(self) -> bool:
        """Whether nobody can tell when its time is up."""
        if self.clock is not None:
            return bool(self.clock.missing) or self.clock.unpublished is not None
        return self.notice is not None and (bool(self.notice.missing) or self.notice.unpublished is not None)

    def order(self) -> tuple[int, float, str]:
        """What comes first: what is due, the earliest first; what cannot be told; what stands still; the rest."""
        case = self.seen.case.opened.case
        if self.due is not None:
            return (0, self.due.timestamp(), case)
        if self.is_untold:
            return (1, 0, case)
        return (2 if self.clock is not None else 3, 0, case)


@frozen(kw_only=True, eq=False)
class DueList:
    """The open cases that were asked about, in order; ``open_cases`` counts all there are."""

    now: date | datetime
    cases: tuple[DueCase, ...]
    open_cases: int
    problems: tuple[Problem, ...] = ()

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(each.is_late for each in self.cases)

    @property
    def untold(self) -> int:
        """Of how many nobody can tell when they are due."""
        return sum(each.due is None and each.is_untold for each in self.cases)


def due_cases(
    desk: CaseDesk, now: date | datetime, *, flow: str = "", within: Duration | None = None, role: str = ""
) -> DueList:
    """The open cases, of one flow if so asked.

    ``within``: only what is late, due so soon, or cannot be told. ``role``: only what this role must act on, or must
    be told.
    """
    found = [_nearest(view) for view in desk.open_cases(now, flow)]
    every = [each for each in found if each is not None]
    kept = [
        each
        for each in every
        if (not role or role in {*each.acts, *each.tells}) and (within is None or _is_within(each, within))
    ]
    problems = tuple(problem for each in kept for problem in each.seen.problems)
    kept.sort(key=DueCase.order)
    return DueList(now=now, cases=tuple(kept), open_cases=len(every), problems=problems)


def _nearest(view: CaseView) -> DueCase | None:
    """An open case with the time that is up first."""
    seen, ready = view.outlook, view.ready
    if seen is None or ready is None:
        return None
    leading, tells = ready.leading_on(seen), view.to_tell
    found = [_of_clock(view, ready, seen, each) for each in seen.clocks if each.is_running and _counts(each)]
    found += [_of_notice(view, ready, seen, each) for each in seen.notices if each.told is None]
    nearest = min(found, key=DueCase.order, default=DueCase(view=view, ready=ready, seen=seen))
    owner = (nearest.clock.clock.owner,) if nearest.clock is not None and nearest.clock.clock.owner else ()
    acts = tuple(dict.fromkeys((*owner, *leading)))
    return DueCase(
        view=view,
        ready=ready,
        seen=seen,
        clock=nearest.clock,
        notice=nearest.notice,
        due=nearest.due,
        late=nearest.late,
        acts=acts,
        tells=tells,
    )


def _counts(each: Timed) -> bool:
    """Whether a clock has, or may have, a limit for the case."""
    return each.goal is not None or bool(each.missing) or each.unpublished is not None


def _of_clock(view: CaseView, ready: Ready, seen: Outlook, each: Timed) -> DueCase:
    return DueCase(view=view, ready=ready, seen=seen, clock=each, due=each.due, late=each.late)


def _of_notice(view: CaseView, ready: Ready, seen: Outlook, each: Told) -> DueCase:
    late = timedelta() if each.due is None else max(seen.now - each.due, timedelta())
    return DueCase(view=view, ready=ready, seen=seen, notice=each, due=each.due, late=late)


def _is_within(each: DueCase, within: Duration) -> bool:
    if each.due is None:
        return each.is_untold
    last = _end(each, within)
    return last is None or each.due <= last


def _end(each: DueCase, within: Duration) -> datetime | None:
    """The end of the time asked about, in the flow's own days; None where the calendar does not reach so far."""
    if within.unit.is_part_of_a_day:
        found = due_within(each.seen.now, within, each.ready.flow.days, each.ready.working)
        return None if isinstance(found, Unpublished) else found
    zone, calendar = each.ready.working.zone, each.ready.working.calendar
    day = within.after(each.seen.now.astimezone(zone).date(), calendar)
    if isinstance(day, Unpublished):
        return None
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
