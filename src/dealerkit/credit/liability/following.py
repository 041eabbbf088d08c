"""What became of every release: whether it stood, whether its shipment was paid in time, and what follows if not.

A release whose shipment is not paid by the day it is due is taken from who signed it, at the share that its
step states, of what is still open on the day of the question; once all is paid nothing is taken any more, nor of
what was declared bad.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.credit.liability.tracing import Documents, Shipment
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.climbing import due_day
from dealerkit.credit.over_limit.covering import no_step, standing_release, step_of
from dealerkit.credit.over_limit.ladder import Ladder, Step
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.standing import Standing
from dealerkit.decisions import Rule
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.exact import EXACT, ONE, ZERO, total_of_decimals
from dealerkit.values.rounding import CENT, CENTS
from dealerkit.values.split import split


class State(Enum):
    """What became of a release's shipment by a day."""

    NOT_SHIPPED = "not-shipped"
    PAID = "paid"
    OPEN = "open"
    """Shipped, not paid, and not due yet or due on no stated day."""
    OVERDUE = "overdue"
    LOST = "lost"
    """What is not paid was declared bad: who bears it is said there, and nothing is taken beside it."""
    UNKNOWN = "unknown"
    """It names no step that is signed."""


@frozen(kw_only=True)
class Followed:
    """A release with what was shipped under it, what of that is paid and open, and what is taken from whom."""

    release: Release
    state: State
    rule: Rule | None = None
    shipped: Decimal = ZERO
    paid: Decimal = ZERO
    open: Decimal = ZERO
    """What is neither paid nor declared bad."""
    lost: Decimal = ZERO
    shipped_on: date | None = None
    due_on: date | None = None
    taken: tuple[tuple[str, Decimal], ...] = ()
    """Whom it is taken from and how much; the person is empty where the release names none."""
    problems: tuple[Problem, ...] = ()


def followed(
    standing: Standing, ladder: Ladder, documents: Documents, as_of: date, lost: Mapping[tuple[str, str], Decimal]
) -> tuple[Followed, ...]:
    """Every release of the book by a day, in the order of signing; ``lost`` is what of each shipment went bad.

    Findings: DK560 it names no step that is signed; DK561 two releases for one order; DK562 it is of no effect;
    DK563 its shipment was not paid by the day it was due.
    """
    signed = [each for each in standing.releases if each.day <= as_of]
    return tuple(_followed(standing, ladder, documents, each, as_of, lost) for each in signed)


def _followed(
    standing: Standing,
    ladder: Ladder,
    documents: Documents,
    release: Release,
    as_of: date,
    lost: Mapping[tuple[str, str], Decimal],
) -> Followed:
    step = step_of(ladder, release)
    problems = [*_twice(standing, ladder, release), *_without_effect(standing, ladder, release)]
    if step is None:
        return Followed(release=release, state=State.UNKNOWN, problems=(*problems, no_step(ladder, release)))
    shipments = documents.of_order(release.customer, release.order)
    if not shipments:
        return Followed(release=release, state=State.NOT_SHIPPED, rule=step.rule, problems=tuple(problems))
    worth = total_of_decimals(each.amount for each in shipments)
    unpaid = min(_open(standing, release, shipments), worth)
    bad = total_of_decimals(lost.get((each.customer, each.number), ZERO) for each in shipments)
    # What went bad is in whole cents, what a rate converted need not be.
    open_ = CENTS.apply(max(EXACT.subtract(unpaid, bad), ZERO)) if bad else unpaid
    last = max(each.day for each in shipments)
    due_on = release.due_on or _due(standing, step, release, last)
    state = _state(unpaid, open_, due_on, as_of)
    taken: tuple[tuple[str, Decimal], ...] = ()
    if state is State.OVERDUE and step.unpaid is not None:
        taken = tuple(_taken(step, release, open_))
        problems.append(_not_paid(step, release, open_, due_on, taken))
    return Followed(
        release=release,
        state=state,
        rule=step.rule,
        shipped=worth,
        paid=EXACT.subtract(worth, unpaid),
        open=open_,
        lost=bad,
        shipped_on=last,
        due_on=due_on,
        taken=taken,
        problems=tuple(problems),
    )


def _state(unpaid: Decimal, open_: Decimal, due_on: date | None, as_of: date) -> State:
    if not open_:
        return State.LOST if unpaid else State.PAID
    return State.OVERDUE if due_on is not None and due_on < as_of else State.OPEN


def _open(standing: Standing, release: Release, shipments: tuple[Shipment, ...]) -> Decimal:
    """What is not paid of shipments: what is open of their invoices, and all that is not invoiced."""
    position = standing.positions.of(release.customer)
    invoices = {each.invoice for each in shipments if each.invoice}
    owed = total_of_decimals(each.open for each in position.items() if each.invoice.invoice in invoices)
    return EXACT.add(max(owed, ZERO), total_of_decimals(each.amount for each in shipments if not each.invoice))


def _due(standing: Standing, step: Step, release: Release, shipped_on: date) -> date | None:
    order = Order(customer=release.customer, amount=release.amount, order=release.order)
    found = due_day(standing, step, order, shipped_on)
    return found if isinstance(found, date) else None


def _taken(step: Step, release: Release, open_: Decimal) -> Iterator[tuple[str, Decimal]]:
    unpaid = step.unpaid
    if unpaid is None:
        return
    amount = CENTS.product(open_, unpaid.share)
    persons = [release.signer]
    if unpaid.from_ == "signers" and release.second not in {"", release.signer}:
        persons.append(release.second)
    yield from split(amount, [(each, ONE) for each in persons], CENT).items()


def _not_paid(
    step: Step, release: Release, open_: Decimal, due_on: date | None, taken: tuple[tuple[str, Decimal], ...]
) -> Problem:
    return problem(
        "DK563",
        release.at,
        address=step.rule.address,
        severity=Severity.WARNING,
        release=release.release,
        order=release.order,
        open=open_,
        due_on=due_on if due_on is not None else "",
        amount=total_of_decimals(amount for _, amount in taken),
        by=tuple(person for person, _ in taken if person),
    )


def _without_effect(standing: Standing, ladder: Ladder, release: Release) -> Iterator[Problem]:
    """DK562, where the step itself says who signs: what the matrix says depends on how things stood."""
    step = step_of(ladder, release)
    if step is None or step.authority is not None:
        return
    order = Order(customer=release.customer, amount=release.amount, order=release.order)
    found = standing_release(standing, ladder, order, release.day).problems
    yield from (each for each in found if each.code == "DK562")


def _twice(standing: Standing, ladder: Ladder, release: Release) -> Iterator[Problem]:
    """DK561, said once: at the last of the releases of an order."""
    signed = standing.releases.of_order(release.order)
    if len(signed) > 1 and signed[-1] is release:
        numbers = tuple(each.release for each in signed)
        yield problem("DK561", release.at, address=ladder.rule.address, order=release.order, releases=numbers)
