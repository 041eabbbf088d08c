"""Columns of tables as facts: ``sale.outlet`` is the column ``outlet`` of the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.book.kinds import Column, Kind, Table
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import BOOLEAN, COUNT, DATE, NUMBER, SHARE, TEXT, TREE, Type, number

# Columns that say how a row is kept, not what is true of its subject.
_KEEPING = frozenset({"valid_from", "valid_to", "recorded_at"})

# Columns whose codes are places in a tree: `within(dealer.territory, "east")`.
_TREES = frozenset(
    {
        "line.territory",
        "product.group",
        "dealer.territory",
        "dealer.group",
        "contract.territory",
        "incident.territory",
    }
)

_TYPES = {
    Kind.CODE: TEXT,
    Kind.TEXT: TEXT,
    Kind.NUMBER: NUMBER,
    Kind.SHARE: SHARE,
    Kind.COUNT: COUNT,
    Kind.DATE: DATE,
    Kind.MOMENT: DATE,
    Kind.BOOLEAN: BOOLEAN,
}


def facts_of(root: str, table: Table, instant: str, names: Mapping[str, str] | None = None) -> Iterator[Fact]:
    """The columns of a table as facts; ``names`` gives some a name other than the column's."""
    for column in table.columns:
        if column.name not in _KEEPING:
            name = f"{root}.{(names or {}).get(column.name, column.name)}"
            yield Fact(
                name,
                TREE if name in _TREES else _type(column),
                meaning=column.meaning,
                source=f"table {table.name}",
                instant=instant,
                values=column.choices,
            )


def _type(column: Column) -> Type:
    plain = _TYPES[column.kind]
    return number(column.unit) if plain is NUMBER and column.unit else plain
