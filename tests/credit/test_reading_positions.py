"""Books read into movements: what counts, what is said about it, and what is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.credit.positions.movements import BillEnded, Invoiced, Movement, Ordered, OrderEnded
from dealerkit.credit.positions.reading import read_movements
from dealerkit.problems import Severity
from tests.credit.accounts import book_of, codes, components, policy_of, position, read, table

ORDERS = "order,date,customer,gross_amount,net_amount,status,wanted_on,payment_days,contract,line_no"
INVOICES = "invoice,date,customer,gross_amount,due_on,order,contract"
DELIVERIES = "delivery,date,customer,gross_amount,order,invoice"
RECEIPTS = "receipt,date,customer,amount,invoice,kind,order"
BILLS = "bill,date,customer,amount,due_on,invoice,status,settled_on"


def invoices(*rows: str):
    return table(INVOICES, *rows)


def orders(*rows: str):
    return table(ORDERS, *rows)


def deliveries(*rows: str):
    return table(DELIVERIES, *rows)


def receipts(*rows: str):
    return table(RECEIPTS, *rows)


def bills(*rows: str):
    return table(BILLS, *rows)


def amount_of(movement: Movement) -> Decimal:
    assert isinstance(movement, Ordered)
    return movement.amount


class TestOrders:
    def test_the_lines_of_an_order_are_added_up(self):
        found = read(orders=orders("O,2026-04-01,D,60,,,,,,1", "O,2026-04-01,D,40,,,,,,2"))
        assert [amount_of(each) for each in found.movements] == [Decimal(100)]

    def test_amounts_without_tax_count_where_the_policy_says_net(self):
        policy = policy_of("credit: {amounts: net}\n")
        assert position(policy=policy, orders=orders("O,2026-04-01,D,113,100,,,,,")).open_orders == 100

    def test_an_order_that_is_cancelled_is_none(self):
        assert components(position(orders=orders("O,2026-04-01,D,60,,cancelled,,,,"))) == {}

    def test_only_the_lines_that_are_not_cancelled_count(self):
        found = orders("O,2026-04-01,D,60,,cancelled,,,,1", "O,2026-04-01,D,40,,open,,,,2")
        assert components(position(orders=found)) == {"open_orders": "40"}

    def test_an_order_that_was_shipped_is_not_open_once_its_last_delivery_has_left(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,shipped,,,,"),
            "deliveries": deliveries("L1,2026-04-03,D,50,O,", "L2,2026-04-09,D,40,O,"),
        }
        before = position(through=date(2026, 4, 8), **tables)
        assert components(before) == {"open_orders": "50", "delivered": "50"}
        assert components(position(**tables)) == {"delivered": "90"}

    def test_a_shipped_order_that_nothing_names_ended_on_its_own_day(self):
        found = read(orders=orders("O,2026-04-01,D,100,,shipped,,,,")).movements
        assert [(type(each), each.day) for each in found] == [
            (Ordered, date(2026, 4, 1)),
            (OrderEnded, date(2026, 4, 1)),
        ]

    def test_the_earliest_wanted_day_of_its_lines_is_the_orders(self):
        found = read(orders=orders("O,2026-04-01,D,60,,,2026-06-01,,,1", "O,2026-04-01,D,40,,,2026-05-01,,,2"))
        (order,) = found.movements
        assert isinstance(order, Ordered)
        assert order.wanted_on == date(2026, 5, 1)

    def test_lines_of_two_customers_under_one_number_are_told(self):
        found = read(orders=orders("O,2026-04-01,D,60,,,,,,1", "O,2026-04-01,E,40,,,,,,2"))
        assert codes(found) == ["DK521"]
        assert [(each.customer, amount_of(each)) for each in found.movements] == [("D", Decimal(100))]

    def test_a_line_without_the_amount_that_is_asked_for_is_rejected_by_name(self):
        book = book_of(orders=orders("O,2026-04-01,D,,50,,,,,1", "O,2026-04-01,D,40,30,,,,,2"))
        found = read_movements(book, policy_of(), date(2026, 12, 31))
        assert codes(found) == ["DK517"]
        assert (book.counts["orders"].used, book.counts["orders"].rejected) == (1, 1)
        assert book.counts["orders"].complete


class TestInvoices:
    def test_a_stated_due_day_is_when_it_is_due_and_the_term_goes_by_the_days_to_pay(self):
        (found,) = read(invoices=invoices("F,2026-04-01,D,100,2026-06-30,,")).movements
        assert isinstance(found, Invoiced)
        assert (found.due_on, found.term_on) == (date(2026, 6, 30), date(2026, 5, 1))

    def test_days_to_pay_are_the_named_contracts_before_the_policys(self):
        contracts = table("contract,customer,payment_days", "C1,D,10", "C2,D,20")
        (found,) = read(contracts=contracts, invoices=invoices("F,2026-04-01,D,100,,,C2")).movements
        assert isinstance(found, Invoiced)
        assert found.due_on == date(2026, 4, 21)

    def test_days_to_pay_are_those_of_the_contract_in_force_where_none_is_named(self):
        contracts = table(
            "contract,customer,payment_days,start,end", "C1,D,10,2025-01-01,2025-12-31", "C2,D,20,2026-01-01,"
        )
        (found,) = read(contracts=contracts, invoices=invoices("F,2026-04-01,D,100,,,")).movements
        assert isinstance(found, Invoiced)
        assert found.due_on == date(2026, 4, 21)

    def test_an_order_that_agrees_its_own_days_to_pay_comes_first(self):
        tables = {
            "contracts": table("contract,customer,payment_days", "C1,D,10"),
            "orders": orders("O,2026-03-30,D,100,,,,45,,"),
            "invoices": invoices("F,2026-04-01,D,100,,O,"),
        }
        found = [each for each in read(**tables).movements if isinstance(each, Invoiced)]
        assert found[0].due_on == date(2026, 5, 16)

    def test_where_nothing_says_how_long_there_is_to_pay_nobody_knows_when_it_is_due(self):
        (found,) = read(policy_of("credit: {}\n"), invoices=invoices("F,2026-04-01,D,100,,,")).movements
        assert isinstance(found, Invoiced)
        assert (found.due_on, found.term_on) == (None, None)

    def test_an_invoice_that_stands_twice_counts_once_and_is_rejected_the_second_time(self):
        rows = invoices("F,2026-04-01,D,100,,,", "F,2026-04-02,D,100,,,")
        book = Book.from_tables({"invoices": rows}, key={"invoices": ("invoice", "date")})
        found = read_movements(book, policy_of(), date(2026, 12, 31))
        assert codes(found) == ["DK513"]
        assert len(found.movements) == 1
        assert (book.counts["invoices"].used, book.counts["invoices"].rejected) == (1, 1)

    def test_an_invoice_in_another_currency_without_a_rate_is_rejected(self):
        found = read(invoices=table("invoice,date,customer,gross_amount,currency", "F,2026-04-01,D,100,USD"))
        assert (codes(found), found.movements) == (["DK351"], ())

    def test_an_invoice_in_another_currency_is_converted_by_the_rate_of_its_day(self):
        rates = table("from,to,rate,valid_from,valid_to", "USD,CNY,7.1,2026-04-01,2026-04-30")
        found = table("invoice,date,customer,gross_amount,currency", "F,2026-04-01,D,100,USD")
        assert position(rates=rates, invoices=found).receivables == 710

    def test_what_is_dated_after_the_day_does_not_count(self):
        tables = {"invoices": invoices("F,2026-04-01,D,100,,,", "G,2026-04-02,D,50,,,")}
        assert position(through=date(2026, 4, 1), **tables).receivables == 100

    def test_a_book_without_the_amount_column_is_told_once(self):
        found = read(invoices=table("invoice,date,customer,net_amount", "F,2026-04-01,D,100", "G,2026-04-01,D,100"))
        assert codes(found) == ["DK809"]


class TestMoney:
    def test_money_before_its_invoice_waits_unapplied_and_then_pays_it(self):
        tables = {
            "invoices": invoices("F,2026-04-10,D,100,,,"),
            "receipts": receipts("R,2026-04-05,D,100,F,,"),
        }
        assert codes(read(**tables)) == ["DK510"]
        assert components(position(through=date(2026, 4, 9), **tables)) == {"unapplied": "100"}
        assert components(position(**tables)) == {}

    def test_money_for_an_invoice_that_nobody_has_stays_unapplied(self):
        tables = {"invoices": invoices("F,2026-04-01,D,100,,,"), "receipts": receipts("R,2026-04-05,D,100,X,,")}
        assert codes(read(**tables)) == ["DK511"]
        assert components(position(**tables)) == {"receivables": "100", "unapplied": "100"}

    def test_money_of_another_customer_stays_his_and_leaves_the_invoice_open(self):
        tables = {"invoices": invoices("F,2026-04-01,D,100,,,"), "receipts": receipts("R,2026-04-05,E,100,F,,")}
        assert codes(read(**tables)) == ["DK512"]
        assert components(position("D", **tables)) == {"receivables": "100"}
        assert components(position("E", **tables)) == {"unapplied": "100"}

    def test_what_is_paid_beyond_an_invoice_is_unapplied_and_told(self):
        tables = {
            "invoices": invoices("F,2026-04-01,D,100,,,"),
            "receipts": receipts("R,2026-04-05,D,100,F,,", "S,2026-04-06,D,30,F,,"),
        }
        assert codes(read(**tables)) == ["DK522"]
        assert components(position(**tables)) == {"unapplied": "30"}

    def test_a_refund_of_what_was_paid_beyond_leaves_nothing_to_tell(self):
        tables = {
            "invoices": invoices("F,2026-04-01,D,100,,,"),
            "receipts": receipts("R,2026-04-05,D,130,F,,", "S,2026-04-06,D,-30,F,refund,"),
        }
        assert codes(read(**tables)) == []
        assert components(position(**tables)) == {}

    def test_a_refund_above_zero_is_rejected(self):
        found = read(receipts=receipts("S,2026-04-06,D,30,,refund,"))
        assert (codes(found), found.movements) == (["DK869"], ())

    def test_a_deposit_is_kept_apart(self):
        assert components(position(receipts=receipts("R,2026-04-05,D,100,,deposit,"))) == {"deposits": "100"}

    def test_money_in_advance_for_an_order_pays_its_invoice_when_that_comes(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,"),
            "receipts": receipts("R,2026-04-05,D,30,,,O"),
            "invoices": invoices("F,2026-04-10,D,100,,O,"),
        }
        assert components(position(through=date(2026, 4, 9), **tables)) == {"open_orders": "100", "unapplied": "30"}
        assert components(position(**tables)) == {"receivables": "70"}


class TestGoods:
    def test_what_is_delivered_and_not_invoiced_is_owed(self):
        found = position(deliveries=deliveries("L,2026-04-05,D,60,,", "L,2026-04-05,D,40,,"))
        assert components(found) == {"delivered": "100"}

    def test_the_invoice_that_a_delivery_names_takes_its_place(self):
        tables = {
            "deliveries": deliveries("L,2026-04-05,D,100,,F"),
            "invoices": invoices("F,2026-04-10,D,100,,,"),
        }
        assert components(position(through=date(2026, 4, 9), **tables)) == {"delivered": "100"}
        assert components(position(**tables)) == {"receivables": "100"}

    def test_a_collective_invoice_bills_the_deliveries_of_several_orders(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,", "P,2026-04-01,D,200,,,,,,"),
            "deliveries": deliveries("L,2026-04-05,D,100,O,F", "M,2026-04-05,D,150,P,F"),
            "invoices": invoices("F,2026-04-10,D,250,,O,"),
        }
        assert components(position(**tables)) == {"receivables": "250", "open_orders": "50"}

    def test_an_invoice_before_its_delivery_fills_the_order_once(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,"),
            "invoices": invoices("F,2026-04-02,D,60,,O,"),
            "deliveries": deliveries("L,2026-04-05,D,60,O,"),
        }
        assert components(position(through=date(2026, 4, 3), **tables)) == {"receivables": "60", "open_orders": "40"}
        assert components(position(**tables)) == {"receivables": "60", "open_orders": "40"}

    def test_goods_that_come_back_do_not_open_their_order_again(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,"),
            "deliveries": deliveries("L,2026-04-05,D,100,O,", "M,2026-04-07,D,-20,O,"),
        }
        assert components(position(**tables)) == {"delivered": "80"}

    def test_a_credit_note_of_an_order_bills_nothing_back(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,"),
            "deliveries": deliveries("L,2026-04-05,D,100,O,"),
            "invoices": invoices("F,2026-04-10,D,100,,O,", "G,2026-04-12,D,-20,,O,"),
        }
        assert components(position(**tables)) == {"receivables": "80"}

    def test_more_delivered_than_ordered_is_told_and_owed(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,"),
            "deliveries": deliveries("L,2026-04-05,D,80,O,", "M,2026-04-06,D,80,O,"),
        }
        assert codes(read(**tables)) == ["DK514"]
        assert components(position(**tables)) == {"delivered": "160"}

    def test_a_delivery_of_an_order_that_is_not_there_is_told_and_owed(self):
        tables = {
            "orders": orders("O,2026-04-01,D,100,,,,,,"),
            "deliveries": deliveries("L,2026-04-05,D,80,X,"),
        }
        assert codes(read(**tables)) == ["DK515"]
        assert components(position(**tables)) == {"open_orders": "100", "delivered": "80"}

    def test_an_invoice_of_a_cancelled_order_is_told(self):
        found = read(orders=orders("O,2026-04-01,D,100,,cancelled,,,,"), invoices=invoices("F,2026-04-10,D,100,,O,"))
        assert codes(found) == ["DK515"]
        assert next(each for each in found.problems if each.code == "DK515").arg("absent") == "order-cancelled"


class TestBills:
    def test_a_bill_pays_its_invoice_and_is_held_until_it_is_paid(self):
        tables = {
            "invoices": invoices("F,2026-03-01,D,100,,,"),
            "bills": bills("B,2026-04-01,D,100,2026-07-01,F,paid,2026-07-01"),
        }
        assert components(position(through=date(2026, 6, 30), **tables)) == {"bills": "100"}
        assert components(position(**tables)) == {}

    def test_what_a_dishonoured_bill_paid_is_owed_again(self):
        tables = {
            "invoices": invoices("F,2026-03-01,D,100,,,"),
            "bills": bills("B,2026-04-01,D,100,2026-07-01,F,dishonoured,2026-07-02"),
        }
        assert components(position(**tables)) == {"receivables": "100"}
        assert codes(read(**tables)) == []

    def test_a_bill_that_ended_on_a_day_nobody_knows_counts_as_held(self):
        found = read(bills=bills("B,2026-04-01,D,100,2026-07-01,,dishonoured,"))
        assert codes(found) == ["DK520"]
        assert not any(isinstance(each, BillEnded) for each in found.movements)

    def test_a_bill_that_ended_before_it_was_taken_counts_as_held(self):
        found = read(bills=bills("B,2026-04-01,D,100,2026-07-01,,paid,2026-03-01"))
        assert codes(found) == ["DK520"]

    def test_a_bill_beyond_its_invoice_is_told(self):
        tables = {
            "invoices": invoices("F,2026-03-01,D,100,,,"),
            "bills": bills("B,2026-04-01,D,120,2026-07-01,F,,"),
        }
        assert codes(read(**tables)) == ["DK522"]
        assert components(position(**tables)) == {"bills": "120", "unapplied": "20"}


class TestBooks:
    def test_a_table_that_a_component_needs_is_named_once_if_it_is_not_there(self):
        found = read(invoices=invoices("F,2026-04-01,D,100,,,"))
        named = sorted(str(each.arg("table")) for each in found.problems if each.code == "DK519")
        assert named == ["deliveries", "orders", "receipts"]

    def test_a_book_without_invoices_is_warned_that_nobody_would_owe_anything(self):
        found = read(receipts=receipts("R,2026-04-01,D,100,,,"))
        severities = {str(each.arg("table")): each.severity for each in found.problems if each.code == "DK519"}
        assert severities["invoices"] is Severity.WARNING
        assert severities["deliveries"] is Severity.NOTE

    def test_a_component_that_is_left_out_needs_no_table(self):
        policy = policy_of("credit: {exposure: {delivered: leave-out, open_orders: leave-out}}\n")
        found = read(policy, invoices=invoices("F,2026-04-01,D,100,,,"))
        assert [each.arg("table") for each in found.problems if each.code == "DK519"] == ["receipts"]

    def test_movements_come_in_the_order_of_their_days(self):
        tables = {
            "receipts": receipts("R,2026-04-01,D,100,,,", "S,2026-04-03,D,100,,,"),
            "invoices": invoices("F,2026-04-02,D,100,,,", "G,2026-04-01,D,100,,,"),
        }
        found = read(**tables).movements
        assert [each.day.day for each in found] == [1, 1, 2, 3]
        assert isinstance(found[0], Invoiced)

    def test_what_was_recorded_later_than_the_book_is_known_does_not_count(self):
        rows = table(
            "invoice,date,customer,gross_amount,recorded_at",
            "F,2026-04-01,D,100,2026-04-01",
            "G,2026-04-01,D,50,2026-05-01",
        )
        book = Book.from_tables({"invoices": rows}, known_at=date(2026, 4, 30))
        found = read_movements(book, policy_of(), date(2026, 12, 31))
        assert [each.amount for each in found.movements if isinstance(each, Invoiced)] == [Decimal(100)]
