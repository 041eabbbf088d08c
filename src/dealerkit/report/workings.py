"""The working of an amount on one line: ``1,277,282.00 × 2.25% × 80% = 22,991.08``.

It is put together from the reasons of a decision and reckoned again; a line that does not come out at
the amount that was decided (a rule it does not know how to show) is not shown at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from dealerkit.decisions import Reason
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Entitlement
from dealerkit.report.messages.wording import percent
from dealerkit.report.tables import Kind, cell_for_people
from dealerkit.values.numbers import ONE, ZERO, Number, add, multiply, subtract
from dealerkit.values.rounding import Rounding

_FACTORS = frozenset({"factor", "factor-assumed"})


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
    shown = " + ".join(_shown(part, programme.kind) for part in parts)
    if factors:
        shown = f"({shown})" if len(parts) > 1 else shown
        shown = " × ".join([shown, *(percent(factor) for factor in factors)])
    most = next((_figure(reason, "most") for reason in decided.reasons if reason.step == "cap-payout"), None)
    paid = exact if most is None or exact < most else most
    if rounding.apply(paid) != amount:
        return ""
    steps = [shown] if shown == money(exact) else [f"{shown} = {money(exact)}"]
    steps += [money(after) for before, after in ((exact, paid), (paid, amount)) if money(after) != money(before)]
    return " → ".join(steps)


def money(number: Number) -> str:
    """An amount for people: two decimals at least, no zeros beyond them."""
    text = figure(number)
    return text if "." in text else f"{text}.00"


def figure(number: Number) -> str:
    """A figure for people: two decimals at least where it has any, no zeros beyond them."""
    text = cell_for_people(number, Kind.MONEY)
    whole, point, decimals = text.partition(".")
    if not point:
        return text
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def _parts(programme: Programme, decided: Entitlement) -> Iterator[_Part]:
    bands = [each for each in decided.reasons if each.step.startswith(("band-", "slice-"))]
    extra: Number = ZERO
    for each in decided.reasons:
        if each.step.startswith("supplement-"):
            extra = add(extra, _figure(each, "rate"))
    for place, band in enumerate(bands):
        is_sum = band.step.endswith("lump-sum")
        bonus = extra if not is_sum or place == len(bands) - 1 else ZERO
        size = None if is_sum else _size(band, programme, decided)
        yield _Part(size, add(_figure(band, "rate"), bonus))


def _size(band: Reason, programme: Programme, decided: Entitlement) -> Number:
    base = _figure(band, "base")
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
        return money(part.rate)
    return f"{figure(part.size)} × {rate}"
