"""Members: whose bases a programme adds up together, on which days and by which weight, and who stands for them.

Who belongs where is read from dated tables, so a dealer who changes its group in the middle of a
period belongs to one before and to the other after. A dealer in no group is a party of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.measures.masters import Masters
from dealerkit.measures.segments import ONE_DAY, Cuts
from dealerkit.problems import Problem, problem
from dealerkit.rebates.cessions import Slice, successors
from dealerkit.rebates.clauses import Accumulate
from dealerkit.values.numbers import ONE, Number

GROUP, PARENT, CEDED = "group", "parent", "ceded"
CUSTOMERS = "customers"


class Part(NamedTuple):
    """The days on which one dealer counts for a party, both included, and by which weight."""

    dealer: str
    first: date
    last: date
    weight: Number = ONE

    def within(self, first: date, last: date) -> Part | None:
        """The part of it that lies in these days."""
        begins, ends = max(first, self.first), min(last, self.last)
        return None if begins > ends else Part(self.dealer, begins, ends, self.weight)


@frozen
class Party:
    """Dealers whose bases are added up: a group, a parent and its children, the successors of a former dealer.

    ``is_group`` tells the code of a group from that of a dealer who stands for itself.
    """

    code: str
    is_group: bool
    parts: tuple[Part, ...] = field(eq=False, repr=False)

    def within(self, first: date, last: date) -> tuple[Part, ...]:
        """Who counts on these days, and when."""
        return tuple(part for each in self.parts if (part := each.within(first, last)) is not None)


@frozen(eq=False)
class Members:
    """The parties of one way to accumulate. ``problems`` is what is wrong with the tables that say who belongs."""

    accumulate: Accumulate
    book: Book = field(repr=False)
    parties: tuple[Party, ...] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    _of: Mapping[str, Mapping[Party, tuple[Part, ...]]] = field(init=False, repr=False)
    _by_head: Mapping[str, tuple[Party, ...]] = field(init=False, repr=False)

    @_of.default
    def _parts_of_each_dealer(self) -> Mapping[str, Mapping[Party, tuple[Part, ...]]]:
        found: dict[str, dict[Party, tuple[Part, ...]]] = {}
        for party in self.parties:
            for part in party.parts:
                mine = found.setdefault(part.dealer, {})
                mine[party] = (*mine.get(party, ()), part)
        return found

    @_by_head.default
    def _parties_of_each_head(self) -> Mapping[str, tuple[Party, ...]]:
        found: dict[str, list[Party]] = {}
        for party in self.parties:
            for head in self.heads(party):
                found.setdefault(head, []).append(party)
        return {head: tuple(parties) for head, parties in found.items()}

    def of(self, dealer: str, first: date, last: date) -> tuple[Party, ...]:
        """The parties the dealer counts for on these days; itself alone where nothing is known of it."""
        known = self._of.get(dealer)
        if known is None:
            return () if self.accumulate.over == CEDED else (alone(dealer),)
        return tuple(party for party, parts in known.items() if any(each.within(first, last) for each in parts))

    def knows(self, dealer: str) -> bool:
        """Whether any table says where the dealer belongs."""
        return dealer in self._of

    def last_day(self, party: Party, dealer: str, until: date) -> date:
        """The last day by then on which the dealer counts for the party."""
        parts = self._of.get(dealer, {}).get(party, party.parts)
        return max(min(part.last, until) for part in parts if part.first <= until)

    def head(self, party: Party, day: date) -> str | None:
        """Who stands for the party on a day: the group's head, else the dealer whose code it has."""
        if not party.is_group:
            return party.code
        row = self.book.versions("groups").at(day, party.code)
        found = row.get("head") if row is not None else None
        return found if isinstance(found, str) else None

    def heads(self, party: Party) -> set[str]:
        """Who ever stands for the party."""
        if not party.is_group:
            return {party.code}
        rows = self.book.versions("groups").all(party.code)
        return {head for row in rows if isinstance(head := row.get("head"), str)}

    def headed_by(self, dealer: str) -> tuple[Party, ...]:
        """The parties that a dealer ever stands for."""
        return self._by_head.get(dealer, ())

    def is_customer(self, dealer: str) -> bool:
        """Whether the customer file has the dealer; a book without one may have any."""
        return not self.book.has(CUSTOMERS) or bool(self.book.versions(CUSTOMERS).all(dealer))

    def cuts(self) -> Iterator[tuple[str, Cuts]]:
        """Where days of a member must be told apart because it begins or ends to count, or counts otherwise."""
        days: dict[str, list[date]] = {}
        for part in (part for party in self.parties for part in party.parts):
            days.setdefault(part.dealer, []).extend(_edges(part))
        yield from ((dealer, Cuts(days=tuple(edges))) for dealer, edges in days.items() if edges)


def members_of(accumulate: Accumulate, masters: Masters) -> Members:
    """Who belongs together by the book's tables.

    DK446 parents go round in a circle; DK447 nobody knows since when a dealer in a ceded territory trades,
    DK448 a ceded territory is not in the tree (warnings).
    """
    book = masters.book
    problems: list[Problem] = []
    stretches: Iterable[tuple[tuple[str, bool], Part]]
    if accumulate.over == CEDED:
        stretches = (
            ((each.former, False), Part(each.dealer, each.first, each.last, each.weight))
            for each in _successors(accumulate, masters, problems)
        )
    else:
        stretches = _by_group(book) if accumulate.over == GROUP else _by_parent(book, problems)
    found: dict[tuple[str, bool], list[Part]] = {}
    for key, part in stretches:
        parts = found.setdefault(key, [])
        if parts and parts[-1][0] == part.dealer and parts[-1].last + ONE_DAY == part.first and parts[-1][3] == part[3]:
            parts[-1] = Part(part.dealer, parts[-1].first, part.last, part.weight)
        else:
            parts.append(part)
    parties = tuple(Party(code, is_group, tuple(sorted(parts))) for (code, is_group), parts in sorted(found.items()))
    return Members(accumulate, book, parties, tuple(problems))


def _successors(accumulate: Accumulate, masters: Masters, problems: list[Problem]) -> Iterator[Slice]:
    for each in successors(masters, accumulate.weights):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            yield each


def _by_group(book: Book) -> Iterator[tuple[tuple[str, bool], Part]]:
    """Each dealer's group by the row of the customer file; on days without one it stands alone."""
    for dealer, rows in _rows_of_dealers(book):
        free = date.min
        for row in rows:
            first, last = _days(row)
            if free < first:
                yield (dealer, False), Part(dealer, free, first - ONE_DAY)
            group = row.get("group")
            yield ((group, True) if isinstance(group, str) else (dealer, False)), Part(dealer, first, last)
            if last == date.max:
                break
            free = last + ONE_DAY
        else:
            yield (dealer, False), Part(dealer, free, date.max)


def _by_parent(book: Book, problems: list[Problem]) -> Iterator[tuple[tuple[str, bool], Part]]:
    """Each dealer's top-most parent on every day; one in a circle stands alone."""
    versions = book.versions(CUSTOMERS)
    said: set[frozenset[str]] = set()
    for dealer, _ in _rows_of_dealers(book):
        days = sorted({date.min, *_changes_above(book, dealer)})
        for first, following in zip(days, (*days[1:], None), strict=True):
            path = [dealer]
            while True:
                row = versions.at(first, path[-1])
                above = row.get("parent") if row is not None else None
                if not isinstance(above, str) or above in path:
                    break
                path.append(above)
            top = path[-1]
            if isinstance(above, str) and row is not None:
                circle = (*path[path.index(above) :], above)
                if frozenset(circle) not in said:
                    said.add(frozenset(circle))
                    problems.append(problem("DK446", row.cell_at("parent"), address=CUSTOMERS, path=circle))
                top = dealer
            yield (top, False), Part(dealer, first, date.max if following is None else following - ONE_DAY)


def _changes_above(book: Book, dealer: str) -> Iterator[date]:
    """The days on which who is above a dealer may change."""
    versions, seen, open_ = book.versions(CUSTOMERS), {dealer}, [dealer]
    while open_:
        for row in versions.all(open_.pop()):
            first, last = _days(row)
            yield first
            if last < date.max:
                yield last + ONE_DAY
            above = row.get("parent")
            if isinstance(above, str) and above not in seen:
                seen.add(above)
                open_.append(above)


def _rows_of_dealers(book: Book) -> Iterator[tuple[str, tuple[Row, ...]]]:
    versions = book.versions(CUSTOMERS)
    for (dealer,) in sorted(versions.keys(), key=str):
        yield str(dealer), versions.all(dealer)


def _days(row: Row) -> tuple[date, date]:
    first, last = row.get("valid_from"), row.get("valid_to")
    return (first if isinstance(first, date) else date.min, last if isinstance(last, date) else date.max)


def _edges(part: Part) -> Iterator[date]:
    if part.first > date.min:
        yield part.first
    if part.last < date.max:
        yield part.last + ONE_DAY


def alone(dealer: str) -> Party:
    """A dealer that is added up with nobody."""
    return Party(dealer, False, (Part(dealer, date.min, date.max),))
