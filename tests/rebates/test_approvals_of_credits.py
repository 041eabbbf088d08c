"""Approvals of every credit, whichever run proposes it: against a reference on one page, and the odd cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit import authority
from dealerkit.authority.signing import subject_of
from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from dealerkit.problems import Problem
from dealerkit.rebates.approval.batches import of_contests, of_credits, touched
from dealerkit.rebates.approval.checks import check_approvals
from dealerkit.rebates.approval.matrix import Needs
from dealerkit.rebates.approval.proposals import approvals_of
from dealerkit.rebates.bids.run import honour
from dealerkit.rebates.contests.contest import CONTESTS
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.rebates.programme import REBATES
from tests.rebates import contesting, granted

DAY = date(2026, 4, 10)
HEAD = """\
policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
contests:
  spring:
    period: quarter
    measured: {measure: net_amount}
    prizes: [{rank: 1, pay: 10, goods: {product: VAN, worth: 40}}]
    total: 50
    ties: share
    settle: {payout: transfer, late: adjust}
rebates:
  gifts:
    period: quarter
    qualifying: {measure: quantity}
    method: retrospective
    kind: goods
    goods: {product: CUP}
    bands: [{at_unit: 100, pay: 2}]
    settle: {payout: goods, negative: carry-forward}
authority:
"""
MATRIX = """\
  rebate-settlement:
    hit: unique
    columns: {amount: {type: amount, from: 0}}
    rows:
      - {id: small, amount: {below: 100}, then: {role: manager}}
      - {id: large, amount: {at: 100}, then: {role: director, second: finance}}
"""
ROLES = {"M": "manager", "D": "director", "F": "finance", "S": "sales"}
SCHEMES = ("volume", "price_protection.phones", "special_bids.projects", "stock_rotation.quarterly", "contests.spring")
Cells = Mapping[str, object]


def policy_of(matrix: str = MATRIX) -> Policy:
    sections = (
        Section("contests", CONTESTS, FACTS),
        Section("rebates", REBATES, FACTS),
        Section("authority", authority.SECTION_SHAPE),
    )
    loaded = load_texts({"policy.yaml": (HEAD + matrix).encode()}, sections)
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def posting(scheme: str, payee: str = "A", net: str = "0", product: str = "", units: str = "") -> Posting:
    account = Account(scheme, payee, "2026-Q1")
    quantity = Decimal(units) if units else None
    return Posting(account, "settlement", 1, Decimal(net), Decimal(0), "CNY", DAY, product=product, quantity=quantity)


def book_of(entries: Sequence[Cells] = (), **tables: Sequence[Cells]) -> Book:
    employees = [{"employee": person, "role": role} for person, role in ROLES.items()]
    return Book.from_tables({"employees": employees, "approvals": list(entries), **tables})


def entry(number: int, reference: str, amount: str, asked: str, by: str, outcome: str, day: int = 2) -> Cells:
    return {
        "approval": str(number),
        "subject": "rebate-settlement",
        "reference": reference,
        "amount": amount,
        "requested_at": "2026-04-01",
        "requested_by": asked,
        "decided_at": f"2026-04-{day:02}",
        "decided_by": by,
        "outcome": outcome,
    }


def may_be_posted(net: int, reference: str, entries: Sequence[Cells]) -> bool:
    """The rule on a page: who must sign has, for this amount, and none of them asked for it; nobody refused."""
    needed = {"manager"} if abs(net) < 100 else {"director", "finance"}
    mine = [each for each in entries if each["reference"] == reference]
    askers = {each["requested_by"] for each in mine}
    count = [
        each
        for each in mine
        if each["amount"] == str(net)
        and str(each["decided_at"]) <= "2026-04-10"
        and each["decided_by"] not in askers
        and ROLES[str(each["decided_by"])] in needed
    ]
    signed = {ROLES[str(each["decided_by"])] for each in count if each["outcome"] == "granted"}
    return signed == needed and not any(each["outcome"] == "refused" for each in count)


CREDITS = st.lists(
    st.tuples(st.sampled_from(SCHEMES), st.sampled_from("AB"), st.sampled_from([-150, -20, 20, 99, 100, 150])),
    unique_by=lambda each: each[:2],
    min_size=1,
    max_size=5,
)
SIGNED = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from([0, 0, 0, 1]),
        st.sampled_from("SSMDF"),
        st.sampled_from("MMDDFFS"),
        st.sampled_from(["granted"] * 6 + ["refused", "withdrawn"]),
        st.sampled_from([2, 9, 10, 11]),
    ),
    max_size=10,
)


class TestWhateverIsProposed:
    @given(drawn=CREDITS, signed=SIGNED)
    def test_only_what_is_approved_may_be_posted_and_nobody_approves_what_he_requested(
        self, drawn: list[tuple[str, str, int]], signed: list[tuple[int, int, str, str, str, int]]
    ):
        proposals = [posting(scheme, payee, str(net)) for scheme, payee, net in drawn]
        entries: list[Cells] = []
        for number, (which, off, asked, by, outcome, day) in enumerate(signed):
            about = proposals[which % len(proposals)]
            entries.append(entry(number, about.id, str(about.net + off), asked, by, outcome, day))
        found = approvals_of(policy_of(), book_of(entries), DAY, [(each,) for each in proposals])
        expected = [each for each in proposals if may_be_posted(int(each.net), each.id, entries)]
        assert list(found.released(proposals)) == expected
        for each in found.asked:
            askers = {row["requested_by"] for row in entries if row["reference"] == each.reference}
            assert not askers & {signature.by for signature in each.judged.entries if not signature.fault}

    @given(drawn=CREDITS, signed=st.sets(st.integers(0, 4)))
    def test_a_batch_is_posted_whole_or_not_at_all(self, drawn: list[tuple[str, str, int]], signed: set[int]):
        batch = tuple(posting(scheme, payee, str(net)) for scheme, payee, net in drawn)
        entries: list[Cells] = []
        for number, each in enumerate(batch):
            for by in "MDF" if number in signed else "":
                entries.append(entry(len(entries), each.id, str(each.net), "S", by, "granted"))
        found = approvals_of(policy_of(), book_of(entries), DAY, [batch])
        whole = signed >= set(range(len(batch)))
        assert found.released(batch) == (batch if whole else ())

    def test_without_the_subject_everything_may(self):
        other = "  rebate-correction: {hit: unique, rows: [{id: any, amount: {at: 0}, then: {role: finance}}]}\n"
        proposals = [posting(scheme, net="500") for scheme in SCHEMES]
        found = approvals_of(policy_of(other), book_of(), DAY, [(each,) for each in proposals])
        assert found.released(proposals) == tuple(proposals)


def signers(proposal: Posting, matrix: str = MATRIX, **tables: Sequence[Cells]) -> tuple[str, ...]:
    policy = policy_of(matrix)
    subject = subject_of(policy, "rebate-settlement")
    assert subject is not None
    needed = Needs.open(policy, book_of(**tables), subject).of(proposal)
    return tuple(str(needed.value(name)) for name in ("role", "second") if needed.value(name))


class TestWhoMustSign:
    def test_a_prize_in_goods_counts_with_its_worth(self):
        # 2 × 40 is below 100, 3 × 40 is not.
        assert signers(posting("contests.spring", product="VAN", units="2")) == ("manager",)
        assert signers(posting("contests.spring", product="VAN", units="3")) == ("director", "finance")

    def test_what_is_taken_back_counts_with_its_size(self):
        assert signers(posting("contests.spring", product="VAN", units="-3")) == ("director", "finance")
        assert signers(posting("special_bids.projects", net="-100")) == ("director", "finance")

    def test_goods_of_no_stated_worth_are_for_whoever_signs_the_largest_amounts(self):
        assert signers(posting("gifts", product="CUP", units="1")) == ("director", "finance")

    @pytest.mark.parametrize("bound", ["above: 100", "{above: 100, up_to: 120}"])
    def test_also_where_the_largest_amounts_begin_above_a_bound(self, bound: str):
        cell = bound if bound.startswith("{") else f"{{{bound}}}"
        matrix = MATRIX.replace("{below: 100}", "{up_to: 100}").replace("{at: 100}", cell)
        assert signers(posting("gifts", product="CUP", units="1"), matrix) == ("director", "finance")

    def test_goods_need_no_amount_where_the_matrix_does_not_ask_for_it(self):
        matrix = (
            "  rebate-settlement:\n    hit: unique\n    columns: {payout: {type: word, words: [goods, transfer]}}\n"
            "    rows: [{id: any, then: {role: manager}}]\n"
        )
        assert signers(posting("gifts", product="CUP", units="1"), matrix) == ("manager",)

    @pytest.mark.parametrize(
        ("scheme", "role"), [("contests.spring", "marketing"), ("special_bids.s", "manager"), ("volume", "manager")]
    )
    def test_the_matrix_may_ask_for_the_section(self, scheme: str, role: str):
        matrix = (
            "  rebate-settlement:\n    hit: unique\n    rows:\n"
            "      - {id: prizes, section: contests, then: {role: marketing}}\n"
            "      - {id: others, section: [rebates, special_bids], then: {role: manager}}\n"
        )
        assert signers(posting(scheme, net="1"), matrix) == (role,)

    def test_the_matrix_may_ask_for_a_fact_of_the_dealer(self):
        matrix = (
            "  rebate-settlement:\n    hit: unique\n    rows:\n"
            "      - {id: own, dealer.kind: branch, then: {role: finance}}\n"
            "      - {id: others, dealer.kind: dealer, then: {role: manager}}\n"
        )
        customers = [{"customer": "A", "kind": "branch"}, {"customer": "B", "kind": "dealer"}]
        assert signers(posting("special_bids.s", "A", "1"), matrix, customers=customers) == ("finance",)
        assert signers(posting("special_bids.s", "B", "1"), matrix, customers=customers) == ("manager",)


class TestBatches:
    def test_claims_that_are_set_against_each_other_are_one(self):
        # K was paid 300 and is worth 200 now; L is worth 200: both are posted, or neither.
        policy = granted.bids_policy()
        before = Posting(Account("special_bids.s", "D", "K"), "settlement", 1, Decimal(300), Decimal(0), "CNY", DAY)
        tables = {"bids": [granted.bid()], "bid_claims": [granted.claim(10), granted.claim(10, claim="L")]}
        run = honour(policy, granted.book_of(tables, [before]), granted.AS_OF)
        assert [[each.net for each in batch] for batch in of_credits(run.credits)] == [[-100, 200]]

    def test_claims_of_several_dealers_are_not(self):
        bids = [granted.bid(), granted.bid(bid="C", dealer="E")]
        claims = [granted.claim(10), granted.claim(10, claim="L", dealer="E", bid="C")]
        run = honour(granted.bids_policy(), granted.book_of({"bids": bids, "bid_claims": claims}), granted.AS_OF)
        assert [len(batch) for batch in of_credits(run.credits)] == [1, 1]

    def test_money_and_goods_of_one_prize_are_one(self):
        policy = contesting.policy_of(
            prizes="[{rank: 1, pay: 10, goods: {product: VAN, worth: 40}}, {rank: 2, pay: 5}]", total="55"
        )
        run = contesting.run(policy, lines=[contesting.sold("A", 20), contesting.sold("B", 10)])
        assert [[each.amount for each in batch] for batch in of_contests(run)] == [[10, 1], [5]]

    def test_a_batch_of_which_one_is_chosen_is_chosen_whole(self):
        one, two, three = (posting("volume", payee, "1") for payee in "ABC")
        assert touched([(one, two), (three,)], [two]) == ((one, two),)


def found(matrix: str) -> list[Problem]:
    return list(check_approvals(policy_of(matrix)))


class TestChecks:
    def test_a_sound_matrix(self):
        assert found(MATRIX) == []

    def test_a_misspelt_column(self):
        (said,) = found(MATRIX.replace("amount:", "amout:"))
        assert (said.code, said.arg("column"), said.arg("nearest")) == ("DK280", "amout", "amount")

    def test_an_amount_in_words(self):
        (said,) = found("  rebate-correction: {hit: unique, rows: [{id: any, amount: small, then: {role: finance}}]}\n")
        assert (said.code, said.arg("kind")) == ("DK280", "amount")

    def test_a_payee_in_numbers(self):
        (said,) = found("  rebate-settlement: {hit: unique, rows: [{id: a, payee: {at: 0}, then: {role: finance}}]}\n")
        assert (said.code, said.arg("kind")) == ("DK280", "word")

    def test_a_section_is_known_of_postings_and_not_of_corrections(self):
        row = "rows: [{id: any, section: rebates, then: {role: finance}}]"
        assert found(f"  rebate-settlement: {{hit: unique, {row}}}\n") == []
        assert [each.code for each in found(f"  rebate-correction: {{hit: unique, {row}}}\n")] == ["DK280"]

    def test_a_fact_of_the_dealer_must_be_one(self):
        rows = "rows: [{id: any, %s: x, then: {role: finance}}]"
        assert found("  rebate-settlement: {hit: unique, " + rows % "dealer.kind" + "}\n") == []
        (said,) = found("  rebate-settlement: {hit: unique, " + rows % "dealer.kin" + "}\n")
        assert said.arg("nearest") == "dealer.kind"

    def test_other_subjects_ask_for_what_they_like(self):
        assert found("  discount: {hit: unique, rows: [{id: any, size: {at: 0}, then: {role: finance}}]}\n") == []

    @pytest.mark.parametrize("slip", ["finace", "fniance", "finanze", "financee"])
    def test_a_role_that_is_one_slip_from_another(self, slip: str):
        row = f"      - {{id: largest, amount: {{at: 900}}, then: {{role: director, second: {slip}}}}}\n"
        more = "      - {id: more, amount: {at: 800, below: 900}, then: {role: director, second: finance}}\n"
        (said,) = found(MATRIX.replace("{at: 100}", "{at: 100, below: 800}") + more + row)
        assert (said.code, said.arg("role"), said.arg("nearest")) == ("DK281", slip, "finance")

    @pytest.mark.parametrize("role", ["director-2", "director-b", "assistant-director-1"])
    def test_roles_that_are_alike_and_both_meant(self, role: str):
        matrix = MATRIX.replace("director", "director-1").replace("manager", "director-1")
        largest = f"      - {{id: largest, amount: {{at: 900}}, then: {{role: {role}}}}}\n"
        assert found(matrix.replace("{at: 100}", "{at: 100, below: 900}") + largest) == []
