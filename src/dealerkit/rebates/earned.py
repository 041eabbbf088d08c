"""What counts as earned through a day, by the method of an accrual; each method in a function of its own."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import frozen

from dealerkit.rebates.expected import Average, Averages
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.ledger import Account
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.projection import carried_on
from dealerkit.rebates.run import Run, rounding_of
from dealerkit.rebates.takes import paying
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.windows import ONE_DAY, Window
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, divide, multiply

_NOT_ELIGIBLE = "DK330"
"""The outcome of who takes no part at all, whatever was earned before."""


class Method(Enum):
    """How a period that is not over yet is judged."""

    ACTUAL = "actual"
    """By the terms at the base to date."""
    FORECAST = "forecast"
    """By the terms at the projected base, for the share of it that was bought."""
    EXPECTED_AVERAGE = "expected-average"
    """By the average rate of the last completed periods, on the base to date."""


@frozen
class Earned:
    """What counts as earned through a day: ``amount`` is ``share`` of what ``decided`` says, rounded once.

    ``decided`` is the entitlement to date, or the projected one; ``amount`` is None when undetermined.
    """

    decided: Entitlement
    amount: Decimal | None
    share: Number = ONE
    average: Average | None = None
    """The rate that was taken instead of the terms, by the method of the expected average."""


def earned_by(method: Method, run: Run, averages: Averages, programme: Programme, payee: str, window: Window) -> Earned:
    """What the payee has earned through the window's last measured day, by a method."""
    if method is Method.EXPECTED_AVERAGE:
        return expected(run, averages, programme, payee, window)
    return (forecast if method is Method.FORECAST else actual)(run, programme, payee, window)


def actual(run: Run, programme: Programme, payee: str, window: Window) -> Earned:
    """The terms at the base to date."""
    decided = run.decided(programme, payee, window)
    return Earned(decided, decided.amount)


def forecast(run: Run, programme: Programme, payee: str, window: Window) -> Earned:
    """The terms at the projected base, for the share of it that was bought; the entitlement once all of it was."""
    if window.through == window.last and run.deciding.is_joint(programme):
        return actual(run, programme, payee, window)
    terms, standing = run.terms(programme, window), run.standing
    projected = carried_on(standing, programme, payee, window, run.deciding)
    decided, exact = terms.decide(projected), terms.unrounded(projected)
    whole = projected.qualifying if projected.paying is None else projected.paying
    if gathers(programme):
        so_far = run.deciding.measured(programme, payee, window)
        bought = so_far.qualifying if so_far.paying is None else so_far.paying
        if bought > whole:
            # Another group counts for the payee at the period's end: what it has earned so far is no part of that.
            return actual(run, programme, payee, window)
        share = _share(bought, whole, window)
    else:
        share = _share(standing.base(paying(programme), payee, window), whole, window)
    if exact is None:
        return Earned(decided, None, share)
    amount = rounding_of(standing.policy, programme).apply(multiply(exact, share))
    # What is corrected by hand is known, whatever the pace.
    by_hand = run.corrections.sum_of(Account(programme.id, payee, window.label))
    if gathers(programme):
        mine = run.deciding.groups.share(programme, payee, window, amount)
        return Earned(decided, None if mine is None else EXACT.add(mine, by_hand), share)
    return Earned(decided, EXACT.add(amount, by_hand), share)


def expected(run: Run, averages: Averages, programme: Programme, payee: str, window: Window) -> Earned:
    """The average rate of the periods before on the base to date; by the terms where there is none, or at the end."""
    so_far = actual(run, programme, payee, window)
    is_out = so_far.decided.code == _NOT_ELIGIBLE
    average = None if window.through == window.last or is_out else averages.of(programme, payee, window)
    if average is None:
        return so_far
    base = max(so_far.decided.paying, ZERO)
    amount = rounding_of(run.standing.policy, programme).apply(multiply(base, average.rate))
    by_hand = run.corrections.sum_of(Account(programme.id, payee, window.label))
    return Earned(so_far.decided, EXACT.add(amount, by_hand), average=average)


def _share(bought: Number, whole: Number, window: Window) -> Number:
    """The share of the projected base that was bought; of the days, where nothing or less than nothing was."""
    if bought > 0:
        return divide(bought, whole)
    return Fraction((window.through - window.first + ONE_DAY).days, (window.last - window.first + ONE_DAY).days)
