"""When the days to pay of a customer's contract were changed, as its dated rows say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from attrs import frozen

from dealerkit.book import Row
from dealerkit.credit.standing import Standing
from dealerkit.policy.types import Missing
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import EVERY_DAY, Unpublished


@frozen
class Change:
    """From when on the contract states other days to pay, and those it stated before."""

    on: date
    before: int
    days: int


def changed_within(
    standing: Standing, customer: str, contract: str, day: date, within: Duration
) -> Change | Missing | None:
    """The last change within a time before a day, that day included; None where nothing was changed.

    The contract is the one that is named, else each of the customer's. A contract that begins changes nothing:
    there were no terms before. Missing where the calendar does not reach back so far.
    """
    first = within.before(day, standing.calendar or EVERY_DAY)
    if isinstance(first, Unpublished):
        return Missing(("policy.calendar",))
    found = [each for each in _changes(standing, customer, contract) if first < each.on <= day]
    return max(found, key=lambda each: each.on, default=None)


def _changes(standing: Standing, customer: str, contract: str) -> Iterator[Change]:
    masters = standing.masters
    versions = masters.book.versions("contracts")
    numbers = {str(row.get("contract")) for row in masters.contracts_of.get(customer, ())}
    for number in sorted({contract} if contract else numbers):
        yield from _of_versions(versions.all(number))


def _of_versions(rows: Sequence[Row]) -> Iterator[Change]:
    dated = sorted(((_from(row), row) for row in rows), key=lambda each: each[0])
    for (_, before), (since, after) in pairwise(dated):
        old, new = before.get("payment_days"), after.get("payment_days")
        if isinstance(old, Decimal) and isinstance(new, Decimal) and old != new and since > date.min:
            yield Change(since, int(old), int(new))


def _from(row: Row) -> date:
    found = row.get("valid_from")
    return found if isinstance(found, date) else date.min
