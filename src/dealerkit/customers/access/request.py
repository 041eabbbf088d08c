"""A request to do something with a customer's file, and how the one who asks stands to that customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.customers.access.rules import EMPLOYEE, OUTSIDER
from dealerkit.customers.colleagues import Colleagues
from dealerkit.customers.known import Fact
from dealerkit.policy.types import Missing
from dealerkit.workflow.people import Duty

OWN_DEPARTMENT, OTHER_DEPARTMENT = "own-department", "other-department"
RELATIONS = (OWN_DEPARTMENT, OTHER_DEPARTMENT, OUTSIDER)


@frozen
class Request:
    """Who asks to do what with which part of whose file, on which day, with which approvals.

    ``person`` is an employee's code, or ``outsider``; ``field`` is a column or a paper, empty for the whole file.
    None is what nobody said.
    """

    person: str
    operation: str
    customer: str
    on: date
    field: str = ""
    approved_by: tuple[str, ...] = ()
    identified: bool | None = None
    outside: bool | None = None
    statistics: bool | None = None
    days: int | None = None

    @property
    def is_outsider(self) -> bool:
        """Whether somebody asks who does not work with us."""
        return self.person in {"", OUTSIDER}

    def facts(self, *, classified: bool) -> Mapping[str, Fact]:
        """What rules and the authority matrix may ask about the request."""
        days: Fact = Missing(("access.days",)) if self.days is None else Decimal(self.days)
        found: dict[str, Fact] = {"operation": self.operation, "classified": classified, "days": days}
        for name, value in (("outside", self.outside), ("statistics", self.statistics)):
            found[name] = value is True
        found["identified"] = Missing(("access.identified",)) if self.identified is None else self.identified
        return {**{f"access.{name}": value for name, value in found.items()}, **found}


@frozen(eq=False)
class Asker:
    """The one who asks: his duties on the day, and how he stands to the customer."""

    duties: tuple[Duty, ...]
    is_outsider: bool
    owns: bool
    same_department: bool
    below: bool
    """Whether the customer's department is his, or lies below it."""
    department: str
    """The department whose customer it is; empty where nobody knows."""

    @classmethod
    def of(cls, request: Request, colleagues: Colleagues, owner: str) -> Asker:
        """Who asks; ``owner`` is the employee responsible for the customer."""
        duties = () if request.is_outsider else colleagues.duties(request.person, request.on)
        department = colleagues.department(owner, request.on)
        above = colleagues.departments_above(department, request.on)
        mine = {duty.department for duty in duties if duty.department}
        acts_for = {request.person, *(duty.giver for duty in duties if duty.giver)}
        return cls(
            duties,
            request.is_outsider,
            owns=bool(owner) and bool(duties) and owner in acts_for,
            same_department=department in mine,
            below=not mine.isdisjoint(above),
            department=department,
        )

    def is_one_of(self, names: tuple[str, ...]) -> bool:
        """Whether he holds one of these roles, or is meant by ``employee`` or ``outsider``."""
        if self.is_outsider:
            return OUTSIDER in names
        return bool(self.duties) and (EMPLOYEE in names or any(duty.role in names for duty in self.duties))

    def reaches(self, scope: str) -> bool:
        """Whether the customer lies within a scope of his."""
        return {
            "own": self.owns,
            "department": self.same_department or self.owns,
            "department-and-below": self.below or self.owns,
            "all": True,
        }[scope]

    @property
    def relation(self) -> str:
        """How he stands to the customer, as the authority matrix asks it."""
        if self.is_outsider:
            return OUTSIDER
        return OWN_DEPARTMENT if self.below or self.owns else OTHER_DEPARTMENT
