"""What every command does alike: languages, exit codes, mistakes, streams, interruption."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from dealerkit import cli
from dealerkit.cli import console, verbs
from dealerkit.cli.commands import mistake
from dealerkit.report.languages import preferred_language

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals, devices and locales")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    ended = cli.main(arguments)
    out, err = capfd.readouterr()
    return ended, out, err


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL", "DEALERKIT_LANG"}}
    return subprocess.run(
        [sys.executable, "-m", "dealerkit", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        env={**kept, **environment},
    )


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DEALERKIT_LANG", "en")


class TestHelp:
    def test_it_lists_every_command(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = run(capfd, "--help")
        assert (ended, err) == (0, "")
        assert all(f"  {verb.name} " in out and verb.help.en in out for verb in verbs.VERBS)

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "--help", "--lang", "zh")
        assert out.startswith("用法：dealerkit 命令 [选项]\n")
        assert all(verb.help.zh in out for verb in verbs.VERBS)

    @pytest.mark.parametrize("lang", ["en", "zh"])
    @pytest.mark.parametrize(
        "words",
        [(verb.name, *([inner.name] if inner else [])) for verb in verbs.VERBS for inner in (verb.verbs or (None,))],
        ids=" ".join,
    )
    def test_every_command_has_help_in_both_languages(
        self, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], lang: str
    ):
        ended, out, err = run(capfd, *words, "--help", "--lang", lang)
        assert (ended, err) == (0, "")
        assert f"dealerkit {' '.join(words)}" in out
        assert ("选项" in out) == (lang == "zh")
        assert max(len(line) for line in out.splitlines()) <= 100

    def test_no_command_at_all_shows_the_help_as_a_mistake(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = run(capfd)
        assert (ended, out) == (2, "")
        assert err.startswith("usage: dealerkit COMMAND")

    def test_a_group_without_a_command_shows_its_help_as_a_mistake(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = run(capfd, "rebate", "--lang", "en")
        assert ended == 2
        assert err.startswith("usage: dealerkit rebate COMMAND")

    def test_the_version_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = run(capfd, "--version")
        assert ended == 0
        assert out.startswith("dealerkit ")


class TestMistakes:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["chek"], "DK900 there is no command `chek`\n  help: did you mean `check`? run `dealerkit --help`"),
            (
                ["rebate", "setle"],
                "DK900 there is no command `setle`\n  help: did you mean `settle`? run `dealerkit rebate",
            ),
            (
                ["check", "--fromat", "json", "."],
                "DK901 there is no option `--fromat`\n  help: did you mean `--format`?",
            ),
            (["--lagn", "zh"], "DK901 there is no option `--lagn`\n  help: did you mean `--lang`?"),
            (["check"], "DK902 `POLICY` is missing"),
            (["rebate", "settle", ".", "."], "DK902 `--as-of` is missing"),
            (["rebate", "statement", ".", ".", "--as-of", "2026-03-31"], "DK902 `--dealer` is missing"),
            (
                ["check", ".", "--format", "xml"],
                "DK903 `xml` cannot be the value of `--format`\n  help: write one of `text`, ",
            ),
            (["schema", "--lang", "fr"], "DK903 `fr` cannot be the value of `--lang`\n  help: write one of `en`, `zh`"),
            (
                ["rebate", "settle", ".", ".", "--as-of", "31/3/2026"],
                "DK903 `31/3/2026` cannot be the value of `--as-of`",
            ),
            (["rebate", "settle", ".", ".", "--as-of", "2026-02-30"], "help: write a date as in 2026-03-31"),
            (
                ["rebate", "settle", ".", ".", "--as-of", "2026-01-01", "--accept-rejects", "-1"],
                "help: write a whole number, 0 or more",
            ),
            (["schema", "--", "a", "b"], "DK905 `a` is more than this command takes"),
            (["check", ".", "--format"], "DK906 the option `--format` is not followed by a value"),
            (["check", "no-such-file.yaml"], "DK910 there is no file or folder `no-such-file.yaml`"),
            (["rebate", "settle", "--post=x"], "DK907 the option `--post` takes no value"),
        ],
    )
    def test_a_wrong_command_ends_with_2_and_says_what_to_do(
        self, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
    ):
        ended, out, err = run(capfd, *arguments)
        assert (ended, out) == (2, "")
        assert err.startswith("dealerkit: DK")
        assert said in err

    def test_what_click_says_otherwise_is_passed_on(self):
        told = mistake(click.UsageError("too odd"))
        assert (told.code, told.arg("detail"), told.arg("program")) == ("DK904", "too odd", "dealerkit")

    def test_it_is_said_in_chinese_too(self, capfd: pytest.CaptureFixture[str]):
        _, _, err = run(capfd, "rebate", "settle", ".", ".", "--as-of", "x", "--lang=zh")
        assert err == "dealerkit: DK903 `x` 不能作为 `--as-of` 的值\n  帮助：请写形如 2026-03-31 的日期\n"

    def test_the_nearest_file_is_named(self, capfd: pytest.CaptureFixture[str], tmp_path: Path):
        (tmp_path / "policy.yaml").write_text("")
        _, _, err = run(capfd, "check", str(tmp_path / "polcy.yaml"))
        assert f"did you mean `{tmp_path / 'policy.yaml'}`?" in err


class TestLanguage:
    @pytest.mark.parametrize(
        ("arguments", "environment", "lang"),
        [
            ([], {}, "en"),
            ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
            ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
            ([], {"LANG": "zh_CN.UTF-8", "DEALERKIT_LANG": "en"}, "en"),
            ([], {"DEALERKIT_LANG": "", "LANG": "zh_TW"}, "zh"),
            (["check", "--lang", "zh"], {"DEALERKIT_LANG": "en"}, "zh"),
            (["--lang=en"], {"LANG": "zh_CN"}, "en"),
            (["check", "--", "--lang", "zh"], {}, "en"),
            (["check", "--lang"], {}, "en"),
        ],
    )
    def test_it_is_the_option_s_else_the_environment_s(
        self, arguments: list[str], environment: dict[str, str], lang: str
    ):
        assert preferred_language(arguments, environment) == lang


class Standing:
    """A command in the place of another, to see what ``main`` makes of how it ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: BaseException):
        def fail(*_: object):
            raise error

        monkeypatch.setattr(cli, "_run", fail)


class TestEnds:
    def test_an_interruption_is_quiet_and_ends_with_130(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        Standing(monkeypatch, KeyboardInterrupt())
        assert run(capfd, "schema") == (130, "", "")

    def test_a_file_that_cannot_be_read_ends_with_3(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        Standing(monkeypatch, PermissionError(13, "Permission denied", "p.yaml"))
        monkeypatch.setattr(console, "silence", lambda: None)
        ended, _, err = run(capfd, "schema")
        assert ended == 3
        assert "DK912 cannot read `p.yaml`: Permission denied" in err

    def test_a_mistake_of_our_own_ends_with_3_and_shows_where(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        Standing(monkeypatch, ZeroDivisionError("oh"))
        ended, out, err = run(capfd, "schema")
        assert (ended, out) == (3, "")
        assert "Traceback" in err
        assert "DK940 dealerkit could not finish because of a mistake of its own: ZeroDivisionError: oh" in err

    @POSIX
    def test_a_reader_that_goes_away_is_no_error(self):
        command = [sys.executable, "-m", "dealerkit", "schema"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdout.close()
            assert child.stderr.read() == b""
            assert child.wait(timeout=60) == 141

    @POSIX
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
    def test_a_full_disk_behind_standard_output_ends_with_3(self):
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "dealerkit", "schema"]
            ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
        assert ended.returncode == 3
        assert b"DK917" in ended.stderr
        assert b"Traceback" not in ended.stderr

    @POSIX
    def test_standard_output_that_is_closed_is_no_crash(self):
        command = f"{sys.executable} -m dealerkit --help >&-"
        ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
        assert b"Traceback" not in ended.stderr

    @POSIX
    def test_a_request_to_stop_leaves_no_half_file(self, tmp_path: Path):
        program = (
            "import os, signal, sys\nfrom dealerkit import cli\n"
            "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGTERM)\n"
            f"sys.exit(cli.main(['init', {str(tmp_path)!r}]))"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
        assert (ended.returncode, ended.stdout, ended.stderr) == (143, b"", b"")
        assert list(tmp_path.iterdir()) == []

    @POSIX
    def test_the_keyboard_stops_a_process_with_130_and_without_words(self, tmp_path: Path):
        program = (
            "import os, signal, sys\nfrom dealerkit import cli\n"
            # A shell that starts the tests in the background lets its children ignore the keyboard.
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "cli._run = lambda *_: os.kill(os.getpid(), signal.SIGINT)\nsys.exit(cli.main(['schema']))"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
        assert (ended.returncode, ended.stderr) == (130, b"")


class TestConsoles:
    @POSIX
    @pytest.mark.parametrize(
        "environment",
        [
            {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            {"LC_ALL": "POSIX"},
            {"PYTHONIOENCODING": "ascii"},
            {"PYTHONIOENCODING": "latin-1"},
            {"PYTHONIOENCODING": "cp437"},
            {"PYTHONIOENCODING": "gbk"},
        ],
        ids=str,
    )
    def test_no_encoding_of_the_console_ends_a_run(self, tmp_path: Path, environment: dict[str, str]):
        policy = tmp_path / "政策😀.yaml"
        policy.write_text("policy: {名称: 😀}\n", encoding="utf-8")
        for arguments in (["--help"], ["check", str(policy)], ["check", str(policy), "--format", "github"]):
            ended = process(*arguments, "--lang", "zh", **environment)
            assert b"Traceback" not in ended.stderr
            assert ended.returncode in {0, 1}

    def test_results_for_programs_are_utf_8_whatever_the_console_speaks(self, tmp_path: Path):
        policy = tmp_path / "p.yaml"
        policy.write_text("policy: {名称: 坎级}\n", encoding="utf-8")
        ended = process("check", str(policy), "--format", "json", "--lang", "zh", PYTHONIOENCODING="ascii")
        assert "名称" in ended.stdout.decode("utf-8")

    def test_a_stream_without_bytes_behind_it_is_written_as_text(self, monkeypatch: pytest.MonkeyPatch):
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stdout", stream)
        console.give("返利\n")
        assert stream.getvalue() == "返利\n"

    def test_a_terminal_gets_text_in_its_own_encoding(self, monkeypatch: pytest.MonkeyPatch):
        said: list[str] = []
        terminal = SimpleNamespace(buffer=object(), isatty=lambda: True)
        monkeypatch.setattr(sys, "stdout", terminal)
        monkeypatch.setattr(console, "show", said.append)
        console.give("返利\n")
        assert said == ["返利\n"]
