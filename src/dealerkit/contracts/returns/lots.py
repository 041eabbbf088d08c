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

from dealerkit.contracts.returns.purchases import NOTHING, Lot
from dealerkit.contracts.returns.records import CREDITED, EXCHANGED, Asked, Key, Records
from dealerkit.contracts.returns.results import Why
from dealerkit.values.exact import EXACT, ONE, ZERO

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

    def left(self, key: Key, lot: Lot, quantity: Decimal) -> Decimal:
        """How many of the units of a purchase are still there to come back."""
        return max(EXACT.subtract(quantity, self.lots[(key, lot.id)]), ZERO)


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
        yield from _of_serial(asked, records, taken, through)
        return
    if unnamed == "refuse" and not (asked.document or asked.serial):
        yield Unexplained(asked.quantity, Why.UNNAMED)
        return
    wanted = asked.quantity
    for lot, left in _latest(asked, records, taken, through, asked.document, asked.bought_on):
        quantity = min(wanted, left)
        wanted = EXACT.subtract(wanted, quantity)
        yield evolve(lot, quantity=quantity)
        if not wanted:
            return
    yield Unexplained(wanted, Why.NOT_BOUGHT)


def through_of(asked: Asked, as_of: date) -> date:
    """Through which day goods that came back count: all, for what is still to be decided."""
    return asked.on if asked.done in {CREDITED, EXCHANGED} else as_of


def _latest(
    asked: Asked, records: Records, taken: Taken, through: date, document: str, on: date | None
) -> Iterator[tuple[Lot, Decimal]]:
    """The purchases of which something is left, the latest first; those of one document, of one day."""
    bought = records.purchases.get(asked.key, NOTHING)
    until = min(asked.on, through) if on is None else min(asked.on, through, on)
    is_final = asked.done not in {CREDITED, EXCHANGED}

    def left(lot: Lot, quantity: Decimal) -> Decimal:
        return taken.left(asked.key, lot, quantity)

    for lot, quantity in bought.latest(until, through, document, left, is_final=is_final):
        if on is not None and lot.on < on:
            return
        yield lot, quantity


def _of_serial(asked: Asked, records: Records, taken: Taken, through: date) -> Iterator[Lot | Unexplained]:
    """One unit, with its purchase where ``lines`` has it: what came back by its number does not by its document."""
    wanted = asked.quantity
    for unit in reversed((records.units or {}).get(asked.serial, ())):
        if unit.owner != asked.key or unit.on > asked.on:
            continue
        is_known = records.purchases.get(asked.key, NOTHING).has(unit.document, unit.on)
        day = None if unit.document else unit.on
        found = next(_latest(asked, records, taken, through, unit.document, day), None) if is_known else None
        if found is not None or not is_known:
            lot = Lot(unit.on, ONE, None, unit.document) if found is None else found[0]
            price = lot.price if unit.price is None else unit.price
            one = min(wanted, ONE)
            wanted = EXACT.subtract(wanted, one)
            yield Lot(unit.on, one, price, unit.document, id=lot.id)
        break
    if wanted:
        yield Unexplained(wanted, Why.NOT_BOUGHT)
