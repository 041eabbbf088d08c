"""Targets and figures: what a payee was to reach in a period, and what records say beside the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.rebates.windows import Window
from dealerkit.values.numbers import Number, total
from dealerkit.values.periods import MONTH, QUARTER, Period, PeriodKind

_DEFAULT_FACT = "net_amount"

_Key = tuple[str, str]


def _indexed(rows: Iterable[Row], default: str) -> dict[_Key, list[Row]]:
    found: dict[_Key, list[Row]] = {}
    for row in rows:
        found.setdefault((str(row.get("subject")), str(row.get("fact") or default)), []).append(row)
    return found


@frozen(eq=False)
class Targets:
    """The table ``targets``, asked by payee, measure and period. A target in another ``currency`` is none here."""

    book: Book
    currency: str = ""
    _rows: dict[_Key, list[Row]] = field(init=False, repr=False)

    @_rows.default
    def _by_subject_and_fact(self) -> dict[_Key, list[Row]]:
        rows = self.book.rows("targets")
        if self.currency:
            rows = tuple(row for row in rows if row.get("currency") in {None, self.currency})
        return _indexed(rows, _DEFAULT_FACT)

    def of(self, payee: str, facts: tuple[str, ...], period: Period, on: date) -> Number | None:
        """The target of one period for the first of ``facts`` that has one, as it stands on a day."""
        for fact in facts:
            rows = [row for row in self._rows.get((payee, fact), ()) if _is_for(row, period.label, on)]
            general = [row for row in rows if row.get("product_group") is None]
            # A target for one group of products serves where it is the only one; among several nobody can choose.
            chosen = general or rows
            if len(chosen) == 1 and isinstance(value := chosen[0].get("value"), Decimal):
                return value
        return None

    def to_date(
        self, payee: str, facts: tuple[str, ...], kind: PeriodKind, period: Period, through: date
    ) -> Number | None:
        """What was to be reached from the period's start through a day.

        At the period's end its own target, or the sum of those of its quarters or months. Before the end
        the sum of the quarters or months that are over, where targets are stated so finely; else the
        whole period's target.
        """
        own = self.of(payee, facts, period, through)
        if through >= period.end and own is not None:
            return own
        parts = (self._tiled(payee, facts, each, period.start, min(through, period.end)) for each in _finer(kind))
        found = next((part for part in parts if part is not None), None)
        return found if found is not None else own

    def _tiled(self, payee: str, facts: tuple[str, ...], kind: PeriodKind, first: date, last: date) -> Number | None:
        """The sum of the targets of whole periods that make up the days, or None where one is missing."""
        tiles = kind.between(first, last)
        if not tiles or tiles[0].start != first or tiles[-1].end != last:
            return None
        values = [self.of(payee, facts, tile, last) for tile in tiles]
        return None if None in values else total(value for value in values if value is not None)


@frozen(eq=False)
class RecordedFigures:
    """The table ``figures``, asked by payee, fact and window."""

    book: Book
    _rows: dict[_Key, list[Row]] = field(init=False, repr=False)

    @_rows.default
    def _by_subject_and_fact(self) -> dict[_Key, list[Row]]:
        return _indexed(self.book.rows("figures"), "")

    def of(self, payee: str, fact: str, window: Window) -> Number | None:
        """The figure recorded for the payee and exactly this period; None where there is none."""
        for name in (fact.partition(".")[2], fact):
            for row in self._rows.get((payee, name), ()):
                value = row.get("value")
                if isinstance(value, Decimal) and _is_about(row, window):
                    return value
        return None


def _finer(kind: PeriodKind) -> Iterator[PeriodKind]:
    yield from (each for each in (QUARTER, MONTH) if each.per_year > kind.per_year)


def _is_for(row: Row, label: str, on: date) -> bool:
    first, last = row.get("valid_from"), row.get("valid_to")
    in_force = (not isinstance(first, date) or first <= on) and (not isinstance(last, date) or on <= last)
    return in_force and row.get("period") == label


def _is_about(row: Row, window: Window) -> bool:
    label, first, last = row.get("period"), row.get("from"), row.get("to")
    if label is not None:
        return label == window.label
    return (first, last) in {(window.first, window.last), (window.period.start, window.period.end)}
