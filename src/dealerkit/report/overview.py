"""The overview of an evaluation: each domain, what it answered, its key figures, its findings.

A domain that comes later adds its entry to ``VIEWS``; nothing else here or in the command changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import evolve, frozen

from dealerkit.assembly.evaluating import Evaluated
from dealerkit.book import Book, Count
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity
from dealerkit.rebates.approval.batches import of_contests, of_credits
from dealerkit.rebates.approval.proposals import approvals, approvals_of
from dealerkit.rebates.bids.run import BidRun
from dealerkit.rebates.contests.results import ContestRun
from dealerkit.rebates.promises.run import PromiseRun
from dealerkit.rebates.protection.run import ProtectionRun
from dealerkit.rebates.rotation.run import RotationRun
from dealerkit.rebates.run import Run
from dealerkit.report.bids import bid_report
from dealerkit.report.classify import classes_view, concentration_view
from dealerkit.report.contests import ContestReport
from dealerkit.report.contract_views import VIEWS_BY_ROOM, overview_view
from dealerkit.report.credit_views import collections_view, credit_view, liability_view
from dealerkit.report.credited import CreditedReport
from dealerkit.report.customer_access import access_view
from dealerkit.report.customer_audit import code_view, file_view, identity_view
from dealerkit.report.customer_key_accounts import key_accounts_view
from dealerkit.report.customer_leads import leads_view
from dealerkit.report.customer_receptions import reception_view
from dealerkit.report.customer_satisfaction import satisfaction_view
from dealerkit.report.customer_touch import touch_view
from dealerkit.report.domains import ANSWERS, NAMES
from dealerkit.report.figures import figures_view
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.governance_assess import assess_view
from dealerkit.report.governance_exit import exit_view
from dealerkit.report.governance_scan import scan_view
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Page, Paragraph, Sheet
from dealerkit.report.places import shortest
from dealerkit.report.promises import PromiseReport
from dealerkit.report.protections import ProtectionReport
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.rotations import rotation_report
from dealerkit.report.scorecards import scorecards_view
from dealerkit.report.settlements import SettlementReport
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.whys import teller_of
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import figure, money
from dealerkit.values.exact import total_of_decimals

_TITLE = Words("{policy} as of {as_of}", "{policy}：截至 {as_of} 的总览")
_HEAD = Words("Policy {name}, revision {revision}.", "政策 {name}，版本 {revision}。")
_WHAT = Words("What follows today", "今天得出的结果")
_ON_REQUEST = Words("answers single questions; nothing follows from a book alone", "只回答单个问题，单凭账册没有结果")
_NO_DOMAIN = Words("The policy has no section that a domain answers.", "政策中没有任何可由领域回答的部分。")
_SETTLED = Words(
    "{payments}, {amount} {currency} to {dealers}",
    "{postings} 笔付款，共 {amount} {currency}，涉及 {payees} 家经销商",
)
_OPEN = Words("; {count} cannot be told", "；{count} 项无法确定")
_CREDITED = Words("{amount} {currency} credited for {units} units", "补偿 {amount} {currency}，共 {units} 台（件）")
_PAYABLE = Words(", {amount} payable now", "，本次应付 {amount}")
_HELD = Words(
    "{count} over, prizes worth {given}, {now} payable now", "已结束 {count} 个，奖项价值 {given}，本次应付 {now}"
)
_PROMISED = Words(
    "{count} made, {open} open, {late} of them late", "共 {count} 项，未了结 {open} 项，其中逾期 {late} 项"
)
_COLUMNS = (
    Column("domain", Words("domain", "领域")),
    Column("answers", Words("answers", "回答")),
    Column("figures", Words("key figures", "关键数字")),
    Column("errors", Words("errors", "错误"), Kind.INTEGER),
    Column("warnings", Words("warnings", "警告"), Kind.INTEGER),
)


def rebate_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of a settlement."""
    run = cast("Run", result)
    settlement = run.settlement()

    def figures(lang: Language) -> str:
        proposals = settlement.proposals
        amount = money(total_of_decimals(each.net for each in proposals))
        payees = len({each.account.payee for each in proposals})
        text = stated(
            _SETTLED,
            lang,
            postings=len(proposals),
            payments=counted(len(proposals), "payment", "payments"),
            amount=amount,
            currency=settlement.currency,
            payees=payees,
            dealers=counted(payees, "dealer", "dealers"),
        )
        unknown = sum(row.entitlement is None for row in settlement.rows)
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    lines = book.counts.get("lines", Count())
    asked = approvals(run, settlement)
    found = SettlementReport(settlement, teller_of(run, shortest(files)), lines, run=run, approvals=asked)
    return View(found.report(), figures, (*settlement.problems, *asked.problems()))


def protection_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of what price cuts are credited."""
    run = cast("ProtectionRun", result)
    found = ProtectionReport(run, shortest(files))

    def figures(lang: Language) -> str:
        credit, units, unknown = found.figures()
        currency = run.policy.header.currency
        text = stated(_CREDITED, lang, amount=money(credit), currency=currency, units=figure(units))
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    asked = approvals_of(run.policy, book, run.as_of, of_credits(run.credits))
    return View(found.report(), figures, (*found.problems, *asked.problems()))


def bid_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of what claims under special bids are credited."""
    return _credited_view(bid_report(cast("BidRun", result), shortest(files)), book)


def rotation_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of what goods that come back are credited."""
    return _credited_view(rotation_report(cast("RotationRun", result), shortest(files)), book)


def _credited_view(found: CreditedReport, book: Book) -> View:
    def figures(lang: Language) -> str:
        credit, units, now, unknown = found.figures()
        currency = found.policy.header.currency
        text = stated(_CREDITED, lang, amount=money(credit), currency=currency, units=figure(units))
        text += stated(_PAYABLE, lang, amount=money(now))
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    asked = approvals_of(found.policy, book, found.as_of, of_credits(found.credits))
    return View(found.report(), figures, (*found.problems, *asked.problems()))


def contest_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the contests."""
    run = cast("ContestRun", result)
    found = ContestReport(run, shortest(files))

    def figures(lang: Language) -> str:
        over, given, now, unknown = found.figures()
        text = stated(_HELD, lang, count=over, given=money(given), now=money(now))
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    asked = approvals_of(run.policy, book, run.as_of, of_contests(run))
    return View(found.report(), figures, (*found.problems, *asked.problems()))


def promise_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the promises."""
    del book
    found = PromiseReport(cast("PromiseRun", result), shortest(files))

    def figures(lang: Language) -> str:
        count, open_, late = found.figures()
        return stated(_PROMISED, lang, count=count, open=open_, late=late)

    return View(found.report(), figures, found.problems)


VIEWS: Mapping[str, Callable[[object, Book, Sequence[str]], View]] = {
    "rebates": rebate_view,
    "price_protection": protection_view,
    "contests": contest_view,
    "promises": promise_view,
    "special_bids": bid_view,
    "stock_rotation": rotation_view,
    "credit": credit_view,
    "collections": collections_view,
    "liability": liability_view,
    "customers.files": file_view,
    "customers.identity": identity_view,
    "customers.codes": code_view,
    "customers.leads": leads_view,
    "customers.access": access_view,
    "customers.touch": touch_view,
    "customers.reception": reception_view,
    "customers.key_accounts": key_accounts_view,
    "customers.satisfaction": satisfaction_view,
    "scoring.figures": figures_view,
    "scoring.scorecards": scorecards_view,
    "scoring.classes": classes_view,
    "scoring.concentration": concentration_view,
    "governance.scan": scan_view,
    "governance.assess": assess_view,
    "governance.exit": exit_view,
    **{f"contracts.{key}": overview_view(key) for key in VIEWS_BY_ROOM},
}
"""How each domain's result is seen, by its section."""


@frozen(eq=False)
class Overview:
    """An evaluation, ready to be read."""

    policy: Policy
    as_of: date
    views: Mapping[str, View | None]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every domain's findings."""
        return tuple(problem for view in self.views.values() if view is not None for problem in view.problems)

    def report(self) -> Report:
        """The overview itself."""
        return Report("overview", self.page, self.page, lambda lang: (self._table(lang),), self.document)

    def reports(self) -> tuple[Report, ...]:
        """The overview and every domain's report."""
        return (self.report(), *(view.report for view in self.views.values() if view is not None))

    def page(self, lang: Language) -> Page:
        """One table."""
        header = self.policy.header
        head = Paragraph(stated(_HEAD, lang, name=header.name, revision=header.revision))
        body = Sheet(self._table(lang)) if self.views else Paragraph(_NO_DOMAIN.said_in(lang))
        return Page(stated(_TITLE, lang, policy=header.title or header.name, as_of=self.as_of), [head, body])

    def document(self, lang: Language) -> dict[str, Json]:
        """The overview, and each domain's document under its section."""
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": self.policy.header.name, "revision": self.policy.header.revision},
            "as_of": self.as_of.isoformat(),
            "problems": [problem_json(each, lang) for each in self.problems],
            "domains": {
                section: None if view is None else view.report.document(lang) for section, view in self.views.items()
            },
        }

    def _table(self, lang: Language) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for section, view in self.views.items():
            name = NAMES.get(section, Words(section, section)).said_in(lang)
            answers = ANSWERS.get(section, Words("", "")).said_in(lang)
            figures = _ON_REQUEST.said_in(lang) if view is None else view.figures(lang)
            problems = () if view is None else view.problems
            counted = [
                sum(each.severity is severity for each in problems) for severity in (Severity.ERROR, Severity.WARNING)
            ]
            rows.append((name, answers, figures, *counted))
        return Table("overview", _WHAT, _COLUMNS, tuple(rows))


def overview(policy: Policy, book: Book, as_of: date, evaluated: Sequence[Evaluated], files: Sequence[str]) -> Overview:
    """The overview of what every domain answered; ``files`` are those of the policy."""
    views = {each.section: _view(each, book, files) for each in evaluated}
    return Overview(policy, as_of, views)


def _view(evaluated: Evaluated, book: Book, files: Sequence[str]) -> View | None:
    if evaluated.result is None or evaluated.section not in VIEWS:
        return None
    view = VIEWS[evaluated.section](evaluated.result, book, files)
    told = {(each.code, each.address) for each in (*book.problems, *view.problems)}
    lacking = tuple(each for each in evaluated.problems if (each.code, each.address) not in told)
    return evolve(view, problems=(*lacking, *view.problems)) if lacking else view
