"""In which time a flow counts: its calendar, its hours, its zone."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dealerkit.policy.facts import Catalogue
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import MOMENT
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.work_clock import WorkClock, work_clock
from dealerkit.values.workdays import WorkCalendar
from dealerkit.values.working_hours import DAY, WorkingHours
from dealerkit.workflow.flow import Clock, Flow

ROUND_THE_CLOCK = WorkingHours(((0, DAY),))
_ROOT = "case."
_WORKING = frozenset({Unit.WORKING_DAYS, Unit.WORKING_HOURS})


def clock_of(flow: Flow, policy: Policy) -> WorkClock | None:
    """The working time a flow counts in; None where its zone is unknown, or it names a calendar nobody has.

    A flow that needs no working days has every day; one without hours is open round the clock.
    """
    zone = _zone(flow, policy)
    calendar = _calendar(flow, policy)
    if zone is None or calendar is None:
        return None
    return work_clock(calendar, flow.hours or ROUND_THE_CLOCK, zone)


def check_timing(flow: Flow, policy: Policy) -> Iterator[Problem]:
    """DK640: working time without a calendar or without hours, a calendar or time zone nobody knows."""
    at, address = flow.rule.at, flow.rule.address
    if _zone(flow, policy) is None:
        yield problem("DK640", at, address=address, flow=flow.id, what="timezone", name=_zone_name(flow, policy))
    name = flow.calendar or policy.header.calendar or ""
    if name and policy.calendar(name) is None:
        yield problem("DK640", at, address=address, flow=flow.id, what="calendar", name=name)
    for clock in (flow.clocks or {}).values():
        asked = {each.unit for each in _durations(clock)}
        if asked & _WORKING and not name:
            yield problem("DK640", clock.rule.at, address=clock.rule.address, flow=flow.id, what="no-calendar", name="")
        if Unit.WORKING_HOURS in asked and flow.hours is None:
            yield problem("DK640", clock.rule.at, address=clock.rule.address, flow=flow.id, what="no-hours", name="")


def check_counting(flow: Flow, catalogue: Catalogue) -> Iterator[Problem]:
    """DK665: a clock counts from a fact of the case that is not there, or that is no moment."""
    moments = tuple(
        each.name.removeprefix(_ROOT) for each in catalogue if each.name.startswith(_ROOT) and each.type == MOMENT
    )
    for clock in (flow.clocks or {}).values():
        name = clock.counts_from
        if name is not None and name not in moments:
            fact = catalogue.get(_ROOT + name)
            yield problem(
                "DK665",
                clock.rule.at,
                address=clock.rule.address,
                clock=clock.id,
                name="" if fact is None else _ROOT + name,
                is_a="" if fact is None else fact.type.word,
                unknown=_ROOT + name if fact is None else "",
                nearest=nearest(name, moments),
            )


def _durations(clock: Clock) -> Iterator[Duration]:
    for goal in clock.goals.values():
        if goal.within is not None:
            yield goal.within
        yield from (each.after for each in (goal.escalate or {}).values() if each.after is not None)


def _zone_name(flow: Flow, policy: Policy) -> str:
    return flow.timezone or policy.header.timezone or "UTC"


def _zone(flow: Flow, policy: Policy) -> ZoneInfo | None:
    try:
        return ZoneInfo(_zone_name(flow, policy))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _calendar(flow: Flow, policy: Policy) -> WorkCalendar | None:
    name = flow.calendar or policy.header.calendar or ""
    return policy.calendar(name) if name else EVERY_DAY


def _every_day() -> WorkCalendar:
    from dealerkit.values.ranges import FIRST_DAY, LAST_DAY

    return WorkCalendar("every day", frozenset(), frozenset(), frozenset(), FIRST_DAY, LAST_DAY)


EVERY_DAY = _every_day()
"""What a flow without a calendar counts in: days without weekends or holidays."""
