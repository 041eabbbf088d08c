"""Price protection over time: what was credited before, what comes back, tax, caps, promises that were decided."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.rebates.protection.run import ProtectionRun, protect
from tests.rebates import naive_protection
from tests.rebates.protections import AS_OF, HEAD, PRICES, bought, claimed, counted, loaded, policy_of, run

LATER = AS_OF + timedelta(days=10)


def posted(found: ProtectionRun) -> list[dict[str, object]]:
    """The proposals of a run as rows of a ledger."""
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "programme": each.account.programme,
            "payee": each.account.payee,
            "period": each.account.period,
            "seq": str(each.seq),
            "net": f"{each.net:f}",
            "tax": f"{each.tax:f}",
            "posted_on": each.posted_on.isoformat(),
            "content_hash": each.content_hash,
        }
        for each in found.proposals
    ]


def codes(found: ProtectionRun) -> list[str]:
    return [each.code for each in found.problems]


def moves(found: ProtectionRun) -> list[tuple[str, str, str, Decimal]]:
    return [(each.account.payee, each.account.period, each.kind, each.net) for each in found.proposals]


TABLES = {"lines": [bought("2026-03-01", 10)], "stock": [counted(10)]}


class TestTheLedger:
    def test_a_credit_is_proposed_under_its_scheme_dealer_cut_and_product(self):
        (posting,) = run(policy_of(), **TABLES).proposals
        assert (posting.id, posting.net) == ("price_protection.s|D|2026-04-01/P|settlement|1", 3_000)

    def test_a_second_run_over_the_same_facts_proposes_nothing(self):
        first = run(policy_of(), **TABLES)
        second = run(policy_of(), LATER, **TABLES, postings=posted(first))
        assert (second.proposals, codes(second)) == ((), [])

    def test_a_late_fact_proposes_its_difference(self):
        first = run(policy_of(), **TABLES)
        second = run(policy_of(), LATER, lines=TABLES["lines"], stock=[counted(8)], postings=posted(first))
        assert moves(second) == []
        assert [row.due.movement.carried for row in second.rows if row.due is not None] == [-600]
        more = {"lines": [bought("2026-03-01", 12)], "stock": [counted(12)]}
        assert moves(run(policy_of(), LATER, **more, postings=posted(first))) == [
            ("D", "2026-04-01/P", "adjustment", Decimal(600))
        ]

    def test_what_was_credited_too_much_is_invoiced_where_the_scheme_says_so(self):
        policy = policy_of("settle: {payout: credit-note, negative: invoice, due: 10 days}")
        first = run(policy, **TABLES)
        second = run(policy, LATER, lines=TABLES["lines"], stock=[counted(8)], postings=posted(first))
        assert moves(second) == [("D", "2026-04-01/P", "adjustment", Decimal(-600))]
        assert first.proposals[0].due == AS_OF + timedelta(days=10)

    def test_a_credit_is_taken_back_when_its_claim_is_withdrawn(self):
        policy = policy_of("claim: 30 days", "settle: {payout: credit-note, negative: invoice}")
        first = run(policy, **TABLES, price_claims=[claimed(10)])
        second = run(policy, LATER, **TABLES, price_claims=[], postings=posted(first))
        assert moves(second) == [("D", "2026-04-01/P", "adjustment", Decimal(-3_000))]

    def test_a_credit_for_a_cut_that_is_none_is_a_finding(self):
        first = run(policy_of(), **TABLES)
        prices = [{"product": "P", "price": "2000"}]
        second = run(policy_of(), LATER, **TABLES, prices=prices, postings=posted(first))
        assert (second.proposals, codes(second)) == ((), ["DK374"])

    def test_in_a_closed_period_a_credit_is_an_adjustment(self):
        closings = [{"period": "2026-Q2", "closed_on": "2026-06-01"}]
        assert [each.kind for each in run(policy_of(), **TABLES, closings=closings).proposals] == ["adjustment"]

    def test_without_a_ledger_it_says_so(self):
        book = Book.from_tables({"prices": list(PRICES), **TABLES})
        found = protect(policy_of(), book, AS_OF)
        assert (found.credits.without_ledger, codes(found)) == (True, ["DK370"])

    @given(
        st.lists(
            st.lists(st.tuples(st.sampled_from("DE"), st.integers(1, 9)), max_size=3),
            min_size=1,
            max_size=4,
        )
    )
    def test_whatever_comes_in_and_whenever_it_is_run_all_is_paid_once(self, deliveries: list[list[tuple[str, int]]]):
        policy = policy_of("stock: purchases", "settle: {payout: credit-note, negative: invoice}")
        lines: list[dict[str, object]] = []
        ledger: list[dict[str, object]] = []
        for step, delivery in enumerate(deliveries):
            lines += [bought("2026-03-01", quantity, dealer) for dealer, quantity in delivery]
            tables = {"lines": lines, "sell_through": [], "postings": ledger}
            found = run(policy, AS_OF + timedelta(days=step), **tables)
            ledger += posted(found)
        units = sum(quantity for delivery in deliveries for _, quantity in delivery)
        assert sum(Decimal(str(row["net"])) for row in ledger) == 300 * units


class TestReturns:
    def test_units_sent_back_at_the_old_price_lose_their_credit(self):
        lines = [*TABLES["lines"], bought("2026-04-20", -4)]
        row = run(policy_of(), lines=lines, stock=[counted(10)]).rows[0]
        assert (row.credit, row.refused_units) == (1_800, 4)

    def test_units_sent_back_at_the_new_price_keep_it(self):
        lines = [*TABLES["lines"], bought("2026-04-20", -4, price=1700)]
        assert run(policy_of(), lines=lines, stock=[counted(10)]).rows[0].credit == 3_000

    def test_units_sent_back_before_the_cut_were_not_in_stock(self):
        lines = [*TABLES["lines"], bought("2026-03-20", -4)]
        found = run(policy_of("stock: purchases"), lines=lines, sell_through=[])
        assert (found.rows[0].case.stock.quantity, found.rows[0].credit) == (6, 1_800)

    def test_a_credit_that_was_paid_is_invoiced_when_its_units_come_back(self):
        policy = policy_of("settle: {payout: credit-note, negative: invoice}")
        first = run(policy, **TABLES)
        lines = [*TABLES["lines"], bought("2026-07-01", -4)]
        second = run(policy, LATER, lines=lines, stock=[counted(10)], postings=posted(first))
        assert moves(second) == [("D", "2026-04-01/P", "adjustment", Decimal(-1_200))]

    def test_a_claim_is_met_from_what_did_not_come_back(self):
        lines = [*TABLES["lines"], bought("2026-04-20", -4)]
        found = run(policy_of("claim: 30 days"), lines=lines, stock=[counted(10)], price_claims=[claimed(6)])
        assert found.rows[0].credit == 1_800

    def test_a_later_count_is_brought_back_over_what_came_back(self):
        # Counted 6 on 5 April after 4 came back on the 3rd: 10 lay there on the day of the cut.
        lines = [*TABLES["lines"], bought("2026-04-03", -4)]
        policy = policy_of("stock: {from: count, within: 7 days}")
        found = run(policy, lines=lines, stock=[counted(6, "2026-04-05")], sell_through=[])
        assert (found.rows[0].case.stock.quantity, found.rows[0].credit) == (10, 1_800)

    @given(
        st.lists(st.tuples(st.integers(0, 58), st.integers(1, 9)), min_size=1, max_size=5),
        st.integers(0, 12),
        st.integers(0, 12),
    )
    def test_credits_are_those_of_the_boxes_that_stayed(
        self, purchases: list[tuple[int, int]], sold_on: int, back: int
    ):
        days = [(date(2026, 2, 1) + timedelta(days=day), quantity) for day, quantity in purchases]
        stock = max(sum(quantity for _, quantity in days) - sold_on, 0)
        lines = [bought(day.isoformat(), quantity) for day, quantity in days]
        lines += [bought("2026-04-15", -back)] if back else []
        found = run(policy_of("window: 30 days"), lines=lines, stock=[counted(stock)])
        # A window of 30 days before 1 April begins on 2 March; what came back was on top of the shelf.
        stayed = naive_protection.on_the_shelf(days, stock)[back:]
        expected = sum(300 for day in stayed if day is not None and day >= date(2026, 3, 2))
        assert found.credit == expected


class TestTax:
    def test_a_credit_is_taxed_at_the_rate_the_units_were_bought_at(self):
        lines = [bought("2026-03-01", 10, tax_rate="0.13")]
        (posting,) = run(policy_of(), lines=lines, stock=[counted(10)]).proposals
        assert (posting.net, posting.tax, posting.gross) == (3_000, 390, 3_390)

    def test_units_of_two_rates_are_taxed_each_at_its_own(self):
        lines = [bought("2026-03-01", 10, tax_rate="0.13"), bought("2026-03-02", 10, tax_rate="0.09")]
        (posting,) = run(policy_of(), lines=lines, stock=[counted(20)]).proposals
        # 3,000 × 13 % + 3,000 × 9 %
        assert posting.tax == 660

    def test_the_products_rate_serves_where_the_line_has_none(self):
        products = [{"product": "P", "tax_rate": "0.13"}]
        (posting,) = run(policy_of(), **TABLES, products=products).proposals
        assert posting.tax == 390

    def test_without_any_rate_there_is_no_tax_and_the_run_says_so(self):
        found = run(policy_of(), **TABLES)
        assert (found.proposals[0].tax, found.credits.without_tax) == (0, True)

    def test_tax_comes_back_with_the_credit(self):
        policy = policy_of("settle: {payout: credit-note, negative: invoice}")
        lines = [bought("2026-03-01", 10, tax_rate="0.13")]
        first = run(policy, lines=lines, stock=[counted(10)])
        second = run(policy, LATER, lines=lines, stock=[counted(8)], postings=posted(first))
        assert [(each.net, each.tax) for each in second.proposals] == [(-600, -78)]


class TestCaps:
    PRICES = (
        {"product": "P", "price": "2000", "valid_to": "2026-03-31"},
        {"product": "P", "price": "1700", "valid_from": "2026-04-01", "valid_to": "2026-04-30"},
        {"product": "P", "price": "1600", "valid_from": "2026-05-01"},
    )

    def test_what_is_contested_fills_no_cap(self):
        # Both schemes take the April cut, so neither pays; only the first reaches May.
        text = "a: {stock: count, cap: {dealer: 3_000}}\nb: {stock: count, effective: 2026-04-01..2026-04-30}"
        policy, problems = loaded(text)
        assert policy is not None, problems
        stock = [counted(10), counted(10, "2026-05-01")]
        found = run(policy, lines=TABLES["lines"], stock=stock, prices=self.PRICES)
        assert {(row.scheme.id, row.case.cut.on.month): row.credit for row in found.rows} == {
            ("a", 4): None,
            ("b", 4): None,
            ("a", 5): 1_000,
        }


class TestClaims:
    SERIALS = tuple(
        {"serial": serial, "product": "P", "dealer": "D", "bought_on": "2026-03-01"} for serial in ("1", "2", "3", "4")
    )

    def test_a_row_with_a_number_and_rows_with_serials_ask_for_both(self):
        claims = [claimed("", serial="1"), claimed(2, claim="K2")]
        policy = policy_of("units: serials", "stock: purchases", "claim: 30 days")
        row = run(policy, serials=self.SERIALS, price_claims=claims).rows[0]
        assert (row.credited_units, row.refused_units) == (3, 0)

    def test_more_than_there_are_beside_the_named_ones_are_refused(self):
        claims = [claimed("", serial="1"), claimed(5, claim="K2")]
        policy = policy_of("units: serials", "stock: purchases", "claim: 30 days")
        row = run(policy, serials=self.SERIALS, price_claims=claims).rows[0]
        assert (row.credited_units, row.refused_units) == (4, 2)

    def test_a_row_with_a_serial_and_a_number_is_one_unit_and_a_finding(self):
        policy = policy_of("units: serials", "stock: purchases", "claim: 30 days")
        found = run(policy, serials=self.SERIALS, price_claims=[claimed(3, serial="1")])
        assert (found.rows[0].credited_units, codes(found)) == (1, ["DK399"])


RULES = """\
authority:
  price-protection:
    hit: unique
    rows:
      - {id: region, days: {below: 91}, then: {role: regional-manager}}
      - {id: director, days: {at: 91}, then: {role: sales-director}}
promises:
  price-protection: {order: [regional-manager, sales-director], decide: 5 working days, answer: 2 working days}
price_protection:
  s: {stock: count, window: 30 days}
"""


def ruled() -> Policy:
    found = load_texts({"policy.yaml": (HEAD + RULES).encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def promised(days: object, day: str = "2026-03-01", **more: object) -> dict[str, object]:
    return {"promise": "V", "date": day, "dealer": "D", "author": "E", "role": "regional-manager", "days": days, **more}


OLD = {"lines": [bought("2026-01-20", 10)], "stock": [counted(10)]}


class TestPromises:
    EMPLOYEES = ({"employee": "E", "role": "regional-manager"}, {"employee": "S", "role": "sales-director"})

    def credit(self, policy: Policy, promise: dict[str, object]) -> tuple[Decimal | None, list[str]]:
        found = run(policy, **OLD, promises=[promise], employees=self.EMPLOYEES)
        return found.rows[0].credit, codes(found)

    def test_one_within_authority_protects_older_units(self):
        assert self.credit(ruled(), promised("90")) == (3_000, [])

    def test_one_without_limit_changes_nothing_until_it_is_decided(self):
        assert self.credit(ruled(), promised("")) == (0, ["DK494", "DK495"])

    def test_one_that_another_person_changed_counts_as_changed(self):
        decided = {"decision": "changed", "decided_on": "2026-03-04", "decided_by": "S", "granted_days": "80"}
        assert self.credit(ruled(), promised("", **decided, answered_on="2026-03-05")) == (3_000, [])

    def test_one_that_was_declined_is_not_kept_and_no_finding(self):
        decided = {"decision": "declined", "decided_on": "2026-03-04", "decided_by": "S", "answered_on": "2026-03-05"}
        assert self.credit(ruled(), promised("", **decided)) == (0, [])

    def test_one_made_after_the_cut_creates_no_rights_backwards(self):
        assert self.credit(ruled(), promised("90", "2026-04-02")) == (0, ["DK499"])

    def test_one_made_after_the_cut_counts_when_another_person_decided_so(self):
        decided = {"decision": "kept", "decided_on": "2026-04-03", "decided_by": "S", "answered_on": "2026-04-03"}
        assert self.credit(ruled(), promised("90", "2026-04-02", **decided)) == (3_000, [])

    def test_without_rules_on_promises_the_scheme_says_who_may_and_a_decision_counts_too(self):
        policy = policy_of("window: 30 days", "promises: {sales-director: {window: any}}")
        assert self.credit(policy, promised("")) == (0, ["DK383"])
        decided = {"decision": "kept", "decided_on": "2026-03-04", "decided_by": "S"}
        assert self.credit(policy, promised("", **decided)) == (3_000, [])
