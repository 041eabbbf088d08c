"""Domains of several rooms: what the table of rooms promises is there, for each of them."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path

import attrs
import pytest

from dealerkit.assembly import load
from dealerkit.assembly.evaluating import evaluate, rooms_of
from dealerkit.assembly.registry import DOMAINS
from dealerkit.assembly.rooms import CONTRACT_ROOMS, CUSTOMER_ROOMS, GOVERNANCE_ROOMS, SCORING_ROOMS, Room
from dealerkit.book import Book, FirstRejects
from dealerkit.book.tables import TABLES
from dealerkit.cli import main
from dealerkit.contracts.section import Contracts
from dealerkit.customers.section import Customers
from dealerkit.governance.section import Governance
from dealerkit.report.domains import ANSWERS, NAMES
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.overview import VIEWS, overview
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

WITH_TABLE = [(section, room) for section, (rooms, _) in ROOMS.items() for room in rooms if room.table]
EXAMPLES = Path(__file__).parents[2] / "examples"

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


ABOUT = [pytest.param(section, room, id=f"{section}.{room.key}") for section, room in WITH_TABLE]


@pytest.mark.parametrize(("section", "room"), ABOUT)
def test_the_table_that_a_room_is_about_is_one_of_a_book(section: str, room: Room) -> None:
    del section
    assert room.table in TABLES


@pytest.mark.parametrize("example", ["contacts", "governance", "goods-flow", "returns"])
def test_a_room_without_its_table_is_told_and_not_taken_for_one_without_findings(example: str) -> None:
    policy = load([EXAMPLES / example / "policy"]).policy
    assert policy is not None
    book = Book.from_tables({}, rejects=FirstRejects())
    found = overview(policy, book, date(2026, 6, 30), evaluate(policy, book, date(2026, 6, 30)), ())
    told = {each.address for each in (*book.problems, *found.problems) if each.code == "DK802"}
    rooms = {room.table for section, room in WITH_TABLE if rooms_of(policy, section).keys() & {room.key}}
    assert rooms
    assert rooms <= told


def test_a_table_that_several_rooms_lack_is_a_finding_of_each_and_said_once(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    main(("evaluate", str(EXAMPLES / "contacts" / "policy"), str(tmp_path), "--as-of", "2026-03-31"))
    assert capfd.readouterr().err.count("no table `customers`") == 1
