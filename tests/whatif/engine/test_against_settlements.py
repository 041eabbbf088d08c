"""Every outcome equals what two separate settlements give, row by row: on whole examples, over generated overlays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import dealerkit
from dealerkit.policy.policy import Policy
from dealerkit.rebates.ledger import read_ledger
from dealerkit.rebates.programme import names_of, programmes_of
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.outcome import Outcome
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.applying import Versions, put_on
from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario
from tests.conftest import ROOT
from tests.whatif.naive_comparison import Earned, Key, held_beside, settled

EXAMPLES = {
    "handset-distributor": date(2026, 11, 15),
    "consumer-goods": date(2026, 10, 10),
    "stacking": date(2026, 12, 31),
    "groups": date(2026, 12, 31),
    "kinds": date(2026, 6, 30),
    "general-dealer": date(2026, 12, 31),
    "collected-money": date(2026, 4, 30),
    "psi": date(2026, 3, 31),
}
OVERLAID = tuple(EXAMPLES)[:5]
"""Those over which overlays are drawn: each draw settles a whole example twice."""


@cache
def policy_of(example: str) -> Policy:
    loaded = dealerkit.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    return loaded.policy


def book_path(example: str) -> Path:
    return ROOT / "examples" / example / "book"


@cache
def known_only_by_the_ledger(example: str) -> frozenset[tuple[str, str, str]]:
    """Accounts that were paid once: a settlement lists them though nothing was bought, a comparison does not."""
    policy = policy_of(example)
    ledger = read_ledger(
        dealerkit.open_book(book_path(example)), policy.header.currency, names_of(programmes_of(policy).values())
    )
    return frozenset((each.programme, each.payee, each.period) for each in ledger.accounts)


def compared(example: str, scenarios: Sequence[Scenario]) -> list[Outcome]:
    bench = Workbench.open(policy_of(example), dealerkit.open_book(book_path(example)), EXAMPLES[example], scenarios)
    assert isinstance(bench, Workbench), bench
    for scenario in scenarios:
        assert bench.totals(scenario) == bench.outcome(scenario).totals
        assert bench.cost(scenario) == bench.totals(scenario).cost
    return [bench.outcome(each) for each in scenarios]


def naive(example: str, scenario: Scenario) -> dict[tuple[str, str, str], tuple[str, Decimal | None]]:
    versions = put_on(scenario, policy_of(example))
    assert isinstance(versions, Versions), versions
    path, as_of = book_path(example), EXAMPLES[example]
    after: dict[Key, Earned] = {}
    for part in versions.parts:
        after |= settled(part.policy, path, as_of, part.days)
    return held_beside(settled(policy_of(example), path, as_of), after)


def assert_alike(example: str, outcome: Outcome, scenario: Scenario) -> None:
    paid = known_only_by_the_ledger(example)
    mine = {(row.programme, row.payee, row.period): (row.change.value, row.difference) for row in outcome.rows}
    theirs = naive(example, scenario)
    assert {key: each for key, each in theirs.items() if key in mine} == mine
    left_out = {key for key in theirs if key not in mine}
    assert left_out <= paid
    assert all(theirs[key] == ("unchanged", Decimal(0)) for key in left_out)
    assert outcome.totals.count.complete


def scenario_of(example: str, id: str, draw: st.DataObject) -> Scenario:
    """Some figures of some programmes, each moved; perhaps a programme less, perhaps only from some day on."""
    programmes = programmes_of(policy_of(example))
    overlays: dict[str, Decimal] = {}
    for programme in draw.draw(st.lists(st.sampled_from(sorted(programmes)), min_size=1, max_size=2, unique=True)):
        for band in programmes[programme].bands.values():
            key = "rate" if band.rate is not None else "pay"
            now = getattr(band, key)
            if isinstance(now, Decimal) and draw.draw(st.booleans()):
                times = draw.draw(st.sampled_from([Decimal("0.5"), Decimal("1.25"), Decimal(2)]))
                overlays[f"{band.rule.address}.{key}"] = now * times
    if draw.draw(st.booleans()):
        return Scenario(id=id, policy=overlays)
    days = DateRange(date(2026, 4, 1), None)
    return Scenario(id=id, dated={days: overlays} if overlays else {})


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_scenario_without_content_changes_nothing(example: str) -> None:
    (outcome,) = compared(example, [Scenario(id="nothing")])
    assert outcome.totals.count.changed == 0
    assert outcome.totals.cost == outcome.totals.cost_before
    assert_alike(example, outcome, Scenario(id="nothing"))


@pytest.mark.slow
@pytest.mark.parametrize("example", OVERLAID)
@settings(max_examples=4)
@given(draw=st.data())
def test_an_outcome_is_what_two_settlements_say(example: str, draw: st.DataObject) -> None:
    scenarios = [scenario_of(example, f"s{number}", draw) for number in range(2)]
    for scenario, outcome in zip(scenarios, compared(example, scenarios), strict=True):
        assert_alike(example, outcome, scenario)


@pytest.mark.slow
@pytest.mark.parametrize("example", OVERLAID)
def test_removing_any_programme_is_what_two_settlements_say(example: str) -> None:
    policy = policy_of(example)
    named = {name for each in programmes_of(policy).values() for name in each.qualifying.of}
    scenarios = [
        Scenario(id=f"without-{id}", programmes=ProgrammeChanges(remove=(id,)))
        for id in programmes_of(policy)
        if id not in named
    ]
    scenarios = [each for each in scenarios if isinstance(put_on(each, policy), Versions)]
    for scenario, outcome in zip(scenarios, compared(example, scenarios), strict=True):
        assert_alike(example, outcome, scenario)


def test_the_order_of_scenarios_never_matters() -> None:
    steeper = Scenario(id="steeper", policy={"rebates.volume-quarter.bands[800000].rate": "2.5%"})
    leaner = Scenario(id="leaner", programmes=ProgrammeChanges(remove=("contract-year-bonus",)))
    later = Scenario(
        id="later", dated={DateRange(date(2026, 7, 1), None): {"rebates.volume-quarter.bands[800000].rate": "3%"}}
    )
    one = {each.scenario: each.totals for each in compared("handset-distributor", [steeper, leaner, later])}
    other = {each.scenario: each.totals for each in compared("handset-distributor", [later, steeper, leaner])}
    assert one == other
    alone = compared("handset-distributor", [evolve(leaner)])[0].totals
    assert alone == one["leaner"]


def _moved(example: str, key: str) -> Scenario:
    """The first figure of every programme at three quarters of what it is: each rate, each sum, or each bound."""
    overlays: dict[str, Decimal] = {}
    for programme in programmes_of(policy_of(example)).values():
        for band in programme.bands.values():
            now = getattr(band, key)
            if isinstance(now, Decimal) and now:
                overlays[f"{band.rule.address}.{key}"] = now * Decimal("0.75")
                break
    return Scenario(id=f"more-{key}", policy=overlays)


@pytest.mark.parametrize("key", ["rate", "pay", "at"])
@pytest.mark.parametrize("example", tuple(EXAMPLES)[len(OVERLAID) :])
def test_a_figure_of_every_programme_moved_is_what_two_settlements_say(example: str, key: str):
    scenario = _moved(example, key)
    (outcome,) = compared(example, [scenario])
    assert_alike(example, outcome, scenario)
