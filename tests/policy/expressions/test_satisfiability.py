"""Conditions that are always or never true, at the smallest part that is."""

from __future__ import annotations

import operator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.expressions.world import codes, compiled, marked


class TestNever:
    @pytest.mark.parametrize(
        "text",
        [
            "period.sales > 5 and period.sales < 3",
            "period.sales > 5 and period.sales <= 5",
            "3 > period.sales and 5 < period.sales",
            "period.sales == 1 and period.sales != 1",
            'dealer.class == "A" and dealer.class == "B"',
            'dealer.class in ["A", "B"] and dealer.class not in ["A", "B", "C"]',
            'dealer.class == "A" and not dealer.class == "A"',
            "dealer.key and not dealer.key",
            "dealer.key and dealer.key == false",
            "contract.signed > 2026-03-01 and contract.signed < 2026-03-02",
            "(period.sales > 5 or period.target > 5) and period.sales < 3 and period.target < 3",
            'within(product, "a") and not within(product, "a")',
            'dealer.status != "active" and dealer.status != "closed"',
            "period.sales != period.sales",
            "period.sales > period.sales",
            "1 == 2",
            "100 * 12 < 1_000",
            'dealer.class == "A" and false',
            "period.sales / period.target > 2 * 1 and period.growth > 1 and period.growth < 1/2",
            "period.sales + 1 > 5 and period.sales < 3",
            "2 * period.sales > 10 and period.sales < 3",
            "-period.sales > 10 and period.sales > 3",
            "period.sales / 2 > 10 and 3 * (period.sales - 1) < 12",
            "period.sales > period.target and period.target > period.sales",
            "period.sales - period.target > 100 and period.sales < period.target + 50",
            "period.sales / period.target > 200% and period.sales / period.target < 100%",
            "period.sales < period.sales - 1",
            "min(period.sales, 5) > 6",
            "abs(period.sales) < 0",
            "max(period.sales, 5) < 5",
            "month(contract.signed) == 13",
            "count(dealer.key, period.sales > 5) > 2",
            "min(period.sales, 5) > 4 and min(period.sales, 5) < 3",
        ],
    )
    def test_a_contradiction_is_found(self, text: str):
        assert marked(text) == [("DK226", text)]

    def test_it_is_found_among_many_other_conditions(self):
        text = " and ".join(["period.sales > 5", *(f'within(product, "p{n}")' for n in range(30)), "period.sales < 3"])
        assert marked(text) == [("DK226", text)]

    def test_only_the_smallest_part_is_named(self):
        assert marked("dealer.key or (period.sales > 5 and period.sales < 3) or period.growth > 0") == [
            ("DK226", "period.sales > 5 and period.sales < 3")
        ]
        assert marked("if(period.sales > 5 and period.sales < 3, 1, 2) > period.growth") == [
            ("DK226", "period.sales > 5 and period.sales < 3")
        ]


class TestAlways:
    @pytest.mark.parametrize(
        "text",
        [
            "period.sales >= 3 or period.sales < 5",
            "period.sales >= 3 or period.sales < 3",
            'dealer.class != "A" or dealer.class != "B"',
            "dealer.key or not dealer.key",
            'dealer.status in ["active", "closed"]',
            "contract.signed <= 2026-03-01 or contract.signed >= 2026-03-02",
            "period.sales == period.sales",
            "known(period.sales) or true",
            "3 + 4 == 7",
            "period.sales + 1 > 5 or period.sales <= 4",
            "period.sales > period.target or period.sales <= period.target",
            "period.sales > period.sales - 1",
            "abs(period.sales) >= 0",
            "max(period.sales, 5) >= 5",
            "min(period.sales, 5) <= 5",
            "month(contract.signed) >= 1",
            "count(dealer.key, period.sales > 5) <= 2",
        ],
    )
    def test_a_condition_that_decides_nothing_is_found(self, text: str):
        assert marked(text) == [("DK225", text)]


class TestNeither:
    @pytest.mark.parametrize(
        "text",
        [
            "true",
            "false",
            "dealer.key",
            "period.sales > 5 and period.sales < 6",
            "period.sales >= 5 and period.sales <= 5",
            "period.sales > 5 or period.sales < 3",
            'dealer.class == "A" or dealer.class == "B"',
            'dealer.class != "A" and dealer.class != "B"',
            'dealer.status == "active"',
            'dealer.status in ["active"]',
            "contract.signed > 2026-03-01 and contract.signed < 2026-03-03",
            "period.sales > period.target and period.sales < 3",
            "known(period.sales) and period.sales > 3",
            "period.sales / period.target > 1 and period.sales > 3",
        ],
    )
    def test_a_condition_that_can_go_either_way_has_no_finding(self, text: str):
        assert codes(text) == []

    def test_more_cases_than_the_budget_allows_are_left_alone(self):
        text = " and ".join(
            f"period.sales > {n} and period.target > {n} and period.growth > 0.{n}" for n in range(1, 50)
        )
        compiled(text)


SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}
FACTORS = st.sampled_from([-2, -1, 1, 2])
BOUNDS = st.integers(-4, 4)
ATOMS = st.tuples(FACTORS, BOUNDS, st.sampled_from(sorted(SIGNS)), BOUNDS)


@given(st.lists(ATOMS, min_size=2, max_size=3), st.sampled_from(["and", "or"]))
@settings(max_examples=150)
def test_sums_of_one_fact_are_judged_as_trying_every_value_judges_them(
    atoms: list[tuple[int, int, str, int]], joined: str
):
    """Whole bounds over 1 or 2 differ by halves: quarters between -9 and 9 try every way to stand to them."""
    text = f" {joined} ".join(
        f"{factor} * period.sales + {added} {sign} {bound}" for factor, added, sign, bound in atoms
    )
    text = text.replace("+ -", "- ")
    tries = [Fraction(each, 4) for each in range(-36, 37)]
    together = all if joined == "and" else any
    held = {
        together(SIGNS[sign](factor * value + added, bound) for factor, added, sign, bound in atoms) for value in tries
    }
    expected = [] if len(held) == 2 else [("DK225" if held == {True} else "DK226", text)]
    assert [each for each in marked(text) if each[1] == text] == expected
