"""What is wrong with a scenario only over the lines of a book: it is told and left out, and the others are answered."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import dealerkit
from dealerkit import cli
from dealerkit.book import open_book
from dealerkit.whatif.simulating import Simulation, simulate
from tests.conftest import ROOT
from tests.whatif.volumes.worlds import scenario_of

EXAMPLE = ROOT / "examples" / "what-if"
FINE = "  fine:\n    book:\n      - {id: growth, grow: 5%, where: 'within(product, \"phones\")'}\n"
SAME_LINES = (
    "  overlap:\n    book:\n"
    "      - {id: mix, shift: 2%, keeps: net_amount, from: 'within(product, \"phones\")', to: line.quantity > 0}\n"
)
UNKNOWN = "  lost:\n    book:\n      - {id: lost, lose: D0O3}\n"
QUESTIONS = (
    "economics: {cost_of_sales: 88%}\n"
    "break_even: {margin: {of: overlap, by: margin}}\n"
    "sweeps: {sizes: {scenario: overlap, grid: {'book[mix].shift': [1%, 2%]}}}\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def simulated(
    capfd: pytest.CaptureFixture[str], text: str, *more: str, book: Path = EXAMPLE / "book"
) -> tuple[int, str, str]:
    Path("asked.yaml").write_text(text, "utf-8")
    ended = cli.main(("simulate", str(EXAMPLE / "policy"), str(book), "asked.yaml", "--as-of", "2026-09-30", *more))
    return ended, *capfd.readouterr()


class TestTheCommand:
    def test_tells_it_with_its_place_answers_the_others_and_ends_with_findings(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        ended, out, err = simulated(capfd, f"scenarios:\n{SAME_LINES}{FINE}")
        assert ended == 1
        assert "asked.yaml:4:88: DK964 change `mix` shifts sales from and to the same lines" in err
        assert "^^^^" in err
        assert "Traceback" not in err
        assert "overlap: DK964" in out
        assert "fine: 2" in out

    def test_says_so_for_programs_too(self, capfd: pytest.CaptureFixture[str]) -> None:
        ended, out, _ = simulated(capfd, f"scenarios:\n{SAME_LINES}{FINE}", "--format", "json")
        found = json.loads(out)
        assert (ended, found["left_out"], [*found["scenarios"]]) == (1, {"overlap": ["DK964"]}, ["fine"])
        assert [each["code"] for each in found["problems"] if each["severity"] == "error"] == ["DK964"]

    def test_leaves_out_what_is_asked_of_such_a_scenario(self, capfd: pytest.CaptureFixture[str]) -> None:
        ended, out, _ = simulated(capfd, f"scenarios:\n{SAME_LINES}{FINE}{QUESTIONS}", "--format", "json")
        found = json.loads(out)
        assert ended == 1
        assert found["left_out"] == {"overlap": ["DK964"], "sizes": ["DK964", "DK981"], "margin": ["DK964"]}

    def test_tells_an_unknown_dealer_in_a_book_without_a_customer_file(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ) -> None:
        shutil.copytree(EXAMPLE / "book", here / "book")
        (here / "book" / "customers.csv").unlink()
        ended, out, err = simulated(capfd, f"scenarios:\n{UNKNOWN}{FINE}", book=here / "book")
        assert ended == 1
        assert "asked.yaml:4:26: DK961 change `lost` names dealer `D0O3`" in err
        assert "did you mean `D003`?" in err
        assert "lost: DK961" in out

    def test_ends_with_findings_where_nothing_is_left_to_answer(self, capfd: pytest.CaptureFixture[str]) -> None:
        ended, out, _ = simulated(capfd, f"scenarios:\n{SAME_LINES}", "--lang", "zh")
        assert ended == 1
        assert "未测算" in out
        assert "没有情景" not in out


def test_in_python_they_stand_beside_those_that_are_answered() -> None:
    loaded = dealerkit.load([EXAMPLE / "policy"])
    assert loaded.policy is not None
    texts = {"overlap": SAME_LINES, "fine": FINE}
    scenarios = [
        dealerkit.Scenario(id=id, book=scenario_of(text.partition("\n")[2].replace("    ", "", 1), loaded.policy).book)
        for id, text in texts.items()
    ]
    found = simulate(loaded.policy, open_book(EXAMPLE / "book"), scenarios, date(2026, 9, 30))
    assert isinstance(found, Simulation)
    assert {id: [each.code for each in problems] for id, problems in found.left_out.items()} == {"overlap": ["DK964"]}
    assert [each.scenario for each in found.totals()] == ["fine"]
