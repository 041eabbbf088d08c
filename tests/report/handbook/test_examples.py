"""Worked examples: what the engine pays, against amounts reckoned by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit import assembly
from dealerkit.rebates.programme import programmes_of
from dealerkit.report.handbook.examples import examples
from tests.conftest import ROOT


def earned(example: str, programme: str, day: date = date(2026, 1, 1)) -> dict[str, str]:
    loaded = assembly.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    found = examples(loaded.policy, programmes_of(loaded.policy)[programme], day)
    return {f"{Decimal(str(each.base)).normalize():f}": str(each.earns) for each in found}


def test_each_slice_earns_by_its_own_band():
    # 2 % of 15,000 is 300; with 3 % of the next 30,000 it is 1,200; with 5 % of 25,000 beyond 2,450.
    assert earned("handset-distributor", "accessories-quarter") == {
        "4999.99": "0.00",
        "5000": "0.00",
        "19999.99": "300.00",
        "20000": "300.00",
        "49999.99": "1200.00",
        "50000": "1200.00",
        "75000": "2450.00",
    }


def test_units_are_counted_whole():
    # The eleventh unit is the first that is paid: 20; forty of them 800; the next one 40 more.
    found = earned("handset-distributor", "flagship-units")
    assert [found[base] for base in ("10", "11", "50", "51")] == ["0.00", "20.00", "800.00", "840.00"]


def test_bounds_of_growth_are_told_for_a_baseline_of_a_million():
    # 110 % of the baseline: 2 % of the 100,000 above it.
    assert earned("handset-distributor", "growth-year")["1100000"] == "2000.00"


def test_a_supplement_stands_beside():
    loaded = assembly.load([ROOT / "examples" / "handset-distributor" / "policy"])
    assert loaded.policy is not None
    found = examples(loaded.policy, programmes_of(loaded.policy)["volume-quarter"], date(2026, 1, 1))
    # 0.25 % more than 1 % of 300,000.
    assert {each.at_best for each in found if each.base == 300_000} == {Decimal("3750.00")}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 7, 1)])
def test_the_cap_is_that_of_the_day(day: date):
    most = {date(2026, 1, 1): "50000.00", date(2026, 7, 1): "56250.00"}
    assert earned("handset-distributor", "volume-quarter", day)["2250000"] == most[day]
