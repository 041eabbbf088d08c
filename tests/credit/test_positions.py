"""One account, movement by movement: what a movement says back, and what may be asked in between."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

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
from dealerkit.credit.positions.position import Position, Under
from dealerkit.credit.positions.positions import Positions
from dealerkit.problems import DealerkitError, Problem
from tests.credit.accounts import components

DAY = date(2026, 4, 10)


def ordered(number: str = "O", amount: int = 100, **more) -> Ordered:
    return Ordered(day=DAY, customer="D", order=number, amount=Decimal(amount), **more)


def delivered(number: str = "L", amount: int = 100, **more) -> Delivered:
    return Delivered(day=DAY, customer="D", delivery=number, amount=Decimal(amount), **more)


def invoiced(number: str = "F", amount: int = 100, day: date = DAY, **more) -> Invoiced:
    return Invoiced(day=day, customer="D", invoice=number, amount=Decimal(amount), **more)


def received(number: str = "R", amount: int = 100, **more) -> Received:
    return Received(day=DAY, customer="D", receipt=number, amount=Decimal(amount), **more)


def taken(number: str = "B", amount: int = 100, **more) -> BillTaken:
    return BillTaken(day=DAY, customer="D", bill=number, amount=Decimal(amount), due_on=DAY, **more)


def ended(number: str = "B", *, paid: bool = False) -> BillEnded:
    return BillEnded(day=DAY, customer="D", bill=number, paid=paid)


def folded(*movements: Movement) -> Position:
    position = Position("D")
    for each in movements:
        position.add(each)
    return position


def code(position: Position, movement: Movement) -> str:
    found = position.add(movement)
    return found.code if isinstance(found, Problem) else ""


class TestWhatAMovementSaysBack:
    @pytest.mark.parametrize("movement", [ordered(), delivered(), invoiced(), received(), taken()])
    def test_a_document_that_is_there_already_is_not_taken_again(self, movement: Movement):
        position = folded(movement)
        before = components(position)
        assert code(position, movement) == "DK513"
        assert components(position) == before

    def test_a_delivery_may_have_a_part_for_each_order(self):
        assert code(folded(delivered(order="O")), delivered(order="P")) == ""

    def test_money_for_an_invoice_that_is_not_there_is_told_and_waits(self):
        position = Position("D")
        assert code(position, received(invoice="F")) == "DK510"
        assert components(position) == {"unapplied": "100"}
        position.add(invoiced())
        assert components(position) == {}

    def test_a_bill_that_ends_before_it_is_taken_is_told_and_ends_once_it_is(self):
        position = Position("D")
        assert code(position, ended()) == "DK516"
        position.add(taken())
        assert components(position) == {}

    def test_a_bill_ends_once(self):
        assert code(folded(taken(), ended(paid=True)), ended()) == "DK513"

    def test_receipts_without_a_number_are_all_taken(self):
        position = folded(received("", 10), received("", 10))
        assert position.unapplied == 20

    def test_a_movement_nobody_knows_is_a_programming_mistake(self):
        with pytest.raises(DealerkitError, match="Movement"):
            Position("D").add(Movement(day=DAY, customer="D"))


class TestMoneyInAdvance:
    def test_it_pays_the_oldest_invoice_of_its_order_first(self):
        early = invoiced("F", 60, date(2026, 4, 1), order="O")
        position = folded(invoiced("G", 60, order="O"), early, received(amount=70, order="O"))
        assert [(each.invoice.invoice, each.open) for each in position.items()] == [("G", Decimal(50))]

    def test_a_receipt_that_names_the_invoice_pays_first_and_sets_it_free(self):
        position = folded(invoiced(order="O"), received("A", 40, order="O"))
        assert components(position) == {"receivables": "60"}
        position.add(received("R", 100, invoice="F"))
        assert components(position) == {"unapplied": "40"}
        position.add(invoiced("G", 30, order="O"))
        assert components(position) == {"unapplied": "10"}

    def test_it_does_not_pay_invoices_of_another_order(self):
        position = folded(received(amount=70, order="O"), invoiced(order="P"))
        assert components(position) == {"receivables": "100", "unapplied": "70"}

    def test_a_refund_of_it_opens_the_invoice_again(self):
        position = folded(invoiced(order="O"), received("A", 40, order="O"), received("B", -40, order="O"))
        assert components(position) == {"receivables": "100"}


class TestBills:
    def test_a_bill_without_an_invoice_is_money_that_pays_none(self):
        assert components(folded(taken())) == {"bills": "100", "unapplied": "100"}
        assert components(folded(taken(), ended())) == {}

    def test_a_bill_that_is_paid_leaves_its_invoice_paid(self):
        assert components(folded(invoiced(), taken(invoice="F"), ended(paid=True))) == {}

    def test_a_bill_beside_a_receipt_that_comes_back_takes_only_its_part(self):
        position = folded(invoiced(), taken(amount=60, invoice="F"), received(amount=40, invoice="F"), ended())
        assert components(position) == {"receivables": "60"}


class TestOldest:
    ITEMS = (
        invoiced("F", 5, date(2026, 1, 1), due_on=date(2026, 3, 1), term_on=date(2026, 2, 1)),
        invoiced("G", 100, date(2026, 2, 1), due_on=date(2026, 2, 20), term_on=date(2026, 3, 3)),
        invoiced("H", -50, date(2025, 1, 1), due_on=date(2025, 1, 1), term_on=date(2025, 1, 1)),
    )

    @pytest.mark.parametrize(("clock", "days"), [("invoice", 99), ("due", 49), ("term", 68)])
    def test_each_clock_has_its_own_oldest_item(self, clock: str, days: int):
        # From 1 January to 10 April 99 days; from 20 February 49; from 1 February 68.
        item = folded(*self.ITEMS).oldest(clock)
        assert item is not None
        assert item.days(clock, DAY) == days

    def test_items_below_the_least_amount_are_not_looked_at(self):
        item = folded(*self.ITEMS).oldest("invoice", Decimal(6))
        assert item is not None
        assert item.invoice.invoice == "G"

    def test_what_a_clock_does_not_start_from_is_named(self):
        position = folded(*self.ITEMS, invoiced("J", 1))
        assert [each.invoice.invoice for each in position.without_clock("due")] == ["J"]
        assert position.without_clock("invoice") == ()

    def test_what_is_asked_again_after_a_movement_is_reckoned_anew(self):
        position = folded(*self.ITEMS)
        assert position.overdue(DAY) == 105
        position.add(received(invoice="G"))
        assert position.overdue(DAY) == 5
        item = position.oldest("due")
        assert item is not None
        assert item.invoice.invoice == "F"

    def test_grace_lets_pass_what_is_overdue_by_so_many_days(self):
        # G was due 49 days before, F 40 days.
        position = folded(*self.ITEMS)
        assert (position.overdue(DAY, 40), position.overdue(DAY, 48), position.overdue(DAY, 49)) == (100, 100, 0)


class TestContracts:
    def test_documents_count_under_their_contract_or_their_orders(self):
        position = folded(
            ordered("O", 100, contract="C1"),
            delivered("L", 30, order="O"),
            invoiced("F", 20, order="P"),
            ordered("P", 50, contract="C2"),
            invoiced("G", 7, contract="C1"),
            invoiced("H", 40, contract="C2"),
            taken("B", 40, invoice="H"),
            delivered("M", 3),
        )
        under = {name: position.under(name.__eq__) for name in ("C1", "C2", "")}
        assert under["C1"] == Under(Decimal(7), Decimal(30), Decimal(70), Decimal(0))
        assert under["C2"] == Under(Decimal(20), Decimal(0), Decimal(30), Decimal(40))
        assert under[""] == Under(Decimal(0), Decimal(3), Decimal(0), Decimal(0))


class TestOrders:
    def test_an_order_that_ended_has_nothing_open(self):
        position = folded(ordered(), delivered(amount=30, order="O"), OrderEnded(day=DAY, customer="D", order="O"))
        assert components(position) == {"delivered": "30"}
        assert position.is_shipped("O")

    def test_an_order_is_shipped_once_all_of_it_is_delivered_or_billed(self):
        position = folded(ordered(), delivered(amount=30, order="O"))
        assert not position.is_shipped("O")
        position.add(delivered("M", 70, order="O"))
        assert position.is_shipped("O")

    def test_what_is_done_of_an_order_counts_goods_and_bills_once(self):
        position = folded(ordered(), delivered(amount=30, order="O"), invoiced(amount=45, order="O"))
        assert position.done("O") == 45
        assert position.done("X") == 0

    def test_a_delivery_before_its_order_fills_it_once_it_is_there(self):
        assert components(folded(delivered(amount=30, order="O"), ordered())) == {
            "delivered": "30",
            "open_orders": "70",
        }


class TestPositions:
    def test_everybody_has_a_position_of_his_own(self):
        positions = Positions([invoiced(), Received(day=DAY, customer="E", receipt="R", amount=Decimal(5))])
        assert list(positions.customers()) == ["D", "E"]
        assert (positions.of("D").receivables, positions.of("E").unapplied) == (100, 5)

    def test_the_version_grows_with_every_movement_and_only_the_customers_own_does(self):
        positions = Positions([invoiced()])
        before = positions.version, positions.of("E").version
        positions.add(received())
        assert (positions.version, positions.of("E").version) == (before[0] + 1, before[1])

    def test_who_never_had_a_movement_has_an_empty_position(self):
        assert components(Positions().of("X")) == {}

    def test_what_a_movement_says_comes_back(self):
        found = Positions([invoiced()]).add(invoiced())
        assert found is not None
        assert found.code == "DK513"
