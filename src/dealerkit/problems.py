"""What can be wrong, and where: locations and problems, without any wording.

A problem is a value: a code, a place and arguments. The sentences that people read live in
``dealerkit.report.messages``, in English and Chinese, so that a code means one thing in every
language and in machine output. Codes are never reused.

Ranges: DK0 decisions, DK1 reading policy files, DK2 what a policy means, DK3 and DK4 rebates,
DK5 credit, DK6 complaints and flows, DK7 customers, contracts, scoring and governance, DK8 books,
DK9 running commands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

Arg = str | int | Decimal | Fraction | date | tuple[str, ...]
"""What a message may mention: words, numbers, dates, lists of words."""


class DealerkitError(Exception):
    """Root of every exception dealerkit raises: a programming mistake, never a user's."""


class Severity(Enum):
    """How much a problem matters: an error spoils an answer, a warning wants a look, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen(order=True)
class Location:
    """A place in a file: line and column count from 1, the column in characters.

    In a table the line is the row as a spreadsheet counts it (the heading is row 1) and the column
    is the cell's number in that row. ``length`` is how many characters are meant, at least 1.
    """

    file: str
    line: int
    column: int = 1
    length: int = field(default=1, order=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen
class Related:
    """A second place that explains the first; ``role`` names why, e.g. ``first-defined``."""

    role: str
    at: Location


@frozen
class Problem:
    """One thing that is wrong: ``code``, the place, and the arguments its message mentions."""

    code: str
    at: Location | None
    args: tuple[tuple[str, Arg], ...] = ()
    address: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()

    def arg(self, name: str) -> Arg:
        """The argument called ``name``; ``""`` where the problem has none."""
        for known, value in self.args:
            if known == name:
                return value
        return ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key that sorts findings: file, line, column, code, address."""
        at = self.at
        return (at.file, at.line, at.column, self.code, self.address) if at else ("", 0, 0, self.code, self.address)


def problem(
    code: str,
    at: Location | None,
    *,
    address: str = "",
    severity: Severity = Severity.ERROR,
    related: Iterable[Related] = (),
    **args: Arg,
) -> Problem:
    """A problem with its message arguments written as keywords."""
    return Problem(code, at, tuple(args.items()), address, severity, tuple(related))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems sorted by place, then code, then address; what is said of one place is said once.

    A part of a policy that is used twice by an alias has two addresses and one place.
    """
    said: dict[object, Problem] = {}
    for each in sorted(problems, key=lambda each: each.order):
        said.setdefault((each.code, each.at or each.address, each.args), each)
    return tuple(said.values())


def nearest(word: str, words: Iterable[str]) -> str:
    """The word a typist most likely meant, or ``""`` when none is close."""
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), {each.lower(): each for each in words}, n=1, cutoff=0.6)
    if not found:
        return ""
    return next(each for each in sorted(words) if each.lower() == found[0])
