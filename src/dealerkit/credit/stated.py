"""The answer to an order stated as a test case: the rows of the book it rests on, the order, and what came out.

The rows are the customer's, those of his group where they have a say. The case is asked before it is written, and
what makes no difference to the answer, its figures or its reasons is left out. An answer that these rows do not
give again (one that goes by what other customers did, or by a row that cannot be read) is no case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.book.excerpts import Cell, Excerpt, about
from dealerkit.book.recording import expected, note, refusal, smallest
from dealerkit.credit.checks.cases import answer as answered
from dealerkit.credit.groupings import BookGroups
from dealerkit.credit.order import Order
from dealerkit.credit.results import OrderAnswer
from dealerkit.credit.section import SECTION, credit_of
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.stated import StatedCase, case_id
from dealerkit.problems import Problem

_EXPECTED = ("action", "limit", "exposure", "headroom", "failing", "step", "sign", "second", "to", "release")
"""The figures of an answer that a recorded case expects, those of them that it has."""


_OF_ORDERS = frozenset(
    {"order", "line_no", "date", "customer", "currency", "status", "wanted_on", "contract", "payment_days"}
)
"""Columns of the table that are about orders, and not about the goods on their lines."""

Rows = tuple[Mapping[str, Cell], ...]


def stated_order(
    policy: Policy, book: Book, order: Order, answer: OrderAnswer, counted: Iterable[Order] = ()
) -> StatedCase | Problem:
    """The case that asks for an answer again; DK297 where the customer's rows do not give it.

    ``counted`` are orders that were answered before, and count though no book has them.
    """
    decision = answer.decision
    before = [_as_row(policy, each, answer.day) for each in counted if each.order != order.order]
    asked = f"order {order.order}" if order.order else "an order"

    def case(rows: Excerpt) -> StatedCase:
        return StatedCase(
            id=case_id("order", order.order or order.customer, answer.day.isoformat()),
            of=SECTION,
            as_of=answer.day,
            given={**rows, "order": _asked(order, answer.day)},
            expect=expected(decision, _EXPECTED),
            because=tuple(dict.fromkeys(decision.because)),
            note=note(policy, book, answer.day, f"{asked} of {answer.customer}"),
        )

    found = smallest(policy, decision, case, _candidates(policy, book, answer, before), answered)
    return (
        found
        if isinstance(found, StatedCase)
        else refusal(SECTION, tuple(each for each in (order.order, answer.customer) if each), found)
    )


def _candidates(
    policy: Policy, book: Book, answer: OrderAnswer, before: Sequence[Mapping[str, Cell]]
) -> Iterator[Excerpt]:
    """What may suffice, the smaller first: the customer's rows, or his group's; with or without his open orders."""
    tables = [each for each in book.tables if each in book.counts]
    alone = frozenset({answer.customer})
    for who in dict.fromkeys((alone, alone | _his_group(policy, book, answer.customer, answer.day))):
        rows = about(book, tables, who)
        orders = rows.get("orders", ())
        others = {name: each for name, each in rows.items() if name != "orders"}
        without = tuple(each for each in orders if each.get("status", "open") != "open")
        asked = tuple(each for each in orders if each in without or each.get("order") == answer.order)
        for place, kept in enumerate((orders, asked, without)):
            if kept in (orders, asked)[:place]:
                continue
            told = _with_orders(kept, before)
            yield {**others, "orders": told} if told else others


def _with_orders(orders: Sequence[Mapping[str, Cell]], more: Sequence[Mapping[str, Cell]]) -> Rows:
    """Orders of the book and others: without what only orders of a book say, of goods and their lines."""
    if not orders or not more:
        return (*orders, *more)
    first: Mapping[str, Cell] = {"line_no": Decimal(1)} if any("line_no" in each for each in orders) else {}
    names = _OF_ORDERS.union(*more)
    kept = ({name: cell for name, cell in each.items() if name in names} for each in orders)
    return (*kept, *({**first, **each} for each in more))


def _his_group(policy: Policy, book: Book, customer: str, day: date) -> frozenset[str]:
    if not book.has("groups"):
        return frozenset()
    groups = BookGroups(Masters(book, policy.catalogue))
    mine = set(groups.groups_of(customer, day))
    known = {str(row.get("customer")) for row in book.rows("customers")}
    return frozenset(each for each in known if mine.intersection(groups.groups_of(each, day)))


def _as_row(policy: Policy, order: Order, day: date) -> Mapping[str, Cell]:
    """An order as the table of orders would have it."""
    credit = credit_of(policy)
    amount = "net_amount" if credit is not None and credit.amounts == "net" else "gross_amount"
    cells: dict[str, Cell | None] = {
        "order": order.order or "1",
        "customer": order.customer,
        "date": order.day or day,
        amount: order.amount,
        "currency": order.currency or None,
        "wanted_on": order.wanted_on,
        "contract": order.contract or None,
        "payment_days": order.payment_days,
    }
    return {name: cell for name, cell in cells.items() if cell is not None}


def _asked(order: Order, day: date) -> Mapping[str, Cell]:
    cells: dict[str, Cell | None] = {
        "order": order.order or None,
        "customer": order.customer,
        "amount": order.amount,
        "currency": order.currency or None,
        "day": order.day if order.day != day else None,
        "wanted_on": order.wanted_on,
        "contract": order.contract or None,
        "payment_days": order.payment_days,
    }
    return {name: cell for name, cell in cells.items() if cell is not None}
