"""What holds where a key is not written: a default that decides something is told like anything else.

``holds`` is what the language takes then, as a policy would write it; tests hold it against the language itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Scalar
from dealerkit.report.handbook.defaults import Unwritten
from dealerkit.report.handbook.unwritten_channel import CHANNEL
from dealerkit.report.handbook.unwritten_credit import CREDIT
from dealerkit.report.handbook.unwritten_flows import FLOWS, GOVERNANCE
from dealerkit.report.handbook.unwritten_rebates import REBATES
from dealerkit.report.handbook.unwritten_schemes import SCHEMES


def unwritten(owner: str, node: MappingNode) -> Iterator[tuple[str, Unwritten]]:
    """What holds of the keys of a class that a node does not write, by key."""
    for name, each in _BY_CLASS.get(owner, {}).items():
        is_open = name not in node.entries and node.entries.keys().isdisjoint(each.unless)
        is_open = is_open and not (each.beside and node.entries.keys().isdisjoint(each.beside))
        if is_open and all(_says(node, key, word) for key, word in each.only.items()):
            yield name, each


def _says(node: MappingNode, key: str, word: str) -> bool:
    found = node.get(key)
    return isinstance(found, Scalar) and found.text == word


UNWRITTEN: Mapping[str, Unwritten] = {**REBATES, **CREDIT, **FLOWS, **GOVERNANCE, **CHANNEL, **SCHEMES}
"""By class and key, as sentences are."""
_BY_CLASS: dict[str, dict[str, Unwritten]] = {}
for _name, _each in UNWRITTEN.items():
    _BY_CLASS.setdefault(_name.rpartition(".")[0], {})[_name.rpartition(".")[2]] = _each
