"""A flow as a picture: the right arrows, and no title that breaks the grammar of the picture."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.shapes import Keyed
from dealerkit.report.flow_drawing import dot, mermaid
from dealerkit.workflow.flow import Flow
from tests.workflow.flows import COMPLAINT, flow

NODE = re.compile(r'^ {4,8}\w+(\(\[|\[\[|\{\{|\[)"([^"]*)"(\]\)|\]\]|\}\}|\])$')
ARROW = re.compile(r'^ {4}(\w+) -->\|"([^"]*)"\| (\w+)$')
SUBGRAPH = re.compile(r'^ {4}subgraph \w+\["[^"]*"\]$')
ENTITY = re.compile(r"#(\d+);")
ADVERSARIAL = [
    'say "no"',
    "'single' `back`",
    "a:b; c",
    "投诉：“全角” — 处理（结案）",
    "back\\slash \\n \\",
    "<b>bold</b> & &amp; #35; #quot;",
    "%%{init: {'theme': 'dark'}}%%",
    "%% comment",
    "1. first",
    "- item",
    "end",
    "--> |pipe| [x] {y} (z) @{shape: x}",
    'style:"#fff"',
    "tab\tline\u2028nul",
    "🚗" * 60,
    "w" * 300,
]


def titled(title: str) -> Flow:
    """A flow that has a title in every place."""
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\u2028", "\\L") + '"'
    return flow(
        f"""
f:
  title: {quoted}
  states: {{open: {{initial: true, title: {quoted}}}, end: {{final: true, title: {quoted}}}}}
  transitions: [{{id: graph, title: {quoted}, from: open, to: end, by: clerk}}, {{id: x, title: {quoted}, from: any}}]
  clocks: [{{id: c, title: {quoted}, until: {{move: graph}}, goals: [{{id: all, within: 1 day}}]}}]
  notices: [{{id: n, title: {quoted}, to: boss}}]
"""
    )


def labels(picture: str) -> Iterator[str]:
    """The labels of a Mermaid flowchart as they are shown; every line of it must be one of its kinds."""
    lines = picture.splitlines()
    assert lines[0] == "flowchart TD"
    for line in lines[1:]:
        node, arrow = NODE.match(line), ARROW.match(line)
        assert node or arrow or SUBGRAPH.match(line) or line == "    end", line
        if node or arrow:
            label = (node or arrow)[2]  # type: ignore[index]
            yield ENTITY.sub(lambda found: chr(int(found[1])), label.replace("<br/>", ""))


class TestArrows:
    def test_every_move_is_an_arrow_from_each_of_its_states(self):
        picture = mermaid(flow(COMPLAINT), "en")
        arrows = {(found[1], found[3]) for line in picture.splitlines() if (found := ARROW.match(line))}
        # registered s1, judged s2, waiting s3, answered s4, closed s5.
        assert arrows == {
            ("s1", "s2"),
            ("s2", "s3"),
            ("s4", "s3"),
            ("s3", "s2"),
            ("s2", "s4"),
            ("s2", "s5"),
            ("s4", "s5"),
        }

    def test_roles_conditions_and_conflicts_stand_on_the_arrow(self):
        picture = mermaid(flow(COMPLAINT), "en")
        assert 's2 -->|"answer<br/>clerk<br/>if case.founded"| s4' in picture
        assert "not by who made the step before, judge," in picture

    def test_what_may_be_done_in_every_state_is_one_node(self):
        assert 'any{{"in any state<br/>hold<br/>resume"}}' in mermaid(flow(COMPLAINT), "en")

    def test_a_move_from_any_state_that_leads_on_is_one_arrow(self):
        text = "f: {states: {a: {initial: true}, b: {final: true}}, transitions: [{id: x, from: any, to: b}]}"
        assert '    any -->|"x"| s2\n' in mermaid(flow(text), "en")

    def test_beginnings_and_ends_are_shaped(self):
        picture = mermaid(flow(COMPLAINT), "en")
        assert '    s1(["registered"])\n' in picture
        assert '    s5[["closed"]]\n' in picture


class TestClocksAndNotices:
    def test_a_clock_says_who_keeps_it_how_long_and_when_it_stands_still(self):
        card = next(line for line in mermaid(flow(COMPLAINT), "en").splitlines() if line.startswith("        c1["))
        assert "kept by clerk" in card
        assert "stands still" in card

    def test_the_words_are_those_of_the_language(self):
        assert "clerk 负责" in mermaid(flow(COMPLAINT), "zh")
        assert 'label="时限"' in dot(flow(COMPLAINT), "zh")


class TestEscaping:
    @pytest.mark.parametrize("title", ADVERSARIAL)
    def test_no_title_breaks_the_flowchart_and_each_is_shown_as_written(self, title: str):
        shown = list(labels(mermaid(titled(title), "en")))
        wanted = re.sub(r"[\x00-\x20\u2028\u2029\u00a0]", "", title)
        for label in shown:
            assert wanted in re.sub(r"\s", "", label)

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40))
    def test_no_text_at_all_breaks_it(self, title: str):
        text = "f: {states: {a: {initial: true}, b: {final: true}}, transitions: [{id: x, from: a, to: b}]}"
        plain = flow(text)
        states = Keyed({name: evolve(each, title=title) for name, each in plain.states.items()})
        drawn = evolve(plain, states=states, title=title)
        assert len(list(labels(mermaid(drawn, "en")))) == 3
        assert strings_are_closed(dot(drawn, "en"))

    @pytest.mark.parametrize("title", ADVERSARIAL)
    def test_no_title_leaves_a_string_of_the_graph_open(self, title: str):
        assert strings_are_closed(dot(titled(title), "en"))

    @pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
    @pytest.mark.parametrize("title", ADVERSARIAL)
    def test_graphviz_reads_it(self, title: str):
        done = subprocess.run(
            ["dot", "-Tcanon"], input=dot(titled(title), "en"), text=True, check=False, capture_output=True
        )
        assert (done.returncode, done.stderr) == (0, "")


def strings_are_closed(graph: str) -> bool:
    """Whether every line of a graph has its quotation marks in pairs, those behind a backslash left out."""
    return all(re.sub(r"\\.", "", line).count('"') % 2 == 0 for line in graph.splitlines())


def test_the_same_flow_is_drawn_alike_every_time():
    assert mermaid(flow(COMPLAINT), "en") == mermaid(flow(COMPLAINT), "en")
    assert dot(flow(COMPLAINT), "en") == dot(flow(COMPLAINT), "en")
