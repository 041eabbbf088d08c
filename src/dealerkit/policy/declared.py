"""Facts a company adds to the catalogue: the ``facts:`` section.

A rule may ask for things only this company records, such as a display score. Declaring them gives
them a type, a unit and a meaning, so that rules which use them are checked like any other.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions.checking import UNKNOWN
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.policy.scalars import TEXT, JsonSchema, choice
from dealerkit.policy.shapes import entry, listing, record, ruled
from dealerkit.policy.types import BOOLEAN, DATE, MOMENT, NUMBER, Type, number
from dealerkit.policy.types import TEXT as TEXT_TYPE
from dealerkit.problems import nearest

ROOTS = ("dealer", "contract", "period", "line", "sale", "incident", "product", "order", "case")
"""What a declared fact may belong to: the first part of its name."""

_TYPES: Mapping[str, Type] = {
    "number": NUMBER,
    "text": TEXT_TYPE,
    "date": DATE,
    "moment": MOMENT,
    "true-or-false": BOOLEAN,
}


@frozen(kw_only=True)
class DeclaredFact:
    """One fact that the company's own records give."""

    rule: Rule = ruled()
    type: str = entry(choice(*_TYPES), "what kind of value it is")
    unit: str | None = entry(TEXT, "what a number is measured in: money, share, days, points …", default=None)
    meaning: str = entry(TEXT, "one sentence for people: what it says and how it is measured")
    source: str = entry(TEXT, "where it comes from: a column, the table `figures`, a form")
    values: tuple[str, ...] = entry(listing(TEXT), "every word it can be, if that is known", default=())


_INSTANTS = {
    "line": "line date",
    "product": "line date",
    "sale": "sale date",
    "incident": "incident date",
    "order": "order date",
}

_SHAPE = record(DeclaredFact)


class DeclaredFacts:
    """The ``facts:`` section: names with a dot, each with its description."""

    def __init__(self, known: Catalogue) -> None:
        self.known = known

    def read(self, node: Node, reading: Reading, address: str) -> tuple[Fact, ...] | Invalid:
        """The declared facts, or INVALID with the reasons reported."""
        if not isinstance(node, MappingNode):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        facts: list[Fact] = []
        unreadable: list[Fact] = []
        sound = True
        for name, (written, child) in node.entries.items():
            root, dot, rest = name.partition(".")
            if not (dot and rest) or root not in ROOTS or not is_name(name):
                close = "" if root in ROOTS else nearest(root, ROOTS)
                reading.report("DK258", written, address, value=name, nearest=close, allowed=ROOTS)
                sound = False
            if name in self.known:
                reading.report("DK257", written, address, value=name)
                sound = False
            fact = _SHAPE.read(child, reading, f"{address}[{name}]")
            if isinstance(fact, Invalid):
                unreadable.append(Fact(name, UNKNOWN))
                sound = False
            else:
                kind = _TYPES[fact.type]
                typed = number(fact.unit) if kind is NUMBER and fact.unit else kind
                instant = _INSTANTS.get(root, "period end")
                facts.append(
                    Fact(name, typed, meaning=fact.meaning, source=fact.source, instant=instant, values=fact.values)
                )
        # What cannot be read is known all the same: rules that ask for it have no mistake of their own.
        new = [each for each in (*facts, *unreadable) if each.name not in self.known]
        reading.catalogue = reading.catalogue.with_facts(new)
        return tuple(facts) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the section."""
        return {"type": "object", "additionalProperties": _SHAPE.schema(definitions)}
