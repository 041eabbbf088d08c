"""Orders as a desk answers them: a row each, the whole story of one, and JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from dealerkit.credit.outcomes import CODES, UNLIMITED, chosen
from dealerkit.credit.queue import Turn
from dealerkit.credit.reliance import until
from dealerkit.credit.results import Action, OrderAnswer
from dealerkit.decisions import Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, Problem
from dealerkit.report.credit_columns import AMOUNT, CODE, CUSTOMER, DATE, EXPOSURE, LIMIT, ORDER, RELEASE
from dealerkit.report.findings import Json, arg_json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.order_actions import action_sentence
from dealerkit.report.order_stories import limit_cell, story
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_people
from dealerkit.report.words import stated
from dealerkit.report.workings import in_cents, money, money_for_programs
from dealerkit.values.exact import total_of_decimals

_MONEY = frozenset({"limit", "exposure", "headroom", "plan_amount"})
"""The figures of a decision that are always money."""
JSON_LINES = "jsonl"
"""The form of one object a line."""

_TITLE = Words("Orders: {policy}", "订单授信审核：{policy}")
_HEAD = Words("As of {as_of}, revision {revision}. {counts}", "截至 {as_of}，版本 {revision}。{counts}")
_COUNTS = Words(
    "{read:,} orders read, {answered:,} answered, {rejected:,} rejected.",
    "读入 {read:,} 张订单，答复 {answered:,} 张，拒绝 {rejected:,} 张。",
)
_ONE = Words(
    "1 order read, {answered:,} answered, {rejected:,} rejected.",
    "读入 1 张订单，答复 {answered:,} 张，拒绝 {rejected:,} 张。",
)
_NONE = Words("There is no order to ask about.", "没有待审核的订单。")
_ORDERS = Words("Orders", "订单")
_SUM = Words("{action}: {count:,}, {amount}", "{action}：{count:,} 张，{amount}")
_AND = Words("{role} and {second}", "{role}、{second}")
_SEVERAL = Words(", ", "、")

ACTIONS: Mapping[Action, Words] = {
    Action.SHIP: Words("ship", "发货"),
    Action.RELEASE: Words("release", "待超限放行"),
    Action.REFER: Words("refer", "待裁定"),
    Action.CASH_FIRST: Words("cash first", "先款后货"),
    Action.HOLD: Words("hold", "暂缓"),
    Action.UNDETERMINED: Words("cannot be told", "无法确定"),
}
"""What is done with an order, in a word."""

_ACTION = Column("action", Words("action", "处理"))
_HEAD_ROOM = Column("headroom", Words("headroom", "可用额度"), Kind.MONEY)
_FAILING = Column("failing", Words("failing", "未通过"))
_SIGN = Column("sign", Words("signature of", "须签字"))
_PLAN = Column("plan", Words("repayment plan", "还款计划"))
_UNTIL = Column("until", Words("until", "有效至"), Kind.DATE)
_SHOWN = (ORDER, CUSTOMER, AMOUNT, _ACTION, LIMIT, EXPOSURE, _HEAD_ROOM, _FAILING, _SIGN, _PLAN, _UNTIL)
_WRITTEN = (
    *(ORDER, CUSTOMER, DATE, AMOUNT, _ACTION, CODE, LIMIT, EXPOSURE, _HEAD_ROOM, _FAILING, _SIGN),
    *(_PLAN, RELEASE, _UNTIL),
)
_YES = Words("yes", "是")


@frozen(eq=False, kw_only=True)
class OrderChecks:
    """The answers to orders; ``explained`` tells the story of every one, not only of a single one."""

    policy: Policy
    as_of: date
    turns: tuple[Turn, ...]
    places: Places = field(factory=Places)
    explained: bool = False
    answers: tuple[OrderAnswer, ...] = field(init=False)
    rejected: tuple[Problem, ...] = field(init=False)

    @answers.default
    def _answers(self) -> tuple[OrderAnswer, ...]:
        return tuple(each.found for each in self.turns if isinstance(each.found, OrderAnswer))

    @rejected.default
    def _rejected(self) -> tuple[Problem, ...]:
        return tuple(each.found for each in self.turns if isinstance(each.found, Problem))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with records, and with orders that were answered all the same."""
        return (*self.rejected, *(wrong for each in self.answers for wrong in each.problems))

    def report(self) -> Report:
        """The report."""
        return Report(
            "orders",
            lambda lang: self._page(lang, is_whole=self.explained),
            lambda lang: self._page(lang, is_whole=True),
            lambda lang: (self._table(_WRITTEN, lang),),
            self.document,
            {JSON_LINES: self._lines},
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        header = self.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.as_of.isoformat(),
            "read": len(self.turns),
            "answered": len(self.answers),
            "rejected": len(self.rejected),
            "orders": [answer_json(each, self.policy, lang) for each in self.answers],
            "errors": [problem_json(each, lang) for each in self.rejected],
        }

    def _lines(self, lang: Language) -> str:
        return "".join(f"{json_line(each, self.policy, lang)}\n" for each in self.turns)

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.policy.header
        counts = counts_line(len(self.turns), len(self.answers), lang)
        head = stated(_HEAD, lang, as_of=self.as_of, revision=header.revision, counts=counts)
        blocks: list[Block] = [Paragraph(head)]
        if self.answers:
            columns = tuple(each for each in _SHOWN if each is not _PLAN or any(one.plan for one in self.answers))
            blocks += [Sheet(in_cents(self._table(columns, lang))), Paragraph("\n".join(self._sums(lang)))]
        elif not self.turns:
            blocks.append(Paragraph(_NONE.said_in(lang)))
        if is_whole or len(self.answers) == 1:
            blocks += (part for each in self.answers for part in story(each, self.policy, self.places, lang))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _sums(self, lang: Language) -> Iterator[str]:
        """How many orders come to what, and how much money."""
        counted = Counter(each.action for each in self.answers)
        for action, words in ACTIONS.items():
            if counted[action]:
                amounts = [each.amount for each in self.answers if each.action is action and each.amount is not None]
                amount = cell_for_people(money(total_of_decimals(amounts)), Kind.MONEY)
                yield stated(_SUM, lang, action=words.said_in(lang), count=counted[action], amount=amount)

    def _table(self, columns: tuple[Column, ...], lang: Language) -> Table:
        rows = (dict(self._cells(each, lang)) for each in self.answers)
        cells = tuple(tuple(row[column.name] for column in columns) for row in rows)
        return Table("orders", _ORDERS, columns, cells)

    def _cells(self, answer: OrderAnswer, lang: Language) -> Iterator[tuple[str, Cell]]:
        found: tuple[tuple[Column, Cell], ...] = (
            (ORDER, answer.order or None),
            (CUSTOMER, answer.customer),
            (DATE, answer.day),
            (AMOUNT, answer.amount),
            (_ACTION, ACTIONS[answer.action].said_in(lang)),
            (CODE, _code(answer) or None),
            (LIMIT, limit_cell(answer, lang)),
            (EXPOSURE, None if answer.exposure is None else answer.exposure.total),
            (_HEAD_ROOM, answer.headroom),
            (_FAILING, _SEVERAL.said_in(lang).join(_names(answer, lang)) or None),
            (_SIGN, _signed_by(answer, lang) or None),
            (_PLAN, _plan(answer, lang) if answer.plan else None),
            (RELEASE, answer.release or None),
            (_UNTIL, until(answer, self.policy)),
        )
        yield from ((column.name, cell) for column, cell in found)


def counts_line(read: int, answered: int, lang: Language) -> str:
    """How many records there were, and what became of them."""
    words = _ONE if read == 1 else _COUNTS
    return stated(words, lang, read=read, answered=answered, rejected=read - answered)


def json_line(turn: Turn, policy: Policy, lang: Language) -> str:
    """What came of one record on one line: the answer, or the error that kept it from one."""
    said = (
        {"error": problem_json(turn.found, lang)}
        if isinstance(turn.found, Problem)
        else answer_json(turn.found, policy, lang)
    )
    return json.dumps({"line": None if turn.at is None else turn.at.line, **said}, ensure_ascii=False)


def answer_json(answer: OrderAnswer, policy: Policy, lang: Language) -> dict[str, Json]:
    """One answer as JSON; amounts are texts, so that none is rounded."""
    decision, offer, last = answer.decision, chosen(answer), until(answer, policy)
    return {
        "order": answer.order,
        "customer": answer.customer,
        "date": answer.day.isoformat(),
        "amount": _plain(answer.amount),
        "action": answer.action.value,
        "says": action_sentence(answer, lang),
        "outcome": decision.outcome.value,
        "code": _code(answer),
        "limit": UNLIMITED if answer.limit.unlimited else _plain(answer.limit.amount),
        "exposure": None if answer.exposure is None else _plain(answer.exposure.total),
        "headroom": _plain(answer.headroom),
        "failing": [
            {"check": each.id, "level": each.level, "known": each.failed is not None, "to": each.to}
            for each in answer.failing
        ],
        "step": "" if offer is None else offer.step,
        "signatures": [{"role": each.role, "second": each.second, "for": each.for_} for each in answer.signatures],
        "release": answer.release,
        "plan": answer.plan,
        "plan_amount": _plain(offer.plan_amount) if offer is not None and offer.plan else None,
        "until": None if last is None else last.isoformat(),
        "missing": list(decision.missing),
        "figures": {name: _figure(name, value) for name, value in decision.values},
        "reasons": [_reason_json(each, lang) for each in decision.reasons],
        "problems": [problem_json(each, lang) for each in answer.problems],
    }


def _reason_json(reason: Reason, lang: Language) -> dict[str, Json]:
    rule = reason.rule
    return {"step": reason.step, "rule": rule.address, "at": location_json(rule.at), "said": step(reason, lang)}


def _code(answer: OrderAnswer) -> str:
    """The code of the outcome: of what is wrong with the order, where something is."""
    if answer.action is Action.UNDETERMINED:
        return answer.problems[0].code if answer.problems else answer.decision.code
    return CODES.get(answer.action.value, "")


def _plan(answer: OrderAnswer, lang: Language) -> str:
    """That a repayment plan is asked for, and of what amount where a step of the ladder says so."""
    offer = chosen(answer)
    amount = None if offer is None or not offer.plan else offer.plan_amount
    return _YES.said_in(lang) if amount is None else cell_for_people(money(amount), Kind.MONEY)


def _signed_by(answer: OrderAnswer, lang: Language) -> str:
    roles = (
        stated(_AND, lang, role=each.role, second=each.second) if each.second else each.role
        for each in answer.signatures
    )
    return _SEVERAL.said_in(lang).join(dict.fromkeys(roles))


def _names(answer: OrderAnswer, lang: Language) -> Sequence[str]:
    """The checks that fail, by their titles in Chinese, by their ids otherwise."""
    return [each.rule.title or each.id if lang == "zh" else each.id for each in answer.failing]


def _plain(amount: Decimal | Fraction | None) -> str | None:
    return None if amount is None else money_for_programs(amount)


def _figure(name: str, value: Arg) -> Json:
    """A figure of the decision; those that are money, always, are written as amounts are."""
    is_money = name.partition(".")[0] in _MONEY and isinstance(value, Decimal | Fraction)
    return money_for_programs(value) if is_money and isinstance(value, Decimal | Fraction) else arg_json(value)
