"""The source without rows: a base that adds up entitlements asks nothing of any table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from dealerkit.book import Batch, Book
from dealerkit.policy.facts import Fact
from dealerkit.rebates.sources.source import Feed


@frozen
class NothingSource:
    """No rows, no columns, no facts."""

    name: str = "entitlements"
    root: str = "entitlement"
    facts: tuple[Fact, ...] = ()
    reckons: bool = False

    def columns(self, book: Book) -> frozenset[str]:
        """None."""
        del book
        return frozenset()

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """No table."""
        del wanted, book
        return {}

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """Nothing."""
        del feed
        yield from ()
