"""What violations of a month cost one employee, as the engine says: one after the other, and one left uncorrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dealerkit.customers.files.fines import Violation, months
from dealerkit.customers.files.penalty import Penalty
from dealerkit.customers.files.section import files_of
from dealerkit.report.handbook.blocks import Block, Grid, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.languages import Words
from dealerkit.values.months import add_months
from dealerkit.values.workdays import WorkCalendar

_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)
_BEYOND = 1
"""Violations beyond the one from which on fines grow."""
_SOMEBODY = "employee"
_TITLE = Words("Worked examples: {title}", "算例：{title}")
_ONE_BY_ONE = Words(
    "An employee commits {count} violations ({kind}) in {month}, one a day from the 1st, of one item each, and corrects"
    " each at once.",
    "某员工在 {month} 自 1 日起每天违规一次（{kind}），共 {count} 次，每次一项，均当日改正。",
)
_HEADINGS = (Words("Violation", "第几次"), Words("on", "日期"), Words("the fine", "罚款"))
_IN_ALL = Words("In all {total}.", "合计 {total}。")
_LEFT = Words(
    "A single violation of {day} that is still not corrected on {end} counts as {count} violations and costs {total}.",
    "{day} 的一次违规到 {end} 仍未改正，共计 {count} 次违规，罚款合计 {total}。",
)


def fines(describer: Describer, chapter: str) -> Iterator[Block]:
    """The examples of each department's fines; nothing for other chapters."""
    files = files_of(describer.voice.policy) if chapter == "customers.files" else None
    for penalty in (files.penalties or {}).values() if files is not None else ():
        yield from _of_one(describer, penalty)


def _of_one(describer: Describer, penalty: Penalty) -> Iterator[Block]:
    voice = describer.voice
    calendar = voice.policy.calendar() or _EVERY_DAY
    fine = next((each for each in penalty.fines.values() if not each.on_top), None)
    if fine is None:
        return
    first = add_months(describer.as_of.replace(day=1), 1)
    last = add_months(first, 1) - timedelta(days=1)
    grows = penalty.doubled.from_ if penalty.doubled is not None else 1
    days = [first + timedelta(days=number) for number in range(grows + _BEYOND)]
    violations = [
        Violation(id=str(number), on=day, kind=fine.id, employee=_SOMEBODY, corrected_on=day)
        for number, day in enumerate(days, 1)
    ]
    found, unknown = months(penalty, violations, last, calendar)
    if unknown or len(found) != 1:
        return
    yield Title(4, voice.say(_TITLE, title=penalty.title or penalty.id))
    kind, month = fine.title or fine.id, first.isoformat()[:7]
    yield Text(voice.say(_ONE_BY_ONE, count=len(days), kind=kind, month=month))
    rows = tuple((str(each.number), each.on.isoformat(), voice.amount(each.amount)) for each in found[0].charges)
    yield Grid(tuple(voice.say(each) for each in _HEADINGS), rows, frozenset({2}))
    yield Text(voice.say(_IN_ALL, total=voice.amount(found[0].total)))
    if penalty.correct_within is None or not penalty.correct_within.count:
        return
    end = first + timedelta(days=6)
    left = Violation(id="1", on=first, kind=fine.id, employee=_SOMEBODY)
    again, unknown = months(penalty, [left], end, calendar)
    if not unknown and len(again) == 1:
        one = again[0]
        total, until = voice.amount(one.total), end.isoformat()
        yield Text(voice.say(_LEFT, day=first.isoformat(), end=until, count=one.violations, total=total))
