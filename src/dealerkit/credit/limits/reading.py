"""What a limit reads: its expressions, and the facts that none of them may ask for."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.credit.limits.limit import Limit
from dealerkit.policy.expressions import Expression
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Duration

SELF_READING = ("account.limit", "account.headroom", "account.group_limit")
"""Facts that are made from limits: no limit may read them, and none can."""


OF_OTHERS = frozenset({"account.releases", "account.group_limit", "account.group_exposure"})
"""Facts of an account that change though its own position does not."""


def figures_of(limit: Limit) -> Iterator[Expression]:
    """Every expression of a limit, its condition first."""
    places: list[object] = [limit.where, limit.fixed, limit.minimum, limit.maximum]
    for part, names in (
        (limit.rolling, ("share",)),
        (limit.average, ("share",)),
        (limit.score, ("points",)),
        (limit.backed, ("share",)),
        (limit.loads, ("value",)),
        (limit.opening, ("limit",)),
        *((each, ("limit", "share")) for each in (limit.sublimits or {}).values()),
    ):
        places += [getattr(part, name, None) for name in names]
    yield from (each for each in places if isinstance(each, Expression))


def facts_of(limit: Limit) -> Iterator[str]:
    """Every fact that a limit reads, by its expressions or by the columns of its table."""
    for expression in figures_of(limit):
        yield from expression.reads
    if limit.table is not None:
        yield from (column.name for column in limit.table.columns)


def uncountable(within: Duration, limit: Limit | None, without: str = "") -> Problem:
    """DK539: a time that cannot be counted from a day; ``without`` is what the policy would need for it."""
    rule = None if limit is None else limit.rule
    return problem(
        "DK539",
        None if rule is None else rule.at,
        address="" if rule is None else rule.address,
        limit="" if limit is None else limit.id,
        within=str(within),
        without=without,
    )
