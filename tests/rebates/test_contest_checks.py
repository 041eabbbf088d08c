"""What is found wrong with contests before anything is sold."""

from __future__ import annotations

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.policy.loading import load_texts
from dealerkit.rebates.contests.checks import check_contests
from tests.rebates.contesting import HEAD, policy_of

GROWTH = "{baseline: same-period-last-year, missing: skip}"


def codes(**lines: str) -> list[str]:
    return [each.code for each in check_contests(policy_of(**lines))]


class TestPrizes:
    def test_a_sound_contest_is_silent(self):
        assert codes() == []

    @pytest.mark.parametrize("total", ["1_699.99", "1_700.01"])
    def test_a_cent_beside_the_total_is_found(self, total: str):
        assert codes(total=total) == ["DK485"]

    def test_forty_vehicles_and_400_000_in_cash_are_six_million(self):
        prizes = "[{rank: 1..40, goods: {product: V, worth: 140_000}}, {rank: 41..60, pay: 20_000}]"
        assert codes(prizes=prizes, total="6_000_000") == []

    def test_goods_count_by_how_many_each_place_brings(self):
        prizes = "[{rank: 1..2, pay: 5, goods: {product: V, quantity: 3, worth: 10}}]"
        assert codes(prizes=prizes, total="70") == []

    @pytest.mark.parametrize(
        "prizes",
        [
            "[{rank: 2, pay: 10}]",
            "[{rank: 1, pay: 5}, {rank: 3, pay: 5}]",
            "[{rank: 1..2, pay: 5}, {rank: 2, pay: 0}]",
        ],
    )
    def test_places_begin_at_1_and_follow_each_other(self, prizes: str):
        assert codes(prizes=prizes, total="10") == ["DK486"]


class TestTies:
    def test_ties_beyond_the_total_must_be_said(self):
        assert codes(ties="all") == ["DK487"]
        assert codes(ties="{how: all, beyond_total: allowed}") == []
        assert codes(ties="{how: tie-break, by: {measure: quantity}, then: all}") == ["DK487"]

    def test_a_tie_break_has_a_second_figure_and_nothing_else_has(self):
        assert codes(ties="tie-break") == ["DK131"]
        assert codes(ties="{how: share, by: {measure: quantity}}") == ["DK131"]


class TestDays:
    def test_held_once_it_needs_both_ends_within_a_year(self):
        assert codes(period="") == []
        assert codes(period="", effective="2026-03-01..") == ["DK314", "DK488"]

    def test_contract_years_differ_from_dealer_to_dealer(self):
        assert codes(period="contract-year") == ["DK488"]

    def test_it_does_not_outlast_the_policy(self):
        assert codes(effective="2026-01-01..2027-01-31") == ["DK314"]

    def test_working_days_need_a_calendar_and_hours_are_no_days(self):
        assert codes(settle="{payout: transfer, due: 5 hours, late: leave}") == ["DK377"]


class TestShares:
    def test_a_share_of_zero_is_none(self):
        assert codes(against="{baseline: same-period-last-year, missing: zero}") == ["DK489"]

    def test_a_least_share_needs_a_baseline(self):
        assert codes(minimum="{share: 100%}") == ["DK489"]
        assert codes(minimum="{share: 100%}", against=GROWTH) == []


TIERS = "{period: quarter, method: METHOD, kind: percent, bands: [{at: 1, rate: 1%}, {at: 9, rate: 2%}], REST}"
YEAR_END = "{period: PERIOD, method: retrospective, kind: lump-sum, bands: [{at: 1, pay: 5}], REST}"
REST = "qualifying: {measure: net_amount}, settle: {payout: credit-note, negative: invoice}"
CONTEST = """\
contests:
  c:
    period: quarter
    measured: {measure: net_amount}
    prizes: [{rank: 1, pay: 5}]
    total: 5
    ties: share
    settle: {payout: transfer, late: leave}
"""


def warned(method: str = "retrospective", period: str = "year") -> list[str]:
    tiers, year_end = TIERS.replace("METHOD", method), YEAR_END.replace("PERIOD", period)
    rebates = f"rebates:\n  tiers: {tiers}\n  year-end: {year_end}\n".replace("REST", REST)
    found = load_texts({"policy.yaml": f"{HEAD}{CONTEST}{rebates}".encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return [each.code for each in check_contests(found.policy)]


class TestTheDominantDealer:
    def test_retrospective_bands_a_contest_and_a_year_end_sum_are_warned_of(self):
        assert warned() == ["DK490"]

    def test_bands_by_slices_do_not_reward_size_twice(self):
        assert warned(method="incremental") == []

    def test_a_sum_each_quarter_is_no_year_end_sum(self):
        assert warned(period="quarter") == []
