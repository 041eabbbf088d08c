"""What happens when less is due than was paid: the ``negative`` rule of a programme.

*carry-forward*: negatives are set against what the same payee is due from the same programme in this
run, the oldest first; the rest stays for the next run, and nothing is paid back. *invoice*: the
payee is asked for the money. *floor*: the payee keeps it, and the statement says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


@frozen
class Movement:
    """What one period's payable comes to: posted now, carried to the next run, or given up for good.

    ``is_set_off``: what is posted is set against what other periods are due, and moves no money without them.
    """

    posted: Decimal = ZERO
    carried: Decimal = ZERO
    given_up: Decimal = ZERO
    is_set_off: bool = False


def movements(payables: Mapping[str, Decimal], rule: str) -> dict[str, Movement]:
    """The movements of one payee and programme, by period in order of time; they sum to the payables."""
    if rule == "invoice":
        return {period: Movement(posted=amount) for period, amount in payables.items()}
    if rule == "floor":
        return {
            period: Movement(posted=amount) if amount >= 0 else Movement(given_up=amount)
            for period, amount in payables.items()
        }
    room = total_of_decimals(amount for amount in payables.values() if amount > 0)
    found: dict[str, Movement] = {}
    for period, amount in payables.items():
        if amount >= 0:
            found[period] = Movement(posted=amount)
            continue
        taken = max(amount, room.copy_negate())
        room = EXACT.add(room, taken)
        found[period] = Movement(posted=taken or ZERO, carried=EXACT.subtract(amount, taken), is_set_off=taken < 0)
    return found
