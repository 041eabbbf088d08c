"""Test cases of a monthly table: the tables of a book are given, and the figures of a month come out.

of: flows.complaint.statistics
as_of: 2026-04-02
given:
  month: 2026-03
  by: cause
  group: scratch
  cases: [{case: "1", opened_at: "2026-03-02 09:00", kind: quality}]
  events: [{case: "1", at: "2026-03-03 09:00", name: finish}]
expect: {received: 1, closed: 1, in_time: 100%, in_time_of: 1, due: 2026-04-10, days_left: 8}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve

from dealerkit.book.columns import Native
from dealerkit.book.given import Typed, given_tables, word
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.values.ranges import read_date
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.statistics import Figures, Part
from dealerkit.workflow.statistics_run import tabulate

_ROOT = "case."

OWN = ("month", "by", "group")
"""What a case gives beside tables: the month, and of which group, by what, the figures are."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """The figures of a month, or of one group of it; None, with the reason reported, if the case cannot be read.

    The figures are ``received``, ``closed``, ``open``, ``founded``, ``in_time``, ``accepted`` and ``repeated`` (a
    share each, with ``_count`` and ``_of``), ``median_hours``, ``compensation``, ``unstated``, ``unconverted``,
    ``untold``, ``due`` (the last day on which the table is in time), ``days_left`` and ``problems`` (codes). The
    amount is what was paid.
    """
    given = given_tables(case, OWN, reading, _facts_of(policy, reading))
    if given is None:
        return None
    month = _month(given.given, reading, case.rule.address)
    if reading.problems:
        return None
    flow = flows_of(policy)[steps(case.of)[1]]
    by, group = given.word("by"), given.word("group")
    table = tabulate(policy, given.book, flow, case.as_of, month, (by,) if by else ())
    if not given.is_sound(reading):
        return None
    figures = dict(table.groups[by]).get(group, Figures()) if by else table.figures
    values: list[tuple[str, Arg]] = [
        *_figures(figures),
        ("due", "" if table.last_day is None else table.last_day.isoformat()),
        ("days_left", "" if table.days_left is None else table.days_left),
        ("problems", tuple(dict.fromkeys(each.code for each in table.problems))),
    ]
    return Decision(
        Outcome.GRANTED,
        "",
        figures.paid,
        tuple(values),
        (Reason("flow", flow.statistics.rule),),
        as_of=case.as_of,
        known_at=case.known_at,
        revision=policy.header.revision,
    )


def _facts_of(policy: Policy, reading: Reading) -> Typed:
    """Reads the columns of a row as the facts of a case that they fill in."""

    def typed(row: MappingNode) -> Mapping[str, Native]:
        written = {f"{_ROOT}{name}": entry for name, entry in row.entries.items() if word(entry[1])}
        facts = given_facts(evolve(row, entries=written), policy, reading)
        own = {name: facts.get(f"{_ROOT}{name}") for name in row.entries}
        return {name: None if isinstance(value, Missing) else value for name, value in own.items()}

    return typed


def _figures(figures: Figures) -> Iterator[tuple[str, Arg]]:
    yield from (("received", figures.received), ("closed", figures.closed), ("open", figures.open))
    parts: dict[str, Part] = {
        "founded": figures.founded,
        "in_time": figures.in_time,
        "accepted": figures.accepted,
        "repeated": figures.repeated,
    }
    for name, part in parts.items():
        yield name, "" if part.share is None else part.share
        yield f"{name}_count", part.count
        yield f"{name}_of", part.of
    yield "median_hours", "" if figures.median is None else figures.median
    yield "compensation", "" if figures.paid is None else figures.paid
    yield from (("unstated", figures.unstated), ("unconverted", figures.unconverted))
    yield "untold", sum(figures.untold.values())


def _month(given: MappingNode, reading: Reading, address: str) -> date | None:
    node = given.get("month")
    if node is None:
        return None
    first = read_date(f"{word(node)}-01")
    if first is None:
        reading.report("DK136", node, address, value=word(node), kind="month")
    return first
