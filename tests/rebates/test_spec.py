"""The worked cases of rebate systems and courses, reckoned from their own figures.

The source of each case is named; the expected figures were recomputed by hand and stand beside it.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealerkit.rebates.terms import Measured, Terms, compile_terms
from tests.rebates.policies import programme


def terms(*lines: str) -> Terms:
    return compile_terms(programme("\n".join(lines)))


def amount(of: Terms, base: int, baseline: int | None = None) -> Decimal | None:
    return of.amount(Measured(Decimal(base), baseline=None if baseline is None else Decimal(baseline)))


class TestTwoReadingsOfTwoBands:
    """Microsoft Dynamics 365 rebate management deals: 10 % from 0, 25 % from 1,000, a base of 2,000."""

    BANDS = "bands: [{at: 0, rate: 10%}, {at: 1000, rate: 25%}]"

    def test_incremental_pays_each_thousand_at_its_own_band(self):
        # 1,000 x 10 % + 1,000 x 25 % = 100 + 250
        assert amount(terms("method: incremental", self.BANDS), 2000) == 350

    def test_retrospective_pays_everything_at_the_band_reached(self):
        # 2,000 x 25 %
        assert amount(terms("method: retrospective", self.BANDS), 2000) == 500


class TestInterimThenFinal:
    """SAP condition contract settlement course: 0 %, 2 % from 5,000, 4 % from 10,000, retrospective."""

    @pytest.mark.parametrize(
        ("month", "base_to_date", "entitlement"),
        [("oct", 3_000, 0), ("nov", 3_000 + 4_000, 140), ("dec", 3_000 + 4_000 + 20_000, 1_080)],
    )
    def test_the_entitlement_to_date_is_reckoned_from_the_start(self, month, base_to_date, entitlement):
        # 7,000 x 2 % = 140; 27,000 x 4 % = 1,080; the final payment is 1,080 - 140 = 940.
        bands = "bands: [{at: 0, rate: 0%}, {at: 5000, rate: 2%}, {at: 10000, rate: 4%}]"
        assert amount(terms("method: retrospective", bands), base_to_date) == entitlement


class TestGrowthThreeWays:
    """Enable help centre: 2,350,000 against 2,000,000 is 117.5 %, so the band from 115 % at 3 % is reached."""

    LINES = (
        "against: {baseline: same-period-last-year, missing: skip}",
        "bands: [{at: 110%, rate: 2%}, {at: 115%, rate: 3%}, {at: 120%, rate: 4%}]",
    )

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            ("retrospective", 70_500),  # 2,350,000 x 3 %
            ("excess-over-baseline", 10_500),  # 350,000 x 3 %
            ("incremental", 3_500),  # 2.2 to 2.3 million at 2 % is 2,000; 2.3 to 2.35 million at 3 % is 1,500
            ("excess-over-band", 1_500),  # 2.3 to 2.35 million at 3 %
        ],
    )
    def test_the_method_says_what_the_band_reached_pays_on(self, method, expected):
        assert amount(terms(f"method: {method}", *self.LINES), 2_350_000, 2_000_000) == expected


class TestMarginalPercent:
    """Phocas calculation methods: 5 % from 0, 10 % from 10,000, incremental."""

    @pytest.mark.parametrize(
        ("base", "expected"),
        [(6_000, 300), (8_000, 400), (20_000, 1_500)],  # 5 %; 5 %; 10,000 x 5 % + 10,000 x 10 %
    )
    def test_each_slice_is_paid_at_its_own_band(self, base, expected):
        assert (
            amount(terms("method: incremental", "bands: [{at: 0, rate: 5%}, {at: 10000, rate: 10%}]"), base) == expected
        )


class TestReturnsTakeBackTheLastBandFirst:
    """NetSuite rebate returns: units 1-2 pay 10 each, 3-4 pay 20, from 5 on 30."""

    @pytest.fixture
    def earned(self):
        found = terms(
            "qualifying: {measure: quantity}",
            "method: incremental",
            "kind: per-unit",
            "bands: [{at_unit: 1, pay: 10}, {at_unit: 3, pay: 20}, {at_unit: 5, pay: 30}]",
        )
        return lambda units: amount(found, units)

    def test_two_units_at_a_time_earn_ever_more(self, earned):
        # entitlements 20, 60, 120
        assert [earned(2), earned(4) - earned(2), earned(6) - earned(4)] == [20, 40, 60]

    @pytest.mark.parametrize(("returned", "taken_back"), [(2, 60), (3, 80)])
    def test_what_comes_back_is_taken_from_the_last_band(self, earned, returned, taken_back):
        # 6 units are 120; 4 are 60; 3 are 2 x 10 + 20 = 40
        assert earned(6) - earned(6 - returned) == taken_back
