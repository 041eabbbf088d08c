"""What changes ask of the pass over the lines, so that cells tell the lines of each change apart.

Each condition is one more take, which counts rows and so never refuses a line that lacks an amount.
Beside it stands a second that also takes the lines of which nobody knows: where only that one takes
them, a fact is missing, and it can be said. A measure that nothing else adds up is asked for by a take
without days, which takes no line at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from dealerkit.measures.cells import Cells
from dealerkit.measures.takes import COUNT, Take
from dealerkit.policy.expressions import Expression
from dealerkit.rebates.sources.late import unmarked
from dealerkit.rebates.sources.registry import STREAMS
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.volumes.change import Change

_OF_EVERY_ROW = frozenset({"product", "dealer", "contract"})


def root_of(stream: str) -> str:
    """The first part of the names of the facts that rows of a stream have beside product, dealer and contract."""
    return STREAMS[unmarked(stream)].root


def can_ask(condition: Expression, stream: str) -> bool:
    """Whether the rows of a stream have what a condition asks for."""
    return {name.partition(".")[0] for name in condition.reads} <= _OF_EVERY_ROW | {root_of(stream)}


def surely(condition: Expression, stream: str, days: DateRange) -> str:
    """The id of the take of the lines for which a condition holds on these days."""
    return f"what-if {stream} {days}: {condition.text}"


def perhaps(condition: Expression, stream: str, days: DateRange) -> str:
    """The id of the take of those lines, and of those of which nobody knows whether it holds."""
    return f"{surely(condition, stream, days)} ?"


def whenever(stream: str, days: DateRange) -> str:
    """The id of the take of all rows on the days of a change that is about all of them."""
    return f"what-if {stream}: {days}"


def takes_of_changes(changes: Iterable[Change], streams: Iterable[str], compared: DateRange) -> tuple[Take, ...]:
    """The takes by which the cells of each stream tell apart what each change is about, and on which days."""
    asked = tuple(changes)
    takes = (
        take for stream in streams for change in asked for take in _takes_of(change, stream, change.days(compared))
    )
    return tuple({take.id: take for take in takes}.values())


def _takes_of(change: Change, stream: str, days: DateRange) -> Iterable[Take]:
    for condition in change.conditions:
        if can_ask(condition, stream):
            yield Take(surely(condition, stream, days), condition, COUNT, False, (days,), stream)
            yield Take(perhaps(condition, stream, days), condition, COUNT, True, (days,), stream)
    if not change.conditions and change.kind != "pay_later":
        # Its days must be told apart all the same.
        yield Take(whenever(stream, days), None, COUNT, None, (days,), stream)
    if change.keeps is not None and root_of(stream) != "incident":
        yield measure_only(change.keeps, stream)


def measure_only(measure: str, stream: str) -> Take:
    """A take of no line, so that the cells of a stream add up a measure all the same."""
    return Take(f"what-if {stream} {measure}", None, measure, None, (), stream)


def bits_of(cells: Cells, takes: Iterable[str]) -> int | None:
    """The signature of several takes together; None where one of them was not asked for."""
    found = 0
    for take in takes:
        index = cells.ids.get(take)
        if index is None:
            return None
        found |= 1 << index
    return found
