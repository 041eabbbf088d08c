"""Programmes in which others have a say, under scenarios: each side of every row is what a settlement of it gives.

Drawn policies stack programmes, share out budgets, add up groups, earnings and guarantees over the year, run on part of
the year and by contract years; scenarios add, remove and replace programmes and change values, for all periods or from
a day in the middle of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import dealerkit
from dealerkit.assembly.checking import unsound
from dealerkit.book import Book
from dealerkit.policy.policy import Policy, read_policy
from dealerkit.problems import Severity
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.applying import Versions, put_on
from dealerkit.whatif.scenarios.overlays import Written
from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario
from tests.whatif.naive_comparison import Earned, Key, held_beside

HEAD = """
policy: {name: s, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}
parameters:
  p: {unit: share, source: test, values: {2026-01-01: 1%, 2026-06-10: 3%}}
  cheap: {unit: money, source: test, values: {2026-01-01: 600, 2026-05-01: 300}}
"""
MASTERS: dict[str, list[dict[str, object]]] = {
    "customers": [
        {"customer": "A", "kind": "dealer", "class": "gold", "group": "G"},
        {"customer": "B", "kind": "dealer", "class": "tin", "group": "G"},
        {"customer": "C", "kind": "dealer"},
    ],
    "groups": [{"group": "G", "head": "A"}],
    # The group of the cups is not in the tree: whether they are tea cannot be told.
    "products": [
        {"product": "P1", "group": "tea"},
        {"product": "P2", "group": "cups"},
        {"product": "P3", "group": "tea"},
    ],
    "product_groups": [{"group": "tea"}],
    "contracts": [
        {"contract": "K1", "customer": "A", "start": "2026-03-10", "end": "2027-03-09"},
        {"contract": "K2", "customer": "B", "start": "2025-10-01", "end": "2026-09-30"},
        {"contract": "K3", "customer": "C", "start": "2026-01-01", "end": "2026-12-31"},
    ],
}
WHERE = ("line.net_amount < cheap", 'within(product, "tea")', "line.net_amount >= 200")
EFFECTIVE = ("2026-02-10..2026-12-31", "2026-01-01..2026-08-31", "2026-03-01..2026-11-15")
Definition = dict[str, object]


def programme(draw: Random, period: str, *, alone: bool) -> Definition:
    """Some programme; ``alone`` where no stacking must be able to decide about it."""
    of_the_year = period != "contract-year"
    found: Definition = {"period": period, "method": "retrospective", "kind": "percent"}
    qualifying: dict[str, object] = {"measure": "net_amount"}
    found["qualifying"] = qualifying
    if draw.random() < 0.5:
        qualifying["where"] = draw.choice(WHERE)
    if draw.random() < 0.25:
        found["effective"] = draw.choice(EFFECTIVE)
    if alone and of_the_year and draw.random() < 0.3:
        found["accumulate"] = {"over": "group", "pay": draw.choice(("each", "head"))}
    if draw.random() < 0.2:
        found["eligible"] = {"when": 'dealer.class == "gold"', "if_missing": draw.choice(("refuse", "undetermined"))}
    if draw.random() < 0.2:
        found["paying"] = {"measure": "net_amount", "where": "line.net_amount >= 100"}
    elif alone and draw.random() < 0.5:
        found["method"] = "incremental"
    first, second = draw.choice(("0", "300")), draw.choice(("1000", "1500"))
    found["bands"] = [{"at": first, "rate": draw.choice(("1%", "=p"))}, {"at": second, "rate": "4%"}]
    if of_the_year and draw.random() < 0.4:
        found["budget"] = {"amount": draw.choice(("20", "40", "60"))}
    if draw.random() < 0.2:
        found["cap"] = {"payout": "30"}
    if alone and period in {"month", "quarter"} and draw.random() < 0.2:
        found["guarantee"] = {"payout": "10", "over": "year"}
    every = period if of_the_year and draw.random() < 0.8 else "month"
    found["settle"] = {"every": every, "payout": "credit-note", "negative": "floor"}
    return found


def drawn_policy(draw: Random) -> tuple[str, dict[str, Definition]]:
    """Two to four programmes, some of them stacked, and perhaps one that adds up what the first earns."""
    ids = "abcd"[: draw.randint(2, 4)]
    stacked = ids[: draw.randint(2, len(ids))] if draw.random() < 0.8 else ""
    together = draw.choice(("quarter", "quarter", "month", "contract-year"))
    found = {}
    for id in ids:
        own = draw.choice(("quarter", "month", "half-year", "contract-year"))
        found[id] = programme(draw, together if id in stacked else own, alone=id not in stacked)
    stackings: dict[str, object] = {"rest": {"rule": "sum"}}
    if stacked:
        rule = draw.choice(("best-of", "ordered", "exclusive"))
        reduces = {"reduces": {stacked[0]: [stacked[1]]}} if rule == "ordered" else {}
        stackings = {"s": {"rule": rule, "programmes": list(stacked), **reduces}, **stackings}
    rebates: dict[str, Definition] = dict(found)
    if found["a"]["period"] in {"month", "quarter"} and draw.random() < 0.4:
        rebates["z"] = {
            "period": draw.choice(("quarter", "half-year")),
            "method": "retrospective",
            "kind": "percent",
            "qualifying": {"from": "entitlements", "of": ["a"], "measure": "net_amount"},
            "bands": [{"at": "0", "rate": "50%"}],
            "settle": {"every": "quarter", "payout": "credit-note", "negative": "floor"},
        }
    return HEAD + yaml.safe_dump({"rebates": rebates, "stacking": stackings}, sort_keys=False), found


def drawn_scenario(draw: Random, programmes: Mapping[str, Definition], id: str) -> Scenario:
    """Values, perhaps from some day on; programmes more, less and other ones."""
    ids = sorted(programmes)
    less = (draw.choice(ids),) if draw.random() < 0.3 else ()
    rest = [each for each in ids if each not in less]
    other = draw.choice(rest) if draw.random() < 0.3 else ""
    values: dict[str, Written] = {}
    for each in rest:
        definition = programmes[each]
        bands, qualifying = definition["bands"], definition["qualifying"]
        assert isinstance(bands, list)
        assert isinstance(qualifying, dict)
        if each == other:
            continue
        if draw.random() < 0.5:
            values[f"rebates.{each}.bands[{bands[1]['at']}].rate"] = draw.choice(("5%", "0.5%"))
        if "where" in qualifying and draw.random() < 0.3:
            values[f"rebates.{each}.qualifying.where"] = "line.net_amount < 1000"
        if "budget" in definition and draw.random() < 0.3:
            values[f"rebates.{each}.budget.amount"] = "33"
        if "effective" in definition and draw.random() < 0.2:
            values[f"rebates.{each}.effective"] = "2026-01-01..2026-10-31"
    if draw.random() < 0.2:
        values["parameters.p.values"] = {"2026-01-01": "2%", "2026-09-30": "1%"}
    if draw.random() < 0.1:
        values["stacking.s.rule"] = "exclusive"
    period = str(programmes[other]["period"]) if other else ""
    changes = ProgrammeChanges(
        add={"n": _written(programme(draw, "quarter", alone=True))} if draw.random() < 0.3 else {},
        remove=less,
        replace={other: _written(programme(draw, period, alone=False))} if other else {},
    )
    if values and draw.random() < 0.5:
        start = draw.choice((date(2026, 7, 1), date(2026, 8, 15), date(2026, 10, 1)))
        days = DateRange(start, draw.choice((None, date(2026, 11, 10))))
        return Scenario(id=id, dated={days: values}, programmes=changes)
    return Scenario(id=id, policy=values, programmes=changes)


def _written(definition: Definition) -> Written:
    found: Written = definition  # type: ignore[assignment]  # texts, lists and mappings of them
    return found


def drawn_lines(draw: Random) -> list[dict[str, object]]:
    return [
        {
            "date": f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
            "dealer": draw.choice("ABC"),
            "product": draw.choice(("P1", "P2", "P3")),
            "quantity": "1",
            "net_amount": str(draw.choice((150, 250, 900, 1200, -100, 333))),
        }
        for _ in range(draw.choice((6, 14)))
    ]


def is_sound(policy: Policy) -> bool:
    return not any(each.severity is Severity.ERROR for each in unsound(policy))


def settled(
    policy: Policy, tables: Mapping[str, list[dict[str, object]]], as_of: date, days: DateRange
) -> dict[Key, Earned]:
    whole, problems = read_policy(policy.root, policy.known_sections)
    assert whole is not None, problems
    rows = dealerkit.settle(whole, Book.from_tables(tables), as_of).rows
    return {
        (row.programme, row.payee, row.window.label): Earned(
            row.entitlement, row.decided.band.address if row.decided.band is not None else "", row.qualifying
        )
        for row in rows
        if row.window.last in days
    }


@pytest.mark.slow
@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_each_side_of_every_row_is_what_a_settlement_gives(draw: Random) -> None:
    text, programmes = drawn_policy(draw)
    loaded = dealerkit.loads({"policy.yaml": text.encode()})
    policy = loaded.policy
    if policy is None or not is_sound(policy):
        return
    tables = {"lines": drawn_lines(draw), **MASTERS}
    as_of = draw.choice((date(2026, 12, 31), date(2026, 8, 20), date(2026, 9, 30)))
    drawn = [drawn_scenario(draw, programmes, f"s{number}") for number in range(3)]
    made = [(each, put_on(each, policy)) for each in drawn]
    sound = [(each, versions) for each, versions in made if isinstance(versions, Versions)]
    bench = Workbench.open(policy, Book.from_tables(tables), as_of, [each for each, _ in sound])
    assert isinstance(bench, Workbench), bench
    before = settled(policy, tables, as_of, ALWAYS)
    for scenario, versions in sound:
        after: dict[Key, Earned] = {}
        for part in versions.parts:
            after |= settled(part.policy, tables, as_of, part.days)
        outcome = bench.outcome(scenario)
        mine = {(row.programme, row.payee, row.period): (row.change.value, row.difference) for row in outcome.rows}
        assert mine == held_beside(before, after)
        for row in outcome.rows:
            key = (row.programme, row.payee, row.period)
            for side, theirs in ((row.before, before), (row.after, after)):
                assert side is None or (side.amount, side.band, side.base) == theirs[key]
        assert bench.totals(scenario) == outcome.totals
        assert bench.cost(scenario) == outcome.totals.cost


ENDS_EARLY = """
policy: {name: s, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}
rebates:
  volume: &volume
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
  tea:
    <<: *volume
    effective: 2026-01-01..2026-06-30
    qualifying: {where: 'within(product, "tea")', measure: net_amount}
stacking: {rest: {rule: sum}}
"""


def test_days_on_which_only_a_scenario_asks_are_no_loss_of_the_policy_as_it_is() -> None:
    # Whether cups are tea cannot be told. As it is nobody asks after June, and the cups of October count: 1 % of 250.
    # Under the scenario tea goes on through December and the cups of October are lost, to volume as well.
    loaded = dealerkit.loads({"policy.yaml": ENDS_EARLY.encode()})
    assert loaded.policy is not None, loaded.problems
    lines: list[dict[str, object]] = [
        {"date": "2026-10-05", "dealer": "A", "product": "P2", "quantity": "1", "net_amount": "250"}
    ]
    longer = Scenario(id="longer", policy={"rebates.tea.effective": "2026-01-01..2026-12-31"})
    book = Book.from_tables({"lines": lines, **MASTERS})
    bench = Workbench.open(loaded.policy, book, date(2026, 12, 31), [longer])
    assert isinstance(bench, Workbench), bench
    (row,) = bench.outcome(longer).rows
    assert (row.programme, row.amount_before, row.after) == ("volume", Decimal("2.50"), None)
    assert [each.code for each in bench.outcome(longer).problems] == ["DK952"]
    assert not bench.baseline.problems
