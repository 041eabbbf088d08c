"""Any life of rebates: sales, late sales, returns, accruals, settlements, orders and expiry against the bookkeeper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit import assembly
from dealerkit.book import Book
from dealerkit.rebates.accrual import Method, accrue
from dealerkit.rebates.journal.accounts import Accounts
from dealerkit.rebates.journal.entries import Booked, journal
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.offset.offsets import Document, offset_all
from dealerkit.rebates.settlement import settle
from tests.rebates.histories import HEAD, QUARTERLY
from tests.rebates.naive_life import Bookkeeper
from tests.rebates.naive_offsets import DAYS
from tests.rebates.naive_settlement import Sale
from tests.rebates.offsetting import row_of

LOADED = assembly.loads(
    {"policy.yaml": (HEAD + QUARTERLY + f"\noffset: {{share: 15%, expires: {{within: {DAYS} days}}}}\n").encode()}
)
assert LOADED.policy is not None, LOADED.problems
POLICY = LOADED.policy
PAYEES = ("A", "B")
ACCOUNTS = Accounts(
    expense="Expenses:Rebates",
    accrual="Liabilities:Accrued",
    payable="Liabilities:Payable",
    tax="Liabilities:VAT",
    receivable="Assets:Receivable",
    expired="Income:Expired",
)


@frozen
class Event:
    """Some days later, one of these happens."""

    days: int
    what: str
    payee: str
    cents: int


EVENTS = st.lists(
    st.builds(
        Event,
        st.integers(0, 60),
        st.sampled_from(("accrue", "settle", "settle", "order")),
        st.sampled_from(PAYEES),
        st.integers(0, 60_000),
    ),
    min_size=1,
    max_size=9,
)
SALES = st.lists(
    st.builds(
        lambda day, late, payee, cents: Sale(day, day + timedelta(days=late), payee, Decimal(cents) / 100),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.sampled_from([0, 0, 0, 5, 40, 120]),
        st.sampled_from(PAYEES),
        st.integers(-400_000, 700_000) | st.sampled_from([100_000, 499_999, 500_000, -500_000]),
    ),
    max_size=14,
)


def book_of(sales: Sequence[Sale], ledger: Iterable[Posting], today: date) -> Book:
    lines = [
        {"date": s.day, "dealer": s.payee, "product": "P", "net_amount": s.amount, "recorded_at": s.recorded}
        for s in sales
    ]
    return Book.from_tables({"lines": lines, "postings": [row_of(each) for each in ledger]}, known_at=today)


def by_card(proposals: Iterable[Posting]) -> dict[tuple[str, int], Decimal]:
    return {(each.account.payee, int(each.account.period[-1])): each.net for each in proposals}


def lived(sales: list[Sale], events: list[Event], bookkeeper: Bookkeeper) -> tuple[list[Posting], date]:
    """The ledger after all events, each compared with what the bookkeeper does on the day."""
    ledger: list[Posting] = []
    today = date(2026, 1, 15)
    for number, event in enumerate(events):
        today += timedelta(days=event.days)
        book = book_of(sales, ledger, today)
        if event.what == "accrue":
            proposals = accrue(POLICY, book, today, today, Method.ACTUAL).proposals
            assert by_card(proposals) == bookkeeper.accrue(sales, today)
        elif event.what == "settle":
            proposals = settle(POLICY, book, today, today).proposals
            assert by_card(proposals) == bookkeeper.settle(sales, today)
        else:
            order = Document(event.payee, Decimal(event.cents), f"SO-{number}")
            found = offset_all(POLICY, book, event.payee, [order], today)
            proposals = found.proposals
            assert found.offsets[0].amount == Decimal(bookkeeper.order(event.payee, today, event.cents * 100)) / 100
        ledger += proposals
    return ledger, today


@settings(max_examples=80, deadline=None)
@given(SALES, EVENTS)
def test_every_step_of_a_life_is_what_the_bookkeeper_does(sales: list[Sale], events: list[Event]):
    lived(sales, events, Bookkeeper())


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(SALES, EVENTS)
def test_after_any_life_a_second_look_moves_nothing(sales: list[Sale], events: list[Event]):
    ledger, today = lived(sales, events, Bookkeeper())
    ledger += settle(POLICY, book_of(sales, ledger, today), today, today).proposals
    ledger += accrue(POLICY, book_of(sales, ledger, today), today, today, Method.ACTUAL).proposals
    again = book_of(sales, ledger, today)
    assert settle(POLICY, again, today, today).proposals == ()
    assert accrue(POLICY, again, today, today, Method.ACTUAL).proposals == ()
    assert len({each.id for each in ledger}) == len(ledger)


@settings(max_examples=60, deadline=None)
@given(SALES, EVENTS)
def test_the_books_of_any_life_balance_and_owe_dealers_what_lies_in_the_heaps(sales: list[Sale], events: list[Event]):
    bookkeeper = Bookkeeper()
    ledger, _ = lived(sales, events, bookkeeper)
    books = journal(ACCOUNTS, "CNY", [Booked(each.id, each) for each in ledger])
    assert books.problems == ()
    for entry in books.entries:
        assert sum((leg.amount for leg in entry.legs), Decimal(0)) == 0
    owed = sum((net for account, net in books.balances().items() if account.startswith(ACCOUNTS.payable)), Decimal(0))
    assert -owed == bookkeeper.balance()
