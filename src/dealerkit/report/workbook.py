"""Tables as an Excel workbook, one sheet each; needs the extra ``excel``.

The file format keeps numbers as binary floating point, which holds any decimal of up to 15 digits
and no longer one. A number with more digits is therefore written as text, whole.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from dealerkit.report.diagnostics import display_width
from dealerkit.report.languages import Language
from dealerkit.report.tables import Cell, Kind, Table, cell_for_people, cell_for_programs, digits, ended

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

EXACT_DIGITS = 15
"""Decimal digits that survive the way into a workbook and back."""

_WIDEST = 60
_LONGEST_TEXT = 32_767
_NUMBER_FORMATS: Mapping[Kind, str] = {
    Kind.TEXT: "@",
    Kind.INTEGER: "#,##0",
    Kind.MONEY: "#,##0.00##",
    Kind.RATE: "0.00##%",
    Kind.DATE: "yyyy-mm-dd",
}


def workbook(tables: Iterable[Table], lang: Language) -> bytes:
    """The tables as the bytes of one .xlsx file; the same tables give the same bytes."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    heading = book.add_format({"bold": True, "bg_color": "#EEEEEE", "bottom": 1})
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _NUMBER_FORMATS.items()}
    names: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table.title.said_in(lang), names))
        for number, text in enumerate(table.headings(lang)):
            sheet.write_string(0, number, text, heading)
        for number, row in enumerate(table.rows, start=1):
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                _write(sheet, number, place, cell, formats[column.kind])
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        for place, width in enumerate(_widths(table, lang)):
            sheet.set_column(place, place, width)
    if not names:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, shape: Format) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell, shape)
        return
    if isinstance(cell, str):
        sheet.write_string(row, place, cell[:_LONGEST_TEXT])
        return
    number = ended(cell) if isinstance(cell, Fraction) else Decimal(cell)
    if digits(number) <= EXACT_DIGITS:
        sheet.write_number(row, place, float(number), shape)
    else:
        sheet.write_string(row, place, cell_for_programs(cell))


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel accepts: at most 31 characters, none of its own signs, no other sheet's."""
    wanted = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31] or "Sheet"
    name, number = wanted, 2
    while name.lower() in taken:
        suffix = f" {number}"
        name = wanted[: 31 - len(suffix)] + suffix
        number += 1
    taken.add(name.lower())
    return name


def _widths(table: Table, lang: Language) -> list[int]:
    widths = [display_width(text) for text in table.headings(lang)]
    for row in table.rows[:1000]:
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            widths[place] = max(widths[place], display_width(cell_for_people(cell, column.kind)))
    return [min(width, _WIDEST) + 2 for width in widths]
