"""What to do with an order, in one sentence: the action, who signs and until when, or what stands against it."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.credit.actions import weight
from dealerkit.credit.outcomes import chosen
from dealerkit.credit.results import Action, Checked, OrderAnswer, Signature
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence, step
from dealerkit.report.words import stated

_SHIP = Words("ship", "发货")
_RELEASED = Words("ship under release {release}", "按放行单 {release} 发货")
_RELEASE = Words(
    "ship as `{step}` over the limit once {who} signs{by}{plan}", "经 {who} 签字，按 `{step}` 超限放行{by}{plan}"
)
_REFER = Words("refer to {who}: {why}", "报 {who} 决定：{why}")
_CASH = Words("ship once it is paid{plan}: {why}", "款到发货{plan}：{why}")
_HOLD = Words("hold: {why}", "暂缓：{why}")
_UNKNOWN = Words("cannot be told, for want of {missing}", "缺少 {missing}，无法确定")
_WRONG = Words("cannot be told: {what}", "无法确定：{what}")
_BY = Words(", by {day}", "，{day} 前有效")
_PLAN = Words(", with a repayment plan", "，并附还款计划")
_AND = Words("{role} and {second}", "{role}、{second}")
_SEVERAL = Words(", ", "、")

_BARE: Mapping[Action, Words] = {
    Action.REFER: Words("refer to {who}", "报 {who} 决定"),
    Action.CASH_FIRST: Words("ship once it is paid{plan}", "款到发货{plan}"),
    Action.HOLD: Words("hold", "暂缓"),
}
_FULL: Mapping[Action, Words] = {Action.REFER: _REFER, Action.CASH_FIRST: _CASH, Action.HOLD: _HOLD}


def action_sentence(answer: OrderAnswer, lang: Language) -> str:
    """The action as one says it to whoever waits for the order."""
    plan = _PLAN.said_in(lang) if answer.plan else ""
    who = _SEVERAL.said_in(lang).join(dict.fromkeys(_signer(each, lang) for each in answer.signatures))
    if answer.action is Action.SHIP:
        return stated(_RELEASED, lang, release=answer.release) if answer.release else _SHIP.said_in(lang)
    if answer.action is Action.RELEASE:
        return _as_release(answer, who, plan, lang)
    if answer.action is Action.UNDETERMINED:
        if answer.problems:
            return stated(_WRONG, lang, what=sentence(answer.problems[0], lang)[0])
        return stated(_UNKNOWN, lang, missing=_SEVERAL.said_in(lang).join(answer.decision.missing))
    against = _strictest(answer)
    why = step(against.reasons[0], lang) if against is not None and against.reasons else ""
    words = _FULL if why else _BARE
    return stated(words[answer.action], lang, who=who, plan=plan, why=why)


def _as_release(answer: OrderAnswer, who: str, plan: str, lang: Language) -> str:
    offer = chosen(answer)
    day = None if offer is None else offer.expires_on
    by = "" if day is None else stated(_BY, lang, day=day)
    return stated(_RELEASE, lang, step="" if offer is None else offer.step, who=who, by=by, plan=plan)


def _strictest(answer: OrderAnswer) -> Checked | None:
    """The failing check that the action goes back to: the first of the strictest."""
    failed = [each for each in answer.failing if each.failed]
    return max(failed, key=lambda each: weight(each, answer.offers), default=None)


def _signer(signature: Signature, lang: Language) -> str:
    return stated(_AND, lang, role=signature.role, second=signature.second) if signature.second else signature.role
