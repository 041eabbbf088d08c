"""Programmes on different bases: units beside money, and bases that no row shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dealerkit import assembly
from dealerkit.rebates.always.proving import prove_all
from dealerkit.rebates.always.verdicts import State
from tests.conftest import ROOT
from tests.rebates.always.building import verdict_of

TWO_PERCENT = [{"at": "0", "rate": "2%"}]
FORTY_A_UNIT = {"kind": "per-unit", "measure": "quantity", "bands": [{"at": "0", "pay": "40"}]}


def state(promise: dict[str, Any], **data: Any) -> State:
    whole = {"of": "base", "tolerance": "1", **promise}
    return verdict_of({"bands": TWO_PERCENT, **data, "promise": whole}).state


@pytest.mark.parametrize(
    ("at_most", "expected"),
    # 2 % and 40 a unit of at least 1,000, which is 4 %.
    [("6%", State.PROVED), ("5.99%", State.OPEN)],
)
def test_what_is_paid_for_a_unit_is_a_share_of_the_least_it_is_sold_for(at_most: str, expected: State) -> None:
    assert state({"at_most": at_most, "unit_price": "1_000"}, other=FORTY_A_UNIT) is expected


def test_without_a_price_units_beside_money_are_not_proved() -> None:
    assert state({"at_most": "50%"}, other=FORTY_A_UNIT) is State.OPEN


def test_units_alone_with_a_price_are_proved_or_broken_as_a_share_of_money() -> None:
    assert state({"at_most": "4%", "unit_price": "1_000"}, **FORTY_A_UNIT) is State.PROVED
    assert state({"at_most": "3.9%", "unit_price": "1_000", "tolerance": "0"}, **FORTY_A_UNIT) is State.BROKEN


def test_a_price_that_falls_one_day_is_seen_on_that_day() -> None:
    price = {"unit": "money", "source": "price list", "values": {"2026-01-01": "1_000", "2026-07-01": "900"}}
    promise = {"at_most": "4.2%", "unit_price": "=price"}
    # 40 of 900 is 4.4 %.
    assert state(promise, parameters={"price": price}, **FORTY_A_UNIT) is State.BROKEN


PLACES = ('within(product, "x")', 'within(product, "y")')


@pytest.mark.parametrize(
    ("one", "two", "more", "expected"),
    [
        (*PLACES, {}, State.OPEN),
        (*PLACES, {"apart": ["x", "y"]}, State.PROVED),
        (PLACES[0], f"not {PLACES[0]}", {}, State.PROVED),
        ("line.quantity > 5", "line.quantity < 3", {}, State.PROVED),
        ("line.quantity > 5", "line.quantity < 8", {}, State.OPEN),
    ],
)
def test_shares_are_added_up_only_where_one_row_can_count_in_both(
    one: str, two: str, more: dict[str, Any], expected: State
) -> None:
    # 2 % of each: 4 % where they meet, 2 % where they do not.
    other = {"bands": TWO_PERCENT, "where": two}
    assert state({"at_most": "2%", **more}, where=one, other=other) is expected


def test_a_share_of_growth_is_added_up_at_its_limit() -> None:
    # 4 % of what lies above the target comes near 4 % of all, never above; beside it 2 %.
    growth = {
        "method": "excess-over-baseline",
        "bands": [{"at": "1.1", "rate": "4%"}],
        "more": {"against": {"baseline": "target", "missing": "skip"}},
    }
    assert state({"at_most": "6%"}, other=growth) is State.PROVED
    assert state({"at_most": "5.9%"}, other=growth) is not State.PROVED


def test_the_handset_distributor_keeps_its_promises() -> None:
    loaded = assembly.load((Path(ROOT) / "examples" / "handset-distributor" / "policy",))
    assert loaded.policy is not None
    assert [each.state for each in prove_all(loaded.policy)] == [State.PROVED] * 3
