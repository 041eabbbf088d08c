"""An order over the limit climbs the ladder: which step is open to it, and why the others are not.

The whole shipment is measured against the limit, not what exceeds it. Nothing is divided: an amount is
below a third of a limit where it is less than the limit times one third, exactly.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.counting import first_day, of_step
from dealerkit.credit.over_limit.ladder import END_OF_MONTH, Bound, Ladder, Step
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.over_limit.signing import Signers, signers_of
from dealerkit.credit.results import Exposure, LimitFound, Offer
from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.values.durations import Duration
from dealerkit.values.exact import EXACT, ONE, ZERO, Number
from dealerkit.values.workdays import Unpublished, WorkCalendar

if TYPE_CHECKING:
    from dealerkit.credit.standing import Standing

_Facts = Mapping[str, Value | Missing]
_CENTS = Decimal(100)
_NOBODY = Signers()
_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)


@frozen(kw_only=True)
class _Climb:
    """An order in front of the ladder, with all that its steps ask for."""

    standing: Standing
    ladder: Ladder
    order: Order
    day: date
    amount: Decimal
    limit: Decimal
    excess: Decimal
    facts: _Facts
    signed: tuple[Release, ...]
    """What was signed for the customer in the period so far."""
    period: Missing | None
    """Why nobody knows the period, where nobody does."""
    only: str
    """The step of a release that names none."""


def offers(
    standing: Standing,
    ladder: Ladder,
    order: Order,
    day: date,
    limit: LimitFound,
    exposure: Exposure | None,
    facts: _Facts,
) -> tuple[Offer, ...]:
    """Every step as it stands for an order on a day, in the policy's order; the first open one is the offer.

    ``open`` is None where it cannot be told, and ``missing`` names what is not known.
    """
    amount, bound = order.amount, limit.amount
    if amount is None or bound is None or exposure is None:
        lacking = tuple(
            name
            for name, value in (("order.amount", amount), ("account.limit", bound), ("account.exposure", exposure))
            if value is None
        )
        return tuple(Offer(step=each.id, rule=each.rule, open=None, missing=lacking) for each in ladder.steps.values())
    first = first_day(ladder.count, standing.masters, order.customer, day)
    climb = _Climb(
        standing=standing,
        ladder=ladder,
        order=order,
        day=day,
        amount=amount,
        limit=bound,
        excess=excess_of(amount, exposure, bound),
        facts=facts,
        signed=standing.releases.of_customer(order.customer, first, day) if not isinstance(first, Missing) else (),
        period=first if isinstance(first, Missing) else None,
        only=only_signed(ladder),
    )
    return tuple([_offer(climb, each) for each in ladder.steps.values()])


def excess_of(amount: Decimal, exposure: Exposure, limit: Decimal) -> Decimal:
    """How far an order goes beyond the limit together with what counts against it already; at least nothing."""
    return max(EXACT.subtract(EXACT.add(exposure.total, amount), limit), ZERO)


def only_signed(ladder: Ladder) -> str:
    """The step that a release is of which names none: the only one that is signed; ``""`` where there are more."""
    signed = [each.id for each in ladder.steps.values() if not each.cash_first]
    return signed[0] if len(signed) == 1 else ""


def due_day(standing: Standing, step: Step, order: Order, day: date) -> date | Missing | None:
    """By when a shipment of a day is paid under a step; None where the step says nothing."""
    if step.due is None:
        return None
    if step.due == END_OF_MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    days = order.payment_days
    if days is None:
        days = standing.term_days(order.customer, day, order.contract)
    return Missing(("contract.payment_days",)) if days is None else day + timedelta(days=days)


def last_day(within: Duration | None, start: date, calendar: WorkCalendar | None) -> date | Missing | None:
    """The last day of a time that begins on a day, which is not counted; None for no time."""
    if within is None:
        return None
    found = within.after(start, calendar or _EVERY_DAY)
    return Missing(("policy.calendar",)) if isinstance(found, Unpublished) else found


def _offer(climb: _Climb, step: Step) -> Offer:
    used = of_step(climb.signed, step.id, climb.only) if climb.signed else ()
    missing: list[str] = []
    measured = _measured(climb, step, missing)
    against = [*_bars(climb, step, used, missing), *measured.against]
    signers = _NOBODY
    if not step.cash_first:
        signers = signers_of(climb.standing.policy, step, climb.amount, climb.excess, climb.facts)
        missing += signers.missing
        if not signers.role and not signers.missing:
            against.append(Reason("release-nobody", step.rule, (("authority", step.authority or ""),)))
            against += signers.reasons
    shipped_on = max(climb.day, climb.order.wanted_on or climb.day)
    due_on = due_day(climb.standing, step, climb.order, shipped_on)
    expires_on = last_day(step.expires, climb.day, climb.standing.calendar)
    unsure = tuple([_unknown_day(step, each) for each in (due_on, expires_on) if isinstance(each, Missing)])
    is_open = False if against else None if missing else True
    unknown = (Reason("release-unknown", step.rule, (("missing", tuple(dict.fromkeys(missing))),)),) if missing else ()
    return Offer(
        step=step.id,
        rule=step.rule,
        open=is_open,
        sign=signers.role,
        second=signers.second,
        used=len(used),
        times=step.times,
        bound=measured.bound,
        expires_on=expires_on if isinstance(expires_on, date) else None,
        due_on=due_on if isinstance(due_on, date) else None,
        cash_first=step.cash_first,
        plan=step.plan,
        plan_amount=climb.excess if step.plan else None,
        excess=climb.excess,
        reasons=(*against, *unknown) if is_open is not True else (*_terms(climb, step, used, signers), *unsure),
        missing=tuple(dict.fromkeys(missing)) if missing else (),
    )


def _unknown_day(step: Step, missing: Missing) -> Reason:
    return Reason("release-day-unknown", step.rule, (("missing", missing.facts),))


def _bars(climb: _Climb, step: Step, used: tuple[Release, ...], missing: list[str]) -> Iterator[Reason]:
    """Why a step is not open; what is not known goes to ``missing``."""
    if step.when is not None:
        holds = step.when.evaluate(climb.facts)
        if isinstance(holds, Missing):
            missing += holds.facts
        elif holds is not True:
            yield Reason("release-condition", step.rule, (("condition", step.when.text),))
    if climb.period is not None and (step.times is not None or step.after is not None):
        missing += climb.period.facts
    elif step.times is not None and len(used) >= step.times:
        last = used[-1]
        figures: tuple[tuple[str, Arg], ...] = (("used", len(used)), ("times", step.times))
        yield Reason(
            "release-used-up",
            step.rule,
            (*figures, ("release", last.release), ("on", last.day), ("order", last.order)),
        )
    before = climb.ladder.steps.get(step.after) if step.after is not None else None
    if before is not None and before.times is not None and climb.period is None:
        left = before.times - len(of_step(climb.signed, before.id, climb.only))
        if left > 0:
            yield Reason("release-not-yet", step.rule, (("after", before.id), ("left", left)))


@frozen
class _Size:
    """How large the order may be under a step, as an amount; ``against`` where it is larger."""

    bound: Decimal | None = None
    against: tuple[Reason, ...] = ()


_ANY_SIZE = _Size()


def _measured(climb: _Climb, step: Step, missing: list[str]) -> _Size:
    """The order beside the bounds of a step, the shipment's first; what is not known goes to ``missing``."""
    if step.shipment is None:
        return _ANY_SIZE if step.excess is None else _sized(climb, step, "excess", step.excess, missing)
    found = _sized(climb, step, "shipment", step.shipment, missing)
    if step.excess is None:
        return found
    return _Size(found.bound, (*found.against, *_sized(climb, step, "excess", step.excess, missing).against))


def _sized(climb: _Climb, step: Step, name: str, bound: Bound, missing: list[str]) -> _Size:
    share = _share(bound, climb.facts)
    if isinstance(share, Missing):
        missing += share.facts
        return _ANY_SIZE
    value = climb.amount if name == "shipment" else climb.excess
    if isinstance(share, Decimal):
        most, whole, shown = _share_of(share, climb.limit)
    else:
        most, whole, shown = _part_of(share.numerator, share.denominator, climb.limit, bound.below is not None)
    together = EXACT.multiply(value, whole)
    if together < most or (bound.below is None and together == most):
        return _Size(shown)
    way = "up-to" if bound.below is None else "below"
    args: tuple[tuple[str, Arg], ...] = (
        ("amount", value),
        ("bound", shown),
        ("share", share),
        ("limit", climb.limit),
    )
    return _Size(shown, (Reason(f"release-{name}-not-{way}", step.rule, args),))


def _share(bound: Bound, facts: _Facts) -> Number | Missing:
    share = bound.below if bound.below is not None else bound.up_to
    if not isinstance(share, Expression):
        return Missing(()) if share is None else share
    value = share.evaluate(facts)
    if isinstance(value, Decimal | Fraction):
        return value
    return value if isinstance(value, Missing) else Missing(tuple(share.reads) or (share.text,))


def _share_of(share: Decimal, limit: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    most = EXACT.multiply(share, limit)
    return most, ONE, most


@lru_cache(maxsize=8_192)
def _part_of(numerator: int, denominator: int, limit: Decimal, is_below: bool) -> tuple[Decimal, Decimal, Decimal]:  # noqa: FBT001 - part of the key
    """A part of a limit as what is to be divided, and by what: comparing it divides nothing.

    The third is the amount in cents: what is below, or up to, it in cents is so exactly.
    """
    most, whole = EXACT.multiply(Decimal(numerator), limit), Decimal(denominator)
    cents, rest = EXACT.divmod(EXACT.multiply(most, _CENTS), whole)
    if not rest:
        return most, whole, EXACT.divide(most, whole)
    return most, whole, EXACT.scaleb(EXACT.add(cents, ONE) if is_below else cents, -2)


def _terms(climb: _Climb, step: Step, used: tuple[Release, ...], signers: Signers) -> Iterator[Reason]:
    """What an open step asks for."""
    figures: tuple[tuple[str, Arg], ...] = (
        ("step", step.title or step.id),
        ("amount", climb.amount),
        ("excess", climb.excess),
    )
    if step.cash_first:
        yield Reason("release-cash-first", step.rule, figures)
    else:
        count: tuple[tuple[str, Arg], ...] = (
            () if step.times is None else (("number", len(used) + 1), ("times", step.times))
        )
        yield Reason("release-open", step.rule, (*figures, ("sign", signers.role), ("second", signers.second), *count))
        yield from signers.reasons
    if step.plan:
        yield Reason("release-plan", step.rule, (("amount", climb.excess),))
