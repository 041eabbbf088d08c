"""Every code that can be raised can be read about: a sentence in both languages, and a page."""

from __future__ import annotations

import re
from functools import cache

import pytest

from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.messages import PHRASEBOOKS
from tests.conftest import ROOT
from tests.project.sources import modules

CODE = re.compile(r"DK\d{3}")
PAGES = {path.stem: path for path in (ROOT / "docs" / "problems").glob("DK*.md")}
LEAST_WORDS = 25
"""What it means, why it matters and how to mend it do not fit into fewer."""


@cache
def raised() -> dict[str, str]:
    """The codes written in the package outside its wording, each with a place where it stands."""
    return {
        node.value: f"{module.name}:{node.lineno}"
        for module in modules()
        if not module.name.startswith("report.messages")
        for node in module.constants()
        if isinstance(node.value, str) and CODE.fullmatch(node.value)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence(language: Language):
    wordings = PHRASEBOOKS[language].messages
    assert {code: place for code, place in raised().items() if code not in wordings} == {}


def test_every_code_has_its_page():
    assert {code: place for code, place in raised().items() if code not in PAGES} == {}


def test_no_sentence_or_page_is_kept_for_a_code_that_nothing_raises():
    kept = {*PAGES, *(code for each in LANGUAGES for code in PHRASEBOOKS[each].messages)}
    assert sorted(kept - raised().keys()) == []


def test_a_page_is_named_by_its_code():
    headings = {code: page.read_text("utf-8").partition("\n")[0] for code, page in PAGES.items()}
    assert {code: each for code, each in headings.items() if not re.fullmatch(rf"# {code}: \S.+[^.]", each)} == {}


def test_a_page_says_enough():
    texts = {code: page.read_text("utf-8").partition("\n")[2] for code, page in PAGES.items()}
    assert [code for code, text in texts.items() if len(text.split()) < LEAST_WORDS] == []
