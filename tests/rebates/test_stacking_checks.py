"""Which programmes surely pay on the same lines, as far as their conditions tell."""

from __future__ import annotations

import pytest

from dealerkit.policy.rules import rules
from dealerkit.rebates.joint.paying_twice import check_paying_twice
from dealerkit.rebates.programme import programmes_of
from tests.rebates.stackings import programme, stacked_policy


def doubled(one: dict[str, str], other: dict[str, str], more: str = "") -> list[tuple[object, object]]:
    """The pairs that `check` tells of."""
    policy = stacked_policy(f"rebates:\n{programme('one', **one)}{programme('other', **other)}{more}")
    problems = check_paying_twice(policy, programmes_of(policy))
    return [(each.arg("programme"), each.arg("others")) for each in problems if each.code == "DK441"]


def where(condition: str, measure: str = "net_amount") -> dict[str, str]:
    return {"qualifying": f"{{where: '{condition}', measure: {measure}}}"}


BOTH = [("other", ("one",))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({}, where('product.brand == "A"')),
        (where('product.brand == "A"'), where('product.brand == "A"', "quantity")),
        (where('product.brand == "A"'), where('line.quantity > 1 and product.brand == "A"')),
        (where("line.quantity >= 10"), where("line.quantity > 5")),
        (where('product.brand == "A"'), where('product.brand in ["A", "B"]')),
        (where('within(product, "phones")'), where('within(product, "phones") and line.quantity > 1')),
        ({"period": "month"}, {"period": "year"}),
        ({"eligible": 'dealer.class == "A"'}, {"eligible": 'dealer.status == "active"'}),
        ({}, {"paying": '{where: product.brand == "A", measure: net_amount}'}),
    ],
)
def test_programmes_that_surely_take_the_same_lines_are_told_of(one: dict[str, str], other: dict[str, str]):
    assert doubled(one, other) == BOTH


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (where('product.brand == "A"'), where('product.brand == "B"')),
        (where("line.quantity < 10"), where("line.quantity >= 10")),
        (where('product.brand == "A"'), where("line.quantity > 1")),
        (where('within(product, "phones")'), where('within(product, "parts")')),
        ({"eligible": 'dealer.class == "A"'}, {"eligible": 'dealer.class == "B"'}),
        ({"effective": "2026-01-01..2026-06-30"}, {"effective": "2026-07-01.."}),
        (
            {},
            {
                "qualifying": "{from: sell-through, measure: quantity}",
                "kind": "per-unit",
                "bands": "[{at_unit: 1, pay: 1}]",
            },
        ),
        (
            {"payee": "buyer", "qualifying": "{from: sell-through, measure: quantity}"},
            {"qualifying": "{from: sell-through, measure: quantity}"},
        ),
        (where('product.brand == "A"'), {"paying": '{where: product.brand == "B", measure: net_amount}'}),
    ],
)
def test_programmes_that_may_never_meet_are_not(one: dict[str, str], other: dict[str, str]):
    assert doubled(one, other) == []


@pytest.mark.parametrize("rule", ["sum", "best-of", "exclusive"])
def test_a_stacking_that_names_both_says_what_holds(rule: str):
    assert doubled({}, {}, f"stacking:\n  s: {{rule: {rule}, programmes: [one, other]}}\n") == []


def test_a_sum_without_programmes_speaks_for_all():
    assert doubled({}, {}, "stacking:\n  s: {rule: sum}\n") == []


def test_a_stacking_that_names_one_of_them_says_nothing():
    third = programme("third", **where('product.brand == "A"'))
    policy = stacked_policy(
        f"rebates:\n{programme('one')}{programme('other')}{third}"
        "stacking:\n  s: {rule: best-of, programmes: [one, third]}\n"
    )
    found = check_paying_twice(policy, programmes_of(policy))
    assert [(each.arg("programme"), each.arg("others")) for each in found] == [
        ("other", ("one",)),
        ("third", ("other",)),
    ]


def test_only_a_stacking_that_decides_can_be_reached_by_a_test():
    policy = stacked_policy(
        f"rebates:\n{programme('one')}{programme('other')}"
        "stacking:\n  meant: {rule: sum}\n  best: {rule: best-of, programmes: [one, other]}\n"
    )
    assert [rule.address for rule in rules(policy.sections["stacking"])] == ["stacking.best"]
