"""How credit, collections and liability are seen in an overview: key figures, and the reports behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dealerkit.book import Book
from dealerkit.credit.evaluating import CollectionsRun, CreditRun
from dealerkit.credit.liability.run import LiabilityRun
from dealerkit.credit.liability.section import COMPANY
from dealerkit.credit.results import Action
from dealerkit.problems import in_order
from dealerkit.report.credit_ageing import AgeingReport
from dealerkit.report.credit_dunning import DunningReport
from dealerkit.report.credit_liability import LiabilityReport
from dealerkit.report.credit_limits import LimitReport
from dealerkit.report.credit_provision import ProvisionReport
from dealerkit.report.languages import Language, Words
from dealerkit.report.order_checks import OrderChecks
from dealerkit.report.places import shortest
from dealerkit.report.views import View, combined
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import money
from dealerkit.values.exact import ZERO, total_of_decimals

_CREDIT = Words("Credit", "授信")
_COLLECTIONS = Words("Collections", "催收")
_LIMITS = Words("{limits}, {over} over", "额度 {count} 个，超限 {over} 个")
_ORDERS = Words("; {orders} open, {held} held worth {amount}", "；未了结订单 {count} 张，拦下 {held} 张，金额 {amount}")
_OPEN = Words("; {count} cannot be told", "；{count} 项无法确定")
_OWED = Words("{owed} owed, {overdue} overdue", "应收 {owed}，逾期 {overdue}")
_IN_CREDIT = Words("; {credit} in credit", "；贷项 {credit}")
_LETTERS = Words("; {letters} to send over {amount}", "；应发催收函 {count} 封，金额 {amount}")
_BORNE = Words(
    "{debts}, {lost} lost: {persons} borne by persons, {company} by the company",
    "坏账 {count} 笔，损失 {lost}：个人承担 {persons}，公司承担 {company}",
)
_NOT_BORNE = Words("; of {amount} it cannot be told", "；{amount} 无法确定由谁承担")


def credit_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of limits and open orders."""
    del book
    run = cast("CreditRun", result)
    places = shortest(files)
    orders = OrderChecks(policy=run.policy, as_of=run.as_of, turns=run.turns, places=places)

    def figures(lang: Language) -> str:
        limits = (*run.limits.customers, *run.limits.groups)
        text = stated(
            _LIMITS,
            lang,
            limits=counted(len(limits), "limit", "limits"),
            count=len(limits),
            over=len(run.exceeded),
        )
        known = {Action.SHIP, Action.UNDETERMINED}
        held = [each for each in orders.answers if each.action not in known]
        unknown = sum(not each.limit.is_known for each in limits)
        unknown += sum(each.action is Action.UNDETERMINED for each in orders.answers)
        if run.turns:
            text += stated(
                _ORDERS,
                lang,
                orders=counted(len(run.turns), "order", "orders"),
                count=len(run.turns),
                held=len(held),
                amount=money(total_of_decimals(each.amount or ZERO for each in held)),
            )
        return text + (stated(_OPEN, lang, count=unknown) if unknown else "")

    reports = (LimitReport(run.limits, places).report(), orders.report())
    return View(
        combined("credit", _CREDIT, reports, run.policy, run.as_of),
        figures,
        in_order((*run.problems, *orders.problems)),
    )


def collections_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of ageing, letters and provisions."""
    del book, files
    run = cast("CollectionsRun", result)
    ageing = AgeingReport(run.ageing)
    dunning = None if run.dunning is None else DunningReport(run.dunning)

    def figures(lang: Language) -> str:
        debts, overdue, credit = ageing.figures()
        text = stated(_OWED, lang, owed=money(debts), overdue=money(overdue))
        if credit:
            text += stated(_IN_CREDIT, lang, credit=money(credit))
        if dunning is None:
            return text
        count, asked = dunning.figures()
        letters = counted(count, "letter", "letters")
        return text + stated(_LETTERS, lang, letters=letters, count=count, amount=money(asked))

    reports = [ageing.report()]
    if dunning is not None:
        reports.append(dunning.report())
    if run.provision is not None:
        reports.append(ProvisionReport(run.provision).report())
    return View(combined("collections", _COLLECTIONS, reports, run.policy, run.as_of), figures, run.problems)


def liability_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of bad debts and who bears them."""
    del book
    run = cast("LiabilityRun", result)

    def figures(lang: Language) -> str:
        by_person = run.by_person
        company = by_person.get(COMPANY, ZERO)
        persons = total_of_decimals(amount for person, amount in by_person.items() if person != COMPANY)
        lost = total_of_decimals(each.debt.amount for each in run.debts)
        unknown = total_of_decimals(each.undetermined for each in run.debts)
        text = stated(
            _BORNE,
            lang,
            debts=counted(len(run.debts), "bad debt", "bad debts"),
            count=len(run.debts),
            lost=money(lost),
            persons=money(persons),
            company=money(company),
        )
        return text + (stated(_NOT_BORNE, lang, amount=money(unknown)) if unknown else "")

    return View(LiabilityReport(run, shortest(files)).report(), figures, run.problems)
