"""What is shared while one policy is read: the findings, the fact catalogue, the addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import define, evolve, field

from dealerkit.policy.facts import Catalogue
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.types import Type
from dealerkit.problems import Arg, Location, Problem, Related, Severity, problem


class Invalid:
    """The reading of a place that could not be read; why is among the findings."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = Invalid()


@define(eq=False)
class Reading:
    """The state of one reading: every shape adds what it finds and goes on."""

    catalogue: Catalogue = field(factory=Catalogue)
    parameters: dict[str, Type] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    used_parameters: set[str] = field(factory=set)
    used_facts: set[str] = field(factory=set)

    def report(
        self,
        code: str,
        at: Location | Node,
        address: str = "",
        *,
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
        **args: Arg,
    ) -> Invalid:
        """Add a finding; what could not be read is invalid."""
        place = at if isinstance(at, Location) else at.at
        self.problems.append(problem(code, place, address=address, severity=severity, related=related, **args))
        return INVALID


def inside(node: Scalar, skipped: int, problems: Iterable[Problem], address: str) -> Iterator[Problem]:
    """The findings about a text that begins ``skipped`` characters into a value, where it was typed."""
    start = node.part(skipped, 1).column
    for each in problems:
        at = each.at
        if at is not None and node.runs:
            at = node.part(skipped + at.column - start, at.length)
        yield evolve(each, address=address, at=at)


def described(node: Node) -> str:
    """What a node is, as a message kind: ``nothing``, ``text``, ``mapping`` or ``list``."""
    if isinstance(node, Scalar):
        return "nothing" if node.empty else "text"
    return "list" if hasattr(node, "items") else "mapping"
