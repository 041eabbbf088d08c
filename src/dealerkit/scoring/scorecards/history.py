"""Grades over periods: what each period's score says, the grade that holds after it, and what changed when.

A grade rises or falls once the periods above or below it are as many in a row as the policy says, and then to the
nearest of the grades of those periods: to the lowest of them when it rises, to the best when it falls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from attrs import field, frozen

from dealerkit.scoring.scorecards.card import Scorecard
from dealerkit.values.periods import read_period_kind


class Move(Enum):
    """How a grade moved."""

    FIRST = "first"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    HELD = "held"
    """The period's own grade is another, and the policy waits for more periods."""
    NONE = "none"
    """The period has no grade; the one before goes on."""


@frozen
class Held:
    """One period: the grade of its score (empty where there is none), the grade that holds after it, and its move."""

    label: str
    day: date
    scored: str
    grade: str
    move: Move
    recorded: bool = False
    """Whether the grade is the one that the table ``grades`` has."""


@frozen
class GradeHistory:
    """The periods of one subject, the earliest first."""

    subject: str
    periods: tuple[Held, ...] = field(default=())

    @property
    def grade(self) -> str:
        """The grade that holds now."""
        return self.periods[-1].grade if self.periods else ""

    @property
    def since(self) -> date | None:
        """The day from which the grade that holds has held, as far as the periods reach."""
        found: date | None = None
        for each in reversed(self.periods):
            if each.grade != self.grade:
                break
            found = each.day
        return found

    @property
    def changes(self) -> tuple[Held, ...]:
        """The periods in which the grade rose or fell."""
        return tuple(each for each in self.periods if each.move in {Move.UP, Move.DOWN})


@frozen
class Given:
    """What is known of a period: its label, its last day, the grade of its score, the recorded one if there is one."""

    label: str
    day: date
    scored: str
    recorded: str = ""


def follow(card: Scorecard, subject: str, periods: Sequence[Given]) -> GradeHistory:
    """Follow the grades of a subject through periods, the earliest first."""
    history = card.history
    downs, ups = (1, 1) if history is None else (history.downgrade_after, history.upgrade_after)
    now = ""
    waiting: list[str] = []
    found: list[Held] = []
    for each in periods:
        if each.recorded:
            move = _move(card, now, each.recorded)
            now, waiting = each.recorded, []
            found.append(Held(each.label, each.day, each.scored, now, move, recorded=True))
            continue
        sign = _sign(card, now, each.scored)
        if not each.scored or sign is None:
            move = Move.NONE if not each.scored else Move.FIRST
            now, waiting = each.scored or now, []
            found.append(Held(each.label, each.day, each.scored, now, move))
            continue
        if sign == 0:
            waiting = []
            found.append(Held(each.label, each.day, each.scored, now, Move.SAME))
            continue
        if waiting and _sign(card, now, waiting[-1]) != sign:
            waiting = []
        waiting.append(each.scored)
        if len(waiting) < (ups if sign > 0 else downs):
            found.append(Held(each.label, each.day, each.scored, now, Move.HELD))
            continue
        nearest = min if sign > 0 else max
        now = nearest(waiting, key=lambda name: card.order(name) or 0)
        waiting = []
        found.append(Held(each.label, each.day, each.scored, now, Move.UP if sign > 0 else Move.DOWN))
    return GradeHistory(subject, tuple(found))


def days_of(card: Scorecard, as_of: date) -> tuple[tuple[str, date], ...]:
    """The periods that a card looks back at, by label and last day, the earliest first; the running one ends today."""
    return tuple(reversed(list(_back(card, as_of))))


def _back(card: Scorecard, as_of: date) -> Iterator[tuple[str, date]]:
    history = card.history
    kind = read_period_kind(history.every) if history is not None else None
    if history is None or kind is None:
        return
    period = kind.containing(as_of)
    yield period.label, as_of
    for _ in range(history.periods):
        period = kind.previous(period)
        yield period.label, period.end


def _sign(card: Scorecard, now: str, scored: str) -> int | None:
    """Above zero where a grade is better than the one that holds; None where they cannot be compared."""
    here, there = card.order(now), card.order(scored)
    if here is None or there is None:
        return None
    return (there > here) - (there < here)


def _move(card: Scorecard, now: str, recorded: str) -> Move:
    sign = _sign(card, now, recorded)
    if sign is None:
        return Move.FIRST
    return Move.UP if sign > 0 else Move.DOWN if sign < 0 else Move.SAME
