"""Signals of the market: incidents, price reports, stores that lack goods, promotions that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.market import DISMISSED, Incident, StoreCheck
from dealerkit.governance.scan.methods import OfIncidents, OfShareAbove
from dealerkit.governance.scan.of_purchases import bound_of
from dealerkit.governance.scan.sign import Evidence, Found, Input, reaches, told, unknown
from dealerkit.values.exact import ZERO, Number, divide, exactly, subtract

INCIDENTS, CHECKS, PROMOTIONS = "incidents", "store checks", "promotions"


def incidents(ground: Ground, dealer: str, method: OfIncidents) -> Found:
    """How much of certain kinds was found or reported; nothing that was dismissed."""
    table = Input(INCIDENTS, Decimal(ground.book.has("incidents")))
    if not table.have:
        return unknown(table)
    counted = [each for each in ground.incidents.get(dealer, ()) if _counts(each, method)]
    value = _sum(counted, method.count)
    bound = method.above if method.above is not None else method.at
    args = (
        ("kinds", method.kinds),
        (method.count, value),
        ("bound", bound if bound is not None else ZERO),
    )
    evidence = Evidence.of(each.place for each in counted)
    shown = reaches(value, method.above, method.at)
    return told(value, is_shown=shown, args=args, inputs=(table,), evidence=evidence)


def _counts(incident: Incident, method: OfIncidents) -> bool:
    if incident.kind not in method.kinds:
        return False
    return incident.status in method.only if method.only is not None else incident.status != DISMISSED


def _sum(counted: Iterable[Incident], of: str) -> Decimal:
    every = tuple(counted)
    if of == "incidents":
        return Decimal(len(every))
    if of == "reporters":
        return Decimal(len({each.reporter for each in every if each.reporter}))
    with exactly():
        return sum((each.quantity if of == "quantity" else each.amount for each in every), ZERO)


def short_deliveries(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """What stores ordered and did not get, over what they ordered."""
    checks = [each for each in _checks(ground, dealer) if each.ordered is not None and each.delivered is not None]
    with exactly():
        ordered = sum((each.ordered for each in checks if each.ordered is not None), ZERO)
        delivered = sum((each.delivered for each in checks if each.delivered is not None), ZERO)
        short = [each for each in checks if each.ordered > each.delivered]  # type: ignore[operator]
    return _share(subtract(ordered, delivered), ordered, method, short, len(checks))


def out_of_stock(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """Listed articles that were not on the shelf, over all listed ones that were looked for."""
    looked = [each for each in _checks(ground, dealer) if each.is_listed is not False and each.is_in_stock is not None]
    gone = [each for each in looked if each.is_in_stock is False]
    return _share(Decimal(len(gone)), Decimal(len(looked)), method, gone, len(looked))


def fewer_articles(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """Articles of a store listed at the first check and not at the last, over those listed at the first."""
    seen: dict[tuple[str, str], list[StoreCheck]] = {}
    for each in _checks(ground, dealer):
        if each.is_listed is not None:
            seen.setdefault((each.outlet, each.product), []).append(each)
    twice = [each for each in seen.values() if each[0].day < each[-1].day and each[0].is_listed]
    gone = [each[-1] for each in twice if each[-1].is_listed is False]
    return _share(Decimal(len(gone)), Decimal(len(twice)), method, gone, len(twice))


def raised_prices(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """How far shelf prices stand above the usual ones: the sum of the one over the sum of the other, less one."""
    priced = [each for each in _checks(ground, dealer) if each.price is not None and each.usual_price is not None]
    with exactly():
        now = sum((each.price for each in priced if each.price is not None), ZERO)
        usual = sum((each.usual_price for each in priced if each.usual_price is not None), ZERO)
        raised = [each for each in priced if each.price > each.usual_price]  # type: ignore[operator]
    return _share(subtract(now, usual), usual, method, raised, len(priced))


def _share(part: Number, whole: Number, method: OfShareAbove, shown: Iterable[StoreCheck], count: int) -> Found:
    read = Input(CHECKS, Decimal(bool(count)))
    if whole <= 0:
        return unknown(read if not count else Input(CHECKS, ZERO))
    value = divide(part, whole)
    args = (("part", part), ("whole", whole), ("count", count), ("bound", bound_of(method)))
    evidence = Evidence.of(each.place for each in shown)
    return told(value, is_shown=reaches(value, method.above, method.at), args=args, inputs=(read,), evidence=evidence)


def _checks(ground: Ground, dealer: str) -> tuple[StoreCheck, ...]:
    return ground.store_checks.get(dealer, ())


def retained_promotions(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """Promotional money that did not reach the stores, over all he was given; money nobody accounted for is unclear.

    Where it would be a sign if the unclear money was kept, and none if it was passed on, nothing can be told.
    """
    given = ground.promotions.get(dealer, ())
    table = Input(PROMOTIONS, Decimal(ground.book.has("promotions")))
    if not given:
        return (
            unknown(table)
            if not table.have
            else told(ZERO, is_shown=False, args=_kept(ZERO, ZERO, method), inputs=(table,))
        )
    with exactly():
        amount = sum((each.amount for each in given), ZERO)
        known = sum((each.amount for each in given if each.passed_on is not None), ZERO)
        kept = sum((each.amount - each.passed_on for each in given if each.passed_on is not None), ZERO)
        most = kept + (amount - known)
    accounted = Input("what was passed on", known, amount)
    args = _kept(kept, amount, method)
    if amount <= 0:
        return unknown(table, accounted, args=args)
    value = divide(kept, amount)
    shown = reaches(value, method.above, method.at)
    if shown is not reaches(divide(most, amount), method.above, method.at):
        return unknown(table, accounted, args=args)
    evidence = Evidence.of(each.place for each in given if each.passed_on is not None and each.passed_on < each.amount)
    return told(value, is_shown=shown, args=args, inputs=(table, accounted), evidence=evidence)


def _kept(kept: Number, amount: Number, method: OfShareAbove) -> tuple[tuple[str, Number], ...]:
    return (("part", kept), ("whole", amount), ("bound", bound_of(method)))
