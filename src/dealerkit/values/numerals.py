"""Numbers as people write them: in a policy, strictly; in a book, with money signs and 万.

Every reader answers ``None`` for a text it does not read and never raises. Refused everywhere:
``NaN``, ``inf``, ``1e3``, ``1.``, ``.5``, misplaced separators (``1,23``), superscripts and digits of
other scripts. Full-width forms (``１２％``) are what a Chinese keyboard gives and are read as ASCII.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from dealerkit.values.exact import EXACT, Number, simplest

LONGEST = 200
"""Characters of the longest numeral that is read: far above any amount, far below the exact precision."""

# Only the full-width block: all of NFKC would read ten squared (10²) as 102.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BOOK_SIGNS = _FULL_WIDTH | {ord("￥"): "¥", ord("\N{MINUS SIGN}"): "-", ord("圆"): "元"}

# Whole digits: plain; grouped by three with a comma; grouped by three, or by four as 万 does, with `_`.
_WHOLE = r"(?:[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:_[0-9]{3})+)|[0-9]{1,4}(?:_[0-9]{4})+|[0-9]+)"
_DIGITS = rf"{_WHOLE}(?:\.[0-9]+)?"

_number = re.compile(rf"([+-]?{_DIGITS})(%?)").fullmatch
_amount = re.compile(rf"[+-]?{_DIGITS}").fullmatch
_fraction = re.compile(r"([+-]?[0-9]+)/([0-9]+)").fullmatch
_integer = re.compile(rf"[+-]?{_WHOLE}").fullmatch

_in_parentheses = re.compile(r"([¥$€£]?) ?\( ?(.*?) ?\)").fullmatch
_in_a_book = re.compile(
    rf"""
    ([+-]?)            # a sign before the money sign,
    \ ?(?:[¥$€£]\ ?)?
    ([+-]?)            # or after it,
    ({_DIGITS})
    \ ?(%|(?:万亿|[万亿])?元?)
    (-?)               # or behind, as accounting systems export it
    """,
    re.VERBOSE,
).fullmatch
_SCALES = {"%": Decimal("0.01"), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}


def read_number(text: str) -> Number | None:
    """A number as a policy spells it: ``300_000``, ``1,234.50``, ``-3``, ``1.5%``, ``1/3``."""
    if text.isdigit() and text.isascii() and len(text) <= LONGEST:
        return Decimal(text)
    plain = text if text.isascii() else text.translate(_FULL_WIDTH)
    if len(plain) > LONGEST:
        return None
    found = _number(plain)
    if found:
        digits, percent = found.groups()
        return _decimal(digits + "e-2" if percent else digits)
    return _read_fraction(plain)


def read_rate(text: str) -> Number | None:
    """A rate or share, as a plain number or in per cent: ``1.5%`` and ``0.015`` are the same."""
    return read_number(text)


def read_amount(text: str) -> Decimal | None:
    """An amount of money or goods: ``300_000``, ``1,234.50``; neither per cent nor fraction."""
    if text.isdigit() and text.isascii() and len(text) <= LONGEST:
        return Decimal(text)
    plain = text if text.isascii() else text.translate(_FULL_WIDTH)
    return _decimal(plain) if len(plain) <= LONGEST and _amount(plain) else None


def read_integer(text: str) -> int | None:
    """A whole number without decimals: ``12``, ``1_000``, ``-3``."""
    plain = text if text.isascii() else text.translate(_FULL_WIDTH)
    if len(plain) > LONGEST or not _integer(plain):
        return None
    return int(plain.replace(",", ""))


def read_table_number(text: str) -> Decimal | None:
    """A number as a cell of a book shows it.

    Beside the decimals and per cents of a policy: spaces around, ``¥ ￥ $ € £`` and ``元``,
    ``(1,234.50)`` and ``1234.50-`` for negative amounts, ``30万``, ``1.2亿``. A fraction is refused:
    ``1/3`` in a spreadsheet is a date as often as a third.
    """
    if text.isdigit() and text.isascii() and len(text) <= LONGEST:
        return Decimal(text)
    if len(text) > LONGEST:
        return None
    found = _number(text)
    if found:
        digits, percent = found.groups()
        return _decimal(digits + "e-2" if percent else digits)
    plain = text.translate(_BOOK_SIGNS).strip()
    bracketed = _in_parentheses(plain)
    return _read_signed("".join(bracketed.groups()), "-") if bracketed else _read_signed(plain, "")


def _read_signed(text: str, bracket: str) -> Decimal | None:
    """A book's numeral with at most one sign, counting the brackets around it as one."""
    found = _in_a_book(text)
    if not found:
        return None
    before, after, digits, unit, behind = found.groups()
    sign = bracket + before + after + behind
    if len(sign) > 1:
        return None
    scale = _SCALES.get(unit.rstrip("元"))
    value = _decimal(sign + digits)
    return EXACT.multiply(value, scale) if scale else value


def _read_fraction(text: str) -> Number | None:
    found = _fraction(text)
    if not found:
        return None
    numerator, denominator = found.groups()
    return simplest(Fraction(int(numerator), int(denominator))) if int(denominator) else None


def _decimal(digits: str) -> Decimal:
    """The decimal of a well-formed text; zero has no sign."""
    value = Decimal(digits.replace(",", "") if "," in digits else digits)
    return value or value.copy_abs()
