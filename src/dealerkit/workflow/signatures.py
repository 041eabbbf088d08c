"""Moves that the authority matrix signs: by whom, and with whose second signature.

Two signatures are those of two persons. The second is given with the move, in ``case.countersigned_by``; one that
was given for an earlier move, perhaps of a smaller amount, does not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.decisions import Decision, Outcome
from dealerkit.workflow.compiled import Move
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.facts import COUNTERSIGNED
from dealerkit.workflow.ground import Ground
from dealerkit.workflow.people import Duty, People
from dealerkit.workflow.permission import Facts, Objection, acting_as


def unsigned(opened: Opened, event: Event, move: Move, facts: Facts, ground: Ground) -> Iterator[Objection]:
    """DK619 the matrix names another role for this case, or none; DK628 the second signature is not there; DK616."""
    subject = move.transition.authority or ""
    signed = ground.signature(subject, facts)
    if signed.outcome is Outcome.UNDETERMINED:
        yield "DK616", {"missing": signed.missing or (signed.code,)}
        return
    needed = _needed(signed)
    held = {each.role for each in acting_as(event, ground.people)}
    if held.isdisjoint(needed):
        yield "DK619", {"subject": subject, "role": event.role, "needed": needed}
        return
    # Whoever holds both roles signs in one of them.
    others = [each for each in needed if each not in held] or list(needed)
    if len(needed) > 1 and not _is_countersigned(opened, event, others, ground.people):
        second = str(event.fields.get(COUNTERSIGNED) or "")
        yield "DK628", {"needed": tuple(others), "second": second}


def duties(event: Event, move: Move, facts: Facts, ground: Ground) -> tuple[Duty, ...]:
    """In which of his duties the actor may make a move; those of the book alone."""
    if ground.people is None or not event.actor:
        return ()
    roles = move.roles
    if move.transition.authority is not None:
        roles = frozenset(_needed(ground.signature(move.transition.authority, facts)))
    return tuple(each for each in acting_as(event, ground.people) if not roles or each.role in roles)


def _needed(signed: Decision) -> tuple[str, ...]:
    return tuple(str(signed.value(name)) for name in ("role", "second") if signed.value(name))


def _is_countersigned(opened: Opened, event: Event, roles: list[str], people: People | None) -> bool:
    """Whether another person signed as well, in the other role; one the book does not know is taken at his word."""
    second = str(event.fields.get(COUNTERSIGNED) or "")
    if not second or second == event.actor or second in opened.complained_about:
        return False
    held = None if people is None else people.duties(second, event.at)
    return held is None or any(each.role in roles for each in held)
