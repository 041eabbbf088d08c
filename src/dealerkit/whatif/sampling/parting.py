"""Parting: the sums of a world's cells by the factors of their lines, and the rows that follow from them.

A row whose amount depends on more than its payee's own volume, facts and terms (last year's varied lines, stock) is
left to the whole reckoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.rebates.ledger import Account
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.cover import NAMES as STOCK_FACTS
from dealerkit.rebates.sources.named import MEASURED
from dealerkit.rebates.takes import ATTAINMENT, LAST_YEAR, named_take, paying, qualifying, reads_of
from dealerkit.rebates.terms import Measured, Terms
from dealerkit.values.exact import ZERO, Number, add
from dealerkit.whatif.engine.sheets import Place
from dealerkit.whatif.engine.trials import Side
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.sampling.lone_rows import OWN_BASES, LoneRow, Parts
from dealerkit.whatif.sampling.spreading import FactorKey, Spread
from dealerkit.whatif.volumes.whole_units import counts_units

_Cell = tuple[CellKey, tuple[Number, ...]]


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
        if not self.world.is_lone(programme) or not STOCK_FACTS.isdisjoint(reads_of(programme)):
            return None
        found = []
        sheet = self.world.sheet(programme)
        for place, measured in zip(sheet.places, sheet.measured, strict=True):
            if place.window.last in self.side.days:
                row = self.row(programme, place, measured)
                if row is None:
                    return None
                found.append(row)
        return tuple(found)

    def row(self, programme: Programme, place: Place, measured: Measured) -> LoneRow | None:
        """One row as its terms alone would have it; None where it must be reckoned whole."""
        payee, window = place.payee, place.window
        if self._varies_last_year(programme, place):
            return None
        reached = self.parts(qualifying(programme), payee, window.first, window.through)
        paid = self.parts(paying(programme), payee, window.first, window.through) if programme.paying else {}
        moving = self._moving(programme, place)
        if reached is None or paid is None or moving is None:
            return None
        terms = self.world.run.terms(programme, window)
        is_plain = programme.against is None and programme.guarantee is None and not moving
        scale = terms.scale(measured) if is_plain else None
        return LoneRow(
            payee,
            window.last,
            terms.amount,
            measured,
            reached,
            paid if programme.paying else None,
            self.corrected(programme, place),
            scale.starts[0] if scale is not None and scale.starts else None,
            counts_units(programme),
            None if moving else self._known(programme, terms, measured),
            moving,
        )

    def _moving(self, programme: Programme, place: Place) -> dict[str, tuple[Parts, Number | None]] | None:
        """The facts of a row that follow the payee's volume; None where one does not follow plainly."""
        standing, payee, window = self.world.standing, place.payee, place.window
        found: dict[str, tuple[Parts, Number | None]] = {}
        for name in reads_of(programme):
            first, take, over = window.first, qualifying(programme), None
            if name.startswith(ATTAINMENT):
                aim = standing.aim(name.removeprefix(ATTAINMENT), programme, payee, window)
                if aim is None:
                    continue
                first, over = aim[0].start, aim[1]
            elif name.startswith(MEASURED):
                take = named_take(standing.policy, programme, name)
            elif name in OWN_BASES:
                found[name] = {}, None
                continue
            else:
                continue
            parts = self.parts(take, payee, first, window.through)
            if parts is None:
                return None
            found[name] = parts, over
        return found

    def corrected(self, programme: Programme, place: Place) -> Decimal:
        """What is added to a row by hand."""
        if not self.world.corrections.counted:
            return ZERO
        return self.world.corrections.sum_of(Account(programme.id, place.payee, place.window.label))

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
        parts = self.parts(qualifying(programme), place.payee, before.start, before.end)
        return parts is None or any(parts)

    def parts(self, take: str, payee: str, first: date, last: date) -> Parts | None:
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

    def combined(
        self, takes: Sequence[str], payee: str, spans: Sequence[tuple[date, date]]
    ) -> Sequence[Mapping[int, Parts]] | None:
        """What several takes add up on their days, by which of them count the lines, and by the factors of these.

        Bit *i* of a key is set where ``takes[i]`` counts the lines. None where one of them does not follow plainly.
        """
        cells = self.world.standing.cells.of(takes[0])
        spread = next((each for each in self.spreads.values() if each.cells is cells), None)
        asked: list[tuple[int, int, date, date, Spread | None]] = []
        for take, (first, last) in zip(takes, spans, strict=True):
            index = cells.ids[take]
            size = None if spread is None else spread.degrees[cells.measures[index]].size
            if size not in {None, 0, 1}:
                return None
            asked.append((1 << index, cells.measures[index], first, last, spread if size else None))
        found: list[dict[int, dict[FactorKey, Number]]] = [{} for _ in takes]
        for key, amounts in self._cells_of(cells, payee):
            mine = [
                place
                for place, (bit, _, first, last, _) in enumerate(asked)
                if key.takes & bit and first <= key.segment <= last
            ]
            lines = sum(1 << place for place in mine)
            for place in mine:
                _, measure, _, _, moved = asked[place]
                sums = found[place].setdefault(lines, {})
                factors = () if moved is None else moved.factors_of(key)
                known = sums.get(factors)
                sums[factors] = amounts[measure] if known is None else add(known, amounts[measure])
        return found

    def _cells_of(self, cells: Cells, payee: str) -> Sequence[_Cell]:
        """All cells of a payee; they are sorted out by payee when first asked for."""
        known = self._by_payee.get(id(cells))
        if known is None:
            known = self._by_payee[id(cells)] = {}
            for key, amounts in cells.sums.items():
                known.setdefault(key.payee, []).append((key, amounts))
        return known.get(payee, ())


def reads_volume(programme: Programme) -> bool:
    """Whether the terms read the payee's volume beside the two bases."""
    own = OWN_BASES | frozenset(STOCK_FACTS)
    return any(name.startswith((ATTAINMENT, MEASURED)) or name in own for name in reads_of(programme))
