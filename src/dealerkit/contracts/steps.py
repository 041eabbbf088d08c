"""Who did which step of a document, and when, as the table ``steps`` records it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.measures.clocks import on_the_wall
from dealerkit.measures.persons import Persons
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity
from dealerkit.workflow.people import People

REFUSED = "refused"
_COLUMNS = ("document", "kind", "duty", "employee", "at", "for", "outcome", "quantity", "reason", "line_no")
_NOON = time(12)


@frozen
class Step:
    """One step of a document: the ``duty`` that somebody did, in whose stead, and what was found."""

    document: str
    duty: str
    employee: str
    on: datetime
    kind: str = ""
    stead: str = ""
    outcome: str = ""
    quantity: Decimal | None = None
    reason: str = ""
    line: str = ""
    at: Location | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the document was refused in this step."""
        return self.outcome == REFUSED


def read_steps(book: Book, as_of: date, zone: tzinfo | None) -> Iterator[Step]:
    """Every step that was done by the end of a day, in the order of the table."""
    for batch in book.batches("steps", _COLUMNS):
        row = batch.columns
        for i, at in enumerate(row["at"]):
            on = on_the_wall(at, zone) if isinstance(at, datetime) else None
            if on is None or on.date() > as_of:
                continue
            yield Step(
                str(row["document"][i]),
                str(row["duty"][i]),
                str(row["employee"][i]),
                on,
                str(row["kind"][i] or ""),
                str(row["for"][i] or ""),
                str(row["outcome"][i] or ""),
                cast("Decimal | None", row["quantity"][i]),
                str(row["reason"][i] or ""),
                str(row["line_no"][i] or ""),
                batch.at(i, "employee"),
            )


def steps_by_document(book: Book, as_of: date, zone: tzinfo | None) -> Mapping[str, Sequence[Step]]:
    """The steps of each document, the earliest first."""
    found: dict[str, list[Step]] = defaultdict(list)
    for step in read_steps(book, as_of, zone):
        found[step.document].append(step)
    return {document: sorted(steps, key=lambda each: each.on) for document, steps in found.items()}


class Roles:
    """Which roles somebody holds on a day: one's own, and those held for somebody else until a stated day."""

    __slots__ = ("_book", "_is_asked", "_is_known", "_people", "_persons")

    def __init__(self, policy: Policy, book: Book) -> None:
        self._people = People(book, policy.catalogue, UTC)
        self._book = book
        self._is_asked = False
        self._persons = Persons(book)
        self._is_known = book.has("employees")

    def of(self, employee: str, day: date) -> tuple[str, ...] | None:
        """The roles, one's own first; None where the book does not say who there is."""
        if not self._is_known:
            self._is_asked = True
            return None
        duties = self._people.duties(employee, datetime.combine(day, _NOON, UTC))
        return tuple(dict.fromkeys(each.role for each in duties or () if each.role))

    def lacking(self) -> tuple[Problem, ...]:
        """DK802 where a signature was believed because the book has no table ``employees``; a warning."""
        found = self._book.lacking("employees", ()) if self._is_asked else ()
        return tuple(evolve(each, severity=Severity.WARNING) for each in found)

    def person(self, employee: str) -> str:
        """The person behind a code: somebody may have two."""
        return self._persons.of(employee)

    def everybody(self) -> tuple[str, ...]:
        """Everybody the book knows."""
        return self._people.codes()
