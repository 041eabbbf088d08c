"""Error cells of a workbook: where a formula failed, and with what.

The library that reads workbooks gives an empty cell for ``#N/A``, which is not the same thing. The
errors are therefore looked up in the sheet's own XML; formats without XML keep theirs to themselves.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from typing import Final

Errors = dict[tuple[int, int], str]
"""Errors by row and column, both counted from 1."""

_WITH_XML: Final = frozenset({".xlsx", ".xlsm"})
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_FAILED = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_SAID = re.compile(rb"<(?:\w+:)?v>([^<]*)<")


def sheet_errors(path: Path, sheet: str) -> Errors:
    """Every error of a sheet; none where the format does not tell."""
    if path.suffix.lower() not in _WITH_XML:
        return {}
    try:
        with zipfile.ZipFile(path) as parts:
            name = _part_of(parts, sheet)
            data = parts.read(name) if name else b""
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        # The workbook was read; only its errors cannot be told from empty cells.
        return {}
    found: Errors = {}
    for cell in _FAILED.finditer(data):
        place, said = _PLACE.search(cell[1]), _SAID.search(cell[2])
        if place:
            found[int(place[2]), _number(place[1])] = said[1].decode("utf-8", "replace") if said else "#VALUE!"
    return found


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str:
    """The part of the package that holds a sheet."""
    workbook = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = parts.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    for attributes in _SHEET.findall(workbook):
        if unescape(_attribute(attributes, "name")) != sheet:
            continue
        wanted = _attribute(attributes, r"\w+:id")
        for relation in _RELATION.findall(relations):
            if _attribute(relation, "Id") == wanted:
                return normpath(join("/xl", _attribute(relation, "Target"))).lstrip("/")
    return ""


def _attribute(attributes: str, name: str) -> str:
    found = re.search(rf'(?<![\w:]){name}="([^"]*)"', attributes)
    return found[1] if found else ""


def _number(letters: bytes) -> int:
    """The column's number: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found
