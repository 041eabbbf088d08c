"""One case held against its flow: every rule it broke, every clock it missed, every stay in a state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum

from attrs import evolve, field, frozen

from dealerkit.problems import Problem, problem
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.case import Case, ClockRun, open_case, replay
from dealerkit.workflow.clocks import Timed
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, local_text
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.log import Story
from dealerkit.workflow.outlook import Told, beyond, clocks_of, notices_of

NOT_TOLD = frozenset({"DK616", "DK625", "DK626", "DK641", "DK646", "DK657"})
"""What nobody can tell: neither that a rule was kept nor that it was broken."""


class Verdict(Enum):
    """Whether a case kept every rule; undetermined where none was broken and one cannot be told."""

    CONFORMS = "conforms"
    VIOLATES = "violates"
    UNDETERMINED = "undetermined"


@frozen(kw_only=True)
class Late:
    """By how much a time was missed. ``ended`` is when it was met after all, None where it was not by then."""

    due: datetime
    ended: datetime | None
    by: timedelta
    hours: WorkClock | None = field(default=None, repr=False, eq=False)

    @property
    def working(self) -> timedelta | None:
        """How long the office was open meanwhile; None where the flow has no hours, or the calendar ends before."""
        if self.hours is None:
            return None
        since = self.due.astimezone(UTC)
        found = self.hours.between(since, since + self.by)
        return None if isinstance(found, Unpublished) else found


@frozen(kw_only=True)
class Finding:
    """One rule broken, or one that cannot be told: the problem, its event, its actor, the delay where it is one."""

    problem: Problem
    at: datetime
    event: str = ""
    actor: str = ""
    role: str = ""
    late: Late | None = None

    @property
    def is_violation(self) -> bool:
        """Whether a rule was broken."""
        return self.problem.code not in NOT_TOLD


@frozen
class Stay:
    """A stay in a state: since when, until when (None while it lasts), and how long the office was open meanwhile."""

    state: str
    since: datetime
    until: datetime | None
    lasted: timedelta
    working: timedelta | None = None


@frozen(kw_only=True)
class Audited:
    """A case held against its flow as of a moment ``now``, in universal time; ``working`` is the flow's time."""

    story: Story
    case: Case
    clocks: tuple[Timed, ...] = field(repr=False)
    notices: tuple[Told, ...] = field(repr=False)
    findings: tuple[Finding, ...]
    compiled: Compiled = field(repr=False, eq=False)
    now: datetime = field(repr=False)
    working: WorkClock = field(repr=False, eq=False)

    @property
    def number(self) -> str:
        """The case's number."""
        return self.story.opened.case

    @property
    def zone(self) -> tzinfo:
        """The zone of the flow: moments are shown in it."""
        return self.working.zone

    @property
    def moves(self) -> tuple[str, ...]:
        """The names of its events in the order they were made, those that are no move of the flow included."""
        return tuple([each.name for each in self.story.events])

    @property
    def verdict(self) -> Verdict:
        """Whether it kept every rule."""
        if not self.findings:
            return Verdict.CONFORMS
        return Verdict.VIOLATES if any(each.is_violation for each in self.findings) else Verdict.UNDETERMINED

    @property
    def ended(self) -> datetime | None:
        """When it came to the final state it is in; None while it is open."""
        return _ended(self.case, self.compiled)

    @property
    def is_open(self) -> bool:
        """Whether it has not come to an end."""
        return self.case.state not in self.compiled.final

    @property
    def is_late_and_open(self) -> bool:
        """Whether it is open, and one of its clocks is late and still runs."""
        return self.is_open and any(each.is_late and each.is_running for each in self.clocks)

    @property
    def lasted(self) -> timedelta | None:
        """From its beginning to its end; None while it is open."""
        ended = self.ended
        return None if ended is None else ended - self.story.opened.at

    @property
    def stays(self) -> tuple[Stay, ...]:
        """Every stay in a state that is not final, in order; a move back in time ends a stay at once.

        A move that leads nowhere leaves the stay as it is.
        """
        hours = self.working if self.compiled.flow.hours is not None else None
        return _stays(self.case, self.now, hours, self.compiled)


def audited(story: Story, compiled: Compiled, now: datetime, working: WorkClock, ground: Ground) -> Audited:
    """Hold a case against its flow, as of ``now`` (in universal time).

    DK610 to DK622 what the replay finds; DK620 a clock that ended late, or is late and runs; DK624 a notice told
    late or not at all; DK625 a clock, DK626 a notice of which nobody can tell when it is due; DK641 a time beyond
    the calendar; DK646 an event that could not be read.
    """
    case = replay(compiled, open_case(compiled, story.opened), story.events, ground)
    clocks = tuple(clocks_of(compiled, case, now, working, ground))
    notices = tuple(notices_of(compiled, case, working, ground)) if compiled.flow.notices else ()
    hours = working if compiled.flow.hours is not None else None
    found: list[Finding] = []
    if case.violations:
        found += _broken(case, story, working.zone)
    for clock in clocks:
        if clock.is_late:
            found.append(_late(clock, story, hours, working.zone))
        elif clock.missing:
            found.append(_untold_clock(clock, story))
    for notice in notices:
        if notice.is_late(now):
            found.append(_late_notice(notice, story, now, hours, working.zone))
        elif notice.missing:
            found.append(_untold_notice(notice, story))
    found += [Finding(problem=each, at=now) for each in (*beyond(case, clocks, notices), *story.unread)]
    return Audited(
        story=story,
        case=case,
        clocks=clocks,
        notices=notices,
        findings=tuple(found),
        compiled=compiled,
        now=now,
        working=working,
    )


def _broken(case: Case, story: Story, zone: tzinfo) -> Iterator[Finding]:
    """What the replay found, with the event that each is about."""
    # A violation stands at the very place of its event: to look for that object is cheaper than to compare places.
    by_place = {id(each.place): each for each in story.events if each.place is not None}
    for each in case.violations:
        event = by_place.get(id(each.at))
        if event is None:
            on = datetime.fromisoformat(str(each.arg("on"))).replace(tzinfo=zone)
            yield Finding(problem=each, at=on.astimezone(UTC), event=str(each.arg("event")))
        else:
            yield Finding(problem=each, at=event.at, event=event.name, actor=event.actor, role=event.role)


def _late(clock: Timed, story: Story, hours: WorkClock | None, zone: tzinfo) -> Finding:
    """DK620: a clock that ended after its time, or is running after it."""
    run, goal, due = clock.run, clock.goal, clock.due
    if goal is None or due is None:
        raise ValueError(clock)
    late = Late(due=due, ended=run.stopped if run.ended else None, by=clock.late, hours=hours)
    event = _event_at(run, story)
    why = problem(
        "DK620",
        event.place if event is not None else story.opened.place,
        address=goal.rule.address,
        case=story.opened.case,
        clock=clock.clock.title or clock.clock.id,
        goal=goal.id,
        due=local_text(due, zone),
        ended="" if late.ended is None else local_text(late.ended, zone),
        days=late.by.days or "",
        time=clock_face(late.by),
    )
    if event is None:
        return Finding(problem=why, at=due.astimezone(UTC), role=clock.clock.owner or "", late=late)
    role = event.role or clock.clock.owner or ""
    return Finding(problem=why, at=event.at, event=event.name, actor=event.actor, role=role, late=late)


def _late_notice(notice: Told, story: Story, now: datetime, hours: WorkClock | None, zone: tzinfo) -> Finding:
    """DK624: a notice told after it was due, or not told by now."""
    due = notice.due
    if due is None:
        raise ValueError(notice)
    late = Late(due=due, ended=notice.told, by=(notice.told or now) - due, hours=hours)
    done = notice.notice.done
    event = next((each for each in story.events if each.name == done and each.at == notice.told), None)
    why = problem(
        "DK624",
        story.opened.place if event is None else event.place,
        address=notice.notice.rule.address,
        case=story.opened.case,
        notice=notice.notice.title or notice.notice.id,
        to=notice.notice.to,
        due=local_text(due, zone),
        told="" if late.ended is None else local_text(late.ended, zone),
        days=late.by.days or "",
        time=clock_face(late.by),
    )
    if event is None:
        return Finding(problem=why, at=due.astimezone(UTC), late=late)
    return Finding(problem=why, at=event.at, event=event.name, actor=event.actor, role=event.role, late=late)


def _untold_clock(clock: Timed, story: Story) -> Finding:
    """DK625: nobody can tell how long a clock may run."""
    rule = clock.clock.rule
    why = problem(
        "DK625",
        story.opened.place,
        address=rule.address,
        case=story.opened.case,
        clock=clock.clock.title or clock.clock.id,
        missing=clock.missing,
    )
    return Finding(problem=why, at=clock.run.started)


def _untold_notice(notice: Told, story: Story) -> Finding:
    """DK626: nobody can tell whether somebody was to be told."""
    rule = notice.notice.rule
    why = problem(
        "DK626",
        story.opened.place,
        address=rule.address,
        case=story.opened.case,
        notice=notice.notice.title or notice.notice.id,
        missing=notice.missing,
    )
    return Finding(problem=why, at=notice.since)


def _event_at(run: ClockRun, story: Story) -> Event | None:
    """The event that ended a clock; None while it runs."""
    if not run.ended:
        return None
    return next((each for each in story.events if each.at == run.stopped), None)


def _stays(case: Case, now: datetime, hours: WorkClock | None, compiled: Compiled) -> tuple[Stay, ...]:
    moments, states = [case.opened.at], [compiled.initial]
    for passed in case.history:
        if passed.target != passed.state:
            moments.append(max(passed.at, moments[-1]))
            states.append(passed.target)
    lasts = states[-1] not in compiled.final
    if lasts:
        moments.append(max(now, moments[-1]))
    opened = None if hours is None else hours.open_time(moments)
    worked = None if isinstance(opened, Unpublished) else opened
    stays = [
        Stay(
            states[i],
            moments[i],
            moments[i + 1],
            moments[i + 1] - moments[i],
            None if worked is None else worked[i + 1] - worked[i],
        )
        for i in range(len(moments) - 1)
        if states[i] not in compiled.final
    ]
    if lasts:
        stays[-1] = evolve(stays[-1], until=None)
    return tuple(stays)


def _ended(case: Case, compiled: Compiled) -> datetime | None:
    """When a case came to the final state it is in."""
    if case.state not in compiled.final:
        return None
    moment = came = case.opened.at
    for passed in case.history:
        moment = max(moment, passed.at)
        if passed.target == case.state != passed.state:
            came = moment
    return came


def clock_face(length: timedelta) -> str:
    """The part of a length below whole days, as hours and minutes: ``03:05``."""
    minutes = length.seconds // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
