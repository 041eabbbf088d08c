"""The commands on policies alone: check, test, schema, init."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dealerkit import cli
from dealerkit.cli.init import starter
from dealerkit.report.languages import LANGUAGES, Language

SOUND = starter("en")
BROKEN = SOUND.replace("    bands:\n", "    bnds:\n")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DEALERKIT_LANG", "en")


@pytest.fixture
def sound(tmp_path: Path) -> str:
    return written(tmp_path, SOUND)


@pytest.fixture
def broken(tmp_path: Path) -> str:
    return written(tmp_path, BROKEN)


def written(folder: Path, text: str) -> str:
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return str(folder / "policy.yaml")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    ended = cli.main(arguments)
    out, err = capfd.readouterr()
    return ended, out, err


class TestCheck:
    def test_a_sound_policy_is_met_with_silence(self, capfd: pytest.CaptureFixture[str], sound: str):
        assert run(capfd, "check", sound) == (0, "", "")

    def test_findings_are_the_result_and_their_count_is_said_beside_it(
        self, capfd: pytest.CaptureFixture[str], broken: str
    ):
        ended, out, err = run(capfd, "check", broken)
        line = BROKEN.splitlines().index("    bnds:") + 1
        assert ended == 1
        assert f"{broken}:{line}:5: DK130 unknown key `bnds`\n  {line} |     bnds:\n     |     ^^^^\n" in out
        assert "did you mean `bands`?" in out
        assert err == "1 error in 1 file\n"

    def test_a_folder_is_read_whole(self, capfd: pytest.CaptureFixture[str], tmp_path: Path, broken: str):
        ended, out, _ = run(capfd, "check", str(tmp_path))
        assert ended == 1
        assert "DK130" in out

    def test_json(self, capfd: pytest.CaptureFixture[str], broken: str):
        ended, out, _ = run(capfd, "check", broken, "--format", "json")
        assert ended == 1
        assert "DK130" in {each["code"] for each in json.loads(out)["problems"]}

    def test_sarif_of_a_sound_policy_has_no_results(self, capfd: pytest.CaptureFixture[str], sound: str):
        ended, out, _ = run(capfd, "check", sound, "--format", "sarif")
        assert ended == 0
        assert json.loads(out)["runs"][0]["results"] == []

    def test_github(self, capfd: pytest.CaptureFixture[str], broken: str):
        _, out, _ = run(capfd, "check", broken, "--format", "github")
        assert all(line.startswith("::error file=") for line in out.splitlines())

    def test_findings_go_into_a_folder(self, capfd: pytest.CaptureFixture[str], broken: str, tmp_path: Path):
        ended, out, _ = run(capfd, "check", broken, "--format", "sarif", "--out", str(tmp_path / "found"))
        assert (ended, out) == (1, "")
        assert json.loads((tmp_path / "found" / "findings.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"

    def test_a_folder_that_cannot_be_made_ends_with_3(self, capfd: pytest.CaptureFixture[str], broken: str):
        ended, out, err = run(capfd, "check", broken, "--out", broken)
        assert (ended, out) == (3, "")
        assert "DK911" in err


class TestTest:
    def test_a_policy_whose_cases_hold_ends_with_0(self, capfd: pytest.CaptureFixture[str], sound: str):
        ended, out, _ = run(capfd, "test", sound)
        assert ended == 0
        assert out.splitlines()[-1].startswith("5 passed; ")

    def test_a_case_that_does_not_hold_ends_with_1(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        wrong = written(tmp_path, SOUND.replace("expect: 20_000", "expect: 20_001"))
        ended, out, _ = run(capfd, "test", wrong)
        assert ended == 1
        assert "DK261" in out
        assert out.splitlines()[-1].startswith("4 passed, 1 failed; ")

    def test_only_cases_asked_for_are_run(self, capfd: pytest.CaptureFixture[str], sound: str):
        _, out, _ = run(capfd, "test", sound, "-k", "cap")
        assert out.splitlines()[-1].startswith("2 passed; ")

    def test_no_case_at_all_is_a_finding(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        ended, out, _ = run(capfd, "test", written(tmp_path, SOUND.partition("\ntests:")[0]))
        assert ended == 1
        assert "DK264" in out

    def test_a_policy_that_cannot_be_read_ends_with_1_and_says_why(
        self, capfd: pytest.CaptureFixture[str], broken: str
    ):
        ended, out, _ = run(capfd, "test", broken)
        assert ended == 1
        assert "DK130" in out

    def test_json(self, capfd: pytest.CaptureFixture[str], sound: str):
        _, out, _ = run(capfd, "test", sound, "--format", "json")
        document = json.loads(out)
        assert document["schema_version"] == 1
        assert document["summary"]["passed"] == len(document["cases"]) == 5
        assert document["problems"] == []

    def test_junit(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        wrong = written(tmp_path, SOUND.replace("expect: 20_000", "expect: 20_001"))
        ended, _, _ = run(capfd, "test", wrong, "--format", "junit", "--out", str(tmp_path))
        suite = ET.fromstring((tmp_path / "tests.xml").read_text(encoding="utf-8"))  # noqa: S314 - ours
        assert ended == 1
        assert (suite.get("tests"), suite.get("failures")) == ("5", "1")
        (failed,) = [case for case in suite if case.find("failure") is not None]
        assert failed.get("name") == "the-second-band-pays-on-everything"

    def test_junit_of_a_policy_that_cannot_be_read_has_a_failure(self, capfd: pytest.CaptureFixture[str], broken: str):
        _, out, _ = run(capfd, "test", broken, "--format", "junit")
        assert ET.fromstring(out).get("failures") == "1"  # noqa: S314 - ours


class TestSchema:
    def test_it_is_draft_07_and_describes_policies(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = run(capfd, "schema")
        assert (ended, err) == (0, "")
        assert json.loads(out)["$schema"] == "http://json-schema.org/draft-07/schema#"

    def test_it_is_written_into_a_folder(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        assert run(capfd, "schema", "--out", str(tmp_path)) == (0, "", "")
        assert "properties" in json.loads((tmp_path / "dealerkit.schema.json").read_text(encoding="utf-8"))


class TestInit:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_starter_passes_check_and_test(self, capfd: pytest.CaptureFixture[str], tmp_path: Path, lang: Language):
        ended, out, err = run(capfd, "init", str(tmp_path / "new"), "--lang", lang)
        assert (ended, out, err) == (0, f"{tmp_path / 'new' / 'policy.yaml'}\n", "")
        assert run(capfd, "check", str(tmp_path / "new")) == (0, "", "")
        ended, out, _ = run(capfd, "test", str(tmp_path / "new"))
        assert ended == 0, out

    def test_both_starters_are_the_same_but_for_their_words(self):
        import yaml

        def numbers(lang: Language) -> object:
            policy = yaml.safe_load(starter(lang))
            for section in ("rebates", "parameters", "tests"):
                for each in policy[section].values():
                    each.pop("title", None)
            policy["parameters"]["payout_cap"].pop("source")
            return policy

        assert numbers("en") == numbers("zh")

    def test_it_is_written_here_if_no_folder_is_named(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(tmp_path)
        assert run(capfd, "init") == (0, "policy.yaml\n", "")

    def test_a_file_that_is_there_is_never_overwritten(self, capfd: pytest.CaptureFixture[str], sound: str):
        ended, _, err = run(capfd, "init", str(Path(sound).parent))
        assert ended == 3
        assert "DK914" in err
        assert Path(sound).read_text(encoding="utf-8") == SOUND
