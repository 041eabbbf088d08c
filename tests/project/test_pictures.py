"""Every picture of a flow in the docs is the one that its policy draws now.

A comment ``<!-- drawn: examples/complaints/policy complaint zh -->`` stands before the fenced block: folder, flow,
language. Running with ``UPDATE_SNAPSHOTS=1`` draws them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from dealerkit.assembly import load
from dealerkit.report.flow_drawing import mermaid
from dealerkit.report.languages import Language
from dealerkit.workflow.flow import flows_of
from tests.conftest import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]
PICTURE = re.compile(r"(<!-- drawn: (\S+) (\S+) (en|zh) -->\n```mermaid\n)(.*?)(```\n)", re.DOTALL)
WITH_PICTURES = [page for page in PAGES if PICTURE.search(page.read_text("utf-8"))]


def drawn_anew(found: re.Match[str]) -> str:
    policy = load([ROOT / found[2]]).policy
    assert policy is not None, found[2]
    lang: Language = "zh" if found[4] == "zh" else "en"
    return f"{found[1]}{mermaid(flows_of(policy)[found[3]], lang)}{found[6]}"


@pytest.mark.parametrize("page", WITH_PICTURES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_pictures_of_a_page_are_those_its_policies_draw(page: Path):
    text = page.read_text("utf-8")
    wanted = PICTURE.sub(drawn_anew, text)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        page.write_text(wanted, "utf-8", newline="\n")
    assert page.read_text("utf-8") == wanted


def test_there_are_pictures():
    assert WITH_PICTURES


def test_every_fenced_picture_says_what_it_was_drawn_from():
    bare = [
        page.name
        for page in PAGES
        for text in [page.read_text("utf-8")]
        if text.count("```mermaid") != len(PICTURE.findall(text))
    ]
    assert bare == []
