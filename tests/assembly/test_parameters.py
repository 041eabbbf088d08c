"""Parameters over time: values that come too late, after the end, or that make a condition decide nothing."""

from __future__ import annotations

import pytest

from dealerkit.assembly import loads
from dealerkit.assembly.checking import problems_of
from dealerkit.problems import Problem

POLICY = """\
policy: {{name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}}
parameters:
  least: {{unit: money, source: rule, values: {{{values}}}}}
rebates:
  volume:
    {effective}period: quarter
    qualifying: {{measure: net_amount}}
    eligible: {condition}
    method: retrospective
    kind: percent
    bands: [{{at: 300_000, rate: 1%}}]
    settle: {{payout: transfer, negative: floor}}
"""


def found(values: str, condition: str = "period.qualifying > least", effective: str = "") -> list[Problem]:
    effective = effective and f"effective: {effective}\n    "
    text = POLICY.format(values=values, condition=condition, effective=effective)
    loaded = loads({"p.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return [*loaded.problems, *problems_of(loaded.policy)]


def codes(values: str, condition: str = "period.qualifying > least", effective: str = "") -> list[str]:
    return [each.code for each in found(values, condition, effective)]


class TestHoles:
    def test_a_value_from_the_first_day_on_leaves_no_hole(self):
        assert codes("2026-01-01: 1, 2026-07-01: 2") == []

    def test_a_first_value_after_the_first_day_leaves_one(self):
        (problem,) = found("2026-01-02: 1")
        assert (problem.code, str(problem.arg("since")), str(problem.arg("start"))) == (
            "DK252",
            "2026-01-02",
            "2026-01-01",
        )

    def test_a_parameter_of_a_programme_that_begins_later_may_begin_with_it(self):
        assert codes("2026-07-01: 1", effective="2026-07-01..2026-12-31") == []

    def test_a_parameter_that_begins_after_the_programme_leaves_a_hole_in_it(self):
        (problem,) = found("2026-07-02: 1", effective="2026-07-01..2026-12-31")
        assert (problem.code, str(problem.arg("start"))) == ("DK252", "2026-07-01")

    @pytest.mark.parametrize(("day", "expected"), [("2026-12-31", []), ("2027-01-01", ["DK188"])])
    def test_a_value_after_the_end_is_never_used(self, day: str, expected: list[str]):
        assert codes(f"2026-01-01: 1, {day}: 2") == expected


class TestConditions:
    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("period.qualifying > least and period.qualifying < 1_000", ["DK187"]),
            ("period.qualifying >= least and period.qualifying <= 1_000", []),
            ("period.qualifying > least or period.qualifying <= 1_000", ["DK186"]),
            ("period.qualifying > least or period.qualifying < 1_000", []),
            ("least > 999", ["DK186"]),
            ("least > 1_000", ["DK187"]),
            ("period.qualifying / 2 > least and period.qualifying < 2_000", ["DK187"]),
        ],
    )
    def test_a_condition_is_tried_with_the_parameter_s_value(self, condition: str, expected: list[str]):
        assert codes("2026-01-01: 1_000", condition) == expected

    def test_what_comes_out_otherwise_after_a_change_is_not_spoken_of(self):
        assert codes("2026-01-01: 1_000, 2026-07-01: 900", "least > 999 and dealer.filed") == []

    def test_a_change_outside_the_programme_s_days_does_not_count(self):
        assert codes("2026-01-01: 900, 2026-07-01: 1_000", "least > 999", "2026-07-01..2026-12-31") == ["DK186"]

    def test_the_values_that_were_tried_are_told(self):
        (problem,) = found("2026-01-01: 1_000, 2026-07-01: 1_200", "least > 999")
        assert problem.arg("values") == ("least 1000", "least 1200")

    def test_what_never_holds_without_parameters_is_told_once(self):
        condition = "period.qualifying > least and dealer.filed and not dealer.filed"
        assert codes("2026-01-01: 1_000", condition) == ["DK226"]

    def test_a_parameter_that_begins_later_is_not_tried(self):
        assert codes("2026-01-02: 1_000", "least > 999") == ["DK252"]
