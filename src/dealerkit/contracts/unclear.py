"""The finding about rules of contracts that contradict themselves or name what is not there."""

from __future__ import annotations

from dealerkit.decisions import Rule
from dealerkit.problems import Problem, Severity, problem


def unclear(
    rule: Rule,
    *,
    backwards: str = "",
    lacking: str = "",
    table: str = "",
    nothing: str = "",
    unknown: str = "",
    nearest: str = "",
    known: tuple[str, ...] = (),
) -> Problem:
    """DK783: limits that cross, a key that another one needs, a table of signatures that is not there.

    A rule that asks nothing, or a name that nothing defines, is a warning: it harms nobody but is hardly meant.
    """
    return problem(
        "DK783",
        rule.at,
        address=rule.address,
        severity=Severity.WARNING if nothing or unknown else Severity.ERROR,
        backwards=backwards,
        lacking=lacking,
        table=table,
        nothing=nothing,
        unknown=unknown,
        nearest=nearest,
        known=known,
    )
