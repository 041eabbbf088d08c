"""What a flow stands on beside itself: the policy's parameters, its authority matrix, and people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import cast

from attrs import frozen

from dealerkit.authority import Matrix, Signature, decide
from dealerkit.book import Book
from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.tables import Table
from dealerkit.policy.types import Missing, Value
from dealerkit.workflow.flow import Flow
from dealerkit.workflow.people import People, people_of
from dealerkit.workflow.timing import clock_of

_ROOT = "case."


@frozen(eq=False)
class Ground:
    """The parameters of a day, the tables of who signs what, and the people."""

    parameters: Callable[[date], Mapping[str, Value | Missing]]
    matrix: Mapping[str, Table[Signature]]
    people: People | None = None
    """Who the people of the book are, and what they may act as; None where nobody says so."""
    zone: tzinfo = UTC
    """Where a moment has its day."""

    def parameters_at(self, moment: datetime) -> Mapping[str, Value | Missing]:
        """The parameters of the day of a moment."""
        return self.parameters(moment.astimezone(self.zone).date())

    def signature(self, subject: str, facts: Mapping[str, Value]) -> Decision:
        """Who signs a case of this subject: its columns are facts of the case, ``amount`` is ``case.amount``."""
        table = self.matrix[subject]
        known: dict[str, Value | Missing] = dict(facts)
        for column in table.columns:
            if column.name not in known and _ROOT + column.name in facts:
                known[column.name] = facts[_ROOT + column.name]
        return decide(table, known)


def ground_of(policy: Policy, flow: Flow | None = None, book: Book | None = None) -> Ground:
    """What a flow of a policy stands on; with a book, its people too."""
    matrix = cast("Matrix", policy.sections.get("authority", Keyed[Table[Signature]]()))
    clock = None if flow is None else clock_of(flow, policy)
    people = None if flow is None or book is None else people_of(policy, book, flow)
    return Ground(policy.parameters_at, matrix, people, UTC if clock is None else clock.zone)
