"""Targets and figures: what a payee was to reach in a period, and what records say beside the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Problem, problem
from dealerkit.rebates.windows import Window
from dealerkit.values.numbers import Number, multiply, total
from dealerkit.values.periods import CALENDAR_KINDS, MONTH, QUARTER, Period, PeriodKind

_DEFAULT_FACT = "net_amount"

_Key = tuple[str, str]

Times = Callable[[date], "Number | None"]
"""What a target is multiplied by, asked for the last day of the period it is for."""


def _indexed(rows: Iterable[Row], default: str) -> dict[_Key, list[Row]]:
    found: dict[_Key, list[Row]] = {}
    for row in rows:
        found.setdefault((str(row.get("subject")), str(row.get("fact") or default)), []).append(row)
    return found


@frozen(eq=False)
class Targets:
    """The table ``targets``, asked by payee, measure and period.

    A target in another ``currency`` is converted by the rate of its period's last day, while the period runs of
    the day asked; without a rate it is none.
    """

    book: Book
    currency: str = ""
    _rows: dict[_Key, list[Row]] = field(init=False, repr=False)

    @_rows.default
    def _by_subject_and_fact(self) -> dict[_Key, list[Row]]:
        return _indexed(self.book.rows("targets"), _DEFAULT_FACT)

    def problems(self, as_of: date) -> Iterator[Problem]:
        """DK351 a target of a period that has begun, in another currency and without a rate."""
        for row in chain.from_iterable(self._rows.values()):
            period = next((found for kind in CALENDAR_KINDS if (found := kind.named(str(row.get("period"))))), None)
            day = as_of if period is None else min(period.end, as_of)
            if (period is None or period.start <= as_of) and self._value(row, day) is None and self._is_foreign(row):
                at, currency = row.cell_at("currency"), str(row.get("currency"))
                yield problem("DK351", at, address="targets", currency=currency, policy=self.currency)

    def _is_foreign(self, row: Row) -> bool:
        return bool(self.currency) and row.get("currency") not in {None, self.currency}

    def _value(self, row: Row, day: date) -> Number | None:
        """The figure in the policy's currency; None without one, or without a rate for the day."""
        value = row.get("value")
        if not isinstance(value, Decimal) or not self._is_foreign(row):
            return value if isinstance(value, Decimal) else None
        rates = self.book.versions("rates") if self.book.has("rates") else None
        found = rates.at(day, row.get("currency"), self.currency) if rates is not None else None
        rate = found.get("rate") if found is not None else None
        return multiply(value, rate) if isinstance(rate, Decimal) else None

    def of(
        self, payee: str, facts: tuple[str, ...], period: Period, on: date, times: Times | None = None
    ) -> Number | None:
        """The target of one period for the first of ``facts`` that has one, as it stands on a day.

        With ``times`` it is multiplied by what that gives for the period's last day, and unknown where that is.
        """
        for fact in facts:
            day = min(period.end, on)
            stated = [row for row in self._rows.get((payee, fact), ()) if _is_for(row, period.label, on)]
            rows = [(row, value) for row in stated if (value := self._value(row, day)) is not None]
            general = [each for each in rows if each[0].get("product_group") is None]
            # A target for one group of products serves where it is the only one; among several nobody can choose.
            chosen = general or rows
            if len(chosen) == 1:
                value = chosen[0][1]
                return value if times is None else _moved(value, times(period.end))
        return None

    def to_date(
        self,
        payee: str,
        facts: tuple[str, ...],
        kind: PeriodKind,
        period: Period,
        through: date,
        times: Times | None = None,
    ) -> Number | None:
        """What was to be reached from the period's start through a day.

        At the period's end its own target, or the sum of those of its quarters or months. Before the end
        the sum of the quarters or months that are over, where targets are stated so finely; else the
        whole period's target.
        """
        own = self.of(payee, facts, period, through, times)
        if through >= period.end and own is not None:
            return own
        last = min(through, period.end)
        found = self._parts(payee, facts, kind, (period.start, last), last, times)
        return found if found is not None else own

    def whole(
        self,
        payee: str,
        facts: tuple[str, ...],
        kind: PeriodKind,
        period: Period,
        on: date,
        times: Times | None = None,
    ) -> Number | None:
        """What is to be reached in all of a period: its own target, or the sum of all of its quarters or months."""
        own = self.of(payee, facts, period, on, times)
        return own if own is not None else self._parts(payee, facts, kind, (period.start, period.end), on, times)

    def _parts(
        self,
        payee: str,
        facts: tuple[str, ...],
        kind: PeriodKind,
        days: tuple[date, date],
        on: date,
        times: Times | None,
    ) -> Number | None:
        """The sum of the targets of the quarters that make up the days, else of the months."""
        parts = (self._tiled(payee, facts, each, days, on, times) for each in _finer(kind))
        return next((part for part in parts if part is not None), None)

    def _tiled(
        self,
        payee: str,
        facts: tuple[str, ...],
        kind: PeriodKind,
        days: tuple[date, date],
        on: date,
        times: Times | None,
    ) -> Number | None:
        """The sum of the targets of whole periods that make up the days, or None where one is missing."""
        first, last = days
        tiles = kind.between(first, last)
        if not tiles or tiles[0].start != first or tiles[-1].end != last:
            return None
        values = [self.of(payee, facts, tile, on, times) for tile in tiles]
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


def _moved(value: Number, times: Number | None) -> Number | None:
    return None if times is None else multiply(value, times)


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
