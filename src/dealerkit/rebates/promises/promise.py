"""A promise as it was made, and what was decided about it, as the table ``promises`` records them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Location

KEPT, DECLINED, CHANGED = "kept", "declined", "changed"

_RoleOf = Callable[[str, date], str]


@frozen
class Verdict:
    """What was decided about a promise, by whom and when; ``days`` and ``amount`` are what was granted instead."""

    decision: str
    by: str = ""
    role: str = ""
    on: date | None = None
    second: str = ""
    second_role: str = ""
    days: int | None = None
    amount: Decimal | None = None


@frozen
class Promise:
    """What somebody promised a dealer: so many ``days``, at most so much; None for without limit.

    ``role`` is the one in which it was made. ``verdict`` is what was decided since, None while nothing was.
    """

    id: str
    on: date
    author: str
    role: str
    days: int | None = None
    amount: Decimal | None = None
    product: str = ""
    until: date | None = None
    at: Location | None = None
    dealer: str = ""
    subject: str = ""
    text: str = ""
    verdict: Verdict | None = None
    answered_on: date | None = None

    @property
    def granted(self) -> Promise:
        """What holds after the decision, in the role of who decided it; the promise itself while nothing was."""
        verdict = self.verdict
        if verdict is None:
            return self
        if verdict.decision == CHANGED:
            return evolve(self, role=verdict.role, days=verdict.days, amount=verdict.amount)
        return evolve(self, role=verdict.role)

    @property
    def is_declined(self) -> bool:
        """Whether it was decided that it is not kept."""
        return self.verdict is not None and self.verdict.decision == DECLINED

    @property
    def is_decided_by_its_author(self) -> bool:
        """Whether the one who made it also decided it, or nobody is named who did."""
        return self.verdict is not None and self.verdict.by in {"", self.author}


def read_promises(book: Book, as_of: date) -> Iterator[Promise]:
    """Every promise made by the day, with what was decided and answered by then."""
    employees = book.versions("employees")

    def role_of(employee: str, day: date) -> str:
        row = employees.at(day, employee) if employee else None
        return "" if row is None else _text(row, "role")

    for row in book.rows("promises"):
        day = _day(row, "date")
        # A table without its columns is told of by the book.
        if day is None or day > as_of:
            continue
        author, answered_on = _text(row, "author"), _day(row, "answered_on")
        yield Promise(
            _text(row, "promise"),
            day,
            author,
            _text(row, "role") or role_of(author, day),
            _days(row, "days"),
            cast("Decimal | None", row.get("amount")),
            _text(row, "product"),
            _day(row, "until"),
            row.at,
            _text(row, "dealer"),
            _text(row, "subject"),
            _text(row, "text"),
            _verdict(row, as_of, role_of),
            answered_on if answered_on is not None and answered_on <= as_of else None,
        )


def _verdict(row: Row, as_of: date, role_of: _RoleOf) -> Verdict | None:
    decision, on = _text(row, "decision"), _day(row, "decided_on")
    if not decision or (on is not None and on > as_of):
        return None
    by, second = _text(row, "decided_by"), _text(row, "seconded_by")
    return Verdict(
        decision,
        by,
        role_of(by, on or as_of),
        on,
        second,
        role_of(second, on or as_of),
        _days(row, "granted_days"),
        cast("Decimal | None", row.get("granted_amount")),
    )


def _days(row: Row, column: str) -> int | None:
    value = cast("Decimal | None", row.get(column))
    return None if value is None else int(value)


def _day(row: Row, column: str) -> date | None:
    return cast("date | None", row.get(column))


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
