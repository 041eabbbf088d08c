"""What a rebate comes to, as the engine computes it: a table and a chart of worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.rebates.joint.stacking import deciding_stackings
from dealerkit.rebates.members import CEDED
from dealerkit.rebates.programme import Programme
from dealerkit.report.charts import Axis, Bar, Bars
from dealerkit.report.handbook.blocks import Block, Grid, Picture, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.examples import BASELINE, PAYING, Example, examples
from dealerkit.report.languages import Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.tables import Kind
from dealerkit.values.numbers import Number, divide

_TITLE = Words("Worked examples", "算例")
_ASSUMED = Words("Assumed: {all}.", "假定：{all}。")
_OF_ALL = Words("They hold for every dealer.", "对所有经销商均适用。")
_PART = Words("the dealer takes part", "经销商参加")
_BUYER_PART = Words("the sub-dealer takes part", "下级经销商参加")
_GATES = Words("every gate is met", "各门槛均已达到")
_FACTORS = Words("every factor is 100%", "系数均为 100%")
_PLAIN = Words("no supplement is earned, unless the column says so", "除另列外没有加点")
_ON = Words("the figures of {day}", "数值按 {day}")
_WITH_BASELINE = Words("a baseline of {value}", "比较基数 {value}")
_WITH_PAYING = Words("what is paid on comes to {value}", "计返额 {value}")
_WHOLE = Words("a whole period", "整期")
_BUDGET = Words("the budget suffices for all", "预算足够")
_NO_GUARANTEE = Words("before the guarantee of the year is made up", "尚未按全年保底补足")
_NOT_STACKED = Words("no other rebate pays on the same purchases", "同一批进货没有其他返利")
_NONE = Words(
    "The amounts depend on figures of the dealer: there is no example that holds for all.",
    "金额取决于经销商自身的数据，没有对所有经销商都成立的算例。",
)
_BASE = Words("At a base of", "基数")
_SHARE = Words("of the baseline", "占比较基数")
_RECEIVE = Words("the dealer receives", "应得")
_TOGETHER = Words("they receive together", "合并应得")
_BUYER = Words("the sub-dealer receives", "下级经销商应得")
_UNITS = Words("units of {product}", "{product} 件数")
_AT_BEST = Words("with all supplements", "加全部加点")
_CHART = Words("What is earned at each base", "各基数的应得金额")


def earnings(describer: Describer, programme: Programme) -> Iterator[Block]:
    """Worked examples of a programme, on every day from which its figures differ."""
    voice = describer.voice
    yield Title(4, voice.say(_TITLE))
    days = _days(describer, programme)
    for number, day in enumerate(days):
        found = examples(voice.policy, programme, day)
        if not found:
            yield Text(voice.say(_NONE))
            return
        assumed = [*_assumed(describer, programme)]
        if len(days) > 1:
            assumed.append(voice.say(_ON, day=day.isoformat()))
        together = ("；" if voice.lang == "zh" else "; ").join(assumed)
        yield Text(voice.say(_ASSUMED, all=together) if assumed else voice.say(_OF_ALL))
        yield _table(describer, programme, found)
        if number == 0:
            yield from _chart(describer, programme, found)


def _assumed(describer: Describer, programme: Programme) -> Iterator[str]:
    """What must hold for the amounts of the examples to be paid, as far as the programme asks for it."""
    voice = describer.voice
    guarantee = programme.guarantee
    asked = (
        (_BUYER_PART if programme.payee == "buyer" else _PART, programme.eligible is not None),
        (_GATES, bool(programme.gates)),
        (_FACTORS, bool(programme.factors)),
        (_PLAIN, bool(programme.supplements)),
        (_WHOLE, programme.short_period != "whole"),
        (_BUDGET, programme.budget is not None),
        (_NO_GUARANTEE, guarantee is not None and guarantee.over == "year"),
        (_NOT_STACKED, programme.id in deciding_stackings(voice.policy)),
    )
    yield from (voice.say(words) for words, is_asked in asked if is_asked)
    if programme.against is not None:
        yield voice.say(_WITH_BASELINE, value=voice.number(BASELINE))
    if programme.paying is not None:
        yield voice.say(_WITH_PAYING, value=voice.number(PAYING))


def _receives(programme: Programme) -> Words:
    """Who has what the examples come to."""
    if programme.accumulate is not None and programme.accumulate.over != CEDED:
        return _TOGETHER
    return _BUYER if programme.payee == "buyer" else _RECEIVE


def _table(describer: Describer, programme: Programme, found: tuple[Example, ...]) -> Grid:
    voice = describer.voice
    is_share, has_best = programme.against is not None, any(each.at_best is not None for each in found)
    is_goods = programme.kind == "goods" and programme.goods is not None
    receive = (
        voice.say(_UNITS, product=programme.goods.product)
        if is_goods and programme.goods
        else voice.say(_receives(programme))
    )
    headings = [voice.say(_BASE), receive]
    if is_share:
        headings.insert(1, voice.say(_SHARE))
    if has_best:
        headings.append(voice.say(_AT_BEST))
    rows = []
    for each in found:
        row = [_figure(each.base), _amount(describer, programme, each.earns)]
        if is_share:
            row.insert(1, percent(divide(each.base, BASELINE)))
        if has_best:
            row.append(_amount(describer, programme, each.at_best or Decimal(0)))
        rows.append(tuple(row))
    return Grid(tuple(headings), tuple(rows), frozenset(range(len(headings))))


def _chart(describer: Describer, programme: Programme, found: tuple[Example, ...]) -> Iterator[Block]:
    if not any(each.earns for each in found):
        return
    title = describer.voice.say(_CHART)
    kind = Kind.INTEGER if programme.kind == "goods" else Kind.MONEY
    bars = tuple(Bar(_figure(each.base), each.earns) for each in found)
    yield Picture(Bars(name=programme.id, title=title, axis=Axis(title, kind), bars=bars))


def _days(describer: Describer, programme: Programme) -> tuple[date, ...]:
    """The day of the handbook, and the later days of the policy on which a figure of the programme changes."""
    from dealerkit.rebates.terms.figures import expressions_of

    policy = describer.voice.policy
    names = {name for each in expressions_of(programme) for name in each.parameters}
    last = policy.header.effective.end
    changes = {
        day
        for name in names
        for day in policy.parameters[name].values
        if day > describer.as_of and (last is None or day <= last)
    }
    return (describer.as_of, *sorted(changes))


def _amount(describer: Describer, programme: Programme, amount: Decimal) -> str:
    if programme.kind == "goods":
        return _figure(amount)
    return describer.voice.amount(amount)


def _figure(value: Number) -> str:
    if isinstance(value, Fraction):
        return str(value)
    return f"{value.normalize() if value == value.to_integral_value() else value:,f}"
