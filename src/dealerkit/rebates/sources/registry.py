"""The sources by the word under ``from``. To add one, add an entry here; see the package's docstring."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.policy.facts import LINE, Fact
from dealerkit.rebates.sources.buyers import BuyerSource
from dealerkit.rebates.sources.collections import COLLECTION_SOURCE, SETTLED_SOURCE
from dealerkit.rebates.sources.nothing import NothingSource
from dealerkit.rebates.sources.psi import STOCK_SOURCE
from dealerkit.rebates.sources.source import Source
from dealerkit.rebates.sources.tables import INCIDENT_SOURCE, LINE_SOURCE, SELL_THROUGH_SOURCE

SOURCES: Mapping[str, Source] = {
    each.name: each
    for each in (
        LINE_SOURCE,
        SELL_THROUGH_SOURCE,
        INCIDENT_SOURCE,
        COLLECTION_SOURCE,
        SETTLED_SOURCE,
        STOCK_SOURCE,
    )
}

INCIDENTS = INCIDENT_SOURCE.name
BUYERS = "sell-through:buyer"
"""The same reports, credited to the sub-dealers who bought (``payee: buyer``)."""

ENTITLEMENTS = "entitlements"
"""Not rows at all: what other programmes paid, reckoned when their entitlements are known."""

STREAMS: Mapping[str, Source] = {**SOURCES, BUYERS: BuyerSource(), ENTITLEMENTS: NothingSource()}
"""What a pass may be asked for: the sources, and those that are credited in another way."""

ROW = LINE | {source.root for source in SOURCES.values()}
"""What an expression over rows sees: the columns of the row, its product, and its dealer and contract."""

FACTS: tuple[Fact, ...] = tuple(dict.fromkeys(fact for source in SOURCES.values() for fact in source.facts))
"""What may be asked of rows, whatever source they are of."""
