from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pytest

from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.run import Run
from dealerkit.rebates.settlement import Row, Settlement, explain, settle
from dealerkit.rebates.windows import State
from tests.rebates.histories import HEAD, QUARTERLY, Cells, book_of, entry, line, policy_of

POLICY = policy_of(QUARTERLY)
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def run(
    lines: Sequence[Cells],
    as_of: date = MARCH,
    ledger: Iterable[Posting | Cells] | None = (),
    policy: Policy = POLICY,
    **tables: Sequence[Cells],
) -> Settlement:
    return settle(policy, book_of(lines, ledger, tables=tables), as_of)


def only(settlement: Settlement) -> Row:
    (row,) = settlement.rows
    return row


def amended(old: str, new: str) -> Policy:
    assert old in QUARTERLY
    return policy_of(QUARTERLY.replace(old, new))


class TestInterimThenFinal:
    """Source: SAP condition contract settlement course; the second threshold is any above 7,000 up to 27,000."""

    POLICY = policy_of("""
rebates:
  interim-then-final:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 0%}, {at: 5_000, rate: 2%}, {at: 10_000, rate: 4%}]
    settle: {every: month, payout: credit-note, negative: carry-forward}
""")
    LINES = (line("2026-10-10", 3000), line("2026-11-10", 4000), line("2026-12-10", 20000))

    def test_november_pays_140_and_december_the_remaining_940(self):
        ledger: list[Posting] = []
        seen = []
        for month_end in (date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)):
            settlement = run(self.LINES, month_end, ledger, self.POLICY)
            seen.append((only(settlement).entitlement, [each.net for each in settlement.proposals]))
            ledger += settlement.proposals
        assert seen == [(0, []), (140, [140]), (1080, [940])]
        assert [each.id for each in ledger] == [
            "interim-then-final|A|2026-Q4|settlement|1",
            "interim-then-final|A|2026-Q4|settlement|2",
        ]

    def test_between_settlement_days_the_last_one_counts(self):
        row = only(run(self.LINES, date(2026, 12, 30), (), self.POLICY))
        assert (row.window.state, row.entitlement) == (State.INTERIM, 140)


class TestPayable:
    def test_what_was_earned_and_not_paid_is_proposed(self):
        (posting,) = run([line("2026-02-01", 5000)]).proposals
        assert (posting.id, posting.net, posting.posted_on) == ("volume|A|2026-Q1|settlement|1", 100, MARCH)

    def test_a_second_run_proposes_nothing(self):
        lines = [line("2026-02-01", 5000)]
        assert run(lines, MARCH, run(lines).proposals).proposals == ()

    def test_a_retitled_policy_proposes_nothing(self):
        lines = [line("2026-02-01", 5000)]
        retitled = policy_of(QUARTERLY.replace("title: Volume", "title: Mengenbonus"), HEAD.replace('"1"', '"2"'))
        assert run(lines, MARCH, run(lines).proposals, retitled).proposals == ()

    def test_a_late_line_proposes_its_difference_as_an_adjustment(self):
        before = run([line("2026-02-01", 5000)]).proposals
        (posting,) = run([line("2026-02-01", 5000), line("2026-03-30", 1000)], JUNE, before).proposals
        assert (posting.id, posting.net) == ("volume|A|2026-Q1|adjustment|1", 20)

    def test_a_running_period_shows_what_was_earned_and_pays_nothing(self):
        settlement = run([line("2026-02-01", 5000)], date(2026, 3, 30))
        assert (only(settlement).entitlement, only(settlement).payable) == (100, 0)
        assert settlement.proposals == ()

    def test_an_account_whose_lines_are_gone_is_taken_back(self):
        before = run([line("2026-02-01", 5000)]).proposals
        settlement = run([line("2026-05-01", 7500)], JUNE, before)
        assert [(each.account.period, each.kind, each.net) for each in settlement.proposals] == [
            ("2026-Q1", "adjustment", -100),
            ("2026-Q2", "settlement", 150),
        ]

    def test_a_closed_period_changes_only_by_adjustment(self):
        closings = [{"period": "2026-Q1", "closed_on": "2026-04-05"}]
        (posting,) = run([line("2026-02-01", 5000)], JUNE, closings=closings).proposals
        assert posting.kind == "adjustment"

    def test_a_renamed_programme_is_not_paid_again(self):
        lines = [line("2026-02-01", 5000)]
        renamed = policy_of(QUARTERLY.replace("  volume:", "  quantity:\n    was: volume"))
        settlement = run(lines, JUNE, run(lines).proposals, renamed)
        assert (settlement.proposals, settlement.problems) == ((), ())

    def test_a_renamed_programmes_adjustment_has_a_name_of_its_own(self):
        lines = [line("2026-02-01", 5000)]
        renamed = policy_of(QUARTERLY.replace("  volume:", "  quantity:\n    was: volume"))
        (posting,) = run([*lines, line("2026-02-02", 1000)], JUNE, run(lines).proposals, renamed).proposals
        assert (posting.id, posting.net) == ("quantity|A|2026-Q1|adjustment|1", 20)


class TestNegatives:
    PAID = run([line("2026-02-01", 10_000)]).proposals
    RETURNED = (line("2026-02-01", 10_000), line("2026-03-01", -9_500))
    BOUGHT = (*RETURNED, line("2026-05-01", 5_000))

    def test_carried_forward_it_waits_until_something_is_due(self):
        row = only(run(self.RETURNED, JUNE, self.PAID))
        assert (row.payable, row.movement.posted, row.movement.carried) == (-200, 0, -200)

    def test_carried_forward_it_is_set_against_what_is_due(self):
        settlement = run(self.BOUGHT, JUNE, self.PAID)
        assert [each.net for each in settlement.proposals] == [-100, 100]
        assert [row.movement.carried for row in settlement.rows] == [-100, 0]

    def test_invoiced_it_is_posted(self):
        invoiced = amended("carry-forward", "invoice")
        assert [each.net for each in run(self.RETURNED, JUNE, self.PAID, invoiced).proposals] == [-200]

    def test_floored_it_is_given_up_and_said(self):
        settlement = run(self.BOUGHT, JUNE, self.PAID, amended("carry-forward", "floor"))
        assert [each.net for each in settlement.proposals] == [100]
        assert [total.given_up for total in settlement.totals] == [-200]


class TestTax:
    def test_net_tax_and_gross_agree(self):
        (posting,) = run([line("2026-02-01", 5000, tax_rate="13%")]).proposals
        assert (posting.net, posting.tax, posting.gross) == (100, 13, 113)

    def test_a_change_of_the_mix_of_rates_is_corrected_with_the_next_difference(self):
        first = [line("2026-02-01", 5000, tax_rate="13%")]
        before = run(first).proposals
        (posting,) = run([*first, line("2026-03-01", 5000, tax_rate="9%")], JUNE, before).proposals
        # 200.00 in all: 100.00 at 13 % and 100.00 at 9 % are 22.00 of tax, 13.00 of which was posted.
        assert (posting.net, posting.tax) == (100, 9)

    def test_without_any_rate_the_settlement_says_so(self):
        assert run([line("2026-02-01", 5000)]).without_tax
        assert not run([line("2026-02-01", 5000, tax_rate="13%")]).without_tax


class TestGrowth:
    """The three readings of the Enable help centre: 2,350,000 against 2,000,000 last year."""

    LINES = (line("2025-05-01", 2_000_000), line("2026-05-01", 2_350_000))

    def growth(self, method: str, missing: str = "skip") -> Policy:
        return policy_of(f"""
rebates:
  growth:
    period: year
    qualifying: {{measure: net_amount}}
    against: {{baseline: same-period-last-year, missing: {missing}}}
    method: {method}
    kind: percent
    bands: [{{at: 110%, rate: 2%}}, {{at: 115%, rate: 3%}}, {{at: 120%, rate: 4%}}]
    settle: {{payout: transfer, negative: invoice}}
""")

    @pytest.mark.parametrize(
        ("method", "amount"), [("retrospective", 70_500), ("excess-over-baseline", 10_500), ("incremental", 3_500)]
    )
    def test_readings(self, method: str, amount: int):
        assert only(run(self.LINES, date(2026, 12, 31), (), self.growth(method))).entitlement == amount

    def test_a_payee_without_a_baseline_is_refused_with_a_code(self):
        row = only(run(self.LINES[1:], date(2026, 12, 31), (), self.growth("retrospective")))
        assert (row.decided.outcome, row.decided.code, row.entitlement) == (Outcome.REFUSED, "DK333", 0)


class TestFactsOfThePeriod:
    GATED = QUARTERLY.replace("method:", "gates: [{id: year, of: attainment.year, at: 90%}]\n    method:")
    LINES = (line("2026-02-01", 5000), line("2026-05-01", 5000))

    def target(self, period: str, value: int) -> Cells:
        return {"subject": "A", "period": period, "fact": "net_amount", "value": value}

    def test_attainment_of_the_year_is_by_the_quarters_that_are_over(self):
        targets = [self.target("2026-Q1", 5000), self.target("2026-Q2", 6000), self.target("2026", 90_000)]
        rows = run(self.LINES, JUNE, (), policy_of(self.GATED), targets=targets).rows
        # At the end of March 5,000 of 5,000; at the end of June 10,000 of 11,000: 90.9 %.
        assert [row.entitlement for row in rows] == [100, 100]

    def test_attainment_of_the_year_is_of_the_whole_target_where_there_is_no_finer_one(self):
        rows = run(self.LINES, JUNE, (), policy_of(self.GATED), targets=[self.target("2026", 11_000)]).rows
        # 45 % and 90.9 %.
        assert [row.entitlement for row in rows] == [0, 100]

    def test_without_a_target_nothing_is_decided_and_the_fact_is_named(self):
        settlement = run(self.LINES, JUNE, (), policy_of(self.GATED))
        assert [row.decided.missing for row in settlement.rows] == [("attainment.year",)] * 2
        assert [each.code for each in settlement.problems] == ["DK802", "DK367", "DK367"]
        assert settlement.proposals == ()
        assert settlement.totals[0].undetermined == 2

    def test_a_figure_of_the_period_is_a_fact(self):
        policy = policy_of(
            QUARTERLY.replace("method:", "eligible: period.days_to_pay <= 30\n    method:"),
        )
        figures = [
            {"subject": "A", "period": "2026-Q1", "fact": "days_to_pay", "value": 31},
            {"subject": "A", "from": "2026-04-01", "to": "2026-06-30", "fact": "days_to_pay", "value": 30},
        ]
        rows = run(self.LINES, JUNE, (), policy, figures=figures).rows
        assert [row.entitlement for row in rows] == [0, 100]

    def test_a_dealer_made_inactive_in_august_does_not_lose_the_first_quarter(self):
        policy = policy_of(QUARTERLY.replace("method:", 'eligible: dealer.status == "active"\n    method:'))
        customers = [
            {"customer": "A", "kind": "dealer", "status": "active", "valid_to": "2026-07-31"},
            {"customer": "A", "kind": "dealer", "status": "inactive", "valid_from": "2026-08-01"},
        ]
        lines = [line("2026-02-01", 5000), line("2026-08-02", 5000)]
        rows = run(lines, date(2026, 9, 30), (), policy, customers=customers).rows
        assert [row.entitlement for row in rows] == [100, 0]

    def test_parameters_are_those_of_the_periods_end(self):
        policy = policy_of(
            "\nparameters:\n  top: {unit: share, source: test, values: {2026-01-01: 2%, 2026-06-30: 3%}}\n"
            + QUARTERLY.replace("rate: 2%", "rate: =top")
        )
        assert [row.entitlement for row in run(self.LINES, JUNE, (), policy).rows] == [100, 150]


class TestContractYears:
    LINES = (line("2026-03-14", 1000), line("2026-03-15", 5000), line("2026-03-15", 9, "B"))
    CONTRACTS = ({"contract": "1", "customer": "A", "kind": "distribution", "start": "2025-03-15"},)

    def test_a_year_runs_from_the_contracts_anniversary(self):
        policy = policy_of(
            QUARTERLY.replace("period: quarter", "period: contract-year").replace("every: quarter", "every: period")
        )
        settlement = run(self.LINES, date(2026, 3, 20), (), policy, contracts=self.CONTRACTS)
        mine = [(row.window.label, row.qualifying, row.window.state) for row in settlement.rows if row.payee == "A"]
        assert mine == [("2025-03-15/1y", 1000, State.FINAL), ("2026-03-15/1y", 5000, State.RUNNING)]

    def test_a_renewal_counts_anew_and_a_contract_beside_it_does_not(self):
        policy = policy_of(
            QUARTERLY.replace("period: quarter", "period: contract-year").replace("every: quarter", "every: period")
        )
        contracts = (
            {"contract": "1", "customer": "A", "kind": "distribution", "start": "2025-11-10", "end": "2025-12-31"},
            {"contract": "2", "customer": "A", "kind": "distribution", "start": "2026-01-01", "end": "2026-12-31"},
            {"contract": "3", "customer": "A", "kind": "direct", "start": "2026-02-01", "end": "2026-12-31"},
        )
        settlement = run(self.LINES, date(2026, 12, 31), (), policy, contracts=contracts)
        mine = [(row.window.label, row.qualifying) for row in settlement.rows if row.payee == "A"]
        assert mine == [("2026-01-01/1y", 6000)]

    def test_without_a_contract_there_is_no_year_and_it_is_said(self):
        policy = policy_of(
            QUARTERLY.replace("period: quarter", "period: contract-year").replace("every: quarter", "every: period")
        )
        settlement = run(self.LINES, date(2026, 3, 20), (), policy, contracts=self.CONTRACTS)
        assert [(each.code, each.arg("payee")) for each in settlement.problems] == [("DK369", "B")]


class TestDue:
    def test_ten_working_days_after_the_periods_end(self):
        policy = amended("settle: {", "settle: {due: {after: period-end, within: 10 working days}, ")
        # April 2026 in China: the 4th to the 6th are Qingming; ten working days after 31 March is the 15th.
        assert only(run([line("2026-02-01", 5000)], MARCH, (), policy)).due == date(2026, 4, 15)

    def test_a_credit_expires_counted_from_its_posting(self):
        policy = amended("settle: {", "settle: {expires: {after: posting, within: 6 months}, ")
        assert only(run([line("2026-02-01", 5000)], date(2026, 4, 10), (), policy)).expires == date(2026, 10, 10)


class TestFindings:
    def test_without_a_ledger_the_result_says_so(self):
        settlement = run([line("2026-02-01", 5000)], MARCH, None)
        assert settlement.without_ledger
        assert [each.code for each in settlement.problems] == ["DK370"]

    def test_a_disputed_account_is_left_alone_and_others_are_not(self):
        (posting,) = run([line("2026-02-01", 5000)]).proposals
        changed = {**entry(posting), "net": "90.00", "gross": "90.00"}
        settlement = run([line("2026-02-01", 5000), line("2026-02-01", 5000, "B")], MARCH, [changed])
        assert [each.code for each in settlement.problems] == ["DK365"]
        assert [each.account.payee for each in settlement.proposals] == ["B"]

    def test_with_a_posting_that_cannot_be_read_nothing_is_proposed(self):
        first = run([line("2026-02-01", 2_000)])
        broken = {**entry(first.proposals[0]), "posted_on": "2026-03-3l"}
        again = run([line("2026-02-01", 2_000), line("2026-02-01", 2_000, "B")], ledger=[broken])
        assert again.proposals == ()
        assert [row.payable for row in again.rows] == [None, None]
        assert [(each.code, each.arg("count")) for each in again.problems] == [("DK375", 1)]

    def test_a_run_of_an_earlier_day_answers_and_proposes_nothing(self):
        lines = [line("2026-02-01", 5000)]
        later = run([*lines, line("2026-03-31", 1000)], JUNE).proposals
        settlement = run([*lines, line("2026-03-31", 1000)], MARCH, later)
        assert only(settlement).payable == 120
        assert settlement.proposals == ()
        assert [each.code for each in settlement.problems] == ["DK366"]

    def test_lines_that_cannot_be_used_come_with_the_settlement(self):
        settlement = run([line("2026-02-01", 5000, "Z")], customers=[{"customer": "A", "kind": "dealer"}])
        assert settlement.rejects.by_code == {"DK350": 1}
        assert settlement.lines.rejected == 1

    def test_another_day_of_knowledge_than_the_books_is_a_mistake_of_the_caller(self):
        with pytest.raises(DealerkitError):
            settle(POLICY, book_of([]), MARCH, date(2026, 3, 1))

    def test_a_line_recorded_later_is_not_known_yet(self):
        book = book_of([line("2026-02-01", 5000, recorded_at="2026-04-02")], known_at=date(2026, 4, 1))
        assert settle(POLICY, book, MARCH, date(2026, 4, 1)).rows == ()


class TestLumpSums:
    def test_a_sum_from_zero_on_goes_to_every_customer_who_takes_part(self):
        policy = policy_of(
            QUARTERLY.replace("kind: percent", "kind: lump-sum").replace(
                "[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at: 0, pay: 50}]"
            )
        )
        customers = [{"customer": name, "kind": "dealer"} for name in ("A", "B")]
        settlement = run([line("2026-02-01", 5000)], MARCH, (), policy, customers=customers)
        assert [(each.account.payee, each.net) for each in settlement.proposals] == [("A", 50), ("B", 50)]


class TestTotals:
    def test_there_is_one_total_a_programme(self):
        (total,) = run([line("2026-02-01", 5000), line("2026-02-01", 1000, "B")]).totals
        assert (total.title, total.entitlement, total.payable, total.posted) == ("Volume", 110, 110, 110)


class TestExplain:
    BOOK = book_of([line("2026-02-01", 5000)])

    def test_it_names_the_rule_the_revision_and_the_days(self):
        found = explain(POLICY, self.BOOK, "volume", "A", MARCH)
        assert isinstance(found, Decision)
        assert found.because == ("rebates.volume.bands[5000]",)
        assert (found.amount, found.revision, found.as_of) == (Decimal("100.00"), "1", MARCH)

    @pytest.mark.parametrize(("programme", "period", "code"), [("x", "", "DK371"), ("volume", "2026-Q3", "DK372")])
    def test_what_is_not_there_is_said(self, programme: str, period: str, code: str):
        found = explain(POLICY, self.BOOK, programme, "A", MARCH, period=period)
        assert isinstance(found, Problem)
        assert found.code == code


class TestChangedAfterItPaid:
    LINES = (line("2026-02-01", 5000),)

    def test_a_payment_for_a_period_that_is_gone_is_said(self):
        monthly = policy_of(
            QUARTERLY.replace("period: quarter", "period: month").replace("every: quarter", "every: month")
        )
        settlement = run(self.LINES, MARCH, run(self.LINES).proposals, monthly)
        assert ("DK374", "2026-Q1") in [(each.code, each.arg("period")) for each in settlement.problems]

    def test_a_payment_for_a_period_still_to_come_is_not(self):
        later = run([line("2026-05-01", 5000)], JUNE).proposals
        assert run(self.LINES, MARCH, later).problems == ()

    def test_a_running_period_may_be_undetermined_without_a_word(self):
        policy = policy_of(QUARTERLY.replace("method:", "eligible: period.days_to_pay <= 30\n    method:"))
        settlement = run(self.LINES, date(2026, 3, 30), (), policy)
        assert only(settlement).entitlement is None
        assert settlement.problems == ()

    def test_tax_is_taken_back_when_no_line_is_left(self):
        paid = run([line("2026-02-01", 5000, tax_rate="13%")]).proposals
        invoiced = amended("carry-forward", "invoice")
        (posting,) = run([line("2026-05-01", 1)], JUNE, paid, invoiced).proposals
        assert (posting.net, posting.tax, posting.gross) == (-100, -13, -113)


class TestBases:
    LINES = (line("2026-02-01", 5000), line("2026-05-01", 700), line("2026-05-01", 40, "B"))

    def bases(self, period: str = "") -> dict[str, object]:
        opened = Run.open(POLICY, book_of(self.LINES), JUNE)
        found = opened.bases(programmes_of(POLICY)["volume"], period)
        return {payee: measured.qualifying for payee, measured in found}

    def test_the_latest_period_of_every_payee(self):
        assert self.bases() == {"A": 700, "B": 40}

    def test_a_period_by_its_label(self):
        assert self.bases("2026-Q1") == {"A": 5000, "B": 0}


class TestWhatIsRecordedBesideTheLines:
    @staticmethod
    def codes(figures: Sequence[Cells] = (), targets: Sequence[Cells] = ()) -> list[tuple[str, str]]:
        found = run([line("2026-02-01", 2_000)], figures=figures, targets=targets).problems
        return [(each.code, each.severity.value) for each in found]

    def figure(self, fact: str = "days_to_pay", period: str = "2026-Q1", value: str = "40") -> Cells:
        return {"subject": "A", "period": period, "fact": fact, "value": value}

    def test_a_known_figure_of_a_real_period_is_no_finding(self):
        assert self.codes(figures=[self.figure()]) == []

    def test_a_misspelt_fact_is_an_error(self):
        assert self.codes(figures=[self.figure("days_topay")]) == [("DK395", "error")]

    def test_a_fact_for_another_purpose_is_a_warning(self):
        assert self.codes(figures=[self.figure("shelf_count")]) == [("DK395", "warning")]

    def test_a_period_that_is_none_is_an_error(self):
        assert self.codes(figures=[self.figure(period="2026-Ql")]) == [("DK396", "error")]

    def test_a_figure_recorded_twice_is_an_error_under_either_name(self):
        both = [self.figure(), self.figure("period.days_to_pay", value="12")]
        assert self.codes(figures=both) == [("DK397", "error")]

    def test_a_target_under_a_misspelt_programme_is_an_error(self):
        target = {"subject": "A", "period": "2026-Q1", "fact": "volum", "value": "1000"}
        assert self.codes(targets=[target]) == [("DK395", "error")]
