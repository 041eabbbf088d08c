"""Units found by serial number, and who had bought them: goods that turned up outside their buyer's territory.

A unit is found where an incident names its serial number, or where another dealer reports to have sold it on. It
is held against whoever bought it last by that day, from table ``serials``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from dealerkit.governance.scan.market import Place

if TYPE_CHECKING:
    from dealerkit.governance.scan.ground import Ground

SERIALS = "serials"


@frozen
class Find:
    """One unit: when and in which territory it was found, empty where nobody says; what the incident says of it."""

    place: Place
    day: date
    territory: str
    kind: str = ""
    status: str = ""


@frozen(eq=False)
class Finds:
    """Units found within the window by the dealer who had bought them; ``unknown`` had no buyer in the book."""

    of: Mapping[str, tuple[Find, ...]] = field(factory=dict)
    unknown: int = 0


def read_finds(ground: Ground) -> Finds:
    """Every unit found within the window, each once a day and place."""
    found: dict[str, dict[tuple[str, date, str], Find]] = defaultdict(dict)
    buyers, unknown = _Buyers(ground), 0
    for serial, find, seller in (*_of_incidents(ground), *_sold_by_others(ground)):
        buyer = buyers.on(serial, find.day)
        if not buyer:
            unknown += not seller
        elif buyer != seller:
            found[buyer].setdefault((serial, find.day, find.territory), find)
    every = {buyer: tuple(sorted(each.values(), key=_order)) for buyer, each in found.items()}
    return Finds(every, unknown)


def _order(find: Find) -> tuple[date, str, int, str]:
    return find.day, find.place.at.file, find.place.at.line, find.place.name


class _Buyers:
    """Who bought each unit when."""

    def __init__(self, ground: Ground) -> None:
        self._of: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for batch in ground.book.batches(SERIALS, ("serial", "product", "dealer", "bought_on")):
            columns = batch.columns
            rows = zip(*(columns[each] for each in ("serial", "product", "dealer", "bought_on")), strict=True)
            for serial, product, dealer, bought_on in rows:
                if ground.goods.holds(str(product)):
                    self._of[str(serial)].append((cast("date", bought_on), str(dealer)))

    def on(self, serial: str, day: date) -> str:
        """Who had bought a unit last by a day; nobody where the book does not say."""
        return max((each for each in self._of.get(serial, ()) if each[0] <= day), default=(day, ""))[1]


def _of_incidents(ground: Ground) -> Iterator[tuple[str, Find, str]]:
    having = {each.name for each in ground.book.columns("incidents")}
    asked = ("incident", "date", "kind", "serial", "territory", "reported_by", "status")
    if "serial" not in having:
        return
    for batch in ground.book.batches("incidents", tuple(each for each in asked if each in having)):
        nothing: list[object] = [None] * len(batch)
        rows = zip(*(batch.columns.get(each, nothing) for each in asked), strict=True)
        for i, (incident, day, kind, serial, territory, reporter, status) in enumerate(rows):
            on = cast("date", day)
            if serial is None or not ground.window.first <= on <= ground.window.last:
                continue
            where = str(territory or "") or _territory(ground, str(reporter or ""), on)
            place = Place("incidents", str(incident), batch.at(i))
            yield str(serial), Find(place, on, where, str(kind or ""), str(status or "")), ""


def _sold_by_others(ground: Ground) -> Iterator[tuple[str, Find, str]]:
    having = {each.name for each in ground.book.columns("sell_through")}
    if "serial" not in having:
        return
    for batch in ground.book.batches("sell_through", ("date", "dealer", "serial")):
        rows = zip(*(batch.columns[each] for each in ("date", "dealer", "serial")), strict=True)
        for i, (day, dealer, serial) in enumerate(rows):
            on, seller = cast("date", day), str(dealer)
            if serial is None or not ground.window.first <= on <= ground.window.last:
                continue
            where = _territory(ground, seller, on)
            yield str(serial), Find(Place("sell_through", str(serial), batch.at(i)), on, where), seller


def _territory(ground: Ground, customer: str, day: date) -> str:
    row = ground.book.versions("customers").at(day, customer)
    return str((row.get("territory") if row is not None else None) or "")
