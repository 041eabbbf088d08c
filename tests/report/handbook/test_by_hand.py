"""Chapters with tables and examples written by hand: figures, contacts, promises, time limits, fines, cases."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from dealerkit import assembly
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import Language
from tests.conftest import ROOT


@cache
def chapter(example: str, address: str, lang: Language) -> str:
    loaded = assembly.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    book = handbook(loaded.policy, lang, date(2026, 1, 1))
    return next(each.markdown() for each in book.chapters if each.address == address).replace("\\", "")


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("en", "| 到期应收 (due) | The sum of gross amount over invoices, from the beginning through the day, each"),
        ("zh", "| 到期应收 (due) | 发票的含税金额合计，自始至当日，按到期日归入期间 |"),
        ("zh", "| 盘点差异 (counted_wrong) | 按仓库分别计："),
        ("zh", "| 销售目标 (target) | 任务量的数值合计，当年全年所定，条件：任务量的数据名称为 net_amount |"),
    ],
)
def test_a_figure_is_one_sentence(lang: Language, row: str):
    assert row in chapter("scorecard", "scoring.figures", lang)


def test_a_ratio_of_two_amounts_is_compared_with_a_share_and_no_amount():
    assert "逾期余额 ÷ 应收余额不超过 20%" in chapter("scorecard", "scoring.scorecards", "zh")


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("en", "| 7 working days to 15 working days after 收货 | satisfaction-call |"),
        ("zh", "| 收货后 7 个工作日至 15 个工作日 | satisfaction-call |"),
        ("en", "| Once each week, Monday to Sunday, by Monday at the latest | weekly-report |"),
        ("zh", "| 春节前 1 个月至 1 天 | greeting或visit |"),
    ],
)
def test_a_contact_is_one_row(lang: Language, row: str):
    assert row in chapter("contacts", "customers.touch", lang)


def test_a_promise_says_whether_it_is_proved():
    said = chapter("invariants", "always.affordable", "en")
    assert "All rebates together pay at most 2.5% of the base.\n\nProved: no base, in steps of 0.01," in said
    assert "已证明" in chapter("invariants", "always.no-cliff", "zh")


def test_the_time_limits_of_a_flow_end_on_days_counted_by_hand():
    # Seven days after Monday 5 January, which is not counted, end with Monday the 12th.
    assert "| 七日内结案 | the end of 2026-01-12 | the end of 2026-01-16 |" in chapter(
        "complaints", "flows.complaint", "en"
    )


def test_fines_of_a_month_are_doubled_from_the_second_violation_on():
    text = chapter("car-dealer-group", "customers.files", "zh")
    # 50 once, then twice 50; left for six days it is 50 and five times 100.
    assert "| 1 | 2026-02-01 | 50.00 元 |\n| 2 | 2026-02-02 | 100.00 元 |\n| 3 | 2026-02-03 | 100.00 元 |" in text
    assert "2026-02-01 的一次违规到 2026-02-07 仍未改正，共计 6 次违规，罚款合计 550.00 元。" in text


def test_cases_of_the_policy_are_examples_with_the_engines_reasons():
    text = chapter("returns", "contracts.returns", "zh")
    assert "2026-06-16 申请，在 2026-06-01 之后 15 天之内：截至 2026-06-16" in text
    assert "return." not in text


def test_a_reason_that_is_a_condition_says_by_itself_that_it_holds():
    text = chapter("price-protection", "price_protection.phones", "en")
    assert "covered: the product belongs to phones, and the status of the customer file is active\n" in text


def test_what_others_earned_is_the_base_of_who_ceded_his_cities():
    text = chapter("general-dealer", "rebates.override", "en")
    assert "Each quarter what 季度坎级返利 earned is added up. What counts is not the dealer's own" in text
    assert "| 10,000 | CNY 10,000.00 |" in text
    assert "计入的不是本经销商自己的，而是继任经销商的" in chapter("general-dealer", "rebates.override", "zh")


def test_a_rate_divided_by_a_number_is_divided_by_that_number():
    assert "新商扶持比例（2026-01-01 起 3%；2026-07-01 起 2.5%） ÷ 2；" in chapter("kinds", "rebates.milk", "zh")


def test_rebates_that_go_before_others_are_told_by_their_titles():
    said = "What one has paid on a purchase is taken off the base of those behind it: 物流补贴: 现金折扣."
    assert said in chapter("stacking", "stacking.net-net", "en")
    assert "It holds for all rebates of this policy." in chapter("stacking", "stacking.beside", "en")


def test_what_a_proof_rests_on_is_told_in_words():
    text = chapter("handset-distributor", "always.affordable", "zh")
    assert "无论基数多少，以下各项可为任何数值：年度目标达成率；" in text
    assert "各自可为任何数值：季度坎级返利、季度配件返利、" in text
    assert "视为没有同属两类的销售：phones、accessories。" in text


def test_a_sum_that_rules_call_by_name_is_a_sentence():
    text = chapter("consumer-goods", "measures.tea", "zh")
    assert "经销商进货的数量合计，条件：产品属于 tea。" in text


def test_the_day_that_is_asked_about_has_a_name():
    text = chapter("online-retail", "scoring.classes", "en")
    assert "the days from Last purchase to the day asked about" in text


def test_an_example_says_who_receives_what_is_earned_together():
    assert "they receive together" in chapter("groups", "rebates.headquarters-quarter", "en")
    assert "下级经销商应得" in chapter("sub-dealer-points", "rebates.points", "zh")
