"""Why an order was answered as it was: the answer, every check, what counts against the limit, and its limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.credit.exposure import ADD, COMPONENTS, LEAVE_OUT, SUBTRACT
from dealerkit.credit.queue import Turn
from dealerkit.credit.results import OrderAnswer
from dealerkit.credit.section import Credit, credit_of
from dealerkit.decisions import Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.order_checks import OrderChecks
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import stated
from dealerkit.report.workings import money

_ASKED = Words("{order}, {customer}: asked as of {day}", "{order}，{customer}：以 {day} 为准")
_LIMIT = Words("How the limit of {customer} came about", "{customer} 的额度由来")
_TRIED = Words("Limits that are not his", "不适用的额度")
_EXPOSURE = Words("What counts against the limit", "占用额度的构成")
_COMPONENT = Column("component", Words("component", "构成"))
_WAY = Column("counted", Words("counted", "计法"))
_AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)
_COLUMNS = (_COMPONENT, _WAY, _AMOUNT)

_BEYOND = "beyond_horizon"
_NAMES: Mapping[str, Words] = {
    "receivables": Words("receivables", "应收账款"),
    "delivered": Words("delivered, not invoiced", "已发货未开票"),
    "open_orders": Words("open orders", "未发订单"),
    "bills": Words("bills", "票据"),
    "deposits": Words("deposits", "保证金"),
    "unapplied": Words("unapplied receipts", "未核销收款"),
    _BEYOND: Words("open orders beyond the horizon", "期限之外的未发订单"),
    "total": Words("exposure", "已占用"),
}
_COUNTED: Mapping[str, Words] = {
    ADD: Words("added", "计入"),
    SUBTRACT: Words("taken off", "扣减"),
    LEAVE_OUT: Words("left out", "不计"),
}


@frozen(eq=False, kw_only=True)
class ExplainedOrder:
    """One order with all that its answer goes back to."""

    policy: Policy
    as_of: date
    answer: OrderAnswer
    places: Places = field(factory=Places)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the order."""
        return self._checks.problems

    @property
    def _checks(self) -> OrderChecks:
        turns = (Turn(self.answer),)
        return OrderChecks(policy=self.policy, as_of=self.as_of, turns=turns, places=self.places, explained=True)

    def report(self) -> Report:
        """The report."""
        return Report("order-explained", self._page, self._page, self._tables, self.document)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON: the answer, and how its limit came about."""
        limit = self.answer.limit
        found = self._checks.document(lang)
        found["limit"] = {
            "reasons": [_json(reason, lang) for reason in limit.reasons],
            "tried": [_json(reason, lang) for reason in limit.tried],
        }
        return found

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return (*self._checks.report().tables(lang), self._exposure(lang, is_for_people=False))

    def _page(self, lang: Language) -> Page:
        page = self._checks.report().page(lang)
        return Page(page.title, [*page.blocks, *self._beside(lang)])

    def _beside(self, lang: Language) -> Iterator[Block]:
        """What an answer alone does not tell: its day, the components of the exposure, the steps of the limit."""
        answer = self.answer
        yield Paragraph(stated(_ASKED, lang, order=answer.order, customer=answer.customer, day=answer.day))
        if answer.exposure is not None:
            yield Sheet(self._exposure(lang, is_for_people=True))
        told = answer.decision.reasons
        if any(each not in told for each in answer.limit.reasons):
            title = stated(_LIMIT, lang, customer=answer.customer)
            yield Points(title, self._points(answer.limit.reasons, lang))
        if answer.limit.tried:
            yield Points(_TRIED.said_in(lang), self._points(answer.limit.tried, lang))

    def _points(self, reasons: Sequence[Reason], lang: Language) -> tuple[Point, ...]:
        return tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons)

    def _exposure(self, lang: Language, *, is_for_people: bool) -> Table:
        rule, found = (credit_of(self.policy) or Credit()).exposure, self.answer.exposure
        ways = {**{name: getattr(rule, name) for name in COMPONENTS}, _BEYOND: LEAVE_OUT}
        rows: list[tuple[Cell, ...]] = []
        for name, words in _NAMES.items():
            amount = None if found is None else getattr(found, name)
            if amount is None or (name == _BEYOND and not amount):
                continue
            way = _COUNTED[ways[name]].said_in(lang) if name in ways else None
            rows.append((words.said_in(lang), way, money(amount) if is_for_people else amount))
        return Table("exposure", _EXPOSURE, _COLUMNS, tuple(rows))


def _json(reason: Reason, lang: Language) -> dict[str, Json]:
    rule = reason.rule
    return {"step": reason.step, "rule": rule.address, "at": location_json(rule.at), "said": step(reason, lang)}
