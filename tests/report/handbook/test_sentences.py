"""The sentences that were written by hand: each is of a key and a word that the language has."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from dealerkit import assembly
from dealerkit.report.handbook.sentences_contests import CONTEST_SENTENCES
from dealerkit.report.handbook.sentences_contracts import CONTRACT_SENTENCES
from dealerkit.report.handbook.sentences_credit import CREDIT_SENTENCES
from dealerkit.report.handbook.sentences_customers import CUSTOMER_SENTENCES
from dealerkit.report.handbook.sentences_flows import FLOW_SENTENCES
from dealerkit.report.handbook.sentences_governance import GOVERNANCE_SENTENCES
from dealerkit.report.handbook.sentences_rebates import REBATE_SENTENCES
from dealerkit.report.handbook.sentences_scoring import SCORING_SENTENCES
from dealerkit.report.messages.zh.choices import CHOICES
from dealerkit.report.messages.zh.labels import KEYS

SENTENCES = {
    **CREDIT_SENTENCES,
    **FLOW_SENTENCES,
    **CUSTOMER_SENTENCES,
    **CONTRACT_SENTENCES,
    **CONTEST_SENTENCES,
    **REBATE_SENTENCES,
    **SCORING_SENTENCES,
    **GOVERNANCE_SENTENCES,
}
SCHEMA = cast("dict[str, Any]", assembly.schema())
DEFINITIONS = {
    ".".join(each["$comment"].split(".")[-2:]): each["properties"] for each in SCHEMA["definitions"].values()
}


def properties(owner: str) -> dict[str, Any]:
    """The keys of a class, or of what stands under one key of a class: ``check.Check.static``."""
    if owner in DEFINITIONS:
        return cast("dict[str, Any]", DEFINITIONS[owner])
    around, _, key = owner.rpartition(".")
    inside = re.search(r'"#/definitions/(\w+)"', json.dumps(DEFINITIONS.get(around, {}).get(key)))
    return cast("dict[str, Any]", SCHEMA["definitions"][inside[1]]["properties"]) if inside else {}


def is_known(name: str) -> bool:
    place, _, word = name.partition("=")
    owner, _, key = place.rpartition(".")
    known = properties(owner).get(key)
    if known is not None and word.isdigit():
        return '"integer"' in json.dumps(known) or '"number"' in json.dumps(known)
    told = json.dumps(known)
    return known is not None and (word in {"", "true", "false"} or f'"{word}"' in told or f"`{word}`" in told)


def test_every_sentence_is_of_a_key_and_a_word_that_the_language_has():
    assert [name for name in SENTENCES if not is_known(name)] == []


def figures(words: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", words))


def test_both_languages_say_the_same_figures():
    assert [name for name, said in SENTENCES.items() if figures(said.en) != figures(said.zh)] == []


def keys(part: object) -> set[str]:
    if isinstance(part, list):
        return set().union(*(keys(each) for each in part), set())
    if not isinstance(part, dict):
        return set()
    own = part.get("properties", {})
    found = set(own) if isinstance(own, dict) else set()
    return found.union(*(keys(each) for each in part.values()))


def words(part: object) -> set[str]:
    if isinstance(part, list):
        return set().union(*(words(each) for each in part), set())
    if not isinstance(part, dict):
        return set()
    found = {each for each in part.get("enum", ()) if isinstance(each, str)}
    return found.union(*(words(each) for each in part.values()))


def rules() -> list[object]:
    """The parts of the language that a handbook tells: all but test cases."""
    sections = [part for key, part in SCHEMA["properties"].items() if key != "tests"]
    cases = {"Case"}
    return [*sections, *(part for name, part in SCHEMA["definitions"].items() if name not in cases)]


def test_every_key_has_a_chinese_name():
    assert sorted(keys(rules()) - KEYS.keys() - {"id", "title"}) == []


def test_every_fixed_word_is_said_in_chinese():
    assert sorted(words(rules()) - CHOICES.keys()) == []
