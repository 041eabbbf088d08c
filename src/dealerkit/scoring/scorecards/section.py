"""The ``scoring.scorecards`` room: each card is two facts (``score.ID.total``, ``score.ID.grade``) for what follows."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from typing import cast

from dealerkit.policy.expressions.checking import UNKNOWN
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.facts import Fact
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.policy.renaming import keys_renamed_once
from dealerkit.policy.scalars import KEY, JsonSchema
from dealerkit.policy.shapes import Keyed, keyed
from dealerkit.policy.types import NUMBER, TEXT
from dealerkit.scoring.scorecards.card import CARD, Scorecard

SCORE = "score."
"""What the names of scores begin with in expressions: ``score.credit.grade``."""


class ScorecardsShape:
    """The scorecards by name."""

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[Scorecard] | Invalid:
        """The cards, or INVALID with the reasons reported. DK706 where a name cannot stand in an expression."""
        if not isinstance(node, Mapping):
            return reading.report("DK132", node, address, kind="mapping", found=described(node))
        if not node.entries:
            return reading.report("DK142", node, address)
        found: dict[str, Scorecard] = {}
        sound = True
        for id, (written, child) in node.entries.items():
            if KEY.read(written, reading, address) is INVALID:
                sound = False
                continue
            card = CARD.read_named(child, reading, f"{address}.{id}", id, written.at)
            if not is_name(f"{SCORE}{id}"):
                reading.report("DK706", written, f"{address}.{id}", name=id, mend=id.replace("-", "_"))
                sound = False
            elif isinstance(card, Invalid):
                reading.catalogue = reading.catalogue.with_facts(_unread(id))
            else:
                reading.catalogue = reading.catalogue.with_facts(_facts(card))
            if isinstance(card, Invalid):
                sound = False
            else:
                found[id] = card
        sound = keys_renamed_once(node, reading, address) and sound
        return Keyed(found) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the room."""
        return keyed(CARD).schema(definitions)


SCORECARDS = ScorecardsShape()
"""The shape of the room."""


def scorecards_of(policy: Policy) -> AbstractMapping[str, Scorecard]:
    """The scorecards of a policy; none where it has no such key."""
    found = getattr(policy.sections.get("scoring"), "scorecards", None)
    return cast("AbstractMapping[str, Scorecard]", found) if isinstance(found, Keyed) else {}


def _unread(id: str) -> Iterator[Fact]:
    """What cannot be read is known all the same: rules that ask for it have no mistake of their own."""
    yield Fact(f"{SCORE}{id}.total", UNKNOWN)
    yield Fact(f"{SCORE}{id}.grade", UNKNOWN)


def _facts(card: Scorecard) -> Iterator[Fact]:
    source, instant = "section scoring", "day asked"
    grades = [each.grade for each in card.grades.values()]
    if card.minimum is not None and card.minimum.grade is not None:
        grades.append(card.minimum.grade)
    yield Fact(f"{SCORE}{card.id}.total", NUMBER, meaning=f"{card.name}: score", source=source, instant=instant)
    yield Fact(
        f"{SCORE}{card.id}.grade",
        TEXT,
        meaning=f"{card.name}: grade",
        source=source,
        instant=instant,
        values=tuple(dict.fromkeys(grades)),
    )
