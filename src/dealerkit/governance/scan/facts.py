"""What verdicts of ``governance.scan`` may ask of a dealer."""

from __future__ import annotations

from dealerkit.policy.facts import Fact
from dealerkit.policy.types import COUNT, MONEY, SHARE, Type


def _fact(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"scan.{name}", kind, meaning=meaning, source="table lines", instant="day of the scan")


FACTS: tuple[Fact, ...] = (
    _fact("amount", MONEY, "what the dealer bought within the window"),
    _fact("before", MONEY, "what the dealer bought within the window before"),
    _fact("share", SHARE, "the dealer's share of all purchases within the window"),
    _fact("rank", COUNT, "the dealer's place by purchases within the window, the largest first"),
    _fact("growth", SHARE, "purchases within the window against the window before, less one"),
)
"""What a scan knows of every dealer before it looks for signals."""
