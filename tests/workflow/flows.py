"""Flows for tests: read from text as a policy would be."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.nodes import parse
from dealerkit.policy.reading import Reading
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.types import BOOLEAN, TEXT
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, WorkCalendar
from dealerkit.values.working_hours import read_working_hours
from dealerkit.workflow.case import Case, open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.facts import FACTS
from dealerkit.workflow.flow import FLOWS, Flow
from dealerkit.workflow.ground import Ground

OWN = (
    Fact("case.opinion", TEXT, meaning="the opinion", source="form"),
    Fact("case.founded", BOOLEAN, meaning="whether it is well founded", source="form"),
)
SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = WorkCalendar("weekdays", frozenset(), frozenset(), SATURDAY_AND_SUNDAY, date(2026, 1, 1), date(2026, 12, 31))


def office(calendar: WorkCalendar = WEEKDAYS, text: str = "09:00-12:00, 13:00-18:00") -> WorkClock:
    hours = read_working_hours(text)
    assert hours is not None
    return WorkClock(calendar, hours, SHANGHAI)


NOTHING_ELSE = Ground(lambda _: {}, {})
"""No parameters, and no authority matrix."""


def flow(text: str) -> Flow:
    """The one flow of a text."""
    root = parse(text.encode(), "flow.yaml").root
    reading = Reading(Catalogue((*FACTS, *OWN)))
    assert root is not None
    section = FLOWS.read(root, reading, "flows")
    assert isinstance(section, Keyed), reading.problems
    return next(iter(section.values()))


def at(day: int, hour: int = 9, minute: int = 0, month: int = 3) -> datetime:
    """A moment of 2026 in Shanghai, in March unless another month is meant; 2 March is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def case_of(compiled: Compiled, *events: Event, opened: Opened | None = None) -> Case:
    """A case that was opened on Monday 2 March at 9:00, after some events."""
    return replay(
        compiled, open_case(compiled, opened or Opened(case="1042", at=at(2), by="fay")), events, NOTHING_ELSE
    )


COMPLAINT = """
complaint:
  states:
    registered: {initial: true}
    judged: {}
    waiting: {}
    answered: {}
    closed: {final: true}
  transitions:
    - {id: judge, from: registered, to: judged, by: [supervisor], require: [founded]}
    - {id: ask, from: [judged, answered], to: waiting}
    - {id: reply, from: waiting, to: judged}
    - {id: answer, from: judged, to: answered, by: [clerk], require: [opinion], when: case.founded}
    - {id: reject, from: judged, to: closed, when: not case.founded}
    - {id: close, from: answered, to: closed, by: [supervisor], not_by: [previous-actor, judge, opener]}
    - {id: hold, from: any}
    - {id: resume, from: any}
  clocks:
    - id: close
      owner: clerk
      until: {enter: closed}
      pauses:
        - {id: customer, in: waiting}
        - {id: parts, from: {move: hold}, until: {move: resume}}
      goals:
        - {id: urgent, when: case.priority == "high", within: 8 working hours, warn: [50%]}
        - id: all
          within: 16 working hours
          warn: [50%, 75%]
          escalate:
            - {id: head, at: 100%, to: head}
            - {id: board, after: 1 working day, to: [general-manager, legal]}
"""
