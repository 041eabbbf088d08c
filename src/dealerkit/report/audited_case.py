"""One audited case as people read it: what was done step by step, how every clock ended, what was broken."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from dealerkit.problems import Location
from dealerkit.report.audit_json import finding_json
from dealerkit.report.audit_words import VERDICTS, asked_words, code_words
from dealerkit.report.case_words import clock_words, length_words, moment_json, moment_words, state_words, titled
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import stated
from dealerkit.workflow.auditing.audit import Audit
from dealerkit.workflow.auditing.audited import Audited
from dealerkit.workflow.events import Event, instant
from dealerkit.workflow.outlook import Told

_TITLE = Words("Case {case}: {flow}", "案件 {case}：{flow}")
_ENDED = Words(
    "{verdict}. Opened {opened}, ended {ended} after {lasted}.",
    "{verdict}。{opened} 受理，{ended} 结案，历时 {lasted}。",
)
_OPEN = Words(
    "{verdict}. Opened {opened}, as of {now} open in {state}.",
    "{verdict}。{opened} 受理，截至 {now} 未结，现处 {state}。",
)
_MOVES = Words("What was done", "经过")
_CLOCKS = Words("Clocks", "时限")
_NOTICES = Words("Who had to be told", "应通知")
_BROKEN = Words("What was broken", "违反了什么")
_TOLD = Words("told {told}", "{told} 已通知")
_TOLD_LATE = Words("told {told}, late by {late}", "{told} 才通知，超时 {late}")
_NOT_TOLD = Words("not told, late by {late}", "未通知，超时 {late}")
_NOT_YET = Words("not told yet", "尚未通知")
_UNTOLD = Words("cannot be told", "无法确定")

_AT = Column("at", Words("at", "时间"))
_EVENT = Column("event", Words("event", "事件"))
_ACTOR = Column("actor", Words("by", "经办人"))
_ROLE = Column("role", Words("role", "角色"))
_FROM = Column("from", Words("from", "原状态"))
_TO = Column("to", Words("to", "新状态"))
_ROW = Column("row", Words("row", "行"))
_WRONG = Column("broken", Words("broken", "违反"))
_CLOCK = Column("clock", Words("clock", "时限"))
_GOAL = Column("goal", Words("goal", "目标"))
_SINCE = Column("since", Words("since", "开始"))
_DUE = Column("due", Words("due", "期限"))
_HOW = Column("how", Words("how it went", "情况"))
_NOTICE = Column("notice", Words("notice", "通知"))
_WHO = Column("to", Words("to", "通知谁"))
_PAUSES = Column("pauses", Words("pauses", "暂停次数"), Kind.INTEGER)


@frozen(eq=False)
class AuditedCaseReport:
    """The whole story of one case."""

    audit: Audit
    case: Audited

    def report(self) -> Report:
        """The report."""
        return Report("case", self._page, self._page, self._tables, self.document)

    def _page(self, lang: Language) -> Page:
        flow = self.case.story.flow
        blocks: list[Block] = [Paragraph(self._head(lang))]
        blocks += [Sheet(each) for each in self._tables(lang) if each.rows]
        if self.case.findings:
            points = tuple(
                Point(f"{each.problem.code}: {sentence(each.problem, lang)[0]}", _place(each.problem.at))
                for each in self.case.findings
            )
            blocks.append(Points(_BROKEN.said_in(lang), points))
        return Page(stated(_TITLE, lang, case=self.case.number, flow=flow.title or flow.id), blocks)

    def _head(self, lang: Language) -> str:
        case = self.case
        verdict = VERDICTS[case.verdict].said_in(lang)
        opened = moment_words(case.story.opened.at, case.zone)
        if case.ended is None or case.lasted is None:
            state = state_words(case.story.flow, case.case.state, lang)
            now = asked_words(self.audit.asked)
            return stated(_OPEN, lang, verdict=verdict.capitalize(), opened=opened, state=state, now=now)
        return stated(
            _ENDED,
            lang,
            verdict=verdict.capitalize(),
            opened=opened,
            ended=moment_words(case.ended, case.zone),
            lasted=length_words(case.lasted, lang),
        )

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return self._moves(lang), self._clocks(lang), self._notices(lang)

    def _moves(self, lang: Language) -> Table:
        """Every event in order; one that is no move of the flow leads from its state to the same."""
        flow, passed = self.case.story.flow, iter(self.case.case.history)
        state = self.case.case.history[0].state if self.case.case.history else self.case.case.state
        rows: list[tuple[Cell, ...]] = []
        for event in self.case.story.events:
            before = state
            if event.name in flow.transitions:
                made = next(passed)
                before, state = made.state, made.target
            rows.append(
                (
                    moment_words(event.at, self.case.zone),
                    event.name,
                    event.actor or None,
                    event.role or None,
                    before,
                    state,
                    _place(event.place),
                    ", ".join(code_words(each, lang) for each in self._codes(event)) or None,
                )
            )
        columns = (_AT, _EVENT, _ACTOR, _ROLE, _FROM, _TO, _ROW, _WRONG)
        kept = [i for i, _ in enumerate(columns) if any(row[i] is not None for row in rows)]
        shown = tuple(tuple(row[i] for i in kept) for row in rows)
        return Table("moves", _MOVES, tuple(columns[i] for i in kept), shown)

    def _codes(self, event: Event) -> tuple[str, ...]:
        return tuple(each.problem.code for each in self.case.findings if each.problem.at == event.place and each.event)

    def _clocks(self, lang: Language) -> Table:
        zone, now = self.case.zone, self._now
        rows = tuple(
            (
                titled(each.clock.title, each.clock.id, lang),
                None if each.goal is None else each.goal.id,
                moment_words(each.run.started, zone),
                len(each.run.pauses),
                moment_words(each.due, zone) or None,
                clock_words(each, now, zone, self.audit.policy, lang),
            )
            for each in self.case.clocks
        )
        return Table("clocks", _CLOCKS, (_CLOCK, _GOAL, _SINCE, _PAUSES, _DUE, _HOW), rows)

    def _notices(self, lang: Language) -> Table:
        zone = self.case.zone
        rows = tuple(
            (
                titled(each.notice.title, each.notice.id, lang),
                ", ".join(each.notice.to),
                moment_words(each.since, zone),
                moment_words(each.due, zone) or None,
                self._told(each, lang),
            )
            for each in self.case.notices
        )
        return Table("notices", _NOTICES, (_NOTICE, _WHO, _SINCE, _DUE, _HOW), rows)

    def _told(self, notice: Told, lang: Language) -> str:
        if notice.due is None:
            return _UNTOLD.said_in(lang)
        told = moment_words(notice.told, self.case.zone)
        if not notice.is_late(self._now):
            return stated(_TOLD, lang, told=told) if told else _NOT_YET.said_in(lang)
        late = length_words((notice.told or self._now) - notice.due, lang)
        return stated(_TOLD_LATE if told else _NOT_TOLD, lang, told=told, late=late)

    @property
    def _now(self) -> datetime:
        now = self.audit.now
        return instant(now if now.tzinfo is not None else now.replace(tzinfo=self.case.zone))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        case = self.case
        return {
            "schema_version": SCHEMA_VERSION,
            "case": case.number,
            "flow": case.story.flow.id,
            "verdict": VERDICTS[case.verdict].en,
            "state": case.case.state,
            "opened": moment_json(case.story.opened.at, case.zone),
            "ended": moment_json(case.ended, case.zone),
            "moves": [_row_json(self._moves(lang), row) for row in self._moves(lang).rows],
            "clocks": [
                {
                    "clock": each.clock.id,
                    "goal": None if each.goal is None else each.goal.id,
                    "since": moment_json(each.run.started, case.zone),
                    "due": moment_json(each.due, case.zone),
                    "stopped": moment_json(each.run.stopped, case.zone),
                    "ended": each.run.ended,
                    "late_seconds": int(each.late.total_seconds()),
                }
                for each in case.clocks
            ],
            "findings": [finding_json(case, each, lang) for each in case.findings],
        }


def _row_json(table: Table, row: tuple[Cell, ...]) -> dict[str, Json]:
    return {column.name: None if cell is None else str(cell) for column, cell in zip(table.columns, row, strict=True)}


def _place(at: Location | None) -> str:
    return "" if at is None else f"{at.file}:{at.line}"
