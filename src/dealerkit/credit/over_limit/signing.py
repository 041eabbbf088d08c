"""Who signs a release: the role a step names, or the one the authority matrix gives it to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.authority import Matrix, decide
from dealerkit.credit.over_limit.ladder import Step
from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.values.exact import Number

AMOUNT, EXCESS, STEP = "amount", "excess", "step"
ASKED = (AMOUNT, EXCESS, STEP)
"""What a table of the matrix may go by beside the facts of customer, account and order."""

_Facts = Mapping[str, Value | Missing]


@frozen
class Signers:
    """The roles that sign; ``code`` says why there is none (DK001, DK002 of the matrix, DK003 what is missing)."""

    role: str = ""
    second: str = ""
    code: str = ""
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


def signers_of(policy: Policy, step: Step, amount: Number, excess: Number, facts: _Facts) -> Signers:
    """Who signs an order of ``amount`` that goes ``excess`` beyond the limit; nobody where the order is paid first."""
    if step.authority is None:
        return Signers(step.sign or "", step.second or "")
    table = cast("Matrix", policy.sections.get("authority", {})).get(step.authority)
    if table is None:
        return Signers(code="DK001")
    own: dict[str, Value | Missing] = {AMOUNT: amount, EXCESS: excess, STEP: step.id}
    asked = {column.name: own.get(column.name) or _fact(facts, column.name) for column in table.columns}
    found = decide(table, asked)
    if found.outcome is not Outcome.GRANTED:
        return Signers("", "", found.code, found.tried, found.missing)
    return Signers(str(found.value("role")), str(found.value("second")), "", found.reasons)


def _fact(facts: _Facts, name: str) -> Value | Missing:
    value = facts.get(name)
    return Missing((name,)) if value is None else value
