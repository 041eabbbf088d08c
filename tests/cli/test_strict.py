"""How a run ends: an error ends it with 1, a warning only where ``--strict`` asks for it, an answer never."""

from __future__ import annotations

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
