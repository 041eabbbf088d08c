"""What the room says of a book on a day."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.governance.scan.scanning import ScanRun, scan
from dealerkit.governance.section import scan_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError


def evaluate(policy: Policy, book: Book, as_of: date) -> ScanRun:
    """Scan every dealer; only for a policy that has ``governance.scan``."""
    rules = scan_of(policy)
    if rules is None:
        raise DealerkitError("there is no governance.scan to evaluate")
    return scan(policy, rules, book, as_of)
