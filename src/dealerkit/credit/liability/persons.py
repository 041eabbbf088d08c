"""Who answers for a shipment in a role: by the table ``duties``, else by role and territory.

Of the duties that hold on the day, those about the delivery come before those about the order, these before
those about the customer, and these before those about everyone. Without any, the only employee of the role
answers, or those of the role who work in the customer's territory.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.credit.liability.tracing import Shipment
from dealerkit.measures.masters import Masters
from dealerkit.policy.types import OpenPath
from dealerkit.values.exact import ONE, Number

_ABOUT = ("delivery", "order", "customer")
"""What a duty may be about, the most particular first."""

BY_DUTY, BY_ROLE, BY_TERRITORY, BY_SIGNATURE = "duty", "role", "territory", "signature"
NOBODY, SHARES = "nobody", "shares"


@frozen
class Persons:
    """Who answers, each with a weight; ``how`` they were found, or why nobody was.

    ``nobody``: no duty and no employee, or several of whom the territory tells none. ``shares``: some duties
    state a share and some do not, one person has two, or all are zero.
    """

    how: str
    weights: tuple[tuple[str, Number], ...] = ()


@frozen(eq=False)
class Duties:
    """Who has which role, on which day, for what."""

    book: Book
    masters: Masters
    _by_role: dict[str, tuple[Row, ...]] = field(init=False, repr=False)
    _employees: tuple[Row, ...] = field(init=False, repr=False)

    @_by_role.default
    def _duties(self) -> dict[str, tuple[Row, ...]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.book.rows("duties") if self.book.has("duties") else ():
            found[str(row.get("role"))].append(row)
        return {role: tuple(rows) for role, rows in found.items()}

    @_employees.default
    def _all_employees(self) -> tuple[Row, ...]:
        return self.book.rows("employees") if self.book.has("employees") else ()

    def answering(self, role: str, shipment: Shipment) -> Persons:
        """Who answers for a shipment in a role, on its day."""
        held = [row for row in self._by_role.get(role, ()) if _is_within(row, "from", "to", shipment.day)]
        for about in (*_ABOUT, ""):
            rows = [row for row in held if _narrowest(row) == about and _is_about(row, shipment)]
            if rows:
                return _shared(rows)
        return self._by_employment(role, shipment)

    def name(self, person: str, day: date) -> str:
        """An employee's name; nothing where the book has none."""
        row = self.book.versions("employees").at(day, person) if self.book.has("employees") else None
        return str((row.get("name") if row is not None else None) or "")

    def _by_employment(self, role: str, shipment: Shipment) -> Persons:
        day = shipment.day
        found = [
            row
            for row in self._employees
            if row.get("role") == role
            and _is_within(row, "valid_from", "valid_to", day)
            and _is_within(row, "joined_on", "left_on", day)
        ]
        if len(found) <= 1:
            return _equally(BY_ROLE, found)
        place = self.masters.dealer("dealer.territory", shipment.customer, day)
        around = frozenset(place) if isinstance(place, tuple) else frozenset()
        if isinstance(place, OpenPath) and not any(row.get("territory") in around for row in found):
            return Persons(NOBODY)
        return _equally(BY_TERRITORY, [row for row in found if row.get("territory") in around])


def _equally(how: str, rows: list[Row]) -> Persons:
    persons = sorted({str(row.get("employee")) for row in rows})
    return Persons(how, tuple((each, ONE) for each in persons)) if persons else Persons(NOBODY)


def _shared(rows: list[Row]) -> Persons:
    """The persons of some duties: by their shares where all state one, equally where none does."""
    stated_twice = {(str(row.get("employee")), cast("Number | None", row.get("share"))) for row in rows}
    shares = dict(stated_twice)
    if len(shares) < len(stated_twice):
        return Persons(SHARES)
    stated = [share for share in shares.values() if share is not None]
    if not stated:
        return _equally(BY_DUTY, rows)
    if len(stated) < len(shares) or not any(stated) or any(each < 0 for each in stated):
        return Persons(SHARES)
    return Persons(BY_DUTY, tuple(sorted((who, share) for who, share in shares.items() if share)))


def _narrowest(row: Row) -> str:
    return next((column for column in _ABOUT if row.get(column)), "")


def _is_about(row: Row, shipment: Shipment) -> bool:
    """Whether every document or customer that a duty names is the shipment's."""
    own = {"delivery": shipment.delivery, "order": shipment.order, "customer": shipment.customer}
    return all(not row.get(column) or row.get(column) == own[column] for column in _ABOUT)


def _is_within(row: Row, first: str, last: str, day: date) -> bool:
    start, end = row.get(first), row.get(last)
    return (not isinstance(start, date) or start <= day) and (not isinstance(end, date) or day <= end)
