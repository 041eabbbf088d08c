"""Payment schedules, repayment plans and the collection plan, and their naive references."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.assembly import loads
from dealerkit.book import Book
from dealerkit.credit.collecting.plans.agreed import Agreed, AgreedPlan, Instalment, read_agreed
from dealerkit.credit.collecting.plans.attainment import attained
from dealerkit.credit.collecting.plans.forecast import forecast_on
from dealerkit.credit.collecting.plans.habits import habits_of
from dealerkit.credit.collecting.plans.instalments import schedules_on
from dealerkit.credit.collecting.plans.plan_facts import PlanFacts
from dealerkit.credit.collecting.plans.repayments import State, plans_on, unknown_plans
from dealerkit.credit.collecting.plans.rules import ForecastRule, RepaymentRule
from dealerkit.credit.collecting.plans.settling import settled_by
from dealerkit.credit.positions.movements import BillEnded, BillTaken, Invoiced, Movement, Received
from dealerkit.credit.positions.positions import Positions
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Location
from dealerkit.receivables.filling import filled
from dealerkit.receivables.instalments import Status
from dealerkit.report.messages import sentence
from dealerkit.values.durations import Duration, Unit
from tests.credit.naive_plans import naive_habit, naive_schedule

RULE = Rule("collections.forecast", Location("policy.yaml", 1))
DAY = date(2026, 3, 31)
NOTHING_AGREED = Agreed({}, (), {})


def instalment(number: str, due_on: date, amount: int, of: str = "C1") -> Instalment:
    return Instalment(of=of, number=number, customer="D1", due_on=due_on, amount=Decimal(amount))


def invoice(
    number: str,
    day: date,
    amount: int,
    due_on: date | None = None,
    *,
    contract: str = "",
    kind: str = "",
    instalment: str = "",
) -> Invoiced:
    return Invoiced(
        day=day,
        customer="D1",
        invoice=number,
        amount=Decimal(amount),
        due_on=due_on,
        contract=contract,
        kind=kind,
        instalment=instalment,
    )


def receipt(
    number: str,
    day: date,
    amount: int,
    *,
    invoice: str = "",
    contract: str = "",
    instalment: str = "",
    plan: str = "",
    kind: str = "",
) -> Received:
    return Received(
        day=day,
        customer="D1",
        receipt=number,
        amount=Decimal(amount),
        invoice=invoice,
        contract=contract,
        instalment=instalment,
        plan=plan,
        kind=kind,
    )


def schedule_of(*instalments: Instalment) -> Agreed:
    return Agreed({"C1": instalments}, (), {})


def forecast_rule(by: str = "due", overdue: str = "this-month", history: Duration | None = None) -> ForecastRule:
    return ForecastRule(rule=RULE, by=by, overdue=overdue, history=history)


def repayment_rule(after: int | None = 10, at: int | None = None) -> RepaymentRule:
    return RepaymentRule(rule=RULE, broken_after=None if after is None else Duration(after, Unit.DAYS), broken_at=at)


class TestFillingPortions:
    def test_the_oldest_is_full_before_the_next_gets_any(self):
        assert filled([Decimal(10), Decimal(20)], Decimal(12)) == ((Decimal(10), Decimal(2)), Decimal(0))

    def test_what_no_portion_takes_is_left(self):
        assert filled([Decimal(10)], Decimal(12)) == ((Decimal(10),), Decimal(2))

    def test_money_below_zero_fills_nothing(self):
        assert filled([Decimal(10)], Decimal(-3)) == ((Decimal(0),), Decimal(-3))


class TestAPaymentSchedule:
    TWO = (instalment("1", date(2026, 2, 1), 100), instalment("2", date(2026, 4, 1), 100))

    def statuses(self, *movements: Movement, day: date = DAY, grace: int = 0) -> list[Status]:
        found = schedules_on(schedule_of(*self.TWO), movements, day, grace)["C1"]
        return [each.status for each in found.instalments]

    def test_an_instalment_is_overdue_after_its_day_and_not_due_before(self):
        assert self.statuses() == [Status.OVERDUE, Status.NOT_DUE]

    def test_on_its_day_it_is_due(self):
        assert self.statuses(day=date(2026, 4, 1))[1] is Status.DUE

    def test_within_the_grace_it_is_due_and_has_no_days_overdue(self):
        found = schedules_on(schedule_of(*self.TWO), (), date(2026, 4, 3), 2)["C1"].instalments[1]
        assert (found.status, found.days_overdue) == (Status.DUE, 0)

    def test_part_of_it_paid_before_its_day_is_part_paid(self):
        paid = receipt("R", date(2026, 1, 5), 130, contract="C1")
        assert self.statuses(paid) == [Status.PAID, Status.PART_PAID]

    def test_a_receipt_after_the_day_does_not_count_yet(self):
        assert self.statuses(receipt("R", date(2026, 4, 1), 100, contract="C1"))[0] is Status.OVERDUE

    def test_money_beyond_the_whole_schedule_is_told(self):
        found = schedules_on(schedule_of(*self.TWO), [receipt("R", DAY, 250, contract="C1")], DAY)["C1"]
        assert (found.open, found.beyond) == (0, 50)
        assert [(each.code, dict(each.args)["beyond"]) for each in found.problems] == [("DK594", 50)]

    def test_a_receipt_for_an_instalment_that_is_not_there_is_told_and_pays_the_oldest(self):
        paid = receipt("R", DAY, 60, contract="C1", instalment="9")
        found = schedules_on(schedule_of(*self.TWO), [paid], DAY)["C1"]
        assert [each.paid for each in found.instalments] == [60, 0]
        assert [dict(each.args)["unknown"] for each in found.problems] == ["9"]

    def test_a_refund_takes_the_latest_back_first(self):
        moved = [receipt("R", DAY, 150, contract="C1"), receipt("S", DAY, -70, contract="C1")]
        found = schedules_on(schedule_of(*self.TWO), moved, DAY)["C1"]
        assert [each.paid for each in found.instalments] == [80, 0]

    def test_an_invoiced_instalment_paid_without_naming_the_invoice_is_told(self):
        billed = invoice("F", DAY, 100, contract="C1", kind="instalment", instalment="1")
        found = schedules_on(schedule_of(*self.TWO), [billed, receipt("R", DAY, 40, contract="C1")], DAY)["C1"]
        first = found.instalments[0]
        assert (first.billed, first.paid, first.to_bill) == (100, 40, 0)
        assert [(each.code, dict(each.args)["covered"]) for each in found.problems] == [("DK594", 40)]

    def test_an_ordinary_invoice_of_the_contract_bills_no_instalment(self):
        found = schedules_on(schedule_of(*self.TWO), [invoice("F", DAY, 100, contract="C1", kind="invoice")], DAY)
        assert [each.billed for each in found["C1"].instalments] == [0, 0]

    def test_a_schedule_that_does_not_add_up_to_the_contract_is_told(self):
        agreed = Agreed({"C1": self.TWO}, (), {"C1": Decimal(250)})
        found = schedules_on(agreed, (), DAY)["C1"].problems
        assert [(each.code, dict(each.args)["total"], dict(each.args)["worth"]) for each in found] == [
            ("DK593", 200, 250)
        ]

    @given(
        amounts=st.lists(st.integers(1, 6), min_size=1, max_size=4),
        bills=st.lists(
            st.tuples(st.sampled_from(["", "0", "1", "2"]), st.integers(1, 8), st.integers(0, 8)), max_size=3
        ),
        money=st.lists(st.tuples(st.sampled_from(["", "0", "1", "2", "9"]), st.integers(1, 8)), max_size=4),
    )
    @settings(max_examples=60)
    def test_it_agrees_with_one_reckoned_yuan_by_yuan(
        self, amounts: list[int], bills: list[tuple[str, int, int]], money: list[tuple[str, int]]
    ):
        start = date(2026, 1, 1)
        agreed = schedule_of(
            *(instalment(str(place), start + timedelta(days=place), each) for place, each in enumerate(amounts))
        )
        moved: list[Movement] = []
        for place, (named, amount, paid) in enumerate(bills):
            number = f"F{place}"
            moved.append(invoice(number, start, amount, contract="C1", kind="instalment", instalment=named))
            if paid:
                moved.append(receipt(f"P{place}", start, min(paid, amount), invoice=number))
        for place, (named, amount) in enumerate(money):
            moved.append(receipt(f"R{place}", start, amount, contract="C1", instalment=named))
        found = schedules_on(agreed, moved, DAY)["C1"]
        wanted = naive_schedule(
            [(str(place), each) for place, each in enumerate(amounts)],
            [(named or None, amount, min(paid, amount)) for named, amount, paid in bills],
            [(named or None, amount) for named, amount in money],
        )
        assert {each.instalment.number: (each.paid, each.to_bill) for each in found.instalments} == wanted


class TestARepaymentPlan:
    PLAN = AgreedPlan(
        plan="P1",
        customer="D1",
        agreed_on=date(2026, 1, 1),
        instalments=tuple(instalment(str(month), date(2026, month, 15), 100, "P1") for month in (2, 3, 4)),
    )

    def state(self, day: date, rule: RepaymentRule | None, *movements: Movement) -> State | None:
        return plans_on((self.PLAN,), movements, day, rule, None)[0].state

    def test_before_it_was_agreed_there_is_none(self):
        assert plans_on((self.PLAN,), (), date(2025, 12, 31), None, None) == ()

    def test_on_the_day_of_an_instalment_it_is_on_track(self):
        assert self.state(date(2026, 2, 15), repayment_rule()) is State.ON_TRACK

    def test_it_is_late_for_as_long_as_the_rule_lets_it_and_then_broken(self):
        assert self.state(date(2026, 2, 25), repayment_rule(10)) is State.LATE
        assert self.state(date(2026, 2, 26), repayment_rule(10)) is State.BROKEN

    def test_so_many_missed_instalments_break_it(self):
        assert self.state(date(2026, 3, 15), repayment_rule(None, 2)) is State.LATE
        assert self.state(date(2026, 3, 16), repayment_rule(None, 2)) is State.BROKEN

    def test_without_a_rule_it_is_never_broken(self):
        assert self.state(date(2026, 12, 31), None) is State.LATE

    def test_once_caught_up_with_it_is_on_track_again(self):
        paid = receipt("R", date(2026, 3, 20), 200, plan="P1")
        assert self.state(date(2026, 3, 20), repayment_rule(10), paid) is State.ON_TRACK

    def test_paid_in_full_it_is_completed(self):
        assert self.state(DAY, repayment_rule(), receipt("R", DAY, 300, plan="P1")) is State.COMPLETED

    def test_more_than_it_comes_to_is_told(self):
        (found,) = plans_on((self.PLAN,), [receipt("R", DAY, 310, plan="P1")], DAY, None, None)
        assert [(each.code, dict(each.args)["beyond"]) for each in found.problems] == [("DK594", 10)]

    def test_a_receipt_under_a_plan_that_is_not_there_is_told(self):
        found = unknown_plans((self.PLAN,), [receipt("R", DAY, 10, plan="P9")])
        assert [dict(each.args)["unknown"] for each in found] == ["P9"]


class TestFactsForChecks:
    def facts(self, rule: RepaymentRule | None, *movements: Movement) -> PlanFacts:
        return PlanFacts({"D1": (TestARepaymentPlan.PLAN,)}, Positions(movements), rule)

    def test_a_customer_without_plans_has_none_broken(self):
        facts = self.facts(None)
        assert (facts.broken("D9", DAY), facts.late("D9", DAY)) == (False, 0)

    def test_without_a_rule_nobody_knows_whether_a_plan_is_broken(self):
        assert isinstance(self.facts(None).broken("D1", DAY), Missing)

    def test_with_an_instalment_that_cannot_be_counted_nobody_knows(self):
        facts = PlanFacts({}, Positions(), repayment_rule(), None, frozenset({"D1"}))
        assert isinstance(facts.broken("D1", DAY), Missing)
        assert isinstance(facts.late("D1", DAY), Missing)

    def test_days_late_are_those_of_the_oldest_instalment(self):
        assert self.facts(repayment_rule()).late("D1", date(2026, 3, 20)) == 33

    def test_a_receipt_that_comes_later_is_heard(self):
        positions = Positions()
        facts = PlanFacts({"D1": (TestARepaymentPlan.PLAN,)}, positions, repayment_rule())
        assert facts.broken("D1", DAY) is True
        positions.add(receipt("R", DAY, 200, plan="P1"))
        assert facts.broken("D1", DAY) is False


class TestAHabit:
    def test_each_yuan_counts_alike(self):
        due = date(2026, 2, 1)
        moved = [
            invoice("F", date(2026, 1, 1), 400, due),
            receipt("R", date(2026, 2, 11), 300, invoice="F"),
            receipt("S", date(2026, 2, 22), 100, invoice="F"),
        ]
        habit = habits_of(settled_by(moved, DAY).values(), date.min, DAY)["D1"]
        assert (habit.days, habit.shift) == (Decimal("12.75"), 13)

    def test_early_payers_are_expected_early(self):
        moved = [
            invoice("F", date(2026, 1, 1), 100, date(2026, 1, 31)),
            receipt("R", date(2026, 1, 28), 100, invoice="F"),
        ]
        assert habits_of(settled_by(moved, DAY).values(), date.min, DAY)["D1"].shift == -3

    def test_receipts_before_the_history_do_not_count(self):
        moved = [
            invoice("F", date(2025, 1, 1), 100, date(2025, 1, 31)),
            receipt("R", date(2025, 3, 1), 100, invoice="F"),
        ]
        assert habits_of(settled_by(moved, DAY).values(), date(2025, 4, 1), DAY) == {}

    @given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(-20, 90)), min_size=1, max_size=6))
    @settings(max_examples=50)
    def test_it_agrees_with_plain_fractions(self, paid: list[tuple[int, int]]):
        due = date(2026, 1, 1)
        moved: list[Movement] = []
        wanted = []
        for place, (amount, late) in enumerate(paid):
            moved.append(invoice(f"F{place}", date(2025, 12, 1), amount, due))
            moved.append(receipt(f"R{place}", due + timedelta(days=late), amount, invoice=f"F{place}"))
            wanted.append((Decimal(amount), due, due + timedelta(days=late)))
        habit = habits_of(settled_by(moved, date(2026, 12, 31)).values(), date.min, date.max)["D1"]
        assert Fraction(habit.days) == naive_habit(wanted)


class TestTheCollectionPlan:
    def test_by_due_day_nothing_is_moved(self):
        found = forecast_on(NOTHING_AGREED, [invoice("F", DAY, 100, date(2026, 4, 20))], DAY, forecast_rule())
        assert [(each.expected_on, each.shift) for each in found.expected] == [(date(2026, 4, 20), None)]

    def test_overdue_by_habit_is_never_expected_before_the_day(self):
        moved = [
            invoice("F", date(2026, 1, 1), 100, date(2026, 1, 31)),
            receipt("R", date(2026, 2, 10), 100, invoice="F"),
            invoice("G", date(2026, 1, 1), 50, date(2026, 1, 31)),
            invoice("H", date(2026, 2, 1), 70, date(2026, 3, 29)),
        ]
        found = forecast_on(NOTHING_AGREED, moved, DAY, forecast_rule("due", "habit"))
        assert {each.document: each.expected_on for each in found.expected} == {"G": DAY, "H": date(2026, 4, 8)}

    def test_a_bill_settles_its_invoice_and_stands_beside_until_it_is_paid(self):
        moved = [
            invoice("F", date(2026, 1, 1), 100, date(2026, 1, 31)),
            BillTaken(
                day=date(2026, 2, 1), customer="D1", bill="B", amount=Decimal(100), due_on=date(2026, 5, 1), invoice="F"
            ),
        ]
        found = forecast_on(NOTHING_AGREED, moved, DAY, forecast_rule())
        assert (found.receivables, [each.amount for each in found.bills]) == (0, [100])

    def test_money_in_advance_for_an_order_pays_its_invoice(self):
        moved: list[Movement] = [
            Received(day=date(2026, 3, 1), customer="D1", receipt="R", amount=Decimal(60), order="O"),
            Invoiced(day=date(2026, 3, 2), customer="D1", invoice="F", amount=Decimal(100), order="O", due_on=DAY),
        ]
        found = forecast_on(NOTHING_AGREED, moved, DAY, forecast_rule())
        assert found.receivables == Positions(moved).of("D1").receivables == 40

    def test_a_receipt_of_another_customer_s_invoice_changes_nothing(self):
        moved: list[Movement] = [
            invoice("F", date(2026, 3, 2), 100, DAY),
            Received(day=DAY, customer="D2", receipt="R", amount=Decimal(60), invoice="F"),
        ]
        assert forecast_on(NOTHING_AGREED, moved, DAY, forecast_rule()).receivables == 100

    def test_a_dishonoured_bill_is_owed_again(self):
        moved = [
            invoice("F", date(2026, 1, 1), 100, date(2026, 1, 31)),
            BillTaken(
                day=date(2026, 2, 1), customer="D1", bill="B", amount=Decimal(100), due_on=date(2026, 3, 1), invoice="F"
            ),
            BillEnded(day=date(2026, 3, 2), customer="D1", bill="B", paid=False),
        ]
        found = forecast_on(NOTHING_AGREED, moved, DAY, forecast_rule())
        assert (found.receivables, found.bills) == (100, ())

    def test_a_past_plan_is_held_against_what_came_in(self):
        moved = [
            invoice("F", date(2026, 2, 10), 100, date(2026, 3, 12)),
            receipt("R", date(2026, 3, 15), 80, invoice="F"),
            receipt("S", date(2026, 3, 16), 30, kind="rebate offset", invoice="F"),
            receipt("T", date(2026, 3, 17), 500, kind="deposit"),
        ]
        rule = evolve(forecast_rule(), look_back=1)
        (found,) = attained(NOTHING_AGREED, moved, date(2026, 4, 5), rule)
        assert (found.month, found.planned, found.received, found.share) == (date(2026, 3, 1), 100, 80, Decimal("0.8"))

    def test_a_month_without_a_plan_has_no_attainment(self):
        rule = evolve(forecast_rule(), look_back=1)
        (found,) = attained(NOTHING_AGREED, [receipt("R", date(2026, 3, 15), 80)], date(2026, 4, 5), rule)
        assert found.share is None

    @given(
        debts=st.lists(
            st.tuples(st.integers(-50, 300).filter(bool), st.integers(0, 80), st.one_of(st.none(), st.integers(0, 90))),
            max_size=8,
        ),
        paid=st.lists(
            st.tuples(st.integers(0, 7), st.integers(-40, 200).filter(bool), st.integers(0, 89)), max_size=10
        ),
        by=st.sampled_from(["due", "habit"]),
        overdue=st.sampled_from(["this-month", "habit"]),
    )
    @settings(max_examples=60)
    def test_its_months_and_what_has_no_date_add_up_to_the_receivables(
        self,
        debts: list[tuple[int, int, int | None]],
        paid: list[tuple[int, int, int]],
        by: str,
        overdue: str,
    ):
        start = date(2026, 1, 1)
        moved: list[Movement] = [
            invoice(
                f"F{place}",
                start + timedelta(days=on),
                amount,
                None if due is None else start + timedelta(days=on + due),
            )
            for place, (amount, on, due) in enumerate(debts)
        ]
        moved += [
            receipt(f"R{place}", start + timedelta(days=on), amount, invoice=f"F{of}")
            for place, (of, amount, on) in enumerate(paid)
        ]
        moved.sort(key=lambda each: (each.day, isinstance(each, Received)))
        found = forecast_on(NOTHING_AGREED, moved, DAY, forecast_rule(by, overdue))
        position = Positions(each for each in moved if each.day <= DAY).of("D1")
        months = sum((found.in_month(month) for month in found.months()), found.in_month(None))
        assert months == found.receivables == position.receivables
        assert all(each.expected_on is None or each.expected_on >= DAY for each in found.expected)


POLICY = """
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
collections:
  forecast: {by: due, overdue: this-month}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded = loads({"policy.yaml": POLICY.encode()})
    assert loaded.policy is not None
    return loaded.policy


class TestReadingWhatWasAgreed:
    def test_the_contract_says_whose_an_instalment_is(self, policy: Policy):
        book = Book.from_tables(
            {
                "contracts": [{"contract": "C1", "customer": "D7"}],
                "instalments": [{"contract": "C1", "instalment": "1", "due_on": "2026-05-01", "amount": "10"}],
            }
        )
        (found,) = read_agreed(policy, book, DAY).schedules["C1"]
        assert (found.customer, found.amount) == ("D7", 10)

    def test_an_amount_without_a_rate_is_left_out_and_told(self, policy: Policy):
        book = Book.from_tables(
            {
                "instalments": [
                    {
                        "contract": "C1",
                        "instalment": "1",
                        "customer": "D1",
                        "due_on": "2026-05-01",
                        "amount": "10",
                        "currency": "USD",
                    }
                ]
            }
        )
        found = read_agreed(policy, book, DAY)
        assert (dict(found.schedules), [each.code for each in found.problems]) == ({}, ["DK595"])
        assert sentence(found.problems[0], "en")[0].endswith(
            f"cannot be counted: there is no rate from USD into CNY on {DAY}"
        )

    def test_an_amount_with_a_rate_is_converted_by_that_of_the_day(self, policy: Policy):
        book = Book.from_tables(
            {
                "rates": [{"from": "USD", "to": "CNY", "rate": "7.1"}],
                "instalments": [
                    {
                        "contract": "C1",
                        "instalment": "1",
                        "customer": "D1",
                        "due_on": "2026-05-01",
                        "amount": "10",
                        "currency": "USD",
                    }
                ],
            }
        )
        (found,) = read_agreed(policy, book, DAY).schedules["C1"]
        assert found.amount == 71

    def test_an_instalment_of_nobody_is_told(self, policy: Policy):
        book = Book.from_tables(
            {"instalments": [{"contract": "C1", "instalment": "1", "due_on": "2026-05-01", "amount": "10"}]}
        )
        (told,) = read_agreed(policy, book, DAY).problems
        assert told.code == "DK595"
        assert sentence(told, "en")[0].endswith("cannot be counted: nobody is named who pays it")
        assert sentence(told, "zh")[0].endswith("无法计入：没有写明由谁支付")

    def test_a_plan_agreed_later_is_not_there_yet(self, policy: Policy):
        row = {
            "plan": "P",
            "instalment": "1",
            "customer": "D1",
            "agreed_on": "2026-04-01",
            "due_on": "2026-05-01",
            "amount": "10",
        }
        assert read_agreed(policy, Book.from_tables({"repayments": [row]}), DAY).plans == ()
