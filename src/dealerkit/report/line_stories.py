"""Why a line did not earn, or did: what each programme made of it, condition by condition, with its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.rebates.line_search import Fate, LineName
from dealerkit.rebates.line_story import Asked, Judged, LineStory, Verdict
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.collections import Paid
from dealerkit.rebates.windows import State
from dealerkit.report.findings import Json, arg_json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Point, Points
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import value_words
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.whys import Teller
from dealerkit.report.words import NOT_KNOWN, PERIOD, PROGRAMME, TITLE, WRITTEN_IN, stated
from dealerkit.report.workings import figure, units_words

_TITLE = Words("{line}: why it earned or not, as of {as_of}", "{line}：截至 {as_of} 是否计返的理由")
_FATES: Mapping[Fate, Words] = {
    Fate.READ: Words("It can be used; each programme was asked.", "该行可用；已逐一询问各方案。"),
    Fate.REJECTED: Words(
        "It is rejected: no programme uses it until it is mended.", "该行被拒绝：改正之前任何方案都不使用它。"
    ),
    Fate.LATER: Words("It is dated after {as_of}, so it is not used yet.", "日期晚于 {as_of}，尚未使用。"),
    Fate.UNRECORDED: Words(
        "It was recorded after {known_at}, so it is not known.", "记录日期晚于 {known_at}，尚不可知。"
    ),
    Fate.IGNORED: Words(
        "It is no line: it is empty, or `ignore` in columns.yaml leaves it out, as it does totals.",
        "这不是明细行：该行为空，或被 columns.yaml 的 `ignore` 略过（如合计行）。",
    ),
}
_AS_WRITTEN = Words("As written: {raw}", "原文：{raw}")
_COUNTS_AT = Words("The line that counts in its place is {place}.", "代替它计入的是 {place}。")
_VERDICTS: Mapping[Verdict, Words] = {
    Verdict.TAKEN: Words("taken", "计入"),
    Verdict.REFUSED: Words("refused", "不计入"),
    Verdict.UNKNOWN: Words("cannot be told", "无法判断"),
    Verdict.UNMEASURED: Words("taken, but it has no figure to add up", "应计入，但缺少要累计的数值"),
    Verdict.NOT_RUNNING: Words("does not run on this day", "当日不在执行期"),
    Verdict.LATE: Words("came too late", "录入过迟"),
    Verdict.UNPAID: Words("not paid", "尚未回款"),
    Verdict.ELSEWHERE: Words("does not look at lines", "不看明细行"),
}
_WOULD_BE_TAKEN = Words("would be taken", "改正后计入")
_ORDER = (*Verdict,)
_BASES = {
    "qualifying": Words("{title}: {verdict}", "{title}：{verdict}"),
    "paying": Words("{title}, the base that is paid on: {verdict}", "{title}，计返基数：{verdict}"),
}
_OTHER_BASE = Words("{title}, {base}: {verdict}", "{title}，{base}：{verdict}")
_HOLDS = Words("`{condition}` holds{facts}", "`{condition}` 成立{facts}")
_FAILS = Words("`{condition}` does not hold{facts}", "`{condition}` 不成立{facts}")
_OPEN = Words(
    "`{condition}` cannot be decided without {missing}{facts}", "缺少 {missing}，无法判断 `{condition}`{facts}"
)
_ASSUMED = Words(
    "`{condition}` is taken as {assumed} without {missing}, as `if_missing` says",
    "缺少 {missing}，`{condition}` 按 `if_missing` 视为{assumed}",
)
_TRUE, _FALSE = Words("true", "成立"), Words("false", "不成立")
_NO_CONDITION = Words("it takes every line", "不设条件，全部计入")
_ADDS = Words("adds {amount} to {measure} of {period}", "使 {period} 的 {measure} 增加 {amount}")
_ADDS_LATER = Words(
    "adds {amount} to {measure} of {period} at its next settlement; it is settled through {through}",
    "下次结算时使 {period} 的 {measure} 增加 {amount}；目前已结算至 {through}",
)
_COMPARES = Words(
    "adds {amount} to the baseline that {period} is compared with", "使 {period} 所比较的基数增加 {amount}"
)
_LEFT_TO = Words("this line is paid by {other}: the two are stacked", "两者叠加，该行由 {other} 支付")
_ONE_WAY = Words(
    "it would have added {amount} to {period} if this had held: {conditions}",
    "若以下条件成立，{period} 将增加 {amount}：{conditions}",
)
_WAYS = Words(
    "it would have added {amount} to {period} if all of these had held: {conditions}",
    "若以下条件全部成立，{period} 将增加 {amount}：{conditions}",
)
_ELSEWHERE = Words("it adds up `{source}`", "其基数累计的是 `{source}`")
_LATE = Words(
    "it was recorded on {recorded}; lines of its period were in time through {until}, so it counts on that day",
    "该行于 {recorded} 录入；其所属周期的明细行最迟应于 {until} 录入，故按录入日计入",
)
_NEVER = Words(
    "it was recorded on {recorded}; lines of its period were in time through {until}, so it never counts",
    "该行于 {recorded} 录入；其所属周期的明细行最迟应于 {until} 录入，故不再计入",
)
_PAID = Words(
    "receipt {receipt} paid {amount} of invoice {invoice} of {gross} on {day}, {days} days after it",
    "收款 {receipt} 于 {day} 支付发票 {invoice}（{gross}）中的 {amount}，距开票 {days} 天",
)
_UNPAID = Words("no receipt has paid any of it by {as_of}", "截至 {as_of} 没有收款支付该行")
_NEEDED = Words("this line has no {measure}", "该行没有 {measure}")
_EARNED = Words("{period} has earned {amount} by now", "{period} 至今应得 {amount}")
_EARNED_NOTHING = Words("{period} has earned nothing by now: {reason}", "{period} 至今应得为零：{reason}")
_EARNED_UNKNOWN = Words("what {period} earned cannot be told", "{period} 应得多少无法确定")
_UNTIL = Words("; it runs until {last}", "；该期至 {last} 结束")
_NOBODY = Words("The policy has no programme that asks about lines.", "政策中没有涉及明细行的方案。")

_COLUMNS = (
    Column("line", Words("line", "行")),
    Column("fate", Words("what became of it", "状态")),
    PROGRAMME,
    TITLE,
    Column("base", Words("base", "基数")),
    Column("verdict", Words("verdict", "结论")),
    PERIOD,
    Column("amount", Words("amount", "金额"), Kind.MONEY),
    Column("condition", Words("condition", "条件")),
    Column("holds", Words("holds", "是否成立")),
    Column("values", Words("values", "取值")),
    WRITTEN_IN,
)


@frozen(eq=False)
class LineStoryReport:
    """The stories of the lines that were asked for."""

    run: Run
    teller: Teller
    name: LineName
    stories: tuple[LineStory, ...]

    def report(self) -> Report:
        """The report; its screen and its paper are the same."""
        return Report("line", self.page, self.page, lambda lang: (self._table(lang),), self.document)

    def page(self, lang: Language) -> Page:
        """Sentences first."""
        blocks: list[Block] = []
        for story in self.stories:
            blocks += self._story(story, lang)
        return Page(stated(_TITLE, lang, line=self.name.text, as_of=self.run.standing.as_of), blocks)

    def _story(self, story: LineStory, lang: Language) -> Iterator[Block]:
        yield Heading(" · ".join((_place(story), *self._cells(story))))
        yield Paragraph("\n".join(self._said(story, lang)))
        if story.fate is Fate.READ and not story.judged:
            yield Paragraph(_NOBODY.said_in(lang))
        is_used = story.fate is Fate.READ
        for judged in sorted(story.judged, key=lambda each: _ORDER.index(each.verdict)):
            points = self._points(judged, lang, is_used=is_used)
            yield Points(_judged_title(judged, lang, is_used=is_used), tuple(points))

    def _cells(self, story: LineStory) -> Iterator[str]:
        cells = story.cells
        document, line_no = cells.get("document"), cells.get("line_no")
        if document is not None:
            yield f"{document}:{line_no}" if line_no is not None else str(document)
        if story.cells:
            dealer = str(cells["dealer"])
            yield f"{cells['date']} {dealer} {self.run.name(dealer)}".rstrip()
            shown = [
                f"{name} {value_words(f'line.{name}', _arg(cells[name]), self.teller.policy, 'en')}"
                for name in ("product", "quantity", "net_amount")
                if cells.get(name) is not None
            ]
            yield ", ".join(shown)

    def _said(self, story: LineStory, lang: Language) -> Iterator[str]:
        standing = self.run.standing
        yield stated(_FATES[story.fate], lang, as_of=standing.as_of, known_at=self.run.known_at)
        for each in story.why:
            main, advice = sentence(each, lang)
            yield f"{each.code} {main}"
            if advice:
                yield f"  {advice}"
        if story.first is not None:
            yield stated(_COUNTS_AT, lang, place=f"{story.first.file}:{story.first.line}")
        if story.raw:
            yield stated(_AS_WRITTEN, lang, raw=story.raw)

    def _points(self, judged: Judged, lang: Language, *, is_used: bool) -> Iterator[Point]:
        if judged.came is not None and judged.programme.late is not None and judged.verdict is not Verdict.ELSEWHERE:
            words = _NEVER if judged.came.counts_on is None else _LATE
            place = self.teller.places.of(judged.programme.late.rule.at)
            yield Point(stated(words, lang, recorded=judged.came.recorded, until=judged.came.until), place)
        if judged.paid is not None:
            yield Point(self._paid(judged.paid, lang))
        if judged.verdict is Verdict.UNPAID:
            yield Point(stated(_UNPAID, lang, as_of=self.run.standing.as_of), self.teller.places.of(judged.at))
        if judged.verdict in {Verdict.NOT_RUNNING, Verdict.LATE, Verdict.UNPAID}:
            return
        if judged.verdict is Verdict.ELSEWHERE:
            source = judged.take.source.partition(":")[0]
            yield Point(stated(_ELSEWHERE, lang, source=source), self.teller.places.of(judged.at))
            return
        for each in judged.asked:
            yield Point(self._condition(judged, each, lang), self.teller.places.of(each.condition.at))
        if not judged.asked:
            yield Point(_NO_CONDITION.said_in(lang), self.teller.places.of(judged.at))
        if judged.verdict is Verdict.TAKEN:
            yield from self._taken(judged, lang) if is_used else ()
        elif judged.verdict is Verdict.UNMEASURED:
            yield Point(stated(_NEEDED, lang, measure=judged.measure.strip()))
        elif judged.amount is not None:
            way = _ONE_WAY if len(judged.in_the_way) == 1 else _WAYS
            conditions = ", ".join(f"`{each.condition.text}`" for each in judged.in_the_way)
            period = _period(judged)
            yield Point(stated(way, lang, amount=figure(judged.amount), period=period, conditions=conditions))

    def _paid(self, paid: Paid, lang: Language) -> str:
        invoice, receipt = paid.invoice, paid.part.receipt
        return stated(
            _PAID,
            lang,
            receipt=receipt.number,
            invoice=invoice.number,
            amount=figure(paid.part.amount),
            gross=figure(invoice.gross),
            day=receipt.day,
            days=invoice.days_to_pay(receipt.day),
        )

    def _condition(self, judged: Judged, asked: Asked, lang: Language) -> str:
        missing = ("、" if lang == "zh" else ", ").join(f"`{name}`" for name in asked.missing)
        if asked.holds is None and judged.take.if_missing is not None:
            assumed = (_TRUE if judged.take.if_missing else _FALSE).said_in(lang)
            return stated(_ASSUMED, lang, condition=asked.condition.text, assumed=assumed, missing=missing)
        words = _OPEN if asked.holds is None else _HOLDS if asked.holds else _FAILS
        facts = ", ".join(self._facts(asked, lang))
        told = f"{'：' if lang == 'zh' else ': '}{facts}" if facts else ""
        return stated(words, lang, condition=asked.condition.text, missing=missing, facts=told)

    def _facts(self, asked: Asked, lang: Language) -> Iterator[str]:
        for name, value in asked.facts:
            known = _arg(value)
            words = NOT_KNOWN.said_in(lang) if known == "" else value_words(name, known, self.teller.policy, lang)
            yield f"{name} = {words}"

    def _taken(self, judged: Judged, lang: Language) -> Iterator[Point]:
        amount, measure = figure(judged.amount) if judged.amount is not None else "", judged.measure.strip()
        window = judged.window
        if window is not None:
            is_settled = judged.row is None or judged.row.window.through >= judged.day
            words = _ADDS if is_settled else _ADDS_LATER
            yield Point(
                stated(words, lang, amount=amount, measure=measure, period=window.label, through=window.through)
            )
        if judged.compared is not None:
            yield Point(stated(_COMPARES, lang, amount=amount, period=judged.compared.label))
        if judged.left_to is not None:
            other = judged.left_to.title or judged.left_to.id
            yield Point(stated(_LEFT_TO, lang, other=other), self.teller.places.of(judged.left_to.rule.at))
        if judged.row is not None:
            yield self._earned(judged.row, lang)

    def _earned(self, row: Row, lang: Language) -> Point:
        """What came of the period, since a line that is taken may still earn nothing."""
        rule = row.decided.decided_by
        place = self.teller.places.of(rule.at) if rule is not None else ""
        period = row.window.label
        if row.entitlement is None:
            text = stated(_EARNED_UNKNOWN, lang, period=period)
        elif row.entitlement:
            text = stated(_EARNED, lang, period=period, amount=units_words(row.entitlement, row.goods))
        else:
            reasons = self.teller.trace(row).reasons
            programme = self.teller.programmes[row.programme]
            reason = self.teller.reason(reasons[-1], programme, lang).words if reasons else row.decided.code
            text = stated(_EARNED_NOTHING, lang, period=period, reason=reason)
        if row.window.state is State.RUNNING:
            text += stated(_UNTIL, lang, last=row.window.last)
        return Point(text, place)

    def _table(self, lang: Language) -> Table:
        """Every condition as a row; a line that no programme was asked about has one."""
        rows: list[tuple[Cell, ...]] = []
        for story in self.stories:
            head = (_place(story), story.fate.value)
            why = "; ".join(f"{each.code} {sentence(each, lang)[0]}" for each in story.why)
            if not story.judged:
                rows.append((*head, "", "", "", "", "", None, "", "", why, ""))
            for judged in story.judged:
                title = judged.programme.title or ""
                told = (judged.programme.id, title, judged.base, judged.verdict.value, _period(judged), judged.amount)
                rows += [
                    (
                        *head,
                        *told,
                        each.condition.text,
                        _HELD[each.holds],
                        ", ".join(self._facts(each, lang)),
                        str(each.condition.at),
                    )
                    for each in judged.asked
                ] or [(*head, *told, "", "", "", str(judged.at))]
        return Table("line", Words("Line", "明细行"), _COLUMNS, tuple(rows))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        header = self.teller.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.run.standing.as_of.isoformat(),
            "asked": self.name.text,
            "lines": [self._json(each, lang) for each in self.stories],
        }

    def _json(self, story: LineStory, lang: Language) -> dict[str, Json]:
        return {
            "at": location_json(story.at),
            "fate": story.fate.value,
            "cells": {name: arg_json(_arg(value)) for name, value in story.cells.items() if value is not None},
            "why": [problem_json(each, lang) for each in story.why],
            "raw": story.raw,
            "first": location_json(story.first),
            "programmes": [self._judged_json(each, lang) for each in story.judged],
        }

    def _judged_json(self, judged: Judged, lang: Language) -> dict[str, Json]:
        row = judged.row
        return {
            "programme": judged.programme.id,
            "title": judged.programme.title or "",
            "base": judged.base,
            "verdict": judged.verdict.value,
            "measure": judged.measure,
            "amount": arg_json(judged.amount) if judged.amount is not None else None,
            "period": judged.window.label if judged.window else None,
            "baseline_of": judged.compared.label if judged.compared else None,
            "left_to": judged.left_to.id if judged.left_to else None,
            "recorded": judged.came.recorded.isoformat() if judged.came else None,
            "in_time_through": judged.came.until.isoformat() if judged.came else None,
            "receipt": judged.paid.part.receipt.number if judged.paid else None,
            "conditions": [self._asked_json(each, judged, lang) for each in judged.asked],
            "period_earned": arg_json(row.entitlement) if row and row.entitlement is not None else None,
            "period_outcome": row.decided.outcome.value if row else None,
        }

    def _asked_json(self, asked: Asked, judged: Judged, lang: Language) -> dict[str, Json]:
        return {
            "condition": asked.condition.text,
            "holds": asked.holds,
            "in_the_way": asked in judged.in_the_way,
            "facts": {name: None if _arg(value) == "" else arg_json(_arg(value)) for name, value in asked.facts},
            "missing": [*asked.missing],
            "sentence": self._condition(judged, asked, lang),
            "at": location_json(asked.condition.at),
        }


_HELD = {True: "yes", False: "no", None: ""}


def _judged_title(judged: Judged, lang: Language, *, is_used: bool) -> str:
    is_kept_out = judged.verdict is Verdict.TAKEN and not is_used
    verdict = (_WOULD_BE_TAKEN if is_kept_out else _VERDICTS[judged.verdict]).said_in(lang)
    title = judged.programme.title
    called = f"{title} ({judged.programme.id})" if title else judged.programme.id
    return stated(_BASES.get(judged.base, _OTHER_BASE), lang, verdict=verdict, title=called, base=judged.base)


def _place(story: LineStory) -> str:
    return f"{story.at.file}:{story.at.line}"


def _period(judged: Judged) -> str:
    window = judged.window or judged.compared
    return window.label if window is not None else ""


def _arg(value: Value | Missing | None) -> Arg:
    """A value as a message mentions it; nothing where it is missing."""
    if value is None or isinstance(value, Missing):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return tuple(sorted(value)) if isinstance(value, frozenset) else value
