"""Who may do what, as the rules read: every grant, every refusal, every choice of signers, one after the other."""

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


@frozen
class House:
    """The rules of a company and its people; which of a grant and a refusal wins."""

    rules: Sequence[Rule]
    bans: Sequence[Ban]
    people: Mapping[str, Person]
    department_roles: Sequence[str] = ()
    conflict: str = "refusal"


@frozen
class Asked:
    """Who asks to do what with which class of whose customer, and who has signed."""

    who: str
    owner: str
    operation: str
    class_: str
    signed: Sequence[str] = ()


def may(house: House, asked: Asked) -> str:
    """``yes``, ``no``, or ``ask`` where somebody still has to sign."""
    people, who, owner = house.people, asked.who, asked.owner
    operation, class_ = asked.operation, asked.class_
    me, theirs = people[who], people.get(owner, Person())
    banned = any(
        operation in ban.operations and ("all" in ban.classes or class_ in ban.classes) and me.role not in ban.except_
        for ban in house.bans
    )
    best = "no"
    for rule in house.rules:
        concerns = ("employee" in rule.to or me.role in rule.to) and operation in rule.operations
        concerns = concerns and ("all" in rule.classes or class_ in rule.classes)
        near = {
            "own": who == owner,
            "department": who == owner or (theirs.department != "" and me.department == theirs.department),
            "all": True,
        }[rule.scope]
        if not (concerns and near):
            continue
        if _signed(rule.signers, house, asked, theirs.department):
            best = "yes"
        elif best == "no":
            best = "ask"
    if banned and (house.conflict == "refusal" or best == "no"):
        return "no"
    return best


def _signed(roles: Sequence[str], house: House, asked: Asked, department: str) -> bool:
    """Whether different people, none of them who asks, can be found for all roles."""
    others = [each for each in dict.fromkeys(asked.signed) if each != asked.who]

    def fits(person: str, role: str) -> bool:
        known = house.people[person]
        mine = role not in house.department_roles or (department != "" and known.department == department)
        return known.role == role and mine

    return any(
        all(fits(person, role) for person, role in zip(chosen, roles, strict=True))
        for chosen in permutations(others, len(roles))
    )
