"""Books: a counterexample as a tiny book, so that ``explain`` tells it like any dealer's rebate.

Each point is a dealer of its own, with the one or two lines that make its base. Facts stand in the tables that they
are read from; where one has no table of its own, or a base cannot be made of a plain line, there is no such book.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from io import StringIO
from itertools import zip_longest

from attrs import define, field

from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.facts import Written, values_of, written_in
from dealerkit.rebates.always.groups import LAST_YEAR, TARGET
from dealerkit.rebates.always.moments import END, START
from dealerkit.rebates.always.replay import written
from dealerkit.rebates.always.verdicts import Counterexample
from dealerkit.rebates.clauses import Base
from dealerkit.rebates.programme import Programme
from dealerkit.values.numbers import simplest
from dealerkit.values.periods import Period

_GOODS = "product"
_NAME = "反例 counterexample"
_AMOUNT, _QUANTITY = "net_amount", "quantity"
_MEASURES = frozenset({_AMOUNT, _QUANTITY})
_ELSEWHERE = frozenset({"attainment", "measured"})
"""Roots of facts that are measured, and stand in no table."""

Place = tuple[str, ...]


def dealer_of(point: int) -> str:
    """The code of the dealer who stands at a point of a counterexample."""
    return f"D{point + 1}"


def period_of(programme: Programme, day: date) -> Period | None:
    """The programme's period that ends on a day, or lies over it; None where it begins with each contract."""
    kind = programme.period.periods()
    return None if kind is None else next(iter(kind.between(day, day)), None)


def book_of(policy: Policy, found: Counterexample, programmes: Sequence[Programme]) -> Mapping[str, str] | None:
    """The tables by file name; None where the case cannot be put into tables."""
    first = programmes[0]
    period = period_of(first, found.day)
    bases = [each for each in (first.qualifying, first.paying) if each is not None]
    places = [_place(policy, base) for base in bases]
    if period is None or None in places or any(each.days is not None for each in found.points):
        return None
    if any(base.source != "lines" or base.measure not in _MEASURES for base in bases):
        return None
    roots = {name.partition(".")[0] for name, value in found.facts.items() if not isinstance(value, Missing)}
    if roots & _ELSEWHERE:
        return None
    tables = _Tables(policy.header.currency)
    for number, point in enumerate(found.points):
        dealer = dealer_of(number)
        tables.payee(dealer, f"C{number + 1}", found, period)
        sizes = [point.base] if point.paid is None else [point.base, point.paid]
        for base, place, size in zip(bases, places, sizes, strict=True):
            tables.line(found.day, dealer, base, place or (), size)
        against = first.against
        if against is None or point.baseline is None:
            continue
        if against.baseline == LAST_YEAR:
            before = found.day.replace(year=found.day.year - 1, day=min(found.day.day, 28))
            tables.line(before, dealer, bases[0], places[0] or (), point.baseline)
        elif against.baseline == TARGET:
            row = {"subject": dealer, "period": period.label, "fact": str(bases[0].measure)}
            tables.add("targets", row | {"value": written(simplest(point.baseline))})
    return tables.texts()


def _place(policy: Policy, base: Base) -> Place | None:
    """Where a product lies whose lines count in a base; None where something else is asked of lines."""
    if base.where is None:
        return ()
    asked: Written = {}
    if not written_in(base.where, {}, asked) or set(asked) != {_GOODS}:
        return None
    for value in values_of(_GOODS, asked[_GOODS], policy.catalogue):
        if isinstance(value, tuple) and base.where.evaluate({_GOODS: value}) is True:
            return value
    return None


@define
class _Tables:
    """Tables row by row; each product lies in groups of its own."""

    currency: str
    rows: dict[str, list[dict[str, str]]] = field(factory=dict)
    products: dict[Place, str] = field(factory=dict)

    def add(self, table: str, row: Mapping[str, str]) -> None:
        """One more row."""
        self.rows.setdefault(table, []).append(dict(row))

    def payee(self, dealer: str, contract: str, found: Counterexample, period: Period) -> None:
        """A dealer with a contract and figures, as the facts are."""
        customer = {"customer": dealer, "name": _NAME, "kind": "dealer", "valid_from": "2000-01-01"}
        agreed: dict[str, str] = {}
        for name, value in found.facts.items():
            root, _, own = name.partition(".")
            if isinstance(value, Missing) or name in {START, END}:
                continue
            if root == "dealer":
                customer[own] = written(value)
            elif root == "contract":
                agreed[own] = written(value)
            else:
                row = {"subject": dealer, "period": period.label, "fact": own}
                self.add("figures", row | {"value": written(value), "source": "counterexample"})
        self.add("customers", customer)
        if agreed:
            year = {"start": f"{found.day.year}-01-01", "end": f"{found.day.year}-12-31"}
            self.add("contracts", {"contract": contract, "customer": dealer, **year, **agreed})

    def line(self, day: date, dealer: str, base: Base, place: Place, size: Fraction) -> None:
        """One invoice line that makes a base."""
        number = len(self.rows.get("lines", ())) + 1
        value: Value = simplest(size)
        is_counted = base.measure == _QUANTITY
        row = {"document": f"L{number}", "line_no": "1", "date": day.isoformat(), "dealer": dealer}
        row |= {_GOODS: self.product(place), _QUANTITY: written(value) if is_counted else "1"}
        self.add("lines", row | {_AMOUNT: "0" if is_counted else written(value), "currency": self.currency})

    def product(self, place: Place) -> str:
        """The product that lies in a place, and the groups above it."""
        if place not in self.products:
            code = self.products[place] = f"P{len(self.products) + 1}"
            self.add("products", {_GOODS: code, "name": code, "group": place[0] if place else ""})
            known = {each["group"] for each in self.rows.get("product_groups", ())}
            for group, parent in zip_longest(place, place[1:], fillvalue=""):
                if group and group not in known:
                    self.add("product_groups", {"group": group, "name": group, "parent": parent})
        return self.products[place]

    def texts(self) -> Mapping[str, str]:
        """The tables as files."""
        return dict(self._texts())

    def _texts(self) -> Iterator[tuple[str, str]]:
        for table, rows in self.rows.items():
            text = StringIO()
            heads = list(dict.fromkeys(name for row in rows for name in row))
            writer = csv.DictWriter(text, heads, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            yield f"{table}.csv", text.getvalue()
