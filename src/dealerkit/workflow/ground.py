"""What a flow stands on beside itself: the policy's parameters and its authority matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from attrs import frozen

from dealerkit.authority import Matrix, Signature, decide
from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.tables import Table
from dealerkit.policy.types import Missing, Value

_ROOT = "case."


@frozen(eq=False)
class Ground:
    """The parameters of a day, and the tables of who signs what."""

    parameters: Callable[[date], Mapping[str, Value | Missing]]
    matrix: Mapping[str, Table[Signature]]

    def signature(self, subject: str, facts: Mapping[str, Value]) -> Decision:
        """Who signs a case of this subject: its columns are facts of the case, ``amount`` is ``case.amount``."""
        table = self.matrix[subject]
        known: dict[str, Value | Missing] = dict(facts)
        for column in table.columns:
            if column.name not in known and _ROOT + column.name in facts:
                known[column.name] = facts[_ROOT + column.name]
        return decide(table, known)


def ground_of(policy: Policy) -> Ground:
    """What the flows of a policy stand on."""
    return Ground(policy.parameters_at, cast("Matrix", policy.sections.get("authority", Keyed[Table[Signature]]())))
