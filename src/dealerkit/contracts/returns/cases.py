"""Test cases of returns: ``subject:`` is a return's number.

Figures: those of :func:`dealerkit.contracts.returns.results.decided`; the amount is the credit in all.
"""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.contracts.cases import answer_of
from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.contracts.returns.run import evaluate
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a return; None, with the reason reported, if it cannot be read."""
    return answer_of(policy, case, reading, _judged)


def _judged(policy: Policy, book: Book, as_of: date) -> Judgements:
    run = evaluate(policy, book, as_of)
    rows = tuple(Judged(subject=each.number, customer=each.dealer, decision=each.decision) for each in run.returned)
    return Judgements(policy, as_of, rows, run.problems, run.names)
