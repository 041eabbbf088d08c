"""A contract may ship in stages: of each order what is ordered, what left in how many documents, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import define, field

from dealerkit.book import Book
from dealerkit.contracts.goods.moves import Move
from dealerkit.contracts.goods.section import Dispatch, Goods
from dealerkit.contracts.judged import Judged
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Location
from dealerkit.values.exact import EXACT, ZERO

_CANCELLED = "cancelled"


@define(eq=False)
class _Ordered:
    """One product of an order."""

    customer: str
    contract: str
    at: Location
    quantity: Decimal = ZERO
    shipped: Decimal = ZERO
    documents: dict[str, None] = field(factory=dict)
    is_open: bool = False
    """Whether a line does not say how much."""


def judged_stages(rules: Goods, book: Book, moves: Sequence[Move], as_of: date) -> Iterator[Judged]:
    """Each order's product that began to ship and is not complete, or that left in more documents than one.

    What left counts, not what a document says. Of a document for two orders the lines come in their order.
    """
    rule = rules.dispatch
    if rule is None:
        return
    ordered = _ordered(book, as_of)
    left = _left(rule, moves)
    for batch in book.batches("deliveries", ("delivery", "date", "order", "product", "quantity")):
        row = batch.columns
        for i, number in enumerate(row["delivery"]):
            day, quantity = row["date"][i], cast("Decimal | None", row["quantity"][i])
            place = (str(number), str(row["product"][i] or ""))
            found = ordered.get((str(row["order"][i] or ""), place[1]))
            if not isinstance(day, date) or day > as_of or quantity is None or quantity <= 0:
                continue
            here = min(quantity, max(left.get(place, ZERO), ZERO))
            left[place] = EXACT.subtract(left.get(place, ZERO), here)
            if found is not None and here:
                found.shipped = EXACT.add(found.shipped, here)
                found.documents[str(number)] = None
    for (order, product), each in ordered.items():
        if each.documents and (each.is_open or each.shipped < each.quantity or len(each.documents) > 1):
            yield _judged(rule, order, product, each)


def _ordered(book: Book, as_of: date) -> dict[tuple[str, str], _Ordered]:
    found: dict[tuple[str, str], _Ordered] = {}
    columns = ("order", "date", "customer", "product", "quantity", "contract", "status")
    for batch in book.batches("orders", columns):
        row = batch.columns
        for i, order in enumerate(row["order"]):
            day, quantity = row["date"][i], cast("Decimal | None", row["quantity"][i])
            if not isinstance(day, date) or day > as_of or row["status"][i] == _CANCELLED:
                continue
            key = (str(order), str(row["product"][i] or ""))
            each = found.get(key)
            if each is None:
                customer, contract = str(row["customer"][i] or ""), str(row["contract"][i] or "")
                each = found[key] = _Ordered(customer, contract, batch.at(i, "order"))
            each.is_open = each.is_open or quantity is None
            each.quantity = EXACT.add(each.quantity, quantity or ZERO)
    return found


def _left(rule: Dispatch, moves: Sequence[Move]) -> dict[tuple[str, str], Decimal]:
    """How much of each product left for each document."""
    found: dict[tuple[str, str], Decimal] = {}
    for move in moves:
        if move.kind in rule.kinds and move.document:
            key = (move.document, move.place.product)
            found[key] = EXACT.add(found.get(key, ZERO), move.gone)
    return found


def _judged(rule: Dispatch, order: str, product: str, each: _Ordered) -> Judged:
    values: list[tuple[str, Arg]] = [("product", product)]
    if not each.is_open:
        values += [("ordered", each.quantity), ("left", max(EXACT.subtract(each.quantity, each.shipped), ZERO))]
    values += [("shipped", each.shipped), ("stages", len(each.documents)), ("documents", tuple(each.documents) or "")]
    missing = ("orders.quantity",) if each.is_open else ()
    outcome = Outcome.UNDETERMINED if each.is_open else Outcome.GRANTED
    reason = Reason("goods-stages", rule.rule, tuple(values))
    decision = Decision(outcome, "DK003" if each.is_open else "", None, tuple(values), (reason,), missing=missing)
    return Judged(
        subject="/".join(filter(None, (order, product))),
        part="stages",
        decision=decision,
        customer=each.customer,
        contract=each.contract,
        at=each.at,
    )
