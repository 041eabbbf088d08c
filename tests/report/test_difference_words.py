"""How changes are said, in English and in Chinese."""

from __future__ import annotations

import pytest

from dealerkit.policy.policy import Policy
from dealerkit.report.difference_words import days, points, said
from dealerkit.values.ranges import DateRange, read_range
from dealerkit.whatif.difference.comparing import difference
from tests.whatif.difference.policies import policy_of

PROGRAMME = """
rebates:
  volume:
    period: year
    qualifying: {{measure: net_amount}}
    {more}
    method: {method}
    kind: percent
    bands: [{bands}]
    settle: {{every: year, payout: credit-note, negative: carry-forward}}
"""


def told(old: str, new: str, more: str = "", method: str = "retrospective") -> tuple[list[str], list[str]]:
    one, other = (policy_of(PROGRAMME.format(bands=each, more=more, method=method)) for each in (old, new))
    changes = difference(one, other).changes
    return [said(each, "en") for each in changes], [said(each, "zh") for each in changes]


class TestBands:
    @pytest.mark.parametrize(
        ("bound", "more", "english", "chinese"),
        [
            ("at: 300_000", "", "band from 300,000, rate: 1% → 1.5%", "坎级 300,000 起，返利率：1% → 1.5%"),
            ("above: 300_000.5", "", "band above 300,000.5, rate: 1% → 1.5%", "坎级 超过 300,000.5，返利率：1% → 1.5%"),
            (
                "at: 110%",
                "against: {baseline: same-period-last-year, missing: skip}",
                "band from 110%, rate: 1% → 1.5%",
                "坎级 110% 起，返利率：1% → 1.5%",
            ),
            ("id: first, at: 300_000", "", "band first, rate: 1% → 1.5%", "坎级 first，返利率：1% → 1.5%"),
        ],
    )
    def test_a_band_is_called_by_its_bound_or_its_id(self, bound: str, more: str, english: str, chinese: str):
        found = told(f"{{{bound}, rate: 1%}}", f"{{{bound}, rate: 1.5%}}", more)
        assert found == ([english], [chinese])

    def test_a_band_that_came(self):
        english, chinese = told("{at: 0, rate: 1%}", "{at: 0, rate: 1%}, {at: 800_000, rate: 2%}")
        assert english == ["band from 800,000: added: rate: 2%"]
        assert chinese == ["坎级 800,000 起：新增：返利率：2%"]

    def test_a_limit_on_the_paid_amount_is_said_by_its_key(self):
        one, other = (
            policy_of(PROGRAMME.format(bands="{at: 0, rate: 1%}", more=each, method="retrospective"))
            for each in ("", "cap: {payout: 5_000}")
        )
        (change,) = difference(one, other).changes
        assert (said(change, "en"), said(change, "zh")) == ("cap: added: payout: 5,000", "上限：新增：支付额：5,000")

    def test_an_expression_is_shown_as_it_was_written(self):
        english, _ = told("{at: 0, rate: 1%}", "{at: 0, rate: '=if(dealer.class == \"A\", 2%, 1%)'}")
        assert english == ['band from 0, rate: 1% → =if(dealer.class == "A", 2%, 1%)']


class TestWholeDefinitions:
    def test_one_that_came_is_told_by_its_key_points(self):
        old = policy_of("")
        text = PROGRAMME.format(
            bands="{at: 0, rate: 1%}, {at: 800_000, rate: 2%}", more="title: 年返", method="incremental"
        )
        (change,) = difference(old, policy_of(text)).changes
        assert said(change, "en") == "added"
        assert list(points(change, "en")) == [
            "period: year",
            "base that reaches a band: measure: net_amount",
            "method: incremental",
            "kind: percent",
            "band from 0: rate: 1%",
            "band from 800,000: rate: 2%",
            "settlement: every: year; how it is paid: credit-note; if less is due than was paid: carry-forward",
        ]
        chinese = list(points(change, "zh"))
        assert chinese[0] == "期间：年"
        assert chinese[5] == "坎级 800,000 起：返利率：2%"

    def test_facts_that_a_case_gives_keep_their_names(self):
        case = "tests: {t: {of: rebates.volume, as_of: 2026-03-31, given: {base: 1_000}, expect: 10}}"
        rest = PROGRAMME.format(bands="{at: 0, rate: 1%}", more="", method="retrospective")
        (change,) = difference(policy_of(rest), policy_of(case + rest)).changes
        assert list(points(change, "zh")) == [
            "测试对象：rebates.volume",
            "基准日：2026-03-31",
            "给定：base: 1,000",
            "预期：10",
        ]


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        ("2026-04-01..2026-06-30", "2026-04-01 to 2026-06-30", "2026-04-01 至 2026-06-30"),
        ("2026-04-01..", "from 2026-04-01", "2026-04-01 起"),
        ("..2026-06-30", "until 2026-06-30", "截至 2026-06-30"),
    ],
)
def test_days_have_an_end_where_one_is_known(span: str, english: str, chinese: str):
    found = read_range(span)
    assert isinstance(found, DateRange)
    assert (days(found, "en"), days(found, "zh")) == (english, chinese)


class TestOtherSections:
    FIGURES = "figures: {in_90: {sum: net_amount, of: customer, from: lines, over: 90 days}}"
    MEMBERS = "given: {members: {C1: {figure.in_90: %s}}}, expect: {C1: A}"

    def changed(self, score: str, given: str) -> tuple[list[str], list[str]]:
        def policy(at: str, amount: str) -> Policy:
            parts = f"parts: {{money: {{of: figure.in_90, bands: [{{at: {at}, score: 2}}], below: 1}}}}"
            return policy_of(
                f"scoring: {{{self.FIGURES}, classes: {{rfm: {{into: {{A: {{}}}}, if_missing: undetermined,"
                f" rfm: {{{parts}, segments: {{hit: first, rows: [{{id: all, then: {{class: A}}}}]}}}}}}}}}}\n"
                f"tests: {{t: {{of: scoring.classes.rfm, as_of: 2026-03-31, {self.MEMBERS % amount}}}}}"
            )

        changes = difference(policy("10", "5"), policy(score, given)).changes
        return [said(each, "en") for each in changes], [said(each, "zh") for each in changes]

    def test_what_stands_under_a_key_is_named_by_the_key(self):
        english, chinese = self.changed("20", "5")
        assert english == ["rfm, parts money, band from 20, bound: 10 → 20"]
        assert chinese == ["RFM，得分项 money，坎级 20 起，下限：10 → 20"]

    def test_a_fact_that_a_case_gives_of_a_member_keeps_its_name(self):
        assert self.changed("10", "6") == (
            ["given, members, C1, figure.in_90: 5 → 6"],
            ["给定，members，C1，figure.in_90：5 → 6"],
        )
