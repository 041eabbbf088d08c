"""Exact numbers in one place: their arithmetic and how they are read.

The arithmetic is in ``exact``, the reading of texts in ``numerals``; import either from here.
"""

from __future__ import annotations

from dealerkit.values.exact import (
    EXACT,
    ONE,
    ZERO,
    Number,
    absolute,
    add,
    as_fraction,
    at_least,
    canonical,
    compare,
    divide,
    exactly,
    multiply,
    negate,
    share_at_least,
    simplest,
    subtract,
    total,
    total_of_decimals,
)
from dealerkit.values.numerals import (
    read_amount,
    read_integer,
    read_number,
    read_rate,
    read_table_number,
)

__all__ = [
    "EXACT",
    "ONE",
    "ZERO",
    "Number",
    "absolute",
    "add",
    "as_fraction",
    "at_least",
    "canonical",
    "compare",
    "divide",
    "exactly",
    "multiply",
    "negate",
    "read_amount",
    "read_integer",
    "read_number",
    "read_rate",
    "read_table_number",
    "share_at_least",
    "simplest",
    "subtract",
    "total",
    "total_of_decimals",
]
