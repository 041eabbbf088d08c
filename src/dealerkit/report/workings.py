"""The working of an amount on one line: ``1,277,282.00 × 2.25% × 80% = 22,991.08``.

It is put together from the reasons of a decision and reckoned again; a line that does not come out at
the amount that was decided (a rule it does not know how to show) is not shown at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from dealerkit.decisions import Reason
from dealerkit.rebates.corrections import STEP, by_hand
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Entitlement
from dealerkit.report.messages.wording import percent
from dealerkit.report.tables import Cell, Kind, Table, cell_for_people, cell_for_programs
from dealerkit.values.exact import EXACT
from dealerkit.values.numbers import ONE, ZERO, Number, add, multiply, subtract
from dealerkit.values.rounding import Rounding

_FACTORS = frozenset({"factor", "factor-assumed"})
_PAYING = ("band-", "slice-", "fixed-sum")
_SUMS = ("lump-sum", "goods")
_LOSSES = frozenset({"stacking-more", "stacking-first"})


@frozen
class _Part:
    """What is multiplied: a size and a rate, or a sum alone."""

    size: Number | None
    rate: Number

    @property
    def amount(self) -> Number:
        return self.rate if self.size is None else multiply(self.size, self.rate)


def working(programme: Programme, decided: Entitlement, rounding: Rounding) -> str:
    """How the amount comes about; ``""`` where there is none or it cannot be shown on a line."""
    added = by_hand(decided.reasons)
    if added and decided.amount is not None:
        return _with_corrections(programme, decided, added, rounding)
    amount = decided.amount
    parts = tuple(_parts(programme, decided))
    if not amount or not parts:
        return ""
    factors = [
        number for reason in decided.reasons if reason.step in _FACTORS if (number := _figure(reason, "factor")) != 1
    ]
    exact: Number = ZERO
    for part in parts:
        exact = add(exact, part.amount)
    for factor in factors:
        exact = multiply(exact, factor)
    goods = goods_of(programme)
    shown = " + ".join(_shown(part, programme.kind) for part in parts)
    if factors:
        shown = f"({shown})" if len(parts) > 1 else shown
        shown = " × ".join([shown, *(percent(factor) for factor in factors)])
    lost: Number = ZERO
    for reason in decided.reasons:
        if reason.step in _LOSSES:
            lost = add(lost, _figure(reason, "lost"))
    budget = next((reason for reason in decided.reasons if reason.step == "budget-shared"), None)
    earned = amount if budget is None else _figure(budget, "earned")
    most = next((_figure(reason, "most") for reason in decided.reasons if reason.step == "cap-payout"), None)
    paid = exact if most is None or exact < most else most
    least = next((_figure(reason, "least") for reason in decided.reasons if reason.step == "guarantee"), None)
    paid = paid if least is None else least
    left = subtract(paid, lost)
    if rounding.apply(left) != earned:
        return ""
    steps = [shown] if shown == amount_of(exact, goods) else [f"{shown} = {amount_of(exact, goods)}"]
    steps += [
        amount_of(after, goods)
        for before, after in ((exact, paid), (paid, left), (left, amount))
        if amount_of(after, goods) != amount_of(before, goods)
    ]
    return " → ".join(steps)


def _with_corrections(programme: Programme, decided: Entitlement, added: Decimal, rounding: Rounding) -> str:
    """What the terms give, and what was added to it by hand."""
    earned = EXACT.subtract(decided.amount or added, added)
    reasons = tuple(each for each in decided.reasons if each.step != STEP)
    before = working(programme, evolve(decided, amount=earned, reasons=reasons), rounding)
    sign = "+" if added > 0 else "−"
    goods = goods_of(programme)
    shown = amount_of(added.copy_abs(), goods)
    return f"{before} {sign} {shown} → {amount_of(decided.amount or ZERO, goods)}" if before else ""


def money(number: Number) -> str:
    """An amount for people: two decimals at least, no zeros beyond them."""
    text = figure(number)
    return text if "." in text else f"{text}.00"


def money_for_programs(number: Number) -> str:
    """An amount for programs: plain digits, two decimals at least, no zeros beyond them."""
    whole, _, decimals = cell_for_programs(number).partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def money_cell(cell: Cell) -> Cell:
    """An amount in a table for people, written with its cents."""
    return money(cell) if isinstance(cell, Decimal) else cell


def in_cents(table: Table) -> Table:
    """The table for people: every amount of money with its cents, so that a column reads alike."""
    kinds = [each.kind is Kind.MONEY for each in table.columns]
    rows = (zip(row, kinds, strict=True) for row in table.rows)
    return evolve(
        table, rows=tuple(tuple(money_cell(cell) if is_money else cell for cell, is_money in row) for row in rows)
    )


def amount_of(number: Number, goods: str) -> str:
    """An amount for people: money, or units where a product names the goods that are given."""
    return figure(number) if goods else money(number)


def units_words(number: Number, goods: str) -> str:
    """An amount that stands alone: money, or units with the product that they are of."""
    return f"{figure(number)} × {goods}" if goods and number else amount_of(number, goods)


def goods_of(programme: Programme) -> str:
    """The product that a programme gives; ``""`` where it pays money."""
    return programme.goods.product if programme.goods is not None else ""


def figure(number: Number) -> str:
    """A figure for people: two decimals at least where it has any, no zeros beyond them."""
    text = cell_for_people(number, Kind.MONEY)
    whole, point, decimals = text.partition(".")
    if not point:
        return text
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def _parts(programme: Programme, decided: Entitlement) -> Iterator[_Part]:
    bands = [each for each in decided.reasons if each.step.startswith(_PAYING)]
    extra: Number = ZERO
    for each in decided.reasons:
        if each.step.startswith("supplement-"):
            extra = add(extra, _figure(each, "rate"))
    for place, band in enumerate(bands):
        if band.step == "fixed-sum":
            yield _Part(None, _figure(band, "plus"))
            continue
        is_sum = band.step.endswith(_SUMS)
        bonus = extra if not is_sum or place == len(bands) - 1 else ZERO
        size = None if is_sum else _size(band, programme, decided)
        yield _Part(size, add(_figure(band, "rate"), bonus))


def _size(band: Reason, programme: Programme, decided: Entitlement) -> Number:
    base = _figure(band, "base")
    if band.step.endswith("-full"):
        return _figure(band, "full")
    if band.step.startswith("slice-"):
        return base
    if programme.method == "excess-over-band":
        return subtract(base, _figure(band, "start"))
    if programme.method == "excess-over-baseline":
        return subtract(base, decided.baseline or _argument(decided.reasons, "baseline", "baseline"))
    capped = next((each for each in decided.reasons if each.step == "cap-base"), None)
    return decided.paying if capped is None else _figure(capped, "most")


def _argument(reasons: Sequence[Reason], step: str, name: str) -> Number:
    return next((_figure(each, name) for each in reasons if each.step == step), ZERO)


def _figure(reason: Reason, name: str) -> Number:
    found = reason.arg(name)
    return found if isinstance(found, (Decimal, Fraction)) else ONE if name == "factor" else ZERO


def _shown(part: _Part, kind: str) -> str:
    rate = percent(part.rate) if kind == "percent" else figure(part.rate)
    if part.size is None:
        return amount_of(part.rate, "goods" if kind == "goods" else "")
    return f"{figure(part.size)} × {rate}"
