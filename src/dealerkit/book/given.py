"""Tables that a test case gives: rows as a book would hold them, read by the same rules."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from datetime import date

from attrs import evolve, field, frozen

from dealerkit.book.books import Book
from dealerkit.book.columns import Native
from dealerkit.book.rejects import FirstRejects, RejectSink
from dealerkit.book.tables import TABLES
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import Reading, described
from dealerkit.problems import Location, Problem, Severity, nearest
from dealerkit.values.numbers import canonical, read_number

Typed = Callable[[Mapping], AbstractMapping[str, Native]]
"""Reads the cells of a row that are columns of the company's own."""


@frozen(eq=False)
class OpenedTables(Mapping):
    """What a case gives where its tables are a whole book: what is wrong with rows of that is no fault of the case."""

    book: Book = field(kw_only=True)


@frozen(eq=False)
class GivenTables:
    """The tables of a case as a book, beside the keys of its own; ``given`` is all of it as written."""

    book: Book
    given: Mapping
    _address: str
    _rejects: FirstRejects = field(repr=False)

    def get(self, key: str) -> Node | None:
        """What is written under a key of the case's own; None where it is absent."""
        return self.given.get(key)

    def word(self, key: str) -> str:
        """The text of a key of the case's own; ``""`` where it is absent or no single value."""
        return word(self.given.get(key))

    def is_sound(
        self, reading: Reading, problems: Iterable[Problem] = (), expected: Container[str] = frozenset()
    ) -> bool:
        """Whether nothing was wrong with the rows as they were read, nor is an error in ``problems``.

        What is wrong is reported at its table. ``expected`` are codes of errors that are answers, no faults of the
        case.
        """
        found = (each for each in (*self.book.problems, *problems) if each.code not in expected)
        wrong = [each for each in found if each.severity is Severity.ERROR]
        wrong += [each.problem for each in self._rejects.first]
        reading.problems.extend(told(wrong, self.given, self._address))
        return not reading.problems


def given_tables(
    case: Case, own: AbstractSequence[str], reading: Reading, typed: Typed | None = None
) -> GivenTables | None:
    """The tables that a case gives; None, with the reason reported, if they cannot be read.

    Problems: DK132 what is given is no mapping, DK266 a key that is neither a table nor one of ``own``. What is wrong
    with rows is known once they were read: ask :meth:`GivenTables.is_sound` then.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    rejects = FirstRejects()
    book = given_book(given, own, reading, address, case.known_at, rejects, typed)
    return None if book is None or reading.problems else GivenTables(book, given, address, rejects)


def given_book(
    given: Mapping,
    own: AbstractSequence[str],
    reading: Reading,
    address: str,
    known_at: date | None,
    rejects: RejectSink,
    typed: Typed | None = None,
) -> Book | None:
    """A book of the tables in ``given``; None with DK266 or DK132 reported where one cannot be read.

    ``own`` are the keys beside tables that the case may have. What is wrong with the rows goes to
    ``rejects`` as they are read, and is reported by :func:`told`. ``typed`` reads a row's columns of the company's
    own, which are texts otherwise; a row that lacks one leaves it empty.
    """
    if isinstance(given, OpenedTables):
        return given.book
    tables: dict[str, list[AbstractMapping[str, Native]]] = {}
    for name, (written, node) in given.entries.items():
        if name in TABLES:
            tables[name] = [*_rows(name, node, reading, typed)]
        elif name not in own:
            close = nearest(name, (*own, *TABLES))
            reading.report("DK266", written, address, key=name, nearest=close, allowed=tuple(own))
    return None if reading.problems else Book.from_tables(tables, rejects=rejects, known_at=known_at)


def _rows(table: str, node: Node, reading: Reading, typed: Typed | None) -> Iterator[AbstractMapping[str, Native]]:
    rows = rows_of(node, reading)
    if typed is None:
        yield from rows
        return
    items = [each for each in _items(node) if isinstance(each, Mapping)]
    known = TABLES[table].by_name
    own = [typed(evolve(each, entries=_unknown(each, known))) for each in items]
    names = dict.fromkeys(name for each in own for name in each)
    for row, read in zip(rows, own, strict=True):
        standard = {name: text for name, text in row.items() if name in known}
        yield {**standard, **{name: read.get(name) for name in names}}


def _unknown(row: Mapping, known: AbstractMapping[str, object]) -> dict[str, tuple[Scalar, Node]]:
    return {name: entry for name, entry in row.entries.items() if name not in known}


def told(problems: AbstractSequence[Problem], given: Mapping, address: str) -> list[Problem]:
    """Findings about the rows of a case, at the tables in the case instead of in the book."""
    if isinstance(given, OpenedTables):
        return []
    places: AbstractMapping[str, Location] = {name: node.at for name, (_, node) in given.entries.items()}
    return [
        evolve(each, at=places.get(each.at.file if each.at else "", given.at), address=address) for each in problems
    ]


def rows_of(node: Node, reading: Reading) -> list[dict[str, str]]:
    """The rows of a table as a case writes them: a list of mappings, or one of them."""
    rows: list[dict[str, str]] = []
    for item in _items(node):
        if not isinstance(item, Mapping):
            reading.report("DK132", item, kind="mapping", found=described(item))
            continue
        rows.append({name: _as_in_a_table(child) for name, (_, child) in item.entries.items()})
    return rows


def _items(node: Node) -> tuple[Node, ...]:
    return tuple(node.items) if isinstance(node, Sequence) else (node,)


def word(node: Node | None) -> str:
    """The text of a single value; ``""`` for anything else."""
    return node.text if isinstance(node, Scalar) else ""


def _as_in_a_table(node: Node) -> str:
    """The text a table would hold: numbers without the grouping that only a policy knows."""
    text = word(node)
    number = read_number(text) if "_" in text else None
    return text if number is None else canonical(number)
