"""Limits compared with a naive reckoning, on generated books; and what must hold of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.credit.limits.daily import daily_limits
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy
from tests.credit import naive_limits as naive
from tests.credit.accounts import policy_of

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
CUSTOMERS = ("A", "B")

DAYS = st.dates(FIRST, LAST)
BILLS = st.lists(
    st.builds(naive.Bill, st.sampled_from(CUSTOMERS), DAYS, st.integers(-2_000_000, 9_000_000)), max_size=12
)
RAISES = st.lists(
    st.builds(
        lambda customer, first, length, fen: naive.Raise(customer, first, first + timedelta(days=length), fen),
        st.sampled_from(CUSTOMERS),
        DAYS,
        st.integers(0, 30),
        st.integers(1, 3_000_000),
    ),
    max_size=3,
    unique_by=lambda each: (each.customer, each.first),
)
RULES = st.sampled_from(
    (
        naive.Rules(30),
        naive.Rules(1, returns_count=False),
        naive.Rules(7, opening=2_000_000, opening_days=10, minimum=500_000),
        naive.Rules(30, opening=2_000_000, minimum=100_000, maximum=7_500_000, step=100_000),
        naive.Rules(30, opening=2_000_000, maximum=7_500_000, most=Fraction(1, 3), step=100),
    )
)


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


@cache
def policy(rules: naive.Rules) -> Policy:
    more = [f"rolling: {{days: {rules.days}, returns: {'subtract' if rules.returns_count else 'leave-out'}}}"]
    if rules.opening is not None:
        within = "" if rules.opening_days is None else f", within: {rules.opening_days} days"
        more.append(f"opening: {{limit: {yuan(rules.opening)}{within}}}")
    for key, figure in (("minimum", rules.minimum), ("maximum", rules.maximum)):
        if figure is not None:
            more.append(f"{key}: {yuan(figure)}")
    if rules.step != 1:
        more.append(f"step: {yuan(rules.step)}")
    more.append("temporary: {}" if rules.most is None else f"temporary: {{most: {rules.most}}}")
    return policy_of("credit:\n  limits:\n    all:\n" + "".join(f"      {line}\n" for line in more))


def book(bills: Sequence[naive.Bill], raises: Sequence[naive.Raise] = ()) -> Book:
    tables: dict[str, list[dict[str, Decimal | date | str]]] = {
        "customers": [{"customer": each, "kind": "dealer"} for each in CUSTOMERS],
        "invoices": [
            {"invoice": f"I{number}", "date": each.day, "customer": each.customer, "gross_amount": yuan(each.fen)}
            for number, each in enumerate(bills)
        ],
        "credit_limits": [
            {
                "customer": each.customer,
                "kind": "temporary",
                "amount": yuan(each.fen),
                "from": each.first,
                "to": each.last,
            }
            for each in raises
        ],
    }
    return Book.from_tables({name: rows for name, rows in tables.items() if rows})


def limits(rules: naive.Rules, bills: Sequence[naive.Bill], raises: Sequence[naive.Raise], day: date) -> Limits:
    return Limits(Standing.open(policy(rules), book(bills, raises), day))


def days() -> Iterator[date]:
    return (FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1))


@settings(max_examples=40)
@given(RULES, BILLS, RAISES, DAYS)
@example(naive.Rules(30), [naive.Bill("A", date(2026, 2, 14), -5)], [], date(2026, 3, 1))
def test_the_limit_is_what_the_naive_reckoning_says(rules, bills, raises, day):
    found = limits(rules, bills, raises, day)
    for customer in CUSTOMERS:
        assert found.of(customer, day).amount == yuan(naive.limit(rules, bills, raises, customer, day))


@settings(max_examples=15)
@given(RULES, BILLS, RAISES)
def test_the_daily_pass_gives_every_day_what_the_naive_reckoning_says(rules, bills, raises):
    found = daily_limits(policy(rules), book(bills, raises), FIRST, LAST)
    for customer in CUSTOMERS:
        by_day = {day: each.amount for day, each in found.days(customer)}
        assert by_day == {day: yuan(naive.limit(rules, bills, raises, customer, day)) for day in days()}


@settings(max_examples=25)
@given(RULES, BILLS, DAYS, DAYS, st.integers(1, 5_000_000))
def test_one_invoice_more_never_lowers_a_rolling_limit(rules, bills, day, on, fen):
    begun = {each.customer for each in bills if each.day < day}
    before = limits(rules, bills, (), day).of("A", day).amount
    after = limits(rules, [*bills, naive.Bill("A", on, fen)], (), day).of("A", day).amount
    assert before is not None
    assert after is not None
    # The first invoice ends an opening limit; nothing else can lower it.
    assert after >= before or (rules.opening is not None and ("A" not in begun or on < day))


@settings(max_examples=25)
@given(RULES, BILLS, RAISES, DAYS)
def test_a_limit_does_not_depend_on_other_customers(rules, bills, raises, day):
    alone = [each for each in bills if each.customer == "A"]
    raised = [each for each in raises if each.customer == "A"]
    with_others = limits(rules, bills, raises, day).of("A", day)
    assert limits(rules, alone, raised, day).of("A", day).amount == with_others.amount


@settings(max_examples=25)
@given(BILLS, DAYS, st.integers(1, 6))
def test_an_average_is_exact_until_it_is_rounded_down_once(bills, day, months):
    text = f"credit:\n  limits:\n    all: {{average: {{months: {months}}}}}\n"
    found = Limits(Standing.open(policy_of(text), book(bills), day)).of("A", day)
    assert found.amount == yuan(int(naive.average(bills, "A", day, months)))
