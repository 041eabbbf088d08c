"""What the handbook says of credit, held to the engine: at the bound that a sentence speaks of, and beside it.

Each case of the policy says by hand what the sentence promises; the engine must answer so.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from dealerkit.assembly.testing import result_of
from dealerkit.policy.policy import Policy
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import Language
from tests.report.handbook.policies import policy

HEAD = """\
policy: {name: credit, title: Credit, revision: "1", currency: CNY, timezone: Asia/Shanghai, effective: 2026-01-01..}
credit:
  payment_days: 30
"""
OWN = "  limits: {own: {fixed: 100_000}}\n"
BUYER = "customers: [{customer: D1, kind: dealer, status: active, class: A, filed: true}]"
OWED = "invoices: [{invoice: F1, date: 2026-06-20, customer: D1, gross_amount: 40_000, currency: CNY}]"


def of_order(rules: str, given: str, expect: str) -> str:
    return (
        f"{HEAD}{rules}tests:\n  one:\n    of: credit\n    as_of: 2026-06-30\n"
        f"    given: {{{given}}}\n    expect: {{{expect}}}\n"
    )


def of_limit(limit: str, given: str, expect: str) -> str:
    return (
        f"{HEAD}  limits: {{own: {{{limit}}}}}\ntests:\n  one:\n    of: credit.limits.own\n    as_of: 2026-06-30\n"
        f"    given: {{{BUYER}, customer: D1, {given}}}\n    expect: {{{expect}}}\n"
    )


def granted(amount: int, until: str) -> str:
    return f"credit_limits: [{{customer: D1, kind: temporary, amount: {amount}, from: 2026-06-15, to: {until}}}]"


FILE = "  eligible: [{id: file, title: File, when: dealer.filed}]\n"
STATIC = OWN + "  checks: [{id: limit, static: {above: 100%}, then: block}]\n"
LOADS = OWN + "  checks: [{id: loads, open_loads: {above: 1}, then: block}]\n"
TERMS = OWN + "  checks: [{id: terms, terms_changed: {}, then: block}]\n"
OVERDUE = OWN + "  checks: [{id: late, overdue_amount: {at: 40_000, grace: 5}, then: block}]\n"
EXPIRED = "  limits: {own: {granted: true}}\n  checks: [{id: ended, limit_expired: {grace: 5}, then: warn}]\n"
CONTRACT = (
    "contracts: [{contract: HT-1, customer: D1, kind: distribution, status: signed, start: 2026-01-01,"
    " end: 2026-12-31, payment_days: 30}]"
)
DELIVERED = "deliveries: [{delivery: S1, date: 2026-06-20, customer: D1, gross_amount: 1_000, currency: CNY}]"
ORDERED = "orders: [{order: O1, date: 2026-06-20, customer: D1, gross_amount: 1_000, currency: CNY}]"


def ended(last: str) -> str:
    return f"credit_limits: [{{customer: D1, amount: 5_000, from: 2026-01-01, to: {last}}}]"


def due(day: str) -> str:
    return (
        "invoices: [{invoice: F1, date: 2026-05-01, customer: D1, gross_amount: 40_000, currency: CNY,"
        f" due_on: {day}}}]"
    )


ORDERS = {
    "who-is-not-filed-pays-first": (
        FILE,
        "credit.eligible",
        "Whoever does not meet it pays before delivery.",
        "不满足的，款到发货。",
        [
            (BUYER.replace("true", "false") + ", order: {customer: D1, amount: 1}", "action: cash-first"),
            (BUYER + ", order: {customer: D1, amount: 1}", "action: ship"),
        ],
    ),
    "the-order-itself-counts": (
        STATIC,
        "credit.checks",
        "it fails where what counts against the limit, all open orders and this one with it, comes to more than 100%",
        "占用（含全部未发订单）加本单超过额度的 100% 时不通过。",
        [
            (f"{BUYER}, {OWED}, order: {{customer: D1, amount: 60_000}}", "action: ship"),
            (f"{BUYER}, {OWED}, order: {{customer: D1, amount: 60_000.01}}", "action: hold"),
        ],
    ),
    "the-order-is-one-more-load": (
        LOADS,
        "credit.checks",
        "it fails where more than 1 deliveries would be unpaid, this order and open orders that count with them.",
        "连同本单及计入的未发订单，未付清的批次超过 1 批时不通过。",
        [
            (f"{BUYER}, order: {{customer: D1, amount: 1}}", "action: ship"),
            (f"{BUYER}, {DELIVERED}, order: {{customer: D1, amount: 1}}", "action: hold"),
            (f"{BUYER}, {ORDERED}, order: {{customer: D1, amount: 1}}", "action: hold"),
        ],
    ),
    "longer-terms-fail-though-nothing-is-written": (
        TERMS,
        "credit.checks",
        "it fails where the order agrees more days to pay than the contract.",
        "订单账期长于合同账期时不通过。",
        [
            (f"{BUYER}, {CONTRACT}, order: {{customer: D1, amount: 1, payment_days: 30}}", "action: ship"),
            (f"{BUYER}, {CONTRACT}, order: {{customer: D1, amount: 1, payment_days: 31}}", "action: hold"),
        ],
    ),
    "grace-is-days-overdue-that-do-not-count": (
        OVERDUE,
        "credit.checks",
        "Only what is overdue for more than 5 days counts.",
        "逾期超过 5 天的才计。",
        [
            (f"{BUYER}, {due('2026-06-25')}, order: {{customer: D1, amount: 1}}", "action: ship"),
            (f"{BUYER}, {due('2026-06-24')}, order: {{customer: D1, amount: 1}}", "action: hold"),
        ],
    ),
    "a-limit-has-ended": (
        EXPIRED,
        "credit.checks",
        "It fails where the limit's last day has passed: 5 more days are let pass.",
        "额度已到期时不通过：另宽限 5 天。",
        [
            (f"{BUYER}, {ended('2026-06-25')}, order: {{customer: D1, amount: 1}}", "checks.ended: passed"),
            (f"{BUYER}, {ended('2026-06-24')}, order: {{customer: D1, amount: 1}}", "checks.ended: warn"),
        ],
    ),
}
SECURED = "securities: [{{security: B1, customer: D1, kind: guarantee, amount: {}, cover: 0.9, from: 2026-01-01}}]"
BACKED = "backed: {by: guarantee}"
LIMITS = {
    "only-what-is-covered-counts": (
        BACKED,
        "Of each security only the covered share counts.",
        "每项担保只按其保障比例计。",
        [(SECURED.format("100_000"), "amount: 90_000")],
    ),
    "an-increase-goes-beyond-the-maximum": (
        f"{BACKED}, maximum: 50_000, temporary: {{most: 50%}}",
        "A temporary increase is added to the limit, also beyond its maximum.",
        "临时额度加在额度之上，可超过最高额度。",
        [(f"{SECURED.format('100_000')}, {granted(20_000, '2026-07-31')}", "amount: 70_000, temporary: 20_000")],
    ),
    "a-limit-in-place-of-another-raises-it-by-so-much-at-most": (
        "fixed: 60_000, temporary: {way: replace, most: 50%}",
        "It raises the limit by at most 50% of what the limit is without it.",
        "最多使额度增加其 50%。",
        [
            (granted(80_000, "2026-07-31"), "amount: 80_000"),
            (granted(100_000, "2026-07-31"), "amount: 90_000"),
        ],
    ),
    "an-increase-for-too-long-counts-for-nothing": (
        "fixed: 60_000, temporary: {longest: 3 months}",
        "One that is to hold for longer than 3 months does not count at all.",
        "期限超过 3 个月的，不予计入。",
        [
            (granted(5_000, "2026-09-15"), "amount: 65_000"),
            (granted(5_000, "2026-09-16"), "amount: 60_000"),
        ],
    ),
    "without-a-rule-no-increase-counts": (
        "fixed: 60_000",
        "temporary increases come after them, and count only where the limit says how",
        "额度未规定临时额度的，临时额度不计",
        [(granted(5_000, "2026-07-31"), "amount: 60_000")],
    ),
    "nothing-granted-is-nothing": (
        "granted: true",
        "The limit is what was granted by name and holds on the day; zero where nothing was.",
        "额度按单独批准且当日有效的金额；没有批准的为零。",
        [(ended("2026-06-30"), "amount: 5_000"), (ended("2026-06-29"), "amount: 0")],
    ),
    "the-least-leaves-out-what-sets-no-bound": (
        "combined: {take: least, of: [a, b]}}, a: {fixed: 500, only_in: true}, b: {unlimited: true, only_in: true",
        "one that is not for the customer, or sets no bound, is left out.",
        "不适用或不设上限的不计。",
        [(ended("2026-06-30"), "amount: 500")],
    ),
    "the-greatest-has-no-bound-where-one-has-none": (
        "combined: {take: greatest, of: [a, b]}}, a: {fixed: 500, only_in: true}, b: {unlimited: true, only_in: true",
        "where one of them sets no bound, there is none.",
        "其中有不设上限的，即不设上限。",
        [(ended("2026-06-30"), "amount: none")],
    ),
    "rounding-comes-last": (
        "fixed: 60_500, minimum: 60_900, step: 1_000",
        "At the very last the limit is rounded down to a multiple of CNY 1,000.",
        "最后将额度向下取整到 1,000 元的倍数。",
        [("credit_limits: [{customer: D9, amount: 1, from: 2026-01-01}]", "amount: 60_000")],
    ),
}


@cache
def book(text: str) -> Policy:
    return policy(text)


def said(text: str, address: str, lang: Language) -> str:
    chapters = handbook(book(text), lang, date(2026, 6, 30)).chapters
    return "".join(each.markdown() for each in chapters if each.address == address).replace("\\", "")


def answers(text: str) -> list[str]:
    """What the engine answers otherwise than the case says."""
    (case,) = book(text).cases.values()
    found = result_of(book(text), case)
    return [f"{each.code}: {dict(each.args)}" for each in found.problems]


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_said_of_an_order_is_what_becomes_of_it(name: str):
    rules, address, english, chinese, cases = ORDERS[name]
    texts = [of_order(rules, given, expect) for given, expect in cases]
    assert english in said(texts[0], address, "en")
    assert chinese in said(texts[0], address, "zh")
    assert [answers(text) for text in texts] == [[] for _ in texts]


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_said_of_a_limit_is_what_it_comes_to(name: str):
    limit, english, chinese, cases = LIMITS[name]
    texts = [of_limit(limit, given, expect) for given, expect in cases]
    assert english in said(texts[0], "credit.limits", "en")
    assert chinese in said(texts[0], "credit.limits", "zh")
    assert [answers(text) for text in texts] == [[] for _ in texts]
