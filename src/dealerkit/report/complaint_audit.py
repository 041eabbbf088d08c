"""An audit as people read it: how many cases keep every rule, what was broken, which ways cases take, how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

from attrs import frozen

from dealerkit.problems import Problem
from dealerkit.report.audit_json import audit_json
from dealerkit.report.audit_tables import (
    cases_table,
    roles_table,
    rules_table,
    states_table,
    variants_table,
    violations_table,
)
from dealerkit.report.audit_words import CODES, asked_words, code_words, way_words, working_words
from dealerkit.report.case_words import length_words, moment_words, state_words, titled
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Sheet
from dealerkit.report.reports import Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import counted, stated
from dealerkit.workflow.auditing.audit import Audit, conformance
from dealerkit.workflow.auditing.audited import Audited, Finding
from dealerkit.workflow.auditing.tallies import Spread, by_role, by_rule, in_states, lasted, variants
from dealerkit.workflow.flow import Flow

_TITLE = Words("Audit: {policy}", "流程审计：{policy}")
_HEAD = Words(
    "{flow}, as of {now}: {cases}, {conforming} of them keep every rule ({rate}); {violating} break one,"
    " {undetermined} cannot be told.\n{open} open, {late} of them late.{lasted}",
    "{flow}，截至 {now}：案件 {count} 件，{conforming} 件完全合规（{rate}）；{violating} 件有违规，"
    "{undetermined} 件无法确定。\n未结 {open} 件，其中 {late} 件超时。{lasted}",
)
_NO_CASES = Words("{flow}, as of {now}: no cases.", "{flow}，截至 {now}：没有案件。")
_LASTED = Words(
    " From beginning to end: half within {median}, nine of ten within {nine}, the longest {longest}.",
    "从受理到结案：半数不超过 {median}，九成不超过 {nine}，最长 {longest}。",
)
_ROWS = Words(
    "Rows of {table}: {read} read = {used} used + {rejected} rejected + {ignored} ignored + {later} recorded later.",
    "表 {table} 的行：读取 {read} = 使用 {used} + 拒绝 {rejected} + 忽略 {ignored} + 之后记录 {later}。",
)
_LATER = Words(
    "{count} of the events used had not happened by then.", "使用的事件中有 {count} 个在该时刻之后，未计入。"
)
_BROKEN = Words("What was broken", "违反了什么")
_ROLES = Words("In whose role", "由何角色")
_WAYS = Words("The commonest ways", "最常见的路径")
_STATES = Words("Time in each state", "各状态停留时间")
_DELAYS = Words("The longest delays", "超时最久的")
_NOBODY = Words("(not stated)", "（未注明）")

_WHAT = Column("what", Words("what", "内容"))
_RULE = Column("rule", Words("rule", "规则"))
_COUNT = Column("findings", Words("findings", "次数"), Kind.INTEGER)
_CASES = Column("cases", Words("cases", "件数"), Kind.INTEGER)
_LONGEST = Column("longest", Words("longest delay", "最长超时"))
_ROLE = Column("role", Words("role", "角色"))
_SHARE = Column("share", Words("share", "占比"), Kind.RATE)
_KEEP = Column("conforming", Words("keep every rule", "合规"), Kind.INTEGER)
_MEDIAN = Column("median", Words("median", "中位"))
_NINE = Column("p90", Words("nine of ten", "九成"))
_MOST = Column("max", Words("longest", "最长"))
_WAY = Column("moves", Words("moves", "步骤"))
_STATE = Column("state", Words("state", "状态"))
_STAYS = Column("stays", Words("stays", "次数"), Kind.INTEGER)
_LASTING = Column("lasting", Words("still there", "仍在"), Kind.INTEGER)
_WORKED = Column("working_median", Words("median, office open", "中位（工作时间）"))
_WORKED_NINE = Column("working_p90", Words("nine of ten, office open", "九成（工作时间）"))
_CASE = Column("case", Words("case", "案件"))
_CLOCK = Column("clock", Words("what was due", "应完成"))
_DUE = Column("due", Words("due", "期限"))
_ENDED = Column("ended", Words("done", "完成"))
_LATE = Column("late", Words("late by", "超时"))
_WORKING = Column("working", Words("office open", "工作时间"))


@frozen(eq=False)
class AuditReport:
    """What the audit found, flow by flow; a page shows the first ``top`` of what is ranked, files have all."""

    audit: Audit
    top: int = 10

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found of the book beside the cases."""
        return self.audit.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "audit",
            lambda lang: self._page(lang, self.top),
            lambda lang: self._page(lang, self.top),
            self._tables,
            self.document,
        )

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        tables = (violations_table, cases_table, variants_table, states_table, rules_table, roles_table)
        return tuple(made(self.audit, lang) for made in tables)

    def _page(self, lang: Language, top: int) -> Page:
        header = self.audit.policy.header
        blocks: list[Block] = []
        for flow in self.audit.flows:
            cases = self.audit.of_flow(flow)
            if not cases and len(self.audit.flows) > 1:
                continue
            if len(self.audit.flows) > 1:
                blocks.append(Heading(flow.title or flow.id))
            blocks += self._blocks(flow, cases, lang, top)
        blocks += [Paragraph(each) for each in self._rows(lang)]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _blocks(self, flow: Flow, cases: tuple[Audited, ...], lang: Language, top: int) -> list[Block]:
        sheets = (
            self._broken(flow, cases, lang),
            self._roles(cases, lang),
            self._delays(cases, lang, top),
            self._ways(cases, lang, top),
            self._in_states(flow, cases, lang),
        )
        return [Paragraph(self._head(flow, cases, lang)), *(Sheet(each) for each in sheets if each.rows)]

    def _head(self, flow: Flow, cases: tuple[Audited, ...], lang: Language) -> str:
        found = conformance(cases)
        name, now = flow.title or flow.id, asked_words(self.audit.asked)
        if found.rate is None:
            return stated(_NO_CASES, lang, flow=name, now=now)
        spread = lasted(cases)
        return stated(
            _HEAD,
            lang,
            flow=name,
            now=now,
            count=f"{found.cases:,}",
            cases=counted(found.cases, "case", "cases"),
            conforming=f"{found.conforming:,}",
            rate=percent(_to_a_tenth(found.rate)),
            violating=f"{found.violating:,}",
            undetermined=f"{found.undetermined:,}",
            open=f"{sum(each.is_open for each in cases):,}",
            late=f"{sum(each.is_late_and_open for each in cases):,}",
            lasted="" if spread is None else stated(_LASTED, lang, **_spread_words(spread, lang)),
        )

    def _rows(self, lang: Language) -> list[str]:
        """What became of the rows of each table."""
        found = [
            stated(
                _ROWS,
                lang,
                table=name,
                **{each: f"{getattr(count, each):,}" for each in ("read", "used", "rejected", "ignored", "later")},
            )
            for name, count in self.audit.read.items()
        ]
        return [*found, stated(_LATER, lang, count=f"{self.audit.later:,}")] if self.audit.later else found

    def _broken(self, flow: Flow, cases: tuple[Audited, ...], lang: Language) -> Table:
        rows = tuple(
            (
                each.code,
                code_words(each.code, lang),
                each.rule.removeprefix(f"{flow.rule.address}.") or None,
                each.findings,
                each.cases,
                _length(each.longest, lang),
            )
            for each in by_rule(cases)
        )
        return Table("rules", _BROKEN, (Column("code", CODES), _WHAT, _RULE, _COUNT, _CASES, _LONGEST), rows)

    def _roles(self, cases: tuple[Audited, ...], lang: Language) -> Table:
        tallies = by_role(cases)
        rows = tuple(
            (each.role or _NOBODY.said_in(lang), each.findings, each.cases, _length(each.longest, lang))
            for each in tallies
        )
        shown = rows if any(each.role for each in tallies) else ()
        return Table("roles", _ROLES, (_ROLE, _COUNT, _CASES, _LONGEST), shown)

    def _delays(self, cases: tuple[Audited, ...], lang: Language, top: int) -> Table:
        late = [(case, each) for case in cases for each in case.findings if each.late is not None]
        late.sort(key=lambda each: (-_by(each[1]), each[0].story.opened.at, each[0].number))
        rows = tuple(row for case, each in late[:top] if (row := _delay(case, each, lang)) is not None)
        return Table("delays", _DELAYS, (_CASE, _CLOCK, _DUE, _ENDED, _LATE, _WORKING), rows)

    def _ways(self, cases: tuple[Audited, ...], lang: Language, top: int) -> Table:
        rows = tuple(
            (each.count, _to_a_tenth(each.share), each.conforming, _length(each.median, lang), way_words(each.moves))
            for each in variants(cases)[:top]
        )
        return Table("variants", _WAYS, (_CASES, _SHARE, _KEEP, _MEDIAN, _WAY), rows)

    def _in_states(self, flow: Flow, cases: tuple[Audited, ...], lang: Language) -> Table:
        found = in_states(cases, flow.states)
        has_hours = any(each.working is not None for each in found)
        columns = (_STATE, _STAYS, _MEDIAN, _NINE, _MOST, *((_WORKED, _WORKED_NINE) if has_hours else ()), _LASTING)
        rows: list[tuple[Cell, ...]] = []
        for each in found:
            passed, worked = each.elapsed, each.working
            row: list[Cell] = [state_words(flow, each.state, lang), passed.count if passed else 0]
            row += _spread_cells(passed, lang)
            row += _worked_cells(worked, lang) if has_hours else []
            rows.append((*row, each.lasting))
        return Table("states", _STATES, columns, tuple(rows))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        return audit_json(self.audit, lang)


def _delay(case: Audited, found: Finding, lang: Language) -> tuple[Cell, ...] | None:
    late, flow = found.late, case.story.flow
    if late is None:
        return None
    return (
        case.number,
        due_words(flow, found, lang),
        moment_words(late.due, case.zone),
        moment_words(late.ended, case.zone) or None,
        length_words(late.by, lang),
        None if late.working is None else working_words(late.working, lang),
    )


def due_words(flow: Flow, found: Finding, lang: Language) -> str:
    """The clock or notice that was missed."""
    address = found.problem.address
    for clock in (flow.clocks or {}).values():
        if address.startswith(f"{clock.rule.address}."):
            return titled(clock.title, clock.id, lang)
    for notice in (flow.notices or {}).values():
        if address == notice.rule.address:
            return titled(notice.title, notice.id, lang)
    return address


def _by(found: Finding) -> timedelta:
    return timedelta() if found.late is None else found.late.by


def _length(length: timedelta | None, lang: Language) -> str | None:
    return None if length is None else length_words(length, lang)


def _to_a_tenth(share: Fraction) -> Fraction:
    """A share to a tenth of a per cent, for people."""
    return Fraction(round(share * 1_000), 1_000)


def _spread_words(spread: Spread, lang: Language) -> Mapping[str, str]:
    return {
        "median": length_words(spread.median, lang),
        "nine": length_words(spread.nine_of_ten, lang),
        "longest": length_words(spread.longest, lang),
    }


def _spread_cells(spread: Spread | None, lang: Language) -> list[Cell]:
    return [None, None, None] if spread is None else [*_spread_words(spread, lang).values()]


def _worked_cells(spread: Spread | None, lang: Language) -> list[Cell]:
    if spread is None:
        return [None, None]
    return [working_words(spread.median, lang), working_words(spread.nine_of_ten, lang)]
