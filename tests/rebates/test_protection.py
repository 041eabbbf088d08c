"""Price protection over small books; every figure can be worked out in the head: a unit loses 300 on 1 April."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.decisions import Outcome
from dealerkit.rebates.protection.results import Protected
from dealerkit.rebates.protection.run import ProtectionRun
from dealerkit.rebates.protection.units import CREDITED, units
from tests.rebates.protections import bought, claimed, counted, policy_of, run, sold


def only(found: ProtectionRun) -> Protected:
    (row,) = found.rows
    return row


def codes(found: ProtectionRun) -> list[str]:
    return [each.code for each in found.problems]


def ended(row: Protected) -> tuple[str, str]:
    return row.decision.outcome.value, row.decision.code


class TestStock:
    def test_stock_on_the_day_times_the_drop(self):
        assert only(run(policy_of(), lines=[bought("2025-06-01", 100)], stock=[counted(30)])).credit == 9_000

    def test_bought_less_sold_is_the_published_case(self):
        prices = [
            {"product": "P", "price": "800", "valid_to": "2026-03-31"},
            {"product": "P", "price": "700", "valid_from": "2026-04-01"},
        ]
        tables = {"lines": [bought("2026-03-01", 100, price=800)], "sell_through": [sold("2026-03-20", 70)]}
        assert only(run(policy_of("stock: purchases"), prices=prices, **tables)).credit == 3_000

    def test_a_later_count_is_brought_back_to_the_day_of_the_cut(self):
        # 20 on 6 April, 7 sold and 2 bought from 1 to 5 April: 20 + 7 − 2 = 25. What is sold on the 6th comes later.
        row = only(
            run(
                policy_of("stock: {from: count, within: 10 days}"),
                lines=[bought("2026-03-01", 60), bought("2026-04-05", 2)],
                stock=[counted(20, "2026-04-06")],
                sell_through=[
                    sold("2026-03-31", 9),
                    sold("2026-04-01", 4),
                    sold("2026-04-05", 3),
                    sold("2026-04-06", 1),
                ],
            )
        )
        assert (row.case.stock.quantity, row.credit) == (25, 7_500)

    def test_the_first_count_in_time_is_the_one_that_counts(self):
        counts = [counted(20, "2026-04-03"), counted(5, "2026-04-02")]
        tables = {"lines": [bought("2026-03-01", 60)], "sell_through": [sold("2026-01-01", 1)]}
        assert only(run(policy_of("stock: {from: count, within: 2 days}"), stock=counts, **tables)).credit == 1_500

    def test_a_later_count_without_any_report_of_sales_says_nothing(self):
        found = run(
            policy_of("stock: {from: count, within: 7 days}"),
            lines=[bought("2026-03-01", 60)],
            stock=[counted(20, "2026-04-03")],
        )
        row = only(found)
        assert ended(row) == ("undetermined", "DK387")
        assert row.decision.missing == ("sell_through",)

    def test_no_count_may_be_stated_to_refuse(self):
        policy = policy_of("stock: {from: count, if_missing: refuse}", "claim: 30 days")
        row = only(run(policy, lines=[bought("2026-03-01", 9)], stock=[], price_claims=[claimed(9)]))
        assert ended(row) == ("refused", "DK387")

    def test_a_count_below_zero_is_a_finding_and_decides_nothing(self):
        found = run(policy_of(), lines=[bought("2026-03-01", 9)], stock=[counted(-1)])
        assert ended(only(found)) == ("undetermined", "DK380")
        assert codes(found) == ["DK380"]
        assert found.problems[0].at is not None
        assert found.problems[0].at.file == "stock"

    def test_more_sold_than_bought_is_a_stock_below_zero(self):
        found = run(
            policy_of("stock: purchases"), lines=[bought("2026-03-01", 9)], sell_through=[sold("2026-03-02", 10)]
        )
        assert ended(only(found)) == ("undetermined", "DK380")

    def test_units_that_were_never_bought_are_listed_and_not_credited(self):
        found = run(policy_of(), lines=[bought("2026-03-01", 5)], stock=[counted(9)])
        row = only(found)
        assert (row.credit, row.refused_units, row.refused_amount) == (1_500, 4, 1_200)
        assert codes(found) == ["DK382"]

    def test_a_dealer_without_stock_or_claim_is_not_told_of(self):
        assert (
            run(
                policy_of("stock: purchases"), lines=[bought("2026-03-01", 9)], sell_through=[sold("2026-03-02", 9)]
            ).rows
            == ()
        )


class TestWindow:
    @pytest.mark.parametrize(("day", "credit"), [("2026-01-31", 3_000), ("2026-01-30", 0)])
    def test_the_first_day_of_sixty_is_31_january(self, day: str, credit: int):
        row = only(run(policy_of("window: 60 days"), lines=[bought(day, 10)], stock=[counted(10)]))
        assert row.credit == credit

    def test_three_old_units_are_refused_with_the_amount(self):
        # The handbook's dealer: 860 for three units over the period; here three of one model at 300.
        policy = policy_of("window: 60 days", "claim: 30 days")
        row = only(
            run(
                policy,
                lines=[bought("2025-12-01", 3)],
                stock=[counted(3)],
                price_claims=[claimed(3, amount="900")],
            )
        )
        assert ended(row) == ("refused", "DK385")
        assert (row.credit, row.refused_units, row.refused_amount) == (0, 3, 900)
        reason = next(each for each in row.decision.reasons if each.step == "protection-over-window")
        assert reason.rule.address == "price_protection.s.window"
        assert (reason.arg("bought_on"), reason.arg("since")) == (date(2025, 12, 1), date(2026, 1, 31))

    def test_what_is_bought_on_the_day_of_the_cut_is_bought_at_the_lower_price(self):
        found = run(policy_of(), lines=[bought("2026-04-01", 10, price=1_700)], stock=[counted(10)])
        assert only(found).credit == 0
        assert codes(found) == ["DK382"]

    def test_working_days_are_counted_by_the_calendar(self):
        # Back from 1 April 2026, five working days: 31, 30, 27, 26, 25 March.
        policy = policy_of("window: 5 working days")
        tables = {"lines": [bought("2026-03-24", 4), bought("2026-03-25", 3)], "stock": [counted(7)]}
        assert only(run(policy, **tables)).credit == 900


class TestDrop:
    def test_a_drop_of_exactly_the_minimum_is_protected(self):
        tables = {"lines": [bought("2026-03-01", 1)], "stock": [counted(1)]}
        assert only(run(policy_of("drop: {minimum: 300, minimum_share: 15%}"), **tables)).credit == 300
        assert ended(only(run(policy_of("drop: {minimum: 300.01}"), **tables))) == ("refused", "DK384")
        assert ended(only(run(policy_of("drop: {minimum_share: 15.01%}"), **tables))) == ("refused", "DK384")

    def test_from_the_price_paid_each_lot_has_its_own_drop(self):
        # Two bought at 1,900 lose 200 each; three at 1,650 lose nothing.
        row = only(
            run(
                policy_of("drop: {from: price-paid}"),
                lines=[bought("2026-03-01", 2, price=1_900), bought("2026-03-02", 3, price=1_650)],
                stock=[counted(5)],
            )
        )
        assert row.credit == 400

    def test_a_lot_without_a_price_leaves_the_amount_open(self):
        line = {"date": "2026-03-01", "dealer": "D", "product": "P", "quantity": "2"}
        row = only(run(policy_of("drop: {from: price-paid}"), lines=[line], stock=[counted(2)]))
        assert ended(row) == ("undetermined", "DK003")
        assert row.decision.missing == ("line.unit_price",)

    def test_a_price_paid_in_another_currency_is_no_price(self):
        line = bought("2026-03-01", 2, currency="USD")
        assert ended(only(run(policy_of("drop: {from: price-paid}"), lines=[line], stock=[counted(2)])))[1] == "DK003"


class TestPriceList:
    TABLES = {"lines": [bought("2026-03-01", 2)], "stock": [counted(2)]}  # noqa: RUF012 - only read

    def test_a_hole_before_a_lower_price_is_a_finding_and_decides_nothing(self):
        prices = [
            {"product": "P", "price": "2000", "valid_to": "2026-03-20"},
            {"product": "P", "price": "1700", "valid_from": "2026-04-01"},
        ]
        found = run(policy_of(), prices=prices, **self.TABLES)
        assert ended(only(found)) == ("undetermined", "DK379")
        assert [(each.code, each.arg("first"), each.arg("last")) for each in found.problems] == [
            ("DK379", date(2026, 3, 21), date(2026, 3, 31))
        ]

    def test_a_hole_on_days_that_no_scheme_protects_is_none_of_its_business(self):
        prices = [
            {"product": "P", "price": "2000", "valid_to": "2024-03-20"},
            {"product": "P", "price": "1700", "valid_from": "2024-04-01"},
        ]
        assert codes(run(policy_of(), prices=prices, **self.TABLES)) == []

    def test_a_rise_is_no_cut(self):
        prices = [
            {"product": "P", "price": "1700", "valid_to": "2026-03-31"},
            {"product": "P", "price": "2000", "valid_from": "2026-04-01"},
        ]
        assert run(policy_of(), prices=prices, **self.TABLES).rows == ()

    def test_a_dealers_own_prices_come_before_the_list(self):
        own = [
            {"product": "P", "customer": "D", "price": "1800", "valid_to": "2026-03-31"},
            {"product": "P", "customer": "D", "price": "1750", "valid_from": "2026-04-01"},
        ]
        general = [
            {"product": "P", "price": "2000", "valid_to": "2026-03-31"},
            {"product": "P", "price": "1700", "valid_from": "2026-04-01"},
        ]
        assert only(run(policy_of(), prices=[*general, *own], **self.TABLES)).credit == 100

    def test_another_level_has_other_cuts(self):
        assert run(policy_of("level: gold"), **self.TABLES).rows == ()

    def test_a_price_in_another_currency_is_not_compared(self):
        prices = [
            {"product": "P", "price": "2000", "valid_to": "2026-03-31", "currency": "CNY"},
            {"product": "P", "price": "240", "valid_from": "2026-04-01", "currency": "USD"},
        ]
        found = run(policy_of(), prices=prices, **self.TABLES)
        assert (found.rows, codes(found)) == ((), ["DK351"])

    def test_a_cut_outside_the_scheme_or_after_the_day_is_not_protected(self):
        assert run(policy_of("effective: 2026-05-01.."), **self.TABLES).rows == ()
        assert run(policy_of(), date(2026, 3, 31), **self.TABLES).rows == ()


class TestClaims:
    TABLES = {"lines": [bought("2026-03-01", 10)], "stock": [counted(10)]}  # noqa: RUF012 - only read

    def test_only_what_is_claimed_is_credited(self):
        row = only(run(policy_of("claim: 30 days"), price_claims=[claimed(4)], **self.TABLES))
        assert (row.credit, row.refused_units, row.decision.value("unclaimed")) == (1_200, 0, 6)

    def test_a_claim_larger_than_the_stock_is_a_finding(self):
        found = run(policy_of("claim: 30 days"), price_claims=[claimed(12)], **self.TABLES)
        assert (only(found).credit, only(found).refused_units) == (3_000, 2)
        assert codes(found) == ["DK381"]

    def test_who_does_not_claim_gets_no_row(self):
        assert run(policy_of("claim: 30 days"), price_claims=[], **self.TABLES).rows == ()

    @pytest.mark.parametrize(("day", "credit"), [("2026-05-01", 3_000), ("2026-05-02", 0)])
    def test_thirty_days_end_on_the_first_of_may(self, day: str, credit: int):
        assert only(run(policy_of("claim: 30 days"), price_claims=[claimed(10, day)], **self.TABLES)).credit == credit

    def test_a_claim_belongs_to_the_latest_cut_before_it(self):
        prices = [
            {"product": "P", "price": "2000", "valid_to": "2026-03-31"},
            {"product": "P", "price": "1700", "valid_from": "2026-04-01", "valid_to": "2026-04-05"},
            {"product": "P", "price": "1600", "valid_from": "2026-04-06"},
        ]
        tables = {"lines": [bought("2026-03-01", 10)], "stock": [counted(10), counted(10, "2026-04-06")]}
        found = run(policy_of("claim: 30 days"), prices=prices, price_claims=[claimed(10)], **tables)
        assert [(row.case.cut.on, row.credit) for row in found.rows if row.claim] == [(date(2026, 4, 6), 1_000)]

    @pytest.mark.parametrize(
        "cells",
        [{"cut_on": "2026-04-02"}, {"day": "2026-03-31"}, {"product": "Q"}],
        ids=["no cut", "before", "other product"],
    )
    def test_a_claim_that_belongs_to_no_cut_is_told_of(self, cells: dict[str, str]):
        found = run(policy_of("claim: 30 days"), price_claims=[claimed(1, **cells)], **self.TABLES)
        assert (found.rows, codes(found)) == ((), ["DK389"])

    def test_a_time_that_the_calendar_does_not_reach_leaves_the_decision_open(self):
        policy = policy_of("claim: 500 working days")
        found = run(policy, price_claims=[claimed(1)], **self.TABLES)
        assert ended(only(found)) == ("undetermined", "DK368")
        assert codes(found) == ["DK368"]

    def test_without_a_rule_on_claims_all_stock_is_credited_whoever_asks(self):
        assert only(run(policy_of(), price_claims=[claimed(1)], **self.TABLES)).credit == 3_000


class TestProof:
    TABLES = {"lines": [bought("2026-03-01", 10)]}  # noqa: RUF012 - only read

    def test_missing_proof_refuses_or_leaves_open_as_the_scheme_says(self):
        for word, outcome in (("refuse", "refused"), ("undetermined", "undetermined")):
            row = only(run(policy_of(f"proof: {{if_missing: {word}}}"), stock=[counted(10)], **self.TABLES))
            assert ended(row) == (outcome, "DK386")

    def test_a_document_named_by_the_count_proves_it(self):
        row = only(run(policy_of("proof: {if_missing: refuse}"), stock=[counted(10, proof="PD-1")], **self.TABLES))
        assert row.credit == 3_000


class TestCaps:
    def test_a_claim_and_a_dealer_are_capped_earlier_cuts_first(self):
        # 10 × 300 = 3,000, at most 2,500 a cut; the second cut gives 10 × 100 = 1,000, 500 is left of 3,000.
        prices = [
            {"product": "P", "price": "2000", "valid_to": "2026-03-31"},
            {"product": "P", "price": "1700", "valid_from": "2026-04-01", "valid_to": "2026-05-31"},
            {"product": "P", "price": "1600", "valid_from": "2026-06-01"},
        ]
        tables = {"lines": [bought("2026-03-01", 10)], "stock": [counted(10), counted(10, "2026-06-01")]}
        found = run(policy_of("cap: {claim: 2_500, dealer: 3_000}"), prices=prices, **tables)
        assert [row.credit for row in found.rows] == [2_500, 500]

    def test_each_dealer_has_a_cap_of_his_own(self):
        lines = [bought("2026-03-01", 10), bought("2026-03-01", 10, "E")]
        counts = [counted(10), counted(10, dealer="E")]
        found = run(policy_of("cap: {dealer: 2_000}"), lines=lines, stock=counts)
        assert [row.credit for row in found.rows] == [2_000, 2_000]


class TestPromises:
    SCHEME = ("window: 60 days", "promises: {manager: {window: 90 days, payout: 2_000}, director: {window: any}}")
    # 1 April − 90 days is 1 January.
    TABLES = {  # noqa: RUF012 - only read
        "lines": [bought("2025-12-31", 5), bought("2026-01-01", 5), bought("2026-02-15", 5)],
        "stock": [counted(15)],
    }

    def promised(self, **cells: object) -> ProtectionRun:
        promise = {"promise": "V1", "date": "2026-03-01", "dealer": "D", **cells}
        return run(policy_of(*self.SCHEME), promises=[promise], **self.TABLES)

    def test_without_a_promise_the_window_holds(self):
        assert only(run(policy_of(*self.SCHEME), **self.TABLES)).credit == 1_500

    def test_a_promise_within_authority_is_kept(self):
        row = only(self.promised(role="manager", days="90"))
        assert (row.credit, row.refused_units) == (3_000, 5)
        assert "price_protection.s.promises.manager" in row.decision.because

    def test_a_promise_adds_at_most_what_its_author_may_give(self):
        lines = [bought("2026-01-01", 10)]
        promise = {"promise": "V1", "date": "2026-03-01", "dealer": "D", "role": "manager", "days": "90"}
        row = only(run(policy_of(*self.SCHEME), promises=[promise], lines=lines, stock=[counted(10)]))
        assert row.credit == 2_000

    @pytest.mark.parametrize(
        "cells",
        [
            {"role": "manager", "days": "91"},
            {"role": "manager"},
            {"role": "manager", "days": "90", "amount": "2000.01"},
            {"role": "clerk", "days": "61"},
            {"days": "61"},
        ],
        ids=["a day too long", "without limit", "too much money", "no authority", "no role"],
    )
    def test_a_promise_beyond_authority_is_a_finding_and_changes_nothing(self, cells: dict[str, object]):
        found = self.promised(**cells)
        assert only(found).credit == 1_500
        assert codes(found) == ["DK383"]
        assert [each.step for each in only(found).decision.tried] == ["protection-promise-beyond"]

    def test_a_promise_of_no_more_than_the_scheme_needs_no_authority(self):
        assert codes(self.promised(role="clerk", days="60")) == []

    def test_who_may_promise_anything_may(self):
        assert only(self.promised(role="director")).credit == 4_500

    def test_the_role_is_the_authors_where_the_promise_names_none(self):
        promise = {"promise": "V1", "date": "2026-03-01", "dealer": "D", "author": "E1"}
        found = run(
            policy_of(*self.SCHEME),
            promises=[promise],
            employees=[{"employee": "E1", "role": "director"}],
            **self.TABLES,
        )
        assert only(found).credit == 4_500

    @pytest.mark.parametrize(
        "cells",
        [{"until": "2026-03-31"}, {"product": "Q"}, {"dealer": "E"}, {"subject": "display"}, {"date": "2026-07-01"}],
        ids=["ended", "other product", "other dealer", "other subject", "made later"],
    )
    def test_a_promise_about_something_else_is_not_asked(self, cells: dict[str, object]):
        assert only(self.promised(**{"role": "director", **cells})).credit == 1_500


class TestSerials:
    SERIALS = (
        {"serial": "NEW", "product": "P", "dealer": "D", "bought_on": "2026-03-01"},
        {"serial": "OLD", "product": "P", "dealer": "D", "bought_on": "2026-01-30"},
        {"serial": "GONE", "product": "P", "dealer": "D", "bought_on": "2026-03-01", "left_on": "2026-03-31"},
        {"serial": "SOLD", "product": "P", "dealer": "D", "bought_on": "2026-03-01"},
        {"serial": "THEIRS", "product": "P", "dealer": "E", "bought_on": "2026-03-01"},
        {"serial": "AFTER", "product": "P", "dealer": "D", "bought_on": "2026-04-02"},
    )
    SCHEME = ("units: serials", "stock: purchases", "window: 60 days")
    SALES = (sold("2026-03-15", 1, serial="SOLD"),)

    def test_units_on_the_register_that_have_not_left_are_the_stock(self):
        found = run(policy_of(*self.SCHEME), serials=self.SERIALS, sell_through=self.SALES)
        assert [(row.case.dealer, row.credit, row.refused_units) for row in found.rows] == [
            ("D", 300, 1),
            ("E", 300, 0),
        ]

    def test_a_claim_below_zero_takes_nothing_from_the_dealer(self):
        policy = policy_of("stock: count", "claim: 30 days")
        row = only(run(policy, lines=[bought("2026-03-01", 10)], stock=[counted(10)], price_claims=[claimed(-6)]))
        assert (row.credit, ended(row), row.decision.value("unclaimed")) == (0, ("refused", "DK385"), 10)

    def test_where_units_are_lots_claimed_serial_numbers_are_counted(self):
        claims = [claimed(1, serial=serial) for serial in ("S1", "S2")]
        policy = policy_of("stock: count", "claim: 30 days")
        row = only(run(policy, lines=[bought("2026-03-01", 5)], stock=[counted(5)], price_claims=claims))
        assert (row.credit, row.refused_units, row.decision.value("unclaimed")) == (600, 0, 3)

    def test_what_a_customer_brought_back_before_the_cut_is_there_again(self):
        for back, protected in (("2026-03-20", 2), ("2026-04-01", 1)):
            sales = (*self.SALES, sold(back, -1, serial="SOLD"))
            found = run(policy_of(*self.SCHEME), serials=self.SERIALS, sell_through=sales)
            assert [units(row.parts, CREDITED) for row in found.rows if row.case.dealer == "D"] == [protected]

    def test_a_sale_before_the_dealer_bought_it_again_does_not_take_it_away(self):
        earlier = sold("2026-02-01", 1, serial="NEW")
        found = run(policy_of(*self.SCHEME), serials=self.SERIALS, sell_through=(*self.SALES, earlier))
        assert [units(row.parts, CREDITED) for row in found.rows if row.case.dealer == "D"] == [1]

    def test_each_claimed_serial_number_gets_its_own_answer(self):
        serials = ("NEW", "OLD", "GONE", "SOLD", "THEIRS", "AFTER", "NEVER")
        claims = [
            {"claim": "K1", "date": "2026-04-10", "dealer": "D", "product": "P", "serial": serial} for serial in serials
        ]
        found = run(
            policy_of(*self.SCHEME, "claim: 30 days"),
            serials=self.SERIALS,
            sell_through=self.SALES,
            price_claims=claims,
        )
        assert {part.serial: part.fate.value for part in only(found).parts} == {
            "NEW": "protected",
            "OLD": "over-window",
            "GONE": "left-before",
            "SOLD": "left-before",
            "THEIRS": "other-dealer",
            "AFTER": "bought-after",
            "NEVER": "unknown-serial",
        }
        assert codes(found) == ["DK381"]

    def test_units_that_are_not_claimed_by_number_are_not_credited(self):
        claims = [{"claim": "K1", "date": "2026-04-10", "dealer": "D", "product": "P", "serial": "OLD"}]
        policy = policy_of(*self.SCHEME, "claim: 30 days")
        row = only(run(policy, serials=self.SERIALS, sell_through=self.SALES, price_claims=claims))
        assert (row.credit, row.refused_units, row.decision.value("unclaimed")) == (0, 1, 1)


class TestCondition:
    TABLES = {  # noqa: RUF012 - only read
        "lines": [bought("2026-03-01", 2)],
        "stock": [counted(2)],
        "price_claims": [claimed(2)],
    }

    def test_facts_are_read_on_the_day_of_the_cut(self):
        customers = [
            {"customer": "D", "status": "active", "valid_to": "2026-04-01"},
            {"customer": "D", "status": "inactive", "valid_from": "2026-04-02"},
        ]
        row = only(run(policy_of('where: dealer.status == "active"'), customers=customers, **self.TABLES))
        assert row.credit == 600

    def test_a_missing_fact_leaves_open_refuses_or_is_assumed(self):
        customers = [{"customer": "X", "status": "active"}]
        where = 'where: {when: dealer.status == "active", if_missing: WORD}'
        outcomes = {"undetermined": "DK003", "refuse": "DK336", "false": "DK330", "true": ""}
        for word, code in outcomes.items():
            row = only(run(policy_of(where.replace("WORD", word)), customers=customers, **self.TABLES))
            assert row.decision.code == code

    def test_a_dealer_who_is_not_covered_and_claims_is_answered(self):
        customers = [{"customer": "D", "status": "inactive"}]
        row = only(run(policy_of('where: dealer.status == "active"'), customers=customers, **self.TABLES))
        assert ended(row) == ("refused", "DK330")


class TestTwoSchemes:
    def test_units_that_two_schemes_take_are_credited_by_neither(self):
        from tests.rebates.protections import loaded

        policy, problems = loaded(
            'a: {where: dealer.status == "active", stock: count}\nb: {where: dealer.class == "A", stock: count}'
        )
        assert policy is not None, problems
        found = run(
            policy,
            customers=[{"customer": "D", "status": "active", "class": "A"}],
            lines=[bought("2026-03-01", 2)],
            stock=[counted(2)],
        )
        assert [ended(row) for row in found.rows] == [("undetermined", "DK376")] * 2
        assert set(codes(found)) == {"DK376"}
        assert found.credit == 0


class TestTheLibrary:
    def test_what_the_book_lacks_is_said(self):
        assert {"DK802"} == set(codes(run(policy_of("claim: 30 days"), lines=[bought("2026-03-01", 2)])))

    def test_an_ordinary_decimal_context_of_the_caller_changes_nothing(self):
        from decimal import localcontext

        with localcontext() as context:
            context.prec = 2
            row = only(run(policy_of(), lines=[bought("2026-03-01", "1234.5")], stock=[counted("1234.5")]))
        assert row.credit == 370_350
        assert row.decision.outcome is Outcome.GRANTED
