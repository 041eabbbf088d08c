"""Every kind of check at its very bound, with every consequence, for a class and for a dealer."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.results import Action, Checked, OrderAnswer
from tests.credit.accounts import Rows, policy_of, standing, table

DAY = date(2026, 3, 31)

# 80 are owed, and the order is 20: together 100, all of the limit. I1 was due on 3 March, 28 days ago, and is half of
# what is owed; the second letter was written for it. With this delivery three are unpaid.
BOUNDED: Final = {
    "static": "static: {%s: 100%%}",
    "dynamic": "dynamic: {%s: 100%%, horizon: 30 days}",
    "group": "group: {%s: 100%%}",
    "sublimit": "sublimit: {%s: 100%%}",
    "order_value": "order_value: {%s: 20}",
    "overdue_amount": "overdue_amount: {%s: 40}",
    "overdue_share": "overdue_share: {%s: 50%%}",
    "oldest_item": "oldest_item: {clock: term, %s: 28}",
    "dunning_level": "dunning_level: {%s: 2}",
    "open_loads": "open_loads: {%s: 3}",
}
"""Checks that compare a figure, each with the figure of the account as its bound."""
OTHERS: Final = {
    "terms_changed": "terms_changed: {longer_than_contract: true}",
    "review_passed": "review_passed: {}",
    "limit_expired": "limit_expired: {}",
    "account_status": "account_status: {blocked: [watched]}",
    "condition": "condition: order.amount >= 20",
}
"""Checks that fail on the account."""

FAILING: Final = {**{kind: text % "at" for kind, text in BOUNDED.items()}, **OTHERS}
LIMITS: Final = """
  limits:
    own:
      effective: 2026-01-01..2026-12-31
      granted: true
      review: {every: 2 months}
      sublimits: [{id: part, share: 100%}]
    family: {for: group, fixed: 100}
"""
LADDER: Final = "  over_limit: {steps: [{id: cash, cash_first: true}]}\n"
DUNNING: Final = "collections:\n  dunning: {levels: [{id: first, at: 7}, {id: second, at: 14}]}\n"
ACCOUNT: Final[dict[str, Rows]] = {
    "customers": table(
        "customer,kind,status,class,group", "D,dealer,watched,B,G", "E,dealer,watched,A,", "F,dealer,watched,C,"
    ),
    "groups": table("group,kind", "G,control"),
    "contracts": table("contract,customer,payment_days,start", "C,D,30,2026-01-01"),
    "credit_limits": table("customer,amount,from,to,review_on", "D,100,2026-01-01,2026-12-31,2026-03-30"),
    "invoices": table("invoice,customer,date,gross_amount", "I1,D,2026-02-01,40", "I2,D,2026-03-20,40"),
    "dunnings": table("letter,date,customer,level,invoice", "L,2026-03-20,D,2,I1"),
}
ENDED: Final = table("customer,amount,from,to,review_on", "D,100,2026-01-01,2026-03-30,2026-03-30")


def ask(checks: dict[str, str], then: str, **tables: Rows) -> OrderAnswer:
    lines = "".join(f"    - {{id: {kind}, {text}, {then}}}\n" for kind, text in checks.items())
    text = f"credit:\n  payment_days: 30\n{LIMITS}  checks:\n{lines}{LADDER}{DUNNING}"
    found = standing(policy_of(text), DAY, **{**ACCOUNT, **tables})
    order = Order(customer="D", order="N", amount=Decimal(20), payment_days=45)
    return Decider(found, Limits(found)).trace(order, DAY)


def failed(answer: OrderAnswer) -> dict[str, bool | None]:
    return {each.id: each.failed for each in answer.checks}


class TestOperators:
    def test_at_fails_at_the_bound_itself(self):
        answer = ask({kind: text % "at" for kind, text in BOUNDED.items()}, "then: warn")
        assert failed(answer) == dict.fromkeys(BOUNDED, True)

    def test_above_passes_at_the_bound(self):
        answer = ask({kind: text % "above" for kind, text in BOUNDED.items()}, "then: warn")
        assert failed(answer) == dict.fromkeys(BOUNDED, False)

    @pytest.mark.parametrize(
        ("kind", "less", "more"),
        [
            ("static", "99.99%", "100.01%"),
            ("dynamic", "99.99%", "100.01%"),
            ("group", "99.99%", "100.01%"),
            ("sublimit", "99.99%", "100.01%"),
            ("order_value", "19.99", "20.01"),
            ("overdue_amount", "39.99", "40.01"),
            ("overdue_share", "49.99%", "50.01%"),
            ("oldest_item", "27", "29"),
            ("dunning_level", "1", "3"),
            ("open_loads", "2", "4"),
        ],
    )
    def test_above_fails_just_beyond_and_at_passes_just_below_the_bound(self, kind: str, less: str, more: str):
        own = BOUNDED[kind] % "BOUND"
        beyond, below = (re.sub(r"BOUND: \d+%?", bound, own) for bound in (f"above: {less}", f"at: {more}"))
        assert failed(ask({kind: beyond}, "then: warn")) == {kind: True}
        assert failed(ask({kind: below}, "then: warn")) == {kind: False}


class TestConsequences:
    @pytest.mark.parametrize(
        ("level", "action"),
        [
            ("off", Action.SHIP),
            ("warn", Action.SHIP),
            ("refer", Action.REFER),
            ("cash-first", Action.CASH_FIRST),
            ("block", Action.HOLD),
        ],
    )
    @pytest.mark.parametrize("whom", ["everyone", "class", "dealer"])
    def test_every_check_has_every_consequence_for_everyone_a_class_or_a_dealer(
        self, level: str, action: Action, whom: str
    ):
        own = {"then": f'"{level}", to: office'}
        if whom != "everyone":
            other = "warn" if level != "warn" else "block"
            where = "dealers: [D]" if whom == "dealer" else 'where: dealer.class == "B"'
            own = {"then": f'"{other}", to: office, levels: [{{id: l, {where}, then: "{level}"}}]'}
        answer = ask(FAILING, f"then: {own['then']}", credit_limits=ENDED)
        assert {each.id: each.level for each in answer.checks} == dict.fromkeys(FAILING, level)
        assert answer.action is action
        told = [] if level == "off" else list(FAILING)
        assert [each.id for each in answer.failing] == told

    @pytest.mark.parametrize("kind", FAILING)
    def test_each_alone_blocks(self, kind: str):
        answer = ask({kind: FAILING[kind]}, "then: block", credit_limits=ENDED)
        assert (answer.action, [each.id for each in answer.failing]) == (Action.HOLD, [kind])

    def test_what_is_for_others_leaves_the_checks_own_consequence(self):
        levels = '[{id: c, where: dealer.class == "A", then: "off"}, {id: d, dealers: [E, F], then: "off"}]'
        answer = ask(FAILING, f"then: block, levels: {levels}", credit_limits=ENDED)
        assert {each.level for each in answer.checks} == {"block"}

    def test_an_exclusion_never_beats_a_block_of_the_same_kind_whatever_their_order(self):
        for one, other in (('"off"', "block"), ("block", '"off"')):
            for where in ('where: dealer.class == "B"', "dealers: [D]"):
                levels = f"[{{id: x, {where}, then: {one}}}, {{id: y, {where}, then: {other}}}]"
                answer = ask(FAILING, f"then: warn, levels: {levels}", credit_limits=ENDED)
                assert {each.level for each in answer.checks} == {"block"}


class TestClocks:
    """An invoice of 1 February, due on 11 February by its own words, with 30 days to pay: they end on 3 March."""

    INVOICE = table("invoice,customer,date,gross_amount,due_on", "I,D,2026-02-01,40,2026-02-11")

    @pytest.mark.parametrize(("clock", "days"), [("term", 28), ("invoice", 58), ("due", 48)])
    def test_the_clock_is_the_payment_term_unless_the_policy_says_otherwise(self, clock: str, days: int):
        for text in [f"clock: {clock}, "] + ([""] if clock == "term" else []):
            assert failed(ask({"c": f"oldest_item: {{{text}at: {days}}}"}, "then: warn", invoices=self.INVOICE)) == {
                "c": True
            }
            above = f"oldest_item: {{{text}above: {days}}}"
            assert failed(ask({"c": above}, "then: warn", invoices=self.INVOICE)) == {"c": False}

    def test_days_of_grace_come_on_top(self):
        text = {"c": "oldest_item: {clock: due, at: 40, grace: %d}"}
        for grace, fails in ((8, True), (9, False)):
            checks = {name: each % grace for name, each in text.items()}
            assert failed(ask(checks, "then: warn", invoices=self.INVOICE)) == {"c": fails}


def test_checks_are_told_in_the_order_of_the_policy():
    turned = dict(reversed(FAILING.items()))
    answer = ask(turned, "then: warn", credit_limits=ENDED)
    assert [each.id for each in answer.failing] == list(turned)


def test_every_failing_check_says_its_figures():
    def said(check: Checked) -> bool:
        return bool(check.reasons) and all(each.args or each.step for each in check.reasons)

    answer = ask(FAILING, "then: block", credit_limits=ENDED)
    assert [each.id for each in answer.failing if not said(each)] == []
