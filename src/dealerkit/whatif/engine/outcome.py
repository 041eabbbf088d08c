"""What comes of a scenario: every row beside the baseline's, and what they add up to."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from dealerkit.problems import Problem
from dealerkit.rebates.windows import State, Window
from dealerkit.values.change import Change
from dealerkit.values.exact import EXACT, ZERO, Number, divide, subtract
from dealerkit.whatif.engine.trading import Trade
from dealerkit.whatif.engine.world import Earned
from dealerkit.whatif.volumes.moves import Move


class Crossing(Enum):
    """Which way a row goes over a bound."""

    UP = "up"
    DOWN = "down"


@frozen(kw_only=True)
class Row:
    """One programme, payee and period: what is earned as it is, and what under the scenario.

    ``before`` is None where the baseline has no such row, ``after`` where the scenario has none (a programme added
    or removed, periods of another length): there nothing is earned. ``goods`` names the product that amounts are
    units of; ``""`` for money.
    """

    programme: str
    title: str
    payee: str
    payee_name: str
    window: Window
    before: Earned | None
    after: Earned | None
    goods: str = ""

    @property
    def period(self) -> str:
        """The period's name."""
        return self.window.label

    @property
    def is_running(self) -> bool:
        """Whether the period still runs: it is measured through the day of the comparison."""
        return self.window.state is State.RUNNING

    @property
    def base(self) -> Number:
        """The base that reaches a band, under the scenario; zero where it has no such row."""
        return ZERO if self.after is None else self.after.base

    @property
    def band(self) -> str:
        """The address of the band reached under the scenario."""
        return "" if self.after is None else self.after.band

    @property
    def amount(self) -> Decimal | None:
        """What is earned under the scenario; None where it cannot be told."""
        return ZERO if self.after is None else self.after.amount

    @property
    def amount_before(self) -> Decimal | None:
        """What is earned as it is; None where it cannot be told."""
        return ZERO if self.before is None else self.before.amount

    @property
    def difference(self) -> Decimal | None:
        """By how much the scenario gives more; None where either amount cannot be told."""
        before, after = self.amount_before, self.amount
        return None if before is None or after is None else EXACT.subtract(after, before)

    @property
    def change(self) -> Change:
        """What the scenario does to the amount."""
        difference = self.difference
        if difference is None:
            return Change.FAILED
        return Change.CHANGED if difference else Change.UNCHANGED

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts for want of which it failed."""
        sides = (self.before, self.after)
        return tuple(dict.fromkeys(fact for each in sides if each is not None for fact in each.missing))

    @property
    def crossing(self) -> Crossing | None:
        """Whether it reaches a band further up or further down than before, counted from below."""
        if self.before is None or self.after is None or self.before.step == self.after.step:
            return None
        return Crossing.UP if self.after.step > self.before.step else Crossing.DOWN


@frozen(kw_only=True)
class Count:
    """How many rows there are; every one is in exactly one of the other numbers."""

    rows: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def complete(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows == self.changed + self.unchanged + self.failed


@frozen(kw_only=True)
class ProgrammeTotal:
    """What one programme costs, as it is and under the scenario. Where ``goods`` names a product: units of it."""

    programme: str
    title: str
    count: Count
    cost_before: Decimal
    cost: Decimal
    goods: str = ""

    @property
    def difference(self) -> Decimal:
        """By how much the scenario costs more."""
        return EXACT.subtract(self.cost, self.cost_before)


@frozen(kw_only=True)
class DealerTotal:
    """What one payee earns in all its rows that can be told, as it is and under the scenario."""

    payee: str
    payee_name: str
    count: Count
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """What it wins; below zero what it loses."""
        return EXACT.subtract(self.after, self.before)


@frozen(kw_only=True)
class Totals:
    """What a scenario comes to, without its rows.

    Costs are sums of money amounts that can be told on both sides' own terms: a row that cannot be told under the
    baseline is not in ``cost_before``, one that cannot be told under the scenario not in ``cost``; ``count.failed``
    says how many either. Goods are no money and stand in ``programmes`` alone.
    """

    scenario: str
    count: Count
    cost_before: Decimal
    cost: Decimal
    programmes: tuple[ProgrammeTotal, ...]
    trade_before: Trade
    trade: Trade
    winners: int = 0
    losers: int = 0
    won: Decimal = ZERO
    lost: Decimal = ZERO
    up: int = 0
    down: int = 0

    @property
    def difference(self) -> Decimal:
        """By how much the scenario costs more."""
        return EXACT.subtract(self.cost, self.cost_before)

    @property
    def share_of_sales(self) -> Number | None:
        """Cost as a share of sales; None where sales are unknown or not above zero."""
        return _share(self.cost, self.trade.sales)

    @property
    def share_of_sales_before(self) -> Number | None:
        """The same as it is."""
        return _share(self.cost_before, self.trade_before.sales)

    @property
    def extra_units(self) -> Number | None:
        """How many more units are sold under the scenario."""
        return _less(self.trade.units, self.trade_before.units)

    @property
    def extra_sales(self) -> Number | None:
        """How much more is sold under the scenario."""
        return _less(self.trade.sales, self.trade_before.sales)

    @property
    def cost_per_extra_unit(self) -> Number | None:
        """What each further unit costs in rebate; None where none is sold."""
        extra = self.extra_units
        return None if extra is None or extra <= 0 else divide(self.difference, extra)

    @property
    def contribution(self) -> Number | None:
        """Sales less what they cost us, less rebate; None where it is not known what a sale costs."""
        return _contribution(self.trade, self.cost)

    @property
    def contribution_before(self) -> Number | None:
        """The same as it is."""
        return _contribution(self.trade_before, self.cost_before)


@frozen(kw_only=True)
class Figures:
    """The few figures of a scenario that are asked for by the thousand; each is that of its :class:`Totals`."""

    cost: Decimal
    failed: int
    trade: Trade

    @property
    def share_of_sales(self) -> Number | None:
        """Cost as a share of sales; None where sales are unknown or not above zero."""
        return _share(self.cost, self.trade.sales)

    @property
    def contribution(self) -> Number | None:
        """Sales less what they cost us, less rebate; None where it is not known what a sale costs."""
        return _contribution(self.trade, self.cost)


def _share(part: Number, whole: Number | None) -> Number | None:
    return None if whole is None or whole <= 0 else divide(part, whole)


def _less(one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else subtract(one, other)


def _contribution(trade: Trade, cost: Decimal) -> Number | None:
    margin = _less(trade.sales, trade.cost_of_sales)
    return None if margin is None else subtract(margin, cost)


@frozen(eq=False)
class Outcome:
    """What a scenario comes to, with every row and every dealer."""

    title: str
    totals: Totals
    rows: tuple[Row, ...]
    dealers: tuple[DealerTotal, ...]
    """By what they win, the most first; equal ones by code."""
    moves: tuple[Move, ...] = field(default=(), repr=False)
    """What the changes to the book and the dealers' behaviour moved for whom, and why."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    """What is to be said of the scenario; with an error among them its figures are not what was asked for."""

    @property
    def scenario(self) -> str:
        """The scenario's id; ``""`` for the baseline itself."""
        return self.totals.scenario

    @property
    def winners(self) -> tuple[DealerTotal, ...]:
        """Who wins, the most first."""
        return tuple(each for each in self.dealers if each.difference > 0)

    @property
    def losers(self) -> tuple[DealerTotal, ...]:
        """Who loses, the most first."""
        return tuple(each for each in reversed(self.dealers) if each.difference < 0)

    @property
    def crossings(self) -> tuple[Row, ...]:
        """The rows that reach another band than before."""
        return tuple(each for each in self.rows if each.crossing is not None)
