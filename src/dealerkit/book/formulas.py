"""Computed columns: an expression of the policy language over the cells of one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from dealerkit.book.kinds import Column, Kind, Value
from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.types import BOOLEAN, COUNT, DATE, TEXT, Missing, Type, number
from dealerkit.problems import Location, Problem

_TYPES: Mapping[Kind, Type] = {
    Kind.CODE: TEXT,
    Kind.TEXT: TEXT,
    Kind.COUNT: COUNT,
    Kind.DATE: DATE,
    Kind.BOOLEAN: BOOLEAN,
}


def type_of(column: Column) -> Type:
    """The type that an expression sees in a column."""
    return _TYPES.get(column.kind) or number(column.unit)


@frozen
class RowFormula:
    """A formula over the columns of one row."""

    expression: Expression

    @property
    def text(self) -> str:
        """The formula as written, without its equals sign."""
        return self.expression.text.strip()

    @property
    def inputs(self) -> frozenset[str]:
        """The columns it reads."""
        return self.expression.reads

    def value(self, cells: Mapping[str, Value | None]) -> Value | None:
        """The value for one row; None where an input is empty or the result has no last digit."""
        found = self.expression.evaluate(cells)
        if isinstance(found, Missing | Fraction | tuple | frozenset):
            return None
        return found


def formula(text: str, at: Location, column: Column, columns: Iterable[Column]) -> RowFormula | tuple[Problem, ...]:
    """The formula written ``at`` for ``column``, over ``columns``; or everything that is wrong with it."""
    # A moment is left out: the language knows days, not times.
    facts = [Fact(each.name, type_of(each), meaning=each.meaning) for each in columns if each.kind is not Kind.MOMENT]
    scope = frozenset(each.root for each in facts)
    found = compile_expression(text, at, Catalogue(facts), scope, type_of(column), {})
    return RowFormula(found) if isinstance(found, Expression) else found
