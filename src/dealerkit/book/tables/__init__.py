"""The tables a book may have, by name: the vocabulary that files are mapped to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dealerkit.book.kinds import Table
from dealerkit.book.tables import parties, protection, rebates, service, trade

TABLES: Mapping[str, Table] = MappingProxyType(
    {each.name: each for each in (*parties.TABLES, *rebates.TABLES, *trade.TABLES, *protection.TABLES, *service.TABLES)}
)
"""Every table, by its canonical name."""
