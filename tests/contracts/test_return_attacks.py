"""Returns that a careless or a cunning hand writes: nothing is credited twice, early, or in the wrong currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.contracts.returns.results import Fate
from dealerkit.values.months import whole_months
from tests.contracts.returning import TEXT, TODAY, Rows, asked, bought, policy_of, run

RATES: Rows = [{"from": "EUR", "to": "CNY", "valid_from": "2026-01-01", "rate": "8"}]


def unit(serial: str = "S", document: str = "X", **more: object) -> dict[str, object]:
    row = {"serial": serial, "product": "P", "dealer": "D", "bought_on": "2026-06-01", "unit_price": 100}
    return {**row, "document": document, **more}


class TestSerials:
    def test_a_serial_number_is_one_unit(self):
        # Five units of 100 asked for under one number: one of them was bought.
        (line,) = run([asked(quantity=5, serial="S")], [bought()], serials=[unit()]).lines
        assert (line.units(Fate.ACCEPT), line.credit) == (1, 100)

    def test_a_unit_that_came_back_by_its_number_does_not_come_back_by_its_document(self):
        returns = [asked("R1", serial="S"), asked("R2", document="X", day="2026-06-06")]
        found = run(returns, [bought(quantity=1, amount=100)], serials=[unit()])
        assert [line.fate for line in found.lines] == ["accept", "refuse"]

    def test_nor_the_other_way_round(self):
        returns = [asked("R1", document="X"), asked("R2", serial="S", day="2026-06-06")]
        found = run(returns, [bought(quantity=1, amount=100)], serials=[unit()])
        assert [line.fate for line in found.lines] == ["accept", "refuse"]

    def test_a_unit_of_which_lines_know_nothing_comes_back_by_its_number(self):
        (line,) = run([asked(serial="S")], [bought("Y")], serials=[unit()]).lines
        assert line.credit == 100


class TestCurrencies:
    def test_a_purchase_in_another_currency_is_credited_at_the_rate_of_its_day(self):
        # 5 for 500 EUR at 8 CNY: 800 CNY each.
        (line,) = run([asked()], [bought(currency="EUR")], rates=RATES).lines
        assert line.credit == 800

    def test_so_is_a_single_unit(self):
        (line,) = run([asked(serial="S")], [bought("Y")], serials=[unit(currency="EUR")], rates=RATES).lines
        assert line.credit == 800

    def test_what_was_credited_in_another_currency_is_compared_in_the_policys(self):
        # 20 EUR are 160 CNY; the rules give 100.
        done = asked(done="credited", done_on="2026-06-06", credited=20, currency="EUR")
        (found,) = run([done], [bought()], rates=RATES).problems
        assert (found.code, found.arg("over")) == ("DK792", 60)


class TestDays:
    def test_a_sale_after_the_request_decides_nothing(self):
        policy = policy_of(TEXT.replace("day_zero: bought_on", "day_zero: sold_on"))
        row = asked(asked="exchange", cause="other", sold_on="2026-06-10")
        assert run([row], [bought()], policy=policy).lines[0].fate == "undetermined"

    @pytest.mark.parametrize(
        ("first", "last", "months"),
        [
            ("2026-01-31", "2026-02-27", 0),
            ("2026-01-31", "2026-02-28", 1),
            ("2024-02-29", "2025-02-28", 12),
            ("2026-03-09", "2026-07-08", 3),
            ("2026-03-09", "2026-07-09", 4),
        ],
    )
    def test_whole_months_end_where_a_duration_in_months_does(self, first: str, last: str, months: int):
        assert whole_months(date.fromisoformat(first), date.fromisoformat(last)) == months

    def test_working_days_that_count_day_zero_end_on_a_working_day(self):
        # Bought on Monday 1 June, counted itself: the fifth working day is Friday 5 June, so Saturday is too late.
        text = TEXT.replace("within: 15 days", "within: 5 working days")
        text = text.replace("day_zero: bought_on", "day_zero: bought_on\n    counts_day_zero: true")
        policy = policy_of(text.replace("currency: CNY", "currency: CNY, calendar: CN"))
        days = ("2026-06-05", "2026-06-06")
        rows = [asked(f"R{day}", day=day, asked="exchange", cause="other") for day in days]
        assert [line.fate for line in run(rows, [bought()], policy=policy).lines] == ["exchange", "repair"]


class TestDone:
    def test_fewer_units_for_the_credit_of_all_is_too_much(self):
        # Two of five were taken back, which is 200; 400 were credited.
        done = asked(quantity=5, done="credited", done_on="2026-06-06", done_quantity=2, credited=400)
        (found,) = run([done], [bought()]).problems
        assert (found.code, found.arg("over")) == ("DK792", 200)

    def test_more_units_than_were_asked_for_is_a_finding(self):
        done = asked(quantity=2, done="credited", done_on="2026-06-06", done_quantity=3, credited=200)
        assert [each.code for each in run([done], [bought()]).problems] == ["DK792"]

    def test_a_credit_note_says_how_much_was_credited(self):
        # The rules give 500 for five, the note 600.
        lines = [bought(), bought("C9", -5, -600, "2026-06-10")]
        (found,) = run([asked("R1", 5, credit_note="C9")], lines).problems
        assert (found.code, found.arg("over")) == ("DK792", 100)

    def test_a_credit_note_for_fewer_units_leaves_the_others(self):
        lines = [bought(), bought("C9", -2, -200, "2026-06-10")]
        found = run([asked("R1", 5, credit_note="C9"), asked("R2", 5, day="2026-06-12")], lines)
        assert found.lines[1].units(Fate.ACCEPT) == 3

    def test_a_note_about_another_product_is_still_goods_that_came_back(self):
        lines = [bought(), bought(product="Q"), bought("C9", -5, -500, "2026-06-10", product="Q")]
        returns = [asked("R1", credit_note="C9"), asked("R2", product="Q", day="2026-06-12")]
        assert [line.fate for line in run(returns, lines).lines] == ["accept", "refuse"]


class TestPath:
    TEXT = f"{TEXT}    path: [{{id: note}}, {{id: confirm, role: keeper}}, {{id: credit}}]\n"
    PEOPLE: Rows = ({"employee": "A", "role": "seller"}, {"employee": "B", "role": "seller"})

    def payable(self, returns: Rows, steps: Rows, **tables: Rows) -> list[Decimal]:
        found = run(returns, [bought()], TODAY, policy_of(self.TEXT), steps=steps, **tables)
        return [line.payable for line in found.lines]

    def test_a_step_by_the_wrong_role_does_not_make_it_payable(self):
        steps = [{"document": "R", "duty": "confirm", "employee": "B", "at": "2026-06-06 09:00"}]
        assert self.payable([asked(salesperson="A")], steps, employees=self.PEOPLE) == [0]

    def test_nor_does_one_by_the_same_hands(self):
        steps = [{"document": "R", "duty": "confirm", "employee": "A", "at": "2026-06-06 09:00"}]
        assert self.payable([asked(salesperson="A")], steps) == [0]

    def test_what_the_right_one_did_afterwards_counts(self):
        people = [*self.PEOPLE, {"employee": "K", "role": "keeper"}]
        steps = [
            {"document": "R", "duty": "confirm", "employee": "B", "at": "2026-06-06 09:00"},
            {"document": "R", "duty": "confirm", "employee": "K", "at": "2026-06-07 09:00"},
        ]
        assert self.payable([asked(salesperson="A")], steps, employees=people) == [100]

    def test_a_quantity_confirmed_for_the_whole_return_is_that_of_all_its_lines(self):
        returns = [asked("R", 2, line_no=1, salesperson="A"), asked("R", 3, line_no=2, salesperson="A")]
        step = {"document": "R", "duty": "confirm", "employee": "K", "at": "2026-06-06 09:00"}
        found = run(returns, [bought()], policy=policy_of(self.TEXT), steps=[{**step, "quantity": 5}])
        assert ([line.payable for line in found.lines], found.problems) == ([200, 300], ())

    def test_and_where_it_is_less_the_first_lines_come_first(self):
        returns = [asked("R", 2, line_no=1, salesperson="A"), asked("R", 3, line_no=2, salesperson="A")]
        step = {"document": "R", "duty": "confirm", "employee": "K", "at": "2026-06-06 09:00"}
        assert self.payable(returns, [{**step, "quantity": 4}]) == [200, 200]

    def test_one_person_under_two_codes_is_one_pair_of_hands(self):
        people = [{"employee": code, "role": "keeper", "person": "ID-1"} for code in ("A", "A2")]
        steps = [{"document": "R", "duty": "confirm", "employee": "A2", "at": "2026-06-06 09:00"}]
        assert self.payable([asked(salesperson="A")], steps, employees=people) == [0]
