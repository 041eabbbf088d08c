"""Dates as books spell them: formats that are stated, read strictly, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from attrs import frozen

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999

ISO_DAY: Final = "%Y-%m-%d"
DEFAULT_DAYS: Final = (ISO_DAY,)
"""Without a stated format a date is written as 2026-01-31."""
DEFAULT_MOMENTS: Final = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S%z",
    ISO_DAY,
)
"""Without a stated format a time is written as ISO 8601 does; a day alone begins at midnight."""

# What each directive reads: its name, its digits beside a separator, its digits where none separates.
_DIRECTIVES: Final = {
    "Y": ("year", "[0-9]{4}", "[0-9]{4}"),
    "m": ("month", "[0-9]{1,2}", "[0-9]{2}"),
    "d": ("day", "[0-9]{1,2}", "[0-9]{2}"),
    "H": ("hour", "[0-9]{1,2}", "[0-9]{2}"),
    "M": ("minute", "[0-9]{1,2}", "[0-9]{2}"),
    "S": ("second", "[0-9]{1,2}", "[0-9]{2}"),
    "f": ("fraction", "[0-9]{1,9}", "[0-9]{6}"),
    "z": ("offset", r"Z|[+-][0-9]{2}:?[0-9]{2}", r"Z|[+-][0-9]{2}:?[0-9]{2}"),
}
_TOKEN = re.compile(r"%(.)|([^%]+)", re.DOTALL)


@frozen
class DateFormat:
    """One way to write a date, such as ``%d/%m/%Y`` or ``%Y年%m月%d日``."""

    text: str
    match: Callable[[str], re.Match[str] | None]

    def read(self, text: str) -> datetime | None:
        """The moment that ``text`` writes in this format; None where it does not or no such day exists."""
        found = self.match(text)
        if not found:
            return None
        parts = found.groupdict()
        try:
            moment = datetime(
                int(parts["year"]),
                int(parts["month"]),
                int(parts["day"]),
                int(parts.get("hour") or 0),
                int(parts.get("minute") or 0),
                int(parts.get("second") or 0),
                int((parts.get("fraction") or "0").ljust(6, "0")[:6]),
            )
        except ValueError:
            return None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            return None
        offset = parts.get("offset")
        return moment.replace(tzinfo=_offset(offset)) if offset else moment


def date_format(text: str) -> DateFormat | None:
    """The format that ``text`` describes; None where it does not give one year, month and day."""
    parts: list[str] = []
    seen: list[str] = []
    pieces = _TOKEN.findall(text)
    if "".join(f"%{directive}" if directive else literal for directive, literal in pieces) != text:
        return None
    for position, (directive, literal) in enumerate(pieces):
        if literal:
            parts.append(re.escape(literal))
            continue
        known = _DIRECTIVES.get(directive)
        if known is None:
            return None
        name, loose, tight = known
        beside = (position and pieces[position - 1][0]) or (position + 1 < len(pieces) and pieces[position + 1][0])
        parts.append(f"(?P<{name}>{tight if beside else loose})")
        seen.append(name)
    if len(set(seen)) != len(seen) or not {"year", "month", "day"} <= set(seen):
        return None
    return DateFormat(text, re.compile("".join(parts)).fullmatch)


def date_formats(texts: Iterable[str]) -> tuple[DateFormat, ...]:
    """The formats of texts that are known to be formats."""
    return tuple(each for each in map(date_format, texts) if each is not None)


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= 24 * 60:
        return UTC
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
