"""``diff`` from end to end over its example; the figures are worked out in the example's README."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "revisions"
OLD, NEW, MENDED, BOOK = (EXAMPLE / name for name in ("2026.1", "2026.2", "2026.2-mended", "book"))
ON_BOOK = (str(BOOK), "--as-of", "2026-07-15")
SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    ended = cli.main(("diff", *map(str, words)))
    out, err = capfd.readouterr()
    return ended, out, err


class TestWhatPeopleRead:
    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize("form", ["table", "md"])
    def test_the_page_to_the_letter(self, capfd: pytest.CaptureFixture[str], lang: str, form: str):
        _, page, _ = asked(capfd, OLD, NEW, *ON_BOOK, "--lang", lang, "--format", form)
        snapshot = SNAPSHOTS / f"diff.{lang}.{'txt' if form == 'table' else 'md'}"
        if os.environ.get("UPDATE_SNAPSHOTS"):
            snapshot.parent.mkdir(exist_ok=True)
            snapshot.write_text(page, encoding="utf-8", newline="\n")
        assert page == snapshot.read_text(encoding="utf-8")

    def test_nothing_changed_is_said_in_a_line(self, capfd: pytest.CaptureFixture[str]):
        ended, page, _ = asked(capfd, OLD, OLD)
        assert ended == 0
        assert page.splitlines()[-1] == "Revision 2026.1 → 2026.1: no change in meaning."

    def test_a_lost_id_is_warned_of_with_its_sum(self, capfd: pytest.CaptureFixture[str]):
        _, _, err = asked(capfd, OLD, NEW, *ON_BOOK)
        assert "DK994 `loyalty` has 3 postings for 3 dealers, 7,500 paid, and the new policy knows no such id" in err
        assert "write `was: loyalty` into its successor, perhaps `loyal`" in err

    def test_with_was_nothing_is_lost(self, capfd: pytest.CaptureFixture[str]):
        _, page, err = asked(capfd, OLD, MENDED, *ON_BOOK)
        assert err == ""
        assert "renamed, was `rebates.loyalty`" in page

    def test_a_section_that_is_not_compared_is_named(self, capfd: pytest.CaptureFixture[str]):
        _, page, _ = asked(capfd, OLD, NEW, *ON_BOOK)
        _, _, missed = page.partition("Not compared\n")
        assert missed == "  authority: it answers single questions; nothing follows from a book alone\n"


class TestWhatProgramsRead:
    def test_a_pipe_gets_every_row_of_the_impact(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, OLD, MENDED, *ON_BOOK, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert len(rows) == 12
        found = {
            (row["programme"], row["payee"], row["period"]): (row["before"], row["after"], row["gain"]) for row in rows
        }
        assert found["volume-quarter", "D1", "2026-Q1"] == ("18000.00", "22500.00", "4500.00")
        assert found["display", "D2", "2026-Q1"] == ("", "", "")

    def test_without_a_book_it_gets_the_changes(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, OLD, MENDED, "--format", "csv")
        rows = {row["address"]: row for row in csv.DictReader(io.StringIO(out))}
        rate = rows["rebates.volume-quarter.bands[800000].rate"]
        assert (rate["definition"], rate["before"], rate["after"], rate["from"], rate["to"]) == (
            *("季度坎级返利", "2%", "2.5%"),
            *("2026-01-01", "2026-12-31"),
        )
        dated = rows["parameters.loyalty_rate.values"]
        assert (dated["from"], dated["to"], dated["before"], dated["after"]) == (
            "2026-04-01",
            "2026-06-30",
            "0.5%",
            "0.75%",
        )

    def test_the_document_has_all_of_it(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, OLD, NEW, *ON_BOOK, "--format", "json")
        found = json.loads(out)
        assert list(found)[:4] == ["schema_version", "policy", "as_of", "currency"]
        assert (found["old"]["revision"], found["policy"]["revision"]) == ("2026.1", "2026.2")
        impact = found["impact"]
        assert (impact["rows"], impact["changed"], impact["unchanged"], impact["failed"]) == (16, 9, 6, 1)
        assert (impact["before"], impact["after"], impact["gain"]) == ("38500.00", "44000.00", "5500.00")
        assert found["tests"]["holding"] == 3
        assert found["untested"] == ["rebates.volume-quarter.bands[800000]", "authority.compensation.rows[manager]"]
        assert found["posted_under_lost_ids"]["posted"] == [
            {"id": "loyalty", "dealers": 3, "postings": 3, "net": "7500", "accrued": "0", "quantity": "0"}
        ]
        assert found["not_compared"] == [
            {"section": "authority", "why": "it answers single questions; nothing follows from a book alone"}
        ]

    def test_a_folder_gets_every_table_as_a_file(self, capfd: pytest.CaptureFixture[str], here: Path):
        ended, _, _ = asked(capfd, OLD, NEW, *ON_BOOK, "--out", "found")
        assert ended == 0
        assert {each.name for each in (here / "found").iterdir()} >= {"diff.txt", "impact.csv", "changes.csv"}


class TestHowItEnds:
    def test_a_difference_is_an_answer(self, capfd: pytest.CaptureFixture[str]):
        assert asked(capfd, OLD, MENDED)[0] == 0

    def test_it_fails_on_a_change_if_asked_to(self, capfd: pytest.CaptureFixture[str]):
        assert asked(capfd, OLD, MENDED, "--fail-on-change")[0] == 1
        assert asked(capfd, OLD, OLD, "--fail-on-change")[0] == 0

    def test_lost_postings_count_where_nobody_watches(self, capfd: pytest.CaptureFixture[str]):
        assert asked(capfd, OLD, NEW, *ON_BOOK)[0] == 0
        assert asked(capfd, OLD, NEW, *ON_BOOK, "--strict")[0] == 1
        assert asked(capfd, OLD, MENDED, *ON_BOOK, "--strict")[0] == 0

    @pytest.mark.parametrize(("which", "code"), [(0, "DK990"), (1, "DK991")])
    def test_which_of_the_two_is_unsound_is_told(
        self, capfd: pytest.CaptureFixture[str], here: Path, which: int, code: str
    ):
        bad = here / "bad.yaml"
        bad.write_text("rebates: {}\n", encoding="utf-8")
        sides: list[str | Path] = [OLD, OLD]
        sides[which] = bad
        ended, out, err = asked(capfd, *sides)
        assert (ended, out) == (3, "")
        assert f"{code} the {'old' if which == 0 else 'new'} policy, `" in err
        assert "DK142" in err

    def test_both_are_told_where_both_are_unsound(self, capfd: pytest.CaptureFixture[str], here: Path):
        (here / "bad.yaml").write_text("rebates: {}\n", encoding="utf-8")
        _, _, err = asked(capfd, "bad.yaml", "bad.yaml")
        assert "DK990" in err
        assert "DK991" in err

    def test_a_book_needs_a_day(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, OLD, NEW, BOOK)
        assert ended == 2
        assert "DK902" in err
        assert "--as-of" in err

    def test_a_day_needs_a_book(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, OLD, NEW, "--as-of", "2026-07-15")
        assert ended == 2
        assert "DK992 `--as-of` is about a book, and none is named" in err

    def test_a_path_that_is_not_there(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, OLD, "nowhere.yaml")
        assert ended == 2
        assert "DK910" in err

    def test_policies_in_different_currencies_have_no_impact_in_money(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        shutil.copytree(MENDED, here / "euro")
        policy = here / "euro" / "policy.yaml"
        policy.write_text(policy.read_text("utf-8").replace("currency: CNY", "currency: EUR"), encoding="utf-8")
        _, page, _ = asked(capfd, OLD, here / "euro", *ON_BOOK)
        assert "Rebates: not compared, the two policies reckon in different currencies." in page


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
class TestRevisions:
    @pytest.fixture
    def repository(self, here: Path) -> Path:
        def git(*words: str) -> None:
            names = ("-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false")
            subprocess.run(["git", *names, *words], cwd=here, check=True, capture_output=True)

        git("init", "-q")
        shutil.copytree(OLD, here / "policy")
        git("add", "policy")
        git("commit", "-q", "--no-verify", "-m", "first")
        shutil.rmtree(here / "policy")
        shutil.copytree(MENDED, here / "policy")
        return here

    def test_a_revision_is_compared_with_what_is_on_disk(self, capfd: pytest.CaptureFixture[str], repository: Path):
        _, revision, _ = asked(capfd, "HEAD:policy", "policy", "--format", "json")
        _, folders, _ = asked(capfd, OLD, MENDED, "--format", "json")
        found, expected = json.loads(revision), json.loads(folders)
        assert [each["said"] for each in found["changes"]] == [each["said"] for each in expected["changes"]]
        assert found["changes"][0]["old_at"]["file"] == "HEAD:policy/policy.yaml"

    def test_a_single_file_of_a_revision(self, capfd: pytest.CaptureFixture[str], repository: Path):
        ended, page, _ = asked(capfd, "HEAD:policy/policy.yaml", OLD)
        assert ended == 0
        assert "no change in meaning" in page

    def test_a_revision_that_git_does_not_know(self, capfd: pytest.CaptureFixture[str], repository: Path):
        ended, _, err = asked(capfd, "nowhere:policy", "policy")
        assert ended == 3
        assert "DK993 no policy can be read at `policy` in revision `nowhere`" in err

    def test_a_path_that_the_revision_does_not_have(self, capfd: pytest.CaptureFixture[str], repository: Path):
        _, _, err = asked(capfd, "HEAD:elsewhere", "policy")
        assert "DK993 no policy can be read at `elsewhere` in revision `HEAD`" in err


class TestOtherSections:
    def test_their_rows_are_compared_where_a_book_tells_them(self, capfd: pytest.CaptureFixture[str], here: Path):
        # Four customers, one limit for everyone: with 40,000 instead of 100,000 every row of limits is another one.
        example = ROOT / "examples" / "credit-replay"
        shutil.copytree(example / "policy", here / "changed")
        policy = here / "changed" / "policy.yaml"
        policy.write_text(policy.read_text("utf-8").replace("fixed: 100_000", "fixed: 40_000"), encoding="utf-8")
        _, out, _ = asked(
            capfd, example / "policy", "changed", example / "book", "--as-of", "2026-11-22", "--format", "json"
        )
        (credit,) = json.loads(out)["sections"]
        assert (credit["section"], credit["rows_alike"]) == ("credit", 0)
        assert (credit["rows_changed"], credit["rows_only_before"], credit["rows_only_after"]) == (4, 0, 0)
        limits = [each for each in credit["rows"] if each["column"] == "amount"]
        assert {(each["before"], each["after"]) for each in limits} == {("100000", "40000")}
        assert len(limits) == 4

    def test_the_same_results_are_said_to_be_alike(self, capfd: pytest.CaptureFixture[str]):
        example = ROOT / "examples" / "credit-replay"
        _, page, _ = asked(capfd, example / "policy", example / "policy", example / "book", "--as-of", "2026-11-22")
        assert "Alike under both policies: credit." in page
        assert "Rebates: not compared, neither policy has any." in page
