"""Scenarios that change what is measured, over small books with dirty lines: each is what a settlement of it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dealerkit
from dealerkit.book import Book
from dealerkit.policy.policy import Policy, read_policy
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.applying import Versions, put_on
from dealerkit.whatif.scenarios.overlays import Written
from dealerkit.whatif.scenarios.reading import scenarios_of
from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario
from tests.whatif.naive_comparison import Earned, Key, held_beside

POLICY = """
policy:
  name: small
  revision: "1"
  currency: CNY
  rounding: {to: 0.01, mode: half-up}
  effective: 2026-01-01..2026-12-31
parameters:
  cheap: {unit: money, source: test, values: {2026-01-01: 5, 2026-05-01: 8}}
  top: {unit: share, source: test, values: {2026-01-01: 3%}}
measures:
  tea: {where: 'within(product, "tea")', measure: net_amount}
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 20, rate: 1%}, {at: 60, rate: =top}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
  cheap-units:
    period: quarter
    qualifying: {where: line.net_amount < cheap, measure: quantity}
    method: incremental
    kind: per-unit
    bands: [{at_unit: 1, pay: 0.10}, {at_unit: 10, pay: 0.20}]
    settle: {every: quarter, payout: credit-note, negative: floor}
  stars:
    period: half-year
    qualifying: {where: product.brand == "Star", measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 10, rate: 2%}]
    supplements: [{id: tea, when: measured.tea >= 15, rate: 1%}]
    settle: {every: half-year, payout: credit-note, negative: floor}
  gold:
    period: month
    eligible: dealer.class == "gold"
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 5, rate: 1%}]
    settle: {every: month, payout: credit-note, negative: floor}
  priced:
    period: quarter
    qualifying: {where: known(line.unit_price) and line.unit_price >= 2, measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 5, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
stacking:
  one: {rule: best-of, programmes: [volume, stars]}
  rest: {rule: sum}
"""

MASTERS: dict[str, list[dict[str, object]]] = {
    "customers": [
        {"customer": "A", "kind": "dealer", "class": "gold"},
        {"customer": "B", "kind": "dealer", "class": "tin", "valid_to": "2026-04-30"},
        {"customer": "B", "kind": "dealer", "class": "gold", "valid_from": "2026-05-01"},
        {"customer": "C", "kind": "dealer"},
    ],
    "products": [
        {"product": "P1", "group": "tea", "brand": "Star"},
        {"product": "P2", "group": "green", "brand": "Moon"},
        {"product": "P3", "group": "cups"},
    ],
    "product_groups": [{"group": "tea"}, {"group": "green", "parent": "tea"}, {"group": "cups"}],
}

LINES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2026, 1, 1), date(2026, 9, 30)).map(str),
            "dealer": st.sampled_from(["A", "A", "B", "C", "X"]),
            "product": st.sampled_from(["P1", "P2", "P3", "P9"]),
            "quantity": st.integers(-2, 9).map(str),
            "net_amount": st.decimals(-10, 40, places=2).map(str),
            "unit_price": st.sampled_from(["1", "2", "3", "", "dear"]),
            "list_price": st.sampled_from(["1", "2", "3", "", "dear"]),
        }
    ),
    min_size=1,
    max_size=25,
)

OTHERS: Mapping[str, Written] = {
    "rebates.gold.qualifying.measure": "=line.net_amount / 3",
    "rebates.volume.qualifying": {"where": 'product.brand == "Star"', "measure": "net_amount"},
    "rebates.volume.period": "half-year",
    "rebates.cheap-units.qualifying.where": 'dealer.class == "gold"',
    "rebates.cheap-units.bands[unit 10].at_unit": "4",
    "rebates.stars.qualifying.where": 'within(product, "tea")',
    "rebates.gold.eligible": 'dealer.class == "tin"',
    "rebates.gold.bands[5].rate": "2.5%",
    "measures.tea.where": 'within(product, "green")',
    "parameters.cheap.values": {"2026-01-01": "12"},
    "parameters.top.values": {"2026-01-01": "4%", "2026-04-01": "5%"},
    "rebates.stars.bands[10].rate": "3%",
    "rebates.priced.qualifying.where": "known(line.list_price) and line.list_price >= 3",
    "rebates.volume.qualifying.measure": "=line.list_price * 2",
    "stacking.one.rule": "exclusive",
    "policy.effective": "2026-02-01..2026-12-31",
    "policy.rounding.mode": "down",
}
ADDED: Written = {
    "period": "quarter",
    "qualifying": {"where": 'contract.kind == "retail" or product.brand == "Moon"', "measure": "net_amount"},
    "method": "retrospective",
    "kind": "percent",
    "bands": [{"at": "1", "rate": "1%"}],
    "settle": {"every": "quarter", "payout": "credit-note", "negative": "floor"},
}


def policy() -> Policy:
    loaded = dealerkit.loads({"policy.yaml": POLICY.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


BASE = policy()


def book_of(lines: list[dict[str, object]]) -> Book:
    return Book.from_tables({**MASTERS, "lines": lines})


def settled(asked: Policy, lines: list[dict[str, object]], as_of: date) -> dict[Key, Earned]:
    whole, problems = read_policy(asked.root, asked.known_sections)
    assert whole is not None, problems
    rows = dealerkit.settle(whole, book_of(lines), as_of).rows
    return {(row.programme, row.payee, row.window.label): Earned(row.entitlement, "", row.qualifying) for row in rows}


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    addresses = draw(st.lists(st.sampled_from(sorted(OTHERS)), max_size=3, unique=True))
    overlays = {
        each: OTHERS[each] for each in addresses if not any(o != each and each.startswith(o) for o in addresses)
    }
    changes = ProgrammeChanges(
        add={"added": ADDED} if draw(st.booleans()) else {},
        remove=tuple(
            each for each in ("gold", "priced") if draw(st.booleans()) and not any(each in one for one in overlays)
        ),
    )
    return Scenario(id=f"s{draw(st.integers(0, 10**9))}", policy=overlays, programmes=changes)


@pytest.mark.slow
@settings(max_examples=50)
@given(
    LINES,
    st.lists(scenarios(), min_size=1, max_size=3, unique_by=lambda each: each.id),
    st.sampled_from([date(2026, 8, 15), date(2026, 12, 31)]),
)
def test_each_outcome_is_what_a_settlement_says(
    lines: list[dict[str, object]], asked: list[Scenario], as_of: date
) -> None:
    bench = Workbench.open(BASE, book_of(lines), as_of, asked)
    assert isinstance(bench, Workbench), bench
    before = settled(BASE, lines, as_of)
    for scenario in asked:
        versions = put_on(scenario, BASE)
        assert isinstance(versions, Versions)
        after = settled(versions.parts[0].policy, lines, as_of)
        outcome = bench.outcome(scenario)
        mine = {(row.programme, row.payee, row.period): (row.change.value, row.difference) for row in outcome.rows}
        assert mine == held_beside(before, after)
        for row in outcome.rows:
            key = (row.programme, row.payee, row.period)
            if row.after is not None:
                assert row.after.base == after[key].base
            if row.before is not None:
                assert (row.before.amount, row.before.base) == (before[key].amount, before[key].base)
        assert bench.totals(scenario) == outcome.totals
        assert bench.cost(scenario) == outcome.totals.cost


def test_a_scenario_that_was_not_there_at_first_is_measured_when_it_is_asked_for() -> None:
    lines: list[dict[str, object]] = [
        {"date": "2026-01-05", "dealer": "A", "product": "P1", "quantity": "30", "net_amount": "10"}
    ]
    bench = Workbench.open(BASE, book_of(lines), date(2026, 12, 31))
    assert isinstance(bench, Workbench)
    thrice = Scenario(id="thrice", policy={"rebates.gold.qualifying.measure": "=line.net_amount * 3"})
    found = {row.programme: (row.amount_before, row.amount) for row in bench.outcome(thrice).rows}
    # One per cent of ten yuan as it is, of three times as much under the scenario.
    assert found["gold"] == (Decimal("0.10"), Decimal("0.30"))
    assert found["volume"] == (Decimal(0), Decimal(0))


DIRTY: list[dict[str, object]] = [
    {"date": "2026-01-05", "dealer": "A", "product": "P1", "quantity": "1", "net_amount": "30", "list_price": "dear"},
    {"date": "2026-01-06", "dealer": "A", "product": "P1", "quantity": "1", "net_amount": "70", "list_price": "2"},
]


def test_a_cell_that_only_a_scenario_cannot_read_leaves_the_policy_as_it_is_alone() -> None:
    listed = Scenario(id="listed", policy={"rebates.gold.qualifying.measure": "=line.list_price * 2"})
    bench = Workbench.open(BASE, book_of(DIRTY), date(2026, 12, 31), [listed, Scenario(id="same")])
    assert isinstance(bench, Workbench)
    outcome = bench.outcome(listed)
    found = {row.programme: (row.amount_before, row.base, row.amount) for row in outcome.rows}
    # As it is both lines count, 100 yuan at one per cent. Under the scenario only the line of two yuan can be read.
    assert found["gold"] == (Decimal("1.00"), Decimal(4), Decimal(0))
    assert found["volume"] == (Decimal("3.00"), Decimal(70), Decimal("2.10"))
    assert bench.outcome(bench.file.scenarios["same"]).totals.count.changed == 0
    # What was sold was sold, and the lines that are left out are told.
    assert (outcome.totals.trade_before.sales, outcome.totals.trade.sales) == (Decimal(100), Decimal(100))
    assert [(each.code, each.arg("sales")) for each in outcome.problems] == [("DK952", Decimal(30))]


def test_a_cell_that_only_a_change_of_the_book_asks_for_keeps_its_line() -> None:
    written = "scenarios: {dear: {book: [{id: dear, grow: 10%, where: line.list_price >= 2}]}}"
    loaded = scenarios_of({"scenarios.yaml": written.encode()}, BASE)
    assert loaded.file is not None, loaded.problems
    asked = loaded.file.scenarios["dear"]
    bench = Workbench.open(BASE, book_of(DIRTY), date(2026, 12, 31), [asked])
    assert isinstance(bench, Workbench)
    found = {row.programme: (row.amount_before, row.base) for row in bench.outcome(asked).rows}
    # The line of 70 yuan grows to 77; whether the other is dear cannot be told, and it stays as it is.
    assert found["gold"] == (Decimal("1.00"), Decimal(107))
