"""What a comparison does not tell changes no result: keys and lists turned round, over the books of examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from attrs import evolve

from dealerkit import assembly
from dealerkit.assembly import load, loads
from dealerkit.book import open_book
from dealerkit.cli.diff_on_book import touched_by
from dealerkit.policy.nodes import Mapping, Node
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.policy import Policy
from dealerkit.whatif.difference.comparing import difference
from tests.conftest import ROOT
from tests.whatif.difference.policies import as_written

EXAMPLES = {
    "contracts": date(2026, 3, 31),
    "governance": date(2026, 6, 30),
    "handset-distributor": date(2026, 3, 31),
}
Place = tuple[str | int, ...]


def places(node: Node, here: Place = ()) -> Iterator[Place]:
    """Every mapping and list of two or more, the innermost first."""
    if isinstance(node, Mapping):
        for key, (_, child) in node.entries.items():
            yield from places(child, (*here, key))
        if len(node.entries) > 1:
            yield here
    elif isinstance(node, SequenceNode):
        for number, child in enumerate(node.items):
            yield from places(child, (*here, number))
        if len(node.items) > 1:
            yield here


def turned(node: Node, place: Place) -> Node:
    """The node with what is in one place the other way round."""
    if isinstance(node, Mapping):
        if not place:
            return evolve(node, entries=dict(reversed(node.entries.items())))
        written, child = node.entries[str(place[0])]
        return evolve(node, entries={**node.entries, str(place[0]): (written, turned(child, place[1:]))})
    assert isinstance(node, SequenceNode)
    if not place:
        return evolve(node, items=tuple(reversed(node.items)))
    number = int(place[0])
    items = list(node.items)
    items[number] = turned(items[number], place[1:])
    return evolve(node, items=tuple(items))


def sound(root: Mapping) -> Policy | None:
    loaded = loads(as_written(root))
    errors = (each for each in assembly.checked(loaded, proofs=False).problems if each.severity.value == "error")
    return None if next(errors, None) is not None else loaded.policy


def untold(policy: Policy, root: Mapping, tried: Sequence[Place]) -> tuple[Mapping, int]:
    """The policy with everything turned round of which no change is told, and how many places that are."""
    if not tried:
        return root, 0
    other: Node = root
    for place in tried:
        other = turned(other, place)
    assert isinstance(other, Mapping)
    made = sound(other)
    if made is not None and not difference(policy, made).changes:
        return other, len(tried)
    if len(tried) == 1:
        return root, 0
    half = len(tried) // 2
    root, first = untold(policy, root, tried[:half])
    root, second = untold(policy, root, tried[half:])
    return root, first + second


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_not_told_changes_no_result(example: str):
    folder = ROOT / "examples" / example
    read = load([folder / "policy"]).policy
    assert read is not None
    entries = {key: each for key, each in read.root.entries.items() if key != "tests"}
    policy = sound(evolve(read.root, entries=entries))
    assert policy is not None
    root, count = untold(policy, policy.root, [*places(policy.root)])
    assert count > len([*places(policy.root)]) / 2
    other = sound(root)
    assert other is not None
    found = difference(policy, other)
    assert found.changes == ()
    book = folder / "book"
    touched = touched_by(found, open_book(book), open_book(book), EXAMPLES[example], None)
    assert touched.impact is None or all(each.before == each.after for each in touched.impact.rows)
    told = [
        line
        for each in touched.sections.compared
        for table in each.paired
        for line in table.lines("en", for_people=True)
    ]
    assert told == []
