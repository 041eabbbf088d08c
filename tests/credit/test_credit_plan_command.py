"""``credit plan`` from end to end over the example; the figures are derived by hand from its tables."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "credit"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], *more: str, policy: Path = EXAMPLE / "policy") -> tuple[int, str, str]:
    ended = cli.main(("credit", "plan", str(policy), str(EXAMPLE / "book"), "--as-of", "2026-06-30", *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestCreditPlan:
    def test_a_pipe_gets_a_row_for_each_open_item(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--format", "csv", "--dealer", "D15")
        rows = {row["document"]: row for row in csv.DictReader(io.StringIO(out.partition("\n\n")[0]))}
        assert ended == 0
        # F-1502 of 30,000 bills an instalment and 10,000 of it came two days late: the customer's habit.
        assert {name: (row["amount"], row["expected_on"]) for name, row in rows.items()} == {
            "F-1502": ("20000.00", "2026-06-30"),
            "F-1501": ("200000.00", "2026-07-03"),
            "F-1503": ("3500.00", "2026-07-18"),
            "XX-15/验收": ("30000.00", "2026-09-17"),
        }

    def test_programs_get_everything_and_the_sum_is_that_of_the_items(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "json")
        found = json.loads(out)
        assert sum(round(float(each["amount"]) * 100) for each in found["expected"]) == 81_650_000
        assert {each["plan"]: (each["status"], each["days_late"]) for each in found["repayments"]} == {
            "HK-06": ("late", 5),
            "HK-12": ("broken", 15),
        }

    def test_a_past_month_is_held_against_what_came_in(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "json", "--dealer", "D06")
        # On 1 May 8,000 of F-0601 were open and overdue; 3,000 came in May.
        may = [each for each in json.loads(out)["attained"] if each["month"] == "2026-05"]
        assert [(each["planned"], each["received"], each["share"]) for each in may] == [("8000.00", "3000.00", "0.375")]

    def test_it_says_what_follows_a_broken_plan(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--dealer", "D12", "--lang", "zh")
        assert "计划违约的后果：暂缓发货（还款计划违约）。" in out

    def test_a_customer_whom_nobody_knows_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--dealer", "D99")
        assert (ended, "DK932" in err) == (2, True)

    def test_a_policy_without_collections_cannot_be_asked(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        bare = tmp_path / "bare.yaml"
        bare.write_text('policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n')
        ended, _, err = asked(capfd, policy=bare)
        assert (ended, "DK493" in err) == (3, True)
