"""Whose limit is asked for, on which day, and all that the methods may ask about him."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.credit.limits.granted import Grants
from dealerkit.credit.limits.securities import Securities
from dealerkit.credit.positions.position import Position
from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.values.durations import Duration
from dealerkit.values.exact import Number, total_of_decimals

FACT_MISSING = "DK003"
"""The code of what cannot be told since a fact is not known."""


Convert = Callable[[Decimal, str, date], "Decimal | None"]
"""An amount in the policy's currency by the rate of a day; None where there is no rate."""


def _nothing_told(names: Collection[str]) -> tuple[Reason, ...]:
    del names
    return ()


@frozen(eq=False)
class Account:
    """A customer, or the members of a group, on a day."""

    subject: str
    day: date
    positions: tuple[Position, ...]
    facts: Mapping[str, Value | Missing]
    grants: Grants = field(repr=False)
    securities: Securities = field(repr=False)
    convert: Convert = field(repr=False)
    after: Callable[[Duration, date], date | Problem] = field(repr=False)
    """The last day of a time that begins on a day."""
    why: Callable[[Collection[str]], tuple[Reason, ...]] = field(default=_nothing_told, repr=False)
    """The steps to the scores among some facts."""

    @property
    def members(self) -> tuple[str, ...]:
        """The customers whose trade counts."""
        return tuple(each.customer for each in self.positions)

    @property
    def first_day(self) -> date | None:
        """The day of the first invoice; None where there is none before the day."""
        days = [each.first_day for each in self.positions if each.first_day is not None and each.first_day < self.day]
        return min(days, default=None)

    def invoiced(self, first: date, last: date, *, credit_notes: bool = True) -> Decimal:
        """What was invoiced from ``first`` through ``last``."""
        if len(self.positions) == 1:
            return self.positions[0].invoiced(first, last, credit_notes=credit_notes)
        return total_of_decimals(each.invoiced(first, last, credit_notes=credit_notes) for each in self.positions)

    def fact(self, name: str) -> Value | Missing:
        """A fact by name."""
        found = self.facts.get(name)
        return Missing((name,)) if found is None else found

    def read(self, written: Number | Expression) -> Number | Missing:
        """The figure that a place of the policy states or computes."""
        if not isinstance(written, Expression):
            return written
        found = written.evaluate(self.facts)
        if isinstance(found, Missing):
            return found
        if isinstance(found, bool) or not isinstance(found, int | Number):
            return Missing((written.text,))
        return Decimal(found) if isinstance(found, int) else found


@frozen(kw_only=True)
class Worked:
    """What a method, or a step after it, makes of a limit so far.

    ``amount`` is None where there is no limit (``unlimited``) and where it cannot be told (``missing`` or
    ``code`` say why). ``starts`` says that a method of history gave nothing since there is no invoice before
    the day.
    """

    amount: Number | None
    unlimited: bool = False
    cash_first: bool = False
    starts: bool = False
    temporary: Number = Decimal(0)
    until: date | None = None
    granted_on: date | None = None
    review_on: date | None = None
    expired_on: date | None = None
    most_of_one_load: Decimal | None = None
    open_loads: int | None = None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there is an amount, or none is needed."""
        return self.unlimited or self.amount is not None


def unknown(missing: Missing | Iterable[str], *reasons: Reason, code: str = FACT_MISSING) -> Worked:
    """What cannot be told, and which facts it would need."""
    names = missing.facts if isinstance(missing, Missing) else tuple(missing)
    return Worked(amount=None, missing=names, code=code, reasons=reasons)


def earliest(*days: date | None) -> date | None:
    """The first of the days that are there."""
    return min((each for each in days if each is not None), default=None)
