"""Occasions that nobody enters: they are read off the tables that have what happened.

    occasions:
      receipt: {from: deliveries, day: received_on}
      service: {from: dossiers, day: delivered_on, kinds: [service]}
      first-purchase: {from: lines, first: true}
      complaint-handled: {flow: complaint}
      fix: {flow: repair, moves: [fix]}

A document is one occasion, however many rows it has: on the last day that any of them has, of the days that have come.
A case is one occasion, at its last end; one that is open again is none. Source: satisfaction calls
after receipt, calls after a complaint is handled, service follow-up, contact on the day after a fix.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import BOOLEAN, KEY, TEXT
from dealerkit.policy.shapes import entry, keyed, listing, named, record, ruled
from dealerkit.scoring.figures.tables import Rows, rows_of

KIND = "kind"


@frozen(kw_only=True)
class Taken:
    """One kind of occasions, and what makes them."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    from_: str | None = entry(KEY, "the table whose documents are such occasions: deliveries, dossiers", default=None)
    day: str | None = entry(
        KEY, "the column with its day, such as received_on; the table's own day if absent", default=None
    )
    kinds: tuple[str, ...] = entry(listing(TEXT), "only rows that have one of these in the column `kind`", default=())
    first: bool = entry(BOOLEAN, "whether only the first one of each customer counts", default=False)
    flow: str | None = entry(KEY, "the flow whose cases are such occasions when they end", default=None)
    moves: tuple[str, ...] = entry(
        listing(KEY), "the moves of the flow that count, instead of those that end a case", default=()
    )

    never_decides = True


TAKEN = keyed(record(Taken, exactly_one=(("from", "flow"),), not_together=(("flow", "day"), ("from", "moves"))))


def rows_taken(taken: Taken) -> Rows | None:
    """The table whose documents are such occasions; None where a book has no table of documents called so."""
    rows = rows_of(taken.from_ or "")
    return rows if rows is not None and number_column(rows) else None


def number_column(rows: Rows) -> str:
    """The column with the number of a document; nothing where the rows of a table have none."""
    return next(iter((*rows.table.key, *rows.table.line_key)), "")


def day_column(taken: Taken, rows: Rows) -> str | None:
    """The column with the day of an occasion; None where the table has no such column."""
    return rows.day if taken.day is None else taken.day if taken.day in rows.days() else None
