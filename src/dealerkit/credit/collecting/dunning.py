"""Dunning: which level every item and every customer has reached, what was sent, and which letter is next.

Days overdue are counted from the day payment was due, which is day 0. Level 1 is the first of the policy. A
letter is of the highest level that any of its items moves to; without ``skip`` an item moves up one level a
letter. What no letter can be about (disputed, in a repayment plan, too small, within the grace) is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.accounts import Account, Dispute, account_of
from dealerkit.credit.collecting.dunning_rule import DunningLevel, DunningRule, Interest
from dealerkit.credit.positions.position import OpenItem, Position
from dealerkit.policy.types import Missing
from dealerkit.problems import Location
from dealerkit.values.days import add_days
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.numbers import Number, divide, multiply
from dealerkit.values.rounding import CENTS, Rounding

NO_DUE_DATE = Missing(("invoices.due_on",))


@frozen(kw_only=True)
class Sent:
    """A letter that was sent: about one invoice, or about the whole account where ``invoice`` is empty."""

    customer: str
    day: date
    level: int
    invoice: str = ""
    letter: str = ""
    at: Location | None = field(default=None, eq=False)


@frozen(kw_only=True)
class Repaying:
    """A repayment plan: from the day it was agreed until its last instalment is due."""

    customer: str
    agreed: date
    last: date
    plan: str = ""

    def covers(self, item: OpenItem, day: date) -> bool:
        """Whether an item was owed when the plan was agreed, and the plan still runs."""
        return item.invoice.day <= self.agreed <= day <= self.last


@frozen(kw_only=True)
class Dunned:
    """One overdue item: the level it has reached, the one that was sent, and the one its next letter states.

    ``why_not`` names what keeps it out of a letter: ``grace``, ``small``, ``disputed``, ``in-plan``; it is
    empty for one that is dunned. ``amount`` is what of it is dunned.
    """

    item: OpenItem
    days: int
    reached: int
    sent: int
    next: int
    amount: Decimal
    interest: Decimal = ZERO
    why_not: str = ""


@frozen(kw_only=True)
class Letter:
    """A letter to be sent: its level, its items, and what it asks for."""

    level: int
    step: DunningLevel
    on: date
    items: tuple[Dunned, ...]
    overdue: Decimal
    credit: Decimal = ZERO
    interest: Decimal = ZERO
    fee: Decimal = ZERO

    @property
    def asked(self) -> Decimal:
        """What the customer is asked to pay: what is overdue, less his credit, with interest and fee."""
        return total_of_decimals((self.overdue, EXACT.minus(self.credit), self.interest, self.fee))


@frozen(kw_only=True)
class Dunning:
    """Where a customer stands: the levels reached and sent, the letter that is due, and the next day to look.

    ``held`` names what keeps a letter back though a level is reached: ``interval`` or ``small``. ``wakes_on``
    is the next day after this one on which a letter falls due if nothing is paid; None if none ever does.
    """

    customer: str
    day: date
    items: tuple[Dunned, ...]
    reached: int
    sent: int
    last_letter: date | None
    letter: Letter | None = None
    held: str = ""
    wakes_on: date | None = None
    undated: tuple[OpenItem, ...] = field(default=(), repr=False)


def dun(
    rule: DunningRule,
    account: Account,
    day: date,
    *,
    sent: Iterable[Sent] = (),
    plans: Iterable[Repaying] = (),
    rounding: Rounding = CENTS,
) -> Dunning:
    """Where an account stands on a day, and which letter it gets."""
    letters = tuple(each for each in sent if each.customer == account.customer and each.day <= day)
    running = tuple(each for each in plans if each.customer == account.customer)
    overdue = tuple(
        _dunned(rule, account, item, days, day, letters, running, rounding)
        for item in account.items
        if item.open > 0 and (days := item.days_overdue(day)) is not None and days > 0
    )
    last = max((each.day for each in letters), default=None)
    active = tuple(each for each in overdue if not each.why_not)
    letter, held = _letter(rule, account, active, day, last)
    return Dunning(
        customer=account.customer,
        day=day,
        items=overdue,
        reached=max((each.reached for each in active), default=0),
        sent=max((each.sent for each in active), default=0),
        last_letter=last,
        letter=letter,
        held=held,
        wakes_on=_wakes_on(rule, account, overdue, day, letter, held, last),
        undated=tuple(each for each in account.items if each.open > 0 and each.invoice.due_on is None),
    )


def level_of(
    position: Position,
    rule: DunningRule,
    day: date,
    sent: Iterable[Sent] = (),
    plans: Iterable[Repaying] = (),
    disputes: Iterable[Dispute] = (),
) -> int | Missing:
    """The dunning level of a customer, as the policy's ``level`` says: the highest reached, or sent.

    The level reached is missing where a debt has no due date and might have reached a higher one.
    """
    letters = tuple(sent)
    found = dun(rule, account_of(position, day, disputes), day, sent=letters, plans=plans)
    if rule.level == "sent":
        about = tuple(each for each in letters if each.customer == position.customer and each.day <= day)
        return max(found.sent, *(_sent_of(item, about) for item in found.undated)) if found.undated else found.sent
    if found.undated and found.reached < len(rule.levels):
        return NO_DUE_DATE
    return found.reached


def interest_on(rule: Interest, amount: Decimal, days: int, grace: int = 0) -> Number:
    """Simple interest on an amount for so many days overdue, exactly; the day it was due is not counted."""
    counted = max(days - grace, 0) if rule.beyond_grace else days
    whole = multiply(multiply(amount, rule.rate), Decimal(counted))
    return whole if rule.per == "day" else divide(whole, Decimal(rule.year_of))


def read_letters(book: Book) -> tuple[Sent, ...]:
    """The letters of a book, from table ``dunnings``."""
    found = []
    for row in book.rows("dunnings"):
        day, level = row.get("date"), row.get("level")
        if isinstance(day, date) and isinstance(level, (int, Decimal)):
            found.append(
                Sent(
                    customer=str(row.get("customer") or ""),
                    day=day,
                    level=int(level),
                    invoice=str(row.get("invoice") or ""),
                    letter=str(row.get("letter") or ""),
                    at=row.at,
                )
            )
    return tuple(found)


def read_repaying(book: Book) -> tuple[Repaying, ...]:
    """The repayment plans of a book, from table ``repayments``: each with its first and last day."""
    spans: dict[tuple[str, str], tuple[date, date]] = {}
    for row in book.rows("repayments"):
        agreed, due = row.get("agreed_on"), row.get("due_on")
        if isinstance(agreed, date) and isinstance(due, date):
            key = (str(row.get("customer") or ""), str(row.get("plan") or ""))
            first, last = spans.get(key, (agreed, due))
            spans[key] = (min(first, agreed), max(last, due))
    return tuple(
        Repaying(customer=customer, agreed=first, last=last, plan=plan)
        for (customer, plan), (first, last) in spans.items()
    )


def _dunned(
    rule: DunningRule,
    account: Account,
    item: OpenItem,
    days: int,
    day: date,
    letters: Sequence[Sent],
    plans: Sequence[Repaying],
    rounding: Rounding,
) -> Dunned:
    disputed = account.disputed_of(item) if rule.disputed == "leave-out" else ZERO
    amount = EXACT.subtract(item.open, disputed)
    why_not = ""
    if days <= rule.grace:
        why_not = "grace"
    elif not amount:
        why_not = "disputed"
    elif rule.in_plan == "leave-out" and any(each.covers(item, day) for each in plans):
        why_not = "in-plan"
    elif amount < rule.minimum_item:
        why_not = "small"
    reached, before = rule.reached(days), _sent_of(item, letters)
    step = max(reached if rule.skip else min(reached, before + 1), before)
    owed = ZERO
    if rule.interest is not None and not why_not:
        owed = rounding.apply(interest_on(rule.interest, amount, days, rule.grace))
    return Dunned(
        item=item, days=days, reached=reached, sent=before, next=step, amount=amount, interest=owed, why_not=why_not
    )


def _sent_of(item: OpenItem, letters: Sequence[Sent]) -> int:
    """The highest level of the letters about an item; one about the account is about what was overdue by then."""
    due = item.invoice.due_on
    return max(
        (
            each.level
            for each in letters
            if each.invoice == item.invoice.invoice or (not each.invoice and due is not None and due < each.day)
        ),
        default=0,
    )


def _letter(
    rule: DunningRule, account: Account, active: Sequence[Dunned], day: date, last: date | None
) -> tuple[Letter | None, str]:
    """The letter that is due, or what keeps it back."""
    rising = [each for each in active if each.next > each.sent]
    if not rising:
        return None, ""
    if last is not None and (day - last).days < rule.every:
        return None, "interval"
    overdue = total_of_decimals(each.amount for each in active)
    credit = _credit(account) if rule.credits == "take-off" else ZERO
    left = EXACT.subtract(overdue, credit)
    if left <= 0 or left < rule.minimum:
        return None, "small"
    level = max(each.next for each in rising)
    step = rule.steps[level - 1]
    asks = rule.interest is not None and step.interest
    return Letter(
        level=level,
        step=step,
        on=day,
        items=tuple(active),
        overdue=overdue,
        credit=credit,
        interest=total_of_decimals(each.interest for each in active) if asks else ZERO,
        fee=step.fee,
    ), ""


def _credit(account: Account) -> Decimal:
    """What stands to the customer's credit: credit notes and receipts that pay no invoice."""
    notes = total_of_decimals(each.open for each in account.items if each.open < 0)
    return max(EXACT.subtract(account.unapplied, notes), ZERO)


def _wakes_on(
    rule: DunningRule,
    account: Account,
    overdue: Sequence[Dunned],
    day: date,
    letter: Letter | None,
    held: str,
    last: date | None,
) -> date | None:
    """The next day on which an item reaches a level whose letter was not sent, no sooner than letters may follow.

    What is too small for a letter stays so until something else falls due.
    """
    kept_out = {each.item.invoice.invoice for each in overdue if each.why_not not in {"", "grace"}}
    sent = {each.item.invoice.invoice: (each.next if letter else each.sent) for each in overdue}
    latest = day if letter is not None else last
    days = []
    for item in account.items:
        number, due = item.invoice.invoice, item.invoice.due_on
        following = sent.get(number, 0) + 1
        if due is None or item.open <= 0 or number in kept_out or following > len(rule.steps):
            continue
        if item.open < rule.minimum_item:
            continue
        after = max(rule.steps[following - 1].first_day, rule.grace + 1, 1)
        reaches_on = add_days(due, after)
        if held != "small" or reaches_on > day:
            days.append(reaches_on)
    if not days:
        return None
    wakes = max(min(days), add_days(day, 1))
    return wakes if latest is None else max(wakes, add_days(latest, rule.every))
