"""The ``contracts.execution`` section, key by key.

    contracts:
      execution:
        amounts: gross
        grace: 3
        services: {due: 30 days, bill_within: 7 days}
        low_stock: {holders: [W1], kinds: [good], days: 15, over: 90 days, tell: [sales-manager, purchasing]}

Source: the contract module of a CRM: instalments become receivables, a charged service order does too, low stock
warns sales and purchasing.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import COUNT_FROM_0, COUNT_FROM_1, DURATION, KEY, TEXT, choice
from dealerkit.policy.shapes import entry, listing, record, ruled
from dealerkit.values.durations import Duration

GROSS, NET = "gross", "net"


@frozen(kw_only=True)
class ServiceRule:
    """When a charged service order is due, and by when it is billed."""

    rule: Rule = ruled()
    due: Duration = entry(DURATION, "how long after the day of the service it is due")
    bill_within: Duration = entry(DURATION, "by when it is on an invoice; the day of the service is not counted")


@frozen(kw_only=True)
class StockRule:
    """When our own stock is low, and who is warned."""

    rule: Rule = ruled()
    holders: tuple[str, ...] = entry(listing(TEXT), "our warehouses, as `stock` names them")
    kinds: tuple[str, ...] = entry(listing(TEXT), "the kinds of stock that can be sold; all if absent", default=())
    days: int = entry(
        COUNT_FROM_1, "for how many days of sales stock must last, where a product states no least stock of its own"
    )
    over: Duration = entry(DURATION, "the time up to the day over which sales a day are reckoned")
    tell: tuple[str, ...] = entry(listing(KEY), "the roles that are warned")


@frozen(kw_only=True)
class ExecutionRule:
    """How contracts are followed."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    amounts: str = entry(
        choice(GROSS, NET), "orders, deliveries and returns with value added tax or without; money always with it"
    )
    grace: int = entry(COUNT_FROM_0, "days after its day before an instalment counts as overdue")
    services: ServiceRule | None = entry(
        record(ServiceRule), "service orders that are charged; not looked at if absent", default=None
    )
    low_stock: StockRule | None = entry(record(StockRule), "when stock is low; not looked at if absent", default=None)


EXECUTION = record(ExecutionRule)
"""The shape of ``contracts.execution``."""
