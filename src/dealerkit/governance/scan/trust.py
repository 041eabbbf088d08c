"""What keeps a sign from being trusted whatever its formula says: rejected rows, and units that cannot be added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.sign import Found, Input, State
from dealerkit.governance.scan.signal import Signal
from dealerkit.values.exact import ZERO

REJECTED, UNITS = "rejected rows", "one unit"

_STOCK = ("stock", "sell_through")

TABLES: Mapping[str, tuple[str, ...]] = {
    "sell_through": ("lines", "sell_through"),
    "weeks_of_stock": _STOCK,
    "days_of_stock": _STOCK,
    "stock_coefficient": _STOCK,
    "delivered_elsewhere": ("lines",),
    "found_elsewhere": ("serials",),
    "incidents": ("incidents",),
    "price_reports": ("incidents",),
    "single_product": ("lines",),
    "rhythm": ("lines",),
    "short_deliveries": ("store_checks",),
    "out_of_stock": ("store_checks",),
    "fewer_articles": ("store_checks",),
    "raised_prices": ("store_checks",),
    "retained_promotions": ("promotions",),
    "refused_products": ("lines",),
    "neighbours_falling": (),
    "gains_while_total_falls": ("lines",),
    "withheld_payment": ("returns",),
    "pushed": ("lines", *_STOCK),
    "condition": (),
}
"""The tables whose rows of the dealer himself a method reads; what a condition asks for is missing by itself."""

GROWING = frozenset({"incidents", "price_reports", "found_elsewhere"})
"""Methods whose figure more rows can only raise: what shows, shows without them."""

_IN_UNITS = frozenset(
    {
        *("sell_through", "weeks_of_stock", "days_of_stock", "stock_coefficient"),
        *("delivered_elsewhere", "beyond_capacity", "pushed"),
    }
)


def trusted(ground: Ground, dealer: str, signal: Signal, found: Found) -> Found:
    """What a method found, or that nothing can be told by it: a row of his was rejected, or units differ."""
    wanting: list[Input] = []
    if unread_of(ground, dealer, _tables(signal)):
        wanting.append(Input(REJECTED, ZERO))
    if _is_in_units(signal) and len(ground.units(dealer)) > 1:
        wanting.append(Input(UNITS, ZERO))
    if not wanting:
        return found
    stands = found.state is State.SHOWN and signal.method in GROWING
    state = found.state if stands else State.UNKNOWN
    return evolve(found, state=state, inputs=(*found.inputs, *wanting), staff=found.staff if stands else ())


def unread_of(ground: Ground, dealer: str, tables: Iterable[str]) -> int:
    """How many rows of a dealer in these tables were rejected."""
    return sum(ground.unread(table, dealer) for table in tables)


def _tables(signal: Signal) -> tuple[str, ...]:
    if signal.beyond_capacity is not None:
        return ("outlets", "lines" if signal.beyond_capacity.of == "sell-in" else "sell_through")
    return TABLES[signal.method]


def _is_in_units(signal: Signal) -> bool:
    return signal.method in _IN_UNITS or (signal.rhythm is not None and signal.rhythm.of == "quantity")
