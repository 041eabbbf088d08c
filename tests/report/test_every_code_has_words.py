"""Every code in the source is worded in both languages, with the same arguments, and has a page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dealerkit
from dealerkit.report.messages import PHRASEBOOKS
from dealerkit.report.messages.wording import placeholders

SOURCE = Path(dealerkit.__path__[0])
PAGES = Path(__file__).parents[2] / "docs" / "problems"
WORDS = SOURCE / "report" / "messages"

EN, ZH = PHRASEBOOKS["en"], PHRASEBOOKS["zh"]
OWN_ARGUMENTS = {"address", "severity", "related"}


def trees() -> Iterator[ast.Module]:
    for file in sorted(SOURCE.rglob("*.py")):
        if WORDS not in file.parents:
            yield ast.parse(file.read_text(encoding="utf-8"), str(file))


def literals() -> Iterator[str]:
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def is_code(text: str) -> bool:
    return len(text) == 5 and text.startswith("DK") and text[2:].isdigit()


def roles() -> Iterator[str]:
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Related":
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Codes with the names of the arguments given, where both are written out at the call."""
    for tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem"):
                continue
            first = node.args[0] if node.args else None
            names = [each.arg for each in node.keywords]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and None not in names:
                yield first.value, frozenset(name for name in names if name) - OWN_ARGUMENTS


CODES = sorted({text for text in literals() if is_code(text)})


@pytest.mark.parametrize("code", CODES)
class TestEveryCode:
    def test_is_worded_in_both_languages(self, code: str):
        assert code in EN.messages
        assert code in ZH.messages

    def test_mentions_the_same_arguments_in_both_languages(self, code: str):
        assert EN.messages[code].placeholders() == ZH.messages[code].placeholders()

    def test_has_a_page_that_begins_with_it(self, code: str):
        page = PAGES / f"{code}.md"
        assert page.is_file()
        assert page.read_text(encoding="utf-8").startswith(f"# {code}")


@pytest.mark.parametrize(("code", "given"), sorted({(code, tuple(sorted(given))) for code, given in raised()}))
def test_a_message_mentions_only_arguments_that_are_given(code: str, given: tuple[str, ...]):
    assert EN.messages[code].placeholders() <= set(given)


def test_no_wording_is_left_over():
    assert sorted(EN.messages) == sorted(ZH.messages)
    assert [code for code in EN.messages if code not in CODES] == []


def test_no_page_is_left_over():
    assert [page.stem for page in sorted(PAGES.glob("DK*.md")) if page.stem not in CODES] == []


@pytest.mark.parametrize("code", CODES)
def test_a_main_message_is_lower_case_without_full_stop(code: str):
    main = EN.messages[code].main
    assert not main.endswith(".")
    assert not ZH.messages[code].main.endswith("。")
    assert main[:1] == main[:1].lower() or main.split()[0].isupper() or main.startswith(("YAML", "Excel"))



def test_steps_are_worded_in_both_languages_with_the_same_arguments():

    assert {name: placeholders(text) for name, text in EN.steps.items()} == {
        name: placeholders(text) for name, text in ZH.steps.items()
    }


@pytest.mark.parametrize("name", sorted(set(roles())))
def test_a_related_place_says_why_it_is_shown_in_both_languages(name: str):
    assert name in EN.roles
    assert name in ZH.roles


def test_terms_exist_in_chinese_wherever_they_do_in_english():
    assert set(EN.terms) <= set(ZH.terms)
