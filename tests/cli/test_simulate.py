"""``simulate`` from end to end over examples/what-if: every figure is derived by hand beside it.

In the third quarter of 2026 six dealers buy phones for 1,600,000, 840,000, 780,000, 740,000, 290,000 and 150,000,
in all 4,400,000, and accessories for 40,000, 20,000 and 10,000. As it is: 3 % of 1,600,000 (48,000), 2 % of 840,000
(16,800), 1 % of 780,000 (7,800) and of 740,000 (7,400), nothing for the last two; 2 % of accessories above 5,000: 700,
300, 100. Together 81,100 of 4,470,000; 12 % of sales are 536,400, so 455,300 are left.
"""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from dealerkit import cli
from dealerkit.whatif.engine.outcome import Outcome
from dealerkit.whatif.engine.trials import Trial
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "what-if"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def arguments(*more: str, scenarios: Path = EXAMPLE / "scenarios.yaml") -> tuple[str, ...]:
    policy, book = str(EXAMPLE / "policy"), str(EXAMPLE / "book")
    return ("simulate", policy, book, str(scenarios), "--as-of", "2026-09-30", *more)


def asked(
    capfd: pytest.CaptureFixture[str], *more: str, scenarios: Path = EXAMPLE / "scenarios.yaml"
) -> tuple[int, str, str]:
    ended = cli.main(arguments(*more, scenarios=scenarios))
    out, err = capfd.readouterr()
    return ended, out, err


def document(capfd: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    ended, out, _ = asked(capfd, *more, "--format", "json")
    assert ended == 0
    return cast("dict[str, Any]", json.loads(out))


@cache
def whole() -> dict[str, Any]:
    """The whole example as JSON, reckoned once, in a process of its own as a user has it."""
    with TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "dealerkit", *arguments("--format", "json", "--lang", "en"))
        ended = subprocess.run(command, capture_output=True, check=False, timeout=120, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return cast("dict[str, Any]", json.loads(ended.stdout))


class TestFigures:
    @pytest.fixture
    def scenarios(self) -> dict[str, dict[str, Any]]:
        return cast("dict[str, dict[str, Any]]", whole()["scenarios"])

    def test_the_baseline_is_what_the_policy_pays(self):
        base = whole()["baseline"]
        assert (base["cost"], base["sales"], base["rows"], base["failed"]) == ("81100.00", "4470000.00", 9, 0)
        assert base["contribution"] == "455300.00"

    @pytest.mark.parametrize(
        ("scenario", "cost", "why"),
        [
            ("steeper", "85300.00", "2.5 % of 840,000 is 21,000: 4,200 more"),
            ("from-july", "85300.00", "the third quarter ends after the first of July"),
            ("no-accessories", "80000.00", "without 1,100"),
            ("flat", "67100.00", "1.5 % of 4,400,000 is 66,000, and 1,100"),
            ("starter", "83300.00", "0.5 % of 290,000 and of 150,000: 1,450 and 750 more"),
            ("growth", "96335.00", "50,400 + 17,640 + 16,380 (819,000 reach 2 %) + 7,770 + 3,045 (304,500) + 1,100"),
            ("lost", "64000.00", "without 16,800 and 300"),
            ("newcomer", "85000.00", "1 % of 390,000 more; 5,000 of accessories are not above 5,000"),
            ("dearer", "91534.00", "49,440 + 17,304 + 16,068 (803,400) + 7,622 + 0 (298,700) + 1,100"),
            ("later", "77740.00", "D002 pays after 21.4 days instead of 12: four fifths of 16,800, 3,360 less"),
            (
                "mix",
                "80780.00",
                "3 % of 1,568,000 and 2 % of 823,200; 2 % of 67,000 and of 31,800; 7,800 + 7,400 + 100",
            ),
            ("passed-on", "85405.00", "2,100 of 840,000 are 0.25 %, so 0.5 % more are sold: 2.5 % of 844,200"),
            ("stretch", "92300.00", "780,000 and 290,000 are bought up to 800,000 and 300,000: 8,200 and 3,000 more"),
            ("question", "117070.00", "50,400 + 22,050 + 20,475 + 20,000 (777,000 up to 800,000) + 3,045 + 1,100"),
        ],
    )
    def test_a_scenario_costs_what_a_pencil_says(
        self, scenarios: dict[str, dict[str, Any]], scenario: str, cost: str, why: str
    ):
        found = scenarios[scenario]
        assert (found["after"], found["before"]) == (cost, "81100.00"), why

    def test_rows_add_up_to_all_of_them(self, scenarios: dict[str, dict[str, Any]]):
        for each in scenarios.values():
            assert each["changed"] + each["unchanged"] + each["failed"] == each["rows"]
        found = scenarios["question"]
        # Five of six dealers get more for phones; 150,000 are too few, and three rows of accessories stay.
        assert (found["rows"], found["changed"], found["unchanged"]) == (9, 5, 4)

    def test_the_question_of_the_meeting_is_answered_in_money(self, scenarios: dict[str, dict[str, Any]]):
        found = scenarios["question"]
        # 4,400,000 × 105 % and 23,000 bought forward and 70,000: 4,713,000. 12 % of it less 117,070.
        assert found["sales"] == "4713000.00"
        assert found["contribution"] == "448490.00"
        assert found["contribution_difference"] == "-6810.00"
        assert found["over_budget"] == "17070.00"
        # 35,970 more for 220,000 and 23,000 more, at 1,000 a phone: 148.02 for each of 243.
        assert found["difference"] == "35970.00"
        assert found["cost_per_extra_unit"] == "148.024691358025"

    def test_dearer_goods_cost_us_what_they_cost(self, scenarios: dict[str, dict[str, Any]]):
        # 3 % of 4,400,000 are 132,000 more sales, and 10,434 of them go into rebates.
        assert scenarios["dearer"]["sales"] == "4602000.00"
        assert scenarios["dearer"]["contribution_difference"] == "121566.00"

    def test_winners_come_with_the_most_first_and_dealers_add_up(self, scenarios: dict[str, dict[str, Any]]):
        found = scenarios["question"]
        assert [(each["payee"], each["difference"]) for each in found["dealers"]] == [
            ("D003", "12675.00"),
            ("D004", "12600.00"),
            ("D002", "5250.00"),
            ("D005", "3045.00"),
            ("D001", "2400.00"),
        ]
        assert [(each["group"], each["dealers"]) for each in found["groups"]] == [("win", 5), ("lose", 0), ("same", 1)]

    def test_who_reaches_another_band_is_named_with_both(self, scenarios: dict[str, dict[str, Any]]):
        found = {each["payee"]: each for each in scenarios["growth"]["crossings"]}
        assert set(found) == {"D003", "D005"}
        assert found["D003"]["band_before"] == "rebates.volume-quarter.bands[300000]"
        assert found["D003"]["band"] == "rebates.volume-quarter.bands[800000]"
        assert found["D003"]["way"] == "up"
        assert found["D005"]["band_before"] is None

    def test_the_part_of_the_largest_dealers_is_told(self, scenarios: dict[str, dict[str, Any]]):
        # A fifth of six are two: 48,700 and 17,100 of 81,100; then 51,100 and 17,940 of 96,335.
        assert scenarios["growth"]["top_fifth_share_before"].startswith("0.8113")
        assert scenarios["growth"]["top_fifth_share"].startswith("0.7166")

    def test_who_bought_forward_is_named_with_what_it_gained(self, scenarios: dict[str, dict[str, Any]]):
        found = [each for each in scenarios["question"]["moves"] if each["programme"]]
        # 20,000 instead of 1 % of 777,000.
        assert [(each["payee"], each["difference"]) for each in found] == [("D004", "23000.0000")]
        assert "gains 12,230" in found[0]["why"]

    def test_what_a_scenario_writes_is_said(self, scenarios: dict[str, dict[str, Any]]):
        assert scenarios["steeper"]["edits"] == [
            {"address": "rebates.volume-quarter.bands[800000].rate", "before": "2%", "after": "2.5%", "days": None}
        ]
        assert scenarios["flat"]["said"] == ["programme replaced: volume-quarter"]
        assert scenarios["lost"]["said"] == ["lost: lost: D002"]


class TestQuestions:
    def test_the_goal_is_the_last_rate_that_keeps_to_the_budget(self):
        # 62,315 and 1,701,000 times the rate: 2.21 % is 99,907.10, 2.22 % is 100,077.20.
        found = whole()["goals"]["affordable"]
        assert (found["value"], found["cost"]) == ("0.0221", "99907.10")
        assert (found["next_value"], found["next_cost"]) == ("0.0222", "100077.20")

    def test_the_margin_is_the_extra_cost_over_the_extra_sales(self):
        # 35,970 over 243,000 is 14.802469… %.
        found = whole()["break_even"]["question-margin"]
        assert found["margin"] == "0.148024691358"
        assert found["said"].startswith("from a margin of 14.8% on: 243,000.00 more sales cost 35,970.00 more")

    def test_a_sweep_has_a_point_for_each_pair(self):
        found = whole()["sweeps"]["rates-and-growth"]
        costs = {tuple(each["values"]): each["cost"] for each in found["points"]}
        assert len(costs) == 9
        # 48,000 × 105 % and so on, as in the scenarios above.
        assert costs["2%", "0%"] == "81100.00"
        assert costs["2%", "5%"] == "96335.00"
        assert costs["2.5%", "5%"] == "104840.00"
        # 3 % of 882,000 and of 819,000 are 26,460 and 24,570.
        assert costs["3%", "5%"] == "113345.00"

    def test_the_runs_are_told_with_their_seed(self):
        found = whole()["uncertainty"]["unsure"]
        assert (found["runs"], found["seed"], found["as_planned"]) == (1000, 7, "85300.00")
        costs = [float(found["least"]), *map(float, found["percentiles"].values()), float(found["most"])]
        assert costs == sorted(costs)


class TestForms:
    def test_a_pipe_gets_a_row_for_each_scenario(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "--format", "csv", "--only", "steeper", "--only", "question")
        assert ended == 0
        rows = {row["scenario"]: row for row in csv.DictReader(io.StringIO(out))}
        assert rows["steeper"]["difference"] == "4200.00"
        assert rows["question"]["over_budget"] == "17070.00"
        assert rows["steeper"]["over_budget"] == ""

    def test_a_pipe_gets_answers_where_no_scenario_is_asked(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--format", "csv", "--only", "affordable")
        (row,) = csv.DictReader(io.StringIO(out))
        assert (ended, row["question"], err) == (0, "affordable", "")
        # At the growth of 5 % the file works out 2.21 % by hand.
        assert " = 2.21% costs 99,907.10" in row["answer"]

    def test_a_pipe_is_told_which_answers_are_not_in_its_table(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--format", "csv", "--only", "affordable", "--only", "rates")
        rows = [*csv.DictReader(io.StringIO(out))]
        assert (ended, rows[0]["sweep"], rows[0]["cost"]) == (0, "rates", "72700.00")
        assert err == (
            "not in this table: Answers (`simulation_answers`); all of it with `--out FOLDER` or `--format json`\n"
        )

    def test_a_pipe_is_told_of_answers_in_the_language_of_its_reader(self, capfd: pytest.CaptureFixture[str]):
        more = ("--format", "csv", "--only", "unsure", "--only", "affordable", "--lang", "zh")
        _, out, err = asked(capfd, *more)
        assert [row["scenario"] for row in csv.DictReader(io.StringIO(out))] == ["unsure"]
        assert err == (
            "此表未包括：成本的不确定性（`simulation_percentiles`）、答案（`simulation_answers`）；"
            "用 `--out 文件夹` 或 `--format json` 可看全部\n"
        )

    def test_a_scenario_in_brief_costs_what_it_costs_in_full(self, capfd: pytest.CaptureFixture[str]):
        # The quick way, without rows, beside the rows of the whole document.
        _, out, _ = asked(capfd, "--format", "csv")
        brief = {row["scenario"]: row for row in csv.DictReader(io.StringIO(out))}
        full = cast("dict[str, dict[str, Any]]", whole()["scenarios"])
        assert brief.keys() == full.keys()
        for name, row in brief.items():
            assert row == {key: "" if full[name][key] is None else str(full[name][key]) for key in row}, name

    def test_of_scenarios_that_are_listed_only_no_rows_are_reckoned(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        told: list[str] = []
        outcome = Trial.outcome

        def counted(self: Trial) -> Outcome:
            told.append(self.scenario.id)
            return outcome(self)

        monkeypatch.setattr(Trial, "outcome", counted)
        named = [word for name in ("question", "steeper", "flat", "growth") for word in ("--only", name)]
        ended, page, _ = asked(capfd, *named)
        assert ended == 0
        assert "手机销量增 5%: 96,335.00" in page
        assert [each for each in told if each] == ["question", "steeper"]

    def test_json_names_its_version_and_day(self, capfd: pytest.CaptureFixture[str]):
        found = document(capfd, "--only", "steeper")
        assert (found["schema_version"], found["as_of"], found["currency"]) == (1, "2026-09-30", "CNY")
        assert found["budget"] == "100000"

    def test_every_row_is_given_where_it_is_asked_for(self, capfd: pytest.CaptureFixture[str]):
        assert "all_rows" not in document(capfd, "--only", "steeper")["scenarios"]["steeper"]
        rows = document(capfd, "--only", "steeper", "--rows")["scenarios"]["steeper"]["all_rows"]
        assert len(rows) == 9
        assert [each["payee"] for each in rows if each["change"] == "changed"] == ["D002"]

    def test_only_what_is_named_is_reckoned(self, capfd: pytest.CaptureFixture[str]):
        assert set(document(capfd, "--only", "lost", "--only", "mix")["scenarios"]) == {"lost", "mix"}

    def test_a_list_shows_as_many_as_asked_for(self, capfd: pytest.CaptureFixture[str]):
        _, page, _ = asked(capfd, "--only", "question", "--top", "2")
        assert "D004" in page.partition("winners and losers")[2].partition("another band")[0]
        assert "D002" not in page.partition("winners and losers")[2].partition("another band")[0]
        assert "At most 2 in each list" in page

    def test_several_files_are_read_as_one(self, capfd: pytest.CaptureFixture[str], here: Path):
        (here / "more.yaml").write_text("scenarios:\n  more: {book: [{id: g, grow: 10%}]}\n", "utf-8")
        more = arguments("--format", "csv", "--only", "more", "--only", "steeper")
        ended = cli.main((*more[:4], "more.yaml", *more[4:]))
        out, _ = capfd.readouterr()
        assert ended == 0
        assert "\nmore," in out

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_the_page_is_as_it_was(self, capfd: pytest.CaptureFixture[str], lang: str):
        named = ("question", "flat", "unsure", "rates", "rates-and-growth", "affordable", "question-margin")
        chosen = [word for name in (*named, "steeper-volume") for word in ("--only", name)]
        ended, page, _ = asked(capfd, *chosen, "--lang", lang)
        assert ended == 0
        snapshot = Path(__file__).parent / "pages" / f"simulate.{lang}.txt"
        if os.environ.get("UPDATE_SNAPSHOTS"):
            snapshot.parent.mkdir(exist_ok=True)
            snapshot.write_text(page, "utf-8", newline="\n")
        assert page == snapshot.read_text("utf-8")


class TestBooksAndPages:
    def test_a_workbook_has_numbers_where_figures_stand(self, capfd: pytest.CaptureFixture[str], here: Path):
        pytest.importorskip("xlsxwriter")
        openpyxl = pytest.importorskip("openpyxl")
        named = [word for name in ("question", "unsure", "rates") for word in ("--only", name)]
        ended, _, _ = asked(capfd, *named, "--format", "xlsx", "--rows", "--out", "result")
        assert ended == 0
        sheets = {each.title: [*each.values] for each in openpyxl.load_workbook(here / "result" / "simulation.xlsx")}

        def column(sheet: str, heading: str) -> list[object]:
            head, *rows = sheets[sheet]
            return [row[head.index(heading)] for row in rows]

        assert column("What it costs", "then") == [117070, 85300]
        # 35,970 over 243 phones.
        assert column("What it costs", "per extra unit")[0] == pytest.approx(148.024691)
        assert column("Who reaches another band", "base then") == [819000, 800000, 304500]
        assert column("Who reaches another band", "band then")[0] == "rebates.volume-quarter.bands[800000]"
        assert all(isinstance(each, int | float) for each in column("How sure the cost is", "mean"))
        (over,) = column("How sure the cost is", "over the budget")
        assert column("How sure the cost is", "chance of that") == [over / 1000]  # type: ignore[operator]
        assert column("Sweeps", "cost")[0] == 72700
        assert len(column("Every row", "result")) == 18

    def test_a_web_page_holds_tables_and_bars_with_every_name_escaped(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        (here / "s.yaml").write_text(
            "periods: 2026-07-01..2026-09-30\n"
            "scenarios: {x: {title: A <b> & C, policy: {'rebates.volume-quarter.bands[800000].rate': 2.5%}}}\n",
            "utf-8",
        )
        ended, page, _ = asked(capfd, "--format", "html", scenarios=here / "s.yaml")
        assert ended == 0
        assert "<h1>What if: 手机经销商返利政策</h1>" in page
        assert '<td class="figure">85,300.00</td>' in page
        assert "A &lt;b&gt; &amp; C" in page
        assert "<b>" not in page
        assert page.count("<pre>") == 3, "what it costs, who wins, what the programme pays"
        assert page.count("<table>") == page.count("</table>")

    def test_a_chinese_page_says_days_and_measures_in_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, page, _ = asked(capfd, "--only", "later", "--only", "mix", "--lang", "zh")
        assert "9 笔回款晚 10 天" in page
        assert "不含税金额" in page
        assert "net_amount" not in page
        assert "10 days" not in page

    def test_rows_of_a_running_period_are_counted(self, capfd: pytest.CaptureFixture[str], here: Path):
        (here / "s.yaml").write_text("scenarios: {x: {book: [{id: g, grow: 5%}]}}\n", "utf-8")
        early = [*arguments(scenarios=here / "s.yaml")]
        early[early.index("2026-09-30")] = "2026-08-31"
        assert cli.main(early) == 0
        page, _ = capfd.readouterr()
        # Six rows of phones and three of accessories in each quarter.
        assert "9 rows are in periods that still run: only what was bought through 2026-08-31 counts." in page


class TestProgress:
    def test_scenarios_and_runs_are_counted_for_who_waits(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        seen: list[tuple[int, int]] = []

        @contextmanager
        def watched(doing: object, lang: object) -> Iterator[object]:
            yield lambda done, total=0: seen.append((done, total))

        monkeypatch.setattr("dealerkit.cli.simulate.progress", watched)
        ended, _, _ = asked(capfd, "--only", "steeper", "--only", "unsure", "--only", "rates")
        assert ended == 0
        # Two scenarios, a thousand runs, nine rates.
        assert seen[:2] == [(0, 2), (1, 2)]
        assert (1_000, 1_000) in seen
        assert seen[-1] == (9, 9)

    def test_values_that_are_sought_are_counted_too(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        seen: list[tuple[int, int]] = []

        @contextmanager
        def watched(doing: object, lang: object) -> Iterator[object]:
            yield lambda done, total=0: seen.append((done, total))

        monkeypatch.setattr("dealerkit.cli.simulate.progress", watched)
        ended, _, _ = asked(capfd, "--only", "affordable", "--only", "steeper-volume")
        assert ended == 0
        # How many values a search looks at is not known beforehand; each question counts anew.
        first = seen.index((1, 0), 1)
        assert seen[:first] == [(done, 0) for done in range(1, first + 1)]
        assert seen[first:] == [(done, 0) for done in range(1, len(seen) - first + 1)]


class TestFolder:
    def test_the_folder_holds_every_table(self, capfd: pytest.CaptureFixture[str], here: Path):
        ended, _, _ = asked(capfd, "--out", "result", "--rows", "--only", "question", "--only", "affordable")
        assert ended == 0
        assert sorted(each.name for each in (here / "result").iterdir()) == [
            "simulation.txt",
            "simulation_answers.csv",
            "simulation_crossings.csv",
            "simulation_dealers.csv",
            "simulation_moves.csv",
            "simulation_programmes.csv",
            "simulation_rows.csv",
            "simulation_scenarios.csv",
            "simulation_spread.csv",
        ]

    def test_charts_are_files_beside_the_tables(self, capfd: pytest.CaptureFixture[str], here: Path):
        pytest.importorskip("matplotlib", reason="charts as pictures need the extra `plot`")
        ended, _, err = asked(capfd, "--only", "steeper", "--out", "result", "--charts", "svg")
        assert (ended, err) == (0, "")
        pictures = {each.name for each in (here / "result").glob("*.svg")}
        assert pictures == {
            "simulation-cost.svg",
            "simulation-dealers-steeper.svg",
            "simulation-payout-steeper-volume-quarter.svg",
        }
        assert "80 万起 2.5%" in (here / "result" / "simulation-cost.svg").read_text("utf-8")

    def test_a_picture_of_dated_values_is_named_by_their_first_day(self, capfd: pytest.CaptureFixture[str], here: Path):
        pytest.importorskip("matplotlib", reason="charts as pictures need the extra `plot`")
        asked(capfd, "--only", "from-july", "--out", "result", "--charts", "svg")
        (found,) = (here / "result").glob("simulation-payout-*.svg")
        assert found.name == "simulation-payout-from-july-volume-quarter-from-2026-07-01.svg"
        assert "in periods that end in 2026-07-01.." in found.read_text("utf-8")

    def test_a_scenario_that_moves_volumes_only_has_a_picture_of_its_dealers(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        pytest.importorskip("matplotlib", reason="charts as pictures need the extra `plot`")
        asked(capfd, "--only", "growth", "--out", "result", "--charts", "svg")
        pictures = {each.name for each in (here / "result").glob("*.svg")}
        assert pictures == {"simulation-cost.svg", "simulation-dealers-growth.svg"}

    def test_charts_are_drawn_alike_again(self, capfd: pytest.CaptureFixture[str], here: Path):
        pytest.importorskip("matplotlib", reason="charts as pictures need the extra `plot`")
        for folder in ("one", "two"):
            asked(capfd, "--only", "steeper", "--out", folder, "--charts", "svg")
        one, two = (here / "one" / "simulation-cost.svg", here / "two" / "simulation-cost.svg")
        assert one.read_bytes() == two.read_bytes()

    def test_a_picture_that_boxes_stand_in_is_warned_of(
        self, capfd: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
    ):
        pytest.importorskip("matplotlib", reason="charts as pictures need the extra `plot`")
        monkeypatch.setattr("dealerkit.report.charts.plot._painted_font", lambda: None)
        ended, _, err = asked(capfd, "--only", "steeper", "--out", "result", "--charts", "png")
        assert ended == 0
        assert "DK955" in err
        assert (here / "result" / "simulation-cost.png").read_bytes().startswith(b"\x89PNG")


class TestEnds:
    def test_charts_without_a_folder_are_a_mistake_in_the_command(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--charts", "svg")
        assert (ended, out) == (2, "")
        assert "DK953" in err

    def test_without_the_package_nothing_is_written(
        self, capfd: pytest.CaptureFixture[str], here: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        ended, out, err = asked(capfd, "--out", "result", "--charts", "svg")
        assert (ended, out) == (3, "")
        assert 'pip install "dealerkit[plot]"' in err
        assert not (here / "result").exists()

    def test_a_scenario_that_is_not_there_is_told_with_the_nearest(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "--only", "steper")
        assert (ended, out) == (2, "")
        assert "DK954 there is no scenario `steper`" in err
        assert "did you mean `steeper`?" in err

    def test_an_address_that_matches_nothing_is_told_with_its_place(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        wrong = here / "wrong.yaml"
        wrong.write_text("scenarios:\n  x:\n    policy:\n      rebates.volume.bands[800000].rate: 2%\n", "utf-8")
        ended, out, err = asked(capfd, scenarios=wrong)
        assert (ended, out) == (3, "")
        assert "wrong.yaml:4:7: DK255" in err

    def test_a_file_without_scenarios_tells_what_the_policy_costs(self, capfd: pytest.CaptureFixture[str], here: Path):
        (here / "none.yaml").write_text("budget: 80_000\nperiods: 2026-07-01..2026-09-30\n", "utf-8")
        ended, page, _ = asked(capfd, scenarios=here / "none.yaml")
        assert ended == 0
        assert "As it is: 81,100.00" in page
        assert "exceeded by 1,100.00" in page

    @POSIX
    @pytest.mark.slow
    @pytest.mark.parametrize(
        "place",
        [
            # While a scenario is reckoned, and while files are written.
            "import dealerkit.report.simulations_kept as kept\nkept._groups = lambda _: stop()",
            "os.fsync = lambda _: stop()",
        ],
        ids=["reckoning", "writing"],
    )
    def test_the_keyboard_leaves_no_half_file(self, here: Path, place: str):
        program = (
            "import os, signal, sys\nfrom dealerkit import cli\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            f"def stop():\n    os.kill(os.getpid(), {int(signal.SIGINT)})\n"
            f"{place}\n"
            f"sys.exit(cli.main({arguments('--only', 'steeper', '--out', 'result')!r}))"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
        assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
        assert not [each for each in here.rglob("*") if each.is_file()]
