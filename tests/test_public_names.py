"""What is public is named once, and each name costs only itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dealerkit


@pytest.mark.parametrize("name", dealerkit.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(dealerkit, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        dealerkit.no_such_name  # noqa: B018


def test_public_names_are_listed_sorted_and_once() -> None:
    assert dealerkit.__all__ == sorted(set(dealerkit.__all__), key=lambda name: (name[0].islower(), name))


def test_asking_for_a_problem_does_not_import_the_engine() -> None:
    code = "import sys, dealerkit; dealerkit.Problem; sys.exit('yaml' in sys.modules or 'click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
