"""One figure (指标) as a policy defines it, and what it is reckoned from.

scoring:
  figures:
    sales: {title: 销售额, from: lines, where: line.kind == "sale", sum: net_amount, over: 12 months}
    sales_before: {from: lines, sum: net_amount, over: 12 months, back: 12 months}
    orders: {from: lines, count: document, over: 12 months}
    last_sale: {from: lines, latest: date}
    growth: {formula: =figure.sales / figure.sales_before - 1, base: sales_before, compared: year-on-year}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Node
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import KEY, TEXT, JsonSchema, choice
from dealerkit.policy.shapes import Shape, entry, named, record, ruled
from dealerkit.policy.types import Type
from dealerkit.scoring.figures.tables import CUSTOMER, OWNER, Rows
from dealerkit.scoring.figures.windows import EVERYTHING, SHIFT, WINDOW, Window
from dealerkit.values.durations import Duration

FIGURE = "figure."
"""What the names of figures begin with in expressions: ``figure.sales``."""
AS_OF = "as_of"
"""The one figure that every policy has: the day that is asked about."""
ROWS = "rows"
"""``count: rows`` counts rows; any other word counts the different values of that column."""

AGGREGATES = ("sum", "count", "average", "min", "max", "median", "earliest", "latest", "last")
"""Keys that say how the rows of a table become one value."""
ACROSS = ("rank", "share")
"""Keys that compare a subject's figure with everybody's."""
YEAR_ON_YEAR, PERIOD_ON_PERIOD = "year-on-year", "period-on-period"


class Written:
    """A place whose text is read once the table is known."""

    def read(self, node: Node, reading: Reading, address: str) -> Node | Invalid:
        """The node itself."""
        del reading, address
        return node

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place: a word, or ``=`` and an expression."""
        del definitions
        return {"type": ["string", "boolean"]}


_WRITTEN = cast("Shape[Node]", Written())


@frozen(kw_only=True)
class Figure:
    """One number or day of each subject: reckoned from the rows of a table, or by a formula from other figures."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the figure's name for people", default=None)
    source: str | None = entry(TEXT, "where the definition comes from", default=None)
    unit: str | None = entry(
        TEXT,
        "what it is measured in: money, share, units, days, count, score; found from its column if absent",
        default=None,
    )
    of: str = entry(
        KEY,
        "what it is a figure of: customer, outlet, product, employee, group, territory, contract, company …",
        default=CUSTOMER,
    )
    by: Node | None = entry(
        _WRITTEN, "the fact that names the subject of a row, where not the usual column does", default=None
    )
    from_: str | None = entry(KEY, "the table whose rows it is reckoned from", default=None)
    where: Node | None = entry(_WRITTEN, "which rows count: a condition; all of them if absent", default=None)
    if_missing: str | None = entry(
        choice("count", "skip"),
        "what becomes of a row of which nobody knows whether it counts; the figure is missing if absent",
        default=None,
    )
    sum: Node | None = entry(_WRITTEN, "the column, or the `=` expression, that is added up", default=None)
    count: Node | None = entry(_WRITTEN, "`rows`, or the column whose different values are counted", default=None)
    average: Node | None = entry(_WRITTEN, "the column whose mean it is; empty cells are left out", default=None)
    min: Node | None = entry(_WRITTEN, "the column whose least value it is", default=None)
    max: Node | None = entry(_WRITTEN, "the column whose greatest value it is", default=None)
    median: Node | None = entry(_WRITTEN, "the column whose middle value it is, the lower of two", default=None)
    earliest: Node | None = entry(_WRITTEN, "the column of days whose first it is", default=None)
    latest: Node | None = entry(_WRITTEN, "the column of days whose last it is", default=None)
    last: Node | None = entry(
        _WRITTEN, "the column that is added up over the rows of the last day only, as of a count of stock", default=None
    )
    weight: Node | None = entry(_WRITTEN, "the column by which an average is weighted", default=None)
    per: Node | None = entry(
        _WRITTEN, "the column each of whose values has a last day of its own, as each product of a count", default=None
    )
    formula: Node | None = entry(_WRITTEN, "an expression over other figures, the subject and parameters", default=None)
    rank: str | None = entry(
        KEY, "the figure by which subjects are ranked, the largest first; ties share a rank", default=None
    )
    share: str | None = entry(KEY, "the figure of which this is the subject's part in everybody's sum", default=None)
    over: Window = entry(
        cast("Shape[Window]", WINDOW),
        "the days that count: 12 months, 90 days, month, year, last month, a range; all up to the day if absent",
        default=EVERYTHING,
    )
    back: Duration | None = entry(
        cast("Shape[Duration]", SHIFT), "how far back the day is moved that the window ends with", default=None
    )
    day: str | None = entry(
        KEY, "the column of the day by which a row is in the window, where not the usual one", default=None
    )
    base: str | None = entry(
        KEY, "the figure that a growth or a ratio is measured against: its window is named", default=None
    )
    compared: str | None = entry(
        choice(YEAR_ON_YEAR, PERIOD_ON_PERIOD),
        "what the base is: the same days a year before (同比), or the days just before (环比)",
        default=None,
    )

    @property
    def aggregate(self) -> str | None:
        """The key that says how its rows become one value; None of a figure that is not of rows."""
        return next((key for key in AGGREGATES if getattr(self, key) is not None), None)

    @property
    def name(self) -> str:
        """Its name for people."""
        return self.title or self.id

    @property
    def fact(self) -> str:
        """Its name in expressions."""
        return FIGURE + self.id


RECORD = record(
    Figure,
    exactly_one=((*AGGREGATES, "formula", *ACROSS),),
    not_together=(("formula", "from"), ("formula", "over"), ("rank", "from"), ("share", "from")),
)


@frozen(kw_only=True, eq=False)
class Reckoned:
    """A figure with its columns found and its expressions compiled."""

    rule: Rule
    id: str
    figure: Figure
    type: Type
    rows: Rows | None = None
    subject: str | Expression | None = None
    where: Expression | None = None
    measure: str | Expression | None = None
    weight: str | Expression | None = None
    per: str | None = None
    day: str | None = None
    formula: Expression | None = None

    @property
    def of(self) -> str:
        """The kind of its subjects."""
        return self.figure.of

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.figure.name

    @property
    def fact(self) -> str:
        """Its name in expressions."""
        return self.figure.fact

    def expressions(self) -> Iterator[Expression]:
        """What is evaluated for each row."""
        for each in (self.subject, self.where, self.measure, self.weight):
            if isinstance(each, Expression):
                yield each

    def columns(self) -> tuple[str, ...]:
        """The columns of its table without which it cannot be reckoned."""
        assert self.rows is not None  # noqa: S101  # only figures of rows are asked
        known = self.rows.table.by_name
        found = [each for each in (self.subject, self.measure, self.weight, self.per) if isinstance(each, str)]
        for each in self.expressions():
            for name in sorted(each.reads):
                root, _, column = name.partition(".")
                if root == self.rows.root:
                    found.append(column)
                elif root in {"dealer", "contract", OWNER} and not (root == "contract" and "contract" in known):
                    found.append(self.rows.customer or "")
                else:
                    found.append(root)
        if self.day and (self.figure.over != EVERYTHING or not self.rows.table.dated):
            found.append(self.day)
        if self.rows.is_labelled and "period" in self.rows.table.required():
            found.append("period")
        return tuple(dict.fromkeys(each for each in found if each and each != ROWS))
