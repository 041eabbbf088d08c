"""Who heads a department on a day."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.customers.staff import Staff

BEFORE, AFTER = date(2026, 3, 31), date(2026, 7, 31)


def staff(as_of: date) -> Staff:
    first = {"employee": "H1", "role": "head", "department": "sales", "left_on": "2026-06-30"}
    moved = [
        {"employee": "H2", "role": "seller", "department": "sales", "valid_from": "", "valid_to": "2026-06-30"},
        {"employee": "H2", "role": "head", "department": "sales", "valid_from": "2026-07-01", "valid_to": ""},
    ]
    known = {"valid_from": "", "valid_to": "", "left_on": ""}
    return Staff(Book.from_tables({"employees": [known | each for each in (first, *moved)]}), as_of)


class TestHead:
    def test_whoever_holds_the_role_on_the_day_is_the_head(self):
        assert staff(BEFORE).head("head", ("sales",)) == "H1"

    def test_one_who_left_before_is_no_longer_the_head(self):
        assert staff(AFTER).head("head", ("sales",)) == "H2"

    def test_another_department_has_another_head_or_none(self):
        assert staff(AFTER).head("head", ("service",)) == ""

    def test_without_a_role_there_is_no_head(self):
        assert staff(AFTER).head(None, ("sales",)) == ""
