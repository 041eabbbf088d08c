"""What customers owe by invoice on a day: gross amounts, what receipts paid of them, and what is open.

Amounts are in the policy's currency, at the rate of their day. A receipt in another currency than its invoice
pays nothing of it; it is money without an invoice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.streams import stream
from dealerkit.problems import Location, Problem
from dealerkit.receivables.receipts import Receipt, applied
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_Row = TypeVar("_Row")
_Key = TypeVar("_Key", bound=Hashable)

_INVOICES = ("invoice", "date", "customer", "gross_amount")
_RECEIPTS = ("receipt", "date", "customer", "amount")


@frozen(kw_only=True)
class Owed:
    """One invoice, below zero for a credit note, and what was paid of it by the day."""

    invoice: str
    customer: str
    day: date
    gross: Decimal
    paid: Decimal
    due_on: date | None = None
    order: str = ""
    contract: str = ""
    instalment: str = ""
    kind: str = ""

    @property
    def open(self) -> Decimal:
        """What is not paid of it."""
        return EXACT.subtract(self.gross, self.paid)

    def is_overdue(self, day: date) -> bool:
        """Whether it should have been paid before the day, and something of it is open."""
        return self.due_on is not None and self.due_on < day and self.open > 0


@frozen(kw_only=True)
class Money:
    """One receipt that names no invoice: a deposit, money for a contract, money on account."""

    receipt: str
    customer: str
    day: date
    amount: Decimal
    kind: str = ""
    contract: str = ""
    instalment: str = ""


@frozen(eq=False)
class Ledger:
    """Every invoice and every receipt without one, through a day. ``is_there`` says whether a book has invoices."""

    invoices: tuple[Owed, ...]
    money: tuple[Money, ...]
    is_there: bool
    problems: tuple[Problem, ...] = ()
    untold: Mapping[str, str] = field(factory=dict, repr=False)
    """Customers of whom an amount has no rate, with its currency: what they owe cannot be told."""
    _of_customers: dict[str, list[Owed]] = field(init=False, repr=False)
    _of_contracts: dict[str, list[Owed]] = field(init=False, repr=False)
    _money_of: dict[tuple[str, str], list[Money]] = field(init=False, repr=False)

    @_of_customers.default
    def _by_customer(self) -> dict[str, list[Owed]]:
        return _grouped(self.invoices, lambda each: each.customer)

    @_of_contracts.default
    def _by_contract(self) -> dict[str, list[Owed]]:
        return _grouped(self.invoices, lambda each: each.contract)

    @_money_of.default
    def _by_whom(self) -> dict[tuple[str, str], list[Money]]:
        return _grouped(self.money, lambda each: (each.contract, "" if each.contract else each.customer))

    def owed_by(self, customer: str) -> tuple[Owed, ...]:
        """The invoices of one customer."""
        return tuple(self._of_customers.get(customer, ()))

    def billed_under(self, contract: str) -> tuple[Owed, ...]:
        """The invoices that name one contract."""
        return tuple(self._of_contracts.get(contract, ()))

    def money_for(self, contract: str) -> tuple[Money, ...]:
        """Money that names one contract."""
        return tuple(self._money_of.get((contract, ""), ()))

    def money_of(self, customer: str) -> tuple[Money, ...]:
        """Money of one customer that names no contract."""
        return tuple(self._money_of.get(("", customer), ()))


def read_ledger(book: Book, currency: str, as_of: date) -> Ledger:
    """Invoices with what was paid of them; no money is lost.

    What goes beyond an invoice, names one that is not there, or is in another currency than it, is money without
    an invoice. Findings: DK678 an amount has no rate on its day and is left out.
    """
    reader = _Reader(book, currency, as_of)
    reader.read()
    reader.invoices.sort(key=lambda each: (each.day, each.invoice))
    is_there = not book.lacking("invoices", _INVOICES)
    return Ledger(tuple(reader.invoices), tuple(reader.money), is_there, tuple(reader.problems), reader.untold)


@frozen
class _Came:
    """A receipt as it is written, and what it says of whom it is for."""

    receipt: Receipt
    customer: str
    contract: str
    instalment: str


@frozen(eq=False)
class _Reader:
    """Reads receipts, then invoices, and applies the ones to the others."""

    book: Book
    currency: str
    as_of: date
    invoices: list[Owed] = field(factory=list)
    money: list[Money] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    untold: dict[str, str] = field(factory=dict)

    def read(self) -> None:
        waiting: dict[str, list[_Came]] = defaultdict(list)
        for cells in _rows(self.book, "receipts", _RECEIPTS, self.as_of):
            day, amount = cells["date"], cells["amount"]
            if not isinstance(day, date) or not isinstance(amount, Decimal):
                continue
            number, invoice, kind, written = (_text(cells, name) for name in ("receipt", "invoice", "kind", "currency"))
            at = cells["at"]
            where = at if isinstance(at, Location) else None
            receipt = Receipt(number, day, amount, invoice, kind, written, at=where)
            came = _Came(receipt, _text(cells, "customer"), _text(cells, "contract"), _text(cells, "instalment"))
            if invoice:
                waiting[invoice].append(came)
            else:
                self._loose(came, amount)
        for cells in _rows(self.book, "invoices", _INVOICES, self.as_of):
            self._invoice(cells, waiting.pop(_text(cells, "invoice"), []))
        for each in waiting.values():
            for came in each:
                self._loose(came, came.receipt.amount)

    def _invoice(self, cells: dict[str, object], came: list[_Came]) -> None:
        number, day, gross = _text(cells, "invoice"), cells["date"], cells["gross_amount"]
        if not isinstance(day, date) or not isinstance(gross, Decimal):
            return
        written, due = _text(cells, "currency"), cells.get("due_on")
        same = [each for each in came if (each.receipt.currency or written) == (written or each.receipt.currency)]
        parts = applied(gross, [each.receipt for each in same])
        settled = {part.receipt.number: part.amount for part in parts}
        paid = total_of_decimals(settled.values())
        ours = converted(self.book, gross, written, self.currency, day)
        ours_paid = converted(self.book, paid, written, self.currency, day)
        if ours is None or ours_paid is None:
            at = cells["at"]
            where = at if isinstance(at, Location) else None
            self.problems.append(no_rate(where, "invoices", number, written, self.currency, day))
            self.untold[_text(cells, "customer")] = written
            return
        contract = _text(cells, "contract")
        for each in came:
            left = EXACT.subtract(each.receipt.amount, settled.get(each.receipt.number, ZERO) if each in same else ZERO)
            if left:
                self._loose(evolve(each, contract=each.contract or contract), left)
        self.invoices.append(
            Owed(
                invoice=number,
                customer=_text(cells, "customer"),
                day=day,
                gross=ours,
                paid=ours_paid,
                due_on=due if isinstance(due, date) else None,
                order=_text(cells, "order"),
                contract=contract,
                instalment=_text(cells, "instalment"),
                kind=_text(cells, "kind"),
            )
        )

    def _loose(self, came: _Came, amount: Decimal) -> None:
        """Money that pays no invoice, or no more of it."""
        receipt = came.receipt
        found = converted(self.book, amount, receipt.currency, self.currency, receipt.day)
        if found is None:
            why = no_rate(receipt.at, "receipts", receipt.number, receipt.currency, self.currency, receipt.day)
            self.problems.append(why)
            self.untold[came.customer] = receipt.currency
            return
        self.money.append(
            Money(
                receipt=receipt.number,
                customer=came.customer,
                day=receipt.day,
                amount=found,
                kind=receipt.kind,
                contract=came.contract,
                instalment=came.instalment,
            )
        )


def _grouped(rows: Iterable[_Row], key: Callable[[_Row], _Key]) -> dict[_Key, list[_Row]]:
    found: dict[_Key, list[_Row]] = defaultdict(list)
    for each in rows:
        found[key(each)].append(each)
    return found


def open_of(invoices: tuple[Owed, ...]) -> Decimal:
    """What is open of invoices together."""
    return total_of_decimals(each.open for each in invoices) if invoices else ZERO


def _rows(book: Book, table: str, needed: tuple[str, ...], as_of: date) -> Iterator[dict[str, object]]:
    """The rows of a table through a day; nothing where a needed column is not there. Other cells are None."""
    if book.lacking(table, needed):
        return
    for batch in stream(book, table):
        for i in range(len(batch)):
            cells: dict[str, object] = {name: column[i] for name, column in batch.columns.items()}
            day = cells["date"]
            if isinstance(day, date) and day <= as_of and all(cells[name] is not None for name in needed):
                yield {**cells, "at": batch.at(i, "currency")}


def _text(cells: dict[str, object], name: str) -> str:
    return str(cells.get(name) or "")
