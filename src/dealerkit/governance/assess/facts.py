"""What verdicts of ``governance.assess`` may ask of a dealer."""

from __future__ import annotations

from dealerkit.policy.facts import Fact
from dealerkit.policy.types import BOOLEAN, MONEY, SHARE, Type


def _fact(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"assess.{name}", kind, meaning=meaning, source="governance.assess", instant="day of the question")


FACTS: tuple[Fact, ...] = (
    _fact("sales", MONEY, "what the dealer bought within the window, without gifts"),
    _fact("share", SHARE, "the dealer's share of all purchases within the window"),
    _fact("thin", BOOLEAN, "whether little margin is left; missing where its range says both"),
    _fact("net_loss", BOOLEAN, "whether the neighbours lose more than is earned here; missing where ranges overlap"),
    _fact("out_of_control", BOOLEAN, "whether he ignores written notices; missing where none fell due"),
)
"""What verdicts may ask: two figures and the answers to the three questions."""
