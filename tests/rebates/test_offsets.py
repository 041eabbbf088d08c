from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dealerkit.decisions import Outcome
from dealerkit.problems import DealerkitError
from dealerkit.rebates.offset.credits import ledger_of
from dealerkit.rebates.offset.offsets import Document, offset, order_to_use_all
from tests.rebates.offsetting import book_with, offsets_of, order, policy_with, posted, row_of, used

Q1, Q2 = "volume|A|2026-Q1|settlement|1", "volume|A|2026-Q2|settlement|1"
LEDGER = (posted(860, "2026-03-31"),)
DAY = "2026-04-30"
CENT = Decimal("0.01")


class TestTheOrderThatUsesAll:
    def test_eight_hundred_and_sixty_at_fifteen_per_cent_needs_5733_34(self):
        # 860 / 0.15 = 5,733.333…; 15 % of 5,733.33 is 859.9995, of 5,733.34 it is 860.001.
        assert order_to_use_all(Decimal(860), Decimal("0.15"), CENT) == Decimal("5733.34")

    def test_a_share_that_divides_evenly_needs_not_a_cent_more(self):
        assert order_to_use_all(Decimal(900), Decimal("0.15"), CENT) == 6000

    def test_whole_yuan_are_rounded_up_to_whole_yuan(self):
        assert order_to_use_all(Decimal(860), Decimal("0.15"), Decimal(1)) == 5734

    def test_a_third_is_taken_exactly(self):
        assert order_to_use_all(Decimal(100), Fraction(1, 3), CENT) == 300

    def test_nothing_open_needs_no_order(self):
        assert order_to_use_all(Decimal(0), Decimal("0.15"), CENT) == 0

    def test_no_order_can_use_anything_of_a_share_of_nothing(self):
        assert order_to_use_all(Decimal(860), Decimal(0), CENT) is None


class TestOneOrder:
    @pytest.mark.parametrize(
        ("value", "amount", "left"),
        [
            ("5733.34", "860.00", "0"),
            ("5733.33", "859.99", "0.01"),
            ("2000", "300", "560"),
            ("100000", "860", "0"),
        ],
    )
    def test_it_pays_the_share_at_most_what_is_open(self, value: str, amount: str, left: str):
        (found,) = offsets_of(LEDGER, DAY, order(value)).offsets
        assert (found.amount, found.left) == (Decimal(amount), Decimal(left))
        assert found.decision.outcome is Outcome.GRANTED
        assert found.decision.amount == found.amount

    def test_its_decision_says_the_share_the_lots_and_what_would_use_all(self):
        (found,) = offsets_of(LEDGER, DAY, order(2000)).offsets
        assert found.decision.because == ("offset", "offset")
        assert [reason.step for reason in found.decision.reasons] == ["offset-limit", "offset-lot"]
        assert dict(found.decision.values) == {
            "limit": 300,
            "open": 860,
            "left": 560,
            "order_to_use_all": Decimal("5733.34"),
        }

    def test_the_oldest_lots_pay_first(self):
        rows = [*LEDGER, posted(500, "2026-06-30", period="2026-Q2")]
        (found,) = offsets_of(rows, "2026-07-01", order(6000)).offsets
        assert [(use.lot.posting.id, use.amount) for use in found.uses] == [(Q1, 860), (Q2, 40)]

    def test_a_step_of_whole_yuan_rounds_the_share_down(self):
        whole = policy_with("\noffset: {share: 15%, step: 1}\n")
        found = offsets_of(LEDGER, DAY, order("99.99"), policy=whole)
        # 15 % of 99.99 is 14.9985.
        assert (found.offsets[0].amount, found.order_to_use_all) == (14, 5734)

    def test_nothing_open_is_refused(self):
        (found,) = offsets_of([], DAY, order(2000)).offsets
        assert (found.decision.outcome, found.decision.code, found.amount) == (Outcome.REFUSED, "DK341", 0)

    @pytest.mark.parametrize("value", ["0.06", "0", "-500"])
    def test_an_order_whose_share_is_nothing_is_refused(self, value: str):
        (found,) = offsets_of(LEDGER, DAY, order(value)).offsets
        assert (found.decision.code, found.amount, found.left) == ("DK342", 0, 860)

    def test_the_share_is_read_on_the_order_s_day(self):
        text = "\nparameters:\n  part: {unit: share, source: x, values: {2026-01-01: 15%, 2026-04-01: 10%}}\n"
        policy = policy_with(text + "offset: {share: =part}\n")
        orders = [Document("A", Decimal(1000), "", day) for day in (date(2026, 3, 31), date(2026, 4, 1))]
        found = offsets_of(LEDGER, DAY, *orders, policy=policy)
        assert [each.amount for each in found.offsets] == [150, 100]
        assert found.share == Decimal("0.1")
        assert [read.name for read in found.offsets[0].decision.reads] == ["part"]

    def test_before_the_share_is_stated_it_cannot_be_told(self):
        text = "\nparameters:\n  part: {unit: share, source: x, values: {2026-06-01: 15%}}\n"
        found = offsets_of(LEDGER, DAY, order(1000, "1"), policy=policy_with(text + "offset: {share: =part}\n"))
        (one,) = found.offsets
        assert (one.decision.outcome, one.decision.missing) == (Outcome.UNDETERMINED, ("part",))
        assert (one.limit, one.amount, found.order_to_use_all, found.proposals) == (None, 0, None, ())

    def test_it_is_asked_by_itself_as_well(self):
        found = offset(policy_with(), book_with(LEDGER), order(2000), date(2026, 4, 30))
        assert found.offsets[0].amount == 300

    def test_the_book_must_be_opened_as_known_at_the_day_asked_about(self):
        with pytest.raises(DealerkitError, match="known at"):
            offset(policy_with(), book_with([]), order(1), date(2026, 4, 1), date(2026, 4, 1))


class TestProposals:
    def test_an_offset_names_the_order_and_the_credit_it_uses(self):
        (proposal,) = offsets_of(LEDGER, DAY, order(2000, "SO-1")).proposals
        assert (proposal.id, proposal.closes, proposal.reference) == ("volume|A|2026-Q1|offset|1", Q1, "SO-1")
        assert (proposal.net, proposal.tax, proposal.posted_on) == (300, 0, date(2026, 4, 30))

    def test_an_order_without_a_number_is_a_question_only(self):
        assert offsets_of(LEDGER, DAY, order(2000)).proposals == ()

    def test_a_second_offset_of_an_account_has_the_next_sequence(self):
        rows = [*LEDGER, used(100, "2026-04-01", Q1, "SO-0")]
        first, second = offsets_of(rows, DAY, order(2000, "SO-1"), order(1000, "SO-2")).proposals
        assert (first.seq, second.seq) == (2, 3)

    def test_several_orders_share_the_credit_one_after_the_other(self):
        found = offsets_of(LEDGER, DAY, order(5000, "SO-1"), order(5000, "SO-2"))
        assert [(each.amount, each.left) for each in found.offsets] == [(750, 110), (110, 0)]
        assert found.left == 0

    def test_what_has_expired_is_proposed_to_expire(self):
        expiring = policy_with("\noffset: {share: 15%, expires: {within: 1 month}}\n")
        rows = [*LEDGER, used(60, "2026-04-01", Q1, "SO-0")]
        (proposal,) = offsets_of(rows, "2026-05-01", policy=expiring).proposals
        assert (proposal.id, proposal.net, proposal.closes) == ("volume|A|2026-Q1|expiry|1", 800, Q1)

    def test_what_has_expired_pays_no_order_and_the_reason_is_named(self):
        expiring = policy_with("\noffset: {share: 15%, expires: {within: 1 month}}\n")
        (found,) = offsets_of(LEDGER, "2026-05-01", order(2000), policy=expiring).offsets
        assert (found.decision.code, found.decision.because[0]) == ("DK341", "offset.expires")

    def test_nothing_is_proposed_while_the_ledger_has_findings(self):
        rows = [*LEDGER, used(900, "2026-04-01", Q1, "SO-0"), posted(50, "2026-04-02", "other")]
        found = offsets_of(rows, DAY, order(2000, "SO-1"))
        assert found.proposals == ()

    def test_the_parts_of_a_lot_have_its_tax_to_the_cent(self):
        # 13 % of 33.33 is 4.3329, of 66.66 it is 8.6658: 4.33, then 8.67 in all, then what is left of 13.00.
        rows = [posted(100, "2026-03-31", tax="13")]
        orders = [order("222.20", "1"), order("222.20", "2"), order("9999", "3")]
        proposals = offsets_of(rows, DAY, *orders).proposals
        assert [(each.net, each.tax) for each in proposals] == [
            (Decimal("33.33"), Decimal("4.33")),
            (Decimal("33.33"), Decimal("4.34")),
            (Decimal("33.34"), Decimal("4.33")),
        ]

    def test_with_a_gross_base_the_parts_agree_in_gross(self):
        gross = policy_with("\noffset: {share: 15%, base: order-gross}\n")
        rows = [posted(100, "2026-03-31", tax="13")]
        # 15 % of 376.66 is 56.499, so 56.49 of 113.00: 49.99 of the net 100.
        first, second = offsets_of(rows, DAY, order("376.66", "1"), order("9999", "2"), policy=gross).proposals
        assert (first.gross, first.net) == (Decimal("56.49"), Decimal("49.99"))
        assert (first.gross + second.gross, first.net + second.net) == (113, 100)


class TestTwice:
    def test_an_order_that_was_offset_is_refused_with_what_was_used(self):
        proposals = offsets_of(LEDGER, DAY, order(2000, "SO-1")).proposals
        again = offsets_of([*LEDGER, *map(row_of, proposals)], DAY, order(2000, "SO-1"))
        (found,) = again.offsets
        assert (found.decision.code, found.decision.reasons[-1].arg("used"), again.proposals) == ("DK343", 300, ())
        assert found.left == 560

    def test_one_number_twice_in_a_question_is_one_order(self):
        found = offsets_of(LEDGER, DAY, order(2000, "SO-1"), order(2000, "SO-1"))
        assert [each.decision.code for each in found.offsets] == ["", "DK343"]

    def test_an_offset_that_was_taken_back_can_be_made_again(self):
        rows = [*LEDGER, used(300, "2026-04-01", Q1, "SO-1"), used(-300, "2026-04-02", Q1, "SO-1", seq=2)]
        (proposal,) = offsets_of(rows, DAY, order(2000, "SO-1")).proposals
        assert (proposal.net, proposal.seq) == (300, 3)

    def test_another_dealer_s_order_of_the_same_number_is_another(self):
        rows = [*LEDGER, posted(9, "2026-03-31", payee="B"), used(9, "2026-04-01", Q1, "SO-1", payee="B")]
        assert offsets_of(rows, DAY, order(2000, "SO-1")).offsets[0].amount == 300


class TestTwoRunsAtOnce:
    """What one run has posted between another's question and its posting."""

    def test_the_same_order_is_there_already(self):
        proposals = offsets_of(LEDGER, DAY, order(2000, "SO-1")).proposals
        ledger = ledger_of(policy_with(), book_with([*LEDGER, *map(row_of, proposals)]))
        assert ledger.new(proposals) == ((), ())

    def test_another_order_of_the_same_amount_is_not_taken_for_it(self):
        mine = offsets_of(LEDGER, DAY, order(2000, "SO-1")).proposals
        theirs = offsets_of(LEDGER, DAY, order(2000, "SO-2")).proposals
        ledger = ledger_of(policy_with(), book_with([*LEDGER, *map(row_of, theirs)]))
        fresh, findings = ledger.new(mine)
        assert (fresh, [each.code for each in findings]) == ((), ["DK360"])

    def test_an_order_that_was_paid_from_another_lot_is_not_paid_again(self):
        mine = offsets_of(LEDGER, DAY, order(2000, "SO-1")).proposals
        other = posted(500, "2026-03-30", "mix")
        theirs = used(300, DAY, "mix|A|2026-Q1|settlement|1", "SO-1")
        ledger = ledger_of(policy_with(), book_with([*LEDGER, other, theirs]))
        assert [each.code for each in ledger.new(mine)[1]] == ["DK343"]

    def test_credit_that_has_expired_in_between_is_not_used(self):
        mine = offsets_of(LEDGER, DAY, order(2000, "SO-1")).proposals
        gone = used(860, "2026-05-01", Q1, kind="expiry")
        ledger = ledger_of(policy_with(), book_with([*LEDGER, gone]))
        (finding,) = ledger.new(mine)[1]
        assert (finding.code, finding.arg("had"), finding.arg("used")) == ("DK344", 860, 1160)
