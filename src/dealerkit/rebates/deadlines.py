"""Whether every deadline of a policy falls into days whose working calendar is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.problems import Problem, problem
from dealerkit.rebates.programme import Programme
from dealerkit.values.durations import Unit
from dealerkit.values.ranges import DateRange
from dealerkit.values.workdays import Unpublished, WorkCalendar


def check_deadlines(
    programmes: Mapping[str, Programme], effective: DateRange, calendar: WorkCalendar | None
) -> Iterator[Problem]:
    """DK254: the last settlement of a programme is due on a day that the calendar does not know.

    Found when the policy is read, so that it is mended before the year ends and not when finance
    needs the day. A programme that runs on without end is judged only when it is settled.
    """
    if calendar is None:
        return
    for programme in programmes.values():
        due = programme.settle.due
        last = (programme.effective or effective).end
        if due is None or last is None or due.within.unit is not Unit.WORKING_DAYS:
            continue
        day = due.within.after(last, calendar)
        if isinstance(day, Unpublished):
            yield problem(
                "DK254",
                due.rule.at,
                address=due.rule.address,
                name=day.calendar,
                through=day.through,
                asked=day.asked,
            )
