"""Copies of a handbook: whether one still says what the policy says, and which chapters do not.

A copy carries the policy's name, revision and fingerprint, the day of its examples and its language. The handbook
is written anew with the same day and language and compared chapter by chapter; line breaks and spaces do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, problem
from dealerkit.report.handbook.book import Handbook, handbook
from dealerkit.report.languages import Language

_STAMP = re.compile(
    r"<!-- dealerkit handbook policy=(?P<policy>\S+) revision=(?:'|&#x27;)(?P<revision>.*?)(?:'|&#x27;)"
    r" fingerprint=(?P<fingerprint>[0-9a-f]+) as-of=(?P<as_of>\d{4}-\d\d-\d\d) lang=(?P<lang>en|zh) -->"
)
_CHAPTER = re.compile(
    r'<a id="(?P<md>[^"]+)"></a>\s*\n#{2,6} (?P<md_title>.*)|<h[2-6] id="(?P<html>[^"]+)">(?P<html_title>.*?)</h'
)
_HTML = "<!doctype html>"


@frozen
class _Part:
    """One chapter as a copy has it: its title, the line where it begins, its words."""

    title: str
    line: int
    words: str


def check_copy(policy: Policy, text: str, file: str) -> Iterator[Problem]:
    """What a copy of the handbook says otherwise than the policy.

    DK926 it is no handbook; DK927 it is of another policy; DK922 it is out of date; DK923 a chapter of it has
    changed, DK924 one is not in it, DK925 one is no more in the policy; DK928 a chapter was changed by hand.
    """
    stamp = _STAMP.search(text)
    day = _day(stamp["as_of"]) if stamp is not None else None
    if stamp is None or day is None:
        yield problem("DK926", Location(file, 1))
        return
    at = Location(file, text.count("\n", 0, stamp.start()) + 1)
    if stamp["policy"] != policy.header.name:
        yield problem("DK927", at, found=stamp["policy"], name=policy.header.name)
        return
    today = handbook(policy, cast("Language", stamp["lang"]), day)
    is_stale = (stamp["fingerprint"], stamp["revision"]) != (today.fingerprint, today.revision)
    if is_stale:
        yield problem(
            "DK922",
            at,
            found=stamp["revision"],
            found_print=stamp["fingerprint"],
            revision=today.revision,
            fingerprint=today.fingerprint,
        )
    yield from _chapters(today, text, file, is_stale=is_stale)


def _chapters(today: Handbook, text: str, file: str, *, is_stale: bool) -> Iterator[Problem]:
    written = _parts(text)
    wanted = _parts(today.html() if _HTML in text[:200].lower() else today.markdown())
    last = max((part.line for part in written.values()), default=1)
    for anchor, part in wanted.items():
        found = written.get(anchor)
        if found is None:
            yield problem("DK924", Location(file, last), chapter=part.title)
        elif found.words != part.words and is_stale:
            yield problem("DK923", Location(file, found.line), chapter=part.title)
        elif found.words != part.words:
            yield problem("DK928", Location(file, found.line), chapter=part.title)
    for anchor, part in written.items():
        if anchor not in wanted:
            yield problem("DK925", Location(file, part.line), chapter=part.title)


def _parts(text: str) -> dict[str, _Part]:
    """The chapters of a handbook by anchor; spaces and line breaks in them do not count."""
    found = [*_CHAPTER.finditer(text)]
    ends = [*(each.start() for each in found[1:]), len(text)]
    return {
        (each["md"] or each["html"]): _Part(
            each["md_title"] or each["html_title"] or "",
            text.count("\n", 0, each.start()) + 1,
            " ".join(text[each.start() : end].split()),
        )
        for each, end in zip(found, ends, strict=True)
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
