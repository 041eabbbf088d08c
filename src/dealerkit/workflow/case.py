"""A case is the fold of its events: cut the log where you like, and the same case comes out.

Nothing is refused here: what happened has happened. A move that the flow does not allow is noted as a
violation, with its rule and its event, and then taken as it was made, so that one bad event never stops the
rest of a log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, tzinfo
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.workflow.compiled import Compiled, Move, Signal, Signalled
from dealerkit.workflow.conflicts import conflict
from dealerkit.workflow.events import Event, Opened, local_text
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.permission import Facts, objections
from dealerkit.workflow.signatures import duties, unsigned

STATE = "case.state"
_EMPTY = frozenset({None, ""})
# Members of an enumeration take long to look up, and every event asks for some.
_START, _STOP, _RESET, _PAUSE, _RESUME = Signal.START, Signal.STOP, Signal.RESET, Signal.PAUSE, Signal.RESUME


class ClockRun(NamedTuple):
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


class Passed(NamedTuple):
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
    runs: tuple[tuple[ClockRun, ...], ...] = ()
    history: tuple[Passed, ...] = ()
    violations: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def made(self) -> Counter[str]:
        """How often each move was made."""
        return Counter(each.move for each in self.history)

    @property
    def made_by(self) -> frozenset[tuple[str, str]]:
        """Every move that was made, with whoever made it; empty where nobody wrote that down."""
        return frozenset((each.move, each.actor) for each in self.history)


def open_case(compiled: Compiled, opened: Opened) -> Case:
    """A case that has only begun."""
    return Case(
        opened=opened,
        state=compiled.initial,
        last=opened.at,
        facts=opened.facts,
        previous_actor=opened.by,
        runs=tuple([() if paused is None else (_started(opened.at, paused),) for paused in compiled.on_opening]),
    )


def replay(compiled: Compiled, case: Case, events: Iterable[Event], ground: Ground) -> Case:
    """The case after these events, in the order given; violations are added to those it has.

    DK610 no such move, DK611 not in this state, DK612 role, DK613 department, DK614 something not filled in,
    DK615 condition not met, DK616 condition cannot be told, DK617 conflict of interest, DK618 before the event
    before it, DK619 beyond the authority, DK621 paused twice, DK622 resumed though not paused, DK663 made too
    often, DK664 made before what must come first.
    """
    moves, state, last, facts = compiled.moves, case.state, case.last, case.facts
    previous = case.previous_actor
    made_by = set(case.made_by) if compiled.names_makers else set()
    runs = [_Runs(each) for each in case.runs]
    history: list[Passed] = []
    wrong: list[Problem] = []
    suspects, has_people = _suspects(case.opened), ground.people is not None
    made = case.made if compiled.counts else None
    for event in events:
        at, name = event.at, event.name
        if at < last:
            wrong.append(_wrong("DK618", ground.zone, case, event, before=local_text(last, ground.zone)))
        else:
            last = at
        move = moves[state].get(name)
        if event.fields:
            facts = {**facts, **event.fields}
        if move is None:
            wrong.append(_wrong("DK610", ground.zone, case, event, state=state))
            continue
        if not move.is_legal:
            wrong.append(_wrong("DK611", ground.zone, case, event, move, state=state))
        if has_people or event.actor in suspects or not (move.is_free or _is_granted(move, event, facts)):
            wrong += judged(case, event, move, facts, previous, made_by, ground)
        if made is not None:
            wrong += out_of_turn(case, event, move, made, ground)
            made[name] += 1
        if move.signals:
            wrong += _signalled(compiled, case, event, move, facts, ground, runs)
        history.append(Passed(at, name, event.actor, state, move.target))
        if compiled.names_makers:
            made_by.add((name, event.actor))
        if move.target != state:
            # A note in between is no pair of eyes: the step before is the one that led here.
            state, previous = move.target, event.actor
    return Case(
        opened=case.opened,
        state=state,
        last=last,
        facts=facts,
        previous_actor=previous,
        runs=tuple([each.frozen() for each in runs]),
        history=(*case.history, *history),
        violations=(*case.violations, *wrong),
    )


def _suspects(opened: Opened) -> frozenset[str]:
    """Who may be complained about: whoever acted without a name may be that person."""
    return opened.complained_about | {""} if opened.complained_about else opened.complained_about


def _is_granted(move: Move, event: Event, facts: Facts) -> bool:
    """Whether a move asks for little, and has it."""
    if not move.is_plain or (move.roles and event.role not in move.roles):
        return False
    return _EMPTY.isdisjoint(map(facts.get, move.requires))


def judged(
    case: Case,
    event: Event,
    move: Move,
    facts: Facts,
    previous: str,
    made_by: AbstractSet[tuple[str, str]],
    ground: Ground,
    *,
    anybody: bool = False,
) -> list[Problem]:
    """What speaks against a move beside the state: role, department, fields, condition, conflict of interest.

    With ``anybody`` nothing is said of who makes it: of his role, department and region, of conflicts of interest.
    """
    found: list[Problem] = []
    transition = move.transition
    if not anybody and not _is_open_to(move, event, ground):
        for code, args in objections(event, move, facts, ground.people):
            found.append(_wrong(code, ground.zone, case, event, move, **args))
    lacking = lacking_of(move, facts)
    if lacking:
        found.append(_wrong("DK614", ground.zone, case, event, move, fields=lacking))
    if not anybody and (transition.not_by or case.opened.complained_about):
        against = conflict(case.opened, event, transition.not_by, previous, made_by, duties(event, move, facts, ground))
        if against is not None:
            found.append(_wrong(against[0], ground.zone, case, event, move, **against[1]))
    if transition.authority is not None:
        for code, args in unsigned(case.opened, event, move, facts, ground):
            found.append(_wrong(code, ground.zone, case, event, move, **args))
    if move.guard is not None:
        holds = _holds(move.guard, move, event, facts, ground)
        if isinstance(holds, Missing):
            found.append(_wrong("DK616", ground.zone, case, event, move, missing=holds.facts))
        elif holds is not True:
            found.append(_wrong("DK615", ground.zone, case, event, move, condition=move.guard.text))
    return found


def _is_open_to(move: Move, event: Event, ground: Ground) -> bool:
    """Whether what the event states of role and department is enough, and nobody asks who the person is."""
    if ground.people is not None or move.transition.region:
        return False
    fits = not move.roles or event.role in move.roles
    return fits and (not move.departments or event.department in move.departments)


def _signalled(
    compiled: Compiled,
    case: Case,
    event: Event,
    move: Move,
    facts: Facts,
    ground: Ground,
    runs: Sequence[_Runs],
) -> list[Problem]:
    """Tell the clocks what a move does to them: DK621, DK622; DK616 where nobody can tell whether it does."""
    found: list[Problem] = []
    for signalled in move.signals:
        if signalled.when is not None:
            holds = _holds(signalled.when, move, event, facts, ground)
            if isinstance(holds, Missing):
                found.append(_wrong("DK616", ground.zone, case, event, move, missing=holds.facts))
            if holds is not True:
                continue
        why = runs[signalled.clock].take(signalled, event.at, facts)
        if why:
            clock = compiled.clocks[signalled.clock].id
            found.append(_wrong(why, ground.zone, case, event, move, clock=clock, pause=signalled.pause))
    return found


def _holds(condition: Expression, move: Move, event: Event, facts: Facts, ground: Ground) -> Value | Missing | None:
    """Whether a condition holds of a case at an event, before it moves on."""
    known: dict[str, Value | Missing | None] = {**facts, STATE: move.state}
    if condition.parameters:
        known.update(ground.parameters_at(event.at))
    return condition.evaluate(known)


def out_of_turn(case: Case, event: Event, move: Move, made: Mapping[str, int], ground: Ground) -> list[Problem]:
    """DK663 a move made more often than it may be, DK664 one made before those that must come first."""
    found: list[Problem] = []
    transition = move.transition
    times, at_most = made.get(event.name, 0), transition.at_most
    if at_most is not None and times >= at_most:
        found.append(_wrong("DK663", ground.zone, case, event, move, at_most=str(at_most), made=str(times)))
    lacking = tuple(each for each in transition.after if not made.get(each))
    if lacking:
        found.append(_wrong("DK664", ground.zone, case, event, move, lacking=lacking))
    return found


def lacking_of(move: Move, facts: Facts) -> tuple[str, ...]:
    """What a move asks for and nobody has filled in."""
    return tuple([name for name in move.requires if facts.get(name) in _EMPTY])


class _Runs:
    """The runs of one clock while events are folded: those that have ended, and the current one in pieces."""

    __slots__ = ("ended", "open", "pauses", "started")

    def __init__(self, runs: tuple[ClockRun, ...]) -> None:
        current = runs[-1] if runs and not runs[-1].ended else None
        self.ended = list(runs if current is None else runs[:-1])
        self.started = None if current is None else current.started
        self.pauses = [] if current is None else list(current.pauses)
        self.open = () if current is None else current.open

    def take(self, signalled: Signalled, at: datetime, facts: Facts) -> str:
        """Take a signal; a clock that does not run is only started. The code of what is wrong with it, or none."""
        signal = signalled.signal
        if signal is _START or signal is _RESET:
            if self.started is None or signal is _RESET:
                self._end(at, "reset", facts)
                self.started, self.open = at, signalled.paused
                self.pauses = [(at, None)] if self.open else []
        elif self.started is None:
            pass
        elif signal is _PAUSE:
            if signalled.pause in self.open:
                return "DK621"
            if not self.open:
                self.pauses.append((at, None))
            self.open = (*self.open, signalled.pause)
        elif signal is _RESUME:
            if signalled.pause not in self.open:
                return "DK622"
            self.open = tuple(each for each in self.open if each != signalled.pause)
            if not self.open:
                self.pauses[-1] = (self.pauses[-1][0], at)
        else:
            self._end(at, "stopped" if signal is _STOP else "cancelled", facts)
        return ""

    def frozen(self) -> tuple[ClockRun, ...]:
        """The runs as they are now."""
        if self.started is None:
            return tuple(self.ended)
        return (*self.ended, ClockRun(self.started, None, "", tuple(self.pauses), self.open))

    def _end(self, at: datetime, how: str, facts: Facts) -> None:
        if self.started is None:
            return
        if self.open:
            self.pauses[-1] = (self.pauses[-1][0], at)
        self.ended.append(ClockRun(self.started, at, how, tuple(self.pauses), (), facts))
        self.started, self.open = None, ()


def _started(at: datetime, paused: tuple[str, ...]) -> ClockRun:
    return ClockRun(at, None, "", ((at, None),) if paused else (), paused)


def _wrong(
    code: str, zone: tzinfo, case: Case, event: Event, move: Move | None = None, **args: str | tuple[str, ...]
) -> Problem:
    """A violation: the case, the event (by the wall clock of the flow's zone), the rule."""
    said = {"case": case.opened.case, "event": event.name, "on": local_text(event.at, zone), **args}
    address = "" if move is None else move.transition.rule.address
    return Problem(code, event.place, tuple(said.items()), address)
