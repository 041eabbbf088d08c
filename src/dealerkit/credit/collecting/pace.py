"""How fast customers pay: days sales outstanding and turnover of receivables.

    dso:
      simple: {months: 3}
      count_back: {longest: 24}
    turnover: {months: 12, average: opening-closing}

Months are calendar months; the one of the day counts through the day. Everything is an exact fraction until
``rounding`` is applied, once, where a figure is shown.

Source: days sales outstanding and count-back (exhaustion) method as credit managers' associations teach them;
receivables turnover as in any textbook of financial statement analysis.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.header import MODES
from dealerkit.policy.scalars import COUNT_FROM_1, STEP, choice
from dealerkit.policy.shapes import entry, placed, record, ruled
from dealerkit.values.days import add_days
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.months import add_months
from dealerkit.values.numbers import Number, add, divide, multiply, subtract
from dealerkit.values.rounding import Mode, Rounding

TENTHS = Rounding(Decimal("0.1"))
"""How days and turnover are rounded where nobody states it: to tenths, half up."""

Sales = Callable[[date, date], Decimal]
"""What was invoiced from one day through another, credit notes taken off."""


@frozen(kw_only=True)
class Rounded:
    """How a figure is rounded where it is shown."""

    rule: Rule = placed()
    to: Decimal = entry(STEP, "the step: 0.1 for tenths, 1 for whole days")
    mode: str = entry(choice(*MODES), "what happens to a half, or which way to go", default="half-up")

    @property
    def rounding(self) -> Rounding:
        """The rounding as arithmetic."""
        return Rounding(self.to, Mode(self.mode))


@frozen(kw_only=True)
class SimpleDso:
    """Receivables over sales of a period, times its days."""

    rule: Rule = placed()
    months: int = entry(COUNT_FROM_1, "how many months, that of the day included")
    days: int | None = entry(
        COUNT_FROM_1, "count the period as so many days; its calendar days if absent", default=None
    )


@frozen(kw_only=True)
class CountBack:
    """The days of the months, from the day backwards, whose sales make up the receivables."""

    rule: Rule = placed()
    longest: int = entry(COUNT_FROM_1, "how many months are gone back at most", default=24)
    month_of: int | None = entry(
        COUNT_FROM_1, "count every month as so many days; its calendar days if absent", default=None
    )


@frozen(kw_only=True)
class DsoRule:
    """Days sales outstanding: how many days' sales are not paid."""

    rule: Rule = ruled()
    simple: SimpleDso | None = entry(record(SimpleDso), "receivables over sales, times days", default=None)
    count_back: CountBack | None = entry(record(CountBack), "month by month backwards", default=None)
    rounding: Rounded | None = entry(
        record(Rounded), "how days are rounded; to tenths, half up, if absent", default=None
    )


@frozen(kw_only=True)
class TurnoverRule:
    """How often receivables are turned into money: sales over average receivables."""

    rule: Rule = ruled()
    months: int = entry(COUNT_FROM_1, "how many months, that of the day included")
    average: str = entry(
        choice("opening-closing", "month-ends"),
        "of what was owed before the first day and on the last; or at every month end, and on the day",
        default="opening-closing",
    )
    rounding: Rounded | None = entry(record(Rounded), "how it is rounded; to tenths, half up, if absent", default=None)


DSO = record(DsoRule)
TURNOVER = record(TurnoverRule)


@frozen(kw_only=True)
class Taken:
    """A month of a count-back: its sales, what of the receivables they make up, and the days that gives."""

    first: date
    last: date
    sales: Decimal
    covered: Decimal
    days: Number


@frozen(kw_only=True)
class Dso:
    """Days sales outstanding, exactly; None where there were no sales that could make up what is owed."""

    simple: Number | None = None
    count_back: Number | None = None
    best_possible: Number | None = None
    """The simple figure if nothing were overdue: of what is owed and not overdue."""
    delinquent: Number | None = None
    """Average days delinquent: the simple figure less the best possible."""
    months: tuple[Taken, ...] = ()


@frozen(kw_only=True)
class Turnover:
    """How often receivables turned over, and in how many days once; None where nothing was owed or sold."""

    sales: Decimal
    average: Number
    times: Number | None
    days: Number | None


def first_of(day: date, months: int) -> date:
    """The first day of a period of so many months, the month of ``day`` being the last."""
    return add_months(day.replace(day=1), 1 - months)


def month_ends(day: date, months: int) -> tuple[date, ...]:
    """The last days of so many months, the last of them cut off at ``day``."""
    firsts = [add_months(day.replace(day=1), 1 - months + place) for place in range(months)]
    return (*(add_days(first, -1) for first in firsts[1:]), day)


def simple_dso(rule: SimpleDso, owed: Decimal, sales: Sales, day: date) -> Number | None:
    """What is owed over the sales of the period, times its days; None without sales."""
    first = first_of(day, rule.months)
    sold = sales(first, day)
    if sold <= 0:
        return None
    days = rule.days if rule.days is not None else (day - first).days + 1
    return divide(multiply(max(owed, ZERO), Decimal(days)), sold)


def count_back(rule: CountBack, owed: Decimal, sales: Sales, day: date) -> tuple[Number | None, tuple[Taken, ...]]:
    """The days of the months whose sales make up what is owed, and the months.

    A month that sold nothing, or took back more than it sold, adds its days and makes up nothing. None where
    the sales of the longest time allowed do not make up what is owed.
    """
    left = owed
    days: Number = ZERO
    taken: list[Taken] = []
    last = day
    while left > 0:
        if len(taken) == rule.longest:
            return None, tuple(taken)
        first = last.replace(day=1)
        length = Decimal((last - first).days + 1 if rule.month_of is None else rule.month_of)
        sold = sales(first, last)
        covered = min(left, max(sold, ZERO))
        part: Number = length if sold <= left else divide(multiply(length, left), sold)
        taken.append(Taken(first=first, last=last, sales=sold, covered=covered, days=part))
        days, left = add(days, part), EXACT.subtract(left, covered)
        last = add_days(first, -1)
    return days, tuple(taken)


def dso(rule: DsoRule, owed: Decimal, current: Decimal | None, sales: Sales, day: date) -> Dso:
    """Days sales outstanding on a day; ``current`` is what of it is not overdue, None where that is not known."""
    simple = best = None
    if rule.simple is not None:
        simple = simple_dso(rule.simple, owed, sales, day)
        best = None if current is None else simple_dso(rule.simple, current, sales, day)
    back, months = count_back(rule.count_back, owed, sales, day) if rule.count_back is not None else (None, ())
    late = None if simple is None or best is None else subtract(simple, best)
    return Dso(simple=simple, count_back=back, best_possible=best, delinquent=late, months=months)


def turnover(rule: TurnoverRule, owed_on: Callable[[date], Decimal], sales: Sales, day: date) -> Turnover:
    """Sales over average receivables; ``owed_on`` is what was owed at the end of a day."""
    first = first_of(day, rule.months)
    days = balance_days(rule, day)
    balances = [owed_on(each) for each in days]
    average = divide(total_of_decimals(balances), Decimal(len(balances)))
    sold = sales(first, day)
    times = divide(sold, average) if average > 0 else None
    length = Decimal((day - first).days + 1)
    return Turnover(
        sales=sold,
        average=average,
        times=times,
        days=divide(multiply(average, length), sold) if sold > 0 and average > 0 else None,
    )


def balance_days(rule: TurnoverRule, day: date) -> tuple[date, ...]:
    """The days whose balances are averaged."""
    if rule.average == "month-ends":
        return month_ends(day, rule.months)
    return (add_days(first_of(day, rule.months), -1), day)


def rounded(number: Number | None, rule: Rounded | None) -> Decimal | None:
    """A figure as it is shown; None stays None."""
    if number is None:
        return None
    return (TENTHS if rule is None else rule.rounding).apply(number)
