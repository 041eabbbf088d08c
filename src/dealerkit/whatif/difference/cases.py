"""Test cases of the old policy beside those of the new one: what follows a rename, or is spelled anew, is the same.

Whoever renames a definition may let its cases follow, or leave them as they are: neither is a change of the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from dealerkit.assembly.testing import FIGURES, CaseResult, actual_of, expected_of, result_of
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import Keyed
from dealerkit.problems import Problem
from dealerkit.values.numbers import compare, read_rate
from dealerkit.whatif.difference.names import moved, today
from dealerkit.whatif.difference.values import same

_ADDRESSES = frozenset({"of", "rule", "value"})
"""What messages about a case call an address that it wrote."""


def cases_beside(old: Policy, new: Policy, names: Mapping[str, str]) -> tuple[Keyed[Case], Node | None]:
    """The cases of the old policy, and how they are written, with what is the same as the new one writes it.

    A case that the new policy does not have stays as it was.
    """
    cases = Keyed(
        {id: _beside(case, new.cases[id], new, names) if id in new.cases else case for id, case in old.cases.items()}
    )
    tests = old.root.get("tests")
    if not isinstance(tests, MappingNode):
        return cases, tests
    entries = {id: (key, _written(node, old.cases[id], cases[id])) for id, (key, node) in tests.entries.items()}
    return cases, evolve(tests, entries=entries)


def as_quoted(result: CaseResult, case: Case, names: Mapping[str, str]) -> CaseResult:
    """What came of a case that went along with renames, in the addresses that its author wrote."""
    wrote = {today(each, names): each for each in (case.of, *case.because, *case.not_because, *case.overlay)}
    problems, known = (tuple(_quoted(each, wrote) for each in found) for found in (result.problems, result.known))
    return evolve(result, problems=problems, known=known)


def _quoted(problem: Problem, wrote: Mapping[str, str]) -> Problem:
    args = (
        (name, wrote.get(value, value) if name in _ADDRESSES and isinstance(value, str) else value)
        for name, value in problem.args
    )
    return evolve(problem, args=tuple(args))


def _beside(case: Case, now: Case, policy: Policy, names: Mapping[str, str]) -> Case:
    because, not_because = (
        tuple(_called(olds, news, names).values())
        for olds, news in ((case.because, now.because), (case.not_because, now.not_because))
    )
    overlay = _called(case.overlay, now.overlay, names)
    return evolve(
        case,
        of=_called((case.of,), (now.of,), names)[case.of],
        given=case.given if same(case.given, now.given) else moved(case, names).given,
        because=because,
        not_because=not_because,
        overlay={overlay[address]: node for address, node in case.overlay.items()},
        expect=_expect(case.expect, now, policy),
    )


def _called(olds: Iterable[str], news: Collection[str], names: Mapping[str, str]) -> Mapping[str, str]:
    """By each address of an old case what the new one calls it: as it was, or by its name today."""
    called = {each: each if each in news else today(each, names) for each in olds}
    kept = {each for each, name in called.items() if each == name}
    return {each: name if name in news and name not in kept else each for each, name in called.items()}


def _expect(old: Node, now: Case, policy: Policy) -> Node:
    """What an old case expects, with the figures that say the same as the new one writes them."""
    olds, news = (dict(expected_of(each)) for each in (old, now.expect))
    alike = {name for name in olds if name in news and _expects_same(name, (olds[name], news[name]), now, policy)}
    if alike == set(olds) == set(news):
        return now.expect
    if not (isinstance(old, MappingNode) and isinstance(now.expect, MappingNode)):
        return old
    return evolve(old, entries={**old.entries, **{name: now.expect.entries[name] for name in alike}})


def _expects_same(name: str, pair: tuple[Node, Node], now: Case, policy: Policy) -> bool:
    """Whether a case reads two figures as one: quotes say nothing, and a number is what it is."""
    one, other = pair
    if same(one, other) or not (isinstance(one, Scalar) and isinstance(other, Scalar)):
        return same(one, other)
    if one.text == other.text:
        return True
    numbers = (read_rate(one.text), read_rate(other.text))
    if numbers[0] is None or numbers[1] is None or compare(numbers[0], numbers[1]) != 0:
        return False
    if name in FIGURES:
        return name == "amount"
    # Digits may be a code: what is decided says which it is, and is asked for in this rare case alone.
    decision = result_of(policy, now).decision
    return decision is not None and isinstance(actual_of(decision, name), Decimal | Fraction | int)


def _written(node: Node, case: Case, beside: Case) -> Node:
    """A case as it was written, with what it is compared by."""
    if not isinstance(node, MappingNode) or beside is case:
        return node
    now: dict[str, Node] = {"given": beside.given, "expect": beside.expect}
    entries = {key: (word, now.get(key, child)) for key, (word, child) in node.entries.items()}
    overlay = node.get("overlay")
    if isinstance(overlay, MappingNode):
        called = dict(zip(case.overlay, beside.overlay, strict=True))
        renamed = {called.get(address, address): each for address, each in overlay.entries.items()}
        entries["overlay"] = (node.entries["overlay"][0], evolve(overlay, entries=renamed))
    return evolve(node, entries=entries)
