"""Test cases of contests and promises that cannot be read, or ask about nobody."""

from __future__ import annotations

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.assembly.testing import results_of
from dealerkit.policy.loading import load_texts

POLICY = """\
policy: {name: t, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
contests:
  c:
    period: quarter
    measured: {measure: net_amount}
    prizes: [{rank: 1, pay: 5}]
    total: 5
    ties: share
    settle: {payout: transfer, late: leave}
authority:
  price-protection: {hit: unique, rows: [{id: all, days: {at: 0}, then: {role: director}}]}
promises:
  price-protection: {decide: 5 days, answer: 2 days}
tests:
  case: {of: OF, as_of: 2026-03-31, given: GIVEN, expect: 5}
"""
LINE = "{date: 2026-02-01, dealer: A, product: P, net_amount: 9}"


def codes(of: str, given: str) -> list[str]:
    loaded = load_texts({"p.yaml": POLICY.replace("OF", of).replace("GIVEN", given).encode()}, SECTIONS)
    return [each.code for each in results_of(loaded).problems]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (f"{{dealer: A, lines: {LINE}}}", []),
        ("5", ["DK132"]),
        (f"{{lines: {LINE}}}", ["DK131"]),
        (f"{{dealer: B, lines: {LINE}}}", ["DK267"]),
        (f"{{dealer: A, lines: {LINE}, period: 2026-Q4}}", ["DK267"]),
        (f"{{dealer: A, lins: {LINE}}}", ["DK266"]),
    ],
)
def test_a_case_of_a_contest_gives_lines_and_says_whose_place_is_asked_for(given: str, expected: list[str]):
    assert codes("contests.c", given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("5", ["DK132"]),
        ("{promises: []}", ["DK267"]),
        ("{promise: W, promises: {promise: V, date: 2026-03-01, dealer: A}}", ["DK267"]),
        ("{promises: {promise: V, date: 2026-03-01}}", ["DK809"]),
    ],
)
def test_a_case_of_a_promise_gives_the_promise_it_asks_about(given: str, expected: list[str]):
    assert codes("promises.price-protection", given) == expected
