"""The facts a flow may ask about: the case, as its events have filled it in so far.

What a company writes on its forms it declares under ``facts:`` as ``case.…``; an event that has a column of
that name fills it in. Facts of the customer and of the money at stake come from the book's tables.
"""

from __future__ import annotations

from dealerkit.policy.facts import Fact
from dealerkit.policy.types import COUNT, MONEY, TEXT, Type

COUNTERSIGNED = "case.countersigned_by"
"""Who gave the second signature with a move."""

CASE = frozenset({"case", "dealer"})
"""What a flow's conditions see: the case and its customer."""

_NOW = "moment of the event"


def _case(name: str, kind: Type, meaning: str, source: str = "table cases") -> Fact:
    return Fact(f"case.{name}", kind, meaning=meaning, source=source, instant=_NOW)


FACTS: tuple[Fact, ...] = (
    _case("kind", TEXT, "the kind of case"),
    _case("priority", TEXT, "how urgent it is"),
    _case("customer", TEXT, "the customer it is about"),
    _case("product", TEXT, "the product it is about"),
    _case("cause", TEXT, "the cause that was found"),
    _case("amount", MONEY, "the amount in question"),
    _case("title", TEXT, "what it is about, in a few words"),
    _case("opened_by", TEXT, "who opened it"),
    _case("countersigned_by", TEXT, "who signed second, where the authority matrix asks for two", "table events"),
    _case("state", TEXT, "the state it is in", "the flow"),
    _case("earlier", COUNT, "earlier cases of the same customer, within the time that the flow states", "table cases"),
)
"""Every fact of a case that no company has to declare."""
