"""On which days a holiday begins: by its name in a published calendar, or by the dates that the policy states."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.customers.touch.rules import Holiday
from dealerkit.policy.policy import Policy
from dealerkit.values.published import named_holidays


@frozen
class Days:
    """The first days of a holiday, in order, and the last year of which it is known."""

    days: tuple[date, ...]
    last_year: int

    @property
    def through(self) -> date:
        """The last day of which it can be told whether it is the holiday."""
        return date(self.last_year, 12, 31) if self.last_year else date.min


def days_of(holiday: Holiday, policy: Policy) -> Days:
    """When a holiday begins, year by year; none where the calendar has no day of that name."""
    if holiday.dates is not None:
        return Days(tuple(sorted(holiday.dates)), max((each.year for each in holiday.dates), default=0))
    calendar, name = policy.calendar(), policy.header.calendar
    if calendar is None or not name:
        return Days((), 0)
    rule = policy.calendars.get(name)
    found = named_holidays((rule and rule.country) or name, holiday.named or "")
    known = tuple(day for day in found if calendar.first <= day <= calendar.through)
    return Days(known, max((day.year for day in known), default=0))
