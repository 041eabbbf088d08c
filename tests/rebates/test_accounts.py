"""The accounts of rebates: names that every program takes, and an account of its own for every dealer."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dealerkit import assembly
from dealerkit.rebates.journal.accounts import account_of

HEAD = """\
policy: {name: example, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
accounts:
"""
SOUND = {
    "expense": "Expenses:Rebates",
    "accrual": "Liabilities:Rebates:Accrued",
    "payable": "Liabilities:Rebates:Payable",
    "tax": "Liabilities:Tax:VAT",
}
A_PART = re.compile(r"[A-Z0-9][A-Za-z0-9-]*\Z")


def codes(**changed: str) -> list[str]:
    """What is found in a section with some of its names changed."""
    section = "".join(f"  {key}: {name}\n" for key, name in {**SOUND, **changed}.items())
    found = assembly.checked(assembly.loads({"accounts.yaml": (HEAD + section).encode()}))
    return [each.code for each in found.problems]


class TestNames:
    def test_sound_accounts_are_found_to_be_sound(self):
        assert codes(receivable="Assets:Receivable", expired="Income:Rebates:Expired") == []

    @pytest.mark.parametrize("name", ["Expenses:6601-05", "Expenses:Rebates:A返利", "Income:Sales:Rebates"])
    def test_numbers_hyphens_and_other_scripts_may_stand_in_a_part(self, name: str):
        assert codes(expense=name) == []

    @pytest.mark.parametrize(
        "name", ["Expenses", "Expenses:", "Expenses:rebates", "Expenses:Re_bates", "Expenses:返利", "Expenses:A²"]
    )
    def test_what_other_programs_refuse_is_refused(self, name: str):
        assert codes(expense=f'"{name}"') == ["DK347"]

    def test_the_kind_of_account_is_one_of_five(self):
        assert codes(expense="Costs:Rebates") == ["DK348"]

    def test_accounts_that_must_be_named_are_asked_for(self):
        text = HEAD + "  expense: Expenses:Rebates\n"
        found = assembly.loads({"accounts.yaml": text.encode()}).problems
        assert [(each.code, each.arg("key")) for each in found] == [
            ("DK131", "accrual"),
            ("DK131", "payable"),
            ("DK131", "tax"),
        ]


class TestChecks:
    def test_two_keys_may_not_share_an_account(self):
        assert codes(accrual=SOUND["payable"]) == ["DK349"]

    def test_a_credit_that_expires_may_reduce_the_expense(self):
        assert codes(expired=SOUND["expense"]) == []

    def test_an_account_on_the_wrong_side_is_doubted(self):
        assert codes(payable="Assets:Rebates") == ["DK355"]

    def test_no_account_lies_among_those_of_the_dealers(self):
        assert codes(tax="Liabilities:Rebates:Payable:VAT") == ["DK358"]

    def test_an_account_decides_nothing_that_a_test_could_ask(self):
        section = "".join(f"  {key}: {name}\n" for key, name in SOUND.items())
        case = "tests:\n  t: {of: accounts.expense, as_of: 2026-01-01, given: {x: 1}, expect: 1}\n"
        run = assembly.results_of(assembly.loads({"accounts.yaml": (HEAD + section + case).encode()}))
        assert [each.code for each in run.problems] == ["DK260"]


class TestDealers:
    @pytest.mark.parametrize(
        ("code", "part"),
        [
            ("D0001", "D0001"),
            ("D-001", "D-001"),
            ("1042", "1042"),
            ("acme", "Xacme"),
            ("XL", "XXL"),
            ("A/B", "A--2F--B"),
            ("客户1", "X--5BA2----6237--1"),
            ("A-", "A--2D--"),
        ],
    )
    def test_a_code_stays_readable_where_it_can(self, code: str, part: str):
        assert account_of("Liabilities:P", code) == f"Liabilities:P:{part}"

    @given(st.text(min_size=1))
    def test_every_code_makes_a_part_that_is_allowed(self, code: str):
        assert A_PART.match(account_of("P", code).removeprefix("P:"))

    @given(st.text(alphabet="aAX1-/2DF", min_size=1), st.text(alphabet="aAX1-/2DF", min_size=1))
    @example("A--2F--B", "A/B")
    @example("Xa", "a")
    def test_no_two_codes_share_an_account(self, one: str, other: str):
        assert (account_of("P", one) == account_of("P", other)) == (one == other)
