"""Bad debts as the table ``bad_debts`` records them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.credit.amounts import in_currency_of
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.rounding import CENTS


@frozen(kw_only=True)
class BadDebt:
    """What was lost. ``amount`` is in the policy's currency, in cents; it names what was not paid."""

    debt: str
    customer: str
    day: date
    amount: Decimal
    order: str = ""
    delivery: str = ""
    invoice: str = ""
    reason: str = ""
    at: Location | None = field(default=None, eq=False)


def read_bad_debts(book: Book, currency: str, through: date, problems: list[Problem]) -> Iterator[BadDebt]:
    """Those declared by a day, by number.

    Findings: DK570 an amount that is not above zero, or in a currency that nothing converts; such a debt is
    left out of the shares and named. What was converted is rounded to the cent.
    """
    for row in sorted(book.rows("bad_debts"), key=lambda each: _text(each, "debt")):
        day, amount, written = _day(row, "date"), cast("Decimal | None", row.get("amount")), _text(row, "currency")
        if day is None or day > through or amount is None:
            continue
        converted = in_currency_of(book, amount, written, currency, day)
        if converted is None or amount <= 0:
            lost = written if converted is None else ""
            problems.append(problem("DK570", row.at, debt=_text(row, "debt"), amount=amount, currency=lost))
            continue
        yield BadDebt(
            debt=_text(row, "debt"),
            customer=_text(row, "customer"),
            day=day,
            amount=CENTS.apply(converted),
            order=_text(row, "order"),
            delivery=_text(row, "delivery"),
            invoice=_text(row, "invoice"),
            reason=_text(row, "reason"),
            at=row.at,
        )


def _day(row: Row, column: str) -> date | None:
    return cast("date | None", row.get(column))


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
