from __future__ import annotations

from datetime import date

import pytest

from dealerkit.book import Book
from dealerkit.problems import DealerkitError
from dealerkit.rebates.offset.credits import State, credit, limit_of
from tests.rebates.histories import policy_of
from tests.rebates.offsetting import LIMIT, book_with, credit_of, policy_with, posted, programme, used

Q1 = "volume|A|2026-Q1|settlement|1"


class TestLots:
    def test_a_settlement_is_a_lot_with_its_age_in_days(self):
        (lot,) = credit_of([posted(860, "2026-03-31")], "2026-04-30").lots
        assert (lot.amount, lot.left, lot.age, lot.state) == (860, 860, 30, State.OPEN)

    def test_the_oldest_comes_first_whatever_the_ledger_s_order(self):
        rows = [posted(2, "2026-06-30", period="2026-Q2"), posted(1, "2026-03-31")]
        assert [lot.amount for lot in credit_of(rows, "2026-07-01").lots] == [1, 2]

    def test_of_one_day_what_expires_first_comes_first(self):
        rows = [
            posted(1, "2026-03-31", "a", expires="2026-12-31"),
            posted(2, "2026-03-31", "b", expires="2026-09-30"),
            posted(3, "2026-03-31", "c"),
        ]
        assert [lot.amount for lot in credit_of(rows, "2026-04-01").lots] == [2, 1, 3]

    def test_another_payee_s_postings_are_not_his(self):
        assert credit_of([posted(5, "2026-03-31", payee="B")], "2026-04-01").lots == ()

    def test_an_accrual_is_no_credit(self):
        assert credit_of([posted(5, "2026-03-31", kind="accrual")], "2026-04-01").open == 0

    def test_what_was_used_is_taken_off_the_lot_it_names(self):
        rows = [posted(100, "2026-03-31"), posted(50, "2026-06-30", period="2026-Q2"), used(30, "2026-07-01", Q1)]
        found = credit_of(rows, "2026-07-02")
        assert [lot.left for lot in found.lots] == [70, 50]
        assert (found.granted, found.used, found.open) == (150, 30, 120)

    def test_a_use_that_is_taken_back_opens_the_lot_again(self):
        rows = [posted(100, "2026-03-31"), used(30, "2026-04-01", Q1), used(-30, "2026-04-02", Q1, seq=2)]
        assert credit_of(rows, "2026-04-03").open == 100

    def test_of_one_day_the_ninth_use_comes_before_the_tenth(self):
        rows = [posted(100, "2026-03-31"), used(100, "2026-04-01", Q1, seq=9), used(-100, "2026-04-01", Q1, seq=10)]
        found = credit_of(rows, "2026-04-02")
        assert (found.open, found.problems) == (100, ())

    def test_a_renamed_programme_s_uses_still_find_their_lot(self):
        new = policy_with(LIMIT, programme("tiers").replace("title:", "was: volume\n    title:"))
        rows = [posted(100, "2026-03-31"), used(30, "2026-04-01", Q1)]
        (lot,) = credit_of(rows, "2026-05-01", new).lots
        assert (lot.left, lot.posting.account.programme) == (70, "tiers")


class TestWhatIsTakenBack:
    def test_it_is_taken_from_its_own_account_before_an_older_one(self):
        rows = [
            posted(100, "2026-03-31"),
            posted(80, "2026-06-30", period="2026-Q2"),
            posted(-30, "2026-07-15", period="2026-Q2", kind="adjustment"),
        ]
        assert [lot.left for lot in credit_of(rows, "2026-08-01").lots] == [100, 50]

    def test_beyond_its_own_account_it_is_taken_from_the_oldest(self):
        rows = [
            posted(100, "2026-03-31"),
            posted(80, "2026-06-30", period="2026-Q2"),
            posted(-90, "2026-07-15", period="2026-Q2", kind="adjustment"),
        ]
        assert [lot.left for lot in credit_of(rows, "2026-08-01").lots] == [90, 0]

    def test_beyond_all_credit_it_is_owed_and_set_against_the_next_lot(self):
        rows = [posted(100, "2026-03-31"), used(100, "2026-04-01", Q1)]
        back = posted(-40, "2026-05-01", kind="adjustment")
        found = credit_of([*rows, back], "2026-06-01")
        assert (found.open, found.owed) == (0, 40)
        found = credit_of([*rows, back, posted(60, "2026-06-30", period="2026-Q2")], "2026-07-01")
        assert (found.open, found.owed) == (20, 0)

    def test_what_is_owed_is_set_against_a_lot_whose_use_is_taken_back(self):
        rows = [posted(100, "2026-03-31"), used(100, "2026-04-01", Q1), posted(-50, "2026-05-01", kind="adjustment")]
        found = credit_of([*rows, used(-100, "2026-05-02", Q1, seq=2)], "2026-06-01")
        assert (found.open, found.owed) == (50, 0)

    def test_what_is_invoiced_does_not_touch_the_credit(self):
        invoicing = policy_with(LIMIT, programme("volume", negative="invoice"))
        rows = [posted(100, "2026-03-31"), posted(-40, "2026-05-01", kind="adjustment")]
        assert credit_of(rows, "2026-06-01", invoicing).open == 100


class TestWhatPaysOrders:
    def test_what_was_transferred_does_not(self):
        rows = [posted(100, "2026-03-31", payout="transfer"), posted(7, "2026-03-31", "other", payout="deduction")]
        assert credit_of(rows, "2026-04-01").open == 7

    def test_where_the_ledger_says_no_way_the_programme_s_holds(self):
        transferring = policy_with(LIMIT, programme("volume", payout="transfer"))
        assert credit_of([posted(100, "2026-03-31")], "2026-04-01", transferring).open == 0

    def test_an_excepted_programme_s_does_not(self):
        limit = "\noffset: {share: 15%, except: [volume]}\n"
        excepting = policy_with(limit, programme("volume"), programme("mix"))
        rows = [posted(100, "2026-03-31"), posted(7, "2026-03-31", "mix")]
        assert credit_of(rows, "2026-04-01", excepting).open == 7

    def test_what_no_programme_of_the_policy_granted_does(self):
        assert credit_of([posted(33, "2026-03-31", "price-protection")], "2026-04-01").open == 33

    def test_with_a_gross_base_the_tax_counts(self):
        gross = policy_with("\noffset: {share: 15%, base: invoice-gross}\n")
        assert credit_of([posted(100, "2026-03-31", tax="13")], "2026-04-01", gross).open == 113


class TestExpiry:
    MONTHS = "\noffset: {share: 15%, expires: {within: 2 months}}\n"

    def test_without_any_rule_credit_stays(self):
        assert credit_of([posted(5, "2026-01-31")], "2030-01-01").open == 5

    def test_the_section_s_rule_counts_from_the_posting_and_its_last_day_still_counts(self):
        limited = policy_with(self.MONTHS)
        # Two months after 31 December end on the last day of February.
        rows = [posted(5, "2025-12-31")]
        assert credit_of(rows, "2026-02-28", limited).open == 5
        found = credit_of(rows, "2026-03-01", limited)
        assert (found.open, [lot.left for lot in found.lapsed]) == (0, [5])

    def test_the_programme_s_rule_comes_before_the_section_s(self):
        own = programme("volume", more=", expires: {after: posting, within: 10 days}")
        (lot,) = credit_of([posted(5, "2026-03-31")], "2026-04-01", policy_with(self.MONTHS, own)).lots
        assert lot.last_day == date(2026, 4, 10)

    def test_the_programme_s_rule_may_count_from_the_period_s_end(self):
        own = programme("volume", more=", expires: {after: period-end, within: 10 days}")
        (lot,) = credit_of([posted(5, "2026-05-05")], "2026-05-06", policy_with(self.MONTHS, own)).lots
        assert lot.last_day == date(2026, 4, 10)

    def test_the_day_that_was_posted_comes_before_both(self):
        rows = [posted(5, "2026-03-31", expires="2026-04-02")]
        (lot,) = credit_of(rows, "2026-04-01", policy_with(self.MONTHS)).lots
        assert lot.last_day == date(2026, 4, 2)

    def test_what_expired_and_was_posted_is_gone(self):
        limited = policy_with(self.MONTHS)
        rows = [posted(5, "2025-12-31"), used(5, "2026-03-01", Q1, kind="expiry")]
        found = credit_of(rows, "2026-03-02", limited)
        assert (found.lapsed, found.expired) == ((), 5)


class TestFindings:
    def test_more_used_than_there_is_names_the_lot(self):
        found = credit_of([posted(100, "2026-03-31"), used(130, "2026-04-01", Q1)], "2026-05-01")
        (problem,) = found.problems
        assert (problem.code, problem.arg("had"), problem.arg("used")) == ("DK344", 100, 130)
        assert (found.open, found.owed, found.is_settled) == (0, 30, False)

    def test_a_use_of_what_is_not_in_the_ledger_is_taken_from_the_oldest(self):
        found = credit_of([posted(100, "2026-03-31"), used(30, "2026-04-01", "x|A|y|settlement|1")], "2026-05-01")
        assert ([each.code for each in found.problems], found.open) == (["DK344"], 70)

    def test_more_taken_back_than_was_used_is_a_finding(self):
        found = credit_of([posted(100, "2026-03-31"), used(-1, "2026-04-01", Q1)], "2026-05-01")
        assert ([each.code for each in found.problems], found.open) == (["DK344"], 100)

    def test_a_posting_of_a_later_day_is_not_counted_and_nothing_may_be_proposed(self):
        found = credit_of([posted(100, "2026-03-31")], "2026-03-30")
        assert (found.open, [each.code for each in found.problems], found.is_settled) == (0, ["DK366"], False)

    def test_an_edited_posting_is_held(self):
        rows = [posted(100, "2026-03-31", content_hash="0123456789abcdef"), posted(7, "2026-03-31", "other")]
        found = credit_of(rows, "2026-04-01")
        assert [(lot.left, lot.state) for lot in found.lots] == [(7, State.OPEN), (100, State.HELD)]
        assert (found.open, [each.code for each in found.problems]) == (7, ["DK365"])

    def test_without_a_ledger_that_is_said(self):
        found = credit(policy_with(), Book.from_tables({}), "A", date(2026, 4, 1))
        assert (found.without_ledger, [each.code for each in found.problems]) == (True, ["DK370"])

    def test_a_posting_that_cannot_be_read_leaves_nothing_to_propose(self):
        found = credit_of([posted("12O", "2026-03-31"), posted(7, "2026-03-31", "other")], "2026-04-01")
        assert ([each.code for each in found.problems], found.is_settled) == (["DK375"], False)


class TestAskingWrongly:
    def test_a_policy_without_the_section_has_no_credit_to_ask_for(self):
        with pytest.raises(DealerkitError, match="section offset"):
            limit_of(policy_of(""))

    def test_the_book_must_be_opened_as_known_at_the_day_asked_about(self):
        with pytest.raises(DealerkitError, match="known at"):
            credit(policy_with(), book_with([]), "A", date(2026, 4, 1), date(2026, 4, 1))
