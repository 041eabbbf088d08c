"""One bad scenario file a mistake: what is said about it, to the letter, in both languages, and where it points.

``tests/bad_scenarios/NAME.yaml`` has ``NAME.en.txt`` and ``NAME.zh.txt`` beside it. Each file is read against
``examples/what-if`` as ``dealerkit simulate`` does: mistakes of the file, of what its scenarios make of the policy,
and those that only the measured book shows. Running with ``UPDATE_SNAPSHOTS=1`` rewrites the texts; read every
changed line before keeping it.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import dealerkit
from dealerkit.book import Book, FirstRejects, open_book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order
from dealerkit.report.diagnostics import diagnostics
from dealerkit.report.languages import Language
from dealerkit.whatif.engine.trials import Trial
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.reading import load_scenarios
from tests.conftest import ROOT

BAD = Path(__file__).parent / "bad_scenarios"
CASES = sorted(BAD.glob("*.yaml"))
EXAMPLE = ROOT / "examples" / "what-if"
AS_OF = date(2026, 9, 30)


@cache
def policy() -> Policy:
    loaded = dealerkit.load([EXAMPLE / "policy"])
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


@cache
def book() -> Book:
    return open_book(EXAMPLE / "book")


@cache
def found_in(path: Path) -> tuple[tuple[Problem, ...], str]:
    """What is wrong with a scenario file, and its text."""
    loaded = load_scenarios([path], policy())
    text = path.read_text("utf-8")
    if loaded.file is None:
        return loaded.problems, text
    bench = Workbench.open(policy(), book().reread(FirstRejects(keep=0)), AS_OF, loaded.file)
    if isinstance(bench, tuple):
        return in_order((*loaded.problems, *bench)), text
    trials = [bench.trial(each) for each in loaded.file.scenarios.values()]
    told = (found for each in trials for found in (each.problems if isinstance(each, Trial) else each))
    return in_order((*loaded.problems, *bench.problems, *told)), text


def said_about(path: Path, lang: Language) -> str:
    problems, text = found_in(path)
    told = diagnostics(problems, {path.as_posix(): text}, lang)
    return told.replace(BAD.as_posix() + "/", "").replace(EXAMPLE.as_posix() + "/", "")


def code_of(path: Path) -> str:
    wanted = re.match(r"DK\d{3}", path.name)
    assert wanted is not None
    return wanted[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_scenario_gets_exactly_these_words(path: Path, lang: Language) -> None:
    said = said_about(path, lang)
    snapshot = BAD / f"{path.stem}.{lang}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text(said, encoding="utf-8", newline="\n")
    assert snapshot.read_text(encoding="utf-8") == said


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_scenario_is_named_after_a_code_it_causes_and_its_place_is_shown(path: Path) -> None:
    meant = [each for each in found_in(path)[0] if each.code == code_of(path)]
    assert meant
    assert all(each.at is not None and each.at.file == path.as_posix() for each in meant)
    assert "^" in said_about(path, "en")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_nothing_else_is_wrong_with_a_bad_scenario(path: Path) -> None:
    errors = {each.code for each in found_in(path)[0] if each.severity is Severity.ERROR}
    # A policy that is not sound is told beside why; a column that nobody fills where it is needed.
    assert errors <= {code_of(path)} or code_of(path) in {"DK944", "DK949"}


def test_every_mistake_of_a_scenario_file_has_a_bad_one() -> None:
    asked = {f"DK{number}" for number in (*range(941, 953), 959, *range(960, 984))}
    # Seen only in other books, policies or questions: tests/whatif tells them apart.
    elsewhere = {f"DK{number}" for number in (967, 968, 969, 972, *range(978, 984))}
    assert asked - elsewhere - {code_of(path) for path in CASES} == set()
