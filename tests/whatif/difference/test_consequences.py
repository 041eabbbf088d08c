"""What follows from a change without a book: broken cases, and changed rules that no case reaches."""

from __future__ import annotations

from dealerkit.policy.policy import Policy
from dealerkit.whatif.difference.comparing import difference
from dealerkit.whatif.difference.consequences import Consequences, consequences
from tests.whatif.difference.policies import policy_of

POLICY = """
rebates:
  {id}:{was}
    title: 季度坎级返利
    period: quarter
    qualifying: {{measure: net_amount}}
    method: retrospective
    kind: percent
    bands: [{{at: 300_000, rate: 1%}}, {{at: 800_000, rate: {rate}}}]
    settle: {{every: quarter, payout: credit-note, negative: carry-forward}}
tests:
  low: {{of: rebates.{id}, as_of: 2026-03-31, given: {{base: 500_000}}, expect: 5_000}}
  high:
    of: rebates.{id}
    as_of: 2026-03-31
    given: {{base: 900_000}}
    expect: {high}
    because: ["rebates.{id}.bands[800000]"]
"""


def policy(rate: str = "2%", high: str = "18_000", id: str = "volume", was: str = "") -> Policy:
    return policy_of(POLICY.format(rate=rate, high=high, id=id, was=f"\n    was: {was}" if was else ""))


def follows(old: Policy, new: Policy) -> Consequences:
    return consequences(difference(old, new))


class TestCases:
    def test_a_case_that_held_and_no_longer_holds_is_broken(self):
        # 900,000 × 2.5 % = 22,500, and the old case expects 18,000
        found = follows(policy(), policy("2.5%", "22_500"))
        assert (found.cases, found.holding) == (2, 1)
        assert [each.case.id for each in found.broken] == ["high"]
        assert found.broken[0].problems[0].arg("actual") == "22500.00"

    def test_a_case_that_did_not_hold_before_is_no_consequence(self):
        found = follows(policy(high="1"), policy("2.5%", "22_500"))
        assert (found.broken, [each.case.id for each in found.failing]) == ((), ["high"])

    def test_cases_go_along_with_a_renamed_programme(self):
        found = follows(policy(), policy(id="quarter", was="volume"))
        assert (found.holding, found.broken) == (2, ())

    def test_cases_about_a_programme_that_lost_its_id_are_broken(self):
        found = follows(policy(), policy(id="quarter"))
        assert [each.case.id for each in found.broken] == ["low", "high"]


class TestKnownBugs:
    """A case whose ``bug:`` note says that 2.5 % was agreed: 900,000 × 2.5 % = 22,500."""

    def buggy(self, rate: str) -> Policy:
        text = POLICY.format(rate=rate, high="22_500", id="volume", was="")
        return policy_of(f"{text}    bug: 2.5 % was agreed\n")

    def test_one_that_is_wrong_as_ever_neither_holds_nor_is_broken(self):
        found = follows(self.buggy("2%"), self.buggy("1.9%"))
        assert (found.cases, found.holding, found.broken, found.failing) == (2, 1, (), ())
        assert [each.case.id for each in found.known] == ["high"]

    def test_one_that_comes_out_right_now_did_not_fail_before_and_after(self):
        found = follows(self.buggy("2%"), policy("2.5%", "22_500"))
        assert (found.holding, found.broken, found.failing) == (1, (), ())
        assert [each.case.id for each in found.right] == ["high"]


class TestUntested:
    def test_a_changed_band_that_no_passing_case_reaches_is_untested(self):
        # The new policy's own case still expects the old amount, so it does not pass and reaches nothing.
        assert follows(policy(), policy("2.5%")).untested == ("rebates.volume.bands[800000]",)

    def test_a_changed_band_that_a_passing_case_reaches_is_tested(self):
        assert follows(policy(), policy("2.5%", "22_500")).untested == ()

    def test_a_rule_that_reads_a_changed_parameter_has_changed(self):
        text = "parameters: {r: {unit: share, source: x, values: {2026-01-01: %s}}}" + POLICY.format(
            rate="=r", high="1", id="volume", was=""
        ).replace("%", "%%")
        found = follows(policy_of(text % "2%"), policy_of(text % "3%"))
        assert found.untested == ("rebates.volume.bands[800000]",)


class TestFindings:
    def test_what_check_finds_in_the_new_policy_alone_is_told(self):
        found = follows(policy(), policy("0.5%", "4_500"))
        assert [each.code for each in found.findings] == ["DK303"]  # a rate below that of the band before

    def test_what_both_have_is_not_told(self):
        assert follows(policy("0.5%", "4_500"), policy("0.4%", "3_600")).findings == ()
