"""Who pays late, and who wants to give goods back: what is overdue on the day, and return requests still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from dealerkit.credit.positions.documents import OpenItem
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.positions.reading import read_movements
from dealerkit.credit.positions.unread import Unread, unread_on
from dealerkit.governance.scan.market import Place
from dealerkit.problems import Problem

if TYPE_CHECKING:
    from dealerkit.governance.scan.ground import Ground

RETURNS = "returns"
NEEDED = ("invoices", "receipts", RETURNS)
"""The tables without which nothing can be said."""

_LACKING = "DK519"
"""Tables of exposure that are not there: orders and deliveries are no debt."""


@frozen
class Request:
    """One line of a return that was asked for and not done by the day of the scan."""

    place: Place
    day: date
    asked: str


@frozen(eq=False)
class Accounts:
    """Open items and open requests by dealer; ``lacking`` are tables that the book has not."""

    items: Mapping[str, tuple[OpenItem, ...]] = field(factory=dict)
    requests: Mapping[str, tuple[Request, ...]] = field(factory=dict)
    lacking: tuple[str, ...] = ()
    unread: Unread = field(factory=dict)
    problems: tuple[Problem, ...] = ()

    def unread_of(self, dealer: str, day: date) -> tuple[str, ...]:
        """The columns that leave unknown what a dealer owes."""
        return unread_on(self.unread, dealer, day)


def read_accounts(ground: Ground) -> Accounts:
    """The accounts on the day of the scan, in the amounts that ``credit`` states, or else with tax."""
    lacking = tuple(each for each in NEEDED if not ground.book.has(each))
    if lacking:
        return Accounts(lacking=lacking)
    read = read_movements(ground.book, ground.policy, ground.as_of, ground.masters)
    positions = Positions(read.movements)
    items = {each: tuple(positions.of(each).items()) for each in positions.customers()}
    problems = tuple(each for each in read.problems if each.code != _LACKING)
    return Accounts(items, _requests(ground), (), read.unread, problems)


def _requests(ground: Ground) -> Mapping[str, tuple[Request, ...]]:
    found: dict[str, list[Request]] = defaultdict(list)
    for row in ground.book.rows(RETURNS):
        day, done_on = row["date"], row.get("done_on")
        if not isinstance(day, date) or day > ground.as_of:
            continue
        if row.get("done") and (not isinstance(done_on, date) or done_on <= ground.as_of):
            continue
        place = Place(RETURNS, str(row["return"]), row.at)
        found[str(row["dealer"])].append(Request(place, day, str(row.get("asked") or "return")))
    return {dealer: tuple(sorted(each, key=lambda one: (one.day, one.place.name))) for dealer, each in found.items()}
