"""What a dealer bought of a product, and what of it is left to come back: linear in lines and requests.

Goods that came back were bought last before that. What is left of a purchase on a day is kept as its changes, and a
purchase of which nothing is left is passed over for good, so that thousands of requests about one product stay cheap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import define, field, frozen

from dealerkit.values.exact import EXACT, Number


@frozen
class Lot:
    """Units bought together. ``price`` is that of one, without tax, in the policy's currency; None if not known."""

    on: date
    quantity: Decimal
    price: Number | None = None
    document: str = ""
    is_credit: bool = False
    """Whether it is a negative line: goods that came back."""
    id: int = -1
    """Which line of the dealer and product it is; below zero where it is none."""


@define(eq=False)
class _Shelf:
    """Purchases in the order of time, all of them or those of one document, without those that are used up."""

    places: list[int]
    days: list[date]
    before: list[int] = field(factory=list)
    """For each place the nearest one at or before it that may have something left; -1 for none."""

    def last(self, at: int) -> int:
        """The last position at or before one that may have something left."""
        found = at
        while found >= 0 and self.before[found] != found:
            found = self.before[found]
        while at >= 0 and self.before[at] != found and at != found:
            self.before[at], at = found, self.before[at]
        return found


class Purchases:
    """The purchases of one dealer and product, in the order of time."""

    __slots__ = ("_changes", "_places", "_shelves", "lots")

    def __init__(self, lines: Sequence[Lot]) -> None:
        """``lines`` are purchases and credits, sorted by day, purchases first."""
        self.lots: list[Lot] = []
        self._changes: dict[int, list[tuple[date, Decimal]]] = {}
        self._shelves: dict[str, _Shelf] = {}
        self._fold(lines)
        self._places: dict[str, list[int]] = {}
        for place, lot in enumerate(self.lots):
            self._places.setdefault(lot.document, []).append(place)

    def left(self, place: int, through: date) -> Decimal:
        """What is left of a purchase after what came back through a day, requests aside."""
        found = self.lots[place].quantity
        for day, left in self._changes.get(place, ()):
            if day > through:
                break
            found = left
        return found

    def has(self, document: str, on: date) -> bool:
        """Whether something was bought with a document; where none is named, on a day."""
        shelf = self._shelf(document)
        if shelf is None or document:
            return shelf is not None
        at = bisect_right(shelf.days, on) - 1
        return at >= 0 and shelf.days[at] == on

    def latest(
        self, until: date, through: date, document: str, left: Callable[[Lot, Decimal], Decimal], *, is_final: bool
    ) -> Iterator[tuple[Lot, Decimal]]:
        """Purchases through a day that have something left, the latest first, each with how much.

        ``left`` takes off what other requests took. Where ``is_final``, what has nothing left will never again.
        """
        shelf = self._shelf(document)
        if shelf is None:
            return
        at = shelf.last(bisect_right(shelf.days, until) - 1)
        while at >= 0:
            place = shelf.places[at]
            lot = self.lots[place]
            found = left(lot, self.left(place, through))
            if found:
                yield lot, found
            elif is_final or not left(lot, lot.quantity):
                shelf.before[at] = at - 1
            at = shelf.last(at - 1)

    def _fold(self, lines: Sequence[Lot]) -> None:
        """Take what came back from what was bought last before it."""
        stack: list[tuple[int, Decimal]] = []
        for line in lines:
            if not line.is_credit:
                stack.append((len(self.lots), line.quantity))
                self.lots.append(line)
                continue
            back = line.quantity
            while back and stack:
                place, there = stack.pop()
                taken = min(back, there)
                back, there = EXACT.subtract(back, taken), EXACT.subtract(there, taken)
                self._changes.setdefault(place, []).append((line.on, there))
                if there:
                    stack.append((place, there))

    def _shelf(self, document: str) -> _Shelf | None:
        """The purchases of a document, of all for none; put together when they are first asked for."""
        found = self._shelves.get(document)
        if found is None:
            places = self._places.get(document, []) if document else [*range(len(self.lots))]
            if not places:
                return None
            days = [self.lots[place].on for place in places]
            found = self._shelves[document] = _Shelf(places, days, [*range(len(places))])
        return found


NOTHING = Purchases(())
"""Of what was never bought."""
