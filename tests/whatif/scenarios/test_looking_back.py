"""Dated values where a row rests on more than its own period: refused where it would mix two policies, else as settled.

What it should be is what a parameter with dated values gives, which every period reads at its own end.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import dealerkit
from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.applying import Versions, put_on
from dealerkit.whatif.scenarios.scenario import Scenario

HEAD = """
policy: {name: small, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}
parameters:
  p: {unit: share, source: test, values: {2026-01-01: 1%}}
  q: {unit: share, source: test, values: {2026-01-01: 2%}}
rebates:
"""
BOOK = Book.from_tables(
    {
        "lines": [
            {"date": f"2026-{month:02d}-05", "dealer": dealer, "product": "P", "net_amount": str(1000 * month)}
            for month in range(1, 13)
            for dealer in ("A", "B")
        ],
        "contracts": [{"contract": "K1", "customer": "A", "start": "2026-03-10", "end": "2027-03-09"}],
    }
)


def programme(id: str, rate: str = "=p", period: str = "quarter", more: str = "") -> str:
    return (
        f"  {id}:\n    period: {period}\n    qualifying: {{measure: net_amount}}\n    method: retrospective\n"
        f"    kind: percent\n    bands: [{{at: 0, rate: {rate}}}]\n"
        f"    settle: {{every: {'month' if period == 'contract-year' else period}, "
        "payout: credit-note, negative: floor}\n" + more
    )


ENDS_EARLY = "    effective: 2026-01-01..2026-08-31\n"
BEGINS_LATE = "    effective: 2026-02-10..2026-12-31\n"
BEST = "stacking:\n  s: {rule: best-of, programmes: [a, b]}\n"
WHOLE_YEAR = "    effective: 2026-01-01..2026-12-31\n"
EARNED = "{from: entitlements, of: [a], measure: net_amount}"
ADDS_UP = programme("over", "50%").replace("{measure: net_amount}", EARNED)
MONTHLY = programme("over", "50%", "month").replace("{measure: net_amount}", EARNED)


def policy_of(text: str) -> Policy:
    loaded = dealerkit.loads({"policy.yaml": (HEAD + text).encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def dated(day: date, parameter: str = "p", value: str = "5%") -> Scenario:
    overlay = {f"parameters.{parameter}.values": {"2026-01-01": value}}
    return Scenario(id="dated", dated={DateRange(day, None): overlay})


def refused(text: str, scenario: Scenario) -> list[tuple[str, object, object]]:
    found = put_on(scenario, policy_of(text))
    if isinstance(found, Versions):
        return []
    return [
        (each.code, each.arg("programme"), each.arg("changed") if each.code == "DK947" else each.arg("days"))
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "scenario", "expected"),
    [
        # The quarter of `a` ends on 31 August, that of `b` on 30 September; only one of the two would be new.
        (programme("a", more=ENDS_EARLY) + programme("b", "=q") + BEST, dated(date(2026, 9, 15)), ("b", "a")),
        (programme("a", more=ENDS_EARLY) + programme("b", "=q") + BEST, dated(date(2026, 9, 15), "q"), ("a", "b")),
        # The third quarter adds up July, which ended before.
        (programme("a", period="month") + ADDS_UP, dated(date(2026, 8, 15)), ("over", "a")),
        # The third quarter makes up for the first, of which the earlier rate is asked.
        (programme("a", more="    guarantee: {payout: 100, over: year}\n"), dated(date(2026, 7, 1)), ("a", "a")),
        # Contract years begin on days of their own: some lie on both sides of any day.
        (
            programme("a", period="month") + ADDS_UP.replace("period: quarter", "period: contract-year"),
            dated(date(2026, 7, 1)),
            ("over", "a"),
        ),
    ],
)
def test_what_would_mix_two_policies_is_refused(text: str, scenario: Scenario, expected: tuple[str, str]):
    assert refused(text, scenario) == [("DK947", *expected)]


WHOLE = {
    "stacked": (programme("a") + programme("b", "=q") + BEST, date(2026, 8, 15)),
    "stacked, one begins late": (programme("a", more=BEGINS_LATE) + programme("b", "=q") + BEST, date(2026, 8, 15)),
    "stacked, one ended before": (programme("a", more=ENDS_EARLY) + programme("b", "=q") + BEST, date(2026, 10, 1)),
    "both ended on the day before": (
        programme("a", more=ENDS_EARLY) + programme("b", "=q", more=ENDS_EARLY) + BEST,
        date(2026, 8, 20),
    ),
    "one reduces the other": (
        programme("a") + programme("b", "=q") + BEST.replace("best-of,", "ordered, reduces: {b: [a]},"),
        date(2026, 4, 1),
    ),
    "a budget for all": (programme("a", more="    budget: {amount: 600}\n"), date(2026, 8, 15)),
    "added up over the same months": (
        programme("a", period="month") + MONTHLY,
        date(2026, 8, 15),
    ),
    "added up over quarters, from a quarter on": (programme("a", period="month") + ADDS_UP, date(2026, 7, 1)),
    "a guarantee of each period": (programme("a", more="    guarantee: {payout: 100}\n"), date(2026, 8, 15)),
    "a guarantee over a year that is not cut": (
        programme("a", more="    guarantee: {payout: 100, over: year}\n"),
        date(2026, 1, 1),
    ),
    "contract years": (programme("a", period="contract-year"), date(2026, 12, 31)),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("as_of", [date(2026, 12, 31), date(2026, 8, 20)])
def test_dated_values_say_what_a_parameter_with_dated_values_says(name: str, as_of: date):
    text, day = WHOLE[name]
    by_range = dated(day)
    values = {"2026-01-01": "1%", str(day): "5%"} if day > date(2026, 1, 1) else {"2026-01-01": "5%"}
    by_parameter = Scenario(id="parameter", policy={"parameters.p.values": values})
    bench = Workbench.open(policy_of(text), BOOK, as_of, [by_range, by_parameter])
    assert isinstance(bench, Workbench), bench
    one, other = bench.outcome(by_range), bench.outcome(by_parameter)
    assert [(row.programme, row.payee, row.period, row.amount) for row in one.rows] == [
        (row.programme, row.payee, row.period, row.amount) for row in other.rows
    ]
    for scenario, outcome in ((by_range, one), (by_parameter, other)):
        assert bench.totals(scenario) == outcome.totals
        assert bench.cost(scenario) == outcome.totals.cost
    if as_of == date(2026, 12, 31) and name != "stacked, one ended before":
        assert one.totals.count.changed > 0


def test_a_stacking_that_ends_on_one_day_pays_by_the_rates_of_that_day():
    # Third quarter 7,000 + 8,000 + 9,000 = 24,000: from 15 August on `a` pays 5 %, 1,200.00, and `b` (2 %) nothing.
    # Second quarter 4,000 + 5,000 + 6,000 = 15,000: `b` pays 300.00 and `a` (1 %) nothing.
    scenario = dated(date(2026, 8, 15))
    bench = Workbench.open(policy_of(WHOLE["stacked"][0]), BOOK, date(2026, 9, 30), [scenario])
    assert isinstance(bench, Workbench), bench
    found = {(row.programme, row.period): row.amount for row in bench.outcome(scenario).rows if row.payee == "A"}
    assert (found["a", "2026-Q3"], found["b", "2026-Q3"]) == (Decimal("1200.00"), Decimal(0))
    assert (found["a", "2026-Q2"], found["b", "2026-Q2"]) == (Decimal(0), Decimal("300.00"))


def divided(day: date, **values: str) -> Scenario:
    overlays = {f"rebates.a.{key.replace('_', '.')}": value for key, value in values.items()}
    return Scenario(id="dated", dated={DateRange(day, None): overlays})


@pytest.mark.parametrize(
    ("text", "scenario", "days"),
    [
        # Quarters ended on 30 June, the first month that ends on the day or later is August.
        (
            programme("a"),
            divided(date(2026, 8, 15), period="month", settle_every="month"),
            "2026-07-01..2026-07-31",
        ),
        # July was paid as a month, and is part of the third quarter.
        (programme("a", period="month"), divided(date(2026, 8, 15), period="quarter"), "2026-07-01..2026-07-31"),
        # The third quarter was paid through 31 August, and is paid as a whole from 15 September on.
        (
            programme("a", more=ENDS_EARLY),
            divided(date(2026, 9, 15), effective="2026-01-01..2026-12-31"),
            "2026-07-01..2026-08-31",
        ),
        (programme("a"), divided(date(2026, 7, 1), period="contract-year"), ""),
    ],
)
def test_days_that_would_count_twice_or_never_are_refused(text: str, scenario: Scenario, days: str):
    assert refused(text, scenario) == [("DK945", "a", days)]


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        (programme("a"), divided(date(2026, 7, 1), period="month", settle_every="month")),
        (programme("a", more=WHOLE_YEAR), divided(date(2026, 7, 1), effective="2026-01-01..2026-10-31")),
        # It begins anew in September: July and August are outside what the new one is for.
        (programme("a", more=WHOLE_YEAR), divided(date(2026, 7, 1), effective="2026-09-01..2026-12-31")),
        (programme("a", more=ENDS_EARLY), divided(date(2026, 10, 1), effective="2026-10-01..2026-12-31")),
    ],
)
def test_periods_that_follow_each_other_may_change(text: str, scenario: Scenario):
    assert refused(text, scenario) == []
    bench = Workbench.open(policy_of(text), BOOK, date(2026, 12, 31), [scenario])
    assert isinstance(bench, Workbench), bench
    outcome = bench.outcome(scenario)
    assert bench.totals(scenario) == outcome.totals
    days = [(row.window.first, row.window.last) for row in outcome.rows if row.after is not None and row.payee == "A"]
    assert all(one[1] < other[0] for one, other in zip(sorted(days), sorted(days)[1:], strict=False))
