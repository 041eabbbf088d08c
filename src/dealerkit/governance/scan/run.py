"""What the room says of a book on a day."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.governance.scan.scanning import ScanRun, scan
from dealerkit.governance.section import scan_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError


def scan_dealers(policy: Policy, book: Book, as_of: date) -> ScanRun:
    """Look at every dealer of a book for the signs that ``governance.scan`` names; the policy must have that room."""
    rules = scan_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no governance.scan to look by")
    return scan(policy, rules, book, as_of)


evaluate = scan_dealers
