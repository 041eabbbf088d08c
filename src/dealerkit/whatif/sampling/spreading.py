"""Spreading draws over what was measured: which factors each cell is multiplied by.

A draw is growth that is another one for each dealer and run: it moves the same lines, by the same degrees, as a
change ``grow`` with the same conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.measures.cells import CellKey, Cells
from dealerkit.rebates.standing import Standing
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.sampling.asking import drawn_lines
from dealerkit.whatif.sampling.rules import Uncertain
from dealerkit.whatif.volumes.arithmetic import Selection
from dealerkit.whatif.volumes.asking import bits_of, can_ask, root_of
from dealerkit.whatif.volumes.degrees import Degree, degree_of
from dealerkit.whatif.volumes.paying_later import streams_of
from dealerkit.whatif.volumes.selecting import MOVED, columns_of_stream

FactorKey = tuple[tuple[int, str], ...]
"""Which factors: the place of each uncertainty, and the period with its own draw."""


@frozen(eq=False)
class Spread:
    """One stream of rows and the uncertainties that move it."""

    stream: str
    cells: Cells
    degrees: tuple[Degree, ...]
    """How each measure follows, in the order of the measures."""
    selections: tuple[tuple[int, Uncertain, Selection], ...]
    """The uncertainties that this stream's rows can tell, each with its place among all."""
    _keys: dict[tuple[date, int], FactorKey] = field(factory=dict, init=False, repr=False)

    def factors_of(self, key: CellKey) -> FactorKey:
        """Which factors the lines of a cell have."""
        about = (key.segment, key.takes)
        found = self._keys.get(about)
        if found is None:
            found = self._keys[about] = tuple(
                (place, _label(item, key.segment)) for place, item, chosen in self.selections if chosen.takes(key)
            )
        return found


def spreads(standing: Standing, items: Sequence[Uncertain]) -> Mapping[str, Spread]:
    """Every stream of rows that any of the uncertainties moves, by its name."""
    found = {}
    for stream, cells in streams_of(standing).items():
        if root_of(stream) in MOVED["grow"]:
            selections = tuple(_selections(stream, cells, items, standing.policy.header.effective))
            if selections:
                found[stream] = Spread(stream, cells, _degrees(standing, stream, cells), selections)
    return found


def _selections(
    stream: str, cells: Cells, items: Sequence[Uncertain], compared: DateRange
) -> Iterator[tuple[int, Uncertain, Selection]]:
    for place, item in enumerate(items):
        if all(can_ask(each, stream) for each in item.conditions):
            bits = bits_of(cells, (drawn_lines(each, stream) for each in item.conditions))
            if bits is not None:
                days = item.during or compared
                yield place, item, Selection(bits, 0, days.start or date.min, days.end or date.max)


def _degrees(standing: Standing, stream: str, cells: Cells) -> tuple[Degree, ...]:
    columns = columns_of_stream(standing, stream)
    measures = {place: take.measure for take, place in zip(cells.takes, cells.measures, strict=True)}
    return tuple(degree_of(measures[place], columns, root_of(stream)) for place in range(len(measures)))


def _label(item: Uncertain, day: date) -> str:
    kind = item.period_kind
    return "" if kind is None else kind.containing(day).label
