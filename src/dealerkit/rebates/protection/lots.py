"""Lots: what was bought when, and which of it is still there.

Goods are sold in the order in which they were bought (first in, first out), so what lies in stock is
what was bought last. A return takes back what was bought last before it. A unit with a serial number
is a lot of its own, and a unit that is known to be there is there, whatever its age.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.values.exact import EXACT, ZERO

_NONE: frozenset[str] = frozenset()


@frozen
class Lot:
    """Units of one product bought on one day: how many, at which price each. A return is a negative quantity."""

    bought_on: date
    quantity: Decimal
    price: Decimal | None = None
    serial: str = ""
    tax_rate: Decimal | None = None


@frozen
class Held:
    """Units in stock: from which lot, and how many. Without a lot: no purchase explains them."""

    lot: Lot | None
    quantity: Decimal


def lots_of(moves: Iterable[Lot]) -> tuple[Lot, ...]:
    """Purchases less returns, the oldest first. What was returned beyond all purchases is left out."""
    lots: list[Lot] = []
    for move in sorted(moves, key=lambda each: (each.bought_on, each.quantity < 0)):
        if move.quantity > 0:
            lots.append(move)
            continue
        back = move.quantity.copy_abs()
        while back and lots:
            last = lots.pop()
            taken = min(back, last.quantity)
            back = EXACT.subtract(back, taken)
            left = EXACT.subtract(last.quantity, taken)
            if left:
                lots.append(evolve(last, quantity=left))
    return tuple(lots)


def held(lots: Iterable[Lot], stock: Decimal, known: Collection[str] = _NONE) -> tuple[Held, ...]:
    """The stock lot by lot, the newest first; units with a ``known`` serial number before all others.

    The quantities sum to ``stock``. What is more than all lots has none.
    """
    return tuple(_held(sorted(lots, key=lambda lot: (lot.serial in known, lot.bought_on), reverse=True), stock))


def _held(lots: Iterable[Lot], stock: Decimal) -> Iterator[Held]:
    open_ = stock
    for lot in lots:
        if open_ <= 0:
            return
        taken = min(lot.quantity, open_)
        open_ = EXACT.subtract(open_, taken)
        yield Held(lot, taken)
    if open_ > ZERO:
        yield Held(None, open_)
