"""How results are handed over: tables on standard output or in files, progress, shared options."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit.cli import delivery, progress
from dealerkit.cli.results import Asked, policy_of, result_command
from dealerkit.report.languages import Words
from dealerkit.report.pages import Page, Paragraph, Sheet
from dealerkit.report.reports import Report
from dealerkit.report.tables import Column, Kind, Table

TITLE = Words("Settlement", "结算")
AMOUNTS = Table(
    "amounts",
    Words("Amounts", "金额"),
    (Column("dealer", Words("dealer", "经销商")), Column("amount", Words("amount", "金额"), Kind.MONEY)),
    (("华东", Decimal("1234.50")),),
)
REASONS = Table("reasons", Words("Reasons", "理由"), (Column("step", Words("step", "步骤")),), (("band",),))


REPORT = Report(
    name="settlement",
    page=lambda lang: Page(TITLE.said_in(lang), [Sheet(AMOUNTS)]),
    paper=lambda lang: Page(TITLE.said_in(lang), [Sheet(AMOUNTS), Sheet(REASONS), Paragraph("the end")]),
    tables=lambda lang: (AMOUNTS, REASONS),
    document=lambda lang: {"schema_version": 1, "language": lang},
)


def given(
    capfd: pytest.CaptureFixture[str], form: str, out: Path | None = None, lang: str = "en"
) -> tuple[int, str, str]:
    code = delivery.hand_over(REPORT, (REPORT,), form, out, "zh" if lang == "zh" else "en")
    sys.stdout.flush()
    said, err = capfd.readouterr()
    return code, said, err


class TestStandardOutput:
    def test_a_terminal_shows_the_page_that_fits_it(self, capfd: pytest.CaptureFixture[str]):
        code, said, _ = given(capfd, "table")
        assert code == 0
        assert said.startswith("Settlement\n\nAmounts\n")
        assert said.endswith("华东      1,234.50\n")

    def test_csv_is_the_first_table_without_bom(self, capfd: pytest.CaptureFixture[str]):
        assert given(capfd, "csv")[1] == "dealer,amount\n华东,1234.50\n"

    def test_json_is_the_document(self, capfd: pytest.CaptureFixture[str]):
        assert json.loads(given(capfd, "json", lang="zh")[1]) == {"schema_version": 1, "language": "zh"}

    def test_markdown_and_html_are_the_page_in_full(self, capfd: pytest.CaptureFixture[str]):
        assert "### Reasons" in given(capfd, "md")[1]
        assert "<h1>结算</h1>" in given(capfd, "html", lang="zh")[1]

    def test_a_workbook_needs_a_folder(self, capfd: pytest.CaptureFixture[str]):
        code, said, err = given(capfd, "xlsx")
        assert (code, said) == (2, "")
        assert "DK921" in err


class TestFolder:
    @pytest.mark.parametrize(
        ("form", "names"),
        [
            ("table", ["amounts.csv", "reasons.csv", "settlement.txt"]),
            ("csv", ["amounts.csv", "reasons.csv"]),
            ("json", ["settlement.json"]),
            ("md", ["settlement.md"]),
            ("html", ["settlement.html"]),
            ("xlsx", ["settlement.xlsx"]),
        ],
    )
    def test_the_files_of_a_form_hold_everything(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path, form: str, names: list[str]
    ):
        if form == "xlsx":
            pytest.importorskip("xlsxwriter")
        code, said, err = given(capfd, form, tmp_path / "out")
        assert (code, err) == (0, "")
        assert bool(said) == (form == "table")
        assert sorted(each.name for each in (tmp_path / "out").iterdir()) == names

    def test_csv_files_carry_a_bom(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        given(capfd, "csv", tmp_path, "zh")
        assert (tmp_path / "amounts.csv").read_bytes().startswith("\ufeff经销商,金额\r\n".encode())

    def test_without_the_package_a_workbook_is_a_problem_and_nothing_is_written(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        code, _, err = given(capfd, "xlsx", tmp_path / "out")
        assert code == 3
        assert 'pip install "dealerkit[excel]"' in err
        assert not (tmp_path / "out").exists()

    def test_a_folder_that_is_a_file_ends_with_3(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        (tmp_path / "out").write_text("")
        assert given(capfd, "csv", tmp_path / "out")[0] == 3


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    def test_a_pipe_sees_nothing(self, monkeypatch: pytest.MonkeyPatch):
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.progress(progress.READING, "en") as advance:
            advance(10, 100)
        assert stream.getvalue() == ""

    def test_a_terminal_sees_how_far_it_is_and_nothing_is_left(self, monkeypatch: pytest.MonkeyPatch):
        stream, clock = Terminal(), iter([0.0, 0.1, 1.0, 1.1])
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
        with progress.progress(progress.READING, "zh") as advance:
            advance(1, 100_000)
            advance(42_000, 100_000)
            advance(43_000, 100_000)
        assert stream.getvalue() == f"\r正在读取明细  42 %  42,000\r{' ' * 26}\r"

    def test_an_error_clears_the_line(self, monkeypatch: pytest.MonkeyPatch):
        stream, clock = Terminal(), iter([0.0, 1.0])
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
        with pytest.raises(KeyboardInterrupt):
            self.interrupted()
        assert stream.getvalue().endswith(f"\rreading lines  5\r{' ' * 16}\r")

    @staticmethod
    def interrupted() -> None:
        with progress.progress(progress.READING, "en") as advance:
            advance(5)
            raise KeyboardInterrupt


class TestAsked:
    def asked(self, folder: Path, *more: str) -> Asked:
        """What a command is asked that is written with these options."""
        heard: list[Asked] = []

        def run(asked: Asked) -> int:
            heard.append(asked)
            return 0

        command = result_command("settle", TITLE, run)
        words = [str(folder), str(folder), "--as-of", "2026-03-31", *more]
        with command.make_context("settle", words, obj="en") as context:
            assert command.invoke(context) == 0
        return heard[0]

    def test_the_options_arrive_as_values(self, tmp_path: Path):
        asked = self.asked(
            tmp_path, "--known-at", "2026-04-02", "--accept-rejects", "12", "--rejects", "r.csv", "--format", "csv"
        )
        assert (asked.as_of, asked.known_at) == (date(2026, 3, 31), date(2026, 4, 2))
        assert (asked.accept_rejects, asked.rejects, asked.form, asked.out) == (12, Path("r.csv"), "csv", None)

    def test_rejects_are_listed_where_the_files_go_or_where_it_runs(self, tmp_path: Path):
        assert self.asked(tmp_path).rejects_file == Path("rejects.csv")
        assert self.asked(tmp_path, "--out", "results").rejects_file == Path("results/rejects.csv")
        assert self.asked(tmp_path, "--out", "results", "--rejects", "r.csv").rejects_file == Path("r.csv")

    def test_a_policy_that_is_not_sound_is_told_and_not_used(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        (tmp_path / "p.yaml").write_text("polcy: {}\n")
        assert policy_of(self.asked(tmp_path)) is None
        said, err = capfd.readouterr()
        assert said == ""
        assert "DK130" in err
