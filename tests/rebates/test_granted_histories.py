"""Whole histories of claims, late reports, returns and runs: nothing is ever paid twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.rebates.bids.run import honour
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.rotation.run import rotate
from tests.rebates.granted import back, bid, bids_policy, book_of, bought, claim, rotation_policy, sold

RULES = ("carry-forward", "invoice", "floor")
BIDDING = {
    rule: bids_policy("sell_through: {share: 10%, units: 1}", "price: first-in-first-out", negative=rule)
    for rule in RULES
}
ROTATING = {rule: rotation_policy("times: 2", "price: bought", negative=rule) for rule in RULES}

DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))
LATE = st.integers(0, 60)
CLAIMS = st.lists(st.tuples(DAYS, LATE, st.integers(1, 9), st.sampled_from("AB"), st.sampled_from("KLM")), max_size=6)
SALES = st.lists(st.tuples(DAYS, LATE, st.integers(-5, 9).filter(bool), st.sampled_from("AB")), max_size=6)
LINES = st.lists(
    st.tuples(
        st.dates(date(2025, 10, 1), date(2026, 6, 30)),
        LATE,
        st.integers(-4, 30).filter(bool),
        st.integers(70, 130),
        st.sampled_from("AB"),
    ),
    max_size=6,
)
RUNS = st.lists(st.dates(date(2026, 1, 1), date(2026, 9, 30)), min_size=1, max_size=5).map(sorted)
END = date(2026, 12, 31)
Tables = dict[str, list[dict[str, object]]]


def recorded(day: date, late: int) -> str:
    return (day + timedelta(days=late)).isoformat()


def lines_of(rows: list[tuple[date, int, int, int, str]]) -> list[dict[str, object]]:
    return [
        bought(units, price, day.isoformat(), dealer=dealer, tax_rate="0.13", recorded_at=recorded(day, late))
        for day, late, units, price, dealer in rows
    ]


def bidding(
    claims: list[tuple[date, int, int, str, str]],
    sales: list[tuple[date, int, int, str]],
    lines: list[tuple[date, int, int, int, str]],
) -> Tables:
    return {
        "bids": [bid(bid=f"B{dealer}", dealer=dealer, limit="20", value="90") for dealer in "AB"],
        "bid_claims": [
            claim(
                units,
                day.isoformat(),
                claim=label,
                line_no=str(place),
                dealer=dealer,
                bid=f"B{dealer}",
                recorded_at=recorded(day, late),
            )
            for place, (day, late, units, dealer, label) in enumerate(claims)
        ],
        "sell_through": [
            sold(units, day.isoformat(), dealer=dealer, recorded_at=recorded(day, late))
            for day, late, units, dealer in sales
        ],
        "lines": lines_of(lines),
    }


def rotating(asked: list[tuple[date, int, int, str, str]], lines: list[tuple[date, int, int, int, str]]) -> Tables:
    rows = [
        back(
            units,
            day.isoformat(),
            request=label,
            line_no=str(place),
            dealer=dealer,
            recorded_at=recorded(day, late),
        )
        for place, (day, late, units, dealer, label) in enumerate(asked)
    ]
    return {"rotations": rows, "lines": lines_of(lines)}


Run = Callable[[Tables, list[Posting], date], tuple[Posting, ...]]


def honoured(rule: str) -> Run:
    return lambda tables, ledger, today: honour(BIDDING[rule], book_of(tables, ledger, today), today).credits.proposals


def rotated(rule: str) -> Run:
    return lambda tables, ledger, today: rotate(ROTATING[rule], book_of(tables, ledger, today), today).credits.proposals


def told(run: Run, tables: Tables, days: list[date]) -> list[Posting]:
    """The ledger after runs on these days, each of them run twice."""
    ledger: list[Posting] = []
    for today in days:
        ledger += run(tables, ledger, today)
        assert run(tables, ledger, today) == ()
    assert len({each.id for each in ledger}) == len(ledger)
    return ledger


@pytest.mark.parametrize("rule", RULES)
class TestNothingIsPaidTwice:
    @settings(max_examples=25)
    @given(claims=CLAIMS, sales=SALES, lines=LINES, days=RUNS)
    def test_a_second_run_over_the_same_claims_proposes_nothing(
        self,
        rule: str,
        claims: list[tuple[date, int, int, str, str]],
        sales: list[tuple[date, int, int, str]],
        lines: list[tuple[date, int, int, int, str]],
        days: list[date],
    ):
        told(honoured(rule), bidding(claims, sales, lines), days)

    @settings(max_examples=25)
    @given(asked=CLAIMS, lines=LINES, days=RUNS)
    def test_a_second_run_over_the_same_requests_proposes_nothing(
        self,
        rule: str,
        asked: list[tuple[date, int, int, str, str]],
        lines: list[tuple[date, int, int, int, str]],
        days: list[date],
    ):
        told(rotated(rule), rotating(asked, lines), days)


class TestHowOftenItWasRunDoesNotMatter:
    @settings(max_examples=25)
    @given(claims=CLAIMS, sales=SALES, lines=LINES, days=RUNS)
    def test_claims_sum_to_what_one_run_at_the_end_pays(
        self,
        claims: list[tuple[date, int, int, str, str]],
        sales: list[tuple[date, int, int, str]],
        lines: list[tuple[date, int, int, int, str]],
        days: list[date],
    ):
        tables = bidding(claims, sales, lines)
        # What cannot be told at the end stays as it was posted; with all purchases known there is no such thing.
        tables["lines"] += lines_of([(date(2025, 10, 1), 0, 999, 100, dealer) for dealer in "AB"])
        run = honoured("invoice")
        many, once = told(run, tables, [*days, END]), run(tables, [], END)
        assert sums(many) == sums(list(once))

    @settings(max_examples=25)
    @given(asked=CLAIMS, lines=LINES, days=RUNS)
    def test_requests_sum_to_what_one_run_at_the_end_pays(
        self,
        asked: list[tuple[date, int, int, str, str]],
        lines: list[tuple[date, int, int, int, str]],
        days: list[date],
    ):
        tables = rotating(asked, lines)
        run = rotated("invoice")
        assert sums(told(run, tables, [*days, END])) == sums(list(run(tables, [], END)))


def sums(postings: list[Posting]) -> dict[tuple[str, str], tuple[object, object]]:
    """Net and tax by payee and claim, without those that come to nothing."""
    found: dict[tuple[str, str], tuple[object, object]] = {}
    for account in {each.account for each in postings}:
        own = [each for each in postings if each.account == account]
        net, tax = sum(each.net for each in own), sum(each.tax for each in own)
        if net or tax:
            found[account.payee, account.period] = (net, tax)
    return found
