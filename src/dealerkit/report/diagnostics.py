"""Problems as a person reads them: the place, the sentence, the source line with carets, what to do.

::

    policy.yaml:3:5: DK104 unknown key `bnds`
      3 |     bnds: [{at: 300_000, rate: 1%}]
        |     ^^^^
      help: did you mean `bands`?

Carets stand under the right characters in a fixed-width font: Chinese characters are two columns
wide, tabs are spread to spaces, and characters that would disturb a terminal (escape sequences,
direction marks) are shown as their codes. Long lines are cut around the place that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from wcwidth import wcswidth, wcwidth

from dealerkit.problems import DealerkitError, Location, Problem, Severity
from dealerkit.report.languages import LANGUAGES, Language, Words
from dealerkit.report.messages import role, sentence

SNIPPET_WIDTH = 96
"""Columns of source shown at most, the marks of a cut included."""

_TAB_WIDTH = 4
_CUT = "..."

# Where YAML ends a line; a location counts lines the same way.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

_MARKS: Mapping[Severity, Words] = {
    Severity.ERROR: Words("", ""),
    Severity.WARNING: Words("warning: ", "警告："),
    Severity.NOTE: Words("note: ", "说明："),
}
_HELP = Words("help: ", "帮助：")

_NO_SOURCES: Mapping[str, str] = {}


def diagnostics(problems: Iterable[Problem], sources: Mapping[str, str], lang: Language) -> str:
    """All problems in the order given, a blank line after each that shows a source line."""
    shown = _Sources(sources)
    return "".join(_lines_of(each, shown, lang) for each in problems)


def diagnostic(problem: Problem, sources: Mapping[str, str], lang: Language) -> str:
    """One problem; ``sources`` holds the text of files by name, and may lack any of them."""
    return _lines_of(problem, _Sources(sources), lang)


def worded(
    problems: Problem | Iterable[Problem], lang: Language = "en", sources: Mapping[str, str] = _NO_SOURCES
) -> str:
    """What is wrong and what to do about it, in English or Chinese, as the command line says it.

    ``problems`` is one of them or several, in the order in which they are said. With ``sources``, the texts of files
    by name (``loaded.sources``), the line that is meant is shown as well. Another language is a mistake of the caller.
    """
    if lang not in LANGUAGES:
        raise DealerkitError(f"there are words in {' and '.join(LANGUAGES)}, not in {lang!r}")
    found = (problems,) if isinstance(problems, Problem) else problems
    return diagnostics(found, sources, lang).rstrip("\n")


def display_width(text: str) -> int:
    """How many columns ``text`` takes in a fixed-width font, with nothing unprintable in it."""
    width = wcswidth(text)
    return width if width >= 0 else len(text)


def printable(text: str) -> str:
    """``text`` on one line, with what would disturb a terminal shown as its code."""
    return "".join(_visible(character) for character in text)


class _Sources:
    """The lines of the sources, each file split once however many problems it has."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, at: Location) -> str | None:
        """The line ``at`` stands in; nothing if the file or the line is not there."""
        if at.file not in self._lines:
            self._lines[at.file] = _LINE_END.split(self._texts.get(at.file, "").removeprefix("\ufeff"))
        lines = self._lines[at.file]
        if not 1 <= at.line <= len(lines) or at.file not in self._texts:
            return None
        return lines[at.line - 1]


def _lines_of(problem: Problem, sources: _Sources, lang: Language) -> str:
    main, help_ = sentence(problem, lang)
    place = f"{problem.at}: " if problem.at else ""
    lines = [printable(f"{place}{_MARKS[problem.severity].said_in(lang)}{problem.code} {main}")]
    snippet = list(_snippet(problem.at, sources))
    lines += snippet
    for related in problem.related:
        lines.append(printable(f"  {related.at}: {role(related.role, lang)}"))
        lines += _snippet(related.at, sources)
    if help_:
        lines.append(printable(f"  {_HELP.said_in(lang)}{help_}"))
    lines += [""] if snippet else []
    return "\n".join(lines) + "\n"


def _snippet(at: Location | None, sources: _Sources) -> Iterator[str]:
    line = sources.line(at) if at else None
    if at is None or line is None or not line.strip():
        return
    shown, before, width = _cut(line, at.column - 1, at.length)
    number = str(at.line)
    yield f"  {number} | {shown}".rstrip()
    yield f"  {' ' * len(number)} | {' ' * before}{'^' * width}"


def _cut(line: str, start: int, length: int) -> tuple[str, int, int]:
    """The part of ``line`` to show, the columns before the carets, and the carets' columns."""
    cells = _spread(line)
    start = min(max(start, 0), len(cells))
    end = min(start + max(length, 1), len(cells))
    widths = [display_width(cell) for cell in cells]
    first, last = 0, len(cells)
    front = back = ""
    if sum(widths) > SNIPPET_WIDTH:
        room = SNIPPET_WIDTH - 2 * len(_CUT)
        first = last = min(start, len(cells) - 1)
        # The place meant stands at the end of the first third, or nearer if the line begins there.
        while first > 0 and sum(widths[first - 1 : last]) <= room // 3:
            first -= 1
        taken = sum(widths[first:last])
        while last < len(cells) and taken + widths[last] <= room:
            taken += widths[last]
            last += 1
        while first > 0 and taken + widths[first - 1] <= room:
            first -= 1
            taken += widths[first]
        front = _CUT if first > 0 else ""
        back = _CUT if last < len(cells) else ""
    before = len(front) + sum(widths[first:start])
    carets = max(sum(widths[start : min(end, last)]), 1)
    return front + "".join(cells[first:last]) + back, before, carets


def _spread(line: str) -> list[str]:
    """One printable text per character; a tab becomes the spaces up to its stop."""
    if line.isascii() and line.isprintable():
        return list(line)
    cells: list[str] = []
    column = 0
    for character in line:
        cell = " " * (_TAB_WIDTH - column % _TAB_WIDTH) if character == "\t" else _visible(character)
        column += display_width(cell)
        cells.append(cell)
    return cells


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    # Joiners and marks of direction have no width of their own and reorder what stands around them;
    # a lone surrogate is a byte of a file name that is not UTF-8.
    if character == " " or (character.isprintable() and wcwidth(character) >= 0):
        return character
    if character == "\u3000":
        return character
    return character.encode("unicode_escape").decode("ascii")
