"""The subjects of the authority matrix that approvals ask, and what their columns may be."""

from __future__ import annotations

from collections.abc import Mapping

SUBJECT, CORRECTION = "rebate-settlement", "rebate-correction"

AMOUNT, DEALER = "amount", "dealer."
ASKED: Mapping[str, tuple[str, ...]] = {
    SUBJECT: (AMOUNT, "section", "programme", "payee", "period", "kind", "payout"),
    CORRECTION: (AMOUNT, "programme", "payee", "period"),
}
"""What is known of a posting, and of a correction; of a posting also every fact of the dealer."""
