"""The ``scoring:`` section, room by room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import evolve, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import TEXT, JsonSchema
from dealerkit.policy.shapes import Keyed, Shape, entry, record, ruled
from dealerkit.scoring.classes.scheme import SCHEMES, Scheme
from dealerkit.scoring.concentration.rule import CONCENTRATION, ConcentrationRule
from dealerkit.scoring.figures.figure import Reckoned
from dealerkit.scoring.figures.section import FIGURES
from dealerkit.scoring.scorecards.card import Scorecard
from dealerkit.scoring.scorecards.section import SCORECARDS

SECTION = "scoring"


@frozen(kw_only=True)
class Scoring:
    """Figures, scorecards, classes and concentration."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    figures: Keyed[Reckoned] | None = entry(
        FIGURES, "named figures of customers, outlets, products …, for scorecards, classes and conditions", default=None
    )
    scorecards: Keyed[Scorecard] | None = entry(
        SCORECARDS, "figures to points, points to a score, the score to a grade", default=None
    )
    classes: Keyed[Scheme] | None = entry(
        SCHEMES, "which classes customers are put into, and by which method", default=None
    )
    concentration: Keyed[ConcentrationRule] | None = entry(
        CONCENTRATION, "whose share of what is watched, and from which share on it is an alarm", default=None
    )


_RECORD = record(Scoring)


class InOrder:
    """The section with its rooms read in the order of the class: each sees the facts of those before it.

    So it does not matter in which order, or in which files, they are written.
    """

    def read(self, node: Node, reading: Reading, address: str) -> Scoring | Invalid:
        """The section, or INVALID with the reasons reported."""
        if isinstance(node, MappingNode):
            order = [*_RECORD.entries]
            place = {key: number for number, key in enumerate(order)}
            keys = sorted(node.entries, key=lambda key: place.get(key, -1))
            node = evolve(node, entries={key: node.entries[key] for key in keys})
        return _RECORD.read(node, reading, address)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the section."""
        return _RECORD.schema(definitions)


SCORING: Shape[Scoring] = InOrder()


def scoring_of(policy: Policy) -> Scoring | None:
    """The policy's section, if it has one."""
    return cast("Scoring | None", policy.sections.get(SECTION))


def figures_of(policy: Policy) -> Mapping[str, Reckoned]:
    """The policy's figures by name."""
    section = scoring_of(policy)
    return {} if section is None or section.figures is None else section.figures
