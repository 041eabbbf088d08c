"""Sheets: who has a row in a programme and what was measured for it, kept while policies measure alike.

A scenario that changes what a programme pays leaves untouched what it measures: its rows and their measures are
those of the baseline, and are made once.
"""

from __future__ import annotations

from datetime import date

from attrs import define, field, frozen

from dealerkit.measures.routed import AnyCells
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Value
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import pays_on_nothing
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.windows import Window
from dealerkit.whatif.engine.alike import asks_alike
from dealerkit.whatif.engine.touching import parameters_read

_KEPT = 2
"""Sheets of one programme that are kept: the baseline's, and the last other one."""

Read = dict[str, dict[date, Value]]
"""The values of the parameters that a programme reads."""


@frozen(eq=False)
class Place:
    """A row before anything is reckoned: who, and for which period."""

    payee: str
    window: Window


@frozen(eq=False)
class Sheet:
    """The rows of one programme, by payee and then by time, and what was measured for each."""

    places: tuple[Place, ...]
    measured: tuple[Measured, ...]
    made: dict[str, object] = field(factory=dict, init=False, repr=False)
    """What others made of the sheet and keep with it."""
    by_end: dict[date, Window] = field(init=False, repr=False)
    """One window for each last day of a period: terms are alike for all of them."""

    @by_end.default
    def _one_for_each_end(self) -> dict[date, Window]:
        return {place.window.last: place.window for place in self.places}


@frozen(eq=False)
class _Known:
    """A sheet, and what it rests on."""

    cells: AnyCells
    policy: Policy
    programme: Programme
    read: Read
    sheet: Sheet

    def holds(self, cells: AnyCells, policy: Policy, programme: Programme) -> bool:
        """Whether another programme over the same cells has the very same sheet."""
        return (
            cells is self.cells
            and policy.header.effective == self.policy.header.effective
            and asks_alike(programme, self.programme)
            and pays_on_nothing(programme) == pays_on_nothing(self.programme)
            and read_by(policy, programme) == self.read
        )


@define(eq=False)
class Sheets:
    """The sheets of all programmes that are still of use."""

    _by_programme: dict[str, list[_Known]] = field(factory=dict, repr=False)

    def find(self, cells: AnyCells, policy: Policy, programme: Programme) -> Sheet | None:
        """The sheet of a programme, where one that holds for it was made before."""
        for known in self._by_programme.get(programme.id, ()):
            if known.holds(cells, policy, programme):
                return known.sheet
        return None

    def keep(self, cells: AnyCells, policy: Policy, programme: Programme, sheet: Sheet) -> None:
        """Remember a sheet in place of the last one that was not the first."""
        known = self._by_programme.setdefault(programme.id, [])
        del known[_KEPT - 1 :]
        known.append(_Known(cells, policy, programme, read_by(policy, programme), sheet))


def read_by(policy: Policy, programme: Programme) -> Read:
    """The values of all parameters that a programme reads, whichever way."""
    return {name: dict(policy.parameters[name].values) for name in sorted(parameters_read(policy, programme))}
