"""Trials: one scenario beside the policy as it is, in as much detail as is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from dealerkit.problems import Problem, in_order
from dealerkit.rebates.programme import Programme
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.whatif.engine.alike import losses_alike
from dealerkit.whatif.engine.comparing import counted, crossings, dealer_totals, programme_total
from dealerkit.whatif.engine.outcome import Count, Figures, Outcome, ProgrammeTotal, Row, Totals
from dealerkit.whatif.engine.sheets import Place
from dealerkit.whatif.engine.steps import Step, stepped
from dealerkit.whatif.engine.tally import Laid, ProgrammeTally, laid, tally, tally_straight
from dealerkit.whatif.engine.touching import touched
from dealerkit.whatif.engine.trading import Trade, Trading, lines_lost
from dealerkit.whatif.engine.world import Column, Earned, Straight, World
from dealerkit.whatif.scenarios.applying import Versions
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.moves import Move

if TYPE_CHECKING:
    from dealerkit.whatif.engine.workbench import Workbench


@frozen(eq=False)
class Side:
    """One world of a scenario, and for which settlement periods it holds: those that end on its days."""

    days: DateRange
    start: World
    """The policy over the book, before any step."""
    world: World
    touched: frozenset[str]

    def earned(self, programme: str) -> Iterator[tuple[Place, Earned]]:
        """What each row of a programme earns, for the periods the side holds for."""
        found = self.world.standing.programmes.get(programme)
        for place in () if found is None else self.world.places(found):
            if found is not None and place.window.last in self.days:
                yield place, self.world.earned(found, place)

    def column(self, programme: str) -> Column | None:
        """The same without reasons; None where there is no such programme."""
        found = self.world.standing.programmes.get(programme)
        if found is None:
            return None
        column = self.world.column(found)
        if self.days == ALWAYS:
            return column
        mine = [at for at, place in enumerate(column.places) if place.window.last in self.days]
        return Column(
            [column.places[at] for at in mine],
            [column.amounts[at] for at in mine],
            [column.steps[at] for at in mine],
        )

    def cost(self, programme: str) -> Decimal:
        """The sum of its amounts that can be told; nothing for goods."""
        found = self.world.standing.programmes.get(programme)
        if found is None or found.goods is not None:
            return ZERO
        straight = self.world.straight(found) if self.days == ALWAYS else None
        if straight is not None:
            return straight.cost()
        amounts = self.world.amounts(found)
        if self.days != ALWAYS:
            places = self.world.places(found)
            amounts = [amount for place, amount in zip(places, amounts, strict=True) if place.window.last in self.days]
        return total_of_decimals(amount for amount in amounts if amount is not None)


@frozen(eq=False)
class Baseline:
    """The policy as it is: reckoned once, programme by programme, when it is first asked for."""

    world: World
    trading: Trading
    _rows: dict[str, tuple[Row, ...]] = field(factory=dict, init=False, repr=False)
    _columns: dict[str, Column] = field(factory=dict, init=False, repr=False)
    _tallies: dict[str, ProgrammeTally] = field(factory=dict, init=False, repr=False)
    _straight: dict[str, Straight | None] = field(factory=dict, init=False, repr=False)
    _laid: dict[str, Laid] = field(factory=dict, init=False, repr=False)
    _trade: list[Trade] = field(factory=list, init=False, repr=False)

    @property
    def side(self) -> Side:
        """The policy as it is, for all periods."""
        return Side(ALWAYS, self.world, self.world, frozenset())

    def rows(self, programme: str) -> tuple[Row, ...]:
        """The rows of a programme, each beside itself."""
        if programme not in self._rows:
            known = self.world.standing.programmes
            self._rows[programme] = tuple(
                row_of(self.world, known[programme], place, earned, earned)
                for place, earned in self.side.earned(programme)
            )
        return self._rows[programme]

    def column(self, programme: str) -> Column | None:
        """What all rows of a programme earn; None where the policy has no such programme."""
        if programme not in self._columns:
            found = self.side.column(programme)
            if found is None:
                return None
            self._columns[programme] = found
        return self._columns[programme]

    def straight(self, programme: str) -> Straight | None:
        """A programme as whole numbers, where its terms are straight lines."""
        if programme not in self._straight:
            found = self.world.standing.programmes.get(programme)
            self._straight[programme] = None if found is None else self.world.straight(found)
        return self._straight[programme]

    def laid(self, programme: str) -> Laid:
        """The rows of a straight programme in the order of their ladder."""
        if programme not in self._laid:
            straight = self.straight(programme)
            assert straight is not None  # noqa: S101  # asked for where it is
            self._laid[programme] = laid(straight)
        return self._laid[programme]

    def tally(self, programme: str) -> ProgrammeTally:
        """What a programme comes to, beside itself."""
        if programme not in self._tallies:
            column = self.column(programme)
            both = [] if column is None else [column]
            self._tallies[programme] = tally(self.world.standing.programmes[programme], both, both)
        return self._tallies[programme]

    @property
    def trade(self) -> Trade:
        """What is sold as it is."""
        if not self._trade:
            self._trade.append(self.trading.told([(self.world.standing, ALWAYS)]))
        return self._trade[0]


@frozen(eq=False)
class Trial:
    """One scenario, ready to be reckoned."""

    bench: Workbench
    scenario: Scenario
    versions: Versions
    before: Baseline
    steps: tuple[Step, ...] = ()
    sides: tuple[Side, ...] = field(init=False, repr=False)

    @sides.default
    def _worlds_of_the_scenario(self) -> tuple[Side, ...]:
        worlds = [(part.days, self.bench.world(part.policy, self.scenario)) for part in self.versions.parts]
        made = stepped(worlds, self.scenario, self.before.world, self.steps)
        return tuple(self._side(days, world, each) for (days, world), each in zip(worlds, made, strict=True))

    def then(self, step: Step) -> Trial:
        """The same scenario with one more step at the end."""
        return evolve(self, steps=(*self.steps, step))

    def outcome(self) -> Outcome:
        """What the scenario comes to, row by row."""
        by_programme = {id: tuple(self._rows(id)) for id in self.programmes}
        rows = tuple(row for mine in by_programme.values() for row in mine)
        totals = tuple(programme_total(mine) for mine in by_programme.values() if mine)
        dealers = dealer_totals(rows)
        up, down = crossings(rows)
        won = {each.payee: each.difference for each in dealers}
        return Outcome(
            self.scenario.title or self.scenario.id,
            self._totals(totals, counted(rows), won, up, down),
            rows,
            dealers,
            self.moves,
            self.problems,
        )

    @property
    def moves(self) -> tuple[Move, ...]:
        """What the steps moved for whom; what moves alike under several versions of the policy is told once."""
        return tuple(dict.fromkeys(each for side in self.sides for each in side.world.moves))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be said of the steps."""
        unusable = lines_lost([side.start.standing for side in self.sides], self.before.world.standing, self.scenario)
        return in_order((*unusable, *(each for side in self.sides for each in side.world.problems)))

    def totals(self) -> Totals:
        """What the scenario comes to, without its rows."""
        tallies = [self._tally(id) for id in self.programmes]
        counts = [each.total.count for each in tallies]
        won: dict[str, Decimal] = {}
        for each in tallies:
            for payee, amount in each.won.items():
                won[payee] = EXACT.add(won.get(payee, ZERO), amount)
        count = Count(
            rows=sum(each.rows for each in counts),
            changed=sum(each.changed for each in counts),
            unchanged=sum(each.unchanged for each in counts),
            failed=sum(each.failed for each in counts),
        )
        totals = tuple(each.total for each in tallies if each.total.count.rows)
        up, down = sum(each.up for each in tallies), sum(each.down for each in tallies)
        return self._totals(totals, count, won, up, down)

    def figures(self) -> Figures:
        """Cost, trade and how many rows cannot be told: quicker than :meth:`totals` where terms are straight lines."""
        costs, failed = list[Decimal](), 0
        for id in self.programmes:
            straight = self._alike(id) if self._is_touched(id) else None
            if straight is not None:
                # Whole numbers over rows that are the baseline's: every amount can be told on both sides.
                costs.append(ZERO if self._definition(id).goods is not None else straight.cost())
                continue
            total = self._tally(id).total
            costs.append(ZERO if total.goods else total.cost)
            failed += total.count.failed
        return Figures(cost=total_of_decimals(costs), failed=failed, trade=self._trade())

    def cost(self) -> Decimal:
        """What all money programmes cost together; what cannot be told is not in it: see :meth:`totals`."""
        parts: list[Decimal] = []
        for id in self.programmes:
            if self._is_touched(id):
                parts += [side.cost(id) for side in self.sides]
            else:
                total = self.before.tally(id).total
                parts.append(ZERO if total.goods else total.cost)
        return total_of_decimals(parts)

    @property
    def programmes(self) -> tuple[str, ...]:
        """The programmes of the policy as it is, then those that only the scenario has."""
        found = dict.fromkeys(self.before.world.standing.programmes)
        for side in self.sides:
            found |= dict.fromkeys(side.world.standing.programmes)
        return tuple(found)

    def _side(self, days: DateRange, world: World, made: World) -> Side:
        before = self.before.world
        if made is world and losses_alike(world.standing.cells, before.standing.cells):
            return Side(days, world, world, touched(before.policy, world.policy))
        return Side(days, world, made, frozenset((*self.before.world.standing.programmes, *made.standing.programmes)))

    def _is_touched(self, programme: str) -> bool:
        return any(programme in side.touched for side in self.sides)

    def _rows(self, programme: str) -> Iterator[Row]:
        known = self.before.world.standing.programmes
        before = self.before.rows(programme) if programme in known else ()
        if not self._is_touched(programme):
            yield from before
            return
        after = {
            (place.payee, place.window.label): (side.world, place, earned)
            for side in self.sides
            for place, earned in side.earned(programme)
        }
        for row in before:
            found = after.pop((row.payee, row.period), None)
            yield evolve(row, after=None if found is None else found[2])
        for world, place, earned in after.values():
            yield row_of(world, world.standing.programmes[programme], place, None, earned)

    def _tally(self, programme: str) -> ProgrammeTally:
        if not self._is_touched(programme):
            return self.before.tally(programme)
        known, mine = self.before.straight(programme), self._alike(programme)
        if known is not None and mine is not None:
            return tally_straight(self._definition(programme), known, mine, self.before.laid(programme))
        before = self.before.column(programme)
        after = [column for side in self.sides if (column := side.column(programme)) is not None]
        return tally(self._definition(programme), [] if before is None else [before], after)

    def _alike(self, programme: str) -> Straight | None:
        """The programme as whole numbers, where it can be laid beside the baseline row by row."""
        known = self.before.straight(programme)
        mine = self._straight(programme) if known is not None else None
        if known is None or mine is None or mine.sheet is not known.sheet or mine.step != known.step:
            return None
        return mine

    def _straight(self, programme: str) -> Straight | None:
        """The programme as whole numbers, where one world holds for all periods."""
        if len(self.sides) != 1:
            return None
        found = self.sides[0].world.standing.programmes.get(programme)
        return None if found is None else self.sides[0].world.straight(found)

    def _definition(self, programme: str) -> Programme:
        worlds = (self.before.world, *(side.world for side in self.sides))
        return next(found for each in worlds if (found := each.standing.programmes.get(programme)) is not None)

    def _totals(
        self, programmes: tuple[ProgrammeTotal, ...], count: Count, won: dict[str, Decimal], up: int, down: int
    ) -> Totals:
        money = [each for each in programmes if not each.goods]
        return Totals(
            scenario=self.scenario.id,
            count=count,
            cost_before=total_of_decimals(each.cost_before for each in money),
            cost=total_of_decimals(each.cost for each in money),
            programmes=programmes,
            trade_before=self.before.trade,
            trade=self._trade(),
            winners=sum(each > 0 for each in won.values()),
            losers=sum(each < 0 for each in won.values()),
            won=total_of_decimals(each for each in won.values() if each > 0),
            lost=total_of_decimals(each for each in won.values() if each < 0),
            up=up,
            down=down,
        )

    def _trade(self) -> Trade:
        if all(side.world.standing.cells is side.start.standing.cells for side in self.sides):
            return self.before.trade
        parts = [(side.start.standing, side.world.standing, side.days) for side in self.sides]
        return self.before.trading.moved(self.before.trade, parts, self.scenario.book.values())


def row_of(world: World, programme: Programme, place: Place, before: Earned | None, after: Earned | None) -> Row:
    """One row of a programme."""
    return Row(
        programme=programme.id,
        title=programme.title or "",
        payee=place.payee,
        payee_name=world.run.name(place.payee),
        window=place.window,
        before=before,
        after=after,
        goods=programme.goods.product if programme.goods is not None else "",
    )
