"""Which rules a policy has: every definition with an address, found by walking what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

import attrs

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.shapes import is_placed


def rules(value: object) -> Iterator[Rule]:
    """Yield the rule of every definition in ``value``, outermost first, in the order written."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from rules(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from rules(each)
    elif attrs.has(type(value)) and not isinstance(value, (Rule, Expression)):
        if getattr(value, "never_decides", False):
            return
        for name in _fields(cast("type[attrs.AttrsInstance]", type(value))):
            part = getattr(value, name)
            if isinstance(part, Rule):
                yield part
            else:
                yield from rules(part)


@cache
def _fields(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """The fields to walk: all but the places of parts that never decide."""
    return tuple(each.name for each in attrs.fields(cls) if not is_placed(each))
