"""Patterns of a company: what is taken, what is refused, and that none can run away."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.files.patterns import MOST_WAYS, Refusal, compiled


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        (r"1[3-9]\d{9}", "13800000000", "1380000000"),
        (r"180\d{13,16}", "180" + "0" * 14, "181" + "0" * 14),
        (r"(浙|沪)[A-Z][A-Z0-9]{5}", "浙A12345", "京A12345"),
        (r"LSV[A-HJ-NPR-Z0-9]{14}", "LSV" + "1" * 14, "LSV" + "I" * 14),
        (r"\d{3}(-\d{8})?", "010", "010-"),
    ],
)
def test_a_pattern_stands_for_the_whole_value(pattern: str, fits: str, fails: str):
    matches = compiled(pattern)
    assert not isinstance(matches, Refusal)
    assert matches(fits)
    assert not matches(fails)
    assert not matches(fits + "\n")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\d+", "sign"),
        (r"\d*", "sign"),
        (r"^\d$", "sign"),
        (r"(?=a)b", "sign"),
        (r"(?P<a>b)", "sign"),
        (r"(a)\1", "sign"),
        (r"\bа", "sign"),
        (r"(a?){20}b", "ways"),
        (r"(\d{1,50}){1,50}", "ways"),
        (r"\d{0,99}\d{0,99}\d{0,99}", "ways"),
        (r"a{2,1}", "repeat"),
        (r"a{,3}", "repeat"),
        (r"a{101}", "repeat"),
        (r"(a", "open"),
        (r"a)", "open"),
        (r"[a", "open"),
        (r"a||b", "empty"),
        ("", "empty"),
        (r"[z-a]", "class"),
        ("a" * 201, "long"),
        ("(" * 30 + "a" + ")" * 30, "open"),
    ],
)
def test_what_could_run_away_or_mean_something_else_is_refused(pattern: str, why: str):
    found = compiled(pattern)
    assert isinstance(found, Refusal)
    assert found.why == why


PIECES = st.recursive(
    st.sampled_from(["a", r"\d", "[ab]", ".", "b"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["", "?", "{2}", "{1,3}", "{0,9}"])).map(lambda each: f"({each[0]}){each[1]}")
        | st.tuples(inner, inner).map("".join)
        | st.tuples(inner, inner).map("|".join)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.text("ab1", max_size=60))
def test_a_pattern_that_is_taken_answers_at_once_and_as_the_standard_library(pattern: str, value: str):
    matches = compiled(pattern)
    if isinstance(matches, Refusal):
        return
    start = time.process_time()
    for tried in (value, "a" * 60, "a" * 59 + "!"):
        assert bool(matches(tried)) == bool(re.compile(pattern, re.ASCII).fullmatch(tried))
    assert time.process_time() - start < 1
    assert MOST_WAYS == 10_000
