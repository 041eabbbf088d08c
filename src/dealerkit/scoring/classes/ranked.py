"""Members ranked by a figure, and cut into classes by cumulated share or by count. Pure arithmetic.

A block is what has one figure. Blocks keep the answer free of the order in which members come: who has the same
figure is treated alike, unless the policy says that codes decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import frozen

from dealerkit.values.exact import ZERO, Number, add, as_fraction, multiply, total
from dealerkit.values.rounding import Mode, Rounding

BEFORE, AFTER, NEAREST = "before", "after", "nearest"
"""To which class the line belongs that begins below a bound of the cumulated share and ends beyond it."""
TOGETHER, BY_CODE, BETTER, WORSE = "together", "by-code", "better", "worse"

_ONE = Rounding(Decimal(1))
_WHOLE = {
    "up": Rounding(Decimal(1), Mode.CEILING),
    "down": Rounding(Decimal(1), Mode.FLOOR),
    "half-up": _ONE,
}
COUNT_MODES = tuple(_WHOLE)
"""How a share of a count becomes a whole number of members."""


@frozen
class Bound:
    """The upper bound of a class: the share, cumulated from the best, up to which it reaches."""

    name: str
    up_to: Number


@frozen
class Ranked:
    """One member in the ranking.

    ``rank`` counts as in sport: two first, then the third. ``before`` and ``after`` are the sums of all above his
    block, and of all through it. ``crossed`` says that a bound lies inside his block, so that the stated rule decided.
    """

    key: str
    amount: Number
    rank: int
    before: Number
    after: Number
    name: str
    crossed: bool = False


@frozen
class _Block:
    """Members with one figure: their keys, and the places of the first and the last."""

    amount: Number
    keys: tuple[str, ...]
    first: int
    before: Number
    after: Number

    @property
    def last(self) -> int:
        return self.first + len(self.keys) - 1


def by_cumulated_share(
    amounts: Mapping[str, Number], bounds: Sequence[Bound], crossing: str, ties: str
) -> tuple[Ranked, ...]:
    """Classes by the share of the total, cumulated from the largest; all amounts are above zero.

    The block (or, with ``by-code``, the member) that crosses a bound belongs to the class ``before`` it, to the one
    ``after`` it, or to the one to which the ``nearest`` end of the block belongs: before, where the bound is its
    middle or beyond. A block that ends exactly on a bound is before it.
    """
    whole = total(amounts.values())
    found: list[Ranked] = []
    for block in _blocks(amounts, apart=ties == BY_CODE):
        name = _class_at(bounds, whole, _deciding(block, crossing))
        ends = {_class_at(bounds, whole, (block.before, False)), _class_at(bounds, whole, (block.after, True))}
        rank = block.first
        found += [
            Ranked(key, block.amount, rank, block.before, block.after, name, crossed=len(ends) > 1)
            for key in block.keys
        ]
    return tuple(found)


def by_count(amounts: Mapping[str, Number], bounds: Sequence[Bound], rounding: str, ties: str) -> tuple[Ranked, ...]:
    """Classes by the share of the members, counted from the best; the number of each is rounded as stated.

    A block that is cut goes to the ``better`` class, the ``worse`` one, or is cut ``by-code``.
    """
    last_places = [(bound.name, places(bound.up_to, len(amounts), rounding)) for bound in bounds]
    found: list[Ranked] = []
    for block in _blocks(amounts, apart=False):
        ends = _at_place(last_places, block.first), _at_place(last_places, block.last)
        for offset, key in enumerate(block.keys):
            name = {BETTER: ends[0], WORSE: ends[1]}.get(ties) or _at_place(last_places, block.first + offset)
            crossed = ends[0] != ends[1]
            found.append(Ranked(key, block.amount, block.first, block.before, block.after, name, crossed=crossed))
    return tuple(found)


def places(share: Number, count: int, rounding: str) -> int:
    """How many members a share of a count is."""
    return int(_WHOLE[rounding].apply(multiply(share, Decimal(count))))


def _deciding(block: _Block, crossing: str) -> tuple[Number, bool]:
    """The cumulated sum by which a block's class is found, and whether lying on a bound is still before it."""
    if crossing == BEFORE:
        return block.before, False
    if crossing == AFTER:
        return block.after, True
    return as_fraction(add(block.before, block.after)) / 2, True


def _class_at(bounds: Sequence[Bound], whole: Number, at: tuple[Number, bool]) -> str:
    """The first class whose bound is not behind a cumulated sum; compared without dividing."""
    reached, on_the_bound_is_before = at
    for bound in bounds:
        limit = multiply(bound.up_to, whole)
        if reached < limit or (on_the_bound_is_before and reached == limit):
            return bound.name
    return bounds[-1].name


def _at_place(last_places: Sequence[tuple[str, int]], place: int) -> str:
    return next((name for name, last in last_places if place <= last), last_places[-1][0])


def _blocks(amounts: Mapping[str, Number], *, apart: bool) -> list[_Block]:
    """The members in falling order of their figure, those of one figure together or each apart, by key."""
    in_order = sorted(sorted(amounts), key=lambda key: amounts[key], reverse=True)
    groups = [(key,) for key in in_order] if apart else [tuple(keys) for _, keys in groupby(in_order, amounts.get)]
    found: list[_Block] = []
    before: Number = ZERO
    first = 1
    for keys in groups:
        amount = amounts[keys[0]]
        after = add(before, multiply(amount, Decimal(len(keys))))
        found.append(_Block(amount, keys, first, before, after))
        before, first = after, first + len(keys)
    return found
