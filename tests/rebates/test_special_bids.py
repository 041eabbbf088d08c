"""Special bids over small books; a unit cost 100 and the bid goes down to 80, so a unit is worth 20."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from dealerkit.policy.loading import load_texts
from dealerkit.rebates.bids.checks import check_bids
from dealerkit.rebates.bids.results import Claimed, Fate
from dealerkit.rebates.bids.run import BidRun, honour
from dealerkit.rebates.bids.scheme import bid_schemes
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.rebates.settlement import settle
from tests.rebates.granted import HEAD, SECTIONS, bid, bids_policy, book_of, bought, claim, claims, loaded, sold
from tests.rebates.histories import SECTION


def only(run: BidRun) -> Claimed:
    (found,) = run.claims
    return found


def fates(found: Claimed) -> list[tuple[Fate, int]]:
    return [(part.fate, int(part.quantity)) for part in found.parts]


def codes(run: BidRun) -> list[str]:
    return [each.code for each in run.problems]


def posted(net: object, **more: object) -> Posting:
    from decimal import Decimal

    account = Account("special_bids.s", "D", str(more.get("period", "K")))
    return Posting(account, "settlement", 1, Decimal(str(net)), Decimal(0), "CNY", date(2026, 4, 1))


class TestWhatIsAskedOfARow:
    @pytest.mark.parametrize(
        ("row", "fate"),
        [
            ({"bid": "X"}, Fate.UNKNOWN),
            ({"dealer": "E"}, Fate.DEALER),
            ({"product": "Q"}, Fate.PRODUCT),
            ({"sold_on": "2025-12-31"}, Fate.OUTSIDE),
            ({"sold_on": "2026-03-11"}, Fate.AHEAD),
            ({"currency": "USD"}, Fate.CURRENCY),
            ({"quantity": "-3"}, Fate.NOTHING),
        ],
    )
    def test_a_row_that_is_not_under_the_bid_is_refused_whole(self, row: dict[str, object], fate: Fate):
        found = only(claims(bids_policy(), bid_claims=[claim(3) | row]))
        assert [part.fate for part in found.parts] == [fate]
        assert (found.decision.code, found.credit) == ("DK473", 0)

    @pytest.mark.parametrize(("status", "credit"), [("requested", 0), ("withdrawn", 0), ("approved", 60), ("", 60)])
    def test_only_an_approved_bid_counts(self, status: str, credit: int):
        found = only(claims(bids_policy(), bids=[bid(status=status)], bid_claims=[claim(3)]))
        assert found.credit == credit

    def test_a_bid_of_another_method_is_told_of(self):
        run = claims(bids_policy("methods: [down-by]"), bid_claims=[claim(3)])
        assert fates(only(run)) == [(Fate.DISHONOURED, 3)]
        assert codes(run) == ["DK476"]

    def test_more_than_the_whole_price_is_told_of(self):
        policy = bids_policy("methods: [percent]", "percent_of: book")
        run = claims(policy, bids=[bid(method="percent", value="10")], bid_claims=[claim(3)])
        assert (codes(run), only(run).credit) == (["DK476"], 0)

    @pytest.mark.parametrize(("last", "credit"), [("2026-03-31", 60), ("2026-04-01", 0)])
    def test_a_bid_of_a_month_from_1_march_ends_with_31_march(self, last: str, credit: int):
        bids = [bid(**{"from": "2026-03-01", "to": last})]
        assert only(claims(bids_policy("longest: 1 month"), bids=bids, bid_claims=[claim(3)])).credit == credit

    @pytest.mark.parametrize(("day", "credit"), [("2026-03-31", 60), ("2026-04-01", 0)])
    def test_thirty_days_after_1_march_is_31_march(self, day: str, credit: int):
        policy = bids_policy("claim: 30 days")
        assert only(claims(policy, bid_claims=[claim(3, day, sold_on="2026-03-01")])).credit == credit

    def test_the_time_may_be_counted_from_the_end_of_the_bid(self):
        bids = [bid(to="2026-03-31")]
        policy = bids_policy("claim: {within: 20 days, after: bid}")
        rows = [claim(3, "2026-04-20", sold_on="2026-01-05")]
        assert only(claims(policy, bids=bids, bid_claims=rows)).credit == 60

    def test_a_missing_proof_may_leave_it_open(self):
        found = only(claims(bids_policy("proof: {if_missing: undetermined}"), bid_claims=[claim(3)]))
        assert (found.decision.outcome.value, found.decision.missing) == ("undetermined", ("bid_claims.proof",))

    def test_a_condition_sees_the_dealer_on_the_day_of_the_sale(self):
        policy = bids_policy('where: dealer.status == "active"')
        customers = [
            {"customer": "D", "status": "active", "valid_to": "2026-03-05"},
            {"customer": "D", "status": "closed", "valid_from": "2026-03-06"},
        ]
        rows = [claim(1, claim="K1", sold_on="2026-03-05"), claim(1, claim="K2", sold_on="2026-03-06")]
        run = claims(policy, customers=customers, bid_claims=rows)
        assert [each.credit for each in run.claims] == [20, 0]

    def test_a_fact_that_is_missing_leaves_it_open(self):
        found = only(claims(bids_policy('where: dealer.status == "active"'), bid_claims=[claim(1)]))
        assert (found.decision.code, found.credit) == ("DK003", None)

    @pytest.mark.parametrize(("word", "credit"), [("refuse", 0), ("true", 20), ("false", 0)])
    def test_a_missing_fact_may_be_answered_by_the_scheme(self, word: str, credit: int):
        policy = bids_policy(f'where: {{when: dealer.status == "active", if_missing: {word}}}')
        assert only(claims(policy, bid_claims=[claim(1)])).credit == credit

    def test_a_time_beyond_the_calendar_leaves_it_open(self):
        run = claims(
            bids_policy("claim: 250 working days"), bids=[bid(to="2026-12-31")], bid_claims=[claim(1, "2026-12-01")]
        )
        assert only(run).decision.code == "DK368"
        assert codes(run) == ["DK368"]


class TestOnce:
    def test_a_document_is_credited_once_across_claims_and_bids(self):
        rows = [claim(3, claim="K1", document="S1"), claim(3, "2026-03-11", claim="K2", bid="C", document="S1")]
        run = claims(bids_policy(), bids=[bid(), bid(bid="C")], bid_claims=rows)
        assert [each.credit for each in run.claims] == [60, 0]
        assert codes(run) == ["DK477"]

    def test_a_document_that_was_refused_may_be_claimed_again(self):
        rows = [
            claim(3, claim="K1", document="S1", sold_on="2025-12-31"),
            claim(3, "2026-03-11", claim="K2", document="S1", sold_on="2026-01-01"),
        ]
        assert [each.credit for each in claims(bids_policy(), bid_claims=rows).claims] == [0, 60]

    def test_serial_numbers_tell_the_units_of_a_document_apart(self):
        rows = [claim("", line_no=str(n), document="S1", serial=serial) for n, serial in enumerate(("A", "B", "A"))]
        found = only(claims(bids_policy(), bid_claims=rows))
        assert fates(found) == [(Fate.CREDITED, 1), (Fate.CREDITED, 1), (Fate.TWICE, 1)]


class TestReports:
    def test_without_any_report_it_is_open_or_refused_as_the_scheme_says(self):
        assert only(claims(bids_policy("sell_through: {}"), bid_claims=[claim(3)])).decision.code == "DK478"
        policy = bids_policy("sell_through: {if_missing: refuse}")
        assert fates(only(claims(policy, bid_claims=[claim(3)]))) == [(Fate.UNREPORTED, 3)]

    @pytest.mark.parametrize(
        ("outlet", "units"), [("same", 4), ("if-stated", 6), ("any", 7)], ids=["same", "if-stated", "any"]
    )
    def test_whose_sale_a_report_must_be(self, outlet: str, units: int):
        policy = bids_policy(f"sell_through: {{outlet: {outlet}}}")
        reports = [sold(4, outlet="C"), sold(2), sold(1, outlet="X")]
        rows = [claim(9, end_customer="C")]
        found = only(claims(policy, bids=[bid(end_customer="C")], bid_claims=rows, sell_through=reports))
        assert found.credit == units * 20

    def test_a_report_may_have_to_name_the_document(self):
        policy = bids_policy("sell_through: {document: same}")
        reports = [sold(4, document="S1"), sold(2, document="S2")]
        assert only(claims(policy, bid_claims=[claim(9, document="S1")], sell_through=reports)).credit == 80

    def test_what_came_back_supports_no_claim(self):
        policy = bids_policy("sell_through: {}")
        reports = [sold(4), sold(-3, "2026-03-05")]
        assert only(claims(policy, bid_claims=[claim(4)], sell_through=reports)).credit == 20

    def test_a_tolerance_is_used_once_for_a_bid(self):
        policy = bids_policy("sell_through: {units: 2}")
        rows = [claim(5, claim="K1"), claim(5, "2026-03-11", claim="K2")]
        run = claims(policy, bid_claims=rows, sell_through=[sold(6)])
        assert [each.credit for each in run.claims] == [100, 60]


class TestBids:
    def test_a_bid_for_a_group_covers_what_is_below_it(self):
        tables: dict[str, list[dict[str, object]]] = {
            "product_groups": [{"group": "hardware"}, {"group": "servers", "parent": "hardware"}],
            "products": [{"product": "P", "group": "servers"}],
            "bid_claims": [claim(3)],
        }
        lines = [bid(product="", group="hardware", value="90"), bid(product="", group="servers", value="70")]
        assert only(claims(bids_policy(), bids=lines, **tables)).credit == 90

    def test_a_limit_counts_units_over_all_claims(self):
        rows = [claim(5, claim="K1"), claim(5, "2026-03-11", claim="K2")]
        run = claims(bids_policy(), bids=[bid(limit="7")], bid_claims=rows)
        assert [each.credit for each in run.claims] == [100, 40]
        assert fates(run.claims[1]) == [(Fate.BEYOND, 3), (Fate.CREDITED, 2)]

    def test_a_claim_for_a_bid_that_is_not_there_is_told_of(self):
        assert codes(claims(bids_policy(), bid_claims=[claim(3, bid="X")])) == ["DK472"]

    def test_a_bid_under_a_scheme_that_is_not_there_decides_nothing(self):
        run = claims(bids_policy(), bids=[bid(scheme="other")], bid_claims=[claim(3)])
        assert (run.claims, sorted(codes(run))) == ((), ["DK472", "DK483"])


class TestMoney:
    def test_returned_purchases_are_not_what_was_sold(self):
        # 5 bought at 90 went back; what is left are 10 at 85.
        lines = [bought(10, 85), bought(5, 90, "2026-02-01"), bought(-5, 90, "2026-02-02")]
        assert only(claims(bids_policy("price: last"), bid_claims=[claim(2)], lines=lines)).credit == 10

    def test_a_price_in_another_currency_is_not_known(self):
        lines = [bought(10, 85, currency="USD")]
        found = only(claims(bids_policy("price: average"), bid_claims=[claim(2)], lines=lines))
        assert found.decision.code == "DK474"

    def test_an_unknown_price_may_be_refused(self):
        policy = bids_policy("price: {from: last, if_missing: refuse}")
        assert fates(only(claims(policy, bid_claims=[claim(2)], lines=[]))) == [(Fate.UNPRICED, 2)]

    def test_the_caps_of_a_dealer_fill_up_in_the_order_of_the_claims(self):
        rows = [claim(2, "2026-03-11", claim="K2"), claim(2, "2026-03-10", claim="K1")]
        run = claims(bids_policy("cap: {dealer: 50}"), bid_claims=rows)
        assert [(each.claim, each.credit) for each in run.claims] == [("K1", 40), ("K2", 10)]

    def test_a_claim_never_costs_the_dealer_money(self):
        rows = [claim(2, claim="K1", amount="-5"), claim(2, "2026-03-11", claim="K2", bid="N")]
        run = claims(bids_policy(), bids=[bid(), bid(bid="N", method="down-by", value="-3")], bid_claims=rows)
        assert [each.credit for each in run.claims] == [0, 0]

    def test_units_within_the_tolerance_are_counted_off_one_after_the_other(self):
        # Nothing was reported: the first unit cost 100, the second 90.
        policy = bids_policy("price: first-in-first-out", "sell_through: {units: 1}")
        rows = [claim(1, claim="K1"), claim(1, "2026-03-11", claim="K2", bid="C")]
        lines = [bought(1, 100), bought(1, 90, "2026-02-01")]
        reports = [sold(1, dealer="E")]
        run = claims(policy, bids=[bid(), bid(bid="C")], bid_claims=rows, lines=lines, sell_through=reports)
        assert [each.credit for each in run.claims] == [20, 10]

    def test_a_difference_within_the_stated_one_is_not_told_of(self):
        policy = bids_policy("difference: 1")
        assert codes(claims(policy, bid_claims=[claim(2, amount="41")])) == []
        assert codes(claims(policy, bid_claims=[claim(2, amount="41.01")])) == ["DK475"]


class TestLedger:
    def test_tax_is_that_of_the_purchases(self):
        run = claims(bids_policy(), bid_claims=[claim(2)], lines=[bought(10, 100, tax_rate="13%")])
        (posting,) = run.credits.proposals
        assert (posting.id, posting.net, str(posting.tax)) == ("special_bids.s|D|K|settlement|1", 40, "5.20")
        assert not run.credits.without_tax

    def test_without_a_tax_rate_the_run_says_so(self):
        assert claims(bids_policy(), bid_claims=[claim(2)]).credits.without_tax

    def test_a_claim_that_was_withdrawn_is_taken_back(self):
        tables = {"bids": [bid()], "bid_claims": [claim(0)]}
        run = honour(bids_policy(negative="invoice"), book_of(tables, [posted(40)]), date(2026, 5, 1))
        assert [(each.kind, each.net) for each in run.credits.proposals] == [("adjustment", -40)]

    def test_a_posting_for_a_claim_that_is_not_there_is_told_of_and_left(self):
        tables = {"bids": [bid()], "bid_claims": [claim(2)]}
        run = honour(bids_policy(), book_of(tables, [posted(40, period="OLD")]), date(2026, 5, 1))
        assert codes(run) == ["DK484"]
        assert [each.account.period for each in run.credits.proposals] == ["K"]

    def test_a_posting_of_a_later_day_stops_its_claim(self):
        tables = {"bids": [bid()], "bid_claims": [claim(2)]}
        run = honour(bids_policy(), book_of(tables, [posted(10)]), date(2026, 3, 31))
        assert (codes(run), run.credits.proposals) == (["DK366"], ())

    def test_a_disputed_account_is_left_alone(self):
        foreign = evolve(posted(10), currency="USD")
        tables = {"bids": [bid()], "bid_claims": [claim(2), claim(1, "2026-03-11", claim="L")]}
        run = honour(bids_policy(), book_of(tables, [foreign]), date(2026, 5, 1))
        assert [each.account.period for each in run.credits.proposals] == ["L"]

    def test_a_due_day_beyond_the_calendar_is_told_of(self):
        policy, problems = loaded(
            "special_bids",
            "s:\n  price: book\n  settle: {payout: transfer, due: 300 working days, negative: floor}",
        )
        assert policy is not None, problems
        run = claims(policy, date(2026, 12, 1), bid_claims=[claim(1)])
        assert (codes(run), [each.due for each in run.credits.proposals]) == (["DK368"], [None])

    def test_without_a_ledger_the_run_says_so(self):
        run = honour(bids_policy(), book_of({"bids": [bid()], "bid_claims": [claim(2)]}, None), date(2026, 5, 1))
        assert (codes(run), run.credits.without_ledger) == (["DK370"], True)

    def test_less_than_was_posted_is_set_against_another_claim(self):
        tables = {"bids": [bid()], "bid_claims": [claim(1, claim="K"), claim(3, "2026-03-11", claim="L")]}
        run = honour(bids_policy(), book_of(tables, [posted(50)]), date(2026, 5, 1))
        assert [(each.account.period, each.net) for each in run.credits.proposals] == [("K", -30), ("L", 60)]

    def test_due_and_expiry_follow_from_the_posting(self):
        policy, problems = loaded(
            "special_bids",
            "s:\n  price: book\n  settle: {payout: transfer, due: 5 days, expires: 1 month, negative: floor}",
        )
        assert policy is not None, problems
        (posting,) = claims(policy, date(2026, 4, 1), bid_claims=[claim(1)]).credits.proposals
        assert (posting.due, posting.expires) == (date(2026, 4, 6), date(2026, 5, 1))


class TestBesideRebates:
    def test_settling_rebates_knows_the_postings_of_bids_and_leaves_them_alone(self):
        text = (
            HEAD
            + """
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
special_bids:
  s: {price: book, settle: {payout: credit-note, negative: floor}}
"""
        )
        loaded = load_texts({"policy.yaml": text.encode()}, (SECTION, *SECTIONS))
        assert loaded.policy is not None, loaded.problems
        book = book_of({"lines": [bought(100, 100)]}, [posted(40)])
        found = settle(loaded.policy, book, date(2026, 4, 1))
        assert ([each.code for each in found.problems], [each.net for each in found.proposals]) == ([], [100])


class TestChecks:
    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ("price: book", []),
            ("price: book\n  methods: [percent]", ["DK480"]),
            ("price: book\n  cap: {bid: 9, dealer: 8}", ["DK479"]),
            ("price: book\n  cap: {bid: 8, dealer: 8}", []),
            ("price: book\n  longest: 3 hours", ["DK377"]),
        ],
    )
    def test_mistakes_are_found_before_any_claim(self, lines: str, expected: list[str]):
        policy, problems = loaded("special_bids", f"s:\n  {lines}\n  settle: {{payout: transfer, negative: floor}}")
        assert policy is not None, problems
        assert [each.code for each in check_bids(bid_schemes(policy), policy)] == expected
