"""Overlays: a policy with some values replaced, addressed as reasons address them.

``{"rebates.volume-quarter.bands[800000].rate": 2.5%}`` gives a new tree; the old one is untouched
and shares every part that did not change. The result is read and checked like any policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping

from attrs import evolve

from dealerkit.policy.bands import SIDES, bound_key
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.problems import Location, Problem, nearest, problem

_NAMING = ("class", "who", "rank")
"""Keys that name a list item without an ``id``: a class, who bears a debt, the places of a prize."""
_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def steps(address: str) -> tuple[str, ...]:
    """The keys an address passes: ``a.b[c].d`` is a, b, c, d."""
    return tuple(bracketed or plain for bracketed, plain in _STEP.findall(address))


def overlaid(
    root: Mapping, changes: AbstractMapping[str, tuple[Location, Node]]
) -> tuple[Mapping, tuple[Problem, ...]]:
    """The tree with each addressed value replaced; an address that matches nothing is DK255.

    Every address is meant of the tree as it was: a bound that one change moves does not hide its band from the next.
    """
    problems: list[Problem] = []
    changed = root
    for address, (at, replacement) in changes.items():
        path = steps(address)
        result = _replaced(changed, root, path, replacement)
        if isinstance(result, tuple):
            step, known = result
            close = nearest(step, known)
            problems.append(problem("DK255", at, value=address, step=step, nearest=close, allowed=tuple(known)))
        elif isinstance(result, Mapping):
            changed = result
    return changed, tuple(problems)


def found(root: Node, address: str) -> Node | None:
    """The node at an address, or None."""
    node: Node = root
    for step in steps(address):
        if isinstance(node, Mapping):
            child = node.get(step)
        elif isinstance(node, Sequence):
            child = next((item for item in node.items if item_key(item) == step), None)
        else:
            child = None
        if child is None:
            return None
        node = child
    return node


def item_key(node: Node) -> str:
    """The key by which a list item is addressed: its ``id``, bound, ``class``, ``who``, ``rank``, or its own text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        written = node.get("id")
        if written is None and not any(side in node.entries for side in SIDES):
            written = next((found for key in _NAMING if (found := node.get(key)) is not None), None)
        return written.text.replace(" ", "") if isinstance(written, Scalar) else bound_key(node)
    return ""


def _replaced(node: Node, was: Node | None, path: tuple[str, ...], replacement: Node) -> Node | tuple[str, list[str]]:
    """The node with the value at ``path`` replaced; else the step that failed and what is there.

    ``was`` is the node before any change: its items are called what the address calls them.
    """
    if not path:
        return replacement
    step, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        known = node.entries.get(step)
        if known is None:
            return step, list(node.entries)
        child = _replaced(known[1], was.get(step) if isinstance(was, Mapping) else None, rest, replacement)
        if isinstance(child, tuple):
            return child
        return evolve(node, entries={**node.entries, step: (known[0], child)})
    if isinstance(node, Sequence):
        named = was if isinstance(was, Sequence) and len(was.items) == len(node.items) else node
        keys = [item_key(item) for item in named.items]
        if step not in keys:
            # Or by what an earlier change has made of it.
            keys = [item_key(item) for item in node.items]
        if step not in keys:
            return step, _named(item_key(item) for item in named.items)
        position = keys.index(step)
        child = _replaced(node.items[position], named.items[position], rest, replacement)
        if isinstance(child, tuple):
            return child
        return evolve(node, items=(*node.items[:position], child, *node.items[position + 1 :]))
    return step, []


def _named(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key]
