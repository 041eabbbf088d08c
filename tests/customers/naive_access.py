"""Who may do what, as the rules read: every grant, every refusal, every pair of signatures, tried one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from attrs import frozen


@frozen
class Person:
    """One of ours: his role and department; nobody for an outsider."""

    role: str = ""
    department: str = ""


@frozen
class Rule:
    """A grant: to whom, how far, what, with which classes, and who must sign."""

    to: tuple[str, ...]
    scope: str
    operations: tuple[str, ...]
    classes: tuple[str, ...]
    signers: tuple[str, ...] = ()


@frozen
class Ban:
    """A refusal: what, with which classes, and whom it does not concern."""

    operations: tuple[str, ...]
    classes: tuple[str, ...]
    except_: tuple[str, ...]


def may(
    rules: Sequence[Rule],
    bans: Sequence[Ban],
    people: Mapping[str, Person],
    who: str,
    owner: str,
    operation: str,
    class_: str,
    signed: Sequence[str] = (),
    department_roles: Sequence[str] = (),
    *,
    ban_wins: bool = True,
) -> str:
    """``yes``, ``no``, or ``ask`` where somebody still has to sign."""
    me, theirs = people[who], people.get(owner, Person())
    banned = any(
        operation in ban.operations and ("all" in ban.classes or class_ in ban.classes) and me.role not in ban.except_
        for ban in bans
    )
    best = "no"
    for rule in rules:
        concerns = ("employee" in rule.to or me.role in rule.to) and operation in rule.operations
        concerns = concerns and ("all" in rule.classes or class_ in rule.classes)
        near = {
            "own": who == owner,
            "department": who == owner or (theirs.department != "" and me.department == theirs.department),
            "all": True,
        }[rule.scope]
        if not (concerns and near):
            continue
        if _signed(rule.signers, people, who, theirs.department, signed, department_roles):
            best = "yes"
        elif best == "no":
            best = "ask"
    if banned and (ban_wins or best == "no"):
        return "no"
    return best


def _signed(
    roles: Sequence[str],
    people: Mapping[str, Person],
    who: str,
    department: str,
    signed: Sequence[str],
    department_roles: Sequence[str],
) -> bool:
    """Whether different people, none of them who asks, can be found for all roles."""
    others = [each for each in dict.fromkeys(signed) if each != who]

    def fits(person: str, role: str) -> bool:
        mine = role not in department_roles or (department != "" and people[person].department == department)
        return people[person].role == role and mine

    return any(
        all(fits(person, role) for person, role in zip(chosen, roles, strict=True))
        for chosen in permutations(others, len(roles))
    )
