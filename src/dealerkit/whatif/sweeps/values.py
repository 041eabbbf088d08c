"""Values of one place: written one by one, or in equal steps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.records import NOWHERE
from dealerkit.policy.scalars import JsonSchema
from dealerkit.problems import Location
from dealerkit.values.numbers import Number, canonical, multiply
from dealerkit.whatif.scenarios.overlays import Edit, Written, edit_of, node_of
from dealerkit.whatif.sweeps.steps import STEPS, Steps

_HUNDRED = Decimal(100)


@frozen
class Values:
    """What stands at a place, one after the other.

    In Python: ``Values(listed=("1%", "2%"))`` or ``Values(steps=Steps(from_=…, to=…, step=…))``. ``in_percent`` says
    how steps are written for people.
    """

    listed: tuple[Written, ...] = ()
    steps: Steps | None = None
    in_percent: bool = False
    at: Location = field(default=NOWHERE, eq=False)

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.listed) if self.steps is None else len(self.steps)

    def edit(self, place: int) -> Edit:
        """The value at a place counted from 0, ready to be put where it belongs."""
        return edit_of(self.listed[place]) if self.steps is None else self.edit_of(self.steps.value(place))

    def edit_of(self, number: Number) -> Edit:
        """One value of the steps, written as people write it, at the place of the steps."""
        node = node_of(written(number, in_percent=self.in_percent))
        at = self.at
        if at.file and isinstance(node, Scalar):
            node = evolve(node, file=at.file, line=at.line, column=at.column, length=at.length)
        return Edit(at, node)

    def label(self, place: int) -> str:
        """The value at a place as people write it; a whole definition by its number in the list."""
        if self.steps is not None:
            return written(self.steps.value(place), in_percent=self.in_percent)
        node = edit_of(self.listed[place]).node
        return node.text if isinstance(node, Scalar) else f"#{place + 1}"


def written(number: Number, *, in_percent: bool) -> str:
    """A number as people write it: 0.025 or 2.5%."""
    if not in_percent or (isinstance(number, Fraction) and number.denominator % 3 == 0):
        return canonical(number)
    return f"{canonical(multiply(number, _HUNDRED))}%"


class ValuesShape:
    """A list of values, one value alone, or ``{from: …, to: …, step: …}``."""

    def read(self, node: Node, reading: Reading, address: str) -> Values | Invalid:
        """The values; those of a list are kept as they are, and read where they are put."""
        if isinstance(node, Mapping):
            steps = STEPS.read(node, reading, address)
            if isinstance(steps, Invalid):
                return steps
            start = node.get("from")
            return Values(
                steps=steps, in_percent=isinstance(start, Scalar) and start.text.rstrip().endswith("%"), at=node.at
            )
        items = node.items if isinstance(node, Sequence) else (node,)
        if not items:
            return reading.report("DK142", node, address)
        return Values(tuple(Edit(each.at, each) for each in items), at=node.at)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        return {"anyOf": [STEPS.schema(definitions), {"type": "array", "minItems": 1}, {"type": ["string", "number"]}]}


VALUES = ValuesShape()
