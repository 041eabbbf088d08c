"""Policies that follow each other in a scenario: in each settlement period dealers answer to the one that holds in it.

What a dealer buys forward for a period under one policy is missing in the next under another, so that all periods are
gone through together, whichever of the policies is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import LINES
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import Number
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.whatif.behaviour.payee import standing_of


@frozen(eq=False)
class DatedRun:
    """A policy over the book, and for which settlement periods it holds: those whose last day is one of ``days``."""

    run: Run
    days: DateRange = ALWAYS

    @property
    def standing(self) -> Standing:
        """What was measured for the policy."""
        return self.run.standing

    @property
    def lines(self) -> Cells | None:
        """Its invoice lines."""
        return self.standing.cells.lines

    def over(self, sums: dict[CellKey, tuple[Number, ...]]) -> Standing:
        """The standing with these sums as its only invoice lines."""
        lines = self.lines
        return self.standing if lines is None else standing_of(self.standing, lines, sums)

    def buying(self, sums: dict[CellKey, tuple[Number, ...]]) -> DatedRun:
        """The same policy where this is bought."""
        lines = self.lines
        if lines is None:
            return self
        cells = self.standing.cells.with_lines({LINES: evolve(lines, sums=sums)})
        return evolve(self, run=evolve(self.run, standing=evolve(self.standing, cells=cells)))

    def holds(self, window: Window) -> bool:
        """Whether a period is settled by this policy."""
        return window.last in self.days

    def has(self, programme: Programme) -> bool:
        """Whether the policy has a programme of this id."""
        return programme.id in self.standing.programmes


def together(run: Run, versions: Iterable[DatedRun]) -> Sequence[DatedRun]:
    """The policies that one pass over the book measured with this one, by which cells mean the same; itself if none."""
    lines = run.standing.cells.lines
    found = [
        each for each in versions if lines is not None and each.lines is not None and each.lines.takes == lines.takes
    ]
    return found or [DatedRun(run)]
