"""What the room says of a book on a day."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.governance.assess.judging import AssessRun, assess
from dealerkit.governance.section import assess_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError


def evaluate(policy: Policy, book: Book, as_of: date) -> AssessRun:
    """Assess every dealer; only for a policy that has ``governance.assess``."""
    rules = assess_of(policy)
    if rules is None:
        raise DealerkitError("there is no governance.assess to evaluate")
    return assess(policy, rules, book, as_of)
