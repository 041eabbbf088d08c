"""What a decision table says about one case: three-valued, with the rows tried and why they failed.

A row matches when all its cells do. Where a fact that a row needs is not known, and nothing known
rules the row out, the row might match: then the answer is not known either, and names the fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping

from attrs import frozen

from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.columns import Column
from dealerkit.policy.intervals import Cut
from dealerkit.policy.tables import Row, Table
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg

Facts = AbstractMapping[str, Value | Missing]
"""What is known of a case by the names of columns; an absent name is not known."""


def decide(table: Table[object], facts: Facts) -> Decision:
    """Decide one case by the table's hit policy.

    ``DK001`` (refused): no row matched. ``DK002`` (undetermined): two rows of a ``unique`` table did.
    ``DK003`` (undetermined): a row might match, but for facts that are missing. The decided values are
    those under ``then``; with ``collect`` each is the list of what the matching rows say.
    """
    case = _Case(table, facts)
    return {"unique": _unique, "first": _first, "collect": _collect}[table.hit](case)


@frozen
class _Known:
    """One fact of the case: its value, and its place in the column (None for a word nobody mentions)."""

    value: Value
    place: Cut | None


class _Case:
    """A table and a case, and what comes of trying one on the other."""

    def __init__(self, table: Table[object], facts: Facts) -> None:
        self.columns = table.columns
        self.rows: tuple[Row[object], ...] = table.rows
        self.known: list[_Known | None] = []
        self.lacking: list[tuple[str, ...]] = []
        self.tried: list[Reason] = []
        for column in table.columns:
            value = facts.get(column.name, _UNKNOWN)
            if isinstance(value, Missing):
                self.known.append(None)
                self.lacking.append(value.facts or (column.name,))
            else:
                self.known.append(_Known(value, column.place(value)))
                self.lacking.append(())

    def missing_for(self, row: Row[object]) -> tuple[str, ...] | None:
        """The facts that keep a row from matching, () where it matches, None where it does not (and is noted)."""
        missing: list[str] = []
        for number, cell in enumerate(row.cells):
            if cell is None:
                continue
            known = self.known[number]
            if known is None:
                missing += self.lacking[number] or (self.columns[number].name,)
            elif known.place is None or not cell.holds(known.place):
                self.tried.append(_not_met(row, self.columns[number], known.value, cell.text))
                return None
        return tuple(dict.fromkeys(missing))

    def met(self, row: Row[object]) -> Reason:
        """The reason for a decision by this row: the facts that its cells looked at."""
        looked_at = tuple(
            column.shown(known.value)
            for column, known, cell in zip(self.columns, self.known, row.cells, strict=True)
            if cell is not None and known is not None
        )
        return Reason("row", row.rule, (("facts", looked_at),))

    def ended(
        self,
        outcome: Outcome,
        code: str = "",
        *,
        rows: Iterable[Row[object]] = (),
        values: tuple[tuple[str, Arg], ...] = (),
        missing: Iterable[str] = (),
    ) -> Decision:
        """A decision about this case."""
        reads = tuple(
            Read(column.name, column.said(known.value))
            for column, known in zip(self.columns, self.known, strict=True)
            if known is not None
        )
        return Decision(
            outcome,
            code,
            values=values,
            reasons=tuple(self.met(row) for row in rows),
            tried=tuple(self.tried),
            reads=reads,
            missing=tuple(dict.fromkeys(missing)),
        )

    def unsure(self, row: Row[object], missing: tuple[str, ...]) -> None:
        """Note a row that might match."""
        self.tried.append(Reason("row-unknown", row.rule, (("missing", missing),)))


_UNKNOWN = Missing(())


def _not_met(row: Row[object], column: Column, value: Value, wanted: str) -> Reason:
    args = (("column", column.name), ("value", column.said(value)), ("wanted", wanted))
    return Reason("row-not-met", row.rule, args)


def _sorted_out(case: _Case) -> tuple[list[Row[object]], list[str]]:
    """The rows that match, and the facts that others would need."""
    matching: list[Row[object]] = []
    missing: list[str] = []
    for row in case.rows:
        needed = case.missing_for(row)
        if needed:
            case.unsure(row, needed)
            missing += needed
        elif needed is not None:
            matching.append(row)
    return matching, missing


def _unique(case: _Case) -> Decision:
    matching, missing = _sorted_out(case)
    if len(matching) > 1:
        return case.ended(Outcome.UNDETERMINED, "DK002", rows=matching)
    if missing:
        return case.ended(Outcome.UNDETERMINED, "DK003", rows=matching, missing=missing)
    if not matching:
        return case.ended(Outcome.REFUSED, "DK001")
    return case.ended(Outcome.GRANTED, rows=matching, values=matching[0].values)


def _first(case: _Case) -> Decision:
    for row in case.rows:
        needed = case.missing_for(row)
        if needed:
            case.unsure(row, needed)
            return case.ended(Outcome.UNDETERMINED, "DK003", missing=needed)
        if needed is not None:
            return case.ended(Outcome.GRANTED, rows=(row,), values=row.values)
    return case.ended(Outcome.REFUSED, "DK001")


def _collect(case: _Case) -> Decision:
    matching, missing = _sorted_out(case)
    if missing:
        return case.ended(Outcome.UNDETERMINED, "DK003", rows=matching, missing=missing)
    if not matching:
        return case.ended(Outcome.REFUSED, "DK001")
    gathered: dict[str, list[str]] = {}
    for row in matching:
        for name, value in row.values:
            gathered.setdefault(name, []).append(str(value))
    values: tuple[tuple[str, Arg], ...] = tuple((name, tuple(texts)) for name, texts in gathered.items())
    return case.ended(Outcome.GRANTED, rows=matching, values=values)
