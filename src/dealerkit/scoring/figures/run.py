"""Figures of everyone, as ``evaluate`` shows them."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.reckoning import reckon


def evaluate(policy: Policy, book: Book, as_of: date) -> Figures:
    """The figures of all subjects as of the day."""
    return reckon(policy, book, as_of)
