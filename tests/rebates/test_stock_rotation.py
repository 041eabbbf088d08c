"""Stock rotation over small books: 10 % of the quarter before, a unit at 10, so 100 units bought let 10 come back."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.rebates.rotation.checks import check_rotation
from dealerkit.rebates.rotation.results import Requested, Stay
from dealerkit.rebates.rotation.run import RotationRun, rotate
from dealerkit.rebates.rotation.scheme import rotation_schemes
from tests.rebates.granted import back, book_of, bought, loaded, requests, rotation_policy

LINES = [bought(100, 10, "2026-02-01")]


def only(run: RotationRun) -> Requested:
    (found,) = run.requests
    return found


def fates(found: Requested) -> list[tuple[Stay, int]]:
    return [(part.fate, int(part.quantity)) for part in found.parts]


class TestAllowance:
    def test_it_is_cut_at_whole_units(self):
        found = only(requests(rotation_policy("share: 9.99%"), lines=LINES, rotations=[back(12)]))
        assert (found.credit, fates(found)) == (90, [(Stay.CUT, 3), (Stay.ALLOWED, 9)])

    @pytest.mark.parametrize(("day", "credit"), [("2026-03-31", 0), ("2026-04-01", 100), ("2026-07-01", 0)])
    def test_the_period_is_the_last_one_that_was_over(self, day: str, credit: int):
        assert only(requests(rotation_policy(), lines=LINES, rotations=[back(10, day)])).credit == credit

    def test_returns_lessen_it(self):
        lines = [*LINES, bought(-50, 10, "2026-03-01")]
        assert only(requests(rotation_policy(), lines=lines, rotations=[back(10)])).credit == 50

    def test_more_sent_back_than_bought_leaves_nothing(self):
        lines = [bought(100, 10, "2025-12-01"), bought(-20, 10, "2026-03-01")]
        found = only(requests(rotation_policy(), lines=lines, rotations=[back(1)]))
        assert (found.credit, found.allowance.most) == (0, 0)

    def test_earlier_requests_of_the_period_have_used_it(self):
        rows = [back(7, request="R1"), back(7, "2026-04-11", request="R2")]
        run = requests(rotation_policy(), lines=LINES, rotations=rows)
        assert [(each.credit, each.allowance.used) for each in run.requests] == [(70, 0), (30, 70)]

    def test_a_refused_request_does_not_count_as_one_that_was_granted(self):
        rows = [back(1, request="R1", condition="opened"), back(1, "2026-04-11", request="R2", condition="new")]
        run = requests(rotation_policy("times: 1", "condition: [new]"), lines=LINES, rotations=rows)
        assert [each.credit for each in run.requests] == [0, 10]


class TestUnits:
    def test_what_was_named_as_bought_on_a_day_comes_from_that_day(self):
        lines = [bought(2, 8, "2026-02-01"), bought(100, 10, "2026-03-01")]
        found = only(requests(rotation_policy(), lines=lines, rotations=[back(3, bought_on="2026-02-01")]))
        assert (found.credit, fates(found)) == (16, [(Stay.ALLOWED, 2), (Stay.UNBOUGHT, 1)])

    def test_a_unit_comes_back_once(self):
        lines = [bought(3, 10, "2026-02-01"), bought(100, 10, "2026-02-01", product="Q")]
        rows = [back(2, request="R1"), back(2, "2026-04-11", request="R2")]
        run = requests(rotation_policy(), lines=lines, rotations=rows)
        assert [each.credit for each in run.requests] == [20, 10]

    def test_goods_that_came_back_under_a_request_are_not_counted_off_twice(self):
        lines = [bought(3, 10, "2026-02-01"), bought(100, 10, "2026-02-01", product="Q")]
        came = bought(-2, 10, "2026-04-20", document="R1")
        rows = [back(2, request="R1"), back(1, "2026-05-11", request="R2")]
        run = requests(rotation_policy(), lines=[*lines, came], rotations=rows)
        assert [each.credit for each in run.requests] == [20, 10]

    def test_a_serial_number_says_which_unit_it_is(self):
        serials = [
            {"serial": "A", "product": "P", "dealer": "D", "bought_on": "2026-02-01", "unit_price": "12"},
            {"serial": "B", "product": "P", "dealer": "E", "bought_on": "2026-02-01", "unit_price": "12"},
        ]
        rows = [back("", line_no=str(n), serial=serial) for n, serial in enumerate("ABA")]
        found = only(requests(rotation_policy(), lines=LINES, serials=serials, rotations=rows))
        assert (found.credit, fates(found)) == (
            12,
            [(Stay.ALLOWED, 1), (Stay.UNBOUGHT, 1), (Stay.UNBOUGHT, 1)],
        )

    def test_a_serial_number_comes_back_once_even_without_a_register(self):
        rows = [back("", line_no=str(n), serial="A") for n in range(2)]
        found = only(requests(rotation_policy(), lines=LINES, rotations=rows))
        assert fates(found) == [(Stay.ALLOWED, 1), (Stay.UNBOUGHT, 1)]

    def test_ninety_days_before_1_may_is_31_january(self):
        lines = [bought(50, 10, "2026-01-30"), bought(1, 10, "2026-01-31"), bought(50, 10, product="Q")]
        found = only(requests(rotation_policy("younger_than: 90 days"), lines=lines, rotations=[back(2, "2026-05-01")]))
        assert fates(found) == [(Stay.ALLOWED, 1), (Stay.OLD, 1)]


class TestRows:
    def test_a_request_under_no_scheme_is_told_of(self):
        run = requests(rotation_policy(), lines=LINES, rotations=[back(1, scheme="other")])
        assert (run.requests, [each.code for each in run.problems]) == ((), ["DK483"])

    def test_a_fact_that_is_missing_leaves_it_open(self):
        policy = rotation_policy('where: dealer.status == "active"')
        assert only(requests(policy, lines=LINES, rotations=[back(1)])).decision.code == "DK003"

    @pytest.mark.parametrize(("word", "credit"), [("refuse", 0), ("true", 10), ("false", 0)])
    def test_a_missing_fact_may_be_answered_by_the_scheme(self, word: str, credit: int):
        policy = rotation_policy(f'where: {{when: dealer.status == "active", if_missing: {word}}}')
        assert only(requests(policy, lines=LINES, rotations=[back(1)])).credit == credit

    def test_a_window_beyond_the_calendar_leaves_it_open(self):
        lines = [bought(100, 10, "2026-08-01")]
        rows = [back(1, "2026-12-01")]
        run = requests(rotation_policy("window: 300 working days"), lines=lines, rotations=rows)
        assert only(run).decision.code == "DK368"

    def test_no_units_at_all_are_refused(self):
        assert fates(only(requests(rotation_policy(), lines=LINES, rotations=[back(0)]))) == [(Stay.NOTHING, 0)]

    def test_a_price_that_is_missing_may_be_refused(self):
        policy = rotation_policy("price: {from: current, if_missing: refuse}")
        assert fates(only(requests(policy, lines=LINES, rotations=[back(1)]))) == [(Stay.UNPRICED, 1)]

    def test_half_an_order_in_exchange(self):
        orders = [{"order": "O", "date": "2026-04-01", "customer": "D", "net_amount": "30"}]
        policy = rotation_policy("order: 50%")
        found = only(requests(policy, lines=LINES, orders=orders, rotations=[back(8, order="O")]))
        assert (found.credit, fates(found)) == (60, [(Stay.ORDER, 2), (Stay.ALLOWED, 6)])

    def test_an_order_of_another_dealer_does_not_serve(self):
        orders = [{"order": "O", "date": "2026-04-01", "customer": "E", "net_amount": "300"}]
        policy = rotation_policy("order: 100%")
        assert only(requests(policy, lines=LINES, orders=orders, rotations=[back(8, order="O")])).credit == 0


class TestLedger:
    def test_a_credit_is_proposed_once_with_its_tax(self):
        tables = {"lines": [bought(100, 10, "2026-02-01", tax_rate="0.06")], "rotations": [back(3)]}
        policy, day = rotation_policy(), date(2026, 5, 1)
        (posting,) = rotate(policy, book_of(tables), day).credits.proposals
        assert (posting.id, posting.net, str(posting.tax)) == ("stock_rotation.s|D|R|settlement|1", 30, "1.80")
        assert rotate(policy, book_of(tables, [posting]), day).credits.proposals == ()


class TestChecks:
    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ("period: month\n  window: 28 days", []),
            ("period: month\n  window: 1 month", []),
            ("period: month\n  window: 29 days", ["DK481"]),
            ("period: quarter\n  window: 91 days", ["DK481"]),
            ("period: quarter\n  window: 90 days", []),
            ("period: quarter\n  younger_than: 3 hours", ["DK377"]),
        ],
    )
    def test_mistakes_are_found_before_any_request(self, lines: str, expected: list[str]):
        text = f"s:\n  share: 5%\n  price: bought\n  {lines}\n  settle: {{payout: transfer, negative: floor}}"
        policy, problems = loaded("stock_rotation", text)
        assert policy is not None, problems
        assert [each.code for each in check_rotation(rotation_schemes(policy), policy)] == expected
