"""What a column holds: the kinds of values a book knows and how a table describes itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

Value = str | Decimal | int | date | datetime | bool
"""One cell as typed: amounts are decimals, codes are text, days are dates. An empty cell is None."""


class Kind(Enum):
    """How the text of a cell is read."""

    CODE = "code"
    """An identifier: text, leading zeros kept, spaces around it dropped."""
    TEXT = "text"
    """Words, spaces around them dropped."""
    NUMBER = "number"
    """An exact decimal: money, a quantity, a score."""
    SHARE = "share"
    """An exact decimal that may be written in per cent: a rate, a tax rate."""
    COUNT = "count"
    """A whole number: a sequence, a number of guests."""
    DATE = "date"
    """A day; a time of day beside it is dropped."""
    MOMENT = "moment"
    """A day with a time of day."""
    BOOLEAN = "boolean"
    """Yes or no."""


class Presence(Enum):
    """What an empty cell or an absent column means."""

    REQUIRED = "required"
    """The table must have the column, and no cell may be empty."""
    FILLED = "filled"
    """The table may lack the column; where it has it, no cell may be empty."""
    OPTIONAL = "optional"
    """The column may be absent and its cells may be empty."""


@frozen
class Column:
    """One column: its canonical name, what it holds, in which unit, and what it means."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    presence: Presence = Presence.OPTIONAL
    choices: tuple[str, ...] = ()


@frozen
class Tree:
    """A table whose rows name their parent in the same table."""

    node: str
    parent: str


@frozen
class Table:
    """One table: its columns, and what makes a row unique.

    ``key`` is unique in a small table (with validity, unique at each day). ``line_key`` finds repeated
    lines of a long table where the book states no other key and has these columns.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    line_key: tuple[str, ...] = ()
    tree: Tree | None = None
    by_name: dict[str, Column] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Index the columns by name."""
        object.__setattr__(self, "by_name", {each.name: each for each in self.columns})

    @property
    def dated(self) -> bool:
        """Whether a row may say from when and until when it holds."""
        return "valid_from" in self.by_name

    def required(self) -> Iterator[str]:
        """The columns the table cannot do without."""
        return (each.name for each in self.columns if each.presence is Presence.REQUIRED)


def code(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of identifiers."""
    return Column(name, Kind.CODE, meaning, "", presence)


def text(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of words."""
    return Column(name, Kind.TEXT, meaning, "", presence)


def word(name: str, meaning: str, *choices: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of one of a few words."""
    return Column(name, Kind.TEXT, meaning, "", presence, choices)


def money(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of amounts in the row's currency."""
    return Column(name, Kind.NUMBER, meaning, "money", presence)


def number(name: str, meaning: str, unit: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of exact numbers in a stated unit."""
    return Column(name, Kind.NUMBER, meaning, unit, presence)


def share(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of rates."""
    return Column(name, Kind.SHARE, meaning, "share", presence)


def count(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.COUNT, meaning, "count", presence)


def day(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of days."""
    return Column(name, Kind.DATE, meaning, "", presence)


def moment(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of days with their time."""
    return Column(name, Kind.MOMENT, meaning, "", presence)


def flag(name: str, meaning: str, presence: Presence = Presence.OPTIONAL) -> Column:
    """A column of yes and no."""
    return Column(name, Kind.BOOLEAN, meaning, "", presence)


REQUIRED = Presence.REQUIRED
FILLED = Presence.FILLED

RECORDED = day("recorded_at", "when the row became known; a question about an earlier day does not see it")
VALIDITY = (
    day("valid_from", "first day on which the row holds; empty means always before"),
    day("valid_to", "last day on which the row holds; empty means still"),
)


def master(name: str, meaning: str, key: tuple[str, ...], *columns: Column, tree: Tree | None = None) -> Table:
    """A table of things that last: rows may state their validity, and their key is unique at each day."""
    return Table(name, meaning, (*columns, *VALIDITY, RECORDED), key, tree=tree)


def record(name: str, meaning: str, key: tuple[str, ...], *columns: Column) -> Table:
    """A table of decisions and documents that is read whole: its key is unique."""
    return Table(name, meaning, (*columns, RECORDED), key)


def stream(name: str, meaning: str, line_key: tuple[str, ...], *columns: Column) -> Table:
    """A table that may be too long to hold: it is read in batches."""
    return Table(name, meaning, (*columns, RECORDED), line_key=line_key)
