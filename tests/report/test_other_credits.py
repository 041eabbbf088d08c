"""What a dealer had beside rebates, on his statement."""

from __future__ import annotations

import json
from datetime import date

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.rebates.statement import Statement, statement
from dealerkit.report.other_credits import other_credits, other_credits_json
from dealerkit.report.pages import Sheet

TEXT = """\
policy: {name: t, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {payout: credit-note, negative: invoice}
price_protection:
  phones: {title: 手机价保, stock: count}
contests:
  spring:
    period: quarter
    measured: {measure: net_amount}
    prizes: [{rank: 1, goods: {product: VAN, worth: 9}}]
    total: 9
    ties: share
    settle: {payout: transfer, late: leave}
"""
LEDGER: tuple[tuple[str, str, str, str, dict[str, str]], ...] = (
    ("price_protection.phones", "A", "2026-04-01/H1", "900", {}),
    ("price_protection.phones", "B", "2026-04-01/H1", "700", {}),
    ("contests.spring", "A", "2026-Q1", "0", {"product": "VAN", "quantity": "1"}),
)


def policy() -> Policy:
    found = load_texts({"policy.yaml": TEXT.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def told() -> Statement:
    postings = [
        {
            "id": f"{programme}|{payee}|{period}|settlement|1",
            "kind": "settlement",
            "programme": programme,
            "payee": payee,
            "period": period,
            "seq": "1",
            "net": net,
            "posted_on": "2026-05-01",
            **more,
        }
        for programme, payee, period, net, more in LEDGER
    ]
    lines = [{"date": "2026-02-01", "dealer": "A", "product": "P", "net_amount": "100"}]
    return statement(policy(), Book.from_tables({"lines": lines, "postings": postings}), "A", date(2026, 6, 30))


def test_a_dealer_is_told_his_own_credits_by_their_titles_money_and_goods():
    (sheet,) = other_credits(policy(), told().others)
    assert isinstance(sheet, Sheet)
    assert sheet.table.rows == (
        ("spring", "2026-Q1", date(2026, 5, 1), "1 × VAN"),
        ("手机价保", "2026-04-01/H1", date(2026, 5, 1), "900.00"),
    )


def test_they_are_no_rebates_and_change_none_of_their_sums():
    assert (told().paid_before, told().paid_now) == (0, 1)
    assert told().problems == ()


def test_programs_get_the_same():
    found = json.dumps(other_credits_json(told().others))
    assert [(each["scheme"], each["net"], each["product"]) for each in json.loads(found)] == [
        ("contests.spring", "0", "VAN"),
        ("price_protection.phones", "900", ""),
    ]


def test_without_any_nothing_is_said():
    assert [*other_credits(policy(), [])] == []
