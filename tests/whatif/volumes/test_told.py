"""Nothing a change does or does not do is silent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dealerkit.problems import Severity
from dealerkit.whatif.volumes.changing import Changed
from dealerkit.whatif.volumes.checks import check_changes, check_dealers
from tests.rebates.histories import QUARTERLY, line, policy_of
from tests.whatif.volumes.worlds import amounts_after, book_with, changes_on, scenario_of

POLICY = policy_of(QUARTERLY)
CUSTOMERS = [
    {"customer": "D001", "kind": "dealer", "class": "x"},
    {"customer": "D002", "kind": "dealer", "class": "y"},
    {"customer": "D003", "kind": "dealer"},
]
BOOK = book_with(
    [
        line("2026-02-01", 4000, "D001", kind="a", quantity="4"),
        line("2026-02-02", 900, "D001", kind="b", quantity="1"),
        line("2026-02-03", 2000, "D002", kind="a", quantity="2"),
        line("2026-02-04", 700, "D003", kind="a", quantity="1"),
    ],
    customers=CUSTOMERS,
)


def codes(found: Changed) -> list[str]:
    return [each.code for each in found.problems]


class TestWhatChangesSay:
    def test_a_condition_that_meets_no_line_is_told_with_its_place(self) -> None:
        (why,) = changes_on(POLICY, BOOK, 'book: [{id: g, grow: 5%, where: line.kind == "c"}]').problems
        assert (why.code, why.severity, why.arg("where")) == ("DK960", Severity.WARNING, 'line.kind == "c"')
        assert why.at is not None
        assert (why.at.file, why.at.column) == ("scenarios.yaml", 37)

    def test_so_are_days_without_lines(self) -> None:
        (why,) = changes_on(POLICY, BOOK, "book: [{id: g, grow: 5%, during: 2026-07-01..}]").problems
        assert (why.code, why.arg("during")) == ("DK960", "2026-07-01..")

    def test_a_lost_dealer_who_is_unknown_is_a_mistake_with_the_one_that_was_meant(self) -> None:
        scenario = scenario_of("book: [{id: l, lose: D0001}]", POLICY)
        (why,) = check_dealers(scenario.book.values(), BOOK)
        assert (why.code, why.severity, why.arg("dealer")) == ("DK961", Severity.ERROR, "D0001")
        assert why.arg("nearest") == "D001"
        assert why.at is not None
        assert why.at.file == "scenarios.yaml"

    def test_and_is_one_too_in_a_book_without_customers(self) -> None:
        book = book_with([line("2026-02-01", 4000, "D001")])
        assert codes(changes_on(POLICY, book, "book: [{id: l, lose: D004}]")) == ["DK961"]

    def test_a_new_dealer_who_is_in_the_book_is_a_mistake(self) -> None:
        scenario = scenario_of("book: [{id: n, add: D002, like: D001, times: 1}]", POLICY)
        assert [each.code for each in check_dealers(scenario.book.values(), BOOK)] == ["DK965"]

    def test_lines_of_which_nobody_knows_are_counted_and_stay(self) -> None:
        text = 'book: [{id: g, grow: 100%, dealers: dealer.class == "x"}]'
        found = changes_on(POLICY, BOOK, text)
        (why,) = found.problems
        assert (why.code, why.arg("lines"), why.arg("dealers"), why.arg("facts")) == ("DK967", 1, 1, ("dealer.class",))
        assert {each.dealer: each.by for each in found.moves} == {"D001": 4900}

    def test_a_shift_from_and_to_the_same_lines_is_a_mistake(self) -> None:
        text = 'book: [{id: s, shift: 10%, from: line.kind == "a", to: line.quantity > 1, keeps: net_amount}]'
        assert codes(changes_on(POLICY, BOOK, text)) == ["DK964"]

    def test_what_cannot_be_shifted_is_told_with_its_sum(self) -> None:
        text = 'book: [{id: s, shift: 10%, from: line.kind == "a", to: line.kind == "b", keeps: net_amount}]'
        found = changes_on(POLICY, BOOK, text)
        (why,) = found.problems
        assert (why.code, why.arg("dealers"), why.arg("amount")) == ("DK970", 2, 270)
        assert [(each.reason.step, each.dealer, each.by) for each in found.moves] == [
            ("book-shifted-from", "D001", -400),
            ("book-shifted-to", "D001", 400),
        ]

    def test_a_programme_that_takes_lines_by_their_size_is_told(self) -> None:
        policy = policy_of(QUARTERLY.replace("{measure", "{where: line.net_amount >= 1000, measure"))
        (why,) = changes_on(policy, BOOK, "book: [{id: g, grow: 5%}]").problems
        assert (why.code, why.arg("programme"), why.arg("facts")) == ("DK968", "volume", ("line.net_amount",))

    def test_a_formula_that_is_no_plain_multiple_is_told_and_stays(self) -> None:
        policy = policy_of(QUARTERLY.replace("measure: net_amount", "measure: =line.net_amount - 100"))
        (why,) = changes_on(policy, BOOK, "book: [{id: g, grow: 5%}]").problems
        assert (why.code, why.arg("measure")) == ("DK968", "line.net_amount - 100")
        # 3,900 and 800 of D001 stay 4,700 at 1 %.
        assert amounts_after(policy, BOOK, "book: [{id: g, grow: 5%}]")["volume", "D001", "2026-Q1"] == 47

    def test_what_a_change_does_not_reach_is_told(self) -> None:
        reported = QUARTERLY.replace("{measure", "{from: sell-through, measure")
        sold = [{"date": "2026-02-01", "dealer": "D001", "product": "P", "quantity": "4", "net_amount": "5000"}]
        lines = [line("2026-02-01", 4000, "D001", kind="a", quantity="4")]
        book = book_with(lines, sell_through=sold, customers=CUSTOMERS)
        policy = policy_of(reported)
        found = changes_on(policy, book, "book: [{id: g, grow: 5%}, {id: p, price: 5%}]")
        assert [(each.code, each.arg("change"), each.severity) for each in found.problems] == [
            ("DK969", "p", Severity.NOTE)
        ]
        # Who sells five per cent more sells five per cent more on: 5,250 at 2 %.
        grown = amounts_after(policy, book, "book: [{id: g, grow: 5%}]")
        assert grown == {("volume", "D001", "2026-Q1"): 105}

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ("{id: c, grow: 5%, like: D001}", "DK962"),
            ('{id: c, lose: D001, dealers: dealer.class == "x"}', "DK962"),
            ('{id: c, pay_later: 3 days, where: line.kind == "a"}', "DK962"),
            ("{id: c, add: N}", "DK963"),
            ('{id: c, shift: 5%, from: line.kind == "a"}', "DK963"),
            ("{id: c, lose: all}", "DK963"),
            ("{id: c, pay_later: 3 working days}", "DK966"),
        ],
    )
    def test_keys_that_say_nothing_or_are_lacking_are_mistakes(self, change: str, code: str) -> None:
        scenario = scenario_of(f"book: [{change}]", POLICY)
        assert {each.code for each in check_changes(scenario.book.values())} == {code}

    def test_every_dealer_of_a_condition_may_be_lost(self) -> None:
        found = amounts_after(POLICY, BOOK, 'book: [{id: l, lose: all, dealers: dealer.class == "y"}]')
        assert {payee for _, payee, _ in found} == {"D001", "D003"}


class TestUnits:
    def test_where_units_are_counted_what_grows_is_whole_units(self) -> None:
        policy = policy_of(
            QUARTERLY.replace("measure: net_amount", "measure: quantity")
            .replace("kind: percent", "kind: per-unit")
            .replace("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at_unit: 1, pay: 3}]")
        )
        # 5 units of D001 grow by 30 % to 6.5: six whole ones at 3.
        found = amounts_after(policy, BOOK, "book: [{id: g, grow: 30%}]")
        assert found["volume", "D001", "2026-Q1"] == Decimal(18)
