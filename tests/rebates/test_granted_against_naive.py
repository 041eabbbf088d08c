"""Special bids and stock rotation against slips and boxes, unit by unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.rebates.bids.results import REFUSED, Fate, money, units
from dealerkit.rebates.rotation.results import REFUSED as STAYING
from dealerkit.rebates.rotation.results import Stay
from dealerkit.rebates.rotation.results import units as units_of
from tests.rebates import naive_bids, naive_rotation
from tests.rebates.granted import back, bid, bids_policy, bought, claim, claims, requests, rotation_policy, sold

DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))
BIDS = st.lists(
    st.builds(
        lambda a, b, limit, price: naive_bids.Bid(min(a, b), max(a, b), limit, price),
        DAYS,
        DAYS,
        st.integers(0, 30),
        st.integers(85, 105),
    ),
    min_size=1,
    max_size=2,
)
CLAIMS = st.lists(
    st.builds(
        lambda a, b, which, units: naive_bids.Claim(max(a, b), min(a, b), which, units),
        DAYS,
        DAYS,
        st.integers(0, 1),
        st.integers(1, 15),
    ),
    max_size=6,
)
SALES = st.lists(st.tuples(DAYS, st.integers(-6, 12).filter(bool)), max_size=8)
BOXES = st.lists(
    st.tuples(st.dates(date(2025, 12, 1), date(2026, 3, 31)), st.integers(1, 20), st.integers(80, 120)), max_size=5
)
ASKED = st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 9, 30)), st.integers(1, 9)), max_size=6)
MOVES = st.lists(
    st.tuples(st.dates(date(2025, 12, 1), date(2026, 9, 30)), st.integers(-5, 20).filter(bool), st.integers(5, 40)),
    max_size=8,
)


def claimed_rows(rows: list[naive_bids.Claim], count: int, **more: object) -> list[dict[str, object]]:
    return [
        claim(
            each.units,
            each.on.isoformat(),
            claim=f"K{place}",
            bid=f"B{each.bid % count}",
            sold_on=each.sold_on.isoformat(),
            **more,
        )
        for place, each in enumerate(rows)
    ]


def bid_rows(bids: list[naive_bids.Bid]) -> list[dict[str, object]]:
    return [
        bid(
            bid=f"B{place}",
            limit=str(each.limit),
            value=str(each.price),
            **{"from": each.first.isoformat(), "to": each.last.isoformat()},
        )
        for place, each in enumerate(bids)
    ]


@settings(max_examples=60)
@given(BIDS, CLAIMS, SALES, BOXES, st.integers(0, 20), st.integers(0, 2))
def test_every_claim_gets_what_the_slips_say(
    bids: list[naive_bids.Bid],
    rows: list[naive_bids.Claim],
    sales: list[tuple[date, int]],
    boxes: list[tuple[date, int, int]],
    share: int,
    spare: int,
):
    rows = sorted((each._replace(bid=each.bid % len(bids)) for each in rows), key=lambda each: each.on)
    policy = bids_policy("price: first-in-first-out", f"sell_through: {{share: {share}%, units: {spare}}}")
    run = claims(
        policy,
        bids=bid_rows(bids),
        bid_claims=claimed_rows(rows, len(bids)),
        sell_through=[sold(units, day.isoformat()) for day, units in sales],
        lines=[bought(units, price, day.isoformat()) for day, units, price in boxes],
    )
    found = [(units(each.parts, {Fate.CREDITED}), each.credit) for each in run.claims]
    assert found == naive_bids.answers(bids, rows, sales, boxes, share, spare)


@settings(max_examples=60)
@given(BIDS, CLAIMS, SALES, st.integers(0, 3_000), st.integers(0, 300))
def test_every_claimed_unit_and_every_cent_is_credited_or_refused(
    bids: list[naive_bids.Bid],
    rows: list[naive_bids.Claim],
    sales: list[tuple[date, int]],
    asked: int,
    cap: int,
):
    policy = bids_policy("sell_through: {units: 1}", f"cap: {{claim: {cap}}}", "difference: 1_000_000")
    run = claims(
        policy,
        bids=bid_rows(bids),
        bid_claims=claimed_rows(rows, len(bids), credit=str(Decimal(asked) / 100)),
        sell_through=[sold(units, day.isoformat()) for day, units in sales],
    )
    for each in run.claims:
        assert units(each.parts, {Fate.CREDITED}) + units(each.parts, REFUSED) == each.claimed_units
        assert each.credit == money(each.parts, {Fate.CREDITED})
        assert money(each.parts, set(Fate)) == each.claimed_amount
        assert each.credit <= cap


@settings(max_examples=100)
@given(MOVES, ASKED, st.integers(0, 100), st.none() | st.integers(1, 120), st.integers(5, 40))
def test_what_comes_back_is_what_the_boxes_on_the_ramp_say(
    moves: list[tuple[date, int, int]], rows: list[tuple[date, int]], share: int, oldest: int | None, listed: int
):
    rows = sorted(rows, key=lambda row: row[0])
    age = [] if oldest is None else [f"younger_than: {oldest} days"]
    run = requests(
        rotation_policy(f"share: {share}%", "price: lower", *age),
        lines=[bought(units, price, day.isoformat()) for day, units, price in moves],
        prices=[{"product": "P", "price": str(listed)}],
        rotations=[back(units, day.isoformat(), request=f"R{place}") for place, (day, units) in enumerate(rows)],
    )
    found = [(units_of(each.parts, {Stay.ALLOWED}), each.credit) for each in run.requests]
    assert found == naive_rotation.answers(moves, rows, share, oldest, listed)
    for each in run.requests:
        assert units_of(each.parts, {Stay.ALLOWED}) + units_of(each.parts, STAYING) == each.asked_units
