"""What can be wrong with the ladder before anybody orders anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dealerkit.authority import Matrix, Signature
from dealerkit.credit.facts import ORDER
from dealerkit.credit.over_limit.ladder import Ladder, Step
from dealerkit.credit.over_limit.signing import ASKED
from dealerkit.credit.section import credit_of
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.values.durations import Unit


def check_ladder(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with ``credit.over_limit``.

    DK555 ``after`` names no step before it, DK556 nobody signs, or somebody does though it is paid first,
    DK557 the authority matrix has no such subject, or asks for what nobody knows of a release; DK558 a step that
    is never open, since the one before it is never used up or no step comes after one that is always open; DK559
    what follows where it is not paid, without a day by which it is; DK373, DK377 a time that is no days.
    """
    credit = credit_of(policy)
    if credit is None or credit.over_limit is None:
        return
    ladder = credit.over_limit
    for step in ladder.steps.values():
        yield from _order_of(ladder, step)
        yield from _signed(policy, step)
        yield from _paid(policy, step)
    yield from _never_offered(ladder)


def _order_of(ladder: Ladder, step: Step) -> Iterator[Problem]:
    if step.after is None:
        return
    earlier: list[str] = []
    for each in ladder.steps:
        if each == step.id:
            break
        earlier.append(each)
    if step.after not in earlier:
        close = nearest(step.after, earlier)
        known = tuple(earlier)
        yield problem(
            "DK555", step.rule.at, address=step.rule.address, step=step.id, after=step.after, nearest=close, known=known
        )
    elif ladder.steps[step.after].times is None:
        yield problem(
            "DK558", step.rule.at, address=step.rule.address, step=step.id, before=step.after, why="step-unlimited"
        )


def _signed(policy: Policy, step: Step) -> Iterator[Problem]:
    at, address = step.rule.at, step.rule.address
    names = step.sign is not None or step.authority is not None
    if names == step.cash_first or (step.second is not None and step.sign is None):
        why = "signed-paid-first" if names else "signed-by-nobody" if step.second is None else "signed-second-alone"
        yield problem("DK556", at, address=address, step=step.id, why=why)
    if step.second is not None and step.second == step.sign:
        yield problem("DK556", at, address=address, step=step.id, why="signed-twice")
    if step.authority is None:
        return
    matrix = cast("Matrix", policy.sections.get("authority", {}))
    table = matrix.get(step.authority)
    if table is None:
        close = nearest(step.authority, matrix)
        yield problem(
            "DK557",
            at,
            address=address,
            step=step.id,
            table=step.authority,
            column="",
            nearest=close,
            known=tuple(matrix),
        )
        return
    yield from _columns(policy, step, table)


def _columns(policy: Policy, step: Step, table: Table[Signature]) -> Iterator[Problem]:
    seen = (*ASKED, *policy.catalogue.names(ORDER))
    for column in table.columns:
        if column.name not in seen:
            yield problem(
                "DK557",
                column.at,
                address=f"{table.rule.address}.columns.{column.name}",
                step=step.id,
                table="",
                column=column.name,
                nearest=nearest(column.name, seen),
                known=ASKED,
            )


def _paid(policy: Policy, step: Step) -> Iterator[Problem]:
    at, address = step.rule.at, step.rule.address
    if step.unpaid is not None and step.due is None:
        yield problem("DK559", step.unpaid.rule.at, address=step.unpaid.rule.address, step=step.id)
    within = step.expires
    if within is not None and within.unit.is_part_of_a_day:
        yield problem("DK377", at, address=address, within=str(within))
    elif within is not None and within.unit is Unit.WORKING_DAYS and policy.calendar() is None:
        yield problem("DK373", at, address=address, within=str(within))


def _never_offered(ladder: Ladder) -> Iterator[Problem]:
    """DK558: a step that stands after one that is open to every order, at any time."""
    always = ""
    for step in ladder.steps.values():
        if always:
            yield problem(
                "DK558",
                step.rule.at,
                address=step.rule.address,
                severity=Severity.WARNING,
                step=step.id,
                before=always,
                why="step-always",
            )
        elif all(each is None for each in (step.when, step.times, step.after, step.shipment, step.excess)):
            always = step.id
