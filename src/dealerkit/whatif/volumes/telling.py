"""What is said while changes are applied."""

from __future__ import annotations

from attrs import field, frozen

from dealerkit.problems import Problem, Severity, problem
from dealerkit.whatif.volumes.change import Change
from dealerkit.whatif.volumes.moves import Move


@frozen(eq=False)
class Told:
    """What is said while changes are applied: findings, moves, and which changes met any line."""

    problems: list[Problem]
    moves: list[Move] = field(factory=list)
    met: set[str] = field(factory=set)
    doubted: set[str] = field(factory=set)


def meets_nothing(change: Change) -> Problem:
    """DK960: nothing in the book is what a change is about."""
    where = change.where or change.dealers or change.from_
    return problem(
        "DK960",
        where.at if where is not None else change.value_at("during"),
        address=change.rule.address,
        severity=Severity.WARNING,
        change=change.id,
        during="" if change.during is None else str(change.during),
        where="" if where is None else where.text,
    )
