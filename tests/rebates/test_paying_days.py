"""``period.days_to_pay`` from receipts: for how long the average unit of money was owed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.sources.paying_days import PayingDays
from dealerkit.receivables.receipts import Invoice, Payments, Receipt, applied

START = date(2026, 1, 1)
LAST = date(2026, 3, 31)
AS_OF = date(2026, 4, 30)


def paid(
    number: str, day: int, gross: int, receipts: list[tuple[int, int]], customer: str = "D", currency: str = ""
) -> Invoice:
    """An invoice of the n-th day of the year with receipts of ``(day, amount)``."""
    found = [
        Receipt(f"{number}-{place}", START + timedelta(on), Decimal(amount), number)
        for place, (on, amount) in enumerate(receipts)
    ]
    return Invoice(
        number,
        START + timedelta(day),
        Decimal(gross),
        currency=currency,
        customer=customer,
        parts=applied(Decimal(gross), found),
    )


def days(*invoices: Invoice) -> Decimal | Fraction | None:
    payments = Payments({each.number: each for each in invoices})
    return PayingDays(payments, AS_OF, "CNY").of("D", START, LAST)


def test_the_average_is_weighted_with_the_amounts():
    assert days(paid("A", 0, 300, [(10, 300)]), paid("B", 0, 100, [(30, 100)])) == 15


def test_what_is_unpaid_stands_open_until_the_day_of_the_question():
    # From 1 January to 30 April: 119 days.
    assert days(paid("A", 0, 100, [])) == 119
    assert days(paid("A", 0, 100, [(19, 50)])) == Fraction(19 + 119, 2)


def test_money_in_advance_took_no_days():
    assert days(paid("A", 20, 100, [(5, 100)])) == 0


def test_money_that_went_back_is_owed_again():
    # 100 for 10 days, nothing for 20, 20 for 10: 1,200 / 100.
    assert days(paid("A", 0, 100, [(10, 100), (30, -20), (40, 20)])) == 12


def test_credit_notes_and_foreign_invoices_are_left_out():
    assert days(paid("A", 0, 100, [(8, 100)]), paid("C", 0, -50, []), paid("U", 0, 900, [], currency="USD")) == 8


def test_invoices_of_other_days_and_customers_are_left_out():
    assert days(paid("A", 0, 100, [(8, 100)]), paid("B", 90, 900, []), paid("E", 0, 900, [], customer="E")) == 8
    assert days(paid("B", 90, 900, [])) is None


@given(
    st.integers(0, 89), st.integers(1, 40), st.lists(st.tuples(st.integers(0, 119), st.integers(-15, 30)), max_size=6)
)
def test_it_agrees_with_counting_what_is_owed_every_evening(day: int, gross: int, receipts: list[tuple[int, int]]):
    ordered = sorted(receipts)
    owed = 0
    for evening in range(day, 119):
        received = sum(amount for on, amount in ordered if on <= evening)
        owed += gross - min(max(received, 0), gross)
    assert days(paid("A", day, gross, ordered)) == Fraction(owed, gross)
