"""Our own people as the rules on customers see them: role and department on the day."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.book.batches import Row


@frozen(eq=False)
class Staff:
    """Employees on a day."""

    book: Book
    as_of: date
    _departments: dict[str, str] = field(init=False, factory=dict)

    def department(self, employee: str) -> str:
        """The department; ``""`` where it is not known."""
        found = self._departments.get(employee)
        if found is None:
            found = self._departments[employee] = self._cell(employee, "department")
        return found

    def role(self, employee: str) -> str:
        """The role; ``""`` where it is not known."""
        return self._cell(employee, "role")

    def has_held(self, employee: str, role: str) -> bool:
        """Whether an employee has the role on the day, or had it before."""
        return any(
            row.get("role") == role and not (isinstance(since := row.get("valid_from"), date) and since > self.as_of)
            for row in self.book.versions("employees").all(employee)
        )

    def name(self, employee: str) -> str:
        """The name; ``""`` where it is not known."""
        return self._cell(employee, "name")

    def head(self, role: str | None, departments: tuple[str, ...]) -> str:
        """Who holds a role in one of the departments on the day, the first by code; ``""`` where nobody does."""
        if role is None:
            return ""
        employees = self.book.versions("employees")
        rows = (employees.at(self.as_of, *key) for key in employees.keys())  # noqa: SIM118 - not a mapping
        return min((str(row["employee"]) for row in rows if row and self._holds(row, role, departments)), default="")

    def _holds(self, row: Row, role: str, departments: tuple[str, ...]) -> bool:
        left = row.get("left_on")
        is_gone = isinstance(left, date) and left < self.as_of
        return not is_gone and row.get("role") == role and row.get("department") in departments

    def _cell(self, employee: str, column: str) -> str:
        row = self.book.versions("employees").at(self.as_of, employee) if employee else None
        return str((row.get(column) if row is not None else None) or "")
