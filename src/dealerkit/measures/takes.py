"""Takes: which lines a programme counts, and what it adds up of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.values.ranges import ALWAYS, DateRange

LINES = "lines"
"""The source of takes over invoice lines."""

COUNT = "count"
"""The measure that adds one for each row."""

UNDETERMINED = None
"""The rule for a condition that meets a missing fact: nobody knows, so the line is rejected and listed."""


@frozen
class Take:
    """Lines for which ``where`` holds, on ``days``, and the sum of ``measure`` over them.

    ``measure`` is the name of a numeric column (``net_amount``) or an expression over the line.
    ``if_missing`` says what a condition that meets a missing fact means: the line is counted (True),
    is not (False), or cannot be used at all (``UNDETERMINED``). ``source`` names the rows that it is asked of:
    invoice lines, reports of sales, incidents; a pass answers the takes of one source.
    """

    id: str
    where: Expression | None = None
    measure: str | Expression = "net_amount"
    if_missing: bool | None = UNDETERMINED
    days: tuple[DateRange, ...] = (ALWAYS,)
    source: str = LINES

    @property
    def same_lines(self) -> tuple[object, ...]:
        """What two takes must share to count the same lines by the same measure."""
        measured = self.measure if isinstance(self.measure, str) else f"={self.measure.text}"
        return (self.source, self.where.text if self.where else "", measured, self.if_missing)

    def counts_on(self, day: date) -> bool:
        """Whether a line of that day can matter at all."""
        return any(day in span for span in self.days)


def merged(takes: Iterable[Take]) -> dict[str, Take]:
    """One take for all that count the same lines, under every one of their ids; its days are all of theirs."""
    asked = tuple(takes)
    groups: dict[tuple[object, ...], list[Take]] = {}
    for take in asked:
        groups.setdefault(take.same_lines, []).append(take)
    joined = {
        key: Take(
            members[0].id,
            members[0].where,
            members[0].measure,
            members[0].if_missing,
            tuple(dict.fromkeys(span for each in members for span in each.days)),
            members[0].source,
        )
        for key, members in groups.items()
    }
    return {take.id: joined[take.same_lines] for take in asked}
