"""One bad file a mistake: what ``check`` says about it, to the letter, in both languages.

``tests/bad/NAME.yaml`` (or a folder) has ``NAME.en.txt`` and ``NAME.zh.txt`` beside it. Running with
``UPDATE_SNAPSHOTS=1`` rewrites them; read every changed line before keeping it.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from dealerkit.assembly import Findings, check
from dealerkit.policy import nodes
from dealerkit.report.diagnostics import diagnostics
from dealerkit.report.languages import Language

BAD = Path(__file__).parent / "bad"
CASES = sorted(path for path in BAD.iterdir() if path.suffix == ".yaml" or (path.is_dir() and any(path.glob("*.yaml"))))


@cache
def found_in(path: Path) -> Findings:
    return check([path])


def said_about(path: Path, lang: Language) -> str:
    found = found_in(path)
    text = diagnostics(found.problems, found.sources, lang)
    return text.replace(BAD.as_posix() + "/", "")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_file_gets_exactly_these_words(path: Path, lang: Language) -> None:
    said = said_about(path, lang)
    snapshot = BAD / f"{path.stem}.{lang}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text(said, encoding="utf-8", newline="\n")
    assert snapshot.read_text(encoding="utf-8") == said


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_bad_file_is_named_after_a_code_it_causes(path: Path) -> None:
    wanted = re.match(r"DK\d{3}", path.name)
    assert wanted is not None
    assert wanted[0] in {problem.code for problem in found_in(path).problems}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_without_the_c_parser_the_same_mistakes_are_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = [problem.code for problem in found_in(path).problems]
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    assert [problem.code for problem in check([path]).problems] == with_c


def test_there_are_bad_files_for_at_least_forty_mistakes() -> None:
    assert len({path.name[:5] for path in CASES}) >= 40
