"""Programmes in whose amounts others have a say, run after run without measuring anything again.

What a programme gives alone follows from a few sums of lines, as in ``lone_rows``. A stacking then decides payee by
payee what each programme keeps of it, and a budget cuts the sum of a period: shares add up to what it holds, so
that nobody's share is asked for; nor is it of what a group earns together. What follows in another way, such as
earnings of others and guarantees over the year, is left to the whole reckoning, and so is every block of runs in which
some amount cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from math import floor
from typing import cast

from attrs import define, evolve, field, frozen

from dealerkit.policy.types import Missing
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.joint.kept import Alone, kept
from dealerkit.rebates.joint.stacking import Stacking
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import paying
from dealerkit.rebates.terms import Measured, Terms
from dealerkit.rebates.terms.lines import Lines
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, ZERO, Number, as_fraction, total_of_decimals
from dealerkit.whatif.engine.sheets import Place
from dealerkit.whatif.sampling.draws import BLOCK
from dealerkit.whatif.sampling.factors import Factors
from dealerkit.whatif.sampling.lone_rows import Drawn, LoneRow, Parts
from dealerkit.whatif.sampling.parting import Parting, reads_volume
from dealerkit.whatif.sampling.party_rows import PartyRow, follows, party_rows
from dealerkit.whatif.sampling.straight_rows import Steps, StraightRow, straight_of


@frozen
class Limit:
    """What a budget holds for a period, and what it pays in whole steps where that does not suffice."""

    most: Number
    whole: Decimal

    def of(self, earned: Decimal) -> Decimal:
        """What all are paid together."""
        return self.whole if earned > self.most else earned


@define(eq=False)
class Pot:
    """What one programme pays for one period, or for all of them where nothing limits it."""

    limit: Limit | None = None
    steady: Decimal = ZERO
    """What the rows without any factor earn in every run."""
    added: Decimal = ZERO
    """What is added by hand, whatever the limit."""
    straight: list[StraightRow] = field(factory=list)
    bent: list[LoneRow | PartyRow] = field(factory=list)

    def put(self, row: LoneRow, lines: Mapping[date, Lines]) -> None:
        """Add a row that nobody else has a say in."""
        straight = straight_of(row, lines) if row.varies else None
        if straight is not None:
            self.straight.append(straight)
        elif row.varies:
            self.bent.append(row)
        else:
            self.steady = EXACT.add(self.steady, row.as_planned() or ZERO)

    def column(self, factors: Sequence[Factors], found: list[Decimal]) -> tuple[list[Decimal], Sequence[object]]:
        """What it pays in every run of a block beside what is found already, and the rows that cannot be told in some.

        To be called within ``exactly()``.
        """
        if self.steady:
            found = [each + self.steady for each in found]
        untold = [row for row in self.bent if not row.add_to(found, factors)]
        steps: Steps = {}
        for straight in self.straight:
            straight.add_to(steps, factors)
        for size, column in steps.items():
            found = [cost + size * more for cost, more in zip(found, column, strict=True)]
        if self.limit is not None:
            found = list(map(self.limit.of, found))
        return ([each + self.added for each in found] if self.added else found), untold


@frozen(eq=False)
class _Member:
    """One programme of a stacking for one payee: its row by itself, and its paying bases by combination of lines."""

    terms: Terms
    row: LoneRow
    bases: Mapping[int, Parts]
    pot: Pot | None
    """Where what it keeps goes; None where the payee has no row of it."""


@frozen(eq=False)
class _Stack:
    """The programmes of a stacking for one payee and period, in its order."""

    stacking: Stacking
    ids: tuple[str, ...]
    members: tuple[_Member, ...]

    def add_to(self, found: Mapping[int, list[Decimal]], factors: Sequence[Factors]) -> bool:
        """Add what each keeps to the column of its pot in every run; whether all could be told."""
        paying = [place for place, each in enumerate(self.members) if not each.row.is_nothing(factors)]
        if not paying:
            return True
        if len(paying) == 1:
            only = self.members[paying[0]]
            return only.pot is None or only.row.add_to(found[id(only.pot)], factors)
        amounts = {place: self.members[place].row.amounts(factors) for place in paying}
        if any(None in each for each in amounts.values()):
            return False
        bases = {place: _Bases.of(self.members[place], factors) for place in paying}
        pots = [(place, found[id(pot)]) for place in paying if (pot := self.members[place].pot) is not None]
        for run in range(BLOCK):
            asked = {place: amount for place in paying if (amount := amounts[place][run])}
            left: Mapping[int, Decimal] | None = asked
            if len(asked) > 1:
                alone = {place: self._alone(place, amount, bases[place], run) for place, amount in asked.items()}
                left = kept(self.stacking, self.ids, alone)
            if left is None:
                return False
            for place, column in pots:
                if place in left:
                    column[run] += left[place]
        return True

    def _alone(self, place: int, amount: Decimal, bases: _Bases, run: int) -> Alone:
        return Alone(amount, self.members[place].terms, partial(bases.measured, run), bases.of_lines(run))


@frozen(eq=False)
class _Bases:
    """The bases of one programme in every run of a block."""

    row: LoneRow
    qualifying: Sequence[Number]
    paying: Sequence[Number] | None
    by_lines: Mapping[int, Sequence[Number]]
    drawn: Drawn

    @classmethod
    def of(cls, member: _Member, factors: Sequence[Factors]) -> _Bases:
        row = member.row
        return cls(
            row,
            row.bases_of(row.qualifying, factors),
            None if row.paying is None else row.bases_of(row.paying, factors),
            {lines: row.bases_of(parts, factors) for lines, parts in member.bases.items()},
            row.drawing(),
        )

    def measured(self, run: int) -> Measured:
        """What the terms are asked of in one run: one thing that changes, looked at before another run is."""
        reached, paid = self.qualifying[run], None if self.paying is None else self.paying[run]
        if self.row.counts_units:
            reached, paid = Decimal(floor(reached)), None if paid is None else Decimal(floor(paid))
        self.drawn.qualifying, self.drawn.paying = reached, paid
        return cast("Measured", self.drawn)  # it has all that terms read

    def of_lines(self, run: int) -> dict[int, Number]:
        """The paying bases by combination of lines in one run."""
        return {lines: column[run] for lines, column in self.by_lines.items()}


@frozen(eq=False)
class Joint:
    """Programmes that are reckoned together: those of a stacking, or one with a budget."""

    programmes: tuple[Programme, ...]
    pots: tuple[Pot, ...]
    stacks: tuple[_Stack, ...]

    def column(self, factors: Sequence[Factors]) -> Sequence[Decimal] | None:
        """What they cost in every run of a block; None where some row cannot be told. Within ``exactly()``."""
        found = {id(pot): [ZERO] * BLOCK for pot in self.pots}
        if not all(each.add_to(found, factors) for each in self.stacks):
            return None
        columns: list[list[Decimal]] = []
        for pot in self.pots:
            column, untold = pot.column(factors, found[id(pot)])
            if untold:
                return None
            columns.append(column)
        return [total_of_decimals(each) for each in zip(*columns, strict=True)] if columns else [ZERO] * BLOCK


def joint_programmes(parting: Parting, programmes: Iterable[Programme]) -> Iterator[Joint]:
    """Those of the programmes that can be reckoned from sums, together with those that have a say in them."""
    asked = {each.id: each for each in programmes}
    deciding = parting.world.run.deciding
    done: set[str] = set()
    for programme in asked.values():
        stacking = deciding.stacking_of(programme)
        ids = (programme.id,) if stacking is None else stacking.programmes
        together = [parting.world.standing.programmes[id] for id in ids if id in parting.world.standing.programmes]
        if programme.id in done or not all(each.id in asked and _follows(each) for each in together):
            continue
        done.update(each.id for each in together)
        made = _Making(parting, together, stacking).made()
        if made is not None:
            yield made


def _follows(programme: Programme) -> bool:
    """Whether what it gives alone follows from its own base."""
    looks_back = programme.guarantee is not None and programme.guarantee.over == "year"
    if looks_back or reads_volume(programme) or programme.goods is not None:
        return False
    return not gathers(programme) or follows(programme)


@frozen(eq=False)
class _Making:
    """Sorts the rows of programmes that are reckoned together into pots and stacks."""

    parting: Parting
    programmes: Sequence[Programme]
    stacking: Stacking | None
    _pots: dict[tuple[str, date | None], Pot] = field(factory=dict, init=False)
    _straight: dict[str, Mapping[date, Lines]] = field(factory=dict, init=False)

    def made(self) -> Joint | None:
        """All rows; None where one of them, or a budget, must be reckoned whole."""
        world, stacks = self.parting.world, dict[tuple[object, ...], dict[str, Place]]()
        for programme in self.programmes:
            sheet = world.sheet(programme)
            for place, measured in zip(sheet.places, sheet.measured, strict=True):
                if place.window.last not in self.parting.side.days:
                    continue
                pot = self._pot(programme, place.window)
                if pot is None or world.decided(programme, place).amount is None:
                    return None
                pot.added = EXACT.add(pot.added, self.parting.corrected(programme, place))
                if gathers(programme):
                    continue
                if self.stacking is not None:
                    day, _ = world.run.deciding.stacked_with(programme, place.payee, place.window)
                    stacks.setdefault((place.payee, place.window.period, day), {})[programme.id] = place
                    continue
                row = self.parting.row(programme, place, measured)
                if row is None:
                    return None
                pot.put(evolve(row, corrected=ZERO), self._lines(programme))
            if gathers(programme) and not self._put_parties(programme):
                return None
        made = [self._stack(rows) for rows in stacks.values()]
        found = [each for each in made if each is not None]
        if len(found) < len(made):
            return None
        return Joint(tuple(self.programmes), tuple(self._pots.values()), tuple(each for each in found if each.members))

    def _put_parties(self, programme: Programme) -> bool:
        """Add what parties earn together; False where one of them, or the stacking, must be reckoned whole."""
        rows = None if self.stacking is not None else party_rows(self.parting, programme)
        for window, row in rows or ():
            pot = self._pot(programme, window)
            if pot is None:
                return False
            if row.varies:
                pot.bent.append(row)
            else:
                pot.steady = EXACT.add(pot.steady, row.as_planned() or ZERO)
        return rows is not None

    def _lines(self, programme: Programme) -> Mapping[date, Lines]:
        """What the programme gives by itself as straight lines; none where it is no such thing."""
        if programme.id not in self._straight:
            found = self.parting.world.straight_alone(programme)
            self._straight[programme.id] = {} if found is None else found.lines
        return self._straight[programme.id]

    def _pot(self, programme: Programme, window: Window) -> Pot | None:
        """Where a row goes; None where its budget cannot be told from sums."""
        key = (programme.id, window.last if programme.budget is not None else None)
        if key not in self._pots:
            limit = None
            if programme.budget is not None:
                limit = self._limit(programme, window)
                if limit is None:
                    return None
            self._pots[key] = Pot(limit)
        return self._pots[key]

    def _limit(self, programme: Programme, window: Window) -> Limit | None:
        """What the budget holds in a period; None where it, or what somebody earns, is not known."""
        deciding = self.parting.world.run.deciding
        if programme.budget is None:  # pragma: no cover - asked where there is one
            return None
        most = deciding.most(programme.budget, window)
        if isinstance(most, Missing) or most < 0:
            return None
        rows = {place.payee for place in self.parting.world.places(programme) if place.window == window}
        for payee in self.parting.world.run.payees(programme):
            mine = deciding.beside(programme.id, payee, window, window.through)
            amount = ZERO if mine is None else deciding.before_budget(programme, payee, mine).amount
            # Who has bought nothing earns nothing, in any run, or is among the rows.
            if amount is None or (amount and payee not in rows):
                return None
        step = deciding.terms(programme, window).step
        return Limit(most, EXACT.multiply(step, Decimal(floor(as_fraction(most) / as_fraction(step)))))

    def _stack(self, rows: Mapping[str, Place]) -> _Stack | None:
        """The programmes of the stacking for one payee; with no members where each has its lines to itself."""
        world, (asking, place) = self.parting.world, next(iter(rows.items()))
        assert self.stacking is not None  # noqa: S101  # asked where there is one
        known = world.standing.programmes
        _, windows = world.run.deciding.stacked_with(known[asking], place.payee, place.window)
        takes = [paying(known[id]) for id in windows]
        spans = [(each.first, each.through) for each in windows.values()]
        bases = self.parting.combined(takes, place.payee, spans)
        if bases is None:
            return None
        members: list[_Member] = []
        for (id, window), mine in zip(windows.items(), bases, strict=True):
            measured = world.standing.measured(known[id], place.payee, window)
            row = self.parting.row(known[id], Place(place.payee, window), measured)
            if row is None or row.as_planned() is None:
                return None
            pot = self._pot(known[id], window) if id in rows else None
            members.append(_Member(world.run.terms(known[id], window), evolve(row, corrected=ZERO), mine, pot))
        if all(not lines & (lines - 1) for each in members for lines in each.bases):
            for each, id in zip(members, windows, strict=True):
                if each.pot is not None:
                    each.pot.put(each.row, self._lines(known[id]))
            members = []
        return _Stack(self.stacking, tuple(windows), tuple(members))
