"""How things stood before a shipment left: limit, exposure, release, eligibility, money received in advance.

What counts is what had happened by the evening before, the money that came in on the day, and of the other
shipments of the day those with a smaller number: so the answer depends on the book, never on the order of its
rows. The shipment's own order and invoice do not count against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.credit.accounts import BookAccount
from dealerkit.credit.checks.check import REFER
from dealerkit.credit.eligible import RunningRequirement
from dealerkit.credit.groupings import BookGroups
from dealerkit.credit.liability.records import BadDebt
from dealerkit.credit.liability.tracing import Shipment
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.covering import Covered, standing_release
from dealerkit.credit.over_limit.ladder import Step
from dealerkit.credit.over_limit.releases import Release, Releases
from dealerkit.credit.positions.movements import (
    BillEnded,
    BillTaken,
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    Received,
)
from dealerkit.credit.positions.position import DEPOSIT
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.positions.reading import read_movements
from dealerkit.credit.positions.terms import Terms
from dealerkit.credit.referrals import answered, referrals_of
from dealerkit.credit.results import Checked, Exposure, LimitFound
from dealerkit.credit.section import Credit, credit_of
from dealerkit.credit.standing import Standing
from dealerkit.decisions import Reason
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

Known = Value | Missing
_MONEY = (Received, BillTaken, BillEnded)
_OF_LIMITS = frozenset({"static", "dynamic", "group", "sublimit"})
"""Checks that hold an order against a limit."""


@frozen(kw_only=True)
class Before:
    """How things stood before a shipment. ``inside`` is what of it the limit allowed, None where unknown."""

    limit: LimitFound
    exposure: Exposure | None
    inside: Decimal | None
    release: Release | None = None
    """What was signed for the order, whether or not it stands."""
    stands: bool = False
    """Whether that let the order through: as a step of the ladder, or as the answer to a referral."""
    step: Step | None = None
    """The step of the ladder it was released under; None for a referral, and where nothing stands."""
    paid_before: Decimal = ZERO
    eligible: bool | None = True
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    facts: Callable[[Mapping[str, Callable[[], Known]]], Mapping[str, Known]] = field(eq=False, repr=False)


@frozen(eq=False)
class History:
    """The movements of a book by customer, and what does not depend on them."""

    standing: Standing
    """Policy, masters and releases, with everybody's position as it is on the day of the question."""
    movements: tuple[Movement, ...] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)
    groups: BookGroups = field(repr=False)
    _own: dict[str, list[Movement]] = field(init=False, repr=False)

    @classmethod
    def of(cls, policy: Policy, book: Book, as_of: date) -> History:
        """Read a book through a day; problems are those of reading its movements and releases."""
        masters = Masters(book, policy.catalogue)
        credit = credit_of(policy) or Credit()
        read = read_movements(book, policy, as_of, masters)
        releases = Releases.read(book, policy.header.currency, as_of, referrals_of(credit))
        groups = BookGroups(masters)
        standing = Standing(
            policy=policy,
            credit=credit,
            masters=masters,
            positions=Positions(read.movements, groups),
            releases=releases,
            calendar=policy.calendar(),
            terms=Terms(masters, credit.payment_days),
            unread=read.unread,
        )
        return cls(standing, read.movements, (*read.problems, *releases.problems), groups)

    @_own.default
    def _by_customer(self) -> dict[str, list[Movement]]:
        found: dict[str, list[Movement]] = defaultdict(list)
        for each in self.movements:
            found[each.customer].append(each)
        return found

    def before(self, shipment: Shipment) -> Before:
        """How things stood before a shipment left."""
        standing = self._standing(shipment)
        position = standing.positions.of(shipment.customer)
        own = next((each for each in position.orders() if each.order.order == shipment.order), None)
        account = BookAccount(Limits(standing), position, shipment.customer, shipment.day, own)
        order = Order(
            customer=shipment.customer,
            amount=shipment.amount if shipment.ordered is None else shipment.ordered,
            order=shipment.order,
            day=shipment.day,
            contract=shipment.contract,
        )
        exposure = account.exposure()
        known = None if isinstance(exposure, Missing) else exposure
        inside, missing = _inside(account, known, shipment)
        is_inside = inside == shipment.amount
        covered = Covered(usable=False) if is_inside else _covered(standing, account, order, known, shipment)
        if not is_inside and covered.usable is False:
            covered = _referred(standing, order, shipment) or covered
        failed = tuple(
            RunningRequirement(each).run(account, order).failed for each in (standing.credit.eligible or {}).values()
        )

        def facts(more: Mapping[str, Callable[[], Known]]) -> Mapping[str, Known]:
            # The account's own answers (its limit, the exposure without the order) stand beside the debt's.
            asked = account.facts(order)
            names = ("account.limit", "account.exposure", "account.headroom", "account.group_limit")
            return standing.facts(
                shipment.customer, shipment.day, order, {**{name: _asked(asked, name) for name in names}, **more}
            )

        return Before(
            limit=account.limit,
            exposure=known,
            inside=None if covered.usable is None else inside,
            release=covered.release,
            stands=covered.usable is True,
            step=covered.step if covered.usable else None,
            paid_before=self._paid_before(shipment),
            eligible=False if any(failed) else None if None in failed else True,
            missing=(*missing, *(covered.missing if covered.usable is None else ())),
            reasons=tuple(_reasons(account.limit, known, shipment, inside, covered)),
            facts=facts,
        )

    def _standing(self, shipment: Shipment) -> Standing:
        """Everybody who shares a limit with the customer, as of the shipment."""
        whole = self.standing
        groups = whole.positions.groups_of(shipment.customer, shipment.day)
        members = {each.customer for group in groups for each in whole.positions.members(group, shipment.day)} | {
            shipment.customer
        }
        movements = (
            each for customer in sorted(members) for each in self._own.get(customer, ()) if _is_before(each, shipment)
        )
        return evolve(whole, positions=Positions(movements, self.groups), providers={}, problems=())

    def _paid_before(self, shipment: Shipment) -> Decimal:
        """What had come in for the order, or its invoice, by the day it was shipped."""
        return total_of_decimals(
            each.amount
            for each in self._own.get(shipment.customer, ())
            if isinstance(each, Received)
            and each.day <= shipment.day
            and each.kind != DEPOSIT
            and (_is_same(each.order, shipment.order) or _is_same(each.invoice, shipment.invoice))
        )


def debt_facts(debt: BadDebt, kind: str, shipment: Shipment, before: Before) -> Mapping[str, Known]:
    """Everything a rule may ask about a part of a bad debt."""
    inside = before.inside if before.inside is not None else Missing(before.missing)
    own: dict[str, Known] = {
        "part": kind,
        "amount": debt.amount,
        "inside": inside,
        "over": inside if isinstance(inside, Missing) else EXACT.subtract(shipment.amount, inside),
        "shipment": shipment.amount,
        "limit": Missing(("account.limit",)) if before.limit.amount is None else before.limit.amount,
        "exposure": Missing(("account.exposure",)) if before.exposure is None else before.exposure.total,
        "released": before.stands,
        "step": _step_of(before),
        "paid_before": before.paid_before,
        "invoice_kind": shipment.invoice_kind,
        "shipped": shipment.day,
        "eligible": Missing(("debt.eligible",)) if before.eligible is None else before.eligible,
    }
    return before.facts({f"debt.{name}": _constant(value) for name, value in own.items()})


def _inside(
    account: BookAccount, exposure: Exposure | None, shipment: Shipment
) -> tuple[Decimal | None, tuple[str, ...]]:
    """What of a shipment its own limit, and its group's, allowed."""
    limit = account.limit
    if limit.open_loads is not None:
        loads = account.open_loads()
        if isinstance(loads, Missing):
            return None, loads.facts
        if loads >= limit.open_loads:
            return ZERO, ()
    inside = _room(limit, exposure, shipment.amount)
    group = account.group()
    if isinstance(group, Missing):
        return None, group.facts
    if group is not None:
        theirs = None if isinstance(group.exposure, Missing) else group.exposure
        shared = _room(group.limit, theirs, shipment.amount)
        inside = None if inside is None or shared is None else min(inside, shared)
    if inside is None:
        return None, limit.missing or (("account.exposure",) if exposure is None else ("account.limit",))
    if limit.most_of_one_load is not None:
        inside = min(inside, limit.most_of_one_load)
    return inside, ()


def _room(limit: LimitFound, exposure: Exposure | None, amount: Decimal) -> Decimal | None:
    if limit.unlimited:
        return amount
    if limit.amount is None or exposure is None:
        return None
    return min(max(EXACT.subtract(limit.amount, exposure.total), ZERO), amount)


def _covered(
    standing: Standing, account: BookAccount, order: Order, exposure: Exposure | None, shipment: Shipment
) -> Covered:
    ladder = standing.credit.over_limit
    if ladder is None or not order.order:
        return Covered(usable=False)
    return standing_release(standing, ladder, order, shipment.day, account.limit, exposure, account.facts(order))


def _referred(standing: Standing, order: Order, shipment: Shipment) -> Covered | None:
    """The word that let an order through over its limit, where the check of the limit refers it to somebody."""
    for check in (standing.credit.checks or {}).values():
        if check.kind in _OF_LIMITS and order.order:
            asked = Checked(id=check.id, rule=check.rule, kind=check.kind, level=REFER, failed=True, to=check.to or "")
            found = answered(asked, standing.releases, order, shipment.day)
            if found.answered:
                signed = standing.releases.of_referral(order.order, check.id)
                release = next((each for each in signed if each.release == found.answered), None)
                return Covered(usable=True, release=release, reasons=found.reasons)
    return None


def _step_of(before: Before) -> str:
    """The step of the ladder, or the check whose referral was answered."""
    if not before.stands:
        return ""
    return before.step.id if before.step is not None else before.release.step if before.release is not None else ""


def _is_before(movement: Movement, shipment: Shipment) -> bool:
    """Whether a movement counts as before the shipment."""
    is_own = movement.customer == shipment.customer
    if isinstance(movement, Invoiced) and is_own and movement.invoice == shipment.invoice:
        return False
    if isinstance(movement, Delivered) and is_own and movement.delivery == shipment.delivery:
        return False
    if movement.day != shipment.day:
        return movement.day < shipment.day
    if isinstance(movement, _MONEY):
        return True
    if isinstance(movement, Ordered):
        return is_own and movement.order == shipment.order
    if isinstance(movement, Delivered):
        return movement.delivery < shipment.number
    return isinstance(movement, Invoiced) and not shipment.delivery and movement.invoice < shipment.number


def _reasons(
    limit: LimitFound, exposure: Exposure | None, shipment: Shipment, inside: Decimal | None, covered: Covered
) -> Iterator[Reason]:
    """The evidence: the limit and the exposure at the time, and what was signed."""
    if limit.rule is not None:
        args: tuple[tuple[str, Arg], ...] = (
            ("limit", "unlimited" if limit.unlimited else "" if limit.amount is None else limit.amount),
            ("exposure", "" if exposure is None else exposure.total),
            ("inside", "" if inside is None else inside),
            ("worth", shipment.amount),
            ("on", shipment.day),
        )
        yield Reason("liability-stood", limit.rule, args)
    yield from covered.reasons


def _is_same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _asked(facts: Mapping[str, Known], name: str) -> Callable[[], Known]:
    return lambda: _value(facts, name)


def _value(facts: Mapping[str, Known], name: str) -> Known:
    value = facts.get(name)
    return Missing((name,)) if value is None else value


def _constant(value: Known) -> Callable[[], Known]:
    return lambda: value
