"""Ageing, days sales outstanding, dunning and provision: arithmetic against a naive reading, and what edges mean."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.credit.collecting.accounts import Account, Dispute, account_of, accounts_on
from dealerkit.credit.collecting.ageing import Aged, aged
from dealerkit.credit.collecting.ageing_rule import AgeingRule, Bucket
from dealerkit.credit.collecting.dunning import NO_DUE_DATE, Repaying, Sent, dun, interest_on, level_of
from dealerkit.credit.collecting.dunning_rule import DunningLevel, DunningRule, Interest
from dealerkit.credit.collecting.flow_rate import flow_rates
from dealerkit.credit.collecting.pace import CountBack, SimpleDso, count_back, month_ends, simple_dso
from dealerkit.credit.collecting.provision import provided
from dealerkit.credit.collecting.provision_rule import FlowRate
from dealerkit.credit.collecting.provision_run import ends_of_steps
from dealerkit.credit.positions.movements import Invoiced, Received
from dealerkit.credit.positions.position import OpenItem, Position
from dealerkit.policy.shapes import Keyed
from dealerkit.values.rounding import CENTS
from tests.credit.naive_collecting import naive_ageing, naive_count_back, naive_loss_rates

DAY = date(2026, 6, 30)
NAMES = ("not-due", "1-30", "31-60", "over-60")
STARTS = (1, 31, 61)


def rule(by: str = "due", credits: str = "own-bucket", bounds: tuple[int, ...] = STARTS) -> AgeingRule:
    names = ("not-due", *(f"from-{start}" for start in bounds)) if bounds != STARTS else NAMES
    buckets = [Bucket(id=names[0]), *(Bucket(id=name, at=at) for name, at in zip(names[1:], bounds, strict=True))]
    return AgeingRule(by=by, credits=credits, buckets=Keyed({each.id: each for each in buckets}))


def item(number: str, amount: str | Decimal, due: date | None, day: date = date(2026, 1, 1)) -> OpenItem:
    gross = Decimal(amount)
    return OpenItem(Invoiced(day=day, customer="D1", invoice=number, amount=gross, due_on=due), gross)


def account(*items: OpenItem, unapplied: str = "0", **disputed: Decimal | None) -> Account:
    return Account(customer="D1", items=items, unapplied=Decimal(unapplied), disputed=disputed)


AMOUNTS = st.decimals(min_value=Decimal(-1000), max_value=Decimal(1000), places=2).filter(bool)
DUES = st.none() | st.integers(-60, 200).map(lambda days: DAY - timedelta(days=days))
DEBTS = st.lists(st.tuples(DUES, AMOUNTS), max_size=12)
UNAPPLIED = st.decimals(min_value=0, max_value=2000, places=2)
BOUNDS = st.lists(st.integers(-30, 150), min_size=1, max_size=5, unique=True).map(lambda found: tuple(sorted(found)))


def accounted(debts: list[tuple[date | None, Decimal]], unapplied: Decimal = Decimal(0)) -> Account:
    items = tuple(item(f"R{place}", amount, due) for place, (due, amount) in enumerate(debts))
    return Account(customer="D1", items=items, unapplied=unapplied)


class TestAgeing:
    @settings(max_examples=60, deadline=None)
    @given(DEBTS)
    def test_every_item_falls_where_the_naive_reading_says(self, debts: list[tuple[date | None, Decimal]]):
        found = aged(rule(), accounted(debts), DAY).amounts
        naive = naive_ageing(debts, list(zip(NAMES[1:], STARTS, strict=True)), NAMES[0], DAY)
        assert {name: found[name] for name in naive} == naive

    @settings(max_examples=60, deadline=None)
    @given(DEBTS, UNAPPLIED, BOUNDS, st.sampled_from(["due", "invoice"]))
    def test_the_total_is_what_is_owed_whatever_the_buckets_and_the_way_of_setting_off(
        self, debts: list[tuple[date | None, Decimal]], unapplied: Decimal, bounds: tuple[int, ...], by: str
    ):
        one = accounted(debts, unapplied)
        owed = sum((amount for _, amount in debts), Decimal(0)) - unapplied
        for credits in ("own-bucket", "oldest", "apart"):
            assert aged(rule(by, credits, bounds), one, DAY).total == owed == one.owed

    @settings(max_examples=60, deadline=None)
    @given(DEBTS, UNAPPLIED)
    def test_setting_off_against_the_oldest_leaves_no_debt_below_zero(
        self, debts: list[tuple[date | None, Decimal]], unapplied: Decimal
    ):
        found = aged(rule(credits="oldest"), accounted(debts, unapplied), DAY).amounts
        columns = [*NAMES, "no-due-date"]
        assert all(found[each] >= 0 for each in columns)
        assert found["credits"] == 0 or not any(found[each] for each in columns)

    def test_credit_pays_items_without_a_due_date_last(self):
        one = account(item("R1", "100", None), item("R2", "40", DAY), unapplied="50")
        found = aged(rule(credits="oldest"), one, DAY).amounts
        assert (found["not-due"], found["no-due-date"], found["credits"]) == (0, 90, 0)

    def test_a_dispute_never_takes_more_than_is_left(self):
        one = Account(customer="D1", items=(item("R1", "30", DAY),), disputed={"R1": Decimal(100)})
        assert one.disputed_of(one.items[0]) == 30

    def test_two_disputes_about_one_invoice_add_up(self):
        position = Position("D1")
        position.add(Invoiced(day=date(2026, 6, 1), customer="D1", invoice="R1", amount=Decimal(100)))
        opened = date(2026, 6, 2)
        disputes = [Dispute("D1", "R1", Decimal(20), opened), Dispute("D1", "R1", Decimal(30), opened)]
        found = account_of(position, DAY, disputes)
        assert found.disputed_of(found.items[0]) == 50

    def test_a_share_of_nothing_is_not_told(self):
        assert aged(rule(), account(), DAY).share("not-due") is None

    def test_shares_are_exact(self):
        one = account(item("R1", "1", DAY), item("R2", "2", DAY - timedelta(days=1)))
        assert aged(rule(), one, DAY).share("not-due") == Fraction(1, 3)

    def test_accounts_of_a_past_day_know_nothing_of_later_receipts(self):
        movements = (
            Invoiced(day=date(2026, 5, 1), customer="D1", invoice="R1", amount=Decimal(100)),
            Received(day=date(2026, 6, 10), customer="D1", receipt="Z1", amount=Decimal(60), invoice="R1"),
        )
        on = accounts_on(movements, [date(2026, 4, 30), date(2026, 5, 31), DAY])
        assert [each.owed for each in on.values()] == [0, 100, 40]


SALES = st.lists(
    st.tuples(st.integers(0, 700).map(lambda days: DAY - timedelta(days=days)), AMOUNTS), min_size=1, max_size=15
)


def sales_of(sales: list[tuple[date, Decimal]]):
    def between(first: date, last: date) -> Decimal:
        return sum((amount for day, amount in sales if first <= day <= last), Decimal(0))

    return between


class TestDaysSalesOutstanding:
    @settings(max_examples=80, deadline=None)
    @given(SALES, st.decimals(min_value=-100, max_value=5000, places=2), st.integers(0, 40))
    def test_counting_back_agrees_with_month_by_month(
        self, sales: list[tuple[date, Decimal]], owed: Decimal, before: int
    ):
        day = DAY - timedelta(days=before)
        known = [(on, amount) for on, amount in sales if on <= day]
        found, months = count_back(CountBack(longest=60), owed, sales_of(known), day)
        assert found == naive_count_back(owed, known, day)
        assert found is None or sum((each.covered for each in months), Decimal(0)) == max(owed, Decimal(0))

    def test_the_month_of_the_day_counts_through_the_day(self):
        sales = sales_of([(date(2026, 6, 5), Decimal(100)), (date(2026, 5, 5), Decimal(310))])
        found, _ = count_back(CountBack(), Decimal(110), sales, date(2026, 6, 15))
        assert found == 16  # 15 days of June, and a thirty-first of the 31 of May

    def test_nothing_owed_is_no_days(self):
        assert count_back(CountBack(), Decimal(-5), sales_of([]), DAY) == (0, ())

    def test_without_sales_there_is_no_ratio(self):
        assert simple_dso(SimpleDso(months=3), Decimal(100), sales_of([]), DAY) is None

    def test_a_period_of_months_ends_with_the_day(self):
        sales = sales_of([(date(2026, 5, 1), Decimal(450)), (date(2026, 4, 30), Decimal(9999))])
        assert simple_dso(SimpleDso(months=2), Decimal(450), sales, date(2026, 6, 15)) == 46  # 1 May to 15 June

    def test_month_ends_are_clamped_to_the_day(self):
        assert month_ends(date(2026, 3, 10), 3) == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10))


LEVELS = Keyed(
    {
        each.id: each
        for each in (
            DunningLevel(id="reminder", at=7),
            DunningLevel(id="demand", above=29),
            DunningLevel(id="last", at=60),
        )
    }
)


class TestDunning:
    def test_a_level_is_reached_on_its_day_and_not_before(self):
        found = DunningRule(levels=LEVELS)
        assert [found.reached(days) for days in (0, 6, 7, 29, 30, 59, 60, 400)] == [0, 0, 1, 1, 2, 2, 3, 3]

    @settings(max_examples=60, deadline=None)
    @given(st.integers(1, 120), st.integers(0, 3), st.integers(0, 30), st.booleans())
    def test_a_letter_states_one_level_more_than_was_sent_unless_levels_may_be_skipped(
        self,
        days: int,
        sent: int,
        every: int,
        skip: bool,  # noqa: FBT001 - drawn
    ):
        one = account(item("R1", "100", DAY - timedelta(days=days)))
        letters = [Sent(customer="D1", day=DAY - timedelta(days=1), level=sent, invoice="R1")] if sent else []
        dunning = DunningRule(levels=LEVELS, every=every, skip=skip)
        found = dun(dunning, one, DAY, sent=letters)
        reached = dunning.reached(days)
        is_due = reached > sent and (not sent or every <= 1)
        assert (found.letter is not None) == is_due
        if found.letter is not None:
            assert found.letter.level == (reached if skip else sent + 1)
            assert found.letter.asked == 100

    @settings(max_examples=60, deadline=None)
    @given(st.integers(-40, 120), st.integers(0, 20), st.integers(0, 10))
    def test_the_day_to_wake_is_the_first_later_day_with_a_letter(self, days: int, every: int, grace: int):
        one = account(item("R1", "100", DAY - timedelta(days=days)))
        dunning = DunningRule(levels=LEVELS, every=every, grace=grace)
        found = dun(dunning, one, DAY)
        letters = [Sent(customer="D1", day=DAY, level=found.letter.level)] if found.letter else []
        following = None
        for later in range(1, 200):
            if dun(dunning, one, DAY + timedelta(days=later), sent=letters).letter is not None:
                following = DAY + timedelta(days=later)
                break
        assert found.wakes_on == following

    def test_the_last_level_is_not_sent_twice(self):
        one = account(item("R1", "100", DAY - timedelta(days=90)))
        found = dun(
            DunningRule(levels=LEVELS), one, DAY, sent=[Sent(customer="D1", day=DAY - timedelta(days=30), level=3)]
        )
        assert (found.letter, found.wakes_on) == (None, None)

    def test_a_letter_after_the_day_is_not_known(self):
        one = account(item("R1", "100", DAY - timedelta(days=40)))
        found = dun(
            DunningRule(levels=LEVELS), one, DAY, sent=[Sent(customer="D1", day=DAY + timedelta(days=1), level=2)]
        )
        assert found.sent == 0

    def test_an_item_without_a_due_date_is_named_and_never_dunned(self):
        found = dun(DunningRule(levels=LEVELS), account(item("R1", "100", None)), DAY)
        assert (found.items, found.letter, len(found.undated)) == ((), None, 1)

    def test_a_plan_that_has_ended_keeps_nothing_back(self):
        one = account(item("R1", "100", DAY - timedelta(days=40)))
        plans = [Repaying(customer="D1", agreed=date(2026, 5, 1), last=DAY - timedelta(days=1))]
        assert dun(DunningRule(levels=LEVELS), one, DAY, plans=plans).letter is not None

    def test_only_what_is_not_disputed_is_asked_for(self):
        due = DAY - timedelta(days=40)
        one = Account(customer="D1", items=(item("R1", "100", due),), disputed={"R1": Decimal(30)})
        found = dun(DunningRule(levels=LEVELS), one, DAY).letter
        assert found is not None
        assert found.asked == 70

    @pytest.mark.parametrize(("level", "expected"), [("reached", 2), ("sent", 1)])
    def test_the_level_of_an_account_is_what_the_policy_says(self, level: str, expected: int):
        position = Position("D1")
        due = DAY - timedelta(days=40)
        position.add(Invoiced(day=date(2026, 4, 1), customer="D1", invoice="R1", amount=Decimal(100), due_on=due))
        letters = [Sent(customer="D1", day=date(2026, 6, 1), level=1, invoice="R1")]
        assert level_of(position, DunningRule(levels=LEVELS, level=level), DAY, letters) == expected

    @pytest.mark.parametrize(("level", "expected"), [("reached", NO_DUE_DATE), ("sent", 2)])
    def test_a_debt_without_a_due_date_leaves_the_level_reached_untold(self, level: str, expected: object):
        position = Position("D1")
        position.add(Invoiced(day=date(2026, 4, 1), customer="D1", invoice="R1", amount=Decimal(100)))
        letters = [Sent(customer="D1", day=date(2026, 6, 1), level=2, invoice="R1")]
        assert level_of(position, DunningRule(levels=LEVELS, level=level), DAY, letters) == expected

    def test_interest_is_a_fraction_until_it_is_rounded(self):
        yearly = Interest(rate=Decimal("0.06"), per="year", year_of=360)
        assert interest_on(yearly, Decimal(1000), 10) == Fraction(5, 3)

    def test_interest_may_leave_out_the_grace(self):
        daily = Interest(rate=Decimal("0.001"), per="day", beyond_grace=True)
        assert interest_on(daily, Decimal(1000), 10, 3) == 7


BALANCES = st.lists(st.lists(st.integers(0, 50).map(Decimal), min_size=4, max_size=4), min_size=2, max_size=6)


class TestProvision:
    @settings(max_examples=80, deadline=None)
    @given(BALANCES, st.integers(1, 3))
    def test_loss_rates_agree_with_the_naive_reading(self, history: list[list[Decimal]], loss: int):
        named = [dict(zip(NAMES, each, strict=True)) for each in history]
        found = flow_rates(FlowRate(steps=len(history) - 1, loss=NAMES[loss]), NAMES, named)
        assert list(found.losses.values()) == naive_loss_rates(history, loss)

    @settings(max_examples=50, deadline=None)
    @given(
        st.lists(st.integers(0, 10_000), min_size=4, max_size=4),
        st.lists(st.integers(0, 100), min_size=4, max_size=4),
        st.integers(0, 3),
        st.integers(0, 5_000),
    )
    def test_more_debt_or_a_higher_rate_never_sets_less_aside(
        self, cents: list[int], percents: list[int], which: int, more: int
    ):
        rates = {name: Decimal(rate) / 100 for name, rate in zip(NAMES, percents, strict=True)}
        amounts = {name: Decimal(each) / 100 for name, each in zip(NAMES, cents, strict=True)}
        less = provided(Aged(subject="D1", amounts=amounts), None, rates, CENTS, ()).total
        grown = {**amounts, NAMES[which]: amounts[NAMES[which]] + Decimal(more) / 100}
        raised = {**rates, NAMES[which]: max(rates[NAMES[which]], Decimal(1))}
        assert less is not None
        for debt, rate in ((grown, rates), (amounts, raised)):
            found = provided(Aged(subject="D1", amounts=debt), None, rate, CENTS, ()).total
            assert found is not None
            assert found >= less

    def test_a_step_that_begins_with_nothing_is_left_out(self):
        stood = [
            dict(zip(NAMES, map(Decimal, each), strict=True)) for each in ((0, 0, 0, 0), (10, 0, 0, 0), (0, 4, 0, 0))
        ]
        found = flow_rates(FlowRate(steps=2, loss="1-30"), NAMES, stood)
        assert (found.flows[0].steps, found.flows[0].rate) == ((None, Decimal("0.4")), Decimal("0.4"))

    def test_what_never_moves_on_is_not_lost_whatever_comes_after(self):
        stood = [dict(zip(NAMES, map(Decimal, each), strict=True)) for each in ((10, 0, 0, 0), (0, 0, 0, 0))]
        found = flow_rates(FlowRate(steps=1, loss="over-60"), NAMES, stood)
        assert (found.losses["not-due"], found.losses["1-30"]) == (0, None)

    @pytest.mark.parametrize(
        ("every", "expected"),
        [
            ("month", (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))),
            ("quarter", (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31))),
            ("year", (date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31))),
        ],
    )
    def test_steps_end_before_the_day_unless_it_ends_one(self, every: str, expected: tuple[date, ...]):
        assert ends_of_steps(FlowRate(every=every, steps=2, loss="x"), date(2026, 6, 29)) == expected

    def test_the_day_that_ends_a_step_is_its_end(self):
        assert ends_of_steps(FlowRate(steps=1, loss="x"), DAY) == (date(2026, 5, 31), DAY)
