"""What a dealer's neighbours lost, estimated in the ways the policy states; each estimate is a range with its inputs.

* *trend*: a neighbour's sales before, times the trend of comparable dealers elsewhere, less his sales now. At the
  least the neighbours' gains are set against their shortfalls, at the most shortfalls alone are added up.
* *peers*: the same, with a low and a high quantile of comparable dealers' growth in the place of their trend.
* *prices*: what fell on the prices of products the neighbours bought in both windows, beyond what they changed
  elsewhere, times the units bought now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.assess.ground import Ground
from dealerkit.governance.assess.rule import PEERS, PRICES, TREND, Method
from dealerkit.governance.assess.sales import Sold
from dealerkit.governance.span import Span
from dealerkit.problems import Arg
from dealerkit.values.exact import ZERO, Number, add, as_fraction, divide, multiply, subtract
from dealerkit.values.quantiles import quantile

_KIND = 7
"""The inclusive sample quantile, type 7 of Hyndman and Fan."""


@frozen
class Estimate:
    """One method's answer: the range in money, the figures it came from, or what it lacks."""

    method: Method
    span: Span | None
    args: tuple[tuple[str, Arg], ...] = ()
    missing: tuple[str, ...] = ()


def estimates(ground: Ground, dealer: str) -> tuple[Estimate, ...]:
    """Every method of the policy; all of them lack a territory where nobody knows who the neighbours are."""
    methods = tuple(ground.assess.loss.methods.values())
    if not ground.around(dealer):
        return tuple(Estimate(each, None, missing=("dealer.territory",)) for each in methods)
    return tuple(_estimated(ground, dealer, each) for each in methods)


def _estimated(ground: Ground, dealer: str, method: Method) -> Estimate:
    if method.method == TREND:
        return _trend(ground, dealer, method)
    return _peers(ground, dealer, method) if method.method == PEERS else _prices(ground, dealer, method)


def _trend(ground: Ground, dealer: str, method: Method) -> Estimate:
    others = [ground.sales.dealer(each) for each in ground.elsewhere(dealer)]
    now, before = _sum(each.amount for each in others), _sum(each.before for each in others)
    if before <= 0:
        return Estimate(method, None, missing=("comparison",))
    trend = divide(now, before)
    neighbours = ground.neighbours(dealer)
    gaps = tuple(_gaps(ground, neighbours, trend))
    args: tuple[tuple[str, Arg], ...] = (
        ("neighbours", len(neighbours)),
        ("others", len(others)),
        ("trend", trend),
        ("before", _sum(ground.sales.dealer(each).before for each in neighbours)),
        ("now", _sum(ground.sales.dealer(each).amount for each in neighbours)),
    )
    return Estimate(method, Span(_net(gaps), _gross(gaps)), args)


def _peers(ground: Ground, dealer: str, method: Method) -> Estimate:
    sales = (ground.sales.dealer(each) for each in ground.elsewhere(dealer))
    growths = sorted(divide(each.amount, each.before) for each in sales if each.before > 0)
    if len(growths) < method.least:
        return Estimate(method, None, missing=("comparison",))
    low, high = (quantile(growths, as_fraction(each), _KIND) for each in method.quantiles)
    neighbours = ground.neighbours(dealer)
    args: tuple[tuple[str, Arg], ...] = (
        ("neighbours", len(neighbours)),
        ("others", len(growths)),
        ("low", low),
        ("high", high),
    )
    least = _net(tuple(_gaps(ground, neighbours, low)))
    return Estimate(method, Span(least, _gross(tuple(_gaps(ground, neighbours, high)))), args)


def _gaps(ground: Ground, neighbours: Iterable[str], growth: Number) -> Iterator[Number]:
    """By how much each neighbour stays below his sales before, as grown as the comparison; above it is negative."""
    for each in neighbours:
        sales = ground.sales.dealer(each)
        yield subtract(multiply(sales.before, growth), sales.amount)


def _prices(ground: Ground, dealer: str, method: Method) -> Estimate:
    elsewhere = _together(ground, ground.elsewhere(dealer))
    falls: list[Number] = []
    for neighbour in ground.neighbours(dealer):
        for product, sold in ground.sales.dealer(neighbour).products.items():
            if not _has_prices(sold):
                continue
            other = elsewhere.get(product)
            index = _index(other) if other is not None and _has_prices(other) else Decimal(1)
            usual = multiply(multiply(divide(sold.amount_before, sold.units_before), index), sold.units)
            falls.append(subtract(usual, sold.amount))
    if not falls:
        return Estimate(method, None, missing=("prices",))
    args: tuple[tuple[str, Arg], ...] = (
        ("neighbours", len(ground.neighbours(dealer))),
        ("products", len(falls)),
    )
    return Estimate(method, Span(_net(falls), _gross(falls)), args)


def _together(ground: Ground, dealers: Iterable[str]) -> dict[str, Sold]:
    found: dict[str, Sold] = {}
    for dealer in dealers:
        for product, sold in ground.sales.dealer(dealer).products.items():
            mine = found.setdefault(product, Sold())
            mine.amount = _sum((mine.amount, sold.amount))
            mine.units = _sum((mine.units, sold.units))
            mine.amount_before = _sum((mine.amount_before, sold.amount_before))
            mine.units_before = _sum((mine.units_before, sold.units_before))
    return found


def _has_prices(sold: Sold) -> bool:
    return sold.units > 0 and sold.units_before > 0 and sold.amount_before > 0


def _index(sold: Sold) -> Number:
    """A product's average price now over that before."""
    return divide(divide(sold.amount, sold.units), divide(sold.amount_before, sold.units_before))


def _net(gaps: Iterable[Number]) -> Number:
    """Shortfalls less gains; nothing where the gains are larger."""
    found: Number = ZERO
    for each in gaps:
        found = add(found, each)
    return max(found, ZERO)


def _gross(gaps: Iterable[Number]) -> Number:
    """Shortfalls alone."""
    found: Number = ZERO
    for each in gaps:
        found = add(found, max(each, ZERO))
    return found


def _sum(values: Iterable[Decimal]) -> Decimal:
    found = ZERO
    for each in values:
        total = add(found, each)
        found = total if isinstance(total, Decimal) else found
    return found


def is_of_volume(method: Method) -> bool:
    """Whether a method estimates lost sales, of which a part is lost margin; prices that fell are lost wholly."""
    return method.method != PRICES
