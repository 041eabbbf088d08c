"""The last quarter of real invoices replayed, and every order worked out a second time from the wording alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from dealerkit.assembly import load
from dealerkit.book import Book
from dealerkit.credit.replay.changes import change_of
from dealerkit.credit.replay.replaying import replay
from dealerkit.credit.replay.results import Key, Outcome, Replay
from dealerkit.credit.replay.spans import span_of
from dealerkit.credit.results import Action
from dealerkit.policy.policy import Policy
from dealerkit.values.change import Change
from dealerkit.values.periods import Period
from tests.real_data.credit_book import (
    CREDIT_NOTES,
    CUSTOMERS,
    END,
    INVOICES,
    Document,
    Payment,
    credit_book,
    documents_of,
    payments_of,
)

pytest.importorskip("pyarrow", reason="reading Parquet needs the extra `parquet`")
pytestmark = [pytest.mark.data, pytest.mark.slow]

FIRST = date(2011, 10, 1)
ORDERS = 5_320
"""Invoices above zero of the last quarter."""


class Answer(NamedTuple):
    """What the naive reckoning says of an order; money in thousandths of a pound."""

    action: str
    exposure: int
    limit: int


def naive(documents: Sequence[Document], payments: Sequence[Payment]) -> Iterator[tuple[Key, Answer]]:
    """Every order of the last quarter by the words of credit.yaml, customer by customer, in whole numbers."""
    of_customer: dict[str, list[Document]] = {}
    paid_of: dict[str, list[Payment]] = {}
    for each in documents:
        of_customer.setdefault(each.customer, []).append(each)
    for payment in payments:
        paid_of.setdefault(payment.customer, []).append(payment)
    for customer, all_of in of_customer.items():
        for place, order in enumerate(all_of):
            if order.day < FIRST or order.amount <= 0:
                continue
            before = all_of[:place]
            paid = [each for each in paid_of.get(customer, []) if each.day < order.day]
            exposure = sum(each.amount for each in before) - sum(each.amount for each in paid)
            month = [each for each in before if order.day - timedelta(days=30) <= each.day < order.day]
            limit = max(sum(each.amount for each in month), 400_000)
            if not any(each.day < order.day for each in before):
                limit = 600_000
            limit -= limit % 10
            action = "ship"
            if exposure + order.amount > limit:
                action = "hold"
            elif any(_is_old(each, order.day, paid) for each in before):
                action = "refer"
            yield Key(customer, order.number), Answer(action, exposure, limit)


def _is_old(invoice: Document, day: date, paid: Sequence[Payment]) -> bool:
    """Open more than 7 days beyond the term of 30."""
    open_ = invoice.amount - sum(each.amount for each in paid if each.invoice == invoice.number)
    return invoice.amount > 0 and open_ > 0 and (day - invoice.day).days > 37


@pytest.fixture(scope="module")
def documents(real_data: Path) -> tuple[Document, ...]:
    file = real_data / "online_retail.parquet"
    if not file.is_file():
        pytest.skip("the real data has no online_retail.parquet")
    return documents_of(file)


@pytest.fixture(scope="module")
def book(documents: tuple[Document, ...]) -> Book:
    return credit_book(documents)


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded = load([Path(__file__).with_name("credit.yaml")])
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def span() -> Period:
    found = span_of(FIRST, END, END)
    assert isinstance(found, Period)
    return found


def changed(policy: Policy, written: str) -> Policy:
    change = change_of(written, "--set")
    assert not isinstance(change, tuple), change
    found = policy.overlaid(change)
    assert isinstance(found, Policy), found
    return found


@pytest.fixture(scope="module")
def replayed(policy: Policy, book: Book) -> Replay:
    return replay(policy, book, END, span())


@pytest.fixture(scope="module")
def answers(documents: tuple[Document, ...]) -> dict[Key, Answer]:
    return dict(naive(documents, tuple(payments_of(documents))))


class TestTheBook:
    def test_an_invoice_is_what_a_customer_was_billed_at_one_moment(self, documents: tuple[Document, ...]):
        assert len(documents) == INVOICES
        assert len({each.customer for each in documents}) == CUSTOMERS
        assert sum(each.amount < 0 for each in documents) == CREDIT_NOTES

    def test_no_customer_pays_more_than_he_was_billed(self, documents: tuple[Document, ...]):
        billed = {each.number: each.amount for each in documents}
        paid: Counter[str] = Counter()
        for each in payments_of(documents):
            paid[each.invoice] += each.amount
        assert all(0 < amount <= billed[number] for number, amount in paid.items())


class TestTheLastQuarter:
    def test_every_invoice_above_zero_is_asked_about_once(self, replayed: Replay, documents: tuple[Document, ...]):
        asked = [row.key for row in replayed.rows]
        assert len(asked) == ORDERS
        assert set(asked) == {
            Key(each.customer, each.number) for each in documents if each.day >= FIRST and each.amount > 0
        }
        assert replayed.by_invoice

    def test_changed_unchanged_and_failed_add_up_to_all_orders(self, replayed: Replay):
        assert sum(len(replayed.of(change)) for change in Change) == ORDERS
        assert sum(found.count for found in replayed.actions().values()) == ORDERS
        assert sum(part.orders.count for part in replayed.by_customer()) == ORDERS
        assert sum(part.orders.amount for part in replayed.by_month()) == replayed.whole.orders.amount

    def test_every_answer_limit_and_exposure_is_that_of_the_naive_reckoning(
        self, replayed: Replay, answers: dict[Key, Answer]
    ):
        found = {
            row.key: Answer(
                row.after.action.value,
                int((row.after.exposure or Decimal(0)).scaleb(3)),
                int((row.after.limit or Decimal(0)).scaleb(3)),
            )
            for row in replayed.rows
        }
        assert found.keys() == answers.keys()
        wrong = [(key, found[key], answer) for key, answer in answers.items() if found[key] != answer]
        assert not wrong, (len(wrong), wrong[:5])

    def test_all_three_answers_occur(self, answers: dict[Key, Answer]):
        assert Counter(answer.action for answer in answers.values()).keys() == {"ship", "hold", "refer"}

    def test_nothing_is_undetermined_and_the_book_has_no_finding(self, replayed: Replay):
        assert replayed.actions()[Action.UNDETERMINED].count == 0
        assert {each.severity.value for each in replayed.problems} <= {"note"}

    def test_what_was_paid_on_time_is_that_of_the_fixed_rule(self, replayed: Replay, documents: tuple[Document, ...]):
        paid: Counter[str] = Counter()
        days = {each.number: each.day for each in documents}
        for each in payments_of(documents):
            if each.day <= days[each.invoice] + timedelta(days=30):
                paid[each.invoice] += each.amount
        on_time = {row.key.order for row in replayed.rows if row.outcome is Outcome.PAID_ON_TIME}
        amounts = {each.number: each.amount for each in documents}
        assert on_time == {row.key.order for row in replayed.rows if paid[row.key.order] == amounts[row.key.order]}


class TestWhatIf:
    def test_a_policy_beside_itself_changes_nothing(self, policy: Policy, book: Book):
        found = replay(policy, book, END, span(), changed(policy, "credit.checks[static].then=block"))
        assert len(found.of(Change.UNCHANGED)) == ORDERS
        assert not found.against_history

    def test_a_check_turned_off_lets_go_exactly_what_it_held_alone(
        self, policy: Policy, book: Book, answers: dict[Key, Answer]
    ):
        found = replay(policy, book, END, span(), changed(policy, "credit.checks[static].then=off"))
        held = {key for key, answer in answers.items() if answer.action == "hold"}
        released = {row.key for row in found.rows if row.is_released}
        referred = {row.key for row in found.rows if row.after.action is Action.REFER} & held
        assert released | referred == held
        assert found.whole.held.count == 0
        assert len(found.of(Change.CHANGED)) == len(held)

    def test_consumed_every_order_still_has_one_answer(self, policy: Policy, book: Book):
        found = replay(policy, book, END, span(), consumes=True)
        assert sum(len(found.of(change)) for change in Change) == ORDERS
        assert found.actions()[Action.UNDETERMINED].count == 0

    def test_the_same_question_gives_the_same_answer(self, policy: Policy, book: Book, replayed: Replay):
        assert replay(policy, book, END, span()).rows == replayed.rows
