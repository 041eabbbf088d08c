"""Draws: the same on any machine, and everybody's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.whatif.sampling.draws import BLOCK, WHOLE, Stream
from tests.whatif.sampling import naive_draws


class TestTheReference:
    def test_shake_256_of_nothing_is_the_published_one(self) -> None:
        # NIST, example values of SHA-3, SHAKE256 with a message of 0 bits.
        expected = "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762f"
        assert naive_draws.shake_256(b"", 32).hex() == expected


class TestStreams:
    """The literal draws were computed by naive_draws, which shares nothing with the library."""

    @pytest.mark.parametrize(
        ("run", "draw", "decides"),
        [
            (0, 3_873_670_265, 2_939_586_483),
            (1, 2_288_702_152, 2_937_952_083),
            (255, 997_853_924, 765_975_548),
            (256, 3_849_946_968, 3_128_058_310),
        ],
    )
    def test_the_draws_of_seed_7_are_these(self, run: int, draw: int, decides: int) -> None:
        block, place = divmod(run, BLOCK)
        draws, choices = Stream(7, "market", "D001").block(block)
        assert (draws[place], choices[place]) == (draw, decides)

    def test_the_common_draw_of_a_quarter_is_this(self) -> None:
        draws, choices = Stream(7, "market", "", "2026-Q1").block(0)
        assert (draws[0], choices[0]) == (1_875_714_246, 4_237_683_889)

    @settings(max_examples=10)
    @given(st.integers(-(10**20), 10**20), st.sampled_from(["D1", "D-2", "N 3"]), st.integers(0, 600))
    def test_every_draw_is_the_one_that_the_documentation_says(self, seed: int, dealer: str, run: int) -> None:
        block, place = divmod(run, BLOCK)
        draws, choices = Stream(seed, "own", dealer, "2026").block(block)
        assert (draws[place], choices[place]) == naive_draws.words(seed, "own", dealer, "2026", run)

    def test_a_chinese_code_is_escaped_and_so_the_same_everywhere(self) -> None:
        text = '["dealerkit-draws-1",7,"own","\\u534e\\u4e1c","",0]'
        first = int.from_bytes(naive_draws.shake_256(text.encode(), 4), "big")
        assert Stream(7, "own", "华东").block(0)[0][0] == first

    def test_seed_uncertainty_dealer_period_and_block_each_give_other_draws(self) -> None:
        streams = [
            Stream(7, "own", "D1", "2026"),
            Stream(8, "own", "D1", "2026"),
            Stream(7, "other", "D1", "2026"),
            Stream(7, "own", "D2", "2026"),
            Stream(7, "own", "D1", "2027"),
        ]
        assert len({stream.block(number)[0] for stream in streams for number in (0, 1)}) == 10

    def test_draws_spread_evenly(self) -> None:
        # 64 dealers × 256 runs: each quarter of the range takes 4,096 on average, with a deviation of
        # sqrt(16384 × 1/4 × 3/4) = 55; five of them are 277.
        draws = [draw for dealer in range(64) for draw in Stream(1, "u", f"D{dealer}").block(0)[0]]
        counts = [sum(draw * 4 // WHOLE == quarter for draw in draws) for quarter in range(4)]
        assert all(abs(count - 4_096) < 277 for count in counts)
