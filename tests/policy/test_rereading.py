"""A changed tree read beside its policy is what the whole tree gives when it is read alone."""

from __future__ import annotations

from functools import cache
from itertools import islice

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import dealerkit
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.overlays import item_key
from dealerkit.policy.policy import Policy, read_policy
from dealerkit.policy.rereading import reread
from dealerkit.rebates.programme import programmes_of
from tests.conftest import ROOT

EXAMPLES = ("handset-distributor", "stacking", "kinds", "credit")


@cache
def policy_of(example: str) -> Policy:
    loaded = dealerkit.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    return loaded.policy


def places(node: Node, path: tuple[str, ...] = ()):
    """The address of every plain value below a node."""
    if isinstance(node, Scalar):
        yield path
    elif isinstance(node, Mapping):
        for key, (_, child) in node.entries.items():
            yield from places(child, (*path, key))
    elif isinstance(node, Sequence):
        for child in node.items:
            if not isinstance(child, Scalar):
                yield from places(child, (*path, item_key(child)))


@pytest.mark.parametrize("example", EXAMPLES)
@settings(max_examples=12)
@given(draw=st.data())
def test_one_changed_value_reads_as_the_whole_does(example: str, draw: st.DataObject) -> None:
    policy = policy_of(example)
    path = draw.draw(st.sampled_from([each for each in places(policy.root) if each[0] != "tests"]))
    text = draw.draw(st.sampled_from(["3%", "17", "quarter", "=nothing", "2026-02-01", ""]))
    root = changed(policy.root, path, text)
    assert isinstance(root, Mapping)
    mine, found = reread(policy, root)
    theirs, all_found = read_policy(root, policy.known_sections)
    assert (mine is None) == (theirs is None)
    errors = {(each.code, each.address) for each in all_found if each.severity.value == "error"}
    assert {(each.code, each.address) for each in found if each.severity.value == "error"} == errors
    if mine is not None and theirs is not None:
        assert mine.sections == theirs.sections
        assert mine.parameters == theirs.parameters
        assert mine.header == theirs.header
        assert mine.root is theirs.root


def changed(node: Node, path: tuple[str, ...], text: str) -> Node:
    if not path:
        assert isinstance(node, Scalar)
        return evolve(node, text=text)
    step, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        written, child = node.entries[step]
        return evolve(node, entries={**node.entries, step: (written, changed(child, rest, text))})
    assert isinstance(node, Sequence)
    at = next(islice((n for n, each in enumerate(node.items) if item_key(each) == step), 1))
    return evolve(node, items=(*node.items[:at], changed(node.items[at], rest, text), *node.items[at + 1 :]))


def test_what_did_not_change_is_not_read_again() -> None:
    policy = policy_of("handset-distributor")
    root = changed(policy.root, ("rebates", "volume-quarter", "title"), "another")
    assert isinstance(root, Mapping)
    mine, _ = reread(policy, root)
    assert mine is not None
    one, other = programmes_of(policy), programmes_of(mine)
    assert other["growth-year"] is one["growth-year"]
    assert other["volume-quarter"].title == "another"
    assert mine.sections["stacking"] is policy.sections["stacking"]
