"""Patterns of codes: made from the columns of a row, and read back against them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book.kinds import Value
from dealerkit.customers.codes.section import Scheme

SEQUENCE = "sequence"
LOOSE = "loose"
_PART = re.compile(r"\{([a-z][a-z_0-9]*)(?::([A-Z]+|[1-9]))?\}")
_FORMATS = {"YYYY": "{:%Y}", "YY": "{:%y}", "MM": "{:%m}", "DD": "{:%d}"}
_PERIODS = {"month": "YYYY-MM", "year": "YYYY", "never": ""}
_IN_A_DATE = re.compile("YYYY|YY|MM|DD")


@frozen
class Part:
    """A piece of a pattern: fixed signs, a column, a day's parts, or the running number with its width."""

    column: str = ""
    text: str = ""
    day: str = ""
    width: int = 0


@frozen
class Fault(Exception):
    """Why a pattern cannot be used: ``part``, ``day``, ``sequence``, ``loose`` or ``braces``."""

    why: str
    part: str = ""


def parts_of(scheme: Scheme) -> tuple[Part, ...] | Fault:
    """The pieces of a pattern, or what is wrong with it."""
    found: list[Part] = []
    end = 0
    for match in _PART.finditer(scheme.pattern):
        if match.start() > end:
            found.append(Part(text=scheme.pattern[end : match.start()]))
        column, spec = match[1], match[2] or ""
        end = match.end()
        if column == SEQUENCE:
            if not spec.isdecimal():
                return Fault("sequence", match[0])
            found.append(Part(column, width=int(spec)))
        elif spec and _IN_A_DATE.sub("", spec):
            return Fault("day", match[0])
        else:
            found.append(Part(column, day=spec))
    if end < len(scheme.pattern):
        found.append(Part(text=scheme.pattern[end:]))
    if any("{" in part.text or "}" in part.text for part in found):
        return Fault("braces", scheme.pattern)
    if sum(part.column == SEQUENCE for part in found) != 1:
        return Fault("sequence", "")
    if scheme.loose is not None and sum(part.column == scheme.loose for part in found) != 1:
        return Fault("loose", scheme.loose)
    return tuple(found)


@frozen
class Reading:
    """A code read by its pattern: the running number, and the columns with which it does not agree."""

    sequence: int | None
    wrong: tuple[str, ...] = ()


@frozen(eq=False)
class Coder:
    """Makes and reads the codes of one scheme."""

    scheme: Scheme
    parts: tuple[Part, ...]
    width: int = field(init=False)
    columns: tuple[str, ...] = field(init=False)
    _days: dict[tuple[str, date], str] = field(init=False, factory=dict)

    @width.default
    def _of_the_sequence(self) -> int:
        return next(part.width for part in self.parts if part.column == SEQUENCE)

    @columns.default
    def _read(self) -> tuple[str, ...]:
        named = [part.column for part in self.parts if part.column and part.column != SEQUENCE]
        return tuple(dict.fromkeys((*named, self.scheme.by, *self.scheme.per)))

    @property
    def last(self) -> int:
        """The greatest running number that fits."""
        return int("9" * self.width)

    def period(self, value_of: Callable[[str], Value | None]) -> tuple[str, ...] | None:
        """Within what running numbers do not repeat; None where the day, or what they run by, is not known."""
        day = value_of(self.scheme.by)
        apart = [value_of(each) for each in self.scheme.per]
        if not isinstance(day, date) or any(each is None for each in apart):
            return None
        form = _PERIODS[self.scheme.restarts]
        return (self._day(form, day) if form else "", *map(str, apart))

    def made(self, value_of: Callable[[str], Value | None], sequence: int) -> str | None:
        """The code with a running number; None where a column it is made of is empty."""
        found: list[str] = []
        for part in self.parts:
            text = f"{sequence:0{part.width}}" if part.column == SEQUENCE else self._text(part, value_of)
            if text is None:
                return None
            found.append(text)
        return "".join(found)

    def read(self, code: str, value_of: Callable[[str], Value | None]) -> Reading:
        """Read a code against the row it belongs to."""
        texts = [self._expected(part, value_of) for part in self.parts]
        fixed = sum(len(text) if text is not None else part.width for text, part in zip(texts, self.parts, strict=True))
        room = len(code) - fixed
        place, sequence = 0, None
        wrong: list[str] = []
        for text, part in zip(texts, self.parts, strict=True):
            if part.column == SEQUENCE:
                digits = code[place : place + part.width]
                if len(digits) == part.width and digits.isascii() and digits.isdecimal() and int(digits):
                    sequence = int(digits)
                place += part.width
            elif text is None:
                # An empty cell, or one that may have changed since: it takes what the others leave.
                place += max(room, 0)
                if room < 1:
                    wrong.append(part.column)
                if part.column != self.scheme.loose:
                    wrong.append(part.column)
            else:
                if not code.startswith(text, place):
                    wrong.append(part.column)
                place += len(text)
        if place != len(code) or sequence is None:
            wrong.append("")
        return Reading(sequence if not wrong or place == len(code) else None, tuple(dict.fromkeys(wrong)))

    def _expected(self, part: Part, value_of: Callable[[str], Value | None]) -> str | None:
        if part.column in {self.scheme.loose, SEQUENCE}:
            return None
        return self._text(part, value_of)

    def _text(self, part: Part, value_of: Callable[[str], Value | None]) -> str | None:
        if not part.column:
            return part.text
        value = value_of(part.column)
        if value is None:
            return None
        if part.day:
            return self._day(part.day, value) if isinstance(value, date) else None
        text = f"{value}"
        spelt: Mapping[str, str] | None = self.scheme.spelt.get(part.column)
        return text if spelt is None else spelt.get(text, text)

    def _day(self, form: str, day: date) -> str:
        known = self._days.get((form, day))
        if known is None:
            known = _IN_A_DATE.sub(lambda match: _FORMATS[match[0]].format(day), form)
            self._days[form, day] = known
        return known


def coder_of(scheme: Scheme) -> Coder | Fault:
    """What makes and reads the codes of a scheme."""
    parts = parts_of(scheme)
    return parts if isinstance(parts, Fault) else Coder(scheme, parts)
