"""Contacts that were made and occasions that ask for one, as the tables ``touches`` and ``occasions`` have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.measures.clocks import on_the_wall
from dealerkit.problems import Location

_TOUCHES = ("touch", "date", "customer", "kind", "time", "employee", "occasion", "outcome")
_OCCASIONS = ("occasion", "kind", "at", "customer", "employee")


@frozen(order=True)
class Contact:
    """One contact: when, of which kind, with whom, by whom, and what came of it."""

    at: datetime
    number: str
    kind: str = field(order=False)
    customer: str = field(order=False)
    employee: str = field(order=False)
    occasion: str = field(order=False, default="")
    outcome: str = field(order=False, default="")
    place: Location | None = field(order=False, default=None)


@frozen(order=True)
class Occasion:
    """Something that asks for a contact."""

    at: datetime
    number: str
    kind: str = field(order=False)
    customer: str = field(order=False)
    employee: str = field(order=False)
    place: Location | None = field(order=False, default=None)


@frozen
class Event:
    """What a contact is due after or before."""

    source: str
    at: datetime
    subject: str
    by: str = ""
    place: Location | None = None

    @classmethod
    def of(cls, each: Occasion) -> Event:
        """An occasion, as rules count from it."""
        return cls(each.number, each.at, each.customer, each.employee, each.place)


@frozen(eq=False)
class Made:
    """The contacts of a book, found by whom they were with, or who made them, and their kind."""

    by_customer: Mapping[tuple[str, str], Sequence[Contact]]
    by_employee: Mapping[tuple[str, str], Sequence[Contact]]

    @classmethod
    def of(cls, found: Iterable[Contact]) -> Made:
        by_customer: dict[tuple[str, str], list[Contact]] = defaultdict(list)
        by_employee: dict[tuple[str, str], list[Contact]] = defaultdict(list)
        for each in found:
            by_customer[each.customer, each.kind].append(each)
            by_employee[each.employee, each.kind].append(each)
        return cls(by_customer, by_employee)


def contacts(book: Book, as_of: date) -> Iterator[Contact]:
    """Every contact made through a day; one without a time was made at the end of its day."""
    number = 0
    for batch in book.batches("touches", _TOUCHES):
        columns = [batch.columns[name] for name in _TOUCHES]
        for i, (code, day, customer, kind, clock, employee, occasion, outcome) in enumerate(zip(*columns, strict=True)):
            number += 1
            if isinstance(day, date) and day <= as_of:
                yield Contact(
                    datetime.combine(day, _time(str(clock or ""))),
                    str(code or f"{number:09}"),
                    str(kind or ""),
                    str(customer or ""),
                    str(employee or ""),
                    str(occasion or ""),
                    str(outcome or ""),
                    batch.at(i),
                )


def occasions(book: Book, zone: tzinfo | None) -> Iterator[Occasion]:
    """Every occasion, past and to come."""
    for batch in book.batches("occasions", _OCCASIONS):
        columns = [batch.columns[name] for name in _OCCASIONS]
        for i, (code, kind, at, customer, employee) in enumerate(zip(*columns, strict=True)):
            if isinstance(at, date):
                yield Occasion(
                    on_the_wall(at, zone),
                    str(code),
                    str(kind),
                    str(customer or ""),
                    str(employee or ""),
                    batch.at(i),
                )


def _time(text: str) -> time:
    """A time of day as in 09:30; the end of the day where none is written."""
    hours, colon, minutes = text.partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60:  # noqa: PLR2004
        return time(int(hours), int(minutes))
    return time.max
