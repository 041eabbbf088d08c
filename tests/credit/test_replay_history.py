"""What became of orders, and a small desk let loose on movements: no policy is needed for either."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import field, frozen

from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import (
    BillEnded,
    BillTaken,
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    OrderEnded,
    Received,
)
from dealerkit.credit.positions.positions import Positions
from dealerkit.credit.replay.happened import happened
from dealerkit.credit.replay.results import Fate, Key, Loss, Outcome, Part, Row, Verdict
from dealerkit.credit.replay.spans import span_of
from dealerkit.credit.replay.world import replayed
from dealerkit.credit.results import Action, Exposure, LimitFound, OrderAnswer
from dealerkit.problems import Problem
from dealerkit.values.change import Change
from dealerkit.values.periods import Period

KEY = Key("D1", "O1")
ALL = Period("", date(2026, 1, 1), date(2026, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def money(text: str) -> Decimal:
    return Decimal(text)


def ordered(on: str, order: str, amount: str, customer: str = "D1") -> Ordered:
    return Ordered(day=day(on), customer=customer, order=order, amount=money(amount))


def invoiced(on: str, invoice: str, amount: str, order: str = "", due: str = "", customer: str = "D1") -> Invoiced:
    return Invoiced(
        day=day(on),
        customer=customer,
        invoice=invoice,
        amount=money(amount),
        order=order,
        due_on=day(due) if due else None,
    )


def received(on: str, amount: str, invoice: str = "", customer: str = "D1") -> Received:
    return Received(day=day(on), customer=customer, receipt=f"{on}/{amount}", amount=money(amount), invoice=invoice)


def bill(on: str, amount: str, due: str) -> BillTaken:
    return BillTaken(day=day(on), customer="D1", bill="B1", amount=money(amount), due_on=day(due), invoice="I1")


def delivered(on: str, amount: str, order: str = "", invoice: str = "") -> Delivered:
    return Delivered(day=day(on), customer="D1", delivery="L1", amount=money(amount), order=order, invoice=invoice)


SHIPPED = (ordered("01-05", "O1", "100"), invoiced("01-06", "I1", "100", "O1", "02-05"))


def outcome(*movements: Movement, as_of: str = "06-30") -> Outcome:
    return happened(movements, day(as_of), by_invoice=False).outcome(KEY)


class TestWhatBecameOfAnOrder:
    def test_paid_on_the_day_it_was_due_is_on_time(self):
        assert outcome(*SHIPPED, received("02-05", "100", "I1")) is Outcome.PAID_ON_TIME

    def test_the_last_cent_a_day_after_is_late(self):
        late = (received("02-05", "99.99", "I1"), received("02-06", "0.01", "I1"))
        assert outcome(*SHIPPED, *late) is Outcome.PAID_LATE

    def test_not_paid_after_it_was_due_is_unpaid(self):
        assert outcome(*SHIPPED, received("02-01", "60", "I1")) is Outcome.UNPAID

    def test_not_paid_on_the_day_it_is_due_is_not_due_yet(self):
        assert outcome(*SHIPPED, as_of="02-05") is Outcome.NOT_DUE

    def test_without_any_day_nobody_knows_whether_it_was_late(self):
        assert outcome(SHIPPED[0], invoiced("01-06", "I1", "100", "O1")) is Outcome.UNKNOWN

    def test_an_order_without_an_invoice_has_none(self):
        assert outcome(SHIPPED[0]) is Outcome.NOT_INVOICED

    def test_a_credit_note_takes_off_what_is_owed(self):
        note = invoiced("01-20", "C1", "-30", "O1")
        assert outcome(*SHIPPED, note, received("02-01", "70", "I1")) is Outcome.PAID_ON_TIME

    def test_what_is_paid_beyond_one_invoice_pays_no_other(self):
        second = invoiced("01-08", "I2", "50", "O1", "02-05")
        assert outcome(*SHIPPED, second, received("02-01", "150", "I1")) is Outcome.UNPAID

    def test_two_deliveries_billed_apart_are_paid_when_both_are(self):
        second = invoiced("01-08", "I2", "50", "O1", "02-20")
        paid = (received("02-01", "100", "I1"), received("02-19", "50", "I2"))
        assert outcome(*SHIPPED, second, *paid) is Outcome.PAID_ON_TIME

    def test_money_that_names_no_invoice_pays_no_order(self):
        assert outcome(*SHIPPED, received("02-01", "100")) is Outcome.UNPAID

    def test_a_bill_pays_when_it_is_taken(self):
        taken = bill("02-01", "100", "05-01")
        assert outcome(*SHIPPED, taken) is Outcome.PAID_ON_TIME

    def test_a_bill_that_came_back_has_paid_nothing(self):
        taken = bill("02-01", "100", "05-01")
        back = BillEnded(day=day("05-02"), customer="D1", bill="B1", paid=False)
        assert outcome(*SHIPPED, taken, back) is Outcome.UNPAID

    def test_an_invoice_is_tied_to_its_order_by_the_delivery_that_it_bills(self):
        delivery = delivered("01-06", "100", order="O1", invoice="I1")
        found = happened(
            (SHIPPED[0], delivery, invoiced("01-07", "I1", "100", due="02-05"), received("02-01", "100", "I1")),
            day("06-30"),
            by_invoice=False,
        )
        assert found.outcome(KEY) is Outcome.PAID_ON_TIME
        assert found.by_delivery == {"L1": KEY}

    def test_goods_that_left_have_shipped_though_nothing_was_billed(self):
        delivery = delivered("01-06", "100", order="O1")
        assert happened((SHIPPED[0], delivery), day("06-30"), by_invoice=False).shipped == {KEY}


class TestDays:
    @pytest.mark.parametrize(
        ("as_of", "first", "last"),
        [
            ("2026-11-22", "2026-07-01", "2026-09-30"),
            ("2026-09-30", "2026-07-01", "2026-09-30"),
            ("2026-09-29", "2026-04-01", "2026-06-30"),
            ("2026-01-01", "2025-10-01", "2025-12-31"),
        ],
    )
    def test_the_last_quarter_is_the_last_that_is_over(self, as_of: str, first: str, last: str):
        found = span_of(None, None, date.fromisoformat(as_of))
        assert isinstance(found, Period)
        assert (found.start, found.end) == (date.fromisoformat(first), date.fromisoformat(last))

    def test_from_alone_goes_on_to_the_day_of_the_question(self):
        found = span_of(day("02-10"), None, day("03-05"))
        assert isinstance(found, Period)
        assert (found.start, found.end) == (day("02-10"), day("03-05"))

    def test_to_alone_begins_with_its_quarter(self):
        found = span_of(None, day("05-20"), day("11-22"))
        assert isinstance(found, Period)
        assert (found.start, found.end) == (day("04-01"), day("05-20"))

    @pytest.mark.parametrize(("first", "last"), [("05-02", "05-01"), ("05-01", "11-23")])
    def test_days_that_run_backwards_or_are_not_over_are_refused(self, first: str, last: str):
        found = span_of(day(first), day(last), day("11-22"))
        assert isinstance(found, Problem)
        assert found.code == "DK598"


@frozen(eq=False)
class PlainDesk:
    """Holds what would bring receivables and open orders together above one limit; nothing else is looked at."""

    limit: Decimal
    positions: Positions = field(factory=Positions)

    def decide(self, order: Order, day: date) -> OrderAnswer:
        position = self.positions.of(order.customer)
        exposure = position.receivables + position.delivered + position.open_orders
        amount = order.amount or Decimal(0)
        action = Action.HOLD if exposure + amount > self.limit else Action.SHIP
        return OrderAnswer(
            order=order.order,
            customer=order.customer,
            day=day,
            amount=order.amount,
            action=action,
            limit=LimitFound(subject=order.customer, day=day, amount=self.limit),
            exposure=Exposure(
                receivables=position.receivables,
                delivered=position.delivered,
                open_orders=position.open_orders,
                bills=Decimal(0),
                deposits=Decimal(0),
                unapplied=Decimal(0),
                total=exposure,
            ),
            headroom=None,
        )

    def add(self, movement: Movement) -> None:
        self.positions.add(movement)


def answers(
    limit: str, *movements: Movement, span: Period = ALL, by_invoice: bool = False, consumes: bool = False
) -> list[tuple[str, str, str]]:
    """Order, action, and the exposure it met."""
    history = happened(movements, day("12-31"), by_invoice=by_invoice)
    found = replayed(PlainDesk(money(limit)), movements, span, history, by_invoice=by_invoice, consumes=consumes)
    return [(order.order, verdict.action.value, str(verdict.exposure)) for order, verdict in found]


class TestThePast:
    def test_an_order_does_not_count_against_itself(self):
        assert answers("100", ordered("01-05", "O1", "100")) == [("O1", "ship", "0")]

    def test_an_order_of_the_same_morning_counts(self):
        two = (ordered("01-05", "O1", "60"), ordered("01-05", "O2", "60"))
        assert answers("100", *two) == [("O1", "ship", "0"), ("O2", "hold", "60")]

    def test_what_came_before_the_days_asked_about_counts_and_is_not_asked(self):
        two = (ordered("01-05", "O1", "60"), ordered("02-05", "O2", "60"))
        assert answers("100", *two, span=Period("", day("02-01"), day("02-28"))) == [("O2", "hold", "60")]

    def test_history_stays_as_it_happened_whatever_is_held(self):
        past = (
            ordered("01-05", "O1", "150"),
            invoiced("01-06", "I1", "150", "O1"),
            ordered("01-10", "O2", "50"),
        )
        assert answers("100", *past) == [("O1", "hold", "0"), ("O2", "hold", "150")]

    def test_consumed_what_is_held_leaves_nothing_behind(self):
        past = (
            ordered("01-05", "O1", "150"),
            delivered("01-06", "150", order="O1", invoice="I1"),
            invoiced("01-06", "I1", "150"),
            ordered("01-10", "O2", "50"),
            received("02-01", "150", "I1"),
            ordered("02-02", "O3", "60"),
        )
        assert answers("100", *past, consumes=True) == [
            ("O1", "hold", "0"),
            ("O2", "ship", "0"),
            ("O3", "hold", "50"),
        ]

    def test_consumed_a_bill_for_goods_that_never_left_was_never_taken(self):
        past = (
            ordered("01-05", "O1", "150"),
            invoiced("01-06", "I1", "150", "O1"),
            bill("01-07", "150", "02-01"),
            BillEnded(day=day("02-01"), customer="D1", bill="B1", paid=False),
            ordered("02-02", "O2", "60"),
        )
        assert answers("100", *past, consumes=True) == [("O1", "hold", "0"), ("O2", "ship", "0")]
        assert answers("100", *past) == [("O1", "hold", "0"), ("O2", "hold", "150")]

    def test_consumed_a_held_order_is_not_cancelled_twice(self):
        past = (ordered("01-05", "O1", "150"), OrderEnded(day=day("01-06"), customer="D1", order="O1"))
        assert answers("100", *past, consumes=True) == [("O1", "hold", "0")]


class TestABookWithoutOrders:
    def test_every_invoice_is_asked_about_before_it_counts(self):
        past = (invoiced("01-05", "I1", "60"), invoiced("01-06", "I2", "60"))
        assert answers("100", *past, by_invoice=True) == [("I1", "ship", "0"), ("I2", "hold", "60")]

    def test_a_credit_note_is_no_order_and_counts(self):
        past = (invoiced("01-05", "I1", "60"), invoiced("01-06", "C1", "-30"), invoiced("01-07", "I2", "60"))
        assert answers("100", *past, by_invoice=True) == [("I1", "ship", "0"), ("I2", "ship", "30")]

    def test_the_delivery_that_an_invoice_bills_is_part_of_it(self):
        past = (
            delivered("01-05", "60", invoice="I1"),
            invoiced("01-06", "I1", "60"),
        )
        assert answers("100", *past, by_invoice=True) == [("I1", "ship", "0")]

    def test_consumed_its_receipt_goes_with_it(self):
        past = (invoiced("01-05", "I1", "160"), received("01-06", "160", "I1"), invoiced("01-07", "I2", "100"))
        assert answers("100", *past, by_invoice=True, consumes=True) == [("I1", "hold", "0"), ("I2", "ship", "0")]


def verdict(action: Action, *failing: str) -> Verdict:
    return Verdict(action=action, amount=money("100"), failing=failing)


def row(before: Action | None, after: Action, *, shipped: bool = True, paid: Outcome = Outcome.UNPAID) -> Row:
    return Row(
        key=KEY,
        day=day("01-05"),
        amount=money("100"),
        shipped=shipped,
        outcome=paid,
        before=None if before is None else verdict(before, "static"),
        after=verdict(after, "overdue"),
    )


class TestWhatChanges:
    @pytest.mark.parametrize(
        ("before", "after", "change"),
        [
            (Action.SHIP, Action.HOLD, Change.CHANGED),
            (Action.HOLD, Action.SHIP, Change.CHANGED),
            (Action.HOLD, Action.CASH_FIRST, Change.CHANGED),
            (Action.HOLD, Action.HOLD, Change.UNCHANGED),
            (Action.SHIP, Action.UNDETERMINED, Change.FAILED),
            (Action.UNDETERMINED, Action.SHIP, Change.FAILED),
            (Action.UNDETERMINED, Action.UNDETERMINED, Change.FAILED),
        ],
    )
    def test_an_order_is_changed_unchanged_or_cannot_be_told(self, before: Action, after: Action, change: Change):
        assert row(before, after).change is change

    def test_against_history_only_what_shipped_and_is_held_is_changed(self):
        assert row(None, Action.HOLD).change is Change.CHANGED
        assert row(None, Action.HOLD, shipped=False).change is Change.UNCHANGED
        assert row(None, Action.SHIP).change is Change.UNCHANGED
        assert row(None, Action.UNDETERMINED).change is Change.FAILED

    def test_checks_that_newly_fail_and_no_longer_fail_are_told_apart(self):
        found = row(Action.HOLD, Action.REFER)
        assert (found.now_failing, found.no_longer_failing) == (("overdue",), ("static",))

    def test_held_and_released_money_is_counted_for_a_part(self):
        rows = [
            row(Action.SHIP, Action.HOLD),
            row(Action.SHIP, Action.RELEASE),
            row(Action.HOLD, Action.SHIP),
            row(Action.HOLD, Action.REFER),
            row(Action.SHIP, Action.UNDETERMINED),
        ]
        part = Part.of("D1", rows)
        assert (part.orders.count, part.held.count, part.released.count, part.failed.count) == (5, 2, 1, 1)
        assert (part.held.amount, part.released.amount) == (200, 100)

    @pytest.mark.parametrize(
        ("before", "after", "fate"),
        [
            (Action.SHIP, Action.HOLD, Fate.AVOIDED),
            (Action.SHIP, Action.RELEASE, Fate.AVOIDED),
            (None, Action.CASH_FIRST, Fate.AVOIDED),
            (Action.HOLD, Action.HOLD, Fate.HELD_BEFORE),
            (Action.HOLD, Action.SHIP, Fate.SHIPPED),
            (Action.SHIP, Action.SHIP, Fate.SHIPPED),
            (Action.SHIP, Action.UNDETERMINED, Fate.UNDETERMINED),
        ],
    )
    def test_a_bad_debt_is_avoided_where_its_order_shipped_and_would_not_now(
        self, before: Action | None, after: Action, fate: Fate
    ):
        loss = Loss(debt="B1", day=day("06-01"), amount=money("80"), row=row(before, after))
        assert loss.fate is fate
