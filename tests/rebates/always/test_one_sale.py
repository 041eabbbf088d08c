"""One sale in several periods: what is said of it is what a settlement of a book with this one line pays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dealerkit.rebates.always.verdicts import State
from dealerkit.rebates.run import Run
from tests.rebates.always.building import policy_of, verdict_of
from tests.rebates.histories import book_of, line

YEAR: dict[str, Any] = {"bands": [{"at": "100_000", "rate": "3.5%"}], "more": {"period": "year"}}
QUARTER_AND_YEAR: dict[str, Any] = {
    "bands": [{"at": "100_000", "rate": "5%"}],
    "other": YEAR,
    "promise": {"at_most": "8%", "of": "base"},
}


def settled(case: dict[str, Any], day: date, base: object) -> Decimal:
    """What is paid in the whole year on one line, by the settlement of a book."""
    rows = Run.open(policy_of(case), book_of([line(day.isoformat(), base)]), date(2026, 12, 31)).settlement().rows
    return sum((row.decided.amount or Decimal(0) for row in rows), Decimal(0))


def test_a_settlement_pays_as_much_for_the_one_sale_as_the_counterexample_says():
    found = verdict_of(QUARTER_AND_YEAR).counterexample
    assert found is not None
    assert (found.base, found.amount, found.allowed) == (100_000, 8_500, 8_000)
    assert settled(QUARTER_AND_YEAR, found.day, 100_000) == Decimal("8500.00")


def test_each_programme_is_read_at_the_end_of_its_own_period():
    found = verdict_of(QUARTER_AND_YEAR).counterexample
    assert found is not None
    assert [each.day for each in found.paid[0]] == [date(2026, 3, 31), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("other rows", {"where": "line.net_amount > 5"}),
        ("a budget that cuts what is paid", {"more": {"period": "year", "budget": {"amount": "1_000"}}}),
    ],
)
def test_of_one_sale_nothing_is_said_where_less_may_be_paid(what: str, more: dict[str, Any]):
    verdict = verdict_of({**QUARTER_AND_YEAR, "other": YEAR | more})
    assert verdict.state is State.OPEN, what


def test_the_same_cases_are_tried_in_every_run():
    case = {**QUARTER_AND_YEAR, "promise": {"at_most": "8.4%", "of": "base", "tries": "300"}}
    one, other = verdict_of(case), verdict_of(case)
    assert one == other
    assert one.tries == 300
