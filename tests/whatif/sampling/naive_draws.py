"""Draws as their documentation says, with SHAKE-256 written out from FIPS 202: nothing of the library or hashlib."""

from __future__ import annotations

from functools import cache

MASK = (1 << 64) - 1
RATE = 136
"""Bytes that SHAKE-256 takes in and gives out at a time (1600 bits less twice 256)."""

OFFSETS = (
    (0, 36, 3, 41, 18),
    (1, 44, 10, 45, 2),
    (62, 6, 43, 15, 61),
    (28, 55, 25, 21, 56),
    (27, 20, 39, 8, 14),
)
"""Rotation of lane x, y: FIPS 202, table 2, modulo 64."""


def rotated(lane: int, bits: int) -> int:
    return (lane << bits | lane >> (64 - bits)) & MASK if bits else lane


def round_constants() -> list[int]:
    """FIPS 202, algorithms 5 and 6: bits of a linear feedback shift register at places 2^j − 1."""
    register, constants = 1, []
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << ((1 << j) - 1)
            register <<= 1
            if register & 0x100:
                register ^= 0x171
        constants.append(constant)
    return constants


CONSTANTS = round_constants()


def permuted(a: list[list[int]]) -> list[list[int]]:
    """Keccak-f[1600]."""
    for constant in CONSTANTS:
        c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        d = [c[(x - 1) % 5] ^ rotated(c[(x + 1) % 5], 1) for x in range(5)]
        a = [[a[x][y] ^ d[x] for y in range(5)] for x in range(5)]
        b = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                b[y][(2 * x + 3 * y) % 5] = rotated(a[x][y], OFFSETS[x][y])
        a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & MASK & b[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
        a[0][0] ^= constant
    return a


def shake_256(message: bytes, length: int) -> bytes:
    padded = bytearray(message + b"\x1f")
    padded += bytes(-len(padded) % RATE)
    padded[-1] |= 0x80
    state = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), RATE):
        for place in range(RATE // 8):
            lane = int.from_bytes(padded[start + 8 * place : start + 8 * place + 8], "little")
            state[place % 5][place // 5] ^= lane
        state = permuted(state)
    out = bytearray()
    while len(out) < length:
        for place in range(RATE // 8):
            out += state[place % 5][place // 5].to_bytes(8, "little")
        state = permuted(state)
    return bytes(out[:length])


@cache
def block_of(seed: int, uncertainty: str, dealer: str, period: str, number: int) -> bytes:
    """What the runs of a block are read from; plain ASCII names."""
    text = f'["dealerkit-draws-1",{seed},"{uncertainty}","{dealer}","{period}",{number}]'
    return shake_256(text.encode(), 8 * 256)


def words(seed: int, uncertainty: str, dealer: str, period: str, run: int) -> tuple[int, int]:
    """The draw of one run, and the number that decides who goes with the others."""
    block, place = divmod(run, 256)
    eight = block_of(seed, uncertainty, dealer, period, block)[8 * place : 8 * place + 8]
    return int.from_bytes(eight[:4], "big"), int.from_bytes(eight[4:], "big")
