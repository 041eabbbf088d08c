"""The tables a book may have, by name: the vocabulary that files are mapped to."""

from __future__ import annotations

from collections.abc import Mapping
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

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        each.name: each
        for part in (
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
        for each in part.TABLES
    }
)
"""Every table, by its canonical name."""
