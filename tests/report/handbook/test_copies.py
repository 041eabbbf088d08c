"""Copies of a handbook: one that does not agree with its policy is found, chapter by chapter."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.problems import Problem
from dealerkit.report.handbook import check_copy, handbook
from dealerkit.report.languages import LANGUAGES, Language
from tests.report.handbook.policies import SPRING, policy

RAISED = SPRING.replace("rate: 2.5%", "rate: 3%")


def written(text: str = SPRING, lang: Language = "en", form: str = "md") -> str:
    book = handbook(policy(text), lang, date(2026, 3, 1))
    return book.html() if form == "html" else book.markdown()


def found(copy: str, text: str = SPRING) -> list[tuple[str, str]]:
    return [(each.code, str(each.arg("chapter"))) for each in problems(copy, text)]


def problems(copy: str, text: str = SPRING) -> list[Problem]:
    return [*check_copy(policy(text), copy, "handbook.md")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_copy_that_agrees_is_no_finding(lang: Language, form: str):
    assert found(written(lang=lang, form=form)) == []


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_changed_rate_makes_the_copy_stale_and_names_its_chapter(form: str):
    assert found(written(form=form), RAISED) == [("DK922", ""), ("DK923", "Tea (tea)")]


def test_a_changed_parameter_names_every_chapter_that_tells_it():
    raised = SPRING.replace("2026-07-01: 30_000", "2026-07-01: 40_000")
    assert [code for code, _ in found(written(), raised)] == ["DK922", "DK923", "DK923"]


def test_another_revision_alone_is_a_finding():
    assert found(written(), SPRING.replace("2026.1", "2026.2")) == [("DK922", "")]


def test_a_new_section_is_missing_from_the_copy():
    more = (
        SPRING + "\nofset:\n".replace("ofset", "offset") + "  share: 15%\n  base: order-net\n  payouts: [credit-note]\n"
    )
    assert found(written(), more) == [("DK922", ""), ("DK924", "Paying orders with rebates")]


def test_a_section_that_fell_away_is_one_too_many_in_the_copy():
    fewer = SPRING[: SPRING.index("authority:")]
    assert found(written(), fewer) == [
        ("DK922", ""),
        ("DK925", "Who signs what"),
        ("DK925", "Compensation (compensation)"),
    ]


def test_a_chapter_changed_by_hand_is_found():
    assert found(written().replace("| 1% of the base |", "| 9% of the base |")) == [("DK928", "Tea (tea)")]


def test_other_line_breaks_and_spaces_are_no_change():
    assert found(written().replace("\n", "\r\n").replace(". ", ".  ")) == []


def test_a_finding_stands_at_its_chapter():
    copy = written()
    line = copy[: copy.index('<a id="rebates-tea">')].count("\n") + 1
    assert [each.at.line for each in problems(copy, RAISED) if each.at] == [1, line]


def test_the_handbook_of_another_policy_is_not_compared():
    assert [code for code, _ in found(written(), SPRING.replace("name: spring", "name: autumn"))] == ["DK927"]


@pytest.mark.parametrize("text", ["", "# Rebates\n", "<!-- dealerkit handbook policy=spring -->"])
def test_a_file_without_the_stamp_is_no_handbook(text: str):
    assert [code for code, _ in found(text)] == ["DK926"]


def test_a_stamp_with_an_impossible_day_is_none():
    assert [code for code, _ in found(written().replace("as-of=2026-03-01", "as-of=2026-13-01"))] == ["DK926"]
