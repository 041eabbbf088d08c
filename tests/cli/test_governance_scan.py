"""``governance scan`` from end to end over the example, whose story its README tells."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "governance"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(
    capfd: pytest.CaptureFixture[str], *more: str, policy: Path = EXAMPLE / "policy", book: Path = EXAMPLE / "book"
) -> tuple[int, str, str]:
    ended = cli.main(("governance", "scan", str(policy), str(book), "--as-of", "2026-06-30", *more))
    out, err = capfd.readouterr()
    return ended, out, err


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class TestEverybody:
    def test_the_page_tells_alarms_dealers_findings_against_us_and_the_worst_story(
        self, capfd: pytest.CaptureFixture[str]
    ):
        ended, out, err = asked(capfd)

        assert (ended, err) == (0, "")
        assert "Dealers: 16, with signals: 3, under a verdict: 2; alarms: 2" in out
        assert "Signals are signs, not proof" in out
        assert out.index("Concentration") < out.index("Dealers with signals") < out.index("Findings against us")
        assert "volume: sell-in 29,900 = sell-through 16,445 + stock 0 → 7,475 + unexplained 5,980" in out
        assert "D02: " not in out

    def test_a_pipe_gets_a_row_for_every_dealer(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--format", "csv")
        rows = {row["payee"]: row for row in rows_of(out)}

        assert ended == 0
        assert len(rows) == 16
        assert (rows["D01"]["rank"], rows["D01"]["verdicts"]) == ("1", "假大户, 挤垮邻近")
        assert (rows["D02"]["signals"], rows["D02"]["verdicts"]) == ("", "")

    def test_files_hold_every_signal_quiet_ones_too_and_what_is_held_against_us(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        assert asked(capfd, "--out", str(here / "out"), "--format", "csv")[0] == 0
        signals = rows_of((here / "out" / "scan_signals.csv").read_text("utf-8-sig"))
        ours = rows_of((here / "out" / "scan_ours.csv").read_text("utf-8-sig"))
        alarms = rows_of((here / "out" / "scan_alarms.csv").read_text("utf-8-sig"))

        assert len(signals) == 16 * 21
        assert {row["state"] for row in signals} == {"shown", "quiet", "cannot be told"}
        assert [(row["dealer"], row["ours"]) for row in ours] == [("D01", "E01"), ("D04", "E07")]
        assert [row["state"] for row in alarms] == ["alarm", "alarm"]

    def test_json_has_the_rows_that_show_a_signal_with_their_places(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "json")
        found = json.loads(out)
        dealer = found["dealers"][0]
        diverted = next(each for each in dealer["signals"] if each["signal"] == "diverted")

        assert (dealer["dealer"], found["rejected_lines"]) == ("D01", 0)
        assert (diverted["state"], diverted["value"], diverted["evidence"]["count"]) == ("shown", "3", 3)
        assert [each["name"] for each in diverted["evidence"]["rows"]] == ["I01", "I02", "I03"]
        assert diverted["evidence"]["rows"][0]["at"]["line"] == 2
        assert {each["answer"]: each["stage"] for each in dealer["answers"]}["stop-supply"] == "proposed"

    def test_the_same_question_has_the_same_answer_to_the_byte(self, capfd: pytest.CaptureFixture[str]):
        assert asked(capfd, "--format", "json") == asked(capfd, "--format", "json")

    def test_the_order_of_rows_in_the_files_changes_no_byte_but_places(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        book = here / "book"
        shutil.copytree(EXAMPLE / "book", book)
        for table in ("lines", "customers", "stock", "sell_through"):
            heading, *rows = (book / f"{table}.csv").read_text("utf-8").splitlines()
            (book / f"{table}.csv").write_text("\n".join([heading, *reversed(rows)]) + "\n", "utf-8")

        assert asked(capfd, "--format", "csv", book=book)[1] == asked(capfd, "--format", "csv")[1]


class TestOneDealer:
    def test_every_signal_of_one_dealer_is_told_with_its_formula_and_its_place(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--dealer", "D03")

        assert ended == 0
        assert "送货不足, shown: stores were short of 60 of 480 ordered, in 12 checks: 12.5%; bound 10%" in out
        assert "压款逼退, shown: 164,889.6 overdue in 2 invoices, with 1 return asked for and not done" in out
        assert "answer 书面通知: given" in out
        assert "scan.yaml:" in out

    def test_what_cannot_be_told_says_what_is_missing(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--dealer", "D05")

        assert "送货不足, cannot be told: store checks" in out
        assert "verdict 押款押不动, cannot be told" in out

    def test_what_our_office_pushed_names_our_people_and_proposes_nothing_for_it(
        self, capfd: pytest.CaptureFixture[str]
    ):
        _, out, _ = asked(capfd, "--dealer", "D04", "--format", "json")
        (dealer,) = json.loads(out)["dealers"]
        pushed = next(each for each in dealer["signals"] if each["signal"] == "pushed")

        assert (pushed["against"], pushed["staff"]) == ("office", ["E07"])
        assert not any("signals[pushed]" in why for each in dealer["answers"] for why in each["because"])

    def test_somebody_unknown_is_refused_with_the_nearest_code(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--dealer", "D017")

        assert (ended, out) == (2, "")
        assert "DK875" in err
        assert "did you mean `D" in err

    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize("dealer", ["D01", "D03", "D04", "D05"])
    def test_nothing_is_left_unsaid_in_either_language(self, capfd: pytest.CaptureFixture[str], lang: str, dealer: str):
        _, out, _ = asked(capfd, "--dealer", dealer, "--lang", lang)

        assert "scan-" not in out
        assert "{" not in out
        if lang == "zh":
            said = [row for row in out.splitlines() if "无法判断：" in row]
            assert not any(word in row for row in said for word in ("missing", "rows", "lines", "checks"))


class TestWhatIsMissing:
    def test_a_rejected_line_is_told_at_the_head_and_leaves_its_dealer_unknown(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        book = here / "book"
        shutil.copytree(EXAMPLE / "book", book)
        text = (book / "lines.csv").read_text("utf-8").splitlines()
        amount = text[0].split(",").index("net_amount")
        n = next(i for i, row in enumerate(text) if row.startswith("2026-05") and ",D02," in row)
        cells = text[n].split(",")
        cells[amount] = "many"
        text[n] = ",".join(cells)
        (book / "lines.csv").write_text("\n".join(text) + "\n", "utf-8")

        ended, out, err = asked(capfd, "--dealer", "D02", book=book)

        assert ended == 1
        assert "Rejected lines, in none of the figures: 1" in out
        assert "单品过重, cannot be told: rejected rows of his" in out
        assert "库存周数, quiet" in out
        assert "rejects" in err

    def test_a_policy_without_the_room_is_refused(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, policy=ROOT / "examples" / "promises" / "policy")

        assert ended == 3
        assert "DK493" in err

    def test_a_book_without_lines_is_refused(self, capfd: pytest.CaptureFixture[str], here: Path):
        book = here / "book"
        book.mkdir()
        shutil.copyfile(EXAMPLE / "book" / "customers.csv", book / "customers.csv")

        ended, _, err = asked(capfd, book=book)

        assert ended == 3
        assert "DK802" in err


class TestEvaluate:
    def test_the_overview_has_a_row_for_the_scan(self, capfd: pytest.CaptureFixture[str]):
        policy, book = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
        cli.main(("evaluate", policy, book, "--as-of", "2026-06-30", "--format", "csv"))
        rows = rows_of(capfd.readouterr().out)

        assert [row["figures"] for row in rows if "under a verdict" in row["figures"]] == [
            "dealers: 16, with signals: 3, under a verdict: 2, alarms: 2"
        ]
