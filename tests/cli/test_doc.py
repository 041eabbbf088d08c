"""``dealerkit doc``: the handbook on standard output or in a folder, and the check of a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerkit import cli
from dealerkit.cli import exits
from tests.conftest import ROOT

POLICY = str(ROOT / "examples" / "handset-distributor" / "policy")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    ended = cli.main(("doc", *arguments))
    out, err = capfd.readouterr()
    return ended, out, err


def test_the_handbook_goes_to_standard_output(capfd: pytest.CaptureFixture[str]):
    ended, out, err = run(capfd, POLICY)
    assert (ended, err) == (exits.FINE, "")
    assert out.startswith("<!-- dealerkit handbook policy=handset-distributor revision='2026.1'")


def test_in_chinese(capfd: pytest.CaptureFixture[str]):
    _, out, _ = run(capfd, POLICY, "--lang", "zh")
    assert "达到某一坎级后，全部基数按该坎级的比率计返。" in out


@pytest.mark.parametrize("form", ["md", "html"])
def test_into_a_folder_and_checked_there(capfd: pytest.CaptureFixture[str], tmp_path: Path, form: str):
    assert run(capfd, POLICY, "--format", form, "--out", str(tmp_path))[0] == exits.FINE
    assert run(capfd, POLICY, "--check", str(tmp_path / f"handbook.{form}")) == (exits.FINE, "", "")


def test_a_copy_changed_by_hand_ends_with_1(capfd: pytest.CaptureFixture[str], tmp_path: Path):
    run(capfd, POLICY, "--out", str(tmp_path))
    copy = tmp_path / "handbook.md"
    copy.write_text(copy.read_text("utf-8").replace("2.5% of the base", "3% of the base"), "utf-8")
    ended, out, err = run(capfd, POLICY, "--check", str(copy))
    assert ended == exits.FINDINGS
    assert "DK928 the chapter 季度坎级返利 (volume-quarter) says something else" in out
    assert "1 error" in err


def test_examples_are_for_the_day_that_is_asked_for(capfd: pytest.CaptureFixture[str]):
    assert "the figures that hold on 2026-08-01" in run(capfd, POLICY, "--as-of", "2026-08-01")[1]


def test_a_policy_that_is_not_sound_has_no_handbook(capfd: pytest.CaptureFixture[str], tmp_path: Path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("policy: {name: x}\n", "utf-8")
    ended, out, err = run(capfd, str(broken))
    assert (ended, out) == (exits.NOT_RUN, "")
    assert "DK131" in err


def test_a_folder_is_no_handbook(capfd: pytest.CaptureFixture[str], tmp_path: Path):
    ended, out, _ = run(capfd, POLICY, "--check", str(tmp_path))
    assert ended == exits.FINDINGS
    assert "DK926" in out
