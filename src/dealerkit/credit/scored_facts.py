"""Figures and scores as facts of credit rules: ``figure.sales``, ``score.credit.grade`` of the customer on the day.

Both are reckoned for everybody at once when a rule first asks on a day: a limit of one day costs one pass over the
tables, a replay of many days as many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from dealerkit.book import Book, FirstRejects
from dealerkit.credit.order import Order
from dealerkit.decisions import Reason
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.figure import AS_OF, FIGURE
from dealerkit.scoring.figures.reckoning import reckon
from dealerkit.scoring.figures.tables import COMPANY, CUSTOMER
from dealerkit.scoring.scorecards.run import ScorecardRun, evaluate
from dealerkit.scoring.scorecards.section import SCORE, scorecards_of
from dealerkit.scoring.section import figures_of

SCORED = frozenset({"figure", "score"})
"""First parts of the names of these facts."""


class Scored:
    """The figures and the scores of the day that was asked about last.

    The book is read anew for them, so that what it says of its rows is told by those who came before.
    """

    __slots__ = ("_book", "_figures", "_policy", "_scores")

    def __init__(self, policy: Policy, book: Book) -> None:
        self._policy = policy
        self._book = book
        self._figures: dict[date, Figures] = {}
        self._scores: dict[date, ScorecardRun] = {}

    def facts(self) -> Iterator[tuple[str, partial[Value | Missing]]]:
        """Each figure of customers or of the company, and each score of customers, with what answers for it."""
        for id, figure in figures_of(self._policy).items():
            if figure.of in {CUSTOMER, COMPANY}:
                yield figure.fact, partial(self._figure, id)
        for id, card in scorecards_of(self._policy).items():
            if card.of == CUSTOMER:
                for which in ("total", "grade"):
                    name = f"{SCORE}{id}.{which}"
                    yield name, partial(self._score, name)
        if figures_of(self._policy):
            yield FIGURE + AS_OF, partial(self._as_of)

    def why(self, names: Collection[str], customer: str, day: date) -> tuple[Reason, ...]:
        """Every step to the scores and grades among some facts: points, weights, the score, the grade, the gates."""
        cards = dict.fromkeys(name.removeprefix(SCORE).rpartition(".")[0] for name in sorted(names) if _is_score(name))
        runs = [self._run(day).cards.get(id) for id in cards] if cards else []
        found = [run.scored.get(customer) for run in runs if run is not None]
        return tuple(reason for each in found if each is not None for reason in each.reasons)

    def _run(self, day: date) -> ScorecardRun:
        if day not in self._scores:
            self._scores = {day: evaluate(self._policy, self._book.reread(FirstRejects(keep=0)), day)}
        return self._scores[day]

    def _figure(self, name: str, customer: str, day: date, order: Order | None) -> Value | Missing:
        del order
        if day not in self._figures:
            self._figures = {day: reckon(self._policy, self._book.reread(FirstRejects(keep=0)), day)}
        return self._figures[day].value(name, customer)

    def _score(self, name: str, customer: str, day: date, order: Order | None) -> Value | Missing:
        del order
        return self._run(day).fact(name, customer)

    def _as_of(self, customer: str, day: date, order: Order | None) -> Value | Missing:
        del customer, order
        return day


def _is_score(name: str) -> bool:
    return name.startswith(SCORE)
