"""Deliveries that step down: never more is owed than the plan promises, and the naive walk finds the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.governance.exit.paying import Open, Paying, paying_of
from dealerkit.governance.exit.rule import Deliveries, Pays
from dealerkit.governance.exit.stepping import step_down
from dealerkit.receivables.receipts import Invoice, Part, Receipt
from dealerkit.values.durations import Duration, Unit
from tests.governance import naive_exit as naive

START = date(2026, 7, 1)
Plan = tuple[tuple[Decimal, ...], int, int | None, int, list[tuple[int, int]], int, int]


def rule(steps: tuple[Decimal, ...], bound: int, ceiling: int | None, lot: str = "0.5") -> Deliveries:
    half, most = Decimal("0.5"), Decimal("0.9")
    return Deliveries(
        start="down",
        steps=steps,
        every=Duration(1, Unit.MONTHS),
        value=Decimal(100),
        lot=Decimal(lot),
        end_exposure=Decimal(bound),
        ceiling=None if ceiling is None else Decimal(ceiling),
        pays=Pays(window=Duration(12, Unit.MONTHS), usual=half, safe=most, least=1),
    )


plans = st.tuples(
    st.lists(st.integers(0, 12), min_size=1, max_size=5).map(lambda each: tuple(sorted(map(Decimal, each)))[::-1]),
    st.integers(0, 900),
    st.none() | st.integers(0, 2000),
    st.integers(5, 40),
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 500)), max_size=4),
    st.integers(0, 60),
    st.integers(0, 60),
)


@settings(max_examples=120)
@given(plans, st.integers(0, 60))
def test_a_kept_promise_holds_however_early_he_pays(plan: Plan, pays: int):
    steps, bound, ceiling, gap, old, one, other = plan
    usual, safe = min(one, other), max(one, other)
    days = [START + timedelta(days=10 + gap * k) for k in range(len(steps))]
    debts = [(START - timedelta(days=age), Decimal(amount)) for age, amount in old]
    asked = rule(steps, bound, ceiling)
    found = step_down(asked, days, [Open(*each) for each in debts], usual, safe, START)
    made = [(each.day, Decimal(str(each.value))) for each in found.deliveries]
    for k, each in enumerate(found.deliveries):
        assert Decimal(0) <= each.quantity <= steps[k]
        assert each.quantity == steps[k] or each.quantity % Decimal("0.5") == 0
        assert each.owed.most == naive.owed(each.day, debts, made[: k + 1], safe, safe, START)
        assert each.owed.least == naive.owed(each.day, debts, made[: k + 1], usual, safe, START)
        if found.is_kept and pays <= safe:
            walked = naive.owed(each.day, debts, made[: k + 1], pays, safe, START)
            assert walked <= bound or each is not found.deliveries[-1]
            assert ceiling is None or walked <= ceiling


@settings(max_examples=80)
@given(plans)
def test_only_old_debts_break_a_promise(plan: Plan):
    steps, bound, ceiling, gap, _, one, other = plan
    days = [START + timedelta(days=10 + gap * k) for k in range(len(steps))]
    found = step_down(rule(steps, bound, ceiling), days, [], min(one, other), max(one, other), START)
    assert found.is_kept


def invoice(number: str, day: date, paid: tuple[tuple[int, int], ...], gross: int) -> Invoice:
    parts = tuple(
        Part(Receipt(f"{number}-{k}", day + timedelta(days=after), Decimal(amount), number), Decimal(amount))
        for k, (after, amount) in enumerate(paid)
    )
    return Invoice(number, day, Decimal(gross), customer="A", parts=parts)


def test_half_of_the_money_counts_money_and_not_receipts():
    paying = Paying(((10, Decimal(10)), (20, Decimal(10)), (90, Decimal(80))))
    assert (paying.within(Decimal("0.2")), paying.within(Decimal("0.5"))) == (20, 90)


def test_money_open_for_longer_than_any_payment_took_does_not_come():
    old = invoice("I1", START - timedelta(days=200), (), 50)
    good = invoice("I2", START - timedelta(days=100), ((30, 100),), 100)
    paying = paying_of([old, good], START - timedelta(days=365), START)
    assert paying.never == 50
    assert paying.within(Decimal("0.6")) == 30
    assert paying.within(Decimal("0.9")) is None


def test_money_that_is_open_for_a_short_time_says_nothing_yet():
    young = invoice("I1", START - timedelta(days=10), (), 50)
    good = invoice("I2", START - timedelta(days=100), ((30, 100),), 100)
    paying = paying_of([young, good], START - timedelta(days=365), START)
    assert paying.never == 0
    assert paying.within(Decimal(1)) == 30
    assert paying.unpaid == (Open(START - timedelta(days=10), Decimal(50)),)


def test_payments_before_the_window_are_no_habit_but_open_debts_remain():
    old = invoice("I1", START - timedelta(days=500), ((5, 30),), 100)
    paying = paying_of([old], START - timedelta(days=365), START)
    assert paying.paid == ()
    assert paying.unpaid == (Open(old.day, Decimal(70)),)
