"""Checks of the order itself and of dates and words: its value, its payment terms, reviews, status, any condition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dealerkit.credit.checks.account import Account
from dealerkit.credit.checks.check import OfAmount, OfReview, OfStatus, OfTerms
from dealerkit.credit.checks.measures import AMOUNT_MISSING, Args, Measure, Measured, edge_of, unknown
from dealerkit.credit.order import Order
from dealerkit.credit.results import LimitFound
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.values.days import add_days


def of_value(rule: OfAmount) -> Measure:
    """The order's own amount."""
    edge = edge_of(rule.above, rule.at)

    def measure(account: Account, order: Order) -> Measured:
        bound = edge.known(account, order)
        if order.amount is None:
            return unknown(AMOUNT_MISSING)
        if isinstance(bound, Missing):
            return unknown(bound)
        args: Args = (("value", order.amount), edge.word(bound))
        return Measured(edge.is_passed_by(order.amount, bound), order.amount, bound, args)

    return measure


def of_terms(rule: OfTerms) -> Measure:
    """The order's own days to pay against the contract's, and the contract's against what they were."""

    def measure(account: Account, order: Order) -> Measured:
        terms = account.terms(order, rule)
        missing: tuple[str, ...] = ()
        if rule.longer_than_contract and terms.agreed is not None:
            if isinstance(terms.contract, Missing):
                missing += terms.contract.facts
            elif terms.agreed > terms.contract:
                args: Args = (("agreed", terms.agreed), ("contract", terms.contract))
                return Measured(True, terms.agreed, terms.contract, args)
        if terms.within is True:
            days = "" if isinstance(terms.contract, Missing) else terms.contract
            before = "" if terms.before is None else terms.before
            on = "" if terms.changed_on is None else terms.changed_on
            return Measured(failed=True, args=(("changed_on", on), ("before", before), ("days", days)))
        if isinstance(terms.within, Missing):
            missing += terms.within.facts
        return unknown(missing) if missing else Measured(failed=False)

    return measure


def of_review(rule: OfReview) -> Measure:
    """The day by which the limit was to be reviewed; a limit without such a day passes."""
    return _passed(rule, lambda limit: limit.review_on)


def of_expiry(rule: OfReview) -> Measure:
    """The last day of the limit, or of what was granted and has ended; a limit without an end passes."""
    return _passed(rule, lambda limit: limit.expired_on or limit.until)


def of_status(rule: OfStatus) -> Measure:
    """The customer's status: one of those that are blocked fails, an unknown one is not known to pass."""
    blocked = frozenset(rule.blocked)

    def measure(account: Account, order: Order) -> Measured:
        status = account.facts(order).get("dealer.status")
        if not isinstance(status, str):
            return unknown(status if isinstance(status, Missing) else ("dealer.status",))
        return Measured(failed=status in blocked, args=(("status", status),))

    return measure


def of_condition(condition: Expression) -> Measure:
    """Any condition: the check fails where it holds."""
    args: Args = (("condition", condition.text),)

    def measure(account: Account, order: Order) -> Measured:
        found = condition.evaluate(account.facts(order))
        return unknown(found, args) if isinstance(found, Missing) else Measured(failed=found is True, args=args)

    return measure


def _passed(rule: OfReview, day_of: Callable[[LimitFound], date | None]) -> Measure:
    def measure(account: Account, order: Order) -> Measured:
        del order
        limit = account.limit
        on = day_of(limit)
        if on is None:
            return Measured(failed=False) if limit.is_known else unknown(limit.missing or ("account.limit",))
        late = (account.day - on).days
        args: Args = (("on", on), ("value", max(late, 0)), ("grace", rule.grace or ""))
        return Measured(add_days(account.day, -rule.grace) > on, late, rule.grace, args)

    return measure
