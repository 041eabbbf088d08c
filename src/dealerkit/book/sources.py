"""What a file gives: pieces of rows, column by column, still as written.

Every format becomes the same thing: a heading (or none), and pieces of a few hundred rows. A row that
is damaged beyond its cells (ragged, undecodable) comes apart from the piece, as a :class:`Damage`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from attrs import frozen

from dealerkit.book.columns import Native
from dealerkit.problems import Arg, Problem

PIECE: Final = 512
"""Rows in a piece: few enough that their texts stay in the processor's cache."""


@frozen
class Damage:
    """A row that could not be taken apart into cells."""

    row: int
    column: int
    code: str
    args: tuple[tuple[str, Arg], ...]
    raw: str


@frozen
class Piece:
    """Some rows of a file, as columns in the order of the heading.

    ``blank`` counts rows without any text that were left out; ``typed`` says that cells carry their
    own types instead of being text.
    """

    rows: Sequence[int]
    cells: Sequence[Sequence[Native]]
    damages: tuple[Damage, ...] = ()
    blank: int = 0
    typed: bool = False

    @property
    def read(self) -> int:
        """How many rows of the file the piece stands for."""
        return len(self.rows) + len(self.damages) + self.blank


class Source(Protocol):
    """One file (or table in memory) opened for reading any number of times."""

    @property
    def file(self) -> str:
        """The name that locations carry."""
        ...

    def heading(self) -> tuple[str, ...] | Problem:
        """The headings in order, or why there are none."""
        ...

    def pieces(self, wanted: Sequence[int]) -> Iterator[Piece | Problem]:
        """The rows; cells of columns outside ``wanted`` (counted from 0) may be left out as empty columns."""
        ...

    def expected(self) -> int:
        """About how many rows there are, for sizing."""
        ...


@frozen
class Layout:
    """How one table's files are written, whatever their format."""

    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int = 1
    sheet: str = ""


def named(path: Path, folder: Path) -> str:
    """A file's name as locations carry it: relative to the book where it lies inside, with ``/``."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.as_posix()


def rows_expected(path: Path, bytes_a_row: float) -> int:
    """About how many rows a file has, by its size and the average length of its first rows; 0 where that is unknown."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0
    return int(size / bytes_a_row) + 1 if bytes_a_row else 0
