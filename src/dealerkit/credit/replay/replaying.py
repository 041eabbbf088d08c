"""The replay: the orders of a stretch of days under a policy, beside a changed one or beside what happened.

History is taken as it happened: what was really delivered, invoiced and paid stays, whatever the policy would
have answered, so every order is judged by the exposure that it really met. ``consumes`` is the other way to
ask: what is held back leaves no delivery, invoice or receipt behind, in both worlds, and nobody is assumed to
sign for it; then exposure falls, and so does a limit that is reckoned from what was invoiced. Neither says
what the customer would have done instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.book import Row as BookRow
from dealerkit.credit.amounts import in_currency_of
from dealerkit.credit.deciding import Decider
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.releases import Releases
from dealerkit.credit.positions.movements import Movement
from dealerkit.credit.positions.reading import Read, read_movements
from dealerkit.credit.positions.unread import Unread
from dealerkit.credit.replay.happened import Happened, are_ordered, happened
from dealerkit.credit.replay.results import Key, Loss, Replay, Row, Verdict
from dealerkit.credit.replay.world import Desk, replayed
from dealerkit.credit.results import OrderAnswer
from dealerkit.credit.standing import Standing
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.values.periods import Period

Opener = Callable[[Policy, Book, date, Unread], Desk]
"""Opens a desk on a book as of a day, on which nothing has moved yet; it is told whose rows cannot be counted."""


@frozen(eq=False)
class _Desk:
    """A desk at work on the past."""

    standing: Standing
    decider: Decider

    def decide(self, order: Order, day: date) -> OrderAnswer:
        return self.decider.decide(order, day)

    def add(self, movement: Movement) -> object:
        return self.standing.positions.add(movement)


def desk_of(policy: Policy, book: Book, as_of: date, unread: Unread) -> Desk:
    """A desk that knows all of the book but what moved."""
    standing = Standing.at_rest(policy, book, as_of, unread)
    return _Desk(standing, Decider(standing, Limits(standing)))


def replay(
    policy: Policy,
    book: Book,
    as_of: date,
    span: Period,
    changed: Policy | None = None,
    *,
    consumes: bool = False,
    opened: Opener = desk_of,
) -> Replay:
    """Ask about every order of ``span`` again; what was paid and lost is known through ``as_of``.

    Without ``changed`` the orders are held beside what happened. Problems: DK596 no order lies in the days;
    DK599 a bad debt that names no order, delivery or invoice of the book; and what reading the book finds.
    """
    read = read_movements(book, policy, as_of)
    problems = list(read.problems)
    by_invoice = not are_ordered(read.movements)
    history = happened(read.movements, as_of, by_invoice=by_invoice)

    # Whatever was signed for an order: a release over the limit, or the answer to a referral.
    signed = {each.order: each.release for each in Releases.read(book, policy.header.currency, as_of)}

    def asked(each: Policy, read: Read) -> Iterator[tuple[Order, Verdict]]:
        desk = opened(each, book, as_of, read.unread)
        return replayed(desk, read.movements, span, history, by_invoice=by_invoice, consumes=consumes)

    answered = {_key(order): (order, verdict) for order, verdict in asked(policy, read)}
    if changed is None:
        rows = [_row(order, history, signed, verdict) for order, verdict in answered.values()]
    else:
        # Another policy may count amounts net, or other days to pay: it reads the book for itself.
        other = read_movements(book, changed, as_of)
        problems += other.problems
        rows = [
            _row(order, history, signed, verdict, answered[_key(order)][1])
            for order, verdict in asked(changed, other)
            if _key(order) in answered
        ]
    losses, unknown = _losses(policy, book, as_of, history, {row.key: row for row in rows})
    problems += unknown
    if not rows:
        severity = Severity.WARNING
        problems.append(problem("DK596", None, severity=severity, first=span.start, last=span.end))
    return Replay(
        policy=policy,
        changed=changed or policy,
        span=span,
        as_of=as_of,
        rows=tuple(rows),
        losses=losses,
        by_invoice=by_invoice,
        consumes=consumes,
        problems=in_order(problems),
    )


def _key(order: Order) -> Key:
    return Key(order.customer, order.order)


def _row(order: Order, history: Happened, signed: dict[str, str], after: Verdict, before: Verdict | None = None) -> Row:
    key = _key(order)
    return Row(
        key=key,
        day=order.day or date.min,
        amount=order.amount or Decimal(0),
        shipped=key in history.shipped,
        outcome=history.outcome(key),
        signed=signed.get(order.order, ""),
        after=after,
        before=before,
    )


def _losses(
    policy: Policy, book: Book, as_of: date, history: Happened, rows: dict[Key, Row]
) -> tuple[tuple[Loss, ...], list[Problem]]:
    """The bad debts of the orders that were asked about, in the order of their days."""
    found: list[Loss] = []
    problems: list[Problem] = []
    for each in book.rows("bad_debts"):
        day, amount, debt = each.get("date"), _amount(each, policy, book), str(each.get("debt") or "")
        if not isinstance(day, date) or day > as_of:
            continue
        key = _order_of(each, history)
        if key is None or amount is None:
            currency = "" if amount is not None else str(each.get("currency") or "")
            document = "" if key is not None else str(each.get("delivery") or each.get("invoice") or "")
            # Goods that left without an order are lost all the same: no answer to an order would have kept them.
            is_known = amount is not None and document in history.documents
            severity = Severity.NOTE if is_known else Severity.WARNING
            problems.append(
                problem("DK599", each.at, severity=severity, debt=debt, currency=currency, document=document)
            )
        elif key in rows:
            found.append(Loss(debt=debt, day=day, amount=amount, row=rows[key]))
    return tuple(sorted(found, key=lambda each: (each.day, each.debt))), problems


def _order_of(row: BookRow, history: Happened) -> Key | None:
    """The order whose goods were lost: named, or that of the shipment or the invoice."""
    customer = str(row.get("customer") or "")
    if row.get("order"):
        return Key(customer, str(row["order"]))
    if row.get("delivery"):
        return history.by_delivery.get(str(row["delivery"]))
    return history.by_invoice.get(str(row.get("invoice") or ""))


def _amount(row: BookRow, policy: Policy, book: Book) -> Decimal | None:
    """What was lost, in the policy's currency; None where nothing converts it."""
    amount, day = row.get("amount"), row.get("date")
    if not isinstance(amount, Decimal) or not isinstance(day, date):
        return None
    return in_currency_of(book, amount, str(row.get("currency") or ""), policy.header.currency, day)
