"""What is known to be wrong with limits before there is any customer: beside the bad files, the sound neighbours."""

from __future__ import annotations

from textwrap import indent

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.credit.limits.validation import check_limits
from dealerkit.policy.loading import load_texts
from tests.credit.accounts import policy_of


def codes(body: str) -> list[str]:
    policy = policy_of("credit:\n  limits:\n" + indent(body, "    ") + "\n")
    return [each.code for each in check_limits(policy)]


SOUND = (
    "a: {rolling: {days: 30}, opening: {limit: 5, within: 5 working days}, minimum: 10, maximum: 10}",
    "a: {combined: {take: sum, of: [b]}, opening: {limit: 5}}\nb: {only_in: true, rolling: {days: 30}}",
    "a: {effective: ..2026-06-30, fixed: 1}\nb: {fixed: 2}",
    'a: {where: dealer.class == "A", fixed: 1}\nb: {where: dealer.class == "B", fixed: 2}\nc: {fixed: 3}',
    "a: {fixed: 1}\ng: {for: group, fixed: 2}",
    "g: {for: group, fixed: 2}\nh: {for: group, group_kinds: [buying group], fixed: 2}",
    'g: {for: group, where: dealer.class == "A", rolling: {days: 30}}',
    "a: {where: account.exposure > 5, fixed: 1}",
    "a: {unlimited: true, sublimits: [{id: s, limit: 5}]}",
)

WRONG = (
    ("a: {combined: {take: sum, of: [a]}}", ["DK530"]),
    ("a: {fixed: =account.group_limit}", ["DK530"]),
    ("a: {fixed: 1, sublimits: [{id: s, limit: = account.headroom}]}", ["DK530"]),
    ("a: {combined: {take: sum, of: [g]}}\ng: {for: group, fixed: 1}", ["DK529"]),
    ("a: {backed: {by: deposit}, opening: {limit: 1}}", ["DK533"]),
    ("a: {effective: 2026-01-01..2026-12-31, fixed: 1}\nb: {fixed: 2}", ["DK535"]),
    ('a: {where: dealer.class == "A", fixed: 1}\nb: {where: dealer.class == "A", fixed: 2}', ["DK535"]),
    ("a: {unlimited: false}", ["DK536"]),
    ("a: {granted: false}", ["DK536"]),
    ("a: {unlimited: true, step: 10, temporary: {}}", ["DK536", "DK536"]),
    ("a: {unlimited: true, sublimits: [{id: s, share: 5%}]}", ["DK536"]),
    (
        "a: {combined: {take: sum, of: [b]}}\nb: {only_in: true, fixed: 1, review: {every: 1 month}}",
        ["DK536"],
    ),
    ("g: {for: group, loads: {open: 1}}", ["DK538"]),
    ("g: {for: group, fixed: = 2 * account.average_sales}", ["DK538"]),
    ("a: {fixed: 1, temporary: {longest: 30 minutes}}", ["DK539"]),
    (
        "a: {table: {hit: collect, columns: {dealer.class: word}, rows: [{id: x, dealer.class: A, then: {limit: 1}}]}}",
        ["DK537"],
    ),
)


@pytest.mark.parametrize("body", SOUND)
def test_a_sound_policy_has_no_findings(body: str):
    assert codes(body) == []


@pytest.mark.parametrize(("body", "expected"), WRONG)
def test_each_mistake_has_its_code(body: str, expected: list[str]):
    assert codes(body) == expected


def test_working_days_need_a_calendar():
    head = 'policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
    text = "credit: {limits: {a: {fixed: 1, review: {every: 5 working days}}}}\n"
    found = load_texts({"policy.yaml": (head + text).encode()}, SECTIONS).policy
    assert found is not None
    assert [(each.code, each.arg("without")) for each in check_limits(found)] == [("DK539", "calendar")]
