"""Words of audits: verdicts, what each kind of violation is called in a table, the way that a case took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby

from dealerkit.report.languages import Language, Words
from dealerkit.report.words import stated
from dealerkit.workflow.auditing.audited import Verdict

CODES = Words("code", "代码")
_WORKED = Words("{hours:,} h {minutes:02} min", "{hours:,} 小时 {minutes:02} 分")

VERDICTS: Mapping[Verdict, Words] = {
    Verdict.CONFORMS: Words("conforms", "合规"),
    Verdict.VIOLATES: Words("violates", "违规"),
    Verdict.UNDETERMINED: Words("undetermined", "无法确定"),
}

_CODES: Mapping[str, Words] = {
    "DK610": Words("no move of the flow", "不是流程的步骤"),
    "DK611": Words("not in this state", "该状态下不可进行"),
    "DK612": Words("wrong role", "角色无权"),
    "DK613": Words("wrong department", "部门无权"),
    "DK614": Words("not filled in", "没有填写"),
    "DK615": Words("condition not met", "条件不成立"),
    "DK616": Words("condition cannot be told", "条件无法判断"),
    "DK617": Words("conflict of interest", "应回避"),
    "DK618": Words("before the event before it", "早于前一个事件"),
    "DK619": Words("beyond the authority", "超出权限"),
    "DK620": Words("late", "超时"),
    "DK621": Words("paused twice", "重复暂停"),
    "DK622": Words("resumed though not paused", "未暂停而恢复"),
    "DK624": Words("told late or never", "未及时通知"),
    "DK625": Words("clock cannot be told", "时限无法确定"),
    "DK626": Words("notice cannot be told", "通知无法确定"),
    "DK641": Words("beyond the calendar", "超出日历"),
    "DK653": Words("not his role", "不担任该角色"),
    "DK654": Words("outside his region", "不在其区域"),
    "DK646": Words("event that cannot be read", "事件无法读取"),
    "DK657": Words("region cannot be told", "区域无法判断"),
    "DK663": Words("made too often", "次数过多"),
    "DK628": Words("second signature lacking", "缺会签"),
    "DK664": Words("made too early", "缺少前置步骤"),
}
"""What was broken, in a few words; the sentence of each finding says all of it."""


def code_words(code: str, lang: Language) -> str:
    """What a code is about; the code itself where it has no short name."""
    known = _CODES.get(code)
    return code if known is None else known.said_in(lang)


def way_words(moves: Iterable[str]) -> str:
    """The moves of a case one after the other; what is repeated at once is counted."""
    parts = [(move, sum(1 for _ in run)) for move, run in groupby(moves)]
    return " → ".join(move if count == 1 else f"{move} ×{count}" for move, count in parts)


def working_words(length: timedelta, lang: Language) -> str:
    """Time the office was open, in hours: a day of it is no day of the calendar."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return stated(_WORKED, lang, hours=hours, minutes=minutes)


def asked_words(asked: date | datetime) -> str:
    """The moment, or the day, that was asked about."""
    return f"{asked:%Y-%m-%d %H:%M}" if isinstance(asked, datetime) else asked.isoformat()
