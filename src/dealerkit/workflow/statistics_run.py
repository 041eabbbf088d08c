"""The monthly table of a book's cases: this month, the month before, and by when the table is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.measures.currencies import rate_on
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, problem
from dealerkit.values.months import add_months
from dealerkit.values.work_clock import WorkClock
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.days import due_by
from dealerkit.workflow.events import instant
from dealerkit.workflow.flow import Flow
from dealerkit.workflow.ground import ground_of
from dealerkit.workflow.log import read_cases
from dealerkit.workflow.statistics import Figures, Matter, Span, by_label, tally
from dealerkit.workflow.statistics_cases import Observer
from dealerkit.workflow.timing import clock_of

_ONE_DAY = timedelta(days=1)
_LEAST = timedelta(microseconds=1)


@frozen(eq=False, kw_only=True)
class MonthlyTable:
    """The table of ``month`` (its first day), as things stood at the end of ``as_of``.

    ``groups`` has the figures of each group, by what cases are sorted by. ``due`` is when the table is due: None
    where the flow does not say, ``unpublished`` where its calendar does not reach so far.
    """

    policy: Policy
    flow: Flow
    month: date
    as_of: date
    figures: Figures
    before: Figures
    groups: Mapping[str, Sequence[tuple[str, Figures]]]
    due: datetime | None = None
    unpublished: Unpublished | None = None
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether the month was over by then; else its figures are those of its days so far."""
        return self.as_of >= add_months(self.month, 1) - _ONE_DAY

    @property
    def is_overdue(self) -> bool:
        """Whether the table is made after it was due."""
        return self.days_left is not None and self.days_left < 0

    @property
    def last_day(self) -> date | None:
        """The last day on which the table is in time: what is due at midnight is so the day before."""
        if self.due is None:
            return None
        return self.due.date() - _ONE_DAY if self.due.time() == time.min else self.due.date()

    @property
    def days_left(self) -> int | None:
        """Days from ``as_of`` to the last day on which it is in time; negative once that is past."""
        return None if self.last_day is None else (self.last_day - self.as_of).days


def month_before(as_of: date) -> date:
    """The first day of the last month that was over at the end of a day."""
    first = as_of.replace(day=1)
    return first if (as_of + _ONE_DAY).day == 1 else add_months(first, -1)


def tabulate(
    policy: Policy, book: Book, flow: Flow, as_of: date, month: date | None = None, by: tuple[str, ...] = ()
) -> MonthlyTable:
    """The table of a month, the last whole one if none is named, with groups as asked or as the policy says.

    DK668 a payment of which nobody wrote down how much; DK627 one in a currency without a rate; DK641 a clock whose
    end the calendar does not know; and rows that cannot be used, as ``read_cases`` finds them.
    """
    working = clock_of(flow, policy)
    if working is None:
        raise DealerkitError(f"the flow {flow.id} counts in no time")
    month, by = month or month_before(as_of), by or flow.statistics.by
    end = _midnight(as_of + _ONE_DAY, working)
    file = read_cases(policy, book, end - _LEAST)
    own = policy.header.currency

    def worth(currency: str, day: date) -> Decimal | None:
        return rate_on(book, currency, own, day)

    observer = Observer(Compiled(flow), working, ground_of(policy, flow), end - _LEAST, by, worth)
    problems = list(file.problems)
    matters: list[Matter] = []
    for story in file.stories.values():
        if story.flow.id == flow.id:
            matter, found = observer.seen(story)
            matters.append(matter)
            problems += found
    span, earlier = (_span(first, end, working) for first in (month, add_months(month, -1)))
    problems += _uncounted(matters, span, flow, working, own)
    stated = flow.statistics.due
    due = None if stated is None else due_by(span.start, stated, flow.days, working)
    return MonthlyTable(
        policy=policy,
        flow=flow,
        month=month,
        as_of=as_of,
        figures=_told(tally(matters, span), flow),
        before=_told(tally(matters, earlier), flow),
        groups={
            name: tuple((label, _told(each, flow)) for label, each in by_label(matters, name, span)) for name in by
        },
        due=None if isinstance(due, Unpublished) else due,
        unpublished=due if isinstance(due, Unpublished) else None,
        problems=tuple(problems),
    )


def _told(figures: Figures, flow: Flow) -> Figures:
    """The figures that the flow has: what was paid only where it says what a payment is."""
    return figures if flow.statistics.compensation is not None else evolve(figures, paid=None)


def _span(month: date, end: datetime, working: WorkClock) -> Span:
    """A month, or its days so far."""
    start, over = _midnight(month, working), _midnight(add_months(month, 1), working)
    return Span(start, max(start, min(over, end)))


def _midnight(day: date, working: WorkClock) -> datetime:
    return instant(datetime(day.year, day.month, day.day, tzinfo=working.zone))


def _uncounted(matters: Sequence[Matter], span: Span, flow: Flow, working: WorkClock, into: str) -> list[Problem]:
    rule = flow.statistics.compensation
    if rule is None:
        return []
    found: list[Problem] = []
    for each in matters:
        for payment in each.paid:
            if payment.amount is not None or payment.at not in span:
                continue
            at, address, on = rule.rule.at, rule.rule.address, payment.at.astimezone(working.zone).date()
            if payment.currency:
                found.append(
                    problem("DK627", at, address=address, case=each.case, on=on, currency=payment.currency, into=into)
                )
            else:
                name = f"case.{rule.amount}"
                found.append(problem("DK668", at, address=address, case=each.case, on=on, amount=name))
    return found
