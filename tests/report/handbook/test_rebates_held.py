"""What chapters of rebates say of amounts, held to the engine: each sentence stands beside what is paid at its bound.

Every amount is reckoned by hand from the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from attrs import frozen

from dealerkit import assembly
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.rebates.due import due_day, expiry_day
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.terms import Measured, compile_terms
from dealerkit.rebates.windows import timing
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import Language

DAY = date(2026, 3, 31)
_HEAD = """\
policy: {name: p, title: P, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
facts:
  period.shelf: {type: number, unit: points, meaning: the shelf score, source: visits}
rebates:
  r:
"""
_QUARTER = "period: quarter"
_NET = "qualifying: {measure: net_amount}"
_UNITS = "qualifying: {measure: quantity}"
_SETTLE = "settle: {payout: transfer, negative: floor}"
_PLAIN = (_QUARTER, _NET, _SETTLE, "method: retrospective", "kind: percent")
_ONE_BAND = (*_PLAIN, "bands: [{at: 1_000, rate: 1%}]")


@cache
def policy(keys: tuple[str, ...]) -> Policy:
    loaded = assembly.loads({"p.yaml": (_HEAD + "".join(f"    {key}\n" for key in keys)).encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def chapter(keys: tuple[str, ...], lang: Language, address: str = "rebates.r") -> str:
    found = handbook(policy(keys), lang, DAY).chapters
    return next(each.markdown() for each in found if each.address == address).replace("\\", "")


@frozen
class Held:
    """A programme, what its chapter says in both languages, and what the engine pays: by base, and in a situation."""

    keys: tuple[str, ...]
    english: str
    chinese: str
    pays: Mapping[str, str | None]
    shelf: str = ""
    paying: str = ""
    baseline: str = ""
    days: tuple[int, int] | None = None

    def paid(self, base: str) -> str | None:
        """What the engine pays at a base."""
        facts = {"period.shelf": Decimal(self.shelf) if self.shelf else Missing(("period.shelf",))}
        measured = Measured(
            Decimal(base),
            Decimal(self.paying) if self.paying else None,
            Decimal(self.baseline) if self.baseline else None,
            facts,
            self.days,
        )
        programme = programmes_of(policy(self.keys))["r"]
        found = compile_terms(programme, policy(self.keys).header.rounding).amount(measured)
        return None if found is None else str(found)


def percent(method: str, *bands: str, **more: str) -> tuple[str, ...]:
    return (*_PLAIN[:3], f"method: {method}", "kind: percent", f"bands: [{', '.join(bands)}]", *more.values())


def of_kind(kind: str, method: str, *bands: str, base: str = _NET, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (_QUARTER, base, _SETTLE, f"method: {method}", f"kind: {kind}", f"bands: [{', '.join(bands)}]", *more)


_GOODS = ("settle: {payout: goods, negative: floor}", "goods: {product: P}")


def of_goods(method: str, *bands: str, more: tuple[str, ...] = ()) -> tuple[str, ...]:
    return (_QUARTER, _UNITS, *_GOODS, f"method: {method}", "kind: goods", f"bands: [{', '.join(bands)}]", *more)


BANDS = [
    # 1 % of 1,000.01 is 10.0001.
    Held(
        percent("retrospective", "{above: 1_000, rate: 1%}"),
        "Up to the first bound, and at it, nothing is paid.",
        "未超过第一坎不返。",
        {"1000": "0.00", "1000.01": "10.00"},
    ),
    Held(
        percent("retrospective", "{at: 1_000, rate: 1%}", "{above: 2_000, rate: 2%}"),
        "| from 1,000 through 2,000 | 1% of the base |",
        "| 1,000 至 2,000（含） | 基数的 1% |",
        {"999.99": "0.00", "1000": "10.00", "2000": "20.00", "2000.01": "40.00"},
    ),
    # 1 % of the 1,000 in the first band, then 2 % of what lies in the second.
    Held(
        percent("incremental", "{at: 1_000, rate: 1%}", "{at: 2_000, rate: 2%}"),
        "| from 1,000 to below 2,000 | 1% of the part of the base that lies in it |",
        "| 1,000 至不足 2,000 | 落在本段内的基数的 1% |",
        {"1000": "0.00", "2000": "10.00", "3000": "30.00"},
    ),
    Held(
        percent("excess-over-band", "{at: 1_000, rate: 2%}", "{at: 2_000, rate: 5%}"),
        "| from 1,000 to below 2,000 | 2% of what lies above 1,000 |",
        "| 1,000 至不足 2,000 | 超出 1,000 部分的 2% |",
        {"1500": "10.00", "2000": "0.00", "2100": "5.00"},
    ),
    # 1 % at 1,000 and 3 % at 2,000: half way 2 %.
    Held(
        percent("linear", "{at: 1_000, rate: 1%}", "{at: 2_000, rate: 3%}"),
        "| from 1,000 to below 2,000 | 1% of the base at its bound, running evenly to 3% of the base at the next |",
        "| 1,000 至不足 2,000 | 下限处为基数的 1%，至下一坎按比例变为基数的 3% |",
        {"1000": "10.00", "1500": "30.00", "2000": "60.00", "3000": "90.00"},
    ),
    Held(
        of_kind("lump-sum", "linear", "{at: 1_000, pay: 100}", "{at: 2_000, pay: 300}"),
        "Between two bounds the sum runs in a straight line; from the last bound on it stays.",
        "两个坎级之间金额按比例推算，最后一个坎级以上不再变动。",
        {"1000": "100.00", "1500": "200.00", "2000": "300.00", "9000": "300.00"},
    ),
    # Both bands pay: 100 + 300.
    Held(
        of_kind("lump-sum", "incremental", "{at: 1_000, pay: 100}", "{at: 2_000, pay: 300}"),
        "Every band that is reached pays, and what they pay is added up.",
        "所达到的每一坎级都支付，金额相加。",
        {"1999.99": "100.00", "2000": "400.00"},
    ),
    Held(
        of_kind("lump-sum", "retrospective", "{at: 1_000, pay: 100}", "{at: 2_000, pay: 300}"),
        "The sum of the band that is reached is paid, once.",
        "支付所达坎级对应的一笔金额。",
        {"1999.99": "100.00", "2000": "300.00"},
    ),
    # Ten units at 3, then one at 5.
    Held(
        of_kind("per-unit", "incremental", "{at_unit: 11, pay: 3}", "{at_unit: 21, pay: 5}", base=_UNITS),
        "| from unit 11 through unit 20 | CNY 3 for each unit that lies in it |",
        "| 第 11 件至第 20 件 | 落在本段内的每件 3 元 |",
        {"10": "0.00", "11": "3.00", "20": "30.00", "21": "35.00"},
    ),
    Held(
        of_kind("per-unit", "excess-over-band", "{at_unit: 11, pay: 3}", "{at_unit: 21, pay: 5}", base=_UNITS),
        "| from unit 21 on | CNY 5 for each unit above unit 20 |",
        "| 第 21 件起 | 超出第 20 件的每件 5 元 |",
        {"20": "30.00", "21": "5.00"},
    ),
    Held(
        of_kind("per-unit", "retrospective", "{at_unit: 10, pay: 1}", "{at_unit: 20, pay: 2}", base=_UNITS),
        "| 10 to 19 units | CNY 1 for each unit |",
        "| 10 至 19 件 | 每件 1 元 |",
        {"9": "0.00", "10": "10.00", "19": "19.00", "20": "40.00"},
    ),
    Held(
        of_kind("per-unit", "retrospective", "{at: 1_000, pay: 50, per: 1_000}"),
        "| from 1,000 | CNY 50 for every full 1,000 |",
        "| 1,000 起 | 每满 1,000 给 50 元 |",
        {"1999.99": "50.00", "2000": "100.00"},
    ),
    # 600 of 900 lie above 300: one full 500 of them.
    Held(
        of_kind("per-unit", "excess-over-band", "{at: 300, pay: 50, per: 500}"),
        "CNY 50 for every full 500 above 300",
        "超出 300 的每满 500 给 50 元",
        {"799.99": "0.00", "900": "50.00"},
    ),
    # 5 once at 100, 20 more at 200; 1 % of the 100 between, 2 % of what is beyond.
    Held(
        percent("incremental", "{at: 100, rate: 1%, plus: 5}", "{at: 200, rate: 2%, plus: 20}"),
        "2% of the part of the base that lies in it, and CNY 20 once it is reached",
        "落在本段内的基数的 2%，达到即再加一笔 20 元",
        {"100": "5.00", "200": "26.00", "300": "28.00"},
    ),
    Held(
        percent("retrospective", "{at: 100, rate: 1%, plus: 5}", "{at: 200, rate: 2%, plus: 20}"),
        "2% of the base, and CNY 20 in all",
        "基数的 2%，另加一笔 20 元",
        {"199": "6.99", "200": "24.00"},
    ),
    Held(
        of_goods("incremental", "{at_unit: 10, pay: 1}", "{at_unit: 20, pay: 2}"),
        "| from 20 units on | 2 units of P more |",
        "| 20 件及以上 | 再加 P 2 件 |",
        {"19": "1", "20": "3"},
    ),
    Held(
        of_goods("retrospective", "{at_unit: 100, pay: 2, per: 100}", more=("minimum: {payout: 3}",)),
        "Less than 3 units of P is not given.",
        "应得不足 P 3 件的不给。",
        {"199": "0", "200": "4"},
    ),
    # Half of 3 units is 1.5: one whole unit.
    Held(
        of_goods(
            "retrospective",
            "{at_unit: 1, pay: 3}",
            more=("factors: [{id: f, of: period.shelf, bands: [{at: 0, factor: 50%}]}]",),
        ),
        "Only whole units are given.",
        "货品只给整件，不足一件的舍去。",
        {"1": "1"},
        shelf="10",
    ),
    Held(
        (*_PLAIN, "bands: [{at: 1_000, rate: 1%}]", "paying: {measure: gross_amount}"),
        "| from 1,000 | 1% of what is paid on |",
        "| 1,000 起 | 计返额的 1% |",
        {"999.99": "0.00", "1000": "5.00"},
        paying="500",
    ),
]
_AGAINST = "against: {baseline: same-period-last-year, missing: %s}"
_SHARES = ("{at: 90%, rate: 1%}", "{above: 110%, rate: 2%}")
COMPARED = [
    Held(
        percent("retrospective", *_SHARES, against=_AGAINST % "skip"),
        "| from 90% through 110% | 1% of the base |",
        "| 90% 至 110%（含） | 基数的 1% |",
        {"899.99": "0.00", "900": "9.00", "1100": "11.00", "1100.01": "22.00"},
        baseline="1000",
    ),
    # 1.1 of the baseline is 110 % of it.
    Held(
        percent("retrospective", "{at: 1.1, rate: 0.02}", against=_AGAINST % "skip"),
        "| from 110% | 2% of the base |",
        "| 110% 起 | 基数的 2% |",
        {"1099.99": "0.00", "1100": "22.00"},
        baseline="1000",
    ),
    # Of 1,200, 200 lie above the 1,000 of last year, and 100 above 110 % of them.
    Held(
        percent("excess-over-baseline", *_SHARES, against=_AGAINST % "skip"),
        "| above 110% | 2% of what lies above the baseline |",
        "| 超过 110% | 超出比较基数部分的 2% |",
        {"1200": "4.00"},
        baseline="1000",
    ),
    Held(
        percent("excess-over-band", *_SHARES, against=_AGAINST % "skip"),
        "| above 110% | 2% of what lies above 110% of the baseline |",
        "| 超过 110% | 超出比较基数的 110% 部分的 2% |",
        {"1200": "2.00"},
        baseline="1000",
    ),
    Held(
        percent("retrospective", *_SHARES, against=_AGAINST % "skip"),
        "Where there is none, or it is zero or below, the dealer takes no part.",
        "没有比较基数，或其为零或负数的：不参加。",
        {"1200": "0.00"},
        baseline="-1",
    ),
    Held(
        percent("retrospective", *_SHARES, against=_AGAINST % "zero"),
        "Where there is none, or it is zero or below, any base above zero reaches the highest band.",
        "基数大于零即达到最高坎级。",
        {"0": "0.00", "100": "2.00"},
        baseline="0",
    ),
    Held(
        percent("retrospective", *_SHARES, against=_AGAINST % "1_000"),
        "Where there is none, or it is zero or below, 1,000 is taken instead.",
        "改用 1,000。",
        {"899.99": "0.00", "900": "9.00"},
    ),
    Held(
        percent("retrospective", *_SHARES, against=_AGAINST % "target"),
        "the target of the period is taken instead, and without one the dealer takes no part.",
        "改用本期目标，也没有目标的不参加。",
        {"900": "0.00"},
    ),
]


def on_shelf(clause: str) -> tuple[str, ...]:
    return (*_ONE_BAND, clause)


_FACTOR = "factors: [{id: f, of: period.shelf, bands: [{at: 10, factor: 50%}, {above: 20, factor: 100%}]}]"
CONDUCT = [
    Held(
        on_shelf("gates: [{id: g, of: period.shelf, at: 90}]"),
        "g: the shelf score must be at least 90, or nothing is paid.",
        "g：period.shelf须不低于 90，否则不返。",
        {"1000": "10.00"},
        shelf="90",
    ),
    Held(
        on_shelf("gates: [{id: g, of: period.shelf, above: 90}]"),
        "the shelf score must be above 90,",
        "须超过 90",
        {"1000": "0.00"},
        shelf="90",
    ),
    Held(
        on_shelf("gates: [{id: g, of: period.shelf, up_to: 90}]"),
        "the shelf score must be at most 90,",
        "须不超过 90",
        {"1000": "10.00"},
        shelf="90",
    ),
    Held(
        on_shelf("gates: [{id: g, of: period.shelf, below: 90}]"),
        "the shelf score must be below 90,",
        "须低于 90",
        {"1000": "0.00"},
        shelf="90",
    ),
    Held(
        on_shelf("gates: [{id: g, of: period.shelf, at: 90, if_missing: 95}]"),
        "If that is not known, it is taken to be 95.",
        "情况不明时按 95 计。",
        {"1000": "10.00"},
    ),
    Held(
        on_shelf("gates: [{id: g, of: period.shelf, at: 90, if_missing: refuse}]"),
        "If that is not known, nothing is paid.",
        "情况不明时不返。",
        {"1000": "0.00"},
    ),
    # 1 % and 0.5 % of 1,000.
    Held(
        on_shelf("supplements: [{id: s, when: period.shelf >= 90, rate: 0.5%, if_missing: true}]"),
        "s: 0.5% is added to the rate where the shelf score is at least 90. If that is not known, it counts as met.",
        "s：满足以下条件时比率另加 0.5%：period.shelf 不低于 90。情况不明时视为满足。",
        {"1000": "15.00"},
    ),
    # 1 % and 1 % of the first 1,000, 2 % and 1 % of the next.
    Held(
        (
            *percent("incremental", "{at: 0, rate: 1%}", "{at: 1_000, rate: 2%}"),
            "supplements: [{id: s, when: period.shelf >= 90, rate: 1%}]",
        ),
        "s: 1% is added to the rate of every slice where the shelf score is at least 90.",
        "s：满足以下条件时每一段的比率另加 1%：",
        {"2000": "50.00"},
        shelf="90",
    ),
    Held(
        of_goods(
            "retrospective",
            "{at_unit: 10, pay: 1}",
            more=("supplements: [{id: s, when: period.shelf >= 90, pay: 2}]",),
        ),
        "s: 2 units of P more where the shelf score is at least 90.",
        "s：满足以下条件时另加 P 2 件：",
        {"10": "3"},
        shelf="90",
    ),
    Held(
        of_kind(
            "per-unit",
            "retrospective",
            "{at_unit: 10, pay: 1}",
            base=_UNITS,
            more=("supplements: [{id: s, when: period.shelf >= 90, pay: 2}]",),
        ),
        "s: CNY 2 more for each unit where the shelf score is at least 90.",
        "s：满足以下条件时每件另加 2 元：",
        {"10": "30.00"},
        shelf="90",
    ),
    Held(
        on_shelf(_FACTOR),
        "Below the first of these figures the amount stays undetermined.",
        "低于其中最小数值的，金额暂不能确定。",
        {"1000": None},
        shelf="9",
    ),
    Held(on_shelf(_FACTOR), "| from 10 through 20 | 50% |", "| 10 至 20（含） | 50% |", {"1000": "5.00"}, shelf="20"),
    # The factor itself is stated, not the figure it goes by.
    Held(
        on_shelf(_FACTOR.replace("id: f,", "id: f, if_missing: 80%,")),
        "If that is not known, the factor is 80%.",
        "情况不明时系数为 80%。",
        {"1000": "8.00"},
    ),
    Held(
        on_shelf("factors: [{id: f, of: period.shelf, bands: [{at: 0, factor: 1}, {at: 90, factor: 1.2}]}]"),
        "| from 90 | 120% |",
        "| 90 起 | 120% |",
        {"1000": "12.00"},
        shelf="90",
    ),
]
LIMITS = [
    Held(
        (*_ONE_BAND, "minimum: {base: 2_000, payout: 30}"),
        "Nothing is paid where the base is below 2,000. An amount below CNY 30, before it is rounded, is not paid.",
        "基数低于 2,000 的不返。应得金额（取整前）低于 30 元的不付。",
        # 1 % of 2,999.60 is 29.996.
        {"1999.99": "0.00", "2999.60": "0.00", "3000": "30.00"},
    ),
    Held(
        (*_ONE_BAND, "minimum: {base: 2_000, payout: 30}", "guarantee: {payout: 5}"),
        "Nothing is earned where the base is below 2,000. What comes to less than CNY 30 counts as nothing earned.",
        "基数低于 2,000 的没有应得返利。应得不足 30 元的视为没有应得。",
        {"1999.99": "5.00", "2999": "5.00", "3000": "30.00"},
    ),
    Held(
        (*_ONE_BAND, "cap: {base: 2_000, payout: 15}"),
        "At most 2,000 of base is paid on. At most CNY 15 is paid for a period.",
        "计返基数最多 2,000。每期最多支付 15 元。",
        {"1500": "15.00", "9000": "15.00"},
    ),
    Held(
        (*_ONE_BAND, "guarantee: {payout: 25}"),
        "Below the first bound nothing is earned.",
        "低于第一坎没有应得返利。",
        {"0": "25.00", "2500": "25.00", "2600": "26.00"},
    ),
    # 45 of 90 days: 500 are reached, and at most 8 is paid.
    Held(
        (*_ONE_BAND, "cap: {payout: 16}", "short_period: pro-rata"),
        "what is to be reached, sums, caps and guarantees are reduced by days; rates, amounts for a unit and the least",
        "须达数额、整笔金额、上限和保底按天数折算",
        {"499.99": "0.00", "500": "5.00", "900": "8.00"},
        days=(45, 90),
    ),
    Held(
        (*_ONE_BAND, "short_period: nothing"),
        "nothing is paid.",
        "当期不返。",
        {"5000": "0.00"},
        days=(89, 90),
    ),
    # 1 % of 1,999 is 19.99.
    Held(
        (*_ONE_BAND, "rounding: {to: 1, mode: down}"),
        "The amount is rounded to CNY 1, down.",
        "金额取整到 1 元，向下。",
        {"1999": "19"},
    ),
    # 1.5 and 1.5: each rounded up to 2 before they are added.
    Held(
        (
            *percent("incremental", "{at: 0, rate: 1%}", "{at: 150, rate: 1%}"),
            "rounding: {to: 1, level: band}",
        ),
        "What each band pays is rounded to CNY 1, half up, before it is added up.",
        "各坎级的金额先取整到 1 元（四舍五入）再相加。",
        {"300": "4"},
    ),
]
EVERY = [*BANDS, *COMPARED, *CONDUCT, *LIMITS]


@pytest.mark.parametrize("held", EVERY, ids=[each.english[:60] for each in EVERY])
def test_the_engine_pays_what_the_handbook_says(held: Held):
    assert held.english in chapter(held.keys, "en")
    assert held.chinese in chapter(held.keys, "zh")
    assert {base: held.paid(base) for base in held.pays} == held.pays


def test_a_guarantee_is_given_to_whoever_takes_part_and_only_then():
    keys = (*on_shelf("gates: [{id: g, of: period.shelf, at: 90}]"), "guarantee: {payout: 25}")
    said = "Whoever takes part and meets every gate is paid at least CNY 25 for a period that is over"
    assert said in chapter(keys, "en")
    assert Held(keys, "", "", {}, shelf="90").paid("0") == "25.00"
    assert Held(keys, "", "", {}, shelf="89").paid("5000") == "0.00"


def test_what_is_settled_before_the_end_is_due_after_the_last_day_that_is_settled():
    settle = (
        "settle: {every: month, payout: credit-note, negative: floor, due: {after: period-end, within: 5 days},"
        " expires: {after: period-end, within: 6 months}}"
    )
    keys = (_QUARTER, _NET, settle, "method: retrospective", "kind: percent", "bands: [{at: 0, rate: 1%}]")
    text = chapter(keys, "en")
    assert "It is settled each month, for what the period has earned so far, and paid by credit note." in text
    assert "It is due within 5 days of the last day that is settled." in text
    assert "The credit can be used for 6 months from the period's end." in text
    programme = programmes_of(policy(keys))["r"]
    times = timing(programme, policy(keys).header.effective, ())
    assert times is not None
    (window,) = times.windows(date(2026, 2, 10), None)
    # January is settled: five days after its last day, and the quarter ends with March.
    assert due_day(programme.settle, window, date(2026, 2, 10), None) == date(2026, 2, 5)
    assert expiry_day(programme.settle, window, date(2026, 2, 10)) == date(2026, 9, 30)


SAID = [
    (
        (*_ONE_BAND, "late: {within: 10 days, then: next-period}"),
        "What is recorded more than 10 days after the period's end counts in the period in which it was recorded.",
        "期末后超过 10 天录入的，计入录入的那一期。",
    ),
    (
        (*_ONE_BAND[1:], "period: {kind: quarter, starts: april, named-after: end}"),
        "Its year begins with the first day of April. A year that lies in two calendar years is called by the one",
        "年度自四月第一天起算。跨年的年度以终止年命名。",
    ),
    (
        (
            *_ONE_BAND[1:],
            "period: {kind: month, weeks: 4-4-5, closes: {weekday: saturday, month: january, which: nearest}}",
        ),
        "It ends on the Saturday nearest the end of January.",
        "年度终于最接近一月末的星期六。",
    ),
    (
        (*_ONE_BAND, "accumulate: {over: parent, pay: head}"),
        "The bases of all dealers below the same topmost parent, and its own, are added up together",
        "同一最上级及其各级下属中参加的经销商，基数合并计算。合并所得支付给牵头人。",
    ),
    (
        (_QUARTER, "qualifying: {from: collections, measure: net_amount, if_missing: false}", *_ONE_BAND[2:]),
        "money has paid them (in the period in which it came in) is added up. A record of which it cannot be told",
        "已回款的进货（计入到款日所在的一期）的不含税金额。不能判断是否计入的记录，按不计处理。",
    ),
    (
        (_QUARTER, "qualifying: {measure: '=line.quantity * 2'}", *_ONE_BAND[2:]),
        "Each quarter this is added up over sales to the dealer: the line's quantity × 2.",
        "每季度按经销商进货逐笔累计：数量 × 2。",
    ),
    ((*_ONE_BAND, "accumulate: {over: group}"), "they receive together", "合并应得"),
    ((*_ONE_BAND, "budget: {amount: 100}"), "Assumed: the budget suffices for all.", "假定：预算足够。"),
    (_ONE_BAND, "They hold for every dealer.", "对所有经销商均适用。"),
]


@pytest.mark.parametrize(("keys", "english", "chinese"), SAID, ids=[each[1][:60] for each in SAID])
def test_what_a_rebate_counts_is_said(keys: tuple[str, ...], english: str, chinese: str):
    assert english in chapter(keys, "en")
    assert chinese in chapter(keys, "zh")


def test_what_holds_for_every_rebate_stands_before_them():
    text = chapter(_ONE_BAND, "en", "rebates")
    assert "the amount stays undetermined until it is known" in text
    assert Held(on_shelf("gates: [{id: g, of: period.shelf, at: 90}]"), "", "", {}).paid("1000") is None


def test_a_fact_whose_meaning_is_in_english_is_called_by_its_name_in_chinese():
    assert "| period.shelf (the shelf score) |" in chapter(_ONE_BAND, "zh", "facts")
    assert "| the shelf score (period.shelf) |" in chapter(_ONE_BAND, "en", "facts")


def test_amounts_are_rounded_to_cents_where_nothing_is_said():
    head = "".join(each.markdown() for each in handbook(policy(_ONE_BAND), "en", DAY).head)
    assert "| Rounding | to 0.01, half up, for each programme |" in head
    # 1 % of 1,000.50 is 10.005.
    assert Held(_ONE_BAND, "", "", {}).paid("1000.50") == "10.01"


def test_a_broken_promise_of_more_sales_names_both_bases():
    text = _HEAD.encode() + "".join(f"    {key}\n" for key in BANDS[3].keys).encode()
    loaded = assembly.loads({"p.yaml": text + b"always: {more: {more_sales: never-less}}\n"})
    assert loaded.policy is not None
    chapters = handbook(loaded.policy, "en", DAY).chapters
    said = next(each.markdown() for each in chapters if each.address == "always.more")
    # 2 % of the 999.99 above 1,000 is 20.00 (19.9998); at 2,000 nothing lies above the bound.
    assert "a base of 1,999.99 earns CNY 20, and a base of 2,000 only CNY 0." in said
