from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location
from dealerkit.rebates.accrual import Accrual, Accruals, Method, accrue
from dealerkit.rebates.journal.accounts import Accounts
from dealerkit.rebates.journal.entries import Booked, journal
from dealerkit.rebates.ledger import Account, Posting, read_ledger
from dealerkit.rebates.settlement import settle
from tests.rebates.histories import QUARTERLY, Cells, book_of, entry, line, policy_of
from tests.rebates.naive_accrual import Cards
from tests.rebates.naive_settlement import Sale

POLICY = policy_of(QUARTERLY)
ACTUAL, FORECAST = Method.ACTUAL, Method.FORECAST
JANUARY, FEBRUARY, MARCH, APRIL = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
HALF = date(2026, 2, 14)
"""Day 45 of the 90 of the first quarter."""


def accrue_lines(
    lines: Sequence[Cells],
    as_of: date = HALF,
    method: Method = ACTUAL,
    policy: Policy = POLICY,
    postings: Iterable[Posting | Cells] | None = (),
    **tables: Sequence[Cells],
) -> Accruals:
    return accrue(policy, book_of(lines, postings, known_at=as_of, tables=tables), as_of, as_of, method)


def only(found: Accruals) -> Accrual:
    (row,) = found.rows
    return row


def amended(*changes: tuple[str, str]) -> Policy:
    text = QUARTERLY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return policy_of(text)


class TestMonthlyOverAQuarter:
    """A sale of 3,000 in January, one of 2,500 in February, 1,000 sent back in March, 600 of February known late."""

    LINES = (
        line("2026-01-20", 3000, recorded_at="2026-01-20"),
        line("2026-02-10", 2500, recorded_at="2026-02-10"),
        line("2026-03-05", -1000, recorded_at="2026-03-05"),
        line("2026-02-20", 600, recorded_at="2026-04-10"),
    )
    MONTHS = (JANUARY, FEBRUARY, MARCH, APRIL)

    def changes(self, *methods: Method) -> list[Decimal]:
        ledger: list[Posting] = []
        for day, method in zip(self.MONTHS, methods, strict=True):
            ledger += accrue_lines(self.LINES, day, method, postings=ledger).proposals
        assert [each.id for each in ledger] == [f"volume|A|2026-Q1|accrual|{n}" for n in range(1, len(ledger) + 1)]
        return [each.net for each in ledger]

    def test_by_what_was_bought_so_far(self):
        # 3,000 at 1 %; 5,500 at 2 % are 110.00; 4,500 at 1 % are 45.00, so 65.00 go back; 5,100 at 2 % are 102.00.
        expected = [Decimal(30), Decimal(80), Decimal(-65), Decimal(57)]
        assert self.changes(ACTUAL, ACTUAL, ACTUAL, ACTUAL) == expected

    def test_by_forecast_the_higher_rate_counts_from_january(self):
        # 3,000 in 31 of 90 days come to 8,709.68, where 2 % are paid: 60.00 on what there is. Then as above.
        expected = [Decimal(60), Decimal(50), Decimal(-65), Decimal(57)]
        assert self.changes(FORECAST, FORECAST, FORECAST, FORECAST) == expected

    def test_the_method_may_change_on_the_way(self):
        assert self.changes(FORECAST, ACTUAL, FORECAST, ACTUAL) == [60, 50, -65, 57]
        assert self.changes(ACTUAL, FORECAST, ACTUAL, FORECAST) == [30, 80, -65, 57]

    def test_a_settlement_in_between_changes_no_accrual(self):
        ledger = [*accrue_lines(self.LINES, MARCH).proposals]
        paid = settle(POLICY, book_of(self.LINES, ledger, known_at=MARCH), MARCH, MARCH).proposals
        assert [each.net for each in paid] == [45]
        row = only(accrue_lines(self.LINES, MARCH, postings=[*ledger, *paid]))
        assert (row.accrued, row.settled, row.change, row.liability) == (45, 45, 0, 0)
        late = accrue_lines(self.LINES, APRIL, postings=[*ledger, *paid])
        assert [each.net for each in late.proposals] == [57]
        assert only(late).liability == 57

    def test_accruals_change_no_settlement(self):
        ledger = accrue_lines(self.LINES, FEBRUARY).proposals
        with_them = settle(POLICY, book_of(self.LINES, ledger, known_at=APRIL), APRIL, APRIL)
        without = settle(POLICY, book_of(self.LINES, known_at=APRIL), APRIL, APRIL)
        assert (with_them.rows, with_them.proposals) == (without.rows, without.proposals)


class TestThroughTheDay:
    def test_what_was_bought_since_the_last_settlement_day_counts(self):
        policy = amended(("every: quarter", "every: month"))
        lines = [line("2026-01-20", 3000), line("2026-02-10", 2500)]
        assert only(accrue_lines(lines, policy=policy)).earned.amount == 110
        (row,) = settle(policy, book_of(lines), HALF).rows
        assert row.entitlement == 30

    def test_later_lines_do_not(self):
        assert only(accrue_lines([line("2026-01-20", 3000), line("2026-02-15", 9000)])).earned.amount == 30

    def test_every_period_that_has_begun_has_its_account(self):
        lines = [line("2026-01-20", 3000), line("2026-04-20", 2000)]
        assert [(row.window.label, row.change) for row in accrue_lines(lines, APRIL).rows] == [
            ("2026-Q1", 30),
            ("2026-Q2", 20),
        ]

    def test_a_programme_that_ends_within_the_period_is_judged_at_its_own_end(self):
        policy = amended(("    period: quarter", "    effective: 2026-01-01..2026-02-14\n    period: quarter"))
        lines = [line("2026-01-20", 3000), line("2026-03-01", 9000)]
        for method in Method:
            row = only(accrue_lines(lines, MARCH, method, policy))
            assert (row.window.through, row.earned.amount) == (HALF, 30)

    def test_an_accrual_is_posted_on_the_day_of_the_run_without_tax(self):
        (posting,) = accrue_lines([line("2026-01-20", 3000, tax_rate="13%")]).proposals
        assert (posting.posted_on, posting.tax, posting.gross, posting.due) == (HALF, 0, 30, None)


class TestForecast:
    def test_it_is_rounded_once(self):
        # One per cent of 1,000.45 is 10.0045. Rounding the 20.009 of the whole quarter first would make it 10.01.
        row = only(accrue_lines([line("2026-01-20", "1000.45")], method=FORECAST))
        assert (row.earned.decided.amount, row.earned.share) == (Decimal("20.01"), Fraction(1, 2))
        assert row.earned.amount == Decimal("10.00")

    def test_a_band_that_will_not_be_reached_counts_for_nothing(self):
        assert only(accrue_lines([line("2026-01-20", 499)], method=FORECAST)).earned.amount == 0
        assert only(accrue_lines([line("2026-01-20", 500)], method=FORECAST)).earned.amount == 5

    def test_a_cap_is_spread_over_what_is_bought(self):
        policy = amended(("    settle:", "    cap: {payout: 100}\n    settle:"))
        # 6,000 at 2 % would be 120.00; half of the capped 100.00 so far.
        assert only(accrue_lines([line("2026-01-20", 3000)], HALF, FORECAST, policy)).earned.amount == 50

    def test_units_are_counted_whole(self):
        policy = amended(
            ("net_amount", "quantity"),
            ("method: retrospective", "method: incremental"),
            ("kind: percent", "kind: per-unit"),
            ("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at_unit: 1, pay: 10}, {at_unit: 11, pay: 20}]"),
        )
        # Seven units in 41 of 90 days make 15: 200.00, of which 7/15 are 93.33.
        row = only(accrue_lines([line("2026-01-20", 1, quantity=7)], date(2026, 2, 10), FORECAST, policy))
        assert (row.earned.share, row.earned.amount) == (Fraction(7, 15), Decimal("93.33"))

    def test_the_share_is_that_of_the_base_that_is_paid(self):
        policy = amended(
            (
                "    qualifying: {measure: net_amount}",
                "    qualifying: {measure: net_amount}\n    paying: {measure: gross_amount}",
            )
        )
        lines = [line("2026-01-20", 3000, gross_amount=400)]
        # Two per cent of the projected 800, and half of it is bought.
        assert only(accrue_lines(lines, HALF, FORECAST, policy)).earned.amount == 8
        assert only(accrue_lines(lines, HALF, ACTUAL, policy)).earned.amount == 4

    def test_a_sum_paid_for_nothing_is_earned_by_the_day(self):
        policy = amended(
            ("kind: percent", "kind: lump-sum"),
            ("[{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]", "[{at: 0, pay: 50}]"),
        )
        customers = [{"customer": "A", "kind": "dealer"}]
        assert only(accrue_lines([], HALF, FORECAST, policy, customers=customers)).earned.amount == 25
        assert only(accrue_lines([], HALF, ACTUAL, policy, customers=customers)).earned.amount == 50

    def test_returns_that_outweigh_sales_earn_nothing(self):
        assert only(accrue_lines([line("2026-01-20", -500)], method=FORECAST)).earned.amount == 0

    def test_what_is_missing_at_the_period_s_end_is_not_guessed(self):
        policy = amended(("    method:", "    gates: [{id: target, of: attainment.quarter, at: 90%}]\n    method:"))
        found = accrue_lines([line("2026-01-20", 3000)], HALF, FORECAST, policy, targets=[])
        row = only(found)
        assert (row.earned.amount, row.change, found.proposals) == (None, None, ())
        assert [each.code for each in found.problems] == ["DK367"]
        assert found.totals[0].undetermined == 1


class TestWhatStandsAgainstPosting:
    LINES = (line("2026-01-20", 3000),)

    def accrued(self, posted_on: date = HALF) -> Posting:
        (posting,) = accrue_lines(self.LINES).proposals
        return evolve(posting, posted_on=posted_on)

    def test_a_later_accrual(self):
        found = accrue(POLICY, book_of(self.LINES, [self.accrued(posted_on=FEBRUARY)]), HALF)
        assert ([each.code for each in found.problems], found.proposals) == (["DK302"], ())
        assert only(found).accrued == 0

    def test_an_account_with_a_finding(self):
        twice = [self.accrued(), self.accrued()]
        found = accrue_lines(self.LINES, FEBRUARY, postings=twice)
        assert (found.proposals, only(found).change) == ((), None)

    def test_a_ledger_that_cannot_be_read(self):
        broken = {**entry(self.accrued()), "net": "3O"}
        found = accrue_lines([*self.LINES, line("2026-01-21", 9000)], postings=[broken])
        assert (found.proposals, [each.code for each in found.problems]) == ((), ["DK375"])

    def test_without_a_ledger_the_result_says_so(self):
        found = accrue_lines(self.LINES, postings=None)
        assert (found.without_ledger, [each.code for each in found.problems]) == (True, ["DK370"])

    def test_a_contract_year_without_a_contract_is_named(self):
        policy = amended(("period: quarter", "period: contract-year"), ("every: quarter", "every: period"))
        found = accrue_lines(self.LINES, policy=policy, contracts=[])
        assert (found.rows, [each.code for each in found.problems]) == ((), ["DK369"])


class TestWhatStandsAccrued:
    LINES = TestWhatStandsAgainstPosting.LINES

    def test_lines_that_were_taken_out_are_reversed(self):
        ledger = accrue_lines(self.LINES).proposals
        found = accrue_lines([], FEBRUARY, postings=ledger)
        assert [(each.net, each.seq) for each in found.proposals] == [(-30, 2)]

    def test_a_renamed_programme_goes_on(self):
        ledger = accrue_lines(self.LINES).proposals
        policy = amended(("  volume:\n", "  volume-2026:\n    was: volume\n"))
        found = accrue_lines(self.LINES, FEBRUARY, policy=policy, postings=ledger)
        assert (only(found).accrued, found.proposals, found.problems) == (30, (), ())

    def test_a_programme_that_is_gone_is_named_with_what_stands(self):
        ledger = accrue_lines(self.LINES).proposals
        policy = amended(("  volume:\n", "  other:\n"))
        codes = [each.code for each in accrue_lines(self.LINES, FEBRUARY, policy=policy, postings=ledger).problems]
        assert sorted(codes) == ["DK362", "DK398"]

    def test_a_period_that_the_programme_no_longer_has_is_named(self):
        ledger = accrue_lines(self.LINES).proposals
        policy = amended(("period: quarter", "period: month"), ("every: quarter", "every: month"))
        found = accrue_lines(self.LINES, FEBRUARY, policy=policy, postings=ledger)
        assert ([each.code for each in found.problems], found.proposals) == (["DK398", "DK434"], ())

    def test_an_accrual_of_a_period_to_come_is_not(self):
        ledger = accrue_lines([line("2026-04-20", 3000)], APRIL).proposals
        assert accrue_lines(self.LINES, HALF, postings=ledger).problems == ()

    def test_the_ledger_keeps_accruals_apart_from_what_was_paid(self):
        ledger = accrue_lines(self.LINES).proposals
        read = read_ledger(book_of([], ledger), "CNY", {"volume": "volume"})
        account = Account("volume", "A", "2026-Q1")
        assert (read.accrued[account].net, read.settled(account).net) == (30, 0)
        assert read.new(ledger) == ((), ())

    def test_two_runs_at_once_with_different_figures_are_a_finding(self):
        first, second = (accrue_lines([line("2026-01-20", base)]).proposals for base in (3000, 4000))
        read = read_ledger(book_of([], first), "CNY", {"volume": "volume"})
        assert [each.code for each in read.new(second)[1]] == ["DK360"]


SALES = st.lists(
    st.builds(
        lambda day, late, payee, cents: Sale(day, day + timedelta(days=late), payee, Decimal(cents) / 100),
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.integers(0, 120),
        st.sampled_from(["A", "B"]),
        st.integers(-300_000, 600_000) | st.sampled_from([100_000, 499_999, 500_000, -500_000]),
    ),
    max_size=12,
)


def runs_by(methods: Iterable[Method]) -> st.SearchStrategy[list[tuple[date, Method, bool]]]:
    """Days on which accruals are posted, by which method, and whether settlements are posted on the same day."""
    run = st.tuples(st.dates(date(2026, 1, 1), date(2027, 6, 30)), st.sampled_from(list(methods)), st.booleans())
    return st.lists(run, min_size=1, max_size=6).map(lambda runs: sorted(runs, key=lambda each: each[0]))


RUNS = runs_by(Method)
BY_THEIR_OWN_PERIOD = runs_by([ACTUAL, FORECAST])
"""The methods that a bookkeeper's cards know: the average of other periods has a reference of its own."""
END = date(2027, 12, 31)


def lines_of(sales: Sequence[Sale]) -> list[Cells]:
    return [line(str(each.day), each.amount, each.payee, recorded_at=str(each.recorded)) for each in sales]


def numbered(posting: Posting) -> tuple[str, int]:
    return posting.account.payee, int(posting.account.period[-1])


ACCOUNTS = Accounts(
    rule=Rule("accounts", Location("policy.yaml", 1, 1)),
    expense="Expenses:Rebates",
    accrual="Liabilities:Rebates:Accrued",
    payable="Liabilities:Rebates:Payable",
    tax="Liabilities:Tax:VAT",
)


class TestAnyHistory:
    @settings(max_examples=30)
    @given(sales=SALES, runs=BY_THEIR_OWN_PERIOD)
    def test_every_run_writes_what_a_bookkeeper_writes_and_a_second_one_nothing(
        self, sales: list[Sale], runs: list[tuple[date, Method, bool]]
    ):
        ledger: list[Posting] = []
        cards = Cards()
        for today, method, settles in runs:
            found = accrue_lines(lines_of(sales), today, method, postings=ledger).proposals
            assert {numbered(each): each.net for each in found} == cards.bring_up(sales, today, method.value)
            ledger += found
            if settles:
                ledger += settle(POLICY, book_of(lines_of(sales), ledger, known_at=today), today, today).proposals
            assert accrue_lines(lines_of(sales), today, method, postings=ledger).proposals == ()
        assert len({each.id for each in ledger}) == len(ledger)

    @settings(max_examples=60)
    @given(sales=SALES, runs=RUNS)
    def test_in_the_end_all_accruals_together_are_the_entitlement(
        self, sales: list[Sale], runs: list[tuple[date, Method, bool]]
    ):
        ledger: list[Posting] = []
        for today, method, _ in (*runs, (END, FORECAST, False)):
            ledger += accrue_lines(lines_of(sales), today, method, postings=ledger).proposals
        sums: dict[Account, Decimal] = {}
        for each in ledger:
            sums[each.account] = sums.get(each.account, Decimal(0)) + each.net
        rows = settle(POLICY, book_of(lines_of(sales)), END).rows
        assert {account: net for account, net in sums.items() if net} == {
            row.account: row.entitlement for row in rows if row.entitlement
        }

    @settings(max_examples=30)
    @given(sales=SALES, day=st.dates(date(2026, 1, 1), date(2027, 6, 30)))
    def test_a_period_that_is_over_is_earned_alike_by_both_methods(self, sales: list[Sale], day: date):
        by = {method: accrue_lines(lines_of(sales), day, method).rows for method in Method}
        for actual, forecast in zip(by[ACTUAL], by[FORECAST], strict=True):
            if actual.window.last <= day:
                assert (actual.earned.amount, actual.earned.decided) == (
                    forecast.earned.amount,
                    forecast.earned.decided,
                )

    @settings(max_examples=30)
    @given(sales=SALES)
    def test_accrued_and_then_settled_nothing_is_left_on_the_accrual_account(self, sales: list[Sale]):
        policy = amended(("carry-forward", "invoice"))
        ledger = [*accrue_lines(lines_of(sales), END, policy=policy).proposals]
        ledger += settle(policy, book_of(lines_of(sales), ledger), END).proposals
        balances = journal(ACCOUNTS, "CNY", [Booked(each.id, each) for each in ledger]).balances()
        assert balances.get("Liabilities:Rebates:Accrued", 0) == 0
        assert all(row.liability == 0 for row in accrue_lines(lines_of(sales), END, postings=ledger).rows)


@pytest.mark.parametrize("method", Method)
def test_rows_and_postings_may_be_asked_for_one_by_one(method: Method):
    lines = [line("2026-01-20", 3000), line("2026-01-20", 4000, "B"), line("2026-04-20", 2000)]
    found = accrue_lines(lines, APRIL, method)
    chosen = found.of("volume", "A", "2026-Q2")
    assert [row.account for row in chosen.rows] == [Account("volume", "A", "2026-Q2")]
    assert [each.account for each in chosen.proposals] == [Account("volume", "A", "2026-Q2")]
    assert found.of().rows == found.rows


def test_a_forecast_of_who_changed_its_group_is_what_it_has_earned_so_far():
    # 10 % of 1,000 in the old group; in the new one nobody bought, and only its guarantee falls due at the end.
    policy = policy_of(
        """
rebates:
  volume:
    period: quarter
    accumulate: {over: group, pay: each}
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 10%}]
    guarantee: {payout: 20}
    settle: {payout: credit-note, negative: carry-forward}
"""
    )
    customers = [
        {"customer": "A", "kind": "dealer", "group": "G", "valid_to": "2026-01-31"},
        {"customer": "A", "kind": "dealer", "group": "H", "valid_from": "2026-02-01"},
    ]
    found = accrue_lines([line("2026-01-10", 1000)], HALF, FORECAST, policy, customers=customers)
    assert only(found).change == Decimal("100.00")
