"""Signals of the market: incidents, price reports, stores that lack goods, promotions that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.market import DISMISSED, Incident, Promotion, StoreCheck
from dealerkit.governance.scan.methods import OfIncidents, OfShareAbove
from dealerkit.governance.scan.sign import Evidence, Found, Input, between, bound_of, reaches, told, unknown
from dealerkit.measures.currencies import rate_on
from dealerkit.values.exact import ZERO, Number, add, divide, exactly, multiply, subtract, total

INCIDENTS, CHECKS, PROMOTIONS = "incidents", "store checks", "promotions"


def incidents(ground: Ground, dealer: str, method: OfIncidents) -> Found:
    """How much of certain kinds was found or reported; nothing that was dismissed."""
    table = Input(INCIDENTS, Decimal(ground.book.has("incidents")))
    if not table.have:
        return unknown(table)
    counted = [each for each in ground.incidents.get(dealer, ()) if _counts(each, method)]
    value = _sum(counted, method.count)
    args = (("kinds", method.kinds), (method.count, value), ("bound", bound_of(method)))
    unstated = sum(not _is_stated(each, method.count) for each in counted)
    stated = Input(f"{method.count} of incidents", Decimal(len(counted) - unstated), Decimal(len(counted)))
    shown = reaches(value, method.above, method.at)
    if unstated and not shown:
        # What is not stated can only add to it.
        return unknown(table, stated, args=args)
    evidence = Evidence.of(each.place for each in counted)
    return told(value, is_shown=shown, args=args, inputs=(table, stated), evidence=evidence)


def _counts(incident: Incident, method: OfIncidents) -> bool:
    return incident.kind in method.kinds and stands(incident.status, method.only)


def stands(status: str, only: tuple[str, ...] | None) -> bool:
    """Whether an incident of a status counts: one of those named, or any but a dismissed one."""
    return status in only if only is not None else status != DISMISSED


def _is_stated(incident: Incident, of: str) -> bool:
    stated = {
        "incidents": True,
        "reporters": incident.reporter,
        "quantity": incident.quantity,
        "amount": incident.amount,
    }
    return stated[of] is not None and stated[of] != ""


def _sum(counted: Iterable[Incident], of: str) -> Decimal:
    every = tuple(counted)
    if of == "incidents":
        return Decimal(len(every))
    if of == "reporters":
        return Decimal(len({each.reporter for each in every if each.reporter}))
    with exactly():
        found = (each.quantity if of == "quantity" else each.amount for each in every)
        return sum((each for each in found if each is not None), ZERO)


def short_deliveries(ground: Ground, dealer: str, method: OfShareAbove) -> Found:
    """What stores ordered and did not get, over what they ordered; more than ordered elsewhere makes up for nothing.

    Of an order of which nobody says what came, all or nothing may have come.
    """
    checks = [(each, each.ordered) for each in _checks(ground, dealer) if each.ordered is not None]
    short = [(each, _short(each, ordered)) for each, ordered in checks]
    ordered = total(ordered for _, ordered in checks)
    unclear = total(ordered for each, ordered in checks if each.delivered is None)
    part = total(missed for _, missed in short)
    read = Input(CHECKS, Decimal(bool(checks)))
    known = Input("what stores got", subtract(ordered, unclear), ordered)
    if ordered <= 0:
        return unknown(Input(CHECKS, ZERO))
    args = (("part", part), ("whole", ordered), ("count", len(checks)), ("bound", bound_of(method)))
    return between(
        divide(part, ordered),
        divide(add(part, unclear), ordered),
        method,
        args=args,
        inputs=(read, known),
        evidence=Evidence.of(each.place for each, missed in short if missed > 0),
    )


def _short(check: StoreCheck, ordered: Decimal) -> Number:
    return ZERO if check.delivered is None else max(subtract(ordered, check.delivered), ZERO)


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

    Where it would be a sign if the unclear money was kept, and none if it was passed on, nothing can be told. A
    promotion that still runs need not be accounted for.
    """
    table = Input(PROMOTIONS, Decimal(ground.book.has("promotions")))
    if not table.have:
        return unknown(table)
    every = ground.promotions.get(dealer, ())
    given = [each for each in every if each.last <= ground.as_of or each.passed_on is not None]
    rates = {each: _rate(ground, each) for each in given}
    valued = [(each, rate) for each, rate in rates.items() if rate is not None and each.is_valued]
    amount = total(multiply(each.amount, rate) for each, rate in valued)
    kept = total(multiply(_kept(each), rate) for each, rate in valued)
    unclear = total(multiply(each.amount, rate) for each, rate in valued if each.passed_on is None)
    args = (("part", kept), ("whole", amount), ("bound", bound_of(method)))
    stated = Input("what was given", Decimal(len(valued)), Decimal(len(given)))
    accounted = Input("what was passed on", subtract(amount, unclear), amount)
    if len(valued) < len(given):
        return unknown(table, stated, accounted, args=args)
    if amount <= 0:
        return told(ZERO, is_shown=False, args=args, inputs=(table,))
    return between(
        divide(kept, amount),
        divide(add(kept, unclear), amount),
        method,
        args=args,
        inputs=(table, accounted),
        evidence=Evidence.of(each.place for each in given if _kept(each) > 0),
    )


def _kept(promotion: Promotion) -> Number:
    """What is known to have been kept; more passed on than was given makes up for nothing else."""
    passed_on = promotion.passed_on
    return ZERO if passed_on is None else max(subtract(promotion.amount, passed_on), ZERO)


def _rate(ground: Ground, promotion: Promotion) -> Number | None:
    currency = ground.policy.header.currency
    return rate_on(ground.book, promotion.currency or currency, currency, promotion.first)
