"""Whether somebody may make a move by role, department and region, where the book says who he is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.types import Missing, Value
from dealerkit.workflow.compiled import Move
from dealerkit.workflow.events import Event
from dealerkit.workflow.people import Duty, People

Objection = tuple[str, dict[str, str | tuple[str, ...]]]
"""A code and what its sentence says."""

Facts = Mapping[str, Value]
"""What is known of a case, by name."""

_CUSTOMER = "case.customer"


def acting_as(event: Event, people: People | None) -> tuple[Duty, ...]:
    """What somebody acts as: what the event states, of what the book says that he holds on that day.

    Empty where the book knows him and he holds nothing of the kind; just what is stated where it does not.
    """
    held = None if people is None or not event.actor else people.duties(event.actor, event.at)
    if held is None:
        return (Duty(event.role, event.department),)
    return tuple(
        Duty(each.role or event.role, each.department or event.department, each.territory, each.giver)
        for each in held
        if event.role in {"", each.role} or not each.role
        if event.department in {"", each.department} or not each.department
    )


def objections(event: Event, move: Move, facts: Mapping[str, Value], people: People | None) -> Iterator[Objection]:
    """What speaks against the person: DK653 not the role stated, DK612 role, DK613 department, DK654 region.

    DK657 where nobody can tell whether the customer lies in his region.
    """
    acting, has_role = acting_as(event, people), True
    if not acting:
        held = () if people is None else people.duties(event.actor, event.at) or ()
        yield (
            "DK653",
            {
                "actor": event.actor,
                "role": event.role,
                "department": event.department if event.role in {each.role for each in held} else "",
                "held": tuple(dict.fromkeys(each.role for each in held if each.role)),
            },
        )
        acting = (Duty(event.role, event.department),)
    if move.roles:
        role = ", ".join(dict.fromkeys(each.role for each in acting))
        acting = tuple(each for each in acting if each.role in move.roles)
        if not acting:
            yield "DK612", {"role": role, "allowed": tuple(sorted(move.roles))}
            # The region is that of a role; without one only the department stated is left to judge.
            acting, has_role = (Duty("", event.department),), False
    if move.departments:
        department = ", ".join(dict.fromkeys(each.department for each in acting))
        acting = tuple(each for each in acting if each.department in move.departments)
        if not acting:
            yield "DK613", {"department": department, "allowed": tuple(sorted(move.departments))}
            return
    if move.transition.region is not None and has_role:
        yield from _region(event, acting, facts, people)


def _region(
    event: Event, acting: tuple[Duty, ...], facts: Mapping[str, Value], people: People | None
) -> Iterator[Objection]:
    customer = facts.get(_CUSTOMER)
    missing: dict[str, None] = {}
    if not isinstance(customer, str):
        missing[_CUSTOMER] = None
    for each in acting:
        if not each.territory or people is None:
            missing["employees.territory"] = None
        elif isinstance(customer, str):
            found = people.is_in_territory(customer, each.territory, event.at)
            if found is True:
                return
            if isinstance(found, Missing):
                missing.update(dict.fromkeys(found.facts))
    if missing:
        yield "DK657", {"actor": event.actor, "missing": tuple(missing)}
    else:
        territories = tuple(dict.fromkeys(each.territory for each in acting))
        yield "DK654", {"actor": event.actor, "customer": str(customer), "territories": territories}
