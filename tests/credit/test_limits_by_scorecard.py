"""Limits of credit by a scorecard: the score of the day decides the band."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.assembly import checking
from dealerkit.book import Book
from dealerkit.credit.limits.daily import daily_limits
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy

TEXT = """\
policy: {name: scored, revision: "1", currency: CNY, calendar: CN, effective: 2025-01-01..2026-12-31}
scoring:
  figures:
    sales: {from: lines, sum: net_amount, over: 30 days}
    first: {from: lines, earliest: date}
  scorecards:
    card:
      total: 100
      if_missing: refuse
      items:
        - id: sales
          of: figure.sales
          weight: 100
          bands: [{at: 0, points: 20}, {at: 1_000, points: 60}, {at: 5_000, points: 90}]
        - {id: known, weight: 0, steps: [{id: known, when: known(figure.first), points: 0}]}
      grades: [{at: 0, grade: C}, {at: 60, grade: B}, {at: 90, grade: A}]
credit:
  limits:
    scored:
      score:
        points: score.card.total
        bands: [{at: 60, limit: 10_000}, {at: 90, limit: 50_000}]
      maximum: =if(score.card.grade == "A", 45000, 20000)
"""


def policy() -> Policy:
    loaded = checking.loads({"policy.yaml": TEXT.encode()})
    assert loaded.policy is not None, loaded.problems
    assert checking.checked(loaded).problems == ()
    return loaded.policy


def book() -> Book:
    return Book.from_tables(
        {
            "customers": [{"customer": each} for each in ("A", "B", "C", "D")],
            "invoices": [{"invoice": "1", "date": "2026-05-01", "customer": "A", "gross_amount": "1"}],
            "receipts": [],
            "lines": [
                {"date": "2026-06-10", "dealer": "A", "net_amount": "6000"},
                {"date": "2026-06-10", "dealer": "B", "net_amount": "1500"},
                {"date": "2026-06-10", "dealer": "C", "net_amount": "10"},
            ],
        }
    )


@pytest.mark.parametrize(
    ("customer", "amount"),
    [
        # 6,000 is 90 points and A: 50,000, at most 45,000; 1,500 is 60 points; 10 is 20 points, below the first band.
        ("A", Decimal(45_000)),
        ("B", Decimal(10_000)),
        ("C", Decimal(0)),
    ],
)
def test_the_score_of_a_card_gives_the_limit(customer: str, amount: Decimal) -> None:
    day = date(2026, 6, 30)
    limits = Limits(Standing.open(policy(), book(), day))
    assert limits.of(customer, day).amount == amount


def test_who_has_no_score_has_no_limit_that_could_be_told() -> None:
    day = date(2026, 6, 30)
    found = Limits(Standing.open(policy(), book(), day)).of("D", day)
    assert found.amount is None
    assert "card.known" in found.missing


def test_the_limit_tells_every_step_to_the_score_with_its_rule() -> None:
    day = date(2026, 6, 30)
    found = Limits(Standing.open(policy(), book(), day)).of("B", day)
    told = [(each.step, each.rule.address) for each in found.reasons]
    band = ("score-band", "scoring.scorecards.card.items[sales].bands[1000]")
    assert band in told
    assert told.index(band) < told.index(("limit-score", "credit.limits.scored.score"))
    assert ("score-total", "scoring.scorecards.card") in told


def test_a_score_that_cannot_be_told_tells_which_item_lacks_what() -> None:
    day = date(2026, 6, 30)
    found = Limits(Standing.open(policy(), book(), day)).of("D", day)
    assert [each.rule.address for each in found.reasons if each.step == "score-refused"] == ["scoring.scorecards.card"]


def test_a_limit_by_a_score_follows_the_days_of_the_score() -> None:
    found = daily_limits(policy(), book(), date(2026, 7, 8), date(2026, 7, 11))
    amounts = [limit.amount for _, limit in found.days("A")]
    # The purchase of 10 June is within 30 days through 9 July.
    assert amounts == [45_000, 45_000, 0, 0]
