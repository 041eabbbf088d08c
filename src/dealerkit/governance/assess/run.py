"""What the room says of a book on a day."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.governance.assess.judging import AssessRun, assess
from dealerkit.governance.section import assess_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError


def assess_dealers(policy: Policy, book: Book, as_of: date, dealer: str = "") -> AssessRun:
    """Keep or end, for every dealer that ``governance.assess`` means or for one; the policy must have that room."""
    rules = assess_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no governance.assess to judge by")
    return assess(policy, rules, book, as_of, dealer)


evaluate = assess_dealers
