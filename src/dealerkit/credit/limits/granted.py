"""What was granted to single customers and groups: the table ``credit_limits``, read once.

A row stands for a customer or for a group, for the days from ``from`` through ``to``. An empty amount is *no
limit*, zero is *limit zero*. A row that cannot be used is told of and never counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.credit.limits.limit import CUSTOMER, GROUP, Limit
from dealerkit.problems import Location, Problem, Related, nearest, problem

STANDING, TEMPORARY, OPENING = "standing", "temporary", "opening"
"""Kinds of rows: the limit itself, an increase with an end, the limit of one customer without history."""

TABLE = "credit_limits"


@frozen(kw_only=True)
class Grant:
    """One usable row: ``amount`` is None for no limit; an open end is None."""

    subject: str
    for_: str
    limit: str = ""
    kind: str = STANDING
    amount: Decimal | None = None
    currency: str = ""
    first: date | None = None
    last: date | None = None
    review_on: date | None = None
    by: str = ""
    at: Location | None = field(default=None, eq=False)

    def holds(self, day: date) -> bool:
        """Whether it holds on a day; both ends are included."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def is_for(self, limit: Limit) -> bool:
        """Whether it is a figure for a limit: it names it, its earlier name, or none."""
        return self.for_ == limit.for_ and self.limit in {"", limit.id, limit.was}


@frozen(eq=False)
class Grants:
    """All usable rows by customer and by group, and what is wrong with the others."""

    by_subject: Mapping[tuple[str, str], tuple[Grant, ...]]
    problems: tuple[Problem, ...] = ()

    def of(self, limit: Limit, subject: str, kind: str) -> tuple[Grant, ...]:
        """The rows of one kind that are figures for a limit of a customer or group, the earliest first."""
        rows = self.by_subject.get((limit.for_, subject), ())
        return tuple(each for each in rows if each.kind == kind and each.is_for(limit))

    def changes(self, for_: str, subject: str) -> Iterator[tuple[date | None, date | None]]:
        """First and last days of everything granted to a customer or group."""
        yield from ((each.first, each.last) for each in self.by_subject.get((for_, subject), ()))


def read_grants(book: Book, limits: Iterable[str]) -> Grants:
    """Read the table.

    DK527 a row that cannot be used: it is for nobody or for both a customer and a group, its amount is below
    zero, it ends before it begins, or it names a limit the policy does not have. DK525 two standing or
    opening rows of one customer or group for one limit that hold on the same day: both are kept, and whoever
    asks for such a day gets no answer.
    """
    known = tuple(limits)
    found: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    problems: list[Problem] = []
    for row in book.rows(TABLE):
        grant = _read(row)
        wrong = _unusable(grant, row, known)
        if wrong is not None:
            problems.append(wrong)
            continue
        found[grant.for_, grant.subject].append(grant)
    for rows in found.values():
        rows.sort(key=lambda each: each.first or date.min)
        problems += (
            overlapping(one, other)
            for one, other in combinations((each for each in rows if each.kind != TEMPORARY), 2)
            if _overlap(one, other)
        )
    return Grants({key: tuple(rows) for key, rows in found.items()}, tuple(problems))


def overlapping(one: Grant, other: Grant) -> Problem:
    """DK525: two rows say what the limit is on the same day."""
    related = (Related("first-defined", one.at),) if one.at is not None else ()
    first = max((each.first for each in (one, other) if each.first is not None), default="")
    return problem(
        "DK525", other.at, address=TABLE, related=related, subject=other.subject, kind=other.kind, first=first
    )


def _overlap(one: Grant, other: Grant) -> bool:
    is_same = one.kind == other.kind and (one.limit == other.limit or not (one.limit and other.limit))
    return (
        is_same
        and (one.first or date.min) <= (other.last or date.max)
        and (other.first or date.min) <= (one.last or date.max)
    )


def _read(row: Row) -> Grant:
    customer, group = _text(row, "customer"), _text(row, "group")
    return Grant(
        subject=customer or group,
        for_=CUSTOMER if customer else GROUP,
        limit=_text(row, "limit"),
        kind=_text(row, "kind") or STANDING,
        amount=cast("Decimal | None", row.get("amount")),
        currency=_text(row, "currency"),
        first=_day(row, "from"),
        last=_day(row, "to"),
        review_on=_day(row, "review_on"),
        by=_text(row, "granted_by"),
        at=row.at,
    )


def unusable(
    at: Location | None,
    table: str,
    *,
    whose: str = "",
    amount: Decimal | str = "",
    first: date | str = "",
    last: date | str = "",
    limit: str = "",
    nearest: str = "",
) -> Problem:
    """DK527: a row that grants or backs a limit, and never counts."""
    return problem(
        "DK527",
        at,
        address=table,
        table=table,
        whose=whose,
        amount=amount,
        first=first,
        last=last,
        limit=limit,
        nearest=nearest,
    )


def _unusable(grant: Grant, row: Row, limits: tuple[str, ...]) -> Problem | None:
    customer, group = _text(row, "customer"), _text(row, "group")
    if bool(customer) == bool(group):
        return unusable(row.at, TABLE, whose="customer and group" if customer else "neither customer nor group")
    if grant.amount is not None and grant.amount < 0:
        return unusable(row.cell_at("amount"), TABLE, amount=grant.amount)
    if grant.first is not None and grant.last is not None and grant.last < grant.first:
        return unusable(row.cell_at("to"), TABLE, first=grant.first, last=grant.last)
    if grant.limit and grant.limit not in limits:
        return unusable(row.cell_at("limit"), TABLE, limit=grant.limit, nearest=nearest(grant.limit, limits))
    return None


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")


def _day(row: Row, column: str) -> date | None:
    return cast("date | None", row.get(column))
