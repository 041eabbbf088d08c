"""What draws ask of the pass over the lines: which lines each is about, where days must be told apart, the past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.measures.takes import COUNT, LINES, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.takes import all_takes
from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.sampling.rules import Uncertain
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.asking import can_ask

_YEARS_AHEAD = 10
"""So far the days of a policy without an end are told apart."""


def takes_of_draws(policy: Policy, scenario: Scenario) -> Iterator[Take]:
    """The takes that a scenario's uncertainty needs beside those of the programmes."""
    if scenario.uncertainty is None:
        return
    sources = {take.source for each in programmes_of(policy).values() for take in all_takes(policy, each)}
    for item in scenario.uncertainty.volumes.values():
        for stream in sorted({LINES, *sources}):
            for condition in item.conditions:
                if can_ask(condition, stream):
                    id = drawn_lines(condition, stream)
                    yield Take(id, condition, COUNT, if_missing=False, source=stream)
        days = (*_periods(item, policy.header.effective), *((item.during,) if item.during else ()))
        if days:
            yield Take(f"what-if draws: {scenario.id}.{item.id}", None, COUNT, if_missing=True, days=days)
        if item.history is not None:
            yield history_take(scenario.id, item)


def drawn_lines(condition: Expression, stream: str) -> str:
    """The id of the take of the lines for which a condition of an uncertainty holds."""
    return f"what-if draws {stream}: {condition.text}"


def history_take(scenario: str, item: Uncertain) -> Take:
    """What a dealer bought of the same lines in the periods of the past that are drawn from."""
    assert item.history is not None  # noqa: S101  # asked only where there is one
    days = tuple(DateRange(each.start, each.end) for each in item.history.periods)
    return Take(f"what-if past: {scenario}.{item.id}", item.where, "net_amount", if_missing=False, days=days)


def _periods(item: Uncertain, effective: DateRange) -> tuple[DateRange, ...]:
    """The periods that have a draw each; none where there is one draw a run."""
    kind, days = item.period_kind, item.during or effective
    start = days.start or effective.start
    if kind is None or start is None:
        return ()
    last = days.end or effective.end or add_months(_first_of_month(start), _YEARS_AHEAD * MONTHS_OF_YEAR)
    return tuple(DateRange(each.start, each.end) for each in kind.between(start, last))


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
