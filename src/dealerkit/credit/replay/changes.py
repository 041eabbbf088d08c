"""What a replay changes: values of the policy by address, as written on a command or in a file.

The changed policy is read and checked in full, like any other, before anything is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from dealerkit.policy.nodes import Node, Scalar, parse
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, problem

Changes = Mapping[str, tuple[Location, Node]]
"""What stands at an address instead, and where that is written."""

_KEY = "value"


@frozen
class Edit:
    """A value as it was and as it is: in the words written, ``…`` for what is more than a word."""

    address: str
    before: str
    after: str


def edits_of(policy: Policy, changes: Changes) -> tuple[Edit, ...]:
    """What changes change in a policy."""
    return tuple(
        Edit(address, _words(found(policy.root, address)), _words(node)) for address, (_, node) in changes.items()
    )


def _words(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def change_of(written: str, name: str) -> Changes | tuple[Problem, ...]:
    """One change as ``credit.checks[static].then=block``: the value is YAML. DK597 where it is none.

    ``name`` stands for a file in what is found wrong.
    """
    address, equals, value = written.partition("=")
    address, value = address.strip(), value.strip()
    if not (address and equals and value):
        return (problem("DK597", None, written=written, twice=""),)
    parsed = parse(f"{_KEY}: {value}\n".encode(), name)
    node = parsed.root.get(_KEY) if parsed.root is not None else None
    if node is None or parsed.problems:
        return parsed.problems or (problem("DK597", None, written=written, twice=""),)
    return {address: (node.at, node)}


def changes_of(data: bytes, name: str) -> Changes | tuple[Problem, ...]:
    """The changes of a file: addresses with their values. Problems: those of any YAML file."""
    parsed = parse(data, name)
    if parsed.root is None or parsed.problems:
        return parsed.problems
    return {address: (written.at, node) for address, (written, node) in parsed.root.entries.items()}


def together(parts: Iterable[Changes]) -> Changes | tuple[Problem, ...]:
    """Several changes as one; DK597 where an address is changed twice."""
    whole: dict[str, tuple[Location, Node]] = {}
    for part in parts:
        for address, change in part.items():
            if address in whole:
                return (problem("DK597", change[0], written="", twice=address),)
            whole[address] = change
    return whole
