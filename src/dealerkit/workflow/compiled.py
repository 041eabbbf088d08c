"""A flow made ready: for every state and move, what follows, worked out once.

The fold of a case looks a move up by state and name and does what stands there; nothing of the policy is
walked again, however many events there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.workflow.flow import ANY_STATE, Clock, Flow, Pause, Transition


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
    """A signal to one clock; ``pause`` is the id of the pause that begins or ends."""

    clock: int
    signal: Signal
    pause: str = ""


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
    is_counted: bool
    """Whether it depends on what was made before, or how often."""


class Compiled:
    """A flow made ready. ``moves`` has every transition in every state, legal there or not."""

    __slots__ = ("_legal", "clocks", "counts", "final", "flow", "initial", "moves", "on_opening", "paused_in")

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.clocks: tuple[Clock, ...] = tuple((flow.clocks or {}).values())
        self.final = frozenset(each.id for each in flow.states.values() if each.final)
        initial = flow.initial
        self.initial = "" if initial is None else initial.id
        self.moves: dict[tuple[str, str], Move] = {
            (state, each.id): self._move(state, each) for state in flow.states for each in flow.transitions.values()
        }
        self._legal = {
            state: tuple(move for each in flow.transitions if (move := self.moves[state, each]).is_legal)
            for state in flow.states
        }
        self.counts = any(each.is_counted for each in self.moves.values())
        """Whether any of its moves depends on what was made before, or how often."""
        self.paused_in: tuple[dict[str, tuple[str, ...]], ...] = tuple(_paused_in(each) for each in self.clocks)
        """By clock: which of its pauses hold in a state."""
        self.on_opening = tuple(number for number, each in enumerate(self.clocks) if each.start is None)
        """The clocks that start with the case."""

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that may be made in a state, in the order written."""
        return self._legal[state]

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
                    yield Signalled(number, signal)
            for pause in (clock.pauses or {}).values():
                for signal in _paused_or_resumed(pause, state, target, move):
                    yield Signalled(number, signal, pause.id)


def _is_plain(move: Transition) -> bool:
    asks = (move.department, move.region, move.when, move.not_by, move.authority)
    return not any(asks)


def _paused_or_resumed(pause: Pause, state: str, target: str, move: str) -> Iterator[Signal]:
    was, stays = state in pause.in_, target in pause.in_
    if (was and not stays) or (pause.until is not None and pause.until.is_met(state, target, move)):
        yield Signal.RESUME
    if (stays and not was) or (pause.from_ is not None and pause.from_.is_met(state, target, move)):
        yield Signal.PAUSE


def _paused_in(clock: Clock) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pause in (clock.pauses or {}).values():
        for state in pause.in_:
            found[state] = (*found.get(state, ()), pause.id)
    return found
