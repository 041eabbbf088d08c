"""What counts against a limit: each component added, taken off or left out; horizons; groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.credit.exposure import COMPONENTS, ExposureRule
from dealerkit.credit.exposures import exposure_of, exposure_of_group
from dealerkit.credit.positions.position import Position
from dealerkit.credit.results import Exposure
from dealerkit.problems import Problem
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.published import published_calendar
from tests.credit.accounts import PLAIN, Tables, policy_of, position, standing, table

DAY = date(2026, 4, 10)
CN = published_calendar("CN")

BOOK: Tables = {
    "invoices": table("invoice,date,customer,gross_amount", "F,2026-03-01,D,1000", "G,2026-03-02,D,500"),
    "deliveries": table("delivery,date,customer,gross_amount", "L,2026-04-01,D,200"),
    "orders": table("order,date,customer,gross_amount,wanted_on", "O,2026-04-01,D,80,", "P,2026-04-01,D,40,2026-06-01"),
    "receipts": table(
        "receipt,date,customer,amount,invoice,kind",
        "R,2026-04-01,D,300,F,",
        "S,2026-04-01,D,70,,",
        "T,2026-04-01,D,90,,deposit",
    ),
    "bills": table("bill,date,customer,amount,due_on,invoice", "B,2026-04-02,D,500,2026-08-01,G"),
}


def found(rule: ExposureRule | None = None, horizon: Duration | None = None, day: date = DAY) -> Exposure:
    reckoned = exposure_of(position(**BOOK), rule or ExposureRule(), day, horizon, CN)
    assert isinstance(reckoned, Exposure)
    return reckoned


def ruled(components: dict[str, str]) -> ExposureRule:
    return ExposureRule(rule=ExposureRule().rule, horizon=None, **components)


class TestComponents:
    def test_the_handbooks_rule_is_the_default(self):
        # 1,000 + 500 − 300 − 500 by bill = 700; + 200 + 120 − 90 − 70 = 860; bills are left out.
        exposure = found()
        assert exposure.total == 860
        assert (exposure.receivables, exposure.delivered, exposure.open_orders) == (700, 200, 120)
        assert (exposure.bills, exposure.deposits, exposure.unapplied) == (0, -90, -70)

    def test_bills_that_are_added_keep_counting_until_they_are_paid(self):
        assert found(ExposureRule(bills="add")).total == 1360

    @pytest.mark.parametrize("name", COMPONENTS)
    def test_each_component_may_be_left_out(self, name: str):
        exposure = found(ruled({name: "leave-out"}))
        assert getattr(exposure, name) == 0
        assert exposure.total == 860 - getattr(found(), name)

    @pytest.mark.parametrize(("name", "amount"), list(zip(COMPONENTS, (700, 200, 120, 500, 90, 70), strict=True)))
    def test_each_component_may_be_the_only_one_that_counts(self, name: str, amount: int):
        rule = ruled({each: "add" if each == name else "leave-out" for each in COMPONENTS})
        assert found(rule).total == amount

    def test_who_has_nothing_owes_nothing(self):
        exposure = exposure_of(Position("D"), ExposureRule(), DAY)
        assert isinstance(exposure, Exposure)
        assert exposure.total == 0


class TestHorizon:
    def test_orders_wanted_beyond_it_do_not_count_and_are_told(self):
        exposure = found(horizon=Duration(51, Unit.DAYS))
        assert (exposure.open_orders, exposure.beyond_horizon, exposure.total) == (80, 40, 820)

    def test_its_last_day_is_within_it(self):
        # 10 April + 52 days = 1 June.
        assert found(horizon=Duration(52, Unit.DAYS)).beyond_horizon == 0

    def test_an_order_without_a_wanted_day_always_counts(self):
        assert found(horizon=Duration(0, Unit.DAYS)).open_orders == 80

    def test_a_checks_own_horizon_comes_before_the_rules(self):
        rule = ExposureRule(horizon=Duration(0, Unit.DAYS))
        assert found(rule).beyond_horizon == 40
        assert found(rule, Duration(2, Unit.MONTHS)).beyond_horizon == 0

    def test_working_days_are_counted_by_the_calendar(self):
        # Qingming 2026 is 4 to 6 April; from Friday 3 April the second working day is Wednesday the 8th.
        orders = table(
            "order,date,customer,gross_amount,wanted_on", "O,2026-04-01,D,80,2026-04-08", "P,2026-04-01,D,40,2026-04-09"
        )
        exposure = exposure_of(
            position(orders=orders), ExposureRule(), date(2026, 4, 3), Duration(2, Unit.WORKING_DAYS), CN
        )
        assert isinstance(exposure, Exposure)
        assert (exposure.open_orders, exposure.beyond_horizon) == (80, 40)

    def test_a_horizon_into_a_year_nobody_has_published_is_a_problem(self):
        reckoned = exposure_of(position(**BOOK), ExposureRule(), date(2026, 12, 30), Duration(5, Unit.WORKING_DAYS), CN)
        assert isinstance(reckoned, Problem)
        assert reckoned.code == "DK368"

    def test_working_days_without_a_calendar_are_a_problem(self):
        reckoned = exposure_of(position(**BOOK), ExposureRule(), DAY, Duration(5, Unit.WORKING_DAYS))
        assert isinstance(reckoned, Problem)
        assert reckoned.code == "DK373"

    def test_a_horizon_of_hours_is_a_problem(self):
        reckoned = exposure_of(position(**BOOK), ExposureRule(), DAY, Duration(5, Unit.HOURS), CN)
        assert isinstance(reckoned, Problem)
        assert reckoned.code == "DK377"

    def test_it_does_not_matter_where_open_orders_are_left_out(self):
        rule = ExposureRule(open_orders="leave-out")
        exposure = exposure_of(position(**BOOK), rule, DAY, Duration(5, Unit.WORKING_DAYS))
        assert isinstance(exposure, Exposure)
        assert (exposure.open_orders, exposure.beyond_horizon) == (0, 0)


GROUPED: Tables = {
    "customers": table(
        "customer,group,valid_from,valid_to",
        "D,north,2026-01-01,2026-06-30",
        "D,south,2026-07-01,",
        "E,north-east,,",
        "F,,,",
    ),
    "groups": table("group,parent", "north,", "north-east,north", "south,"),
    "invoices": table(
        "invoice,date,customer,gross_amount",
        "F1,2026-03-01,D,1000",
        "F2,2026-03-01,E,300",
        "F3,2026-03-01,F,50",
    ),
    "orders": table("order,date,customer,gross_amount,wanted_on", "O,2026-03-02,E,20,2026-09-01"),
}


class TestGroups:
    def of_group(self, group: str, day: date = DAY, horizon: Duration | None = None) -> Decimal:
        positions = standing(**GROUPED).positions
        found = exposure_of_group(
            positions.totals(group, day), positions.members(group, day), ExposureRule(), day, horizon
        )
        assert isinstance(found, Exposure)
        return found.total

    def test_a_group_owes_what_its_customers_and_the_groups_within_it_owe(self):
        assert self.of_group("north") == 1320
        assert self.of_group("north-east") == 320

    def test_a_customer_counts_in_the_group_he_is_in_on_the_day(self):
        assert self.of_group("south") == 0
        assert self.of_group("south", date(2026, 7, 1)) == 1000
        assert self.of_group("north", date(2026, 7, 1)) == 320

    def test_a_horizon_leaves_out_what_its_customers_want_later(self):
        assert self.of_group("north", horizon=Duration(1, Unit.MONTHS)) == 1300

    def test_a_group_that_nobody_is_in_owes_nothing(self):
        assert self.of_group("west") == 0

    def test_a_movement_changes_the_sums_of_the_groups_at_once(self):
        here = standing(policy_of(PLAIN), **GROUPED).positions
        other = standing(policy_of(PLAIN), **GROUPED).positions
        assert here.totals("north", DAY).receivables == 1300
        (invoice,) = [each.invoice for each in other.of("E").items()]
        for each in (
            invoice.__class__(day=DAY, customer=name, invoice=f"X{name}", amount=Decimal(7)) for name in "DEF"
        ):
            here.add(each)
        assert here.totals("north", DAY).receivables == 1314
        assert here.totals("north-east", DAY).receivables == 307

    def test_the_sums_are_those_of_the_members_after_every_movement(self):
        positions = standing(**GROUPED).positions
        for day in (DAY, date(2026, 7, 1), DAY):
            for group in ("north", "north-east", "south"):
                members = positions.members(group, day)
                assert positions.totals(group, day).receivables == sum(each.receivables for each in members)
