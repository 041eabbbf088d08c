"""An order as a JSON file, or from a pipe: who wants to buy, and what.

    {"dealer": "D0047", "lines": [{"product": "H101", "quantity": 4, "net_amount": "15,596.00"}]}

A line has the columns of the table ``lines``; numbers are taken as they are written, never as binary
fractions.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import click
from attrs import frozen

from dealerkit.book.tables import TABLES
from dealerkit.cli.commands import existing
from dealerkit.cli.exact_json import JsonText, Unfit
from dealerkit.problems import Location, Problem, nearest, problem
from dealerkit.rebates.orders import Order, OrderLine

PIPE = Path("-")

_KEYS = ("dealer", "lines")
_OF_THE_QUESTION = frozenset({"date", "dealer"})
"""Columns of ``lines`` that no line of an order has: it counts on the day of the question, for one dealer."""

_LINE = ["{", "["]
"""What stands open where a line of the order begins."""


def order_path(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    """Read the path of an order that is there, or ``-`` for standard input."""
    return PIPE if value == str(PIPE) else existing(context, parameter, value)


def read_order(path: Path, columns: Collection[str], dealer: str = "") -> Order | Problem:
    """The order, for ``dealer`` where it names none itself.

    ``columns`` are those that the book's lines have, which the table may not know. DK322 where it is not
    an order, DK323 where it is for nobody, or for somebody else than ``dealer``.
    """
    name = "order.json" if path == PIPE else path.as_posix()
    raw = sys.stdin.buffer.read() if path == PIPE else path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return problem("DK322", Location(name, 1), expected="order-utf-8", found="", nearest="")
    known = sorted((TABLES["lines"].by_name.keys() | set(columns)) - _OF_THE_QUESTION)
    found = _Text(JsonText(name, text)).order(known)
    if isinstance(found, Problem):
        return found
    if (dealer and found.dealer and dealer != found.dealer) or not (dealer or found.dealer):
        return problem("DK323", Location(name, 1), dealer=found.dealer, asked=dealer)
    return found if found.dealer else Order(dealer, found.lines, found.places)


@frozen
class _Text:
    """The text of an order."""

    json: JsonText

    def order(self, known: Collection[str]) -> Order | Problem:
        """What it says, or the first thing that keeps it from being an order."""
        written = self.json.value()
        if isinstance(written, Unfit):
            return self._refused(written.position, f"order-{written.why}", found=written.found)
        if not isinstance(written, dict):
            return self._refused(0, "order-object")
        for key in written:
            if key not in _KEYS:
                return self._refused(0, "order-key", found=key, close=nearest(key, _KEYS))
        dealer, lines = written.get("dealer"), written.get("lines")
        if not isinstance(dealer, str | None):
            return self._refused(0, "order-dealer")
        if not isinstance(lines, list) or not lines or not all(isinstance(line, dict) for line in lines):
            return self._refused(0, "order-lines")
        starts = list(self.json.starts(_LINE))
        for start, line in zip(starts, lines, strict=True):
            refused = self._unfit(start, line, known)
            if refused is not None:
                return refused
        return Order(dealer or "", tuple(lines), tuple(self.json.place(start) for start in starts))

    def _unfit(self, start: int, line: OrderLine, known: Collection[str]) -> Problem | None:
        for key, cell in line.items():
            if key not in known:
                return self._refused(start, "order-column", found=key, close=nearest(key, known))
            if isinstance(cell, dict | list):
                return self._refused(start, "order-cell", found=key)
        return None

    def _refused(self, position: int, expected: str, *, found: str = "", close: str = "") -> Problem:
        return problem("DK322", self.json.place(position), expected=expected, found=found, nearest=close)
