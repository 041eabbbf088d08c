"""What goods are worth in the company's books: accruals and journals reckon in money, dealers are given units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.values.exact import Number, multiply
from dealerkit.values.periods import CALENDAR_KINDS
from dealerkit.values.rounding import CENTS


def worth_of(standing: Standing, programme: Programme, day: date) -> Number | None:
    """What one unit is worth on a day; None where the programme does not say, or a parameter is missing."""
    if programme.goods is None or programme.goods.worth is None:
        return None
    stated = programme.goods.worth
    if not isinstance(stated, Expression):
        return stated
    found = figure_of(stated, standing.parameters(day))
    return None if isinstance(found, Missing) else found


def value_of(units: Decimal, worth: Number) -> Decimal:
    """What units are worth, in cents."""
    return CENTS.apply(multiply(units, worth))


def value_of_posting(standing: Standing, posting: Posting) -> Decimal | None:
    """What the goods of a posting are worth, at the worth of the period's end; None where it is not known."""
    programme = standing.programmes.get(posting.account.programme)
    if programme is None or posting.quantity is None:
        return None
    named = (kind.named(posting.account.period) for kind in CALENDAR_KINDS)
    end = next((period.end for period in named if period is not None), posting.posted_on)
    worth = worth_of(standing, programme, end)
    return None if worth is None else value_of(posting.quantity, worth)
