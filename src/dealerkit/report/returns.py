"""Returns and exchange as people read them: line by line, the monthly analysis, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.contracts.returns.analysis import by_month
from dealerkit.contracts.returns.results import Fate, LineResult, Part, Returned, Why
from dealerkit.contracts.returns.run import ReturnRun
from dealerkit.decisions import Reason
from dealerkit.problems import Problem
from dealerkit.report.answered import said
from dealerkit.report.findings import Json, arg_json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import words_of
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import NOT_KNOWN, counted, stated
from dealerkit.report.workings import figure, in_cents, money
from dealerkit.values.exact import ZERO, total_of_decimals

_TITLE = Words("Returns and exchange: {policy}", "退换货：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {returns} with {lines}: {credit} {currency} to be credited,"
    " {payable} of it now. Waiting for somebody's word: {open}; cannot be told: {unknown}.",
    "截至 {as_of}，版本 {revision}。退货 {count} 张、{line_count} 行：应入账 {credit} {currency}，"
    "其中现在可入账 {payable}。待决定 {open} 行，无法判定 {unknown} 行。",
)
_NONE = Words(
    "No return is to be answered: none was asked for, or no row can be used.",
    "没有可回答的退换货：没有申请，或没有可用的行。",
)
_LINES = Words("Line by line", "逐行结果")
_MONTHS = Words("Month by month", "月度退货分析")
_WHY = Words("{reference}, {name}: {quantity} × {product}", "{reference}，{name}：{product} × {quantity}")
_TRIED = Words("not: {said}", "不适用：{said}")
_FINDING = Words("finding: {said}", "发现：{said}")

_RETURN = Column("return", Words("return", "退货"))
_LINE = Column("line_no", Words("line", "行"))
_ON = Column("date", Words("asked on", "申请日"), Kind.DATE)
_DEALER = Column("dealer", Words("dealer", "经销商"))
_NAME = Column("name", Words("name", "名称"))
_ASKED = Column("asked", Words("asked for", "申请"))
_PRODUCT = Column("product", Words("product", "产品"))
_QUANTITY = Column("quantity", Words("units", "数量"), Kind.INTEGER)
_FATE = Column("fate", Words("answer", "结果"))
_VALUE = Column("value", Words("bought for", "购进金额"), Kind.MONEY)
_CHARGE = Column("charge", Words("charge", "扣款"), Kind.MONEY)
_CREDIT = Column("credit", Words("credit", "入账"), Kind.MONEY)
_WAITS = Column("waits_for", Words("waits for", "等待"))
_DONE = Column("done", Words("done", "已办"))
_RULE = Column("rule", Words("rule", "规则"))
_DOCUMENT = Column("document", Words("purchase", "购货单据"))
_PAYABLE = Column("payable", Words("payable now", "现在可入账"), Kind.MONEY)
_MONTH = Column("month", Words("month", "月份"))
_CAUSE = Column("cause", Words("cause", "原因"))
_CONDITION = Column("condition", Words("condition", "状态"))
_TAKEN = Column("accepted", Words("accepted", "接受数量"), Kind.INTEGER)
_PROPOSAL = Column("proposal", Words("proposal", "建议"))

_SHOWN = (_RETURN, _LINE, _ON, _DEALER, _ASKED, _PRODUCT, _QUANTITY, _FATE, _RULE, _CHARGE, _CREDIT, _WAITS, _DONE)
_WRITTEN = (
    *(_RETURN, _LINE, _ON, _DEALER, _NAME, _ASKED, _PRODUCT, _QUANTITY, _DOCUMENT, _FATE, _RULE, _VALUE, _CHARGE),
    *(_CREDIT, _PAYABLE, _WAITS, _DONE),
)
_ANALYSIS = (_MONTH, _PRODUCT, _CAUSE, _CONDITION, _QUANTITY, _TAKEN, _VALUE, _CREDIT, _PROPOSAL)

FATES: Mapping[str, Words] = {
    Fate.ACCEPT.value: Words("accept", "接受"),
    Fate.CHARGED.value: Words("accept with charge", "接受并扣款"),
    Fate.EXCHANGE.value: Words("exchange", "换货"),
    Fate.REPAIR.value: Words("repair", "维修"),
    Fate.REFER.value: Words("refer", "上报"),
    Fate.REFUSE.value: Words("refuse", "拒绝"),
    Fate.UNDETERMINED.value: Words("cannot be told", "无法判定"),
}
_ASKED_WORDS: Mapping[str, Words] = {
    "return": Words("return", "退货"),
    "exchange": Words("exchange", "换货"),
    "repair": Words("repair", "维修"),
}
_DONE_WORDS: Mapping[str, Words] = {
    "credited": Words("credited", "已入账"),
    "exchanged": Words("exchanged", "已换货"),
    "repaired": Words("repaired", "已维修"),
    "refused": Words("refused", "已拒绝"),
}

_WHYS: Mapping[Why, Words] = {
    Why.NO_RULE: Words("no rule", "没有规则"),
    Why.NOT_BOUGHT: Words("not bought", "未购进"),
    Why.ALREADY_BACK: Words("back already", "已退回"),
    Why.UNNAMED: Words("no document", "无单据"),
    Why.NOT_CONFIRMED: Words("not confirmed", "仓库未确认"),
    Why.IN_PATH: Words("refused on its way", "途中被拒"),
    Why.NO_UNITS: Words("no units", "无数量"),
}


@frozen(eq=False)
class ReturnReport:
    """What becomes of returns; with ``explained`` every line is told with its reasons."""

    run: ReturnRun
    places: Places
    returned: Sequence[Returned]
    explained: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings about what is shown."""
        shown = {id(line) for each in self.returned for line in each.lines}
        others = {p for line in self.run.lines if id(line) not in shown for p in line.problems}
        return tuple(each for each in self.run.problems if each not in others)

    def report(self) -> Report:
        """The report."""
        return Report(
            "returns",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            lambda lang: (self._lines(lang, _WRITTEN), self._months(lang, None)),
            self.document,
        )

    def figures(self) -> tuple[int, Decimal, Decimal, int, int]:
        """Lines, the credit in all, the credit payable now, lines that wait for a word, lines that cannot be told."""
        lines = self._all()
        credit = total_of_decimals(line.credit or ZERO for line in lines)
        payable = total_of_decimals(line.payable for line in lines)
        referred = sum(any(part.fate is Fate.REFER for part in line.parts) for line in lines)
        unknown = sum(any(part.fate is Fate.UNDETERMINED for part in line.parts) for line in lines)
        return len(lines), credit, payable, referred, unknown

    def _all(self) -> tuple[LineResult, ...]:
        return tuple(line for each in self.returned for line in each.lines)

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.run.policy.header
        count, credit, payable, referred, unknown = self.figures()
        head = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            returns=counted(len(self.returned), "return", "returns"),
            lines=counted(count, "line", "lines"),
            count=len(self.returned),
            line_count=count,
            credit=money(credit),
            payable=money(payable),
            currency=header.currency,
            open=referred,
            unknown=unknown,
        )
        blocks: list[Block] = [Paragraph(head if self.returned else _NONE.said_in(lang))]
        if self.returned:
            blocks.append(Sheet(in_cents(_without_empty(self._lines(lang, _SHOWN)))))
        if not self.explained and self.returned:
            blocks.append(Sheet(in_cents(_without_empty(self._months(lang, NOT_KNOWN.said_in(lang))))))
        if self.explained or is_whole:
            blocks += [self._story(each, line, lang) for each in self.returned for line in each.lines]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, returned: Returned, line: LineResult, lang: Language) -> Points:
        asked = line.asked
        name = self.run.name(returned.dealer) or returned.dealer
        quantity = figure(asked.quantity)
        title = stated(_WHY, lang, reference=asked.reference, name=name, quantity=quantity, product=asked.product)
        return Points(title, tuple(self._points(line, lang)))

    def _points(self, line: LineResult, lang: Language) -> Iterator[Point]:
        told: set[str] = set()
        for part in line.parts:
            for reason in part.reasons:
                words = said(reason, lang)
                if words not in told:
                    yield Point(words, self._place(reason))
                told.add(words)
            for reason in part.tried:
                words = stated(_TRIED, lang, said=said(reason, lang))
                if reason.step != "return-not-asked" and words not in told:
                    yield Point(words, self._place(reason))
                told.add(words)
        yield from (Point(said(each, lang), self._place(each)) for each in line.reasons)

    def _place(self, reason: Reason) -> str:
        return self.places.of(reason.rule.at)

    def _lines(self, lang: Language, columns: tuple[Column, ...]) -> Table:
        unknown = NOT_KNOWN.said_in(lang) if columns is _SHOWN else None
        rows = tuple(
            tuple(cells[column.name] for column in columns)
            for each in self.returned
            for line in each.lines
            for cells in self._cells(each, line, lang, unknown)
        )
        return Table("returns", _LINES, columns, rows)

    def _cells(
        self, returned: Returned, line: LineResult, lang: Language, unknown: str | None
    ) -> Iterator[dict[str, Cell]]:
        """One row for units of a line with the same fate; only the first says what is true of the whole line."""
        asked = line.asked
        for place, (part, share) in enumerate(zip(line.parts, line.shares, strict=True)):
            waits = words_of(part.needs, lang) or (line.waits_for if part.fate.is_credited else "")
            payable = share if part.fate.is_credited and line.payable else None
            yield {
                _RETURN.name: asked.number,
                _LINE.name: asked.line or None,
                _ON.name: asked.on,
                _DEALER.name: returned.dealer,
                _NAME.name: self.run.name(returned.dealer) or None,
                _ASKED.name: _ASKED_WORDS[asked.asked].said_in(lang),
                _PRODUCT.name: asked.product,
                _QUANTITY.name: part.quantity,
                _DOCUMENT.name: part.document or None,
                _FATE.name: FATES[part.fate.value].said_in(lang),
                _RULE.name: _rule(part, lang),
                _VALUE.name: part.value,
                _CHARGE.name: part.charge or None,
                _CREDIT.name: unknown if share is None else share or None,
                _PAYABLE.name: payable or None,
                _WAITS.name: waits or None,
                _DONE.name: _DONE_WORDS[asked.done].said_in(lang) if asked.done and not place else None,
            }

    def _months(self, lang: Language, unknown: str | None) -> Table:
        rows = tuple(
            (
                each.month,
                each.product,
                each.cause or None,
                each.condition or None,
                each.quantity,
                each.accepted,
                unknown if each.value is None else each.value,
                unknown if each.credit is None else each.credit,
                "；".join(each.proposals) or None,
            )
            for each in by_month(self._all())
        )
        return Table("returns_by_month", _MONTHS, _ANALYSIS, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            "returns": [self._json(each, lang) for each in self.returned],
        }

    def _json(self, returned: Returned, lang: Language) -> dict[str, Json]:
        decision = returned.decision
        return {
            "return": returned.number,
            "dealer": returned.dealer,
            "outcome": decision.outcome.value,
            "code": decision.code,
            "credit": None if decision.amount is None else f"{decision.amount:f}",
            "missing": [*decision.missing],
            "figures": {name: arg_json(value) for name, value in decision.values},
            "lines": [self._line_json(line, lang) for line in returned.lines],
        }

    def _line_json(self, line: LineResult, lang: Language) -> dict[str, Json]:
        asked = line.asked
        return {
            "line_no": asked.line,
            "date": asked.on.isoformat(),
            "product": asked.product,
            "serial": asked.serial,
            "asked": asked.asked,
            "quantity": f"{asked.quantity:f}",
            "answer": line.fate,
            "credit": None if line.credit is None else f"{line.credit:f}",
            "payable": f"{line.payable:f}",
            "waits_for": line.waits_for,
            "needs": [*line.needs],
            "done": asked.done,
            "findings": [each.code for each in line.problems],
            "parts": [self._part_json(*part, lang) for part in zip(line.parts, line.shares, strict=True)],
            "steps": [said(each, lang) for each in line.reasons],
        }

    def _part_json(self, part: Part, share: Decimal | None, lang: Language) -> dict[str, Json]:
        return {
            "answer": part.fate.value,
            "quantity": f"{part.quantity:f}",
            "rule": "" if part.rule is None else part.rule.rule.address,
            "document": part.document,
            "bought_on": None if part.bought_on is None else part.bought_on.isoformat(),
            "value": None if part.value is None else cell_for_programs(part.value),
            "charge": cell_for_programs(part.charge),
            "credit": None if share is None else f"{share:f}",
            "reasons": [
                {
                    "step": each.step,
                    "rule": each.rule.address,
                    "at": location_json(each.rule.at),
                    "said": said(each, lang),
                    "decided": decided,
                }
                for decided, reasons in ((True, part.reasons), (False, part.tried))
                for each in reasons
            ],
        }


def _rule(part: Part, lang: Language) -> str | None:
    """What decided: the rule, or why there is none."""
    if part.why is not None:
        return _WHYS[part.why].said_in(lang)
    return None if part.rule is None else part.rule.title or part.rule.id


def _without_empty(table: Table) -> Table:
    """The table for people, without the columns in which no row says anything."""
    kept = [place for place in range(len(table.columns)) if any(row[place] is not None for row in table.rows)]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return evolve(table, columns=tuple(table.columns[place] for place in kept), rows=rows)
