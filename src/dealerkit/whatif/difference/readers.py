"""Which rules read a parameter: whoever changes the figure changes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import attrs

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy


def readers_of(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """By parameter the addresses of the rules whose expressions read it, in the order of the policy."""
    found: dict[str, dict[str, None]] = {}
    for key, section in policy.sections.items():
        for address, expression in _expressions(section, key):
            for name in expression.parameters:
                found.setdefault(name, {})[address] = None
    return {name: tuple(addresses) for name, addresses in found.items()}


def _expressions(value: object, address: str) -> Iterator[tuple[str, Expression]]:
    if isinstance(value, Expression):
        yield address, value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _expressions(each, address)
    elif isinstance(value, tuple):
        for each in value:
            yield from _expressions(each, address)
    elif attrs.has(type(value)) and not isinstance(value, Rule):
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
        held = [getattr(value, each.name) for each in fields if each.init]
        own = next((each.address for each in held if isinstance(each, Rule) and each.address), address)
        for each in held:
            yield from _expressions(each, own)
