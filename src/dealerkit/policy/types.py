"""The types that facts, parameters and expressions have, and the value of what is not known.

A number carries its unit, so that money is never compared with days. Units in use: ``money``,
``share`` (a rate or ratio; 15 % is 0.15), ``count``, ``units`` (pieces of goods), ``days``; a domain
may use others. A number without a unit goes with any.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from attrs import frozen

from dealerkit.problems import DealerkitError


@frozen
class Missing:
    """Not known. ``facts`` names what is missing: facts, parameters, or a ratio over zero by its text."""

    facts: tuple[str, ...]

    def __bool__(self) -> bool:
        raise DealerkitError("what is missing is neither true nor false: compare with `is True`, or ask for Missing")


Value = bool | int | Decimal | Fraction | str | date | tuple[str, ...] | frozenset[str]
"""What a fact or an expression can be. A tree is a tuple of ids, from itself up to its root."""


class OpenPath(tuple[str, ...]):  # noqa: SLOT001  # a tuple has no room for a slot
    """A place in a tree that ends where the tree knows no further: what lies around its last id is not known.

    Whether it is within an id it holds can be told, whether it is within another cannot: ``unknown`` is missing.
    """

    unknown: Missing

    @classmethod
    def ending(cls, path: tuple[str, ...], unknown: Missing) -> OpenPath:
        """The path, and what is missing to say more."""
        found = cls(path)
        found.unknown = unknown
        return found


@frozen
class Type:
    """What kind of value it is: ``kind``, the ``unit`` of a number, and ``of`` what a list is."""

    kind: str
    unit: str = ""
    of: Type | None = None

    @property
    def word(self) -> str:
        """The word that messages use: the unit of a number that has one, else the kind."""
        return self.unit or self.kind


@cache
def number(unit: str) -> Type:
    """A number measured in ``unit``."""
    return Type("number", unit)


@cache
def set_of(each: Type) -> Type:
    """A list without order or repetition, of values of one type."""
    return Type("list", of=each)


BOOLEAN = Type("condition")
TEXT = Type("text")
DATE = Type("date")
MOMENT = Type("moment")
TREE = Type("tree")
NUMBER = number("")
MONEY = number("money")
SHARE = number("share")
COUNT = number("count")
UNITS = number("units")
DAYS = number("days")

# Factors that leave the unit of the other side as it is; the later gives way to the earlier.
_NEUTRAL = ("", "share", "count")


def common(one: Type, other: Type) -> Type | None:
    """The type in which both can be compared, added or listed; nothing when they do not go together."""
    if one.kind != other.kind:
        return None
    if one.unit == other.unit or not other.unit:
        return one
    return None if one.unit else other


def product(one: Type, other: Type) -> Type | None:
    """The type of a product of numbers: money × share is money, units × money (a price) is money."""
    for neutral in _NEUTRAL:
        if one.unit == neutral:
            return other
        if other.unit == neutral:
            return one
    return None if one.unit == other.unit else MONEY if "money" in {one.unit, other.unit} else None


def quotient(one: Type, other: Type) -> Type | None:
    """The type of a ratio of numbers: money / money is a share, money / units a price, so money."""
    if one.unit == other.unit:
        return SHARE if one.unit else one
    if other.unit in _NEUTRAL:
        return one
    if one.unit in _NEUTRAL:
        return NUMBER
    return one if one.unit == "money" or other.unit == "days" else None
