"""Everybody's classes on a day, by every scheme of a policy, and what changed since an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.scoring.asked import figures_asked
from dealerkit.scoring.changes import Change, changed
from dealerkit.scoring.classes.classifying import Classed, classify_members
from dealerkit.scoring.classes.members import Member, Placed
from dealerkit.scoring.classes.scheme import PREFIX, Scheme, schemes_of
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.reckoning import reckon
from dealerkit.scoring.figures.tables import CUSTOMER
from dealerkit.scoring.population import Facts, Population, WithMore, kinds_of, name_of, reads_of
from dealerkit.scoring.scorecards.run import ScorecardRun
from dealerkit.scoring.scorecards.run import evaluate as evaluate_scorecards
from dealerkit.scoring.scorecards.section import SCORE


@frozen(eq=False)
class ClassRun:
    """Who is in which class on a day, by the schemes' ids."""

    policy: Policy
    as_of: date
    classed: Mapping[str, Classed]
    problems: tuple[Problem, ...]
    book: Book = field(repr=False)
    _kinds: Mapping[str, str] = field(init=False, repr=False)

    @_kinds.default
    def _of_each_scheme(self) -> Mapping[str, str]:
        return {id: kinds_of(self.policy, each.scheme)[0] for id, each in self.classed.items()}

    def kind(self, scheme: str) -> str:
        """Of which kind the members of a scheme are: customer, product and so on."""
        return self._kinds[scheme]

    def name(self, scheme: str, key: str) -> str:
        """What a member is called; nothing where the book does not say."""
        return name_of(self.book, self.kind(scheme), key, self.as_of)

    def of(self, key: str) -> Iterator[tuple[Classed, Placed]]:
        """All classes that somebody is in."""
        for each in self.classed.values():
            placed = each.placed.get(key)
            if placed is not None:
                yield each, placed

    def fact(self, name: str, key: str) -> Value | Missing:
        """``class.ID`` of somebody, for expressions of other domains."""
        classed = self.classed.get(name.removeprefix(PREFIX))
        placed = None if classed is None else classed.placed.get(key)
        return placed.name if placed is not None and placed.name else Missing((name,))

    def members(self, kind: str) -> tuple[str, ...]:
        """Everybody of a kind whom some scheme classes."""
        found: set[str] = set()
        for id, each in self.classed.items():
            if self.kind(id) == kind:
                found.update(each.placed)
        return tuple(sorted(found))


def evaluate(policy: Policy, book: Book, as_of: date) -> ClassRun:
    """Classify everybody. Findings: those of the figures, and of :func:`classify`."""
    scores = evaluate_scorecards(policy, book, as_of) if asks_for_scores(policy) else None
    return classify(policy, book, reckon(policy, book, as_of, figures_asked(policy)), scores)


def asks_for_scores(policy: Policy) -> bool:
    """Whether any scheme goes by a score or grade of a scorecard."""
    return any(name.startswith(SCORE) for each in schemes_of(policy).values() for name in reads_of(each))


def classify(policy: Policy, book: Book, figures: Figures, scores: ScorecardRun | None = None) -> ClassRun:
    """Classify everybody by figures, and scores, that were reckoned.

    Findings: DK727 members whose class cannot be told (a warning); DK728 a class so large that it warrants something
    (a note).
    """
    classed = classified(policy, figures if scores is None else _WithScores(figures, scores))
    found = (each for one in classed.values() for each in _findings(one))
    return ClassRun(policy, figures.as_of, classed, in_order((*figures.problems, *found)), book)


def classified(policy: Policy, population: Population) -> Mapping[str, Classed]:
    """Everybody's class by every scheme; the schemes of one kind of members see each other's classes."""
    schemes = schemes_of(policy)
    by_kind: dict[str, list[Scheme]] = {}
    for each in schemes.values():
        by_kind.setdefault(kinds_of(policy, each)[0], []).append(each)
    found: dict[str, Classed] = {}
    for kind, theirs in by_kind.items():
        members = (Member(key, population.facts(key, kind)) for key in population.subjects(kind))
        found.update(classify_members(theirs, members))
    return {id: found[id] for id in schemes}


@frozen(eq=False)
class _WithScores:
    """Everybody with his scores beside his figures."""

    figures: Population
    scores: ScorecardRun

    def subjects(self, of: str = CUSTOMER) -> tuple[str, ...]:
        return self.figures.subjects(of)

    def facts(self, subject: str, of: str = CUSTOMER) -> Facts:
        names = (f"{SCORE}{id}.{which}" for id in self.scores.cards for which in ("total", "grade"))
        return WithMore(self.figures.facts(subject, of), {name: self.scores.fact(name, subject) for name in names})


def _findings(found: Classed) -> Iterator[Problem]:
    rule = found.scheme.rule
    open_ = [placed for placed in found.placed.values() if not placed.name]
    if open_:
        facts = tuple(sorted({fact for placed in open_ for fact in placed.missing}))
        yield problem(
            "DK727",
            rule.at,
            address=rule.address,
            severity=Severity.WARNING,
            scheme=found.scheme.title or found.scheme.id,
            count=len(open_),
            first=open_[0].key,
            facts=facts,
        )
    for each, count in found.warranted:
        if each.warrants is not None:
            yield problem(
                "DK728",
                each.warrants.rule.at,
                address=each.rule.address,
                severity=Severity.NOTE,
                name=each.title or each.id,
                count=count,
                least=each.warrants.from_,
                what=each.warrants.what,
            )


def changes(earlier: ClassRun, now: ClassRun) -> tuple[Change, ...]:
    """Who is in another class than on the earlier day, scheme by scheme."""
    return tuple(
        change
        for id, classed in now.classed.items()
        for change in changed(id, _names(earlier.classed[id]), _names(classed), tuple(classed.scheme.into))
    )


def _names(classed: Classed) -> Mapping[str, str]:
    return {key: placed.name for key, placed in classed.placed.items()}
