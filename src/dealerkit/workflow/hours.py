"""When the office is open, as a flow writes it: one text for every working day, or also one for single weekdays.

hours: "09:00-12:00, 13:00-18:00"
hours: {every-day: "09:00-18:00", saturday: "09:00-12:00"}
"""

from __future__ import annotations

from typing import cast

from attrs import evolve, frozen

from dealerkit.policy.nodes import Node
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import HOURS as TEXT_OF_HOURS
from dealerkit.policy.scalars import JsonSchema
from dealerkit.policy.shapes import Either, Shape, entry, record
from dealerkit.values.working_hours import WorkingHours

Hours = WorkingHours
"""The hours a flow counts in."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@frozen(kw_only=True)
class _ByWeekday:
    """Hours of every working day, and of single weekdays where they differ."""

    every_day: WorkingHours = entry(TEXT_OF_HOURS, "the hours of a working day", key="every-day")
    monday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Monday", default=None)
    tuesday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Tuesday", default=None)
    wednesday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Wednesday", default=None)
    thursday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Thursday", default=None)
    friday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Friday", default=None)
    saturday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Saturday that is worked", default=None)
    sunday: WorkingHours | None = entry(TEXT_OF_HOURS, "those of a Sunday that is worked", default=None)


_SHAPE = record(_ByWeekday)


class _Mapped:
    """The mapping read into hours."""

    def read(self, node: Node, reading: Reading, address: str) -> WorkingHours | Invalid:
        """The hours of every day, with those of single weekdays."""
        found = _SHAPE.read(node, reading, address)
        if isinstance(found, Invalid):
            return found
        own = ((number, getattr(found, name)) for number, name in enumerate(_WEEKDAYS))
        weekdays = tuple((number, each.sessions) for number, each in own if each is not None)
        return evolve(found.every_day, weekdays=weekdays)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the mapping."""
        return _SHAPE.schema(definitions)


HOURS: Shape[WorkingHours] = Either(cast("Shape[WorkingHours]", TEXT_OF_HOURS), _Mapped())
