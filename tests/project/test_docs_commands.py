"""Every command that the README and the docs show is run, and prints what they say it prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.project.consoles import Command, agrees, commands

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]
WITH_COMMANDS = [page for page in PAGES if any(commands(page.read_text("utf-8")))]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a reader has in front of him: the examples, and nothing that a command may spoil."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(command: Command, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command.text],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_do_what_the_page_says(page: Path, clone: Path):
    wrong = []
    for command in commands(page.read_text("utf-8")):
        done = run(command, clone)
        place = f"{page.relative_to(ROOT)}:{command.line}: $ {command.text}"
        if done.returncode != command.exit_code:
            wrong.append(f"{place}\nended with {done.returncode}, not {command.exit_code}:\n{done.stdout}")
        elif command.output and not agrees(command.output, done.stdout):
            wrong.append(f"{place}\nprinted:\n{done.stdout}")
    assert not wrong, "\n\n".join(wrong)


class TestTheTwoCommands:
    def test_the_readme_names_both_and_the_makefile_has_them(self):
        readme = (ROOT / "README.md").read_text("utf-8")
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for target in ("demo", "test"):
            assert f"make {target}" in readme
            assert re.search(rf"^{target}:", makefile, re.MULTILINE)

    def test_the_readme_has_the_plain_lines_for_windows(self):
        readme = (ROOT / "README.md").read_text("utf-8")
        assert "py -m venv" in readme
        assert "pip install" in readme

    def test_the_demo_of_the_makefile_is_a_command_of_the_readme(self):
        makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(EXAMPLE)", "examples/handset-distributor")
        demo = re.search(r"^demo:.*\n\t\$\(DEMO\)/bin/(dealerkit .*)$", makefile, re.MULTILINE)
        assert demo
        shown = [command.text for command in commands((ROOT / "README.md").read_text("utf-8"))]
        assert demo[1] in shown


class TestReadingAPage:
    def test_a_command_keeps_its_line_exit_code_and_output(self):
        page = "# Title\n```console\n$ a --b  # exit 1\nline one\nline two\n$ c\n```\n"
        assert list(commands(page)) == [Command(3, "a --b", 1, ("line one", "line two")), Command(6, "c")]

    def test_other_blocks_are_not_run(self):
        assert list(commands("```sh\n$ make demo\n```\n```\n$ x\n```\n")) == []

    def test_a_hash_inside_a_command_is_part_of_it(self):
        assert [command.text for command in commands("```console\n$ echo '# exit'\n```\n")] == ["echo '# exit'"]


class TestComparingOutput:
    def test_equal_output_agrees_whatever_blanks_end_its_lines(self):
        assert agrees(("a  ", "b"), "a\nb  \n\n")

    def test_other_output_does_not_agree(self):
        assert not agrees(("a", "b"), "a\nc\n")

    def test_missing_last_lines_do_not_agree(self):
        assert not agrees(("a",), "a\nb\n")

    def test_dots_alone_stand_for_any_lines_or_none(self):
        assert agrees(("a", "...", "d"), "a\nb\nc\nd\n")
        assert agrees(("a", "...", "d"), "a\nd\n")

    def test_dots_within_a_line_stand_for_anything_in_it(self):
        assert agrees(("paid ... yuan",), "paid 12.50 yuan\n")
        assert not agrees(("paid ... yuan",), "paid 12\nyuan\n")
