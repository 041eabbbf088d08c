"""Our own people on any day: the roles they hold, for themselves or for another, and their departments."""

from __future__ import annotations

from datetime import UTC, date, datetime

from attrs import field, frozen

from dealerkit.customers.known import Ground
from dealerkit.problems import Problem
from dealerkit.workflow.people import Duty, People


@frozen(eq=False)
class Colleagues:
    """The employees, delegations and departments of a book.

    A delegation counts as in flows: it hands over what its giver holds himself, until its last day.
    """

    ground: Ground = field(repr=False)
    _people: People = field(init=False, repr=False)

    @_people.default
    def _of_the_book(self) -> People:
        return People(self.ground.book, self.ground.policy.catalogue, UTC)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Delegations that count for nothing: DK656."""
        return self._people.problems

    def duties(self, employee: str, day: date) -> tuple[Duty, ...]:
        """What somebody may act as on a day; nothing for a person whom the book does not have then."""
        if not employee:
            return ()
        return self._people.duties(employee, datetime(day.year, day.month, day.day, 12, tzinfo=UTC)) or ()

    def works(self, employee: str, day: date) -> bool:
        """Whether somebody is with us on a day."""
        return bool(self.duties(employee, day))

    def is_known(self, employee: str) -> bool:
        """Whether the book has an employee at all."""
        return bool(employee) and bool(self.ground.book.versions("employees").all(employee))

    def has_role(self, employee: str, role: str, day: date) -> bool:
        """Whether somebody holds a role on a day."""
        return any(duty.role == role for duty in self.duties(employee, day))

    def has_any_role(self, employee: str, roles: tuple[str, ...], day: date) -> bool:
        """Whether somebody holds one of these roles on a day."""
        return any(duty.role in roles for duty in self.duties(employee, day))

    def role(self, employee: str, day: date) -> str:
        """Somebody's own role; nothing where the book has none."""
        found = self.duties(employee, day)
        return found[0].role if found else ""

    def department(self, employee: str, day: date) -> str:
        """Somebody's own department, also of a person who has left: the last one he was in."""
        row = self.ground.book.versions("employees").at(day, employee) if employee else None
        return "" if row is None else str(row.get("department") or "")

    def left_on(self, employee: str, day: date) -> date | None:
        """Somebody's last working day, if he has one."""
        row = self.ground.book.versions("employees").at(day, employee) if employee else None
        found = None if row is None else row.get("left_on")
        return found if isinstance(found, date) else None

    def departments_above(self, department: str, day: date) -> tuple[str, ...]:
        """A department and those it is part of, up to the top."""
        return self.ground.book.forest("departments").path(department, day) if department else ()

    def in_roles(self, roles: tuple[str, ...], day: date) -> tuple[str, ...]:
        """Everybody who works on a day and has one of these roles himself, by code."""
        return tuple(each for each in self._people.codes() if self.works(each, day) and self.role(each, day) in roles)

    def name(self, employee: str, day: date) -> str:
        """The employee's name; nothing where the book has none."""
        return self._people.name(employee, day)
