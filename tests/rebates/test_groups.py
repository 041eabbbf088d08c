"""Groups: who is added up with whom, who is paid, and what is said of tables that do not say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.accrual import Method, accrue
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import Verdict, line_stories
from dealerkit.rebates.orders import Order, gains_of
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.projection import project
from dealerkit.rebates.run import Run
from dealerkit.rebates.settlement import Row, Settlement, explain, settle
from dealerkit.rebates.statement import statement
from tests.rebates.histories import Cells, book_of, line, policy_of

TERMS = """
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""
EACH = policy_of("rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}" + TERMS)
HEAD = policy_of("rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: head}" + TERMS)
PARENT = policy_of("rebates:\n  p:\n    period: quarter\n    accumulate: {over: parent, pay: head}" + TERMS)
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def customer(code: str, **more: object) -> dict[str, object]:
    return {"customer": code, "kind": "dealer", "status": "active", **more}


def row_of(found: Settlement, payee: str) -> Row:
    return next(row for row in found.rows if row.payee == payee)


def run(
    policy: Policy,
    lines: Sequence[Cells],
    postings: Sequence[Posting] = (),
    as_of: date = MARCH,
    **tables: Sequence[Cells],
) -> Settlement:
    return settle(policy, book_of(lines, postings, tables=tables), as_of)


def steps(row: Row) -> list[str]:
    return [reason.step for reason in row.decided.reasons]


AB = [customer("A", group="G"), customer("B", group="G")]
LINES = [line("2026-01-10", 3000, "A"), line("2026-02-10", 2000, "B")]


class TestEachByItsShare:
    def test_the_reasons_tell_the_sum_first_and_the_share_last(self):
        row = row_of(run(EACH, LINES, customers=AB), "A")
        assert steps(row) == ["group-total", "band-percent", "group-share"]
        assert row.decided.reasons[0].arg("members") == 2
        assert [row.decided.reasons[-1].arg(name) for name in ("own", "base", "whole", "amount")] == [
            Decimal(3000),
            Decimal(5000),
            Decimal("100.00"),
            Decimal("60.00"),
        ]

    def test_the_rule_that_decided_is_still_the_band(self):
        row = row_of(run(EACH, LINES, customers=AB), "A")
        assert row.decided.decided_by is row.decided.band

    def test_a_dealer_alone_has_the_same_reasons_as_without_groups(self):
        assert steps(row_of(run(EACH, LINES, customers=[customer("A"), customer("B")]), "A")) == ["band-percent"]

    def test_without_a_customer_file_everyone_stands_alone(self):
        assert {row.payee: row.entitlement for row in run(EACH, LINES).rows} == {"A": Decimal(30), "B": Decimal(20)}

    def test_a_late_line_of_one_moves_what_another_is_due(self):
        before = run(EACH, LINES[:1], customers=AB)
        assert {each.account.payee: each.net for each in before.proposals} == {"A": Decimal("30.00")}
        after = run(EACH, LINES, before.proposals, customers=AB)
        assert {each.account.payee: each.net for each in after.proposals} == {
            "A": Decimal("30.00"),
            "B": Decimal("40.00"),
        }

    def test_a_second_run_over_the_same_facts_proposes_nothing(self):
        first = run(EACH, LINES, customers=AB)
        assert run(EACH, LINES, first.proposals, customers=AB).proposals == ()

    def test_a_return_of_one_takes_back_from_all_by_the_new_shares(self):
        first = run(EACH, LINES, customers=AB)
        found = run(EACH, [*LINES, line("2026-03-10", -1000, "B")], first.proposals, customers=AB)
        # 4,000 at 1 % = 40, of which A has 30 and B 10; they had 60 and 40.
        assert {row.payee: row.payable for row in found.rows} == {"A": Decimal("-30.00"), "B": Decimal("-30.00")}


class TestOneForAll:
    GROUPS = ({"group": "G", "head": "H"},)

    def test_the_head_need_not_be_a_member(self):
        found = run(HEAD, LINES, customers=[*AB, customer("H")], groups=self.GROUPS)
        assert [(row.payee, row.entitlement) for row in found.rows] == [("H", Decimal("100.00"))]
        assert steps(row_of(found, "H")) == ["group-member", "group-member", "group-total", "band-percent"]

    def test_a_group_without_a_head_is_paid_to_nobody_and_said(self):
        found = run(HEAD, LINES, customers=AB, groups=[{"group": "G"}])
        assert found.rows == ()
        assert [each.code for each in found.problems] == ["DK445"]

    def test_a_head_that_is_no_customer_is_paid_nothing_and_said(self):
        found = run(HEAD, LINES, customers=AB, groups=self.GROUPS)
        assert found.rows == ()
        assert [(each.code, each.arg("head")) for each in found.problems] == [("DK445", "H")]

    def test_a_group_that_bought_nothing_is_not_spoken_of(self):
        assert run(HEAD, [line("2026-01-10", 3000, "C")], customers=[*AB, customer("C")]).problems == ()

    def test_a_new_head_is_paid_and_the_old_one_gives_back(self):
        old = [{"group": "G", "head": "A"}]
        before = run(HEAD, LINES, customers=AB, groups=old)
        found = run(HEAD, LINES, before.proposals, customers=AB, groups=[{"group": "G", "head": "B"}])
        assert {row.payee: row.payable for row in found.rows} == {"A": Decimal("-100.00"), "B": Decimal("100.00")}
        assert row_of(found, "A").decided.code == "DK454"

    def test_one_head_may_stand_for_two_groups(self):
        customers = [customer("A", group="G"), customer("B", group="K"), customer("H")]
        groups = [{"group": "G", "head": "H"}, {"group": "K", "head": "H"}]
        assert row_of(run(HEAD, LINES, customers=customers, groups=groups), "H").entitlement == Decimal("50.00")

    def test_tax_follows_the_lines_of_all(self):
        lines = [{**LINES[0], "tax_rate": "0.13"}, {**LINES[1], "tax_rate": "0.09"}]
        found = run(HEAD, lines, customers=[*AB, customer("H")], groups=self.GROUPS)
        # 100 over 3,000 and 2,000: 60 at 13 % and 40 at 9 %.
        assert found.proposals[0].tax == Decimal("11.40")


class TestParents:
    CHILD = (customer("M"), customer("A", parent="M"), customer("B", parent="A"))

    def test_children_of_children_belong_to_the_top_most(self):
        found = run(PARENT, LINES, customers=self.CHILD)
        assert [(row.payee, row.entitlement) for row in found.rows] == [("M", Decimal("100.00"))]

    def test_parents_in_a_circle_stand_alone_and_are_said(self):
        found = run(PARENT, LINES, customers=[customer("A", parent="B"), customer("B", parent="A")])
        assert {row.payee: row.entitlement for row in found.rows} == {"A": Decimal(30), "B": Decimal(20)}
        assert [each.code for each in found.problems] == ["DK446"]

    def test_a_grandparent_that_changes_moves_the_whole_branch(self):
        customers = [
            customer("M"),
            customer("N"),
            customer("A", parent="M", valid_to="2026-02-09"),
            customer("A", parent="N", valid_from="2026-02-10"),
            customer("B", parent="A"),
        ]
        found = run(PARENT, LINES, customers=customers)
        assert {row.payee: row.entitlement for row in found.rows} == {"M": Decimal(30), "N": Decimal(20)}


class TestFacts:
    def test_a_fact_that_members_do_not_share_is_missing(self):
        text = TERMS.replace("settle:", "gates: [{id: g, of: dealer.tax_rate, at: 1%}]\n    settle:")
        policy = policy_of("rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}" + text)
        mixed = [customer("A", group="G", tax_rate="13%"), customer("B", group="G", tax_rate="9%")]
        found = row_of(run(policy, LINES, customers=mixed), "A")
        assert (found.decided.outcome, found.decided.missing) == (Outcome.UNDETERMINED, ("dealer.tax_rate",))
        alike = [customer("A", group="G", tax_rate="13%"), customer("B", group="G", tax_rate="13%")]
        assert row_of(run(policy, LINES, customers=alike), "A").entitlement == Decimal("60.00")

    def test_a_target_that_one_member_lacks_leaves_the_attainment_open(self):
        text = TERMS.replace("settle:", "gates: [{id: g, of: attainment.quarter, at: 1%}]\n    settle:")
        policy = policy_of("rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}" + text)
        targets = [{"subject": "A", "period": "2026-Q1", "value": "100"}]
        found = row_of(run(policy, LINES, customers=AB, targets=targets), "A")
        assert found.decided.missing == ("attainment.quarter",)

    def gated(self, condition: str, over: str = "group", more: str = "") -> Policy:
        gates = f"gates: [{{id: g, {condition}}}]\n    settle:"
        head = f"{more}rebates:\n  p:\n    period: quarter\n    accumulate: {{over: {over}, pay: each}}"
        return policy_of(head + TERMS.replace("settle:", gates))

    def test_a_figure_recorded_for_the_group_goes_before_those_of_its_members(self):
        policy = self.gated("of: period.days_to_pay, up_to: 30")
        members = [{"subject": each, "period": "2026-Q1", "fact": "days_to_pay", "value": "40"} for each in "AB"]
        group = {"subject": "G", "period": "2026-Q1", "fact": "days_to_pay", "value": "20"}
        assert row_of(run(policy, LINES, customers=AB, figures=members), "A").decided.code == "DK331"
        found = row_of(run(policy, LINES, customers=AB, figures=[*members, group]), "A")
        assert found.entitlement == Decimal("60.00")

    def test_a_figure_of_one_member_alone_is_not_that_of_the_group(self):
        policy = self.gated("of: period.days_to_pay, up_to: 30")
        figures = [{"subject": "A", "period": "2026-Q1", "fact": "days_to_pay", "value": "20"}]
        found = row_of(run(policy, LINES, customers=AB, figures=figures), "A")
        assert found.decided.missing == ("period.days_to_pay",)

    def test_the_target_of_the_period_is_the_groups_own_or_the_sum_of_the_members(self):
        policy = self.gated("of: period.target, at: 500")
        members = [{"subject": each, "period": "2026-Q1", "value": "250"} for each in "AB"]
        own = {"subject": "G", "period": "2026-Q1", "value": "499"}
        assert row_of(run(policy, LINES, customers=AB, targets=members), "A").entitlement == Decimal("60.00")
        assert row_of(run(policy, LINES, customers=AB, targets=[*members, own]), "A").decided.code == "DK331"

    def test_bands_as_shares_of_the_target_are_of_the_sum(self):
        text = TERMS.replace("{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}", "{at: 100%, rate: 1%}")
        against = "\n    against: {baseline: target, missing: skip}"
        policy = policy_of(
            "rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}" + against + text
        )
        members = [{"subject": each, "period": "2026-Q1", "value": "2500"} for each in "AB"]
        row = row_of(run(policy, LINES, customers=AB, targets=members), "A")
        assert (row.decided.baseline, row.entitlement) == (Decimal(5000), Decimal("30.00"))
        own = {"subject": "G", "period": "2026-Q1", "value": "5001"}
        assert row_of(run(policy, LINES, customers=AB, targets=[*members, own]), "A").entitlement == 0

    def test_a_parent_may_also_share_with_its_children(self):
        policy = self.gated("of: period.qualifying, at: 5000", over="parent")
        found = run(policy, LINES, customers=[customer("A"), customer("B", parent="A")])
        assert {row.payee: row.entitlement for row in found.rows} == {"A": Decimal(60), "B": Decimal(40)}

    def test_an_attainment_of_the_year_adds_up_who_belonged_when(self):
        policy = self.gated("of: attainment.year, at: 100%")
        people = [AB[0], customer("B", group="G", valid_to="2026-03-31"), customer("B", valid_from="2026-04-01")]
        lines = [*LINES, line("2026-05-01", 3000, "A"), line("2026-05-02", 9000, "B")]
        # By June 3,000 and 3,000 of A, and the 2,000 that B bought while it belonged: 8,000.
        for target, expected in (("8000", Decimal("30.00")), ("8001", Decimal(0))):
            targets = [{"subject": "G", "period": "2026", "value": target}]
            found = run(policy, lines, customers=people, targets=targets, as_of=JUNE)
            row = next(row for row in found.rows if row.payee == "A" and row.window.label == "2026-Q2")
            assert row.entitlement == expected


class TestOtherAnswers:
    def test_explaining_a_share_comes_to_the_same_amount_and_reasons(self):
        book = book_of(LINES, tables={"customers": AB})
        decision = explain(EACH, book, "p", "A", MARCH)
        assert isinstance(decision, Decision)
        assert decision.amount == Decimal("60.00")
        assert [reason.step for reason in decision.reasons] == ["group-total", "band-percent", "group-share"]

    def test_a_statement_tells_what_the_next_band_brings_the_member(self):
        book = book_of([line("2026-01-10", 3000, "A"), line("2026-02-10", 1000, "B")], tables={"customers": AB})
        entry = statement(EACH, book, "A", MARCH).entries[0]
        # 5,000 at 2 % = 100, of which A has three quarters.
        assert entry.next_band is not None
        assert (entry.next_band.distance, entry.next_band.earns) == (Decimal(1000), Decimal("75.00"))

    def test_a_projection_carries_on_the_group_and_shows_the_share(self):
        lines = [line("2026-04-10", 3000, "A"), line("2026-04-20", 1000, "B")]
        book = book_of(lines, tables={"customers": AB})
        found = {each.payee: each for each in project(EACH, book, date(2026, 5, 15)).projections}
        # 4,000 in 45 of 91 days: 8,088.89 at 2 % = 161.78, of which A has three quarters.
        assert (found["A"].so_far.amount, found["A"].projected.amount) == (Decimal("30.00"), Decimal("121.34"))
        assert (found["B"].so_far.amount, found["B"].projected.amount) == (Decimal("10.00"), Decimal("40.44"))

    def test_accruals_of_the_members_come_to_that_of_the_group(self):
        book = book_of(LINES, tables={"customers": AB})
        for method in Method:
            rows = accrue(EACH, book, MARCH, method=method).rows
            assert sum(row.earned.amount or 0 for row in rows) == Decimal("100.00")

    def test_a_line_of_a_member_is_told_with_what_the_head_earned(self):
        tables: dict[str, Sequence[Cells]] = {"customers": [*AB, customer("H")], "groups": TestOneForAll.GROUPS}
        lines = [{**each, "document": f"F{number}"} for number, each in enumerate(LINES)]
        stories = line_stories(Run.open(HEAD, book_of(lines, tables=tables), MARCH), LineName("F0"))
        assert not isinstance(stories, Problem)
        (judged,) = stories[0].judged
        assert judged.verdict is Verdict.TAKEN
        assert judged.row is not None
        assert judged.row.payee == "H"

    def test_an_order_adds_the_members_share_of_what_the_group_then_earns(self):
        run = Run.open(EACH, book_of(LINES[:1], tables={"customers": AB}), date(2026, 2, 14))
        (gain,) = gains_of(run, Order("B", ({"product": "P", "net_amount": "2000"},))).gains
        # 5,000 at 2 % = 100, of which B has two fifths; it had nothing.
        assert gain.adds == Decimal("40.00")

    def test_the_cap_that_cut_the_whole_is_still_what_decided_a_share(self):
        policy = policy_of(
            "rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}\n    cap: {payout: 10}"
            + TERMS
        )
        row = row_of(run(policy, LINES, customers=AB), "A")
        assert row.entitlement == Decimal("6.00")
        assert row.decided.decided_by == policy_rule(policy)


def policy_rule(policy: Policy) -> object:
    programme = programmes_of(policy)["p"]
    assert programme.cap is not None
    return programme.cap.rule


class TestWithOtherClauses:
    def test_a_sum_paid_from_nothing_on_makes_no_rows_for_those_behind_a_head(self):
        policy = policy_of(
            "rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: head}"
            + TERMS.replace("kind: percent", "kind: lump-sum").replace(
                "{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}", "{at: 0, pay: 100}"
            )
        )
        groups = [{"group": "G", "head": "A"}]
        found = run(policy, LINES, customers=[*AB, customer("C")], groups=groups)
        assert {row.payee: row.entitlement for row in found.rows} == {"A": Decimal(100), "C": Decimal(100)}

    def test_a_guarantee_is_given_to_the_group_once(self):
        policy = policy_of(
            "rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}\n"
            "    guarantee: {payout: 500}" + TERMS
        )
        found = run(policy, LINES, customers=AB)
        assert {row.payee: row.entitlement for row in found.rows} == {"A": Decimal(300), "B": Decimal(200)}

    def test_a_budget_is_shared_out_over_members_and_others_alike(self):
        policy = policy_of(
            "rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}\n"
            "    budget: {amount: 60}" + TERMS
        )
        people = [*AB, customer("C")]
        found = run(policy, [*LINES, line("2026-03-01", 2000, "C")], customers=people)
        # 60, 40 and 20 are earned, 120 in all: everybody has half.
        assert {row.payee: row.entitlement for row in found.rows} == {
            "A": Decimal(30),
            "B": Decimal(20),
            "C": Decimal(10),
        }

    def test_goods_are_shared_out_in_whole_units(self):
        text = TERMS.replace("kind: percent", "kind: goods\n    goods: {product: H1}").replace(
            "{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}", "{at: 100, per: 300, pay: 1}"
        )
        policy = policy_of("rebates:\n  p:\n    period: quarter\n    accumulate: {over: group, pay: each}" + text)
        found = run(policy, LINES, customers=AB)
        # 5,000 has 16 full times 300; of 16 units 9.6 and 6.4, the one left over to the larger remainder.
        assert {row.payee: row.entitlement for row in found.rows} == {"A": Decimal(10), "B": Decimal(6)}
