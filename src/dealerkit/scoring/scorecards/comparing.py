"""Comparisons: a subject's figure beside a benchmark's, or beside what its peers have.

Peers are everybody the card scores who has the same in the facts that the policy names. Their values are put in
order once a group; leaving one's own out is then a matter of its place in that order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.scoring.scorecards.card import RATIO, Against, Item, Peers
from dealerkit.scoring.scorecards.points import Facts, number_of
from dealerkit.scoring.scorecards.scored import Compared
from dealerkit.values.exact import Number, canonical, divide, subtract, total
from dealerkit.values.percentiles import MEDIAN

PEERS = "peers"
"""What is missing where there are too few of them."""


@frozen(eq=False)
class _Group:
    """Peers: their values in order, and the sum."""

    values: tuple[Number, ...]
    sum: Number


def compared(item: Item, members: Mapping[str, Facts], everybody: Mapping[str, Facts]) -> Mapping[str, Compared]:
    """What the item's figure of each member is compared with; ``everybody`` holds the benchmark as well."""
    against = item.against
    if against is None or item.of is None:
        return {}
    own = {subject: number_of(item.of.evaluate(facts)) for subject, facts in members.items()}
    if against.benchmark is not None:
        facts = everybody.get(against.benchmark)
        other = Missing((against.benchmark,)) if facts is None else number_of(item.of.evaluate(facts))
        return {subject: _beside(against, value, other, against.benchmark, 0) for subject, value in own.items()}
    assert against.peers is not None  # noqa: S101  # a comparison has a benchmark or peers
    return _with_peers(against, against.peers, own, members)


def _with_peers(
    against: Against, peers: Peers, own: Mapping[str, Number | Missing], members: Mapping[str, Facts]
) -> Mapping[str, Compared]:
    keys = {subject: _key(peers, facts) for subject, facts in members.items()}
    gathered: dict[Hashable, list[Number]] = defaultdict(list)
    for subject, value in own.items():
        key = keys[subject]
        if not isinstance(key, Missing) and not isinstance(value, Missing):
            gathered[key].append(value)
    groups = {key: _Group(tuple(sorted(values)), total(values)) for key, values in gathered.items()}
    found: dict[str, Compared] = {}
    for subject, value in own.items():
        key = keys[subject]
        if isinstance(value, Missing):
            found[subject] = Compared(value)
        elif isinstance(key, Missing):
            found[subject] = Compared(key)
        else:
            other, many = _of_the_group(peers, groups[key], value)
            found[subject] = _beside(against, value, other, peers.take, many)
    return found


def _key(peers: Peers, facts: Facts) -> tuple[Value, ...] | Missing:
    found: list[Value] = []
    for name in peers.same:
        value = facts.get(name)
        if value is None or isinstance(value, Missing):
            return Missing((name,))
        found.append(value)
    return tuple(found)


def _of_the_group(peers: Peers, group: _Group, own: Number) -> tuple[Number | Missing, int]:
    """The value that stands for the peers, and how many they are."""
    values: Sequence[Number] = group.values
    many, summed = len(values), group.sum
    skipped = many
    if not peers.including_own:
        many, summed, skipped = many - 1, subtract(summed, own), bisect_left(values, own)
    if many < peers.at_least or not many:
        return Missing((PEERS,)), many
    if peers.take == "average":
        return divide(summed, Fraction(many)), many
    place = {"lowest": 0, "highest": many - 1}.get(peers.take, -1)
    if place < 0:
        share = Fraction(peers.quantile) if peers.take == "quantile" else MEDIAN
        place = max(-(-share.numerator * many // share.denominator), 1) - 1
    return values[place if place < skipped else place + 1], many


def _beside(against: Against, value: Number | Missing, other: Number | Missing, whose: str, many: int) -> Compared:
    if isinstance(value, Missing):
        return Compared(value, whose=whose, peers=many)
    if isinstance(other, Missing):
        return Compared(other, whose=whose, peers=many)
    if against.as_ != RATIO:
        return Compared(subtract(value, other), other, whose, many)
    if not other:
        return Compared(Missing((f"{canonical(value)} / 0",)), other, whose, many)
    return Compared(divide(value, other), other, whose, many)
