"""Near names in time linear in the names: two that differ in one character share a name with one character left out.

For each name all names with one character left out are made (its deletion neighbourhood; T. Bocek, E. Hunt and
B. Stiller, *Fast Similarity Search in Large Dictionaries*, University of Zurich 2007), and names that share one are
compared. A character put in, left out, changed, or swapped with its neighbour always leaves such a shared name, so
that no pair of that kind is missed. A name of n characters makes n + 1 entries; entries are spread over parts of
bounded size and sorted there, so that twice the names cost twice the time.

Where more names than ``largest`` share one, as "永和店 1" to "永和店 99" do, they are told as a crowd, and not
compared with each other pair by pair.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import frozen

_PART = 1 << 16
"""About how many entries are sorted together."""


@frozen
class Crowd:
    """More values than are compared one by one: what they share, and which they are."""

    shared: str
    members: tuple[int, ...]


@frozen(eq=False)
class Near:
    """Pairs of positions of near values, and crowds."""

    pairs: tuple[tuple[int, int], ...]
    crowds: tuple[Crowd, ...]


def near(values: Sequence[str], same: Sequence[str], least: int, largest: int) -> Near:
    """Which of these different values are within one character of each other, where ``same`` is equal too."""
    pairs: set[tuple[int, int]] = set()
    crowds: dict[str, set[int]] = {}
    for group in _groups(values, same, least):
        if len(group) > largest:
            group = _crowded(group, values, same, largest, crowds)  # noqa: PLW2901 - what is left of it
        for one, other in combinations(sorted(group), 2):
            if same[one] == same[other] and is_near(values[one], values[other]):
                pairs.add((one, other))
    found = sorted((shared, tuple(sorted(members))) for shared, members in crowds.items())
    return Near(tuple(sorted(pairs)), tuple(Crowd(shared, members) for shared, members in found))


def is_near(one: str, other: str) -> bool:
    """Whether one character put in, left out, changed or swapped with its neighbour makes one of the other."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return one == other
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    rest = start + 1
    if one[rest:] == other[rest:]:
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]


def shortened(value: str) -> set[str]:
    """The value itself, and with each one of its characters left out."""
    return {value, *(value[:i] + value[i + 1 :] for i in range(len(value)))}


def _groups(values: Sequence[str], same: Sequence[str], least: int) -> Iterator[set[int]]:
    """Positions of values that share an entry; now and then of some that only seem to."""
    bits = max(len(values).bit_length(), 1)
    mask = (1 << (63 - bits)) - 1
    entries = sum(len(value) + 1 for value in values if len(value) >= least)
    count = entries // _PART + 1
    parts = [array("Q") for _ in range(count)]
    low = (1 << bits) - 1
    for i, value in enumerate(values):
        n = len(value)
        if n < least:
            continue
        tail = "\n" + same[i]
        key = hash(value + tail) & mask
        parts[key % count].append(key << bits | i)
        last = ""
        for j in range(n):
            # Of equal neighbours it does not matter which is left out.
            if value[j] != last:
                last = value[j]
                key = hash(value[:j] + value[j + 1 :] + tail) & mask
                parts[key % count].append(key << bits | i)
    for n, part in enumerate(parts):
        parts[n] = array("Q")
        group: set[int] = set()
        before, earlier = -1, 0
        for entry in sorted(part):
            key = entry >> bits
            if key == before:
                if not group:
                    group.add(earlier)
                group.add(entry & low)
            else:
                if len(group) > 1:
                    yield group
                group = set()
                before = key
                earlier = entry & low
        if len(group) > 1:
            yield group


def _crowded(
    group: set[int], values: Sequence[str], same: Sequence[str], largest: int, crowds: dict[str, set[int]]
) -> set[int]:
    """Tell what a crowd really shares, and give back who is in the group by chance only."""
    sharing: dict[tuple[str, str], set[int]] = defaultdict(set)
    for i in group:
        for each in shortened(values[i]):
            sharing[each, same[i]].add(i)
    left = set(group)
    for (shared, _), members in sharing.items():
        if len(members) > largest:
            crowds.setdefault(shared, set()).update(members)
            left -= members
    return left
