"""What every result has in common: how its run ends, and what its JSON begins with."""

from __future__ import annotations

import json

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"

WITH_WARNINGS = [
    ("customer", "audit", "car-dealer-group", "2026-03-31"),
    ("customer", "access", "car-dealer-group", "2026-03-31"),
    ("customer", "classify", "classes", "2026-03-31"),
    ("customer", "touch", "contacts", "2026-03-31"),
    ("customer", "leads", "contacts", "2026-03-31"),
    ("contract", "audit", "contracts", "2026-03-31"),
    ("contract", "return", "returns", "2026-07-31"),
    ("credit", "limits", "credit-limits", "2026-06-30"),
    ("credit", "ageing", "collections", "2026-06-30"),
]


def ended(capfd: pytest.CaptureFixture[str], asked: tuple[str, str, str, str], *more: str) -> int:
    group, verb, example, day = asked
    folder = EXAMPLES / example
    code = cli.main([group, verb, str(folder / "policy"), str(folder / "book"), "--as-of", day, *more])
    said = capfd.readouterr().err
    assert "warning: DK" in said
    assert "error: DK" not in said
    return code


@pytest.mark.parametrize("asked", WITH_WARNINGS, ids=" ".join)
def test_warnings_alone_end_no_run_with_1(capfd: pytest.CaptureFixture[str], asked: tuple[str, str, str, str]):
    assert ended(capfd, asked) == 0


@pytest.mark.parametrize("asked", WITH_WARNINGS, ids=" ".join)
def test_a_strict_run_with_a_warning_ends_with_1(capfd: pytest.CaptureFixture[str], asked: tuple[str, str, str, str]):
    assert ended(capfd, asked, "--strict") == 1


@pytest.mark.parametrize("asked", WITH_WARNINGS, ids=" ".join)
def test_the_json_of_every_result_begins_with_its_policy_and_day(
    capfd: pytest.CaptureFixture[str], asked: tuple[str, str, str, str]
):
    group, verb, example, day = asked
    folder = EXAMPLES / example
    cli.main([group, verb, str(folder / "policy"), str(folder / "book"), "--as-of", day, "--format", "json"])
    found = json.loads(capfd.readouterr().out)
    assert [*found][:4] == ["schema_version", "policy", "as_of", "currency"]
    assert found["as_of"] == day
