"""What a test case gives: facts by name, each read by the type the catalogue states."""

from __future__ import annotations

from collections.abc import Iterable

from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.types import Missing, Type, Value
from dealerkit.problems import nearest
from dealerkit.values.numbers import read_rate
from dealerkit.values.ranges import read_date, read_moment


def given_facts(
    given: Mapping, policy: Policy, reading: Reading, own: Iterable[str] = ()
) -> dict[str, Value | Missing]:
    """Every fact and parameter that ``given`` names; ``own`` keys are the caller's and left alone.

    A fact written as ``missing`` is known to be missing. Problems: DK266 a name the catalogue does
    not have, DK132, DK133, DK136, DK139 and DK623 a value of another type.
    """
    own = tuple(own)
    facts: dict[str, Value | Missing] = {}
    for name, (written, node) in given.entries.items():
        if name in own:
            continue
        fact = policy.catalogue.get(name)
        wanted = fact.type if fact else policy.parameters[name].type if name in policy.parameters else None
        if wanted is None:
            known = (*own, *(each.name for each in policy.catalogue), *policy.parameters)
            close = nearest(name, known)
            # Hundreds of names help nobody: the one that was meant does, or else their groups.
            allowed = own or (() if close else tuple(dict.fromkeys(map(_group, known))))
            reading.report("DK266", written, key=name, nearest=close, allowed=allowed)
        elif isinstance(node, Scalar) and node.plain and node.text == "missing":
            facts[name] = Missing((name,))
        else:
            value = _typed(name, node, wanted, reading)
            if value is not None:
                facts[name] = value
    return facts


def _group(name: str) -> str:
    """A name, or the group it is in: ``dealer.…``."""
    first, dot, _ = name.partition(".")
    return f"{first}.…" if dot else first


def _typed(name: str, node: Node, wanted: Type, reading: Reading) -> Value | None:
    """The value of a node as a type, or None with the reason reported."""
    if wanted.kind in {"tree", "list"}:
        parts = node.items if isinstance(node, Sequence) else (node,)
        texts = [part.text for part in parts if isinstance(part, Scalar)]
        return tuple(texts) if wanted.kind == "tree" else frozenset(texts)
    if not isinstance(node, Scalar):
        reading.report("DK132", node, kind="text", found=described(node))
        return None
    if wanted.kind == "text":
        return node.text
    if wanted.kind == "date":
        day = read_date(node.text)
        if day is None:
            reading.report("DK136", node, value=node.text, kind="date")
        return day
    if wanted.kind == "moment":
        moment = read_moment(node.text)
        if moment is None:
            reading.report("DK623", node, key=name, value=node.text)
        return moment
    if wanted.kind == "condition":
        if node.text not in {"true", "false"}:
            reading.report("DK139", node, value=node.text, kind="true or false")
            return None
        return node.text == "true"
    number = read_rate(node.text)
    if number is None:
        reading.report("DK133", node, value=node.text, kind="amount")
    return number
