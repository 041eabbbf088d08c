"""The runs: volumes drawn, everything reckoned, the cost kept; nothing else of a run is.

Runs are reckoned in blocks of a fixed size, so that what is kept at one time does not grow with their number. Rows
whose amount follows from their own base are reckoned from their sums, and so are stackings and budgets over such rows;
programmes in which others have a say in another way are reckoned whole, run by run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.problems import DealerkitError, Problem
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import all_takes
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, exactly, multiply, total_of_decimals
from dealerkit.whatif.engine.trials import Side, Trial
from dealerkit.whatif.engine.workbench import Workbench, require_question
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.sampling.asking import history_take
from dealerkit.whatif.sampling.distributions import Drawn, resampled
from dealerkit.whatif.sampling.draws import BLOCK
from dealerkit.whatif.sampling.factors import Factors
from dealerkit.whatif.sampling.joint_rows import Joint, Pot, joint_programmes
from dealerkit.whatif.sampling.lone_rows import LoneRow
from dealerkit.whatif.sampling.parting import Parting
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.sampling.rules import Uncertain, Uncertainty
from dealerkit.whatif.sampling.spreading import FactorKey, Spread, spreads
from dealerkit.whatif.sampling.straight_rows import lines_by_end
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.arithmetic import scaled
from dealerkit.whatif.volumes.whole_units import whole_units

Tick = Callable[[int], None]
"""Told how many runs are done."""


def _nothing(done: int) -> None:
    del done


def sample(bench: Workbench, scenario: Scenario, tick: Tick = _nothing) -> Sampled | tuple[Problem, ...]:
    """Reckon all runs of a scenario that says how far volumes may differ; or what is wrong with it.

    A scenario without uncertainty is a mistake of the caller.
    """
    require_question(bench, scenario, Scenario, "scenarios")
    if scenario.uncertainty is None:
        raise DealerkitError(f"scenario {scenario.id!r} has no uncertainty")
    trial = bench.trial(scenario)
    if not isinstance(trial, Trial):
        return trial
    return Sampler(scenario.id, scenario.uncertainty, trial.sides, bench.file.budget).sampled(tick)


@frozen(eq=False)
class Sampler:
    """A scenario ready to be drawn: its world, or one for each stretch of days that dated values tell apart."""

    scenario: str
    uncertainty: Uncertainty
    sides: Sequence[Side]
    budget: Decimal | None = None
    _histories: dict[tuple[str, str], Drawn | None] = field(factory=dict, init=False, repr=False)
    _drawings: tuple[_Drawing, ...] = field(init=False, repr=False)

    @_drawings.default
    def _of_the_worlds(self) -> tuple[_Drawing, ...]:
        return tuple(_Drawing.of(side, spreads(side.world.standing, self._items)) for side in self.sides)

    @property
    def _items(self) -> tuple[Uncertain, ...]:
        return tuple(self.uncertainty.volumes.values())

    def sampled(self, tick: Tick = _nothing) -> Sampled:
        """Reckon all runs."""
        runs, costs = self.uncertainty.runs, list[Decimal]()
        for block in range(-(-runs // BLOCK)):
            factors = self._factors(block)
            wanted = min(BLOCK, runs - len(costs))
            columns = [drawing.costs(factors, wanted) for drawing in self._drawings]
            costs += [total_of_decimals(each) for each in zip(*columns, strict=True)]
            tick(len(costs))
        return Sampled(
            scenario=self.scenario,
            seed=self.uncertainty.seed,
            costs=tuple(costs),
            as_planned=total_of_decimals(each.as_planned() for each in self._drawings),
            percentiles=self.uncertainty.percentiles,
            budget=self.budget,
            varied=len(self._varied),
            without_history=tuple(sorted({dealer for (_, dealer), each in self._histories.items() if each is None})),
            failed=sum(each.failed for each in self._drawings),
        )

    @property
    def _varied(self) -> frozenset[str]:
        """The payees with lines that have factors."""
        return frozenset().union(*(each.varied for each in self._drawings))

    def _factors(self, block: int) -> tuple[Factors, ...]:
        return tuple(Factors(self.uncertainty.seed, item, block, self._history_of(item)) for item in self._items)

    def _history_of(self, item: Uncertain) -> Callable[[str], Drawn | None]:
        def history(dealer: str) -> Drawn | None:
            key = (item.id, dealer)
            if key not in self._histories:
                self._histories[key] = self._resampled(item, dealer)
            return self._histories[key]

        return history

    def _resampled(self, item: Uncertain, dealer: str) -> Drawn | None:
        """The dealer's past periods, from the first in which he bought."""
        assert item.history is not None  # noqa: S101  # asked only where there is no other distribution
        take = history_take(self.scenario, item).id
        cells = self.sides[0].world.standing.cells
        volumes = [cells.total(take, dealer, each.start, each.end) for each in item.history.periods]
        first = next((place for place, volume in enumerate(volumes) if volume), len(volumes))
        return resampled(volumes[first:])


@frozen(eq=False)
class _Drawing:
    """One world: the rows that are reckoned from their sums, and the programmes that are reckoned whole."""

    side: Side
    spreads: Mapping[str, Spread]
    rows: Sequence[LoneRow] = field(repr=False)
    plain: Pot = field(repr=False)
    """The same rows, ready to be reckoned."""
    alone: frozenset[str]
    """The programmes of these rows: nobody else has a say in them."""
    joint: list[Joint] = field(repr=False)
    """The programmes that are reckoned together from sums."""
    whole: list[Programme]
    untold: set[object] = field(factory=set, init=False, repr=False)
    """The rows that could not be told in some run."""

    @classmethod
    def of(cls, side: Side, spreads: Mapping[str, Spread]) -> _Drawing:
        """Part the money programmes of a world into rows and programmes that are reckoned whole."""
        parting = Parting(side, spreads)
        rows: list[LoneRow] = []
        others: list[Programme] = []
        alone: set[str] = set()
        plain = Pot()
        for programme in side.world.standing.programmes.values():
            if programme.goods is None:
                found = parting.rows(programme)
                if found is None:
                    others.append(programme)
                    continue
                rows += found
                alone.add(programme.id)
                lines = lines_by_end(side.world, programme)
                for row in found:
                    plain.put(row, lines)
        joint = list(joint_programmes(parting, others))
        together = {each.id for one in joint for each in one.programmes}
        whole = [each for each in others if each.id not in together]
        made = cls(side, spreads, rows, plain, frozenset(alone), joint, whole)
        made.untold.update(id(row) for row in rows if row.as_planned() is None)
        return made

    @property
    def varied(self) -> frozenset[str]:
        """The payees with lines that have factors."""
        return frozenset(key.payee for each in self.spreads.values() for key in each.cells.sums if each.factors_of(key))

    @property
    def failed(self) -> int:
        """How many rows could not be told, as planned or in some run: no cost has them."""
        return len(self.untold)

    def as_planned(self) -> Decimal:
        """The cost with every factor at one."""
        alone = (row.as_planned() or ZERO for row in self.rows)
        others = (*self.whole, *(each for one in self.joint for each in one.programmes))
        return EXACT.add(total_of_decimals(alone), self._whole_cost(self.side.world, others))

    def costs(self, factors: Sequence[Factors], wanted: int) -> Sequence[Decimal]:
        """The cost in each of the first runs of a block."""
        with exactly():
            found = self._plain(factors)
            for one in tuple(self.joint):
                column = one.column(factors)
                if column is None:
                    # Some amount cannot be told in some run: what others then have is for the whole reckoning.
                    self.joint.remove(one)
                    self.whole.extend(one.programmes)
                else:
                    found = [cost + more for cost, more in zip(found, column, strict=True)]
        if self.whole:
            asked = self._asked()
            for run in range(wanted):
                found[run] = EXACT.add(found[run], self._whole_cost(self._drawn(factors, run, asked), self.whole))
        return found[:wanted]

    def _plain(self, factors: Sequence[Factors]) -> list[Decimal]:
        """What the rows in which nobody else has a say cost in each run; those that cannot be told are noted."""
        costs = [ZERO] * BLOCK
        found, untold = self.plain.column(factors, costs)
        self.untold.update(map(id, untold))
        return found

    def _whole_cost(self, world: World, programmes: Iterable[Programme]) -> Decimal:
        """What programmes cost that are reckoned whole; the rows that cannot be told are noted."""
        found: list[Decimal] = []
        for programme in programmes:
            for place, amount in zip(world.places(programme), world.amounts(programme), strict=True):
                if place.window.last in self.side.days:
                    if amount is None:
                        self.untold.add((programme.id, place.payee, place.window.label))
                    else:
                        found.append(amount)
        return total_of_decimals(found)

    def _drawn(self, factors: Sequence[Factors], run: int, asked: Collection[str]) -> World:
        """The world in one run, as far as what is reckoned whole looks at it."""
        world = self.side.world
        standing = world.standing
        if not self.spreads:
            return world
        streams = {
            name: evolve(each.cells, sums=dict(_scaled(each, factors, run, _bits(each.cells, asked))))
            for name, each in self.spreads.items()
        }
        return world.on(whole_units(evolve(standing, cells=standing.cells.with_lines(streams))))

    def _asked(self) -> frozenset[str]:
        """The takes of all programmes in which others have a say.

        Also of those that are reckoned from sums: what is reckoned whole may count what they pay, and that is decided
        beside everybody who stands in a stacking with them.
        """
        policy, known = self.side.world.policy, self.side.world.standing.programmes
        others = (each for id, each in known.items() if id not in self.alone)
        return frozenset(take.id for each in others for take in all_takes(policy, each))


def _bits(cells: Cells, takes: Iterable[str]) -> int:
    """The bits of those takes that are asked of these cells."""
    bits = 0
    for take in takes:
        if take in cells.ids:
            bits |= 1 << cells.ids[take]
    return bits


def _scaled(
    spread: Spread, factors: Sequence[Factors], run: int, bits: int
) -> Iterator[tuple[CellKey, tuple[Number, ...]]]:
    """The sums of a stream in one run, of the cells that any of the takes counts."""
    sizes: dict[tuple[str, FactorKey], Decimal] = {}
    follows = [each.size for each in spread.degrees]
    is_plain = {None, 0, 1}.issuperset(follows)
    for key, amounts in spread.cells.sums.items():
        if not key.takes & bits:
            continue
        about = (key.payee, spread.factors_of(key))
        size = sizes.get(about)
        if size is None:
            size = ONE
            for place, period in about[1]:
                size = EXACT.multiply(size, factors[place].of(key.payee, period)[run])
            sizes[about] = size
        if size == ONE:
            yield key, amounts
        elif is_plain:
            yield (
                key,
                tuple([multiply(each, size) if way else each for each, way in zip(amounts, follows, strict=True)]),
            )
        else:
            yield key, scaled(amounts, spread.degrees, size=size)
