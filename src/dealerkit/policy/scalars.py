"""Shapes of single values: each reads a scalar by the type its place expects, from its text.

YAML and people write the same thing in many ways; what cannot be read is diagnosed here, one code
a mistake: an operator, an exponent, a leading zero, a clock time, a currency sign, a percentage
where an amount stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from attrs import frozen

from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.reading import INVALID, Invalid, Reading, described
from dealerkit.problems import nearest
from dealerkit.values.durations import Duration, read_duration
from dealerkit.values.numbers import Number, read_amount, read_integer, read_rate
from dealerkit.values.ranges import DateRange, read_date, read_range
from dealerkit.values.working_hours import WorkingHours, read_working_hours

T = TypeVar("T")
JsonSchema = dict[str, object]

_NUMBER_PATTERN = r"^(=.*|[+-]?[0-9][0-9_,]*(\.[0-9]+)?(/[0-9]+)?)$"
_RATE_PATTERN = r"^(=.*|[+-]?[0-9][0-9_,]*(\.[0-9]+)?(/[0-9]+)?\s?%?)$"
_ENDS = 2
_KEY = re.compile(r"[^\W\d_][\w]*(?:-[\w]+)*\Z|\d[\w]*(?:-[\w]+)*\Z")


@frozen
class ScalarShape(Generic[T]):
    """A single value: how its text is read, what to say when it cannot be, how editors see it."""

    kind: str
    reader: Callable[[str], T | None]
    diagnose: Callable[[Scalar, Reading, str, str], Invalid]
    json: Mapping[str, object]

    def read(self, node: Node, reading: Reading, address: str) -> T | Invalid:
        """The value, or INVALID with the reason reported."""
        if not isinstance(node, Scalar):
            pair = isinstance(node, Sequence) and len(node.items) == _ENDS
            if pair and self.kind in {"amount", "rate", "number", "whole number"}:
                return reading.report("DK122", node, address, value="[…]")
            return reading.report("DK132", node, address, kind=self.kind, found=described(node))
        if node.plain and node.empty:
            return reading.report("DK147", node, address, kind=self.kind)
        value = self.reader(node.text)
        if value is None:
            return self.diagnose(node, reading, address, self.kind)
        return value

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return dict(self.json)


_TRAPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*(?:[<>]=?|[≤≥＜＞]|=<|=>)"), "DK143"),
    (re.compile(r"\s*\*\s*\Z"), "DK121"),
    (re.compile(r"\s*[\[(].*[\])]\s*\Z|[0-9][0-9_,]*\s*(?:\.\.|~|～)\s*[0-9_,]*\s*\Z"), "DK122"),
    (re.compile(r"[+-]?\d[\d.]*[eE][+-]?\d+\Z"), "DK144"),
    (re.compile(r"\d+:\d\d"), "DK145"),
    (re.compile(r".*[¥￥$€£]|.*\b(?:CNY|RMB|EUR|USD)\b|.*[万亿元]"), "DK146"),
    (re.compile(r"[+-]?0\d+"), "DK156"),
    (re.compile(r"[+-]?\d[\d_]*,\d"), "DK154"),
)


def _not_a_number(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    text = node.text
    for pattern, code in _TRAPS:
        if pattern.match(text):
            return reading.report(code, node, address, value=text, kind=kind)
    if kind == "amount" and "%" in text and read_rate(text) is not None:
        return reading.report("DK134", node, address, value=text)
    if kind == "whole number" and read_amount(text) is not None:
        return reading.report("DK153", node, address, value=text)
    if text.lstrip().startswith("="):
        return reading.report("DK149", node, address, value=text)
    unit = _WITH_UNIT.match(text) if kind == "whole number" else None
    return reading.report("DK133", node, address, value=text, kind=kind, digits=unit[1] if unit else "")


_WITH_UNIT = re.compile(r"\s*(\d+)\s*[^\d\s.,_%/]+(?:\s+[^\d\s.,_%/]+)?\s*\Z")


def _not_a_step(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    if _amount(node.text) is not None:
        return reading.report("DK158", node, address, value=node.text)
    return _not_a_number(node, reading, address, kind)


def _simple(code: str) -> Callable[[Scalar, Reading, str, str], Invalid]:
    def diagnose(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
        return reading.report(code, node, address, value=node.text, kind=kind)

    return diagnose


def _leading_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _amount(text: str) -> Decimal | None:
    return None if _leading_zero(text) else read_amount(text)


def _rate(text: str) -> Number | None:
    return None if _leading_zero(text) else read_rate(text)


def _whole(text: str) -> int | None:
    return None if _leading_zero(text) else read_integer(text)


def _ordered_range(text: str) -> DateRange | None:
    found = read_range(text)
    if found is None or (found.start and found.end and found.end < found.start):
        return None
    return found


def _step(text: str) -> Decimal | None:
    found = _amount(text)
    return found if isinstance(found, Decimal) and found > 0 else None


def _currency(text: str) -> str | None:
    return text if re.fullmatch("[A-Z]{3}", text) else None


def _flag(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


def _word(text: str) -> str | None:
    return text if _KEY.match(text) else None


def _said(text: str) -> str | None:
    return text if text.strip() else None


def number_schema(pattern: str) -> JsonSchema:
    """A numeric place: a YAML number, or text such as ``1.5%`` or ``300_000``."""
    return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": pattern}]}


TEXT = ScalarShape[str]("text", _said, _simple("DK147"), {"type": ["string", "number", "boolean"]})
"""Any words, kept as written."""
KEY = ScalarShape[str]("name", _word, _simple("DK140"), {"type": ["string", "integer"]})
"""An identifier: letters of any script, digits, ``-`` and ``_``; no spaces, no dots."""
AMOUNT = ScalarShape[Decimal]("amount", _amount, _not_a_number, number_schema(_NUMBER_PATTERN))
"""An exact number in the unit its place states; no percent sign."""
RATE = ScalarShape[Number]("rate", _rate, _not_a_number, number_schema(_RATE_PATTERN))
"""An exact number, with or without a percent sign: ``1.5%``, ``0.015``, ``1/3``."""
NUMBER = ScalarShape[Number]("number", _rate, _not_a_number, number_schema(_RATE_PATTERN))
"""As a rate, where a bound or a figure of any unit stands."""
STEP = ScalarShape[Decimal]("amount", _step, _not_a_step, number_schema(r"^[0-9][0-9_]*(\.[0-9]+)?$"))
"""The smallest unit of a rounding, above zero: ``0.01``, ``1``."""
CURRENCY = ScalarShape[str]("currency", _currency, _simple("DK157"), {"type": "string", "pattern": "^[A-Z]{3}$"})
"""A currency by its three-letter code (ISO 4217)."""
INTEGER = ScalarShape[int]("whole number", _whole, _not_a_number, number_schema(r"^[+-]?[0-9][0-9_]*$"))
"""A whole number."""
DATE = ScalarShape[date]("date", read_date, _simple("DK136"), {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"})
"""A day: ``2026-03-31``."""
RANGE = ScalarShape[DateRange](
    "date range",
    _ordered_range,
    _simple("DK137"),
    {"type": "string", "pattern": r"^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$"},
)
"""Days from .. to, both included, either side open."""
DURATION = ScalarShape[Duration](
    "duration", read_duration, _simple("DK138"), {"type": "string", "pattern": r"^\d+ [a-z]+( [a-z]+)?$"}
)
"""A length of time: ``7 days``, ``5 working days``, ``2 months``."""
HOURS = ScalarShape[WorkingHours](
    "working hours", read_working_hours, _simple("DK159"), {"type": "string", "pattern": r"^\d\d:\d\d-\d\d:\d\d"}
)

BOOLEAN = ScalarShape[bool]("true or false", _flag, _simple("DK139"), {"type": "boolean"})
"""``true`` or ``false``; yes, no, on and off are not read as either."""


@frozen
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, reading: Reading, address: str) -> str | Invalid:
        """The word, or INVALID with the words that are allowed reported."""
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        if not isinstance(node, Scalar):
            return reading.report("DK132", node, address, kind="word", found=described(node))
        if node.empty:
            return reading.report("DK147", node, address, kind="word")
        close = nearest(node.text, self.words)
        return reading.report("DK135", node, address, value=node.text, nearest=close, allowed=self.words)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place."""
        del definitions
        return {"enum": list(self.words)}


def choice(*words: str) -> Choice:
    """One of these words."""
    return Choice(words)


@frozen
class Bounded(Generic[T]):
    """A number with a least and a greatest value; outside them it is DK148."""

    shape: ScalarShape[T]
    least: Decimal | None = None
    most: Decimal | None = None

    def read(self, node: Node, reading: Reading, address: str) -> T | Invalid:
        """The value, if it is inside the bounds."""
        value = self.shape.read(node, reading, address)
        if isinstance(value, Invalid):
            return INVALID
        too_small = self.least is not None and value < self.least  # type: ignore[operator]
        too_large = self.most is not None and value > self.most  # type: ignore[operator]
        if not (too_small or too_large):
            return value
        bound = self.least if too_small else self.most
        side = "least" if too_small else "most"
        written = node.text if isinstance(node, Scalar) else ""
        rate = "15%" if side == "most" and self.shape.kind == "rate" else ""
        return reading.report("DK148", node, address, value=written, side=side, bound=bound or Decimal(0), rate=rate)

    def schema(self, definitions: JsonSchema) -> JsonSchema:
        """JSON Schema of the place; the bounds are checked when the policy is read."""
        return self.shape.schema(definitions)


def at_least(shape: ScalarShape[T], least: int | str) -> Bounded[T]:
    """The same value, never below ``least``."""
    return Bounded(shape, Decimal(least))


def between(shape: ScalarShape[T], least: int | str, most: int | str) -> Bounded[T]:
    """The same value, never below ``least`` nor above ``most``."""
    return Bounded(shape, Decimal(least), Decimal(most))


AMOUNT_FROM_0 = at_least(AMOUNT, 0)

RATE_FROM_0 = at_least(RATE, 0)

COUNT_FROM_0 = at_least(INTEGER, 0)

COUNT_FROM_1 = at_least(INTEGER, 1)

SHARE = between(RATE, 0, 1)
"""A part of a whole: 0 % to 100 %. A bare 15 is refused: it would be 1500 %."""

SHARE_OR_MULTIPLE = between(RATE, 0, 10)
"""A part, or a few times as much. A bare 90 is refused: it would be 9000 %."""


def words(allowed: Iterable[str]) -> Choice:
    """One of these words, from any collection, in its order."""
    return Choice(tuple(allowed))
