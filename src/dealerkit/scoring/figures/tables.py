"""What figures know of each table: the word for one of its rows, whose it is, and which day decides."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from dealerkit.book.kinds import Column, Kind, Table
from dealerkit.book.tables import TABLES
from dealerkit.book.tables.parties import EMPLOYEES
from dealerkit.measures.table_facts import facts_of
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.types import TREE

_ROOTS = {
    "lines": "line",
    "sell_through": "sale",
    "deliveries": "delivery",
    "territories": "territory",
    "stock": "stock",
    "touches": "touch",
    "duties": "duty",
    "securities": "security",
    "salaries": "salary",
}
"""Words for one row of a table where they are not its name without the last letter."""

_DAYS = {
    "contracts": "signed_on",
}
"""The day that decides, where the table has no column ``date`` and it is not the first that must be there."""

_LABELLED = frozenset({"targets", "figures"})
"""Tables whose rows name the period they are about."""

CUSTOMER, COMPANY = "customer", "company"
OWNER = "owner"
"""The first part of facts of the employee who is responsible for the customer of a row."""
_CUSTOMERS = ("customer", "dealer", "holder", "subject")
_OF_THE_CUSTOMER = {
    "territory": "dealer.territory",
    "group": "dealer.group",
    "employee": "dealer.owner",
    "department": "owner.department",
}
"""Subjects that a row names by its customer, where it does not name them itself."""

MASTERS: Mapping[str, tuple[str, str]] = {
    "customer": ("customers", "customer"),
    "outlet": ("outlets", "outlet"),
    "product": ("products", "product"),
    "employee": ("employees", "employee"),
    "group": ("groups", "group"),
    "territory": ("territories", "territory"),
    "contract": ("contracts", "contract"),
    "department": ("departments", "department"),
    "campaign": ("campaigns", "campaign"),
}
"""Kinds of subjects that a table lists: its name, and the column of their codes."""

_OF_DAYS = {Kind.DATE, Kind.MOMENT}
_ABOUT = {"dealer", "product", "contract"}
_DECLARED = {"line", "sale", "incident"}
"""Roots under which the catalogue has nothing but columns: ours, and those the company declared under `facts:`."""


@frozen
class Rows:
    """The rows of one table as figures see them."""

    table: Table
    root: str
    day: str | None

    @property
    def customer(self) -> str | None:
        """The column that names the customer of a row."""
        return next((name for name in _CUSTOMERS if name in self.table.by_name), None)

    @property
    def is_labelled(self) -> bool:
        """Whether a row is about a period that it names, and not about a day."""
        return self.table.name in _LABELLED

    def column(self, name: str) -> Column | None:
        """A column of the table."""
        return self.table.by_name.get(name)

    def subject(self, kind: str) -> str | None:
        """The fact or column that names the subject of a row: ``outlet``, ``dealer.territory``; None for none."""
        if kind == CUSTOMER:
            return self.customer
        if kind in self.table.by_name:
            return kind
        if self.is_labelled:
            return "subject"
        return _OF_THE_CUSTOMER.get(kind) if self.customer else None

    def facts(self, catalogue: Catalogue) -> Catalogue:
        """What a condition on its rows may ask: its columns, those the company declared, and who and what they name."""
        own = {each.name: each for each in map(_placed, facts_of(self.root, self.table, f"{self.root} date"))}
        declared = [
            each for each in catalogue if each.root == self.root and each.name not in own and self.root in _DECLARED
        ]
        about = [each for each in catalogue if each.root in _ABOUT and each.name not in own]
        owner = facts_of(OWNER, EMPLOYEES, f"{self.root} date") if self.customer else ()
        return Catalogue((*own.values(), *declared, *about, *owner))

    @property
    def scope(self) -> frozenset[str]:
        """First parts of the names of facts a condition on its rows may ask."""
        found = {self.root}
        if self.customer:
            found |= {"dealer", "contract", OWNER}
        found |= {"product", "contract"} & set(self.table.by_name)
        return frozenset(found)

    def days(self) -> tuple[str, ...]:
        """The columns of days by which a window can go."""
        return tuple(each.name for each in self.table.columns if each.kind in _OF_DAYS)


def rows_of(table: str) -> Rows | None:
    """The table called so; None where a book has no such table."""
    found = TABLES.get(table)
    if found is None:
        return None
    root = _ROOTS.get(table) or table.removesuffix("s")
    return Rows(found, root, _day_of(found))


def _day_of(table: Table) -> str | None:
    if "date" in table.by_name:
        return "date"
    required = (each.name for each in table.columns if each.kind in _OF_DAYS and each.name in {*table.required()})
    return _DAYS.get(table.name) or next(required, None)


def _placed(fact: Fact) -> Fact:
    """A territory is a place in a tree in every table, not only in those that have always had it so."""
    return evolve(fact, type=TREE) if fact.name.endswith(".territory") else fact
