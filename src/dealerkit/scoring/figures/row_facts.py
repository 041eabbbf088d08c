"""What expressions read of the rows of a table: their own cells, and masters as they stood on the day of the row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from attrs import frozen

from dealerkit.book import Batch, Book
from dealerkit.book.kinds import Kind
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import TREE, Missing, Value
from dealerkit.scoring.figures.tables import OWNER, Rows
from dealerkit.values.periods import ONE_DAY


@frozen(eq=False)
class Ground:
    """What every pass asks beside the rows: masters, parameters, the policy's currency, days asked about."""

    policy: Policy
    book: Book
    masters: Masters
    days: tuple[date, ...]

    @property
    def currency(self) -> str:
        """The currency amounts are told in."""
        return self.policy.header.currency

    def changes(self) -> tuple[date, ...]:
        """The days on which anything a condition reads of a subject may change, in order."""
        found: set[date] = set()
        for table in ("customers", "employees", "products", "product_groups", "territories", "groups", "contracts"):
            found.update(self.masters.changes_of(table))
        for row in self.book.rows("contracts"):
            start, end = row.get("start"), row.get("end")
            if isinstance(start, date):
                found.add(start)
            if isinstance(end, date) and end < date.max:
                found.add(end + ONE_DAY)
        for each in self.policy.parameters.values():
            found.update(each.values)
        return tuple(sorted(found))


class RowFacts:
    """Facts of the rows of one table. Only what decides an expression is looked at, so that answers can be kept."""

    def __init__(self, rows: Rows, ground: Ground) -> None:
        self._rows = rows
        self._ground = ground
        self._changes = ground.changes()
        self._catalogue = rows.facts(ground.policy.catalogue)
        self._stretches: dict[date, date] = {}

    def place(self, expression: Expression) -> tuple[str, ...]:
        """The columns, and the day, that decide an expression's value."""
        found: set[str] = set()
        rows = self._rows
        for name in expression.reads:
            root, _, column = name.partition(".")
            if root == rows.root and column:
                found.add(column)
                if self._is_tree(name):
                    found.add("")
            elif root == "product" or (root == "contract" and "contract" in rows.table.by_name):
                found |= {root, ""}
            else:
                found |= {rows.customer or "", ""}
        if expression.parameters:
            found.add("")
        return tuple(sorted(found))

    def cells(self, name: str, batch: Batch, days: list[date | None]) -> Sequence[Hashable]:
        """The cells of a column, moments as their days; of the name ``""`` the stretch each row is in."""
        if not name:
            return self._stretch(days)
        cells = batch.columns.get(name) or [None] * len(batch)
        known = self._rows.column(name)
        if known is not None and known.kind is Kind.MOMENT:
            return [each.date() if isinstance(each, datetime) else each for each in cells]
        return cells

    def values(self, expression: Expression, at: Mapping[str, Hashable]) -> dict[str, Value | Missing | None]:
        """What an expression reads, for the cells of a row and the first day of its stretch."""
        rows, masters = self._rows, self._ground.masters
        day = at.get("")
        day = day if isinstance(day, date) else date.min
        found: dict[str, Value | Missing | None] = {}
        for name in expression.reads:
            root, _, column = name.partition(".")
            if root == rows.root and column:
                cell = cast("Value | None", at.get(column))
                trees = "territories" if column == "territory" else "product_groups" if root == "product" else "groups"
                found[name] = masters.path(trees, cell, day) if isinstance(cell, str) and self._is_tree(name) else cell
                continue
            code = at.get("product" if root == "product" else rows.customer or "")
            if root == "contract" and "contract" in rows.table.by_name:
                number = at.get("contract")
                found[name] = masters.contract(name, number, day) if isinstance(number, str) else Missing((name,))
            elif not isinstance(code, str):
                found[name] = Missing((name,))
            elif root == "product":
                found[name] = masters.product(name, code, day)
            elif root == "dealer":
                found[name] = masters.dealer(name, code, day)
            elif root == OWNER:
                found[name] = self._of_the_owner(name, masters.dealer("dealer.owner", code, day), day)
            else:
                found[name] = masters.contract_of_dealer(name, code, day)
        if expression.parameters:
            known = self._ground.policy.parameters_at(day)
            found.update({name: known.get(name) for name in expression.parameters})
        return found

    def _stretch(self, days: Sequence[date | None]) -> list[date | None]:
        """For each day the first of the stretch in which no fact of a subject changes; the day asked where none is."""
        found = self._stretches
        for day in set(days):
            if day is not None and day not in found:
                place = bisect_right(self._changes, day)
                found[day] = self._changes[place - 1] if place else date.min
        return [self._ground.days[-1] if day is None else found[day] for day in days]

    def _is_tree(self, name: str) -> bool:
        fact = self._catalogue.get(name)
        return fact is not None and fact.type == TREE

    def _of_the_owner(self, name: str, owner: Value | Missing, day: date) -> Value | Missing:
        """A column of the employee who is responsible for a customer."""
        row = self._ground.book.versions("employees").at(day, owner) if isinstance(owner, str) else None
        value = None if row is None else row.get(name.partition(".")[2])
        if isinstance(owner, Missing):
            return owner
        return Missing((name,)) if value is None else value
