"""Spreadsheets, by the extra ``excel``: one sheet, read whole.

A spreadsheet keeps numbers as binary floats. They are read as the shortest digits that mean them, at
most 15, which is what its owner sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dealerkit.book.columns import Native, written
from dealerkit.book.sheet_errors import sheet_errors
from dealerkit.book.sources import PIECE, Damage, Layout, Piece
from dealerkit.problems import Arg, Location, Problem, nearest, problem


class SheetFile:
    """One sheet of a workbook: the stated one, the one called as the table, or the only one."""

    __slots__ = ("_layout", "_path", "_rows", "_table", "file")

    def __init__(self, path: Path, file: str, layout: Layout, table: str) -> None:
        self._path = path
        self.file = file
        self._layout = layout
        self._table = table
        self._rows: list[list[Native]] | Problem | None = None

    def heading(self) -> tuple[str, ...] | Problem:
        """The cells of the heading row as texts, spaces dropped."""
        rows = self._read()
        if isinstance(rows, Problem):
            return rows
        row = self._layout.header_row
        cells = [written(each).strip() for each in rows[row - 1]] if len(rows) >= row else []
        while cells and not cells[-1]:
            cells.pop()
        return tuple(cells) if cells else problem("DK807", Location(self.file, row), row=row)

    def expected(self) -> int:
        """As many rows as the sheet has."""
        rows = self._read()
        return 0 if isinstance(rows, Problem) else len(rows)

    def pieces(self, wanted: Sequence[int]) -> Iterator[Piece | Problem]:
        """The rows after the heading."""
        del wanted
        heading = self.heading()
        if isinstance(heading, Problem):
            yield heading
            return
        rows = self._read()
        if isinstance(rows, Problem):  # pragma: no cover - then the heading is a problem too
            return
        width = len(heading)
        for start in range(self._layout.header_row, len(rows), PIECE):
            yield _piece(rows[start : start + PIECE], start + 1, width)

    def _read(self) -> list[list[Native]] | Problem:
        if self._rows is None:
            self._rows = self._opened()
        return self._rows

    def _opened(self) -> list[list[Native]] | Problem:
        try:
            from python_calamine import CalamineWorkbook
        except ImportError:
            return problem("DK813", Location(self.file, 1), extra="excel", suffix=self._path.suffix)
        try:
            workbook = CalamineWorkbook.from_path(str(self._path))
            sheet = self._sheet(list(workbook.sheet_names))
            if isinstance(sheet, Problem):
                return sheet
            rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except Exception as error:  # noqa: BLE001 - the library raises errors of its own and Rust panics for damaged files
            return problem("DK814", Location(self.file, 1), reason=str(error)[:200])
        found = [list[Native](cells) for cells in rows]
        for (row, column), said in sheet_errors(self._path, sheet).items():
            if row <= len(found) and column <= len(found[row - 1]):
                found[row - 1][column - 1] = said
        return found

    def _sheet(self, names: list[str]) -> str | Problem:
        stated = self._layout.sheet
        if stated:
            if stated in names:
                return stated
            args: dict[str, Arg] = {"sheet": stated, "nearest": nearest(stated, names), "sheets": tuple(names)}
            return Problem("DK815", Location(self.file, 1), tuple(args.items()))
        if self._table in names:
            return self._table
        if len(names) == 1:
            return names[0]
        return problem("DK815", Location(self.file, 1), sheet="", nearest="", sheets=tuple(names))


def _piece(rows: list[list[Native]], first: int, width: int) -> Piece:
    numbers: list[int] = []
    good: list[list[Native]] = []
    damages: list[Damage] = []
    blank = 0
    for number, cells in enumerate(rows, first):
        if not any(written(each).strip() for each in cells):
            blank += 1
        elif any(written(each).strip() for each in cells[width:]):
            raw = ",".join(map(written, cells))
            args = (("found", len(cells)), ("expected", width), ("lines", 1))
            damages.append(Damage(number, width + 1, "DK830", args, raw))
        else:
            numbers.append(number)
            good.append([*cells[:width], *[None] * (width - len(cells))])
    columns: list[Sequence[Native]] = list(zip(*good, strict=True)) if good else [()] * width
    return Piece(numbers, columns, tuple(damages), blank, typed=True)
