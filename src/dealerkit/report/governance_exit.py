"""An orderly end, as people read it: the dated steps and what is missing before each, demands, deliveries, costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.exit.planning import Plan, State
from dealerkit.governance.exit.reasons import reasons_of
from dealerkit.governance.exit.run import ExitRun
from dealerkit.problems import Problem
from dealerkit.report.findings import Json
from dealerkit.report.governance_exit_json import plan_json
from dealerkit.report.governance_exit_tables import exit_tables
from dealerkit.report.governance_exit_words import sentence
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Table
from dealerkit.report.views import View
from dealerkit.report.words import stated

_TITLE = Words("Ending in order: {policy}", "有序终止：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. Plans: {plans}. Of {steps} steps {done} are done, {blocked} blocked,"
    " {late} late.",
    "截至 {as_of}，版本 {revision}。方案 {plans} 个；共 {steps} 步，已完成 {done}，受阻 {blocked}，逾期 {late}。",
)
_NOTHING_DONE = Words(
    "A plan for people, lawful and in the open: every step is written and documented, nothing is carried out here."
    " Deceit and threats are no part of it.",
    "这是给人的方案，合法、公开：每一步都有书面记录，系统不执行任何动作。欺骗与威胁不在其中。",
)
_FIGURES = Words(
    "dealers being ended: {plans}; of {steps} steps {done} are done, {blocked} blocked, {late} late",
    "正在终止的经销商 {plans} 家，共 {steps} 步，已完成 {done}，受阻 {blocked}，逾期 {late}",
)
_NOBODY = Words("No dealer is being ended.", "没有正在终止的经销商。")
_STORY = Words(
    "{dealer} {name}, from {start}{case}; state {state}", "{dealer} {name}，自 {start} 起{case}；状态 {state}"
)
_CASE = Words(" (case {case})", "（案件 {case}）")


@frozen(eq=False)
class ExitReport:
    """Plans to end dealers in order."""

    run: ExitRun
    places: Places

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings."""
        return tuple(dict.fromkeys(found for each in self.run.plans for found in each.problems))

    def report(self) -> Report:
        """The report."""
        return Report("exit", self._page, self._page, self._tables, self.document)

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, **self._counts())

    def _counts(self) -> dict[str, int]:
        steps = [each for plan in self.run.plans for each in plan.steps]
        return {
            "plans": len(self.run.plans),
            "steps": len(steps),
            "done": sum(each.state is State.DONE for each in steps),
            "blocked": sum(each.state is State.BLOCKED for each in steps),
            "late": sum(each.is_late for each in steps),
        }

    def _page(self, lang: Language) -> Page:
        header = self.run.policy.header
        head = stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, **self._counts())
        blocks: list[Block] = [Paragraph(f"{head}\n{_NOTHING_DONE.said_in(lang)}")]
        if not self.run.plans:
            blocks.append(Paragraph(_NOBODY.said_in(lang)))
        blocks += [Sheet(each) for each in self._tables(lang) if each.rows]
        blocks += [self._story(each, lang) for each in self.run.plans]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, plan: Plan, lang: Language) -> Points:
        points = [Point(sentence(each, lang), self.places.of(each.rule.at)) for each in reasons_of(plan)]
        case = stated(_CASE, lang, case=plan.instance.case) if plan.instance.case else ""
        state = plan.instance.flow.states[plan.instance.state]
        title = stated(
            _STORY,
            lang,
            dealer=plan.dealer,
            name=plan.name,
            start=plan.start,
            case=case,
            state=state.title or state.id,
        )
        return Points(title, tuple(points))

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return exit_tables(self.run.plans, lang)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            "plans": [plan_json(each, lang) for each in self.run.plans],
        }


def exit_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the plans."""
    del book
    found = ExitReport(cast("ExitRun", result), shortest(files))
    return View(found.report(), found.figures, found.problems)
