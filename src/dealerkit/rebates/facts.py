"""The facts rebates may ask about: what books record of lines, products, dealers and contracts, and of a period.

Columns of the tables are facts under the table's word: ``dealer.status`` is the column ``status`` of
``customers``. What lines and masters say is read at the line's date where a line is judged, and at
the period's end where a payee is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.book.kinds import Column, Kind, Table
from dealerkit.book.tables.parties import CUSTOMERS, PRODUCTS
from dealerkit.book.tables.rebates import CONTRACTS, LINES
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import BOOLEAN, COUNT, DATE, DAYS, NUMBER, SHARE, TEXT, TREE, Type, number

# Columns that say how a row is kept, not what is true of its subject.
_KEEPING = frozenset({"valid_from", "valid_to", "recorded_at"})

# Columns whose codes are places in a tree: `within(dealer.territory, "east")`.
_TREES = frozenset({"line.territory", "product.group", "dealer.territory", "dealer.group", "contract.territory"})

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


def _columns(root: str, table: Table, instant: str) -> Iterator[Fact]:
    for column in table.columns:
        if column.name not in _KEEPING:
            name = f"{root}.{column.name}"
            source = f"table {table.name}"
            yield Fact(
                name,
                TREE if name in _TREES else _type(column),
                meaning=column.meaning,
                source=source,
                instant=instant,
                values=column.choices,
            )


def _type(column: Column) -> Type:
    plain = _TYPES[column.kind]
    return number(column.unit) if plain is NUMBER and column.unit else plain


_PERIOD_END = "period end"
_AT_THE_TIME = "line date, or period end where a payee is judged"

OF_LINES: tuple[Fact, ...] = tuple(_columns("line", LINES, "line date"))

OF_MASTERS: tuple[Fact, ...] = (
    Fact(
        "product",
        TREE,
        meaning="the product's place in the product tree, for within(product, …)",
        source="tables products and product_groups",
        instant="line date",
    ),
    *_columns("product", PRODUCTS, "line date"),
    *_columns("dealer", CUSTOMERS, _AT_THE_TIME),
    *_columns("contract", CONTRACTS, _AT_THE_TIME),
)

OF_PERIODS: tuple[Fact, ...] = (
    Fact(
        "period.start",
        DATE,
        meaning="the first day of the period",
        source="the programme's period",
        instant=_PERIOD_END,
    ),
    Fact(
        "period.end", DATE, meaning="the last day of the period", source="the programme's period", instant=_PERIOD_END
    ),
    Fact(
        "period.qualifying",
        NUMBER,
        meaning="the qualifying base of the period so far",
        source="the programme's qualifying lines",
        instant=_PERIOD_END,
    ),
    Fact(
        "period.paying",
        NUMBER,
        meaning="the paying base of the period so far",
        source="the programme's paying lines",
        instant=_PERIOD_END,
    ),
    Fact(
        "period.baseline",
        NUMBER,
        meaning="the figure the base is compared with",
        source="the programme's `against`",
        instant=_PERIOD_END,
    ),
    Fact("period.target", NUMBER, meaning="the target of the period", source="table targets", instant=_PERIOD_END),
    Fact(
        "period.days_to_pay",
        DAYS,
        meaning="the days the payee took to pay the invoices of the period",
        source="table figures",
        instant=_PERIOD_END,
    ),
)

ATTAINMENTS = ("month", "quarter", "half_year", "year", "period")
"""Of which periods the attainment is a fact; ``period`` is the programme's own."""

OF_TARGETS: tuple[Fact, ...] = tuple(
    Fact(
        f"attainment.{word}",
        SHARE,
        meaning=f"the qualifying base as a share of the target, for the {word.replace('_', '-')}"
        + (" the programme's period lies in" if word != "period" else " of the programme"),
        source="table targets",
        instant=_PERIOD_END,
    )
    for word in ATTAINMENTS
)

FACTS: tuple[Fact, ...] = (*OF_LINES, *OF_MASTERS, *OF_PERIODS, *OF_TARGETS)
"""Every fact of the rebates domain."""
