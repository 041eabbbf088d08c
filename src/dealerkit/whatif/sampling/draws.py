"""Draws: whole numbers that follow from a seed and a name, the same on any machine.

A stream belongs to one uncertainty, one dealer and one period, so that another dealer more, or another order of
the dealers, changes nobody's draws; the common stream belongs to no dealer. It is read from SHAKE-256 (FIPS 202)
of the JSON text ``["dealerkit-draws-1", seed, uncertainty, dealer, period, block]``, eight bytes for each run of the
block, the most significant first. The upper half of the eight is the draw, the lower half decides whether the
dealer goes with the others.
"""

from __future__ import annotations

import json
from hashlib import shake_256
from struct import Struct

from attrs import frozen

BLOCK = 256
"""How many runs one reading of a stream answers for; what is kept at one time is bounded by it."""

BITS = 32
"""How many bits a draw has: it is a whole number from 0 to 2 to the 32nd power less 1."""

WHOLE = 1 << BITS

_WORDS = Struct(f">{2 * BLOCK}L")
_VERSION = "dealerkit-draws-1"


@frozen
class Stream:
    """Whose draws they are. ``dealer`` is empty for the draws that all have in common, ``period`` for all periods."""

    seed: int
    uncertainty: str
    dealer: str = ""
    period: str = ""

    def block(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The draws of the block's runs, and beside them what decides who goes with the others."""
        key = [_VERSION, self.seed, self.uncertainty, self.dealer, self.period, number]
        text = json.dumps(key, ensure_ascii=True, separators=(",", ":"))
        words = _WORDS.unpack(shake_256(text.encode("ascii")).digest(_WORDS.size))
        return words[::2], words[1::2]
