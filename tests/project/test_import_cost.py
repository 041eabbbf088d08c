"""What importing one thing costs: nothing that the thing does not need."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import dealerkit

LIBRARIES = {"yaml", "tabulate", "holidays", "pyarrow", "python_calamine", "xlsxwriter", "matplotlib", "attr"}

LANGUAGES = {"dealerkit", "dealerkit.report", "dealerkit.report.languages"}
"""What help needs beside the commands: to know in which language to answer."""

HELP = """
import sys
from dealerkit.cli import main
sys.argv = ["dealerkit", *{arguments!r}]
try:
    ended = main()
except SystemExit as end:
    ended = end.code
assert not ended, ended
"""


def modules_after(program: str) -> set[str]:
    """The modules a fresh interpreter holds after running a program."""
    told = program + "\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))\n"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    modules: list[str] = json.loads(run.stdout.splitlines()[-1])
    return set(modules)


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "dealerkit"}


def roots(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


class TestImport:
    def test_importing_the_package_imports_no_part_of_it(self):
        assert ours(modules_after("import dealerkit")) == {"dealerkit"}

    def test_importing_the_package_imports_no_library(self):
        assert roots(modules_after("import dealerkit")) & (LIBRARIES | {"click"}) == set()

    def test_importing_the_values_imports_nothing_else_of_ours(self):
        assert {name.split(".")[1] for name in ours(modules_after("import dealerkit.values")) if "." in name} == {
            "values"
        }

    @pytest.mark.parametrize("name", sorted(getattr(dealerkit, "__all__", ())))
    def test_every_public_name_is_there(self, name: str):
        assert getattr(dealerkit, name) is not None

    def test_a_name_that_is_not_public_is_an_attribute_error(self):
        with pytest.raises(AttributeError, match="no_such_name"):
            getattr(dealerkit, "no_such" + "_name")


class TestHelp:
    @pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
    def test_help_and_version_load_no_engine(self, arguments: list[str]):
        loaded = ours(modules_after(HELP.format(arguments=arguments)))
        assert {name for name in loaded if not name.startswith("dealerkit.cli")} - LANGUAGES == set()

    @pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=" ".join)
    def test_help_and_version_load_no_library_but_click(self, arguments: list[str]):
        assert roots(modules_after(HELP.format(arguments=arguments))) & LIBRARIES == set()
