"""Columns of the company's own that fill facts in: read as the fact is declared, whatever the table takes them for.

A file has no types: `yes`, `12.5` and `2026-03-05` are words until somebody says what they are. What is declared
under ``facts:`` says it. A cell that is none leaves its fact out, so that what asks for it cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from dealerkit.book.batches import Batch
from dealerkit.book.cells import Cell, CellReader, Refusal, Spelling, cell_reader
from dealerkit.book.kinds import Column, Kind
from dealerkit.book.kinds import Value as Written
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import BOOLEAN, DATE, MOMENT, Type, Value
from dealerkit.problems import Problem, problem
from dealerkit.workflow.events import NOTHING

_BY_TYPE = {BOOLEAN: Kind.BOOLEAN, DATE: Kind.DATE, MOMENT: Kind.MOMENT}
_NUMBERS = {"share": Kind.SHARE}


@frozen
class _Own:
    """One column: the fact it fills in, and how its words are read where the fact is none."""

    column: str
    fact: str
    kind: Kind
    read: CellReader | None


@frozen(eq=False)
class OwnColumns:
    """The columns of one table that fill facts in; ``problems`` are cells that say nothing of their fact."""

    columns: tuple[_Own, ...]
    problems: list[Problem] = field(factory=list, init=False)

    @classmethod
    def of(cls, names: Iterable[str], catalogue: Catalogue) -> OwnColumns:
        """Those of these columns that are declared as ``case.…``."""
        found: list[_Own] = []
        for name in names:
            fact = catalogue.get(f"case.{name}")
            if fact is not None:
                kind = _kind_of(fact.type)
                read = None if kind is Kind.TEXT else cell_reader(Column(name, kind, ""), Spelling(name), filled=False)
                found.append(_Own(name, fact.name, kind, read))
        return cls(tuple(found))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return tuple(each.column for each in self.columns)

    def filled(self, batch: Batch) -> Sequence[Mapping[str, Value]]:
        """The facts that each row fills in, by name: column by column, for tables are long.

        DK844 and the other refusals of a cell, where it is not what its fact is declared to be.
        """
        if not self.columns:
            return [NOTHING] * len(batch)
        facts = [each.fact for each in self.columns]
        cells = [self._cells(each, batch) for each in self.columns]
        return [
            {fact: value for fact, value in zip(facts, row, strict=True) if value is not None}
            for row in zip(*cells, strict=True)
        ]

    def _cells(self, own: _Own, batch: Batch) -> Sequence[Written | None]:
        cells = batch.columns[own.column]
        if own.read is None:
            return cells
        return [None if value is None else self._cell(own, value, batch, i) for i, value in enumerate(cells)]

    def _cell(self, own: _Own, value: Written, batch: Batch, position: int) -> Written | None:
        read: Cell = value
        if isinstance(value, str) and own.read is not None:
            read = own.read(value)
        elif own.kind is Kind.BOOLEAN and not isinstance(value, bool):
            read = Refusal("DK844", (("value", str(value)), ("heading", own.column)))
        if isinstance(read, Refusal):
            self.problems.append(_refused(read, batch, position, own.column))
            return None
        return read.date() if own.kind is Kind.DATE and isinstance(read, datetime) else read


def _refused(refusal: Refusal, batch: Batch, position: int, column: str) -> Problem:
    return problem(refusal.code, batch.at(position, column), **dict(refusal.args))  # type: ignore[arg-type]


def _kind_of(type_: Type) -> Kind:
    found = _BY_TYPE.get(type_)
    if found is not None:
        return found
    return _NUMBERS.get(type_.unit, Kind.NUMBER) if type_.kind == "number" else Kind.TEXT
