"""Under which names and fingerprints definitions stand in a ledger: schemes by address, rebate programmes by id."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from dealerkit.decisions import Rule
from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Scalar
from dealerkit.policy.overlays import found as located
from dealerkit.policy.policy import Policy

_NO_RULES = ("title", "was")
"""What a definition is called does not change what it pays."""

BIDS, ROTATION = "special_bids", "stock_rotation"

BY_ADDRESS = ("contests", "price_protection", BIDS, ROTATION)
"""The sections whose definitions stand in a ledger under their address, as in ``contests.spring``."""


def names_of_schemes(policy: Policy) -> dict[str, str]:
    """The names in a ledger that are definitions of these sections; each goes by its own address, or the one it had."""
    found: dict[str, str] = {}
    for section in BY_ADDRESS:
        for id in _section(policy, section):
            node = located(policy.root, f"{section}.{id}")
            was = node.get("was") if isinstance(node, MappingNode) else None
            names = (f"{section}.{was.text}",) if isinstance(was, Scalar) else ()
            found |= dict.fromkeys((*names, f"{section}.{id}"), f"{section}.{id}")
    return found


def fingerprint_of(policy: Policy, rule: Rule) -> str:
    """The fingerprint of what a definition says, apart from its names."""
    node = located(policy.root, rule.address)
    if not isinstance(node, MappingNode):
        return ""
    entries = {key: value for key, value in node.entries.items() if key not in _NO_RULES}
    return fingerprint(evolve(node, entries=entries))


def section_of(programme: str) -> str:
    """The section that a name in a ledger is of: its address says it, else it is a rebate programme's."""
    section, dot, _ = programme.partition(".")
    return section if dot and section in BY_ADDRESS else "rebates"


def _section(policy: Policy, name: str) -> Mapping[object, object]:
    section = policy.sections.get(name)
    return section if isinstance(section, Mapping) else {}
