"""What is wrong with parameters: not read, dated with holes, or such that a condition over them decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import cast

import attrs
from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.types import BOOLEAN, Missing, Value
from dealerkit.problems import Severity
from dealerkit.values.ranges import DateRange


def check_parameters(policy: Policy, reading: Reading) -> None:
    """Each parameter is read by some rule, and has a value on every day on which one reads it.

    DK251 no rule reads it; DK252 it begins after a rule that reads it; DK188 a value from after the policy's end.
    """
    readers = _readers(policy)
    end = policy.header.effective.end
    for name, parameter in policy.parameters.items():
        rule = parameter.rule
        if name not in policy.used:
            reading.report("DK251", rule.at, rule.address, severity=Severity.WARNING, name=name)
        since, start = min(parameter.values), _first_read(policy, name, readers)
        if start is not None and since > start:
            reading.report(
                "DK252", rule.at, rule.address, severity=Severity.WARNING, name=name, since=since, start=start
            )
        for day in sorted(parameter.values):
            if end is not None and day > end:
                address = f"{rule.address}.values[{day}]"
                reading.report("DK188", rule.at, address, severity=Severity.WARNING, name=name, since=day, end=end)


def check_conditions(policy: Policy, reading: Reading) -> None:
    """Conditions over parameters that come out the same on every day of their validity, whatever the facts.

    DK186 a part that always holds with the parameters as they stand; DK187 one that never does.
    """
    seen: set[tuple[str, object]] = set()
    for each in _readers(policy):
        expression = each.expression
        if not expression.parameters or expression.type != BOOLEAN or (expression.text, expression.at) in seen:
            continue
        seen.add((expression.text, expression.at))
        days = _days(policy, expression, each.effective)
        told = [expression.doubts_with(_known(policy, expression, day), policy.catalogue) for day in days]
        for code, part in told[0] if told else ():
            if all((code, part) in others for others in told):
                shown = (_shown(policy, name, day) for name in sorted(expression.parameters) for day in days)
                values = tuple(dict.fromkeys(shown))
                always = "DK186" if code == "DK225" else "DK187"
                reading.report(always, expression.at, severity=Severity.WARNING, found=part, values=values)


@frozen(eq=False)
class _Reader:
    """An expression, and the days on which what it stands in is valid."""

    expression: Expression
    effective: DateRange


@lru_cache(maxsize=1)
def _readers(policy: Policy) -> tuple[_Reader, ...]:
    """Every expression of the policy, found once for all checks."""
    found: list[_Reader] = []
    for section in policy.sections.values():
        _gather(section, policy.header.effective, found)
    return tuple(found)


def _gather(value: object, effective: DateRange, found: list[_Reader]) -> None:
    """Every expression in a part of the policy, with the days on which that part is valid."""
    parts = _parts_of(cast("Hashable", type(value)))
    if parts is not None:
        stated = getattr(value, "effective", None)
        own = stated if isinstance(stated, DateRange) else effective
        for each in parts(value):
            if each.__class__ not in _PLAIN:
                _gather(each, own, found)
    elif isinstance(value, Expression):
        found.append(_Reader(value, effective))


_PLAIN = frozenset({type(None), str, bool, int, Decimal, Fraction, date, Rule})
"""What most parts are, and never holds an expression."""


@cache
def _parts_of(cls: Hashable) -> Callable[[object], Iterable[object]] | None:
    """How the parts of a value of this type are reached; None where it has none that could be an expression."""
    if not isinstance(cls, type) or issubclass(cls, (Expression, Rule)):
        return None
    if issubclass(cls, Mapping):
        return lambda value: cast("Mapping[object, object]", value).values()
    if issubclass(cls, tuple):
        return lambda value: cast("tuple[object, ...]", value)
    if not attrs.has(cls):
        return None
    names = tuple(each.name for each in attrs.fields(cls))
    return lambda value: [getattr(value, name) for name in names]


def _first_read(policy: Policy, name: str, readers: tuple[_Reader, ...]) -> date | None:
    """The first day on which a rule reads a parameter; the policy's where no expression of a section does."""
    starts = [each.effective.start for each in readers if name in each.expression.parameters]
    if not starts or None in starts:
        return policy.header.effective.start
    return min(start for start in starts if start is not None)


def _days(policy: Policy, expression: Expression, effective: DateRange) -> tuple[date, ...]:
    """The days of a validity on which a parameter of the expression changes; none where one is not there yet."""
    changes = {day for name in expression.parameters for day in policy.parameters[name].values}
    if effective.start is not None:
        changes.add(effective.start)
    days = tuple(day for day in sorted(changes) if effective.contains(day))
    missing = any(
        isinstance(policy.parameters[name].at(day), Missing) for day in days for name in expression.parameters
    )
    return () if missing else days


def _known(policy: Policy, expression: Expression, day: date) -> dict[str, Value]:
    found = ((name, policy.parameters[name].at(day)) for name in expression.parameters)
    return {name: value for name, value in found if not isinstance(value, Missing)}


def _shown(policy: Policy, name: str, day: date) -> str:
    return f"{name} {policy.parameters[name].at(day)}"
