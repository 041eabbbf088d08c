"""Domains of several rooms: each room is one key of the domain's section and one package of the same shape.

The package of a room has ``validation.py`` with ``check(policy)``, ``cases.py`` with ``answer(policy, case,
reading)``, and, where something follows from a book alone, ``run.py``, or the module that the room names, with
``evaluate(policy, book, as_of)``.
They are imported when they are needed: who asks about one room does not pay for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, cast

from attrs import frozen

from dealerkit.assembly.domain import Domain
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy, Section
from dealerkit.policy.reading import Reading
from dealerkit.problems import Problem, nearest

if TYPE_CHECKING:
    from dealerkit.book import Book


@frozen
class Room:
    """One key of a section: the package that answers for it, and whether a book alone has results there.

    ``table`` is the one that its results are about: without it there are none, which is not the same as none found.
    """

    key: str
    package: str
    table: str = ""
    evaluates: bool = True
    module: str = "run"
    """The module of the package whose ``evaluate`` says what follows from a book."""


def domain_of(section: Section, rooms: tuple[Room, ...]) -> Domain:
    """The domain whose section has these rooms."""
    by_key = {room.key: room for room in rooms}

    def check(policy: Policy) -> Iterator[Problem]:
        for room in _written(policy, section, rooms):
            yield from import_module(f"{room.package}.validation").check(policy)

    def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
        key = (*steps(case.of), "")[1]
        room = by_key.get(key)
        if room is None:
            close = nearest(case.of, tuple(f"{section.key}.{each}" for each in by_key))
            reading.report("DK260", case.rule.at, case.rule.address, case=case.id, of=case.of, nearest=close)
            return None
        return cast("Decision | None", import_module(f"{room.package}.cases").answer(policy, case, reading))

    return Domain(
        section,
        check=check,
        answer=answer,
        parts=True,
        rooms={room.key: _evaluated(room) for room in rooms if room.evaluates},
        tables={room.key: room.table for room in rooms if room.table},
    )


def _written(policy: Policy, section: Section, rooms: tuple[Room, ...]) -> Iterator[Room]:
    found = policy.sections.get(section.key)
    return (room for room in rooms if getattr(found, room.key, None) is not None)


def _evaluated(room: Room) -> Callable[[Policy, Book, date], object]:
    def evaluate(policy: Policy, book: Book, as_of: date) -> object:
        return cast("object", import_module(f"{room.package}.{room.module}").evaluate(policy, book, as_of))

    return evaluate


SCORING_ROOMS: tuple[Room, ...] = (
    Room("figures", "dealerkit.scoring.figures"),
    Room("scorecards", "dealerkit.scoring.scorecards"),
    Room("classes", "dealerkit.scoring.classes"),
    Room("concentration", "dealerkit.scoring.concentration"),
)
CUSTOMER_ROOMS: tuple[Room, ...] = (
    Room("files", "dealerkit.customers.files", module="waiting"),
    Room("identity", "dealerkit.customers.identity"),
    Room("codes", "dealerkit.customers.codes"),
    Room("reception", "dealerkit.customers.reception", "receptions"),
    Room("touch", "dealerkit.customers.touch", "customers"),
    Room("access", "dealerkit.customers.access", "access_log"),
    Room("leads", "dealerkit.customers.leads", "leads"),
    Room("key_accounts", "dealerkit.customers.key_accounts", "customers"),
    Room("satisfaction", "dealerkit.customers.satisfaction", "surveys"),
)
CONTRACT_ROOMS: tuple[Room, ...] = (
    Room("kinds", "dealerkit.contracts.kinds", "contracts"),
    Room("territory", "dealerkit.contracts.territory", "territories"),
    Room("capacity", "dealerkit.contracts.capacity"),
    Room("prices", "dealerkit.contracts.prices"),
    Room("execution", "dealerkit.contracts.execution", "contracts"),
    Room("returns", "dealerkit.contracts.returns", "returns"),
    Room("goods", "dealerkit.contracts.goods", "stock_moves"),
    Room("intake", "dealerkit.contracts.intake", "order_intake"),
    Room("duties", "dealerkit.contracts.duties", "steps"),
)
GOVERNANCE_ROOMS: tuple[Room, ...] = (
    Room("scan", "dealerkit.governance.scan", "lines"),
    Room("assess", "dealerkit.governance.assess", "lines"),
    Room("exit", "dealerkit.governance.exit"),
)
