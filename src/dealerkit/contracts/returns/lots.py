"""Where the units of a line come from: the purchases that explain them, and how many nothing explains.

A serial number names one unit. A purchase document names its own lines. A line that names neither comes from
the latest purchases, or from none, as the policy says. What came back before is bought no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import define, evolve, field, frozen

from dealerkit.contracts.returns.records import CREDITED, EXCHANGED, Asked, Key, Lot, Records
from dealerkit.contracts.returns.results import Why
from dealerkit.values.exact import EXACT, ZERO

_Place = tuple[Key, int]


@define
class Taken:
    """What the lines decided so far take back: units by purchase, and serial numbers."""

    lots: dict[_Place, Decimal] = field(factory=lambda: defaultdict(lambda: ZERO))
    serials: dict[str, str] = field(factory=dict)
    """Which return each serial number came back with."""

    def take(self, key: Key, lot: int, quantity: Decimal) -> None:
        """Units of a purchase come back, and cannot come back again."""
        place = (key, lot)
        self.lots[place] = EXACT.add(self.lots[place], quantity)

    def left(self, key: Key, lot: Lot) -> Decimal:
        """How many units of a purchase are still there to come back."""
        return max(EXACT.subtract(lot.quantity, self.lots[(key, lot.id)]), ZERO)


@frozen
class Unexplained:
    """Units that cannot come back at all, and why; ``earlier`` is the return they came back with."""

    quantity: Decimal
    why: Why
    earlier: str = ""


def lots_of(asked: Asked, records: Records, taken: Taken, through: date, unnamed: str) -> Iterator[Lot | Unexplained]:
    """The purchases a line's units came from, the latest first, and what none explains; all units, each once."""
    if asked.serial and asked.serial in taken.serials:
        yield Unexplained(asked.quantity, Why.ALREADY_BACK, taken.serials[asked.serial])
        return
    if asked.serial and records.units is not None:
        yield from _of_serial(asked, records)
        return
    if unnamed == "refuse" and not (asked.document or asked.serial):
        yield Unexplained(asked.quantity, Why.UNNAMED)
        return
    wanted = asked.quantity
    for lot in records.left(asked.key, through, asked.document):
        if not wanted:
            return
        if lot.on > asked.on:
            continue
        if asked.bought_on is not None and lot.on != asked.bought_on:
            continue
        quantity = min(wanted, taken.left(asked.key, lot))
        if quantity:
            wanted = EXACT.subtract(wanted, quantity)
            yield evolve(lot, quantity=quantity)
    if wanted:
        yield Unexplained(wanted, Why.NOT_BOUGHT)


def through_of(asked: Asked, as_of: date) -> date:
    """Through which day goods that came back count: all, for what is still to be decided."""
    return asked.on if asked.done in {CREDITED, EXCHANGED} else as_of


def _of_serial(asked: Asked, records: Records) -> Iterator[Lot | Unexplained]:
    for unit in reversed((records.units or {}).get(asked.serial, ())):
        if unit.owner == asked.key and unit.on <= asked.on:
            price = unit.price
            if price is None:
                same = (each for each in records.purchases.get(asked.key, ()) if not each.is_credit)
                found = [each for each in same if each.on == unit.on and unit.document in {"", each.document}]
                price = found[0].price if found else None
            yield Lot(unit.on, asked.quantity, price, unit.document)
            return
    yield Unexplained(asked.quantity, Why.NOT_BOUGHT)
