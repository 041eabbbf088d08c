"""Stretches of days on which dated figures differ, beside a reading day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.whatif.difference.dated import stretches

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
VALUES = st.dictionaries(st.sampled_from(DAYS), st.sampled_from([Decimal(1), Decimal("1.0"), Decimal(2)]), min_size=1)


def on(values: dict[date, Decimal], day: date) -> Decimal | None:
    """The naive reading: the last figure that was written for this day or one before it."""
    found = None
    for since in sorted(values):
        if since <= day:
            found = values[since]
    return found


@given(VALUES, VALUES)
def test_a_stretch_is_where_the_figures_differ_and_nowhere_else(old: dict[date, Decimal], new: dict[date, Decimal]):
    found = list(stretches(old, new))
    for day in [*DAYS, DAYS[-1] + timedelta(days=400)]:
        told = [(before, after) for span, before, after in found if day in span]
        before, after = on(old, day), on(new, day)
        assert told == ([] if before == after else [(before, after)])


@given(VALUES, VALUES)
def test_no_stretch_can_be_joined_with_its_neighbour(old: dict[date, Decimal], new: dict[date, Decimal]):
    found = list(stretches(old, new))
    for (one, *figures), (other, *others) in pairwise(found):
        assert not (one.touches(other) and figures == others)


@given(VALUES, VALUES)
def test_the_other_way_round_the_figures_change_places(old: dict[date, Decimal], new: dict[date, Decimal]):
    there, back = list(stretches(old, new)), list(stretches(new, old))
    assert [(span, after, before) for span, before, after in there] == back
