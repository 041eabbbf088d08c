"""What a unit cost the dealer, and what a bid gives for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from attrs import frozen

from dealerkit.rebates.bids.records import Bid
from dealerkit.rebates.bids.shelf import Piece
from dealerkit.rebates.granting.purchases import Purchase, kept
from dealerkit.values.exact import EXACT, ZERO, Number, divide, multiply, subtract, total, total_of_decimals


@frozen
class Priced:
    """Units at one price; None where it is not known."""

    quantity: Decimal
    price: Number | None


def priced(
    source: str, piece: Piece, bid: Bid, listed: Decimal | None, moves: Iterable[Purchase]
) -> tuple[Priced, ...]:
    """The units of a piece by what each cost, as the policy's word for it says."""
    if source == "book":
        return (Priced(piece.quantity, bid.book_price),)
    if source == "list":
        return (Priced(piece.quantity, listed),)
    lots = kept(moves, piece.on)
    if source == "last":
        return (Priced(piece.quantity, lots[-1].price if lots else None),)
    if source == "average":
        return (Priced(piece.quantity, _average(lots)),)
    return tuple(_in_turn(lots, piece))


def credit_of(bid: Bid, units: Priced) -> Number | None:
    """What a bid gives for so many units; None where the price it needs is not known.

    Down to a price: what the unit cost less that price, and never less than nothing. Down by: the
    amount for each unit. By per cent: a share of the price.
    """
    if bid.method == "down-by":
        return EXACT.multiply(units.quantity, bid.value)
    if units.price is None:
        return None
    if bid.method == "percent":
        return multiply(multiply(bid.value, units.price), units.quantity)
    return multiply(max(subtract(units.price, bid.value), ZERO), units.quantity)


def _average(lots: tuple[Purchase, ...]) -> Number | None:
    """The average price of what was bought and not sent back."""
    prices = [multiply(lot.price, lot.quantity) for lot in lots if lot.price is not None]
    if not lots or len(prices) < len(lots):
        return None
    return divide(total(prices), total_of_decimals(lot.quantity for lot in lots))


def _in_turn(lots: Iterable[Purchase], piece: Piece) -> Iterator[Priced]:
    """The lots that the units came from where the oldest were sold first."""
    place, until = piece.before, EXACT.add(piece.before, piece.quantity)
    end: Decimal = ZERO
    for lot in lots:
        end = EXACT.add(end, lot.quantity)
        if place >= until:
            return
        if place < end:
            taken = EXACT.subtract(min(end, until), place)
            yield Priced(taken, lot.price)
            place = EXACT.add(place, taken)
    if place < until:
        yield Priced(EXACT.subtract(until, place), None)
