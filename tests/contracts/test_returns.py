"""Returns over small books: quantities against a naive reckoning, credits, windows, signatures, requests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit import return_request
from dealerkit.contracts.returns.results import Fate, Why
from dealerkit.contracts.returns.run import evaluate
from dealerkit.decisions import Outcome
from dealerkit.problems import DealerkitError
from tests.contracts.naive_returns import credits
from tests.contracts.returning import POLICY, TEXT, TODAY, asked, book_of, bought, policy_of, run

FIRST = date(2026, 6, 1)
DAYS = st.integers(0, 20)
BOUGHT = st.lists(
    st.tuples(DAYS, st.sampled_from("XYZ"), st.integers(-4, 6).filter(bool), st.integers(1, 90)), max_size=8
)
WANTED = st.lists(st.tuples(DAYS, st.sampled_from(("", "X", "Y")), st.integers(1, 6)), min_size=1, max_size=6)


def on(day: int) -> str:
    return (FIRST + timedelta(days=day)).isoformat()


class TestAgainstNaive:
    @given(BOUGHT, WANTED)
    def test_never_more_than_was_bought_less_what_came_back(
        self, purchases: list[tuple[int, str, int, int]], wanted: list[tuple[int, str, int]]
    ):
        lines = [
            bought(document, units, units * price, on(day), line_no=i)
            for i, (day, document, units, price) in enumerate(purchases)
        ]
        requests = sorted(wanted, key=lambda each: each[0])
        returns = [
            asked(f"R{i:02}", units, "wrong", on(day), document=document)
            for i, (day, document, units) in enumerate(requests)
        ]
        found = run(returns, lines)
        got = [(line.units(Fate.ACCEPT), line.credit) for line in found.lines]
        assert got == [(Decimal(units), credit) for units, credit in credits(purchases, requests, 30)]

    @given(st.integers(1, 9), st.integers(1, 400))
    def test_a_charge_never_takes_more_than_the_price(self, units: int, price: int):
        found = run([asked(quantity=units, cause="scratched")], [bought(quantity=9, amount=9 * price)])
        assert found.lines[0].credit == max(price - 180, 0) * units

    @given(st.integers(0, 40))
    def test_a_window_holds_through_its_last_day(self, days: int):
        day = (FIRST + timedelta(days=days)).isoformat()
        found = run([asked(day=day, asked="exchange", cause="other")], [bought()], TODAY + timedelta(days=30))
        assert found.lines[0].parts[0].fate is (Fate.EXCHANGE if days <= 15 else Fate.REPAIR)


class TestFates:
    def test_a_book_that_does_not_say_what_was_bought_decides_nothing(self):
        found = evaluate(POLICY, book_of(returns=[asked()]), TODAY)
        decision = found.returned[0].decision
        assert (decision.outcome, decision.missing) == (Outcome.UNDETERMINED, ("lines",))

    def test_a_price_in_another_currency_is_not_known(self):
        found = run([asked()], [bought(currency="EUR")])
        assert (found.lines[0].fate, found.lines[0].credit) == ("undetermined", None)

    def test_a_line_of_no_units_is_refused(self):
        assert run([asked(quantity=0)], [bought()]).lines[0].parts[0].why is Why.NO_UNITS

    def test_without_a_document_nothing_is_decided_where_the_policy_says_so(self):
        policy = policy_of(TEXT.replace("unnamed: latest", "unnamed: undetermined"))
        assert run([asked()], [bought()], policy=policy).lines[0].fate == "undetermined"

    def test_or_it_is_refused(self):
        policy = policy_of(TEXT.replace("unnamed: latest", "unnamed: refuse"))
        assert run([asked()], [bought()], policy=policy).lines[0].parts[0].why is Why.UNNAMED

    def test_no_rule_is_a_refusal_with_the_rules_that_were_tried(self):
        decision = run([asked(cause="other")], [bought()]).returned[0].decision
        assert (decision.outcome, decision.code, len(decision.tried)) == (Outcome.REFUSED, "DK794", 5)

    def test_units_that_wait_for_a_word_are_nobody_elses(self):
        returns = [asked("R1", 5, "asked"), asked("R2", 1, "wrong", "2026-06-06")]
        assert [line.fate for line in run(returns, [bought()]).lines] == ["refer", "refuse"]

    def test_units_that_were_refused_are_free_again(self):
        returns = [asked("R1", 5, "other"), asked("R2", 5, "wrong", "2026-06-06")]
        assert [line.fate for line in run(returns, [bought()]).lines] == ["refuse", "accept"]

    def test_a_purchase_after_the_request_does_not_explain_it(self):
        assert run([asked()], [bought(day="2026-06-06")]).lines[0].parts[0].why is Why.NOT_BOUGHT

    def test_a_thirds_price_is_rounded_once(self):
        # 3 units for 100: two of them are 66.666…, and 66.67 once rounded.
        assert run([asked(quantity=2)], [bought(quantity=3, amount=100)]).lines[0].credit == Decimal("66.67")

    def test_what_is_shown_for_each_purchase_adds_up_to_the_line(self):
        # One of Z came back before: two of 3 for 100 of each are 66.666… twice, 133.33 together.
        lines = [bought("Y", 3, 100), bought("Z", 3, 100, "2026-06-02")]
        line = run([asked("R1", 1, day="2026-06-03"), asked("R2", 4)], lines).lines[1]
        assert (line.shares, line.credit) == ((Decimal("66.67"), Decimal("66.66")), Decimal("133.33"))


class TestDone:
    def test_an_exchange_leaves_the_purchase_as_it_was(self):
        exchanged = asked("R1", 5, "", "2026-06-03", asked="exchange", done="exchanged", done_on="2026-06-03")
        lines = run([exchanged, asked("R2", 5)], [bought()]).lines
        assert lines[1].fate == "accept"

    def test_what_is_done_later_than_the_question_is_not_done_yet(self):
        line = run([asked(done="credited", done_on="2026-07-01", credited=100)], [bought()]).lines[0]
        assert (line.asked.done, line.payable) == ("", 100)

    def test_a_credit_for_fewer_units_leaves_the_others(self):
        credited = asked("R1", 5, done="credited", done_on="2026-06-06", done_quantity=2, credited=200)
        assert run([credited, asked("R2", 5, day="2026-06-10")], [bought()]).lines[1].units(Fate.ACCEPT) == 3

    def test_two_lines_of_one_document_are_two_purchases(self):
        lines = [bought(quantity=3, amount=300, line_no=1), bought(quantity=3, amount=300, line_no=2)]
        found = run([asked("R1", 5), asked("R2", 1, day="2026-06-06")], lines)
        assert [line.units(Fate.ACCEPT) for line in found.lines] == [5, 1]

    def test_what_was_credited_took_its_units_though_it_was_asked_for_later(self):
        credited = asked("R2", 5, day="2026-06-06", done="credited", done_on="2026-06-10", credited=500)
        found = run([asked("R1", 5), credited], [bought()])
        assert [(line.asked.number, line.fate) for line in found.lines] == [("R1", "refuse"), ("R2", "accept")]

    def test_a_credit_note_in_the_lines_says_that_it_was_credited(self):
        lines = [bought(), bought("C9", -5, -500, "2026-06-10")]
        found = run([asked("R1", 5, credit_note="C9")], lines)
        assert (found.lines[0].fate, found.lines[0].payable, found.problems) == ("accept", 0, ())


class TestPath:
    TEXT = f"{TEXT}    path: [{{id: note}}, {{id: confirm}}, {{id: credit}}]\n"

    def test_each_line_is_confirmed_for_itself(self):
        returns = [asked("R", 2, line_no=1, salesperson="A"), asked("R", 3, line_no=2, salesperson="A")]
        at = {"document": "R", "duty": "confirm", "employee": "K", "at": "2026-06-06 09:00"}
        steps = [{**at, "line_no": 1, "quantity": 2}, {**at, "line_no": 2, "quantity": 1}]
        found = run(returns, [bought()], policy=policy_of(self.TEXT), steps=steps)
        assert [line.payable for line in found.lines] == [200, 100]

    def test_a_step_done_before_its_turn_is_a_finding(self):
        steps = [
            {"document": "R", "duty": "confirm", "employee": "K", "at": "2026-06-04 09:00"},
        ]
        found = run([asked(salesperson="A")], [bought()], policy=policy_of(self.TEXT), steps=steps)
        assert [each.arg("why") for each in found.problems] == ["path-before"]

    def test_a_credit_that_nobody_confirmed_is_a_finding(self):
        credited = asked(salesperson="A", done="credited", done_on="2026-06-06", done_by="F", credited=100)
        found = run([credited], [bought()], policy=policy_of(self.TEXT))
        assert [(each.code, each.arg("why"), each.arg("other")) for each in found.problems] == [
            ("DK793", "path-skipped", "confirm")
        ]

    def test_one_hand_in_two_steps_may_be_allowed(self):
        text = self.TEXT.replace("    path:", "    different_hands: false\n    path:")
        steps = [{"document": "R", "duty": "confirm", "employee": "A", "at": "2026-06-06 09:00"}]
        found = run([asked(salesperson="A")], [bought()], policy=policy_of(text), steps=steps)
        assert found.problems == ()


class TestRequests:
    def test_a_request_is_answered_after_what_the_book_has(self):
        book = book_of(lines=[bought()], returns=[asked("R1", 4)])
        (found,) = return_request(
            POLICY, book, [{"dealer": "D", "product": "P", "quantity": "3", "cause": "wrong"}], TODAY
        )
        assert (found.decision.value("accepted"), found.decision.value("refused")) == (1, 2)

    def test_a_number_of_the_book_is_asked_anew(self):
        book = book_of(lines=[bought()], returns=[asked("R1", 4)])
        (found,) = return_request(POLICY, book, [asked("R1", "5")], TODAY)
        assert found.decision.value("accepted") == 5

    def test_a_policy_without_the_rules_is_a_mistake_of_the_program(self):
        bare = policy_of(TEXT.partition("contracts:")[0])
        with pytest.raises(DealerkitError):
            return_request(bare, book_of(lines=[bought()]), [asked()], TODAY)

    def test_the_order_of_the_book_does_not_matter(self):
        returns = [asked("R1", 4), asked("R2", 4, day="2026-06-06"), asked("R3", 4, "scratched", "2026-06-04")]
        answers = [
            {line.asked.number: line.credit for line in run(each, [bought()]).lines}
            for each in (returns, returns[::-1])
        ]
        assert answers[0] == answers[1]
