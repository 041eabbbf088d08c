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

from attrs import field, frozen

from dealerkit.values.exact import EXACT, Number


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

# Like EXACT, except that losing digits is the purpose.
_CONTEXT = Context(prec=EXACT.prec, Emin=EXACT.Emin, Emax=EXACT.Emax, traps=[InvalidOperation])


def _plain(to: Decimal) -> Decimal:
    """``to`` without trailing zeros and without a positive exponent: 0.10 is 0.1, 1E+2 is 100."""
    if not (to.is_finite() and to > 0):
        message = f"amounts are rounded to a positive unit, not {to}"
        raise ValueError(message)
    bare = to.normalize(EXACT)
    return (
        bare.quantize(Decimal(1), context=EXACT) if bare > 1 and bare == bare.to_integral_value(context=EXACT) else bare
    )


@frozen
class Rounding:
    """Round to a multiple of ``to``, taking the neighbour that ``mode`` names."""

    to: Decimal = field(converter=_plain)
    mode: Mode = Mode.HALF_UP
    _step: Decimal | None = field(init=False, repr=False, eq=False)
    _decimal_mode: str = field(init=False, repr=False, eq=False)
    _zero: Decimal = field(init=False, repr=False, eq=False)

    @_step.default
    def _power_of_ten(self) -> Decimal | None:
        bare = self.to.normalize(EXACT)
        return bare if bare.as_tuple().digits == (1,) else None

    @_decimal_mode.default
    def _mode_name(self) -> str:
        return _DECIMAL_MODES[self.mode]

    @_zero.default
    def _unsigned_zero(self) -> Decimal:
        return Decimal(0).quantize(self.to, context=EXACT)

    def apply(self, number: Number) -> Decimal:
        """``number`` rounded once, exactly, written with the decimals of ``to``; zero has no sign."""
        step = self._step
        if step is None or type(number) is not Decimal:
            return self._by_ratio(number)
        rounded = number.quantize(step, self._decimal_mode, _CONTEXT)
        if step > 1:
            rounded = rounded.quantize(self.to, None, _CONTEXT)
        return rounded or self._zero

    def _by_ratio(self, number: Number) -> Decimal:
        """Count whole steps in integers: for fractions, and for steps such as 0.05."""
        numerator, denominator = number.as_integer_ratio()
        step_numerator, step_denominator = self.to.as_integer_ratio()
        steps = round_ratio(numerator * step_denominator, denominator * step_numerator, self.mode)
        return EXACT.multiply(Decimal(steps), self.to) or self._zero


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
