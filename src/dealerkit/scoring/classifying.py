"""All that scoring says of customers on a day, from one pass over the book: classes, their changes, concentration."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.scoring.classes.run import Change, ClassRun, changes, classify
from dealerkit.scoring.classes.scheme import schemes_of
from dealerkit.scoring.concentration.rule import concentration_of
from dealerkit.scoring.concentration.run import ConcentrationRun, concentrate
from dealerkit.scoring.figures.reckoning import Figures, reckon_on


@frozen(eq=False)
class Classification:
    """Classes and concentration on a day; None for a room that the policy does not have."""

    policy: Policy
    as_of: date
    figures: Figures = field(repr=False)
    classes: ClassRun | None
    concentration: ConcentrationRun | None
    since: date | None = None
    changed: tuple[Change, ...] = ()

    @property
    def members(self) -> frozenset[str]:
        """Everybody who may be asked about."""
        runs = () if self.classes is None else self.classes.classed.values()
        return frozenset(key for each in runs for key in (*each.placed, *each.outside))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All findings."""
        return self.problems_of("")

    def problems_of(self, member: str) -> tuple[Problem, ...]:
        """The findings about one member's classes; all findings for nobody in particular."""
        runs = (self.classes, None if member else self.concentration)
        return in_order(problem for each in runs if each is not None for problem in each.problems)


def classify_on(policy: Policy, book: Book, as_of: date, since: date | None = None) -> Classification:
    """Classify everybody on a day, and measure concentration; with ``since`` also say who changed class since then."""
    days = (as_of,) if since is None else (as_of, since)
    figures, *earlier = reckon_on(policy, book, days)
    classes = classify(policy, book, figures) if schemes_of(policy) else None
    changed = changes(classify(policy, book, earlier[0]), classes) if earlier and classes is not None else ()
    concentration = concentrate(policy, book, figures) if concentration_of(policy) else None
    return Classification(policy, as_of, figures, classes, concentration, since, changed)
