"""A test case that nobody touched, that follows a rename, or that spells its answer anew has not changed."""

from __future__ import annotations

import pytest

from dealerkit.policy.policy import Policy
from dealerkit.report.messages import sentence
from dealerkit.whatif.difference.comparing import difference
from dealerkit.whatif.difference.consequences import consequences
from tests.whatif.difference.policies import policy_of

MOVED = [("changed", "rebates.volume.bands[820000].at")]
CASE = "t: {of: rebates.volume, as_of: 2026-03-31, given: {base: 900_000}, expect: 18_000%s}"
"""2 % of 900,000, whether the band begins at 800,000 or at 820,000."""


def told(old: Policy, new: Policy) -> list[tuple[str, str]]:
    return [(each.kind.value, each.address) for each in difference(old, new).changes]


def volume(*bounds: str, case: str) -> Policy:
    bands = ", ".join(f"{{at: {at}, rate: {number}%}}" for number, at in enumerate(bounds, start=1))
    return policy_of(
        "rebates: {volume: {period: quarter, qualifying: {measure: net_amount}, method: retrospective, kind: percent,"
        f" bands: [{bands}], settle: {{every: quarter, payout: credit-note, negative: carry-forward}}}}}}\n"
        f"tests: {{{case}}}"
    )


def because(*bounds: str) -> str:
    return CASE % (", because: [" + ", ".join(f"'rebates.volume.bands[{each}]'" for each in bounds) + "]")


class TestABandThatMoved:
    @pytest.mark.parametrize("now", ["800000", "820000"])
    def test_the_reasons_of_a_case_are_the_same_left_as_they_were_or_gone_along(self, now: str):
        old = volume("300_000", "800_000", case=because("800000"))
        assert told(old, volume("300_000", "820_000", case=because(now))) == MOVED

    def test_another_reason_is_still_told(self):
        old = volume("300_000", "800_000", case=because("800000"))
        found = told(old, volume("300_000", "820_000", case=because("300000")))
        assert found == [*MOVED, ("changed", "tests.t.because")]

    @pytest.mark.parametrize(
        ("now", "is_changed"),
        [
            (("800000", "300000"), False),  # nobody touched it
            (("300000", "820000"), False),  # it went along
            (("820000",), True),  # one is no longer demanded
        ],
    )
    def test_of_several_reasons(self, now: tuple[str, ...], *, is_changed: bool):
        old = volume("300_000", "800_000", case=because("300000", "800000"))
        found = told(old, volume("300_000", "820_000", case=because(*now)))
        assert (("changed", "tests.t.because") in found) is is_changed

    @pytest.mark.parametrize("now", ["800000", "820000"])
    @pytest.mark.parametrize(("key", "value"), [(".rate", "3%"), ("", "{at: 850_000, rate: 3%}")])
    def test_what_a_case_replaces(self, now: str, key: str, value: str):
        def replaced(bound: str) -> str:
            return CASE % f", overlay: {{'rebates.volume.bands[{bound}]{key}': {value}}}"

        old = volume("300_000", "800_000", case=replaced("800000"))
        assert told(old, volume("300_000", "820_000", case=replaced(now))) == MOVED


class TestARenamedRow:
    @staticmethod
    def limit(row: str, reason: str, more: str = "") -> Policy:
        return policy_of(
            f"authority: {{limit: {{hit: first, rows: [{{id: {row}, discount: {{below: 5%}}{more},"
            " then: {role: clerk}}, {id: rest, then: {role: manager}}]}}\n"
            "tests: {t: {of: authority.limit, as_of: 2026-03-31, given: {discount: 3%}, expect: {role: clerk},"
            f" because: ['authority.limit.rows[{reason}]']}}}}"
        )

    @pytest.mark.parametrize("reason", ["low", "small"])
    def test_the_case_that_names_it_has_not_changed(self, reason: str):
        found = told(self.limit("low", "low"), self.limit("small", reason, ", was: low"))
        assert found == [("renamed", "authority.limit.rows[small]")]


class TestWordsOfACaseThatNoLongerHolds:
    """810,000 reach the second band at 800,000 and not at 820,000: 16,200 before, 8,100 now."""

    @pytest.mark.parametrize(
        ("key", "base", "amount", "bound", "words"),
        [
            ("because", "810_000", "16_200", "800000", "expects `rebates.volume.bands[800000]` among the reasons"),
            # From 500,000 the first band moved to 300,000: 400,000 earn 4,000 now.
            ("not_because", "400_000", "0", "500000", "expects `rebates.volume.bands[500000]` not to decide"),
        ],
    )
    def test_they_quote_what_its_author_wrote(self, key: str, base: str, amount: str, bound: str, words: str):
        case = (
            f"t: {{of: rebates.volume, as_of: 2026-03-31, given: {{base: {base}}}, expect: {amount},"
            f" {key}: ['rebates.volume.bands[{bound}]']}}"
        )
        (broken,) = consequences(
            difference(volume("500_000", "800_000", case=case), volume("300_000", "820_000", case=case))
        ).broken
        said = " / ".join(sentence(each, "en")[0] for each in broken.problems)
        assert words in said
        assert "bands[820000]" not in said


class TestWhatIsExpected:
    @pytest.mark.parametrize(
        ("one", "other", "is_changed"),
        [
            ("7_999.99", '"7999.99"', False),
            ("7_999.99", "'7_999.990'", False),
            ("7_999.99", "{amount: '7999.99'}", False),  # a single figure is an amount
            ("{outcome: granted, amount: 7_999.99}", "{amount: '7999.99', outcome: 'granted'}", False),
            ("7_999.99", '"7999.98"', True),
            ("7_999.99", "{amount: 7_999.99, outcome: granted}", True),  # it expects more
            ("{code: '1.10'}", "{code: 1.10}", False),  # quotes say nothing
            ("{code: '1.10'}", "{code: '1.1'}", True),  # two codes
            ("{qualifying: '799_999.50'}", "{qualifying: 799999.5}", False),  # what is decided is a number
            ("{lost: '1.10'}", "{lost: 1.1}", True),  # nothing is decided under this name
        ],
    )
    def test_it_is_compared_as_the_case_reads_it(self, one: str, other: str, *, is_changed: bool):
        def case(expect: str) -> Policy:
            given = "of: rebates.volume, as_of: 2026-03-31, given: {base: 799_999.50}"
            return volume("300_000", "800_000", case=f"t: {{{given}, expect: {expect}}}")

        assert bool(told(case(one), case(other))) is is_changed

    def test_of_several_figures_only_the_other_one_is_told(self):
        def case(expect: str) -> Policy:
            return volume("300_000", "800_000", case=(CASE % "").replace("18_000", expect))

        old, new = case("{amount: 18_000.50, code: a}"), case("{amount: '18000.50', code: b}")
        assert told(old, new) == [("changed", "tests.t.expect.code")]
