"""Trade: what is sold in the compared days, in money and in units, and what it costs us.

Asked of all invoice lines beside what the programmes ask. A figure that cannot be told of some line cannot be told
at all: it is None, and a finding says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.measures.takes import LINES, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.rebates.standing import Standing
from dealerkit.values.exact import Number, add, multiply, subtract, total
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.alike import lost_beside
from dealerkit.whatif.scenarios.applying import place_of
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile

SALES, UNITS, COST = "scenarios.sales", "scenarios.units", "scenarios.cost"
"""The ids of the takes."""

_COLUMNS = {SALES: "net_amount", UNITS: "quantity"}


@frozen(kw_only=True)
class Trade:
    """What is sold to the dealers in the compared days; None where the book or the file does not say."""

    sales: Number | None = None
    units: Number | None = None
    cost_of_sales: Number | None = None


@frozen(eq=False)
class Trading:
    """How trade is measured: on which days, and what a sale costs."""

    days: DateRange
    cost: Number | Expression | None
    takes: tuple[Take, ...]
    written: Location | None = None
    """Where it is said what a sale costs."""

    @classmethod
    def of(cls, file: ScenarioFile, policy: Policy, book: Book, as_of: date, cuts: Iterable[DateRange]) -> Trading:
        """How it is measured for a file: over its periods, else over the days of the policy, through ``as_of``.

        ``cuts`` are stretches of days that must be told apart.
        """
        asked = (file.periods or policy.header.effective).intersect(DateRange(None, as_of))
        days = asked or DateRange(as_of, as_of)
        cost = file.economics.cost_of_sales if file.economics is not None else None
        parts = (days, *(part for each in cuts if (part := each.intersect(days)) is not None))
        written = place_of(file.economics.rule.at) if file.economics is not None else None
        return cls(days, cost, tuple(_takes(book, cost, parts)), written)

    def told(self, parts: Iterable[tuple[Standing, DateRange]]) -> Trade:
        """What is sold, each standing answering for its own days."""
        found = list(parts)
        sales, units = self._sum(SALES, found), self._sum(UNITS, found)
        cost = self._sum(COST, found) if isinstance(self.cost, Expression) else None
        if self.cost is not None and not isinstance(self.cost, Expression) and sales is not None:
            cost = multiply(sales, self.cost)
        return Trade(sales=sales, units=units, cost_of_sales=cost)

    def moved(self, before: Trade, parts: Iterable[tuple[Standing, Standing, DateRange]]) -> Trade:
        """What is sold after steps: what is sold as it is, and what each standing sells more than it did before them.

        Lines that a policy cannot use are sold all the same, so that standings of different policies are not compared.
        """
        found = list(parts)
        old = self.told((start, days) for start, _, days in found)
        new = self.told((end, days) for _, end, days in found)
        return Trade(
            sales=_more(before.sales, old.sales, new.sales),
            units=_more(before.units, old.units, new.units),
            cost_of_sales=_more(before.cost_of_sales, old.cost_of_sales, new.cost_of_sales),
        )

    def problems(self, standing: Standing) -> Iterator[Problem]:
        """DK949 for each figure that some line does not tell."""
        for take in self.takes:
            if standing.cells.of(take.id).loses(take.id):
                at = self.written if take.id == COST else None
                yield problem("DK949", at, severity=Severity.WARNING, figure=_word(take.id))

    def _sum(self, take: str, parts: Iterable[tuple[Standing, DateRange]]) -> Number | None:
        if all(each.id != take for each in self.takes):
            return None
        found: list[Number] = []
        for standing, days in parts:
            cells = standing.cells.of(take)
            mine = days.intersect(self.days)
            if cells.loses(take):
                return None
            if mine is not None:
                found.append(cells.sum_of(take, mine))
        return total(found)


def lines_lost(after: Iterable[Standing], before: Standing, scenario: Scenario) -> Iterator[Problem]:
    """DK952, a warning, where a scenario's policy cannot use lines that the policy as it is uses."""
    for standing in after:
        if not lost_beside(standing.cells, before.cells):
            continue
        known = any(SALES in each.ids for each in standing.cells.passes)
        mine, theirs = (standing.cells.of(SALES), before.cells.of(SALES)) if known else (None, None)
        sales = mine.lost_beside(theirs, SALES) if mine is not None and theirs is not None else ""
        yield problem("DK952", place_of(scenario.rule.at), severity=Severity.WARNING, scenario=scenario.id, sales=sales)


def _takes(book: Book, cost: Number | Expression | None, days: tuple[DateRange, ...]) -> Iterator[Take]:
    if not book.has(LINES):
        return
    for id, column in _COLUMNS.items():
        if not book.lacking(LINES, (column,)):
            yield Take(id, None, column, None, days)
    if isinstance(cost, Expression):
        yield Take(COST, None, cost, None, days)


def _more(before: Number | None, old: Number | None, new: Number | None) -> Number | None:
    return None if before is None or old is None or new is None else add(before, subtract(new, old))


def _word(take: str) -> str:
    return f"trade-{take.rpartition('.')[2]}"
