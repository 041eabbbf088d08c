"""What is public is named once, and each name costs only itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dealerkit
from tests.conftest import ROOT


@pytest.mark.parametrize("name", dealerkit.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(dealerkit, name) is not None


@pytest.mark.parametrize("path", [*(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*/*.py")], ids=str)
def test_what_a_page_or_an_example_imports_is_public(path: Path) -> None:
    named = re.findall(r"^from dealerkit import (.+)$", path.read_text("utf-8"), re.MULTILINE)
    names = {name.strip() for each in named for name in each.split(",")} - {"authority"}
    assert names <= set(dealerkit.__all__)


@pytest.mark.parametrize("page", ["simulate", "scenarios", "uncertainty", "goal-seek", "volumes", "behaviour"])
def test_the_pages_of_simulations_import_nothing_else(page: str) -> None:
    assert not re.search(r"^(from|import) dealerkit\.", (ROOT / "docs" / f"{page}.md").read_text("utf-8"), re.MULTILINE)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        dealerkit.no_such_name  # noqa: B018


def test_public_names_are_listed_sorted_and_once() -> None:
    assert dealerkit.__all__ == sorted(set(dealerkit.__all__), key=lambda name: (name[0].islower(), name))


def test_asking_for_a_problem_does_not_import_the_engine() -> None:
    code = "import sys, dealerkit; dealerkit.Problem; sys.exit('yaml' in sys.modules or 'click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
