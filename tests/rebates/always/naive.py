"""A naive reference: every base in a range and every fact in a list is asked of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.terms import Measured, compile_terms

Facts = Mapping[str, Value | Missing]


def totals(policy: Policy, facts: Facts, day: date, bases: Sequence[int], *, waits: bool) -> list[Fraction | None]:
    """What all programmes pay together at each base; None where one cannot be told, or, if it waits, where none can."""
    parameters = policy.parameters_at(day)
    terms = [compile_terms(each, policy.header.rounding, parameters) for each in programmes_of(policy).values()]
    found: list[Fraction | None] = []
    for base in bases:
        number = Decimal(base)
        known = {**parameters, **facts, "period.qualifying": number, "period.paying": number}
        amounts = [each.decide(Measured(number, facts=known)).amount for each in terms]
        told = [each for each in amounts if each is not None]
        is_told = bool(told) if waits else len(told) == len(amounts)
        found.append(sum(map(Fraction, told), Fraction(0)) if is_told else None)
    return found


def breaking(policy: Policy, promise: Invariant, every: Sequence[Facts], day: date, upto: int) -> Iterator[int]:
    """The bases that break a promise, among whole ones, for any of the facts."""
    ahead = 1 if promise.more_sales else int(promise.next or 0)
    bound, tolerance = Fraction(str(promise.bound)), Fraction(promise.tolerance)
    for facts in every:
        amounts = totals(policy, facts, day, range(upto + ahead + 1), waits=promise.is_upper)
        for base in range(upto + 1):
            now, then = amounts[base], amounts[base + ahead]
            if now is None or then is None:
                continue
            if promise.more_sales:
                is_broken = then < now
            elif promise.at_least is not None:
                is_broken = now < bound - tolerance
            elif promise.next is not None:
                is_broken = then - now > bound * ahead + tolerance
            elif promise.of is not None:
                is_broken = now > bound * base + tolerance
            else:
                is_broken = now > bound + tolerance
            if is_broken:
                yield base
