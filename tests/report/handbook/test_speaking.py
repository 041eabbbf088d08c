"""Values as people read them, and what words of a policy refer to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest

from dealerkit import assembly
from dealerkit.policy.types import DAYS, MONEY, SHARE
from dealerkit.report.handbook import handbook
from dealerkit.report.handbook.places import Places
from dealerkit.report.handbook.speaking import Voice
from dealerkit.report.languages import Language
from dealerkit.values.durations import read_duration
from dealerkit.values.ranges import read_range
from tests.conftest import ROOT
from tests.report.handbook.policies import policy


def voice(lang: Language) -> Voice:
    return Voice(policy(), lang, Places(cast("dict[str, Any]", assembly.schema()["definitions"])))


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("1 day", "1 day", "1 天"),
        ("10 working days", "10 working days", "10 个工作日"),
        ("0 days", "0 days (the same day)", "0 天（当日）"),
        ("0 hours", "0 hours", "0 小时"),
        ("6 months", "6 months", "6 个月"),
    ],
)
def test_a_length_of_time(text: str, english: str, chinese: str):
    length = read_duration(text)
    assert length is not None
    assert [voice("en").duration(length), voice("zh").duration(length)] == [english, chinese]


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            "2026-01-01..2026-03-31",
            "from 2026-01-01 to 2026-03-31, both included",
            "2026-01-01 至 2026-03-31（首尾均含）",
        ),
        ("2026-01-01..", "from 2026-01-01 on", "自 2026-01-01 起"),
        ("..2026-03-31", "until 2026-03-31, included", "至 2026-03-31（含当日）"),
    ],
)
def test_a_range_of_days(text: str, english: str, chinese: str):
    days = read_range(text)
    assert days is not None
    assert [voice("en").days(days), voice("zh").days(days)] == [english, chinese]


@pytest.mark.parametrize(("text", "said"), [("1.5%", "1.5%"), ("0.015", "1.5%"), ("1/3", "1/3"), ("12", "12")])
def test_a_share_is_said_in_per_cent_and_nothing_is_rounded(text: str, said: str):
    assert voice("en").rate(text) == said


def test_money_has_its_currency_and_its_thousands():
    assert voice("en").money("1_234_567.80") == "CNY 1,234,567.80"
    assert voice("zh").money("1_234_567.80") == "1,234,567.80 元"


def test_a_value_is_said_in_its_unit():
    conditions = voice("en").conditions
    said = [conditions.value(Decimal(1), each) for each in (MONEY, SHARE, DAYS)]
    assert said == ["CNY 1", "100%", "1 day"]
    assert conditions.value(Fraction(1, 3), SHARE) == "1/3"


def test_what_stands_in_a_place_that_takes_days_of_the_calendar_is_said_in_chinese():
    conditions = voice("zh")
    assert [conditions.calendar_words(text) for text in ("10th of next month", "end of month")] == [
        "次月 10 日",
        "当月末",
    ]


def chapter(example: str, address: str, lang: Language = "en") -> str:
    loaded = assembly.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    book = handbook(loaded.policy, lang, date(2026, 1, 1))
    return next(each.markdown() for each in book.chapters if each.address == address)


def test_a_word_that_two_definitions_bear_is_the_nearer_one():
    # `steady` is a class of growth (平稳) and a row of the segments of another definition.
    assert "| -10% | 平稳 |" in chapter("classes", "scoring.classes")


def test_a_step_of_a_flow_names_states_and_columns_by_their_titles():
    row = next(line for line in chapter("complaints", "flows.complaint").splitlines() if "(judge)" in line)
    assert row.startswith("| 判断是否属实、合理 (judge) | 已登记 | 已判断 | store | 客户电话, 客户档案查阅结果")


def test_what_a_key_means_stands_behind_it_once():
    text = chapter("handset-distributor", "calendars")
    assert text.count("(the country whose public holidays apply)") == 1
