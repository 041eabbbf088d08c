"""Opening a book: which files of a folder are which tables, and what is wrong before any row is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from attrs import evolve

from dealerkit.book.books import Book, lacking_columns
from dealerkit.book.delimited import DelimitedFile
from dealerkit.book.jsonlines import JsonLinesFile
from dealerkit.book.kinds import Presence
from dealerkit.book.mapping import COLUMNS_FILE, ColumnsRead, read_columns
from dealerkit.book.maps import TableMap, by_name
from dealerkit.book.parquet import ParquetFile
from dealerkit.book.reading import OpenFile, open_file
from dealerkit.book.rejects import RejectSink
from dealerkit.book.sheets import SheetFile
from dealerkit.book.sources import Source, named
from dealerkit.book.tables import TABLES
from dealerkit.problems import Location, Problem, Severity, nearest, problem

_DELIMITED: Final = frozenset({".csv", ".tsv", ".txt"})
_JSON_LINES: Final = frozenset({".jsonl", ".ndjson"})
_SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_PARQUET: Final = frozenset({".parquet"})
SUFFIXES: Final = (*sorted(_DELIMITED), *sorted(_JSON_LINES), *sorted(_SHEETS), *sorted(_PARQUET))
"""Files a book can read."""
_BY_NAME: Final = (".csv", ".jsonl", ".xlsx", ".parquet")


def open_book(folder: Path | str, *, rejects: RejectSink | None = None, known_at: date | None = None) -> Book:
    """Open the tables of a folder, as its ``columns.yaml`` maps them, without reading a row.

    What is wrong is among the book's ``problems``: DK800 no such folder, DK801 to DK829 its files and
    its map. Rows recorded after ``known_at`` are not seen. A table with a problem is left out.
    """
    folder = Path(folder)
    if not folder.is_dir():
        missing = problem(
            "DK800", Location(folder.as_posix(), 0), folder=folder.as_posix(), nearest=_near_folder(folder)
        )
        return Book(folder.name, {}, {}, rejects=rejects, known_at=known_at, problems=(missing,))
    stated = _stated(folder)
    problems = list(stated.problems)
    maps: dict[str, TableMap] = {}
    files: dict[str, tuple[OpenFile, ...]] = {}
    used: set[Path] = set()
    names = tuple(each.name.lower() for each in folder.iterdir())
    for name, table in TABLES.items():
        mapped = stated.tables.get(name) or by_name(table)
        paths, missing_files = _paths(folder, mapped, names)
        problems.extend(missing_files)
        used.update(paths)
        if name in stated.broken:
            continue
        opened, found = _opened(folder, mapped, paths)
        problems.extend(found)
        if opened and not any(each.severity is Severity.ERROR for each in found):
            maps[name] = mapped
            files[name] = opened
    if not stated.broken:
        problems.extend(_unknown_files(folder, used))
    return Book(folder.name, maps, files, rejects=rejects, known_at=known_at, problems=problems)


def open_table(
    path: Path, table: str, folder: Path, *, rejects: RejectSink | None = None, known_at: date | None = None
) -> Book:
    """A book of one table from one file, wherever it lies, read as the book in ``folder`` reads that table."""
    mapped = table_map(table, folder)
    opened, problems = _opened(path.parent, mapped, [path])
    files = {table: opened}
    return Book(path.name, {table: mapped}, files, rejects=rejects, known_at=known_at, problems=problems)


def table_map(table: str, folder: Path) -> TableMap:
    """How the book in ``folder`` reads a table: as its ``columns.yaml`` says, else by the columns' own names."""
    return _stated(folder).tables.get(table) or by_name(TABLES[table])


def _stated(folder: Path) -> ColumnsRead:
    path = folder / COLUMNS_FILE
    if not path.is_file():
        return ColumnsRead({}, frozenset(), ())
    try:
        return read_columns(path.read_bytes(), COLUMNS_FILE)
    except OSError as error:
        failed = problem("DK814", Location(COLUMNS_FILE, 1), reason=error.strerror or "")
        return ColumnsRead({}, frozenset(TABLES), (failed,))


def _paths(folder: Path, table: TableMap, names: tuple[str, ...]) -> tuple[list[Path], list[Problem]]:
    """The files of a table in the order of their names, pattern by pattern; DK801 for a pattern without any.

    ``names`` are those of the folder, in small letters: most tables have no file, and nobody need look for it.
    """
    name = table.table.name
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    if not table.files:
        for suffix in _BY_NAME if any(each.startswith(name) for each in names) else ():
            found.update(dict.fromkeys(sorted((*folder.glob(f"{name}{suffix}"), *folder.glob(f"{name}-*{suffix}")))))
        if table.at is not None and not found:
            problems.append(
                problem("DK801", table.at, address=name, pattern=f"{name}.csv", nearest=_near_file(folder, name))
            )
        return [each for each in found if each.is_file()], problems
    for pattern in table.files:
        parts = PurePosixPath(pattern).parts
        if not parts or ".." in parts or PurePosixPath(pattern).is_absolute() or Path(pattern).is_absolute():
            problems.append(problem("DK822", table.at, address=name, pattern=pattern))
            continue
        matching = sorted(each for each in folder.glob(pattern) if each.is_file())
        if not matching:
            problems.append(
                problem("DK801", table.at, address=name, pattern=pattern, nearest=_near_file(folder, pattern))
            )
        found.update(dict.fromkeys(matching))
    return list(found), problems


def _opened(folder: Path, table: TableMap, paths: Iterable[Path]) -> tuple[tuple[OpenFile, ...], list[Problem]]:
    opened: list[OpenFile] = []
    problems: list[Problem] = []
    for path in paths:
        source = _source(path, named(path, folder), table)
        if isinstance(source, Problem):
            problems.append(source)
            continue
        found = open_file(source, table)
        if isinstance(found, OpenFile):
            opened.append(found)
            problems.extend(_unknown_headings(found, table))
        else:
            problems.extend(found)
    if opened and not any(each.severity is Severity.ERROR for each in problems):
        problems.extend(lacking_columns(table, opened, (*table.table.required(), *table.key)))
        problems.extend(_missing_in_some(table, opened))
    return tuple(opened), problems


def _missing_in_some(table: TableMap, opened: Iterable[OpenFile]) -> Iterator[Problem]:
    """DK805 for a file without a column that must be filled and that other files of the table have."""
    files = tuple(opened)
    for name, each in table.columns.items():
        if each.column.presence is not Presence.FILLED or not any(file.has(each) for file in files):
            continue
        for file in files:
            if each.from_file and not file.has(each):
                at = Location(file.source.file, table.layout.header_row)
                heading = each.spelling.heading
                close = nearest(heading, file.places)
                yield problem(
                    "DK805", at, address=table.table.name, heading=heading, file=at.file, nearest=close, column=name
                )


def _source(path: Path, file: str, table: TableMap) -> Source | Problem:
    suffix = path.suffix.lower()
    if suffix in _DELIMITED:
        layout = evolve(table.layout, delimiter="\t") if suffix == ".tsv" else table.layout
        return DelimitedFile(path, file, layout)
    if suffix in _JSON_LINES:
        stated = [each.spelling.heading for each in table.columns.values() if each.at is not None and each.from_file]
        return JsonLinesFile(path, file, table.layout, stated)
    if suffix in _SHEETS:
        return SheetFile(path, file, table.layout, table.table.name)
    if suffix in _PARQUET:
        return ParquetFile(path, file)
    return problem("DK812", Location(file, 1), suffix=suffix, known=SUFFIXES)


def _unknown_headings(opened: OpenFile, table: TableMap) -> list[Problem]:
    """DK808, a warning, for headings that mean nothing in a table that no map explains."""
    if table.stated:
        return []
    return [
        problem(
            "DK808",
            Location(opened.source.file, table.layout.header_row, place + 1),
            address=table.table.name,
            severity=Severity.WARNING,
            heading=heading,
            table=table.table.name,
            nearest=nearest(heading, set(table.table.by_name) - set(opened.heading)),
        )
        for heading, place in opened.places.items()
        if heading not in table.columns
    ]


def _unknown_files(folder: Path, used: set[Path]) -> list[Problem]:
    """DK820, a warning, for data files that belong to no table."""
    return [
        problem(
            "DK820",
            Location(path.name, 0),
            severity=Severity.WARNING,
            file=path.name,
            nearest=nearest(path.stem, TABLES),
        )
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and path not in used and path.is_file() and path.name[0] not in ".~"
    ]


def _near_file(folder: Path, pattern: str) -> str:
    return nearest(pattern, [each.name for each in folder.iterdir() if each.is_file()])


def _near_folder(folder: Path) -> str:
    if not folder.parent.is_dir():
        return ""
    return nearest(folder.name, [each.name for each in folder.parent.iterdir() if each.is_dir()])
