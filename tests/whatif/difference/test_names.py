"""Whoever speaks of what was renamed has not changed: expressions, ids, columns of tables, test cases."""

from __future__ import annotations

import pytest

from dealerkit.policy.policy import Policy
from dealerkit.whatif.difference.comparing import difference
from dealerkit.whatif.difference.consequences import consequences
from tests.whatif.difference.policies import policy_of

SETTLE = "settle: {every: quarter, payout: credit-note, negative: carry-forward}"


def told(old: Policy, new: Policy) -> list[tuple[str, str]]:
    return [(each.kind.value, each.address) for each in difference(old, new).changes]


def programme(id: str, more: str = "") -> str:
    return (
        f"{id}: {{{more}period: quarter, qualifying: {{measure: net_amount}}, method: retrospective, kind: percent,"
        f" bands: [{{at: 0, rate: 1%}}], {SETTLE}}}"
    )


FLOW = """
flows:
  f:
    states: {%(open)s: {initial: true%(was_open)s}, done: {final: true}}
    transitions:
      - {id: %(look)s, from: %(open)s, by: clerk%(was_look)s}
      - {id: close, from: %(open)s, to: done, by: clerk, after: %(look)s}
"""


class TestReferences:
    def test_states_and_moves_of_a_flow(self):
        old = FLOW % {"open": "new", "look": "view", "was_open": "", "was_look": ""}
        new = FLOW % {"open": "open", "look": "look", "was_open": ", was: new", "was_look": ", was: view"}
        assert told(policy_of(old), policy_of(new)) == [
            ("renamed", "flows.f.states.open"),
            ("renamed", "flows.f.transitions[look]"),
        ]

    def test_a_move_to_another_state_is_still_told(self):
        old = FLOW % {"open": "new", "look": "view", "was_open": "", "was_look": ""}
        new = FLOW % {"open": "open", "look": "view", "was_open": ", was: new", "was_look": ""}
        new = new.replace("close, from: open", "close, from: done")
        assert told(policy_of(old), policy_of(new)) == [
            ("renamed", "flows.f.states.open"),
            ("changed", "flows.f.transitions[close].from"),
        ]

    def test_the_same_name_in_another_flow_is_another_state(self):
        def flows(first: str, was: str, second: str) -> Policy:
            states = f"states: {{{first}: {{initial: true{was}}}, done: {{final: true}}}}"
            one = f"{{{states}, transitions: [{{id: c, from: {first}, to: done}}]}}"
            other = (
                "{states: {new: {initial: true}, open: {}, done: {final: true}}, transitions:"
                f" [{{id: c, from: new, to: open}}, {{id: d, from: {second}, to: done}}]}}"
            )
            return policy_of(f"flows: {{f: {one}, g: {other}}}")

        # In `f`, new is open; in `g` they are two states, and `d` leads from another one.
        found = told(flows("new", "", "new"), flows("open", ", was: new", "open"))
        assert found == [("renamed", "flows.f.states.open"), ("changed", "flows.g.transitions[d].from")]

    def test_which_programmes_a_measure_adds_up(self):
        def measured(id: str, more: str = "") -> Policy:
            measure = f"m: {{title: all, from: entitlements, of: {id}, measure: amount}}"
            return policy_of(f"rebates: {{{programme(id, more)}}}\nmeasures: {{{measure}}}")

        assert told(measured("volume"), measured("quarter", "was: volume, ")) == [("renamed", "rebates.quarter")]

    def test_which_programmes_are_reduced(self):
        def stacked(one: str, other: str, first: str = "", second: str = "") -> Policy:
            return policy_of(
                f"rebates: {{{programme(one, first)}, {programme(other, second)}}}\n"
                f"stacking: {{s: {{rule: ordered, programmes: [{one}, {other}], reduces: {{{one}: [{other}]}}}}}}"
            )

        found = told(stacked("a", "b"), stacked("x", "y", "was: a, ", "was: b, "))
        assert found == [("renamed", "rebates.x"), ("renamed", "rebates.y")]
        found = told(stacked("a", "b"), stacked("b", "a"))  # without `was:` they have changed places
        assert ("changed", "stacking.s.reduces") not in found
        assert found != []


FIGURE = "sum: net_amount, of: customer, from: lines, over: 12 months"


class TestFacts:
    @staticmethod
    def classes(figure: str, more: str = "") -> Policy:
        """A class by a figure, a figure by a figure, and a table row by the class."""
        figures = f"{{{figure}: {{{FIGURE}{more}}}, twice: {{of: customer, formula: figure.{figure} * 2}}}}"
        bands = f"{{of: figure.{figure}, bands: [{{at: 100, class: A}}], below: B}}"
        return policy_of(
            f"scoring: {{figures: {figures}, classes: {{abc: {{into: {{A: {{}}, B: {{}}}}, if_missing: undetermined,"
            f" bands: {bands}}}}}}}"
        )

    def test_a_renamed_figure(self):
        found = told(self.classes("sales"), self.classes("bought", ", was: sales"))
        assert found == [("renamed", "scoring.figures.bought")]

    @pytest.mark.parametrize(
        ("one", "other", "is_changed"),
        [
            ("formula: figure.sales * 2", "formula: '(2)*figure.sales'", False),
            ("formula: figure.sales * 2", "formula: figure.sales * 3", True),
            ("sum: '=line.quantity * 2', from: lines", "sum: '= 2 * line.quantity', from: lines", False),
            ("sum: '=line.quantity * 2', from: lines", "sum: '=line.quantity', from: lines", True),
            ("sum: quantity, from: lines", "sum: net_amount, from: lines", True),
            (
                "count: rows, from: lines, where: line.quantity > 1",
                "count: rows, from: lines, where: 1 < line.quantity",
                False,
            ),
            (
                "count: rows, from: lines, where: line.quantity > 1",
                "count: rows, from: lines, where: line.quantity > 2",
                True,
            ),
        ],
    )
    def test_a_figure_is_compared_by_what_it_says_and_not_by_its_layout(
        self, one: str, other: str, *, is_changed: bool
    ):
        def policy(figure: str) -> Policy:
            return policy_of(f"scoring: {{figures: {{sales: {{{FIGURE}}}, f: {{of: customer, {figure}}}}}}}")

        found = told(policy(one), policy(other))
        key = one.partition(":")[0] if "where" not in one else "where"
        assert found == ([("changed", f"scoring.figures.f.{key}")] if is_changed else [])

    def test_another_figure_is_still_told(self):
        new = self.classes("bought", ", was: sales")
        figures = f"sales: {{{FIGURE}}}, other: {{{FIGURE}}}, twice: {{of: customer, formula: figure.sales * 2}}"
        bands = "{of: figure.other, bands: [{at: 100, class: A}], below: B}"
        classes = f"{{abc: {{into: {{A: {{}}, B: {{}}}}, if_missing: undetermined, bands: {bands}}}}}"
        old = policy_of(f"scoring: {{figures: {{{figures}}}, classes: {classes}}}")
        assert ("changed", "scoring.classes.abc.bands.of") in told(old, new)

    def test_a_column_of_a_table_and_what_a_case_gives(self):
        def graded(card: str, more: str = "") -> Policy:
            return policy_of(f"""
scoring:
  figures: {{sales: {{{FIGURE}}}}}
  scorecards:
    {card}: {{total: 10, if_missing: refuse, items: [{{id: i, of: figure.sales, bands: [{{at: 0, points: 10}}]}}],
              grades: [{{at: 0, grade: A}}]{more}}}
authority:
  limit:
    hit: unique
    rows:
      - {{id: good, score.{card}.total: {{at: 5}}, then: {{role: clerk}}}}
      - {{id: bad, score.{card}.total: {{below: 5}}, then: {{role: manager}}}}
tests:
  t: {{of: authority.limit, as_of: 2026-03-31, given: {{score.{card}.total: 7}}, expect: {{role: clerk}}}}
""")

        found = difference(graded("credit"), graded("trust", ", was: credit"))
        assert [(each.kind.value, each.address) for each in found.changes] == [("renamed", "scoring.scorecards.trust")]
        follows = consequences(found)
        assert (follows.cases, follows.holding) == (1, 1)


def test_what_a_case_gives_of_each_member_follows_a_renamed_figure():
    def policy(figure: str, more: str = "") -> Policy:
        case = (
            "tests: {t: {of: scoring.classes.abc, as_of: 2026-03-31, given: {members: {C1: {figure.%s: 200}, C2:"
            " {figure.%s: 5}}}, expect: {C1: A, C2: B}}}"
        )
        return policy_of(
            f"scoring: {{figures: {{{figure}: {{{FIGURE}{more}}}}}, classes: {{abc: {{into: {{A: {{}}, B: {{}}}},"
            f" if_missing: undetermined,"
            f" bands: {{of: figure.{figure}, bands: [{{at: 100, class: A}}], below: B}}}}}}}}\n"
            + case.replace("%s", figure)
        )

    found = difference(policy("sales"), policy("bought", ", was: sales"))
    assert [(each.kind.value, each.address) for each in found.changes] == [("renamed", "scoring.figures.bought")]
    assert consequences(found).broken == ()


@pytest.mark.parametrize(
    ("was", "names"),
    [
        # Two at once, each with the other's second word.
        ({"x": "a", "y": "b"}, {"rebates.a": "rebates.x", "rebates.b": "rebates.y"}),
        ({"x": "b", "y": "a"}, {"rebates.b": "rebates.x", "rebates.a": "rebates.y"}),
        # Of a chain over two revisions the first policy does not know the second name.
        ({"x": "between", "y": "b"}, {"rebates.b": "rebates.y"}),
    ],
)
def test_several_renamed_at_once(was: dict[str, str], names: dict[str, str]):
    old = policy_of(f"rebates: {{{programme('a')}, {programme('b')}}}")
    new = policy_of("rebates: {" + ", ".join(programme(id, f"was: {other}, ") for id, other in was.items()) + "}")
    assert difference(old, new).names == names
