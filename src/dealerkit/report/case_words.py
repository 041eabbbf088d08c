"""Words that reports on cases share: moments, lengths of time, why a move is refused, how a clock stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import PHRASEBOOKS, sentence
from dealerkit.report.messages.wording import filled
from dealerkit.report.sentences import listed_facts
from dealerkit.report.words import stated
from dealerkit.workflow.clocks import Timed
from dealerkit.workflow.flow import Flow

_DAYS = Words("{days} d {hours} h", "{days} 天 {hours} 小时")
_HOURS = Words("{hours} h {minutes:02} min", "{hours} 小时 {minutes:02} 分")
_MINUTES = Words("{minutes} min", "{minutes} 分钟")
_WITH_TITLE = Words("{title} ({id})", "{title}（{id}）")

_REFUSED: Mapping[str, Words] = {
    "DK612": Words("for {allowed}", "仅限 {allowed}"),
    "DK613": Words("for the department {allowed}", "仅限部门 {allowed}"),
    "DK615": Words("`{condition}` does not hold", "`{condition}` 不成立"),
    "DK617": Words(
        "`{actor}` takes no part[ for `{giver}`]: {conflict}[ `{step}`]",
        "`{actor}`[ 代 `{giver}`] 须回避：{conflict}[ `{step}`]",
    ),
    "DK619": Words(
        "beyond the authority[ of `{role}`][: it is for {needed}]", "超出[`{role}` 的]权限[，须由 {needed} 签批]"
    ),
    "DK653": Words("`{actor}` is not[ `{role}`][, but {held}]", "`{actor}` 不担任[ `{role}`][，而是 {held}]"),
    "DK663": Words("made {made} times, and at most {at_most}", "已做 {made} 次，最多 {at_most} 次"),
    "DK664": Words("only after {lacking}", "须先完成 {lacking}"),
    "DK654": Words("`{customer}` lies outside {territories}", "`{customer}` 不在 {territories} 之内"),
}
"""Why a move is refused, in the words of somebody who is about to make it."""

_RUNNING = Words("{left} left", "剩 {left}")
_OVERDUE = Words("late by {late}", "已超时 {late}")
_STILL = Words("stands still since {since}", "自 {since} 暂停")
_IN_TIME = Words("kept, {stopped}", "按时完成，{stopped}")
_TOO_LATE = Words("{stopped}, late by {late}", "{stopped} 完成，超时 {late}")
_VOID = Words("void since {stopped}", "{stopped} 作废")
_ANEW = Words("begun anew {stopped}", "{stopped} 重新计时")
_NO_GOAL = Words("no limit for this case", "本案无时限")
_UNTOLD = Words("cannot be told: {facts}", "无法确定：缺 {facts}")
_BEYOND = Words("cannot be told: the calendar ends {through}", "无法确定：日历只到 {through}")


def moment_words(moment: datetime | None, zone: tzinfo) -> str:
    """A moment in the flow's zone: day, hour and minute; nothing for none."""
    return "" if moment is None else moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def moment_json(moment: datetime | None, zone: tzinfo) -> str | None:
    """A moment for programs, with its distance from universal time."""
    return None if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")


def length_words(length: timedelta, lang: Language) -> str:
    """A length of time in its two largest units, what is left of the smaller one dropped."""
    minutes = length // timedelta(minutes=1)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    words = _DAYS if days else _HOURS if hours else _MINUTES
    return stated(words, lang, days=days, hours=hours, minutes=minutes)


def minutes_of(length: timedelta) -> int:
    """A length of time in whole minutes."""
    return length // timedelta(minutes=1)


def titled(title: str | None, name: str, lang: Language) -> str:
    """The title of a thing and its id; the id alone where it has no title."""
    return stated(_WITH_TITLE, lang, title=title, id=name) if title and title != name else name


def listed(names: tuple[str, ...], lang: Language) -> str:
    """Names one after the other."""
    return ("、" if lang == "zh" else ", ").join(names)


def state_words(flow: Flow, state: str, lang: Language) -> str:
    """A state as people call it."""
    found = flow.states.get(state)
    return titled(None if found is None else found.title, state, lang)


def refused_words(problem: Problem, policy: Policy, lang: Language) -> str:
    """Why a move may not be made now."""
    missing = problem.arg("missing") if problem.code in {"DK616", "DK657"} else ""
    if isinstance(missing, tuple):
        return stated(_UNTOLD, lang, facts=listed_facts(missing, policy, lang))
    wording = _REFUSED.get(problem.code)
    if wording is None:
        return sentence(problem, lang)[0]
    return filled(wording.said_in(lang), problem.arg, lang, PHRASEBOOKS[lang].terms)


def violation_words(problem: Problem, lang: Language) -> str:
    """What was done against the rules."""
    return sentence(problem, lang)[0]


def clock_words(each: Timed, now: datetime, zone: tzinfo, policy: Policy, lang: Language) -> str:
    """How a clock stands, or how it ended."""
    if each.missing:
        return stated(_UNTOLD, lang, facts=listed_facts(each.missing, policy, lang))
    if each.unpublished is not None:
        return stated(_BEYOND, lang, through=each.unpublished.through)
    stopped = moment_words(each.run.stopped, zone)
    if each.run.ended in {"cancelled", "reset"}:
        return stated(_VOID if each.run.ended == "cancelled" else _ANEW, lang, stopped=stopped)
    if each.goal is None:
        return _NO_GOAL.said_in(lang)
    late = length_words(each.late, lang)
    if each.run.ended:
        return stated(_TOO_LATE if each.is_late else _IN_TIME, lang, stopped=stopped, late=late)
    if each.is_late:
        return stated(_OVERDUE, lang, late=late)
    if each.due is None:
        return stated(_STILL, lang, since=moment_words(each.run.paused_since, zone))
    return stated(_RUNNING, lang, left=length_words(each.due - now, lang))
