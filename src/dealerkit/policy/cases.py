"""Test cases of a policy: the ``tests:`` section.

A case states what is asked (``of``: the address of the definition under test), the day, what is
given, what must come out, and the rules that must and must not be behind it. A right answer for a
wrong reason fails.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.scalars import DATE, TEXT, JsonSchema
from dealerkit.policy.shapes import Anything, ByKey, Shape, entry, keyed, listing, named, record, ruled

_ANY: Shape[Node] = Anything()


class _Answer:
    """One word or number, or a mapping of figures: something that can differ from what is decided."""

    def read(self, node: Node, reading: Reading, address: str) -> Node | Invalid:
        """The node, if it expects anything."""
        if isinstance(node, Mapping):
            return node if node.entries else reading.report("DK142", node, address)
        return node if isinstance(TEXT.read(node, reading, address), str) else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [TEXT.schema(definitions), {"type": "object", "minProperties": 1}]}


_ANSWER: Shape[Node] = _Answer()


@frozen(kw_only=True)
class Case:
    """One worked example that the policy must agree with."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the case in words", default=None)
    of: str = entry(TEXT, "the address of the definition under test, as in `rebates.volume-quarter`")
    as_of: date = entry(DATE, "the day on which the question is asked")
    known_at: date | None = entry(DATE, "only what was recorded by this day counts", default=None)
    given: Node = entry(_ANY, "the facts of the case; what may stand here depends on what is tested")
    expect: Node = entry(_ANSWER, "the answer: an amount, or a mapping of outcome, amount, code and decided figures")
    because: tuple[str, ...] = entry(listing(TEXT), "addresses of rules that must have decided", default=())
    not_because: tuple[str, ...] = entry(listing(TEXT), "addresses of rules that must not have decided", default=())
    overlay: AbstractMapping[str, Node] = entry(
        cast("Shape[AbstractMapping[str, Node]]", ByKey(cast("Shape[object]", TEXT), Anything())),
        "values of the policy replaced for this case, by address",
        default={},
    )
    bug: str | None = entry(
        TEXT,
        "a wrong answer that is known: what is wrong, and where it is recorded. `expect` states the right one, and the"
        " case must not pass until it is mended",
        default=None,
    )
    note: str | None = entry(TEXT, "where the case comes from, or how the answer was derived", default=None)


CASES = keyed(record(Case))
