"""The releases that were signed, as the table ``releases`` records them: the ladder's memory.

A release lets one order through. It counts in the ladder's period by the day it was signed, whether or not
the order shipped; one that was withdrawn never counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.credit.amounts import in_currency_of
from dealerkit.problems import Location, Problem, Severity, problem


@frozen(kw_only=True)
class Release:
    """A release as it was signed.

    ``amount`` is in the policy's currency and None where nobody wrote how much it lets through: then it lets
    the order through whatever it comes to. ``step`` is the step of the ladder it names. ``role`` is the one in
    which it was signed, and ``second_role`` that of the second signature, on the day it was signed; both are
    empty where nobody knows. ``is_known`` is False where the signer is no employee of the book.
    """

    release: str
    order: str
    customer: str
    day: date
    amount: Decimal | None = None
    step: str = ""
    signer: str = ""
    role: str = ""
    second: str = ""
    second_role: str = ""
    is_known: bool = True
    expires_on: date | None = None
    due_on: date | None = None
    reason: str = ""
    unconverted: str = ""
    """The currency of its amount, where nothing converts it: it counts, and lets nothing through."""
    at: Location | None = field(default=None, eq=False)


class Releases:
    """Releases by order and by customer; a desk adds to them as they are signed."""

    __slots__ = ("_answers", "_by_customer", "_by_order", "_referrals", "problems", "version")

    def __init__(
        self,
        releases: Iterable[Release] = (),
        problems: Iterable[Problem] = (),
        referrals: Container[str] = frozenset(),
    ) -> None:
        self.version = 0
        self.problems = tuple(problems)
        self._referrals = referrals
        self._answers: dict[tuple[str, str], list[Release]] = {}
        self._by_order: dict[str, list[Release]] = {}
        self._by_customer: dict[str, list[Release]] = {}
        for each in releases:
            self.add(each)

    @classmethod
    def read(cls, book: Book, currency: str, through: date, referrals: Container[str] = frozenset()) -> Releases:
        """Those of a book signed through a day and not withdrawn by then.

        ``referrals`` are the checks that refer orders: a row that names one is the word of whom they ask, and
        no release over the limit.

        Findings: DK564 an amount in a currency that nothing converts.
        """
        if not book.has("releases"):
            return cls(referrals=referrals)
        problems: list[Problem] = []
        return cls(tuple(_read(book, currency, through, problems)), problems, referrals)

    def __iter__(self) -> Iterator[Release]:
        """All of them by the day they were signed, then by number."""
        yield from sorted((each for found in self._by_order.values() for each in found), key=_in_time)

    def add(self, release: Release) -> None:
        """Take a release into account; ``version`` grows with every one."""
        self.version += 1
        if release.step in self._referrals:
            self._answers.setdefault((release.order, release.step), []).append(release)
            return
        for found, key in ((self._by_order, release.order), (self._by_customer, release.customer)):
            known = found.setdefault(key, [])
            known.insert(bisect_right(known, _in_time(release), key=_in_time), release)

    def of_order(self, order: str) -> tuple[Release, ...]:
        """Those that let an order through, the earliest first."""
        return tuple(self._by_order.get(order, ())) if order else ()

    def of_referral(self, order: str, check: str) -> tuple[Release, ...]:
        """What was signed for an order in answer to a check that refers it."""
        return tuple(self._answers.get((order, check), ())) if order else ()

    def of_customer(self, customer: str, first: date, last: date) -> tuple[Release, ...]:
        """A customer's, signed from ``first`` through ``last``, the earliest first."""
        known = self._by_customer.get(customer, [])
        begin = bisect_left(known, first, key=lambda each: each.day)
        return tuple(known[begin : bisect_right(known, last, key=lambda each: each.day)])


def _in_time(release: Release) -> tuple[date, str]:
    return release.day, release.release


def _read(book: Book, currency: str, through: date, problems: list[Problem]) -> Iterator[Release]:
    employees = book.versions("employees") if book.has("employees") else None
    orders = _customers_of_orders(book)
    for row in book.rows("releases"):
        day, withdrawn = _day(row, "date"), _day(row, "withdrawn_on")
        if day is None or day > through or (withdrawn is not None and withdrawn <= through):
            continue
        amount, written = cast("Decimal | None", row.get("amount")), _text(row, "currency")
        converted = None if amount is None else in_currency_of(book, amount, written, currency, day)
        number, order, signer = _text(row, "release"), _text(row, "order"), _text(row, "signed_by")
        is_lost = amount is not None and converted is None
        if is_lost:
            problems.append(
                problem("DK564", row.at, severity=Severity.WARNING, release=number, order=order, currency=written)
            )
        second = _text(row, "seconded_by")
        signed = None if employees is None or not signer else employees.at(day, signer)
        seconded = None if employees is None or not second else employees.at(day, second)
        yield Release(
            release=number,
            order=order,
            customer=_text(row, "customer") or orders.get(order, ""),
            day=day,
            amount=converted,
            step=_text(row, "kind"),
            signer=signer,
            role=_text(row, "role") or ("" if signed is None else _text(signed, "role")),
            second=second,
            second_role="" if seconded is None else _text(seconded, "role"),
            is_known=bool(signer) and (employees is None or signed is not None),
            expires_on=_day(row, "expires_on"),
            due_on=_day(row, "due_on"),
            reason=_text(row, "reason"),
            unconverted=written if is_lost else "",
            at=row.at,
        )


def _customers_of_orders(book: Book) -> dict[str, str]:
    """Whose order it is, for releases that do not say."""
    if all(row.get("customer") for row in book.rows("releases")) or not book.has("orders"):
        return {}
    batches = book.batches("orders", ("order", "customer"))
    return {
        str(order): str(customer)
        for batch in batches
        for order, customer in zip(batch.columns["order"], batch.columns["customer"], strict=True)
    }


def _day(row: Row, column: str) -> date | None:
    return cast("date | None", row.get(column))


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
