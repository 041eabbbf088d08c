"""A world: one policy over what was measured of the book, and who has a row in it.

Rows are those that a settlement of the policy would have if nothing had been posted: a row for each programme,
payee and period with lines, and for every customer where nothing bought may pay too. The ledger plays no part:
what was paid before changes what is left to pay, not what is earned. A period that still runs is measured through
the day of the comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from attrs import evolve, field, frozen

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.corrections import Corrections
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.ledger import Account, Closings, Ledger
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import Run, pays_on_nothing
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.terms import Entitlement, Terms
from dealerkit.rebates.terms.lines import Lines, lines_of
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, Number
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.values.rounding import CENT
from dealerkit.whatif.engine.ladders import Ladder, ladder_of
from dealerkit.whatif.engine.sheets import Place, Sheet, Sheets
from dealerkit.whatif.engine.touching import parameters_read
from dealerkit.whatif.volumes.moves import Move

T = TypeVar("T")

_NO_LEDGER = Ledger(present=False)
_NO_CLOSINGS = Closings()


@frozen
class Earned:
    """What one account earns under one policy.

    ``base`` reaches the band, ``band`` is the address of the highest band reached (``""`` for none) and ``step`` its
    number from below (0 for none). ``amount`` is None where it cannot be told; ``missing`` then names the facts.
    """

    base: Number
    paying: Number
    band: str
    step: int
    rate: Number | None
    amount: Decimal | None
    missing: tuple[str, ...] = ()


@frozen(eq=False)
class Column:
    """What all rows of a programme earn, and how many bands they reach, in the order of their places."""

    places: Sequence[Place]
    amounts: Sequence[Decimal | None]
    steps: Sequence[int]


@frozen(eq=False)
class Straight:
    """A programme whose terms are straight lines, over its rows sorted by base."""

    sheet: Sheet
    ladder: Ladder
    lines: Mapping[date, Lines]

    @property
    def step(self) -> Decimal:
        """In what amounts are counted; the rounding is one for all days."""
        return next((each.rounding.to for each in self.lines.values()), CENT)

    def cost(self) -> Decimal:
        """What all rows earn together."""
        return EXACT.multiply(Decimal(self.ladder.cost(self.lines)), self.step)


@frozen(eq=False)
class World:
    """One policy over the book, for the settlement periods whose last day lies in ``periods``."""

    standing: Standing
    corrections: Corrections
    periods: DateRange = ALWAYS
    sheets: Sheets = field(factory=Sheets, repr=False)
    moves: tuple[Move, ...] = field(default=(), repr=False)
    """What a scenario's steps moved for whom."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    """What is to be said of the steps."""
    run: Run = field(init=False, repr=False)
    _sheets: dict[str, Sheet] = field(factory=dict, init=False, repr=False)
    _numbers: dict[str, Mapping[str, int]] = field(factory=dict, init=False, repr=False)

    @run.default
    def _without_a_ledger(self) -> Run:
        return Run(self.standing, _NO_LEDGER, _NO_CLOSINGS, self.standing.book.known_at, self.corrections)

    @property
    def policy(self) -> Policy:
        """The policy of this world."""
        return self.standing.policy

    def on(self, standing: Standing, moves: Iterable[Move] = (), problems: Iterable[Problem] = ()) -> World:
        """The same policy on other measures: more is bought, or something else; what moved, and what is said of it."""
        return evolve(self, standing=standing, moves=(*self.moves, *moves), problems=(*self.problems, *problems))

    def places(self, programme: Programme) -> Sequence[Place]:
        """Every row of a programme, by payee and then by time."""
        return self.sheet(programme).places

    def sheet(self, programme: Programme) -> Sheet:
        """The rows of a programme with what was measured for each."""
        found = self._sheets.get(programme.id)
        if found is None:
            cells, policy = self.standing.cells, self.policy
            found = self.sheets.find(cells, policy, programme)
            if found is None:
                places = tuple(self._rows(programme))
                measured = self.standing.measured if self.is_lone(programme) else self.run.deciding.measured
                found = Sheet(places, tuple(measured(programme, each.payee, each.window) for each in places))
                self.sheets.keep(cells, policy, programme, found)
            self._sheets[programme.id] = found
        return found

    def earned(self, programme: Programme, place: Place) -> Earned:
        """What one row earns, and by which band."""
        decided = self.decided(programme, place)
        band = decided.band.address if decided.band is not None else ""
        return Earned(
            decided.qualifying,
            decided.paying,
            band,
            self._steps(programme).get(band, 0),
            decided.rate,
            decided.amount,
            decided.missing,
        )

    def decided(self, programme: Programme, place: Place) -> Entitlement:
        """The entitlement of one row, with the rules that decided it."""
        return self.run.decided(programme, place.payee, place.window)

    def is_lone(self, programme: Programme) -> bool:
        """Whether the programme's terms alone say what its rows earn: no other programme, payee or window does."""
        guarantees = programme.guarantee is not None and programme.guarantee.over == "year"
        return not (guarantees or gathers(programme) or self.run.deciding.is_joint(programme))

    def amounts(self, programme: Programme) -> Sequence[Decimal | None]:
        """What each row earns, in the order of the places: the quick way, without reasons."""
        sheet = self.sheet(programme)
        if not self.is_lone(programme):
            return [self.decided(programme, place).amount for place in sheet.places]
        terms = self._terms(programme, sheet, lambda each: each.amount)
        found = [
            terms[place.window.last](measured) for place, measured in zip(sheet.places, sheet.measured, strict=True)
        ]
        return self._corrected(programme, sheet.places, found)

    def column(self, programme: Programme) -> Column:
        """What each row earns, and how many bands it reaches."""
        sheet = self.sheet(programme)
        if not self.is_lone(programme):
            earned = [self.earned(programme, place) for place in sheet.places]
            return Column(sheet.places, [each.amount for each in earned], [each.step for each in earned])
        terms = self._terms(programme, sheet, lambda each: each.reached)
        found = [
            terms[place.window.last](measured) for place, measured in zip(sheet.places, sheet.measured, strict=True)
        ]
        amounts = self._corrected(programme, sheet.places, [amount for _, amount in found])
        return Column(sheet.places, amounts, [step for step, _ in found])

    def straight(self, programme: Programme) -> Straight | None:
        """The programme as whole numbers over sorted rows; None where more than the base has a say in its amounts."""
        if not self.is_lone(programme) or self.corrections.payees(programme.id):
            return None
        return self.straight_alone(programme)

    def straight_alone(self, programme: Programme) -> Straight | None:
        """The same of what the programme gives by itself, whoever else has a say in what it pays."""
        lines = self._lines(programme)
        if lines is None:
            return None
        sheet = self.sheet(programme)
        ladder = ladder_of(sheet)
        if ladder is None or not all(ladder.fits(each) for each in lines.values()):
            return None
        return Straight(sheet, ladder, lines)

    def _lines(self, programme: Programme) -> Mapping[date, Lines] | None:
        """The straight lines for each last day, made once for the same values of the parameters."""
        names = sorted(parameters_read(self.policy, programme))
        found: dict[date, Lines] = {}
        known: dict[tuple[object, ...], Lines] = {}
        for day in self.sheet(programme).by_end:
            parameters = self.standing.parameters(day)
            values = tuple(parameters[name] for name in names)
            if values not in known:
                lines = lines_of(programme, self.policy.header.rounding, parameters)
                if lines is None:
                    return None
                known[values] = lines
            found[day] = known[values]
        return found

    def _rows(self, programme: Programme) -> Iterator[Place]:
        for_all, corrected = pays_on_nothing(programme), self.corrections.counted
        for payee in self.run.payees(programme):
            for window in self.standing.windows(programme, payee):
                if window.last in self.periods and (
                    for_all
                    or (corrected and Account(programme.id, payee, window.label) in corrected)
                    or self.run.has_bought(programme, payee, window)
                ):
                    yield Place(payee, window)

    def _terms(self, programme: Programme, sheet: Sheet, part: Callable[[Terms], T]) -> dict[date, T]:
        """Part of the terms for each last day; compiled once where no parameter can make a difference."""
        if not sheet.by_end:
            return {}
        if parameters_read(self.policy, programme):
            return {day: part(self.run.terms(programme, window)) for day, window in sheet.by_end.items()}
        window: Window = next(iter(sheet.by_end.values()))
        return dict.fromkeys(sheet.by_end, part(self.run.terms(programme, window)))

    def _steps(self, programme: Programme) -> Mapping[str, int]:
        """The bands of a programme by address, numbered from below."""
        if programme.id not in self._numbers:
            bands = programme.bands.values()
            self._numbers[programme.id] = {band.rule.address: number for number, band in enumerate(bands, 1)}
        return self._numbers[programme.id]

    def _corrected(
        self, programme: Programme, places: Sequence[Place], amounts: list[Decimal | None]
    ) -> Sequence[Decimal | None]:
        """The amounts with what was added by hand."""
        if not self.corrections.payees(programme.id):
            return amounts
        added = [self.corrections.sum_of(Account(programme.id, each.payee, each.window.label)) for each in places]
        return [
            amount if amount is None else EXACT.add(amount, more) for amount, more in zip(amounts, added, strict=True)
        ]
