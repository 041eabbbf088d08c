"""``credit ageing``, ``dunning`` and ``provision`` from end to end; the example's README works the figures out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "collections"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(
    capfd: pytest.CaptureFixture[str],
    verb: str,
    *more: str,
    policy: Path = EXAMPLE / "policy",
    book: Path | None = None,
) -> tuple[int, str, str]:
    ended = cli.main(("credit", verb, str(policy), str(book or EXAMPLE / "book"), "--as-of", "2026-06-30", *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestAgeing:
    def test_a_pipe_gets_a_row_for_each_customer(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "ageing", "--format", "csv")
        rows = {row["customer"]: row for row in csv.DictReader(io.StringIO(out))}
        assert ended == 0
        assert "DK590" in err
        assert (rows["D05"]["31-60"], rows["D05"]["credits"], rows["D05"]["total"]) == ("18000", "-3000", "15000")
        assert (rows["D06"]["no-due-date"], rows["D06"]["overdue"], rows["D06"]["oldest"]) == ("9000", "0", "")

    def test_programs_get_the_total_and_the_pace(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "ageing", "--format", "json")
        total = json.loads(out)["total"]
        assert (total["total"], total["overdue"], total["oldest"]) == ("197000", "121000", 100)
        assert (total["dso_simple"], total["dso_count_back"], total["dso_best_possible"]) == ("101.3", "105.8", None)

    def test_one_dealer_is_shown_item_by_item(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "ageing", "--dealer", "D04", "--format", "md")
        assert "R401" in out
        assert "R301" not in out

    def test_a_dealer_whom_nobody_knows_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "ageing", "--dealer", "D4")
        assert ended == 2
        assert "DK932" in err

    @pytest.mark.parametrize("verb", ["ageing", "dunning", "provision"])
    def test_a_policy_that_does_not_say_how_is_told(self, capfd: pytest.CaptureFixture[str], verb: str):
        ended, _, err = asked(capfd, verb, policy=ROOT / "examples" / "promises" / "policy")
        assert ended == 3
        assert "DK493" in err

    def test_a_book_without_invoices_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "ageing", book=ROOT / "examples" / "promises" / "book")
        assert ended == 3
        assert "DK802" in err


class TestDunning:
    def test_programs_get_the_letters(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "dunning", "--format", "json")
        letters = {each["customer"]: each["letter"] for each in json.loads(out)["customers"] if each["letter"]}
        assert ended == 0
        assert {name: (each["id"], each["asked"]) for name, each in letters.items()} == {
            "D01": ("reminder", "40000"),
            "D02": ("reminder", "15000"),
            "D03": ("demand", "8234.80"),
            "D04": ("last", "30733.00"),
        }

    def test_the_letter_is_written_in_the_language_of_the_command(self, capfd: pytest.CaptureFixture[str]):
        _, english, _ = asked(capfd, "dunning", "--dealer", "D03", "--format", "md")
        _, chinese, _ = asked(capfd, "dunning", "--dealer", "D03", "--format", "md", "--lang", "zh")
        assert "Please pay 8,234.80 CNY." in english
        assert "请支付 8,234.80 CNY。" in chinese


class TestProvision:
    def test_a_pipe_gets_a_row_for_each_customer(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "provision", "--format", "csv")
        rows = {row["customer"]: row["provision"] for row in csv.DictReader(io.StringIO(out))}
        assert ended == 0
        assert rows == {
            "D01": "820.00",
            "D02": "720.00",
            "D03": "16326.53",
            "D04": "33095.24",
            "D05": "18000.00",
            "D06": "900.00",
        }
