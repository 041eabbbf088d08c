"""What one rebate terms evaluation costs, as multiples of one exact multiply-and-quantize.

Run ``python benchmarks/terms.py``. The programme is the one of the design: eligibility, a gate, two
bands, a supplement, a factor with four bands, a minimum and a cap. All figures come from one run, each
the best of many rounds taken in turn, in processor time, so that a busy machine changes them little.
"""

from __future__ import annotations

import time
import timeit
from decimal import Decimal

from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.nodes import parse
from dealerkit.policy.reading import Reading
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.types import NUMBER, Missing, Value
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.programme import REBATES
from dealerkit.rebates.terms import Measured, Terms, compile_terms

POLICY = """
volume-quarter:
  title: 季度坎级返利
  period: quarter
  eligible: contract.kind == "distribution" and dealer.status == "active"
  qualifying: {where: 'within(product, "phones")', measure: net_amount}
  gates: [{id: year-target, of: attainment.year, at: 90%}]
  method: retrospective
  kind: percent
  bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]
  supplements: [{id: display, when: period.display_score >= 90, rate: 0.25%}]
  factors:
    - id: collection-speed
      of: period.days_to_pay
      if_missing: 100%
      bands: [{at: 0, factor: 100%}, {above: 15, factor: 80%}, {above: 30, factor: 50%}, {above: 45, factor: 0%}]
  minimum: {base: 50_000, payout: 100}
  cap: {payout: 50_000}
  settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""
INCREMENTAL = POLICY.replace("method: retrospective", "method: incremental")
ROUNDS, REPEATS = 80, 1_000
YARDSTICK = "(base * rate).quantize(cent)"
LIMITS = {"amount": 25 / 4, "decide": 25.0, "trace": 125.0}


def terms_of(text: str) -> Terms:
    """The one programme of a policy text, compiled."""
    root = parse(text.encode(), "volume.yaml").root
    score = Fact("period.display_score", NUMBER, meaning="points for display", source="figures")
    reading = Reading(Catalogue((*FACTS, score)))
    section = REBATES.read(root, reading, "rebates") if root is not None else None
    if not isinstance(section, Keyed):
        raise SystemExit(f"the benchmark's policy is not sound: {reading.problems}")
    return compile_terms(section["volume-quarter"])


def best(statements: dict[str, str], names: dict[str, object]) -> dict[str, float]:
    """Nanoseconds of each statement: the least of many rounds, all statements in every round."""
    timers = {name: timeit.Timer(text, globals=names, timer=time.process_time) for name, text in statements.items()}
    found = dict.fromkeys(timers, float("inf"))
    for _ in range(ROUNDS):
        for name, timer in timers.items():
            found[name] = min(found[name], timer.timeit(REPEATS) / REPEATS * 1e9)
    return found


def main() -> None:
    """Print the ratios."""
    facts: dict[str, Value | Missing] = {
        "contract.kind": "distribution",
        "dealer.status": "active",
        "attainment.year": Decimal("0.95"),
        "period.display_score": Decimal(93),
        "period.days_to_pay": Decimal(22),
    }
    base = Decimal("812345.67")
    yardstick = {"base": base, "rate": Decimal("0.02"), "cent": Decimal("0.01")}
    for name, text in (("retrospective", POLICY), ("incremental", INCREMENTAL)):
        names = {**yardstick, "terms": terms_of(text), "measured": Measured(base, facts=facts)}
        calls = {call: f"terms.{call}(measured)" for call in LIMITS}
        times = best({"yardstick": YARDSTICK, **calls}, names)
        one = times["yardstick"]
        print(f"{name}: one multiply-and-quantize takes {one:.0f} ns")
        for call, limit in LIMITS.items():
            print(f"  {call:8}{times[call]:8.0f} ns{times[call] / one:8.1f} x   (at most {limit:g})")
        print(f"  amount / decide {times['amount'] / times['decide']:.3f} (at most 0.25)")
        print(f"  trace / decide  {times['trace'] / times['decide']:.2f} (at most 5)")


if __name__ == "__main__":
    main()
