"""The tables a book may have, by name: the vocabulary that files are mapped to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dealerkit.book.kinds import Table
from dealerkit.book.tables import (
    agreements,
    bids,
    contacts,
    credit,
    files,
    goods,
    governance,
    parties,
    protection,
    rebates,
    scoring,
    service,
    settling,
    trade,
)
from dealerkit.problems import DealerkitError


def by_name(tables: Iterable[Table]) -> Mapping[str, Table]:
    """The tables by name; two of one name are a mistake of ours, since a book could fill only one of them."""
    found: dict[str, Table] = {}
    for each in tables:
        if each.name in found:
            raise DealerkitError(f"two tables are called {each.name!r}")
        found[each.name] = each
    return MappingProxyType(found)


PARTS = (
    agreements,
    parties,
    rebates,
    settling,
    trade,
    protection,
    bids,
    credit,
    service,
    goods,
    contacts,
    files,
    governance,
    scoring,
)

TABLES: Mapping[str, Table] = by_name(each for part in PARTS for each in part.TABLES)
"""Every table, by its canonical name."""
