"""Cliffs that no band builds: supplements, gates, factors and minimums that ask how much was bought."""

from __future__ import annotations

import pytest

from dealerkit.assembly import loads
from dealerkit.assembly.checking import problems_of

POLICY = """\
policy: {{name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}}
margins: {{over: 10%, steepest: 20%, trade_margin: 8%}}
rebates:
  v:
    period: quarter
    qualifying: {{measure: net_amount}}
    method: incremental
    kind: percent
    bands: [{bands}]
    {clause}
    settle: {{payout: credit-note, negative: carry-forward}}
"""


def found(clause: str, bands: str = "{at: 0, rate: 2%}") -> list[tuple[str, dict[str, str]]]:
    text = POLICY.format(clause=clause, bands=bands)
    policy = loads({"p.yaml": text.encode()}).policy
    assert policy is not None
    problems = problems_of(policy)
    told = ((each.code, {name: str(value) for name, value in each.args}) for each in problems)
    return [(code, args) for code, args in told if code in {"DK176", "DK177", "DK178", "DK179"}]


def test_a_supplement_on_the_base_is_a_cliff():
    # 2 % of 499,999 is 9,999.98; 5 % of 500,000 is 25,000. Over 450,000..500,000: 25,000 - 9,000 = 16,000 of 50,000.
    ((code, args),) = found("supplements: [{id: big, when: period.qualifying >= 500_000, rate: 3%}]")
    assert (code, args["earns"], args["next"]) == ("DK176", "16000.00", "15000.02")


def test_a_gate_on_the_base_is_a_cliff():
    # Nothing below, 2 % of 500,000 from there on: 10,000 of the last 50,000 are 20 %, which is not more than 20 %.
    ((code, args),) = found("gates: [{id: g, of: period.qualifying, at: 500_000}]")
    assert (code, args["earns"]) == ("DK177", "10000.00")


def test_a_minimum_on_the_payout_is_a_cliff_where_it_is_reached():
    # 2 % reach 10,000 at 500,000.
    ((code, args),) = found("minimum: {payout: 10_000}")
    assert (code, args["bound"], args["next"]) == ("DK177", "500000", "10000.00")


def test_a_supplement_that_ends_with_the_base_is_told():
    # 3 % of 299,999.99 is 9,000.00, and 2 % of 300,000 is 6,000.
    ((code, args),) = found("supplements: [{id: small, when: period.qualifying < 300_000, rate: 1%}]")
    assert (code, args["before"], args["after"]) == ("DK178", "9000.00", "6000.00")


@pytest.mark.parametrize(
    "clause",
    [
        'supplements: [{id: big, when: dealer.status == "active", rate: 3%}]',
        "supplements: [{id: both, when: period.qualifying >= 500_000 and period.days_to_pay <= 30, rate: 3%}]",
        "minimum: {payout: 1}",
        "cap: {payout: 10_000}",
    ],
)
def test_what_asks_anything_else_or_is_small_is_not_told(clause: str):
    assert found(clause, "{at: 0, rate: 0.1%}") == []


def test_a_band_that_stays_below_the_minimum_is_told():
    # 1 % of 99,999.99 is 1,000.00 and less than 5,000; 6 % of the excess reach 5,000 at 166,666.67.
    told = found("minimum: {payout: 5_000}", "{at: 10_000, rate: 1%}, {at: 100_000, rate: 6%}")
    assert [args["bound"] for code, args in told if code == "DK179"] == ["10000"]
