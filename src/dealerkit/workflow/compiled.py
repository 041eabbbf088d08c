"""A flow made ready: for every state and move, what follows, worked out once.

The fold of a case looks a move up by state and name and does what stands there; nothing of the policy is
walked again, however many events there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.workflow.flow import ANY_STATE, Clock, Flow, Pause, Transition, Trigger


class Signal(Enum):
    """What a move does to a clock, in the order in which it is done."""

    STOP = "stop"
    CANCEL = "cancel"
    START = "start"
    RESET = "reset"
    RESUME = "resume"
    PAUSE = "pause"


@frozen
class Signalled:
    """A signal to one clock; ``pause`` is the id of the pause that begins or ends.

    ``paused`` are the pauses in which a clock that starts stands still at once; ``when`` must hold for it to count.
    """

    clock: int
    signal: Signal
    pause: str = ""
    paused: tuple[str, ...] = ()
    when: Expression | None = None


@frozen
class Move:
    """A transition from one state, and all that it does. ``is_legal`` says whether it may be made there at all."""

    transition: Transition
    state: str
    target: str
    is_legal: bool
    ends: bool
    roles: frozenset[str]
    departments: frozenset[str]
    guard: Expression | None
    requires: tuple[str, ...]
    signals: tuple[Signalled, ...]
    is_plain: bool
    """Whether it asks for nothing but a role, and for things to be filled in."""
    is_free: bool
    """Whether it asks for nothing at all."""
    is_counted: bool
    """Whether it depends on what was made before, or how often."""


class Compiled:
    """A flow made ready. ``moves`` has by state and name every transition in every state, legal there or not."""

    __slots__ = (
        "_legal",
        "clocks",
        "counts",
        "final",
        "flow",
        "initial",
        "moves",
        "names_makers",
        "occasions",
        "on_opening",
    )

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.clocks: tuple[Clock, ...] = tuple((flow.clocks or {}).values())
        self.final = frozenset(each.id for each in flow.states.values() if each.final)
        initial = flow.initial
        self.initial = "" if initial is None else initial.id
        self.moves: dict[str, dict[str, Move]] = {
            state: {each.id: self._move(state, each) for each in flow.transitions.values()} for state in flow.states
        }
        self._legal = {
            state: tuple(move for move in moves.values() if move.is_legal) for state, moves in self.moves.items()
        }
        self.moves.setdefault(self.initial, {})
        self.counts = any(each.after or each.at_most is not None for each in flow.transitions.values())
        """Whether any of its moves depends on what was made before, or how often."""
        self.names_makers = any(each in flow.transitions for move in flow.transitions.values() for each in move.not_by)
        """Whether any of its moves depends on who made another."""
        self.occasions: dict[str, frozenset[tuple[str, str]]] = {
            notice.id: self._met_by(notice.at) for notice in (flow.notices or {}).values() if notice.at is not None
        }
        """By notice: the moves, each with the state it is made in, that make it due."""
        self.on_opening = tuple(
            None if each.start is not None else _paused_in(each, self.initial) for each in self.clocks
        )
        """By clock: the pauses in which it stands still when it starts with the case; None where it does not."""

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that may be made in a state, in the order written."""
        return self._legal[state]

    def _met_by(self, trigger: Trigger) -> frozenset[tuple[str, str]]:
        return frozenset(
            (state, name)
            for state, moves in self.moves.items()
            for name, move in moves.items()
            if trigger.is_met(state, move.target, name)
        )

    def _move(self, state: str, transition: Transition) -> Move:
        target = transition.to or state
        legal = state in transition.from_ or (ANY_STATE in transition.from_ and state not in self.final)
        return Move(
            transition,
            state,
            target,
            legal,
            target in self.final,
            frozenset(transition.by),
            frozenset(transition.department),
            transition.when,
            tuple(f"case.{each}" for each in transition.require),
            tuple(self._signals(state, target, transition.id)),
            _is_plain(transition),
            _is_plain(transition) and not transition.by and not transition.require,
            bool(transition.after) or transition.at_most is not None,
        )

    def _signals(self, state: str, target: str, move: str) -> Iterator[Signalled]:
        for number, clock in enumerate(self.clocks):
            found = {
                Signal.STOP: clock.until,
                Signal.CANCEL: clock.cancel,
                Signal.START: clock.start,
                Signal.RESET: clock.reset,
            }
            for signal, trigger in found.items():
                if trigger is not None and trigger.is_met(state, target, move):
                    yield Signalled(number, signal, paused=_paused_in(clock, target), when=trigger.when)
            for pause in (clock.pauses or {}).values():
                for signal, when in _paused_or_resumed(pause, state, target, move):
                    yield Signalled(number, signal, pause.id, when=when)


def _is_plain(move: Transition) -> bool:
    asks = (move.department, move.region, move.when, move.not_by, move.authority)
    return not any(asks)


def _paused_or_resumed(pause: Pause, state: str, target: str, move: str) -> Iterator[tuple[Signal, Expression | None]]:
    """What a move does to a pause: by the state without a condition, by a trigger on its own."""
    was, stays = state in pause.in_, target in pause.in_
    for signal, by_state, trigger in (
        (Signal.RESUME, was and not stays, pause.until),
        (Signal.PAUSE, stays and not was, pause.from_),
    ):
        if by_state:
            yield signal, None
        elif trigger is not None and trigger.is_met(state, target, move):
            yield signal, trigger.when


def _paused_in(clock: Clock, state: str) -> tuple[str, ...]:
    """The pauses of a clock that hold in a state."""
    return tuple(pause.id for pause in (clock.pauses or {}).values() if state in pause.in_)
