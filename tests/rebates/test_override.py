"""The override of a former general dealer (吃余股): successors, weights, conditions, and what both cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dealerkit.decisions import Outcome
from dealerkit.policy.policy import Policy
from dealerkit.rebates.accrual import accrue
from dealerkit.rebates.projection import project
from dealerkit.rebates.settlement import Row, Settlement, settle
from dealerkit.rebates.statement import statement
from tests.rebates.histories import Cells, book_of, line, policy_of

TEXT = """
rebates:
  volume:
    title: Volume
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 2%}]
    settle: {payout: credit-note, negative: carry-forward}
  override:
    title: Override
    period: quarter
    accumulate: {over: ceded, pay: head, weights: [100%, 50%]}
    qualifying: {from: entitlements, of: [volume], measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 100%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
POLICY = policy_of(TEXT)
MARCH = date(2026, 3, 31)
TREE = ({"territory": "north"}, {"territory": "city", "parent": "north"}, {"territory": "south"})
CESSIONS = ({"dealer": "Z", "territory": "north", "from": "2026-01-01"},)
LINES = (line("2026-02-10", 5000, "S"), line("2026-02-11", 2000, "Z"))


def customer(code: str, **more: object) -> dict[str, object]:
    return {"customer": code, "kind": "dealer", "status": "active", **more}


PEOPLE = (
    customer("Z", territory="south", opened_on="2019-01-01"),
    customer("S", name="Shop", territory="city", city="Northtown", opened_on="2026-01-20"),
)


def run(
    lines: Sequence[Cells] = LINES, policy: Policy = POLICY, as_of: date = MARCH, **tables: Sequence[Cells]
) -> Settlement:
    known: dict[str, Sequence[Cells]] = {"customers": PEOPLE, "territories": TREE, "cessions": CESSIONS, **tables}
    return settle(policy, book_of(lines, tables=known), as_of)


def override(found: Settlement) -> Row:
    (row,) = (row for row in found.rows if row.programme == "override")
    return row


class TestSuccessors:
    def test_a_dealer_opened_in_a_city_within_the_ceded_territory_counts(self):
        row = override(run())
        assert (row.payee, row.entitlement) == ("Z", Decimal("100.00"))

    def test_one_opened_on_the_very_day_counts_and_one_opened_the_day_before_does_not(self):
        same = (PEOPLE[0], customer("S", territory="city", opened_on="2026-01-01"))
        before = (PEOPLE[0], customer("S", territory="city", opened_on="2025-12-31"))
        assert override(run(customers=same)).entitlement == Decimal("100.00")
        assert [row.programme for row in run(customers=before).rows] == ["volume", "volume"]

    def test_the_former_dealer_is_not_his_own_successor(self):
        people = (customer("Z", territory="north", opened_on="2026-02-01"), PEOPLE[1])
        assert override(run(customers=people)).entitlement == Decimal("100.00")

    def test_one_whose_first_day_nobody_knows_does_not_count_and_is_said(self):
        found = run(customers=(PEOPLE[0], customer("S", territory="city")))
        assert [row.programme for row in found.rows] == ["volume", "volume"]
        assert [(each.code, each.arg("dealer"), each.arg("former")) for each in found.problems] == [("DK447", "S", "Z")]

    def test_a_territory_that_is_not_in_the_tree_is_said_and_reaches_only_its_own_code(self):
        cessions = ({"dealer": "Z", "territory": "city", "from": "2026-01-01"},)
        found = run(cessions=cessions, territories=(TREE[0], TREE[2]))
        assert override(found).entitlement == Decimal("100.00")
        assert [each.code for each in found.problems] == ["DK448"]

    def test_a_successor_that_moves_away_counts_for_what_it_bought_before(self):
        people = (
            PEOPLE[0],
            customer("S", territory="city", opened_on="2026-01-20", valid_to="2026-02-28"),
            customer("S", territory="south", opened_on="2026-01-20", valid_from="2026-03-01"),
        )
        lines = (*LINES, line("2026-03-10", 15000, "S"))
        # 20,000 at 2 % = 400, a quarter of it on what was bought in the ceded territory.
        assert override(run(lines, customers=people)).entitlement == Decimal("100.00")

    def test_two_former_dealers_are_each_paid_for_the_same_successor(self):
        cessions = (*CESSIONS, {"dealer": "Y", "territory": "city", "from": "2025-02-11"})
        people = (*PEOPLE, customer("Y", territory="south"))
        found = run(cessions=cessions, customers=people)
        paid = {row.payee: row.entitlement for row in found.rows if row.programme == "override"}
        # For Y the second year began on 11 February, the day after S bought.
        assert paid == {"Y": Decimal("100.00"), "Z": Decimal("100.00")}


class TestWhatCannotBeTold:
    def test_an_unknown_amount_of_a_successor_leaves_the_override_open(self):
        text = TEXT.replace(
            "    qualifying: {measure", '    eligible: dealer.class == "A"\n    qualifying: {measure', 1
        )
        found = override(run(policy=policy_of(text)))
        assert (found.decided.outcome, found.decided.missing) == (Outcome.UNDETERMINED, ("dealer.class",))
        assert [reason.step for reason in found.decided.reasons] == ["group-unknown"]

    def test_the_cost_is_then_open_as_well(self):
        text = TEXT.replace(
            "    qualifying: {measure", '    eligible: dealer.class == "A"\n    qualifying: {measure', 1
        )
        (cost,) = run(policy=policy_of(text)).overrides
        assert (cost.own, cost.override, cost.total) == (None, None, None)


class TestOtherWays:
    def test_over_volume_the_cost_counts_all_other_programmes(self):
        text = TEXT.replace("{from: entitlements, of: [volume], measure: net_amount}", "{measure: net_amount}")
        found = run(policy=policy_of(text.replace("rate: 100%", "rate: 1%")))
        (cost,) = found.overrides
        assert (cost.own, cost.override, cost.total) == (Decimal("100.00"), Decimal("50.00"), Decimal("150.00"))

    def test_his_own_target_and_lines_open_the_gate(self):
        text = TEXT.replace(
            "    qualifying: {from", "    gates: [{id: own, of: attainment.quarter, at: 90%}]\n    qualifying: {from"
        )
        reached = ({"subject": "Z", "period": "2026-Q1", "value": "2222"},)
        missed = ({"subject": "Z", "period": "2026-Q1", "value": "2223"},)
        # 2,000 of 2,222 is 90.009 %, of 2,223 it is 89.97 %.
        assert override(run(policy=policy_of(text), targets=reached)).entitlement == Decimal("100.00")
        assert override(run(policy=policy_of(text), targets=missed)).decided.code == "DK331"

    def test_tax_follows_the_lines_of_the_successors(self):
        found = run(({**LINES[0], "tax_rate": "0.13"}, {**LINES[1], "tax_rate": "0.09"}))
        taxes = {(each.account.programme, each.account.payee): each.tax for each in found.proposals}
        assert taxes["override", "Z"] == Decimal("13.00")

    def test_the_accrual_of_a_former_dealer_is_what_the_successors_have_earned_so_far(self):
        book = book_of(LINES, tables={"customers": PEOPLE, "territories": TREE, "cessions": CESSIONS})
        rows = accrue(POLICY, book, date(2026, 2, 15)).rows
        assert {(row.programme, row.payee): row.earned.amount for row in rows}["override", "Z"] == Decimal("100.00")

    def test_a_projection_carries_the_override_on_at_its_pace(self):
        book = book_of(LINES, tables={"customers": PEOPLE, "territories": TREE, "cessions": CESSIONS})
        found = {
            each.programme: each for each in project(POLICY, book, date(2026, 2, 14)).projections if each.payee == "Z"
        }
        # 100 in 45 of 90 days.
        assert found["override"].projected.amount == Decimal("200.00")

    def test_a_statement_says_on_whom_it_rests(self):
        book = book_of(LINES, tables={"customers": PEOPLE, "territories": TREE, "cessions": CESSIONS})
        entry = next(each for each in statement(POLICY, book, "Z", MARCH).entries if each.row.programme == "override")
        assert entry.override is not None
        assert [(each.dealer, each.city, each.counted) for each in entry.override.successors] == [
            ("S", "Northtown", Decimal(100))
        ]

    def test_a_second_run_proposes_nothing(self):
        first = run()
        known: dict[str, Sequence[Cells]] = {"customers": PEOPLE, "territories": TREE, "cessions": CESSIONS}
        assert settle(POLICY, book_of(LINES, first.proposals, tables=known), MARCH).proposals == ()
