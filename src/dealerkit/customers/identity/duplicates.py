"""Customers that share what only one may have: exactly, or nearly; and which of them an exception is filed for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.book import Batch, Book
from dealerkit.customers.census import filled
from dealerkit.customers.files.forms import Banks, between
from dealerkit.customers.identity.near import near
from dealerkit.customers.identity.normal import Account, Alike, without
from dealerkit.customers.identity.section import Comparison, Identity
from dealerkit.problems import Location

_SHOWN = 20
"""Of a crowd so many are named; the rest are counted."""


@frozen(kw_only=True, eq=False)
class Match:
    """Customers that share a value, or whose values are near."""

    comparison: Comparison
    value: str
    members: frozenset[str] = field(repr=False)
    """Everybody who shares it, also of a crowd."""
    open: frozenset[str] = field(repr=False)
    """Of the members those without a filed exception."""
    customers: tuple[str, ...]
    """The members that are named: of a crowd the first by code, of near values one of each side."""
    count: int
    near: bool = False
    crowd: bool = False
    """More share it than are compared one by one: the first by code are named."""
    places: tuple[Location, ...] = field(default=(), repr=False)

    @property
    def named_open(self) -> tuple[str, ...]:
        """The open ones among the named; of others, where none of those is."""
        return tuple(each for each in self.customers if each in self.open) or tuple(sorted(self.open)[:_SHOWN])

    @property
    def waits(self) -> bool:
        """Whether nothing goes on until an exception is filed."""
        return self.comparison.then == "wait" and bool(self.open)


def alike_of(identity: Identity, comparison: Comparison, banks: Banks | None) -> Alike:
    """What makes the values of a comparison alike."""
    words = without(identity.words) if comparison.as_ == "name" else None
    account: Account | None = banks.number if banks is not None else None
    return Alike(comparison.as_, words, comparison.drops, account)


@frozen(eq=False)
class Filings:
    """Filed exceptions that hold on the day: which pairs of customers may share what."""

    by_comparison: Mapping[str, Mapping[str, frozenset[str]]]

    @classmethod
    def read(cls, book: Book, as_of: date) -> Filings:
        """Read the table ``identity_filings``; no other customer means all."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in book.rows("identity_filings"):
            filed, until = row.get("filed_on"), row.get("until")
            if isinstance(filed, date) and filed <= as_of and not (isinstance(until, date) and until < as_of):
                found[str(row["of"])][str(row["customer"])].add(str(row.get("other") or ""))
        return cls({of: {who: frozenset(others) for who, others in by.items()} for of, by in found.items()})

    def open(self, of: str, *sides: Sequence[str]) -> frozenset[str]:
        """Those who share it with somebody without an exception for the two.

        Of several sides, as of two near names, only who stands on another side counts. Linear in customers and
        exceptions: an exception takes one partner away, and who has none left is not open.
        """
        filed = self.by_comparison.get(of)
        if not filed:
            return frozenset(each for side in sides for each in side)
        side_of = {each: n for n, side in enumerate(sides) for each in side if "" not in filed.get(each, ())}
        sizes = Counter(side_of.values())
        partners: dict[str, set[str]] = defaultdict(set)
        for one, side in side_of.items():
            for other in filed.get(one, ()):
                if other in side_of and other != one and (len(sides) == 1 or side_of[other] != side):
                    partners[one].add(other)
                    partners[other].add(one)
        total = len(side_of)
        return frozenset(
            each
            for each, side in side_of.items()
            if len(partners[each]) < (total - 1 if len(sides) == 1 else total - sizes[side])
        )


@frozen(eq=False)
class Duplicates:
    """Looks for one comparison while customers pass by."""

    comparison: Comparison
    alike: Alike
    codes: list[str]
    largest: int
    place: Callable[[int], Location]
    _signs: re.Pattern[str] | None = field(init=False)
    _first: dict[str, int] = field(init=False, factory=dict)
    _more: dict[str, list[int]] = field(init=False, factory=dict)

    @_signs.default
    def _between(self) -> re.Pattern[str] | None:
        return between(self.comparison.several)

    @property
    def columns(self) -> tuple[str, ...]:
        """What it reads."""
        bank = ("bank",) if self.alike.kind == "account" else ()
        return (*self.comparison.fields, *self.comparison.same, *bank)

    def see(self, batch: Batch, live: Sequence[int], start: int) -> None:
        """Take in the values of a batch; its first customer has the position ``start``."""
        first, more, n = self._first, self._more, start
        for value in self._values(batch, live):
            if value:
                known = first.setdefault(value, n)
                if known != n:
                    held = more.get(value)
                    if held is None:
                        more[value] = [known, n]
                    else:
                        held.append(n)
            n += 1
        for n, value in self._further(batch, live, start):
            known = first.setdefault(value, n)
            if known != n:
                more.setdefault(value, [known]).append(n)

    def _further(self, batch: Batch, live: Sequence[int], start: int) -> Iterator[tuple[int, str]]:
        """The second and further values of cells that hold several, each once a cell."""
        signs = self._signs
        if signs is None:
            return
        cells = self._cells(batch, self.comparison.fields[0], live)
        parted = [(k, signs.split(cell.strip())) for k, cell in enumerate(cells) if signs.search(cell)]
        if not parted:
            return
        banks = self._cells(batch, "bank", live) if self.alike.kind == "account" else None
        same = _joined([self._cells(batch, name, live) for name in self.comparison.same])
        for k, parts in parted:
            own, *others = self.alike.column(parts, [banks[k]] * len(parts) if banks else ())
            for value in dict.fromkeys(others):
                if value and value != own:
                    yield start + k, f"{value}\n{same[k]}" if self.comparison.same else value

    def _firsts(self, cells: list[str]) -> list[str]:
        """The first value of each cell."""
        signs = self._signs
        if signs is None or not signs.search("\n".join(cells)):
            return cells
        return [signs.split(cell.strip(), maxsplit=1)[0] for cell in cells]

    def _values(self, batch: Batch, live: Sequence[int]) -> Iterable[str]:
        banks = self._cells(batch, "bank", live) if self.alike.kind == "account" else ()
        columns = [
            self.alike.column(self._firsts(self._cells(batch, name, live)), banks) for name in self.comparison.fields
        ]
        if self.comparison.same:
            columns.append(_joined([self._cells(batch, name, live) for name in self.comparison.same]))
        if len(columns) == 1:
            return columns[0]
        own = len(self.comparison.fields)
        return ["\n".join(cells) if all(cells[:own]) else "" for cells in zip(*columns, strict=True)]

    def _cells(self, batch: Batch, name: str, live: Sequence[int]) -> list[str]:
        cells = filled(batch, name)
        return ["" if cells[i] is None else f"{cells[i]}" for i in live]

    def matches(self, filings: Filings) -> Iterator[Match]:
        """What was found, by the codes of those who share it."""
        found = [self._match(value, positions, filings) for value, positions in self._more.items()]
        if self.comparison.near:
            found += self._near(filings)
        yield from sorted(found, key=lambda each: (each.customers, each.near, each.value))

    def _near(self, filings: Filings) -> Iterator[Match]:
        has_same = bool(self.comparison.same)
        keys = sorted(self._first)
        parted = [key.rpartition("\n") if has_same else (key, "", "") for key in keys]
        values = [part[0].replace("\n", "") for part in parted]
        same = [part[2] for part in parted]
        found = near(values, same, self.comparison.least, self.largest)
        for one, other in found.pairs:
            sides = [sorted(self._all(keys[each]), key=self.codes.__getitem__) for each in (one, other)]
            yield self._near_match(f"{values[one]} / {values[other]}", sides, filings)
        for crowd in found.crowds:
            positions = [i for member in crowd.members for i in self._all(keys[member])]
            yield self._match(crowd.shared, positions, filings, near_=True)

    def _all(self, key: str) -> list[int]:
        return self._more.get(key) or [self._first[key]]

    def _near_match(self, value: str, sides: Sequence[Sequence[int]], filings: Filings) -> Match:
        # Values that are shared exactly are a match of their own; here one of each side is named.
        firsts = sorted((side[0] for side in sides), key=self.codes.__getitem__)
        members = [[self.codes[i] for i in side] for side in sides]
        return Match(
            comparison=self.comparison,
            value=value,
            members=frozenset(code for side in members for code in side),
            open=filings.open(self.comparison.id, *members),
            customers=tuple(self.codes[i] for i in firsts),
            count=len(firsts),
            near=True,
            places=tuple(self.place(i) for i in firsts),
        )

    def _shown(self, value: str) -> str:
        """A value as people see it: without what must be the same beside it."""
        own = value.rpartition("\n")[0] if self.comparison.same and "\n" in value else value
        return own.replace("\n", " ")

    def _match(self, value: str, positions: Sequence[int], filings: Filings, *, near_: bool = False) -> Match:
        ordered = sorted(positions, key=self.codes.__getitem__)
        codes = [self.codes[i] for i in ordered]
        is_crowd = len(codes) > self.largest
        shown = codes[:_SHOWN] if is_crowd else codes
        return Match(
            comparison=self.comparison,
            value=self._shown(value),
            members=frozenset(codes),
            open=filings.open(self.comparison.id, codes),
            customers=tuple(shown),
            count=len(codes),
            near=near_,
            crowd=is_crowd,
            places=tuple(self.place(i) for i in ordered[: len(shown)]),
        )


def _joined(columns: Sequence[Sequence[str]]) -> list[str]:
    return ["\t".join(cells).replace("\n", " ") for cells in zip(*columns, strict=True)]
