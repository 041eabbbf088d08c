"""Policies for comparisons: as texts, and as texts that say the same in another way."""

from __future__ import annotations

import re
from random import Random

from dealerkit.assembly import loads
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.values.numbers import read_amount

HEAD = 'policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'

IN_ORDER = frozenset({"limits", "classes", "into", "parts"})
"""Mappings in an order.

The first limit that is for a customer is his; a class reads only those before it, and stands below them; scores stand
in the order of their digits.
"""


def policy_of(*texts: str, head: str = HEAD) -> Policy:
    """The policy that these texts are, each a file of its own; the first has the head."""
    first, *others = texts
    contents = {"a.yaml": f"{head}{first}".encode()} | {
        f"b{number}.yaml": text.encode() for number, text in enumerate(others)
    }
    found = loads(contents)
    assert found.policy is not None, found.problems
    return found.policy


def rewritten(root: Mapping, random: Random) -> dict[str, bytes]:
    """A policy's tree written anew: keys shuffled, split over files, flow style, numbers spelled otherwise."""
    files: dict[str, list[str]] = {}
    for section, (_, node) in shuffled(root, random):
        if section == "policy" or not isinstance(node, Mapping):
            files.setdefault("0.yaml", []).append(f"{_text(section)}: {_flow(node, random)}")
            continue
        parts: dict[str, list[str]] = {}
        for key, (_, child) in shuffled(node, random):
            said = _flow(child, random, keep=key in IN_ORDER)
            parts.setdefault(f"{random.randrange(3)}.yaml", []).append(f"  {_text(key)}: {said}")
        for file, lines in parts.items():
            files.setdefault(file, []).append("\n".join([f"{_text(section)}:  # moved", *lines]))
    return {file: "\n\n".join(lines).encode() for file, lines in files.items()}


def as_written(root: Mapping) -> dict[str, bytes]:
    """A policy's tree as one file, in its order."""
    found = (f"{_text(key)}: {_in_order(child)}" for key, (_, child) in root.entries.items())
    return {"policy.yaml": "\n".join(found).encode()}


def _in_order(node: Node) -> str:
    if isinstance(node, Scalar):
        return _scalar(node, Random(0))  # noqa: S311 - a spelling, no secret
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {_in_order(child)}" for key, (_, child) in node.entries.items()) + "}"
    return "[" + ", ".join(map(_in_order, node.items)) + "]"


def shuffled(node: Mapping, random: Random) -> list[tuple[str, tuple[Scalar, Node]]]:
    found = list(node.entries.items())
    random.shuffle(found)
    return found


def _flow(node: Node, random: Random, *, keep: bool = False) -> str:
    if isinstance(node, Scalar):
        return _scalar(node, random)
    if isinstance(node, Mapping):
        entries = [(key, child) for key, (_, child) in node.entries.items()]
        if not keep:
            random.shuffle(entries)
        return (
            "{"
            + ", ".join(f"{_text(key)}: {_flow(child, random, keep=key in IN_ORDER)}" for key, child in entries)
            + "}"
        )
    return "[" + ", ".join(_flow(child, random) for child in node.items) + "]"


def _scalar(node: Scalar, random: Random) -> str:
    """The same value in other words: ``300_000`` for ``300000``, quotes around what is no number."""
    text = node.text
    if not node.plain:
        return _quoted(text)
    if node.empty or text in {"true", "false", "missing"}:
        return text or "null"
    number = read_amount(text)
    if number is not None and not (
        len(text.lstrip("+-")) > 1 and text.lstrip("+-").startswith("0") and "." not in text
    ):
        whole, dot, rest = text.replace("_", "").partition(".")
        grouped = f"{int(whole):_}" if whole.lstrip("+-").isdigit() and not whole.startswith(("+", "-0")) else whole
        return random.choice([f"{grouped}{dot}{rest}", f"{whole}{dot}{rest}", text])
    if text[:1].isdigit() and re.fullmatch(r"[\w%./: -]+", text) and ": " not in text:
        return text  # dates, durations, shares, ranges stay as they are
    return _quoted(text)


def _text(key: str) -> str:
    return _quoted(key)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
