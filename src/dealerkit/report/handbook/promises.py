"""The chapters of what must always hold: each promise in a sentence, and whether it is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.policy.scalars import JsonSchema
from dealerkit.rebates.always.invariant import Invariant, invariants_of
from dealerkit.rebates.always.proving import prove_all
from dealerkit.rebates.always.verdicts import State, Verdict
from dealerkit.report.handbook.blocks import Chapter, Text
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.telling import Teller
from dealerkit.report.invariants import assumptions
from dealerkit.report.languages import Words
from dealerkit.values.numbers import simplest

_INTRODUCTION = Words(
    "These are promises about what rebates pay, whatever is sold. None of them decides an amount: each was held against"
    " the rebates above.",
    "以下是对返利支付的承诺，无论销售多少都须成立。承诺本身不决定金额：每一条都已与上述返利核对。",
)
_SAYINGS: Mapping[str, Words] = {
    "share": Words("{who} pay at most {bound} of the base.", "{who}所付至多为基数的 {bound}。"),
    "most": Words("{who} pay at most {bound} for a period.", "{who}每期至多支付 {bound}。"),
    "least": Words("{who} pay at least {bound} for a period.", "{who}每期至少支付 {bound}。"),
    "more": Words("Under {who} a larger base never earns less.", "按{who}，基数增加时所得不会减少。"),
    "next": Words(
        "Under {who} the next {next} of base never earn more than {bound} of that.",
        "按{who}，基数每再增加 {next}，多得的不超过其 {bound}。",
    ),
}
_PRICED = Words(
    "{who} pay at most {bound} of sales, where a counted unit is sold for {price} or more.",
    "{who}所付至多为销售额的 {bound}（计数单位每个售价不低于 {price}）。",
)
_ALL = Words("all rebates together", "各项返利合计")
_THESE = Words("{names} together", "{names}合计")
_THIS = Words("{names}", "{names}")
_WHEN = Words("It must hold where {condition}.", "适用情形：{condition}。")
_TOLERANCE = Words("Rounding may break it by {money}.", "允许取整误差 {money}。")
_PROVED = Words(
    "Proved: no base, in steps of {step}, and no day of the policy's validity breaks it.",
    "已证明：政策有效期内的任何一天、以 {step} 为步长的任何基数都不违反。",
)
_BROKEN = Words(
    "Broken: on {day}, at a base of {base}, it comes to {amount}, where the bound is {allowed}.",
    "不成立：{day}，基数为 {base} 时为 {amount}，界限为 {allowed}。",
)
_OPEN = Words(
    "Not proved: {tries} cases were tried, and none of them breaks it; that is no proof.",
    "未能证明：试算了 {tries} 个情形，没有发现违反，但这不等于证明。",
)
_UNASKED = Words("Not asked: the promise is about programmes that there are not.", "未核对：所涉方案不存在。")
_ASSUMED = Words("That rests on: {assumed}.", "前提：{assumed}。")
_TOLD = ("programmes", "when", "at_most", "of", "next", "at_least", "more_sales", "tolerance")


def promise_chapters(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``always``: a chapter for each promise, with the verdict on it."""
    voice = describer.voice
    yield Chapter("always", name, 2, (Text(voice.say(_INTRODUCTION)),))
    verdicts = {each.invariant.id: each for each in prove_all(voice.policy)}
    known = invariants_of(voice.policy)
    way = voice.places.mapping_way(place, node) if isinstance(node, MappingNode) else {}
    for key, (_, child) in node.entries.items() if isinstance(node, MappingNode) else ():
        assert isinstance(child, MappingNode)  # noqa: S101  # the policy was read
        title, teller = describer.named(key, child), Teller(describer)
        said = [*_said(teller, child, known[key])]
        words = [*_verdict(teller, verdicts.get(key))]
        teller.tick(child, *_TOLD)
        if key in verdicts and verdicts[key].state is not State.OPEN:
            teller.tick(child, "tries", "not_proved", "step")
        blocks = describer.described(child, voice.places.of(way, key), 4)
        yield Chapter(f"always.{key}", title, 3, (Text(teller.together(said)), Text(teller.together(words)), *blocks))


def _said(teller: Teller, node: MappingNode, promise: Invariant) -> Iterator[str]:
    voice = teller.voice
    key = "at_least" if promise.at_least is not None else "at_most"
    is_share = promise.kind in {"share", "next"}
    bound = teller.share(node, key) if is_share else teller.money(node, key) if node.get(key) is not None else ""
    names = [voice.name(each, "programmes") for each in promise.programmes]
    who = teller.say(_ALL) if not names else teller.say(_THIS if len(names) == 1 else _THESE, names=voice.listed(names))
    next_ = voice.money(promise.next) if promise.next is not None else ""
    price = teller.money(node, "unit_price") if node.get("unit_price") is not None else ""
    words = _PRICED if price else _SAYINGS[promise.kind]
    said = teller.say(words, who=who, bound=bound, next=next_, price=price)
    if len(names) == 1 and voice.lang == "en":
        said = said.replace(" pay at ", " pays at ", 1)
    yield said[:1].upper() + said[1:]
    if node.get("when") is not None:
        yield teller.say(_WHEN, condition=teller.take(node, "when"))
    if node.get("tolerance") is not None:
        yield teller.say(_TOLERANCE, money=voice.money(promise.tolerance))


def _verdict(teller: Teller, verdict: Verdict | None) -> Iterator[str]:
    voice = teller.voice
    if verdict is None:
        yield teller.say(_UNASKED)
        return
    found = verdict.counterexample
    if verdict.state is State.BROKEN and found is not None:
        yield teller.say(
            _BROKEN,
            day=found.day.isoformat(),
            base=voice.number(simplest(found.base)),
            amount=voice.money(simplest(found.amount)),
            allowed=voice.money(simplest(found.allowed)),
        )
        return
    step = voice.number(simplest(verdict.step))
    yield teller.say(_PROVED if verdict.state is State.PROVED else _OPEN, step=step, tries=verdict.tries)
    assumed = assumptions(verdict, voice.lang)
    if assumed:
        yield teller.say(_ASSUMED, assumed=voice.listed(assumed))
