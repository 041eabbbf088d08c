"""Corrections by hand: which count, what they change, and that they are paid once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.rebates.accrual import Method, accrue
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.settlement import Settlement, explain, settle
from tests.rebates.histories import QUARTERLY, Cells, book_of, line
from tests.rebates.signing import MATRIX, signed_policy

POLICY = signed_policy(QUARTERLY)
CHECKED = signed_policy(QUARTERLY + MATRIX)
MARCH = date(2026, 3, 31)
LINES = [line("2026-02-01", 6000)]
CORRECTION = {
    "correction": "K1",
    "programme": "volume",
    "payee": "A",
    "period": "2026-Q1",
    "amount": "-20",
    "author": "E1",
    "reason": "sold outside his territory",
    "date": "2026-03-20",
    "approved_by": "E2",
}
EMPLOYEES = [{"employee": "E2", "role": "finance"}, {"employee": "E3", "role": "manager"}]


def settled(
    *corrections: Cells,
    policy: Policy = POLICY,
    lines: list[dict[str, object]] = LINES,
    postings: list[Posting] | None = None,
    approvals: list[Cells] | None = None,
) -> Settlement:
    tables = {"corrections": corrections, "employees": EMPLOYEES, "approvals": approvals or []}
    return settle(policy, book_of(lines, postings or [], tables=tables), MARCH)


def amount(found: Settlement) -> Decimal | None:
    (row,) = found.rows
    return row.entitlement


def codes(found: Settlement) -> list[str]:
    return [each.code for each in found.problems]


class TestWhatCounts:
    def test_a_correction_with_author_reason_and_approval(self):
        found = settled(CORRECTION)
        # 6,000 × 2 % less 20.00.
        assert (amount(found), found.rows[0].corrected, codes(found)) == (Decimal("100.00"), Decimal(-20), [])

    @pytest.mark.parametrize("column", ["author", "reason"])
    def test_none_without_author_or_reason(self, column: str):
        found = settled({**CORRECTION, column: ""})
        assert (amount(found), codes(found)) == (Decimal("120.00"), ["DK455"])

    def test_none_that_nobody_has_approved(self):
        found = settled({**CORRECTION, "approved_by": ""})
        assert (amount(found), codes(found)) == (Decimal("120.00"), ["DK456"])

    def test_none_that_its_author_has_approved(self):
        found = settled({**CORRECTION, "approved_by": "E1"})
        assert (amount(found), codes(found)) == (Decimal("120.00"), ["DK457"])

    def test_none_before_its_date(self):
        found = settled({**CORRECTION, "date": "2026-04-01"})
        assert (amount(found), codes(found)) == (Decimal("120.00"), [])

    def test_one_for_no_period_of_the_programme_is_named(self):
        found = settled({**CORRECTION, "period": "2026-01"})
        assert (amount(found), codes(found)) == (Decimal("120.00"), ["DK458"])

    def test_one_for_no_programme_is_named(self):
        assert codes(settled({**CORRECTION, "programme": "volum"})) == ["DK458"]

    def test_one_for_a_payee_without_lines(self):
        found = settled({**CORRECTION, "amount": "30"}, lines=[])
        assert (amount(found), [each.net for each in found.proposals]) == (Decimal(30), [Decimal(30)])


class TestWithAMatrix:
    def test_whoever_holds_the_role_approves(self):
        assert amount(settled(CORRECTION, policy=CHECKED)) == Decimal("100.00")

    def test_another_role_does_not(self):
        found = settled({**CORRECTION, "approved_by": "E3"}, policy=CHECKED)
        assert (amount(found), codes(found)) == (Decimal("120.00"), ["DK456"])
        assert found.problems[0].arg("roles") == ("finance",)

    def test_an_entry_of_the_table_approves_as_well(self):
        entry = {
            "approval": "1",
            "subject": "rebate-correction",
            "reference": "K1",
            "amount": "-20",
            "requested_at": "2026-03-20",
            "requested_by": "E1",
            "decided_at": "2026-03-21",
            "decided_by": "E2",
            "outcome": "granted",
        }
        found = settled({**CORRECTION, "approved_by": ""}, policy=CHECKED, approvals=[entry])
        assert (amount(found), codes(found)) == (Decimal("100.00"), [])

    def test_a_case_that_the_matrix_does_not_take_is_named(self):
        found = settled({**CORRECTION, "amount": "5000"}, policy=CHECKED)
        assert (amount(found), codes(found)) == (Decimal("120.00"), ["DK462"])


class TestWhatFollows:
    def test_the_story_names_author_and_reason(self):
        book = book_of(LINES, tables={"corrections": [CORRECTION]})
        found = explain(POLICY, book, "volume", "A", MARCH)
        assert isinstance(found, Decision)
        told = found.reasons[-1]
        assert (told.step, told.arg("author"), told.arg("reason")) == ("correction", "E1", "sold outside his territory")
        assert (found.amount, found.value("correction")) == (Decimal("100.00"), Decimal(-20))

    def test_it_is_not_paid_twice(self):
        first = settled({**CORRECTION, "amount": "30"})
        again = settled({**CORRECTION, "amount": "30"}, postings=[*first.proposals])
        assert ([each.net for each in first.proposals], again.proposals) == ([Decimal("150.00")], ())

    def test_it_is_taken_back_when_it_is_withdrawn(self):
        first = settled({**CORRECTION, "amount": "30"})
        again = settled(postings=[*first.proposals])
        assert again.rows[0].payable == Decimal("-30.00")

    @pytest.mark.parametrize("method", list(Method))
    def test_it_is_a_cost_by_every_method(self, method: Method):
        book = book_of(LINES, tables={"corrections": [{**CORRECTION, "date": "2026-02-01"}]})
        plain = accrue(POLICY, book_of(LINES), date(2026, 2, 14), method=method).rows[0].earned.amount
        found = accrue(POLICY, book, date(2026, 2, 14), method=method).rows[0].earned.amount
        assert plain is not None
        assert found == plain - 20
