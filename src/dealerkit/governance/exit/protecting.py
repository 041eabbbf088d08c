"""How the successor is protected: whose contracts hold for the territory, and whether he is alone in it.

What is promised is that for a time no second dealer comes into the territory. Contracts are looked at by their terms
and territories only; whether they are of the same products is for people to judge.

Source: dealer governance handbook, after the end: the successor is protected until he stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.exit.known import Known
from dealerkit.governance.exit.rule import Protect
from dealerkit.governance.exit.watching import TERRITORY, day_after, lies_in, territory_left
from dealerkit.problems import Location

CONTRACTS = "contracts"


@frozen(kw_only=True)
class Held:
    """A contract of another dealer for the territory, or a part of it, or one around it."""

    contract: str
    customer: str
    territory: str
    is_exclusive: bool | None
    """None where the contract does not say."""
    start: date | None
    end: date | None
    at: Location

    def holds(self, day: date) -> bool:
        """Whether its term has the day in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@frozen(kw_only=True)
class Protected:
    """The guard from the step's day through ``last``; ``first`` is None while the step is not done."""

    rule: Protect
    first: date | None
    last: date | None
    """The last day that was looked at: the end of the guard, or the day of the question."""
    until: date | None
    """The last day of the guard."""
    held: tuple[Held, ...] = ()
    """The contracts that held on a day of the guard, the earliest first."""
    broken_on: date | None = None
    """The first day on which more than one dealer had a contract for the territory."""
    unplaced: int = 0
    """Contracts of others of which nobody can tell whether they are for the territory."""
    missing: tuple[str, ...] = ()

    @property
    def dealers(self) -> tuple[str, ...]:
        """Who has, or had, a contract for it."""
        return tuple(dict.fromkeys(each.customer for each in self.held))


def protect(rule: Protect, book: Book, known: Known, opened: date, ended: date | None) -> Protected:
    """Read the contracts for the territory that the dealer left."""
    if ended is None:
        return Protected(rule=rule, first=None, last=None, until=None)
    until = day_after(rule.alone, ended)
    last = min(until, known.as_of)
    territories = territory_left(book, known, opened)
    lacks = ((CONTRACTS, book.has(CONTRACTS)), (TERRITORY, bool(territories)))
    missing = tuple(name for name, is_there in lacks if not is_there)
    if missing:
        return Protected(rule=rule, first=ended, last=last, until=until, missing=missing)
    held, unplaced = [], 0
    for row in book.rows(CONTRACTS):
        found = Held(
            contract=str(row.get("contract") or ""),
            customer=str(row.get("customer") or ""),
            territory=str(row.get("territory") or ""),
            is_exclusive=exclusive if isinstance(exclusive := row.get("exclusive"), bool) else None,
            start=start if isinstance(start := row.get("start"), date) else None,
            end=end if isinstance(end := row.get("end"), date) else None,
            at=row.at,
        )
        is_late = found.start is not None and found.start > last
        if found.customer == known.dealer or is_late or (found.end is not None and found.end < ended):
            continue
        inside = lies_in(known.masters, found.territory, territories, last)
        around = any(lies_in(known.masters, each, (found.territory,), last) for each in territories)
        if inside or (found.territory and around):
            held.append(found)
        elif inside is None:
            unplaced += 1
    held.sort(key=lambda each: (each.start or date.min, each.contract))
    broken = _broken_on(held, ended)
    return Protected(
        rule=rule, first=ended, last=last, until=until, held=tuple(held), broken_on=broken, unplaced=unplaced
    )


def _broken_on(held: Iterable[Held], first: date) -> date | None:
    """The first day with two dealers: the first day of the guard, or one on which a contract begins."""
    each_one = tuple(held)
    days = sorted({first, *(each.start for each in each_one if each.start is not None and each.start > first)})
    return next((day for day in days if len({each.customer for each in each_one if each.holds(day)}) > 1), None)
