"""Cases that show how conditions stand to each other, compared with trying every value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.expressions import Expression, compile_expression, witness
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.types import BOOLEAN, MONEY, TEXT, Value
from dealerkit.problems import Location

CATALOGUE = Catalogue(
    (
        Fact("case.amount", MONEY),
        Fact("case.limit", MONEY),
        Fact("case.kind", TEXT, values=("a", "b", "c")),
        Fact("case.urgent", BOOLEAN),
    )
)


def condition(text: str) -> Expression:
    found = compile_expression(text, Location("p.yaml", 1), CATALOGUE, frozenset({"case"}), BOOLEAN, {})
    assert isinstance(found, Expression), found
    return found


def all_hold(*texts: str) -> Mapping[str, Value] | bool:
    return witness([condition(each) for each in texts], CATALOGUE, all)


def none_holds(*texts: str) -> Mapping[str, Value] | bool:
    return witness([condition(each) for each in texts], CATALOGUE, lambda held: not any(held))


def test_conditions_that_exclude_each_other_have_no_case_in_common():
    assert all_hold("case.amount < 500", "case.amount >= 500") is False


def test_conditions_that_overlap_show_where():
    assert all_hold("case.amount <= 500", "case.amount >= 500") == {"case.amount": Decimal(500)}


def test_conditions_that_leave_a_gap_show_it():
    assert none_holds("case.amount < 500", "case.amount > 500") == {"case.amount": Decimal(500)}


def test_conditions_over_every_known_word_leave_no_gap():
    assert none_holds('case.kind == "a"', 'case.kind in ["b", "c"]') is False


def test_conditions_about_different_facts_overlap():
    assert all_hold("case.urgent", 'case.kind == "b"') == {"case.urgent": True, "case.kind": "b"}


def test_a_comparison_of_two_facts_is_one_thing_that_may_hold_or_not():
    assert all_hold("case.amount > case.limit", "not (case.amount > case.limit)") is False


def test_where_there_is_too_much_to_try_nothing_is_said():
    many = [f"case.amount > {n} and case.limit > {n}" for n in range(60)]
    assert all_hold(*many, "case.urgent") is True


bounds = st.integers(0, 4)
comparisons = st.builds(
    "case.{} {} {}".format, st.sampled_from(["amount", "limit"]), st.sampled_from(["<", "<=", ">", ">=", "=="]), bounds
)
atoms = comparisons | st.sampled_from(["case.urgent", 'case.kind == "a"', 'case.kind in ["a", "b"]'])
texts = st.recursive(
    atoms,
    lambda each: (
        st.builds("({} and {})".format, each, each)
        | st.builds("({} or {})".format, each, each)
        | st.builds("not ({})".format, each)
    ),
    max_leaves=4,
)
CASES: list[dict[str, Value]] = [
    {"case.amount": Decimal(amount) / 2, "case.limit": Decimal(limit) / 2, "case.kind": kind, "case.urgent": urgent}
    for amount in range(-2, 11)
    for limit in range(-2, 11)
    for kind in ("a", "b", "c")
    for urgent in (True, False)
]


@given(written=st.lists(texts, min_size=1, max_size=3), together=st.booleans())
@settings(max_examples=80)
def test_a_case_is_found_where_trying_every_value_finds_one(*, written: list[str], together: bool):
    conditions = [condition(each) for each in written]

    def wanted(held: tuple[bool, ...]) -> bool:
        return all(held) if together else not any(held)

    there = any(wanted(tuple(each.evaluate(case) is True for each in conditions)) for case in CASES)
    found = witness(conditions, CATALOGUE, wanted)
    assert isinstance(found, Mapping) == there
    if isinstance(found, Mapping):
        # Names that no condition reads may be anything.
        full = {**CASES[0], **found}
        assert wanted(tuple(each.evaluate(full) is True for each in conditions))
