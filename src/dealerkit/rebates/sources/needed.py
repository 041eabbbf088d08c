"""What a book must have before anything can be reckoned: the tables of the bases, and the columns they add up."""

from __future__ import annotations

from collections.abc import Iterable

from dealerkit.book import Book
from dealerkit.measures.takes import COUNT
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, in_order
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.late import unmarked
from dealerkit.rebates.sources.registry import STREAMS
from dealerkit.rebates.takes import takes_of


def without_rows(policy: Policy, book: Book, programmes: Iterable[Programme]) -> tuple[Problem, ...]:
    """DK802, DK809: what is not there, for the bases of these programmes."""
    wanted: dict[str, dict[str, None]] = {}
    for programme in programmes:
        for take in takes_of(policy, programme):
            columns = wanted.setdefault(unmarked(take.source), {})
            if isinstance(take.measure, str) and take.measure != COUNT:
                columns[take.measure] = None
    found: list[Problem] = []
    for source, columns in wanted.items():
        for table, read in STREAMS[source].reads(columns, book).items():
            found += book.lacking(table, read)
    return in_order(found)
