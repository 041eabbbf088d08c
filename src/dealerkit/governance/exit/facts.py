"""What conditions of ``governance.exit`` may ask of a dealer who is ended."""

from __future__ import annotations

from dealerkit.policy.facts import Fact
from dealerkit.policy.types import COUNT, MONEY, UNITS, Type


def _fact(name: str, kind: Type, meaning: str, source: str) -> Fact:
    return Fact(f"exit.{name}", kind, meaning=meaning, source=source, instant="day of the question")


FACTS: tuple[Fact, ...] = (
    _fact("exposure", MONEY, "what the dealer owes: invoices less receipts", "tables invoices, receipts"),
    _fact("deposit", MONEY, "the deposits that stand behind it", "table securities"),
    _fact("stock", UNITS, "good units in his warehouse by the last counts", "table stock"),
    _fact("special_terms", COUNT, "his contracts in force that grant a price level", "table contracts"),
    _fact("sub_dealers", COUNT, "the customers who buy from him", "table customers"),
    _fact("outlets", COUNT, "the outlets he supplies", "table outlets"),
)
"""What conditions of steps may ask beside the dealer's master data."""
