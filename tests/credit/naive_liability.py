"""Who bears a bad debt, as the handbook says it: one customer, one fixed limit, shipments one after the other.

Every amount is in whole cents. A shipment is a number, a day and what it was worth; nothing was paid, and no order
is open. The rules: inside the limit 30 % salesperson, 20 % manager, 50 % company; over it three persons equally;
a shipment that does not fit under the limit is over as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class NaiveShipment:
    number: str
    day: int
    cents: int
    lost: int = 0


INSIDE = {"company": Fraction(1, 2), "manager": Fraction(1, 5), "salesperson": Fraction(3, 10)}
OVER = {"head": Fraction(1, 3), "keeper": Fraction(1, 3), "logistics": Fraction(1, 3)}


def borne(shipments: Sequence[NaiveShipment], limit: int) -> Mapping[str, int]:
    """What each bears of all that was lost, in cents."""
    found: dict[str, int] = {}
    for shipment in shipments:
        before = sum(each.cents for each in shipments if (each.day, each.number) < (shipment.day, shipment.number))
        shares = INSIDE if before + shipment.cents <= limit else OVER
        for who, cents in shared(shipment.lost, shares).items():
            found[who] = found.get(who, 0) + cents
    return {who: cents for who, cents in sorted(found.items()) if cents}


def shared(cents: int, shares: Mapping[str, Fraction]) -> Mapping[str, int]:
    """Whole cents by largest remainder, the first name taking a tie."""
    exact = {who: cents * share for who, share in sorted(shares.items())}
    found = {who: int(part) for who, part in exact.items()}
    for who in sorted(exact, key=lambda each: (found[each] - exact[each], each))[: cents - sum(found.values())]:
        found[who] += 1
    return found
