"""No link of a page leads nowhere, and the index of the docs leads to every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
ANCHORED = re.compile(r"[^\w\- ]")


def links(page: Path) -> Iterator[str]:
    """The links of a page to files of the project."""
    for target in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


@cache
def anchors(page: Path) -> set[str]:
    """The names by which the headings of a page are linked to."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {ANCHORED.sub("", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = page.parent / file if file else page
    return target.exists() and (not anchor or anchor in anchors(target))


def test_every_link_of_a_page_leads_somewhere():
    nowhere = {(page, link) for page in PAGES for link in links(page) if not leads_somewhere(page, link)}
    assert sorted((page.relative_to(ROOT).as_posix(), link) for page, link in nowhere) == []


def test_the_index_of_the_docs_leads_to_every_page_of_them():
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in links(index)}
    assert [page.name for page in sorted((ROOT / "docs").glob("*.md")) if page not in linked | {index}] == []
