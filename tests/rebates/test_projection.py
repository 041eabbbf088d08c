from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.decisions import Outcome
from dealerkit.policy.policy import Policy
from dealerkit.rebates.projection import BandAhead, Outlook, Projection, project
from dealerkit.rebates.settlement import settle
from dealerkit.values.exact import subtract
from tests.rebates import naive_projection
from tests.rebates.histories import QUARTERLY, Cells, book_of, line, policy_of

POLICY = policy_of(QUARTERLY)
FIRST, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 14), date(2026, 3, 31)


def project_lines(
    lines: Sequence[Cells], as_of: date = FEBRUARY, policy: Policy = POLICY, **tables: Sequence[Cells]
) -> Outlook:
    return project(policy, book_of(lines, tables=tables), as_of)


def only(outlook: Outlook) -> Projection:
    (found,) = outlook.projections
    return found


def first_band(found: Projection) -> BandAhead:
    assert found.next_band is not None
    return found.next_band


def amended(*changes: tuple[str, str]) -> Policy:
    text = QUARTERLY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policy_of(text)


class TestLinearByCalendarDays:
    """14 February is day 45 of the 90 of the first quarter: what was bought so far comes once more."""

    def test_half_the_days_double_the_base(self):
        found = only(project_lines([line("2026-01-20", 3000)]))
        assert (found.elapsed, found.days, found.pace) == (45, 90, Fraction(3000, 45))
        assert (found.so_far.qualifying, found.so_far.amount) == (3000, 30)
        assert (found.projected.qualifying, found.projected.amount) == (6000, 120)

    def test_the_day_of_the_question_counts_as_gone(self):
        found = only(project_lines([line("2026-01-01", 100)], date(2026, 1, 1)))
        assert (found.elapsed, found.projected.qualifying) == (1, 9000)

    def test_an_endless_fraction_is_rounded_once_at_the_amount(self):
        # 1,000 in 41 days are 90,000/41 = 2,195.12… in 90; one per cent of it is 21.9512….
        found = only(project_lines([line("2026-01-20", 1000)], date(2026, 2, 10)))
        assert found.projected.qualifying == Fraction(90_000, 41)
        assert found.projected.amount == Decimal("21.95")

    def test_returns_that_outweigh_sales_earn_nothing_and_reach_nothing(self):
        found = only(project_lines([line("2026-01-20", -500)]))
        assert (found.projected.qualifying, found.projected.amount) == (-1000, 0)
        assert [(band.days, band.on, band.in_time) for band in found.bands] == [(None, None, False)] * 2

    def test_later_lines_do_not_count(self):
        assert only(project_lines([line("2026-01-20", 3000), line("2026-03-01", 9999)])).projected.amount == 120

    def test_a_period_that_is_over_is_not_projected(self):
        assert project_lines([line("2026-01-20", 3000)], date(2026, 4, 1)).projections == ()

    def test_a_programme_that_begins_within_the_period_is_carried_on_from_its_own_first_day(self):
        policy = amended(("    period: quarter", "    effective: 2026-02-01..2026-12-31\n    period: quarter"))
        # 14 of the 59 days from 1 February to 31 March.
        found = only(project_lines([line("2026-01-20", 9999), line("2026-02-10", 1400)], policy=policy))
        assert (found.elapsed, found.days, found.projected.qualifying) == (14, 59, 5900)


class TestBandsAhead:
    def test_a_band_is_told_by_distance_days_and_what_it_is_worth(self):
        found = only(project_lines([line("2026-01-20", 3000)]))
        band = first_band(found)
        # 2,000 at 66.66… a day are 30 days: 16 March. At 5,000 two per cent are 100.00, 70.00 more than so far and
        # 20.00 less than the 120.00 that the whole quarter brings.
        assert (band.bound, band.distance, band.days, band.on) == (5000, 2000, 30, date(2026, 3, 16))
        assert (band.in_time, band.short, band.earns) == (True, 0, 100)
        assert (band.over_now, band.over_projected, band.worth) == (70, -20, 70)
        assert found.out_of_reach is None

    def test_a_band_out_of_reach_says_what_is_short_and_what_it_adds_to_the_projection(self):
        found = only(project_lines([line("2026-01-20", 2000)]))
        band = first_band(found)
        # 3,000 at 44.44… a day are 67.5 days and 45 are left: 4,000 earn 40.00, 5,000 would earn 100.00.
        assert (band.distance, band.days, band.on, band.in_time) == (3000, 68, date(2026, 4, 23), False)
        assert (band.short, band.over_now, band.over_projected, band.worth) == (1000, 80, 60, 60)
        assert found.out_of_reach == band

    def test_all_bands_above_the_base_are_told_in_order(self):
        assert [band.bound for band in only(project_lines([line("2026-01-20", 10)])).bands] == [1000, 5000]

    def test_at_the_top_none_is_left(self):
        found = only(project_lines([line("2026-01-20", 5000)]))
        assert (found.bands, found.next_band) == ((), None)

    def test_a_bound_that_must_be_passed_takes_the_day_after(self):
        policy = amended(("at: 5_000", "above: 5_000"))
        band = first_band(only(project_lines([line("2026-01-20", 2250)], policy=policy)))
        # 50 a day: 5,000 exactly after 55 days, passed on the 56th; 5,000.01 at 2 % is 100.00.
        assert (band.distance, band.days, band.earns) == (2750, 56, 100)

    def test_a_bound_reached_exactly_on_the_last_day_is_in_time(self):
        band = first_band(only(project_lines([line("2026-01-20", 2500)])))
        assert (band.days, band.on, band.in_time, band.short) == (45, MARCH, True, 0)

    def test_a_day_beyond_the_calendar_is_no_date(self):
        policy = amended(("at: 5_000", "at: 900_000_000"))
        band = first_band(only(project_lines([line("2026-01-20", 1000)], policy=policy)))
        assert band.on is None
        assert band.days is not None


class TestCountedUnits:
    POLICY = amended(
        ("net_amount", "quantity"),
        ("method: retrospective", "method: incremental"),
        ("kind: percent", "kind: per-unit"),
        ("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at_unit: 1, pay: 10}, {at_unit: 11, pay: 20}]"),
    )

    def test_the_projected_base_is_whole_units_rounded_down(self):
        # Seven units in 41 of 90 days are 15.37: ten at 10 and five at 20.
        found = only(
            project_lines([line("2026-01-20", 1, quantity=7)], date(2026, 2, 10), self.POLICY),
        )
        assert (found.projected.qualifying, found.projected.amount) == (15, 200)

    def test_the_distance_is_in_units(self):
        band = first_band(only(project_lines([line("2026-01-20", 1, quantity=9)], policy=self.POLICY)))
        # The eleventh unit earns 20: two more units at a fifth of a unit a day.
        assert (band.bound, band.distance, band.days, band.over_now) == (11, 2, 10, 30)

    def test_parts_of_units_are_no_units(self):
        # Twice 7.5 would be whole; but the half that there is now is a mistake or a return, not a pace.
        outlook = project_lines([line("2026-01-20", 1, quantity="7.5")], policy=self.POLICY)
        found = only(outlook)
        assert [each.code for each in outlook.problems] == ["DK367"]
        assert (found.projected.outcome, found.projected.code) == (Outcome.UNDETERMINED, "DK338")


class TestFactsOfThePeriodsEnd:
    GATED = amended(
        ("    method:", "    gates: [{id: target, of: attainment.quarter, at: 90%}]\n    method:"),
    )
    TARGETS = ({"subject": "A", "period": "2026-Q1", "fact": "net_amount", "value": "6000"},)

    def test_attainment_grows_with_the_base(self):
        # 3,000 of 6,000 so far; carried on, all of it.
        found = only(project_lines([line("2026-01-20", 3000)], policy=self.GATED, targets=self.TARGETS))
        assert (found.so_far.amount, found.so_far.code) == (0, "DK331")
        assert found.projected.amount == 120

    def test_a_band_counts_what_reaching_it_attains(self):
        found = only(project_lines([line("2026-01-20", 3000)], policy=self.GATED, targets=self.TARGETS))
        # 5,000 of 6,000 are 83 %: the bound is reached and the gate stays closed.
        assert (first_band(found).earns, first_band(found).over_now) == (0, 0)

    def test_an_attained_month_gets_its_own_days_only(self):
        policy = amended(
            ("    method:", "    gates: [{id: target, of: attainment.month, at: 100%}]\n    method:"),
        )
        march = {"subject": "A", "period": "2026-03", "fact": "net_amount"}
        # 3,000 in 45 days: March's 31 bring 2,066.66….
        for target, amount in (("2066.66", 120), ("2066.67", 0)):
            found = only(project_lines([line("2026-01-20", 3000)], policy=policy, targets=[{**march, "value": target}]))
            assert found.projected.amount == amount

    def test_a_missing_fact_leaves_it_undetermined_and_is_named(self):
        outlook = project_lines([line("2026-01-20", 3000)], policy=self.GATED, targets=[])
        found = only(outlook)
        assert (found.so_far.amount, found.projected.amount) == (None, None)
        assert found.missing == ("attainment.quarter",)
        assert [(band.over_now, band.over_projected) for band in found.bands] == [(None, None)]
        (told,) = (each for each in outlook.problems if each.code == "DK367")
        assert told.arg("facts") == ("attainment.quarter",)

    def test_a_dealer_who_is_known_to_leave_is_judged_as_at_the_end(self):
        policy = amended(("    qualifying:", '    eligible: dealer.status == "active"\n    qualifying:'))
        rows = (
            {"customer": "A", "kind": "dealer", "status": "active", "valid_to": "2026-02-28"},
            {"customer": "A", "kind": "dealer", "status": "inactive", "valid_from": "2026-03-01"},
        )
        found = only(project_lines([line("2026-01-20", 3000)], policy=policy, customers=rows))
        assert (found.projected.amount, found.projected.code) == (0, "DK330")

    def test_the_base_that_conditions_read_is_the_projected_one(self):
        policy = amended(("    settle:", "    cap: {payout: =period.qualifying / 100}\n    settle:"))
        found = only(project_lines([line("2026-01-20", 3000)], policy=policy))
        assert (found.so_far.amount, found.projected.amount) == (30, 60)


class TestTwoBases:
    POLICY = amended(
        (
            "    qualifying: {measure: net_amount}",
            "    qualifying: {measure: net_amount}\n    paying: {measure: gross_amount}",
        ),
    )

    def test_each_goes_on_at_its_own_pace(self):
        found = only(project_lines([line("2026-01-20", 3000, gross_amount=400)], policy=self.POLICY))
        assert (found.projected.qualifying, found.projected.paying, found.projected.amount) == (6000, 800, 16)

    def test_reaching_a_band_changes_nothing_else(self):
        band = first_band(only(project_lines([line("2026-01-20", 2000, gross_amount=400)], policy=self.POLICY)))
        # Two per cent of 400 are 8.00, 4.00 more than one per cent; of the projected 800 they are 16.00, 8.00 more.
        assert (band.earns, band.over_now, band.over_projected) == (8, 4, 8)


class TestBaselines:
    def test_bounds_are_shares_of_last_years_whole_period(self):
        policy = amended(
            ("    method:", "    against: {baseline: same-period-last-year, missing: skip}\n    method:"),
            ("at: 1_000", "at: 100%"),
            ("at: 5_000", "at: 150%"),
        )
        lines = [line("2025-03-20", 4000), line("2026-01-20", 3000)]
        found = only(project_lines(lines, policy=policy))
        # The 6,000 to come are 150 % of last year's 4,000: 120.00.
        assert (found.projected.baseline, found.projected.amount) == (4000, 120)
        assert [(band.bound, band.distance) for band in found.bands] == [(4000, 1000), (6000, 3000)]


class TestWhoIsTold:
    def test_who_bought_nothing_in_the_period_is_left_out(self):
        lines = [line("2026-01-20", 3000), line("2026-04-20", 3000, "B")]
        assert [each.payee for each in project_lines(lines, date(2026, 4, 30)).projections] == ["B"]

    def test_who_is_paid_for_nothing_is_told(self):
        policy = amended(
            ("kind: percent", "kind: lump-sum"),
            ("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at: 0, pay: 50}]"),
        )
        rows = ({"customer": "A", "kind": "dealer"}, {"customer": "B", "kind": "dealer"})
        found = project_lines([line("2026-01-20", 1)], policy=policy, customers=rows).projections
        assert [(each.payee, each.projected.amount) for each in found] == [("A", 50), ("B", 50)]

    def test_totals_leave_out_what_cannot_be_told_and_count_it(self):
        lines = [line("2026-01-20", 3000), line("2026-01-20", 3000, "B")]
        targets = TestFactsOfThePeriodsEnd.TARGETS
        (total,) = project_lines(lines, policy=TestFactsOfThePeriodsEnd.GATED, targets=targets).totals
        assert (total.payees, total.so_far, total.projected, total.undetermined) == (2, 0, 120, 1)

    def test_a_payee_without_contract_years_is_named(self):
        policy = amended(("period: quarter", "period: contract-year"), ("every: quarter", "every: period"))
        outlook = project_lines([line("2026-01-20", 3000)], policy=policy, contracts=[])
        assert outlook.projections == ()
        assert [each.code for each in outlook.problems] == ["DK369"]


AMOUNTS = st.decimals(min_value=-500, max_value=3000, places=2)
DAYS = st.dates(FIRST, MARCH)
SALES = st.lists(st.tuples(DAYS, AMOUNTS), min_size=1, max_size=8)


def lines_of(sales: Sequence[tuple[date, Decimal]]) -> list[dict[str, object]]:
    return [line(day.isoformat(), amount) for day, amount in sales]


class TestAnyPeriod:
    POLICIES = (POLICY, TestTwoBases.POLICY, TestFactsOfThePeriodsEnd.GATED)

    @pytest.mark.parametrize("policy", POLICIES, ids=["one base", "two bases", "gate"])
    @settings(max_examples=30)
    @given(sales=SALES)
    def test_projected_on_its_last_day_a_period_pays_what_is_settled(
        self, policy: Policy, sales: list[tuple[date, Decimal]]
    ):
        book = book_of(
            [{**each, "gross_amount": "100"} for each in lines_of(sales)],
            tables={"targets": TestFactsOfThePeriodsEnd.TARGETS},
        )
        found = only(project(policy, book, MARCH))
        (row,) = settle(policy, book, MARCH).rows
        assert found.projected == found.so_far == row.decided

    @settings(max_examples=60)
    @given(sales=SALES, today=DAYS)
    def test_it_is_what_a_sales_desk_works_out_day_by_day(self, sales: list[tuple[date, Decimal]], today: date):
        known = [each for each in sales if each[0] <= today]
        outlook = project_lines(lines_of(sales), today)
        if not known:
            assert outlook.projections == ()
            return
        found = only(outlook)
        end = naive_projection.base_at_the_end(known, today)
        assert found.projected.qualifying == end
        assert found.projected.amount == naive_projection.earned(max(end, Fraction(0)))
        for band in found.bands:
            days = naive_projection.days_until(int(band.bound), known, today)
            assert days == (band.days if band.days and band.days < naive_projection.PATIENCE else None)

    @settings(max_examples=60)
    @given(sales=SALES, today=DAYS)
    def test_a_band_is_in_time_where_its_day_is_within_the_period(self, sales: list[tuple[date, Decimal]], today: date):
        for found in project_lines(lines_of(sales), today).projections:
            for band in found.bands:
                assert band.in_time == (band.on is not None and band.on <= MARCH) == (band.short == 0)

    @settings(max_examples=60)
    @given(sales=SALES, today=DAYS, ago=st.integers(0, 80), more=st.decimals(min_value=0, max_value=4000, places=2))
    def test_more_sales_never_show_less_to_earn_or_more_to_go(
        self, sales: list[tuple[date, Decimal]], today: date, ago: int, more: Decimal
    ):
        sales = [(min(day, today), amount) for day, amount in sales]
        day = max(today - timedelta(ago), FIRST)
        before = only(project_lines(lines_of(sales), today))
        after = only(project_lines(lines_of([*sales, (day, more)]), today))
        assert before.projected.amount is not None
        assert after.projected.amount is not None
        assert after.projected.amount >= before.projected.amount
        ahead = {band.bound: band for band in before.bands}
        for band in after.bands:
            was = ahead[band.bound]
            assert band.distance == subtract(was.distance, more)
            assert band.short <= was.short
            assert was.days is None or (band.days is not None and band.days <= was.days)
