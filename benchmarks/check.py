"""How long ``check`` of a large policy takes, as a ratio to merely composing its YAML.

Generates a policy of about 2,000 addressable rules and 280 kB (programmes with conditions, gates,
bands, supplements and factors; approval rows), and times in one process, alternating:

* ``yaml.compose`` with the C loader on the text, the least any YAML tool does;
* ``check`` on the same text: reading, typing every expression, all checks.

The garbage collector is set as the command sets it.

Run it with ``python benchmarks/check.py``; the figures are kept in docs/performance.md.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time

import yaml

from dealerkit.assembly import checked, loads
from dealerkit.cli import COLLECT_AFTER
from dealerkit.policy.expressions import expression as _expressions
from dealerkit.policy.rules import rules

PROGRAMMES = 100
ROWS = 700

HEAD = """\
policy:
  name: large
  revision: "2026.1"
  currency: CNY
  effective: 2026-01-01..2026-12-31
  rounding: {to: 0.01, mode: half-up}
  calendar: CN
calendars:
  CN: {country: CN, holidays: [2027-01-01], through: 2027-01-31}
"""

PROGRAMME = """\
  programme-{n}:
    title: 第{n}号季度返利
    period: quarter
    # 第{n}号项目：签了经销合同、状态正常的经销商参加；专供客户与工程客户除外。
    eligible: >-
      contract.kind == "distribution" and dealer.status == "active"
      and dealer.class != "Z{n}" and (known(contract.start) or dealer.kind == "direct-{n}")
    qualifying:
      where: >-
        within(product, ["group-{n}", "series-{n}", "season-{n}"]) and line.net_amount > {n}
        and not starts_with(line.document, "X{n}-")
      measure: net_amount
    gates:
      - {{id: year-target, of: attainment.year, at: {gate}%}}
    method: retrospective
    kind: percent
    bands:
      - {{at: {a}, rate: 1%}}
      - {{at: {b}, rate: 1.5%}}
      - {{at: {c}, rate: 2%}}
      - {{at: {d}, rate: 2.5%}}
    supplements:
      - {{id: receipts, when: period.target >= {a}, rate: 0.25%}}
    factors:
      - id: collection-speed
        of: period.days_to_pay
        if_missing: 100%
        bands: [{{at: 0, factor: 100%}}, {{above: 15, factor: 80%}}, {{above: 30, factor: 50%}}]
    minimum: {{base: 50_000, payout: 100}}
    cap: {{payout: {cap}}}
    settle:
      every: quarter
      due: {{after: period-end, within: 10 working days}}
      payout: credit-note
      negative: carry-forward
"""


def generate() -> str:
    """The policy text."""
    parts = [HEAD, "rebates:\n"]
    for n in range(PROGRAMMES):
        base = 100_000 + 1_000 * n
        figures = {"a": base, "b": base * 2, "c": base * 3, "d": base * 4, "gate": 60 + n % 40, "cap": base // 2}
        parts.append(PROGRAMME.format(n=n, **figures))
    parts.append("authority:\n  compensation:\n    hit: unique\n    rows:\n")
    for n in range(ROWS):
        bounds = f"at: {n * 100}, below: {n * 100 + 100}" if n < ROWS - 1 else f"at: {n * 100}"
        role = ("supervisor", "manager", "general-manager")[n % 3]
        parts.append(
            f"      # {n + 1}: compensation for transport damage, by order of the sales meeting, handbook 7.{n}\n"
            f"      - id: transport-damage-{n}\n"
            f"        amount: {{{bounds}}}\n"
            f"        then: {{role: {role}, second: finance-department-{n}}}\n"
        )
    return "".join(parts)


def main() -> int:
    """Print the figures."""
    gc.set_threshold(*COLLECT_AFTER)
    text = generate()
    data = text.encode()
    loaded = loads({"large.yaml": data})
    findings = checked(loaded)
    for each in findings.problems[:5]:
        sys.stdout.write(f"unexpected: {each}\n")
    if loaded.policy is None:
        return 1
    count = sum(1 for section in loaded.policy.sections.values() for _ in rules(section))
    loader = getattr(yaml, "CLoader", yaml.Loader)
    compose, check = [], []
    for _ in range(7):
        gc.collect()
        start = time.perf_counter()
        yaml.compose(text, Loader=loader)
        middle = time.perf_counter()
        _expressions._read.cache_clear()  # noqa: SLF001 - a first check, not a repeated one
        checked(loads({"large.yaml": data}))
        compose.append(middle - start)
        check.append(time.perf_counter() - middle)
    ratio = statistics.median(b / a for a, b in zip(compose, check, strict=True))
    sys.stdout.write(
        f"{count} rules, {len(data) / 1000:.0f} kB\n"
        f"yaml.compose (C loader)  {statistics.median(compose) * 1000:8.1f} ms\n"
        f"check                    {statistics.median(check) * 1000:8.1f} ms\n"
        f"ratio (at most 5)        {ratio:8.2f}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
