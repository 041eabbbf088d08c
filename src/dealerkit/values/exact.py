"""Exact arithmetic on decimals and fractions, whatever decimal context the caller has set.

A number is a ``Decimal`` where it can be written in digits and a ``Fraction`` where it cannot.
Nothing here rounds: a result that would need rounding raises ``decimal.Inexact``, because only
``dealerkit.values.rounding`` may round, once, by a named rule. No NaN and no infinity ever comes in:
``dealerkit.values.numerals`` refuses them.

Comparison operators (``<``, ``==`` …) between decimals and fractions are exact in any context and
need no function; the other operators (``+``, ``*``, unary ``-`` …) obey the caller's context, so
money code calls the functions below, or works inside ``exactly()``.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from fractions import Fraction
from functools import reduce

Number = Decimal | Fraction
"""An exact number: money, a rate, a share, a quantity."""

ZERO = Decimal(0)
ONE = Decimal(1)

_TRAPS = (InvalidOperation, DivisionByZero, Overflow, Inexact, FloatOperation)

EXACT = Context(prec=10_000, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, traps=list(_TRAPS))
"""The one private context: 10,000 digits, and an exception rather than a lost one."""

# A quotient longer than this stays a fraction until it is reduced: most finite ones are far shorter,
# and the endless ones are recognised the sooner the fewer digits are tried.
_QUOTIENT = Context(prec=40, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, traps=list(_TRAPS))

# A finite fraction with a larger denominator (2 to the 512th part) is left a fraction.
_CHEAP_BITS = 512

# Bound once: looking the method up on the context each time costs as much as the addition itself.
_add = EXACT.add
_subtract = EXACT.subtract
_multiply = EXACT.multiply
_divide = _QUOTIENT.divide


def exactly() -> AbstractContextManager[Context]:
    """Make plain operators exact within a ``with`` block; the caller's context returns after it.

    For loops over many values: inside, ``amount * rate`` costs what the interpreter charges for it
    and no more. Decimals only: mixing in fractions is what the functions below are for. A plain
    ``quantize`` that loses digits raises inside, too: rounding is ``Rounding``'s.
    """
    return localcontext(EXACT)


def add(a: Number, b: Number) -> Number:
    """``a + b``, exactly."""
    try:
        return _add(a, b)  # type: ignore[arg-type]  # a fraction is refused here and taken below
    except TypeError:
        return simplest(as_fraction(a) + as_fraction(b))


def subtract(a: Number, b: Number) -> Number:
    """``a - b``, exactly."""
    try:
        return _subtract(a, b)  # type: ignore[arg-type]
    except TypeError:
        return simplest(as_fraction(a) - as_fraction(b))


def multiply(a: Number, b: Number) -> Number:
    """``a * b``, exactly."""
    try:
        return _multiply(a, b)  # type: ignore[arg-type]
    except TypeError:
        return simplest(as_fraction(a) * as_fraction(b))


def divide(a: Number, b: Number) -> Number:
    """``a / b``, exactly: a decimal where the quotient ends (1/8), else a fraction (1/3).

    Raises ``ZeroDivisionError`` when ``b`` is zero: a ratio over nothing is missing, and only the
    caller can say so.
    """
    try:
        return _divide(a, b)  # type: ignore[arg-type]
    except (TypeError, Inexact, InvalidOperation):
        return simplest(as_fraction(a) / as_fraction(b))


def negate(a: Number) -> Number:
    """``-a``, exactly; zero has no sign."""
    if type(a) is Decimal:
        return a.copy_negate() if a else a.copy_abs()
    return -a


def absolute(a: Number) -> Number:
    """``a`` without its sign."""
    return a.copy_abs() if isinstance(a, Decimal) else abs(a)


def total(numbers: Iterable[Number]) -> Number:
    """The sum, exactly; zero for no numbers at all."""
    result: Number = ZERO
    for number in numbers:
        result = add(result, number)
    return result


def total_of_decimals(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of decimals, exactly: the quick ``total`` for a column of amounts."""
    return reduce(_add, amounts, ZERO)


def compare(a: Number, b: Number) -> int:
    """-1, 0 or 1 as ``a`` is less than, equal to or greater than ``b``."""
    return (a > b) - (a < b)


def at_least(a: Number, b: Number) -> bool:
    """Whether ``a >= b``: the meaning of ``at: b`` in a band."""
    return a >= b


def share_at_least(numerator: Number, denominator: Number, share: Number) -> bool:
    """Whether ``numerator / denominator >= share``, by cross-multiplication: nothing is divided.

    Raises ``ZeroDivisionError`` when the denominator is zero, as the ratio would.
    """
    if not denominator:
        raise ZeroDivisionError("a share of zero")
    bound = multiply(share, denominator)
    return numerator >= bound if denominator > 0 else numerator <= bound


def as_fraction(a: Number) -> Fraction:
    """``a`` as a fraction, exactly."""
    return a if type(a) is Fraction else Fraction(a)


def simplest(a: Fraction) -> Number:
    """``a`` as a decimal where its digits end, else ``a`` itself."""
    rest = a.denominator
    if rest == 1:
        return Decimal(a.numerator)
    if rest.bit_length() > _CHEAP_BITS:
        return a
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return a
    # Missing twos or fives fill the denominator up to a power of ten.
    filled = a.numerator * (5 ** (twos - fives) if twos >= fives else 2 ** (fives - twos))
    return Decimal(filled).scaleb(-max(twos, fives), EXACT)


def canonical(number: Number) -> str:
    """The one text of a value: ``800000`` not ``8E+5``, ``0.02`` not ``0.020``, ``1/3``, ``0`` not ``-0``."""
    value = simplest(number) if isinstance(number, Fraction) else number
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
