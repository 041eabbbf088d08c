"""Finding repeated lines: a set of 64-bit fingerprints at about 14 bytes a line.

Overlapping monthly exports are the commonest double payment, so every line's key is remembered, but
only as a fingerprint in a flat array. Two different keys share one with a chance of n² / 2⁶⁵: once in
thirty-seven million books of a million lines.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final

_FULL: Final = 0.75
"""A level takes no more once this share of its slots is used: looking further would take long."""
_ROOM: Final = 0.56
"""A level is made so large that the expected lines fill this share of it."""
_LEAST: Final = 1_024


class Fingerprints:
    """Fingerprints seen so far; open addressing in levels.

    The first level is sized for the expected lines. If more come, a further level of a quarter of the
    lines so far is added and nothing is moved, so that memory never doubles for a moment.
    """

    __slots__ = ("_free", "_full_levels", "_level", "_size", "count")

    def __init__(self, expected: int) -> None:
        self.count = 0
        self._full_levels: list[array[int]] = []
        self._open(max(_LEAST, int(expected / _ROOM)))

    @property
    def size_in_bytes(self) -> int:
        """What the fingerprints take."""
        return 8 * (self._size + sum(map(len, self._full_levels)))

    def repeated(self, fingerprints: Iterable[int]) -> list[int]:
        """The positions of those that were seen before, in this call or an earlier one."""
        found: list[int] = []
        waiting = list(fingerprints)
        if 0 in waiting:
            # Zero is what a free slot holds.
            waiting = [each or 1 for each in waiting]
        start = 0
        while start < len(waiting):
            if self._free <= 0:
                self._grow()
            part = waiting[start : start + self._free] if start or len(waiting) > self._free else waiting
            before = len(found)
            if self._full_levels:
                self._search_levels(part, start, found)
            else:
                self._search(part, start, found)
            new = len(part) - (len(found) - before)
            self.count += new
            self._free -= new
            start += len(part)
        return found

    def _search(self, fingerprints: list[int], start: int, found: list[int]) -> None:
        level, size = self._level, self._size
        for position, fingerprint in enumerate(fingerprints, start):
            # Stepping down wraps by itself: index -1 is the last slot.
            slot = fingerprint % size
            while known := level[slot]:
                if known == fingerprint:
                    found.append(position)
                    break
                slot -= 1
            else:
                level[slot] = fingerprint

    def _search_levels(self, fingerprints: list[int], start: int, found: list[int]) -> None:
        for position, fingerprint in enumerate(fingerprints, start):
            if any(_holds(level, fingerprint) for level in self._full_levels):
                found.append(position)
            else:
                self._search([fingerprint], position, found)

    def _grow(self) -> None:
        self._full_levels.append(self._level)
        self._open(max(_LEAST, int(self.count / 4 / _FULL)))

    def _open(self, size: int) -> None:
        self._size = size
        self._level = array("q", [0]) * size
        self._free = int(size * _FULL)


def _holds(level: array[int], fingerprint: int) -> bool:
    slot = fingerprint % len(level)
    while known := level[slot]:
        if known == fingerprint:
            return True
        slot -= 1
    return False
