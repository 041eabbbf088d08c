"""Whole histories: sales, late sales, returns and runs in any order, against the naive telling of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.policy import Policy
from dealerkit.rebates.approval.proposals import approvals
from dealerkit.rebates.ledger import Posting, read_ledger
from dealerkit.rebates.run import Run
from dealerkit.rebates.settlement import Settlement, settle
from tests.rebates.histories import QUARTERLY, book_of, policy_of
from tests.rebates.naive_settlement import Books, Sale
from tests.rebates.signing import signed_policy

RULES = ("carry-forward", "invoice", "floor")
EVERY = {"month": 1, "quarter": 3}

SALES = st.lists(
    st.builds(
        lambda day, late, payee, cents: Sale(day, day + timedelta(days=late), payee, Decimal(cents) / 100),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(0, 120),
        st.sampled_from(["A", "B"]),
        st.integers(-300_000, 600_000) | st.sampled_from([100_000, 499_999, 500_000, -500_000]),
    ),
    max_size=12,
)
RUNS = st.lists(st.dates(date(2026, 1, 1), date(2027, 6, 30)), min_size=1, max_size=6).map(sorted)


def policies(every: str, negative: str) -> Policy:
    return policy_of(QUARTERLY.replace("every: quarter", f"every: {every}").replace("carry-forward", negative))


POLICIES = {(every, rule): policies(every, rule) for every in EVERY for rule in RULES}


def run(policy: Policy, sales: list[Sale], ledger: list[Posting], today: date) -> Settlement:
    lines = [
        {
            "date": each.day,
            "dealer": each.payee,
            "product": "P",
            "net_amount": each.amount,
            "recorded_at": each.recorded,
        }
        for each in sales
    ]
    return settle(policy, book_of(lines, ledger, known_at=today), today, today)


def numbered(posting: Posting) -> tuple[str, int]:
    return posting.account.payee, int(posting.account.period[-1])


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("rule", RULES)
class TestHistories:
    @settings(max_examples=40)
    @given(sales=SALES, days=RUNS)
    def test_every_run_moves_what_the_naive_telling_moves(
        self, every: str, rule: str, sales: list[Sale], days: list[date]
    ):
        ledger: list[Posting] = []
        books = Books(EVERY[every], rule)
        for today in days:
            proposals = run(POLICIES[every, rule], sales, ledger, today).proposals
            assert {numbered(each): each.net for each in proposals} == books.pay(sales, today)
            ledger += proposals
        assert len({each.id for each in ledger}) == len(ledger)

    @settings(max_examples=20)
    @given(sales=SALES, days=RUNS)
    def test_a_second_run_over_the_same_facts_moves_nothing(
        self, every: str, rule: str, sales: list[Sale], days: list[date]
    ):
        ledger: list[Posting] = []
        for today in days:
            ledger += run(POLICIES[every, rule], sales, ledger, today).proposals
            assert run(POLICIES[every, rule], sales, ledger, today).proposals == ()

    @settings(max_examples=20)
    @given(sales=SALES, days=RUNS)
    def test_how_often_it_was_run_does_not_matter_in_the_end(
        self, every: str, rule: str, sales: list[Sale], days: list[date]
    ):
        if rule == "floor":
            # What is given up depends on when it was looked at: that is the meaning of the rule.
            return
        end = date(2027, 12, 31)
        many: list[Posting] = []
        for today in (*days, end):
            many += run(POLICIES[every, rule], sales, many, today).proposals
        once = run(POLICIES[every, rule], sales, [], end)
        if rule == "invoice":
            assert sum(each.net for each in many) == sum(each.net for each in once.proposals)
        else:
            # Nothing is taken back in money, so what early runs overpaid may still wait to be set off.
            assert sum(each.net for each in many) >= sum(each.net for each in once.proposals)


@pytest.mark.slow
@given(SALES, RUNS)
def test_a_run_that_is_repeated_before_it_was_posted_has_the_same_names_and_contents(
    sales: list[Sale], days: list[date]
):
    policy = POLICIES["quarter", "invoice"]
    ledger: list[Posting] = []
    for today in days:
        first = run(policy, sales, ledger, today).proposals
        again = run(policy, sales, ledger, today).proposals
        ledger += first
        known = read_ledger(book_of([], ledger), "CNY", {"volume": "volume"})
        assert known.new(again) == ((), ())


ANY_AMOUNT = """
authority:
  rebate-settlement:
    hit: unique
    columns: {amount: {type: amount, from: 0}}
    rows: [{id: any, amount: {at: 0}, then: {role: manager}}]
"""
SIGNED = {
    rule: signed_policy(QUARTERLY.replace("carry-forward", rule) + ANY_AMOUNT) for rule in ("carry-forward", "invoice")
}
CORRECTED = st.lists(
    st.tuples(
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.sampled_from(["A", "B"]),
        st.integers(1, 4),
        st.integers(-20_000, 20_000).filter(bool),
        st.booleans(),
    ),
    max_size=4,
)
"""Corrections: day, payee, quarter, cents, and whether somebody else has approved it."""


@pytest.mark.parametrize("rule", SIGNED)
class TestSignedHistories:
    """Runs of which only a part is approved each time, with corrections that come in between."""

    @settings(max_examples=25)
    @given(sales=SALES, corrections=CORRECTED, days=RUNS, draw=st.data())
    def test_what_is_approved_is_paid_once_and_all_of_it_in_the_end(
        self,
        rule: str,
        sales: list[Sale],
        corrections: list[tuple[date, str, int, int, bool]],
        days: list[date],
        draw: st.DataObject,
    ):
        ledger: list[Posting] = []
        end = date(2027, 12, 31)
        for today in (*days, end):
            run = self.opened(rule, sales, corrections, ledger, (), today)
            proposed = run.settlement().proposals
            chosen = [each for each in proposed if today == end or draw.draw(st.booleans())]
            run = self.opened(rule, sales, corrections, ledger, chosen, today)
            settlement = run.settlement()
            assert settlement.proposals == proposed
            released = approvals(run, settlement).released(proposed)
            assert set(released) <= set(chosen)
            ledger += released
            again = self.opened(rule, sales, corrections, ledger, chosen, today).settlement()
            # A signature serves once, and what was posted is not proposed again.
            assert not {each.id for each in again.proposals} & {each.id for each in ledger}
            assert sum(each.net for each in again.proposals) == sum(each.net for each in proposed) - sum(
                each.net for each in released
            )
        assert len({each.id for each in ledger}) == len(ledger)
        if rule == "invoice":
            owed = Books(3, rule).owed(sales, end)
            for day, payee, quarter, cents, is_approved in corrections:
                if is_approved and day <= end:
                    owed[payee, quarter] = owed.get((payee, quarter), Decimal(0)) + Decimal(cents) / 100
            paid: dict[tuple[str, int], Decimal] = {}
            for each in ledger:
                paid[numbered(each)] = paid.get(numbered(each), Decimal(0)) + each.net
            assert {key: amount for key, amount in paid.items() if amount} == {
                key: amount for key, amount in owed.items() if amount
            }

    def opened(
        self,
        rule: str,
        sales: list[Sale],
        corrections: list[tuple[date, str, int, int, bool]],
        ledger: list[Posting],
        signed: Sequence[Posting],
        today: date,
    ) -> Run:
        lines = [
            {
                "date": each.day,
                "dealer": each.payee,
                "product": "P",
                "net_amount": each.amount,
                "recorded_at": each.recorded,
            }
            for each in sales
        ]
        tables: dict[str, list[Mapping[str, object]]] = {
            "employees": [{"employee": "M", "role": "manager"}],
            "corrections": [
                {
                    "correction": str(number),
                    "programme": "volume",
                    "payee": payee,
                    "period": f"2026-Q{quarter}",
                    "amount": Decimal(cents) / 100,
                    "author": "E",
                    "reason": "agreed",
                    "date": day,
                    "approved_by": "F" if is_approved else "E",
                }
                for number, (day, payee, quarter, cents, is_approved) in enumerate(corrections)
            ],
            "approvals": [
                {
                    "approval": str(number),
                    "subject": "rebate-settlement",
                    "reference": each.id,
                    "amount": each.net,
                    "requested_at": today.isoformat(),
                    "requested_by": "S",
                    "decided_at": today.isoformat(),
                    "decided_by": "M",
                    "outcome": "granted",
                }
                for number, each in enumerate(signed)
            ],
        }
        return Run.open(SIGNED[rule], book_of(lines, ledger, known_at=today, tables=tables), today)
