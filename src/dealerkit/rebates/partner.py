"""The partner's own figure: what a payee reckons to have earned, beside what we reckon.

It is shown with its difference and never changes what is paid. Of several for one period the latest holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.rebates.ledger import Account
from dealerkit.rebates.windows import State
from dealerkit.values.exact import EXACT, total_of_decimals

if TYPE_CHECKING:
    from dealerkit.rebates.results import Row

TABLE = "partner_figures"
_SECTION = "rebates."


@frozen
class PartnerFigure:
    """What a payee reckons to have earned for an account, and where that stands."""

    account: Account
    amount: Decimal
    document: str
    day: date
    at: Location

    def beyond(self, ours: Decimal) -> Decimal:
        """By how much the payee's figure is above ours."""
        return EXACT.subtract(self.amount, ours)


@frozen(eq=False)
class PartnerFigures:
    """The figures of all payees as they stand on a day."""

    by_account: Mapping[Account, PartnerFigure] = field(factory=dict)

    def of(self, account: Account) -> PartnerFigure | None:
        """The figure for an account, if its payee has given one."""
        return self.by_account.get(account)

    def payees(self, programme: str) -> frozenset[str]:
        """Who has given a figure for a programme."""
        return frozenset(account.payee for account in self.by_account if account.programme == programme)


NO_FIGURES = PartnerFigures()


def read_partner_figures(book: Book, programmes: Mapping[str, str], as_of: date) -> PartnerFigures:
    """The latest figure of each account through a day."""
    if not book.has(TABLE):
        return NO_FIGURES
    found: dict[Account, PartnerFigure] = {}
    for row in book.rows(TABLE):
        name = str(row.get("programme")).removeprefix(_SECTION)
        account = Account(programmes.get(name, name), str(row.get("payee")), str(row.get("period")))
        day, amount = row.get("date"), row.get("amount")
        if not isinstance(day, date) or not isinstance(amount, Decimal) or day > as_of:
            continue
        before = found.get(account)
        if before is None or before.day < day:
            found[account] = PartnerFigure(account, amount, str(row.get("document") or ""), day, row.at)
    return PartnerFigures(found)


def differing(rows: Iterable[Row]) -> Iterator[Problem]:
    """DK460, once for all periods that are over: how many figures differ from ours, and by how much (a warning)."""
    found = [
        (row.partner, difference)
        for row in rows
        if row.partner is not None and row.window.state is not State.RUNNING and (difference := row.difference)
    ]
    if found:
        above = total_of_decimals(beyond for _, beyond in found if beyond > 0)
        below = total_of_decimals(beyond for _, beyond in found if beyond < 0)
        yield problem(
            "DK460",
            found[0][0].at,
            severity=Severity.WARNING,
            count=len(found),
            above=above or "",
            below=below.copy_negate() if below else "",
        )
