"""A parameter that a scenario changes is changed for that scenario alone, whoever else reads it."""

from __future__ import annotations

from datetime import date

import dealerkit
from dealerkit.book import Book
from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario

POLICY = """
policy: {name: small, revision: "1", currency: CNY, rounding: {to: 0.01}, effective: 2026-01-01..2026-12-31}
parameters: {cheap: {unit: money, source: test, values: {2026-01-01: 300}}}
rebates:
  all: &all
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}]
    settle: {every: quarter, payout: credit-note, negative: floor}
  cheap:
    <<: *all
    qualifying: {where: line.net_amount < cheap, measure: net_amount}
stacking: {rest: {rule: sum}}
"""


def test_a_parameter_that_a_scenario_changes_and_does_not_read_stays_for_the_policy_as_it_is():
    # 1 % of 533 is 5.33. Of the two lines only that of 200 is below 300: 2.00, though 333 is below 700.
    policy = dealerkit.loads({"p.yaml": POLICY.encode()}).policy
    assert policy is not None
    row = {"date": "2026-02-05", "dealer": "A", "product": "P", "quantity": "1"}
    lines = [{**row, "net_amount": each} for each in ("333", "200")]
    deaf = Scenario(
        id="deaf",
        programmes=ProgrammeChanges(remove=("cheap",)),
        policy={"parameters.cheap.values": {"2026-01-01": "700"}},
    )
    bench = Workbench.open(policy, Book.from_tables({"lines": lines}), date(2026, 12, 31), [deaf])
    assert isinstance(bench, Workbench), bench
    amounts = {row.programme: str(row.amount_before) for row in bench.outcome(deaf).rows}
    assert amounts == {"all": "5.33", "cheap": "2.00"}
