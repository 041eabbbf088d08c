"""What overrides cost, as a table for people and programs, and as a former dealer is told."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dealerkit.rebates.joint.costs import OverrideCost, SuccessorCost
from dealerkit.report.overrides import overrides_json, overrides_table, rests_on

COST = OverrideCost(
    "override",
    "Z",
    "2026-Q1",
    Decimal("50.00"),
    (
        SuccessorCost("S", "Shop", "Wuhu", Decimal("100.00"), Fraction(100, 3)),
        SuccessorCost("T", "", "", Decimal("20.00"), Decimal(0)),
        SuccessorCost("U", "", "", Decimal("0.00"), Decimal("16.5")),
    ),
)


def test_each_successor_has_a_row_and_the_sums_have_one():
    rows = overrides_table([COST], "en").rows
    assert [row[3:] for row in rows] == [
        ("S", "Wuhu", Decimal("100.00"), Fraction(100, 3), None, None),
        ("T", "", Decimal("20.00"), Decimal(0), None, None),
        ("U", "", Decimal("0.00"), Decimal("16.5"), None, None),
        ("all successors", "", Decimal("120.00"), None, Decimal("50.00"), Decimal("170.00")),
    ]


def test_people_read_money_with_its_cents():
    assert overrides_table([COST], "en", for_people=True).rows[0][5:7] == ("100.00", "33.33")


def test_programs_read_the_sums_beside_the_successors():
    (found,) = overrides_json([COST])
    assert isinstance(found, dict)
    assert [found[name] for name in ("own_rebates", "override", "total_cost")] == ["120.00", "50.00", "170.00"]
    assert found["successors"][0] == {  # type: ignore[index]
        "dealer": "S",
        "name": "Shop",
        "city": "Wuhu",
        "own_rebates": "100.00",
        "counted": "100/3",
    }


def test_what_cannot_be_told_has_no_total():
    cost = OverrideCost("override", "Z", "2026-Q1", None, (SuccessorCost("S", "", "", None, Decimal(0)),))
    (found,) = overrides_json([cost])
    assert isinstance(found, dict)
    assert [found[name] for name in ("own_rebates", "override", "total_cost")] == [None, None, None]


def test_the_former_dealer_is_told_who_counts_and_not_what_it_earned():
    assert [*rests_on(COST, "en")] == ["Shop (S) in Wuhu: 33.33 counts for you.", "U: 16.50 counts for you."]
    assert [*rests_on(COST, "zh")] == ["Wuhu的Shop (S)：为您计入 33.33。", "U：为您计入 16.50。"]
