"""May this order ship, on whose signature, or why not: eligibility, limit, exposure, checks, ladder.

    decider = Decider(standing, limits)
    decider.decide(order, day)      # lean: checks that passed do not say their figures
    decider.trace(order, day)       # the same answer with every reason written out

What does not depend on the order (eligibility, overdue items, dunning, dates, the limit, the exposure) is kept with
the customer's position until that changes or the day does. An answer is the same with and without what is kept.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.credit.accounts import BookAccount
from dealerkit.credit.actions import is_over_limit, outcome_of
from dealerkit.credit.amounts import in_currency_of
from dealerkit.credit.checks.check import OVER_LIMIT, REFER
from dealerkit.credit.checks.running import OF_THE_LIMIT, RunningCheck
from dealerkit.credit.eligible import RunningRequirement
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.climbing import offers
from dealerkit.credit.over_limit.covering import Covered, standing_release
from dealerkit.credit.over_limit.ladder import Ladder
from dealerkit.credit.over_limit.rungs import Facts, Rung, follows_order, rungs_of
from dealerkit.credit.positions.position import OpenOrder, Position
from dealerkit.credit.prepared import AccountOfDay, Prepared
from dealerkit.credit.referrals import answered, referrals_of
from dealerkit.credit.results import Action, Checked, Exposure, LimitFound, Offer, OrderAnswer
from dealerkit.credit.standing import Standing
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, problem
from dealerkit.values.exact import ZERO

NOT_RELEASED = Covered(usable=False)


@frozen
class _Ladder:
    """The ladder as it stands for an order: what it offers, and what was signed for the order."""

    offers: tuple[Offer, ...] = ()
    covered: Covered = NOT_RELEASED


_NOT_ASKED = _Ladder()


class Decider:
    """Decides orders by one policy, on the positions of one book."""

    __slots__ = (
        "_by_id",
        "_checks",
        "_currency",
        "_follows_order",
        "_ladder",
        "_refers",
        "_requirements",
        "_revision",
        "_rule",
        "limits",
        "standing",
    )

    def __init__(self, standing: Standing, limits: Limits) -> None:
        credit = standing.credit
        self.standing = standing
        self.limits = limits
        self._rule = credit.rule
        self._ladder = credit.over_limit
        self._follows_order = self._ladder is not None and follows_order(self._ladder)
        self._requirements = tuple(RunningRequirement(each) for each in (credit.eligible or {}).values())
        self._checks = tuple(RunningCheck(each) for each in (credit.checks or {}).values())
        self._by_id = {each.check.id: each for each in self._checks}
        self._refers = bool(referrals_of(credit))
        self._currency = standing.policy.header.currency or ""
        self._revision = standing.policy.header.revision

    def decide(self, order: Order, day: date) -> OrderAnswer:
        """The answer to an order on a day. A check that passed may leave out its figures.

        Findings: DK540 no amount, or one below zero; DK541 a customer nobody knows; DK542 another currency than
        the policy's, without a rate. All three leave the order undetermined, unless it is held anyway.
        """
        amount = order.amount
        if amount is None or amount < 0 or (order.currency and order.currency != self._currency):
            return self._answered(order, day, lean=True)
        if not self.standing.known(order.customer):
            return self._answered(order, day, lean=True)
        prepared = self._prepared(order, day)
        if not prepared.is_clear:
            return self._found(prepared, order, (), (), lean=True)
        for each in prepared.varying:
            if not each.lets_through(amount):
                return self._found(prepared, order, (), (), lean=True)
        return self._ships(prepared, order, amount)

    def trace(self, order: Order, day: date) -> OrderAnswer:
        """The answer to an order on a day, with the figures and reasons of everything that was looked at."""
        return self._answered(order, day, lean=False)

    def trace_on(self, account: AccountOfDay, order: Order) -> OrderAnswer:
        """The answer on an account that somebody states, in place of the book's."""
        asked, missing, wrong = self._asked(order, account.day)
        prepared = Prepared(account, order.contract, self._requirements, self._checks, self._rule)
        return self._found(prepared, asked, missing, wrong, lean=False)

    def _answered(self, order: Order, day: date, *, lean: bool) -> OrderAnswer:
        if not self.standing.known(order.customer):
            return self._unknown_customer(order, day)
        asked, missing, wrong = self._asked(order, day)
        return self._found(self._prepared(order, day), asked, missing, wrong, lean=lean)

    def _asked(self, order: Order, day: date) -> tuple[Order, tuple[str, ...], tuple[Problem, ...]]:
        """The order in the policy's currency; without an amount, and why, where that is not known."""
        amount, currency = order.amount, order.currency
        if amount is None or amount < 0:
            shown, none = ("", "yes") if amount is None else (amount, "")
            found = problem("DK540", order.at, order=order.order, customer=order.customer, amount=shown, none=none)
            return evolve(order, amount=None), ("order.amount",), (found,)
        book = self.standing.masters.book
        converted = in_currency_of(book, amount, currency, self._currency, day)
        if converted is None:
            found = problem("DK542", order.at, order=order.order, currency=currency, wanted=self._currency, day=day)
            return evolve(order, amount=None), (f"rates.{currency}",), (found,)
        return (order if converted is amount else evolve(order, amount=converted)), (), ()

    def _prepared(self, order: Order, day: date) -> Prepared:
        """What is known of the account; kept with the position, which forgets it with its next movement.

        Nothing is kept where a limit asks what others do, or what was signed.
        """
        position = self.standing.positions.of(order.customer)
        counted = position.order(order.order) if order.order else None
        if counted is not None:
            return self._prepare(position, order, day, counted)
        key = (self, order.contract)
        if not self.limits.is_kept:
            return self._prepare(position, order, day)
        kept = position.memo.get(key)
        if isinstance(kept, Prepared) and kept.day == day:
            return kept
        found = position.memo[key] = self._prepare(position, order, day)
        return found

    def _prepare(self, position: Position, order: Order, day: date, counted: OpenOrder | None = None) -> Prepared:
        account = BookAccount(self.limits, position, order.customer, day, counted)
        return Prepared(account, order.contract, self._requirements, self._checks, self._rule)

    def _found(
        self,
        prepared: Prepared,
        order: Order,
        missing: tuple[str, ...],
        problems: tuple[Problem, ...],
        *,
        lean: bool,
    ) -> OrderAnswer:
        checks = list(prepared.passed)
        for each in prepared.varying:
            if not (lean and order.amount is not None and each.lets_through(order.amount)):
                checks[each.place] = prepared.run(each, order)
        if self._refers:
            self._ask_whom_it_refers_to(checks, order, prepared.day)
        ladder = self._climbed(prepared, order, checks) if is_over_limit(checks) else _NOT_ASKED
        covered = ladder.covered
        outcome = outcome_of(checks, ladder.offers, released=covered.usable, unknown=bool(missing))
        released = covered.release.release if covered.usable and covered.release is not None else ""
        released = released or next((each.answered for each in checks if each.answered), "")
        return OrderAnswer(
            order=order.order,
            customer=order.customer,
            day=prepared.day,
            amount=order.amount,
            action=outcome.action,
            limit=prepared.account.limit,
            exposure=prepared.exposure,
            headroom=prepared.headroom,
            checks=tuple(checks),
            signatures=outcome.signatures,
            offers=ladder.offers,
            release=released,
            plan=outcome.plan,
            missing=(*missing, *covered.missing),
            reasons=covered.reasons,
            revision=self._revision,
            problems=(*problems, *covered.problems, *prepared.account.problems),
        )

    def _ask_whom_it_refers_to(self, checks: list[Checked], order: Order, day: date) -> None:
        """Put the signed answers to checks that refer the order in their places."""
        for place, each in enumerate(checks):
            if each.failed and each.level == REFER:
                checks[place] = answered(each, self.standing.releases, order, day)

    def _ships(self, prepared: Prepared, order: Order, amount: Decimal) -> OrderAnswer:
        """Everything passed: nothing is worked out that was not known before the order."""
        return OrderAnswer(
            order=order.order,
            customer=order.customer,
            day=prepared.day,
            amount=amount,
            action=Action.SHIP,
            limit=prepared.account.limit,
            exposure=prepared.exposure,
            headroom=prepared.headroom,
            checks=prepared.passed,
            revision=self._revision,
            problems=tuple(prepared.account.problems),
        )

    def _climbed(self, prepared: Prepared, order: Order, checks: list[Checked]) -> _Ladder:
        """The ladder, and the release that was signed for the order; an order that is released asks for no step."""
        ladder = self._ladder
        if ladder is None:
            return _NOT_ASKED
        account = prepared.account
        limit, exposure = self._exceeded(prepared, checks)
        facts = account.facts(order)
        covered = standing_release(self.standing, ladder, order, prepared.day, limit, exposure, facts)
        if covered.usable is True:
            return _Ladder(covered=covered)
        rungs = self._rungs(prepared, ladder, limit, facts)
        return _Ladder(offers(self.standing, ladder, order, prepared.day, limit, exposure, facts, rungs), covered)

    def _rungs(self, prepared: Prepared, ladder: Ladder, limit: LimitFound, facts: Facts) -> tuple[Rung, ...] | None:
        """The ladder's steps as they stand for the account: kept until a release is signed, for everybody."""
        if limit.amount is None:
            return None
        state = limit.amount, self.standing.releases.version
        if prepared.rungs is None or prepared.rungs[0] != state:
            found = rungs_of(self.standing, ladder, prepared.account.customer, prepared.day, limit.amount, facts)
            if self._follows_order:
                return found
            prepared.rungs = state, found
        return prepared.rungs[1]

    def _exceeded(self, prepared: Prepared, checks: list[Checked]) -> tuple[LimitFound, Exposure | None]:
        """The limit that the order is over, the group's where only that is, and what counts against it."""
        account = prepared.account
        failed = [each for each in checks if each.failed and each.level == OVER_LIMIT]
        if {each.kind for each in failed} == {"group"}:
            group = account.group()
            if group is not None and not isinstance(group, Missing):
                return group.limit, None if isinstance(group.exposure, Missing) else group.exposure
        # A check with a horizon of its own counts other orders than the policy does: what it counted is what is over.
        over = [self._by_id[each.id] for each in failed if each.kind in OF_THE_LIMIT]
        counted = [each.exposure(account) for each in over] or [account.exposure()]
        known = [each for each in counted if not isinstance(each, Missing)]
        return account.limit, max(known, key=lambda each: each.total, default=None)

    def _unknown_customer(self, order: Order, day: date) -> OrderAnswer:
        # Whoever answers people looks for the nearest name; a replay of a year must not.
        wrong = problem("DK541", order.at, order=order.order, customer=order.customer, nearest="")
        nobody = LimitFound(subject=order.customer, day=day, amount=None, missing=("dealer",), base=ZERO)
        return OrderAnswer(
            order=order.order,
            customer=order.customer,
            day=day,
            amount=order.amount,
            action=Action.UNDETERMINED,
            limit=nobody,
            exposure=None,
            headroom=None,
            missing=("dealer",),
            revision=self._revision,
            problems=(wrong,),
        )
