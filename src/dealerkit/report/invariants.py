"""Invariants as people read them: what is proved, over what; what is broken, by which case; what is neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.always.replay import Replay, replays, written
from dealerkit.rebates.always.verdicts import State, Verdict
from dealerkit.rebates.clauses import Figure
from dealerkit.rebates.programme import programmes_of
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Sheet
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import stated
from dealerkit.values.numbers import Number, canonical, simplest

_TITLE = Words("Promises of {policy}", "{policy} 的承诺")
_HEAD = Words(
    "{count} promises: {proved} proved, {broken} broken, {open} neither.",
    "承诺 {count} 条：已证明 {proved} 条，被推翻 {broken} 条，两者皆非 {open} 条。",
)
_NONE = Words("This policy promises nothing: it has no section `always`.", "本政策没有承诺：没有 `always` 一节。")
_TABLE = Words("Promises", "承诺")
_CASES = Words("Cases that break them, to paste under `tests:`", "推翻承诺的情形，可贴入 `tests:`")
_OVER = Words("ways {ways}, days {days}, steps of {step}", "走法 {ways}，日期 {days}，步长 {step}")
_TRIED = Words("{tries} cases tried", "试了 {tries} 个情形")

_PROMISE = Column("promise", Words("promise", "承诺"))
_SAYS = Column("says", Words("says", "内容"))
_STATE = Column("state", Words("verdict", "结论"))
_WHERE = Column("over", Words("over", "范围"))
_BASE = Column("base", Words("at base", "基数"), Kind.MONEY)
_AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)
_BOUND = Column("allowed", Words("bound", "界限"), Kind.MONEY)
_COLUMNS = (_PROMISE, _SAYS, _STATE, _WHERE, _BASE, _AMOUNT, _BOUND)

_ASSUMED: Mapping[str, Words] = {
    "free": Words("whatever the base: {names}", "与基数无关：{names}"),
    "open": Words("however it comes out: {names}", "无论结果如何：{names}"),
    "any-bases": Words("however their bases go together: {names}", "无论基数怎样重合：{names}"),
    "stacking-takes": Words("as if each were paid in full: {names}", "视同各自全额支付：{names}"),
    "returns": Words("as long as no kind of lines nets below zero by returns", "没有任何一类货品因退货而净额为负"),
    "apart": Words("no line lies in two of {names}", "没有同属两类的行：{names}"),
    "as-one": Words(
        "of all whose bases are added up, taken together: {names}", "合并计算基数的各方作为一个整体：{names}"
    ),
    "one-pays": Words("one programme pays each purchase: {names}", "每笔只由一个方案支付：{names}"),
}
"""What a proof holds for, where it asks for less than is known."""

_STATES: Mapping[State, Words] = {
    State.PROVED: Words("proved", "已证明"),
    State.BROKEN: Words("broken", "被推翻"),
    State.OPEN: Words("not proved", "未证明"),
}
_HOLDS = Words("{promise}: {holds}", "{promise}：{holds}")
_ALSO = Words("; ", "；")
_BETWEEN = Words(", ", "、")
_SAYINGS: Mapping[str, Words] = {
    "share": Words("at most {bound} of the base", "至多基数的 {bound}"),
    "share-priced": Words(
        "at most {bound} of sales, a unit at {price} or more", "至多销售额的 {bound}，计数单位每个至少 {price}"
    ),
    "most": Words("at most {bound} a period", "每期至多 {bound}"),
    "least": Words("at least {bound} a period", "每期至少 {bound}"),
    "more": Words("more sales never earn less", "销量增加，返利不减"),
    "next": Words("the next {next} earn at most {bound} of it", "再进 {next} 至多得其 {bound}"),
}


def invariants_page(policy: Policy, verdicts: Sequence[Verdict], lang: Language) -> Page:
    """The verdicts, and the cases that break promises."""
    header = policy.header
    title = stated(_TITLE, lang, policy=header.title or header.name)
    if not verdicts:
        return Page(title, [Paragraph(_NONE.said_in(lang))])
    count = {state: sum(each.state is state for each in verdicts) for state in State}
    head = stated(
        _HEAD,
        lang,
        count=len(verdicts),
        proved=count[State.PROVED],
        broken=count[State.BROKEN],
        open=count[State.OPEN],
    )
    rows = tuple(_row(each, lang) for each in verdicts)
    blocks: list[Block] = [Paragraph(head), Sheet(Table("promises", _TABLE, _COLUMNS, rows))]
    assumed = [_assumed(each, lang) for each in verdicts if each.assumed and each.state is not State.BROKEN]
    if assumed:
        blocks.append(Paragraph("\n".join(assumed)))
    cases = [case.text for each in verdicts for case in _cases(policy, each)]
    if cases:
        blocks += [Heading(_CASES.said_in(lang)), Paragraph("\n".join(f"  {each}" for each in cases))]
    return Page(title, blocks)


def invariants_json(policy: Policy, verdicts: Sequence[Verdict]) -> list[Json]:
    """The verdicts for programs, each with its counterexample and the cases that replay it."""
    return [_json(policy, each) for each in verdicts]


def assumptions(verdict: Verdict, lang: Language) -> tuple[str, ...]:
    """What a verdict rests on, where it asks for less than is known."""
    between = _BETWEEN.said_in(lang)
    return tuple(stated(_ASSUMED[word], lang, names=between.join(names)) for word, names in verdict.assumed)


def _assumed(verdict: Verdict, lang: Language) -> str:
    """What the verdict holds for, in a line."""
    said = assumptions(verdict, lang)
    holds = _ALSO.said_in(lang).join(said)
    return stated(_HOLDS, lang, promise=verdict.invariant.title or verdict.invariant.id, holds=holds)


def _row(verdict: Verdict, lang: Language) -> tuple[Cell, ...]:
    invariant, found = verdict.invariant, verdict.counterexample
    step = canonical(simplest(verdict.step))
    over = stated(_OVER, lang, ways=verdict.ways, days=verdict.days, step=step)
    if verdict.state is State.OPEN:
        over = stated(_TRIED, lang, tries=verdict.tries)
    figures = (None, None, None) if found is None else (found.base, found.amount, found.allowed)
    return (
        invariant.title or invariant.id,
        saying(invariant, lang),
        _STATES[verdict.state].said_in(lang),
        over,
        *(None if each is None else simplest(each) for each in figures),
    )


def saying(invariant: Invariant, lang: Language) -> str:
    """A promise in a few words."""
    bound, price = invariant.bound, invariant.unit_price
    is_share = invariant.kind in {"share", "next"}
    said = percent(bound) if isinstance(bound, Number) and is_share else _figured(bound)
    next_ = "" if invariant.next is None else f"{invariant.next:,}"
    kind = "share-priced" if price is not None else invariant.kind
    return stated(_SAYINGS[kind], lang, bound=said, next=next_, price="" if price is None else _figured(price))


def _figured(figure: Figure) -> str:
    return f"{figure:,}" if isinstance(figure, Number) else f"={figure.text}"


def _cases(policy: Policy, verdict: Verdict) -> tuple[Replay, ...]:
    if verdict.counterexample is None:
        return ()
    return replays(f"{verdict.invariant.id}-breaks", verdict.counterexample, dict(programmes_of(policy)))


def _json(policy: Policy, verdict: Verdict) -> Json:
    invariant, found = verdict.invariant, verdict.counterexample
    known: dict[str, Json] = {
        "id": invariant.id,
        "address": invariant.rule.address,
        "title": invariant.title or "",
        "says": saying(invariant, "en"),
        "programmes": [*verdict.programmes],
        "state": verdict.state.value,
        "step": _figure(verdict.step),
        "ways": verdict.ways,
        "days": verdict.days,
        "tries": verdict.tries,
        "assumed": [{"what": word, "of": [*names]} for word, names in verdict.assumed],
        "reasons": [{"why": word, "of": [*names]} for word, names in verdict.reasons],
        "counterexample": None,
    }
    if found is not None:
        known["counterexample"] = {
            "as_of": found.day.isoformat(),
            "is_smallest": found.is_smallest,
            "facts": {name: written(each) for name, each in found.facts.items() if not isinstance(each, Missing)},
            "base": _figure(found.base),
            "amount": _figure(found.amount),
            "allowed": _figure(found.allowed),
            "cases": [_case_json(each) for each in _cases(policy, verdict)],
        }
    return known


def _case_json(case: Replay) -> Json:
    return {
        "id": case.id,
        "of": f"rebates.{case.programme}",
        "as_of": case.as_of.isoformat(),
        "given": dict(case.given),
        "expect": f"{case.expect:f}",
        "text": case.text,
    }


def _figure(figure: Fraction) -> str:
    return canonical(simplest(figure))
