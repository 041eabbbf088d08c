"""The tables of an audit, complete, for spreadsheets: lengths of time are whole minutes, what is left dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dealerkit.problems import Location
from dealerkit.report.audit_words import CODES, VERDICTS, code_words
from dealerkit.report.case_words import minutes_of, moment_words
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.workflow.auditing.audit import Audit
from dealerkit.workflow.auditing.audited import Audited, Finding
from dealerkit.workflow.auditing.tallies import Spread, by_role, by_rule, in_states, variants

_CASE = Column("case", Words("case", "案件"))
_FLOW = Column("flow", Words("flow", "流程"))
_CODE = Column("code", CODES)
_WHAT = Column("what", Words("what", "内容"))
_RULE = Column("rule", Words("rule", "规则"))
_AT = Column("at", Words("at", "时间"))
_EVENT = Column("event", Words("event", "事件"))
_ACTOR = Column("actor", Words("actor", "经办人"))
_ROLE = Column("role", Words("role", "角色"))
_DUE = Column("due", Words("due", "期限"))
_ENDED = Column("ended", Words("done", "完成"))
_LATE = Column("late_minutes", Words("late by, minutes", "超时（分钟）"), Kind.INTEGER)
_LATE_WORKING = Column("late_working_minutes", Words("office open, minutes", "工作时间（分钟）"), Kind.INTEGER)
_FILE = Column("file", Words("file", "文件"))
_ROW = Column("row", Words("row", "行"), Kind.INTEGER)
_SAYS = Column("says", Words("says", "说明"))
_STATE = Column("state", Words("state", "状态"))
_OPENED = Column("opened", Words("opened", "受理"))
_CLOSED = Column("ended", Words("ended", "结案"))
_EVENTS = Column("events", Words("events", "事件数"), Kind.INTEGER)
_VERDICT = Column("verdict", Words("verdict", "结论"))
_VIOLATIONS = Column("violations", Words("violations", "违规数"), Kind.INTEGER)
_UNTOLD = Column("undetermined", Words("cannot be told", "无法确定"), Kind.INTEGER)
_DELAYS = Column("delays", Words("of them late", "其中超时"), Kind.INTEGER)
_LASTED = Column("lasted_minutes", Words("lasted, minutes", "历时（分钟）"), Kind.INTEGER)
_VARIANT = Column("variant", Words("way", "路径"), Kind.INTEGER)
_CASES = Column("cases", Words("cases", "件数"), Kind.INTEGER)
_SHARE = Column("share", Words("share", "占比"), Kind.RATE)
_KEEP = Column("conforming", Words("keep every rule", "合规"), Kind.INTEGER)
_MOVES = Column("moves", Words("moves", "步骤"))
_FINDINGS = Column("findings", Words("findings", "次数"), Kind.INTEGER)
_LONGEST = Column("longest_minutes", Words("longest delay, minutes", "最长超时（分钟）"), Kind.INTEGER)
_STAYS = Column("stays", Words("stays", "次数"), Kind.INTEGER)
_LASTING = Column("lasting", Words("still there", "仍在"), Kind.INTEGER)
_MEDIAN = Column("median_minutes", Words("median, minutes", "中位（分钟）"), Kind.INTEGER)
_NINE = Column("p90_minutes", Words("nine of ten, minutes", "九成（分钟）"), Kind.INTEGER)
_MOST = Column("max_minutes", Words("longest, minutes", "最长（分钟）"), Kind.INTEGER)
_WORK_MEDIAN = Column("working_median_minutes", Words("median, office open, minutes", "中位（工作分钟）"), Kind.INTEGER)
_WORK_NINE = Column("working_p90_minutes", Words("nine of ten, office open, minutes", "九成（工作分钟）"), Kind.INTEGER)
_WORK_MOST = Column("working_max_minutes", Words("longest, office open, minutes", "最长（工作分钟）"), Kind.INTEGER)

_OF_VIOLATIONS = (
    *(_CASE, _FLOW, _CODE, _WHAT, _RULE, _AT, _EVENT, _ACTOR, _ROLE),
    *(_DUE, _ENDED, _LATE, _LATE_WORKING, _FILE, _ROW, _SAYS),
)
_OF_CASES = (
    *(_CASE, _FLOW, _STATE, _OPENED, _CLOSED, _EVENTS, _VERDICT, _VIOLATIONS, _DELAYS, _UNTOLD, _LASTED, _VARIANT),
)
_OF_STATES = (*(_FLOW, _STATE, _STAYS, _LASTING, _MEDIAN, _NINE, _MOST, _WORK_MEDIAN, _WORK_NINE, _WORK_MOST),)


def violations_table(audit: Audit, lang: Language) -> Table:
    """Every finding: what, by which rule, where it stands, by how much."""
    rows = tuple(_finding(case, each, lang) for case in audit.cases for each in case.findings)
    return Table("violations", Words("Violations", "违规"), _OF_VIOLATIONS, rows)


def cases_table(audit: Audit, lang: Language) -> Table:
    """Every case: where it stands, whether it kept the rules, how long it took, and which way (see variants)."""
    ways = {
        (flow.id, number): place
        for flow in audit.flows
        for place, way in enumerate(variants(audit.of_flow(flow)), 1)
        for number in way.cases
    }
    rows = tuple(
        (
            each.number,
            each.story.flow.id,
            each.case.state,
            moment_words(each.story.opened.at, each.zone),
            moment_words(each.ended, each.zone) or None,
            len(each.story.events),
            VERDICTS[each.verdict].said_in(lang),
            sum(found.is_violation for found in each.findings),
            sum(found.late is not None for found in each.findings),
            sum(not found.is_violation for found in each.findings),
            _minutes(each.lasted),
            ways[each.story.flow.id, each.number],
        )
        for each in audit.cases
    )
    return Table("cases", Words("Cases", "案件"), _OF_CASES, rows)


def variants_table(audit: Audit, lang: Language) -> Table:
    """Every way that cases took."""
    del lang
    rows: list[tuple[Cell, ...]] = [
        (flow.id, place, each.count, each.share, each.conforming, _minutes(each.median), " > ".join(each.moves))
        for flow in audit.flows
        for place, each in enumerate(variants(audit.of_flow(flow)), 1)
    ]
    columns = (_FLOW, _VARIANT, _CASES, _SHARE, _KEEP, _MEDIAN, _MOVES)
    return Table("variants", Words("Ways", "路径"), columns, tuple(rows))


def states_table(audit: Audit, lang: Language) -> Table:
    """How long cases stay in each state."""
    del lang
    rows = tuple(
        (
            flow.id,
            each.state,
            0 if each.elapsed is None else each.elapsed.count,
            each.lasting,
            *_spread(each.elapsed),
            *_spread(each.working),
        )
        for flow in audit.flows
        for each in in_states(audit.of_flow(flow), flow.states)
    )
    return Table("states", Words("Time in each state", "各状态停留时间"), _OF_STATES, rows)


def rules_table(audit: Audit, lang: Language) -> Table:
    """What was broken how often."""
    rows = tuple(
        (flow.id, each.code, code_words(each.code, lang), each.rule, each.findings, each.cases, _minutes(each.longest))
        for flow in audit.flows
        for each in by_rule(audit.of_flow(flow))
    )
    columns = (_FLOW, _CODE, _WHAT, _RULE, _FINDINGS, _CASES, _LONGEST)
    return Table("rules", Words("What was broken", "违反了什么"), columns, rows)


def roles_table(audit: Audit, lang: Language) -> Table:
    """In whose role rules were broken; no role is one that the log does not say."""
    del lang
    rows = tuple(
        (flow.id, each.role or None, each.findings, each.cases, _minutes(each.longest))
        for flow in audit.flows
        for each in by_role(audit.of_flow(flow))
    )
    return Table("roles", Words("In whose role", "由何角色"), (_FLOW, _ROLE, _FINDINGS, _CASES, _LONGEST), rows)


def _finding(case: Audited, found: Finding, lang: Language) -> tuple[Cell, ...]:
    late = found.late
    return (
        case.number,
        case.story.flow.id,
        found.problem.code,
        code_words(found.problem.code, lang),
        found.problem.address or None,
        moment_words(found.at, case.zone),
        found.event or None,
        found.actor or None,
        found.role or None,
        None if late is None else moment_words(late.due, case.zone),
        None if late is None else moment_words(late.ended, case.zone) or None,
        None if late is None else _minutes(late.by),
        None if late is None else _minutes(late.working),
        *_place(found.problem.at),
        sentence(found.problem, lang)[0],
    )


def _place(at: Location | None) -> tuple[Cell, Cell]:
    return (None, None) if at is None else (at.file, at.line)


def _spread(spread: Spread | None) -> Iterator[Cell]:
    lengths = (None, None, None) if spread is None else (spread.median, spread.nine_of_ten, spread.longest)
    return (_minutes(each) for each in lengths)


def _minutes(length: timedelta | None) -> int | None:
    return None if length is None else minutes_of(length)
