"""New dealers: whoever buys like a known dealer also has a customer file, contract, targets and figures like his.

The new dealer is in the same class, territory and group, under a contract with the same terms. Its targets
are so many times the other's, since its sales are; its receipts and counts of stock are like the other's
too. What is held against the other (incidents) is not held against it, and it has no last year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book, Row
from dealerkit.book import Value as Cell
from dealerkit.measures.masters import Masters
from dealerkit.problems import Problem
from dealerkit.rebates.sources.beside import Beside
from dealerkit.rebates.sources.counts import Bought, Counted
from dealerkit.rebates.sources.cover import Stocks
from dealerkit.rebates.sources.paying_days import PayingDays
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.targets import RecordedFigures, Targets
from dealerkit.receivables.receipts import Payments
from dealerkit.values.exact import ONE, Number, multiply
from dealerkit.whatif.volumes.change import Change

_WHOSE = {"customers": "customer", "contracts": "customer", "targets": "subject", "figures": "subject"}
"""The tables that speak of a dealer, and by which column."""

_ITS_OWN = frozenset({"card", "name", "transfer_number", "account_holder", "bank_account", "tax_number"})
"""What nobody shares with another."""


@frozen
class Newcomer:
    """A new dealer: its code, like whom it is, how much larger, and since when where that is said."""

    code: str
    like: str
    times: Number
    since: date | None = None

    @classmethod
    def of(cls, change: Change) -> Newcomer:
        """The dealer that a change adds."""
        since = change.during.start if change.during is not None else None
        return cls(change.add or "", change.like or "", ONE if change.times is None else change.times, since)


def with_newcomers(standing: Standing, newcomers: Iterable[Newcomer]) -> Standing:
    """The same standing with what is known of the new dealers; their lines are another matter."""
    asked = tuple(newcomers)
    if not asked:
        return standing
    book = _book_with(standing.book, asked)
    masters = Masters(book, standing.policy.catalogue)
    return evolve(
        standing,
        book=book,
        masters=masters,
        targets=Targets(book, standing.targets.currency),
        figures=RecordedFigures(book),
        beside=_beside_with(standing.beside, asked),
    )


def _book_with(book: Book, newcomers: Iterable[Newcomer]) -> Book:
    more: dict[str, list[Row]] = {}
    for table, column in _WHOSE.items():
        if not book.has(table):
            continue
        rows = more.setdefault(table, [])
        for each in newcomers:
            # A newcomer may be like one that was added before.
            rows += [_like(table, row, each) for row in (*book.rows(table), *rows) if row.get(column) == each.like]
    return book.with_rows(more)


def _like(table: str, row: Row, newcomer: Newcomer) -> Row:
    """A row of the known dealer as it reads for the new one."""
    cells: dict[str, Cell | None] = dict(row)
    cells[_WHOSE[table]] = newcomer.code
    if table == "customers":
        cells |= {name: None for name in _ITS_OWN if name in cells}
        if newcomer.since is not None:
            cells["opened_on"] = newcomer.since
    if table == "contracts":
        cells["contract"] = f"{row.get('contract')}/{newcomer.code}"
    value = cells.get("value")
    if table == "targets" and isinstance(value, Decimal):
        cells["value"] = cast("Cell", multiply(value, newcomer.times))
    return Row(cells, row.at, {})


def _beside_with(beside: Beside, newcomers: Iterable[Newcomer]) -> Beside:
    paid, stocks = beside.paying_days, beside.stocks
    for each in newcomers:
        paid = _paying_with(paid, each) if paid is not None else None
        stocks = _stocks_with(stocks, each) if stocks is not None else None
    return Beside(stocks, paid, beside.problems)


def _paying_with(paid: PayingDays, newcomer: Newcomer) -> PayingDays:
    """With invoices like the other's: the days are weighted with amounts, and all amounts are alike."""
    invoices = dict(paid.payments.invoices)
    for number, invoice in paid.payments.invoices.items():
        if invoice.customer == newcomer.like:
            invoices[f"{number}/{newcomer.code}"] = evolve(invoice, customer=newcomer.code)
    problems: tuple[Problem, ...] = paid.payments.problems
    return PayingDays(Payments(invoices, problems), paid.as_of, paid.currency)


def _stocks_with(stocks: Stocks, newcomer: Newcomer) -> Stocks:
    counts = dict(stocks.counts)
    purchases = dict(stocks.purchases)
    for (dealer, product), counted in stocks.counts.items():
        if dealer == newcomer.like:
            counts[newcomer.code, product] = tuple(_counted(each, newcomer.times) for each in counted)
    for (dealer, product), bought in stocks.purchases.items():
        if dealer == newcomer.like:
            purchases[newcomer.code, product] = _bought(bought, newcomer.times)
    return Stocks(counts, purchases)


def _counted(counted: Counted, times: Number) -> Counted:
    return evolve(counted, quantity=multiply(counted.quantity, times))


def _bought(bought: Bought, times: Number) -> Bought:
    return evolve(
        bought,
        quantities=[multiply(each, times) for each in bought.quantities],
        amounts=[multiply(each, times) for each in bought.amounts],
    )


def known_dealers(standing: Standing) -> frozenset[str]:
    """Everyone the book speaks of as a dealer: the customer file, and whoever has rows."""
    payees = {key.payee for cells in standing.cells.passes for key in cells.sums}
    return (standing.masters.dealers or frozenset()) | payees
