"""What is found wrong with price protection before anything is claimed."""

from __future__ import annotations

from dealerkit.rebates.protection.checks import check_protection
from dealerkit.rebates.protection.scheme import schemes_of
from tests.rebates.protections import loaded


def codes(schemes: str) -> list[str]:
    policy, problems = loaded(schemes)
    assert policy is not None, problems
    found = check_protection(schemes_of(policy), policy.header.effective, None)
    return [each.code for each in found]


class TestSchemes:
    def test_one_scheme_is_sound(self):
        assert codes("a: {stock: count, window: 60 days}") == []

    def test_two_schemes_for_everything_take_the_same_units(self):
        assert codes("a: {stock: count}\nb: {stock: purchases}") == ["DK376"]

    def test_one_for_everything_takes_the_units_of_the_other(self):
        assert codes("a: {stock: count}\nb: {where: 'within(product, \"x\")', stock: count}") == ["DK376"]

    def test_the_same_condition_takes_the_same_units_however_it_is_spaced(self):
        text = 'a: {where: dealer.class == "A", stock: count}\nb: {where: dealer.class  ==  "A", stock: count}'
        assert codes(text) == ["DK376"]

    def test_schemes_that_follow_each_other_do_not(self):
        text = (
            "a: {effective: 2026-01-01..2026-06-30, stock: count}\nb: {effective: 2026-07-01..2026-12-31, stock: count}"
        )
        assert codes(text) == []

    def test_schemes_for_other_price_levels_do_not(self):
        assert codes("a: {stock: count}\nb: {level: gold, stock: count}") == []

    def test_a_scheme_that_outlasts_the_policy(self):
        assert codes("a: {effective: 2026-01-01..2027-01-31, stock: count}") == ["DK314"]


class TestTimes:
    def test_hours_are_no_days_wherever_they_stand(self):
        text = (
            "a: {window: 24 hours, claim: 24 hours, stock: {from: count, within: 24 hours},"
            " promises: {m: {window: 24 hours}}}"
        )
        assert codes(text) == ["DK377"] * 4

    def test_working_days_need_a_calendar(self):
        assert codes("a: {window: 5 working days, stock: count}") == ["DK373"]
