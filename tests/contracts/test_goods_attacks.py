"""Goods and orders that a careless or a cunning hand enters: nothing passes because something is missing."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit import may_move, take_order
from dealerkit.assembly.registry import SECTIONS
from dealerkit.contracts.goods import run as goods_run
from dealerkit.contracts.intake import run as intake_run
from dealerkit.contracts.judged import Judgements
from dealerkit.decisions import Outcome
from dealerkit.policy.loading import load_texts
from dealerkit.problems import DealerkitError
from tests.contracts.test_goods import GOODS, HEAD, TODAY, Rows, book_of, codes, goods, move, part, policy_of

DAY = date(2026, 6, 15)
INTAKE = """\
  intake:
    required: [customer, quantity]
    channels: {web: {read_back: true}, phone: {confirm: salesperson}}
    route: [{id: big, role: general-manager, when: intake.amount >= 1_000}]
    shortages: {warehouses: [W], kind: good}
"""
NEW = f"{INTAKE}    new_business: {{papers: [quotation]}}\n"


def line(order: str = "O", day: str = "2026-06-15", **more: object) -> dict[str, object]:
    row = {"order": order, "line_no": 1, "date": day, "customer": "C", "product": "P", "quantity": 6, "net_amount": 600}
    return {**row, **more}


def head(order: str = "O", day: str = "2026-06-15", **more: object) -> dict[str, object]:
    return {"order": order, "received_at": f"{day} 10:00", "channel": "web", "read_back": "yes", **more}


def intake(text: str = INTAKE, on: date = DAY, **tables: Rows) -> Judgements:
    return intake_run.evaluate(policy_of(text), book_of(**tables), on)


def answers(found: Judgements) -> list[object]:
    return [each.decision.value("answer") for each in part(found, "orders")]


def delivered(number: str, order: str, quantity: object, **more: object) -> dict[str, object]:
    row = {"delivery": number, "line_no": 1, "date": "2026-06-01", "customer": "C", "order": order, "product": "P"}
    return {**row, "quantity": quantity, **more}


class TestOrders:
    def test_an_amount_in_another_currency_is_converted_before_it_is_compared(self):
        # 600 EUR at 8 are 4,800 CNY: the general manager is asked.
        rates = [{"from": "EUR", "to": "CNY", "valid_from": "2026-01-01", "rate": "8"}]
        found = intake(orders=[line(currency="EUR")], order_intake=[head()], rates=rates)
        assert [each.decision.value("waits_for") for each in part(found, "orders")] == ["general-manager"]

    def test_without_a_rate_it_cannot_be_told(self):
        assert answers(intake(orders=[line(currency="EUR")], order_intake=[head()])) == ["undetermined"]

    @pytest.mark.parametrize("quantity", [0, -6])
    def test_no_units_are_no_quantity(self, quantity: int):
        found = intake(orders=[line(quantity=quantity)], order_intake=[head()])
        assert part(found, "orders")[0].decision.value("lacking") == ("quantity",)

    def test_an_order_that_was_refused_makes_nobody_a_customer(self):
        lines = [line("O1", "2026-06-14"), line("O2")]
        found = intake(NEW, orders=lines, order_intake=[head("O1", "2026-06-14"), head("O2")])
        assert answers(found) == ["refuse", "refuse"]

    def test_one_that_was_taken_does(self):
        lines = [line("O1", "2026-06-14"), line("O2")]
        found = intake(NEW, orders=lines, order_intake=[head("O1", "2026-06-14", quotation="Q"), head("O2")])
        assert answers(found) == ["take", "take"]

    def test_a_cancelled_order_is_refused_without_a_finding_and_takes_no_stock(self):
        lines = [line("O1", "2026-06-14", status="cancelled"), line("O2")]
        stock = [{"date": "2026-06-14", "holder": "W", "product": "P", "quantity": 6, "kind": "good"}]
        found = intake(orders=lines, order_intake=[head("O1", "2026-06-14"), head("O2")], stock=stock)
        assert (answers(found), codes(found)) == (["refuse", "take"], [])
        assert [each.decision.value("short") for each in part(found, "confirmation")] == [""]

    def test_what_is_confirmed_tomorrow_is_not_confirmed_today(self):
        heads = [head(channel="phone", confirmed_by="S", confirmed_at="2026-06-16 09:00")]
        people = [{"employee": "S", "role": "salesperson"}]
        assert answers(intake(orders=[line()], order_intake=heads, employees=people)) == ["wait"]

    def test_a_signature_that_nobody_could_check_is_told(self):
        heads = [head(channel="phone", confirmed_by="S", confirmed_at="2026-06-15 09:00")]
        assert codes(intake(orders=[line()], order_intake=heads)) == ["DK802"]

    def test_an_order_that_left_in_part_still_needs_its_rest(self):
        # 6 ordered yesterday, 2 left: 4 of the 10 are spoken for, and 6 are there for today's 8.
        lines = [line("O1", "2026-06-13"), line("O2", quantity=8)]
        stock = [{"date": "2026-06-14", "holder": "W", "product": "P", "quantity": 10, "kind": "good"}]
        gone = [delivered("D", "O1", 2, date="2026-06-14")]
        heads = [head("O1", "2026-06-13"), head("O2")]
        found = intake(orders=lines, order_intake=heads, stock=stock, deliveries=gone)
        assert [each.decision.value("short") for each in part(found, "confirmation")] == [2]

    def test_where_nobody_knows_how_much_is_there_nothing_is_confirmed(self):
        found = intake(orders=[line()], order_intake=[head()])
        assert [each.decision.missing for each in part(found, "confirmation")] == [("stock",)]

    def test_nor_where_nobody_says_how_much_is_wanted(self):
        row = {key: cell for key, cell in line().items() if key != "quantity"}
        text = INTAKE.replace("required: [customer, quantity]", "required: [customer]")
        stock = [{"date": "2026-06-14", "holder": "W", "product": "P", "quantity": 6, "kind": "good"}]
        found = intake(text, orders=[row], order_intake=[head()], stock=stock)
        assert [each.decision.missing for each in part(found, "confirmation")] == [("orders.quantity",)]


WRITTEN = {"product": "P", "quantity": "6", "net_amount": "600"}


class TestOneOrder:
    def test_it_is_answered_before_it_is_in_a_book(self):
        found = take_order(
            policy_of(INTAKE), book_of(), {"channel": "web", "customer": "C", "read_back": True}, [WRITTEN], DAY
        )
        assert (found.decision.outcome, found.decision.amount) == (Outcome.GRANTED, 600)

    def test_what_it_lacks_is_told(self):
        found = take_order(
            policy_of(INTAKE), book_of(), {"channel": "web", "customer": "C", "read_back": True}, [], DAY
        )
        assert (found.decision.code, found.decision.value("lacking")) == ("DK690", ("lines", "intake.amount"))

    def test_what_cannot_be_read_decides_nothing(self):
        lines = [WRITTEN, {"product": "P", "quantity": "six"}]
        found = take_order(policy_of(INTAKE), book_of(), {"channel": "web", "read_back": True}, lines, DAY)
        assert found.decision.outcome is Outcome.UNDETERMINED
        assert found.problems

    def test_a_policy_without_the_rules_is_a_mistake_of_the_program(self):
        with pytest.raises(DealerkitError):
            take_order(policy_of(GOODS), book_of(), {"channel": "web"}, [WRITTEN], DAY)


class TestOneMovement:
    BOOK = book_of(stock_moves=[move(1, "2026-06-01 09:00", 5, posted_at="2026-06-01 09:00")])

    @pytest.mark.parametrize(("quantity", "outcome"), [(-5, Outcome.GRANTED), (-6, Outcome.REFUSED)])
    def test_it_takes_what_is_there_and_no_more(self, quantity: int, outcome: Outcome):
        row = {"kind": "transfer", "holder": "W", "product": "P", "quantity": str(quantity)}
        (found,) = may_move(policy_of(GOODS), self.BOOK, [row], TODAY)
        assert found.decision.outcome is outcome

    def test_its_document_ships_whole(self):
        book = book_of(
            stock_moves=[move(1, "2026-06-01 09:00", 5)], deliveries=[delivered("D1", "O", 5), delivered("D2", "O", 1)]
        )
        row = {"kind": "dispatch", "holder": "W", "product": "P", "quantity": "-3", "document": "D1"}
        found = may_move(policy_of(GOODS), book, [row], TODAY)
        assert [(each.subject, each.decision.code) for each in found] == [("W/P/good", ""), ("D1", "DK684")]

    def test_a_stock_that_was_wrong_and_is_right_again_hinders_nothing(self):
        moves = [move(1, "2026-06-01 09:00", -5), move(2, "2026-06-02 09:00", 9)]
        row = {"kind": "transfer", "holder": "W", "product": "P", "quantity": "-4"}
        (found,) = may_move(policy_of(GOODS), book_of(stock_moves=moves), [row], TODAY)
        assert found.decision.outcome is Outcome.GRANTED

    def test_what_cannot_be_read_decides_nothing(self):
        row = {"kind": "transfer", "holder": "W", "product": "P", "quantity": "many"}
        (found,) = may_move(policy_of(GOODS), self.BOOK, [row], TODAY)
        assert (found.decision.outcome, bool(found.problems)) == (Outcome.UNDETERMINED, True)


class TestGoods:
    def test_a_document_that_does_not_say_how_much_cannot_be_told(self):
        moves = [move(1, "2026-06-01 09:00", 5), move(2, "2026-06-01 10:00", -5, "dispatch", document="D")]
        stated = {key: cell for key, cell in delivered("D", "O", 5).items() if key != "quantity"}
        (found,) = part(goods(moves, deliveries=[stated]), "dispatch")
        assert found.decision.outcome is Outcome.UNDETERMINED

    def test_a_book_without_deliveries_says_that_nothing_was_compared(self):
        moves = [
            move(1, "2026-06-01 08:00", 5, posted_at="2026-06-01 08:00"),
            move(2, "2026-06-01 10:00", -5, "dispatch", document="D"),
        ]
        sent = [{"report": "dispatches", "date": "2026-06-01", "sent_at": "2026-06-01 16:00"}]
        found = goods(moves, goods_reports=sent)
        assert [(each.code, each.arg("table")) for each in found.problems] == [("DK802", "deliveries")]

    def test_a_report_about_one_warehouse_says_nothing_of_another(self):
        moves = [
            move(n, "2026-06-01 09:00", -1, "dispatch", holder=holder, posted_at="2026-06-01 09:00")
            for n, holder in enumerate("VW")
        ]
        sent = [{"report": "dispatches", "date": "2026-06-01", "sent_at": "2026-06-01 16:00", "holder": "V"}]
        assert [each.decision.value("late") for each in part(goods(moves, goods_reports=sent), "reports")] == [1]

    def test_what_is_entered_after_the_day_of_the_question_is_not_known_to_be_late(self):
        # Due at 1:00 on 1 July, entered on 5 July: on 30 June nobody can say so.
        found = goods([move(1, "2026-06-30 23:00", 5, posted_at="2026-07-05 09:00")])
        assert [each.decision.value("late") for each in part(found, "posting")] == [0]

    def test_what_is_left_of_an_order_that_ships_in_stages_is_shown(self):
        # 6 ordered, 2 and 3 left in two documents, the second of which states 4.
        moves = [
            move(1, "2026-06-01 08:00", 9),
            move(2, "2026-06-01 09:00", -2, "dispatch", document="D1"),
            move(3, "2026-06-02 09:00", -3, "dispatch", document="D2"),
        ]
        orders = [line("O", "2026-06-01", contract="K"), line("O9", "2026-06-01", status="cancelled")]
        found = goods(moves, orders=orders, deliveries=[delivered("D1", "O", 2), delivered("D2", "O", 4)])
        (row,) = part(found, "stages")
        figures = {name: row.decision.value(name) for name in ("ordered", "shipped", "left", "documents")}
        assert (row.contract, figures) == ("K", {"ordered": 6, "shipped": 5, "left": 1, "documents": ("D1", "D2")})

    def test_moments_are_those_of_the_policys_time_zone(self):
        # Moved at 9:10 in Shanghai, entered at 4:00 in Greenwich: that is 12:00, nearly three hours later.
        moves = [move(1, "2026-06-02T09:10:00+08:00", 5, posted_at="2026-06-02T04:00:00Z")]
        text = HEAD.replace("currency: CNY", "currency: CNY, timezone: Asia/Shanghai") + GOODS
        policy = load_texts({"policy.yaml": text.encode()}, SECTIONS).policy
        assert policy is not None
        assert codes(goods_run.evaluate(policy, book_of(stock_moves=moves), TODAY)) == ["DK686"]
