"""The result of `customer classify`: classes, scores and concentration, as one report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dealerkit.book import Book
from dealerkit.report.classes import ClassReport
from dealerkit.report.concentration import ConcentrationReport
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import Report
from dealerkit.report.scorecards import ScorecardReport
from dealerkit.report.views import View, combined
from dealerkit.report.words import stated
from dealerkit.scoring.classes.run import ClassRun
from dealerkit.scoring.classifying import Classification
from dealerkit.scoring.concentration.run import ConcentrationRun

_TITLE = Words("Customers classed", "客户分类")
_CLASSED = Words("{count} members in {schemes} schemes", "{count} 个成员，{schemes} 个方案")
_ALARMED = Words("{raised} of {alarms} alarms reached", "{alarms} 条警戒线中达到 {raised} 条")


def classify_report(found: Classification, places: Places, member: str = "") -> Report:
    """Everything, or one member's classes with every step."""
    parts: list[Report] = []
    if found.classes is not None:
        parts.append(
            ClassReport(
                found.classes, places, member, found.since, found.changed, found.history, found.scorecards
            ).report()
        )
    if found.scorecards is not None:
        parts.append(ScorecardReport(found.scorecards, places, member, found.since, found.regraded).report())
    if found.concentration is not None and not member:
        parts.append(ConcentrationReport(found.concentration, places).report())
    return combined("classify", _TITLE, parts, found.policy, found.as_of)


def classes_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the classes."""
    del book
    run = cast("ClassRun", result)
    found = ClassReport(run, shortest(files))

    def figures(lang: Language) -> str:
        count, schemes = found.figures()
        return stated(_CLASSED, lang, count=f"{count:,}", schemes=schemes)

    return View(found.report(), figures, run.problems)


def concentration_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the concentration."""
    del book
    run = cast("ConcentrationRun", result)
    found = ConcentrationReport(run, shortest(files))

    def figures(lang: Language) -> str:
        alarms, raised = found.figures()
        return stated(_ALARMED, lang, alarms=alarms, raised=raised)

    return View(found.report(), figures, run.problems)
