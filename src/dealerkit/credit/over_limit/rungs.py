"""The steps of the ladder as they stand for an account before anybody orders: what no order changes, reckoned once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from dealerkit.credit.checks.running import reads_order
from dealerkit.credit.over_limit.counting import first_day, of_step
from dealerkit.credit.over_limit.ladder import Bound, Ladder, Step
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.over_limit.signing import Signers
from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.values.durations import Duration
from dealerkit.values.exact import EXACT, ONE, Number
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar

if TYPE_CHECKING:
    from dealerkit.credit.standing import Standing

Facts = Mapping[str, Value | Missing]
_CENTS = Decimal(100)
_NOBODY = Signers()


@frozen
class Size:
    """How large the shipment, or the excess, may be under a step: ``most`` parts of ``whole``, exactly.

    ``shown`` is the same in cents.
    """

    name: str
    is_below: bool
    most: Decimal
    whole: Decimal
    shown: Decimal
    share: Number

    def holds(self, amount: Decimal) -> bool:
        """Whether an amount is small enough; nothing is divided."""
        together = EXACT.multiply(amount, self.whole)
        return together < self.most or (together == self.most and not self.is_below)


@frozen(eq=False, kw_only=True)
class Rung:
    """A step for one account on one day: ``against`` and ``missing`` hold for every order."""

    step: Step
    used: int
    sizes: tuple[Size, ...]
    against: tuple[Reason, ...]
    missing: tuple[str, ...]
    expires_on: date | Missing | None
    signers: Signers | None
    """Who signs; None where the authority matrix says so order by order."""


def rungs_of(
    standing: Standing, ladder: Ladder, customer: str, day: date, limit: Decimal, facts: Facts
) -> tuple[Rung, ...]:
    """Every step for a customer on a day. They may be kept unless :func:`follows_order`."""
    first = first_day(ladder.count, standing.masters, customer, day)
    signed = () if isinstance(first, Missing) else standing.releases.of_customer(customer, first, day)
    count = _Count(ladder, signed, first.facts if isinstance(first, Missing) else (), only_signed(ladder))
    return tuple([_rung(standing, count, each, day, limit, facts) for each in ladder.steps.values()])


def follows_order(ladder: Ladder) -> bool:
    """Whether a condition or share of a step may come out otherwise for another order of the same account."""
    asked = [step.when for step in ladder.steps.values()]
    bounds = [each for step in ladder.steps.values() for each in (step.shipment, step.excess) if each is not None]
    return any(isinstance(each, Expression) and reads_order(each) for each in (*asked, *map(_share_of, bounds)))


def only_signed(ladder: Ladder) -> str:
    """The step that a release is of which names none: the only one that is signed; ``""`` where there are more."""
    signed = [each.id for each in ladder.steps.values() if not each.cash_first]
    return signed[0] if len(signed) == 1 else ""


def last_day(within: Duration | None, start: date, calendar: WorkCalendar | None) -> date | Missing | None:
    """The last day of a time that begins on a day, which is not counted; None for no time."""
    if within is None:
        return None
    found = within.after(start, calendar or EVERY_DAY)
    return Missing(("policy.calendar",)) if isinstance(found, Unpublished) else found


@frozen
class _Count:
    """What was signed for the customer in the period so far; ``unknown`` is why nobody knows the period."""

    ladder: Ladder
    signed: tuple[Release, ...]
    unknown: tuple[str, ...]
    only: str

    def of(self, step: str) -> tuple[Release, ...]:
        """Those of a step."""
        return of_step(self.signed, step, self.only) if self.signed else ()


def _rung(standing: Standing, count: _Count, step: Step, day: date, limit: Decimal, facts: Facts) -> Rung:
    missing: list[str] = []
    sizes = tuple(_sizes(step, limit, facts, missing))
    used = count.of(step.id)
    against = tuple(_bars(count, step, used, facts, missing))
    return Rung(
        step=step,
        used=len(used),
        sizes=sizes,
        against=against,
        missing=tuple(missing),
        expires_on=last_day(step.expires, day, standing.calendar),
        signers=_signers(step),
    )


def _signers(step: Step) -> Signers | None:
    if step.cash_first:
        return _NOBODY
    return Signers(step.sign or "", step.second or "") if step.authority is None else None


def _sizes(step: Step, limit: Decimal, facts: Facts, missing: list[str]) -> Iterator[Size]:
    """The bounds of a step, the shipment's first; what is not known goes to ``missing``."""
    for name, bound in (("shipment", step.shipment), ("excess", step.excess)):
        if bound is None:
            continue
        share = _known(_share_of(bound), facts)
        if isinstance(share, Missing):
            missing += share.facts
            continue
        is_below = bound.below is not None
        if isinstance(share, Decimal):
            most = EXACT.multiply(share, limit)
            yield Size(name, is_below, most, ONE, most, share)
        else:
            yield Size(name, is_below, *_part_of(share.numerator, share.denominator, limit, is_below), share)


def _share_of(bound: Bound) -> Number | Expression | None:
    return bound.below if bound.below is not None else bound.up_to


def _known(share: Number | Expression | None, facts: Facts) -> Number | Missing:
    if not isinstance(share, Expression):
        return Missing(()) if share is None else share
    value = share.evaluate(facts)
    if isinstance(value, Decimal | Fraction):
        return value
    return value if isinstance(value, Missing) else Missing(tuple(share.reads) or (share.text,))


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


def _bars(count: _Count, step: Step, used: tuple[Release, ...], facts: Facts, missing: list[str]) -> Iterator[Reason]:
    """Why a step is not open to any order; what is not known goes to ``missing``."""
    if step.when is not None:
        holds = step.when.evaluate(facts)
        if isinstance(holds, Missing):
            missing += holds.facts
        elif holds is not True:
            yield Reason("release-condition", step.rule, (("condition", step.when.text),))
    if count.unknown and (step.times is not None or step.after is not None):
        missing += count.unknown
    elif step.times is not None and len(used) >= step.times:
        last = used[-1]
        figures: tuple[tuple[str, Arg], ...] = (("used", len(used)), ("times", step.times))
        yield Reason(
            "release-used-up",
            step.rule,
            (*figures, ("release", last.release), ("on", last.day), ("order", last.order)),
        )
    before = count.ladder.steps.get(step.after) if step.after is not None else None
    if before is not None and before.times is not None and not count.unknown:
        left = before.times - len(count.of(before.id))
        if left > 0:
            yield Reason("release-not-yet", step.rule, (("after", before.id), ("left", left)))
