"""The tables a book may have, by name: the vocabulary that files are mapped to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dealerkit.book.kinds import Table
from dealerkit.book.tables import bids, credit, parties, protection, rebates, service, settling, trade

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        each.name: each
        for part in (parties, rebates, settling, trade, protection, bids, credit, service)
        for each in part.TABLES
    }
)
"""Every table, by its canonical name."""
