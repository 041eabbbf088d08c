"""Which contact answers which due: each contact one due of a rule, each due one contact.

A contact that names its occasion answers that one. Any other answers, of those it is not too early for, the due
that ends first and has not ended yet; where none is open, it makes up for the one that ended first. This gives as
many in time as any choice could, since it is scheduling by the earliest deadline.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush

from attrs import field, frozen

from dealerkit.customers.touch.contacts import Contact
from dealerkit.customers.touch.windows import Window


@frozen
class Trying:
    """What holds where nobody was reached: how often to try, how far apart, and whether that counts as done."""

    least: int
    apart: timedelta
    counts: bool


@frozen(order=True)
class Open:
    """A due to be answered: its window, and what it is of (the occasion's number, the period)."""

    window: Window
    source: str


@frozen
class Answered:
    """A due with the contact that answered it, and those that reached nobody."""

    due: Open
    contact: Contact | None = None
    tries: tuple[Contact, ...] = ()
    tried_enough: bool = False
    """Whether nobody was reached, and as often as the rule asks."""

    @property
    def done_at(self) -> datetime | None:
        """When it was answered; None while it is not."""
        return None if self.contact is None else self.contact.at


@frozen
class _Standing:
    """A due while contacts come in."""

    due: Open
    tries: list[Contact] = field(factory=list)


def answered(
    dues: Iterable[Open],
    contacts: Sequence[Contact],
    reached: frozenset[str],
    trying: Trying | None = None,
    *,
    by_number: bool = True,
) -> tuple[Answered, ...]:
    """Every due with what answered it, in the order of their windows.

    ``contacts`` count whatever their order; one whose outcome is not in ``reached`` reached nobody. Without
    ``by_number`` the occasion that a contact names does not matter. Linear in both but for sorting.
    """
    standing = {each.source: _Standing(each) for each in dues}
    waiting = deque(sorted(standing.values(), key=lambda each: (each.due.window.earliest, each.due)))
    live: list[tuple[Open, int]] = []
    begun: list[_Standing] = []
    over: deque[_Standing] = deque()
    done: dict[str, Answered] = {}
    for contact in sorted(contacts):
        while waiting and waiting[0].due.window.earliest <= contact.at:
            each = waiting.popleft()
            heappush(live, (each.due, len(begun)))
            begun.append(each)
        while live and (live[0][0].source in done or live[0][0].window.latest < contact.at):
            due, number = heappop(live)
            if due.source not in done:
                over.append(begun[number])
        while over and over[0].due.source in done:
            over.popleft()
        names = contact.occasion if by_number else ""
        named = standing.get(names) if names else None
        if names and (named is None or named.due.window.earliest > contact.at):
            continue
        chosen = named or (begun[live[0][1]] if live else over[0] if over else None)
        if chosen is not None and chosen.due.source not in done:
            _take(chosen, contact, reached, trying, done)
    return tuple(
        done.get(each.due.source) or Answered(each.due, tries=tuple(each.tries))
        for each in sorted(standing.values(), key=lambda each: each.due)
    )


def _take(
    chosen: _Standing, contact: Contact, reached: frozenset[str], trying: Trying | None, done: dict[str, Answered]
) -> None:
    """Answer a due, or note a try; enough tries close it where they count."""
    source, tries = chosen.due.source, chosen.tries
    if not contact.outcome or contact.outcome in reached:
        done[source] = Answered(chosen.due, contact, tuple(tries))
        return
    if trying is None or not tries or contact.at - tries[-1].at >= trying.apart:
        tries.append(contact)
    if trying is not None and trying.counts and len(tries) >= trying.least:
        done[source] = Answered(chosen.due, tries[-1], tuple(tries), tried_enough=True)
