"""What may happen next in a case, by whom; what is late, who must be told, and when to look again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from attrs import field, frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, problem
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.case import Case, judged, lacking_of, out_of_turn
from dealerkit.workflow.clocks import Alarm, Timed, timed
from dealerkit.workflow.compiled import Compiled, Move
from dealerkit.workflow.days import due_within
from dealerkit.workflow.events import Event, instant
from dealerkit.workflow.facts import COUNTERSIGNED
from dealerkit.workflow.flow import Notice
from dealerkit.workflow.ground import Ground

_BY_THE_PERSON = frozenset({"DK612", "DK613", "DK617", "DK619", "DK653", "DK654", "DK657"})
"""What speaks against who makes a move, not against the move."""

_COMES_WITH_IT = frozenset({"DK614", "DK628"})
"""What is lacking and may still be filled in with the move."""


@frozen(kw_only=True)
class Choice:
    """A move from the state the case is in.

    ``refused`` says why it may not be made now, empty where it may. ``requires`` are the facts that still have to
    be filled in with it: they refuse nothing.
    """

    move: Move
    requires: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether it may be made now."""
        return not self.refused


@frozen(kw_only=True)
class Told:
    """A notice: who is to be told, by when, and when it was recorded as told (None while it was not)."""

    notice: Notice
    since: datetime
    due: datetime | None
    told: datetime | None = None
    unpublished: Unpublished | None = None
    missing: tuple[str, ...] = ()

    def is_late(self, now: datetime) -> bool:
        """Whether it was told after it was due, or should have been told by now."""
        return self.due is not None and (self.told or now) > self.due


@frozen(kw_only=True)
class Outlook:
    """A case as seen at a moment.

    ``problems`` names the clocks and notices whose end the calendar does not know (DK641).
    ``wake_up`` is the next moment at which anything here changes by itself: a warning, an escalation, a time
    that is up, a notice; None where nothing will.
    """

    case: Case
    now: datetime
    choices: tuple[Choice, ...]
    clocks: tuple[Timed, ...]
    notices: tuple[Told, ...]
    alarms: tuple[Alarm, ...]
    """Warnings and escalations that are due by now, of clocks that have not ended."""
    wake_up: datetime | None
    problems: tuple[Problem, ...] = field(default=(), repr=False)


def look(
    compiled: Compiled,
    case: Case,
    now: datetime,
    working: WorkClock,
    ground: Ground,
    who: Event | None = None,
) -> Outlook:
    """What may happen ``now``; for one person (``who``: actor, role, department), or whoever it be."""
    now = instant(now)
    clocks = tuple(clocks_of(compiled, case, now, working, ground))
    notices = tuple(notices_of(compiled, case, working, ground))
    running = [each for each in clocks if each.is_running]
    alarms = tuple(alarm for each in running for alarm in each.alarms if alarm.at <= now)
    ahead = [alarm.at for each in running for alarm in each.alarms if alarm.at > now]
    ahead += [each.due for each in running if each.due is not None and each.due > now]
    ahead += [each.due for each in notices if each.told is None and each.due is not None and each.due > now]
    return Outlook(
        case=case,
        now=now,
        choices=_choices(compiled, case, now, ground, who),
        clocks=clocks,
        notices=notices,
        alarms=alarms,
        wake_up=min(ahead, default=None),
        problems=tuple(beyond(case, clocks, notices)),
    )


def clocks_of(compiled: Compiled, case: Case, now: datetime, working: WorkClock, ground: Ground) -> Iterator[Timed]:
    """Every run of every clock that is for the case, as it stands ``now``."""
    days = compiled.flow.days
    for clock, runs in zip(compiled.clocks, case.runs, strict=True):
        for run in runs:
            if clock.when is not None:
                holds = clock.when.evaluate(case.facts if run.facts is None else run.facts)
                if isinstance(holds, Missing):
                    yield Timed(clock=clock, run=run, missing=holds.facts)
                    continue
                if holds is not True:
                    continue
            yield timed(clock, run, case.facts, now, days, working, ground)


def beyond(case: Case, clocks: Iterable[Timed], notices: Iterable[Told]) -> Iterator[Problem]:
    """DK641: a time that would end on a day which the calendar does not know, clock by clock."""
    ends = [(each.clock.rule, each.clock.id, each.unpublished) for each in clocks if each.unpublished is not None]
    ends += [(each.notice.rule, each.notice.id, each.unpublished) for each in notices if each.unpublished is not None]
    for rule, name, end in ends:
        yield problem(
            "DK641",
            rule.at,
            address=rule.address,
            case=case.opened.case,
            clock=name,
            calendar=end.calendar,
            asked=end.asked,
            first=end.first,
            through=end.through,
        )


def _choices(compiled: Compiled, case: Case, now: datetime, ground: Ground, who: Event | None) -> tuple[Choice, ...]:
    """Every move from the state the case is in; what was made, and by whom, is looked up once for all of them."""
    made_by = case.made_by if compiled.names_makers else frozenset()
    made = case.made if compiled.counts else Counter()
    return tuple([_choice(case, move, now, ground, who, made, made_by) for move in compiled.moves_from(case.state)])


def _choice(
    case: Case,
    move: Move,
    now: datetime,
    ground: Ground,
    who: Event | None,
    made: Mapping[str, int],
    made_by: AbstractSet[tuple[str, str]],
) -> Choice:
    name = move.transition.id
    event = (
        Event(now, name)
        if who is None
        else Event(now, name, who.actor, who.role, who.department, who.fields, who.place)
    )
    found = judged(case, event, move, case.facts, case.previous_actor, made_by, ground, anybody=who is None)
    if move.is_counted:
        found += out_of_turn(case, event, move, made, ground)
    requires = lacking_of(move, case.facts)
    if any(each.code == "DK628" for each in found):
        requires = (*requires, COUNTERSIGNED)
    refused = tuple(
        each
        for each in found
        if each.code not in _COMES_WITH_IT
        and not (who is None and each.code in _BY_THE_PERSON)
        and not (not event.actor and each.arg("missing") == ("events.actor",))
        and not _comes_with_it(each, requires)
    )
    return Choice(move=move, requires=requires, refused=refused)


def _comes_with_it(each: Problem, requires: tuple[str, ...]) -> bool:
    """Whether all that is not known is filled in with the move itself."""
    missing = each.arg("missing") if each.code == "DK616" else ""
    return isinstance(missing, tuple) and all({name, f"case.{name}"} & set(requires) for name in missing)


def notices_of(compiled: Compiled, case: Case, working: WorkClock, ground: Ground) -> Iterator[Told]:
    """Every notice that has become due so far, told or not."""
    for notice in (compiled.flow.notices or {}).values():
        for since in _occasions(compiled, case, notice):
            holds = _is_for(case, notice, since, ground)
            if isinstance(holds, Missing):
                yield Told(notice=notice, since=since, due=None, missing=holds.facts)
                continue
            if not holds:
                continue
            due = since if notice.within is None else due_within(since, notice.within, compiled.flow.days, working)
            told = next((each.at for each in case.history if each.move == notice.done and each.at >= since), None)
            if isinstance(due, Unpublished):
                yield Told(notice=notice, since=since, due=None, told=told, unpublished=due)
            else:
                yield Told(notice=notice, since=since, due=due, told=told)


def _is_for(case: Case, notice: Notice, since: datetime, ground: Ground) -> bool | Missing:
    """Whether a notice is for a case: its condition holds, and that of what makes it due."""
    missing: Missing | None = None
    for condition in (notice.when, None if notice.at is None else notice.at.when):
        if condition is None:
            continue
        known: dict[str, Value | Missing | None] = {**case.facts}
        if condition.parameters:
            known.update(ground.parameters_at(since))
        holds = condition.evaluate(known)
        if isinstance(holds, Missing):
            missing = holds
        elif holds is not True:
            return False
    return True if missing is None else missing


def _occasions(compiled: Compiled, case: Case, notice: Notice) -> Iterable[datetime]:
    """When what makes a notice due has happened: the beginning of the case, or each time its trigger was met."""
    if notice.at is None:
        return (case.opened.at,)
    met_by = compiled.occasions[notice.id]
    return [each.at for each in case.history if (each.state, each.move) in met_by]
