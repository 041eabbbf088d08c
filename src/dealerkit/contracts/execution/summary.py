"""What came of each contract: ordered, shipped, still to ship, invoiced, credited, received, open, overdue.

What names no contract is added up under ``""``, so that the contracts together are the whole. An order's contract
is that of its lines; a delivery, an invoice and money belong to the contract of their order where they name none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import define

from dealerkit.book import Batch, Book
from dealerkit.contracts.execution.rule import NET
from dealerkit.contracts.judged import text
from dealerkit.contracts.kinds.deposits import DEPOSIT
from dealerkit.contracts.owed import Ledger
from dealerkit.contracts.streams import stream
from dealerkit.measures.currencies import in_currency
from dealerkit.values.exact import EXACT, ZERO

CANCELLED, SHIPPED = "cancelled", "shipped"

UNNAMED = ""
"""Where everything stands that names no contract."""


@define
class Done:
    """What came of one contract by a day; amounts in the policy's currency."""

    customer: str = ""
    ordered: Decimal = ZERO
    cancelled: Decimal = ZERO
    shipped: Decimal = ZERO
    to_ship: Decimal = ZERO
    returned: Decimal = ZERO
    invoiced: Decimal = ZERO
    credited: Decimal = ZERO
    received: Decimal = ZERO
    unapplied: Decimal = ZERO
    open: Decimal = ZERO
    overdue: Decimal = ZERO
    overdue_days: int = 0
    services_to_bill: Decimal = ZERO
    missing: tuple[str, ...] = ()

    def lacks(self, fact: str) -> None:
        """Note what keeps a figure from being complete."""
        if fact not in self.missing:
            self.missing = (*self.missing, fact)


@define
class _Order:
    contract: str
    customer: str
    amount: Decimal = ZERO
    shipped: Decimal = ZERO
    is_over: bool = True
    """Whether each of its lines is said to be shipped."""


class Summary:
    """The contracts of a book through a day, one pass over each table."""

    __slots__ = ("_amount", "_as_of", "_book", "_currency", "_orders", "done")

    def __init__(self, book: Book, currency: str, amounts: str, as_of: date, ledger: Ledger) -> None:
        self._book, self._currency, self._as_of = book, currency, as_of
        self._amount = "net_amount" if amounts == NET else "gross_amount"
        self._orders: dict[str, _Order] = {}
        self.done: dict[str, Done] = {}
        self._read_orders()
        self._read_deliveries()
        self._read_returns()
        self._read_ledger(ledger)

    def contract_of(self, contract: str, order: str) -> str:
        """The contract a document belongs to: the one it names, or that of its order."""
        found = self._orders.get(order)
        return contract or ("" if found is None else found.contract)

    def of(self, contract: str, customer: str = "") -> Done:
        """What came of a contract, begun where nothing has been added yet."""
        found = self.done.setdefault(contract, Done())
        if contract and not found.customer:
            found.customer = customer
        return found

    def _read_orders(self) -> None:
        for batch, i in self._rows("orders"):
            number, customer = str(_cell(batch, "order", i) or ""), str(_cell(batch, "customer", i) or "")
            contract, status = str(_cell(batch, "contract", i) or ""), str(_cell(batch, "status", i) or "")
            order = self._orders.setdefault(number, _Order(contract, customer))
            order.contract = order.contract or contract
            done = self.of(order.contract, customer)
            amount = self._amount_of(batch, i, done, "orders")
            if status == CANCELLED:
                done.cancelled = EXACT.add(done.cancelled, amount)
                continue
            order.is_over = order.is_over and status == SHIPPED
            order.amount = EXACT.add(order.amount, amount)
            done.ordered = EXACT.add(done.ordered, amount)

    def _read_deliveries(self) -> None:
        for batch, i in self._rows("deliveries"):
            number, customer = str(_cell(batch, "order", i) or ""), str(_cell(batch, "customer", i) or "")
            done = self.of(self.contract_of("", number), customer)
            amount = self._amount_of(batch, i, done, "deliveries")
            done.shipped = EXACT.add(done.shipped, amount)
            order = self._orders.get(number)
            if order is not None:
                order.shipped = EXACT.add(order.shipped, amount)
        for order in self._orders.values():
            left = EXACT.subtract(order.amount, order.shipped)
            if left > 0 and not order.is_over:
                done = self.of(order.contract, order.customer)
                done.to_ship = EXACT.add(done.to_ship, left)

    def _read_returns(self) -> None:
        """Goods that came back: lines below zero, counted above it."""
        for batch, i in self._rows("lines"):
            quantity = _cell(batch, "quantity", i)
            if not isinstance(quantity, Decimal) or quantity >= 0:
                continue
            contract, order = str(_cell(batch, "contract", i) or ""), str(_cell(batch, "order", i) or "")
            done = self.of(self.contract_of(contract, order), str(_cell(batch, "dealer", i) or ""))
            done.returned = EXACT.subtract(done.returned, self._amount_of(batch, i, done, "lines"))

    def _read_ledger(self, ledger: Ledger) -> None:
        services = self._service_contracts()
        for each in ledger.invoices:
            contract = self.contract_of(each.contract or services.get(each.invoice, ""), each.order)
            done = self.of(contract, each.customer)
            if each.gross < 0:
                done.credited = EXACT.subtract(done.credited, each.gross)
            else:
                done.invoiced = EXACT.add(done.invoiced, each.gross)
            done.received = EXACT.add(done.received, each.paid)
            done.open = EXACT.add(done.open, each.open)
            if each.due_on is not None and each.is_overdue(self._as_of):
                done.overdue = EXACT.add(done.overdue, each.open)
                done.overdue_days = max(done.overdue_days, (self._as_of - each.due_on).days)
        for money in ledger.money:
            if money.kind != DEPOSIT:
                done = self.of(money.contract, money.customer)
                done.unapplied = EXACT.add(done.unapplied, money.amount)

    def _service_contracts(self) -> dict[str, str]:
        """The contract of each invoice that bills a service order."""
        rows = self._book.rows("service_orders")
        return {text(row, "invoice"): text(row, "contract") for row in rows if text(row, "invoice")}

    def _rows(self, table: str) -> Iterator[tuple[Batch, int]]:
        """The rows of a table through the day, amounts in the policy's currency where a rate brings them there."""
        stated = {each.name for each in self._book.columns(table)}
        if "date" not in stated:
            return
        for batch in in_currency(stream(self._book, table), self._book, self._currency):
            for i, day in enumerate(batch.columns["date"]):
                if isinstance(day, date) and day <= self._as_of:
                    yield batch, i

    def _amount_of(self, batch: Batch, i: int, done: Done, table: str) -> Decimal:
        """A row's amount; zero, and said so, where it has none or is in a currency without a rate."""
        written = _cell(batch, "currency", i)
        amount = _cell(batch, self._amount, i)
        if written not in {None, "", self._currency}:
            done.lacks(f"rates.{written}")
        elif isinstance(amount, Decimal):
            return amount
        else:
            done.lacks(f"{table}.{self._amount}")
        return ZERO


def _cell(batch: Batch, column: str, i: int) -> object:
    cells = batch.columns.get(column)
    return None if cells is None else cells[i]
