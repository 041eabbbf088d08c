"""A budget that late facts overdraw is named, with the money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.rebates.settlement import Settlement, settle
from tests.rebates.histories import QUARTERLY, book_of, line, policy_of

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)
A = line("2026-02-01", 20_000, "A")
B = line("2026-03-01", 20_000, "B", recorded_at="2026-05-01")


def settled(negative: str, budget: int = 200) -> tuple[Settlement, Settlement]:
    """A is paid 200 in April; in May the same line of B is known, and each has a half of the budget."""
    text = QUARTERLY.replace("carry-forward", negative).replace(
        "    settle:", f"    budget: {{amount: {budget}}}\n    settle:"
    )
    policy = policy_of(text)
    early = settle(policy, book_of([A, B], (), known_at=APRIL), APRIL, APRIL)
    return early, settle(policy, book_of([A, B], early.proposals, known_at=MAY), MAY, MAY)


def found(settlement: Settlement) -> list[dict[str, object]]:
    return [dict(each.args) for each in settlement.problems if each.code == "DK433"]


@pytest.mark.parametrize("negative", ["floor", "carry-forward"])
def test_a_share_that_was_paid_and_stays_overdraws_the_budget(negative: str):
    early, late = settled(negative)
    assert [each.net for each in early.proposals] == [Decimal(200)]
    assert found(early) == []
    assert [(each.account.payee, each.net) for each in late.proposals] == [("B", Decimal(100))]
    (said,) = found(late)
    assert (said["paid"], said["most"], said["over"]) == (Decimal(300), Decimal(200), Decimal(100))


def test_what_is_taken_back_at_once_overdraws_nothing():
    _, late = settled("invoice")
    assert {each.account.payee: each.net for each in late.proposals} == {"A": Decimal(-100), "B": Decimal(100)}
    assert found(late) == []


def test_a_budget_that_suffices_is_never_overdrawn():
    _, late = settled("floor", budget=800)
    assert found(late) == []
