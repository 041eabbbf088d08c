"""Lengths of time in words: 10 days, 10 天."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Language, Words
from dealerkit.values.durations import Duration, Unit

_UNITS: Mapping[Unit, Words] = {
    Unit.MINUTES: Words("minute", "分钟"),
    Unit.HOURS: Words("hour", "小时"),
    Unit.WORKING_HOURS: Words("working hour", "个工作小时"),
    Unit.DAYS: Words("day", "天"),
    Unit.WORKING_DAYS: Words("working day", "个工作日"),
    Unit.WEEKS: Words("week", "周"),
    Unit.MONTHS: Words("month", "个月"),
    Unit.QUARTERS: Words("quarter", "个季度"),
    Unit.YEARS: Words("year", "年"),
}


def duration_words(length: Duration, lang: Language) -> str:
    """A length of time as people of a language say it."""
    word = _UNITS[length.unit].said_in(lang)
    if lang == "zh":
        return f"{length.count} {word}"
    return f"{length.count} {word}{'' if length.count == 1 else 's'}"
