"""Collected money: what was paid of invoice lines, on the day the money came.

Each part of an invoice that a receipt paid is spread over the invoice's lines: every line gets the
share that the part is of the invoice with tax, exactly. So an invoice paid in full gives exactly
its lines, whatever the receipts were, and an invoice that nobody pays gives nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book
from dealerkit.book.kinds import Value
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import DAYS, TEXT
from dealerkit.problems import Severity, problem
from dealerkit.rebates.sources.source import Feed
from dealerkit.receivables.receipts import (
    INVOICES,
    MONEY,
    OFFSET,
    RECEIPTS,
    Invoice,
    Part,
    columns_of,
    read_payments,
)
from dealerkit.values.exact import ONE, ZERO, Number, add, multiply, simplest

LINES = "lines"
_SHARED = frozenset({"quantity", "net_amount", "tax_amount", "gross_amount"})
"""The columns of a line that a part payment pays a part of; all others are as on the line."""

_WHOLE = (1, 1)
_OF_RECEIPTS = frozenset({"date", "days_to_pay", "days_late", "paid_by", "recorded_at"})
"""The columns that say how and when a line was paid."""

FACTS: tuple[Fact, ...] = (
    Fact(
        "line.days_to_pay",
        DAYS,
        meaning="the days from the invoice to the receipt that paid this part of the line; 0 for money in advance",
        source="tables receipts and invoices, `from: collections`",
        instant="line date",
    ),
    Fact(
        "line.days_late",
        DAYS,
        meaning="the days from the day payment was due to the receipt; below zero for money that came early",
        source="tables receipts and invoices, `from: collections`",
        instant="line date",
    ),
    Fact(
        "line.paid_by",
        TEXT,
        meaning="the kind of the receipt that paid this part of the line: payment, deposit, refund",
        source="table receipts, `from: collections`",
        instant="line date",
    ),
)


@frozen
class Paid:
    """A part of an invoice that was paid: which share of it, by which receipt."""

    invoice: Invoice
    part: Part
    share: Number
    ratio: tuple[int, int] = field(init=False, eq=False, repr=False)
    """The share as two whole numbers."""

    @ratio.default
    def _of_whole_numbers(self) -> tuple[int, int]:
        return self.share.as_integer_ratio()

    def cell(self, column: str) -> Value | None:
        """What a column about the payment says."""
        receipt = self.part.receipt
        if column == "date":
            return receipt.day
        if column == "recorded_at":
            return receipt.recorded_at
        if column == "paid_by":
            return receipt.kind or None
        is_late = column == "days_late"
        days = self.invoice.days_late(receipt.day) if is_late else self.invoice.days_to_pay(receipt.day)
        return None if days is None else Decimal(days)


@frozen
class CollectionSource:
    """Lines as far as they were paid; ``kinds`` are the kinds of receipts that count."""

    name: str
    kinds: frozenset[str]
    root: str = "line"
    facts: tuple[Fact, ...] = FACTS
    reckons: bool = False

    def columns(self, book: Book) -> frozenset[str]:
        """The columns of the lines, and what receipts and invoices say of their payment."""
        stated = {each.name for each in book.columns(LINES)} - {"recorded_at"}
        own = {"days_to_pay"}
        own |= {"days_late"} if any(each.name == "due_on" for each in book.columns(INVOICES)) else set()
        receipts = {each.name for each in book.columns(RECEIPTS)}
        own |= {"paid_by"} if "kind" in receipts else set()
        return frozenset(stated | own | ({"recorded_at"} & receipts))

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """The wanted columns of lines with their documents, and what receipts and invoices must say."""
        asked = frozenset(wanted)
        due = ("due_on",) if "days_late" in asked else ()
        return {
            LINES: ("document", *sorted(asked - _OF_RECEIPTS | {"date"})),
            INVOICES: tuple(dict.fromkeys((*columns_of(INVOICES, book), *due))),
            RECEIPTS: columns_of(RECEIPTS, book),
        }

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """Each line once for every receipt that paid a part of it.

        Beside what :func:`read_payments` finds: DK414 a paid invoice has no lines, DK419 receipts of a kind
        that does not count, DK868 the lines of a paid invoice do not add up to it.
        """
        payments = read_payments(feed.batches, feed.as_of, feed.reject)
        for why in payments.problems:
            feed.find(why)
        _tell_other_kinds(payments.invoices.values(), self.kinds, feed)
        paid = {number: found for number, each in payments.invoices.items() if (found := paid_of(each, self.kinds))}
        met: dict[str, Number | None] = {}
        for batch in feed.batches(LINES):
            _add_up(met, batch, paid)
            yield from _spread(batch, paid, feed.wanted)
        _tell_unmatched(paid, met, feed)


def paid_of(invoice: Invoice, kinds: frozenset[str]) -> tuple[Paid, ...]:
    """The parts of an invoice that receipts of these kinds paid."""
    return tuple(
        Paid(invoice, part, ONE if part.amount == invoice.gross else _ratio(part.amount, invoice.gross))
        for part in invoice.parts
        if part.amount and part.receipt.kind in kinds
    )


def _ratio(part: Decimal, whole: Decimal) -> Number:
    """``part / whole``. Most such shares do not end: their digits are not tried first."""
    (upper, over), (lower, under) = part.as_integer_ratio(), whole.as_integer_ratio()
    return simplest(Fraction(upper * under, over * lower))


def paid_cells(cells: Mapping[str, Value | None], paid: Paid) -> dict[str, Value | None]:
    """One line as far as it was paid."""
    shared = {name: _part(cell, paid) if name in _SHARED else cell for name, cell in cells.items()}
    return {**shared, **{name: paid.cell(name) for name in _OF_RECEIPTS}}


def _spread(batch: Batch, paid: Mapping[str, tuple[Paid, ...]], wanted: Iterable[str]) -> Iterator[Batch]:
    """The lines of a batch as far as they were paid, one row for each line and payment."""
    rows = [
        (i, each)
        for i, document in enumerate(batch.columns["document"])
        if document is not None
        for each in paid.get(str(document), ())
    ]
    if not rows:
        return
    columns: dict[str, list[Value | None]] = {}
    for name in wanted:
        if name in _OF_RECEIPTS:
            columns[name] = [each.cell(name) for _, each in rows]
            continue
        cells = batch.columns.get(name)
        if cells is None:
            continue
        columns[name] = [_part(cells[i], each) for i, each in rows] if name in _SHARED else [cells[i] for i, _ in rows]
    yield evolve(batch, columns=columns, rows=[batch.rows[i] for i, _ in rows])


def _part(cell: Value | None, paid: Paid) -> Value | None:
    """The paid share of an amount; the pass adds up fractions as exactly as decimals."""
    if cell is None or paid.ratio == _WHOLE:
        return cell
    if isinstance(paid.share, Decimal):
        return cast("Value", multiply(cast("Number", cell), paid.share))
    # One fraction from four whole numbers: a product of fractions would be reduced twice.
    upper, lower = cast("Decimal", cell).as_integer_ratio()
    times, over = paid.ratio
    return cast("Value", Fraction(upper * times, lower * over))


def _add_up(met: dict[str, Number | None], batch: Batch, paid: Mapping[str, tuple[Paid, ...]]) -> None:
    """Add up what the lines of paid invoices are worth; None where a line does not say."""
    amounts = batch.columns.get("net_amount")
    for i, document in enumerate(batch.columns["document"]):
        number = str(document)
        if number not in paid:
            continue
        amount = amounts[i] if amounts is not None else None
        known = met.get(number, ZERO)
        met[number] = add(known, amount) if isinstance(amount, Decimal) and known is not None else None


def _tell_other_kinds(invoices: Iterable[Invoice], kinds: frozenset[str], feed: Feed) -> None:
    """DK419, once for each kind; credit that settles an invoice is known to be no money."""
    amounts: dict[str, list[Part]] = defaultdict(list)
    for invoice in invoices:
        for part in invoice.parts:
            if part.receipt.kind not in kinds | {OFFSET}:
                amounts[part.receipt.kind].append(part)
    for kind, parts in amounts.items():
        first = min(parts, key=lambda each: (each.receipt.day, each.receipt.number)).receipt
        known = tuple(sorted(kinds - {""}))
        feed.find(problem("DK419", first.at, severity=Severity.WARNING, kind=kind, receipts=len(parts), counted=known))


def _tell_unmatched(paid: Mapping[str, tuple[Paid, ...]], met: Mapping[str, Number | None], feed: Feed) -> None:
    """DK414 and DK868: paid invoices whose lines are not there, or are not all of it."""
    for number, parts in paid.items():
        invoice = parts[0].invoice
        if number not in met:
            feed.find(problem("DK414", invoice.at, invoice=number, receipt=parts[0].part.receipt.number))
            continue
        lines = met[number]
        is_ours = invoice.currency in {"", feed.currency}
        if lines is not None and invoice.net is not None and is_ours and lines != invoice.net:
            feed.find(
                problem("DK868", invoice.at, severity=Severity.WARNING, invoice=number, net=invoice.net, lines=lines)
            )


COLLECTION_SOURCE = CollectionSource("collections", MONEY)
SETTLED_SOURCE = CollectionSource("collections-and-offsets", MONEY | {OFFSET})

COLLECTED: Mapping[str, CollectionSource] = {each.name: each for each in (COLLECTION_SOURCE, SETTLED_SOURCE)}
"""The sources of collected money by the word under ``from``."""
