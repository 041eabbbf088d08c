"""Cessions: a general dealer gave up cities, and dealers newly opened there count for it for some years (吃余股).

The years are counted from the day of the cession; each has its weight, and after the last nothing
counts. Source: rules of handbooks on the override of a former general dealer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from attrs import frozen

from dealerkit.book import Row
from dealerkit.measures.masters import Masters
from dealerkit.measures.segments import ONE_DAY
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.months import MONTHS_OF_YEAR, add_months
from dealerkit.values.numbers import Number


class Slice(NamedTuple):
    """The days of one year on which a successor counts for a former dealer, and its weight."""

    former: str
    dealer: str
    first: date
    last: date
    weight: Number


@frozen(eq=False)
class Cession:
    """One row of the table: who gave up what, and the weight of each year since."""

    dealer: str
    territory: str
    start: date
    end: date
    weights: tuple[Number, ...]
    row: Row

    def starts(self) -> Iterator[date]:
        """The days on which the weight changes: the day itself, every anniversary, the day after the end."""
        yield from (add_months(self.start, MONTHS_OF_YEAR * year) for year in range(len(self.weights) + 1))
        if self.end < date.max:
            yield self.end + ONE_DAY

    def weight(self, day: date) -> Number | None:
        """The weight of the year that a day is in; None outside of them."""
        if not self.start <= day <= self.end:
            return None
        years = enumerate(self.weights, start=1)
        return next((each for year, each in years if day < add_months(self.start, MONTHS_OF_YEAR * year)), None)


def successors(masters: Masters, weights: tuple[Number, ...]) -> Iterator[Slice | Problem]:
    """Who counts for each former dealer, when, and by which weight.

    A successor is another customer whose territory lies within the ceded one and who was opened on the day
    of the cession or later. Where several cessions of one dealer reach it the nearest territory decides,
    then the earliest. DK447 nobody knows since when a dealer there trades, DK448 a territory is not in
    the tree.
    """
    by_former: dict[str, list[Cession]] = {}
    for row in masters.book.rows("cessions"):
        cession = _cession(row, weights)
        if masters.book.versions("territories").at(cession.start, cession.territory) is None:
            at = row.cell_at("territory")
            yield problem(
                "DK448",
                at,
                address="cessions",
                severity=Severity.WARNING,
                territory=cession.territory,
                day=cession.start,
            )
        by_former.setdefault(cession.dealer, []).append(cession)
    if not by_former:
        return
    versions = masters.book.versions("customers")
    for (dealer,) in sorted(versions.keys(), key=str):
        for former, cessions in sorted(by_former.items()):
            if dealer != former:
                yield from _of_dealer(masters, str(dealer), cessions)


def _of_dealer(masters: Masters, dealer: str, cessions: list[Cession]) -> Iterator[Slice | Problem]:
    edges = {day for cession in cessions for day in cession.starts()}
    edges |= {*masters.changes_of("territories"), *masters.changes_of_dealer(dealer)}
    days = sorted(edges)
    unknown: Problem | None = None
    for first, following in zip(days, (*days[1:], None), strict=True):
        row = masters.book.versions("customers").at(first, dealer)
        territory = row.get("territory") if row is not None else None
        if row is None or not isinstance(territory, str):
            continue
        path = masters.path("territories", territory, first)
        reached = [each for each in cessions if each.territory in path and each.weight(first) is not None]
        if not reached:
            continue
        nearest = min(reached, key=lambda each: (path.index(each.territory), each.start))
        opened, weight = row.get("opened_on"), nearest.weight(first)
        if not isinstance(opened, date):
            unknown = unknown or problem(
                "DK447",
                row.at,
                address="customers",
                severity=Severity.WARNING,
                dealer=dealer,
                territory=nearest.territory,
                former=nearest.dealer,
            )
        elif opened >= nearest.start and weight:
            yield Slice(nearest.dealer, dealer, first, date.max if following is None else following - ONE_DAY, weight)
    if unknown is not None:
        yield unknown


def _cession(row: Row, weights: tuple[Number, ...]) -> Cession:
    start, end = row.get("from"), row.get("until")
    return Cession(
        str(row.get("dealer")),
        str(row.get("territory")),
        start if isinstance(start, date) else date.min,  # the table requires it
        end if isinstance(end, date) else date.max,
        weights,
        row,
    )
