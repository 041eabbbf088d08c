"""Dated parameters: figures that change over time, each with its unit and its source.

A parameter is a bare name in any expression. It has the value of the latest date that is not after
the day it is read at; before its first date it is missing, which is a named outcome, not a zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from attrs import evolve, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions.checking import UNKNOWN
from dealerkit.policy.expressions.lexer import is_name
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.reading import INVALID, Invalid, Reading
from dealerkit.policy.scalars import AMOUNT, DATE, INTEGER, KEY, RATE, TEXT, JsonSchema, words
from dealerkit.policy.shapes import Anything, ByKey, Keyed, Record, Shape, entry, keyed, named, record, ruled
from dealerkit.policy.types import COUNT, DAYS, MONEY, NUMBER, SHARE, UNITS, Missing, Type, Value
from dealerkit.policy.types import DATE as DATE_TYPE
from dealerkit.policy.types import TEXT as TEXT_TYPE
from dealerkit.problems import Severity

UNITS_OF_PARAMETERS: Mapping[str, tuple[Shape[object], Type]] = {
    "share": (cast("Shape[object]", RATE), SHARE),
    "money": (cast("Shape[object]", AMOUNT), MONEY),
    "number": (cast("Shape[object]", AMOUNT), NUMBER),
    "units": (cast("Shape[object]", AMOUNT), UNITS),
    "days": (cast("Shape[object]", AMOUNT), DAYS),
    "count": (cast("Shape[object]", INTEGER), COUNT),
    "date": (cast("Shape[object]", DATE), DATE_TYPE),
    "text": (cast("Shape[object]", TEXT), TEXT_TYPE),
}
"""What a parameter may be measured in, how its values are read, and its type in expressions."""


@frozen(kw_only=True)
class Parameter:
    """One figure of a policy by date of validity."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the figure's name for people", default=None)
    unit: str = entry(words(UNITS_OF_PARAMETERS), "what the figure is measured in")
    source: str = entry(TEXT, "where the figure comes from: a handbook section, a contract, a decision")
    values: Mapping[date, Value] = entry(
        cast("Shape[Mapping[date, Value]]", ByKey(cast("Shape[object]", DATE), Anything())),
        "the figure from each date on",
    )

    @property
    def type(self) -> Type:
        """The parameter's type in expressions."""
        return UNITS_OF_PARAMETERS[self.unit][1]

    def at(self, day: date) -> Value | Missing:
        """The value on a day; missing before the first date."""
        known = [since for since in self.values if since <= day]
        return self.values[max(known)] if known else Missing((self.id,))


PARAMETER: Record[Parameter] = record(Parameter)


class Parameters:
    """The ``parameters:`` section: each value is read by the unit its parameter states."""

    def read(self, node: Node, reading: Reading, address: str) -> Keyed[Parameter] | Invalid:
        """All parameters with typed values, or INVALID with the reasons reported."""
        sound = True
        # The types first: an expression may read a parameter whose values, or whose unit, are wrong.
        for name, (written, child) in node.entries.items() if isinstance(node, MappingNode) else ():
            unit = child.get("unit") if isinstance(child, MappingNode) else None
            known = UNITS_OF_PARAMETERS.get(unit.text) if isinstance(unit, Scalar) else None
            reading.parameters[name] = known[1] if known else UNKNOWN
            sound = _usable(written, reading, address) and sound
        found = keyed(PARAMETER).read(node, reading, address)
        if isinstance(found, Invalid):
            return INVALID
        read: dict[str, Parameter] = {}
        for name, parameter in found.items():
            shape = UNITS_OF_PARAMETERS[parameter.unit][0]
            values: dict[date, Value] = {}
            for day, figure in cast("Mapping[date, Node]", parameter.values).items():
                value = shape.read(figure, reading, f"{address}.{name}.values[{day}]")
                if isinstance(value, Invalid):
                    sound = False
                else:
                    values[day] = cast("Value", value)
                    _doubt_share(parameter, figure, values[day], reading, f"{address}.{name}")
            read[name] = evolve(parameter, values=values)
        return Keyed(read) if sound else INVALID

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the section."""
        return keyed(PARAMETER).schema(definitions)


def _doubt_share(parameter: Parameter, figure: Node, value: Value, reading: Reading, address: str) -> None:
    """Warn of a share above 100 % that is written without its sign: 15 would be 1500 %."""
    if parameter.unit == "share" and isinstance(figure, Scalar) and "%" not in figure.text and value > 1:  # type: ignore[operator]
        reading.report("DK279", figure, address, severity=Severity.WARNING, name=parameter.id, value=figure.text)


def _usable(written: Scalar, reading: Reading, address: str) -> bool:
    """Whether an expression can read a parameter of this name, and nothing else under it."""
    if "-" in written.text:
        better = written.text.replace("-", "_")
        reading.report("DK272", written, f"{address}.{written.text}", name=written.text, better=better)
        return False
    if KEY.reader(written.text) is not None and not is_name(written.text):
        reading.report("DK277", written, f"{address}.{written.text}", name=written.text)
        return False
    if reading.catalogue.get(written.text) is not None:
        reading.report("DK257", written, f"{address}.{written.text}", value=written.text)
        return False
    return True
