"""CSV files: decoded block by block, taken apart row by row.

The encoding is stated, never sniffed: a GB18030 character can be valid UTF-8. Bytes that are not
text in the stated encoding damage their own row and no other.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Final

from dealerkit.book.cells import shown
from dealerkit.book.columns import Native
from dealerkit.book.sources import PIECE, Damage, Layout, Piece, rows_expected
from dealerkit.problems import Arg, Location, Problem, nearest, problem

ENCODINGS: Final = ("utf-8", "gb18030", "gbk", "gb2312", "big5", "cp1252", "iso-8859-1")
"""Encodings a book may state. In all of them a line end is one byte that means nothing else."""

_BLOCK: Final = 1 << 15
_LONGEST_LINE: Final = 1 << 20
_BOM: Final = codecs.BOM_UTF8
_SAMPLE: Final = 200
_SHOWN: Final = 2_000
_ESCAPED = re.compile("[\udc00-\udcff]").search
_LINE_END = re.compile("\r\n|\r|\n")
_ESCAPE: Final = "dealerkit-escape"


def known_encoding(name: str) -> str | None:
    """The encoding as this module calls it; None for one that books may not state."""
    plain = name.strip().lower().replace("_", "-")
    plain = {"utf8": "utf-8", "utf-8-sig": "utf-8", "latin-1": "iso-8859-1", "windows-1252": "cp1252"}.get(plain, plain)
    return plain if plain in ENCODINGS else None


def nearest_encoding(name: str) -> str:
    """The encoding a typist most likely meant."""
    return nearest(name, ENCODINGS)


class DelimitedFile:
    """One CSV file."""

    __slots__ = ("_heading", "_layout", "_path", "_row_bytes", "file")

    def __init__(self, path: Path, file: str, layout: Layout) -> None:
        self._path = path
        self.file = file
        self._layout = layout
        self._heading: tuple[str, ...] | Problem | None = None
        self._row_bytes = 0.0

    def heading(self) -> tuple[str, ...] | Problem:
        """The cells of the heading row, spaces dropped."""
        if self._heading is None:
            self._heading = self._read_heading()
        return self._heading

    def expected(self) -> int:
        """The file's size by the average length of its first rows."""
        return rows_expected(self._path, self._row_bytes)

    def _read_heading(self) -> tuple[str, ...] | Problem:
        at = Location(self.file, self._layout.header_row)
        try:
            with self._path.open("rb") as stream:
                start = stream.read(4)
                if start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
                    return problem("DK811", at, encoding=self._layout.encoding, value="UTF-16", nearest="")
                stream.seek(0)
                rows = self._rows(_Decoded(stream, self._layout.encoding))
                for _ in range(self._layout.header_row - 1):
                    next(rows, None)
                found = next(rows, None)
                sample = list(islice((each for each in rows if not isinstance(each, csv.Error)), _SAMPLE))
        except OSError as error:
            return problem("DK814", at, reason=error.strerror or "")
        if isinstance(found, csv.Error):
            return problem("DK833", at, most=csv.field_size_limit(), heading="")
        if not found or not any(map(str.strip, found)):
            return problem("DK807", at, row=self._layout.header_row)
        found[0] = found[0].lstrip("\ufeff")
        for position, cell in enumerate(found, 1):
            if _ESCAPED(cell):
                place = Location(self.file, self._layout.header_row, position)
                return problem("DK811", place, encoding=self._layout.encoding, value=shown(cell), nearest="")
        if sample:
            encoding = self._layout.encoding
            size = sum(len("".join(row).encode(encoding, "replace")) + max(1, len(row)) for row in sample)
            self._row_bytes = size / len(sample)
        return tuple(map(str.strip, found))

    def _rows(self, decoded: _Decoded) -> Iterator[list[str] | csv.Error]:
        """Rows one by one; an error in place of a row that is too long."""
        lines = chain.from_iterable(io.StringIO(text, newline="") for text in decoded.texts())
        reader = csv.reader(lines, delimiter=self._layout.delimiter)
        while True:
            try:
                yield next(reader)
            except csv.Error as error:
                yield error
            except StopIteration:
                return

    def pieces(self, wanted: Sequence[int]) -> Iterator[Piece | Problem]:
        """The rows after the heading, with every cell: reading fewer would cost more."""
        del wanted
        heading = self.heading()
        if isinstance(heading, Problem):
            yield heading
            return
        try:
            with self._path.open("rb") as stream:
                decoded = _Decoded(stream, self._layout.encoding)
                yield from self._piecewise(decoded, len(heading))
        except OSError as error:
            yield problem("DK814", Location(self.file, 1), reason=error.strerror or "")

    def _piecewise(self, decoded: _Decoded, width: int) -> Iterator[Piece]:
        """Blocks without quotes are split whole; from the first quote on, rows come one by one."""
        blocks = decoded.texts()
        row = 1
        for text in blocks:
            if row == 1:
                body = _without_heading(text, self._layout.header_row)
                row = self._layout.header_row + 1
                if body is None:
                    yield from self._row_by_row(decoded, chain((text,), blocks), 1, width)
                    return
            else:
                body = text
            if '"' in body:
                yield from self._row_by_row(decoded, chain((body,), blocks), row, width)
                return
            columns = None if decoded.suspect else split_plain(body, self._layout.delimiter, width)
            if columns is not None:
                if columns[0]:
                    yield Piece(range(row, row + len(columns[0])), columns)
                row += len(columns[0])
            else:
                for piece in self._row_by_row(decoded, iter((body,)), row, width):
                    yield piece
                    row += piece.read

    def _row_by_row(self, decoded: _Decoded, texts: Iterator[str], row: int, width: int) -> Iterator[Piece]:
        """Pieces of the rows in ``texts``, of which the first is ``row``; headings are left out.

        A row that cannot be read is its first line: reading goes on with the next, so that a quote that is
        never closed takes no other row with it.
        """
        lines = _Lines(texts)
        reader = csv.reader(chain.from_iterable(lines), delimiter=self._layout.delimiter, strict=True)
        while row <= self._layout.header_row:
            with suppress(csv.Error, StopIteration):
                next(reader)
            row += 1
        while True:
            rows: list[list[str]] = []
            failed: csv.Error | None = None
            lines.mark()
            try:
                # Extending keeps the rows before one that cannot be read.
                rows.extend(islice(reader, PIECE))
            except csv.Error as error:
                failed = error
            if not rows and failed is None:
                return
            if not decoded.damaged and set(map(len, rows)) == {width}:
                yield Piece(range(row, row + len(rows)), list(zip(*rows, strict=True)))
            elif rows:
                yield self._sorted_out(rows, row, width)
            row += len(rows)
            if failed is not None:
                line, alone = lines.back_behind(sum(map(_lines_of, rows)))
                yield Piece((), [()] * width, (_unreadable(failed, row, line, width, alone=alone),))
                row += 1
                reader = csv.reader(chain.from_iterable(lines), delimiter=self._layout.delimiter, strict=True)

    def _sorted_out(self, rows: list[list[str]], first: int, width: int) -> Piece:
        """A piece of the rows that have the right number of readable cells; the others as damages."""
        numbers: list[int] = []
        good: list[list[str]] = []
        damages: list[Damage] = []
        blank = 0
        for number, row in enumerate(rows, first):
            if not any(map(str.strip, row)):
                blank += 1
                continue
            # A trailing delimiter is how some programs end every row.
            cells = row if any(map(str.strip, row[width:])) else row[:width]
            damage = self._damage(number, cells, width)
            if damage is None:
                numbers.append(number)
                good.append(cells)
            else:
                damages.append(damage)
        columns: list[Sequence[Native]] = list(zip(*good, strict=True)) if good else [()] * width
        return Piece(numbers, columns, tuple(damages), blank)

    def _damage(self, number: int, cells: list[str], width: int) -> Damage | None:
        for position, cell in enumerate(cells, 1):
            if "\0" in cell:
                return Damage(number, position, "DK832", (("value", shown(cell)),), self._raw(cells))
            if not cell.isascii() and _ESCAPED(cell):
                args = (("value", shown(cell)), ("encoding", self._layout.encoding))
                return Damage(number, position, "DK831", args, self._raw(cells))
        if len(cells) == width:
            return None
        position = min(len(cells), width) + (1 if len(cells) > width else 0)
        spans = sum(cell.count("\n") for cell in cells)
        code = "DK851" if spans else "DK830"
        counted: tuple[tuple[str, Arg], ...] = (("found", len(cells)), ("expected", width), ("lines", spans + 1))
        return Damage(number, max(1, position), code, counted, self._raw(cells))

    def _raw(self, cells: Sequence[str]) -> str:
        return raw_row(cells, self._layout.delimiter)


def raw_row(cells: Sequence[str], delimiter: str = ",") -> str:
    """The row as its file writes it, bytes that are no text as hexadecimal."""
    joined = delimiter.join(cells)
    if joined.isprintable() and '"' not in joined and joined.count(delimiter) < len(cells) and len(joined) < _SHOWN:
        return joined
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow([shown(each, _SHOWN) for each in cells])
    return text.getvalue()


class _Lines:
    """Texts as physical lines, remembering what was read since a mark."""

    __slots__ = ("_current", "_kept", "_texts")

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._current = io.StringIO()
        self._kept: list[str] = []

    def __iter__(self) -> Iterator[io.StringIO]:
        for text in self._texts:
            self._current = io.StringIO(text, newline="")
            self._kept.append(text)
            yield self._current

    def mark(self) -> None:
        """Remember what is read from here on."""
        self._kept = [self._current.getvalue()[self._current.tell() :]]

    def back_behind(self, count: int) -> tuple[str, bool]:
        """The line after the first ``count`` since the mark, without its end, and whether it was read last.

        Reading goes on behind it.
        """
        text = "".join(self._kept)
        unread = len(self._current.getvalue()) - self._current.tell()
        read = list(io.StringIO(text[: len(text) - unread], newline=""))
        self._texts = chain(("".join(read[count + 1 :]) + text[len(text) - unread :],), self._texts)
        self._current = io.StringIO()
        return read[count].rstrip("\r\n"), len(read) == count + 1


def _lines_of(row: list[str]) -> int:
    """How many physical lines a row took."""
    return 1 + sum(len(_LINE_END.findall(cell)) for cell in row)


def _unreadable(error: csv.Error, row: int, line: str, width: int, *, alone: bool) -> Damage:
    """The row at which the csv module gave up: a cell without end, or quotes that do not close."""
    if "limit" in str(error) and alone:
        return Damage(row, 1, "DK833", (("most", csv.field_size_limit()), ("heading", "")), shown(line, _SHOWN))
    args: tuple[tuple[str, Arg], ...] = (("found", ""), ("expected", width), ("lines", ""))
    return Damage(row, 1, "DK851", args, shown(line, _SHOWN))


class _Decoded:
    """The text of a byte stream in blocks.

    ``suspect`` while the latest block holds bytes that are no text, ``damaged`` once any block did.
    """

    __slots__ = ("_encoding", "_stream", "damaged", "suspect")

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self.suspect = False
        self.damaged = False

    def texts(self) -> Iterator[str]:
        """Blocks of whole lines, decoded."""
        return map(self._text, self._blocks())

    def _blocks(self) -> Iterator[bytes]:
        """Blocks of whole lines; a line longer than a million bytes is cut."""
        carried = b""
        first = True
        while block := self._stream.read(_BLOCK):
            if first:
                block = block.removeprefix(_BOM) if self._encoding == "utf-8" else block
                first = False
            block = carried + block
            cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
            if not cut:
                if len(block) < _LONGEST_LINE:
                    carried = block
                    continue
                cut = len(block)
            carried = block[cut:]
            yield block[:cut]
        if carried:
            yield carried

    def _text(self, block: bytes) -> str:
        try:
            text = block.decode(self._encoding)
            self.suspect = b"\0" in block
        except UnicodeDecodeError:
            text = block.decode(self._encoding, _ESCAPE)
            self.suspect = True
        self.damaged = self.damaged or self.suspect
        return text


def split_plain(text: str, delimiter: str, width: int) -> list[list[str]] | None:
    """The columns of lines without quotes, as the csv module would read them; None where only it can.

    Every line end is made a cell of its own: if those cells stand behind every ``width`` others and
    nowhere else, each line has the right number of cells.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    if width < 2:
        return None
    lines = text.count("\n")
    cells = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)
    if text[-1:] == "\n":
        cells.pop()
    else:
        cells.append("\n")
        lines += 1
    step = width + 1
    if len(cells) != step * lines or cells[width::step] != ["\n"] * lines:
        return None
    return [cells[place::step] for place in range(width)]


def _without_heading(text: str, rows: int) -> str | None:
    """The text after its first rows; None where quotes or odd line ends leave it to the csv module."""
    start = 0
    for _ in range(rows):
        start = text.find("\n", start) + 1
        if not start:
            return None
    head = text[:start]
    return None if '"' in head or head.count("\r") != head.count("\r\n") else text[start:]


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Each byte that is no text as a lone surrogate: no text holds one, so the row is found again."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


# Under a name of our own: Python knows error handlers by name only.
codecs.register_error(_ESCAPE, _escape)
