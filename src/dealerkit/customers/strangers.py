"""Codes that lead nowhere: a record that names a customer or an employee whom the book does not have."""

from __future__ import annotations

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.problems import Location, Problem, Severity, problem

_COLUMN = {"customers": "customer", "employees": "employee"}


@frozen(eq=False)
class Strangers:
    """Who is nowhere in a master table, on any day; nobody where the book does not have that table."""

    book: Book = field(repr=False)
    table: str
    """``customers`` or ``employees``."""
    _known: dict[str, bool] = field(factory=dict, init=False, repr=False)

    def has(self, code: str) -> bool:
        """Whether a code is of nobody; no code is of nobody in particular."""
        if not code:
            return False
        found = self._known.get(code)
        if found is None:
            found = self.book.has(self.table) and not self.book.versions(self.table).all(code)
            self._known[code] = found
        return found

    def problem(self, code: str, at: Location, address: str, what: str, number: str, effect: str) -> Problem:
        """DK826: ``what`` is the kind of record, ``number`` its number, ``effect`` what follows from it."""
        return problem(
            "DK826",
            at,
            address=address,
            severity=Severity.WARNING,
            what=what,
            number=number,
            of=_COLUMN[self.table],
            name=code,
            effect=effect,
            table=self.table,
        )
