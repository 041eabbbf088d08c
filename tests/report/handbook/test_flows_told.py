"""What the handbook says of flows, signatures, collections and exits, held to the engine where it speaks of a bound."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from dealerkit import assembly
from dealerkit.credit.collecting.dunning import interest_on
from dealerkit.credit.collecting.section import collections_of
from dealerkit.governance.exit.stepping import step_down
from dealerkit.governance.section import exit_of
from dealerkit.policy.policy import Policy
from dealerkit.receivables.instalments import Status, status_of
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import Language
from dealerkit.values.durations import Duration, read_duration
from dealerkit.workflow.days import due_within
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.timing import clock_of
from tests.conftest import ROOT
from tests.report.handbook.policies import policy
from tests.report.handbook.test_by_hand import chapter

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEAD = (
    "policy: {name: flows, title: Flows, revision: '1', currency: CNY, timezone: Asia/Shanghai, calendar: CN,"
    " effective: 2026-01-01..}\n"
)
FLOW = """\
flows:
  complaint:
    hours: "09:00-17:00"
    {days}
    states: {{open: {{initial: true}}, closed: {{final: true}}}}
    transitions:
      - {{id: close, from: open, to: closed, by: clerk}}
      - {{id: note, from: open}}
    clocks: [{{id: answer, until: {{enter: closed}}, goals: [{{id: all, within: 1 day}}]}}]
    notices:
      - {{id: first, when: &grave case.earlier >= 1, to: chief, within: 1 day}}
      - {{id: second, when: *grave, to: owner, within: 2 days}}
      - {{id: third, when: case.priority == "high", to: owner}}
"""


def told(text: str, address: str, lang: Language = "en") -> str:
    chapters = handbook(policy(text), lang, date(2026, 6, 1)).chapters
    return next(each.markdown() for each in chapters if each.address == address).replace("\\", "")


def example(name: str) -> Policy:
    loaded = assembly.load([ROOT / "examples" / name / "policy"])
    assert loaded.policy is not None
    return loaded.policy


def length(text: str) -> Duration:
    found = read_duration(text)
    assert found is not None
    return found


FRIDAY = datetime(2026, 6, 5, 10, 0, tzinfo=SHANGHAI)
FRIDAY_EVENING = datetime(2026, 6, 5, 18, 0, tzinfo=SHANGHAI)
DAYS = [
    # Nothing written: Friday is not counted, Saturday is the last day though nobody works, and ends at 17:00.
    ("", "does not count the day it begins. It ends at the close of business of its last day, whether that is worked",
     "起始之日不计，于最后一日下班时截止（该日是否工作日不影响）", FRIDAY, "1 day", datetime(2026, 6, 6, 17, 0)),
    ("", "What begins after hours begins that day.", "下班后发生的按当日起算。", FRIDAY_EVENING, "1 day",
     datetime(2026, 6, 6, 17, 0)),
    ("days: {zero: counted}", "The day on which a time limit begins is its first day.", "起始之日计为第一天。", FRIDAY,
     "1 day", datetime(2026, 6, 5, 17, 0)),
    ("days: {rest_day: next-working-day}", "A last day that is not worked moves to the next working day.",
     "最后一日为非工作日的，顺延至下一工作日。", FRIDAY, "1 day", datetime(2026, 6, 8, 17, 0)),
    ("days: {end: end-of-day}", "A time limit ends with the end of its last day, at midnight.",
     "时限于最后一日结束（午夜）时截止。", FRIDAY, "1 day", datetime(2026, 6, 7)),
    ("days: {end: same-time}", "ends on its last day at the time of day at which it began.",
     "时限于最后一日的同一时刻截止。", FRIDAY, "1 day", datetime(2026, 6, 6, 10, 0)),
    # After hours on Friday it begins on Monday the 8th, which is not counted.
    ("days: {after_hours: next-working-day}", "or on a day that is not worked, begins the next working day.",
     "下班后或非工作日发生的，按下一工作日起算。", FRIDAY_EVENING, "1 working day", datetime(2026, 6, 9, 17, 0)),
    ("days: {zero: not-counted}", "What begins after hours, or on a day that is not worked, begins that day.",
     "下班后或非工作日发生的，按当日起算。", FRIDAY_EVENING, "1 working day", datetime(2026, 6, 8, 17, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("days", "english", "chinese", "begun", "within", "ends"), DAYS)
def test_days_are_counted_as_the_handbook_says(
    days: str, english: str, chinese: str, begun: datetime, within: str, ends: datetime
):
    text = HEAD + FLOW.format(days=days)
    assert english in told(text, "flows.complaint")
    assert chinese in told(text, "flows.complaint", "zh")
    flow = flows_of(policy(text))["complaint"]
    working = clock_of(flow, policy(text))
    assert working is not None
    assert due_within(begun, length(within), flow.days, working) == ends.replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_stands_under_an_alias_is_told_at_every_place(lang: Language):
    said = told(HEAD + FLOW.format(days=""), "flows.complaint", lang)
    condition = {"en": "the case's earlier is at least 1", "zh": "该客户此前的案件数不低于 1"}[lang]
    assert said.count(condition) == 2


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("en", ["| close | open | closed | clerk |", "| note | open | (the state stays) | anyone |"]),
        ("zh", ["| close | open | closed | clerk |", "| note | open | （状态不变） | 任何人 |"]),
    ],
)
def test_a_step_for_which_nobody_is_named_may_be_made_by_anyone(lang: Language, rows: list[str]):
    said = told(HEAD + FLOW.format(days=""), "flows.complaint", lang)
    assert [each for each in rows if each not in said] == []


def test_a_notice_without_a_time_is_given_at_once():
    said = told(HEAD + FLOW.format(days=""), "flows.complaint")
    assert "| third | the case's priority is high | owner | at once |" in said
    assert "| Name | Only where | Who is told | Within |" in said
    assert "It is due when the case begins." in said


def test_a_role_is_not_taken_for_a_fact_that_is_called_alike():
    # The fact case.engineer is the engineer who was sent; the role is every engineer's.
    assert "| 到场 (arrive) | 已派人 | 已到场 | engineer |" in chapter("emergency", "flows.emergency", "zh")


def test_who_made_another_step_is_kept_from_a_step_and_not_the_step():
    assert "whoever made the step 恢复使用 |" in chapter("emergency", "flows.emergency", "en")
    assert "办理“恢复使用”的人 |" in chapter("emergency", "flows.emergency", "zh")


def test_a_table_of_signatures_shows_units_and_names_as_they_are():
    said = chapter("power-connection", "authority.connection", "en")
    assert "| Name | Dual supply | Dedicated line | Voltage | Capacity (kVA) | Load (kW) | Who signs |" in said
    assert "kind: quantity" not in said
    rows = chapter("credit-approvals", "authority.rebate-settlement", "en")
    assert "rebates, price protection, special bids, stock rotation" in rows
    assert "返利、价格保护、特价申请、库存轮换" in chapter("credit-approvals", "authority.rebate-settlement", "zh")


@pytest.mark.parametrize(("late", "status"), [(3, Status.DUE), (4, Status.OVERDUE)])
def test_an_instalment_is_overdue_once_its_grace_is_over(late: int, status: Status):
    assert "for 3 days after its day an instalment is not overdue yet." in chapter("credit", "collections", "en")
    assert "分期款到期后 3 天内不算逾期。" in chapter("credit", "collections", "zh")
    assert status_of(Decimal(0), late, 3, is_paid=False) is status


def test_interest_is_for_every_day_overdue():
    said = chapter("collections", "collections.dunning", "en")
    assert "Interest is 0.03% of what is overdue." in said
    assert "That is the rate of a day." in said
    assert "Every day overdue counts, those of the grace as well; the day it was due does not." in said
    collections = collections_of(example("collections"))
    assert collections is not None
    rule = collections.dunning
    assert rule is not None
    assert rule.interest is not None
    # 10,000 for ten days at 0.03 % a day: 30, though three of them are days of grace.
    assert interest_on(rule.interest, Decimal(10_000), 10, rule.grace) == 30


def test_buckets_are_called_by_their_titles_where_rates_stand():
    said = chapter("collections", "collections.provision", "zh")
    assert "按账龄计提：未到期：0.3%；1-30 天：1.6%；" in said
    assert "无到期日：3.6%。" in said


def test_a_delivery_that_is_cut_is_a_multiple_of_the_lot():
    assert "A delivery that is cut is cut down to a multiple of 0.5." in chapter("dealer-exit", "governance.exit", "en")
    assert "削减的发货量按 0.5 的整数倍发。" in chapter("dealer-exit", "governance.exit", "zh")
    rule = exit_of(example("dealer-exit"))
    assert rule is not None
    assert rule.deliveries is not None
    # 8.3 t may not be delivered whole: room is for 8.2 t, and 8.0 are 0.3 less, not 0.5.
    day, room = date(2026, 6, 1), Decimal("8.2") * rule.deliveries.value
    one = evolve(rule.deliveries, steps=(Decimal("8.3"),), end_exposure=room, ceiling=None)
    (found,) = step_down(one, [day], (), 10, 10, day).deliveries
    assert found.quantity == Decimal("8.0")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Dealers are neighbours whose territories lie directly in the same one.", "at least 86%; at most 88%"]),
        ("zh", ["所在地区直属同一上级地区的为邻近经销商。", "最低 86%；最高 88%"]),
    ],
)
def test_an_assessment_is_told_in_whole_sentences(lang: Language, words: list[str]):
    said = chapter("dealer-exit", "governance.assess", lang)
    assert [each for each in words if each not in said] == []
