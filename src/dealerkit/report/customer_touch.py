"""The touch plan as people read it: what is due, what was missed, how many were made in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.touch.due import Due, State
from dealerkit.customers.touch.run import TouchRun
from dealerkit.report.contact_rooms import Part, RoomReport, said_in
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import Places, shortest
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import stated

_SCREEN = 20
"""Rows of a table that a screen shows; files have them all."""

_TITLE = Words("Touch plan: {policy}", "客户联系计划：{policy}")
_HEAD = Words(
    "As of {as_of}, measured from {since}. {due} due now, {missed} missed, {late} made late, {done} made in time.",
    "截至 {as_of}，自 {since} 起统计。现在应做 {due} 项，未做 {missed} 项，逾期补做 {late} 项，按时 {done} 项。",
)
_AHEAD = Words(" {count} more by {until}.", "至 {until} 还有 {count} 项。")
_UNKNOWN = Words(" {count} cannot be told.", "无法确定 {count} 项。")
_FIGURES = Words(
    "{due} due, {missed} missed, {below} rules below target", "应做 {due} 项，未做 {missed} 项，{below} 条规则低于目标"
)
_NOW = Words("Due now", "现在应做")
_MISSED = Words("Missed, the latest first", "未做（最近的在前）")
_LATER = Words("Ahead", "将要做的")
_OPEN = Words("Cannot be told", "无法确定")
_ALL = Words("All contacts", "全部联系")
_RATES = Words("Completion", "完成率")

_RULE = Column("rule", Words("contact", "联系"))
_SUBJECT = Column("subject", Words("with", "对象"))
_NAME = Column("name", Words("name", "名称"))
_SOURCE = Column("source", Words("since", "起因"))
_FIRST = Column("earliest", Words("from", "自"))
_LAST = Column("latest", Words("until", "至"))
_BY = Column("by", Words("by", "责任"))
_STATE = Column("state", Words("state", "状态"))
_DONE = Column("done_on", Words("done on", "完成日"), Kind.DATE)
_TRIES = Column("tries", Words("attempts", "尝试次数"), Kind.INTEGER)
_MISSING = Column("missing", Words("missing", "缺少"))

_SHOWN = (_RULE, _SUBJECT, _NAME, _SOURCE, _FIRST, _LAST, _BY)
_WRITTEN = (*_SHOWN, _STATE, _DONE, _TRIES, _MISSING)
_RATE = (
    Column("rule", Words("contact", "联系")),
    Column("due", Words("due", "应做"), Kind.INTEGER),
    Column("in_time", Words("in time", "按时"), Kind.INTEGER),
    Column("late", Words("late", "逾期"), Kind.INTEGER),
    Column("missed", Words("missed", "未做"), Kind.INTEGER),
    Column("rate", Words("in time, %", "按时率"), Kind.RATE),
    Column("target", Words("target", "目标"), Kind.RATE),
    Column("action", Words("corrective action", "纠正措施")),
)
_STATES: Mapping[State, Words] = {
    State.DONE: Words("done", "按时"),
    State.LATE: Words("late", "逾期补做"),
    State.TRIED: Words("tried", "已尝试"),
    State.MISSED: Words("missed", "未做"),
    State.DUE: Words("due", "应做"),
    State.AHEAD: Words("ahead", "未到期"),
    State.UNKNOWN: Words("cannot be told", "无法确定"),
}
_ACTIONS = {
    "": Words("under way", "进行中"),
    "action-none": Words("none", "没有"),
    "action-incomplete": Words("without owner or day", "缺责任人或期限"),
    "action-overdue": Words("overdue", "已逾期"),
}


@frozen(eq=False)
class TouchReport:
    """The touch plan, of one customer or employee if so asked."""

    run: TouchRun
    places: Places
    customer: str = ""
    employee: str = ""

    def report(self) -> RoomReport:
        """The report."""
        return RoomReport(
            "touch",
            _TITLE,
            self.run.policy,
            self.run.as_of,
            self._head,
            self._parts,
            self.places,
            (),
            self.run.problems,
        )

    def _dues(self, *states: State) -> tuple[Due, ...]:
        return tuple(
            each
            for each in self.run.dues
            if (not states or each.state in states)
            and self.customer in {"", each.subject}
            and (not self.employee or self.employee in each.by or self.employee == each.subject)
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        below = sum(each.is_below_target for each in self.run.completions)
        due, missed = len(self._dues(State.DUE)), len(self._dues(State.MISSED))
        return stated(_FIGURES, lang, due=due, missed=missed, below=below)

    def _head(self, lang: Language) -> str:
        text = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            since=self.run.since,
            due=len(self._dues(State.DUE)),
            missed=len(self._dues(State.MISSED)),
            late=len(self._dues(State.LATE)),
            done=len(self._dues(State.DONE, State.TRIED)),
        )
        ahead, unknown = len(self._dues(State.AHEAD)), len(self._dues(State.UNKNOWN))
        text += stated(_AHEAD, lang, count=ahead, until=self.run.until) if ahead else ""
        return text + (stated(_UNKNOWN, lang, count=unknown) if unknown else "")

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        missed = self._dues(State.MISSED)[::-1]
        parts = [Part(self._table("touch_due", _NOW, _SHOWN, self._dues(State.DUE), lang), most=_SCREEN)]
        if not self.customer and not self.employee:
            parts.append(Part(self._rates(lang)))
        parts += [
            Part(self._table("touch_missed", _MISSED, _SHOWN, missed, lang), most=_SCREEN),
            Part(self._table("touch_ahead", _LATER, _SHOWN, self._dues(State.AHEAD), lang), most=_SCREEN),
            Part(
                self._table("touch_unknown", _OPEN, (*_SHOWN, _MISSING), self._dues(State.UNKNOWN), lang), most=_SCREEN
            ),
        ]
        # A pipe gets the first table: that of everything, which the others are parts of.
        return [Part(self._table("touch", _ALL, _WRITTEN, self._dues(), lang), is_long=True), *parts]

    def _table(
        self, name: str, title: Words, columns: tuple[Column, ...], dues: Sequence[Due], lang: Language | None
    ) -> Table:
        rows = tuple(
            tuple(cells[column.name] for column in columns) for each in dues for cells in (self._cells(each, lang),)
        )
        return Table(name, title, columns, rows)

    def _cells(self, due: Due, lang: Language | None) -> dict[str, Cell]:
        window = due.window
        first = last = None
        if window is not None:
            exact = window.is_exact
            first = window.earliest.isoformat(" ", "minutes") if exact else window.earliest.date().isoformat()
            last = window.latest.isoformat(" ", "minutes") if exact else window.latest.date().isoformat()
        return {
            _RULE.name: due.rule.id if lang is None else due.rule.title or due.rule.id,
            _SUBJECT.name: due.subject,
            _NAME.name: self.run.ground.name(due.subject, self.run.as_of) or None,
            _SOURCE.name: due.source or None,
            _FIRST.name: first,
            _LAST.name: last,
            _BY.name: ", ".join(due.by) or None,
            _STATE.name: said_in(lang)(_STATES[due.state], due.state.value),
            _DONE.name: None if due.contact is None else due.contact.at.date(),
            _TRIES.name: due.tries or None,
            _MISSING.name: ", ".join(due.missing) or None,
        }

    def _rates(self, lang: Language | None) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for each in self.run.completions:
            answer: Cell = None
            if each.is_below_target:
                action, wrong = self.run.actions[each.rule.id]
                answer = said_in(lang)(_ACTIONS[wrong], wrong or "action-under-way")
                answer = f"{action.number}: {answer}" if action is not None and lang is not None else answer
            name = each.rule.id if lang is None else each.rule.title or each.rule.id
            rows.append((name, each.due, each.in_time, each.late, each.missed, each.rate, each.rule.target, answer))
        return Table("touch_completion", _RATES, _RATE, tuple(rows))


def touch_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the touch plan."""
    del book
    run = cast("TouchRun", result)
    found = TouchReport(run, shortest(files))
    return View(found.report().report(), found.figures, run.problems)
