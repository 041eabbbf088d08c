"""A row that is rejected is not forgotten: what its customer owes is not known until it is mended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.book import Book
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.limits.daily import daily_limits
from dealerkit.credit.limits.run import limits_of
from dealerkit.credit.order import Order
from dealerkit.credit.positions.reading import read_movements
from dealerkit.credit.replay.replaying import replay
from dealerkit.credit.results import Action
from dealerkit.values.periods import Period
from tests.credit.accounts import Rows, book_of, policy_of, read, table

DAY = date(2026, 3, 31)
POLICY = policy_of("""
credit:
  payment_days: 30
  limits: {together: {for: group, fixed: 1_000}, usual: {fixed: 100}}
  checks:
    - {id: limit, static: {above: 100%}, then: block}
    - {id: family, group: {above: 100%}, then: block}
""")
OLDEST = policy_of("credit: {payment_days: 30, checks: [{id: old, oldest_item: {above: 0}, then: block}]}\n")
CUSTOMERS = table("customer,name,group", "D,Dawn,", "E,Eve,G", "F,Fox,G", "H,Hal,")
GROUPS = table("group,name,kind", "G,Gee,control")
INVOICES = "invoice,date,customer,gross_amount"
EMPTY = table(INVOICES, "I0,2026-03-01,H,40", "I1,2026-03-02,D,", "I2,2026-03-02,E,")


def action(customer: str, invoices: Rows, day: date = DAY) -> Action:
    desk = OrderDesk.open(POLICY, book_of(customers=CUSTOMERS, groups=GROUPS, invoices=invoices), day)
    return desk.check(Order(customer=customer, amount=Decimal(1))).action


class TestRowsTheBookRejects:
    def test_nothing_ships_to_a_customer_of_whom_a_row_has_no_amount(self):
        assert action("D", EMPTY) is Action.UNDETERMINED

    def test_nor_to_one_who_shares_a_limit_with_him(self):
        assert action("F", EMPTY) is Action.UNDETERMINED

    def test_others_are_answered_as_ever(self):
        assert action("H", EMPTY) is Action.SHIP

    def test_the_customer_and_the_column_are_named(self):
        found = [each for each in read(POLICY, DAY, invoices=EMPTY).problems if each.code == "DK518"]
        assert [(each.arg("customer"), each.arg("column")) for each in found] == [
            ("D", "invoices.gross_amount"),
            ("E", "invoices.gross_amount"),
        ]

    @pytest.mark.parametrize("cell", ["12,5x", "n/a", "1e3"])
    def test_so_it_is_where_the_amount_is_no_number(self, cell: str):
        rows: Rows = [{"invoice": "I1", "date": "2026-03-02", "customer": "D", "gross_amount": cell}]
        assert action("D", rows) is Action.UNDETERMINED

    def test_what_happened_before_the_row_is_known(self):
        # The row is of 2 March: on 1 March nothing was owed yet.
        assert action("D", EMPTY, date(2026, 3, 1)) is Action.SHIP

    def test_a_row_whose_day_cannot_be_read_may_be_of_any_day(self):
        rows = table(INVOICES, "I1,2026-13-01,D,5")
        assert action("D", rows, date(2026, 1, 2)) is Action.UNDETERMINED

    def test_a_copy_of_a_row_changes_nothing(self):
        rows = table(INVOICES, "I1,2026-03-02,D,5", "I1,2026-03-02,D,5")
        assert action("D", rows) is Action.SHIP

    def test_another_amount_under_the_same_number_leaves_it_unknown(self):
        rows = table(INVOICES, "I1,2026-03-02,D,5", "I1,2026-03-02,D,500")
        assert action("D", rows) is Action.UNDETERMINED

    def test_a_check_of_debts_is_undetermined_too(self):
        # Without the row nothing would be 1 day past the term of 30 days, and the order would ship.
        rows = table(INVOICES, "I1,2026-02-01,D,", "I2,2026-03-30,H,5")
        desk = OrderDesk.open(OLDEST, book_of(customers=CUSTOMERS, invoices=rows), DAY)
        assert desk.check(Order(customer="D", amount=Decimal(1))).action is Action.UNDETERMINED

    def test_a_table_without_the_amounts_leaves_everybody_unknown(self):
        assert action("H", table("invoice,date,customer", "I1,2026-03-02,D")) is Action.UNDETERMINED


BOOK: dict[str, Rows] = {"customers": CUSTOMERS, "groups": GROUPS}


class TestElsewhere:
    def test_limits_show_no_exposure_and_no_headroom(self):
        found = {each.limit.subject: each for each in limits_of(POLICY, book_of(**BOOK, invoices=EMPTY), DAY).customers}
        assert (found["D"].exposure, found["D"].headroom, found["D"].unread) == (None, None, ("invoices.gross_amount",))
        assert found["H"].headroom == 60

    def test_the_limit_of_a_group_with_such_a_member_shows_none_either(self):
        (group,) = limits_of(POLICY, book_of(**BOOK, invoices=EMPTY), DAY).groups
        assert (group.exposure, group.unread) == (None, ("invoices.gross_amount",))

    def test_a_replay_cannot_tell_from_the_row_on(self):
        orders = table(
            "order,date,customer,product,quantity,gross_amount", "S1,2026-03-01,D,P,1,5", "S2,2026-03-03,D,P,1,5"
        )
        book = book_of(**BOOK, orders=orders, invoices=EMPTY)
        found = replay(POLICY, book, DAY, Period("March", date(2026, 3, 1), DAY))
        assert [(row.key.order, row.after.action) for row in found.rows] == [
            ("S1", Action.SHIP),
            ("S2", Action.UNDETERMINED),
        ]

    def test_a_limit_that_asks_what_is_owed_is_unknown_day_by_day(self):
        policy = policy_of("credit: {limits: {usual: {fixed: =account.receivables + 1}}}\n")
        found = daily_limits(policy, book_of(**BOOK, invoices=EMPTY), date(2026, 3, 1), date(2026, 3, 3))
        assert [limit.amount for _, limit in found.days("D")] == [1, None, None]


class TestFarAwayDays:
    def test_terms_of_millions_of_days_are_no_crash(self):
        policy = policy_of("""
credit:
  payment_days: 9_999_999
  limits: {usual: {rolling: {days: 9_999_999}, opening: {limit: 5, within: 9000 years}}}
  checks:
    - {id: limit, static: {above: 100%}, then: block}
    - {id: due, overdue_amount: {above: 0, grace: 9_999_999}, then: block}
""")
        book = book_of(**BOOK, invoices=table(INVOICES, "I1,2026-03-02,H,5"))
        # 5 invoiced in the time before the day are the limit, and owed: 5 + 1 is above it.
        found = OrderDesk.open(policy, book, DAY).check(Order(customer="H", amount=Decimal(1)))
        assert (found.limit.amount, found.action) == (5, Action.HOLD)


def test_a_table_without_rows_lacks_no_column():
    book = book_of(customers=CUSTOMERS)
    empty = Book.from_tables({"customers": CUSTOMERS, "invoices": [], "receipts": [], "orders": []})
    for each in (book, empty):
        assert OrderDesk.open(POLICY, each, DAY).check(Order(customer="H", amount=Decimal(1))).action is Action.SHIP
    assert [each.code for each in read_movements(empty, POLICY, DAY).problems if each.code == "DK809"] == []
