"""Access to customers' files as people read it: one request with the file as it is seen, or the audit of the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.book.kinds import Value
from dealerkit.customers.access.request import Request
from dealerkit.customers.access.run import AccessRun
from dealerkit.customers.access.view import View as FileView
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.report.contact_rooms import Part, RoomReport, said_in
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.report.places import Places, shortest
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import stated

_TITLE = Words("Access: {policy}", "档案查阅：{policy}")
_ASKED = {
    Outcome.GRANTED: Words(
        "{person} may {operation} {what} of {customer}.", "{person} 可以对 {customer} 的「{what}」执行 {operation}。"
    ),
    Outcome.REFUSED: Words(
        "{person} may not {operation} {what} of {customer}.",
        "{person} 不得对 {customer} 的「{what}」执行 {operation}。",
    ),
    Outcome.UNDETERMINED: Words(
        "{person} may not {operation} {what} of {customer} yet.",
        "{person} 尚不能对 {customer} 的「{what}」执行 {operation}。",
    ),
}
_WHOLE = Words("the whole file", "整份档案")
_WAITS = Words(" To be signed by: {roles}.", "待签字：{roles}。")
_MISSING = Words(" Not known: {facts}.", "未知：{facts}。")
_WHY = Words("Why", "依据")
_FILE = Words("The file as {person} sees it", "{person} 看到的档案")
_HIDDEN = Words("hidden", "不可见")
_FIELD = Column("field", Words("field", "字段"))
_CLASS = Column("class", Words("class", "类别"))
_VALUE = Column("value", Words("value", "内容"))
_REASON = Column("reason", Words("why", "原因"))
_NEEDS = Words("needs {roles}", "须 {roles} 批准")
_NO_GRANT = Words("no grant", "没有授权")
_UNLISTED = Words("in no class", "未列入任何类别")
_REFUSED = Words("refused by {rule}", "{rule} 禁止")
_UNSAID = Words("not known: {facts}", "未知：{facts}")

_AUDIT = Words(
    "As of {as_of}. {entries} entries, {violations} of them not allowed; {others} other findings.",
    "截至 {as_of}。日志 {entries} 条，其中越权 {violations} 条；其他问题 {others} 项。",
)
_FIGURES = Words("{entries} entries, {violations} not allowed", "日志 {entries} 条，越权 {violations} 条")
_VIOLATIONS = Words("Entries that were not allowed", "越权的日志")
_FINDINGS = Words("Other findings", "其他问题")
_EVENT = Column("event", Words("event", "事件"))
_ON = Column("date", Words("on", "日期"), Kind.DATE)
_PERSON = Column("person", Words("by", "人员"))
_OPERATION = Column("operation", Words("operation", "操作"))
_CUSTOMER = Column("customer", Words("customer", "客户"))
_RULES = Column("rules", Words("rules", "依据"))
_AT = Column("at", Words("row", "位置"))
_CODE = Column("code", Words("code", "代码"))
_WHAT = Column("what", Words("what", "问题"))


@frozen(eq=False)
class RequestReport:
    """One request: the decision with its reasons, and the file as the person sees it."""

    policy: Policy
    request: Request
    decision: Decision
    view: FileView | None
    places: Places

    def report(self) -> RoomReport:
        """The report."""
        stories = ((_WHY, self.decision),) if self.decision.reasons or self.decision.tried else ()
        return RoomReport("access", _TITLE, self.policy, self.request.on, self._head, self._parts, self.places, stories)

    def _head(self, lang: Language) -> str:
        comma = "、" if lang == "zh" else ", "
        text = stated(
            _ASKED[self.decision.outcome],
            lang,
            person=self.request.person,
            operation=self.request.operation,
            what=self.request.field or _WHOLE.said_in(lang),
            customer=self.request.customer,
        )
        waits = self.decision.value("waits_for")
        if isinstance(waits, tuple) and waits:
            text += stated(_WAITS, lang, roles=comma.join(waits))
        if self.decision.missing:
            text += stated(_MISSING, lang, facts=comma.join(self.decision.missing))
        return text

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        if self.view is None:
            return ()
        rows: list[tuple[Cell, ...]] = []
        for each in self.view.fields:
            value = said_in(lang)(_HIDDEN, "") if each.is_hidden else _shown(each.value)
            reason = why_hidden(each.decision, lang) if each.is_hidden else None
            rows.append((each.column, each.class_, value or None, reason))
        person = self.view.person
        title = Words(_FILE.en.format(person=person), _FILE.zh.format(person=person))
        return (Part(Table("access_fields", title, (_FIELD, _CLASS, _VALUE, _REASON), tuple(rows))),)


def why_hidden(decision: Decision, lang: Language | None) -> str:
    """Why a field is hidden, in a few words; its code where programs read it."""
    if lang is None:
        return decision.code
    comma = "、" if lang == "zh" else ", "
    roles = decision.value("waits_for")
    if decision.code == "DK760" and isinstance(roles, tuple):
        return stated(_NEEDS, lang, roles=comma.join(roles))
    if decision.missing:
        return stated(_UNSAID, lang, facts=comma.join(decision.missing))
    if decision.code == "DK759" and decision.reasons:
        return stated(_REFUSED, lang, rule=decision.reasons[0].rule.title or decision.because[0])
    unlisted = any(each.step == "access-unlisted" for each in decision.reasons)
    return (_UNLISTED if unlisted else _NO_GRANT).said_in(lang)


@frozen(eq=False)
class AccessAudit:
    """The audit of the log, the register and the other records."""

    run: AccessRun
    places: Places

    def report(self) -> RoomReport:
        """The report."""
        run = self.run
        return RoomReport(
            "access-audit", _TITLE, run.policy, run.as_of, self._head, self._parts, self.places, (), run.problems
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, entries=f"{self.run.entries:,}", violations=len(self.run.violations))

    def _others(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.run.problems if each.code != "DK761")

    def _head(self, lang: Language) -> str:
        run = self.run
        return stated(
            _AUDIT,
            lang,
            as_of=run.as_of,
            entries=f"{run.entries:,}",
            violations=len(run.violations),
            others=len(self._others()),
        )

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        columns = (_EVENT, _ON, _PERSON, _OPERATION, _CUSTOMER, _FIELD, _REASON, _RULES, _AT)
        rows: list[tuple[Cell, ...]] = [
            (
                each.event,
                each.request.on,
                each.request.person,
                each.request.operation,
                each.request.customer,
                each.request.field or None,
                why_hidden(each.decision, lang),
                ", ".join(each.decision.because) or None,
                f"{each.at.file}:{each.at.line}",
            )
            for each in self.run.violations
        ]
        others: list[tuple[Cell, ...]] = [
            (each.code, sentence(each, lang or "en")[0], f"{each.at.file}:{each.at.line}" if each.at else None)
            for each in self._others()
        ]
        return (
            Part(Table("access_violations", _VIOLATIONS, columns, tuple(rows))),
            Part(Table("access_findings", _FINDINGS, (_CODE, _WHAT, _AT), tuple(others))),
        )


def access_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the audit."""
    del book
    run = cast("AccessRun", result)
    found = AccessAudit(run, shortest(files))
    return View(found.report().report(), found.figures, run.problems)


def _shown(value: Value | None) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
