"""Approvals: which signatures count for a proposal, and what may be posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.authority.signing import Verdict
from dealerkit.policy.policy import Policy
from dealerkit.rebates.approval.proposals import Approvals, approvals, with_ledger
from dealerkit.rebates.ledger import Account, Posting
from dealerkit.rebates.run import Run
from dealerkit.rebates.settlement import Settlement
from tests.rebates.histories import QUARTERLY, Cells, book_of, line
from tests.rebates.signing import MATRIX, signed_policy

POLICY = signed_policy(QUARTERLY + MATRIX)
OPEN = signed_policy(QUARTERLY)
APRIL = date(2026, 4, 10)
SMALL = [line("2026-02-01", 2000)]
"""Earns 20.00: the manager signs."""
LARGE = [line("2026-02-01", 6000)]
"""Earns 120.00: director and finance sign."""
EMPLOYEES: list[Cells] = [
    {"employee": "M", "role": "manager"},
    {"employee": "D", "role": "director"},
    {"employee": "F", "role": "finance"},
    {"employee": "S", "role": "sales"},
    {"employee": "X", "role": "manager", "left_on": "2026-03-31"},
    {"employee": "P", "role": "director", "valid_to": "2026-04-03"},
    {"employee": "P", "role": "finance", "valid_from": "2026-04-04"},
]

CORRECTION: Cells = {
    "correction": "K1",
    "programme": "volume",
    "payee": "A",
    "period": "2026-Q1",
    "amount": "5",
    "author": "S",
    "reason": "agreed",
    "date": "2026-04-01",
}


def entry(by: str = "M", amount: str = "20", number: str = "1", **more: str) -> dict[str, str]:
    return {
        "approval": number,
        "subject": "rebate-settlement",
        "reference": "volume|A|2026-Q1|settlement|1",
        "amount": amount,
        "requested_at": "2026-04-01",
        "requested_by": "S",
        "decided_at": "2026-04-02",
        "decided_by": by,
        "outcome": "granted",
        **more,
    }


def asked(
    lines: list[dict[str, object]],
    *entries: Mapping[str, str],
    policy: Policy = POLICY,
    as_of: date = APRIL,
    postings: tuple[Posting, ...] = (),
) -> tuple[Settlement, Approvals]:
    tables = {"employees": EMPLOYEES, "approvals": entries}
    run = Run.open(policy, book_of(lines, postings, tables=tables), as_of)
    settlement = run.settlement()
    found = approvals(run, settlement)
    return settlement, with_ledger(found, policy, run.standing.book, run.ledger)


def verdict(lines: list[dict[str, object]], *entries: Mapping[str, str]) -> Verdict:
    _, found = asked(lines, *entries)
    return found.asked[0].judged.verdict


def fault(*entries: Mapping[str, str]) -> str:
    _, found = asked(SMALL, *entries)
    assert found.asked[0].judged.verdict is Verdict.WAITING
    return found.asked[0].judged.entries[0].fault


class TestOneSignature:
    def test_of_the_role_for_the_name_and_the_amount_is_enough(self):
        assert verdict(SMALL, entry()) is Verdict.GRANTED

    def test_nobody_has_signed(self):
        settlement, found = asked(SMALL)
        assert (found.asked[0].judged.verdict, found.asked[0].judged.missing) == (Verdict.WAITING, ("manager",))
        assert found.released(settlement.proposals) == ()

    def test_for_another_amount(self):
        assert fault(entry(amount="20.01")) == "amount"

    def test_for_the_amount_written_otherwise(self):
        assert verdict(SMALL, entry(amount="20.00")) is Verdict.GRANTED

    def test_for_another_posting(self):
        assert verdict(SMALL, entry(reference="volume|A|2026-Q2|settlement|1")) is Verdict.WAITING

    def test_by_another_role(self):
        assert fault(entry("F")) == "role"

    def test_by_somebody_who_had_left(self):
        assert fault(entry("X")) == "role"

    def test_in_a_role_that_was_not_held(self):
        assert fault(entry("S", role="manager")) == "own"
        assert fault(entry("F", role="manager")) == "role"

    def test_by_whoever_asked_for_it(self):
        assert fault(entry(requested_by="M")) == "own"

    def test_by_whoever_asked_for_it_in_another_entry(self):
        # M asks in one entry and signs in the other: each for the other would be no control.
        assert verdict(SMALL, entry(), entry("S", number="2", requested_by="M")) is Verdict.WAITING

    def test_where_nobody_is_named_who_asked(self):
        signed = entry()
        del signed["requested_by"]
        assert fault(signed) == "unasked"

    def test_after_the_day_of_the_question(self):
        assert verdict(SMALL, entry(decided_at="2026-04-11")) is Verdict.WAITING

    def test_that_was_withdrawn(self):
        assert fault(entry(outcome="withdrawn")) == "withdrawn"


class TestARefusal:
    def test_stands_beside_a_grant(self):
        again = entry("M", number="2", decided_at="2026-04-05")
        assert verdict(SMALL, entry(outcome="refused"), again) is Verdict.REFUSED

    def test_by_somebody_without_the_role_is_none(self):
        assert verdict(SMALL, entry("F", outcome="refused")) is Verdict.WAITING

    def test_is_listed_and_not_posted(self):
        settlement, found = asked(SMALL, entry(outcome="refused"))
        assert found.released(settlement.proposals) == ()
        assert [each.reference for each in found.of(settlement.proposals)] == ["volume|A|2026-Q1|settlement|1"]


class TestTwoSignatures:
    def test_of_two_people(self):
        assert verdict(LARGE, entry("D", "120"), entry("F", "120", "2")) is Verdict.GRANTED

    def test_one_is_not_enough(self):
        _, found = asked(LARGE, entry("D", "120"))
        assert found.asked[0].judged.missing == ("finance",)

    def test_of_one_person_who_changed_his_role_in_between_is_one(self):
        both = (entry("P", "120"), entry("P", "120", "2", decided_at="2026-04-05"))
        _, found = asked(LARGE, *both)
        assert found.asked[0].judged.missing == ("finance",)
        assert [each.fault for each in found.asked[0].judged.entries] == ["", "twice"]

    def test_of_one_person_twice_and_another_once(self):
        entries = (
            entry("P", "120"),
            entry("P", "120", "2", decided_at="2026-04-05"),
            entry("D", "120", "3"),
        )
        assert verdict(LARGE, *entries) is Verdict.GRANTED


class TestWhatMayBePosted:
    def test_everything_where_the_matrix_has_no_such_subject(self):
        settlement, found = asked(SMALL, policy=OPEN)
        assert (found.settlements, found.asked) == (False, ())
        assert found.released(settlement.proposals) == settlement.proposals

    def test_periods_that_are_set_against_each_other_together_or_not_at_all(self):
        # 60.00 were paid for the first quarter, which earned 20.00; the second earns 49.99 and is granted.
        account = Account("volume", "A", "2026-Q1")
        paid = Posting(account, "settlement", 1, Decimal("60.00"), Decimal(0), "CNY", date(2026, 4, 1))
        granted = entry(amount="49.99", reference="volume|A|2026-Q2|settlement|1", decided_at="2026-07-02")
        lines = [*SMALL, line("2026-05-01", 4999)]
        settlement, found = asked(lines, granted, as_of=date(2026, 7, 2), postings=(paid,))
        assert [each.net for each in settlement.proposals] == [Decimal("-40.00"), Decimal("49.99")]
        assert [each.judged.verdict for each in found.asked] == [Verdict.WAITING, Verdict.GRANTED]
        assert found.released(settlement.proposals) == ()

    def test_an_old_grant_does_not_serve_for_the_next_posting(self):
        first, found = asked(SMALL, entry())
        (posted,) = found.released(first.proposals)
        more = [*SMALL, line("2026-03-01", 2000)]
        settlement, found = asked(more, entry(), postings=(evolve(posted, posted_on=APRIL),))
        assert [each.id for each in settlement.proposals] == ["volume|A|2026-Q1|adjustment|1"]
        assert found.released(settlement.proposals) == ()
        assert [each.is_posted for each in found.asked] == [False, True]


class TestCorrections:
    def waiting(self, policy: Policy) -> list[tuple[str, tuple[str, ...]]]:
        run = Run.open(policy, book_of(SMALL, tables={"corrections": [CORRECTION]}), APRIL)
        found = approvals(run, run.settlement()).asked
        return [(each.reference, each.judged.missing) for each in found if each.subject == "rebate-correction"]

    def test_that_wait_are_listed_with_their_role(self):
        assert self.waiting(POLICY) == [("K1", ("finance",))]

    def test_that_wait_for_anybody_else_are_listed_too(self):
        assert self.waiting(OPEN) == [("K1", ())]


class TestFindings:
    def test_what_waits_is_said_once_with_its_money(self):
        _, found = asked(LARGE)
        (said,) = found.problems()
        assert (said.code, said.arg("count"), said.arg("amount")) == ("DK461", 1, Decimal("120.00"))

    def test_a_role_that_nobody_holds_is_named(self):
        run = Run.open(POLICY, book_of(SMALL), APRIL)
        found = approvals(run, run.settlement())
        assert [each.code for each in found.problems()] == ["DK461", "DK463"]

    def test_who_holds_a_role_is_said(self):
        _, found = asked(LARGE)
        assert [(each.role, each.people, each.count) for each in found.waiting()] == [
            ("director", ("D",), 1),
            ("finance", ("F", "P"), 1),
        ]

    def test_an_entry_for_nothing_is_listed(self):
        _, found = asked(SMALL, entry(reference="volume|A|2026-Q9|settlement|1"))
        assert found.stale == ("volume|A|2026-Q9|settlement|1",)
