"""Satisfaction as people read it: the whole, item by item, and survey by survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.satisfaction.run import SatisfactionRun, Share
from dealerkit.customers.satisfaction.scoring import Mood, Survey
from dealerkit.report.contact_rooms import Part, RoomReport, said_in
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.places import Places, shortest
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import stated

_TITLE = Words("Satisfaction: {policy}", "满意度：{policy}")
_HEAD = Words(
    "As of {as_of}, from {since}. {count} surveys, {share} of the customers are not dissatisfied.",
    "截至 {as_of}，自 {since} 起。调查 {count} 份，没有不满意的占 {share}。",
)
_NONE = Words(
    "As of {as_of}, from {since}. No survey that can be added up.", "截至 {as_of}，自 {since} 起。没有可汇总的调查。"
)
_REFUSED = Words(" {count} answers could not be used.", "有 {count} 个回答无法使用。")
_FIGURES = Words("{count} surveys, {below} targets missed", "调查 {count} 份，{below} 项未达目标")
_ITEMS = Words("Item by item", "各项目")
_SURVEYS = Words("Surveys", "各份调查")
_WHOLE = Words("the whole", "总体")

_SHARES = (
    Column("item", Words("item", "项目")),
    Column("need", Words("need", "需求层次")),
    Column("satisfied", Words("satisfied", "满意"), Kind.INTEGER),
    Column("basic", Words("basically", "基本满意"), Kind.INTEGER),
    Column("dissatisfied", Words("dissatisfied", "不满意"), Kind.INTEGER),
    Column("share", Words("not dissatisfied", "没有不满意"), Kind.RATE),
    Column("target", Words("target", "目标"), Kind.RATE),
    Column("mean", Words("mean gap", "平均差距"), Kind.MONEY),
    Column("action", Words("corrective action", "纠正措施")),
)
_ROWS = (
    Column("survey", Words("survey", "调查")),
    Column("customer", Words("customer", "客户")),
    Column("name", Words("name", "名称")),
    Column("date", Words("on", "日期"), Kind.DATE),
    Column("gap", Words("gap", "差距"), Kind.MONEY),
    Column("mood", Words("which is", "结论")),
    Column("missing", Words("without answer", "未答")),
)
_NEEDS = {
    "basic": Words("basic", "基本"),
    "expected": Words("expected", "期望"),
    "desired": Words("desired", "欲望"),
    "unexpected": Words("unexpected", "未预期"),
}
_MOODS = {
    Mood.SATISFIED: Words("satisfied", "满意"),
    Mood.BASIC: Words("basically satisfied", "基本满意"),
    Mood.DISSATISFIED: Words("dissatisfied", "不满意"),
}
_ANSWERS = {
    "": Words("under way", "进行中"),
    "action-none": Words("none", "没有"),
    "action-incomplete": Words("without owner or day", "缺责任人或期限"),
    "action-overdue": Words("overdue", "已逾期"),
}


@frozen(eq=False)
class SatisfactionReport:
    """The surveys that count on a day."""

    run: SatisfactionRun
    places: Places

    def report(self) -> RoomReport:
        """The report."""
        run = self.run
        return RoomReport(
            "satisfaction", _TITLE, run.policy, run.as_of, self._head, self._parts, self.places, (), run.problems
        )

    def _shares(self) -> tuple[Share, ...]:
        return (*((self.run.whole,) if self.run.whole is not None else ()), *self.run.items)

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        below = sum(each.is_below_target for each in self._shares())
        return stated(_FIGURES, lang, count=len(self.run.surveys), below=below)

    def _head(self, lang: Language) -> str:
        run = self.run
        share = None if run.whole is None else run.whole.share
        words = _NONE if share is None else _HEAD
        text = stated(
            words,
            lang,
            as_of=run.as_of,
            since=run.since,
            count=len(run.surveys),
            share="" if share is None else percent(share),
        )
        return text + (stated(_REFUSED, lang, count=run.refused) if run.refused else "")

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        return (
            Part(
                Table("satisfaction_items", _ITEMS, _SHARES, tuple(self._share(each, lang) for each in self._shares()))
            ),
            Part(
                Table(
                    "satisfaction_surveys",
                    _SURVEYS,
                    _ROWS,
                    tuple(self._survey(each, lang) for each in self.run.surveys),
                )
            ),
        )

    def _share(self, each: Share, lang: Language | None) -> tuple[Cell, ...]:
        said = said_in(lang)
        item = each.item
        name = said(_WHOLE, "") if item is None else item.id if lang is None else each.name
        action: Cell = None
        if each.is_below_target:
            action = said(_ANSWERS[each.wrong], each.wrong or "action-under-way")
        return (
            name or None,
            None if item is None else said(_NEEDS[item.need], item.need),
            each.moods.get(Mood.SATISFIED, 0),
            each.moods.get(Mood.BASIC, 0),
            each.moods.get(Mood.DISSATISFIED, 0),
            each.share,
            each.target,
            each.mean,
            action,
        )

    def _survey(self, each: Survey, lang: Language | None) -> tuple[Cell, ...]:
        mood = each.mood
        return (
            each.number,
            each.customer,
            self.run.ground.name(each.customer, each.on) or None,
            each.on,
            each.gap,
            None if mood is None else said_in(lang)(_MOODS[mood], mood.value),
            ", ".join(each.missing) or None,
        )


def satisfaction_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the satisfaction."""
    del book
    run = cast("SatisfactionRun", result)
    found = SatisfactionReport(run, shortest(files))
    return View(found.report().report(), found.figures, run.problems)
