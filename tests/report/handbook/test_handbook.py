"""A handbook: what it says of a policy, word for word, and that it always says the same.

``UPDATE_SNAPSHOTS=1`` writes the kept copies anew; read every changed line before keeping it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from dealerkit import assembly
from dealerkit.report.handbook import Handbook, handbook
from dealerkit.report.languages import LANGUAGES, Language
from tests.conftest import ROOT
from tests.report.handbook.policies import SPRING, policy

WRITTEN = Path(__file__).parent / "written"
NEW_YEAR = date(2026, 1, 1)


def spring(lang: Language = "en", text: str = SPRING) -> Handbook:
    return handbook(policy(text), lang, NEW_YEAR)


def chapter(book: Handbook, address: str) -> str:
    return next(each.markdown() for each in book.chapters if each.address == address)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["md", "html"])
def test_the_handbook_of_a_small_policy_is_kept_word_for_word(lang: Language, form: str):
    book = spring(lang)
    text = book.html() if form == "html" else book.markdown()
    kept = WRITTEN / f"spring.{lang}.{form}"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(text, "utf-8")
    assert text == kept.read_text("utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_written_twice_it_is_the_same(lang: Language):
    loaded = assembly.load([ROOT / "examples" / "handset-distributor" / "policy"])
    assert loaded.policy is not None
    one, other = (handbook(loaded.policy, lang, NEW_YEAR) for _ in range(2))
    assert one.markdown() == other.markdown()
    assert one.html() == other.html()


def test_it_says_which_policy_and_revision_it_is_of():
    assert "policy=spring revision='2026.1' fingerprint=" in spring().markdown().splitlines()[0]


def test_moving_and_requoting_change_nothing():
    moved = SPRING.replace("kind: percent", "kind: 'percent'").replace("300_000, rate", "300000, rate")
    assert spring(text=moved).fingerprint == spring().fingerprint
    assert spring(text=moved).markdown() == spring().markdown()


def test_just_below_a_bound_the_lower_rate_is_paid_and_at_it_the_higher():
    # 1 % of 799,999.99 is 7,999.9999, rounded 8,000.00; 2.5 % of 800,000 is 20,000, which the cap leaves.
    told = chapter(spring(), "rebates.tea")
    assert "| 799,999.99 | CNY 8,000.00 |" in told
    assert "| 800,000 | CNY 20,000.00 |" in told


def test_examples_are_given_for_each_day_from_which_a_figure_differs():
    # 2.5 % of 1,200,000 is 30,000: the cap is 20,000 until June and 30,000 from July on.
    told = chapter(spring(), "rebates.tea")
    assert told.count("| 1,200,000 | CNY 20,000.00 |") == 1
    assert told.count("| 1,200,000 | CNY 30,000.00 |") == 1


def test_a_decision_table_has_a_row_for_each_of_its_rows():
    told = chapter(spring(), "authority.compensation")
    assert "| supervisor | below CNY 500 | supervisor |  |" in told
    assert "| manager | from CNY 500 | manager | finance |" in told


def test_orders_are_told_with_what_they_take_of_a_credit():
    # 15 % of 1,000 is 150 and of 10,000 is 1,500; 5,000 / 0.15 is 33,333.33…, the next cent uses all.
    told = chapter(spring(text=SPRING + "\noffset: {share: 15%, base: order-net, payouts: [credit-note]}\n"), "offset")
    assert "| CNY 1,000.00 | CNY 150.00 | CNY 4,850.00 |" in told
    assert "| CNY 10,000.00 | CNY 1,500.00 | CNY 3,500.00 |" in told
    assert "An order of CNY 33,333.34 would use all of it." in told


def test_a_figure_is_told_with_its_days_its_unit_and_its_source():
    assert "| the cap (most) | 2026-07-01 | CNY 30,000 | money | board meeting of 4 December 2025 |" in chapter(
        spring(), "parameters"
    )


def test_every_entry_of_the_contents_leads_to_a_chapter():
    text = spring().markdown()
    for each in spring().chapters:
        assert f"](#{each.anchor})" in text
        assert text.count(f'<a id="{each.anchor}"></a>') == 1


def test_a_page_needs_no_other_file_and_no_script():
    page = spring().html()
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "src=" not in page
    assert "<svg" in page


def test_words_of_the_policy_are_no_markup():
    text = SPRING.replace("title: Tea", 'title: "Tea <b>*bold*</b> | more"')
    assert "<b>" not in spring(text=text).markdown()
    assert "<b>" not in spring(text=text).html()
