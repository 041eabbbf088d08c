"""The facts rebates may ask about: what books record of lines, products, dealers and contracts, and of a period.

Columns of the tables are facts under the table's word: ``dealer.status`` is the column ``status`` of
``customers``. What lines and masters say is read at the line's date where a line is judged, and at
the period's end where a payee is.
"""

from __future__ import annotations

from dealerkit.book.tables.parties import CUSTOMERS, PRODUCTS
from dealerkit.book.tables.rebates import CONTRACTS
from dealerkit.measures.table_facts import facts_of
from dealerkit.policy.facts import Fact
from dealerkit.policy.types import DATE, DAYS, NUMBER, SHARE, TREE
from dealerkit.rebates.sources.cover import FACTS as OF_STOCK
from dealerkit.rebates.sources.registry import FACTS as ROW_FACTS

_PERIOD_END = "period end"
_AT_THE_TIME = "line date, or period end where a payee is judged"

OF_ROWS: tuple[Fact, ...] = ROW_FACTS
"""What may be asked of the rows that a base adds up: invoice lines, reports of sales, incidents."""

OF_MASTERS: tuple[Fact, ...] = (
    Fact(
        "product",
        TREE,
        meaning="the product's place in the product tree, for within(product, …)",
        source="tables products and product_groups",
        instant="line date",
    ),
    *facts_of("product", PRODUCTS, "line date"),
    *facts_of("dealer", CUSTOMERS, _AT_THE_TIME),
    *facts_of("contract", CONTRACTS, _AT_THE_TIME),
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
        "period.target_times",
        NUMBER,
        meaning="what the target of the period was multiplied by: 1 where the programme says nothing",
        source="the programme's `target`",
        instant=_PERIOD_END,
    ),
    Fact(
        "period.days_to_pay",
        DAYS,
        meaning="the days the payee took to pay the invoices of the period, on average of their amounts",
        source="table figures; else tables receipts and invoices",
        instant=_PERIOD_END,
    ),
    *OF_STOCK,
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

FACTS: tuple[Fact, ...] = (*OF_ROWS, *OF_MASTERS, *OF_PERIODS, *OF_TARGETS)
"""Every fact of the rebates domain."""
