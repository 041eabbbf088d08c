"""Codes: what is made is read back, and what was changed is noticed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.book.kinds import Value
from dealerkit.customers.codes.pattern import Coder, Fault, coder_of
from dealerkit.customers.codes.run import evaluate, next_code
from dealerkit.customers.codes.section import Scheme
from tests.customers.test_customer_audit import policy_of

TEXTS = st.text("AB甲1-", min_size=1, max_size=4)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def coder(pattern: str = "{city}-{day:YYYYMM}-{name}-{sequence:3}", *, loose: str | None = None) -> Coder:
    found = coder_of(Scheme(pattern=pattern, by="day", restarts="year", spelt={"city": {"上海": "SH"}}, loose=loose))
    assert isinstance(found, Coder)
    return found


def row(city: str, day: date, name: str) -> dict[str, Value]:
    return {"city": city, "day": day, "name": name}


@given(TEXTS, DAYS, TEXTS, st.integers(1, 999), st.sampled_from([None, "name"]))
def test_a_code_that_was_made_is_read_back_with_its_number(
    city: str, day: date, name: str, sequence: int, loose: str | None
):
    values = row(city, day, name)
    made = coder(loose=loose).made(values.get, sequence)
    assert made is not None
    reading = coder(loose=loose).read(made, values.get)
    assert (reading.sequence, reading.wrong) == (sequence, ())


@given(TEXTS, DAYS, DAYS, TEXTS, st.integers(1, 999))
def test_another_month_is_noticed(city: str, day: date, other: date, name: str, sequence: int):
    made = coder().made(row(city, day, name).get, sequence)
    assert made is not None
    wrong = coder().read(made, row(city, other, name).get).wrong
    assert ("day" in wrong) == (f"{day:%Y%m}" != f"{other:%Y%m}")


@given(TEXTS, DAYS, TEXTS, TEXTS)
def test_what_is_loose_may_be_anything(city: str, day: date, name: str, other: str):
    made = coder(loose="name").made(row(city, day, name).get, 7)
    assert made is not None
    assert coder(loose="name").read(made, row(city, day, other).get).wrong == ()


@given(st.text("SH-甲012", max_size=12))
def test_any_text_is_read_without_an_accident(code: str):
    reading = coder(loose="name").read(code, row("上海", date(2026, 3, 2), "甲").get)
    assert reading.wrong or reading.sequence


def test_a_spelling_of_the_policy_stands_in_the_code():
    assert coder().made(row("上海", date(2026, 3, 2), "甲").get, 1) == "SH-202603-甲-001"


def test_the_number_zero_is_no_running_number():
    assert coder().read("SH-202603-甲-000", row("上海", date(2026, 3, 2), "甲").get).wrong


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{city}", "sequence"),
        ("{sequence:3}{sequence:3}", "sequence"),
        ("{city}-{sequence}", "sequence"),
        ("{day:DDD}{sequence:3}", "day"),
        ("{city-{sequence:3}", "braces"),
        ("{City}-{sequence:3}", "braces"),
    ],
)
def test_a_pattern_that_makes_no_codes_says_why(pattern: str, why: str):
    found = coder_of(Scheme(pattern=pattern, by="day", restarts="year"))
    assert isinstance(found, Fault)
    assert found.why == why


CODES = policy_of("""
policy: {name: codes, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
customers:
  codes: {customer: {pattern: "{city}-{first_contact:MM}-{name}-{sequence:3}", by: first_contact, restarts: year}}
""")


def known(code: str, met: str = "2026-03-02", name: str = "A", **more: object) -> dict[str, object]:
    return {
        "customer": code,
        "kind": "firm",
        "status": "active",
        "city": "HZ",
        "name": name,
        "first_contact": met,
        **more,
    }


class TestTheNextCode:
    """A number is given out once, whoever has it or had it."""

    def following(self, *rows: dict[str, object]) -> object:
        values: dict[str, Value] = {"city": "HZ", "name": "A", "first_contact": date(2026, 3, 20)}
        return next_code(CODES, Book.from_tables({"customers": rows}), date(2026, 3, 20), "customer", values).value(
            "made"
        )

    def test_it_follows_the_highest_of_the_year(self):
        assert self.following(known("HZ-03-A-001"), known("HZ-03-B-007", name="B")) == "HZ-03-A-008"

    def test_the_number_of_a_former_customer_is_not_given_out_again(self):
        assert (
            self.following(known("HZ-03-A-001"), known("HZ-03-B-007", name="B", valid_to="2026-03-10")) == "HZ-03-A-008"
        )

    def test_nor_is_the_number_of_a_code_that_no_longer_agrees_with_its_row(self):
        assert self.following(known("HZ-03-A-001"), known("HZ-02-B-007", name="B")) == "HZ-03-A-008"

    def test_a_code_of_another_make_says_nothing_of_the_numbers(self):
        assert self.following(known("HZ-03-A-001"), known("XX_03_B_999", name="B")) == "HZ-03-A-002"

    def test_a_code_of_an_earlier_year_is_not_made_again(self):
        assert self.following(known("HZ-03-A-001", met="2025-03-02")) == "HZ-03-A-002"

    def test_the_number_of_a_former_customer_is_not_missing(self):
        rows = [
            known("HZ-03-A-001"),
            known("HZ-03-B-002", name="B", valid_to="2026-03-10"),
            known("HZ-03-C-003", name="C"),
        ]
        found = evaluate(CODES, Book.from_tables({"customers": rows}), date(2026, 3, 20))
        assert [each.code for each in found.problems] == []
