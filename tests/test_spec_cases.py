"""Worked cases from outside, as policies that test themselves: every engine runs the same files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dealerkit.assembly import CaseResult, check, load, run_tests

ROOT = Path(__file__).parents[1]
FILES = [
    *sorted((ROOT / "tests" / "spec").glob("*.yaml")),
    *sorted(path for path in (ROOT / "examples").iterdir() if (path / "policy").is_dir()),
]


def policy(path: Path) -> Path:
    return path / "policy" if path.is_dir() else path


def cases(path: Path) -> tuple[str, ...]:
    found = load([policy(path)]).policy
    return () if found is None else tuple(found.cases)


@cache
def results(path: Path) -> dict[str, CaseResult]:
    """The results of a file: run when the first of its cases is asked for, not when pytest looks for tests."""
    return {each.case.id: each for each in run_tests([policy(path)]).results}


CASES = [pytest.param(path, case, id=f"{path.stem}:{case}") for path in FILES for case in cases(path)]


@pytest.mark.parametrize(("path", "case"), CASES)
def test_a_worked_case_comes_out_as_published_and_for_the_stated_reason(path: Path, case: str) -> None:
    assert results(path)[case].problems == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_worked_cases_is_a_sound_policy(path: Path) -> None:
    assert check([policy(path)]).problems == ()


def test_there_are_worked_cases() -> None:
    assert len(CASES) >= 40
