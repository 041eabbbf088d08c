"""A whole year of rebates as one careful bookkeeper keeps it: cards, heaps and a purse, all in cents.

Sales come in, some late; at any day the bookkeeper accrues, settles, takes an order that is paid in part
with credit, once what is over was thrown away. He knows no ledger, no names of postings and no second
run. The parts are those of ``naive_accrual``, ``naive_settlement`` and ``naive_offsets``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import define, field

from tests.rebates.naive_accrual import Cards
from tests.rebates.naive_offsets import Heaps
from tests.rebates.naive_settlement import Books, Sale


@define
class Bookkeeper:
    """Quarters of 2026, 1,000 → 1 % and 5,000 → 2 %, settled quarterly, negatives carried forward."""

    books: Books = field(factory=lambda: Books(3, "carry-forward"))
    cards: Cards = field(factory=Cards)
    heaps: dict[str, Heaps] = field(factory=lambda: defaultdict(Heaps))

    def accrue(self, sales: Sequence[Sale], today: date) -> dict[tuple[str, int], Decimal]:
        """What is written on each card."""
        return {card: change for card, change in self.cards.bring_up(sales, today, "actual").items() if change}

    def settle(self, sales: Sequence[Sale], today: date) -> dict[tuple[str, int], Decimal]:
        """What is paid; it lies in heaps from now on. What is taken back comes out of them."""
        moved = self.books.pay(sales, today)
        for (payee, number), amount in sorted(moved.items()):
            if amount > 0:
                self.heaps[payee].earn(f"2026-Q{number}", today, int(amount * 100))
        for (payee, number), amount in sorted(moved.items()):
            if amount < 0:
                self.heaps[payee].take_back(f"2026-Q{number}", today, int(-amount * 100))
        return moved

    def order(self, payee: str, today: date, cents: int) -> int:
        """What of an order is paid with credit: what is over goes first."""
        self.heaps[payee].expire(today)
        return self.heaps[payee].order(today, cents)

    def balance(self) -> Decimal:
        """What lies in all heaps, less what is owed to us."""
        cents = sum(sum(heap.cents for heap in heaps.heaps) - heaps.owed for heaps in self.heaps.values())
        return Decimal(cents) / 100
