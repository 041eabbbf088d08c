"""Invoiced lines below the price a customer had: nobody grants by an invoice what he may not sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.contracts.judged import Judgements
from dealerkit.contracts.prices.run import evaluate
from dealerkit.contracts.prices.validation import check
from dealerkit.decisions import Outcome
from tests.contracts.contracting import book_of, codes, policy_of, row_of

DAY = date(2026, 3, 31)
TEXT = """\
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
    sold: {kinds: [sale], tolerance: 0.01, request_holds: 10 days}
"""
POLICY = policy_of(TEXT)
PRICES = [
    {"product": "P", "price": 120, "floor": 80},
    {"product": "P", "level": "wholesale", "price": 100, "floor": 80},
    {"product": "P", "level": "special", "price": 90},
]
CONTRACT = {"contract": "C1", "customer": "D1", "kind": "x", "start": "2026-01-01", "price_level": "wholesale"}
PEOPLE = [
    {"employee": "E1", "role": "salesperson"},
    {"employee": "E2", "role": "regional-manager"},
    {"employee": "E3", "role": "sales-director"},
]
Rows = Sequence[Mapping[str, object]]


def line(quantity: object = 10, net: object = 980, **more: object) -> dict[str, object]:
    named = {"date": "2026-03-20", "dealer": "D1", "product": "P", "document": "I1", "line_no": 1, "contract": "C1"}
    return {**named, "quantity": quantity, "net_amount": net, **more}


def signed(reference: str, by: str = "E2", outcome: str = "granted", **more: object) -> dict[str, object]:
    return {
        "approval": f"A-{reference}-{by}",
        "subject": "discount",
        "reference": reference,
        "requested_at": "2026-03-19 09:00",
        "requested_by": "E1",
        "decided_at": "2026-03-19 10:00",
        "decided_by": by,
        "outcome": outcome,
        **more,
    }


def run(lines: Rows, **tables: Rows) -> Judgements:
    given: dict[str, Rows] = {"prices": PRICES, "contracts": [CONTRACT], "lines": lines, **tables}
    return evaluate(POLICY, book_of(**given), DAY)


def figures(found: Judgements, customer: str = "D1") -> dict[str, Any]:
    return dict(row_of(found, customer, "sold").decision.values)


class TestWhatIsBelow:
    @pytest.mark.parametrize(
        ("net", "below"),
        [("1000", []), ("999.99", []), ("999.98", ["DK671"]), ("1000.01", [])],
    )
    def test_the_tolerance_is_of_the_line_and_counts_up_to_its_bound(self, net: str, below: list[str]):
        assert codes(run([line(10, net)])) == below

    def test_the_finding_says_line_price_margin_level_and_whose_signature_it_lacks(self):
        policy = policy_of(TEXT + "    cost: {negative: last-cost}\n")
        purchases = [
            {"purchase": "B", "date": "2026-03-01", "product": "P", "quantity": 50, "unit_cost": 49},
            # Dearer after the sale: the margin of the line is that of its own day.
            {"purchase": "B2", "date": "2026-03-25", "product": "P", "quantity": 50, "unit_cost": 99},
        ]
        book = book_of(prices=PRICES, contracts=[CONTRACT], lines=[line()], purchases=purchases)
        found = next(each for each in evaluate(policy, book, DAY).problems if each.code == "DK671")
        said = {name: found.arg(name) for name in ("document", "line", "price", "granted", "level", "lacks", "roles")}
        assert said == {
            "document": "I1",
            "line": "1",
            "price": 98,
            "granted": 100,
            "level": "wholesale",
            "lacks": 20,
            "roles": ("regional-manager",),
        }
        assert found.arg("margin") == Decimal("0.5")
        assert str(found.at) == "lines:1:8"

    def test_a_price_without_end_is_held_against_the_price_exactly(self):
        # 1000 / 3 = 333.33…, against 3 × 333.34 = 1000.02: two cents are lacking, more than the one that may be.
        found = run(
            [line(3, 1000, contract="")], prices=[{"product": "P", "price": "333.34", "floor": 1}], contracts=[]
        )
        assert row_of(found, "I1/1", "lines").decision.value("lacks") == Decimal("0.02")

    def test_the_price_is_that_of_the_lines_own_day(self):
        prices = [
            {"product": "P", "price": 100, "floor": 1, "valid_from": "", "valid_to": "2026-03-19"},
            {"product": "P", "price": 120, "floor": 1, "valid_from": "2026-03-20", "valid_to": ""},
        ]
        lines = [line(1, 100, date="2026-03-19", contract=""), line(1, 100, document="I2", contract="")]
        found = run(lines, prices=prices, contracts=[])
        assert [each.subject for each in found.rows if each.part == "lines"] == ["I2/1"]

    def test_a_contract_that_grants_another_level_later_keeps_the_old_one_for_older_lines(self):
        contracts = [
            {**CONTRACT, "price_level": "wholesale", "valid_from": "", "valid_to": "2026-03-24"},
            {**CONTRACT, "price_level": "special", "valid_from": "2026-03-25", "valid_to": ""},
        ]
        lines = [line(1, 90), line(1, 90, date="2026-03-25", document="I2")]
        found = run(lines, contracts=contracts)
        assert [each.subject for each in found.rows if each.part == "lines"] == ["I1/1"]


class TestNothingPassesInSilence:
    def test_returns_and_other_kinds_are_counted_as_not_looked_at(self):
        lines = [
            line(-1, -50),
            line(1, 0, kind="gift", document="I2"),
            line(0, 5, document="I3"),
            line(1, 100, document="I4"),
        ]
        found = figures(run(lines))
        assert (found["lines"], found["left_out"], found["at_price"], found["unsigned"]) == (4, 3, 1, 0)

    def test_a_line_whose_price_nobody_knows_cannot_be_told(self):
        lines = [
            line(1, 1, currency="CNY", product="Q"),
            line(1, 1, currency="CNY", unit="case", document="I2"),
            line(1, 1, currency="USD", document="I3"),
            line(1, 1, currency="CNY", contract="C9", document="I4"),
        ]
        row = row_of(run(lines), "D1", "sold")
        assert row.decision.outcome is Outcome.UNDETERMINED
        assert row.decision.value("unknown") == 4
        assert row.decision.missing == ("contracts.C9", "lines.unit", "prices.Q", "rates.USD")

    def test_a_book_without_lines_cannot_be_told(self):
        found = evaluate(POLICY, book_of(prices=PRICES), DAY)
        assert row_of(found, "-", "sold").decision.missing == ("lines",)

    def test_an_amount_in_another_currency_counts_at_the_rate_of_its_day(self):
        # 140 × 7 = 980 for ten units at 100: 20 are lacking.
        rates = [{"from": "USD", "to": "CNY", "rate": 7}]
        found = run([line(10, 140, currency="USD")], rates=rates)
        assert row_of(found, "I1/1", "lines").decision.value("lacks") == 20

    def test_lines_of_a_later_day_are_not_looked_at_yet(self):
        assert [each for each in run([line(date="2026-04-01")]).rows if each.part in {"sold", "lines"}] == []


class TestChecks:
    def test_a_time_that_is_no_days_is_found(self):
        found = list(check(policy_of(TEXT.replace("10 days", "10 hours"))))
        assert [(each.code, each.address) for each in found] == [("DK377", "contracts.prices.sold")]


class TestSignatures:
    @pytest.mark.parametrize("reference", ["I1", "O1"])
    def test_one_that_names_the_document_or_the_order_covers_the_line(self, reference: str):
        found = run([line(order="O1")], employees=PEOPLE, approvals=[signed(reference, share="2%")])
        row = row_of(found, "I1/1", "lines")
        assert (row.decision.outcome, row.decision.value("covered_by"), codes(found)) == (
            Outcome.GRANTED,
            reference,
            [],
        )

    def test_one_below_the_lines_discount_does_not(self):
        found = run([line()], employees=PEOPLE, approvals=[signed("I1", share="1.9%")])
        assert codes(found) == ["DK671"]

    def test_one_of_a_role_that_may_not_does_not(self):
        found = run([line(10, 940)], employees=PEOPLE, approvals=[signed("I1", share="6%")])
        assert next(each for each in found.problems).arg("roles") == ("sales-director", "finance")

    def test_two_lines_of_one_document_are_each_judged(self):
        lines = [line(), line(10, 960, line_no=2)]
        found = run(lines, employees=PEOPLE, approvals=[signed("I1", share="2%")])
        told = [(each.subject, each.decision.outcome) for each in found.rows if each.part == "lines"]
        assert told == [("I1/1", Outcome.GRANTED), ("I1/2", Outcome.REFUSED)]


def asked(quantity: object = 10, price: object = 98, **more: object) -> dict[str, object]:
    named = {"request": "Q1", "date": "2026-03-20", "customer": "D1", "product": "P", "requested_by": "E1"}
    return {**named, "quantity": quantity, "price": price, **more}


class TestGrantedRequests:
    @pytest.mark.parametrize(
        ("request_", "lines", "covered"),
        [
            (asked(), [line()], 1),
            (asked(9), [line()], 0),
            (asked(price=98.5), [line()], 0),
            (asked(date="2026-03-21"), [line()], 0),
            (asked(date="2026-03-10"), [line()], 1),
            (asked(date="2026-03-09"), [line()], 0),
            (asked(contract="C1"), [line()], 1),
            (asked(contract="C1"), [line(contract="")], 0),
            (asked(20), [line(), line(10, 980, document="I2"), line(1, 98, document="I3")], 2),
        ],
        ids=[
            "same price and units",
            "fewer units",
            "a higher price",
            "asked after the sale",
            "on the last day it holds",
            "a day too old",
            "its contract",
            "another contract",
            "used up",
        ],
    )
    def test_they_cover_their_price_their_time_and_their_units(
        self, request_: dict[str, object], lines: list[dict[str, object]], covered: int
    ):
        approvals = [signed("Q1", share="2%")]
        found = run(lines, employees=PEOPLE, approvals=approvals, price_requests=[request_])
        assert figures(found)["covered"] == covered
        assert figures(found)["unsigned"] == len(lines) - covered

    def test_one_that_waits_covers_nothing(self):
        assert codes(run([line()], employees=PEOPLE, approvals=[], price_requests=[asked()])) == ["DK671"]

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(-2, 4), st.sampled_from([95, 98, 100, 101]), st.integers(0, 11)),
            min_size=1,
            max_size=8,
        ),
        st.randoms(use_true_random=False),
    )
    def test_read_is_the_sum_of_its_parts_and_order_never_matters(self, drawn: list[tuple[int, int, int]], random: Any):
        lines = [
            line(quantity, quantity * price, document=f"I{n}", date=(DAY - timedelta(days=back)).isoformat())
            for n, (quantity, price, back) in enumerate(drawn)
        ]
        shuffled = random.sample(lines, len(lines))
        tables: dict[str, Rows] = {
            "employees": PEOPLE,
            "approvals": [signed("Q1", share="2%")],
            "price_requests": [asked(3, 98, date="2026-03-25")],
        }
        found, again = figures(run(lines, **tables)), figures(run(shuffled, **tables))
        assert found == again
        # Three units at 98 or more may be sold from the 25th on, taken in the order of days and documents.
        left, covered, unsigned = 3, 0, 0
        for each in sorted(lines, key=lambda one: (one["date"], one["document"])):
            units, net = int(str(each["quantity"])), int(str(each["net_amount"]))
            if units <= 0 or net >= 100 * units:
                continue
            if str(each["date"]) >= "2026-03-25" and net >= 98 * units and units <= left:
                left, covered = left - units, covered + 1
            else:
                unsigned += 1
        assert (found["covered"], found["unsigned"]) == (covered, unsigned)
        assert found["left_out"] == sum(quantity <= 0 for quantity, _, _ in drawn)
        assert found["lines"] == len(lines)


class TestLevelsThatContractsGrant:
    CONTRACTS = ({**CONTRACT, "price_level": "special"},)

    def test_a_level_with_a_role_needs_his_signature_under_the_contract(self):
        found = run([], contracts=self.CONTRACTS, employees=PEOPLE, approvals=[signed("other", by="E3")])
        row = row_of(found, "C1", "levels")
        assert (row.decision.outcome, codes(found)) == (Outcome.REFUSED, ["DK699"])
        assert row.decision.value("signatures") == ("sales-director",)

    def test_with_it_the_contract_is_in_order_whatever_figure_it_names(self):
        approvals = [signed("C1", by="E3")]
        found = run([], contracts=self.CONTRACTS, employees=PEOPLE, approvals=approvals)
        assert (row_of(found, "C1", "levels").decision.outcome, codes(found)) == (Outcome.GRANTED, [])

    def test_the_signature_of_another_role_does_not_count(self):
        found = run([], contracts=self.CONTRACTS, employees=PEOPLE, approvals=[signed("C1", by="E2")])
        assert codes(found) == ["DK699"]

    def test_without_a_table_of_approvals_it_cannot_be_told(self):
        row = row_of(run([], contracts=self.CONTRACTS), "C1", "levels")
        assert (row.decision.outcome, row.decision.missing) == (Outcome.UNDETERMINED, ("approvals",))

    def test_a_level_that_nobody_has_to_grant_and_a_contract_that_ended_are_not_asked_about(self):
        contracts = [CONTRACT, {**CONTRACT, "contract": "C2", "price_level": "special", "end": "2026-03-30"}]
        assert [each for each in run([], contracts=contracts).rows if each.part == "levels"] == []
