"""Small policies and books of credit for tests, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict, Unpack

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.credit.positions.movements import Movement
from dealerkit.credit.positions.position import Position
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.positions.reading import Read, read_movements
from dealerkit.credit.standing import Standing
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy

HEAD = 'policy: {name: test, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}\n'
PLAIN = "credit: {payment_days: 30}\n"
END = date(2026, 12, 31)

Rows = list[dict[str, object]]
TABLES = ("orders", "deliveries", "invoices", "receipts", "bills")


class Tables(TypedDict, total=False):
    """The tables of a small book; those that are not there have no rows."""

    orders: Rows
    deliveries: Rows
    invoices: Rows
    receipts: Rows
    bills: Rows
    customers: Rows
    contracts: Rows
    groups: Rows
    releases: Rows
    employees: Rows
    rates: Rows


def policy_of(text: str = PLAIN) -> Policy:
    found = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def table(heading: str, *rows: str) -> Rows:
    """Rows written as in a CSV file; an empty cell is left out."""
    names = heading.split(",")
    return [{name: cell for name, cell in zip(names, row.split(","), strict=True) if cell} for row in rows]


def book_of(**tables: Rows) -> Book:
    return Book.from_tables({name: rows for name, rows in tables.items() if rows})


def read(policy: Policy | None = None, through: date = END, **tables: Unpack[Tables]) -> Read:
    return read_movements(book_of(**tables), policy or policy_of(), through)


def position(
    customer: str = "D", policy: Policy | None = None, through: date = END, **tables: Unpack[Tables]
) -> Position:
    return Positions(read(policy, through, **tables).movements).of(customer)


def standing(policy: Policy | None = None, on: date = END, **tables: Unpack[Tables]) -> Standing:
    return Standing.open(policy or policy_of(), book_of(**tables), on)


def codes(found: Read) -> list[str]:
    """Codes of what was found, without the notes on tables that are not there."""
    return [each.code for each in found.problems if each.code != "DK519"]


def folded(movements: Iterable[Movement], customer: str = "D") -> Position:
    return Positions(movements).of(customer)


def components(found: Position) -> Mapping[str, str]:
    """The components that are not nothing."""
    names = ("receivables", "delivered", "open_orders", "bills", "deposits", "unapplied")
    return {name: str(getattr(found, name)) for name in names if getattr(found, name)}
