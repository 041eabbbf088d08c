from __future__ import annotations

from datetime import date

from dealerkit.rebates.settlement import settle
from dealerkit.rebates.statement import Statement, statement
from tests.rebates.histories import QUARTERLY, book_of, line, policy_of

POLICY = policy_of(QUARTERLY)
MARCH, MAY = date(2026, 3, 31), date(2026, 5, 15)
CUSTOMERS = ({"customer": "A", "kind": "dealer", "name": "南京创源"}, {"customer": "B", "kind": "dealer"})
LINES = (line("2026-02-01", 5000), line("2026-05-01", 4000), line("2026-05-01", 100, "B"))


def of(payee: str, as_of: date = MAY) -> Statement:
    paid = settle(POLICY, book_of(LINES, tables={"customers": CUSTOMERS}), MARCH).proposals
    return statement(POLICY, book_of(LINES, paid, tables={"customers": CUSTOMERS}), payee, as_of)


def test_it_is_about_one_payee_by_name():
    found = of("A")
    assert found.payee_name == "南京创源"
    assert {each.row.payee for each in found.entries} == {"A"}


def test_it_tells_what_was_paid_before_and_what_is_paid_now():
    found = of("A", date(2026, 6, 30))
    assert (found.paid_before, found.paid_now, found.carried) == (100, 40, 0)
    assert [[each.net for each in entry.postings] for entry in found.entries] == [[100], []]
    assert [[each.net for each in entry.proposals] for entry in found.entries] == [[], [40]]


def test_the_next_band_says_how_far_it_is_and_what_it_brings():
    # 4,000 of 5,000; at 5,000 the two per cent bring 100.00.
    following = of("A").entries[1].next_band
    assert following is not None
    assert (following.base, following.distance, following.rate, following.earns) == (5000, 1000, following.rate, 100)
    assert following.rule.address == "rebates.volume.bands[5000]"


def test_below_the_first_band_the_first_is_the_next():
    following = of("B").entries[0].next_band
    assert following is not None
    assert following.distance == 900


def test_at_the_top_there_is_no_next_band():
    assert of("A").entries[0].next_band is None


def test_a_bound_that_must_be_passed_is_reached_one_cent_above():
    policy = policy_of(QUARTERLY.replace("at: 5_000", "above: 5_000"))
    (entry,) = statement(policy, book_of([line("2026-02-01", 5000)]), "A", MARCH).entries
    assert entry.next_band is not None
    # 5,000.01 at 2 % is 100.0002.
    assert (entry.next_band.distance, entry.next_band.earns) == (0, 100)


def test_who_never_bought_has_an_empty_statement():
    assert statement(POLICY, book_of(LINES), "X", MAY).entries == ()


def test_counted_units_are_whole():
    policy = policy_of(
        QUARTERLY.replace("net_amount", "quantity")
        .replace("method: retrospective", "method: incremental")
        .replace("kind: percent", "kind: per-unit")
        .replace("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at_unit: 1, pay: 10}, {at_unit: 11, pay: 20}]")
    )
    (entry,) = statement(policy, book_of([line("2026-02-01", 1, quantity=8)]), "A", MARCH).entries
    assert entry.next_band is not None
    # Ten units at 10 and the eleventh at 20.
    assert (entry.next_band.base, entry.next_band.distance, entry.next_band.earns) == (11, 3, 120)
