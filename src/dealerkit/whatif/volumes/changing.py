"""A book as changes leave it: everything that was measured, changed without measuring again.

The changes are applied in the order written. First money comes later, which changes no purchase and is
measured anew; then the new dealers become known, who pay as late as those they are like; then each change
works on the cells of every stream of rows that it moves. What a change does not move is told, and so is a
change that meets no line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, field, frozen

from dealerkit.decisions import Reason
from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import COUNT
from dealerkit.policy.expressions import Expression
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.rebates.standing import Standing
from dealerkit.values.exact import ONE, ZERO, Number, add, total
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.volumes import arithmetic
from dealerkit.whatif.volumes.arithmetic import Amounts, Selection
from dealerkit.whatif.volumes.asking import can_ask, measure_only, perhaps, root_of
from dealerkit.whatif.volumes.change import ALL, Change
from dealerkit.whatif.volumes.checks import about_dealers
from dealerkit.whatif.volumes.degrees import Degree
from dealerkit.whatif.volumes.moves import Move
from dealerkit.whatif.volumes.newcomers import Newcomer, known_dealers, with_newcomers
from dealerkit.whatif.volumes.paying_later import paid_later, streams_of
from dealerkit.whatif.volumes.selecting import (
    MOVED,
    degrees_of_cells,
    measures_of_cells,
    selection,
)
from dealerkit.whatif.volumes.telling import Told, meets_nothing
from dealerkit.whatif.volumes.untouched import left_alone
from dealerkit.whatif.volumes.whole_units import whole_units

Sums = dict[CellKey, Amounts]

_PREFERRED = ("net_amount", "quantity")


@frozen(eq=False)
class Changed:
    """What was measured as the changes leave it, what moved for whom, and what is to be said about it."""

    standing: Standing
    moves: tuple[Move, ...] = ()
    problems: tuple[Problem, ...] = ()


def changed(standing: Standing, changes: Iterable[Change], compared: DateRange) -> Changed:
    """The book as changed. ``compared`` are the days on which a change without ``during`` holds.

    DK960 a change meets no line, DK961 a dealer is not in the book, DK964 a shift from and to the same lines, DK965
    a new dealer is in the book already, DK967 nobody knows whether a change takes some lines, DK968 a programme
    counts or adds up lines in a way that the change does not move, DK969 a change does not reach what is measured,
    DK970 there is nothing to shift to.
    """
    asked = tuple(changes)
    if not asked:
        return Changed(standing)
    problems = list(about_dealers(asked, known_dealers(standing)))
    wrong = {each.address for each in problems}
    sound = tuple(each for each in asked if each.rule.address not in wrong)
    told = Told(problems)
    standing = paid_later(standing, sound, compared, told)
    standing = with_newcomers(standing, (Newcomer.of(each) for each in sound if each.kind == "add"))
    streams: dict[str, Cells] = {}
    for stream, cells in streams_of(standing).items():
        streams[stream] = _Stream(standing, stream, cells, compared, told).changed(sound)
    problems += (meets_nothing(each) for each in sound if each.id not in told.met | told.doubted)
    problems += left_alone(standing, sound, told.met, MOVED)
    found = evolve(standing, cells=standing.cells.with_lines(streams)) if streams else standing
    return Changed(whole_units(found), tuple(told.moves), in_order(problems))


@frozen(eq=False)
class _Stream:
    """One stream of rows: its cells, and how each of its measures follows."""

    standing: Standing
    stream: str
    cells: Cells
    compared: DateRange
    told: Told
    measures: tuple[str | Expression, ...] = field(init=False)
    degrees: tuple[Degree, ...] = field(init=False)
    shown: int = field(init=False)
    """The position of the measure in which moves are told."""

    @measures.default
    def _by_position(self) -> tuple[str | Expression, ...]:
        return measures_of_cells(self.cells)

    @degrees.default
    def _of_the_measures(self) -> tuple[Degree, ...]:
        return degrees_of_cells(self.standing, self.stream, self.cells)

    @shown.default
    def _best_known(self) -> int:
        names = [each if isinstance(each, str) else "" for each in self.measures]
        for name in _PREFERRED:
            if name in names:
                return names.index(name)
        return next((place for place, each in enumerate(self.measures) if each != COUNT), 0)

    def changed(self, changes: Iterable[Change]) -> Cells:
        """The cells as the changes leave them."""
        sums: Sums = dict(self.cells.sums)
        segments = self.cells.segments
        for change in changes:
            if change.kind not in MOVED or root_of(self.stream) not in MOVED[change.kind]:
                continue
            if not all(can_ask(each, self.stream) for each in change.conditions):
                continue
            sums = self._by_kind(change)(change, sums)
            if change.add is not None and change.like is not None and change.like in segments.own:
                segments = evolve(segments, own={**segments.own, change.add: segments.own[change.like]})
        return evolve(self.cells, sums=sums, segments=segments)

    def _by_kind(self, change: Change) -> Callable[[Change, Sums], Sums]:
        return {
            "grow": self._grow,
            "price": self._price,
            "shift": self._shift,
            "lose": self._lose,
            "add": self._add,
        }[change.kind]

    def _grow(self, change: Change, sums: Sums) -> Sums:
        share = change.grow or ZERO
        chosen = self._selection(change, (change.where, change.dealers))
        found = arithmetic.grown(sums, chosen.takes, share, self.degrees)
        self._tell(change, sums, found, chosen, "book-grown", share=share)
        return found

    def _price(self, change: Change, sums: Sums) -> Sums:
        share = change.price or ZERO
        chosen = self._selection(change, (change.where, change.dealers))
        found = arithmetic.repriced(sums, chosen.takes, share, self.degrees)
        self._tell(change, sums, found, chosen, "book-repriced", share=share)
        return found

    def _lose(self, change: Change, sums: Sums) -> Sums:
        names = frozenset(change.lose or ())
        chosen = self._selection(change, (change.where, change.dealers), None if ALL in names else names)
        found = arithmetic.lost(sums, chosen.takes)
        self._tell(change, sums, found, chosen, "book-lost")
        return found

    def _add(self, change: Change, sums: Sums) -> Sums:
        times = ONE if change.times is None else change.times
        chosen = self._selection(change, (change.where,), frozenset({change.like or ""}))
        code = change.add or ""
        found = arithmetic.added(sums, chosen.takes, code, times, self.degrees)
        reason = Reason("book-added", change.rule, (("like", change.like or ""), ("times", times)))
        self._doubt(change, sums, chosen)
        if self._meet(change, sums, chosen):
            after = arithmetic.sum_of(found, self.shown, lambda key: key.payee == code)
            self.told.moves.append(Move(code, self.stream, self._measure, ZERO, after, reason))
        return found

    def _shift(self, change: Change, sums: Sums) -> Sums:
        share, kept = change.shift or ZERO, change.keeps or _PREFERRED[0]
        gives = self._selection(change, (change.from_, change.dealers))
        takes = self._selection(change, (change.to, change.dealers))
        both = {key.payee for key in sums if gives.takes(key) and takes.takes(key)}
        if both:
            self.told.problems.append(
                problem(
                    "DK964",
                    change.value_at("to"),
                    address=change.rule.address,
                    change=change.id,
                    dealers=len(both),
                    dealer=min(both),
                )
            )
            self.told.met.add(change.id)
            return sums
        position = self.cells.measures[self.cells.ids[measure_only(kept, self.stream).id]]
        found = arithmetic.shifted(sums, gives.takes, takes.takes, share, position, self.degrees)
        if found.stayed:
            self.told.problems.append(
                problem(
                    "DK970",
                    change.value_at("to"),
                    address=change.rule.address,
                    severity=Severity.WARNING,
                    change=change.id,
                    dealers=len(found.stayed),
                    dealer=min(found.stayed),
                    measure=kept,
                    amount=total(found.stayed.values()),
                )
            )
        self._tell(change, sums, found.sums, gives, "book-shifted-from", position, share=share)
        self._tell(change, sums, found.sums, takes, "book-shifted-to", position, share=share)
        return found.sums

    @property
    def _measure(self) -> str:
        measured = self.measures[self.shown]
        return measured if isinstance(measured, str) else measured.text

    def _selection(
        self, change: Change, conditions: Sequence[Expression | None], payees: frozenset[str] | None = None
    ) -> Selection:
        return selection(self.cells, self.stream, change, conditions, self.compared, payees)

    def _meet(self, change: Change, sums: Sums, chosen: Selection) -> bool:
        met = any(chosen.takes(key) for key in sums)
        if met:
            self.told.met.add(change.id)
        return met

    def _tell(
        self,
        change: Change,
        before: Sums,
        after: Sums,
        chosen: Selection,
        step: str,
        position: int | None = None,
        **args: Number,
    ) -> None:
        """What moved for each dealer, and the lines of which nobody knows."""
        self._doubt(change, before, chosen)
        shown = self.shown if position is None else position
        measured = self.measures[shown]
        name = measured if isinstance(measured, str) else measured.text
        old: dict[str, Number] = {}
        new: dict[str, Number] = {}
        for key, amounts in before.items():
            if chosen.takes(key):
                old[key.payee] = add(old.get(key.payee, ZERO), amounts[shown])
                left = after.get(key)
                new[key.payee] = add(new.get(key.payee, ZERO), left[shown] if left is not None else ZERO)
        if old:
            self.told.met.add(change.id)
        reason = Reason(step, change.rule, tuple(args.items()))
        self.told.moves.extend(
            Move(payee, self.stream, name, old[payee], new[payee], reason)
            for payee in sorted(old)
            if old[payee] != new[payee]
        )

    def _doubt(self, change: Change, sums: Sums, chosen: Selection) -> None:
        """DK967: the lines of which nobody knows whether they change; they stay as they are."""
        if chosen.perhaps == 0:
            return
        open_ = [key for key in sums if chosen.doubts(key)]
        if not open_:
            return
        self.told.doubted.add(change.id)
        condition, days = change.conditions[0], change.days(self.compared)
        counted = self.cells.measures[self.cells.ids[perhaps(condition, self.stream, days)]]
        facts = tuple(sorted({name for each in change.conditions for name in each.reads}))
        self.told.problems.append(
            problem(
                "DK967",
                condition.at,
                address=change.rule.address,
                severity=Severity.WARNING,
                change=change.id,
                lines=total(self.cells.sums[key][counted] for key in open_ if key in self.cells.sums),
                dealers=len({key.payee for key in open_}),
                facts=facts,
            )
        )
