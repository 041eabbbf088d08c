"""What is wrong with a decision table before it meets a case: gaps, overlaps, rows without a turn.

Every finding names a concrete case, the smallest that people would think of, so that its author can
try it. Where a table is too intertwined to be searched completely, that is a finding too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from dealerkit.policy.columns import Column
from dealerkit.policy.coverage import MAX_STEPS, Box, Cells, gaps, overlaps, turns
from dealerkit.policy.intervals import Cut, Span, is_empty, meet
from dealerkit.policy.tables import Table
from dealerkit.policy.types import Value
from dealerkit.problems import Problem, Related, Severity, problem


def check_table(table: Table[object]) -> Iterator[Problem]:
    """Yield what is wrong with a table.

    DK236 a cell outside its column's limits; DK237 a case that no row decides (not for ``collect``);
    DK238 a case that two rows of a ``unique`` table decide; DK239 a row of a ``first`` table that
    never has a turn; DK240 a search given up; DK241 more findings than are listed.
    """
    plan = _Plan(table)
    yield from _outside(plan)
    if table.hit != "collect":
        yield from _gaps(plan)
    if table.hit == "unique":
        yield from _overlaps(plan)
    if table.hit == "first":
        yield from _turns(plan)


@frozen
class _Plan:
    """A table as the search takes it."""

    table: Table[object]
    domains: tuple[Span, ...] = field(init=False)
    rows: tuple[Cells, ...] = field(init=False)

    @domains.default
    def _of_the_columns(self) -> tuple[Span, ...]:
        return tuple(column.stepped(column.limits) for column in self.table.columns)

    @rows.default
    def _of_the_cells(self) -> tuple[Cells, ...]:
        columns = self.table.columns
        return tuple(
            tuple(
                None if cell is None else column.searched(cell) for column, cell in zip(columns, row.cells, strict=True)
            )
            for row in self.table.rows
        )

    def witness(self, box: Box) -> str:
        """The smallest case in a box, in words; columns that may be anything are left out."""
        columns = self.table.columns
        told = [number for number, span in enumerate(box) if span != self.domains[number]] or range(len(columns))
        return ", ".join(columns[number].shown(columns[number].witness(box[number])) for number in told)

    def places(self, box: Box) -> tuple[Cut, ...]:
        """The smallest case in a box, as places in the columns."""
        return tuple(_place(column, span) for column, span in zip(self.table.columns, box, strict=True))

    def incomplete(self, what: str) -> Problem:
        """The finding that a search was given up."""
        rule, rows = self.table.rule, len(self.table.rows)
        return problem(
            "DK240", rule.at, address=rule.address, severity=Severity.WARNING, what=what, rows=rows, most=MAX_STEPS
        )

    def unlisted(self, what: str, listed: int) -> Problem:
        """The finding that there is more of a kind than was listed."""
        rule = self.table.rule
        return problem("DK241", rule.at, address=rule.address, what=what, listed=listed)


def _outside(plan: _Plan) -> Iterator[Problem]:
    columns: Sequence[Column] = plan.table.columns
    for row, spans in zip(plan.table.rows, plan.rows, strict=True):
        for column, cell, searched, domain in zip(columns, row.cells, spans, plan.domains, strict=True):
            if cell is not None and all(is_empty(meet(span, domain)) for span in searched or ()):
                address = f"{row.rule.address}.{column.name}"
                related = (Related("declared", column.at),)
                yield problem("DK236", cell.at, address=address, related=related, column=column.name, text=cell.text)


def _gaps(plan: _Plan) -> Iterator[Problem]:
    found = gaps(plan.domains, plan.rows)
    rule = plan.table.rule
    for box in found.boxes:
        yield problem("DK237", rule.at, address=rule.address, witness=plan.witness(box))
    if found.more:
        yield plan.unlisted("gaps", len(found.boxes))
    if not found.complete:
        yield plan.incomplete("gaps")


def _overlaps(plan: _Plan) -> Iterator[Problem]:
    found = overlaps(plan.domains, plan.rows)
    for pair in found.pairs:
        one, other = plan.table.rows[pair.first], plan.table.rows[pair.second]
        related = (Related("other-row", one.rule.at),)
        case, at, address = plan.witness(pair.box), other.rule.at, other.rule.address
        yield problem("DK238", at, address=address, related=related, witness=case, row=other.id, other=one.id)
    if found.more:
        yield plan.unlisted("overlaps", len(found.pairs))
    if not found.complete:
        yield plan.incomplete("overlaps")


def _turns(plan: _Plan) -> Iterator[Problem]:
    found = turns(plan.domains, plan.rows)
    for number in found.never:
        box = _first_box(plan, number)
        if box is None:
            continue
        taker = _taker(plan, number, box)
        row, other = plan.table.rows[number], plan.table.rows[taker]
        role = "shadowed-by" if _contains(plan.rows[taker], plan.rows[number]) else "other-row"
        case, at, address = plan.witness(box), row.rule.at, row.rule.address
        related = (Related(role, other.rule.at),)
        yield problem("DK239", at, address=address, related=related, witness=case, row=row.id, other=other.id)
    if found.more:
        yield plan.unlisted("rows without a turn", len(found.never))
    if not found.complete:
        yield plan.incomplete("rows without a turn")


def _contains(one: Cells, other: Cells) -> bool:
    """Whether one row takes every case of the other."""
    return all(
        mine is None
        or (its is not None and all(any(low <= start and end <= high for low, high in mine) for start, end in its))
        for mine, its in zip(one, other, strict=True)
    )


def _first_box(plan: _Plan, number: int) -> Box | None:
    """The first box of a row; None for a row outside the limits, which is a finding of its own."""
    box: list[Span] = []
    for spans, domain in zip(plan.rows[number], plan.domains, strict=True):
        inside = [span for each in ((domain,) if spans is None else spans) if not is_empty(span := meet(each, domain))]
        if not inside:
            return None
        box.append(inside[0])
    return tuple(box)


def _taker(plan: _Plan, number: int, box: Box) -> int:
    """Which earlier row decides the smallest case of a box."""
    places = plan.places(box)
    return next(
        earlier
        for earlier, cells in enumerate(plan.rows[:number])
        if all(
            spans is None or any(low <= place < high for low, high in spans)
            for spans, place in zip(cells, places, strict=True)
        )
    )


def _place(column: Column, span: Span) -> Cut:
    value: Value = column.witness(span)
    found = column.place(value)
    return span[0] if found is None else found
