"""What a definition reads: the facts and the parameters of every expression in it, whatever part they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

import attrs

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.shapes import Keyed
from dealerkit.rebates.clauses import Base
from dealerkit.values.ranges import DateRange


def facts_in(definition: object) -> frozenset[str]:
    """The facts of payee and period; what a base asks of lines is none of them."""
    return frozenset(name for each in _expressions(definition, (Base,)) for name in each.reads)


def parameters_in(definition: object) -> frozenset[str]:
    """The parameters, of the bases as well."""
    return frozenset(name for each in _expressions(definition, ()) for name in each.parameters)


def _expressions(definition: object, but: tuple[type, ...]) -> Iterator[Expression]:
    if isinstance(definition, Expression):
        yield definition
    elif isinstance(definition, Keyed | Mapping):
        for each in definition.values():
            yield from _expressions(each, but)
    elif isinstance(definition, tuple):
        for each in definition:
            yield from _expressions(each, but)
    elif not isinstance(definition, but):
        for name in _parts_of(cast("type[attrs.AttrsInstance]", type(definition))):
            yield from _expressions(getattr(definition, name), but)


@cache
def _parts_of(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """The parts of a definition that may hold expressions."""
    if not attrs.has(cls) or issubclass(cls, DateRange | Rule):
        return ()
    return tuple(each.name for each in attrs.fields(cls))
