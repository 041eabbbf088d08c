"""Domains of several rooms: what the table of rooms promises is there, for each of them."""

from __future__ import annotations

from importlib import import_module

import attrs
import pytest

from dealerkit.assembly.registry import DOMAINS
from dealerkit.assembly.rooms import CONTRACT_ROOMS, CUSTOMER_ROOMS, GOVERNANCE_ROOMS, SCORING_ROOMS, Room
from dealerkit.contracts.section import Contracts
from dealerkit.customers.section import Customers
from dealerkit.governance.section import Governance
from dealerkit.report.domains import ANSWERS, NAMES
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.overview import VIEWS
from dealerkit.scoring.section import Scoring

ROOMS = {
    "customers": (CUSTOMER_ROOMS, Customers),
    "contracts": (CONTRACT_ROOMS, Contracts),
    "scoring": (SCORING_ROOMS, Scoring),
    "governance": (GOVERNANCE_ROOMS, Governance),
}
EACH = [
    pytest.param(section, room, id=f"{section}.{room.key}") for section, (rooms, _) in ROOMS.items() for room in rooms
]
each_room = pytest.mark.parametrize(("section", "room"), EACH)

_OF_THE_WHOLE = {"rule", "title", "source"}
"""What a section of rooms says of itself."""


@each_room
@pytest.mark.parametrize(("module", "name"), [("validation", "check"), ("cases", "answer"), ("run", "evaluate")])
def test_the_package_of_a_room_can_do_what_it_is_asked_for(section: str, room: Room, module: str, name: str) -> None:
    if name == "evaluate" and not room.evaluates:
        pytest.skip(f"{section}.{room.key} answers single questions only")
    assert callable(getattr(import_module(f"{room.package}.{module}"), name))


@pytest.mark.parametrize("section", ROOMS)
def test_the_keys_of_a_section_are_its_rooms_and_every_room_is_a_key(section: str) -> None:
    rooms, record = ROOMS[section]
    keys = {attribute.name for attribute in attrs.fields(record)} - _OF_THE_WHOLE
    assert keys == {room.key for room in rooms}


@each_room
def test_a_room_with_results_is_seen_in_the_overview(section: str, room: Room) -> None:
    assert (f"{section}.{room.key}" in VIEWS) == room.evaluates


@each_room
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_room_has_a_name_and_a_question_in_each_language(section: str, room: Room, lang: Language) -> None:
    key = f"{section}.{room.key}"
    assert NAMES[key].said_in(lang)
    assert ANSWERS[key].said_in(lang)


def test_no_two_lines_of_the_overview_have_one_name() -> None:
    for lang in LANGUAGES:
        names = [each.said_in(lang) for each in NAMES.values()]
        assert len(names) == len(set(names))


def test_the_names_and_the_questions_are_of_the_same_lines() -> None:
    assert set(NAMES) == set(ANSWERS)


def test_every_domain_is_named_as_a_whole_or_room_by_room() -> None:
    for domain in DOMAINS:
        key = domain.section.key
        assert key in NAMES or domain.rooms


def test_every_name_is_of_a_domain_or_of_a_room() -> None:
    known = {domain.section.key for domain in DOMAINS}
    known |= {f"{section}.{room.key}" for section, (rooms, _) in ROOMS.items() for room in rooms}
    assert set(NAMES) <= known
    assert set(VIEWS) <= known
