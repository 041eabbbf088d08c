"""What was sought and from where on something pays, in words and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.simulations_tables import cents, eyed_percent
from dealerkit.report.tables import cell_for_programs
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import money
from dealerkit.values.numbers import Number, absolute
from dealerkit.whatif.seeking.bisecting import Crossing, Found, Search
from dealerkit.whatif.seeking.bisecting import Point as Tried
from dealerkit.whatif.seeking.margins import Side
from dealerkit.whatif.seeking.paying_off import Trial
from dealerkit.whatif.seeking.results import BrokenEven, Sought

_MET = Words("{address} = {value} meets {goal} exactly", "{address} = {value} 正好达到 {goal}")
_BETWEEN = Words(
    "{address} = {value} costs {cost} and keeps to {goal}; the next, {next}, costs {beyond}",
    "{address} = {value} 时成本 {cost}，不超过 {goal}；下一个值 {next} 时为 {beyond}",
)
_ALL_WITHIN = Words(
    "all values looked at keep to {goal}: {first} costs {cost}, {last} costs {beyond}",
    "所查的值都不超过 {goal}：{first} 时 {cost}，{last} 时 {beyond}",
)
_NONE_WITHIN = Words(
    "no value looked at keeps to {goal}: {first} costs {cost}, {last} costs {beyond}",
    "所查的值都超过 {goal}：{first} 时 {cost}，{last} 时 {beyond}",
)
_TURNS = Words(
    "the cost turns, so there may be several answers: {witness}{crossings}; write `search: every` for all of them",
    "成本有升有降，答案可能不止一个：{witness}{crossings}；请写 `search: every` 查出全部",
)
_PASSES = Words(
    "; seen to pass {goal} between {places}",
    "；已查到在以下取值之间越过 {goal}：{places}",
)
_ALSO = Words(
    "; the cost turns and also passes {goal} between {places}",
    "；成本有升有降，还在以下取值之间越过 {goal}：{places}",
)
_BOTH = Words("{within} ({cost}) and {beyond} ({more})", "{within}（{cost}）与 {beyond}（{more}）")
_AND_MORE = Words("{count} more such places", "另有 {count} 处")
_MOST_PLACES = 5
"""Places where a cost passes the goal that are told in words."""

_COSTS = Words("{value} costs {cost}", "{value} 时 {cost}")
_LOOKED = Words(" ({looked} of {count} values looked at)", "（查了 {count} 个值中的 {looked} 个）")

_UNTOLD = Words("; {rows} in no cost", "；有 {count} 行无法确定，未计入成本")

_FROM = Words(
    "from a margin of {margin} on: {sales} more sales cost {cost} more in rebates",
    "毛利率达到 {margin} 即可：多卖 {sales}，多花返利 {cost}",
)
_UP_TO = Words(
    "up to a margin of {margin}: {sales} fewer sales save {cost} in rebates",
    "毛利率不超过 {margin} 即可：少卖 {sales}，少花返利 {cost}",
)
_ALWAYS = Words("pays for itself at any margin", "任何毛利率下都合算")
_NEVER = Words(
    "at no margin: sales change by {sales}, rebates cost {cost} more",
    "任何毛利率下都不合算：销售额变化 {sales}，多花返利 {cost}",
)
_VOLUME = Words(
    "from {growth} more volume on: {earned} earned, {cost}, {gain} left",
    "销量再增 {growth} 即可：多赚 {earned}，{cost}，净余 {gain}",
)
_ALREADY = Words(
    "already at {growth}, the least volume looked at: {earned} earned, {cost}, {gain} left",
    "在所查的最低增幅 {growth} 时已合算：多赚 {earned}，{cost}，净余 {gain}",
)
_MORE_REBATES = Words("{cost} of rebates", "多花返利 {cost}")
_FEWER_REBATES = Words("{cost} of rebates saved", "少花返利 {cost}")
_AGAIN = Words("; but not at {growth}: {gain} short", "；但 {growth} 时不合算，差 {gain}")
_FOR_GOOD = Words("; for good from {growth} on", "；从 {growth} 起一直合算")
_NO_VOLUME = Words(
    "at no volume looked at; nearest is {growth}: {gain} short", "所查销量都不合算；最接近的为 {growth}，差 {gain}"
)


def sought_words(each: Sought, lang: Language) -> str:
    """The value that meets a goal with its neighbour, or why there is none."""
    search = each.search
    goal = percent(each.goal) if each.of_share else money(each.goal)
    words = _sought_words(each, search, lang, goal)
    others = [
        crossing for crossing in search.crossings if (crossing.within, crossing.beyond) != (each.answer, each.beyond)
    ]
    if each.answer is not None and others:
        words += stated(_ALSO, lang, goal=goal, places=_places(each, others, lang))
    if not search.is_exhaustive:
        words += stated(_LOOKED, lang, looked=f"{len(search.looked):,}", count=f"{search.count:,}")
    return words + _untold(each.failed, lang)


def _untold(rows: int, lang: Language) -> str:
    said = counted(rows, "row cannot be told and is", "rows cannot be told and are")
    return stated(_UNTOLD, lang, rows=said, count=f"{rows:,}") if rows else ""


def _sought_words(each: Sought, search: Search, lang: Language, goal: str) -> str:
    cost = _fine_percent if each.of_share else money
    answer, beyond = each.answer, each.beyond
    if each.found is Found.NOT_MONOTONE:
        between = "，" if lang == "zh" else ", "
        witness = between.join(_costs(each, point, lang) for point in search.witness)
        crossings = ""
        if search.crossings:
            crossings = stated(_PASSES, lang, goal=goal, places=_places(each, search.crossings, lang))
        return stated(_TURNS, lang, witness=witness, crossings=crossings)
    if answer is not None and each.found is Found.MET:
        return stated(_MET, lang, address=each.address, value=each.label(answer), goal=goal)
    if answer is not None and beyond is not None:
        return stated(
            _BETWEEN,
            lang,
            address=each.address,
            value=each.label(answer),
            cost=cost(answer.cost),
            goal=goal,
            next=each.label(beyond),
            beyond=cost(beyond.cost),
        )
    first, last = search.first, search.last
    return stated(
        _ALL_WITHIN if each.found is Found.ALL_WITHIN else _NONE_WITHIN,
        lang,
        goal=goal,
        first=each.label(first),
        cost=cost(first.cost),
        last=each.label(last),
        beyond=cost(last.cost),
    )


def _places(each: Sought, crossings: Sequence[Crossing], lang: Language) -> str:
    """Where the cost passes the goal: both neighbours with their costs, the first few of them."""
    cost = _fine_percent if each.of_share else money
    shown = [
        stated(
            _BOTH,
            lang,
            within=each.label(crossing.within),
            cost=cost(crossing.within.cost),
            beyond=each.label(crossing.beyond),
            more=cost(crossing.beyond.cost),
        )
        for crossing in crossings[:_MOST_PLACES]
    ]
    if len(crossings) > _MOST_PLACES:
        shown.append(stated(_AND_MORE, lang, count=f"{len(crossings) - _MOST_PLACES:,}"))
    return ("、" if lang == "zh" else ", ").join(shown)


def _costs(each: Sought, point: Tried, lang: Language) -> str:
    cost = _fine_percent(point.cost) if each.of_share else money(point.cost)
    return stated(_COSTS, lang, value=each.label(point), cost=cost)


def _fine_percent(share: Number) -> str:
    """A share to a ten-thousandth of a per cent: neighbours of an answer lie close together."""
    return percent(Fraction(round(Fraction(share) * 1_000_000), 1_000_000))


def even_words(each: BrokenEven, lang: Language) -> str:
    """From which margin or volume on a scenario pays for itself, with what that rests on."""
    return _even_words(each, lang) + _untold(each.failed, lang)


def _even_words(each: BrokenEven, lang: Language) -> str:
    needed, volume = each.margin, each.volume
    if needed is not None:
        sales: Number = needed.extra_sales
        cost: Number = needed.extra_cost
        text = {Side.FROM: _FROM, Side.UP_TO: _UP_TO, Side.ALWAYS: _ALWAYS, Side.NEVER: _NEVER}[needed.side]
        if needed.side is Side.UP_TO:
            sales, cost = absolute(sales), absolute(cost)
        margin = "" if needed.margin is None else eyed_percent(needed.margin)
        return stated(text, lang, margin=margin, sales=cents(sales), cost=cents(cost))
    if volume is None:
        return ""
    if volume.first is None:
        return stated(_NO_VOLUME, lang, growth=each.label(volume.best), gain=cents(absolute(volume.best.gain)))
    text = _VOLUME if volume.first.place else _ALREADY
    words = stated(text, lang, growth=each.label(volume.first), **_trial(volume.first, lang))
    again, holds = volume.fails_again, volume.holds
    if again is not None:
        words += stated(_AGAIN, lang, growth=each.label(again), gain=cents(absolute(again.gain)))
        if holds is not None:
            words += stated(_FOR_GOOD, lang, growth=each.label(holds))
    return words


def _trial(trial: Trial, lang: Language) -> dict[str, str]:
    cost = stated(_MORE_REBATES if trial.cost >= 0 else _FEWER_REBATES, lang, cost=cents(absolute(trial.cost)))
    return {"earned": cents(trial.earned), "cost": cost, "gain": cents(trial.gain)}


def _number(number: Number | None) -> Json:
    return None if number is None else cell_for_programs(number)


def sought_json(each: Sought, lang: Language) -> Json:
    """A goal as JSON."""
    answer, beyond = each.answer, each.beyond
    return {
        "scenario": each.scenario or None,
        "address": each.address,
        "found": each.found.value,
        "goal": _number(each.goal),
        "value": None if answer is None else _number(answer.value),
        "cost": None if answer is None else _number(answer.cost),
        "next_value": None if beyond is None else _number(beyond.value),
        "next_cost": None if beyond is None else _number(beyond.cost),
        "crossings": [
            {
                "value": _number(crossing.within.value),
                "cost": _number(crossing.within.cost),
                "next_value": _number(crossing.beyond.value),
                "next_cost": _number(crossing.beyond.cost),
            }
            for crossing in each.crossings
        ],
        "failed": each.failed,
        "looked_at": len(each.search.looked),
        "of": each.search.count,
        "said": sought_words(each, lang),
    }


def even_json(each: BrokenEven, lang: Language) -> Json:
    """A break-even question as JSON."""
    volume = each.volume
    return {
        "scenario": each.scenario,
        "extra_sales": _number(each.extra_sales),
        "extra_cost": _number(each.extra_cost),
        "extra_contribution": _number(each.extra_contribution),
        "margin": None if each.margin is None else _number(each.margin.margin),
        "side": None if each.margin is None else each.margin.side.value,
        "growth": None if volume is None or volume.first is None else _number(volume.first.value),
        "failed": each.failed,
        "growth_for_good": None if volume is None or volume.holds is None else _number(volume.holds.value),
        "said": even_words(each, lang),
    }
