"""The phrases of both languages agree with each other and with what the code gives them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from dealerkit.report.messages import PHRASEBOOKS, Phrasebook
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


def mentioned(book: Phrasebook) -> dict[str, frozenset[str]]:
    """The arguments that each message mentions."""
    return {code: frozenset(each.placeholders()) for code, each in book.messages.items()}


@cache
def raised() -> dict[str, list[set[str]]]:
    """Codes with the names of their arguments, call by call, where both are written out there."""
    found: dict[str, list[set[str]]] = {}
    for call in calls("problem"):
        names = [each.arg for each in call.keywords]
        if first_text(call) in EN.messages and None not in names:
            found.setdefault(first_text(call), []).append({name for name in names if name} - ADDRESSED)
    return found


def test_a_message_mentions_the_same_arguments_in_both_languages():
    assert mentioned(EN) == mentioned(ZH)


def test_a_message_mentions_only_arguments_that_are_given():
    said = mentioned(EN)
    assert [(code, given) for code, calls in raised().items() for given in calls if not said[code] <= given] == []


def test_most_messages_are_seen_to_be_given_their_arguments():
    assert len(raised()) > len(EN.messages) / 2


def test_a_message_is_lower_case():
    begun = {code: each.main.split()[0] for code, each in EN.messages.items()}
    names = {"YAML", "Excel"}
    wrong = {code: first for code, first in begun.items() if not (first[0] == first[0].lower() or first.isupper())}
    assert {code: first for code, first in wrong.items() if first not in names} == {}


def test_a_message_ends_without_a_full_stop():
    assert [code for book in (EN, ZH) for code, each in book.messages.items() if each.main.endswith((".", "。"))] == []


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
