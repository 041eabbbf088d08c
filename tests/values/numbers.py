"""Generated numbers and hostile decimal contexts shared by the tests of values."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_UP, Context, Decimal, FloatOperation, Inexact, Rounded
from fractions import Fraction

from hypothesis import strategies as st

HOSTILE_CONTEXTS = [
    Context(prec=3, rounding=ROUND_UP, traps=[]),
    Context(prec=1, rounding=ROUND_DOWN, Emin=-2, Emax=2, traps=[], clamp=1, capitals=0),
    Context(prec=2, rounding=ROUND_CEILING, traps=[Inexact, Rounded, FloatOperation]),
]
"""Contexts of callers who set other things than we would: little precision, other rounding, other traps."""

decimals = st.builds(
    lambda coefficient, exponent: Decimal(f"{coefficient}E{exponent}"),
    st.integers(-(10**45), 10**45),
    st.integers(-40, 5),
)
"""From huge (1e50) through zero to tiny (1e-40), of either sign."""

fractions = st.fractions(max_denominator=10**9)
numbers = decimals | fractions


def as_ratio(number: Decimal | Fraction) -> Fraction:
    """The naive value of a number: always a fraction."""
    return Fraction(number)
