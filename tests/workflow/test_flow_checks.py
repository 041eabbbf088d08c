"""What `check` finds in flows, compared with walking every way on generated ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import load
from dealerkit.policy.policy import Policy
from dealerkit.workflow.flow import Flow, flows_of
from dealerkit.workflow.graph import check_graph
from dealerkit.workflow.shortest import check_shortest
from dealerkit.workflow.timing import clock_of
from tests.workflow.flows import flow

HEAD = """
policy: {name: desk, revision: "1", currency: CNY, timezone: Asia/Shanghai, calendar: CN,
         effective: 2026-01-01..2026-12-31}
flows:
  desk:
    hours: "09:00-12:00, 13:00-18:00"
"""


def policy(folder: Path, text: str) -> Policy:
    path = folder / "policy.yaml"
    path.write_text(HEAD + text, "utf-8")
    found = load([path]).policy
    assert found is not None
    return found


def only(found: Policy) -> Flow:
    return next(iter(flows_of(found).values()))


WAYS = """
    states: {{a: {{initial: true}}, b: {{}}, c: {{}}, z: {{final: true}}}}
    transitions:
      - {{id: slow, from: a, to: z, takes: {slow}}}
      - {{id: one, from: a, to: b, takes: {one}}}
      - {{id: two, from: b, to: c, takes: {two}}}
      - {{id: three, from: c, to: z}}
    clocks:
      - {{id: answer, until: {{enter: z}}, goals: [{{id: all, within: {within}}}]}}
"""


class TestShortestWay:
    @pytest.mark.parametrize(
        ("slow", "one", "two", "within", "way"),
        [
            # Nine hours begin at 9:00 and end at 10:00 the next day; eight are a day.
            ("12 working hours", "5 working hours", "4 working hours", "8 working hours", ("one", "two", "three")),
            ("12 working hours", "5 working hours", "4 working hours", "9 working hours", None),
            ("9 working hours", "5 working hours", "5 working hours", "8 working hours", ("slow",)),
            ("9 working hours", "5 working hours", "5 working hours", "9 working hours", None),
            ("3 working days", "2 working days", "2 working days", "2 working days", ("slow",)),
            ("3 working days", "2 working days", "2 working days", "3 working days", None),
            ("30 hours", "20 hours", "20 hours", "24 hours", ("slow",)),
        ],
    )
    def test_a_goal_shorter_than_every_way_is_found_with_the_shortest(
        self, tmp_path: Path, slow: str, one: str, two: str, within: str, way: tuple[str, ...] | None
    ):
        found_policy = policy(tmp_path, WAYS.format(slow=slow, one=one, two=two, within=within))
        found = list(check_shortest(only(found_policy), found_policy))
        assert [each.arg("way") for each in found] == ([] if way is None else [way])

    def test_a_flow_whose_moves_take_no_time_can_meet_anything(self, tmp_path: Path):
        found = policy(
            tmp_path,
            """
    states: {a: {initial: true}, z: {final: true}}
    transitions: [{id: finish, from: a, to: z}]
    clocks: [{id: answer, until: {enter: z}, goals: [{id: all, within: 1 minute}]}]
""",
        )
        assert list(check_shortest(only(found), found)) == []

    def test_a_clock_that_starts_later_is_measured_from_there(self, tmp_path: Path):
        text = """
    states: {a: {initial: true}, b: {}, z: {final: true}}
    transitions:
      - {id: wait, from: a, to: b, takes: 20 working hours}
      - {id: finish, from: b, to: z, takes: 2 working hours}
    clocks: [{id: answer, start: {enter: b}, until: {enter: z}, goals: [{id: all, within: WITHIN}]}]
"""
        for within, codes in (("2 working hours", []), ("1 working hours", ["DK639"])):
            found = policy(tmp_path, text.replace("WITHIN", within))
            assert [each.code for each in check_shortest(only(found), found)] == codes


class TestTime:
    def test_a_flow_without_a_calendar_counts_every_day(self, tmp_path: Path):
        path = tmp_path / "p.yaml"
        path.write_text(
            """
policy: {name: desk, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
flows:
  desk:
    states: {a: {initial: true}, z: {final: true}}
    transitions: [{id: finish, from: a, to: z}]
""",
            "utf-8",
        )
        found = load([path]).policy
        assert found is not None
        clock = clock_of(only(found), found)
        assert clock is not None
        assert (str(clock.zone), clock.calendar.weekend) == ("UTC", frozenset())


states = st.integers(2, 6)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, frozenset[int], list[tuple[int, int]]]:
    count = draw(states)
    node = st.integers(0, count - 1)
    final = draw(st.frozensets(node, max_size=2))
    edges = draw(st.lists(st.tuples(node, node), max_size=8, unique=True))
    return count, final, [(a, b) for a, b in edges if a not in final]


def written(count: int, final: frozenset[int], edges: list[tuple[int, int]]) -> str:
    lines = ["desk:", "  states:"]
    for number in range(count):
        marks = [mark for mark, on in (("initial: true", number == 0), ("final: true", number in final)) if on]
        lines.append(f"    s{number}: {{{', '.join(marks)}}}")
    lines.append("  transitions:")
    lines += [f"    - {{id: m{i}, from: s{a}, to: s{b}}}" for i, (a, b) in enumerate(edges)]
    lines.append(f"    - {{id: note, from: s{0 if 0 not in final else min(set(range(count)) - final, default=0)}}}")
    return "\n".join(lines)


def closure(begin: frozenset[int], edges: list[tuple[int, int]]) -> frozenset[int]:
    """Everything reached, by adding one step until nothing is added."""
    found = begin
    while True:
        more = found | {b for a, b in edges if a in found}
        if more == found:
            return found
        found = more


@given(graphs())
@settings(max_examples=60)
def test_states_out_of_reach_and_without_an_end_are_those_that_no_way_connects(
    graph: tuple[int, frozenset[int], list[tuple[int, int]]],
):
    count, final, edges = graph
    found = list(check_graph(flow(written(count, final, edges))))
    reached = closure(frozenset({0}), edges)
    ending = closure(final, [(b, a) for a, b in edges])
    unreachable = {f"s{number}" for number in range(count) if number not in reached}
    stuck = {f"s{number}" for number in reached if number not in ending}
    assert {each.arg("state") for each in found if each.code == "DK632"} == unreachable
    assert {each.arg("state") for each in found if each.code == "DK633"} == stuck
