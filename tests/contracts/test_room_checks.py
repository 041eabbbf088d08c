"""What ``check`` says of rules on returns, goods, intake and duties before anything happens."""

from __future__ import annotations

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.contracts.duties.validation import check as check_duties
from dealerkit.contracts.goods.validation import check as check_goods
from dealerkit.contracts.intake.validation import check as check_intake
from dealerkit.contracts.returns.validation import check as check_returns
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy

SOUND = """\
policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
contracts:
  returns:
    day_zero: sold_on
    unnamed: latest
    rules:
      - {id: exchange, asked: exchange, within: 15 days, then: exchange}
      - {id: unsold, when: return.cause == "unsold", then: refer, to: head}
      - {id: rest, then: refuse}
    path: [{id: note}, {id: credit}]
  goods:
    kinds: [good, damaged]
    opening: zero
    posting: [{id: receipts, in: system, within: 2 hours}]
    count: {every: 7 days}
    reports: [{id: damage, every: month, within: 5 days}]
    damage: {kinds: [damaged], value: cost}
  intake:
    required: [customer]
    channels: {phone: {confirm: salesperson}}
    new_business: {papers: [handover], without_contract: settlement}
    shortages: {warehouses: [W], kind: good}
  duties:
    separated: {money: {duties: [invoice, collect], scope: person}}
    roles: {cashier: [collect]}
    exceptions: [{id: branch, employee: E, duties: [invoice, collect], until: 2026-06-30}]
authority:
  stock: {hit: unique, rows: [{id: all, amount: {at: 0}, then: {role: head}}]}
"""


def policy_of(text: str) -> Policy:
    found = load_texts({"policy.yaml": text.encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def found(text: str) -> list[tuple[str, object]]:
    policy = policy_of(text)
    checks = (check_returns, check_goods, check_intake, check_duties)
    return [(each.code, each.arg("why")) for check in checks for each in check(policy)]


def test_sound_rules_are_silent():
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("written", "instead", "code", "why"),
    [
        ("then: refer, to: head", "then: refer, to: head, authority: stock", "DK790", "refers-twice"),
        ("then: refer, to: head", "then: refer, authority: stok", "DK790", "no-subject"),
        ("then: refer, to: head", "then: accept, to: head", "DK790", "signers-of-nothing"),
        ("within: 15 days, then", "within: 15 days, charge: 5, then", "DK790", "charge-on-nothing"),
        ("within: 15 days, then", "within: 24 hours, then", "DK377", ""),
        ("within: 15 days, then", "within: 15 working days, then", "DK373", ""),
        ("path: [{id: note}, {id: credit}]", "path: [{id: credit}, {id: note}]", "DK790", "credit-not-last"),
        ("within: 2 hours", "within: 2 working hours", "DK682", "in-working-hours"),
        ("in: system", "in: ledger", "DK377", ""),
        ("{every: 7 days}", "{every: 24 hours}", "DK377", ""),
        ("every: month, within: 5 days", 'every: month, by: "16:30"', "DK682", "month-has-days"),
        ("{kinds: [damaged],", "{kinds: [broken],", "DK682", "unknown-kind"),
        ("kind: good}", "kind: gift}", "DK689", "unknown-stock"),
        ("papers: [handover]", "papers: [handovr]", "DK689", "unknown-field"),
        ("{phone: {confirm: salesperson}}", "{phone: {}}", "DK689", "not-confirmed"),
        ("scope: person", "scope: order", "DK693", "roles-unread"),
        ("duties: [invoice, collect], until", "duties: [invoice, invoice], until", "DK693", "one-duty"),
    ],
)
def test_one_mistake_is_one_finding(written: str, instead: str, code: str, why: str):
    assert written in SOUND
    assert found(SOUND.replace(written, instead)) == [(code, why)]


def test_a_charge_on_what_is_granted_is_sound():
    assert found(SOUND.replace("then: refer, to: head", "then: refer, to: head, charge: 5")) == []


def test_a_rule_for_everything_hides_the_rules_after_it():
    text = SOUND.replace("{id: exchange, asked: exchange, within: 15 days, then: exchange}", "{id: all, then: accept}")
    assert found(text) == [("DK790", "never-reached")] * 2
