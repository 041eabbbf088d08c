"""What must hold for any two policies, over the policies of the examples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import load, loads
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.overlays import item_key
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import Keyed
from dealerkit.values.numbers import read_amount
from dealerkit.whatif.difference.change import Change, Kind
from dealerkit.whatif.difference.comparing import difference
from tests.conftest import ROOT
from tests.whatif.difference.policies import rewritten

EVERY = sorted(path for path in (ROOT / "examples").glob("*/policy") if path.is_dir())
SOME = ("approvals", "contest", "credit", "contracts", "dealer-exit", "handset-distributor", "contacts", "stacking")
EVERYDAY = [path for path in EVERY if path.parent.name in SOME]
OPPOSITE = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


@cache
def policy_at(path: Path) -> Policy:
    policy = load([path]).policy
    assert policy is not None
    return policy


@cache
def without_tests(path: Path) -> Policy:
    policy = policy_at(path)
    entries = {key: value for key, value in policy.root.entries.items() if key != "tests"}
    return evolve(policy, cases=Keyed(), root=evolve(policy.root, entries=entries))


def name(path: Path) -> str:
    return path.parent.name


def says_the_same_when_written_anew(path: Path, seed: int) -> None:
    policy = policy_at(path)
    found = loads(rewritten(policy.root, Random(seed)))  # noqa: S311 - a layout, no secret
    assert found.policy is not None, found.problems
    assert difference(policy, found.policy).changes == ()
    assert difference(found.policy, policy).changes == ()


@pytest.mark.parametrize("path", EVERYDAY, ids=name)
def test_a_policy_written_anew_has_not_changed(path: Path):
    says_the_same_when_written_anew(path, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
@pytest.mark.parametrize("path", EVERY, ids=name)
def test_no_example_changes_when_it_is_written_anew(path: Path, seed: int):
    says_the_same_when_written_anew(path, seed)


def leaves(node: Node, address: str = "") -> Iterator[tuple[str, Scalar]]:
    """Every single value of a tree, with its address."""
    if isinstance(node, Scalar):
        yield address, node
    elif isinstance(node, Mapping):
        for key, (_, child) in node.entries.items():
            yield from leaves(child, f"{address}.{key}" if address else key)
    else:
        for child in node.items:
            yield from leaves(child, f"{address}[{item_key(child)}]")


def another(text: str) -> str:
    """Another value of the same kind, as far as a text says its kind."""
    if text in {"true", "false"}:
        return "false" if text == "true" else "true"
    number = read_amount(text.removesuffix("%"))
    if number is not None:
        return f"{int(number) + 1}{'%' if text.endswith('%') else ''}"
    count, space, unit = text.partition(" ")
    return f"{int(count) + 1} {unit}" if space and count.isdigit() else f"{text}x"


@cache
def figures(path: Path) -> tuple[tuple[str, Scalar], ...]:
    ignored = (".id", ".was", "policy.revision")
    return tuple(each for each in leaves(without_tests(path).root) if not each[0].endswith(ignored))


def changed(path: Path, number: int) -> tuple[str, Policy] | None:
    """One value of an example made another one: its address and the policy, or nothing where that is unsound."""
    policy = without_tests(path)
    address, node = figures(path)[number % len(figures(path))]
    other = policy.overlaid({address: (node.at, evolve(node, text=another(node.text), runs=()))})
    return (address, other) if isinstance(other, Policy) else None


def is_about(address: str, place: str) -> bool:
    """Whether one of two addresses is within the other: a cell, a set and a dated figure are told whole."""
    inner, outer = max(address, place, key=len), min(address, place, key=len)
    return inner.startswith(outer) or address.rpartition("[")[0] == place.rpartition("[")[0]


def place(change: Change) -> tuple[object, ...]:
    """What a change is and where it stands, without how it is written."""
    numbers = tuple(None if each is None else each.number for each in (change.before, change.after))
    return change.kind, change.address, change.was, change.span, *numbers


class TestAnyChangeOfOneValue:
    @given(st.sampled_from(EVERYDAY), st.integers(0, 10_000))
    @settings(max_examples=60)
    def test_is_told_where_it_is(self, path: Path, number: int):
        made = changed(path, number)
        if made is None:
            return
        address, other = made
        found = difference(without_tests(path), other).changes
        assert found
        for each in found:
            assert any(is_about(place, address) for place in (each.address, each.was) if place), each

    @given(st.sampled_from(EVERYDAY), st.integers(0, 10_000))
    @settings(max_examples=40)
    def test_is_told_the_other_way_round_when_the_policies_change_places(self, path: Path, number: int):
        made = changed(path, number)
        if made is None:
            return
        policy, (_, other) = without_tests(path), made
        there, back = difference(policy, other).changes, difference(other, policy).changes
        mirrored = {
            (OPPOSITE.get(each.kind, each.kind), each.was or each.address, each.after, each.before, each.span)
            for each in there
        }
        assert {(each.kind, each.address, each.before, each.after, each.span) for each in back} == mirrored

    @given(st.sampled_from(EVERYDAY), st.integers(0, 10_000), st.integers(0, 10_000))
    @settings(max_examples=40)
    def test_put_on_the_old_policy_makes_the_new_one(self, path: Path, number: int, second: int):
        made = [each for each in (changed(path, number), changed(path, second)) if each is not None]
        policy = without_tests(path)
        for _, other in made:
            found = difference(policy, other)
            again = policy.overlaid(found.overlays())
            assert isinstance(again, Policy)
            assert difference(again, other).changes == ()
            for each in {change.definition for change in found.changes if not change.whole}:
                assert again.fingerprint(each) == other.fingerprint(each)

    @given(st.sampled_from(EVERYDAY), st.integers(0, 10_000), st.integers(1, 10_000))
    @settings(max_examples=15)
    def test_is_told_alike_however_the_new_policy_is_written(self, path: Path, number: int, seed: int):
        made = changed(path, number)
        if made is None:
            return
        policy, (_, other) = without_tests(path), made
        again = loads(rewritten(other.root, Random(seed))).policy  # noqa: S311 - a layout, no secret
        assert again is not None
        plain, anew = difference(policy, other).changes, difference(policy, again).changes
        assert {place(each) for each in anew} == {place(each) for each in plain}
