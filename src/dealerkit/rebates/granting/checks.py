"""What can be wrong with the times of any scheme that grants credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealerkit.problems import Location, Problem
from dealerkit.rebates.protection.days import uncountable
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import WorkCalendar


def countable_times(
    times: Iterable[tuple[Duration | None, Location, str]], calendar: WorkCalendar | None
) -> Iterator[Problem]:
    """DK377 a time that is part of a day, DK373 working days without a calendar."""
    for within, at, address in times:
        found = None if within is None else uncountable(within, calendar, at, address)
        if found is not None:
            yield found
