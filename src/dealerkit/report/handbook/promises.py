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
_APART = Words("No sale is taken to belong to two of these: {names}.", "视为没有同属两类的销售：{names}。")
_BROKEN: Mapping[str, Words] = {
    "": Words(
        "Broken: on {day}, at a base of {base}, {amount} is paid, where at most {allowed} is promised.",
        "不成立：{day}，基数为 {base} 时支付 {amount}，而承诺至多 {allowed}。",
    ),
    "least": Words(
        "Broken: on {day}, at a base of {base}, {amount} is paid, where at least {allowed} is promised.",
        "不成立：{day}，基数为 {base} 时支付 {amount}，而承诺至少 {allowed}。",
    ),
    "more": Words(
        "Broken: on {day} a base of {base} earns {allowed}, and a base of {more} only {amount}.",
        "不成立：{day}，基数为 {base} 时得 {allowed}，基数为 {more} 时只得 {amount}。",
    ),
    "next": Words(
        "Broken: on {day}, at a base of {base}, what comes next earns {amount}, where at most {allowed} is promised.",
        "不成立：{day}，基数为 {base} 时，再增加的部分得 {amount}，而承诺至多 {allowed}。",
    ),
}
_OPEN = Words(
    "Not proved: {tries} cases were tried, and none of them breaks it; that is no proof.",
    "未能证明：试算了 {tries} 个情形，没有发现违反，但这不等于证明。",
)
_UNASKED = Words("Not asked: the promise is about programmes that there are not.", "未核对：所涉方案不存在。")
_ASSUMED = Words("That rests on: {assumed}.", "前提：{assumed}。")
_ASSUMPTIONS: Mapping[str, Words] = {
    "free": Words("whatever the base, these may be anything: {names}", "无论基数多少，以下各项可为任何数值：{names}"),
    "open": Words("it holds however this comes out: {names}", "无论以下是否成立：{names}"),
    "any-bases": Words(
        "each of these may have any base, whatever those of the others: {names}",
        "以下各项的基数互不牵连，各自可为任何数值：{names}",
    ),
    "stacking-takes": Words(
        "every rebate is counted in full, though not all are paid: {names}", "各项均按全额计，虽然不会都支付：{names}"
    ),
    "returns": Words(
        "no kind of goods comes to less than zero by what is sent back", "没有任何一类货品因退货而净额为负"
    ),
    "as-one": Words(
        "all whose bases are added up are looked at together: {names}", "合并计算基数的各方作为一个整体：{names}"
    ),
    "one-pays": Words("only one rebate pays on each purchase: {names}", "每笔只由一项返利支付：{names}"),
}
"""What a proof rests on; what lies apart is told beside the promise itself."""
_TOLD = ("apart", "programmes", "when", "at_most", "of", "next", "at_least", "more_sales", "tolerance")


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
    if promise.apart:
        yield teller.say(_APART, names=voice.listed(promise.apart))


def _verdict(teller: Teller, verdict: Verdict | None) -> Iterator[str]:
    voice = teller.voice
    if verdict is None:
        yield teller.say(_UNASKED)
        return
    found = verdict.counterexample
    if verdict.state is State.BROKEN and found is not None:
        yield teller.say(
            _BROKEN.get(verdict.invariant.kind, _BROKEN[""]),
            more=voice.number(simplest(found.points[-1].base)),
            day=found.day.isoformat(),
            base=voice.number(simplest(found.base)),
            amount=voice.money(simplest(found.amount)),
            allowed=voice.money(simplest(found.allowed)),
        )
        return
    step = voice.number(simplest(verdict.step))
    yield teller.say(_PROVED if verdict.state is State.PROVED else _OPEN, step=step, tries=verdict.tries)
    assumed = [*_assumptions(teller, verdict)]
    if assumed:
        yield teller.say(_ASSUMED, assumed=("；" if voice.lang == "zh" else "; ").join(assumed))


def _assumptions(teller: Teller, verdict: Verdict) -> Iterator[str]:
    """What a proof rests on, in the words of the policy."""
    voice = teller.voice
    for word, names in verdict.assumed:
        if word in _ASSUMPTIONS:
            said = [_called(teller, word, name) for name in names]
            yield teller.say(_ASSUMPTIONS[word], names=voice.listed(said))


def _called(teller: Teller, word: str, name: str) -> str:
    """A fact or a condition in words, a rebate or a stacking by its title."""
    conditions = teller.voice.conditions
    if word == "free":
        return conditions.fact(name)
    if word == "open":
        return conditions.said(name.partition(" ~ ")[0])
    part = "stacking" if word in {"stacking-takes", "one-pays"} else "rebates"
    return conditions.titles.get(part, {}).get(name, name)
