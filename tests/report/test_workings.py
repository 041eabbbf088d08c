"""The working of an amount on one line: it comes out, or it is not shown."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dealerkit.rebates.terms import Measured, compile_terms
from dealerkit.report.languages import Words
from dealerkit.report.tables import Column, Kind, Table
from dealerkit.report.workings import figure, in_cents, money, working
from dealerkit.values.rounding import Rounding
from tests.rebates.policies import programme

CENTS = Rounding(Decimal("0.01"))
BANDS = "bands: [{at: 1_000, rate: 1%}, {at: 2_000, rate: 3%}]"


def line(body: str, base: str, **facts: Decimal) -> str:
    rule = programme(body)
    named = {name.replace("__", "."): value for name, value in facts.items()}
    return working(rule, compile_terms(rule).decide(Measured(Decimal(base), facts=named)), CENTS)


@pytest.mark.parametrize(
    ("body", "base", "shown"),
    [
        (BANDS, "2500", "2,500 × 3% = 75.00"),
        (f"method: incremental\n{BANDS}", "2500", "1,000 × 1% + 500 × 3% = 25.00"),
        (f"method: excess-over-band\n{BANDS}", "2500", "500 × 3% = 15.00"),
        (f"{BANDS}\ncap: {{payout: 50}}", "2500", "2,500 × 3% = 75.00 → 50.00"),
        (f"{BANDS}\ncap: {{base: 2200}}", "2500", "2,200 × 3% = 66.00"),
        ("bands: [{at: 1, rate: 1/3}]", "100", "100 × 33.33% = 33.33"),
        ("kind: lump-sum\nbands: [{at: 1_000, pay: 70}]", "1500", "70.00"),
        (
            "method: incremental\nkind: lump-sum\nbands: [{at: 10, pay: 5}, {at: 20, pay: 7}]",
            "25",
            "5.00 + 7.00 = 12.00",
        ),
        (BANDS, "500", ""),
    ],
)
def test_a_working_shows_what_is_multiplied_and_what_it_gives(body: str, base: str, shown: str):
    assert line(body, base) == shown


def test_a_factor_multiplies_the_sum_of_slices():
    factor = "factors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 50%}]}]"
    shown = line(f"method: incremental\n{BANDS}\n{factor}", "2500", period__days_to_pay=Decimal(3))
    assert shown == "(1,000 × 1% + 500 × 3%) × 50% = 12.50"


def test_a_working_that_would_not_come_out_is_not_shown():
    rule = programme(BANDS)
    decided = compile_terms(rule).decide(Measured(Decimal("2500.33")))
    assert working(rule, decided, CENTS) == "2,500.33 × 3% = 75.0099 → 75.01"
    assert working(rule, decided, Rounding(Decimal(1))) == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [(Decimal(97), "97"), (Decimal("1.5"), "1.50"), (Decimal("28738.8450"), "28,738.845"), (Fraction(1, 3), "0.33")],
)
def test_a_figure_has_no_decimals_or_two_at_least(number: Decimal | Fraction, text: str):
    assert figure(number) == text


def test_money_always_has_two_decimals():
    assert (money(Decimal(7)), money(Decimal("7.1"))) == ("7.00", "7.10")


def test_amounts_of_a_table_for_people_have_their_cents():
    columns = (Column("who", Words("who", "谁")), Column("sum", Words("sum", "合计"), Kind.MONEY))
    made = Table("t", Words("t", "t"), columns, (("A", Decimal(26_000)), ("B", None), ("C", Decimal("0.5"))))
    assert [row[1] for row in in_cents(made).rows] == ["26,000.00", None, "0.50"]
