"""Receptions as people read them: what each cost, what it might, and what was not as the rules say."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.reception.run import Received, ReceptionRun
from dealerkit.decisions import Outcome
from dealerkit.report.contact_rooms import Part, RoomReport, said_in
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import Places, shortest
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import stated
from dealerkit.report.workings import money
from dealerkit.values.exact import total_of_decimals

_TITLE = Words("Receptions: {policy}", "客户接待：{policy}")
_HEAD = Words(
    "As of {as_of}. {count} receptions cost {spent} {currency}; {wrong} of them were not as the rules say.",
    "截至 {as_of}。接待 {count} 次，费用 {spent} {currency}，其中 {wrong} 次不合规定。",
)
_FIGURES = Words("{count} receptions, {wrong} not as the rules say", "接待 {count} 次，{wrong} 次不合规定")
_ALL = Words("Receptions", "接待")
_COLUMNS = (
    Column("reception", Words("reception", "接待")),
    Column("date", Words("on", "日期"), Kind.DATE),
    Column("customer", Words("customer", "客户")),
    Column("name", Words("name", "名称")),
    Column("class", Words("class", "级别")),
    Column("spent", Words("cost", "费用"), Kind.MONEY),
    Column("granted", Words("may cost", "标准"), Kind.MONEY),
    Column("outcome", Words("outcome", "结果")),
    Column("findings", Words("findings", "问题"), Kind.INTEGER),
)
_OUTCOMES = {
    Outcome.GRANTED: Words("allowed", "可以"),
    Outcome.REFUSED: Words("refused", "不准"),
    Outcome.UNDETERMINED: Words("cannot be told", "无法确定"),
}


@frozen(eq=False)
class ReceptionReport:
    """Every reception through a day."""

    run: ReceptionRun
    places: Places

    def report(self) -> RoomReport:
        """The report."""
        run = self.run
        return RoomReport(
            "receptions", _TITLE, run.policy, run.as_of, self._head, self._parts, self.places, (), run.problems
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, count=len(self.run.receptions), wrong=self._wrong())

    def _wrong(self) -> int:
        return sum(bool(each.problems) for each in self.run.receptions)

    def _head(self, lang: Language) -> str:
        spent = total_of_decimals(each.spent or Decimal(0) for each in self.run.receptions)
        return stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            count=len(self.run.receptions),
            spent=money(spent),
            currency=self.run.policy.header.currency,
            wrong=self._wrong(),
        )

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        rows = tuple(self._row(each, lang) for each in self.run.receptions)
        return (Part(Table("receptions", _ALL, _COLUMNS, rows)),)

    def _row(self, each: Received, lang: Language | None) -> tuple[Cell, ...]:
        outcome = each.decision.outcome
        return (
            each.reception,
            each.on,
            each.customer,
            self.run.ground.name(each.customer, each.on) or None,
            str(each.decision.value("class")) or None,
            each.spent,
            each.decision.amount,
            said_in(lang)(_OUTCOMES[outcome], outcome.value),
            len(each.problems),
        )


def reception_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the receptions."""
    del book
    run = cast("ReceptionRun", result)
    found = ReceptionReport(run, shortest(files))
    return View(found.report().report(), found.figures, run.problems)
