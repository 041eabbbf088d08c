"""What a script hands over, looked at once: a mistake of the script is told as such, and how it is done right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from reprlib import Repr

from dealerkit.problems import DealerkitError

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 60
_PLAIN = (str, int, float, Decimal, Fraction, date, PurePath, Mapping, list, tuple, set, frozenset, type(None))
_ADDRESSES = 'as in {"rebates.volume-quarter.bands[800000].rate": "2.5%"}'


def require(value: object, kind: type | tuple[type, ...], wanted: str, how: str) -> None:
    """Nothing where ``value`` is of a kind; ``wanted`` says what is, and ``how`` from where a script has one."""
    if not isinstance(value, kind):
        raise DealerkitError(f"{wanted}, not {shown(value)}: {how}")


def require_date(value: object, what: str) -> None:
    """A day without hours: with them it compares with no day of a book."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DealerkitError(f"{what} is a day, not {shown(value)}: pass a date, as in datetime.date(2026, 9, 30)")


def require_named(value: object, what: str, how: str = _ADDRESSES) -> None:
    """A mapping whose keys are texts: values by address, programmes by id."""
    require(value, Mapping, f"{what} is a mapping", how)
    assert isinstance(value, Mapping)  # noqa: S101  # it was a moment ago
    for key in value:
        require(key, str, f"every key of {what} is a text", how)


def shown(value: object) -> str:
    """What was given, in short: plain values as a script writes them, all else by what it is."""
    if isinstance(value, _PLAIN):
        return _SHORT.repr(value)
    name = value.__name__ if isinstance(value, type) else type(value).__name__
    return f"{'an' if name[:1] in 'AEIOU' else 'a'} {name}"
