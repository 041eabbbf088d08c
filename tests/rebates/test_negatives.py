from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.rebates.negatives import Movement, movements

AMOUNTS = st.lists(st.integers(-500, 500).map(Decimal), max_size=6)


def moved(amounts: list[Decimal], rule: str) -> list[Movement]:
    return list(movements({str(place): amount for place, amount in enumerate(amounts)}, rule).values())


class TestCarryForward:
    def test_a_negative_is_set_against_what_is_due(self):
        assert [each.posted for each in moved([Decimal(-100), Decimal(300)], "carry-forward")] == [-100, 300]

    def test_what_is_not_covered_stays(self):
        assert moved([Decimal(-500), Decimal(300)], "carry-forward") == [
            Movement(posted=Decimal(-300), carried=Decimal(-200), is_set_off=True),
            Movement(posted=Decimal(300)),
        ]

    def test_the_oldest_negative_is_covered_first(self):
        assert [each.carried for each in moved([Decimal(-50), Decimal(-80), Decimal(60)], "carry-forward")] == [
            0,
            -70,
            0,
        ]

    def test_nothing_due_covers_nothing(self):
        assert moved([Decimal(-50)], "carry-forward") == [Movement(carried=Decimal(-50))]


def test_an_invoiced_negative_is_posted():
    assert moved([Decimal(-50), Decimal(20)], "invoice") == [
        Movement(posted=Decimal(-50)),
        Movement(posted=Decimal(20)),
    ]


def test_a_floored_negative_is_given_up():
    assert moved([Decimal(-50), Decimal(20)], "floor") == [
        Movement(given_up=Decimal(-50)),
        Movement(posted=Decimal(20)),
    ]


@pytest.mark.parametrize("rule", ["carry-forward", "invoice", "floor"])
@given(amounts=AMOUNTS)
def test_nothing_is_lost(rule: str, amounts: list[Decimal]):
    for amount, each in zip(amounts, moved(amounts, rule), strict=True):
        assert each.posted + each.carried + each.given_up == amount


@given(AMOUNTS)
def test_carrying_forward_never_asks_for_money_and_pays_the_net(amounts: list[Decimal]):
    posted = sum(each.posted for each in moved(amounts, "carry-forward"))
    assert posted == max(Decimal(0), sum(amounts, Decimal(0)))
