"""The open cases as a desk reads them in the morning: by what is due next, late ones first."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from attrs import frozen

from dealerkit.policy.policy import Policy
from dealerkit.report.case_words import (
    clock_words,
    length_words,
    listed,
    minutes_of,
    moment_json,
    moment_words,
    state_words,
    titled,
)
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import counted, stated
from dealerkit.workflow.due import DueCase, DueList

_TITLE = Words("Open cases: {policy}", "未结案件：{policy}")
_HEAD = Words(
    "At {now}, revision {revision}. {cases} shown of {open} open: {late} late, {untold} whose end nobody can tell.",
    "{now}，版本 {revision}。未结案件 {open} 件，列出 {shown} 件：超时 {late} 件，无法确定 {untold} 件。",
)
_NONE = Words("At {now}, revision {revision}. No case is open.", "{now}，版本 {revision}。没有未结案件。")
_DAY_END = Words("the end of {day}", "{day} 结束时")
_CASES = Words("By what is due next", "按到期先后")

_CASE = Column("case", Words("case", "案件"))
_KIND = Column("kind", Words("kind", "类别"))
_CUSTOMER = Column("customer", Words("customer", "客户"))
_TITLE_OF = Column("title", Words("about", "事由"))
_FLOW = Column("flow", Words("flow", "流程"))
_STATE = Column("state", Words("state", "状态"))
_WHAT = Column("what", Words("what is due", "到期事项"))
_ID = Column("clock", Words("clock", "时限"))
_NOTICE = Column("notice", Words("notice", "通知"))
_DUE = Column("due", Words("due", "到期"))
_STANDS = Column("stands", Words("stands", "情况"))
_LATE = Column("minutes_late", Words("minutes late", "超时分钟"), Kind.INTEGER)
_ACTS = Column("acts", Words("must act", "须处理"))
_TELLS = Column("tells", Words("tell now", "须立即通知"))
_RULE = Column("rule", Words("rule", "规则"))

_SHOWN = (_CASE, _CUSTOMER, _STATE, _WHAT, _DUE, _STANDS, _ACTS, _TELLS)
_WRITTEN = (
    *(_CASE, _FLOW, _KIND, _CUSTOMER, _TITLE_OF, _STATE, _ID, _NOTICE, _DUE, _LATE, _STANDS, _ACTS, _TELLS, _RULE),
)
_NOW = Words("now", "立即")
_NOTHING = Words("nothing runs", "没有时限")
_OVERDUE = Words("late by {late}", "已超时 {late}")
_LEFT = Words("{left} left", "剩 {left}")
_UNTOLD = Words("cannot be told", "无法确定")


@frozen(eq=False)
class DueReport:
    """The cases that are due."""

    policy: Policy
    found: DueList
    places: Places

    def report(self) -> Report:
        """The report."""
        return Report(
            "due",
            self._page,
            self._page,
            lambda lang: (self._table(_WRITTEN, lang),),
            self.document,
        )

    def _page(self, lang: Language) -> Page:
        header, found = self.policy.header, self.found
        shown = len(found.cases)
        head = stated(
            _HEAD,
            lang,
            now=self._now(lang),
            revision=header.revision,
            cases=counted(shown, "case", "cases"),
            shown=shown,
            open=found.open_cases,
            late=found.late,
            untold=found.untold,
        )
        none = stated(_NONE, lang, now=self._now(lang), revision=header.revision)
        blocks: list[Block] = [Paragraph(head if found.open_cases else none)]
        if shown:
            blocks.append(Sheet(self._table(_SHOWN, lang)))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _now(self, lang: Language) -> str:
        now = self.found.now
        if isinstance(now, datetime):
            return now.isoformat(" ", timespec="minutes")
        return stated(_DAY_END, lang, day=now.isoformat())

    def _table(self, columns: tuple[Column, ...], lang: Language) -> Table:
        rows = tuple(self._row(each, columns, lang) for each in self.found.cases)
        return Table("due", _CASES, columns, rows)

    def _row(self, each: DueCase, columns: tuple[Column, ...], lang: Language) -> tuple[Cell, ...]:
        for_people = columns is _SHOWN
        case, zone = each.seen.case, each.ready.working.zone
        facts = case.facts
        due = moment_words(each.due, zone) if for_people else moment_json(each.due, zone)
        cells: dict[str, Cell] = {
            _CASE.name: case.opened.case,
            _FLOW.name: each.ready.flow.id,
            _KIND.name: str(facts.get("case.kind") or "") or None,
            _CUSTOMER.name: str(facts.get("case.customer") or "") or None,
            _TITLE_OF.name: str(facts.get("case.title") or "") or None,
            _STATE.name: state_words(each.ready.flow, case.state, lang) if for_people else case.state,
            _WHAT.name: _what(each, lang),
            _ID.name: None if each.clock is None else each.clock.clock.id,
            _NOTICE.name: None if each.notice is None else each.notice.notice.id,
            _DUE.name: due or None,
            _LATE.name: minutes_of(each.late) or None,
            _STANDS.name: self._stands(each, zone, lang),
            _ACTS.name: listed(each.acts, lang) or None,
            _TELLS.name: listed(each.tells, lang) or None,
            _RULE.name: _address(each) or None,
        }
        return tuple(cells[column.name] for column in columns)

    def _stands(self, each: DueCase, zone: tzinfo, lang: Language) -> str:
        if each.clock is not None:
            return clock_words(each.clock, each.seen.now, zone, self.policy, lang)
        if each.notice is None:
            return _NOTHING.said_in(lang)
        if each.due is None:
            return _UNTOLD.said_in(lang)
        if each.notice.notice.within is None:
            return _NOW.said_in(lang)
        if each.is_late:
            return stated(_OVERDUE, lang, late=length_words(each.late, lang))
        return stated(_LEFT, lang, left=length_words(max(each.due - each.seen.now, timedelta()), lang))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        del lang
        header, found = self.policy.header, self.found
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "now": found.now.isoformat(),
            "open": found.open_cases,
            "late": found.late,
            "cannot_be_told": found.untold,
            "cases": [self._json(each) for each in found.cases],
        }

    def _json(self, each: DueCase) -> dict[str, Json]:
        case, zone = each.seen.case, each.ready.working.zone
        return {
            "case": case.opened.case,
            "flow": each.ready.flow.id,
            "customer": str(case.facts.get("case.customer") or "") or None,
            "title": str(case.facts.get("case.title") or "") or None,
            "state": case.state,
            "clock": None if each.clock is None else each.clock.clock.id,
            "notice": None if each.notice is None else each.notice.notice.id,
            "due": moment_json(each.due, zone),
            "minutes_late": minutes_of(each.late),
            "is_late": each.is_late,
            "cannot_be_told": each.due is None and each.is_untold,
            "paused_since": moment_json(None if each.clock is None else each.clock.run.paused_since, zone),
            "acts": [*each.acts],
            "tells": [*each.tells],
            "may": [*each.view.may],
            "wake_up": moment_json(each.seen.wake_up, zone),
            "violations": [problem.code for problem in case.violations],
            "rule": _address(each) or None,
        }


def _what(each: DueCase, lang: Language) -> str | None:
    if each.clock is not None:
        return titled(each.clock.clock.title, each.clock.clock.id, lang)
    return None if each.notice is None else titled(each.notice.notice.title, each.notice.notice.id, lang)


def _address(each: DueCase) -> str:
    if each.clock is not None:
        return (each.clock.goal.rule if each.clock.goal else each.clock.clock.rule).address
    return "" if each.notice is None else each.notice.notice.rule.address
