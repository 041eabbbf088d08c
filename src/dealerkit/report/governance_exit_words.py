"""What an orderly end costs, by which way, and why: in words."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.decisions import Reason
from dealerkit.governance.exit.costing import END, GO_ON, OPEN, OVERRIDE, STOCK, TRANSITION, WRITE_OFF
from dealerkit.problems import Arg
from dealerkit.report.governance_lacking import OF_EXITS
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step

PARTS: Mapping[str, Words] = {
    STOCK: Words("running down his stock", "消化库存"),
    OVERRIDE: Words("override of successors", "继任者余股返利"),
    WRITE_OFF: Words("debt written off", "尾款核销"),
    TRANSITION: Words("margin lost until successors sell", "过渡期毛利损失"),
}
WAYS: Mapping[str, Words] = {
    "promotion": Words("joint promotion", "联合促销"),
    "buy-back": Words("buy-back", "回购"),
}
ANSWERS: Mapping[str, Words] = {
    END: Words("ending costs less", "终止代价较小"),
    GO_ON: Words("ending costs more than it saves: withdraw from the plan", "终止得不偿失：应撤回方案"),
    OPEN: Words("open, the ranges overlap or one is not known", "未定，区间重叠或有一项不明"),
}


def sentence(reason: Reason, lang: Language) -> str:
    """A reason as a sentence."""
    return step(Reason(reason.step, reason.rule, tuple((k, _said(k, v, lang)) for k, v in reason.args)), lang)


def _said(name: str, value: Arg, lang: Language) -> Arg:
    """Arguments that are words of ours, in the language."""
    known = {"part": PARTS, "how": WAYS, "answer": ANSWERS}.get(name)
    if known is not None and isinstance(value, str):
        return known[value].said_in(lang) if value else ""
    if name in {"missing", "facts"} and isinstance(value, tuple):
        return tuple(OF_EXITS.get(each, Words(each, each)).said_in(lang) for each in value)
    return value
