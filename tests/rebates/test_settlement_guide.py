"""The figures of docs/settlement.md that no other test of settlement has."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.rebates.settlement import settle
from tests.rebates.histories import QUARTERLY, book_of, line, policy_of

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
BEFORE = (line("2026-02-01", 10_000),)
AFTER = (*BEFORE, line("2026-03-01", -9_500), line("2026-05-01", 5_000))


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        ("carry-forward", [(-100, -100, 0), (100, 0, 0)]),
        ("invoice", [(-200, 0, 0), (100, 0, 0)]),
        ("floor", [(0, 0, -200), (100, 0, 0)]),
    ],
)
def test_three_rules_for_less_due_than_paid(rule: str, moved: list[tuple[int, int, int]]):
    policy = policy_of(QUARTERLY.replace("carry-forward", rule))
    paid = settle(policy, book_of(BEFORE), MARCH).proposals
    rows = settle(policy, book_of(AFTER, paid), JUNE).rows
    assert [(row.movement.posted, row.movement.carried, row.movement.given_up) for row in rows] == moved
