"""Rows whose amount follows from their own base alone: reckoned run after run without measuring anything again.

Such a row's base is a few sums of lines, each multiplied by its factors. A row that reads its own volume in another
way (an attainment, a measured fact, last year's varied lines) is left to the whole reckoning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import floor
from typing import cast

from attrs import define, evolve, field, frozen

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.ledger import Account
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.cover import NAMES as STOCK_FACTS
from dealerkit.rebates.sources.named import MEASURED
from dealerkit.rebates.takes import ATTAINMENT, LAST_YEAR, paying, qualifying, reads_of
from dealerkit.rebates.terms import Measured, Terms
from dealerkit.values.exact import ZERO, Number, add, multiply
from dealerkit.whatif.engine.sheets import Place
from dealerkit.whatif.engine.trials import Side
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.sampling.draws import BLOCK
from dealerkit.whatif.sampling.factors import Factors
from dealerkit.whatif.sampling.spreading import FactorKey, Spread
from dealerkit.whatif.volumes.whole_units import counts_units

_OWN_VOLUME = frozenset({"period.qualifying", "period.paying"}) | frozenset(STOCK_FACTS)

Parts = Mapping[FactorKey, Number]
"""A base by the factors that its lines have."""

_Cell = tuple[CellKey, tuple[Number, ...]]

_MOST_KNOWN = 100_000
"""So many amounts are kept by their base."""

Amount = Callable[[Measured], "Decimal | None"]


@define
class _Drawn:
    """What was measured, with bases that change from run to run: made once a row, not once a run."""

    qualifying: Number
    paying: Number | None
    baseline: Number | None
    facts: Mapping[str, Value | Missing]
    days: tuple[int, int] | None
    is_over: bool
    share: Number


@frozen(eq=False)
class LoneRow:
    """One row: its terms, its bases by factor, and what is added to whatever they give."""

    payee: str
    last: date
    """The last day of its period: which parameters hold."""
    amount: Amount
    measured: Measured
    qualifying: Parts
    paying: Parts | None
    corrected: Decimal
    pays_from: Number | None
    """Below this base nothing is paid; None where that is not known."""
    counts_units: bool
    """Whether its bases are whole units, rounded down: nobody buys half of one."""
    known: dict[int, Decimal | None] | None = None
    """Amounts by base, shared with the rows of which all else is alike: units are few numbers, and come again."""

    @property
    def varies(self) -> bool:
        """Whether any of its lines has a factor."""
        return any(self.qualifying) or any(self.paying or ())

    def as_planned(self) -> Decimal | None:
        """The amount with every factor at one."""
        found = self.amount(self.measured)
        return None if found is None else cast("Decimal", add(found, self.corrected))

    def add_to(self, costs: list[Decimal], factors: Sequence[Factors]) -> bool:
        """Add the amount in every run of a block to its cost; one that cannot be told adds nothing.

        Whether all could be told. To be called within ``exactly()``.
        """
        if self.pays_from is not None and (most := self._most(factors)) is not None and most < self.pays_from:
            # No band is reached in any run: one answer is that of all.
            found: Sequence[Decimal | None] = [self.amount(evolve(self.measured, qualifying=most))] * BLOCK
            if found[0] is not None and not (found[0] or self.corrected):
                return True
        else:
            found = self._amounts(factors)
        for run, each in enumerate(found):
            if each:
                costs[run] += each
        if self.corrected:
            for run, each in enumerate(found):
                if each is not None:
                    costs[run] += self.corrected
        return None not in found

    def _most(self, factors: Sequence[Factors]) -> Number | None:
        """What the base is at most in any run; None where some lines were taken back, which a factor makes less."""
        found: Number = ZERO
        for key, part in self.qualifying.items():
            if part < 0:
                return None
            for place, period in key:
                part = multiply(part, factors[place].most(self.payee, period))  # noqa: PLW2901  # one factor after the other
            found = add(found, part)
        return Decimal(floor(found)) if self.counts_units else found

    def _amounts(self, factors: Sequence[Factors]) -> Sequence[Decimal | None]:
        """What the terms give in every run."""
        bases = _bases(self.qualifying, self.payee, factors)
        if self.known is not None:
            return self._by_units(bases, self.known)
        measured, amount = self.measured, self.amount
        drawn = _Drawn(ZERO, None, measured.baseline, measured.facts, measured.days, measured.is_over, measured.share)
        asked = cast("Measured", drawn)  # it has all that terms read
        paid = None if self.paying is None else _bases(self.paying, self.payee, factors)
        if self.counts_units:
            bases = [Decimal(floor(each)) for each in bases]
            paid = None if paid is None else [Decimal(floor(each)) for each in paid]
        found = []
        for run, base in enumerate(bases):
            drawn.qualifying = base
            if paid is not None:
                drawn.paying = paid[run]
            found.append(amount(asked))
        return found

    def _by_units(self, bases: Sequence[Number], known: dict[int, Decimal | None]) -> Sequence[Decimal | None]:
        """The same where only the whole units of the base matter."""
        units = [floor(each) for each in bases]
        for each in set(units).difference(known):
            known[each] = self.amount(evolve(self.measured, qualifying=Decimal(each)))
        found = [known[each] for each in units]
        if len(known) > _MOST_KNOWN:
            known.clear()
        return found


def _bases(parts: Parts, payee: str, factors: Sequence[Factors]) -> list[Number]:
    """The base in every run of a block."""
    found: list[Number] | None = None
    for key, part in parts.items():
        column: Sequence[Decimal] | None = None
        for place, period in key:
            one = factors[place].of(payee, period)
            column = one if column is None else [a * b for a, b in zip(column, one, strict=True)]
        if column is None:
            amounts: list[Number] = [part] * BLOCK
        elif isinstance(part, Decimal):
            amounts = [part * each for each in column]
        else:
            amounts = [multiply(part, each) for each in column]
        found = amounts if found is None else [add(a, b) for a, b in zip(found, amounts, strict=True)]
    return [ZERO] * BLOCK if found is None else found


@frozen(eq=False)
class Parting:
    """The cells of a world by payee, ready to be parted by their factors."""

    side: Side
    spreads: Mapping[str, Spread]
    _by_payee: dict[int, dict[str, list[_Cell]]] = field(factory=dict, init=False, repr=False)
    _amounts: dict[tuple[int, int, bool], dict[int, Decimal | None]] = field(factory=dict, init=False, repr=False)

    @property
    def world(self) -> World:
        """The world that is parted."""
        return self.side.world

    def rows(self, programme: Programme) -> tuple[LoneRow, ...] | None:
        """The rows of a programme; None where one of them must be reckoned whole."""
        if not self.world.is_lone(programme) or _reads_volume(programme):
            return None
        found = []
        sheet = self.world.sheet(programme)
        for place, measured in zip(sheet.places, sheet.measured, strict=True):
            if place.window.last in self.side.days:
                row = self._row(programme, place, measured)
                if row is None:
                    return None
                found.append(row)
        return tuple(found)

    def _row(self, programme: Programme, place: Place, measured: Measured) -> LoneRow | None:
        payee, window = place.payee, place.window
        if self._varies_last_year(programme, place):
            return None
        reached = self._parts(qualifying(programme), payee, window.first, window.through)
        paid = self._parts(paying(programme), payee, window.first, window.through) if programme.paying else {}
        if reached is None or paid is None:
            return None
        terms = self.world.run.terms(programme, window)
        scale = terms.scale(measured) if programme.against is None and programme.guarantee is None else None
        corrected = ZERO
        if self.world.corrections.counted:
            corrected = self.world.corrections.sum_of(Account(programme.id, payee, window.label))
        return LoneRow(
            payee,
            window.last,
            terms.amount,
            measured,
            reached,
            paid if programme.paying else None,
            corrected,
            scale.starts[0] if scale is not None and scale.starts else None,
            counts_units(programme),
            self._known(programme, terms, measured),
        )

    def _known(self, programme: Programme, terms: Terms, measured: Measured) -> dict[int, Decimal | None] | None:
        """Amounts by base for all rows of which terms and facts are the very same; None where bases are no units."""
        plain = measured.paying is None and measured.baseline is None and measured.days is None
        if not (plain and counts_units(programme)):
            return None
        return self._amounts.setdefault((id(terms), id(measured.facts), measured.is_over), {})

    def _varies_last_year(self, programme: Programme, place: Place) -> bool:
        """Whether last year's lines, which the programme compares with, have factors of their own."""
        if programme.against is None or programme.against.baseline != LAST_YEAR:
            return False
        timing = self.world.standing.timing(programme, place.payee)
        before = timing.last_year(place.window) if timing is not None else None
        if before is None or before.start is None or before.end is None:
            return True
        parts = self._parts(qualifying(programme), place.payee, before.start, before.end)
        return parts is None or any(parts)

    def _parts(self, take: str, payee: str, first: date, last: date) -> Parts | None:
        """What a take adds up by the factors of the lines; None where it does not follow them plainly."""
        cells = self.world.standing.cells.of(take)
        index = cells.ids[take]
        measure = cells.measures[index]
        spread = next((each for each in self.spreads.values() if each.cells is cells), None)
        size = None if spread is None else spread.degrees[measure].size
        if size not in {None, 0, 1}:
            return None
        moved = spread if size else None
        found: dict[FactorKey, Number] = {}
        for key, amounts in self._cells_of(cells, payee):
            if key.takes >> index & 1 and first <= key.segment <= last:
                factors = () if moved is None else moved.factors_of(key)
                known = found.get(factors)
                found[factors] = amounts[measure] if known is None else add(known, amounts[measure])
        return found

    def _cells_of(self, cells: Cells, payee: str) -> Sequence[_Cell]:
        """All cells of a payee; they are sorted out by payee when first asked for."""
        known = self._by_payee.get(id(cells))
        if known is None:
            known = self._by_payee[id(cells)] = {}
            for key, amounts in cells.sums.items():
                known.setdefault(key.payee, []).append((key, amounts))
        return known.get(payee, ())


def _reads_volume(programme: Programme) -> bool:
    """Whether the terms read the payee's volume beside the two bases."""
    return any(name.startswith((ATTAINMENT, MEASURED)) or name in _OWN_VOLUME for name in reads_of(programme))
