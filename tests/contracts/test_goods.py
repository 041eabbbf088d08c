"""Goods, intake and duties over small books: what stands beside the worked cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.contracts.duties import run as duties_run
from dealerkit.contracts.goods import run as goods_run
from dealerkit.contracts.intake import run as intake_run
from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.decisions import Outcome
from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy
from dealerkit.report.goods_rooms import GOODS as GOODS_ROOM
from dealerkit.report.judgements import JudgementsReport
from dealerkit.report.places import Places

HEAD = 'policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\ncontracts:\n'
GOODS = """\
  goods:
    kinds: [good, damaged]
    opening: zero
    dispatch: {kinds: [dispatch]}
    posting: [{id: receipts, kinds: [receipt], in: system, within: 2 hours}]
    reports: [{id: dispatches, kinds: [dispatch], every: day, by: "16:30"}]
"""
DUTIES = """\
  duties:
    separated:
      order: {duties: [enter, approve, invoice], scope: order}
"""
TODAY = date(2026, 6, 30)
Rows = Sequence[Mapping[str, object]]


def policy_of(text: str) -> Policy:
    found = load_texts({"policy.yaml": (HEAD + text).encode()}, SECTIONS)
    assert found.policy is not None, found.problems
    return found.policy


def book_of(**tables: Rows) -> Book:
    return Book.from_tables(
        {name: [{key: str(cell) for key, cell in row.items()} for row in rows] for name, rows in tables.items()}
    )


def move(number: object, at: str, quantity: int, kind: str = "receipt", **more: object) -> dict[str, object]:
    return {"move": number, "at": at, "kind": kind, "holder": "W", "product": "P", "quantity": quantity, **more}


def goods(moves: Rows, on: date = TODAY, text: str = GOODS, **tables: Rows) -> Judgements:
    return goods_run.evaluate(policy_of(text), book_of(stock_moves=moves, **tables), on)


def part(found: Judgements, name: str) -> list[Judged]:
    return [each for each in found.rows if each.part == name]


def codes(found: Judgements) -> list[str]:
    return [each.code for each in found.problems]


def step(document: str, duty: str, employee: str, at: str = "2026-06-01 09:00", **more: object) -> dict[str, object]:
    return {"document": document, "duty": duty, "employee": employee, "at": at, **more}


class TestGoods:
    def test_one_who_counts_and_reconciles_under_two_codes_is_one_person(self):
        text = f"{GOODS}    count: {{every: 7 days}}\n"
        people = [{"employee": code, "role": "keeper", "person": "ID-1"} for code in ("A", "A2")]
        counted = {"date": "2026-06-03", "holder": "W", "product": "P", "quantity": 5, "kind": "good"}
        moves = [move(1, "2026-06-01 09:00", 5, posted_at="2026-06-01 09:00")]
        stock = [{**counted, "counted_by": "A", "checked_by": "A2"}]
        found = goods(moves, date(2026, 6, 5), text, stock=stock, employees=people)
        assert [each.arg("why") for each in found.problems] == ["one-person"]

    def test_a_row_that_cannot_be_read_stops_no_other(self):
        found = goods([move(1, "2026-06-01 09:00", 5), move("", "2026-06-01 10:00", 5), move(3, "half past", 5)])
        assert [each.decision.value("balance") for each in part(found, "stock")] == [5]

    def test_an_unknown_kind_is_kept_apart_and_told_once(self):
        moves = [move(n, f"2026-06-0{n} 09:00", 5, stock_kind="godo", posted_at=f"2026-06-0{n} 09:00") for n in (1, 2)]
        found = goods(moves)
        assert (codes(found), [each.subject for each in part(found, "stock")]) == (["DK697"], ["W/P/godo"])

    def test_a_movement_after_the_day_is_not_seen(self):
        assert part(goods([move(1, "2026-07-01 00:00", 5)]), "stock") == []

    def test_a_receipt_of_the_last_hour_is_not_late_yet(self):
        (found,) = part(goods([move(1, "2026-06-30 23:00", 5)]), "posting")
        assert found.decision.outcome is Outcome.GRANTED

    def test_a_receipt_that_nobody_ever_entered_is_late(self):
        assert codes(goods([move(1, "2026-06-30 20:00", 5)])) == ["DK686"]

    def test_goods_without_a_document_of_their_own_are_other_goods(self):
        moves = [move(1, "2026-06-01 08:00", 9, posted_at="2026-06-01 08:00")]
        moves.append(move(2, "2026-06-01 09:00", -1, "dispatch", document="DX"))
        stated = [
            {"delivery": "D1", "line_no": 1, "date": "2026-06-01", "customer": "C", "product": "P", "quantity": 1}
        ]
        sent = [{"report": "dispatches", "date": "2026-06-01", "sent_at": "2026-06-01 16:00"}]
        found = goods(moves, deliveries=stated, goods_reports=sent)
        assert [(each.subject, each.decision.value("state")) for each in part(found, "dispatch")] == [
            ("D1", "not-shipped"),
            ("DX", "other-goods"),
        ]

    def test_goods_that_came_back_to_the_warehouse_leave_the_document_whole(self):
        moves = [
            move(1, "2026-06-01 09:00", -12, "dispatch", document="D1"),
            move(2, "2026-06-01 09:10", 2, "dispatch", document="D1"),
        ]
        stated = [
            {"delivery": "D1", "line_no": 1, "date": "2026-06-01", "customer": "C", "product": "P", "quantity": 10}
        ]
        (found,) = part(goods(moves, deliveries=stated), "dispatch")
        assert found.decision.value("state") == "shipped-whole"

    def test_the_first_report_of_a_day_counts(self):
        sent = [
            {"report": "dispatches", "date": "2026-06-01", "sent_at": "2026-06-01 18:00", "holder": "W"},
            {"report": "dispatches", "date": "2026-06-01", "sent_at": "2026-06-01 16:00"},
        ]
        found = goods([move(1, "2026-06-01 09:00", -1, "dispatch")], goods_reports=sent)
        assert [each.decision.value("late") for each in part(found, "reports")] == [0]

    def test_a_book_without_movements_says_so(self):
        found = goods_run.evaluate(policy_of(GOODS), book_of(), TODAY)
        assert codes(found) == ["DK802"]


class TestDuties:
    DELIVERED: Rows = (
        {"delivery": "D", "line_no": 1, "date": "2026-06-01", "customer": "C", "order": "O1", "invoice": "I"},
        {"delivery": "D", "line_no": 2, "date": "2026-06-01", "customer": "C", "order": "O2"},
    )

    def named(self, steps: Rows, text: str = DUTIES, **tables: Rows) -> list[tuple[object, object]]:
        found = duties_run.evaluate(policy_of(text), book_of(steps=steps, **tables), TODAY)
        return [(each.subject, each.decision.value("employee")) for each in part(found, "duties")]

    def test_a_document_that_leads_to_two_orders_belongs_to_both(self):
        steps = [step("O2", "enter", "A"), step("D", "approve", "A")]
        assert self.named(steps, deliveries=self.DELIVERED) == [("order/O2/A", "A")]

    def test_an_invoice_belongs_to_the_order_of_the_delivery_that_it_bills(self):
        steps = [step("O1", "enter", "A"), step("I", "invoice", "A")]
        assert self.named(steps, deliveries=self.DELIVERED) == [("order/O1/A", "A")]

    def test_documents_of_one_number_and_two_kinds_are_told_apart(self):
        # Delivery 7 is of order O1; the step is of invoice 7, of which nothing is known.
        delivered = [{"delivery": "7", "line_no": 1, "date": "2026-06-01", "customer": "C", "order": "O1"}]
        steps = [step("O1", "enter", "A"), step("7", "invoice", "A", kind="invoice")]
        assert self.named(steps, deliveries=delivered) == []

    def test_one_person_under_two_codes_is_one_person(self):
        people = [{"employee": code, "role": "clerk", "person": "ID-1"} for code in ("A", "A2")]
        steps = [step("O", "enter", "A"), step("O", "approve", "A2")]
        assert self.named(steps, employees=people) == [("order/O/ID-1", "A, A2")]

    def test_who_has_it_approved_in_his_stead_has_approved_it(self):
        steps = [step("O", "enter", "A"), step("O", "approve", "B", **{"for": "A"})]
        assert self.named(steps) == [("order/O/A", "A")]

    def test_unless_only_who_did_it_counts(self):
        steps = [step("O", "enter", "A"), step("O", "approve", "B", **{"for": "A"})]
        assert self.named(steps, f"{DUTIES}    in_stead: doer\n") == []

    def test_an_exception_about_other_duties_is_not_what_ended(self):
        text = f"{DUTIES}    exceptions: [{{id: x, employee: A, duties: [enter, invoice], until: 2026-01-31}}]\n"
        steps = [step("O", "enter", "A"), step("O", "approve", "A")]
        found = duties_run.evaluate(policy_of(text), book_of(steps=steps), TODAY)
        assert [each.arg("ended") for each in found.problems] == [""]

    @pytest.mark.parametrize("people", [("A", "B", "A"), ("B", "A", "A"), ("A", "A", "B")])
    def test_whoever_does_two_of_three_is_found(self, people: tuple[str, str, str]):
        steps = [
            {"document": "O", "duty": duty, "employee": person, "at": f"2026-06-0{n} 09:00"}
            for n, (duty, person) in enumerate(zip(("enter", "approve", "invoice"), people, strict=True), 1)
        ]
        found = duties_run.evaluate(policy_of(DUTIES), book_of(steps=steps), TODAY)
        assert [each.decision.value("employee") for each in part(found, "duties")] == ["A"]

    def test_the_same_duty_twice_is_one_duty(self):
        steps = [{"document": "O", "duty": "enter", "employee": "A", "at": f"2026-06-0{n} 09:00"} for n in (1, 2)]
        assert codes(duties_run.evaluate(policy_of(DUTIES), book_of(steps=steps), TODAY)) == []

    def test_a_step_after_the_day_is_not_seen(self):
        steps = [
            {"document": "O", "duty": "enter", "employee": "A", "at": "2026-06-30 09:00"},
            {"document": "O", "duty": "approve", "employee": "A", "at": "2026-07-01 09:00"},
        ]
        assert codes(duties_run.evaluate(policy_of(DUTIES), book_of(steps=steps), TODAY)) == []


class TestIntake:
    TEXT = """\
  intake:
    required: [customer]
    channels: {web: {read_back: true}}
    shortages: {warehouses: [W], kind: good}
"""

    def found(self, on: date, **tables: Rows) -> Judgements:
        return intake_run.evaluate(policy_of(self.TEXT), book_of(**tables), on)

    def orders(self, *quantities: int, day: str = "2026-06-15") -> tuple[Rows, Rows]:
        lines = [
            {"order": f"O{n}", "line_no": 1, "date": day, "customer": "C", "product": "P", "quantity": quantity}
            for n, quantity in enumerate(quantities)
        ]
        heads = [
            {"order": f"O{n}", "received_at": f"{day} 1{n}:00", "channel": "web", "read_back": "yes"}
            for n in range(len(quantities))
        ]
        return lines, heads

    def test_orders_of_earlier_days_that_did_not_leave_come_first(self):
        lines, heads = self.orders(6, day="2026-06-14")
        more, later = self.orders(6)
        more = [{**each, "order": "N"} for each in more]
        later = [{**each, "order": "N"} for each in later]
        stock = [{"date": "2026-06-13", "holder": "W", "product": "P", "quantity": 10, "kind": "good"}]
        found = self.found(date(2026, 6, 15), orders=[*lines, *more], order_intake=[*heads, *later], stock=stock)
        (line,) = part(found, "confirmation")
        assert (line.subject, line.decision.value("available"), line.decision.value("short")) == ("N/1", 4, 2)

    def test_what_was_dispatched_needs_no_stock_again(self):
        lines, heads = self.orders(6, day="2026-06-14")
        more, later = self.orders(6)
        more = [{**each, "order": "N"} for each in more]
        later = [{**each, "order": "N"} for each in later]
        stock = [{"date": "2026-06-14", "holder": "W", "product": "P", "quantity": 6, "kind": "good"}]
        gone = [{"delivery": "D", "line_no": 1, "date": "2026-06-14", "customer": "C", "order": "O0"}]
        found = self.found(
            date(2026, 6, 15), orders=[*lines, *more], order_intake=[*heads, *later], stock=stock, deliveries=gone
        )
        assert [each.decision.value("short") for each in part(found, "confirmation")] == [""]

    def test_goods_of_another_kind_are_not_there(self):
        lines, heads = self.orders(1)
        stock = [{"date": "2026-06-14", "holder": "W", "product": "P", "quantity": 9, "kind": "damaged"}]
        (line,) = part(self.found(date(2026, 6, 15), orders=lines, order_intake=heads, stock=stock), "confirmation")
        assert line.decision.value("short") == 1


class TestOnAScreen:
    def test_of_many_places_only_those_that_are_not_in_order_are_shown(self):
        moves = [move(n, "2026-06-01 09:00", 1, posted_at="2026-06-01 09:00", product=f"P{n:02}") for n in range(60)]
        moves.append(move(60, "2026-06-01 10:00", -1, "transfer", product="P60"))
        found = goods(moves)
        report = JudgementsReport(GOODS_ROOM, found, Places()).report()
        screen, paper = report.page("en").text("en"), report.paper("en").text("en")
        assert "61 rows, of which 1 that are not in order are shown" in screen
        assert ("W/P60/good" in screen, "W/P07/good" in screen, "W/P07/good" in paper) == (True, False, True)
