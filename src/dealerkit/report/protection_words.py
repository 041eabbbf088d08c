"""Price protection in words: how decisions ended, what became of units, and reasons with their figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from dealerkit.decisions import Outcome, Reason
from dealerkit.problems import Arg
from dealerkit.rebates.protection.results import Protected
from dealerkit.rebates.protection.units import CREDITED, Fate, Part
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.tables import cell_for_programs
from dealerkit.report.workings import figure, money

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words("credited", "补偿"),
    Outcome.REFUSED: Words("refused", "拒绝"),
    Outcome.UNDETERMINED: Words("cannot be told", "无法确定"),
}
WHY: Mapping[str, Words] = {
    "DK003": Words("a fact is missing", "缺少信息"),
    "DK330": Words("not covered", "不适用"),
    "DK336": Words("a fact is missing", "缺少信息"),
    "DK368": Words("the calendar ends before", "日历未公布"),
    "DK376": Words("two schemes credit it", "两个方案重复"),
    "DK379": Words("hole in the price list", "价格表有空档"),
    "DK380": Words("stock below zero", "库存为负"),
    "DK384": Words("drop too small", "降幅太小"),
    "DK385": Words("no unit is protected", "没有可补偿的商品"),
    "DK386": Words("stock not proved", "库存没有证明"),
    "DK387": Words("stock not known", "库存不明"),
    "DK388": Words("not claimed in time", "未按期申请"),
}
FATES: Mapping[Fate, Words] = {
    Fate.PROTECTED: Words("protected", "补偿"),
    Fate.PROMISED: Words("protected by a promise", "依承诺补偿"),
    Fate.OVER: Words("bought before the window", "超过价保期"),
    Fate.UNEXPLAINED: Words("no purchase explains it", "没有对应的进货"),
    Fate.RETURNED: Words("sent back at more than the new price", "以高于新价的价格退回"),
    Fate.UNCLAIMED: Words("not claimed", "未申请"),
    Fate.BEYOND: Words("claimed beyond the stock", "超出库存的申请"),
    Fate.LEFT: Words("had left before the cut", "调价前已离库"),
    Fate.ELSEWHERE: Words("bought by another dealer", "其他经销商购进"),
    Fate.UNKNOWN: Words("serial number never sold", "串号未曾售出"),
    Fate.LATER: Words("bought at the lower price", "按降价后的价格购进"),
}

_SUMS = frozenset({"earned", "most", "left", "amount", "drop", "before", "after"})
"""Arguments of reasons that are money; the others count units, but for the least drop."""


def ended(row: Protected, lang: Language) -> str:
    """How a decision ended, and in a few words why."""
    outcome, why = OUTCOMES[row.decision.outcome].said_in(lang), WHY.get(row.decision.code)
    if why is None:
        return outcome
    return f"{outcome}{'：' if lang == 'zh' else ': '}{why.said_in(lang)}"


def said(reason: Reason, lang: Language) -> str:
    """A reason with its figures as people write them."""
    args = tuple((name, _readable(reason.step, name, value)) for name, value in reason.args)
    return step(evolve(reason, args=args), lang)


def _readable(kind: str, name: str, value: Arg) -> Arg:
    if not isinstance(value, (Decimal, Fraction)):
        return value
    if name == "least":
        # A share is written as per cent by its sentence, from the exact number.
        return _rounded(money(value)) if kind == "protection-small" else value
    return _rounded(money(value) if name in _SUMS else figure(value))


def _rounded(shown: str) -> Decimal:
    return Decimal(shown.replace(",", ""))


def part_json(part: Part) -> dict[str, Json]:
    """Units with one fate, for programs."""
    return {
        "fate": part.fate.value,
        "credited": part.fate in CREDITED,
        "quantity": f"{part.quantity:f}",
        "bought_on": None if part.bought_on is None else part.bought_on.isoformat(),
        "serial": part.serial,
        "drop": None if part.drop is None else f"{part.drop:f}",
        "amount": None if part.amount is None else f"{part.amount:f}",
    }


def reason_json(reason: Reason, lang: Language) -> dict[str, Json]:
    """A reason with its place, for programs."""
    return {
        "step": reason.step,
        "rule": reason.rule.address,
        "at": location_json(reason.rule.at),
        "args": {name: arg_json(value) for name, value in reason.args},
        "said": said(reason, lang),
    }


def arg_json(value: Arg) -> Json:
    """One figure, for programs."""
    if isinstance(value, tuple):
        return [*value]
    return value if isinstance(value, (int, str)) else cell_for_programs(value)
