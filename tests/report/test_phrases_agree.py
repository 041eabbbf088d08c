"""The phrases of both languages agree with each other and with what the code gives them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from dealerkit.report.messages import PHRASEBOOKS
from dealerkit.report.messages.wording import placeholders
from tests.project.sources import modules

EN, ZH = PHRASEBOOKS["en"], PHRASEBOOKS["zh"]
ADDRESSED = {"address", "severity", "related"}
"""Keywords of ``problem`` that are no arguments of its message."""


def calls(function: str) -> Iterator[ast.Call]:
    for module in modules():
        for node in module.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                yield node


def first_text(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


@cache
def raised() -> dict[str, list[set[str]]]:
    """Codes with the names of their arguments, call by call, where both are written out there."""
    found: dict[str, list[set[str]]] = {}
    for call in calls("problem"):
        names = [each.arg for each in call.keywords]
        if first_text(call) in EN.messages and None not in names:
            found.setdefault(first_text(call), []).append({name for name in names if name} - ADDRESSED)
    return found


@pytest.mark.parametrize("code", sorted(EN.messages.keys() | ZH.messages.keys()))
def test_a_message_mentions_the_same_arguments_in_both_languages(code: str):
    assert EN.messages[code].placeholders() == ZH.messages[code].placeholders()


@pytest.mark.parametrize("code", sorted(EN.messages))
def test_a_message_mentions_only_arguments_that_are_given(code: str):
    mentioned = EN.messages[code].placeholders()
    assert [given for given in raised().get(code, ()) if not mentioned <= given] == []


def test_most_messages_are_seen_to_be_given_their_arguments():
    assert len(raised()) > len(EN.messages) / 2


@pytest.mark.parametrize("code", sorted(EN.messages))
def test_a_message_is_lower_case_without_full_stop(code: str):
    main = EN.messages[code].main
    first = main.split()[0]
    assert main[0] == main[0].lower() or first.isupper() or first in {"YAML", "Excel"}
    assert not main.endswith(".")
    assert not ZH.messages[code].main.endswith("。")


def test_steps_mention_the_same_arguments_in_both_languages():
    assert {name: placeholders(text) for name, text in EN.steps.items()} == {
        name: placeholders(text) for name, text in ZH.steps.items()
    }


def test_a_related_place_says_why_it_is_shown_in_both_languages():
    shown = {first_text(call) for call in calls("Related")} - {""}
    assert shown
    assert shown - EN.roles.keys() == set()
    assert shown - ZH.roles.keys() == set()


def test_terms_and_roles_exist_in_both_languages():
    assert set(EN.terms) <= set(ZH.terms)
    assert set(EN.roles) == set(ZH.roles)
