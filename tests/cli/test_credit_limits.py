"""``credit limits``: everybody's limit with what counts against it, and one dealer's with every step."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "credit-limits"


@pytest.fixture(autouse=True)
def in_english(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEALERKIT_LANG", "en")


def run(capfd: pytest.CaptureFixture[str], *more: str, policy: str = "policy", as_of: str = "2026-03-31"):
    asked = ("credit", "limits", str(EXAMPLE / policy), str(EXAMPLE / "book"), "--as-of", as_of, *more)
    ended = cli.main(asked)
    out, err = capfd.readouterr()
    return ended, out, err


def rows(capfd: pytest.CaptureFixture[str], *more: str) -> dict[str, dict[str, str]]:
    _, out, _ = run(capfd, "--format", "csv", *more)
    return {row["customer"]: row for row in csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))}


def test_no_limit_zero_nobody_and_not_known_are_four_states(capfd: pytest.CaptureFixture[str]):
    found = rows(capfd)
    assert {code: found[code]["state"] for code in ("D01", "D02", "D03", "D10", "D11")} == {
        "D01": "limited",
        "D02": "unlimited",
        "D03": "limited",
        "D10": "nobody",
        "D11": "undetermined",
    }
    assert {code: found[code]["amount"] for code in ("D02", "D03", "D10", "D11")} == {
        "D02": "",
        "D03": "0",
        "D10": "0",
        "D11": "",
    }
    assert (found["D11"]["code"], found["D11"]["missing"]) == ("DK003", "dealer.class")


def test_what_counts_against_a_limit_leaves_the_headroom(capfd: pytest.CaptureFixture[str]):
    # 102,000 invoiced, 45,000 paid, 35,000 ordered.
    row = rows(capfd)["D01"]
    assert (row["amount"], row["exposure"], row["headroom"]) == ("90000.00", "92000.00", "-2000.00")


def test_a_row_that_does_not_count_is_told_beside_the_result(capfd: pytest.CaptureFixture[str]):
    ended, out, err = run(capfd)
    assert ended == 0
    assert "DK528 a temporary increase for `D07` does not count: it has no last day" in err
    assert "G1       北岭集团  D04, D07" in out


def test_one_dealer_s_limit_is_told_step_by_step(capfd: pytest.CaptureFixture[str]):
    _, out, _ = run(capfd, "--dealer", "D05")
    assert "deposit S01: 50,000.00" in out
    assert "insurance S02 until 2026-12-31: 100,000.00, covered 90%, counts 90,000.00" in out
    assert "guarantee S03 ended on 2026-02-28 and does not count" in out
    assert "80% of it: 112,000.00" in out
    assert "D04" not in out


def test_the_json_has_every_reason_with_its_place(capfd: pytest.CaptureFixture[str]):
    _, out, _ = run(capfd, "--dealer", "D01", "--format", "json")
    (found,) = json.loads(out)["customers"]
    assert [each["rule"] for each in found["reasons"]] == ["credit.limits.rolling", "credit.limits.rolling.rolling"]
    assert found["reasons"][1]["said"] == "invoiced 2026-03-01..2026-03-30: 90,000.00"
    assert found["reasons"][1]["at"]["line"] == 38
    assert found["sublimits"][0]["used"] == "5000.00"


def test_a_dealer_nobody_knows_is_refused(capfd: pytest.CaptureFixture[str]):
    ended, _, err = run(capfd, "--dealer", "D99")
    assert (ended, "DK932" in err) == (2, True)


def test_in_chinese(capfd: pytest.CaptureFixture[str]):
    _, out, _ = run(capfd, "--dealer", "D09", "--lang", "zh")
    assert "开户额度：20,000" in out
    assert "2026-03-31 之前没有发票" in out
