"""What can be known to be wrong with ``governance.assess`` before there is any dealer."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.governance.assess.rule import END, PEERS, Assess
from dealerkit.governance.section import assess_of
from dealerkit.governance.span import upside_down
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.exact import ONE

_COUNTABLE = frozenset({Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.QUARTERS, Unit.YEARS})
_TWO = 2


def check(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with the room.

    DK885 a range upside down; DK886 quantiles that are no low and high one; DK887 a share above the whole;
    DK888 a length of time that is no whole days or months; DK889 an end without all three answers.
    """
    rules = assess_of(policy)
    if rules is None:
        return
    yield from _ranges(rules)
    yield from _methods(rules)
    yield from _lengths(rules)
    yield from _ends(rules)


def _ranges(rules: Assess) -> Iterator[Problem]:
    address = rules.rule.address
    costs, loss = rules.costs, rules.loss
    for name in ("goods", "rebates", "promotions", "credit"):
        yield from upside_down(getattr(costs, name), f"{address}.costs.{name}")
    for name, span in (("margin", loss.margin), ("attributed", loss.attributed)):
        yield from upside_down(span, f"{address}.loss.{name}")
        if span is not None and span.most > ONE:
            yield problem("DK887", span.at, address=f"{address}.loss.{name}", key=name, value=span.most)


def _methods(rules: Assess) -> Iterator[Problem]:
    for each in rules.loss.methods.values():
        count = len(each.quantiles)
        unneeded = each.method if each.method != PEERS and count else ""
        lacking = each.method if each.method == PEERS and count != _TWO else ""
        is_reversed = not unneeded and count == _TWO and each.quantiles[0] > each.quantiles[1]
        if unneeded or lacking or is_reversed:
            yield problem(
                "DK886",
                each.rule.at,
                address=each.rule.address,
                unneeded=unneeded,
                lacking=lacking,
                count=str(count),
                high=each.quantiles[0] if is_reversed else "",
                low=each.quantiles[1] if is_reversed else "",
            )


def _lengths(rules: Assess) -> Iterator[Problem]:
    yield from length(rules.window, rules.rule.at, f"{rules.rule.address}.window", "window")
    if rules.delay is not None:
        yield from length(rules.delay.every, rules.delay.rule.at, f"{rules.rule.address}.delay.every", "every")


def length(found: Duration, at: object, address: str, key: str) -> Iterator[Problem]:
    """DK888: a length of time that is no whole number of days or months, or none at all."""
    if found.unit not in _COUNTABLE or not found.count:
        yield problem("DK888", at, address=address, key=key, length=str(found))  # type: ignore[arg-type]


_ANSWERS = ("assess.thin", "assess.net_loss", "assess.out_of_control")


def _ends(rules: Assess) -> Iterator[Problem]:
    """Ending a dealer who was never asked in writing, or on one bad figure alone, is what disputes are made of."""
    for each in rules.verdicts.values():
        lacking = tuple(name for name in _ANSWERS if name not in each.when.reads)
        if each.verdict == END and lacking:
            yield problem(
                "DK889",
                each.rule.at,
                address=each.rule.address,
                severity=Severity.WARNING,
                verdict=each.id,
                lacking=lacking,
            )
