"""Stackings and budgets reckoned from sums give what measuring and deciding everything anew gives, run by run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dealerkit
from dealerkit.book import Book
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.sampling import sampled as sampling
from dealerkit.whatif.sampling.joint_rows import Joint, joint_programmes
from dealerkit.whatif.sampling.parting import Parting
from dealerkit.whatif.sampling.results import Sampled
from dealerkit.whatif.scenarios.reading import scenarios_of
from tests.whatif.engine.test_joint_against_settlements import MASTERS, drawn_lines, drawn_policy, is_sound

HEAD = 'policy: {name: small, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-03-31}\n'
WIDE = """
      volumes:
        - {id: u, uniform: {least: 0%, most: 400%}, each: month}
        - {id: v, triangular: {least: 30%, likely: 100%, most: 200%}, where: line.net_amount > 300, each: quarter}
"""
ALIKE = "\n      volumes: [{id: u, discrete: {50%: 50%, 100%: 50%}, together: 100%}]\n"


def programme(id: str, rate: str, where: str = "", more: str = "") -> str:
    base = f"{{where: '{where}', measure: net_amount}}" if where else "{measure: net_amount}"
    return (
        f"  {id}:\n    period: quarter\n    qualifying: {base}\n    method: retrospective\n    kind: percent\n"
        f"    bands: [{{at: 0, rate: {rate}}}]\n"
        f"    settle: {{every: quarter, payout: credit-note, negative: floor}}\n{more}"
    )


def bench_of(
    policy: str, tables: dict[str, list[dict[str, object]]], runs: int, volumes: str, as_of: date
) -> Workbench:
    loaded = dealerkit.loads({"policy.yaml": policy.encode()})
    assert loaded.policy is not None, loaded.problems
    text = f"scenarios:\n  s:\n    uncertainty:\n      seed: 5\n      runs: {runs}{volumes}"
    asked = scenarios_of({"s.yaml": text.encode()}, loaded.policy)
    assert asked.file is not None, asked.problems
    bench = Workbench.open(loaded.policy, Book.from_tables(tables), as_of, asked.file)
    assert isinstance(bench, Workbench), bench
    return bench


def sampled(bench: Workbench) -> Sampled:
    found = sampling.sample(bench, bench.file.scenarios["s"])
    assert isinstance(found, Sampled)
    return found


def none_together(parting: Parting, programmes: Iterable[Programme]) -> tuple[Joint, ...]:
    del parting, programmes
    return ()


def whole(bench: Workbench) -> Sampled:
    """The naive way: every programme measured and decided anew, run by run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Parting, "rows", lambda *_: None)
        patch.setattr(sampling, "joint_programmes", none_together)
        return sampled(bench)


def together_in(bench: Workbench) -> set[str]:
    """The programmes that are reckoned from sums although others have a say in them."""
    found: set[str] = set()

    def noted(parting: Parting, programmes: Iterable[Programme]) -> list[Joint]:
        made = list(joint_programmes(parting, programmes))
        found.update(each.id for one in made for each in one.programmes)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sampling, "joint_programmes", noted)
        sampled(bench)
    return found


LINES: list[dict[str, object]] = [
    {"date": "2026-02-05", "dealer": "A", "product": "P1", "quantity": "1", "net_amount": "1000"},
    {"date": "2026-02-05", "dealer": "B", "product": "P1", "quantity": "1", "net_amount": "2000"},
]


GROUPS: dict[str, list[dict[str, object]]] = {
    "customers": [{"customer": each, "kind": "dealer", "group": "G"} for each in "AB"],
    "groups": [{"group": "G", "head": "B"}],
}
GROUP = programme("a", "1%", more="    accumulate: {over: group, pay: HOW}\n").replace(
    "bands: [{at: 0, rate: 1%}]", "bands: [{at: 0, rate: 1%}, {at: 2_000, rate: 2%}]"
)


@pytest.mark.parametrize(
    ("policy", "costs"),
    [
        # One per cent of 3,000 is 30 and the budget holds 25; of half of it 15.
        (programme("a", "1%", more="    budget: {amount: 25}\n"), {"25.00", "15.00"}),
        # Cents are the step: 25.009 pays 25.00.
        (programme("a", "1%", more="    budget: {amount: 25.009}\n"), {"25.00", "15.00"}),
        # The lines of both: `b` pays 2 % of A's 1,000 and B's 2,000, `a` nothing there; all for half of it.
        (
            programme("a", "1%") + programme("b", "2%") + "stacking: {s: {rule: best-of, programmes: [a, b]}}\n",
            {"60.00", "30.00"},
        ),
        # 60 and a budget of 45 on what the stacking leaves to `b`.
        (
            programme("a", "1%")
            + programme("b", "2%", more="    budget: {amount: 45}\n")
            + "stacking: {s: {rule: best-of, programmes: [a, b]}}\n",
            {"45.00", "30.00"},
        ),
        # `a` comes first and pays 1 %; `b` then pays nothing on the same lines.
        (
            programme("a", "1%") + programme("b", "2%") + "stacking: {s: {rule: exclusive, programmes: [a, b]}}\n",
            {"30.00", "15.00"},
        ),
        # `a` pays 10 %, 100 and 200; `b` 5 % of 900 and 1,800: 135, together 435.
        (
            programme("a", "10%")
            + programme("b", "5%")
            + "stacking: {s: {rule: ordered, programmes: [a, b], reduces: {a: [b]}}}\n",
            {"435.00", "217.50"},
        ),
        # `b` pays 3 % on A's 1,000, 30 for 10; `a` keeps 1 % of B's 2,000: 20. Together 50.
        (
            programme("a", "1%")
            + programme("b", "3%", "line.net_amount < 1500")
            + "stacking: {s: {rule: best-of, programmes: [a, b]}}\n",
            {"50.00", "25.00"},
        ),
        # A and B together buy 3,000 and reach 2 %, half of it 1 %: shares add up to 60 and 15.
        (GROUP.replace("HOW", "each"), {"60.00", "15.00"}),
        # The same for the head of the group alone.
        (GROUP.replace("HOW", "head"), {"60.00", "15.00"}),
        # And from a budget of 50.
        (GROUP.replace("HOW", "each") + "    budget: {amount: 50}\n", {"50.00", "15.00"}),
    ],
)
def test_runs_of_joint_programmes_by_hand(policy: str, costs: set[str]) -> None:
    bench = bench_of(HEAD + "rebates:\n" + policy, {"lines": LINES, **GROUPS}, 40, ALIKE, date(2026, 3, 31))
    found = sampled(bench)
    assert together_in(bench) == set(programmes_of(bench.policy))
    assert set(found.costs) == {Decimal(each) for each in costs}
    assert found.as_planned == bench.cost(bench.file.scenarios["s"])
    assert found.failed == 0


EARNED_BY_A = """  z:
    period: quarter
    qualifying: {from: entitlements, of: [a], measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 50%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
stacking: {s: {rule: best-of, programmes: [a, b]}, rest: {rule: sum}}
"""


def test_what_a_programme_earns_for_another_is_decided_on_all_that_it_pays_on() -> None:
    # `a` reaches its band by the line of 1,000 and pays 1 % of both: 30, where `b` with half a per cent keeps nothing;
    # `z` pays half of that: 15, together 45. For half of the volume 22.50.
    paying = "    paying: {where: line.net_amount >= 100, measure: net_amount}\n"
    a, b = programme("a", "1%", "line.net_amount < 1500", paying), programme("b", "0.5%", "line.net_amount < 1500")
    lines: list[dict[str, object]] = [{**each, "dealer": "A"} for each in LINES]
    bench = bench_of(HEAD + "rebates:\n" + a + b + EARNED_BY_A, {"lines": lines}, 12, ALIKE, date(2026, 3, 31))
    assert together_in(bench) == {"a", "b"}
    assert set(sampled(bench).costs) == {Decimal("45.00"), Decimal("22.50")}


FROM_2500 = """  a:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 2_500, rate: 1%}]
    supplements: [{id: display, when: period.display >= 1, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
"""
FACTS = "facts:\n  period.display: {type: number, meaning: points, source: figures}\n"


@pytest.mark.parametrize(
    "joint",
    [
        FROM_2500 + "    budget: {amount: 25}\n",
        FROM_2500 + programme("b", "2%") + "stacking: {s: {rule: best-of, programmes: [a, b]}}\n",
    ],
)
def test_a_run_in_which_a_row_cannot_be_told_is_left_to_the_whole_reckoning(joint: str) -> None:
    # As planned nobody reaches 2,500. With half as much again B does, 3,000, and nobody knows of a display of his.
    volumes = "\n      volumes: [{id: u, discrete: {100%: 50%, 150%: 50%}, together: 100%}]\n"
    bench = bench_of(HEAD + FACTS + "rebates:\n" + joint, {"lines": LINES}, 12, volumes, date(2026, 3, 31))
    quick, naive = sampled(bench), whole(bench)
    assert (quick.costs, quick.as_planned, quick.failed) == (naive.costs, naive.as_planned, naive.failed)
    assert quick.failed >= 1


def parted(draw: Random) -> Workbench | None:
    text, _ = drawn_policy(draw)
    loaded = dealerkit.loads({"policy.yaml": text.encode()})
    if loaded.policy is None or not is_sound(loaded.policy):
        return None
    tables = {"lines": [*drawn_lines(draw), *drawn_lines(draw)], **MASTERS}
    return bench_of(text, tables, 3, WIDE, draw.choice((date(2026, 12, 31), date(2026, 8, 20))))


@pytest.mark.slow
@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_both_ways_cost_the_same(draw: Random) -> None:
    bench = parted(draw)
    if bench is None:
        return
    quick, naive = sampled(bench), whole(bench)
    assert (quick.costs, quick.as_planned, quick.failed) == (naive.costs, naive.as_planned, naive.failed)


OWN_VOLUME = """measures:
  dear: {where: line.net_amount > 1500, measure: net_amount}
rebates:
  gated:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    gates: [{id: quarter, of: attainment.quarter, at: 100%}]
    bands: [{at: 0, rate: 1%}]
    supplements: [{id: dear, when: measured.dear >= 3_000, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
"""


def test_facts_that_follow_the_volume_are_drawn_with_it() -> None:
    # As planned A reaches two thirds of 1,500, and B 2,000 of 2,000: 1 % of it, 20.00. With half as much again A
    # reaches 1,500, 15.00, and B's dear lines come to 3,000: 2 % of 3,000, 60.00.
    targets: list[dict[str, object]] = [
        {"subject": "A", "period": "2026-Q1", "fact": "net_amount", "value": "1500"},
        {"subject": "B", "period": "2026-Q1", "fact": "net_amount", "value": "2000"},
    ]
    volumes = "\n      volumes: [{id: u, discrete: {100%: 50%, 150%: 50%}, together: 100%}]\n"
    bench = bench_of(HEAD + OWN_VOLUME, {"lines": LINES, "targets": targets}, 12, volumes, date(2026, 3, 31))
    found = sampled(bench)
    assert set(found.costs) == {Decimal("20.00"), Decimal("75.00")}
    naive = whole(bench)
    assert (found.costs, found.as_planned, found.failed) == (naive.costs, naive.as_planned, naive.failed)
