"""What the wheel holds, and that the suite runs against it."""

from __future__ import annotations

import os
import zipfile
from configparser import ConfigParser
from email.parser import Parser
from pathlib import Path

import pytest

import dealerkit
from tests.conftest import ROOT

WHEEL = os.environ.get("DEALERKIT_WHEEL", "")

pytestmark = pytest.mark.skipif(not WHEEL, reason="`make test` builds the wheel and names it in DEALERKIT_WHEEL")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(ROOT / WHEEL) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def test_the_suite_runs_against_the_wheel_and_not_the_sources(files: dict[str, bytes]):
    installed = Path(dealerkit.__file__).parent
    assert ROOT / "src" not in installed.parents
    assert (installed / "__init__.py").read_bytes() == files["dealerkit/__init__.py"]


def test_every_source_is_in_the_wheel(files: dict[str, bytes]):
    sources = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "dealerkit").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert sources - files.keys() == set()


def test_nothing_but_the_package_is_in_the_wheel(files: dict[str, bytes]):
    assert {name.split("/")[0] for name in files} == {"dealerkit", "dealerkit-0.1.0.dist-info"}


def test_the_wheel_says_that_it_is_typed_and_under_which_licence(files: dict[str, bytes]):
    assert "dealerkit/py.typed" in files
    assert "dealerkit-0.1.0.dist-info/licenses/LICENSE" in files


def test_the_wheel_has_the_command_and_the_plugin_of_pytest_and_no_other_entry(files: dict[str, bytes]):
    entry_points = ConfigParser()
    entry_points.read_string(files["dealerkit-0.1.0.dist-info/entry_points.txt"].decode())
    found = {group: dict(entry_points[group]) for group in entry_points.sections()}
    assert found == {
        "console_scripts": {"dealerkit": "dealerkit.cli:main"},
        "pytest11": {"dealerkit": "dealerkit.pytest_plugin"},
    }


def test_the_core_depends_on_nothing_but_what_the_design_names(files: dict[str, bytes]):
    metadata = Parser().parsestr(files["dealerkit-0.1.0.dist-info/METADATA"].decode())
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    names = {line.split(";")[0].split(">")[0].strip() for line in needed}
    assert names == {"attrs", "click", "holidays", "pyyaml", "tabulate", "tzdata", "wcwidth"}
