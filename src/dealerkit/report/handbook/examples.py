"""Worked examples of a rebate: what the engine pays just below and at each bound, and beyond the last.

The payee takes part, every gate is open, no supplement holds and no factor cuts; a second column has all supplements.
Where a figure depends on the payee himself there is no one answer, and no example.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.registry import ENTITLEMENTS
from dealerkit.rebates.terms import Measured, Terms, compile_terms
from dealerkit.rebates.terms.scale import Scale
from dealerkit.values.numbers import ONE, ZERO, Number, add, divide, multiply, subtract

BASELINE = Decimal(1_000_000)
"""The baseline of examples where bounds are shares of one."""
PAYING = Decimal(100_000)
"""The paying base of examples where another base is paid than the one that reaches a band."""
_BEYOND = Decimal("1.5")
_SOME = Decimal(100_000)
"""The base of the one example where the only bound is zero."""
_SOME_EARNED = Decimal(10_000)
"""The same where what other programmes earned is the base."""


@frozen
class Example:
    """A base, and what it earns: plainly, and with every supplement."""

    base: Number
    earns: Decimal
    at_best: Decimal | None


def examples(policy: Policy, programme: Programme, as_of: date) -> tuple[Example, ...]:
    """The worked examples of a programme; none where the amounts depend on the payee."""
    plain = _terms(policy, programme, as_of, with_supplements=False)
    best = _terms(policy, programme, as_of, with_supplements=True) if programme.supplements else None
    facts = policy.parameters_at(as_of)
    has_baseline = programme.against is not None
    measured = Measured(
        BASELINE,
        PAYING if programme.paying is not None else None,
        BASELINE if has_baseline else None,
        facts,
    )
    scale = plain.scale(measured)
    found: list[Example] = []
    for base in _bases(programme, scale) if scale is not None else ():
        one = evolve(measured, qualifying=base)
        earns, most = plain.amount(one), best.amount(one) if best is not None else None
        if earns is None:
            return ()
        found.append(Example(base, earns, most))
    return tuple(found)


def _terms(policy: Policy, programme: Programme, as_of: date, *, with_supplements: bool) -> Terms:
    """The programme without whatever depends on the payee; supplements hold for want of anything known."""
    supplements = {id: evolve(each, if_missing=True) for id, each in programme.supplements.items()}
    freed = evolve(
        programme,
        eligible=None,
        gates=Keyed(),
        factors=Keyed(),
        supplements=Keyed(supplements) if with_supplements else Keyed(),
    )
    return compile_terms(freed, policy.header.rounding, policy.parameters_at(as_of))


def _bases(programme: Programme, scale: Scale) -> Iterator[Number]:
    """Just below and at each bound, in the middle beyond the last one."""
    is_counted = any(band.at_unit is not None for band in programme.bands.values())
    step: Number = ONE
    if not is_counted and programme.qualifying.measure not in {"quantity", "count"}:
        step = Decimal("0.01")
    seen: set[Number] = set()
    for rung in scale.rungs:
        is_passed = rung.beyond and not is_counted
        least = add(rung.bound, step) if is_passed else rung.bound
        for base in (subtract(least, step), least):
            if base >= ZERO and base not in seen:
                seen.add(base)
                yield base
    last = scale.rungs[-1].bound
    some = _SOME_EARNED if programme.qualifying.source == ENTITLEMENTS else _SOME
    beyond = multiply(last, _BEYOND) if last > 0 else some
    if is_counted:
        beyond = Decimal(int(divide(beyond, ONE)))
    if beyond not in seen and beyond > last:
        yield beyond
