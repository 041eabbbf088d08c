"""``contract return`` from end to end: the returns of a book, a single one, requests from files and pipes."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "returns"
FLOW = ROOT / "examples" / "goods-flow"
LINE = {"product": "P100", "serial": "S003", "damage": "none"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(
    capfd: pytest.CaptureFixture[str], *more: str, day: str = "2026-07-31", folder: Path = EXAMPLE, verb: str = "return"
) -> tuple[int, str, str]:
    ended = cli.main(("contract", verb, str(folder / "policy"), str(folder / "book"), "--as-of", day, *more))
    out, err = capfd.readouterr()
    return ended, out, err


class TestTheBook:
    def test_every_line_is_answered_and_what_was_done_wrong_is_a_finding(self, capfd: pytest.CaptureFixture[str]):
        # 16,520 + 8,000 of R06 and 6,000 of R07, by hand in the example's README.
        ended, out, err = asked(capfd, "--strict")
        assert ended == 1
        assert "30,520.00 CNY to be credited, 30,520.00 of it now" in out
        assert [code for code in ("DK791", "DK792", "DK798") if code not in err] == []

    def test_one_return_is_told_with_its_reasons(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--request", "R06")
        assert (ended, err) == (0, "")
        assert "8 accepted at 1,180.00 from `X2` of 2026-03-09, 180 each taken off, 1,440 in all: 8,000.00" in out
        assert "declined by H1" in out

    def test_a_pipe_gets_a_row_for_each_answer(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--format", "csv")
        rows = {(row["return"], row["line_no"], row["fate"]): row for row in csv.DictReader(io.StringIO(out))}
        assert rows["R06", "2", "accept with charge"]["credit"] == "8000.00"
        assert rows["R07", "1", "refuse"]["quantity"] == "2"

    def test_json_says_which_rule_decided(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "--request", "R03", "--format", "json")
        (found,) = json.loads(out)["returns"]
        (part,) = found["lines"][0]["parts"]
        assert part["rule"] == "contracts.returns.rules[under-pressure]"
        assert found["lines"][0]["needs"] == ["general-manager", "finance"]
        assert {each["decided"] for each in part["reasons"]} == {True, False}

    def test_an_unknown_return_is_told_with_the_nearest(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "--request", "R6")
        assert ended == 2
        assert "DK796" in err

    def test_a_policy_without_the_rules_cannot_answer(self, capfd: pytest.CaptureFixture[str]):
        policy = str(ROOT / "examples" / "promises" / "policy")
        ended = cli.main(("contract", "return", policy, str(EXAMPLE / "book"), "--as-of", "2026-07-31"))
        assert (ended, "DK799" in capfd.readouterr().err) == (3, True)


class TestRequests:
    def request(self, path: Path, **more: object) -> str:
        whole = {"dealer": "D02", "asked": "exchange", "sold_on": "2026-06-05", "lines": [LINE], **more}
        path.write_text(json.dumps(whole), encoding="utf-8")
        return str(path)

    def test_a_json_file_is_answered(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        ended, out, _ = asked(capfd, self.request(tmp_path / "request.json"), day="2026-06-19")
        assert ended == 0
        assert "within 15 days after 2026-06-05: until 2026-06-20" in out

    def test_standard_input_as_well(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        written = Path(self.request(tmp_path / "request.json")).read_bytes()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written)))
        ended, out, _ = asked(capfd, "-", "--format", "json", day="2026-06-21")
        assert ended == 0
        assert json.loads(out)["returns"][0]["lines"][0]["answer"] == "repair"

    def test_a_table_of_requests(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        table = tmp_path / "asked.csv"
        table.write_text("return,date,dealer,product,quantity,cause,damage\nN1,2026-07-20,D01,P100,2,defect,factory\n")
        ended, out, _ = asked(capfd, str(table))
        # All five of X5 are in R07, which came in before: nothing is left.
        assert ended == 0
        assert "2 × P100 cannot come back" in out

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("[1]", "it is no JSON object"),
            ("{", "it is no JSON"),
            ('{"lines": []}', "no list of lines"),
            ('{"dealer": "D02", "lines": [{"prodct": "P100"}]}', "did you mean `product`?"),
            ('{"dealer": "D02", "dealer": "D01", "lines": [{}]}', "a key stands twice"),
        ],
    )
    def test_what_is_no_request_is_told(
        self, written: str, said: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
    ):
        path = tmp_path / "request.json"
        path.write_text(written)
        ended, _, err = asked(capfd, str(path))
        assert ended == 2
        assert "DK797" in err
        assert said in err

    def test_a_line_that_cannot_be_read_is_rejected_and_the_others_are_answered(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path
    ):
        lines = [LINE, {"product": "P100", "quantity": "many"}]
        ended, out, err = asked(capfd, self.request(tmp_path / "request.json", lines=lines), day="2026-06-19")
        assert ended == 1
        assert "exchange" in out
        assert "1 rejected row" in err


class TestTheAudit:
    def test_goods_intake_and_duties_show_in_the_audit(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, folder=FLOW, verb="audit", day="2026-06-15")
        assert ended == 0
        for wanted in ("W1/T2/good", "T1 60/100", "Order confirmation of the day", "order-to-cash/SO-2/E03"):
            assert wanted in out
        assert "DK684" in err

    def test_each_room_has_its_row_in_the_overview(self, capfd: pytest.CaptureFixture[str]):
        policy, book = str(FLOW / "policy"), str(FLOW / "book")
        cli.main(("evaluate", policy, book, "--as-of", "2026-06-15", "--lang", "zh"))
        out = capfd.readouterr().out
        for wanted in ("退换货", "货物流转", "接单", "不相容职务"):
            assert wanted in out
