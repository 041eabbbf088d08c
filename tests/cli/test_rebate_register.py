"""``rebate register`` from end to end over the example."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "sub-dealer-points"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], *more: str, day: str = "2026-04-30") -> tuple[int, str, str]:
    policy, book = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
    ended = cli.main(("rebate", "register", policy, book, "--as-of", day, *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestRegister:
    def test_a_pipe_gets_a_row_for_each_sub_dealer(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--accept-rejects", "3", "--format", "csv")
        rows = {row["code"]: row for row in csv.DictReader(io.StringIO(out))}
        assert ended == 0
        assert list(rows) == ["B01", "B02", "B03", "B04", "B05", "B06"]
        # 20 phones, 45 cases, 2 phones back, and 10 phones in April.
        assert (rows["B01"]["units"], rows["B01"]["points"], rows["B01"]["last_purchase"]) == (
            "73",
            "325",
            "2026-04-08",
        )
        assert rows["B06"]["purchases"] == "0"

    def test_rows_that_name_nobody_known_end_it_with_findings(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd)
        assert ended == 1
        assert [code for code in ("DK403", "DK404", "DK350") if code not in err] == []

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--accept-rejects", "3", "--lang", "zh")
        assert "二批登记表，截至 2026-04-30" in out
        assert "共 6 家二批，其中 5 家有进货" in out

    def test_programs_get_every_figure(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--accept-rejects", "3", "--format", "json")
        found = json.loads(out)
        assert found["programmes"] == ["points"]
        assert found["sub_dealers"][1]["net_amount"] == "94500.00"

    def test_a_day_before_all_purchases_has_nothing_to_list(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, day="2026-01-02")
        assert (ended, out) == (3, "")
        assert "DK409" in err
