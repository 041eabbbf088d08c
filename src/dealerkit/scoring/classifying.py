"""All that scoring says of customers on a day, from one pass over the book: scores, classes, concentration.

With an earlier day also who changed class or grade since then, and with a period the classes at the end of each one
between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.scoring.asked import figures_asked
from dealerkit.scoring.changes import Change
from dealerkit.scoring.classes.run import ClassRun, asks_for_scores, changes, classify
from dealerkit.scoring.classes.scheme import schemes_of
from dealerkit.scoring.concentration.rule import concentration_of
from dealerkit.scoring.concentration.run import ConcentrationRun, concentrate
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.reckoning import reckon_on
from dealerkit.scoring.scorecards.history import days_of
from dealerkit.scoring.scorecards.run import ScorecardRun, grade_changes, run_cards
from dealerkit.scoring.scorecards.section import scorecards_of
from dealerkit.values.periods import PeriodKind


@frozen(eq=False)
class Classification:
    """Scores, classes and concentration on a day; None for a room that the policy does not have.

    ``history`` holds the classes at the end of each period since ``since``, the earliest first, and today's last.
    """

    policy: Policy
    as_of: date
    classes: ClassRun | None
    scorecards: ScorecardRun | None
    concentration: ConcentrationRun | None
    since: date | None = None
    changed: tuple[Change, ...] = ()
    regraded: tuple[Change, ...] = ()
    history: tuple[ClassRun, ...] = field(default=(), repr=False)

    @property
    def members(self) -> frozenset[str]:
        """Everybody who may be asked about."""
        runs = () if self.classes is None else self.classes.classed.values()
        cards = () if self.scorecards is None else self.scorecards.cards.values()
        scored = (key for each in cards for key in (*each.scored, *each.outside, *each.unclear))
        return frozenset([*scored, *(key for each in runs for key in (*each.placed, *each.outside))])

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All findings."""
        return self.problems_of("")

    def problems_of(self, member: str) -> tuple[Problem, ...]:
        """The findings about one member's classes; all findings for nobody in particular."""
        runs = (self.classes, self.scorecards, None if member else self.concentration)
        return in_order(problem for each in runs if each is not None for problem in each.problems)


def classify_customers(
    policy: Policy, book: Book, as_of: date, since: date | None = None, every: PeriodKind | None = None
) -> Classification:
    """Score and classify everybody on a day, and measure concentration, in one pass over each table.

    With ``since`` also who changed class since then; with ``every`` also the classes at the end of each such period
    from then on.
    """
    days = tuple(_days(as_of, since, every))
    figures = _figures(policy, book, days)
    scored_days = days if asks_for_scores(policy) else tuple(day for day in days if day in {since, as_of})
    scored: Mapping[date, ScorecardRun] = (
        {day: run_cards(policy, figures, day, book) for day in scored_days} if scorecards_of(policy) else {}
    )
    runs = {day: classify(policy, book, figures[day], scored.get(day)) for day in days} if schemes_of(policy) else {}
    classes = runs.get(as_of)
    changed = changes(runs[since], classes) if since is not None and classes is not None else ()
    regraded = grade_changes(scored[since], scored[as_of]) if since is not None and scored else ()
    return Classification(
        policy,
        as_of,
        classes,
        scored.get(as_of),
        concentrate(policy, book, figures[as_of]) if concentration_of(policy) else None,
        since,
        changed,
        regraded,
        tuple(runs.values()) if every is not None else (),
    )


def _days(as_of: date, since: date | None, every: PeriodKind | None) -> Iterator[date]:
    """The days that are asked about, in order: the earlier one, the last day of each period, and the day itself."""
    if since is not None:
        yield since
        period = None if every is None else every.containing(since)
        while every is not None and period is not None and period.end < as_of:
            if period.end > since:
                yield period.end
            period = every.next(period)
    yield as_of


def _figures(policy: Policy, book: Book, days: tuple[date, ...]) -> Mapping[date, Figures]:
    """The figures that the rooms ask for, on all days that any of them looks at."""
    cards = scorecards_of(policy)
    back = {day for asked in days for card in cards.values() for _, day in days_of(card, asked)}
    asked = sorted({*days, *back})
    return dict(zip(asked, reckon_on(policy, book, asked, figures_asked(policy)), strict=True))
