"""A contact that is due, and how it stands on a day; and how many of a rule were made in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import frozen

from dealerkit.customers.touch.contacts import Contact
from dealerkit.customers.touch.matching import Answered
from dealerkit.customers.touch.rules import ContactRule
from dealerkit.customers.touch.windows import Window, end_of
from dealerkit.problems import Location


class State(Enum):
    """How a contact that is due stands."""

    DONE = "done"
    LATE = "late"
    """Made, after its last day."""
    TRIED = "tried"
    """Nobody was reached, as often as the rule asks; that counts as done."""
    MISSED = "missed"
    DUE = "due"
    AHEAD = "ahead"
    UNKNOWN = "unknown"
    """It cannot be told whether or when it is due."""


@frozen(eq=False)
class Due:
    """One contact that is due: by which rule, for or from whom, since what, and how it stands.

    ``source`` is the occasion's number, the first day of the period, or the day of the holiday. ``by`` is who is to
    make it: an employee, or the rule's roles. ``missing`` is what is not known, where the state is unknown.
    """

    rule: ContactRule
    subject: str
    source: str
    state: State
    window: Window | None = None
    by: tuple[str, ...] = ()
    contact: Contact | None = None
    tries: int = 0
    missing: tuple[str, ...] = ()
    at: Location | None = None

    @property
    def first(self) -> date | None:
        """The first day."""
        return None if self.window is None else self.window.earliest.date()

    @property
    def last(self) -> date | None:
        """The last day."""
        return None if self.window is None else self.window.latest.date()

    @property
    def order(self) -> tuple[date, str, str, str]:
        """Sorted by last day, then by whom, rule and source."""
        return (self.last or date.max, self.subject, self.rule.id, self.source)


def state_of(found: Answered, as_of: date) -> State:
    """How a due stands at the end of a day."""
    now, window = end_of(as_of), found.due.window
    if found.contact is not None:
        if found.contact.at > window.latest:
            return State.LATE
        return State.TRIED if found.tried_enough else State.DONE
    if window.latest < now:
        return State.MISSED
    return State.AHEAD if window.earliest > now else State.DUE


@frozen
class Completion:
    """How many contacts of a rule had to be made by a day, and how many were, in time and late."""

    rule: ContactRule
    due: int
    in_time: int
    late: int
    missed: int
    unknown: int

    @property
    def rate(self) -> Fraction | None:
        """The share made in time; None where none was due."""
        return Fraction(self.in_time, self.due) if self.due else None

    @property
    def is_below_target(self) -> bool:
        """Whether fewer were made in time than the rule asks."""
        target = self.rule.target
        return target is not None and self.due > 0 and self.in_time < Fraction(target) * self.due


def completion(rule: ContactRule, dues: Iterable[Due], since: date, as_of: date) -> Completion:
    """The completion of a rule, over the windows that ended from ``since`` through the day."""
    found = [each for each in dues if each.state is State.UNKNOWN or (each.last and since <= each.last <= as_of)]
    states = [each.state for each in found]
    in_time = sum(each in {State.DONE, State.TRIED} for each in states)
    late, missed = states.count(State.LATE), states.count(State.MISSED)
    return Completion(rule, in_time + late + missed, in_time, late, missed, states.count(State.UNKNOWN))
