"""What questions about customers share: a customer, an employee or a registration that the book has."""

from __future__ import annotations

from dealerkit.cli.results import Material
from dealerkit.problems import Problem, nearest, problem


def unknown_customer(material: Material, customer: str) -> Problem | None:
    """DK936 for a customer whom the book does not have, where it has any; None where nobody is named."""
    return unknown(material, customer, "customers", "customer", "customer") if material.book.has("customers") else None


def unknown_employee(material: Material, employee: str) -> Problem | None:
    """DK936 for an employee whom the book does not have; None where nobody is named."""
    return unknown(material, employee, "employees", "employee", "employee")


def unknown(material: Material, name: str, table: str, column: str, what: str) -> Problem | None:
    """DK936 for a code that a table does not have in a column; ``what`` is what has such codes."""
    known = [str(row.get(column)) for row in material.book.rows(table)]
    if not name or name in known:
        return None
    return problem("DK936", None, what=what, name=name, table=table, nearest=nearest(name, known))
