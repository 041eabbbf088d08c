"""A second reading of the language: it walks a tree of tuples, slowly, with fractions only.

A tree is ``(kind, …)``; ``written`` spells it as text with every bracket, ``naive`` computes it.
None is what is missing.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

Tree = tuple[Any, ...]
Plain = bool | Fraction | str | None


def written(tree: Tree) -> str:
    kind, *parts = tree
    match kind:
        case "number" | "name":
            return str(parts[0])
        case "text":
            return f'"{parts[0]}"'
        case "not":
            return f"(not {written(parts[0])})"
        case "minus":
            return f"(-{written(parts[0])})"
        case "in":
            return f"({written(parts[0])} in [{', '.join(map(written, parts[1]))}])"
        case "min" | "max" | "or_else" | "if" | "abs" | "known" | "count":
            return f"{kind}({', '.join(map(written, parts))})"
    return f"({written(parts[0])} {kind} {written(parts[1])})"


def naive(tree: Tree, facts: dict[str, Plain]) -> Plain:
    kind, *parts = tree
    if kind == "number":
        text = parts[0]
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    if kind == "text":
        return str(parts[0])
    if kind == "name":
        return facts.get(parts[0])
    if kind == "in":
        value = naive(parts[0], facts)
        return None if value is None else value in [naive(each, facts) for each in parts[1]]
    if kind in _COMPARE and parts[0][0] == "count":
        # Every way in which what is missing might turn out.
        found = {_OPERATIONS[kind](each, naive(parts[1], facts)) for each in _counts(parts[0][1:], facts)}
        return found.pop() if len(found) == 1 else None
    values = [naive(part, facts) for part in parts]
    if kind == "known":
        return values[0] is not None
    if kind == "or_else":
        return values[1] if values[0] is None else values[0]
    if kind == "if":
        return None if values[0] is None else values[1] if values[0] else values[2]
    if kind == "and":
        return False if False in values else None if None in values else True
    if kind == "or":
        return True if True in values else None if None in values else False
    if None in values or (kind == "/" and values[1] == 0):
        return None
    return _OPERATIONS[kind](*values)


def _counts(conditions: Tree, facts: dict[str, Plain]) -> set[Fraction]:
    known = [naive(each, facts) for each in conditions]
    ways = itertools.product(*([each] if each is not None else [True, False] for each in known))
    return {Fraction(sum(map(bool, way))) for way in ways}


_COMPARE = ("==", "!=", "<", "<=", ">", ">=")
_OPERATIONS: dict[str, Callable[..., Plain]] = {
    "not": operator.not_,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "minus": operator.neg,
    "abs": abs,
    "min": min,
    "max": max,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
