"""What is wrong within one text, counted in its own characters; the place in the file comes later.

A text may stand in many places of a policy and is read once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from dealerkit.problems import Arg, Location, Problem, Severity


@frozen
class Finding:
    """One mistake: its code, the characters from ``start`` to before ``end``, the message's arguments."""

    code: str
    start: int
    end: int
    args: tuple[tuple[str, Arg], ...] = ()
    severity: Severity = Severity.ERROR


def finding(code: str, start: int, end: int, **args: Arg) -> Finding:
    """A mistake that keeps the expression from being used."""
    return Finding(code, start, end, tuple(args.items()))


def doubt(code: str, start: int, end: int, **args: Arg) -> Finding:
    """Something allowed that is hardly meant."""
    return Finding(code, start, end, tuple(args.items()), Severity.WARNING)


def located(findings: Iterable[Finding], at: Location) -> tuple[Problem, ...]:
    """The findings as problems of the text that begins ``at``, from left to right."""
    return tuple(
        Problem(
            each.code,
            Location(at.file, at.line, at.column + each.start, max(1, each.end - each.start)),
            each.args,
            severity=each.severity,
        )
        for each in sorted(findings, key=lambda each: (each.start, each.code))
    )
