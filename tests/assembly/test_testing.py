"""``test``: a policy's own cases, their answers and the rules behind them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from dealerkit.assembly import CaseRun, loads, results_of
from dealerkit.assembly.covered import kind_of

POLICY = """\
policy:
  name: example
  revision: "1"
  currency: CNY
  effective: 2026-01-01..2026-12-31
authority:
  compensation:
    hit: unique
    columns: {amount: {type: amount, from: 0}}
    rows:
      - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
      - {id: general, amount: {at: 500}, then: {role: general-manager, second: finance}}
"""
CASE = """\
tests:
  five-hundred:
    of: authority.compensation
    as_of: 2026-03-31
    given: {amount: 500}
    expect: {role: general-manager, second: finance}
    because: ["authority.compensation.rows[general]"]
"""


def run(case: str = CASE, keyword: str = "") -> CaseRun:
    return results_of(loads({"p.yaml": (POLICY + case).encode()}), keyword)


def codes(result: CaseRun) -> list[str]:
    return [each.code for each in result.problems]


class TestAnswers:
    def test_a_case_with_the_stated_answer_and_reason_passes(self) -> None:
        result = run()
        assert (codes(result), [each.passed for each in result.results]) == ([], [True])

    def test_another_answer_fails_and_shows_both(self) -> None:
        (problem,) = run(CASE.replace("role: general-manager, second", "role: manager, second")).problems
        assert (problem.code, problem.arg("expected"), problem.arg("actual")) == ("DK261", "manager", "general-manager")

    def test_a_right_answer_for_a_wrong_reason_fails(self) -> None:
        assert codes(run(CASE.replace("rows[general]", "rows[supervisor]"))) == ["DK262"]

    def test_a_rule_that_must_not_decide_and_does_fails(self) -> None:
        assert codes(run(CASE.replace("    because:", "    not_because:"))) == ["DK263"]

    def test_an_outcome_alone_may_be_expected(self) -> None:
        assert codes(run(CASE.replace("{role: general-manager, second: finance}", "granted"))) == []

    def test_an_overlay_changes_the_policy_for_its_case_only(self) -> None:
        overlay = '    overlay: {"authority.compensation.rows[general].then.role": owner}\n'
        case = CASE.replace("role: general-manager", "role: owner") + overlay
        both = case + CASE.replace("tests:\n", "").replace("five-hundred", "without-overlay")
        assert codes(run(both)) == []

    def test_an_overlay_that_breaks_the_policy_fails_its_case(self) -> None:
        overlay = '    overlay: {"authority.compensation.rows[general].amount.at": lots}\n'
        assert codes(run(CASE + overlay)) == ["DK133"]

    def test_a_missing_fact_leaves_the_outcome_undetermined(self) -> None:
        case = CASE.replace("{amount: 500}", "{amount: missing}").split("    because")[0]
        case = case.replace("{role: general-manager, second: finance}", "{outcome: undetermined, missing: amount}")
        assert codes(run(case)) == []


class TestMistakesInCases:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (("authority.compensation\n", "authority.compensatoin\n"), "DK260"),
            (("of: authority.compensation\n", "of: parameters.x\n"), "DK268"),
            (("{amount: 500}", "{amuont: 500}"), "DK266"),
            (("{amount: 500}", "{amount: lots}"), "DK133"),
            (("    as_of: 2026-03-31\n", ""), "DK131"),
        ],
    )
    def test_a_mistake_has_its_own_code(self, change: tuple[str, str], code: str) -> None:
        assert code in codes(run(CASE.replace(*change)))

    def test_a_mistake_names_the_nearest_definition(self) -> None:
        (problem,) = run(CASE.replace("authority.compensation\n", "authority.compensatoin\n")).problems
        assert problem.arg("nearest") == "authority.compensation"


class TestEmptyRuns:
    def test_a_policy_without_tests_fails(self) -> None:
        assert codes(run("")) == ["DK264"]

    def test_a_keyword_that_selects_nothing_fails(self) -> None:
        assert codes(run(keyword="no-such-case")) == ["DK265"]

    def test_a_keyword_selects_by_part_of_the_name(self) -> None:
        assert len(run(keyword="hundred").results) == 1


class TestCoverage:
    def test_rules_that_decided_a_passing_case_are_covered(self) -> None:
        coverage = run().coverage
        assert "authority.compensation.rows[general]" in coverage.covered
        assert "authority.compensation" in coverage.covered
        assert coverage.uncovered == ("authority.compensation.rows[supervisor]",)

    def test_a_failed_case_covers_nothing(self) -> None:
        assert run(CASE.replace("finance}", "boss}")).coverage.covered == ()

    def test_rules_bands_and_table_rows_are_counted_apart(self) -> None:
        coverage = run().coverage
        assert coverage.of_kind("row").uncovered == ("authority.compensation.rows[supervisor]",)
        assert coverage.of_kind("row").share == Fraction(1, 2)
        assert coverage.of_kind("rule").covered == ("authority.compensation",)

    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("rebates.volume", "rule"),
            ("rebates.volume.gates[year]", "rule"),
            ("rebates.volume.bands[800000]", "band"),
            ("rebates.volume.bands[above 15]", "band"),
            ("rebates.volume.bands[unit 101]", "band"),
            ("rebates.growth.bands[1.1]", "band"),
            ("authority.compensation.rows[800]", "row"),
            ("contests.spring.prizes[1..4]", "rule"),
        ],
    )
    def test_the_address_says_what_it_is(self, address: str, kind: str) -> None:
        assert kind_of(address) == kind

    @pytest.mark.parametrize(("least", "found"), [("1/2", []), ("0.5000001", ["DK291"])])
    def test_less_coverage_of_a_kind_than_was_asked_for_is_a_finding(self, least: str, found: list[str]) -> None:
        asked = results_of(loads({"p.yaml": (POLICY + CASE).encode()}), least=Fraction(least))
        assert codes(asked) == found

    def test_too_little_coverage_is_told_at_the_head_of_the_policy(self) -> None:
        texts = {"a.yaml": CASE.encode(), "b.yaml": ("# the head\n" + POLICY).encode()}
        (problem,) = results_of(loads(texts), least=Fraction(1)).problems
        assert problem.at is not None
        assert (problem.at.file, problem.at.line) == ("b.yaml", 2)

    def test_too_little_coverage_names_the_kind_and_what_is_uncovered(self) -> None:
        (problem,) = results_of(loads({"p.yaml": (POLICY + CASE).encode()}), least=Fraction(1)).problems
        assert (problem.arg("kind"), problem.arg("covered"), problem.arg("count")) == ("table rows", 1, 2)
        assert problem.arg("uncovered") == ("authority.compensation.rows[supervisor]",)

    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("rebates.volume.bands[800000]", "band"),
            ("scoring.classes.abc.shares.bands[C]", "band"),
            ("authority.compensation.rows[500]", "row"),
            ("credit.checks[static]", "rule"),
        ],
    )
    def test_a_band_is_one_by_its_bound_or_by_its_name(self, address: str, kind: str) -> None:
        assert kind_of(address) == kind

    def test_a_policy_without_a_kind_has_all_of_it_covered(self) -> None:
        assert run().coverage.of_kind("band").share == 1


class TestKnownBugs:
    BUG_LINE = "    bug: the second signature is not asked for yet, ticket 7\n"
    BUG = CASE + BUG_LINE
    WRONG = BUG.replace("second: finance}", "second: director}")

    def test_a_known_wrong_answer_that_still_is_wrong_is_no_finding(self) -> None:
        found = run(self.WRONG)
        assert (codes(found), found.ended("known"), found.ended("failed")) == ([], 1, 0)

    def test_it_is_not_passed_and_tells_what_differs(self) -> None:
        (result,) = run(self.WRONG).results
        assert not result.passed
        assert [each.code for each in result.known] == ["DK261"]

    def test_a_wrong_reason_may_be_the_known_bug(self) -> None:
        assert codes(run(self.BUG.replace("rows[general]", "rows[supervisor]"))) == []

    def test_a_bug_that_is_mended_is_a_finding_where_its_note_stands(self) -> None:
        (problem,) = run(self.BUG).problems
        assert (problem.code, problem.at and problem.at.line) == ("DK290", 20)

    def test_a_case_that_cannot_be_read_is_no_known_bug(self) -> None:
        assert codes(run(self.WRONG.replace("{amount: 500}", "{amuont: 500}"))) == ["DK266"]

    def test_a_figure_that_only_the_right_answer_has_may_be_among_what_is_wrong(self) -> None:
        # Between 0 and 500 a supervisor signs alone: a row without a second signature has no figure of that name.
        wrong = self.BUG.replace("{amount: 500}", "{amount: 400}")
        assert set(codes(run(wrong.replace(self.BUG_LINE, "")))) == {"DK261", "DK262", "DK276"}
        assert codes(run(wrong)) == []

    def test_a_figure_that_no_answer_has_is_no_known_bug_by_itself(self) -> None:
        assert codes(run(self.BUG.replace("{role: general-manager", "{rol: general-manager"))) == ["DK276"]

    def test_a_known_bug_covers_nothing(self) -> None:
        assert run(self.WRONG).coverage.covered == ()


class TestANameThatIsNotKnown:
    @pytest.mark.parametrize(("name", "nearest"), [("amuont", "amount"), ("qqqqqqqqq", "")])
    def test_it_is_told_without_a_list_of_hundreds(self, name: str, nearest: str) -> None:
        (problem,) = run(CASE.replace("{amount: 500}", f"{{{name}: 500}}")).problems
        allowed = problem.arg("allowed")
        assert (problem.code, problem.arg("nearest"), not allowed) == ("DK266", nearest, bool(nearest))
        assert isinstance(allowed, tuple)
        assert len(allowed) < 60
        assert nearest or "dealer.…" in allowed


class TestACaseThatTestsNothing:
    def test_a_rule_that_is_not_there_cannot_be_excluded(self) -> None:
        (problem,) = run(CASE + '    not_because: ["authority.compensation.rows[genral]"]\n').problems
        assert (problem.code, problem.arg("nearest")) == ("DK275", "authority.compensation.rows[general]")

    def test_a_figure_that_the_decision_does_not_have_cannot_be_expected(self) -> None:
        (problem,) = run(CASE.replace("{role: general-manager", "{rol: none")).problems
        assert (problem.code, problem.arg("nearest")) == ("DK276", "role")

    @pytest.mark.parametrize(("expected", "code"), [("{}", "DK142"), ("", "DK147"), ("[granted]", "DK132")])
    def test_an_answer_must_be_expected(self, expected: str, code: str) -> None:
        assert codes(run(CASE.replace("{role: general-manager, second: finance}", expected))) == [code]

    @pytest.mark.parametrize("of", ["authority", "authority.compensation.hit", "authority.compensation.rows[general]"])
    def test_only_a_definition_can_be_asked_about(self, of: str) -> None:
        assert codes(run(CASE.replace("of: authority.compensation", f"of: {of}"))) == ["DK260"]


REBATE = """\
policy:
  name: example
  revision: "1"
  currency: CNY
  effective: 2026-01-01..2026-12-31
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}]
    settle: {payout: credit-note, negative: floor}
tests:
  late: {of: rebates.volume, as_of: 2027-01-01, given: {base: 2_000}, expect: 20}
"""


def test_a_case_on_a_day_when_the_programme_does_not_run_fails() -> None:
    assert codes(results_of(loads({"p.yaml": REBATE.encode()}))) == ["DK278"]


def test_the_same_case_within_its_days_passes() -> None:
    assert codes(results_of(loads({"p.yaml": REBATE.replace("2027-01-01", "2026-12-31").encode()}))) == []
