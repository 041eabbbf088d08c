"""Orders that came in: which may be taken, and the daily order confirmation with what is short.

Parts: ``orders`` (a row an order) and ``confirmation`` (a row for each line of the orders of the day).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from dealerkit.book import Book
from dealerkit.contracts.goods.ledger import fold
from dealerkit.contracts.goods.moves import read_counts, read_moves
from dealerkit.contracts.goods.section import FIRST_COUNT, goods_of
from dealerkit.contracts.intake.deciding import INCOMPLETE, NOT_TAKEN, REFUSE, TAKE, UNKNOWN, WAITING, Desk
from dealerkit.contracts.intake.records import Taken, first_orders, read_taken
from dealerkit.contracts.intake.section import Intake, Shortages, intake_of
from dealerkit.contracts.judged import Judged, Judgements, names_of
from dealerkit.contracts.steps import Roles, steps_by_document
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.measures.clocks import zone_of
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, DealerkitError, Problem, Severity, in_order, problem
from dealerkit.values.days import ONE_DAY
from dealerkit.values.exact import EXACT, ZERO


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Every order that came in by the day, and the confirmation of those of the day itself.

    Findings: DK690 an order is not complete, DK691 it waits for a confirmation or a signature, DK692 it is refused;
    DK802 the book has no table ``order_intake``, or does not say who has which role.
    """
    rules = intake_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no section `contracts.intake`")
    orders = read_taken(book, as_of, policy.header.currency, book, zone_of(policy))
    desk = desk_of(policy, rules, book, orders, as_of)
    decided = [(order, desk.decide(order)) for order in orders]
    rows = [judged(rules, order, decision) for order, decision in decided]
    rows += _confirmation(policy, rules, book, decided, as_of)
    lacking = (*book.lacking("order_intake", ()), *desk.roles.lacking())
    problems = [*lacking, *(found for row in rows for found in row.problems)]
    return Judgements(policy, as_of, tuple(rows), in_order(problems), names_of(book, as_of))


def desk_of(policy: Policy, rules: Intake, book: Book, orders: Iterable[Taken], as_of: date) -> Desk:
    """The order desk of a policy over a book, before it has decided on any of these orders."""
    steps = steps_by_document(book, as_of, zone_of(policy)) if book.has("steps") else {}
    firsts = first_orders(book, {each.number for each in orders})
    return Desk(policy, rules, Masters(book, policy.catalogue), Roles(policy, book), steps, firsts, as_of)


def judged(rules: Intake, order: Taken, decision: Decision) -> Judged:
    """An order with the decision about it, and what stands against it."""
    return Judged(
        subject=order.number,
        part="orders",
        decision=decision,
        customer=order.customer,
        contract=order.text("contract"),
        at=order.row.at,
        problems=tuple(_findings(rules, order, decision)),
    )


def _findings(rules: Intake, order: Taken, decision: Decision) -> Iterator[Problem]:
    """What stands against an order; a warning where it was not taken, a note where it only waits."""
    if decision.value("answer") in {TAKE, UNKNOWN}:
        return
    lacking = cast("tuple[str, ...] | str", decision.value("lacking")) or ()
    code = decision.code
    if code == INCOMPLETE:
        yield problem(
            "DK690",
            order.row.at,
            address=rules.rule.address,
            severity=Severity.WARNING,
            order=order.number,
            customer=order.customer,
            lacking=lacking,
            taken_by=order.text("taken_by"),
        )
    elif code == WAITING:
        yield problem(
            "DK691",
            order.row.at,
            address=rules.rule.address,
            severity=Severity.NOTE,
            order=order.number,
            customer=order.customer,
            waits_for=decision.value("waits_for"),
        )
    elif code == NOT_TAKEN:
        refused = cast("tuple[str, ...]", decision.value("refused_by"))
        yield problem(
            "DK692",
            order.row.at,
            address=rules.rule.address,
            severity=Severity.WARNING,
            order=order.number,
            customer=order.customer,
            why=f"order-{refused[0]}",
            lacking=lacking,
        )


def _confirmation(
    policy: Policy, rules: Intake, book: Book, decided: list[tuple[Taken, Decision]], as_of: date
) -> Iterator[Judged]:
    """The daily order confirmation: line by line what is there for the orders of the day, and what is short.

    Stock is what the books say at the end of the day before. Orders count in the order in which they came in; what is
    still to be dispatched of those that were taken earlier comes first. Refused orders are left out.
    """
    rule = rules.shortages
    if rule is None:
        return
    left = _available(policy, rule, book, as_of)
    gone, whole = _dispatched(book, as_of)
    is_known = book.has("stock") or book.has("stock_moves")
    for order, decision in decided:
        if order.number in whole:
            continue
        is_today = order.on.date() == as_of
        is_taken = decision.value("answer") == TAKE
        for number, line in enumerate(order.lines, 1):
            product, quantity = str(line.get("product") or ""), cast("Decimal | None", line.get("quantity"))
            name = str(line.get("line_no") or number)
            shown = is_today and decision.value("answer") != REFUSE
            if quantity is None or not is_known:
                if shown:
                    missing = ("orders.quantity",) if quantity is None else ("stock",)
                    yield _unknown(rule, order, decision, f"{order.number}/{name}", product, missing)
                continue
            was = min(quantity, gone.get((order.number, product), ZERO))
            gone[(order.number, product)] = EXACT.subtract(gone.get((order.number, product), ZERO), was)
            wanted = EXACT.subtract(quantity, was)
            there = min(wanted, max(left.get(product, ZERO), ZERO))
            if is_taken:
                left[product] = EXACT.subtract(left.get(product, ZERO), there)
            if shown:
                yield _line(rule, order, decision, f"{order.number}/{name}", product, wanted, there)


def _unknown(
    rule: Shortages, order: Taken, decision: Decision, subject: str, product: str, missing: tuple[str, ...]
) -> Judged:
    values: tuple[tuple[str, Arg], ...] = (("answer", decision.value("answer")), ("product", product))
    reason = Reason("intake-stock-unknown", rule.rule, (("product", product), ("facts", missing)))
    shown = Decision(Outcome.UNDETERMINED, "DK003", values=values, reasons=(reason,), missing=missing)
    return Judged(subject=subject, part="confirmation", decision=shown, customer=order.customer, at=order.row.at)


def _line(
    rule: Shortages, order: Taken, decision: Decision, subject: str, product: str, wanted: Decimal, there: Decimal
) -> Judged:
    short = EXACT.subtract(wanted, there)
    values: tuple[tuple[str, Arg], ...] = (
        ("answer", decision.value("answer")),
        ("product", product),
        ("quantity", wanted),
        ("available", there),
        ("short", short or ""),
    )
    step = "intake-short" if short else "intake-there"
    outcome = Outcome.REFUSED if short else Outcome.GRANTED
    shown = Decision(outcome, values=values, reasons=(Reason(step, rule.rule, values),))
    return Judged(subject=subject, part="confirmation", decision=shown, customer=order.customer, at=order.row.at)


def _available(policy: Policy, rule: Shortages, book: Book, as_of: date) -> dict[str, Decimal]:
    """What the books say is there of each product at the end of the day before, over the warehouses."""
    goods = goods_of(policy)
    usual = rule.kind if goods is None else goods.kinds[0]
    before = as_of - ONE_DAY
    standings = fold(
        read_moves(book, usual, before, zone_of(policy)),
        read_counts(book, usual, before),
        first_count=goods is None or goods.opening == FIRST_COUNT,
        in_first=True,
    )
    found: dict[str, Decimal] = {}
    for place, standing in standings.items():
        if place.holder in rule.warehouses and place.kind == rule.kind:
            found[place.product] = EXACT.add(found.get(place.product, ZERO), standing.balance)
    return found


def _dispatched(book: Book, as_of: date) -> tuple[dict[tuple[str, str], Decimal], frozenset[str]]:
    """How much of each order's products was dispatched before the day; and orders of which nobody wrote how much."""
    found: dict[tuple[str, str], Decimal] = {}
    whole: set[str] = set()
    for batch in book.batches("deliveries", ("order", "date", "product", "quantity")):
        row = batch.columns
        for i, order in enumerate(row["order"]):
            day, product, quantity = row["date"][i], row["product"][i], cast("Decimal | None", row["quantity"][i])
            if not order or not isinstance(day, date) or day >= as_of:
                continue
            if quantity is None or not product:
                whole.add(str(order))
            else:
                key = (str(order), str(product))
                found[key] = EXACT.add(found.get(key, ZERO), quantity)
    return found, frozenset(whole)
