"""What `check` says of a rule of exposure before any data exists."""

from __future__ import annotations

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.credit.exposure_validation import check_exposure
from dealerkit.policy.loading import load_texts
from tests.credit.accounts import policy_of


def codes(exposure: str) -> list[str]:
    return [each.code for each in check_exposure(policy_of(f"credit: {{exposure: {{{exposure}}}}}\n"))]


@pytest.mark.parametrize(
    "exposure", ["", "bills: add", "delivered: leave-out, horizon: 10 working days", "horizon: 2 months"]
)
def test_a_sound_rule_gives_no_finding(exposure: str):
    assert codes(exposure) == []


@pytest.mark.parametrize("debt", ["receivables", "delivered", "open_orders", "bills"])
def test_a_debt_that_is_taken_off_is_found(debt: str):
    assert codes(f"{debt}: subtract") == ["DK524"]


@pytest.mark.parametrize("money", ["deposits", "unapplied"])
def test_a_customers_own_money_that_is_added_is_found(money: str):
    assert codes(f"{money}: add") == ["DK524"]


def test_a_rule_by_which_nothing_counts_is_found():
    assert codes("receivables: leave-out, delivered: leave-out, open_orders: leave-out") == ["DK523"]


def test_a_horizon_that_is_no_days_is_found():
    assert codes("horizon: 12 hours") == ["DK377"]


def test_working_days_need_a_calendar():
    head = 'policy: {name: t, revision: "1", currency: CNY, effective: 2026-01-01..}\n'
    found = load_texts({"p.yaml": (head + "credit: {exposure: {horizon: 3 working days}}\n").encode()}, SECTIONS)
    assert found.policy is not None
    assert [each.code for each in check_exposure(found.policy)] == ["DK373"]


def test_a_policy_without_credit_has_nothing_to_find():
    assert list(check_exposure(policy_of(""))) == []
