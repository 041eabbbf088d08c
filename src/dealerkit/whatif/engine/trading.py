"""Trade: what is sold in the compared days, in money and in units, and what it costs us.

Asked of all invoice lines beside what the programmes ask. A figure that cannot be told of some line cannot be told
at all: it is None, and a finding says which. What a sale costs us is the cost of the goods: a change of our prices
changes sales and never that, so a share of sales is one of sales at today's prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.measures.takes import LINES, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.rebates.standing import Standing
from dealerkit.values.exact import ONE, ZERO, Number, add, multiply, subtract, total
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.alike import lost_beside
from dealerkit.whatif.scenarios.applying import place_of
from dealerkit.whatif.scenarios.scenario import Scenario, ScenarioFile
from dealerkit.whatif.volumes.arithmetic import scaled
from dealerkit.whatif.volumes.change import Change
from dealerkit.whatif.volumes.degrees import Degree, degree_of
from dealerkit.whatif.volumes.selecting import columns_of_stream, times_as_dear

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

    def told(self, parts: Iterable[tuple[Standing, DateRange]], prices: Iterable[Change] = ()) -> Trade:
        """What is sold, each standing answering for its own days; ``prices`` are the changes of ours made in them.

        The cost is None where a price fell to nothing: no sum of money then says what was sold.
        """
        found, changes = list(parts), [each for each in prices if each.price is not None]
        sales, units = self._sum(SALES, found), self._sum(UNITS, found)
        if isinstance(self.cost, Expression):
            cost = self._at_todays_prices(COST, found, changes)
        else:
            worth = self._at_todays_prices(SALES, found, changes) if self.cost is not None else None
            cost = None if self.cost is None or worth is None else multiply(worth, self.cost)
        return Trade(sales=sales, units=units, cost_of_sales=cost)

    def moved(
        self, before: Trade, parts: Iterable[tuple[Standing, Standing, DateRange]], changes: Iterable[Change] = ()
    ) -> Trade:
        """What is sold after steps: what is sold as it is, and what each standing sells more than it did before them.

        Lines that a policy cannot use are sold all the same, so that standings of different policies are not compared.
        ``changes`` are those to the book among the steps.
        """
        found = list(parts)
        old = self.told((start, days) for start, _, days in found)
        new = self.told(((end, days) for _, end, days in found), changes)
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

    def _at_todays_prices(
        self, take: str, parts: Sequence[tuple[Standing, DateRange]], changes: Sequence[Change]
    ) -> Number | None:
        """What a take adds up with the changes of our prices taken out of it."""
        found = self._sum(take, parts)
        if found is None or not changes:
            return found
        for standing, days in parts:
            mine = days.intersect(self.days)
            more = None if mine is None else _by_prices(standing, take, mine, changes)
            if mine is not None and more is None:
                return None
            found = subtract(found, more or ZERO)
        return found


def _by_prices(standing: Standing, take: str, days: DateRange, changes: Sequence[Change]) -> Number | None:
    """How much of what a take adds up on these days is there by changed prices; None where a price fell to nothing."""
    cells = standing.cells.of(take)
    index = cells.ids[take]
    degree = degree_of(cells.takes[index].measure, columns_of_stream(standing, LINES)).price
    if not degree:
        return ZERO
    times = times_as_dear(cells, changes, standing.policy.header.effective)
    found: list[Number] = []
    for key, amounts in cells.sums.items():
        dear = times(key) if key.takes >> index & 1 and key.segment in days else ONE
        if not dear:
            return None
        if dear != ONE:
            amount = amounts[cells.measures[index]]
            (cheap,) = scaled((amount,), (Degree(None, -degree),), price=dear)
            found.append(subtract(amount, cheap))
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
