"""Which customers belong together: the tree ``groups``, as customers are placed in it on a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from attrs import field, frozen

from dealerkit.measures.masters import Masters


def _days_of_changes(masters: Masters) -> tuple[date, ...]:
    return tuple(sorted({*masters.changes_of("customers"), *masters.changes_of("groups")}))


@frozen(eq=False)
class BookGroups:
    """Groups as a book has them: ``customers.group`` and all groups around it."""

    masters: Masters
    _changes: tuple[date, ...] = field(init=False, repr=False)

    @_changes.default
    def _changes_default(self) -> tuple[date, ...]:
        return _days_of_changes(self.masters)

    def groups_of(self, customer: str, day: date) -> tuple[str, ...]:
        """The groups a customer is in, the nearest first; none where the book places him in none."""
        book = self.masters.book
        row = book.versions("customers").at(day, customer)
        group = row.get("group") if row is not None else None
        if not isinstance(group, str):
            return ()
        return tuple(self.masters.path("groups", group, day))

    def changed(self, since: date, day: date) -> bool:
        """Whether a row of customers or groups begins or ends between the two days."""
        return bisect_right(self._changes, since) != bisect_right(self._changes, day)
