"""The normal distribution in decimals: the same digits wherever it is computed.

Every operation of the decimal arithmetic used here (the four, square root, logarithm, power of e) is correctly
rounded by its specification, so no machine and no version of Python gives another digit.

Sources: the quantile is algorithm AS 241 (M. J. Wichura, "The Percentage Points of the Normal Distribution",
Applied Statistics 37 (1988), 477-484, routine PPND16, good to about 1 part in 10 to the 16th power); the share
below a point is the alternating-free series of G. Marsaglia, "Evaluating the Normal Distribution", Journal of
Statistical Software 11(4), 2004.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

DIGITS = Context(
    prec=40, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""Forty digits: far more than the sixteen that are good."""

# The series has terms that are larger than its sum by as much as the tail is small.
_SERIES = Context(
    prec=120, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999, traps=[InvalidOperation, DivisionByZero, Overflow]
)

FARTHEST = Decimal(15)
"""So many deviations away nothing is left that forty digits could tell from nothing: 4 in 10 to the 51st power."""

_HALF = Decimal("0.5")
_TWO_PI = Decimal(
    "6.283185307179586476925286766559005768394338798750211641949889184615632812572417997256069650684234136"
)


def share_below(point: Decimal) -> Decimal:
    """The share of the standard normal distribution below a point, in deviations from its mean."""
    if point <= -FARTHEST:
        return Decimal(0)
    if point >= FARTHEST:
        return Decimal(1)
    in_series = _SERIES
    square = in_series.multiply(point, point)
    term, whole, odd = point, point, 1
    while term and abs(term) > Decimal("1e-110"):
        odd += 2
        term = in_series.divide(in_series.multiply(term, square), Decimal(odd))
        whole = in_series.add(whole, term)
    density = in_series.divide(in_series.exp(in_series.divide(square, Decimal(-2))), in_series.sqrt(_TWO_PI))
    return DIGITS.plus(in_series.add(_HALF, in_series.multiply(whole, density)))


def point_of(share: Decimal) -> Decimal:
    """The point below which a share (above 0, below 1) of the standard normal distribution lies."""
    q = DIGITS.subtract(share, _HALF)
    if abs(q) <= _CENTRAL:
        r = DIGITS.subtract(Decimal("0.180625"), DIGITS.multiply(q, q))
        return DIGITS.multiply(q, _ratio(_A, _B, r))
    tail = share if q < 0 else DIGITS.subtract(Decimal(1), share)
    r = DIGITS.sqrt(DIGITS.minus(DIGITS.ln(tail)))
    if r <= _FAR:
        found = _ratio(_C, _D, DIGITS.subtract(r, Decimal("1.6")))
    else:
        found = _ratio(_E, _F, DIGITS.subtract(r, _FAR))
    return DIGITS.minus(found) if q < 0 else found


def _ratio(above: Sequence[Decimal], below: Sequence[Decimal], r: Decimal) -> Decimal:
    return DIGITS.divide(_polynomial(above, r), _polynomial(below, r))


def _polynomial(coefficients: Sequence[Decimal], r: Decimal) -> Decimal:
    """By Horner's scheme; the highest power comes first."""
    value = coefficients[0]
    for each in coefficients[1:]:
        value = DIGITS.add(DIGITS.multiply(value, r), each)
    return value


def _decimals(*written: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(each) for each in written)


_CENTRAL, _FAR = Decimal("0.425"), Decimal(5)


_A = _decimals(
    "2.5090809287301226727e+3",
    "3.3430575583588128105e+4",
    "6.7265770927008700853e+4",
    "4.5921953931549871457e+4",
    "1.3731693765509461125e+4",
    "1.9715909503065514427e+3",
    "1.3314166789178437745e+2",
    "3.3871328727963666080",
)
_B = _decimals(
    "5.2264952788528545610e+3",
    "2.8729085735721942674e+4",
    "3.9307895800092710610e+4",
    "2.1213794301586595867e+4",
    "5.3941960214247511077e+3",
    "6.8718700749205790830e+2",
    "4.2313330701600911252e+1",
    "1",
)
_C = _decimals(
    "7.74545014278341407640e-4",
    "2.27238449892691845833e-2",
    "2.41780725177450611770e-1",
    "1.27045825245236838258",
    "3.64784832476320460504",
    "5.76949722146069140550",
    "4.63033784615654529590",
    "1.42343711074968357734",
)
_D = _decimals(
    "1.05075007164441684324e-9",
    "5.47593808499534494600e-4",
    "1.51986665636164571966e-2",
    "1.48103976427480074590e-1",
    "6.89767334985100004550e-1",
    "1.67638483018380384940",
    "2.05319162663775882187",
    "1",
)
_E = _decimals(
    "2.01033439929228813265e-7",
    "2.71155556874348757815e-5",
    "1.24266094738807843860e-3",
    "2.65321895265761230930e-2",
    "2.96560571828504891230e-1",
    "1.78482653991729133580",
    "5.46378491116411436990",
    "6.65790464350110377720",
)
_F = _decimals(
    "2.04426310338993978564e-15",
    "1.42151175831644588870e-7",
    "1.84631831751005468180e-5",
    "7.86869131145613259100e-4",
    "1.48753612908506148525e-2",
    "1.36929880922735805310e-1",
    "5.99832206555887937690e-1",
    "1",
)
