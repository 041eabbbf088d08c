"""Rounding: the one named step where exactness ends.

A policy says ``rounding: {to: 0.01, mode: half-up}``. ``to`` is the smallest unit paid, in the unit
of the amount: 0.01 for cents, 0.05 for five-cent pieces, 100 for hundreds.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    InvalidOperation,
)
from enum import Enum
from functools import partial

from attrs import field, frozen

from dealerkit.values.exact import EXACT, Number, multiply


class Mode(Enum):
    """Which neighbour is taken. ``up`` and the halves look at the size, so -2.5 half-up is -3."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    HALF_DOWN = "half-down"
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Towards zero."""
    CEILING = "ceiling"
    """Towards the greater number."""
    FLOOR = "floor"
    """Towards the lesser number."""


_DECIMAL_MODES = {
    Mode.HALF_UP: ROUND_HALF_UP,
    Mode.HALF_EVEN: ROUND_HALF_EVEN,
    Mode.HALF_DOWN: ROUND_HALF_DOWN,
    Mode.UP: ROUND_UP,
    Mode.DOWN: ROUND_DOWN,
    Mode.CEILING: ROUND_CEILING,
    Mode.FLOOR: ROUND_FLOOR,
}

_multiply = EXACT.multiply

# One context per mode, like EXACT except that losing digits is the purpose. A method bound to its context is
# the quickest way to quantize: naming rounding and context in each call costs a tenth more.
_QUANTIZE = {
    mode: Context(prec=EXACT.prec, rounding=name, Emin=EXACT.Emin, Emax=EXACT.Emax, traps=[InvalidOperation]).quantize
    for mode, name in _DECIMAL_MODES.items()
}


def _plain(to: Decimal) -> Decimal:
    """``to`` without trailing zeros and without a positive exponent: 0.10 is 0.1, 1E+2 is 100."""
    if not (to.is_finite() and to > 0):
        message = f"amounts are rounded to a positive unit, not {to}"
        raise ValueError(message)
    return Decimal(format(to.normalize(EXACT), "f"))


@frozen
class Rounding:
    """Round to a multiple of ``to``, taking the neighbour that ``mode`` names."""

    to: Decimal = field(converter=_plain)
    mode: Mode = Mode.HALF_UP
    _round: Callable[[Decimal, Decimal], Decimal] = field(init=False, repr=False, eq=False)
    _zero: Decimal = field(init=False, repr=False, eq=False)

    @_round.default
    def _quickest(self) -> Callable[[Decimal, Decimal], Decimal]:
        is_decimal_place = self.to.as_tuple().digits == (1,)
        return _QUANTIZE[self.mode] if is_decimal_place else partial(_to_multiple, mode=self.mode)

    @_zero.default
    def _unsigned_zero(self) -> Decimal:
        return EXACT.subtract(self.to, self.to)

    def apply(self, number: Number) -> Decimal:
        """``number`` rounded once, exactly, written with the decimals of ``to``; zero has no sign."""
        try:
            return self._round(number, self.to) or self._zero  # type: ignore[arg-type]
        except TypeError:  # a fraction has no digits to quantize
            return _to_multiple(number, self.to, self.mode) or self._zero

    def product(self, amount: Number, rate: Number) -> Decimal:
        """``amount`` times ``rate``, rounded once: the commonest step of all, without a call between."""
        try:
            return self._round(_multiply(amount, rate), self.to) or self._zero  # type: ignore[arg-type]
        except TypeError:
            return self.apply(multiply(amount, rate))


CENT = Decimal("0.01")
"""The smallest unit of money, where nobody states another."""

CENTS = Rounding(CENT)
"""How amounts are rounded where nobody states it: to the cent, half up."""


def _to_multiple(number: Number, to: Decimal, mode: Mode) -> Decimal:
    """Count whole steps in integers: for fractions, and for steps such as 0.05 or 100."""
    numerator, denominator = number.as_integer_ratio()
    step_numerator, step_denominator = to.as_integer_ratio()
    steps = round_ratio(numerator * step_denominator, denominator * step_numerator, mode)
    return EXACT.multiply(Decimal(steps), to)


def round_ratio(numerator: int, denominator: int, mode: Mode) -> int:
    """The whole number that ``mode`` makes of ``numerator / denominator`` (denominator above zero)."""
    floor, rest = divmod(numerator, denominator)
    return floor + 1 if rest and _TAKES_GREATER[mode](floor, 2 * rest - denominator) else floor


# Whether the greater neighbour is taken, per mode. ``floor`` is the lesser neighbour, below zero just when
# the number is; ``past`` is how far beyond the half the number lies, zero on a tie.
_TAKES_GREATER: dict[Mode, Callable[[int, int], bool]] = {
    Mode.HALF_UP: lambda floor, past: past > 0 or (past == 0 and floor >= 0),
    Mode.HALF_EVEN: lambda floor, past: past > 0 or (past == 0 and floor % 2 == 1),
    Mode.HALF_DOWN: lambda floor, past: past > 0 or (past == 0 and floor < 0),
    Mode.UP: lambda floor, _: floor >= 0,
    Mode.DOWN: lambda floor, _: floor < 0,
    Mode.CEILING: lambda _floor, _past: True,
    Mode.FLOOR: lambda _floor, _past: False,
}
