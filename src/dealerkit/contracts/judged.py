"""What the rooms of contracts hand out: one decision a subject, with where it stands and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem


@frozen(kw_only=True)
class Judged:
    """One subject (a contract, a territory, a dealer, a request) and what was decided about it.

    ``part`` names the list it belongs to, where a room has several.
    """

    subject: str
    decision: Decision
    part: str = ""
    contract: str = ""
    customer: str = ""
    at: Location | None = None
    problems: tuple[Problem, ...] = field(default=(), repr=False)


@frozen(eq=False)
class Judgements:
    """Everything that one room decided on a day, in a stable order; ``names`` are those of customers."""

    policy: Policy = field(repr=False)
    as_of: date
    rows: tuple[Judged, ...]
    problems: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(factory=dict, repr=False)

    def about(self, contract: str) -> tuple[Judged, ...]:
        """The rows about one contract or, where a row names none, about its customer; all for no contract."""
        if not contract:
            return self.rows
        customers = {each.customer for each in self.rows if each.contract == contract} - {""}
        return tuple(
            each
            for each in self.rows
            if each.contract == contract or (not each.contract and each.customer in customers)
        )


def names_of(book: Book, day: date) -> dict[str, str]:
    """The names of all customers on a day; the last known one of those who are gone."""
    customers = book.versions("customers")
    found: dict[str, str] = {}
    for (code,) in customers.keys():  # noqa: SIM118 - not a mapping
        row = customers.at(day, code) or customers.at(None, code)
        found[str(code)] = text(row, "name")
    return found


def text(row: Row | None, column: str) -> str:
    """A cell as text; nothing for an empty one or no row."""
    return "" if row is None else str(row.get(column) or "")


def day_of(row: Row | None, column: str) -> date | None:
    """A cell that is a day."""
    found = None if row is None else row.get(column)
    return found if isinstance(found, date) else None
