"""Who may act: the roles, departments and territories that the book gives a person on a day.

Tables ``employees`` (one's own role) and ``delegations`` (a role held for somebody else, until a stated day). A
delegation hands over what its giver holds himself on that day, and no more: a role that was handed to somebody is
not handed on, and nothing is handed over for longer than the flow allows (``delegate_at_most``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from attrs import frozen

from dealerkit.book import Book
from dealerkit.book.batches import Row
from dealerkit.measures.masters import Masters
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, OpenPath
from dealerkit.problems import Problem, Severity, problem
from dealerkit.workflow.flow import Flow
from dealerkit.workflow.timing import clock_of

EMPLOYEES, DELEGATIONS = "employees", "delegations"
_TERRITORY = "dealer.territory"
_ONE_DAY = timedelta(days=1)


@frozen
class Duty:
    """What somebody may act as: a role in a department, for a territory; ``giver`` is whose duty he holds.

    Empty is what the book does not say.
    """

    role: str
    department: str = ""
    territory: str = ""
    giver: str = ""


@frozen
class _Handed:
    """A delegation that counts, as far as the flow allows it."""

    role: str
    giver: str
    since: date
    until: date


class People:
    """The people of a book, as one flow sees them; days are those of ``zone``.

    ``problems``: DK655 a delegation that is longer than the flow allows, of which only the first days count; DK656
    one that counts for nothing, since its giver does not hold the role, gives it to himself, or it ends before it
    begins.
    """

    __slots__ = ("_book", "_by_day", "_days", "_handed", "_known", "_masters", "_zone", "problems")

    def __init__(self, book: Book, catalogue: Catalogue, zone: tzinfo, delegate_at_most: int | None = None) -> None:
        self._book = book
        self._zone = zone
        self._masters = Masters(book, catalogue)
        self._known = {str(row.get("employee")) for row in book.rows(EMPLOYEES)}
        self._by_day: dict[tuple[str, date], tuple[Duty, ...]] = {}
        self._handed: dict[str, list[_Handed]] = defaultdict(list)
        self.problems: tuple[Problem, ...] = tuple(self._delegations(delegate_at_most))

    def codes(self) -> tuple[str, ...]:
        """Everybody the book knows."""
        return tuple(sorted(self._known))

    def duties(self, actor: str, moment: datetime) -> tuple[Duty, ...] | None:
        """What somebody may act as at a moment; None for a person the book does not know."""
        if actor not in self._known:
            return None
        key = (actor, moment.astimezone(self._zone).date())
        found = self._by_day.get(key)
        if found is None:
            found = self._by_day[key] = tuple(self._on(actor, key[1]))
        return found

    def is_in_territory(self, customer: str, territory: str, moment: datetime) -> bool | Missing:
        """Whether a customer lies in a territory, or in one that is part of it."""
        path = self._masters.dealer(_TERRITORY, customer, moment.astimezone(self._zone).date())
        if isinstance(path, Missing):
            return path
        if isinstance(path, tuple) and territory in path:
            return True
        return path.unknown if isinstance(path, OpenPath) else False

    def name(self, actor: str, day: date) -> str:
        """An employee's name; nothing where the book has none."""
        row = self._book.versions(EMPLOYEES).at(day, actor)
        return "" if row is None else _word(row, "name")

    def _on(self, actor: str, day: date) -> Iterator[Duty]:
        own = self._own(actor, day)
        if own is None:
            # Nobody acts for another before the first day or after the last of his own.
            return
        yield own
        for each in self._handed.get(actor, ()):
            if each.since <= day <= each.until:
                held = self._own(each.giver, day)
                if held is not None and held.role == each.role:
                    yield Duty(held.role, held.department, held.territory, each.giver)

    def _own(self, actor: str, day: date) -> Duty | None:
        """One's own duty on a day; None before one's first and after one's last."""
        row = self._book.versions(EMPLOYEES).at(day, actor)
        if row is None:
            return None
        joined, left = row.get("joined_on"), row.get("left_on")
        if (isinstance(joined, date) and day < joined) or (isinstance(left, date) and day > left):
            return None
        return Duty(_word(row, "role"), _word(row, "department"), _word(row, "territory"))

    def _delegations(self, at_most: int | None) -> Iterator[Problem]:
        for row in self._book.rows(DELEGATIONS) if self._book.has(DELEGATIONS) else ():
            role, giver, taker = _word(row, "role"), _word(row, "from"), _word(row, "to")
            since, until = row.get("since"), row.get("until")
            if not isinstance(since, date) or not isinstance(until, date):
                continue
            held = self._own(giver, since) if giver in self._known else None
            why = (
                "ends-first"
                if until < since
                else "to-oneself"
                if giver == taker
                else ""
                if held is not None and held.role == role
                else "not-held"
            )
            if why:
                yield problem("DK656", row.cell_at("role"), role=role, giver=giver, taker=taker, since=since, why=why)
                continue
            days = (until - since).days + 1
            if at_most is not None and days > at_most:
                last = since + (at_most - 1) * _ONE_DAY
                yield problem(
                    "DK655",
                    row.cell_at("until"),
                    severity=Severity.WARNING,
                    role=role,
                    giver=giver,
                    taker=taker,
                    since=since,
                    days=days,
                    most=at_most,
                    last=last,
                )
                until = last
            self._handed[taker].append(_Handed(role, giver, since, until))


def _word(row: Row, column: str) -> str:
    return str(row.get(column) or "")


def people_of(policy: Policy, book: Book, flow: Flow) -> People | None:
    """The people of a book as a flow sees them; None where the book does not say who there is."""
    clock = clock_of(flow, policy)
    if clock is None or not book.has(EMPLOYEES):
        return None
    return People(book, policy.catalogue, clock.zone, flow.delegate_at_most)
