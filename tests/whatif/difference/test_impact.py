"""Whom a change touches, over the small book of examples/revisions; every figure is worked out by hand.

Purchases: D1 600,000 + 300,000 in Q1 and 400,000 in Q2; D2 500,000 and D3 100,000 in Q1. Volume: 2 % from 800,000
becomes 2.5 %, so D1's Q1 goes from 18,000 to 22,500; 1 % from 300,000 stays: D2 5,000, D1's Q2 4,000. Loyalty: 0.5 %
of everything, 0.75 % in Q2: D1's Q2 goes from 2,000 to 3,000. Display: 1,000 for 90 points; D2's score is not known.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from dealerkit.assembly import load
from dealerkit.book import open_book
from dealerkit.cli.diff_on_book import touched_by
from dealerkit.policy.policy import Policy
from dealerkit.rebates.run import Run
from dealerkit.values.change import Change
from dealerkit.whatif.difference.change import Difference
from dealerkit.whatif.difference.comparing import difference
from dealerkit.whatif.difference.impact import Impact, impact
from dealerkit.whatif.difference.posted import orphans
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "revisions"
AS_OF = date(2026, 7, 15)


def compared(new: str) -> Difference:
    policies = [load([EXAMPLE / name]).policy for name in ("2026.1", new)]
    old, other = policies
    assert old is not None
    assert other is not None
    return difference(old, other)


def on_book(found: Difference) -> Impact:
    book = open_book(EXAMPLE / "book")
    settled = [Run.open(policy, book, AS_OF).settlement() for policy in (found.old, found.new)]
    return impact(settled[0], settled[1], found.names)


@pytest.fixture(scope="module")
def renamed() -> Impact:
    return on_book(compared("2026.2-mended"))


@pytest.fixture(scope="module")
def lost() -> Impact:
    return on_book(compared("2026.2"))


class TestRows:
    def test_changed_unchanged_and_failed_add_up_to_all(self, renamed: Impact, lost: Impact):
        for found, counts in ((renamed, (2, 9, 1)), (lost, (9, 6, 1))):
            assert tuple(len(found.of(status)) for status in Change) == counts
            assert sum(counts) == len(found.rows)

    def test_who_reaches_the_second_tier_wins_half_a_percent(self, renamed: Impact):
        row = next(
            each
            for each in renamed.rows
            if (each.programme, each.payee, each.period) == ("volume-quarter", "D1", "2026-Q1")
        )
        assert (row.before, row.after, row.gain) == (Decimal(18_000), Decimal(22_500), Decimal(4_500))
        assert row.base_after == Decimal(900_000)
        assert row.band_after == "rebates.volume-quarter.bands[800000]"

    def test_a_dated_figure_counts_in_the_period_that_ends_on_its_days(self, renamed: Impact):
        loyal = {(each.payee, each.period): each.gain for each in renamed.rows if each.programme == "loyal"}
        assert loyal == {
            ("D1", "2026-Q1"): Decimal(0),
            ("D1", "2026-Q2"): Decimal(1_000),
            ("D2", "2026-Q1"): Decimal(0),
            ("D3", "2026-Q1"): Decimal(0),
        }

    def test_a_row_that_cannot_be_told_has_failed_and_is_in_no_sum(self, renamed: Impact):
        (failed,) = renamed.of(Change.FAILED)
        assert (failed.programme, failed.payee, failed.gain) == ("display", "D2", None)
        part = next(each for each in renamed.parts if (each.programme, each.period) == ("display", "2026-Q1"))
        assert (part.rows, part.failed, part.before, part.after) == (3, 1, Decimal(1_000), Decimal(1_000))

    def test_a_programme_that_lost_its_id_stands_on_both_sides(self, lost: Impact):
        gains = {each.programme: each.gain for each in lost.parts if each.period == "2026-Q1"}
        assert gains == {
            "display": Decimal(0),
            "loyal": Decimal(7_500),
            "volume-quarter": Decimal(4_500),
            "loyalty": Decimal(-7_500),
        }


class TestOnePass:
    """The lines are read once for both policies."""

    @pytest.mark.parametrize("example", ["kinds", "revisions"])
    def test_it_finds_what_a_pass_for_each_policy_finds(self, example: str):
        folder = ROOT / "examples" / example
        names = ("2026.1", "2026.2") if example == "revisions" else ("policy", "policy")
        old, new = (load([folder / name]).policy for name in names)
        assert old is not None
        assert new is not None
        if example == "kinds":
            # What is measured is another thing: only the old policy asks for tea alone.
            node = new.root.entries["rebates"][0]
            changed = new.overlaid(
                {"rebates.tea.qualifying.where": (node.at, evolve(node, text='line.product == "WATER"'))}
            )
            assert isinstance(changed, Policy), changed
            new = changed
        found = difference(old, new)
        one, other = open_book(folder / "book"), open_book(folder / "book")
        together = touched_by(found, one, other, AS_OF, None).impact
        before, after = (Run.open(each, open_book(folder / "book"), AS_OF).settlement() for each in (old, new))
        apart = impact(before, after, found.names)
        assert together is not None
        assert together.rows == apart.rows
        assert together.of(Change.CHANGED)


class TestMoneyThatBecomesGoods:
    def test_each_has_a_row_of_its_own_and_no_difference_is_made_of_the_two(self):
        folder = ROOT / "examples" / "kinds"
        old = load([folder / "policy"]).policy
        assert old is not None
        settled = Run.open(old, open_book(folder / "book"), AS_OF).settlement()
        goods = next(row for row in settled.rows if row.goods and row.entitlement)
        assert goods.entitlement is not None
        money = evolve(goods, goods="")  # as many in money
        found = impact(evolve(settled, rows=(money,)), evolve(settled, rows=(goods,)), {})
        assert [(each.goods, each.before, each.after) for each in found.rows] == [
            (goods.goods, Decimal(0), goods.entitlement),
            ("", goods.entitlement, Decimal(0)),
        ]
        assert found.whole.gain == -goods.entitlement
        assert [each.goods for each in found.parts] == [goods.goods, ""]


class TestTotals:
    @pytest.mark.parametrize("found", ["renamed", "lost"])
    def test_before_and_after(self, found: str, request: pytest.FixtureRequest):
        # 23,000 + 4,000 volume, 7,500 + 2,000 loyalty, 2 × 1,000 display; then 27,500 + 4,000, 7,500 + 3,000, 2,000
        whole = request.getfixturevalue(found).whole
        assert (whole.before, whole.after, whole.gain) == (Decimal(38_500), Decimal(44_000), Decimal(5_500))
        assert (whole.winners, whole.losers) == (1, 0)

    def test_the_parts_add_up_to_the_whole(self, lost: Impact):
        assert sum(each.gain for each in lost.parts) == lost.whole.gain
        assert sum(each.rows for each in lost.parts) == len(lost.rows)

    def test_who_wins_most_stands_first(self, renamed: Impact):
        assert [(each.programme, each.gain) for each in renamed.payees] == [("D1", Decimal(5_500)), ("D2", Decimal(0))]


class TestPosted:
    def test_a_lost_id_is_told_with_what_was_posted_under_it(self):
        found = orphans(compared("2026.2"), open_book(EXAMPLE / "book"), AS_OF)
        assert found.names == ("loyalty",)
        (posted,) = found.posted
        assert (posted.payees, posted.postings, posted.net) == (3, 3, Decimal(7_500))

    def test_only_what_was_posted_by_the_day_counts(self):
        found = orphans(compared("2026.2"), open_book(EXAMPLE / "book"), date(2026, 4, 9))
        assert (found.has_ledger, found.posted) == (True, ())

    def test_a_renamed_id_goes_on(self):
        assert orphans(compared("2026.2-mended"), open_book(EXAMPLE / "book"), AS_OF).names == ()
