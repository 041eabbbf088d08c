"""One pass over all customers: who asks for columns gets them batch by batch, each customer once.

A customer's row counts if it holds on the day. Nothing is held but the codes and the parents: a million customers
are read as a thousand are. What is wrong with the rows themselves is found on the way, whatever is asked:
DK860 a code twice, DK749 a name that was read in the wrong encoding, DK862 parents in a circle, DK863 a parent that
is nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from attrs import frozen

from dealerkit.book import Batch, Book, Row
from dealerkit.book.kinds import Value
from dealerkit.problems import Location, Problem, Related, Severity, problem

_OWN = ("customer", "name", "parent", "valid_from", "valid_to")
# What is left of Chinese text after a wrong turn: the replacement character, what GBK makes of it, control
# characters of Latin-1, private use.
_BROKEN = re.compile("[\ufffd\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]|锟斤|烫烫烫|屯屯屯")


class Watcher(Protocol):
    """Someone who looks at every customer once."""

    @property
    def columns(self) -> Sequence[str]:
        """The columns of ``customers`` it needs."""
        ...

    def see(self, batch: Batch, live: Sequence[int]) -> None:
        """Look at the rows of a batch that stand at these positions."""
        ...


@frozen(eq=False)
class Census:
    """Who there is: where each customer's row stands, and what is wrong with the rows."""

    places: Mapping[str, tuple[str, int]]
    problems: tuple[Problem, ...]
    has_ended: bool = False
    """Whether there are rows that no longer hold on the day."""

    def __contains__(self, customer: object) -> bool:
        return customer in self.places

    def __len__(self) -> int:
        return len(self.places)


def walk(book: Book, as_of: date, watchers: Sequence[Watcher], *, tells: bool = True) -> Census:
    """Show every customer to the watchers, in the order of the book.

    With ``tells`` false what is wrong with the rows is left to another pass that tells it, and rejects them.
    """
    wanted = tuple(dict.fromkeys((*_OWN, *(name for each in watchers for name in each.columns))))
    places: dict[str, tuple[str, int]] = {}
    parents: dict[str, tuple[str, Location]] = {}
    problems: list[Problem] = []
    has_ended = False
    for batch in book.batches("customers", wanted):
        has_ended = has_ended or any(_is_over(each, as_of) for each in batch.columns["valid_to"])
        live = _live(book if tells else None, batch, as_of, places, problems)
        codes = batch.columns["customer"]
        if any(batch.columns["parent"]):
            for i in live:
                parent = batch.columns["parent"][i]
                if parent is not None:
                    parents[str(codes[i])] = str(parent), batch.at(i, "parent")
        problems.extend(_misread(batch, live))
        for each in watchers:
            each.see(batch, live)
    problems.extend(_of_parents(places, parents))
    return Census(places, tuple(problems) if tells else (), has_ended)


def ended(book: Book, as_of: date, census: Census, columns: Sequence[str]) -> Iterator[Batch]:
    """The last rows of customers that are over on the day, in batches: they are customers no more, but were."""
    if not census.has_ended:
        return
    found: dict[str, tuple[date, Batch]] = {}
    wanted = tuple(dict.fromkeys(("customer", "valid_to", *columns)))
    for batch in book.batches("customers", wanted):
        codes, until = batch.columns["customer"], batch.columns["valid_to"]
        for i, last in enumerate(until):
            code = str(codes[i])
            if isinstance(last, date) and last < as_of and code not in census:
                known = found.get(code)
                if known is None or known[0] < last:
                    cells: dict[str, list[Value | None]] = {name: [each[i]] for name, each in batch.columns.items()}
                    found[code] = last, Batch("customers", cells, [batch.rows[i]], batch.file, batch.places)
    for code in sorted(found):
        yield found[code][1]


def one(row: Row) -> Batch:
    """A single customer's row as a batch, for who judges batches."""
    columns: dict[str, list[Value | None]] = {name: [row.get(name)] for name in row}
    places = {name: row.cell_at(name).column for name in row}
    return Batch("customers", columns, [row.at.line], row.at.file, places)


def filled(batch: Batch, column: str) -> list[Value | None]:
    """A column's cells; all empty where the batch does not have it."""
    found = batch.columns.get(column)
    return found if found is not None else [None] * len(batch)


def _live(
    book: Book | None, batch: Batch, as_of: date, places: dict[str, tuple[str, int]], problems: list[Problem]
) -> list[int]:
    """The rows that hold on the day; of two with one code the second is rejected."""
    codes, first, last = batch.columns["customer"], batch.columns["valid_from"], batch.columns["valid_to"]
    is_dated = any(first) or any(last)
    found: list[int] = []
    rows, file = batch.rows, batch.file
    for i, code in enumerate(codes):
        if is_dated and not _holds(first[i], last[i], as_of):
            continue
        place = (file, rows[i])
        known = places.setdefault(code, place)  # type: ignore[arg-type]
        if known is place:
            found.append(i)
            continue
        related = (Related("first-defined", Location(*known)),)
        why = problem(
            "DK860", batch.at(i, "customer"), address="customers", related=related, table="customers", key=(str(code),)
        )
        problems.append(why)
        if book is not None:
            book.reject(batch, i, why)
    return found


def _is_over(last: Value | None, day: date) -> bool:
    return isinstance(last, date) and last < day


def _holds(first: Value | None, last: Value | None, day: date) -> bool:
    return (not isinstance(first, date) or first <= day) and (not isinstance(last, date) or day <= last)


def _misread(batch: Batch, live: Sequence[int]) -> Iterator[Problem]:
    names = batch.columns["name"]
    text = "\n".join(str(names[i]) for i in live)
    if text.isascii() or not (_BROKEN.search(text) or _may_be_latin(text)):
        return
    for i in live:
        name = names[i]
        if isinstance(name, str) and is_misread(name):
            at = batch.at(i, "name")
            customer = str(batch.columns["customer"][i])
            yield problem(
                "DK749", at, address="customers.name", severity=Severity.WARNING, customer=customer, name=name
            )


def _may_be_latin(text: str) -> bool:
    return any("\xc2" <= each <= "\xf4" for each in set(text))


def is_misread(name: str) -> bool:
    """Whether a name can only have come from bytes read in the wrong encoding."""
    if _BROKEN.search(name):
        return True
    for encoding in ("latin-1", "cp1252"):
        try:
            return not name.encode(encoding).decode("utf-8").isascii()
        except UnicodeError:
            continue
    return False


def _of_parents(
    places: Mapping[str, tuple[str, int]], parents: Mapping[str, tuple[str, Location]]
) -> Iterator[Problem]:
    done: set[str] = set()
    for start, (above, at) in parents.items():
        if above not in places:
            yield problem(
                "DK863",
                at,
                address="customers",
                severity=Severity.WARNING,
                table="customers",
                parent=above,
                node=start,
            )
        path: dict[str, None] = {}
        node = start
        while node in parents and node not in done and node not in path:
            path[node] = None
            node = parents[node][0]
        if node in path:
            steps = [*path]
            circle = steps[steps.index(node) :]
            # From the least code on, so that the order of rows does not matter.
            turn = circle.index(min(circle))
            circle = [*circle[turn:], *circle[:turn]]
            yield problem(
                "DK862", parents[circle[-1]][1], address="customers", table="customers", path=(*circle, circle[0])
            )
        done.update(path)
