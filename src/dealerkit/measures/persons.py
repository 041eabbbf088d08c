"""Which person is behind an employee's code: one who has two codes is one person all the same.

Source: segregation of duties is between people, not between accounts; two accounts of one user are the usual way
around it (ISACA and COSO on incompatible duties).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from dealerkit.book import Book


@frozen(eq=False)
class Persons:
    """The people of a book by the codes they work under."""

    book: Book
    _by_code: Mapping[str, str] = field(init=False, repr=False)

    @_by_code.default
    def _read(self) -> dict[str, str]:
        rows = self.book.rows("employees")
        return {str(row["employee"]): str(row["person"]) for row in rows if row.get("person")}

    def of(self, code: str) -> str:
        """The person behind a code: as the column ``person`` says, else the code itself."""
        return self._by_code.get(code, code)
