"""``credit replay`` from end to end over its example; the figures are worked out in the example's README."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "credit-replay"
BLOCK = "credit.checks[oldest].then=block"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], *more: str, policy: Path = EXAMPLE / "policy") -> tuple[int, str, str]:
    ended = cli.main(("credit", "replay", str(policy), str(EXAMPLE / "book"), "--as-of", "2026-11-22", *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestReplay:
    def test_a_pipe_gets_a_row_for_each_order(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--set", BLOCK, "--format", "csv")
        rows = {row["order"]: row for row in csv.DictReader(io.StringIO(out))}
        assert ended == 0
        assert list(rows) == ["A1", "C1", "B1", "C2", "E1", "A2", "B2", "A3"]
        assert {number: (row["before"], row["after"]) for number, row in rows.items()} == {
            "A1": ("ship", "ship"),
            "C1": ("ship", "ship"),
            "B1": ("ship", "hold"),
            "C2": ("ship", "hold"),
            "E1": ("cannot be told", "cannot be told"),
            "A2": ("ship", "ship"),
            "B2": ("ship", "ship"),
            "A3": ("ship", "ship"),
        }
        assert (rows["C2"]["exposure"], rows["C2"]["limit"], rows["C2"]["release"]) == ("95000.00", "100000", "R1")

    def test_programs_get_the_sums(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--set", BLOCK, "--format", "json")
        found = json.loads(out)
        assert (found["changed"], found["unchanged"], found["failed"], found["orders"]["count"]) == (2, 5, 1, 8)
        assert found["held"] == {"count": 2, "amount": "60000.00"}
        assert found["bad_debts_avoided"] == {"count": 1, "amount": "30000.00"}
        assert found["good_business_held"] == {"count": 1, "amount": "30000.00"}
        assert [each["fate"] for each in found["bad_debts"]] == ["shipped", "avoided"]

    def test_what_was_changed_is_said(self, capfd: pytest.CaptureFixture[str]):
        _, page, _ = asked(capfd, "--set", BLOCK)
        _, out, _ = asked(capfd, "--set", BLOCK, "--format", "json")
        assert "credit.checks[oldest].then: warn → block" in page
        assert json.loads(out)["edits"] == [
            {"address": "credit.checks[oldest].then", "before": "warn", "after": "block"}
        ]

    def test_a_file_of_changes_is_the_same_as_the_option(self, capfd: pytest.CaptureFixture[str]):
        _, by_option, _ = asked(capfd, "--set", BLOCK, "--format", "json")
        _, by_file, _ = asked(capfd, "--with", str(EXAMPLE / "strict.yaml"), "--format", "json")
        assert by_file == by_option

    def test_another_policy_stands_in_for_the_changed_one(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        text = (EXAMPLE / "policy" / "policy.yaml").read_text("utf-8")
        (tmp_path / "strict.yaml").write_text(text.replace("then: warn", "then: block"), "utf-8")
        _, out, _ = asked(capfd, "--against", "strict.yaml", "--format", "json")
        assert json.loads(out)["held"] == {"count": 2, "amount": "60000.00"}

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--set", BLOCK, "--lang", "zh")
        assert ended == 0
        assert "2026-07-01 至 2026-09-30 共 8 笔订单" in out
        assert "可避免的坏账：2 笔中的 1 笔，55,000.00 中的 30,000.00" in out

    def test_the_files_hold_every_table(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        ended, _, _ = asked(capfd, "--set", BLOCK, "--out", "result")
        assert ended == 0
        assert {each.name for each in (tmp_path / "result").iterdir()} == {
            "replay.txt",
            "replay_answers.csv",
            "replay_bad_debts.csv",
            "replay_customers.csv",
            "replay_months.csv",
            "replay_orders.csv",
        }


class TestMistakes:
    def test_an_address_that_matches_nothing_names_the_nearest(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--set", "credit.checks[oldes].then=block")
        assert (ended, out) == (2, "")
        assert "DK255" in err
        assert "did you mean `oldest`?" in err

    def test_a_value_that_is_not_allowed_is_shown_with_its_place(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--set", "credit.checks[oldest].then=blok")
        assert (ended, out) == (2, "")
        assert "did you mean `block`?" in err
        assert "value: blok" in err

    def test_a_change_that_the_checks_refuse_is_refused_before_anything_runs(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--set", "credit.checks[oldest].oldest_item.above=-1")
        assert (ended, out) == (2, "")

    def test_a_change_without_a_value_is_none(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--set", "credit.payment_days")
        assert ended == 2
        assert "DK597" in err

    def test_days_that_run_backwards_are_refused(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--from", "2026-09-30", "--to", "2026-07-01")
        assert ended == 2
        assert "DK598" in err

    def test_days_without_orders_are_said_to_be(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--from", "2026-01-01", "--to", "2026-01-31")
        assert ended == 0
        assert "DK596" in err
        assert "No order lies in these days" in out

    def test_a_policy_without_credit_cannot_be_replayed(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, policy=ROOT / "examples" / "promises" / "policy")
        assert ended == 3
        assert "DK578" in err

    def test_a_bad_debt_of_no_order_is_named(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd)
        assert ended == 0
        assert "DK599 the bad debt `BD0`" in err
