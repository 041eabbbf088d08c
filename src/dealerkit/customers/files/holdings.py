"""Which papers are where: in customers' files, in dossiers, with requests for a change; as of a day, in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.files.section import Files
from dealerkit.problems import Location

_COLUMNS = ("paper", "customer", "dossier", "change", "received_on", "lost_on")


@frozen(eq=False)
class Holdings:
    """Papers that are there: of a customer's file as bits of the policy's items, of the others by name."""

    customers: Mapping[str, int]
    dossiers: Mapping[str, frozenset[str]]
    changes: Mapping[str, frozenset[str]]
    unasked: Mapping[str, tuple[str, Location]] = field(factory=dict)
    """Papers in customers' files that no item asks for, and with whom they stand first."""


def holdings_of(files: Files | None, book: Book, as_of: date) -> Holdings:
    """Read the table ``papers``; a paper that came later, or is lost, is not there."""
    bits: dict[str, int] = defaultdict(int)
    for i, item in enumerate(files.items.values() if files else ()):
        if item.paper is not None:
            bits[item.paper] |= 1 << i
    customers: dict[str, int] = {}
    dossiers: dict[str, set[str]] = defaultdict(set)
    changes: dict[str, set[str]] = defaultdict(set)
    unasked: dict[str, tuple[str, Location]] = {}
    for batch in book.batches("papers", _COLUMNS):
        columns = batch.columns
        cells = zip(*(columns[name] for name in _COLUMNS), strict=True)
        for i, (paper, customer, dossier, change, received, lost) in enumerate(cells):
            if (isinstance(received, date) and received > as_of) or (isinstance(lost, date) and lost <= as_of):
                continue
            name = str(paper)
            if dossier is not None:
                dossiers[str(dossier)].add(name)
            elif change is not None:
                changes[str(change)].add(name)
            elif customer is not None and name in bits:
                customers[str(customer)] = customers.get(str(customer), 0) | bits[name]
            elif customer is not None and name not in unasked:
                unasked[name] = str(customer), batch.at(i, "paper")
    return Holdings(customers, _frozen(dossiers), _frozen(changes), unasked)


def _frozen(found: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(names) for key, names in found.items()}
