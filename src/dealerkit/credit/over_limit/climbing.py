"""An order over the limit climbs the ladder: which step is open to it, and why the others are not.

The whole shipment is measured against the limit, not what exceeds it. Nothing is divided: an amount is
below a third of a limit where it is less than the limit times one third, exactly.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.ladder import END_OF_MONTH, Ladder, Step
from dealerkit.credit.over_limit.rungs import Facts, Rung, Size, rungs_of
from dealerkit.credit.over_limit.signing import Signers, signers_of
from dealerkit.credit.results import Exposure, LimitFound, Offer
from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.values.days import add_days
from dealerkit.values.exact import EXACT, ZERO

if TYPE_CHECKING:
    from dealerkit.credit.standing import Standing


@frozen(eq=False)
class _Climb:
    """An order in front of the ladder, with all that its steps ask for."""

    standing: Standing
    order: Order
    day: date
    amount: Decimal
    excess: Decimal
    limit: Decimal
    facts: Facts


def offers(
    standing: Standing,
    ladder: Ladder,
    order: Order,
    day: date,
    limit: LimitFound,
    exposure: Exposure | None,
    facts: Facts,
    rungs: Sequence[Rung] | None = None,
) -> tuple[Offer, ...]:
    """Every step as it stands for an order on a day, in the policy's order; the first open one is the offer.

    ``open`` is None where it cannot be told, and ``missing`` names what is not known. ``rungs`` are the steps as
    they stand for the account, where somebody kept them (:func:`rungs_of`).
    """
    amount, bound = order.amount, limit.amount
    if amount is None or bound is None or exposure is None:
        lacking = tuple(
            name
            for name, value in (("order.amount", amount), ("account.limit", bound), ("account.exposure", exposure))
            if value is None
        )
        return tuple(Offer(step=each.id, rule=each.rule, open=None, missing=lacking) for each in ladder.steps.values())
    climb = _Climb(standing, order, day, amount, excess_of(amount, exposure, bound), bound, facts)
    if rungs is None:
        rungs = rungs_of(standing, ladder, order.customer, day, bound, facts)
    return tuple([_offer(climb, each) for each in rungs])


def excess_of(amount: Decimal, exposure: Exposure, limit: Decimal) -> Decimal:
    """How far an order goes beyond the limit together with what counts against it already; at least nothing."""
    return max(EXACT.subtract(EXACT.add(exposure.total, amount), limit), ZERO)


def due_day(standing: Standing, step: Step, order: Order, day: date) -> date | Missing | None:
    """By when a shipment of a day is paid under a step; None where the step says nothing."""
    if step.due is None:
        return None
    if step.due == END_OF_MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    days = order.payment_days
    if days is None:
        days = standing.term_days(order.customer, day, order.contract)
    return Missing(("contract.payment_days",)) if days is None else add_days(day, days)


def _offer(climb: _Climb, rung: Rung) -> Offer:
    step, missing = rung.step, rung.missing
    against = rung.against
    for size in rung.sizes:
        if not size.holds(climb.amount if size.name == "shipment" else climb.excess):
            against += (_too_large(climb, step, size),)
    signers = rung.signers
    if signers is None:
        signers = signers_of(climb.standing.policy, step, climb.amount, climb.excess, climb.facts)
        missing += signers.missing
        if not signers.role and not signers.missing:
            nobody = Reason("release-nobody", step.rule, (("authority", step.authority or ""),))
            against += (nobody, *signers.reasons)
    missing = tuple(dict.fromkeys(missing)) if missing else ()
    shipped_on = max(climb.day, climb.order.wanted_on or climb.day)
    due_on, expires_on = due_day(climb.standing, step, climb.order, shipped_on), rung.expires_on
    is_open = False if against else None if missing else True
    reasons = against
    if is_open:
        unsure = [_unknown_day(step, each) for each in (due_on, expires_on) if isinstance(each, Missing)]
        reasons = (*_terms(climb, rung, signers), *unsure)
    elif missing:
        reasons += (Reason("release-unknown", step.rule, (("missing", missing),)),)
    return Offer(
        step=step.id,
        rule=step.rule,
        open=is_open,
        sign=signers.role,
        second=signers.second,
        used=rung.used,
        times=step.times,
        bound=rung.sizes[0].shown if rung.sizes else None,
        expires_on=expires_on if isinstance(expires_on, date) else None,
        due_on=due_on if isinstance(due_on, date) else None,
        cash_first=step.cash_first,
        plan=step.plan,
        plan_amount=climb.excess if step.plan else None,
        excess=climb.excess,
        reasons=reasons,
        missing=missing,
    )


def _too_large(climb: _Climb, step: Step, size: Size) -> Reason:
    args: tuple[tuple[str, Arg], ...] = (
        ("amount", climb.amount if size.name == "shipment" else climb.excess),
        ("bound", size.shown),
        ("share", size.share),
        ("limit", climb.limit),
    )
    return Reason(f"release-{size.name}-not-{'below' if size.is_below else 'up-to'}", step.rule, args)


def _unknown_day(step: Step, missing: Missing) -> Reason:
    return Reason("release-day-unknown", step.rule, (("missing", missing.facts),))


def _terms(climb: _Climb, rung: Rung, signers: Signers) -> Iterator[Reason]:
    """What an open step asks for."""
    step = rung.step
    figures: tuple[tuple[str, Arg], ...] = (
        ("step", step.title or step.id),
        ("amount", climb.amount),
        ("excess", climb.excess),
    )
    if step.cash_first:
        yield Reason("release-cash-first", step.rule, figures)
    else:
        count: tuple[tuple[str, Arg], ...] = (
            () if step.times is None else (("number", rung.used + 1), ("times", step.times))
        )
        yield Reason("release-open", step.rule, (*figures, ("sign", signers.role), ("second", signers.second), *count))
        yield from signers.reasons
    if step.plan:
        yield Reason("release-plan", step.rule, (("amount", climb.excess),))
