"""What is left of sales after their moving average cost: by contract and by order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import define, field

from dealerkit.book import Book
from dealerkit.contracts.prices.costs import Costs
from dealerkit.contracts.streams import stream
from dealerkit.measures.currencies import in_currency
from dealerkit.policy.types import Missing
from dealerkit.values.exact import EXACT, ZERO, Number, add, as_fraction, multiply, subtract

_NEEDED = ("date", "dealer", "product", "quantity", "net_amount")


@define
class Margin:
    """Sales under one contract or order; ``missing`` names what keeps the cost from being known."""

    customer: str
    sales: Decimal = ZERO
    cost: Number = ZERO
    missing: set[str] = field(factory=set)

    @property
    def margin(self) -> Number:
        """What is left after the cost."""
        return subtract(self.sales, self.cost)

    @property
    def share(self) -> Fraction | None:
        """The margin as a share of the sales; None where nothing was sold."""
        return as_fraction(self.margin) / as_fraction(self.sales) if self.sales else None


def margins_of(book: Book, currency: str, costs: Costs, as_of: date, by: str) -> Mapping[str, Margin]:
    """The margin of every contract (``by="contract"``) or order through a day; under ``""`` what names none.

    Each line counts at the average cost of its own day. One pass over the lines.
    """
    if book.lacking("lines", _NEEDED):
        return {}
    found: dict[str, Margin] = {}
    for batch in in_currency(stream(book, "lines"), book, currency):
        columns = batch.columns
        empty = [None] * len(batch)
        rows = zip(
            *(columns[name] for name in _NEEDED),
            columns.get(by) or empty,
            columns.get("currency") or empty,
            strict=True,
        )
        for day, dealer, product, quantity, net, key, written in rows:
            if not isinstance(day, date) or day > as_of:
                continue
            if not isinstance(quantity, Decimal) or not isinstance(net, Decimal):
                continue
            name = str(key or "")
            each = found.setdefault(name, Margin(str(dealer) if name else ""))
            if written not in {None, "", currency}:
                each.missing.add(f"rates.{written}")
                continue
            each.sales = EXACT.add(each.sales, net)
            cost = costs.of(str(product or ""), day)
            if isinstance(cost, Missing):
                each.missing.update(cost.facts)
            else:
                each.cost = add(each.cost, multiply(quantity, cost))
    return found
