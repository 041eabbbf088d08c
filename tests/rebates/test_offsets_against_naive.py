"""Any history of credit and orders: the real offsets against heaps of money, run by run over a growing ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.policy import Policy
from dealerkit.rebates.offset.offsets import order_to_use_all
from tests.rebates.naive_offsets import DAYS, Heaps
from tests.rebates.offsetting import credit_of, offsets_of, order, policy_with, posted, row_of

POLICY: Policy = policy_with(f"\noffset: {{share: 15%, expires: {{within: {DAYS} days}}}}\n")
START = date(2026, 1, 1)
SHARE = Decimal("0.15")
CENT = Decimal("0.01")

Row = Mapping[str, object]


@frozen
class Step:
    """Some days later: what is earned or taken back for a period, and the orders that come."""

    days: int
    cents: int
    period: str
    orders: tuple[int, ...]


STEPS = st.builds(
    Step,
    st.integers(1, 70),
    st.integers(-50_000, 90_000),
    st.sampled_from(("2026-Q1", "2026-Q2")),
    st.lists(st.integers(-1_000, 900_000), max_size=3).map(tuple),
)


def money(cents: int) -> Decimal:
    return Decimal(cents) / 100


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, max_size=7))
def test_every_history_comes_out_as_the_heaps_do(steps: list[Step]):
    heaps, rows, today, number = Heaps(), list[Row](), START, 0
    seqs: Counter[tuple[str, str]] = Counter()
    for step in steps:
        today += timedelta(days=step.days)
        day = today.isoformat()
        if step.cents:
            kind = "settlement" if step.cents > 0 else "adjustment"
            seqs[step.period, kind] += 1
            rows.append(posted(money(step.cents), day, period=step.period, kind=kind, seq=seqs[step.period, kind]))
        if step.cents > 0:
            heaps.earn(step.period, today, step.cents)
        else:
            heaps.take_back(step.period, today, -step.cents)
        numbers = [f"SO-{number + i}" for i in range(len(step.orders))]
        number += len(numbers)
        orders = [order(money(cents), name) for name, cents in zip(numbers, step.orders, strict=True)]
        found = offsets_of(rows, day, *orders, policy=POLICY)
        heaps.expire(today)
        before = found.credit.open
        assert found.credit.problems == ()
        for each, cents in zip(found.offsets, step.orders, strict=True):
            assert each.amount == money(heaps.order(today, cents))
            assert each.amount == 0 or each.amount <= each.document.value * SHARE
            assert each.amount + each.left == before
            before = each.left
        assert found.left == money(heaps.open(today))
        rows += map(row_of, found.proposals)
        # The same run again, over the ledger as it is now, has nothing left to do.
        again = offsets_of(rows, day, *orders, policy=POLICY)
        assert again.proposals == ()
        assert again.credit.open == found.left
        assert again.credit.owed == money(heaps.owed)
    lots = credit_of(rows, today.isoformat(), POLICY)
    sums = lots.granted - lots.taken_back - lots.used - lots.expired
    assert sums == sum(lot.left for lot in lots.lots) - lots.owed


AMOUNTS = st.integers(0, 10**9).map(money)
SHARES = st.integers(1, 1000).map(lambda thousandths: Decimal(thousandths) / 1000)


@given(AMOUNTS, SHARES, st.sampled_from([CENT, Decimal("0.05"), Decimal(1), Decimal(100)]))
def test_the_order_that_uses_all_is_the_least_that_does(open: Decimal, share: Decimal, step: Decimal):
    whole = order_to_use_all(open, share, step)
    assert whole is not None
    assert whole % step == 0

    def usable(value: Decimal) -> Decimal:
        return min(open, value * share // step * step)

    assert usable(whole) == open
    assert not open or usable(whole - step) < open
