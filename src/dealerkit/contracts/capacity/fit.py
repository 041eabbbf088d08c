"""The fit of a new dealer: his lines beside ours, and whether our offer clearly beats a conflicting one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.book import Book, Row
from dealerkit.contracts.capacity.rule import FitRule
from dealerkit.contracts.judged import Judged, day_of, text
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg
from dealerkit.values.exact import ONE, add, as_fraction, multiply

FIT = "fit"
COMPLEMENTARY, CONFLICTING = "complementary", "conflicting"
PREFERRED, NEUTRAL, BEATS, LOSES = "preferred", "neutral", "beats", "does-not-beat"

_FIGURES = (("case_profit", "offer_case_profit"), ("monthly_profit", "offer_monthly_profit"))
"""What he earns with a line today, and what he would earn with ours in its place."""


def candidates_of(book: Book, rule: FitRule, as_of: date) -> Iterator[Judged]:
    """Every candidate whose lines were found out by the day. DK673: a conflicting line is not clearly beaten."""
    lines: dict[str, list[Row]] = {}
    for row in book.rows("candidates"):
        day = day_of(row, "date")
        if day is not None and day <= as_of:
            lines.setdefault(text(row, "candidate"), []).append(row)
    for candidate, rows in sorted(lines.items()):
        yield Judged(subject=candidate, decision=decided(rule, rows), part=FIT, customer=candidate, at=rows[0].at)


def decided(rule: FitRule, rows: Sequence[Row]) -> Decision:
    """Whether a candidate fits, line by line; the worst advantage over a conflicting line is stated."""
    missing = [f"candidates.{text(row, 'line')}.relation" for row in rows if not text(row, "relation")]
    reasons: list[Reason] = []
    worst: dict[str, Fraction] = {}
    beaten = True
    conflicts = [row for row in rows if text(row, "relation") == CONFLICTING]
    for row in conflicts:
        line = text(row, "line")
        for present, offered in _FIGURES:
            now, then = row.get(present), row.get(offered)
            if not isinstance(now, Decimal) or not isinstance(then, Decimal):
                missing.append(f"candidates.{line}.{present if not isinstance(now, Decimal) else offered}")
                continue
            enough = then > now if now <= 0 else then >= multiply(now, add(ONE, rule.clearly))
            beaten = beaten and enough
            if now > 0:
                advantage = as_fraction(then) / as_fraction(now) - 1
                worst[present] = min(worst.get(present, advantage), advantage)
            args = (("line", line), ("figure", present), ("now", now), ("then", then), ("clearly", rule.clearly))
            reasons.append(Reason("fit-beats" if enough else "fit-loses", rule.rule, args))
    same = [row for row in rows if text(row, "relation") == COMPLEMENTARY and _is_over_the_same(row, rule)]
    for row in same:
        share = row.get("outlets")
        over = ("outlets", share if isinstance(share, Decimal) else "")
        reasons.append(Reason("fit-complementary", rule.rule, (("line", text(row, "line")), over)))
    values: list[tuple[str, Arg]] = [("lines", len(rows)), ("conflicts", len(conflicts))]
    values += [(f"{name}_advantage", advantage) for name, advantage in worst.items()]
    if not beaten:
        return _ended(rule, Outcome.REFUSED, LOSES, "DK673", values, reasons)
    if missing:
        return _ended(rule, Outcome.UNDETERMINED, "", "DK003", values, reasons, missing)
    fit = BEATS if conflicts else PREFERRED if same else NEUTRAL
    return _ended(rule, Outcome.GRANTED, fit, "", values, reasons)


def _is_over_the_same(row: Row, rule: FitRule) -> bool:
    share = row.get("outlets")
    return isinstance(share, Decimal) and share >= rule.outlets


def _ended(
    rule: FitRule,
    outcome: Outcome,
    fit: str,
    code: str,
    values: list[tuple[str, Arg]],
    reasons: list[Reason],
    missing: Sequence[str] = (),
) -> Decision:
    told = tuple(reasons) or (Reason("fit-neutral", rule.rule),)
    stated: tuple[tuple[str, Arg], ...] = (("fit", fit),) if fit else ()
    return Decision(outcome, code, values=(*stated, *values), reasons=told, missing=tuple(missing))
