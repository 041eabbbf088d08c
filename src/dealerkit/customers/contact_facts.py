"""Facts about visitors, prospects and looks into files, beside those of the customer himself."""

from __future__ import annotations

from dealerkit.policy.facts import Fact
from dealerkit.policy.types import BOOLEAN, COUNT, DAYS, MONEY, TEXT, Type

CUSTOMER = frozenset({"dealer", "contract"})
"""What a rule about customers sees."""
CONTACTED = CUSTOMER | {"class"}
"""What a rule about contacts sees: also the classes that scoring finds."""
VISITOR = CUSTOMER | {"visit"}
PROSPECT = frozenset({"dealer", "lead"})
REQUEST = CUSTOMER | {"access"}


def _visit(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"visit.{name}", kind, meaning=meaning, source="table receptions", instant="day of the visit")


def _lead(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"lead.{name}", kind, meaning=meaning, source="table leads", instant="day of the registration")


def _access(name: str, kind: Type, meaning: str) -> Fact:
    return Fact(f"access.{name}", kind, meaning=meaning, source="table access_log", instant="day of the request")


FACTS: tuple[Fact, ...] = (
    _visit("guests", COUNT, "how many guests come"),
    _visit("gift", MONEY, "what the gifts are worth"),
    _lead("origin", TEXT, "where a prospect comes from"),
    _lead("kind", TEXT, "what a prospect asks for"),
    _lead("value", MONEY, "what a prospect may be worth"),
    _lead("agent", TEXT, "the agent who brought a prospect"),
    _access("operation", TEXT, "what is to be done with the file"),
    _access("outside", BOOLEAN, "whether data is given to somebody outside"),
    _access("statistics", BOOLEAN, "whether figures over many customers are asked for"),
    _access("identified", BOOLEAN, "whether an outsider showed who he is"),
    _access("classified", BOOLEAN, "whether a classified part is asked for"),
    _access("days", DAYS, "for how many days papers are lent"),
)
"""Every fact of these rooms."""
