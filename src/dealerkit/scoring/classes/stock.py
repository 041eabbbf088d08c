"""Classes by stock: for how many days it lasts, how often it turns over, and the stock coefficient.

* **days of stock**: stock ÷ sales of the window × days of the window;
* **stock coefficient** (库存系数): stock at the end ÷ sales of the window, by custom a month;
* **turnover**: sales of the window ÷ average stock.

Sources: the definitions of inventory management; the coefficient as the China Automobile Dealers Association uses it.
Stock and sales must be in the same unit, both at cost, both at price, or both in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import COUNT_FROM_1, KEY, choice
from dealerkit.policy.shapes import Keyed, entry, expression, record, ruled
from dealerkit.policy.types import DAYS as DAYS_TYPE
from dealerkit.policy.types import NUMBER, Missing, Type
from dealerkit.problems import Arg
from dealerkit.scoring.classes.banding import BELOW_DOC, CLASS_BANDS, Banding, ClassBand
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, number_of
from dealerkit.values.exact import Number, divide, multiply

COEFFICIENT, DAYS, TURNOVER = "coefficient", "days", "turnover"


def days_of_stock(stock: Number, sold: Number, days: int) -> Number:
    """For how many days the stock lasts at the sales of a window of so many days; ``sold`` is above zero."""
    return divide(multiply(stock, Decimal(days)), sold)


@frozen(kw_only=True)
class ByStock:
    """Classes by stock against sales: by days of stock, by the stock coefficient, or by turnover."""

    adds_up: ClassVar[str] = ""
    rule: Rule = ruled()
    stock: Expression = entry(expression(SCOPE, NUMBER), "the stock on the day, as in figure.stock")
    sold: Expression = entry(expression(SCOPE, NUMBER), "what was sold on in the window, in the same unit")
    days: int = entry(COUNT_FROM_1, "how many days the window has")
    average: Expression | None = entry(
        expression(SCOPE, NUMBER), "the average stock of the window; without it no turnover is told", default=None
    )
    by: str = entry(choice(COEFFICIENT, DAYS, TURNOVER), "which figure the bands are of")
    bands: Keyed[ClassBand] = entry(CLASS_BANDS, "from which figure on which class")
    below: str = entry(KEY, BELOW_DOC)
    without_sales: str = entry(KEY, "the class where nothing was sold, so that no figure can be told")

    @property
    def figures(self) -> Mapping[str, Type]:
        """Stock, sales, and the three figures."""
        return {"stock": NUMBER, "sold": NUMBER, DAYS: DAYS_TYPE, COEFFICIENT: NUMBER, TURNOVER: NUMBER}

    @property
    def banding(self) -> Banding:
        """The bands, ready."""
        return Banding.of(self.rule, self.bands, self.below)

    def uses(self) -> Iterator[Use]:
        """The class of each band, the one below, and the one without sales."""
        yield from self.banding.uses()
        yield Use(self.without_sales, self.rule, "without_sales")

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class."""
        banding = self.banding
        return {each.key: self._placed(each, banding) for each in members}

    def _placed(self, member: Member, banding: Banding) -> Placed:
        stock, sold = number_of(self.stock, member.facts), number_of(self.sold, member.facts)
        if isinstance(stock, Missing) or isinstance(sold, Missing):
            lacking = tuple(fact for each in (stock, sold) if isinstance(each, Missing) for fact in each.facts)
            return Placed(member.key, missing=lacking)
        made_of: tuple[tuple[str, Arg], ...] = (("stock", stock), ("sold", sold))
        if sold <= 0:
            told = (*made_of, ("class", self.without_sales))
            return Placed(member.key, self.without_sales, made_of, (Reason("class-no-sales", self.rule, told),))
        found: dict[str, Number] = {
            DAYS: days_of_stock(stock, sold, self.days),
            COEFFICIENT: divide(stock, sold),
        }
        average = self._average(member)
        if not isinstance(average, Missing) and average > 0:
            found[TURNOVER] = divide(sold, average)
        values = (*made_of, *found.items())
        decides = found.get(self.by)
        if decides is None:
            missing = average.facts if isinstance(average, Missing) else ("average",)
            return Placed(member.key, values=values, missing=missing)
        reasons = (Reason(f"class-stock-{self.by}", self.rule, (*values, ("window", self.days))),)
        return banding.placed(member.key, decides, values, reasons)

    def _average(self, member: Member) -> Number | Missing:
        return Missing(("average",)) if self.average is None else number_of(self.average, member.facts)


BY_STOCK = record(ByStock)
