"""A return asked for as JSON: what is true of all of it beside its lines.

    {"dealer": "D01", "asked": "exchange", "lines": [{"product": "P100", "serial": "S001", "sold_on": "2026-06-01"}]}

Keys are the columns of the table; figures are taken as they are written, never as binary fractions.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

from dealerkit.book.tables import TABLES
from dealerkit.cli.exact_json import JsonText, Unfit
from dealerkit.contracts.returns.run import WITHOUT_NUMBER
from dealerkit.problems import Location, Problem, nearest, problem

PIPE = Path("-")
_LINES = "lines"


def read_request(path: Path, table: str, as_of: date) -> list[dict[str, str]] | Problem:
    """The rows of a request as the table would hold them; DK797 where it is none."""
    name = "request.json" if path == PIPE else path.as_posix()
    raw = sys.stdin.buffer.read() if path == PIPE else path.read_bytes()
    try:
        text = JsonText(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _unread(Location(name, 1), "request-utf-8")
    written = text.value()
    if isinstance(written, Unfit):
        return _unread(text.place(written.position), f"request-{written.why}", found=written.found)
    if not isinstance(written, dict):
        return _unread(Location(name, 1), "request-object")
    lines = written.get(_LINES)
    if not isinstance(lines, list) or not lines or not all(isinstance(each, dict) for each in lines):
        return _unread(Location(name, 1), "request-lines")
    known = (*TABLES[table].by_name, _LINES)
    for part in (written, *cast("list[Mapping[str, object]]", lines)):
        for key, cell in part.items():
            if key not in known or (isinstance(cell, dict | list) and key != _LINES):
                return _unread(Location(name, 1), "request-key", found=key, close=nearest(key, known))
    common = {"return": WITHOUT_NUMBER, "date": as_of.isoformat()}
    common |= {key: _cell(cell) for key, cell in written.items() if key != _LINES}
    return [
        {**common, "line_no": str(i), **{key: _cell(cell) for key, cell in each.items()}}
        for i, each in enumerate(cast("list[Mapping[str, object]]", lines), 1)
    ]


def _cell(cell: object) -> str:
    """The text a table would hold: numbers came as they were written."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def _unread(at: Location, expected: str, *, found: str = "", close: str = "") -> Problem:
    return problem("DK797", at, expected=expected, found=found, nearest=close)
