"""Named measures: the ``measures:`` section, sums that conditions and figures call by name.

``measures: {tea: {from: lines, where: …, measure: net_amount}}`` gives the fact ``measured.tea`` of a payee and a
period: what the sum is over the window of the programme that asks. So a programme can ask for a share of a group
of products, for one base to unlock another, or for conduct that incidents record.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping

from attrs import frozen

from dealerkit.policy.expressions.checking import UNKNOWN
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.facts import Fact
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.scalars import TEXT, JsonSchema
from dealerkit.policy.shapes import Keyed, entry, keyed, named, record
from dealerkit.policy.types import NUMBER
from dealerkit.rebates.clauses import Base

SECTION = "measures"
MEASURED = "measured."
"""What the names of their facts begin with."""


@frozen(kw_only=True)
class NamedMeasure(Base):
    """One sum over rows, known by its name in conditions, gates, factors and figures: ``measured.tea``."""

    id: str = named()
    title: str | None = entry(TEXT, "the sum's name for people", default=None)


_SHAPE = keyed(record(NamedMeasure))


class NamedMeasures:
    """The ``measures:`` section; each name read is a fact for the sections after it."""

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[NamedMeasure] | Invalid:
        """The measures, or INVALID with the reasons reported. DK405 where a name cannot stand in an expression."""
        found = _SHAPE.read(node, reading, address)
        sound = not isinstance(found, Invalid)
        facts: list[Fact] = []
        for id, (written, _) in node.entries.items() if isinstance(node, Mapping) else ():
            if not is_name(f"{MEASURED}{id}"):
                reading.report("DK405", written, f"{address}.{id}", name=id, mend=id.replace("-", "_"))
                sound = False
            known = found.get(id) if isinstance(found, Keyed) else None
            facts.append(_fact(id, known))
        # What cannot be read is known all the same: rules that ask for it have no mistake of their own.
        reading.catalogue = reading.catalogue.with_facts(facts)
        return found if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the section."""
        return _SHAPE.schema(definitions)


MEASURES = NamedMeasures()
"""The shape of the section."""


def measures_of(policy: Policy) -> AbstractMapping[str, NamedMeasure]:
    """The named measures of a policy; none where it has no such section."""
    section = policy.sections.get(SECTION)
    return section if isinstance(section, Keyed) else {}


def _fact(id: str, measure: NamedMeasure | None) -> Fact:
    # Without a unit, like the base of a period: one can be divided by the other.
    kind = NUMBER if measure is not None else UNKNOWN
    title = (measure.title if measure else None) or id
    return Fact(f"{MEASURED}{id}", kind, meaning=title, source="section measures", instant="period end")
