"""Corrective actions: what the table ``actions`` has about a rule that was not kept."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.problems import Location


@frozen
class Action:
    """One task: whose, since when, until when, and when it was done."""

    number: str
    owner: str
    opened_on: date | None
    due_on: date | None
    done_on: date | None
    at: Location
    customer: str = ""
    title: str = ""

    def is_overdue(self, day: date) -> bool:
        """Whether it should have been done before a day, and is not."""
        return self.due_on is not None and self.due_on < day and (self.done_on is None or self.done_on > day)

    @property
    def is_complete(self) -> bool:
        """Whether it says who does it, and by when."""
        return bool(self.owner) and self.due_on is not None


def actions_about(book: Book, address: str, since: date, as_of: date) -> tuple[Action, ...]:
    """The actions about a rule that were agreed from ``since`` through a day, the earliest first."""
    found = [each for each in all_actions(book, as_of) if each[0] == address]
    ours = [action for _, action in found if action.opened_on is None or action.opened_on >= since]
    return tuple(sorted(ours, key=lambda each: (each.opened_on or since, each.number)))


def all_actions(book: Book, as_of: date) -> tuple[tuple[str, Action], ...]:
    """Every action agreed through a day, with the address it is about."""
    found: list[tuple[str, Action]] = []
    for row in book.rows("actions"):
        days = [each if isinstance(each, date) else None for each in map(row.get, ("opened_on", "due_on", "done_on"))]
        if days[0] is not None and days[0] > as_of:
            continue
        texts = [str(row.get(name) or "") for name in ("action", "owner", "customer", "title")]
        action = Action(texts[0], texts[1], days[0], days[1], days[2], row.at, texts[2], texts[3])
        found.append((str(row.get("about") or ""), action))
    return tuple(found)


def answer_to(actions: tuple[Action, ...], as_of: date) -> tuple[Action | None, str]:
    """The action that answers a target missed, and what is wrong with the answer: nothing where it is sound.

    The words are ``action-none``, ``action-incomplete`` (no owner or no day) and ``action-overdue``.
    """
    if not actions:
        return None, "action-none"
    last = actions[-1]
    if not last.is_complete:
        return last, "action-incomplete"
    return last, "action-overdue" if last.is_overdue(as_of) else ""
