"""The audit of customers as one report, and each room's view in the overview."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.auditing import Audit
from dealerkit.customers.codes.run import CodeRun
from dealerkit.customers.files.run import FileRun
from dealerkit.customers.identity.run import IdentityRun
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.report.customer_files import FilePart
from dealerkit.report.customer_identity import CodePart, IdentityPart, rows_json
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Kind as CellKind
from dealerkit.report.tables import Table, cell_for_people, cell_for_programs
from dealerkit.report.views import View
from dealerkit.report.words import stated

_TITLE = Words("Audit of customers: {policy}", "客户审核：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {count} customers.", "截至 {as_of}，版本 {revision}。客户 {count} 个。"
)
_FILES = Words(
    "{lacking} files do not suffice, {late} things are late, {refused} expenses refused, fines {fines} {currency}",
    "不合格档案 {lacking} 份，逾期 {late} 项，拒报费用 {refused} 笔，罚款 {fines} {currency}",
)
_IDENTITY = Words(
    "{shared} values shared or near, {waits} wait for an exception, {differ} source mismatches",
    "共用或相近 {shared} 处，等待备案 {waits} 处，来源不一致 {differ} 处",
)
_CODES = Words("{wrong} codes or numbers wrong in {series} series", "{series} 个流水号系列中，编码错误 {wrong} 个")
_CLEAR = Words("Nothing was found.", "没有发现问题。")
_ANSWERS = {
    Outcome.GRANTED: Words("{purpose} with {customer}: may go on", "{customer} {purpose}：可以办理"),
    Outcome.REFUSED: Words("{purpose} with {customer}: not yet", "{customer} {purpose}：暂不能办理"),
    Outcome.UNDETERMINED: Words("{purpose} with {customer}: cannot be told", "{customer} {purpose}：无法判断"),
}
_COMPLETE = Words("complete to {share}", "完整度 {share}")
_WHO = {
    Outcome.GRANTED: Words("Identity of {customer}: nothing waits", "{customer} 的身份：没有待办"),
    Outcome.REFUSED: Words("Identity of {customer}: to be settled first", "{customer} 的身份：须先处理"),
    Outcome.UNDETERMINED: Words("Identity of {customer}: cannot be told", "{customer} 的身份：无法判断"),
}

_Part = FilePart | IdentityPart | CodePart


@frozen(eq=False)
class AuditReport:
    """An audit, for one customer and one purpose if so asked, with the rulings on that customer."""

    policy: Policy
    as_of: date
    count: int
    parts: tuple[_Part, ...]
    places: Places
    rulings: tuple[tuple[str, Decision], ...] = ()
    identity: Decision | None = None
    customer: str = ""

    @classmethod
    def of(cls, audit: Audit, places: Places, customer: str = "", purpose: str = "") -> AuditReport:
        """The report of an audit."""
        parts: list[_Part] = []
        if audit.files is not None:
            parts.append(FilePart(audit.files, places, customer, purpose))
        if audit.identity is not None:
            parts.append(IdentityPart(audit.identity, customer))
        if audit.codes is not None:
            parts.append(CodePart(audit.codes, customer))
        return cls(audit.policy, audit.as_of, audit.count, tuple(parts), places, customer=customer)

    def report(self) -> Report:
        """The report."""
        return Report(
            "customer-audit",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            self.document,
        )

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return tuple(table for part in self.parts for table in part.tables(lang))

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.policy.header
        said = [stated(_HEAD, lang, as_of=self.as_of, revision=header.revision, count=self.count)]
        if not self.customer:
            said += [figures(part, lang) for part in self.parts]
        blocks: list[Block] = [Paragraph("\n".join(said))]
        blocks += [self._ruling(purpose, each, lang) for purpose, each in self.rulings]
        if self.identity is not None:
            title = stated(_WHO[self.identity.outcome], lang, customer=self.customer)
            blocks.append(Points(title, self._points(self.identity, lang)))
        found = [block for part in self.parts for block in part.blocks(lang, is_whole=is_whole)]
        blocks += found
        if not found and not self.customer:
            blocks.append(Paragraph(_CLEAR.said_in(lang)))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _ruling(self, purpose: str, decision: Decision, lang: Language) -> Points:
        title = stated(_ANSWERS[decision.outcome], lang, purpose=purpose, customer=self.customer)
        share = decision.value("completeness")
        if share != "" and not isinstance(share, str | tuple):
            title += "; " if lang == "en" else "，"
            title += stated(_COMPLETE, lang, share=cell_for_people(share, CellKind.RATE))
        return Points(title, self._points(decision, lang))

    def _points(self, decision: Decision, lang: Language) -> tuple[Point, ...]:
        told = (*decision.reasons, *decision.tried)
        return tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in told)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON: each table by name, the rulings with their rules, the findings."""
        found: dict[str, Json] = {**document_head(self.policy, self.as_of), "customers": self.count}
        for part in self.parts:
            found[_NAMES[type(part)]] = {table.name: rows_json(table) for table in part.tables(lang)}
            found.setdefault("problems", [])
            problems = [problem_json(each, lang) for each in part.run.problems]
            cast("list[Json]", found["problems"]).extend(problems)
        if self.customer:
            found["rulings"] = [
                {"for": purpose, **_decision_json(decision, lang)} for purpose, decision in self.rulings
            ]
            if self.identity is not None:
                found["identity_of_customer"] = _decision_json(self.identity, lang)
        return found


_NAMES: dict[type, str] = {FilePart: "files", IdentityPart: "identity", CodePart: "codes"}


def _decision_json(decision: Decision, lang: Language) -> dict[str, Json]:
    return {
        "outcome": decision.outcome.value,
        "code": decision.code,
        "figures": {
            name: [*value]
            if isinstance(value, tuple)
            else value
            if isinstance(value, int | str)
            else cell_for_programs(value)
            for name, value in decision.values
        },
        "because": [
            {"rule": each.rule.address, "step": each.step, "said": step(each, lang)} for each in decision.reasons
        ],
        "tried": [{"rule": each.rule.address, "step": each.step, "said": step(each, lang)} for each in decision.tried],
    }


def figures(part: _Part, lang: Language) -> str:
    """The key figures of a room."""
    if isinstance(part, FilePart):
        lacking, late, refused, fines = part.figures()
        currency = part.run.policy.header.currency
        return stated(_FILES, lang, lacking=lacking, late=late, refused=refused, fines=fines, currency=currency)
    if isinstance(part, IdentityPart):
        run = part.run
        waits = sum(each.waits for each in run.matches)
        shared = sum(bool(each.open) for each in run.matches)
        return stated(_IDENTITY, lang, shared=shared, waits=waits, differ=len(run.mismatches))
    return stated(_CODES, lang, wrong=part.run.wrong, series=len(part.run.series))


def _view(part: _Part, policy: Policy, as_of: date, count: int, name: str, places: Places) -> View:
    made = AuditReport(policy, as_of, count, (part,), places).report()
    report = Report(name, made.page, made.paper, made.tables, made.document)
    return View(report, lambda lang: figures(part, lang), part.run.problems)


def file_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of customer files."""
    del book
    run, places = cast("FileRun", result), shortest(files)
    return _view(FilePart(run, places), run.policy, run.as_of, run.count, "customer_files", places)


def identity_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of identity."""
    del book
    run = cast("IdentityRun", result)
    return _view(IdentityPart(run), run.policy, run.as_of, run.count, "customer_identity", shortest(files))


def code_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of codes."""
    del book
    run = cast("CodeRun", result)
    return _view(CodePart(run), run.policy, run.as_of, run.count, "customer_codes", shortest(files))
