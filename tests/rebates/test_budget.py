"""Budgets: what all payees of a programme are paid together for a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.decisions import Outcome, Rule
from dealerkit.policy.types import Missing
from dealerkit.problems import Location
from dealerkit.rebates.joint.budgets import share_out
from dealerkit.rebates.terms import Entitlement
from tests.rebates.histories import line
from tests.rebates.stackings import paid, programme, run_of, stacked_policy

RULE = Rule("rebates.p.budget", Location("p.yaml", 1))
CENT = Decimal("0.01")
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


def earned(amount: str | None, *missing: str) -> Entitlement:
    outcome = Outcome.UNDETERMINED if amount is None else Outcome.GRANTED
    number = None if amount is None else Decimal(amount)
    return Entitlement(outcome, "", number, Decimal(0), Decimal(0), None, None, None, (), missing)


def shares(most: object, amounts: dict[str, Entitlement], unit: Decimal = CENT, cap: Decimal | None = None):
    found = share_out(RULE, most, amounts, unit, cap)  # type: ignore[arg-type]
    return {payee: found.of(payee, each) for payee, each in amounts.items()}


class TestSharing:
    def test_a_budget_that_is_no_whole_number_of_steps_is_used_up_to_the_last_whole_one(self):
        found = shares(Decimal("10.9"), {"A": earned("10"), "B": earned("10")}, Decimal(1))
        assert [each.amount for each in found.values()] == [5, 5]

    def test_amounts_that_just_fit_stay(self):
        found = shares(Decimal(20), {"A": earned("10"), "B": earned("10")})
        assert [each.reasons for each in found.values()] == [(), ()]

    def test_who_gets_no_whole_step_is_refused(self):
        found = shares(Decimal(1), {"A": earned("10"), "B": earned("10")}, Decimal(1))
        assert (found["B"].outcome, found["B"].code, found["B"].amount) == (Outcome.REFUSED, "DK444", 0)

    def test_the_reason_has_the_figures_of_all_and_of_the_payee(self):
        found = shares(Decimal(10), {"A": earned("15"), "B": earned("5")})
        assert dict(found["A"].reasons[-1].args) == {"earned": 15, "total": 20, "most": 10, "share": Decimal("7.50")}

    def test_a_budget_of_nothing_pays_nothing(self):
        assert shares(Decimal(0), {"A": earned("15")})["A"].amount == 0

    def test_a_fraction_as_a_budget_is_cut_to_the_step(self):
        assert shares(Fraction(100, 3), {"A": earned("50")})["A"].amount == Decimal("33.33")


class TestUnknown:
    def test_an_unknown_budget_leaves_everybody_open(self):
        found = shares(Missing(("spring_money",)), {"A": earned("15")})
        assert (found["A"].outcome, found["A"].code, found["A"].missing) == (
            Outcome.UNDETERMINED,
            "DK443",
            ("spring_money",),
        )

    def test_who_earned_nothing_has_nothing_whatever_the_budget(self):
        found = shares(Decimal(10), {"A": earned("0"), "B": earned(None, "period.score")})
        assert found["A"].amount == 0

    def test_an_unknown_amount_leaves_the_others_open(self):
        found = shares(Decimal(1_000_000), {"A": earned("1"), "B": earned(None, "period.score")})
        assert (found["A"].amount, found["A"].missing) == (None, ("period.score",))

    def test_unless_even_the_most_it_can_be_is_covered(self):
        amounts = {"A": earned("40"), "B": earned(None, "period.score"), "C": earned(None, "period.score")}
        assert shares(Decimal(100), amounts, cap=Decimal(30))["A"].amount == 40
        assert shares(Decimal(99), amounts, cap=Decimal(30))["A"].amount is None


class TestSettled:
    PUSH = programme("push", "10%", budget="{amount: 100}")

    def test_each_period_has_the_whole_budget(self):
        lines = [line("2026-01-10", 2000), line("2026-04-10", 3000)]
        assert paid(run_of(stacked_policy(f"rebates:\n{self.PUSH}"), lines, JUNE)) == {("push", "A"): Decimal(200)}

    def test_a_payee_of_the_ledger_alone_has_no_share(self):
        run = run_of(stacked_policy(f"rebates:\n{self.PUSH}"), [line("2026-01-10", 2000), line("2026-04-10", 1, "B")])
        assert paid(run)["push", "A"] == 100

    def test_the_budget_comes_after_stacking(self):
        other = programme("other", "20%", "A")
        stacking = "stacking:\n  s: {rule: best-of, programmes: [push, other]}\n"
        lines = [line("2026-01-10", 2000, product="A"), line("2026-01-10", 900, product="B", dealer="B")]
        # A's purchases go to `other`; without them B's 90 are within the budget.
        found = paid(run_of(stacked_policy(f"rebates:\n{self.PUSH}{other}{stacking}"), lines))
        assert found == {("push", "A"): 0, ("other", "A"): 400, ("push", "B"): 90}

    def test_a_budget_by_a_parameter_is_that_of_the_period_s_end(self):
        parameters = (
            "parameters:\n  money: {title: m, unit: money, source: plan, values: {2026-01-01: 50, 2026-03-31: 70}}\n"
        )
        push = programme("push", "10%", budget="{amount: =money}")
        assert paid(run_of(stacked_policy(f"{parameters}rebates:\n{push}"), [line("2026-01-10", 2000)])) == {
            ("push", "A"): Decimal(70)
        }

    def test_interim_settlements_share_what_is_earned_by_their_day(self):
        monthly = programme(
            "push", "10%", budget="{amount: 100}", settle="{every: month, payout: credit-note, negative: carry-forward}"
        )
        lines = [line("2026-01-10", 1000), line("2026-02-10", 3000, "B")]
        january = run_of(stacked_policy(f"rebates:\n{monthly}"), lines, date(2026, 2, 5))
        february = run_of(stacked_policy(f"rebates:\n{monthly}"), lines, date(2026, 2, 28))
        assert paid(january) == {("push", "A"): Decimal(100)}
        assert paid(february) == {("push", "A"): Decimal(25), ("push", "B"): Decimal(75)}

    def test_all_payees_of_a_period_are_shared_out_once(self):
        lines = [line("2026-01-10", 10, f"D{number:05}") for number in range(2_000)]
        run = run_of(stacked_policy(f"rebates:\n{self.PUSH}"), lines)
        found = paid(run)
        assert sum(amount for amount in found.values() if amount) == 100
        assert len(run.deciding._budgets) == 1
