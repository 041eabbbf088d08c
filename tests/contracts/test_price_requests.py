"""Price requests: every one gets an answer, by the price that the customer has and who may go below it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

import dealerkit
from dealerkit.contracts.prices.asking import price_request
from dealerkit.contracts.prices.requests import PriceRequest
from dealerkit.contracts.prices.run import evaluate
from dealerkit.decisions import Outcome
from tests.contracts.contracting import book_of, codes, policy_of

DAY = date(2026, 3, 31)
POLICY = policy_of(
    """\
authority:
  discount:
    hit: unique
    rows:
      - {id: low, discount: {below: 5%}, then: {role: regional-manager}}
      - {id: high, discount: {at: 5%}, then: {role: sales-director, second: finance}}
contracts:
  prices:
    levels: [{id: wholesale}, {id: special, role: sales-director}]
    discount: discount
    below_floor: {then: refuse}
    if_no_floor: undetermined
"""
)
PRICES = [
    {"product": "P", "price": 120, "floor": 80},
    {"product": "P", "level": "wholesale", "price": 100, "floor": 80},
    {"product": "P", "level": "special", "price": 90},
]
CONTRACT = {"contract": "C1", "customer": "D1", "kind": "x", "start": "2026-01-01", "price_level": "wholesale"}
BOOK = book_of(prices=PRICES, contracts=[CONTRACT])


def asked(**more: object) -> PriceRequest:
    return PriceRequest(**{"customer": "D1", "product": "P", **more})  # type: ignore[arg-type]


class TestAnswers:
    @settings(max_examples=60)
    @given(st.integers(-100, 20_000), st.sampled_from(["D1", "D2"]))
    def test_every_price_gets_exactly_the_answer_of_its_place(self, cents: int, customer: str):
        price = Decimal(cents) / 100
        found = price_request(POLICY, BOOK, asked(customer=customer, price=price), DAY)
        has = Decimal(100) if customer == "D1" else Decimal(120)
        if price < 0:
            expected = "refused"
        elif price >= has:
            expected = "granted"
        else:
            expected = "refused" if price < 80 else "needs-signature"
        assert found.value("answer") == expected
        if expected == "needs-signature":
            roles = ("regional-manager",) if (has - price) * 100 < 5 * has else ("sales-director", "finance")
            assert found.value("signatures") == roles

    def test_it_is_a_public_name(self):
        assert dealerkit.price_request is price_request
        assert dealerkit.PriceRequest is PriceRequest

    def test_a_product_without_a_price_is_not_known_and_not_granted(self):
        found = price_request(POLICY, BOOK, asked(product="Q", price=Decimal(1)), DAY)
        assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("prices.Q",))

    def test_contracts_that_grant_different_levels_leave_it_open(self):
        other = {**CONTRACT, "contract": "C2", "price_level": "special"}
        book = book_of(prices=PRICES, contracts=[CONTRACT, other])
        found = price_request(POLICY, book, asked(price=Decimal(95)), DAY)
        assert found.missing == ("contract.price_level",)
        assert price_request(POLICY, book, asked(price=Decimal(95), contract="C2"), DAY).value("answer") == "granted"

    def test_a_contract_for_other_products_grants_nothing_here(self):
        book = book_of(
            prices=PRICES,
            products=[{"product": "P", "group": "TEA"}],
            product_groups=[{"group": "TEA"}, {"group": "WATER"}],
            contracts=[{**CONTRACT, "product_group": "WATER"}],
        )
        assert price_request(POLICY, book, asked(price=Decimal(120)), DAY).value("level") == "list"

    def test_a_contract_that_has_ended_grants_nothing(self):
        book = book_of(prices=PRICES, contracts=[{**CONTRACT, "end": "2026-03-30"}])
        assert price_request(POLICY, book, asked(price=Decimal(110)), DAY).value("answer") == "needs-signature"

    def test_a_level_that_the_contract_grants_and_nobody_knows_is_an_error_with_the_nearest_name(self):
        requests = [{"request": "Q1", "date": "2026-03-30", "customer": "D1", "product": "P", "price": 1}]
        book = book_of(prices=PRICES, contracts=[{**CONTRACT, "price_level": "wholesal"}], price_requests=requests)
        run = evaluate(POLICY, book, DAY)
        assert [(each.code, each.arg("nearest"), str(each.at)) for each in run.problems] == [
            ("DK677", "wholesale", "price_requests:1:1")
        ]

    def test_a_price_on_the_list_below_zero_is_no_reason_to_grant_one(self):
        found = price_request(POLICY, BOOK, asked(price=Decimal("-0.01")), DAY)
        assert (found.outcome, found.code) == (Outcome.REFUSED, "DK680")

    def test_a_price_below_zero_on_our_own_list_is_an_error_at_its_cell_and_no_price(self):
        requests = [{"request": "Q1", "date": "2026-03-30", "customer": "D9", "product": "N", "price": 1}]
        book = book_of(prices=[{"product": "N", "price": -5, "floor": -9}], price_requests=requests)
        run = evaluate(POLICY, book, DAY)
        assert [(each.code, str(each.at)) for each in run.problems] == [("DK680", "prices:1:2")]
        assert run.rows[0].decision.missing == ("prices.N",)

    def test_the_matrix_may_go_by_the_product_group(self):
        text = """\
authority:
  discount:
    hit: unique
    columns: {product_group: [TEA, WATER]}
    rows:
      - {id: tea, product_group: TEA, then: {role: tea-manager}}
      - {id: water, product_group: WATER, then: {role: water-manager}}
contracts:
  prices: {levels: [{id: a}], discount: discount, below_floor: {then: refuse}, if_no_floor: ignore}
"""
        book = book_of(prices=PRICES, products=[{"product": "P", "group": "WATER"}])
        found = price_request(policy_of(text), book, asked(price=Decimal(110)), DAY)
        assert found.value("role") == "water-manager"

    def test_several_things_at_once_are_not_answered(self):
        found = price_request(POLICY, BOOK, asked(price=Decimal(99), discount=Decimal("0.01")), DAY)
        assert found.code == "DK680"

    def test_without_a_number_no_approval_can_name_the_request(self):
        approvals = [
            {
                "approval": "A",
                "subject": "discount",
                "reference": "",
                "share": "4%",
                "requested_at": "2026-03-30 09:00",
                "requested_by": "E1",
                "decided_at": "2026-03-30 10:00",
                "decided_by": "E2",
                "outcome": "granted",
            }
        ]
        employees = [{"employee": "E1", "role": "salesperson"}, {"employee": "E2", "role": "regional-manager"}]
        book = book_of(prices=PRICES, contracts=[CONTRACT], approvals=approvals, employees=employees)
        assert price_request(POLICY, book, asked(price=Decimal(97)), DAY).value("answer") == "needs-signature"

    def test_nothing_of_resale_prices_is_read_or_shown(self):
        found = price_request(POLICY, BOOK, asked(price=Decimal(99)), DAY)
        assert not [name for name, _ in found.values if "resale" in name or "sell" in name]

    def test_requests_of_a_later_day_are_not_answered_yet(self):
        requests = [{"request": "Q1", "date": "2026-04-01", "customer": "D1", "product": "P", "price": 1}]
        run = evaluate(POLICY, book_of(prices=PRICES, price_requests=requests), DAY)
        assert (run.rows, codes(run)) == ((), [])


def approval(**more: object) -> dict[str, object]:
    named = {"approval": "A", "subject": "discount", "reference": "Q1", "requested_by": "E1", "decided_by": "E2"}
    times = {"requested_at": "2026-03-30 09:00", "decided_at": "2026-03-30 10:00", "outcome": "granted"}
    return {**named, **times, **more}


PEOPLE = [{"employee": "E1", "role": "salesperson"}, {"employee": "E2", "role": "regional-manager"}]


class TestNothingIsGrantedInSilence:
    def test_a_customer_that_the_book_does_not_know_has_no_price(self):
        book = book_of(prices=PRICES, customers=[{"customer": "D1", "name": "x"}])
        found = price_request(POLICY, book, asked(customer="D7", price=Decimal(120)), DAY)
        assert (found.outcome, found.missing) == (Outcome.UNDETERMINED, ("customers.D7",))

    def test_a_contract_of_somebody_else_is_no_reason_for_the_list_price(self):
        for number in ("C9", "C2"):
            book = book_of(prices=PRICES, contracts=[CONTRACT, {**CONTRACT, "contract": "C2", "customer": "D2"}])
            found = price_request(POLICY, book, asked(price=Decimal(120), contract=number), DAY)
            assert found.missing == (f"contracts.{number}",)

    def test_a_floor_in_a_currency_without_a_rate_is_not_the_same_as_none(self):
        policy = policy_of(
            """\
authority:
  discount: {hit: unique, rows: [{id: any, discount: {at: 0}, then: {role: manager}}]}
contracts:
  prices: {levels: [{id: w}], discount: discount, below_floor: {then: refuse}, if_no_floor: ignore}
"""
        )
        prices = [
            {"product": "P", "level": "", "price": 20, "floor": 12, "currency": "USD"},
            {"product": "P", "level": "wholesale", "price": 100, "floor": "", "currency": "CNY"},
        ]
        book = book_of(prices=prices, contracts=[CONTRACT])
        found = price_request(policy, book, asked(price=Decimal(60)), DAY)
        assert found.outcome is Outcome.UNDETERMINED


class TestTheListPrice:
    def test_it_may_be_asked_for_by_its_name(self):
        assert price_request(POLICY, BOOK, asked(level="list"), DAY).value("answer") == "granted"

    def test_it_may_be_written_with_its_name_in_prices(self):
        book = book_of(prices=[{"product": "P", "level": "list", "price": 120, "floor": 80}])
        found = price_request(POLICY, book, asked(customer="D2", price=Decimal(118)), DAY)
        assert (found.value("granted_price"), found.value("level")) == (120, "list")


class TestSignaturesOfUnevenFigures:
    def test_the_rate_that_is_shown_may_be_signed(self):
        # 3 of 90 is a thirtieth: shown and signed as 3.33 per cent.
        book = book_of(
            prices=[{"product": "P", "price": 90, "floor": 1}],
            employees=PEOPLE,
            approvals=[approval(share="0.0333")],
        )
        found = price_request(POLICY, book, asked(price=Decimal(87), request="Q1", author="E1"), DAY)
        assert found.value("answer") == "granted-by-signature"
        book = book_of(
            prices=[{"product": "P", "price": 90, "floor": 1}],
            employees=PEOPLE,
            approvals=[approval(share="0.0332")],
        )
        found = price_request(POLICY, book, asked(price=Decimal(87), request="Q1", author="E1"), DAY)
        assert found.value("answer") == "needs-signature"

    def test_the_amount_in_all_may_be_signed_in_cents(self):
        # 1.005 off for three units is 3.015, in cents 3.02.
        book = book_of(prices=PRICES, contracts=[CONTRACT], employees=PEOPLE, approvals=[approval(amount="3.02")])
        one = asked(price=Decimal("98.995"), quantity=Decimal(3), request="Q1", author="E1")
        assert price_request(POLICY, book, one, DAY).value("answer") == "granted-by-signature"
