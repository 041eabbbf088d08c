"""Signals of single units and of accounts: goods found elsewhere by serial number, payment held back for returns."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.governance.scan.accounts import NEEDED
from dealerkit.governance.scan.finds import SERIALS, Find
from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.market import Place
from dealerkit.governance.scan.methods import OfFinds, OfWithholding
from dealerkit.governance.scan.of_market import INCIDENTS, stands
from dealerkit.governance.scan.sign import Evidence, Found, Input, between, bound_of, told, unknown
from dealerkit.policy.types import Missing
from dealerkit.values.exact import ZERO, add, total

PLACES, TERRITORY, DUE = "places of finds", "territory", "due days"


def found_elsewhere(ground: Ground, dealer: str, method: OfFinds) -> Found:
    """How many finds of units that he had bought lay outside the territories that were his on the day.

    A find of which nobody knows where it was made may be one of them.
    """
    book = ground.book
    found = {each.name for each in (*book.columns(INCIDENTS), *book.columns("sell_through"))}
    tables = Input(SERIALS, Decimal(book.has(SERIALS))), Input("serials of finds", Decimal("serial" in found))
    if not all(each.have for each in tables):
        return unknown(*tables)
    finds = [each for each in ground.finds.of.get(dealer, ()) if _counts(each, method)]
    said = [(each, _is_elsewhere(ground, dealer, each)) for each in finds]
    elsewhere = [each for each, is_so in said if is_so is True]
    unclear = sum(is_so is None for _, is_so in said)
    places = Input(PLACES, Decimal(len(finds) - unclear), Decimal(len(finds)))
    args = (
        ("count", len(elsewhere)),
        ("finds", len(finds)),
        ("territories", tuple(dict.fromkeys(each.territory for each in elsewhere))),
        ("bound", bound_of(method)),
    )
    return between(
        Decimal(len(elsewhere)),
        Decimal(len(elsewhere) + unclear),
        method,
        args=args,
        inputs=(*tables, places),
        evidence=Evidence.of(each.place for each in elsewhere),
    )


def _counts(find: Find, method: OfFinds) -> bool:
    if find.place.table != INCIDENTS:
        return True
    return (method.kinds is None or find.kind in method.kinds) and stands(find.status, method.only)


def _is_elsewhere(ground: Ground, dealer: str, find: Find) -> bool | None:
    """Whether a find lay outside the dealer's territories; None where nobody knows."""
    own = ground.own_territories(dealer, find.day)
    if not own or not find.territory:
        return None
    said = [ground.is_within(find.territory, each, find.day) for each in own]
    if any(each is True for each in said):
        return False
    return None if any(isinstance(each, Missing) for each in said) else True


def withheld_payment(ground: Ground, dealer: str, method: OfWithholding) -> Found:
    """What is open past its due day, while a return that he asked for is not done; nothing where he asks for none."""
    accounts = ground.accounts
    tables = tuple(Input(each, Decimal(each not in accounts.lacking)) for each in NEEDED)
    if accounts.lacking:
        return unknown(*tables)
    requests = [each for each in accounts.requests.get(dealer, ()) if each.asked in method.asks]
    items = [each for each in accounts.items.get(dealer, ()) if each.open > 0]
    late = [each for each in items if (days := each.days_overdue(ground.as_of)) is not None and days > method.days]
    overdue = total(each.open for each in late)
    unclear = total(each.open for each in items if each.invoice.due_on is None)
    args = (("overdue", overdue), ("count", len(late)), ("requests", len(requests)), ("bound", bound_of(method)))
    due = Input(DUE, Decimal(sum(each.invoice.due_on is not None for each in items)), Decimal(len(items)))
    if not requests:
        return told(ZERO, is_shown=False, args=args, inputs=tables)
    owed = accounts.unread_of(dealer, ground.as_of)
    if owed:
        return unknown(*tables, *(Input(each, ZERO) for each in owed), args=args)
    evidence = Evidence.of(
        (
            *(each.place for each in requests),
            *(Place("invoices", each.invoice.invoice, at) for each in late if (at := each.invoice.at) is not None),
        )
    )
    return between(overdue, add(overdue, unclear), method, args=args, inputs=(*tables, due), evidence=evidence)
