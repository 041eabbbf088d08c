"""Fingerprints find what a set finds, in a fraction of its memory."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book.repeats import Fingerprints

WORD = st.integers(-(2**63), 2**63 - 1)


def naive(batches: list[list[int]]) -> list[list[int]]:
    """A set of what was seen; zero counts as one, since no hash of a key is worth a slot's mark."""
    seen: set[int] = set()
    found = []
    for batch in [[each or 1 for each in batch] for batch in batches]:
        repeated = []
        for position, each in enumerate(batch):
            if each in seen:
                repeated.append(position)
            seen.add(each)
        found.append(repeated)
    return found


@given(st.lists(st.lists(st.integers(-50, 50) | WORD, max_size=40), max_size=10))
def test_it_finds_what_a_set_finds(batches: list[list[int]]):
    real = Fingerprints(0)
    assert [real.repeated(batch) for batch in batches] == naive(batches)


@pytest.mark.parametrize("expected", [0, 10_000, 60_000])
def test_it_finds_what_a_set_finds_when_far_more_lines_come_than_expected(expected: int):
    draw = random.Random(7)  # noqa: S311 - the same lines on every run
    batches = [[draw.randrange(80_000) * 2_654_435_761 for _ in range(512)] for _ in range(200)]
    real = Fingerprints(expected)
    assert [real.repeated(batch) for batch in batches] == naive(batches)


@pytest.mark.parametrize("expected", [100_000, 95_000, 50_000, 0])
def test_it_takes_at_most_sixteen_bytes_a_line(expected: int):
    real = Fingerprints(expected)
    draw = random.Random(7)  # noqa: S311 - the same lines on every run
    for _ in range(100):
        real.repeated([draw.getrandbits(63) for _ in range(1_000)])
    assert real.count == 100_000
    assert real.size_in_bytes <= 16 * 100_000 * (1 if expected < 100_000 else 1.02)
