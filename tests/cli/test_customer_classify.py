"""``customer classify`` from end to end over the example, whose figures its README derives."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "classes"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], *more: str, day: str = "2026-09-30") -> tuple[int, str, str]:
    policy, book = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
    ended = cli.main(("customer", "classify", policy, book, "--as-of", day, *more))
    out, err = capfd.readouterr()
    return ended, out, err


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class TestEverybody:
    def test_a_pipe_gets_a_row_for_each_customer_and_a_column_for_each_scheme(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--format", "csv")
        rows = {row["customer"]: row for row in rows_of(out)}
        assert ended == 0
        assert len(rows) == 12
        first = rows["C01"]
        assert (first["class_abc"], first["class_value"], first["class_rfm"]) == ("A", "important", "champions")
        assert (rows["C12"]["class_relation"], rows["C12"]["class_abc"]) == ("prospect", "")

    def test_the_summary_has_each_class_with_its_count_share_and_treatment(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        assert asked(capfd, "--out", str(here / "out"), "--format", "csv")[0] == 0
        written = rows_of((here / "out" / "class_summary.csv").read_text("utf-8-sig"))
        abc = [row for row in written if row["scheme"] == "abc"]
        assert [(row["class"], row["members"], row["share of amount"]) for row in abc] == [
            ("A", "5", "0.88"),
            ("B", "2", "0.09"),
            ("C", "4", "0.03"),
        ]
        assert abc[0]["treatment"].startswith("施压")
        value = next(row for row in written if row["scheme"] == "value")
        assert (value["members"], value["cumulated"]) == ("2", "0.6")

    def test_concentration_stands_beside_with_its_alarms(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--format", "json")
        found = json.loads(out)["concentration"]
        dealers, control, _ = found["rules"]
        assert ended == 0
        assert (dealers["figures"]["top_1"], dealers["figures"]["top_3"]) == ("0.4", "0.72")
        assert (dealers["figures"]["hhi"], dealers["figures"]["alarms"]) == ("0.2318", ["one", "three"])
        assert control["holders"][0] == {
            "holder": "G1",
            "members": ["C01", "C02"],
            "amount": "600000.00",
            "share": "0.6",
        }
        assert err.count("DK726") == 3

    def test_the_same_question_has_the_same_answer_to_the_byte(self, capfd: pytest.CaptureFixture[str]):
        assert asked(capfd, "--format", "json") == asked(capfd, "--format", "json")

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_nothing_is_left_unsaid_in_either_language(self, capfd: pytest.CaptureFixture[str], lang: str):
        _, out, _ = asked(capfd, "--lang", lang, "--customer", "C05")
        assert "class-" not in out
        assert "客户终身价值" in out
        assert "42,666.67" in out


class TestOneCustomer:
    def test_every_step_of_one_customer_is_told_with_its_place(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--customer", "C05")
        assert (ended, err) == (0, "")
        assert "number 4: 80,000 is 8% of the total, from 72% to 88% cumulated" in out
        assert "有投诉: figure.complaints >= 1 (figure.complaints 1), counts 1" in out
        assert "16,000 a period × 80% ÷ (1 + 10% - 80%) = 42,666.67" in out

    def test_json_has_the_steps_of_the_one_who_is_asked_for(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--customer", "C05", "--format", "json")
        schemes = {each["id"]: each for each in json.loads(out)["classes"]["schemes"]}
        (member,) = schemes["churn"]["members"]
        assert (member["class"], member["figures"]["signs"]) == ("alarm", ["silent", "complained"])
        assert [each["step"] for each in member["reasons"]] == ["class-sign", "class-sign", "class-band"]
        assert [each["step"] for each in member["tried"]] == ["class-no-sign"] * 3

    def test_somebody_unknown_is_refused_with_the_nearest_code(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--customer", "C99")
        assert ended == 2
        assert "DK936" in err


class TestOverTime:
    def test_changes_say_what_was_what_is_and_how_far(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--since", "2026-03-31", "--format", "json")
        changes = json.loads(out)["classes"]["changes"]
        assert {
            "scheme": "churn",
            "member": "C05",
            "before": "calm",
            "now": "alarm",
            "steps": -2,
        } in changes

    def test_a_history_has_a_row_for_each_change(self, capfd: pytest.CaptureFixture[str], here: Path):
        out = here / "out"
        assert asked(capfd, "--since", "2026-03-31", "--every", "quarter", "--out", str(out), "--format", "csv")[0] == 0
        rows = rows_of((out / "class_history.csv").read_text("utf-8-sig"))
        mine = [(row["from"], row["class"]) for row in rows if (row["scheme"], row["member"]) == ("rfm", "C05")]
        assert mine == [("2026-03-31", "loyal"), ("2026-06-30", "at-risk")]

    def test_a_history_needs_a_first_day(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--every", "quarter")
        assert ended == 2
        assert "--since" in err

    @pytest.mark.parametrize("since", ["2026-09-30", "2026-10-01"])
    def test_the_earlier_day_is_before_the_day_asked_about(self, capfd: pytest.CaptureFixture[str], since: str):
        ended, out, err = asked(capfd, "--since", since)
        assert (ended, out) == (2, "")
        assert "a day before 2026-09-30" in err

    def test_a_period_is_one_of_four_words(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--since", "2026-03-31", "--every", "week")
        assert ended == 2
        assert "DK903" in err


class TestRefused:
    def test_a_policy_without_scoring_cannot_classify(self, capfd: pytest.CaptureFixture[str]):
        other = ROOT / "examples" / "promises"
        ended = cli.main(("customer", "classify", str(other / "policy"), str(other / "book"), "--as-of", "2026-03-31"))
        assert ended == 3
        assert "DK493" in capfd.readouterr().err


class TestEvaluate:
    def test_the_overview_has_a_row_for_each_room(self, capfd: pytest.CaptureFixture[str]):
        policy, book = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
        ended = cli.main(("evaluate", policy, book, "--as-of", "2026-09-30", "--format", "csv"))
        rows = {row["domain"]: row["figures"] for row in rows_of(capfd.readouterr().out)}
        assert ended == 0
        assert rows["classes"] == "12 members in 10 schemes"
        assert rows["concentration"] == "3 of 4 alarms reached"


class TestRejectedRows:
    def test_a_row_that_several_rooms_read_is_one_rejected_row(self, capfd: pytest.CaptureFixture[str], here: Path):
        (here / "policy.yaml").write_text(
            "policy: {name: t, revision: '1', currency: CNY, effective: 2026-01-01..2026-12-31}\n"
            "scoring:\n"
            "  figures: {sales: {from: lines, sum: net_amount}, pieces: {from: lines, sum: quantity}}\n"
            "  concentration: {all: {of: figure.sales, at_zero_or_below: counted, tops: [1]}}\n"
        )
        (here / "book").mkdir()
        (here / "book" / "lines.csv").write_text(
            "date,dealer,product,quantity,net_amount\n2026-05-01,A,P,1,10\n2026-05-02,A,P,1,ten\n2026-05-03,B,P,,5\n"
        )
        cli.main(("evaluate", "policy.yaml", "book", "--as-of", "2026-06-30"))
        assert "2 rejected rows" in capfd.readouterr().err
        rejected = rows_of((here / "rejects.csv").read_text("utf-8-sig"))
        assert [row["row"] for row in rejected] == ["3", "4"]
