"""Comparisons that were reckoned by hand: ``cases.yaml`` says how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

import dealerkit
from dealerkit.book import Book
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.reading import scenarios_of

DATA = yaml.load((Path(__file__).parent / "cases.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  # reads texts alone
COUNTS = {"rows", "changed", "unchanged", "failed"}
TRADE = {"sales", "units", "cost_of_sales"}


def bench_for(case: Mapping[str, object]) -> Workbench:
    loaded = dealerkit.loads({"policy.yaml": DATA["policy"].encode()})
    assert loaded.policy is not None, loaded.problems
    head = {key: case[key] for key in ("economics", "periods") if key in case}
    written = yaml.safe_dump({**head, "scenarios": {"it": case["scenario"]}}, allow_unicode=True)
    asked = scenarios_of({"scenarios.yaml": written.encode()}, loaded.policy)
    assert asked.file is not None, asked.problems
    bench = Workbench.open(loaded.policy, Book.from_tables({"lines": DATA["lines"]}), date(2026, 12, 31), asked.file)
    assert isinstance(bench, Workbench), bench
    return bench


@pytest.mark.parametrize("name", DATA["cases"])
def test_a_comparison_is_what_was_reckoned_by_hand(name: str) -> None:
    case = DATA["cases"][name]
    bench = bench_for(case)
    outcome = bench.outcome(bench.file.scenarios["it"])
    totals = bench.totals(bench.file.scenarios["it"])
    assert outcome.totals == totals
    for key, figure in case["expect"].items():
        owner = totals.count if key in COUNTS else totals.trade if key in TRADE else totals
        found = getattr(owner, key)
        assert (key, found) == (key, None if figure == "null" else Decimal(figure))
    assert totals.count.complete
    rows = {f"{row.programme} {row.payee} {row.period}": row for row in outcome.rows}
    for key, (before, after) in case.get("rows", {}).items():
        assert (rows[key].amount_before, rows[key].amount) == (Decimal(before), Decimal(after))


def test_shares_and_extra_units_are_ratios_over_what_is_sold() -> None:
    bench = bench_for(DATA["cases"]["steeper"])
    totals = bench.totals(bench.file.scenarios["it"])
    assert totals.share_of_sales == Fraction("231.00") / Fraction("11900.24")
    assert totals.extra_units == 0
    assert totals.cost_per_extra_unit is None
    assert totals.contribution is None


def test_an_amount_that_cannot_be_told_is_failed_and_in_no_sum() -> None:
    text = DATA["policy"].replace(
        "bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]",
        "bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]\n"
        "    supplements: [{id: display, when: period.display_score >= 90, rate: 1%}]",
    )
    head = "facts:\n  period.display_score: {type: number, meaning: points, source: figures}\n"
    loaded = dealerkit.loads({"policy.yaml": (text + head).encode()})
    assert loaded.policy is not None, loaded.problems
    figures = [{"subject": "A", "period": "2026-Q1", "fact": "display_score", "value": "95"}]
    book = Book.from_tables({"lines": DATA["lines"], "figures": figures})
    asked = scenarios_of(
        {"s.yaml": b'scenarios: {it: {policy: {"rebates.volume.supplements[display].rate": 2%}}}'}, loaded.policy
    )
    assert asked.file is not None, asked.problems
    bench = Workbench.open(loaded.policy, book, date(2026, 12, 31), asked.file)
    assert isinstance(bench, Workbench), bench
    totals = bench.totals(asked.file.scenarios["it"])
    # A's first quarter is known: 2 % of 4,900, then 3 %. A's second and C are not; B is below the bands either way.
    assert (totals.count.changed, totals.count.unchanged, totals.count.failed) == (1, 5, 2)
    assert totals.cost_before == Decimal("98.00") + Decimal("22.00")
    assert totals.difference == Decimal("49.00")
    failed = [row for row in bench.outcome(asked.file.scenarios["it"]).rows if row.amount is None]
    assert {row.missing for row in failed} == {("period.display_score",)}


def test_a_running_period_counts_as_measured_until_the_day_of_the_comparison() -> None:
    loaded = dealerkit.loads({"policy.yaml": DATA["policy"].encode()})
    assert loaded.policy is not None
    bench = Workbench.open(loaded.policy, Book.from_tables({"lines": DATA["lines"]}), date(2026, 5, 15))
    assert isinstance(bench, Workbench)
    running = [row for row in bench.baseline.rows if row.is_running]
    assert [(row.programme, row.payee, row.amount) for row in running] == [
        ("volume", "A", Decimal("100.00")),
        ("units", "A", Decimal("2.00")),
    ]


def test_what_is_bought_forward_out_of_a_dearer_quarter_costs_what_it_cost() -> None:
    # 990 in the first quarter, 1,000 in the second at 10 % more: 1,100. 10 of them are bought in the first, which then
    # has 1,000. Sales 2,090; the goods cost 80 % of 1,990, 1,592; 1 % of 1,000 and of 1,090 are paid, 20.90.
    volume_alone = DATA["policy"].partition("  units:")[0]
    loaded = dealerkit.loads({"policy.yaml": volume_alone.encode()})
    assert loaded.policy is not None, loaded.problems
    days = (("2026-02-01", "990"), ("2026-05-01", "1000"))
    lines = [{"date": day, "dealer": "A", "product": "P", "quantity": "1", "net_amount": money} for day, money in days]
    asked = scenarios_of(
        {
            "s.yaml": b"economics: {cost_of_sales: 80%}\nscenarios: {it: {book: [{id: p, price: 10%, "
            b"during: 2026-04-01..2026-06-30}], behaviour: {forward: {within: 5%, most: 50}}}}"
        },
        loaded.policy,
    )
    assert asked.file is not None, asked.problems
    bench = Workbench.open(loaded.policy, Book.from_tables({"lines": lines}), date(2026, 12, 31), asked.file)
    assert isinstance(bench, Workbench), bench
    totals = bench.totals(asked.file.scenarios["it"])
    assert (totals.trade.sales, totals.trade.cost_of_sales, totals.cost) == (2_090, 1_592, Decimal("20.90"))
    assert totals.contribution == Decimal("477.10")
