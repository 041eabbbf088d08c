"""The overview of an evaluation: each domain, what it answered, its key figures, its findings.

A domain that comes later adds its entry to ``VIEWS``; nothing else here or in the command changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.assembly.evaluating import Evaluated
from dealerkit.book import Book, Count
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity
from dealerkit.rebates.protection.run import ProtectionRun
from dealerkit.rebates.run import Run
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Page, Paragraph, Sheet
from dealerkit.report.places import shortest
from dealerkit.report.protections import ProtectionReport
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.settlements import SettlementReport
from dealerkit.report.tables import Cell, Column, Kind, Table
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
_DOMAINS: Mapping[str, Words] = {
    "rebates": Words("rebates", "返利"),
    "offset": Words("offset limit", "返利冲抵"),
    "price_protection": Words("price protection", "价保"),
    "accounts": Words("accounts", "科目"),
    "authority": Words("authority", "权限"),
}
_ANSWERS: Mapping[str, Words] = {
    "rebates": Words("what is payable now, to whom and why", "现在应付多少、付给谁、为什么"),
    "offset": Words("what of an order a dealer may pay with rebate", "订单可用返利冲抵多少"),
    "price_protection": Words("which stock is credited when prices are cut", "降价时补偿哪些库存"),
    "accounts": Words("where rebates stand in the company's books", "返利记在公司账上的哪里"),
    "authority": Words("who may sign what", "谁可以签批什么"),
}
_COLUMNS = (
    Column("domain", Words("domain", "领域")),
    Column("answers", Words("answers", "回答")),
    Column("figures", Words("key figures", "关键数字")),
    Column("errors", Words("errors", "错误"), Kind.INTEGER),
    Column("warnings", Words("warnings", "警告"), Kind.INTEGER),
)


@frozen(eq=False)
class View:
    """How a domain's result is seen: its report, its key figures in a phrase, its findings."""

    report: Report
    figures: Callable[[Language], str]
    problems: tuple[Problem, ...]


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
    report = SettlementReport(settlement, teller_of(run, shortest(files)), lines).report()
    return View(report, figures, settlement.problems)


def protection_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of what price cuts are credited."""
    del book
    run = cast("ProtectionRun", result)
    found = ProtectionReport(run, shortest(files))

    def figures(lang: Language) -> str:
        credit, units, unknown = found.figures()
        currency = run.policy.header.currency
        text = stated(_CREDITED, lang, amount=money(credit), currency=currency, units=figure(units))
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    return View(found.report(), figures, found.problems)


VIEWS: Mapping[str, Callable[[object, Book, Sequence[str]], View]] = {
    "rebates": rebate_view,
    "price_protection": protection_view,
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
            name = _DOMAINS.get(section, Words(section, section)).said_in(lang)
            answers = _ANSWERS.get(section, Words("", "")).said_in(lang)
            figures = _ON_REQUEST.said_in(lang) if view is None else view.figures(lang)
            problems = () if view is None else view.problems
            counted = [
                sum(each.severity is severity for each in problems) for severity in (Severity.ERROR, Severity.WARNING)
            ]
            rows.append((name, answers, figures, *counted))
        return Table("overview", _WHAT, _COLUMNS, tuple(rows))


def overview(policy: Policy, book: Book, as_of: date, evaluated: Sequence[Evaluated], files: Sequence[str]) -> Overview:
    """The overview of what every domain answered; ``files`` are those of the policy."""
    views = {
        each.section: None
        if each.result is None or each.section not in VIEWS
        else VIEWS[each.section](each.result, book, files)
        for each in evaluated
    }
    return Overview(policy, as_of, views)
