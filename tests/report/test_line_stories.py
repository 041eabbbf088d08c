"""The story of a line for people: sentences in both languages, a row a condition, and everything as JSON."""

from __future__ import annotations

import json

from dealerkit.problems import Problem
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import line_stories
from dealerkit.report.line_stories import LineStoryReport
from tests.report import settling

POLICY = settling.POLICY.replace(
    "    qualifying: {measure: net_amount}\n",
    """\
    qualifying:
      where: line.quantity > 1 and dealer.class == "A"
      measure: net_amount
""",
)


def report(row: int, text: str = settling.POLICY, **more: str) -> LineStoryReport:
    """The story of one line of the book; ``more`` are cells of every line."""
    lines = [{**line, **more} for line in settling.TABLES["lines"]]
    opened = settling.run(text=text, lines=lines)
    name = LineName(f"lines:{row}")
    stories = line_stories(opened, name)
    assert not isinstance(stories, Problem)
    return LineStoryReport(opened, settling.teller(opened), name, stories)


def page(row: int, text: str = settling.POLICY, **more: str) -> str:
    return report(row, text, **more).page("en").text("en")


class TestThePage:
    def test_a_line_is_introduced_by_what_it_is_recognised_by(self):
        assert "lines:1 · 2026-01-10 A 甲公司 · product P, quantity 7, net_amount 2,001.00\n" in page(1)

    def test_what_it_adds_and_what_its_period_earned_stand_under_the_programme(self):
        text = page(1)
        assert "坎级返利 (volume): taken\n" in text
        assert "adds 2,001.00 to net_amount of 2026-Q1" in text
        assert "2026-Q1 has earned 25.01 by now" in text

    def test_a_line_that_is_taken_and_earns_nothing_says_why(self):
        assert "2026-Q1 has earned nothing by now: does not take part under dealer.status" in page(2)

    def test_what_cannot_be_told_is_said_to_be_so(self):
        assert "what 2026-Q1 earned cannot be told" in page(3)

    def test_a_condition_that_fails_is_shown_with_its_values_and_its_place(self):
        text = page(2, POLICY)
        assert "`line.quantity > 1` does not hold: line.quantity = 1" in text
        assert "small.yaml:20" in text

    def test_what_would_have_had_to_differ_is_named(self):
        both = '`line.quantity > 1`, `dealer.class == "A"`'
        assert f"it would have added 1,500.00 to 2026-Q1 if all of these had held: {both}" in page(2, POLICY)

    def test_a_fact_that_is_missing_is_named_and_the_line_is_rejected(self):
        text = page(1, POLICY)
        assert "It is rejected: no programme uses it until it is mended." in text
        assert "DK352" in text
        assert '`dealer.class == "A"` cannot be decided without `dealer.class`: dealer.class = not known' in text

    def test_another_programme_would_take_a_rejected_line(self):
        assert "台数奖励 (units): would be taken\n" in page(1, POLICY)

    def test_a_rejected_line_shows_its_reason_and_its_text(self):
        text = page(1, net_amount="12O0")
        assert "DK835" in text
        assert "As written: 2026-01-10,A,P,7,12O0" in text

    def test_chinese_says_the_same(self):
        text = report(2, POLICY).page("zh").text("zh")
        assert "`line.quantity > 1` 不成立：line.quantity = 1" in text
        assert "若以下条件全部成立，2026-Q1 将增加 1,500.00" in text


class TestForPrograms:
    def test_every_condition_is_a_row(self):
        (table,) = report(2, POLICY).report().tables("en")
        names = [column.name for column in table.columns]
        rows = [dict(zip(names, row, strict=True)) for row in table.rows]
        assert [(row["programme"], row["verdict"], row["condition"], row["holds"]) for row in rows] == [
            ("volume", "refused", "line.quantity > 1", "no"),
            ("volume", "refused", 'dealer.class == "A"', ""),
            ("units", "taken", "", ""),
        ]

    def test_a_line_without_programmes_has_a_row_of_its_own(self):
        (table,) = report(1, net_amount="12O0").report().tables("en")
        assert len(table.rows) == 1
        assert "DK835" in str(table.rows[0])

    def test_json_says_which_condition_is_in_the_way(self):
        told = json.loads(json.dumps(report(2, POLICY).document("en")))
        first = told["lines"][0]["programmes"][0]
        assert (first["verdict"], first["amount"], first["period"]) == ("refused", "1500.00", "2026-Q1")
        assert [(each["condition"], each["holds"], each["facts"]) for each in first["conditions"]] == [
            ("line.quantity > 1", False, {"line.quantity": "1"}),
            ('dealer.class == "A"', None, {"dealer.class": None}),
        ]
