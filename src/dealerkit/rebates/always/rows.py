"""Rows: which bases one and the same row can count in, by the conditions that choose rows.

Every way in which a row can stand to all the conditions is tried. Two conditions that exclude each other, or lists
that share nothing, are never met by one row; neither are two places that a promise says lie ``apart``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from math import prod

from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.facts import Written, values_of, written_in
from dealerkit.rebates.always.situations import MOST_CASES
from dealerkit.rebates.clauses import Base

Meeting = frozenset[int]
"""The positions of the bases that one row counts in."""


def meetings(bases: Sequence[Base], apart: Sequence[str], catalogue: Catalogue) -> frozenset[Meeting]:
    """Every set of bases that one row can count in; where that is not known, all of them."""
    written: Written = {}
    read: list[int] = []
    for number, base in enumerate(bases):
        own: Written = {}
        # A parameter is read on the row's own day: what it says on others is not looked at here.
        if base.where is not None and not base.where.parameters and written_in(base.where, {}, own):
            read.append(number)
            for name, values in own.items():
                written.setdefault(name, set()).update(values)
    names = sorted(written)
    cases = [
        [each for each in values_of(name, written[name], catalogue) if not _lies_apart(each, apart)] for name in names
    ]
    everywhere = frozenset(range(len(bases)))
    if prod(map(len, cases)) > MOST_CASES:
        return frozenset({everywhere})
    others = everywhere - set(read)
    found: set[Meeting] = set()
    for case in product(*cases):
        facts: dict[str, Value | Missing] = dict(zip(names, case, strict=True))
        found.add(others | {number for number in read if _counts(bases[number], facts)})
    return frozenset(found)


def _lies_apart(value: Value | Missing, apart: Sequence[str]) -> bool:
    """Whether a row would lie in two places that have no row in common."""
    return isinstance(value, tuple) and any({one, other} <= set(value) for one, other in combinations(apart, 2))


def _counts(base: Base, facts: dict[str, Value | Missing]) -> bool:
    """Whether a row counts in a base: one of which that cannot be said is listed and not used, unless it shall be."""
    found = True if base.where is None else base.where.evaluate(facts)
    return base.if_missing is True if isinstance(found, Missing) else found is True
