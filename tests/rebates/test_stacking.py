"""Stacking: what a programme keeps where others pay on the same lines, and what is said about it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.decisions import Decision, Outcome
from dealerkit.rebates.accrual import Method, accruals
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import line_stories
from dealerkit.rebates.orders import Order, gains_of
from dealerkit.rebates.projection import outlook
from dealerkit.rebates.run import Run
from dealerkit.rebates.statement import statement_of
from tests.rebates.histories import line
from tests.rebates.stackings import paid, programme, run_of, stacked_policy

MARCH = date(2026, 3, 31)
MAY = date(2026, 5, 31)
JUNE = date(2026, 6, 30)
BEST = "stacking:\n  best: {rule: best-of, programmes: [volume, spring]}\n"
VOLUME = programme("volume", "2%")
SPRING = programme("spring", "3%", "A", effective="2026-03-01..2026-03-31", title="Spring")
LINES = [
    line("2026-01-10", 1000, product="A"),
    line("2026-03-10", 2000, product="A"),
    line("2026-03-20", 500, product="B"),
]


def settled(text: str, lines: list[dict[str, object]] = LINES, as_of: date = MARCH, **tables: object) -> Run:
    return run_of(stacked_policy(f"rebates:\n{text}"), lines, as_of, **tables)


def story(run: Run, id: str, payee: str = "A") -> Decision:
    programme = run.standing.programmes[id]
    return run.traced(programme, payee, run.standing.windows(programme, payee)[-1])


class TestBestOf:
    def test_lines_that_only_one_takes_stay_with_it(self):
        # 2 % of 1,000 and 500; on March's 2,000 spring pays 60 and volume would pay 40.
        assert paid(settled(VOLUME + SPRING + BEST)) == {("volume", "A"): Decimal(30), ("spring", "A"): Decimal(60)}

    def test_a_programme_outside_the_stacking_changes_nothing(self):
        other = programme("other", "5%", "A", qualifying="{where: line.net_amount > 1_500, measure: net_amount}")
        found = paid(settled(VOLUME + SPRING + other + BEST))
        assert (found["volume", "A"], found["spring", "A"]) == (30, 60)

    def test_the_figures_of_both_are_told_to_the_one_that_loses(self):
        decision = story(settled(VOLUME + SPRING + BEST), "volume")
        lost = decision.reasons[-1]
        assert (lost.step, lost.rule.address) == ("stacking-more", "stacking.best")
        assert dict(lost.args) == {"other": "Spring", "lost": 40, "others": 60}

    def test_the_one_that_has_the_lines_is_told_whom_it_kept_out(self):
        decision = story(settled(VOLUME + SPRING + BEST), "spring")
        won = next(each for each in decision.tried if each.step == "stacking-won")
        assert dict(won.args) == {"other": "volume", "lost": 40}

    def test_what_it_would_pay_alone_is_said(self):
        assert story(settled(VOLUME + SPRING + BEST), "volume").value("alone") == 70

    def test_a_returned_purchase_is_taken_back_by_whom_it_was_paid(self):
        # March's phones come to 500 after the return: spring's 15 against 10.
        lines = [*LINES, line("2026-03-25", -1500, product="A")]
        assert paid(settled(VOLUME + SPRING + BEST, lines)) == {
            ("volume", "A"): Decimal(30),
            ("spring", "A"): Decimal(15),
        }

    def test_a_part_below_zero_alone_is_no_payment(self):
        # The volume keeps January's return alone, -20, since spring has March's lines.
        lines = [line("2026-01-10", -1000, product="A"), line("2026-03-10", 2000, product="A")]
        assert paid(settled(VOLUME + SPRING + BEST, lines)) == {
            ("volume", "A"): Decimal(0),
            ("spring", "A"): Decimal(60),
        }

    def test_a_sum_that_stands_on_no_line_stays_whole(self):
        loyalty = programme("volume", kind="lump-sum", bands="[{at: 0, pay: 10}]")
        lines = [line("2026-03-10", 2000, product="A", dealer="B")]
        found = paid(settled(loyalty + SPRING + BEST, lines, customers=[{"customer": "A"}, {"customer": "B"}]))
        assert found == {("volume", "A"): Decimal(10), ("volume", "B"): Decimal(0), ("spring", "B"): Decimal(60)}

    def test_a_programme_that_loses_nothing_is_decided_as_if_alone(self):
        lines = [line("2026-01-10", 1000, product="A")]
        run = settled(VOLUME + SPRING + BEST, lines)
        window = run.standing.windows(run.standing.programmes["volume"], "A")[-1]
        assert run.deciding.alone(run.standing.programmes["volume"], "A", window) == run.decided(
            run.standing.programmes["volume"], "A", window
        )

    def test_the_exact_parts_are_rounded_once_at_the_end(self):
        # 0.1 % of 15 is 0.015, rounded 0.02; what is kept of it is 0.014, and not 14/15 of 0.02.
        volume, spring = programme("volume", "0.1%"), programme("spring", "3%", "A")
        lines = [line("2026-01-10", 1, product="A"), line("2026-01-10", 14, product="B")]
        assert paid(settled(volume + spring + BEST, lines)) == {
            ("volume", "A"): Decimal("0.01"),
            ("spring", "A"): Decimal("0.03"),
        }


class TestTax:
    def test_tax_is_that_of_the_lines_that_are_kept(self):
        lines = [
            line("2026-03-10", 2000, product="A", tax_rate="13%"),
            line("2026-03-20", 500, product="B", tax_rate="6%"),
        ]
        rows = settled(VOLUME + SPRING + BEST, lines).settlement().rows
        # The volume keeps 10 on brand B at 6 %, spring has 60 on brand A at 13 %.
        assert {row.programme: row.tax for row in rows} == {"volume": Decimal("0.60"), "spring": Decimal("7.80")}


class TestTime:
    def test_programmes_settled_at_different_times_agree_at_the_period_s_end(self):
        # Spring is over and settled in March; by June the volume reaches 4 %, which is more on the same lines.
        volume = programme("volume", bands="[{at: 0, rate: 2%}, {at: 10_000, rate: 4%}]", period="half-year")
        spring = programme(
            "spring",
            "3%",
            "A",
            period="half-year",
            effective="2026-03-01..2026-03-31",
            settle="{every: month, payout: credit-note, negative: carry-forward}",
        )
        lines = [line("2026-03-10", 2000, product="A"), line("2026-05-10", 9000, product="B")]
        assert paid(settled(volume + spring + BEST, lines, date(2026, 4, 30)))["spring", "A"] == 60
        assert paid(settled(volume + spring + BEST, lines, JUNE)) == {
            ("volume", "A"): Decimal(440),
            ("spring", "A"): Decimal(0),
        }

    def test_an_interim_settlement_compares_what_both_pay_by_its_day(self):
        monthly = "{every: month, payout: credit-note, negative: carry-forward}"
        volume = programme("volume", bands="[{at: 0, rate: 2%}, {at: 5_000, rate: 4%}]", settle=monthly)
        spring = programme("spring", "3%", "A")
        lines = [line("2026-01-10", 1000, product="A"), line("2026-03-10", 9000, product="A")]
        assert paid(settled(volume + spring + BEST, lines, date(2026, 2, 10)))["volume", "A"] == 0
        assert paid(settled(volume + spring + BEST, lines, MARCH))["volume", "A"] == 400

    def test_contract_years_are_those_of_the_payee(self):
        contracts = [{"contract": "K1", "customer": "A", "start": "2025-04-01", "end": "2027-03-31"}]
        volume, spring = (
            programme("volume", "2%", period="contract-year"),
            programme("spring", "3%", "A", period="contract-year"),
        )
        run = settled(volume + spring + BEST, LINES, contracts=contracts)
        assert paid(run) == {("volume", "A"): Decimal(10), ("spring", "A"): Decimal(90)}


class TestUnknown:
    UNKNOWN = programme("spring", "3%", "A", eligible="period.days_to_pay <= 30")

    def test_an_unknown_rival_leaves_the_amount_open(self):
        decision = story(settled(VOLUME + self.UNKNOWN + BEST), "volume")
        assert (decision.outcome, decision.code, decision.missing) == (
            Outcome.UNDETERMINED,
            "DK443",
            ("period.days_to_pay",),
        )
        assert decision.reasons[-1].step == "stacking-unknown"

    def test_one_that_is_listed_later_under_exclusive_does_not_matter(self):
        first = BEST.replace("best-of", "exclusive")
        assert paid(settled(VOLUME + self.UNKNOWN + first))["volume", "A"] == 70

    def test_one_that_does_not_reduce_does_not_matter(self):
        third = programme("third", "1%", "A")
        order = "stacking:\n  net: {rule: ordered, programmes: [spring, volume, third], reduces: {volume: [third]}}\n"
        found = paid(settled(VOLUME + self.UNKNOWN + third + order))
        # 1 % of 3,000 less the 60 that volume has paid on them.
        assert (found["volume", "A"], found["third", "A"]) == (70, Decimal("29.40"))

    def test_one_that_reduces_leaves_the_reduced_open(self):
        order = "stacking:\n  net: {rule: ordered, programmes: [spring, volume], reduces: {spring: [volume]}}\n"
        assert paid(settled(VOLUME + self.UNKNOWN + order))["volume", "A"] is None


class TestOrdered:
    def test_the_band_is_reached_by_the_whole_base_and_the_cap_is_on_what_is_left(self):
        volume = programme("volume", bands="[{at: 3_500, rate: 2%}]", cap="{base: 3_400}")
        spring = programme("spring", "10%", "A")
        order = "stacking:\n  net: {rule: ordered, programmes: [spring, volume], reduces: {spring: [volume]}}\n"
        # 3,500 is capped at 3,400 only for what is paid on; 3,500 less 300 is 3,200.
        found = paid(settled(volume.replace("3_400", "3_500") + spring + order))
        assert found["volume", "A"] == 64

    def test_what_is_left_of_the_base_is_told(self):
        spring = programme("spring", "10%", "A", title="Spring")
        order = "stacking:\n  net: {rule: ordered, programmes: [spring, volume], reduces: {spring: [volume]}}\n"
        reduced = story(settled(VOLUME + spring + order), "volume").reasons[-1]
        assert dict(reduced.args) == {"other": "Spring", "paid": 300, "base": 3500, "left": 3200}

    def test_a_base_that_is_used_up_pays_nothing(self):
        spring = programme("spring", bands="[{at: 0, pay: 5_000}]", kind="lump-sum")
        order = "stacking:\n  net: {rule: ordered, programmes: [spring, volume], reduces: {spring: [volume]}}\n"
        decision = story(settled(VOLUME + spring + order), "volume")
        assert (decision.outcome, decision.code, decision.amount) == (Outcome.REFUSED, "DK444", 0)


class TestElsewhere:
    def test_accruals_of_what_was_earned_so_far_are_after_stacking(self):
        run = settled(VOLUME + SPRING + BEST, as_of=date(2026, 3, 25))
        assert {row.programme: row.earned.amount for row in accruals(run).rows} == {"volume": 30, "spring": 60}
        assert accruals(run).alone == ()

    def test_forecasts_say_that_they_are_each_for_itself_until_the_period_is_over(self):
        forecast = accruals(settled(VOLUME + SPRING + BEST, as_of=date(2026, 3, 25)), Method.FORECAST)
        assert forecast.alone == ("volume", "spring")
        over = accruals(settled(VOLUME + SPRING + BEST), Method.FORECAST)
        assert over.alone == ()
        assert {row.programme: row.earned.amount for row in over.rows} == {"volume": 30, "spring": 60}

    def test_projections_say_that_they_are_each_for_itself(self):
        assert outlook(settled(VOLUME + SPRING + BEST, as_of=date(2026, 3, 25))).alone == ("volume", "spring")

    def test_an_order_adds_what_stacking_leaves_of_it(self):
        run = settled(VOLUME + SPRING + BEST, as_of=date(2026, 3, 25))
        gains = gains_of(run, Order("A", ({"product": "A", "net_amount": "100"},)))
        assert {each.programme: each.adds for each in gains.gains} == {"volume": 0, "spring": 3}

    def test_a_statement_does_not_promise_what_the_next_band_brings_alone(self):
        volume = programme("volume", bands="[{at: 0, rate: 2%}, {at: 10_000, rate: 4%}]")
        entry = statement_of(settled(volume + SPRING + BEST), "A").entries[0]
        assert entry.next_band is not None
        assert entry.next_band.earns is None


class TestLines:
    def left_to(self, text: str, name: str) -> dict[str, str]:
        """By programme to whom a line is left, where that is another."""
        found = line_stories(settled(text), LineName(name))
        assert isinstance(found, tuple)
        return {each.programme.id: each.left_to.id for each in found[0].judged if each.left_to is not None}

    def test_a_line_says_who_has_it(self):
        assert self.left_to(VOLUME + SPRING + BEST, "lines:2") == {"volume": "spring"}

    def test_a_line_that_one_takes_alone_is_left_to_nobody(self):
        assert self.left_to(VOLUME + SPRING + BEST, "lines:1") == {}

    def test_where_all_are_paid_nobody_leaves_a_line(self):
        assert self.left_to(VOLUME + SPRING + "stacking:\n  all: {rule: sum}\n", "lines:2") == {}


class TestPaidTwice:
    SUM = "stacking:\n  both: {rule: sum, programmes: [volume, spring]}\n"

    def codes(self, text: str, lines: list[dict[str, object]] = LINES) -> list[str]:
        return [each.code for each in settled(text, lines).settlement().problems if each.code == "DK442"]

    def test_a_pair_that_met_unsaid_is_told_once_with_the_money_and_the_payees(self):
        lines = [
            *LINES,
            line("2026-03-11", 1000, dealer="B", product="A"),
            line("2026-03-11", 10, dealer="C", product="B"),
        ]
        problems = [each for each in settled(VOLUME + SPRING, lines).settlement().problems if each.code == "DK442"]
        assert len(problems) == 1
        # 40 of A's and 20 of B's volume are on lines that spring pays too.
        assert {name: problems[0].arg(name) for name in ("programme", "other", "payees", "amount")} == {
            "programme": "spring",
            "other": "volume",
            "payees": 2,
            "amount": Decimal("60.00"),
        }

    @pytest.mark.parametrize("stacking", [SUM, "stacking:\n  all: {rule: sum}\n", BEST])
    def test_a_pair_that_a_stacking_names_is_not(self, stacking: str):
        assert self.codes(VOLUME + SPRING + stacking) == []

    def test_programmes_that_did_not_meet_are_not(self):
        assert self.codes(VOLUME + SPRING, [line("2026-01-10", 1000, product="A")]) == []

    def test_one_that_pays_nothing_is_not(self):
        spring = programme("spring", bands="[{at: 1_000_000, rate: 3%}]")
        assert self.codes(VOLUME + spring) == []

    def test_lines_that_one_only_counts_are_not(self):
        counts = programme("spring", "3%", paying='{where: product.brand == "C", measure: net_amount}')
        assert self.codes(VOLUME.replace("{measure", '{where: product.brand == "A", measure') + counts) == []

    def test_a_month_and_a_quarter_meet_on_the_days_of_both(self):
        monthly = programme("spring", "3%", "A", period="month")
        problems = [each for each in settled(VOLUME + monthly).settlement().problems if each.code == "DK442"]
        assert problems[0].arg("amount") == Decimal("60.00")  # 2 % of January's 1,000 and March's 2,000
