"""The signed release an order ships under, or why what was signed does not let it through.

A release lets through the one order it names, for the customer it names, up to its amount, until it expires,
signed in the role that its step asks for, and no more often than the step allows. Two releases for one order
leave it open which was meant: then nothing is let through until one of them is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.climbing import excess_of
from dealerkit.credit.over_limit.counting import first_day, of_step
from dealerkit.credit.over_limit.ladder import Ladder, Step
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.over_limit.rungs import last_day, only_signed
from dealerkit.credit.over_limit.signing import signers_of
from dealerkit.credit.results import Exposure, LimitFound
from dealerkit.decisions import Reason, Rule
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Related, Severity, nearest, problem
from dealerkit.values.exact import ZERO

if TYPE_CHECKING:
    from dealerkit.credit.standing import Standing

_Facts = Mapping[str, Value | Missing]


@frozen(kw_only=True)
class Covered:
    """What was signed for an order. ``usable`` is True where it may ship under ``release``.

    False: nothing was signed, or what was signed does not let it through, as ``reasons`` say. None: two
    releases for one order, or a fact is missing, as ``missing`` says.
    """

    usable: bool | None
    release: Release | None = None
    step: Step | None = None
    expires_on: date | None = None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def standing_release(
    standing: Standing,
    ladder: Ladder,
    order: Order,
    day: date,
    limit: LimitFound | None = None,
    exposure: Exposure | None = None,
    facts: _Facts | None = None,
) -> Covered:
    """The release an order ships under on a day, or why not.

    ``limit``, ``exposure`` and ``facts`` matter only where the authority matrix says who signs. Findings:
    DK560 it names no step that is signed, DK561 two releases for one order, DK562 it is of no effect.
    """
    signed = tuple(each for each in standing.releases.of_order(order.order) if each.day <= day)
    if not signed:
        return Covered(usable=False)
    if len(signed) > 1:
        return _twice(ladder, order, signed)
    release = signed[0]
    step = step_of(ladder, release)
    if step is None:
        reason = _reason("release-of-no-step", ladder.rule, release, ("step", release.step))
        return Covered(usable=False, release=release, reasons=(reason,), problems=(no_step(ladder, release),))
    missing: list[str] = []
    expires_on = release.expires_on or last_day(step.expires, release.day, standing.calendar)
    against = [
        *_unsigned(standing, step, release, order, (limit, exposure), {} if facts is None else facts, missing),
        *_too_often(standing, ladder, step, release, missing),
    ]
    problems = tuple(_of_no_effect(release, each) for each in against)
    against += _unfit(standing, step, release, order)
    if isinstance(expires_on, Missing):
        missing += expires_on.facts
    elif expires_on is not None and day > expires_on:
        against.append(_reason("release-expired", step.rule, release, ("until", expires_on)))
    usable = False if against else None if missing else True
    if usable:
        against = [_reason("release-stands", step.rule, release, *_signatures(release, expires_on))]
    return Covered(
        usable=usable,
        release=release,
        step=step,
        expires_on=expires_on if isinstance(expires_on, date) else None,
        reasons=tuple(against),
        missing=tuple(dict.fromkeys(missing)),
        problems=problems,
    )


def step_of(ladder: Ladder, release: Release) -> Step | None:
    """The step of the ladder that a release is of; None where there is none that is signed."""
    step = ladder.steps.get(release.step or only_signed(ladder))
    return None if step is None or step.cash_first else step


def no_step(ladder: Ladder, release: Release) -> Problem:
    """DK560: a release names no step that is signed."""
    known = tuple(each.id for each in ladder.steps.values() if not each.cash_first)
    return problem(
        "DK560",
        release.at,
        address=ladder.rule.address,
        severity=Severity.WARNING,
        release=release.release,
        order=release.order,
        step=release.step,
        nearest=nearest(release.step, known),
        known=known,
    )


def _twice(ladder: Ladder, order: Order, signed: tuple[Release, ...]) -> Covered:
    numbers = tuple(each.release for each in signed)
    found = problem(
        "DK561",
        signed[-1].at,
        address=ladder.rule.address,
        severity=Severity.ERROR,
        related=tuple(Related("first-defined", each.at) for each in signed[:-1] if each.at is not None),
        order=order.order,
        releases=numbers,
    )
    reason = Reason("release-twice", ladder.rule, (("order", order.order), ("releases", numbers)))
    return Covered(usable=None, reasons=(reason,), missing=("releases.withdrawn_on",), problems=(found,))


def _unsigned(
    standing: Standing,
    step: Step,
    release: Release,
    order: Order,
    state: tuple[LimitFound | None, Exposure | None],
    facts: _Facts,
    missing: list[str],
) -> Iterator[Reason]:
    """Why the signatures are not those that the step asks for."""
    rule = step.rule
    if release.customer and release.customer != order.customer:
        yield _reason("release-for-another", rule, release, ("customer", release.customer), ("asked", order.customer))
    if not release.signer:
        yield _reason("release-unsigned", rule, release)
        return
    if not release.is_known:
        yield _reason("release-signer-unknown", rule, release, ("by", release.signer))
        return
    amount = order.amount if order.amount is not None else release.amount or ZERO
    limit, exposure = state
    beyond = amount
    if limit is not None and limit.amount is not None and exposure is not None:
        beyond = excess_of(amount, exposure, limit.amount)
    wanted = signers_of(standing.policy, step, amount, beyond, facts)
    missing += wanted.missing
    if not wanted.role and not wanted.missing:
        yield Reason("release-nobody", rule, (("authority", step.authority or ""),))
    elif wanted.role and release.role != wanted.role:
        args: tuple[tuple[str, Arg], ...] = (("by", release.signer), ("role", release.role), ("wanted", wanted.role))
        yield _reason("release-wrong-role", rule, release, *args)
    if wanted.second and not _is_seconded(release, wanted.second):
        yield _reason("release-not-seconded", rule, release, ("by", release.second), ("wanted", wanted.second))


def _is_seconded(release: Release, wanted: str) -> bool:
    """Whether another person of the wanted role signed as well."""
    return release.second not in {"", release.signer} and release.second_role == wanted


def _too_often(
    standing: Standing, ladder: Ladder, step: Step, release: Release, missing: list[str]
) -> Iterator[Reason]:
    """Whether the step was used up when it was signed."""
    if step.times is None:
        return
    first = first_day(ladder.count, standing.masters, release.customer, release.day)
    if isinstance(first, Missing):
        missing += first.facts
        return
    signed = standing.releases.of_customer(release.customer, first, release.day)
    before = [each for each in of_step(signed, step.id, only_signed(ladder)) if _is_earlier(each, release)]
    if len(before) >= step.times:
        args: tuple[tuple[str, Arg], ...] = (("times", step.times), ("before", tuple(each.release for each in before)))
        yield _reason("release-beyond-times", step.rule, release, *args)


def _is_earlier(one: Release, other: Release) -> bool:
    return (one.day, one.release) < (other.day, other.release)


def _unfit(standing: Standing, step: Step, release: Release, order: Order) -> Iterator[Reason]:
    """Why it does not let the order through as it is now."""
    if release.unconverted:
        yield _reason("release-not-converted", step.rule, release, ("currency", release.unconverted))
    elif release.amount is not None and order.amount is not None and order.amount > release.amount:
        yield _reason("release-too-small", step.rule, release, ("released", release.amount), ("amount", order.amount))
    if standing.positions.of(order.customer).is_shipped(order.order):
        yield _reason("release-spent", step.rule, release, ("order", order.order))


def _signatures(release: Release, expires_on: date | Missing | None) -> tuple[tuple[str, Arg], ...]:
    """Who signed what, when, until when and why."""
    amount: tuple[tuple[str, Arg], ...] = () if release.amount is None else (("amount", release.amount),)
    until: tuple[tuple[str, Arg], ...] = (("until", expires_on),) if isinstance(expires_on, date) else ()
    signed = (("by", release.signer), ("role", release.role), ("second", release.second), ("on", release.day))
    return (*signed, *amount, *until, ("reason", release.reason))


def _reason(step: str, rule: Rule, release: Release, *args: tuple[str, Arg]) -> Reason:
    return Reason(step, rule, (("release", release.release), *args))


def _of_no_effect(release: Release, reason: Reason) -> Problem:
    """DK562: what was signed counts for nothing, and why."""
    return problem(
        "DK562",
        release.at,
        address=reason.rule.address,
        severity=Severity.WARNING,
        release=release.release,
        order=release.order,
        why=reason.step,
    )
