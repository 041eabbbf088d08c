"""Registrations of prospects, and what belongs to them: contacts, the roster, abilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.customers.known import Fact
from dealerkit.customers.leads.same import phones_of, prospects_by
from dealerkit.customers.touch.contacts import Contact, contacts
from dealerkit.measures.clocks import on_the_wall, zone_of
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Location

OPEN = frozenset({"", "open"})


@frozen(order=True)
class Lead:
    """One registration. ``prospect`` is whom it is about: the customer's code, or else a phone of his."""

    at: datetime
    number: str
    prospect: str = field(order=False)
    by: str = field(order=False)
    origin: str = field(order=False)
    named: str = field(order=False)
    agent: str = field(order=False)
    kind: str = field(order=False)
    value: Decimal | None = field(order=False)
    status: str = field(order=False)
    customer: str = field(order=False)
    name: str = field(order=False)
    place: Location = field(order=False)

    @property
    def on(self) -> date:
        """The day of the registration."""
        return self.at.date()

    @property
    def is_open(self) -> bool:
        """Whether it is still a prospect."""
        return self.status in OPEN

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What rules may ask about it."""
        value: Fact = Missing(("lead.value",)) if self.value is None else self.value
        return {"lead.origin": self.origin, "lead.kind": self.kind, "lead.agent": self.agent, "lead.value": value}


@frozen(eq=False)
class Records:
    """What a book has about prospects through a day."""

    leads: tuple[Lead, ...]
    """Every registration, the earliest first; those of one moment by number."""
    touches: Mapping[str, Sequence[Contact]]
    """Contacts by customer, the earliest first."""
    roster: Mapping[date, Sequence[tuple[str, time, time]]]
    abilities: Mapping[tuple[str, str], int]
    handovers: Mapping[tuple[str, str], tuple[str, date | None]]
    """To whom a customer passed, and when, by customer and who had him."""

    def on_duty(self, at: datetime) -> str:
        """Who is on duty at a moment: of several, the one with the lowest code; nobody where the roster is empty."""
        return next((who for who, first, last in self.roster.get(at.date(), ()) if first <= at.time() <= last), "")

    def level(self, employee: str, kind: str) -> int:
        """How well somebody can serve a kind of prospect; 0 where he cannot."""
        return self.abilities.get((employee, kind), 0)


def read_records(policy: Policy, book: Book, as_of: date) -> Records:
    """The registrations, contacts, roster and abilities of a book through a day."""
    zone = zone_of(policy)
    dated = [
        (on_the_wall(at, zone), row) for row in book.rows("leads") if isinstance(at := row.get("registered_at"), date)
    ]
    known = sorted(
        ((at, row) for at, row in dated if at.date() <= as_of), key=lambda each: (each[0], _text(each[1], "lead"))
    )
    phones = phones_of(policy)
    told = ((_text(row, "lead"), _text(row, "customer"), phones(_text(row, "phone"))) for _, row in known)
    whose = prospects_by(told, phones, book)
    leads = [_lead(row, at, *whose[_text(row, "lead")]) for at, row in known]
    touches: dict[str, list[Contact]] = defaultdict(list)
    for contact in contacts(book, as_of):
        touches[contact.customer].append(contact)
    roster: dict[date, list[tuple[str, time, time]]] = defaultdict(list)
    for row in book.rows("duty_roster"):
        day = row.get("date")
        if isinstance(day, date):
            first, last = _clock(_text(row, "from"), time.min), _clock(_text(row, "to"), time.max)
            roster[day].append((_text(row, "employee"), first, last))
    abilities = {
        (_text(row, "employee"), _text(row, "kind")): int(cast("int", level))
        if (level := row.get("level")) is not None
        else 1
        for row in book.rows("abilities")
    }
    handovers = {
        (_text(row, "customer"), _text(row, "from")): (
            _text(row, "to"),
            day if isinstance(day := row.get("date"), date) else None,
        )
        for row in book.rows("handovers")
    }
    return Records(
        tuple(leads),
        {customer: sorted(found) for customer, found in touches.items()},
        {day: sorted(found) for day, found in roster.items()},
        abilities,
        handovers,
    )


def _lead(row: Row, at: datetime, prospect: str, customer: str) -> Lead:
    return Lead(
        at,
        _text(row, "lead"),
        prospect,
        _text(row, "registered_by"),
        _text(row, "origin"),
        _text(row, "named"),
        _text(row, "agent"),
        _text(row, "kind"),
        cast("Decimal | None", row.get("value")),
        _text(row, "status"),
        customer,
        _text(row, "name"),
        row.at,
    )


def _clock(text: str, otherwise: time) -> time:
    try:
        return time.fromisoformat(text) if text else otherwise
    except ValueError:
        return otherwise


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
