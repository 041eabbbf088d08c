"""A line on standard error that says how far a long run is, if somebody is there to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from dealerkit.cli import console
from dealerkit.report.diagnostics import display_width
from dealerkit.report.languages import Language, Words

if TYPE_CHECKING:
    from dealerkit.book import Book

READING = Words("reading lines", "正在读取明细")

_PAUSE = 0.2
_PATIENCE = 0.5


class Advance(Protocol):
    """Tells how much is done; ``total`` is 0 while nobody knows."""

    def __call__(self, done: int, total: int = 0) -> None: ...


@contextmanager
def progress(doing: Words, lang: Language) -> Iterator[Advance]:
    """Show ``doing`` and how far it is, from half a second on; nothing is left of it in the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _unseen
        return
    line = _Line(doing.said_in(lang))
    try:
        yield line.advance
    finally:
        line.clear()


def _unseen(done: int, total: int = 0) -> None:
    """Nobody is watching."""


class _Line:
    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._next = monotonic() + _PATIENCE
        self._width = 0

    def advance(self, done: int, total: int = 0) -> None:
        now = monotonic()
        if now < self._next:
            return
        self._next = now + _PAUSE
        share = f" {min(done * 100 // total, 100):3d} %" if total else ""
        text = f"{self._doing}{share}  {done:,}"
        width = display_width(text)
        # Spaces wipe out what was longer: an old Windows console knows no escape sequences.
        console.say(f"\r{text}{' ' * (self._width - width)}")
        self._width = max(self._width, width)
        sys.stderr.flush()

    def clear(self) -> None:
        if self._width:
            console.say(f"\r{' ' * self._width}\r")


@contextmanager
def watched(doing: Words, book: Book, table: str, lang: Language) -> Iterator[None]:
    """Show how many rows of a table have been read, as long as the block runs."""
    with progress(doing, lang) as advance:
        if advance is _unseen:
            yield
            return
        over = Event()
        # Counting needs no part of the reader: the book tells how far it is, and somebody else looks.
        watcher = Thread(target=_watch, args=(book, table, advance, over), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()


def _watch(book: Book, table: str, advance: Advance, over: Event) -> None:
    told = -1
    while not over.wait(_PAUSE):
        count = book.counts.get(table)
        # When all is read, whatever comes after it has the line.
        if count is not None and count.read != told:
            told = count.read
            advance(told)
