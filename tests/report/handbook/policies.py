"""The small policy whose handbook is kept word for word."""

from __future__ import annotations

from dealerkit import assembly
from dealerkit.policy.policy import Policy

SPRING = """\
policy:
  name: spring
  title: Spring rebates
  revision: "2026.1"
  currency: CNY
  timezone: Asia/Shanghai
  effective: 2026-01-01..2026-12-31
  rounding: {to: 0.01}

parameters:
  most:
    title: the cap
    unit: money
    source: board meeting of 4 December 2025
    values: {2026-01-01: 20_000, 2026-07-01: 30_000}

rebates:
  tea:
    title: Tea
    period: quarter
    eligible: contract.kind == "distribution" and dealer.status == "active"
    qualifying:
      where: within(product, "tea")
      measure: net_amount
    method: retrospective
    kind: percent
    bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2.5%}]
    factors:
      - id: speed
        title: Speed of payment
        of: period.days_to_pay
        if_missing: 100%
        bands: [{at: 0, factor: 100%}, {above: 30, factor: 50%}]
    cap: {payout: =most}
    settle:
      every: quarter
      due: {after: period-end, within: 10 working days}
      payout: credit-note
      negative: carry-forward

credit:
  source: credit rules, section 2
  amounts: gross
  eligible: [{id: file, title: File complete, when: dealer.filed, plan: true, if_missing: refuse}]
  exposure: {receivables: add, deposits: subtract}
  limits:
    rolling: {title: Rolling, rolling: {days: 30}, maximum: 300_000}
  checks:
    - {id: limit, title: Limit, static: {above: 100%}, then: refer, to: credit-controller}

authority:
  compensation:
    title: Compensation
    hit: unique
    rows:
      - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
      - {id: manager, amount: {at: 500}, then: {role: manager, second: finance}}
"""


def policy(text: str = SPRING) -> Policy:
    """A policy from its text."""
    loaded = assembly.loads({"spring.yaml": text.encode()})
    assert loaded.policy is not None, loaded.problems
    return loaded.policy
