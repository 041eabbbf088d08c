"""What a pass over rows is to find out, and who loses a row that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.measures.masters import Masters
from dealerkit.measures.screens import SUBJECTS, column_of
from dealerkit.measures.segments import Segments
from dealerkit.measures.takes import COUNT, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.policy.types import Value as Known


@frozen
class Losers:
    """Who loses a row: parties by their number, and single takes by their id."""

    parties: frozenset[int] = frozenset()
    takes: frozenset[str] = frozenset()

    def among(self, takes: Iterable[str]) -> Losers:
        """The same, of the takes that are asked of one source."""
        return Losers(self.parties, self.takes.intersection(takes))


@frozen
class Question:
    """What a pass is to find out: the takes, what masters and parameters say, and on which day it is asked.

    ``columns`` are those the lines have; ``currency`` is the only one that can be added up.

    ``parties`` are take ids of several that ask together and know nothing of each other (policies that are
    compared): a line that the takes of one of them cannot use is lost to that one alone, and listed as rejected
    where it is lost to the first. Without parties it is lost to all. ``unread`` says who loses a row of which a
    cell cannot be read, by table and column; only columns that not all of them ask for can be among these.
    """

    takes: tuple[Take, ...]
    masters: Masters
    segments: Segments
    columns: frozenset[str]
    currency: str
    as_of: date
    parameters: Callable[[date], Mapping[str, Known | Missing]] = field(default=lambda _: {})
    parties: tuple[frozenset[str], ...] = ()
    unread: Mapping[tuple[str, str], Losers] = field(factory=dict)

    def wanted(self) -> tuple[str, ...]:
        """The columns of the lines that the pass reads."""
        found = {"date", "dealer", *({"product", "tax_rate", "currency", "contract"} & self._asked())}
        for take in self.takes:
            if isinstance(take.measure, str) and take.measure != COUNT:
                found.add(take.measure)
            for each in (take.where, take.measure):
                if isinstance(each, Expression):
                    found |= {column_of(name) for name in each.reads if name.partition(".")[0] not in SUBJECTS}
        return tuple(sorted(found))

    def _asked(self) -> set[str]:
        """Columns beside the conditions' own that the pass has to look at, of those there are."""
        roots = {"tax_rate", "currency"}
        for take in self.takes:
            for each in (take.where, take.measure):
                if isinstance(each, Expression):
                    roots |= {name.partition(".")[0] for name in each.reads}
        return roots & self.columns | ({"product"} & roots)
