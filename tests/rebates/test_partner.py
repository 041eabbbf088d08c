"""The partner's own figure: shown beside ours, and never paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.rebates.settlement import Settlement, settle
from tests.rebates.histories import QUARTERLY, book_of, line, policy_of

POLICY = policy_of(QUARTERLY)
MARCH = date(2026, 3, 31)


def figure(amount: str, day: str = "2026-03-30", **more: str) -> dict[str, str]:
    return {"programme": "volume", "payee": "A", "period": "2026-Q1", "amount": amount, "date": day, **more}


def settled(*figures: dict[str, str], as_of: date = MARCH) -> Settlement:
    return settle(POLICY, book_of([line("2026-02-01", 2000)], tables={"partner_figures": figures}), as_of)


def test_the_difference_is_theirs_less_ours():
    (row,) = settled(figure("26.50")).rows
    assert (row.difference, row.movement.posted) == (Decimal("6.50"), Decimal("20.00"))


def test_differences_are_said_once_with_their_money():
    other = figure("0", payee="B")
    (said,) = settled(figure("15"), other).problems
    assert (said.code, said.arg("count"), said.arg("above"), said.arg("below")) == ("DK460", 1, "", Decimal("5.00"))


def test_the_same_figure_is_no_finding():
    assert settled(figure("20.00")).problems == ()


def test_of_two_the_later_holds():
    (row,) = settled(figure("5", "2026-03-01"), figure("20", "2026-03-30")).rows
    assert row.difference == 0


def test_one_of_a_later_day_is_not_known_yet():
    (row,) = settled(figure("5", "2026-04-01")).rows
    assert row.partner is None


def test_one_for_no_period_of_the_programme_is_named():
    assert [each.code for each in settled(figure("5", period="2026-02")).problems] == ["DK459"]


def test_a_dealer_without_purchases_is_shown_with_his_figure():
    found = settled(figure("20"), figure("70", payee="B"))
    assert [(row.payee, row.entitlement, row.difference) for row in found.rows] == [("A", 20, 0), ("B", 0, 70)]


def test_what_runs_on_is_compared_without_a_finding():
    found = settled(figure("5"), as_of=date(2026, 3, 30))
    assert ([row.difference for row in found.rows], found.problems) == ([Decimal("-15.00")], ())
