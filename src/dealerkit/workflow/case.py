"""A case is the fold of its events: cut the log where you like, and the same case comes out.

Nothing is refused here: what happened has happened. A move that the flow does not allow is noted as a
violation, with its rule and its event, and then taken as it was made, so that one bad event never stops the
rest of a log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from attrs import field, frozen

from dealerkit.decisions import Outcome
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.workflow.compiled import Compiled, Move, Signal, Signalled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.permission import acting_as, objections

Facts = Mapping[str, Value]
STATE = "case.state"


@frozen
class ClockRun:
    """One run of a clock: from when until when, and how long it stood still.

    ``ended`` is ``stopped`` or ``cancelled``, empty while it runs; ``facts`` are those of the case when it
    ended. A pause without an end is one it stands in now; ``open`` names what it stands still for.
    """

    started: datetime
    stopped: datetime | None = None
    ended: str = ""
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    open: tuple[str, ...] = ()
    facts: Facts | None = None

    @property
    def paused_since(self) -> datetime | None:
        """Since when it stands still; None while it runs or once it has ended."""
        return self.pauses[-1][0] if self.open and not self.ended else None


@frozen
class Passed:
    """A move that was made: when, which, by whom, from where to where."""

    at: datetime
    move: str
    actor: str
    state: str
    target: str


@frozen(kw_only=True)
class Case:
    """A case as its events have left it.

    ``runs`` has the runs of each clock of the flow, in the flow's order, the last being the current one.
    ``violations`` are the events that the flow did not allow.
    """

    opened: Opened
    state: str
    last: datetime
    facts: Facts
    previous_actor: str = ""
    actors: Mapping[str, str] = MappingProxyType({})
    runs: tuple[tuple[ClockRun, ...], ...] = ()
    history: tuple[Passed, ...] = ()
    violations: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def made(self) -> Counter[str]:
        """How often each move was made."""
        return Counter(each.move for each in self.history)


def open_case(compiled: Compiled, opened: Opened) -> Case:
    """A case that has only begun."""
    paused = compiled.paused_in
    runs: list[tuple[ClockRun, ...]] = [() for _ in compiled.clocks]
    for number in compiled.on_opening:
        runs[number] = (_started(opened.at, paused[number].get(compiled.initial, ())),)
    return Case(
        opened=opened,
        state=compiled.initial,
        last=opened.at,
        facts=opened.facts,
        previous_actor=opened.by,
        runs=tuple(runs),
    )


def replay(compiled: Compiled, case: Case, events: Iterable[Event], ground: Ground) -> Case:
    """The case after these events, in the order given; violations are added to those it has.

    DK610 no such move, DK611 not in this state, DK612 role, DK613 department, DK614 something not filled in,
    DK615 condition not met, DK616 condition cannot be told, DK617 conflict of interest, DK618 before the event
    before it, DK619 beyond the authority, DK621 paused twice, DK622 resumed though not paused, DK663 made too
    often, DK664 made before what must come first.
    """
    moves, state, last, facts = compiled.moves, case.state, case.last, case.facts
    previous, actors = case.previous_actor, dict(case.actors)
    runs = [_Runs(each) for each in case.runs]
    history: list[Passed] = []
    wrong: list[Problem] = []
    suspects, has_people = case.opened.complained_about, ground.people is not None
    made = case.made if compiled.counts else None
    for event in events:
        if event.at < last:
            wrong.append(_wrong("DK618", case, event, before=last.isoformat(" ")))
        else:
            last = event.at
        move = moves.get((state, event.name))
        if event.fields:
            facts = {**facts, **event.fields}
        if move is None:
            wrong.append(_wrong("DK610", case, event, state=state))
            continue
        if not move.is_legal:
            wrong.append(_wrong("DK611", case, event, move, state=state))
        if has_people or event.actor in suspects or not _is_granted(move, event, facts):
            wrong += judged(case, event, move, facts, previous, actors, ground)
        if made is not None:
            wrong += out_of_turn(case, event, move, made)
            made[event.name] += 1
        for signalled in move.signals:
            why = runs[signalled.clock].take(
                signalled, event.at, facts, compiled.paused_in[signalled.clock], move.target
            )
            if why:
                clock = compiled.clocks[signalled.clock].id
                wrong.append(_wrong(why, case, event, move, clock=clock, pause=signalled.pause))
        history.append(Passed(event.at, event.name, event.actor, state, move.target))
        state, previous = move.target, event.actor
        if event.actor:
            actors[event.name] = event.actor
    return Case(
        opened=case.opened,
        state=state,
        last=last,
        facts=facts,
        previous_actor=previous,
        actors=actors,
        runs=tuple(each.frozen() for each in runs),
        history=(*case.history, *history),
        violations=(*case.violations, *wrong),
    )


def _is_granted(move: Move, event: Event, facts: Facts) -> bool:
    """Whether a move asks for little, and has it."""
    if not move.is_plain or (move.roles and event.role not in move.roles):
        return False
    return not move.requires or not lacking_of(move, facts)


def judged(
    case: Case,
    event: Event,
    move: Move,
    facts: Facts,
    previous: str,
    actors: Mapping[str, str],
    ground: Ground,
) -> list[Problem]:
    """What speaks against a move beside the state: role, department, fields, condition, conflict of interest."""
    found: list[Problem] = []
    transition = move.transition
    fits = not move.roles or event.role in move.roles
    fits = fits and (not move.departments or event.department in move.departments)
    if not fits or ground.people is not None or transition.region:
        for code, args in objections(event, move, facts, ground.people):
            found.append(_wrong(code, case, event, move, **args))
    lacking = lacking_of(move, facts)
    if lacking:
        found.append(_wrong("DK614", case, event, move, fields=lacking))
    conflict = _conflict(case, event, transition.not_by, previous, actors)
    if conflict:
        found.append(_wrong("DK617", case, event, move, actor=event.actor, conflict=conflict))
    if transition.authority is not None:
        found += _unsigned(case, event, move, facts, ground)
    if move.guard is not None:
        known: dict[str, Value | Missing | None] = {**facts, STATE: move.state}
        if move.guard.parameters:
            known.update(ground.parameters_at(event.at))
        holds = move.guard.evaluate(known)
        if isinstance(holds, Missing):
            found.append(_wrong("DK616", case, event, move, missing=holds.facts))
        elif holds is not True:
            found.append(_wrong("DK615", case, event, move, condition=move.guard.text))
    return found


def out_of_turn(case: Case, event: Event, move: Move, made: Mapping[str, int]) -> list[Problem]:
    """DK663 a move made more often than it may be, DK664 one made before those that must come first."""
    found: list[Problem] = []
    transition = move.transition
    times, at_most = made.get(event.name, 0), transition.at_most
    if at_most is not None and times >= at_most:
        found.append(_wrong("DK663", case, event, move, at_most=str(at_most), made=str(times)))
    lacking = tuple(each for each in transition.after if not made.get(each))
    if lacking:
        found.append(_wrong("DK664", case, event, move, lacking=lacking))
    return found


def lacking_of(move: Move, facts: Facts) -> tuple[str, ...]:
    """What a move asks for and nobody has filled in."""
    return tuple([name for name in move.requires if facts.get(name) in {None, ""}])


def _unsigned(case: Case, event: Event, move: Move, facts: Facts, ground: Ground) -> list[Problem]:
    """DK619 the authority matrix names another role for this case, or none; DK616 it cannot be told."""
    subject = move.transition.authority or ""
    signed = ground.signature(subject, facts)
    if signed.outcome is Outcome.UNDETERMINED:
        return [_wrong("DK616", case, event, move, missing=signed.missing or (signed.code,))]
    needed = tuple(str(signed.value(name)) for name in ("role", "second") if signed.value(name))
    if any(each.role in needed for each in acting_as(event, ground.people)):
        return []
    return [_wrong("DK619", case, event, move, subject=subject, role=event.role, needed=needed)]


def _conflict(case: Case, event: Event, not_by: tuple[str, ...], previous: str, actors: Mapping[str, str]) -> str:
    """Why the actor takes no part; empty where nothing stands against it."""
    actor = event.actor
    if not actor:
        return ""
    if actor in case.opened.complained_about:
        return "complained-about"
    for each in not_by:
        if each == "opener" and actor == case.opened.by:
            return each
        if each == "previous-actor" and actor == previous:
            return each
        if actors.get(each) == actor:
            return each
    return ""


class _Runs:
    """The runs of one clock while events are folded: those that have ended, and the current one in pieces."""

    __slots__ = ("ended", "open", "pauses", "started")

    def __init__(self, runs: tuple[ClockRun, ...]) -> None:
        current = runs[-1] if runs and not runs[-1].ended else None
        self.ended = list(runs if current is None else runs[:-1])
        self.started = None if current is None else current.started
        self.pauses = [] if current is None else list(current.pauses)
        self.open = () if current is None else current.open

    def take(
        self, signalled: Signalled, at: datetime, facts: Facts, paused_in: Mapping[str, tuple[str, ...]], target: str
    ) -> str:
        """Take a signal; a clock that does not run is only started. The code of what is wrong with it, or none."""
        signal = signalled.signal
        if signal is Signal.START or signal is Signal.RESET:
            if self.started is None or signal is Signal.RESET:
                self._end(at, "reset", facts)
                self.started, self.open = at, paused_in.get(target, ())
                self.pauses = [(at, None)] if self.open else []
        elif self.started is None:
            pass
        elif signal is Signal.PAUSE:
            if signalled.pause in self.open:
                return "DK621"
            if not self.open:
                self.pauses.append((at, None))
            self.open = (*self.open, signalled.pause)
        elif signal is Signal.RESUME:
            if signalled.pause not in self.open:
                return "DK622"
            self.open = tuple(each for each in self.open if each != signalled.pause)
            if not self.open:
                self.pauses[-1] = (self.pauses[-1][0], at)
        else:
            self._end(at, "stopped" if signal is Signal.STOP else "cancelled", facts)
        return ""

    def frozen(self) -> tuple[ClockRun, ...]:
        """The runs as they are now."""
        if self.started is None:
            return tuple(self.ended)
        return (*self.ended, ClockRun(self.started, pauses=tuple(self.pauses), open=self.open))

    def _end(self, at: datetime, how: str, facts: Facts) -> None:
        if self.started is None:
            return
        if self.open:
            self.pauses[-1] = (self.pauses[-1][0], at)
        self.ended.append(ClockRun(self.started, at, how, tuple(self.pauses), facts=facts))
        self.started, self.open = None, ()


def _started(at: datetime, paused: tuple[str, ...]) -> ClockRun:
    return ClockRun(at, pauses=((at, None),) if paused else (), open=paused)


def _wrong(code: str, case: Case, event: Event, move: Move | None = None, **args: str | tuple[str, ...]) -> Problem:
    """A violation: the case, the event, the rule."""
    said = {"case": case.opened.case, "event": event.name, "on": event.at.isoformat(" "), **args}
    address = "" if move is None else move.transition.rule.address
    return Problem(code, event.place, tuple(said.items()), address)
