"""Everybody's scores and grades on a day, by every scorecard of a policy, and how grades followed one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Location, Problem, Severity, in_order, nearest, problem
from dealerkit.scoring.changes import Change, changed
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.reckoning import reckon_on
from dealerkit.scoring.population import Population, name_of, reads_of
from dealerkit.scoring.scorecards.card import Scorecard
from dealerkit.scoring.scorecards.comparing import compared
from dealerkit.scoring.scorecards.grading import grade
from dealerkit.scoring.scorecards.history import Given, GradeHistory, days_of, follow
from dealerkit.scoring.scorecards.scored import Scored
from dealerkit.scoring.scorecards.section import SCORE, scorecards_of

GRADES = "grades"
"""The table of grades that were given."""


@frozen(eq=False)
class CardRun:
    """One card: who has which score and grade, who is not scored by it, of whom nobody knows whether he is."""

    card: Scorecard
    scored: Mapping[str, Scored]
    outside: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    histories: Mapping[str, GradeHistory] = field(factory=dict)

    def grade(self, subject: str) -> str:
        """The grade that holds for somebody: by the history where the card has one, else by the score."""
        history = self.histories.get(subject)
        if history is not None:
            return history.grade
        found = self.scored.get(subject)
        return "" if found is None else found.grade


@frozen(eq=False)
class ScorecardRun:
    """All cards of a policy on a day, by their ids."""

    policy: Policy
    as_of: date
    cards: Mapping[str, CardRun]
    problems: tuple[Problem, ...]
    book: Book | None = field(default=None, repr=False)

    def name(self, card: str, subject: str) -> str:
        """What somebody is called; nothing where the book does not say."""
        if self.book is None:
            return ""
        return name_of(self.book, self.cards[card].card.of, subject, self.as_of)

    def of(self, subject: str) -> Iterator[tuple[CardRun, Scored]]:
        """All scores that somebody has."""
        for each in self.cards.values():
            found = each.scored.get(subject)
            if found is not None:
                yield each, found

    def fact(self, name: str, subject: str) -> Value | Missing:
        """``score.ID.total`` or ``score.ID.grade`` of somebody, for expressions of other domains."""
        id, _, which = name.removeprefix(SCORE).rpartition(".")
        run = self.cards.get(id)
        found = None if run is None else run.scored.get(subject)
        if run is None or found is None:
            return Missing((name,))
        value: Value | None = found.total if which == "total" else run.grade(subject) or None
        return Missing(found.missing or (name,)) if value is None else value


def evaluate(policy: Policy, book: Book, as_of: date) -> ScorecardRun:
    """Score everybody.

    Findings: those of the figures; DK711 a grade in the table ``grades`` that its card does not know; DK712 a
    benchmark that nobody is; DK713 those of whom too little is known.
    """
    cards = scorecards_of(policy)
    return run_cards(policy, reckoned(policy, book, as_of, cards), as_of, book)


def reckoned(policy: Policy, book: Book, as_of: date, cards: Mapping[str, Scorecard]) -> Mapping[date, Figures]:
    """The figures that some cards need, as of the day and of the last day of each period they look back at."""
    days = sorted({as_of, *(day for card in cards.values() for _, day in days_of(card, as_of))})
    reads = {name for card in cards.values() for name in reads_of(card)}
    reads |= {name for card in cards.values() for name in _same(card)}
    return dict(zip(days, reckon_on(policy, book, days, reads), strict=True))


def _same(card: Scorecard) -> Iterator[str]:
    for item in card.items.values():
        if item.against is not None and item.against.peers is not None:
            yield from item.against.peers.same


def run_cards(policy: Policy, figures: Mapping[date, Figures], as_of: date, book: Book) -> ScorecardRun:
    """Score everybody by figures that were reckoned: as of the day, and of the last day of each period before."""
    problems: list[Problem] = [*figures[as_of].problems]
    found: dict[str, CardRun] = {}
    for id, card in scorecards_of(policy).items():
        now = score_all(policy, card, figures[as_of])
        given = _recorded(card, book, as_of, problems)
        periods = days_of(card, as_of)
        earlier = {day: now if day == as_of else score_all(policy, card, figures[day]) for _, day in periods}
        histories = {
            subject: follow(card, subject, _periods(subject, periods, earlier, given))
            for subject in now.scored
            if periods
        }
        found[id] = CardRun(card, now.scored, now.outside, now.unclear, histories)
        problems.extend(_findings(found[id], figures[as_of]))
    return ScorecardRun(policy, as_of, found, in_order(problems), book)


def grade_changes(earlier: ScorecardRun, now: ScorecardRun) -> tuple[Change, ...]:
    """Who has another grade than on the earlier day, card by card."""
    return tuple(
        change
        for id, run in now.cards.items()
        for change in changed(
            id,
            {subject: earlier.cards[id].grade(subject) for subject in earlier.cards[id].scored},
            {subject: run.grade(subject) for subject in run.scored},
            [band.grade for band in reversed(run.card.ladder_order())],
        )
    )


def score_all(policy: Policy, card: Scorecard, population: Population) -> CardRun:
    """Everybody's score by one card, by what is known of them on one day."""
    everybody = {subject: population.facts(subject, card.of) for subject in population.subjects(card.of)}
    members: dict[str, Mapping[str, Value | Missing]] = {}
    outside: list[str] = []
    unclear: list[str] = []
    for subject, facts in everybody.items():
        holds: object = True if card.where is None else card.where.evaluate(facts)
        if isinstance(holds, Missing):
            unclear.append(subject)
        elif holds is True:
            members[subject] = facts
        else:
            outside.append(subject)
    comparisons = {item.id: compared(item, members, everybody) for item in card.items.values()}
    places = _places(policy)
    scored = {
        subject: grade(
            card,
            subject,
            facts,
            {item: by_subject[subject] for item, by_subject in comparisons.items() if subject in by_subject},
            places,
        )
        for subject, facts in members.items()
    }
    return CardRun(card, scored, tuple(outside), tuple(unclear))


def _places(policy: Policy) -> Mapping[str, Location]:
    figures = getattr(policy.sections.get("scoring"), "figures", None) or {}
    return {each.fact: each.rule.at for each in figures.values()}


def _recorded(card: Scorecard, book: Book, as_of: date, problems: list[Problem]) -> Mapping[tuple[str, str], str]:
    """Grades that were given, by subject and period. DK711 where the card does not know one."""
    found: dict[tuple[str, str], str] = {}
    known = tuple(band.grade for band in card.ladder_order())
    for row in book.rows(GRADES):
        if row.get("scorecard") not in {card.id, None} or _is_later(row, as_of):
            continue
        given = str(row.get("grade") or "")
        if given in known:
            found[str(row.get("subject")), str(row.get("period"))] = given
            continue
        problems.append(
            problem(
                "DK711",
                row.cell_at("grade"),
                address=card.rule.address,
                severity=Severity.WARNING,
                grade=given,
                card=card.name,
                nearest=nearest(given, known),
                allowed=known,
                gate="",
                table=GRADES,
            )
        )
    return found


def _is_later(row: Row, as_of: date) -> bool:
    day = row.get("date")
    return isinstance(day, date) and day > as_of


def _periods(
    subject: str,
    periods: Sequence[tuple[str, date]],
    earlier: Mapping[date, CardRun],
    given: Mapping[tuple[str, str], str],
) -> Sequence[Given]:
    found: list[Given] = []
    for label, day in periods:
        scored = earlier[day].scored.get(subject)
        found.append(Given(label, day, "" if scored is None else scored.grade, given.get((subject, label), "")))
    return found


def _findings(run: CardRun, figures: Figures) -> Iterator[Problem]:
    card = run.card
    known = figures.subjects(card.of)
    for item in card.items.values():
        if item.against is not None and item.against.benchmark is not None and item.against.benchmark not in known:
            yield problem(
                "DK712",
                item.against.rule.at,
                address=item.against.rule.address,
                item=item.name,
                benchmark=item.against.benchmark,
                nearest=nearest(item.against.benchmark, known),
                fact="",
            )
    ungraded = {subject: each for subject, each in run.scored.items() if not each.grade}
    if ungraded or run.unclear:
        first = min((*ungraded, *run.unclear))
        missing = (
            ungraded[first].missing if first in ungraded else tuple(sorted(card.where.reads if card.where else ()))
        )
        yield problem(
            "DK713",
            card.rule.at,
            address=card.rule.address,
            severity=Severity.WARNING,
            card=card.name,
            count=len(ungraded) + len(run.unclear),
            first=first,
            facts=missing,
        )
