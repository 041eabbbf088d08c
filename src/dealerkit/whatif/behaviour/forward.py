"""Buying forward: a dealer near the next band buys at the end of the period what he would have bought in the next.

Periods are taken in the order of their last days, programmes in the order of the policy; whoever bought
forward is asked again in the next period, with what is missing there. The goods are those of the next
period, from its first days on, as far as it is over and he bought enough; of a period that still runs or
is not in the book yet they are of the mix of the period itself, and are missing later. A dealer goes by what
the programme's own terms say; what stacking and budgets make of it is reckoned when all have moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve, field, frozen

from dealerkit.decisions import Reason
from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import LINES
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import counted, qualifying, stream_of
from dealerkit.rebates.terms import Measured, Terms
from dealerkit.rebates.terms.scale import Rung
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import ONE, ZERO, Number, add, divide, multiply, subtract, total
from dealerkit.whatif.behaviour.behaviour import BOTH, Forward
from dealerkit.whatif.behaviour.dated import DatedRun, together
from dealerkit.whatif.behaviour.payee import Sums, by_payee, joined, part, pull, put
from dealerkit.whatif.volumes.degrees import UNITS, Degree, degree_of
from dealerkit.whatif.volumes.moves import Move
from dealerkit.whatif.volumes.selecting import columns_of_stream


class _Chance(NamedTuple):
    """A period of one programme in which a dealer may stretch, and the period after it where there is one."""

    version: DatedRun
    programme: Programme
    window: Window
    following: Window | None


@frozen
class _Stretch:
    """What one dealer buys forward for one bound: how much, what he gains, and how it lies in his cells after."""

    need: Number
    bound: Number
    gain: Number
    taken: Number
    sums: Sums = field(repr=False)


@frozen(eq=False)
class BoughtForward:
    """The cells after all dealers bought forward, what they moved and what is to be said of it."""

    standing: Standing
    moves: tuple[Move, ...]
    problems: tuple[Problem, ...]


def bought_forward(run: Run, forward: Forward, versions: Iterable[DatedRun] = ()) -> BoughtForward:
    """What was measured as dealers leave it who buy forward.

    ``versions`` are the policies of a scenario whose values have dates; dealers go by the one that holds in a period.

    DK972 a programme for whose bands nobody can be simulated, DK974 what is missing lies beyond the book.
    """
    standing = run.standing
    lines = standing.cells.lines
    problems: list[Problem] = []
    chosen: list[tuple[DatedRun, list[Programme]]] = []
    for version in together(run, versions):
        asked = _asked(version.standing, forward)
        chosen.append((version, [each for each in asked if not _told_off(version.standing, each, forward, problems)]))
    if lines is None or not any(programmes for _, programmes in chosen):
        return BoughtForward(standing, (), tuple(problems))
    dealing = _Dealing(standing, forward, lines, chosen)
    found = {payee: dealing.of(payee, sums) for payee, sums in by_payee(lines).items()}
    if not dealing.moves:
        return BoughtForward(standing, (), tuple(problems))
    after = evolve(standing, cells=standing.cells.with_lines({LINES: evolve(lines, sums=joined(found.values()))}))
    if dealing.beyond:
        problems.append(_beyond(forward, dealing.beyond))
    return BoughtForward(after, tuple(dealing.moves), tuple(problems))


def _asked(standing: Standing, forward: Forward) -> Iterator[Programme]:
    for programme in standing.programmes.values():
        if not forward.programmes or programme.id in forward.programmes:
            yield programme


def measure_degree(standing: Standing, programme: Programme) -> Degree:
    """Whether a programme adds up money, units or something else."""
    base = counted(standing.policy, programme)
    return degree_of(base.measure, columns_of_stream(standing, LINES))


def _told_off(standing: Standing, programme: Programme, forward: Forward, problems: list[Problem]) -> bool:
    """DK972: why nobody is seen to stretch for the bands of a programme."""
    degree = measure_degree(standing, programme)
    of_money = degree.price != 0
    why = ""
    if stream_of(programme.qualifying, programme) != LINES:
        why = "of-other-rows"
    elif gathers(programme):
        why = "of-several-dealers"
    elif forward.days_of_stock is None and (forward.most if of_money else forward.most_units) is None:
        why = "without-a-limit"
    if why:
        problems.append(
            problem(
                "DK972",
                forward.rule.at,
                address=forward.rule.address,
                severity=Severity.WARNING,
                programme=programme.id,
                why=why,
            )
        )
    return bool(why)


def _beyond(forward: Forward, beyond: dict[str, Number]) -> Problem:
    return problem(
        "DK974",
        forward.rule.at,
        address=forward.rule.address,
        severity=Severity.NOTE,
        dealers=len(beyond),
        dealer=min(beyond),
        amount=total(beyond.values()),
    )


@frozen(eq=False)
class _Dealing:
    """All dealers one by one; ``beyond`` is by dealer what will be missing after what the book knows."""

    standing: Standing
    forward: Forward
    lines: Cells
    versions: list[tuple[DatedRun, list[Programme]]]
    moves: list[Move] = field(factory=list)
    beyond: dict[str, Number] = field(factory=dict)

    def of(self, payee: str, sums: Sums) -> Sums:
        """The dealer's sums after everything he buys forward."""
        moved = False
        for chance in self._chances(payee):
            standing = chance.version.over(sums) if moved else chance.version.standing
            stretch = self._best(standing, payee, chance, sums)
            if stretch is not None:
                self._tell(payee, chance, stretch, standing)
                sums, moved = stretch.sums, True
        return sums

    def _chances(self, payee: str) -> list[_Chance]:
        """The periods that are over, by last day and then by programme."""
        found: list[tuple[date, int, _Chance]] = []
        for version, programmes in self.versions:
            for number, programme in enumerate(programmes):
                windows = version.standing.windows(programme, payee)
                followings = (*windows[1:], None)
                for window, following in zip(windows, followings, strict=False):
                    if version.holds(window) and self._is_over(window) and self._behaves(payee, window.last):
                        found.append((window.last, number, _Chance(version, programme, window, following)))
        return [chance for _, _, chance in sorted(found, key=lambda each: each[:2])]

    def _behaves(self, payee: str, day: date) -> bool:
        """Whether a dealer is one of those who buy forward; of whom nobody knows it, nobody says it."""
        condition = self.forward.dealers
        if condition is None:
            return True
        masters = self.standing.masters
        values: dict[str, Value | Missing] = dict(self.standing.parameters(day))
        for name in condition.reads:
            asked = masters.dealer if name.startswith("dealer") else masters.contract_of_dealer
            values[name] = asked(name, payee, day)
        return condition.evaluate(values) is True

    def _best(self, standing: Standing, payee: str, chance: _Chance, sums: Sums) -> _Stretch | None:
        """The stretch that gains most; the lower bound where two gain the same."""
        version, programme, window, _ = chance
        terms = version.run.terms(programme, window)
        measured = standing.measured(programme, payee, window)
        base = measured.qualifying
        scale = terms.scale(measured)
        if scale is None or base <= 0:
            return None
        degree = measure_degree(version.standing, programme)
        best: _Stretch | None = None
        for position in range(scale.reached(base) + 1, len(scale.rungs)):
            bound = _least(scale.rungs[position], terms, degree)
            need = subtract(bound, base)
            if not self._is_in_reach(chance, base, need, bound):
                break
            found = self._tried(payee, chance, sums, terms, measured, need, bound)
            if found is not None and found.gain > 0 and (best is None or found.gain > best.gain):
                best = found
        return best

    def _is_in_reach(self, chance: _Chance, base: Number, need: Number, bound: Number) -> bool:
        forward, window = self.forward, chance.window
        if need > multiply(forward.within, bound):
            return False
        degree = measure_degree(chance.version.standing, chance.programme)
        most = forward.most if degree.price != 0 else forward.most_units
        if most is not None and need > most:
            return False
        if forward.days_of_stock is None:
            return True
        days = Decimal((window.last - window.first).days + 1)
        return multiply(need, days) <= multiply(base, forward.days_of_stock)

    def _tried(
        self, payee: str, chance: _Chance, sums: Sums, terms: Terms, before: Measured, need: Number, bound: Number
    ) -> _Stretch | None:
        """The dealer's cells with so much bought forward, and what he gains; None where it cannot be done or told."""
        version, programme, window, following = chance
        moved = self._moved(payee, chance, sums, need)
        if moved is None:
            return None
        found, taken = moved
        standing = version.over(found)
        was, becomes = terms.amount(before), terms.amount(standing.measured(programme, payee, window))
        if was is None or becomes is None:
            return None
        gain = subtract(subtract(becomes, was), multiply(self.forward.cost, need))
        if self.forward.weighs == BOTH and following is not None and self._is_over(following):
            lost = self._lost(payee, programme, following, sums, found)
            if lost is None:
                return None
            gain = subtract(gain, lost)
        return _Stretch(need, bound, gain, taken, found)

    def _lost(self, payee: str, programme: Programme, following: Window, sums: Sums, found: Sums) -> Number | None:
        """What the next period pays less for what is missing there, under the policy that holds in it."""
        for version, _ in self.versions:
            known = version.standing.programmes.get(programme.id)
            if known is None or not version.holds(following):
                continue
            terms = version.run.terms(known, following)
            was = terms.amount(version.over(sums).measured(known, payee, following))
            becomes = terms.amount(version.over(found).measured(known, payee, following))
            return None if was is None or becomes is None else subtract(was, becomes)
        return ZERO

    def _is_over(self, window: Window) -> bool:
        return window.last <= self.standing.as_of

    def _moved(self, payee: str, chance: _Chance, sums: Sums, need: Number) -> tuple[Sums, Number] | None:
        """The sums with ``need`` of the next period in this one, and how much of it the book knows there."""
        version, programme, window, following = chance
        lines = version.lines or self.lines
        index = lines.ids[qualifying(programme)]
        position = lines.measures[index]
        target = self.lines.segments.start(window.last, payee)
        rest = need
        found = dict(sums)
        if following is not None:
            later = [
                key
                for key, amounts in sums.items()
                if key.takes >> index & 1
                and following.first <= key.segment <= following.through
                and amounts[position] > 0
            ]
            rest = pull(found, later, position, need, target)
            if rest and self._is_over(following):
                return None
        if rest:
            same = _counted(sums, index, window, position)
            base = total(sums[key][position] for key in same)
            if base <= 0:
                return None
            share = divide(rest, base)
            for key in same:
                put(found, key._replace(segment=target), part(sums[key], share))
        return found, subtract(need, rest)

    def _tell(self, payee: str, chance: _Chance, stretch: _Stretch, standing: Standing) -> None:
        """Both sides of what was moved."""
        version, programme, window, following = chance
        take = qualifying(programme)
        measured = counted(version.standing.policy, programme).measure
        name = measured if isinstance(measured, str) else measured.text
        base = standing.base(take, payee, window)
        figures = (("amount", stretch.need), ("bound", stretch.bound), ("gain", stretch.gain))
        reason = Reason("forward-bought", self.forward.rule, figures)
        self.moves.append(Move(payee, LINES, name, base, add(base, stretch.need), reason, programme.id, window.label))
        if following is not None and stretch.taken:
            left = standing.base(take, payee, following)
            missing = Reason(
                "forward-missing", self.forward.rule, (("amount", stretch.taken), ("period", window.label))
            )
            self.moves.append(
                Move(payee, LINES, name, left, subtract(left, stretch.taken), missing, programme.id, following.label)
            )
        rest = subtract(stretch.need, stretch.taken)
        if rest:
            self.beyond[payee] = add(self.beyond.get(payee, ZERO), rest)


def _least(rung: Rung, terms: Terms, degree: Degree) -> Number:
    """The least base that reaches a band: one unit, or one step of rounding, above a bound that must be passed."""
    if not rung.beyond or rung.band.at_unit is not None:
        return rung.bound
    return add(rung.bound, ONE if degree == UNITS else terms.step)


def _counted(sums: Sums, index: int, window: Window, position: int) -> list[CellKey]:
    """The cells that a take counts in a window and that add something to it; what went back is left where it is."""
    return [
        key
        for key, amounts in sums.items()
        if key.takes >> index & 1 and window.first <= key.segment <= window.through and amounts[position] > 0
    ]
