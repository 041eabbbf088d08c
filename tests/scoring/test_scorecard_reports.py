"""Figures and scorecards as people and programs read them."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.assembly.evaluating import evaluate
from dealerkit.book import Book
from dealerkit.report.languages import Language
from dealerkit.report.overview import VIEWS
from dealerkit.report.tables import cell_for_programs
from dealerkit.report.views import View
from tests.scoring.scored import policy

DAY = date(2026, 6, 30)
CARD = policy("""
    figures:
      sales: {title: 销售额, from: lines, sum: net_amount, over: year}
      before: {title: 上年同期, from: lines, sum: net_amount, over: year, back: 1 year}
      growth: {title: 同比, formula: =figure.sales / figure.before - 1, base: before, compared: year-on-year}
    scorecards:
      card:
        title: 评分
        total: 3
        if_missing: leave-out
        items:
          - {id: sales, of: figure.sales, weight: 2, bands: [{at: 0, points: 0}, {at: 100, points: 100}]}
          - {id: growth, of: figure.growth, weight: 1, bands: [{at: -100%, points: 0}, {above: 0, points: 100}]}
        grades: [{at: 0, grade: C}, {at: 60, grade: B, treatment: 保持}, {at: 100, grade: A}]
        gates: [{id: small, title: 小客户, when: figure.sales < 200, at_most: C}]
""")
BOOK = {
    "customers": [{"customer": "P", "name": "宏达"}, {"customer": "Q"}],
    "lines": [
        {"date": "2026-05-01", "dealer": "P", "net_amount": "300"},
        {"date": "2025-05-01", "dealer": "P", "net_amount": "400"},
        {"date": "2026-05-01", "dealer": "Q", "net_amount": "150"},
    ],
}


def view(section: str) -> View:
    book = Book.from_tables(BOOK)
    found = next(each for each in evaluate(CARD, book, DAY) if each.section == section)
    return VIEWS[section](found.result, book, ())


def rows(section: str, table: str, lang: Language = "en") -> list[list[str]]:
    found = next(each for each in view(section).report.tables(lang) if each.name == table)
    return [[cell_for_programs(cell) for cell in row] for row in found.rows]


def test_everybody_has_a_row_with_score_grade_and_what_kept_it_down() -> None:
    # P: 100 × 2/3 + 0 × 1/3; Q: growth over nothing is left out, 100 points, and small.
    assert [row[1:8] for row in rows("scoring.scorecards", "scorecards")] == [
        ["P", "宏达", "66.666666666667", "B", "B", "", "B"],
        ["Q", "", "100", "C", "A", "小客户", "C"],
    ]


def test_grades_are_counted_the_best_first_with_what_follows_from_them() -> None:
    assert [row[1:] for row in rows("scoring.scorecards", "grades")] == [
        ["A", "", "0", ""],
        ["B", "", "1", "保持"],
        ["C", "", "1", ""],
    ]


def test_items_say_figure_points_weight_and_contribution() -> None:
    assert [row[2:9] for row in rows("scoring.scorecards", "scorecard_items")][:2] == [
        ["sales", "300", "", "", "100", "0.666666666667", "66.666666666667"],
        ["growth", "-0.25", "", "", "0", "0.333333333333", "0"],
    ]


def test_a_growth_shows_the_days_of_its_base() -> None:
    found = {row[0]: row for row in rows("scoring.figures", "figure_definitions")}
    assert found["growth"][5:9] == ["before", "year-on-year", "2025-01-01", "2025-06-30"]
    assert rows("scoring.figures", "figures_customer") == [
        ["P", "宏达", "300", "400", "-0.25"],
        ["Q", "", "150", "0", ""],
    ]


@pytest.mark.parametrize(("lang", "said"), [("en", "2 scored, 0 without a grade"), ("zh", "评分 2 个，无等级 0 个")])
def test_the_overview_says_how_many_are_scored(lang: Language, said: str) -> None:
    assert view("scoring.scorecards").figures(lang) == said


def test_a_document_tells_every_step_with_its_rule() -> None:
    document = view("scoring.scorecards").report.document("zh")
    text = str(document)
    assert "scoring.scorecards.card.items[growth].bands[-1]" in text
    assert "growth：-25%，达到 -100%：0 分" in text
