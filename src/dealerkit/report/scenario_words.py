"""A scenario in words: what it writes otherwise in the policy, in what is bought, in how dealers behave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.report.durations import duration_words
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.words import stated
from dealerkit.report.workings import figure, money
from dealerkit.values.numbers import ONE, Number, absolute, canonical
from dealerkit.whatif.behaviour.behaviour import Behaviour, Forward
from dealerkit.whatif.scenarios.overlays import Overlays, edit_of
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.change import Change


@frozen
class Edit:
    """What a scenario writes in place of what the policy says; ``…`` for what is more than a word."""

    address: str
    before: str
    after: str
    days: str = ""


_EDIT = Words("{address}: {before} → {after}", "{address}：{before} → {after}")
_DATED = Words(
    "{address}: {before} → {after}, for periods that end in {days}", "{address}：{before} → {after}，期末日在 {days} 内"
)
_ADDED, _REMOVED = Words("programme added: {id}", "新增方案：{id}"), Words("programme removed: {id}", "取消方案：{id}")
_REPLACED = Words("programme replaced: {id}", "更换方案：{id}")

_CHANGES: Mapping[str, Words] = {
    "grow": Words("sales grow by {share}", "销量增长 {share}"),
    "price": Words("our prices rise by {share}", "我方价格上涨 {share}"),
    "shift": Words("{share} of {from_} are bought as {to} instead", "{from_} 的 {share} 改购 {to}"),
    "lose": Words("lost: {dealers}", "流失：{dealers}"),
    "add": Words("a new dealer {code} buys {times} of what {like} buys", "新经销商 {code} 按 {like} 的 {times} 进货"),
    "pay_later": Words("money comes {days} later", "回款晚 {days}"),
}
_FALLS: Mapping[str, Words] = {
    "grow": Words("sales shrink by {share}", "销量下降 {share}"),
    "price": Words("our prices fall by {share}", "我方价格下调 {share}"),
}
_WHERE = Words(", where {where}", "，条件 {where}")
_DEALERS = Words(", of dealers with {where}", "，经销商 {where}")
_DURING = Words(", on the days of {days}", "，日期 {days}")
_NAMED = Words("{id}: {words}", "{id}：{words}")

_STRETCH = Words(
    "dealers up to {within} below a bound buy forward what is missing{limits}",
    "距坎级不超过 {within} 的经销商提前进货补足{limits}",
)
_MOST = Words(", {most} at most", "，至多 {most}")
_DAYS = Words(", stock of {days} days at most", "，至多 {days} 天的库存")
_COST = Words(", at a cost of {cost} to them", "，其持有成本 {cost}")
_PASS_ON = Words("dealers pass on {share} of what they earn more", "经销商把多得返利的 {share} 让入售价")
_ELASTICITY = Words(
    "one per cent on the price makes {elasticity} per cent on the units", "价格每变 1%，销量变 {elasticity}%"
)
_SAMPLED = Words("volumes drawn {runs} times, seed {seed}: {names}", "销量抽样 {runs} 次，种子 {seed}：{names}")


def edits_of(scenario: Scenario, policy: Policy) -> Iterator[Edit]:
    """What is written otherwise in the policy: values, then dated values."""
    yield from _overlaid(scenario.policy, policy, "")
    for days, overlays in scenario.dated.items():
        yield from _overlaid(overlays, policy, str(days))


def scenario_words(scenario: Scenario, policy: Policy, lang: Language) -> Iterator[str]:
    """Everything that a scenario writes, one sentence each."""
    for edit in edits_of(scenario, policy):
        text = _DATED if edit.days else _EDIT
        yield stated(text, lang, address=edit.address, before=edit.before, after=edit.after, days=edit.days)
    changes = scenario.programmes
    for text, programmes in ((_ADDED, changes.add), (_REMOVED, changes.remove), (_REPLACED, changes.replace)):
        yield from (stated(text, lang, id=programme) for programme in programmes)
    for change in scenario.book.values() if scenario.book else ():
        yield stated(_NAMED, lang, id=change.title or change.id, words=_change_words(change, lang))
    if scenario.behaviour is not None:
        yield from _behaviour_words(scenario.behaviour, lang)
    drawn = scenario.uncertainty
    if drawn is not None:
        names = "、" if lang == "zh" else ", "
        yield stated(
            _SAMPLED,
            lang,
            runs=f"{drawn.runs:,}",
            seed=drawn.seed,
            names=names.join(each.title or id for id, each in drawn.volumes.items()),
        )


def _overlaid(overlays: Overlays, policy: Policy, days: str) -> Iterator[Edit]:
    for address, value in overlays.items():
        yield Edit(address, _words(found(policy.root, address)), _words(edit_of(value).node), days)


def _words(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def _change_words(change: Change, lang: Language) -> str:
    said = _kind_words(change, lang)
    if change.where is not None:
        said += stated(_WHERE, lang, where=change.where.text)
    if change.dealers is not None and change.lose is None:
        said += stated(_DEALERS, lang, where=change.dealers.text)
    if change.during is not None:
        said += stated(_DURING, lang, days=change.during)
    return said


def _kind_words(change: Change, lang: Language) -> str:
    kind = change.kind
    share: Number | None = change.grow if kind == "grow" else change.price if kind == "price" else change.shift
    falls = share is not None and share < 0
    text = _FALLS[kind] if falls else _CHANGES[kind]
    lost = change.dealers.text if change.dealers is not None else ", ".join(change.lose or ())
    return stated(
        text,
        lang,
        share="" if share is None else percent(absolute(share)),
        from_=change.from_.text if change.from_ is not None else "",
        to=change.to.text if change.to is not None else "",
        dealers=lost,
        code=change.add,
        like=change.like,
        times=percent(ONE if change.times is None else change.times),
        days="" if change.pay_later is None else duration_words(change.pay_later, lang),
    )


def _behaviour_words(behaviour: Behaviour, lang: Language) -> Iterator[str]:
    if behaviour.forward is not None:
        yield stated(
            _STRETCH,
            lang,
            within=percent(behaviour.forward.within),
            limits="".join(_limits(behaviour.forward, lang)),
        )
    if behaviour.pass_on is not None:
        yield stated(_PASS_ON, lang, share=percent(behaviour.pass_on))
    if behaviour.elasticity is not None:
        yield stated(_ELASTICITY, lang, elasticity=canonical(behaviour.elasticity))


def _limits(forward: Forward, lang: Language) -> Iterator[str]:
    if forward.most is not None:
        yield stated(_MOST, lang, most=money(forward.most))
    if forward.most_units is not None:
        yield stated(_MOST, lang, most=figure(forward.most_units))
    if forward.days_of_stock is not None:
        yield stated(_DAYS, lang, days=figure(forward.days_of_stock))
    if forward.cost:
        yield stated(_COST, lang, cost=percent(forward.cost))
    if forward.dealers is not None:
        yield stated(_DEALERS, lang, where=forward.dealers.text)
