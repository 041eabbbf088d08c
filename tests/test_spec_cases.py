"""Worked cases from outside, as policies that test themselves: every engine runs the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerkit.assembly import CaseResult, check, run_tests

ROOT = Path(__file__).parents[1]
FILES = [
    *sorted((ROOT / "tests" / "spec").glob("*.yaml")),
    *sorted(path for path in (ROOT / "examples").iterdir() if (path / "policy").is_dir()),
]


def policy(path: Path) -> Path:
    return path / "policy" if path.is_dir() else path


RESULTS = [
    pytest.param(result, id=f"{path.stem}:{result.case.id}")
    for path in FILES
    for result in run_tests([policy(path)]).results
]


@pytest.mark.parametrize("result", RESULTS)
def test_a_worked_case_comes_out_as_published_and_for_the_stated_reason(result: CaseResult) -> None:
    assert result.problems == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_worked_cases_is_a_sound_policy(path: Path) -> None:
    assert check([policy(path)]).problems == ()


def test_there_are_worked_cases() -> None:
    assert len(RESULTS) >= 40
