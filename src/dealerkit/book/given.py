"""Tables that a test case gives: rows as a book would hold them, read by the same rules."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from datetime import date

from attrs import evolve

from dealerkit.book.books import Book
from dealerkit.book.rejects import RejectSink
from dealerkit.book.tables import TABLES
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import Reading, described
from dealerkit.problems import Location, Problem, nearest
from dealerkit.values.numbers import canonical, read_number


def given_book(
    given: Mapping,
    own: AbstractSequence[str],
    reading: Reading,
    address: str,
    known_at: date | None,
    rejects: RejectSink,
) -> Book | None:
    """A book of the tables in ``given``; None with DK266 or DK132 reported where one cannot be read.

    ``own`` are the keys beside tables that the case may have. What is wrong with the rows goes to
    ``rejects`` as they are read, and is reported by :func:`told`.
    """
    tables: dict[str, list[dict[str, str]]] = {}
    for name, (written, node) in given.entries.items():
        if name in TABLES:
            tables[name] = rows_of(node, reading)
        elif name not in own:
            close = nearest(name, (*own, *TABLES))
            reading.report("DK266", written, address, key=name, nearest=close, allowed=tuple(own))
    return None if reading.problems else Book.from_tables(tables, rejects=rejects, known_at=known_at)


def told(problems: AbstractSequence[Problem], given: Mapping, address: str) -> list[Problem]:
    """Findings about the rows of a case, at the tables in the case instead of in the book."""
    places: AbstractMapping[str, Location] = {name: node.at for name, (_, node) in given.entries.items()}
    return [
        evolve(each, at=places.get(each.at.file if each.at else "", given.at), address=address) for each in problems
    ]


def rows_of(node: Node, reading: Reading) -> list[dict[str, str]]:
    """The rows of a table as a case writes them: a list of mappings, or one of them."""
    rows: list[dict[str, str]] = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(item, Mapping):
            reading.report("DK132", item, kind="mapping", found=described(item))
            continue
        rows.append({name: _as_in_a_table(child) for name, (_, child) in item.entries.items()})
    return rows


def word(node: Node | None) -> str:
    """The text of a single value; ``""`` for anything else."""
    return node.text if isinstance(node, Scalar) else ""


def _as_in_a_table(node: Node) -> str:
    """The text a table would hold: numbers without the grouping that only a policy knows."""
    text = word(node)
    number = read_number(text) if "_" in text else None
    return text if number is None else canonical(number)
