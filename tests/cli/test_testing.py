"""``dealerkit test``: how it ends, with known bugs, with too little coverage, and in each form."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dealerkit.cli import main

POLICY = """\
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..}
authority:
  compensation:
    hit: unique
    rows:
      - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
      - {id: manager, amount: {at: 500}, then: {role: manager}}
tests:
  small: {of: authority.compensation, as_of: 2026-03-31, given: {amount: 1}, expect: {role: supervisor}}
"""
WRONG = "  big: {of: authority.compensation, as_of: 2026-03-31, given: {amount: 500}, expect: {role: director}"
KNOWN = f"{WRONG}, bug: no director yet}}\n"
MENDED = KNOWN.replace("role: director", "role: manager")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.mark.parametrize(("case", "ended"), [("", 0), (KNOWN, 0), (f"{WRONG}}}\n", 1), (MENDED, 1)])
def test_a_known_bug_ends_well_and_a_mended_one_does_not(policy: Path, case: str, ended: int):
    policy.write_text(POLICY + case, encoding="utf-8")
    assert main(["test", str(policy)]) == ended


@pytest.mark.parametrize(("share", "ended"), [("50%", 0), ("0.5", 0), ("1/2", 0), ("51%", 1), ("100%", 1)])
def test_less_coverage_than_was_asked_for_ends_with_1(policy: Path, share: str, ended: int):
    assert main(["test", str(policy), "--cover", share]) == ended


@pytest.mark.parametrize("share", ["lots", "101%", "-1%", "90"])
def test_coverage_is_a_share_of_the_whole(policy: Path, share: str, capfd: pytest.CaptureFixture[str]):
    assert main(["test", str(policy), "--cover", share]) == 2
    assert "DK903" in capfd.readouterr().err


def test_coverage_of_some_of_the_cases_is_refused(policy: Path, capfd: pytest.CaptureFixture[str]):
    assert main(["test", str(policy), "--cover", "50%", "--only", "small"]) == 2
    assert "DK292" in capfd.readouterr().err


def test_the_json_carries_the_bug_and_the_coverage(policy: Path, capfdbinary: pytest.CaptureFixture[bytes]):
    policy.write_text(POLICY + KNOWN, encoding="utf-8")
    assert main(["test", str(policy), "--format", "json", "--cover", "50%"]) == 0
    document = json.loads(capfdbinary.readouterr().out)
    assert [each["ended"] for each in document["cases"]] == ["passed", "known"]
    assert document["coverage"]["least"] == "0.5"


def test_the_junit_file_skips_the_bug(policy: Path, tmp_path: Path):
    policy.write_text(POLICY + KNOWN, encoding="utf-8")
    assert main(["test", str(policy), "--format", "junit", "--out", str(tmp_path / "out")]) == 0
    suite = ET.parse(tmp_path / "out" / "tests.xml").getroot()  # noqa: S314 - ours
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "0", "1")
