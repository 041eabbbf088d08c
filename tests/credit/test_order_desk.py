"""A desk answers as a book would, keeps what it was told, and touches only what an order is about."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import load
from dealerkit.book import Book, open_book
from dealerkit.credit.desk import OrderDesk, check_order
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.releases import Release
from dealerkit.credit.positions.movements import (
    Delivered,
    Invoiced,
    Movement,
    Ordered,
    OrderEnded,
    OrderWithdrawn,
    Received,
)
from dealerkit.credit.reliance import until
from dealerkit.credit.results import Action, OrderAnswer
from dealerkit.problems import DealerkitError
from tests.conftest import ROOT
from tests.credit.accounts import Rows, book_of, policy_of, table

DAY = date(2026, 3, 31)

# A fixed limit of 10,000; over it one release a year below one third of it, else cash first.
FIXED = policy_of("""
credit:
  payment_days: 30
  limits: {usual: {fixed: 10_000}}
  checks: [{id: limit, static: {above: 100%}, then: over-limit}]
  over_limit:
    steps:
      - {id: first, times: 1, shipment: {below: 1/3}, sign: regional-manager, expires: 7 days}
      - {id: cash, cash_first: true}
""")
ROLLING = policy_of("""
credit:
  payment_days: 30
  eligible: [{id: file, when: dealer.filed, otherwise: cash-first}]
  limits: {rolling: {rolling: {days: 30}, opening: {limit: 2_000}}}
  checks:
    - {id: limit, static: {above: 100%}, then: over-limit}
    - {id: oldest, oldest_item: {clock: term, above: 0}, then: refer, to: sales}
    - {id: share, overdue_share: {above: 20%}, then: warn}
  over_limit: {steps: [{id: first, times: 1, shipment: {below: 1/3}, sign: manager}, {id: cash, cash_first: true}]}
""")
CUSTOMERS = table("customer,kind,status,filed", "A,dealer,active,true", "B,dealer,active,true", "C,dealer,active,false")


def desk(on: date = DAY, **tables: Rows) -> OrderDesk:
    return OrderDesk.open(FIXED, book_of(customers=CUSTOMERS, **tables), on)


def order(amount: int | str, customer: str = "A", number: str = "", **more: object) -> Order:
    return Order(customer=customer, amount=Decimal(amount), order=number, **more)  # type: ignore[arg-type]


def signed(number: str, amount: int = 3_000, **more: object) -> Release:
    given: dict[str, object] = {"signer": "E1", "role": "regional-manager", "step": "first", "day": DAY, **more}
    return Release(release="L1", order=number, customer="A", amount=Decimal(amount), **given)  # type: ignore[arg-type]


def seen(answer: OrderAnswer) -> tuple[object, ...]:
    """An answer without the places it names, which a movement told at the desk does not have."""
    failing = [(each.id, each.failed, each.value, each.bound, each.missing) for each in answer.failing]
    return answer.action, answer.limit.amount, answer.exposure, answer.headroom, failing, answer.signatures


class TestAnAnswer:
    def test_one_question_needs_one_call(self):
        book = book_of(customers=CUSTOMERS)
        found = check_order(FIXED, book, order(12_000), DAY)
        assert (found.action, found.limit.amount, found.headroom) == (Action.CASH_FIRST, 10_000, 10_000)
        assert found.decision.because[0] == "credit.checks[limit]"

    def test_an_order_of_the_whole_limit_ships_and_one_cent_more_does_not(self):
        # `above: 100%`: exactly the limit is not above it.
        found = desk()
        assert found.check(order(10_000)).action is Action.SHIP
        assert found.check(order("10000.01")).action is not Action.SHIP

    def test_asking_does_not_change_the_answer(self):
        found = desk()
        assert [found.check(order(6_000)).action for _ in range(3)] == [Action.SHIP] * 3

    def test_what_a_lean_answer_and_its_trace_decide_is_the_same(self):
        found = desk()
        for amount in (1, 9_000, 12_000):
            assert seen(found.check(order(amount))) == seen(found.trace(order(amount)))

    def test_an_order_of_nothing_ships_within_the_limit(self):
        assert desk().check(order(0)).action is Action.SHIP

    def test_a_negative_amount_is_a_problem_and_nothing_is_let_through(self):
        found = desk().check(order(-5))
        assert (found.action, [each.code for each in found.problems]) == (Action.UNDETERMINED, ["DK540"])

    def test_an_absent_amount_is_undetermined(self):
        found = desk().check(Order(customer="A", amount=None))
        assert (found.action, found.decision.missing) == (Action.UNDETERMINED, ("order.amount",))

    def test_an_unknown_dealer_is_undetermined(self):
        found = desk().check(order(5, "Z"))
        assert (found.action, [each.code for each in found.problems]) == (Action.UNDETERMINED, ["DK541"])

    def test_another_currency_without_a_rate_is_undetermined(self):
        found = desk().check(order(5, currency="USD"))
        assert (found.action, [each.code for each in found.problems]) == (Action.UNDETERMINED, ["DK542"])

    def test_another_currency_is_converted_by_the_rate_of_the_day(self):
        # 1,500 USD at 7.00 are 10,500 CNY, more than the limit of 10,000; 1,400 USD are 9,800.
        rates = table("from,to,rate,valid_from", "USD,CNY,7.00,2026-01-01")
        found = desk(rates=rates)
        assert found.check(order(1_400, currency="USD")).action is Action.SHIP
        assert found.check(order(1_500, currency="USD")).amount == 10_500
        assert found.place(order(1_400, currency="USD")).action is Action.SHIP
        assert found.check(order(201)).action is not Action.SHIP


class TestPlacing:
    def test_what_ships_uses_up_the_limit(self):
        found = desk()
        assert found.place(order(6_000, number="S1")).action is Action.SHIP
        answer = found.check(order(6_000, number="S2"))
        assert (answer.action, answer.headroom) == (Action.CASH_FIRST, 4_000)

    def test_what_does_not_ship_uses_up_nothing(self):
        found = desk()
        found.place(order(12_000, number="S1"))
        assert found.check(order(10_000, number="S2")).action is Action.SHIP

    def test_orders_without_a_number_count_one_by_one(self):
        found = desk()
        assert [found.place(order(4_000)).action for _ in range(3)] == [Action.SHIP, Action.SHIP, Action.CASH_FIRST]

    def test_an_order_that_is_placed_again_counts_once(self):
        found = desk()
        found.place(order(6_000, number="S1"))
        assert found.place(order(9_000, number="S1")).action is Action.SHIP
        assert found.check(order(1_000, number="S2")).action is Action.SHIP
        assert found.check(order(1_001, number="S2")).action is not Action.SHIP

    def test_an_open_order_of_the_book_does_not_count_against_itself(self):
        orders = table("order,date,customer,product,quantity,gross_amount", "S1,2026-03-30,A,P,1,9000")
        found = desk(orders=orders)
        assert found.check(order(9_000, number="S1")).action is Action.SHIP
        assert found.check(order(9_000, number="S2")).action is not Action.SHIP

    def test_what_is_left_of_a_part_delivered_order_counts_once_it_ships(self):
        # 9,000 ordered, 5,000 delivered: 4,000 are asked for, and 5,000 + 4,000 count afterwards.
        found = desk(
            orders=table("order,date,customer,product,quantity,gross_amount", "S1,2026-03-20,A,P,1,9000"),
            deliveries=table("delivery,date,customer,order,gross_amount", "V1,2026-03-25,A,S1,5000"),
        )
        waiting = found.withdraw(found.open_orders())
        assert [(each.order, each.amount) for each in waiting] == [("S1", 4_000)]
        assert found.check(order(5_000, number="S2")).action is Action.SHIP
        assert found.place(waiting[0]).action is Action.SHIP
        assert found.check(order(1_001, number="S2")).action is not Action.SHIP
        assert found.check(order(1_000, number="S2")).action is Action.SHIP

    def test_an_order_of_which_nothing_is_left_is_not_asked_about_again(self):
        found = desk(
            orders=table("order,date,customer,product,quantity,gross_amount", "S1,2026-03-20,A,P,1,900"),
            deliveries=table("delivery,date,customer,order,gross_amount", "V1,2026-03-25,A,S1,900"),
        ).check(order(900, number="S1"))
        assert (found.action, [each.code for each in found.problems]) == (Action.UNDETERMINED, ["DK576"])


class TestReleases:
    def test_an_order_ships_under_the_release_that_was_signed_for_it(self):
        found = desk()
        found.place(order(8_000, number="S1"))
        asked = found.check(order(3_000, number="S2"))
        assert (asked.action, [each.role for each in asked.signatures]) == (Action.RELEASE, ["regional-manager"])
        found.release(signed("S2"))
        shipped = found.place(order(3_000, number="S2"))
        assert (shipped.action, shipped.release) == (Action.SHIP, "L1")

    def test_a_release_lets_no_other_order_through_and_the_ladder_remembers_it(self):
        found = desk()
        found.place(order(8_000, number="S1"))
        found.release(signed("S2"))
        assert found.check(order(3_000, number="S3")).action is Action.CASH_FIRST

    def test_two_releases_for_one_order_let_nothing_through(self):
        found = desk()
        found.place(order(8_000, number="S1"))
        found.release(signed("S2"))
        found.release(Release(release="L2", order="S2", customer="A", day=DAY, signer="E1", role="regional-manager"))
        answer = found.check(order(3_000, number="S2"))
        assert (answer.action, "DK561" in [each.code for each in answer.problems]) == (Action.UNDETERMINED, True)

    def test_a_release_expires_as_the_desk_moves_on(self):
        # Signed on 31 March, usable for 7 days: 7 April is the last.
        found = desk()
        found.place(order(8_000, number="S1"))
        found.release(signed("S2"))
        found.advance(date(2026, 4, 7))
        assert found.check(order(3_000, number="S2")).action is Action.SHIP
        found.advance(date(2026, 4, 8))
        assert found.check(order(3_000, number="S2")).action is not Action.SHIP


class TestTheClock:
    def test_a_desk_does_not_go_back(self):
        found = desk()
        wrong = found.advance(date(2026, 3, 30))
        assert wrong is not None
        assert (wrong.code, found.day) == ("DK577", DAY)

    def test_an_order_of_an_earlier_day_is_undetermined_and_changes_nothing(self):
        found = desk()
        answer = found.place(order(5, day=date(2026, 3, 30)))
        assert (answer.action, [each.code for each in answer.problems]) == (Action.UNDETERMINED, ["DK577"])
        assert found.day == DAY

    def test_placing_an_order_moves_the_desk_to_its_day_and_asking_does_not(self):
        found = desk()
        later = order(5, day=date(2026, 4, 2))
        found.check(later)
        assert found.day == DAY
        found.place(later)
        assert found.day == date(2026, 4, 2)

    def test_a_rolling_limit_moves_with_the_day(self):
        # 5,000 invoiced on 2026-03-01: in the 30 days before the 31st, not in those before 1 April.
        invoices = table("invoice,date,customer,gross_amount,due_on", "F1,2026-03-01,A,5000,2026-06-30")
        receipts = table("receipt,date,customer,amount,invoice", "R1,2026-03-02,A,5000,F1")
        found = OrderDesk.open(ROLLING, book_of(customers=CUSTOMERS, invoices=invoices, receipts=receipts), DAY)
        assert found.check(order(5_000)).limit.amount == 5_000
        assert found.advance(date(2026, 4, 1)) is None
        assert found.check(order(5_000)).limit.amount == 0

    def test_a_movement_of_a_later_day_moves_the_desk(self):
        found = desk()
        found.add(Received(day=date(2026, 4, 3), customer="A", receipt="R1", amount=Decimal(1)))
        assert found.day == date(2026, 4, 3)

    def test_what_is_wrong_with_a_movement_comes_back(self):
        paid = Received(day=DAY, customer="A", receipt="R1", amount=Decimal(1), invoice="F9")
        wrong = desk().add(paid)
        assert wrong is not None
        assert wrong.code == "DK510"

    def test_what_was_told_late_counts_from_its_own_day(self):
        found = OrderDesk.open(ROLLING, book_of(customers=CUSTOMERS), DAY)
        late = Invoiced(day=date(2026, 3, 10), customer="A", invoice="F1", amount=Decimal(700), due_on=date(2026, 6, 1))
        found.add(late)
        assert (found.day, found.check(order(1)).limit.amount) == (DAY, 700)


class TestUntil:
    def test_what_ships_may_be_relied_on_for_the_time_the_policy_states(self):
        policy = policy_of("credit: {hold_for: 3 days, limits: {usual: {fixed: 10}}}\n")
        found = OrderDesk.open(policy, book_of(customers=CUSTOMERS), DAY)
        assert until(found.check(order(5)), policy) == date(2026, 4, 3)

    def test_without_such_a_time_nothing_ends_it(self):
        assert until(desk().check(order(5)), FIXED) is None

    def test_a_release_ends_with_its_last_day(self):
        found = desk()
        found.place(order(8_000, number="S1"))
        assert until(found.check(order(3_000, number="S2")), FIXED) == date(2026, 4, 7)

    def test_what_does_not_ship_is_of_its_day(self):
        assert until(desk().check(order(20_000)), FIXED) is None


class TestWhatItTouches:
    def test_after_opening_no_table_of_the_book_is_read(self, monkeypatch: pytest.MonkeyPatch):
        found = _busy(20)

        def refuse(*_: object) -> None:
            raise AssertionError

        for name in ("_reader", "batches", "as_written"):
            monkeypatch.setattr(Book, name, refuse)
        for n in range(20):
            found.place(order(9_000, f"D{n}", f"S{n}"))
            found.add(Received(day=DAY, customer=f"D{n}", receipt=f"N{n}", amount=Decimal(5)))
            found.advance(DAY + timedelta(days=n))

    def test_nor_where_the_policy_asks_for_everything_there_is(self, monkeypatch: pytest.MonkeyPatch):
        policy = load([ROOT / "examples" / "credit" / "policy"]).policy
        assert policy is not None
        found = OrderDesk.open(policy, open_book(ROOT / "examples" / "credit" / "book"), DAY)

        def refuse(*_: object) -> None:
            raise AssertionError

        for name in ("_reader", "batches", "as_written"):
            monkeypatch.setattr(Book, name, refuse)
        customers = sorted(found.standing.masters.dealers or ())
        actions = {found.trace(order(n * 4_000, customer)).action for n, customer in enumerate(customers)}
        assert len(actions) > 3

    @pytest.mark.parametrize("amount", [100, 9_000])
    def test_an_answer_takes_as_many_steps_among_five_customers_as_among_five_hundred(self, amount: int):
        few, many = _busy(5), _busy(500)
        for each in (few, many):
            each.advance(DAY + timedelta(days=1))
        asked = order(amount, "D3")
        assert steps(lambda: few.check(asked)) == steps(lambda: many.check(asked))

    @pytest.mark.parametrize("movement", [Received(day=DAY, customer="D3", receipt="N", amount=Decimal(5))])
    def test_a_movement_takes_as_many_steps_among_five_customers_as_among_five_hundred(self, movement: Movement):
        few, many = _busy(5), _busy(500)
        assert steps(lambda: few.add(movement)) == steps(lambda: many.add(movement))

    def test_a_book_that_was_opened_with_another_state_of_knowledge_is_refused(self):
        with pytest.raises(DealerkitError, match="as known at"):
            OrderDesk.open(FIXED, book_of(customers=CUSTOMERS), DAY, date(2026, 1, 1))


def _busy(customers: int) -> OrderDesk:
    names = [f"D{n}" for n in range(customers)]
    invoices: Rows = [
        {"invoice": f"F{name}{n}", "date": DAY - timedelta(days=9 + n), "customer": name, "gross_amount": 4_000,
         "due_on": DAY + timedelta(days=20)}
        for name in names for n in range(3)
    ]  # fmt: skip
    rows: Rows = [{"customer": name, "kind": "dealer", "status": "active", "filed": "true"} for name in names]
    return OrderDesk.open(ROLLING, book_of(customers=rows, invoices=invoices), DAY)


def steps(call: Callable[[], object]) -> int:
    """How many functions of Python are entered on the way."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count


NUMBERS = st.sampled_from(["1", "2", "3"])
AMOUNTS = st.integers(1, 5_000).map(Decimal)
DAYS = st.integers(0, 60).map(lambda n: date(2026, 2, 1) + timedelta(days=n))


@st.composite
def movements(draw: st.DrawFn) -> list[Movement]:
    """What happens to three customers in two months, in the order of its days."""
    found: list[Movement] = []
    for n, day in enumerate(sorted(draw(st.lists(DAYS, max_size=12)))):
        customer, number, amount = draw(st.sampled_from("ABC")), draw(NUMBERS), draw(AMOUNTS)
        key = f"{customer}{number}"
        kind = draw(st.sampled_from("odird"))
        if kind == "o":
            found.append(Ordered(day=day, customer=customer, order=f"S{n}", amount=amount))
        elif kind == "d":
            found.append(
                Delivered(day=day, customer=customer, delivery=f"V{n}", amount=amount, order=f"S{max(n - 2, 0)}")
            )
        elif kind == "i":
            due = day + timedelta(days=30)
            found.append(
                Invoiced(day=day, customer=customer, invoice=f"F{key}-{n}", amount=amount, due_on=due, term_on=due)
            )
        else:
            paid = next(
                (each.invoice for each in found if isinstance(each, Invoiced) and each.customer == customer), ""
            )
            found.append(Received(day=day, customer=customer, receipt=f"R{n}", amount=amount, invoice=paid))
    return found


def book_with(happened: list[Movement]) -> Book:
    """A book in which the movements stand as rows."""
    rows: dict[str, Rows] = {"orders": [], "deliveries": [], "invoices": [], "receipts": []}
    for each in happened:
        head: dict[str, object] = {"date": each.day, "customer": each.customer}
        match each:
            case Ordered():
                goods = {"product": "P", "quantity": Decimal(1)}
                rows["orders"].append({**head, **goods, "order": each.order, "gross_amount": each.amount})
            case Delivered():
                row = {**head, "delivery": each.delivery, "order": each.order, "gross_amount": each.amount}
                rows["deliveries"].append(row)
            case Invoiced():
                row = {**head, "invoice": each.invoice, "gross_amount": each.amount, "due_on": each.due_on}
                rows["invoices"].append(row)
            case Received():
                rows["receipts"].append(
                    {**head, "receipt": each.receipt, "amount": each.amount, "invoice": each.invoice or None}
                )
    return book_of(customers=CUSTOMERS, **rows)


END_DAY = date(2026, 4, 5)


@given(happened=movements(), cut=st.integers(0, 12), amounts=st.lists(AMOUNTS, min_size=1, max_size=3))
@settings(max_examples=40)
def test_a_desk_that_was_told_answers_as_one_opened_on_a_book_that_says_it(
    happened: list[Movement], cut: int, amounts: list[Decimal]
):
    told = OrderDesk.open(ROLLING, book_with(happened[:cut]), date(2026, 2, 1) if not cut else END_DAY)
    # Until the cut the book says it; what comes after arrives at the desk one by one.
    if cut and happened[:cut]:
        told = OrderDesk.open(ROLLING, book_with(happened[:cut]), happened[:cut][-1].day)
    for each in happened[cut:]:
        told.check(order(500, each.customer))
        told.add(each)
    told.advance(END_DAY)
    fresh = OrderDesk.open(ROLLING, book_with(happened), END_DAY)
    for customer in "ABC":
        for amount in amounts:
            asked = Order(customer=customer, amount=amount)
            assert seen(told.check(asked)) == seen(fresh.check(asked)) == seen(told.trace(asked))


@given(happened=movements(), amounts=st.lists(st.tuples(st.sampled_from("AB"), AMOUNTS), max_size=6))
@settings(max_examples=25)
def test_in_which_order_customers_who_share_nothing_come_makes_no_difference(
    happened: list[Movement], amounts: list[tuple[str, Decimal]]
):
    mixed, sorted_ = (OrderDesk.open(ROLLING, book_with(happened), END_DAY) for _ in range(2))
    numbered = [Order(customer=who, amount=amount, order=f"N{n}") for n, (who, amount) in enumerate(amounts)]
    one = {each.order: seen(mixed.place(each)) for each in numbered}
    other = {each.order: seen(sorted_.place(each)) for each in sorted(numbered, key=lambda each: each.customer)}
    assert one == other


@given(happened=movements(), amounts=st.lists(st.tuples(st.sampled_from("ABC"), AMOUNTS), max_size=6))
@settings(max_examples=25)
def test_asking_about_other_orders_in_between_changes_no_answer(
    happened: list[Movement], amounts: list[tuple[str, Decimal]]
):
    asked, quiet = (OrderDesk.open(ROLLING, book_with(happened), END_DAY) for _ in range(2))
    for n, (who, amount) in enumerate(amounts):
        for number in ("S0", "S1", "", f"N{n}"):
            asked.check(Order(customer=who, amount=amount, order=number))
        placed = Order(customer=who, amount=amount, order=f"N{n}")
        assert seen(asked.place(placed)) == seen(quiet.place(placed))


def test_an_order_that_was_withdrawn_and_placed_again_counts_as_before():
    found = desk(orders=table("order,date,customer,product,quantity,gross_amount", "S1,2026-03-30,A,P,1,900"))
    position = found.standing.positions.of("A")
    before = position.open_orders
    placed = position.order("S1")
    assert placed is not None
    found.add(OrderWithdrawn(day=DAY, customer="A", order="S1"))
    assert (position.open_orders, position.order("S1")) == (0, None)
    found.add(placed.order)
    assert position.open_orders == before
    found.add(OrderEnded(day=DAY, customer="A", order="S1"))
    assert position.open_orders == 0
