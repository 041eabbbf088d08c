from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dealerkit.rebates.targets import RecordedFigures, Targets
from dealerkit.rebates.windows import Timing
from dealerkit.values.periods import MONTH, QUARTER, YEAR
from dealerkit.values.ranges import DateRange
from tests.rebates.histories import book_of

FACTS = ("volume", "net_amount")
Q1, WHOLE = QUARTER.containing(date(2026, 1, 1)), YEAR.containing(date(2026, 1, 1))
END, JUNE = date(2026, 12, 31), date(2026, 6, 30)


def row(period: str, value: int, **more: object) -> Mapping[str, object]:
    return {"subject": "A", "period": period, "value": value, **more}


def targets(*rows: Mapping[str, object]) -> Targets:
    return Targets(book_of([], None, tables={"targets": rows}))


class TestTargets:
    def test_a_target_without_a_fact_is_of_net_amounts(self):
        assert targets(row("2026-Q1", 5)).of("A", FACTS, Q1, END) == 5

    def test_a_target_under_the_programmes_own_name_goes_first(self):
        found = targets(row("2026-Q1", 5), row("2026-Q1", 7, fact="volume"))
        assert found.of("A", FACTS, Q1, END) == 7

    def test_a_target_in_another_currency_is_converted_by_the_rate_of_the_periods_last_day(self):
        # 5 dollars at 7.1 on 31 March; the rate of April does not count.
        rates = [
            {"from": "USD", "to": "CNY", "rate": "7.1", "valid_to": "2026-03-31"},
            {"from": "USD", "to": "CNY", "rate": "8", "valid_from": "2026-04-01"},
        ]
        targets_of = [row("2026-Q1", 5, currency="USD")]
        found = Targets(book_of([], None, tables={"targets": targets_of, "rates": rates}), "CNY")
        assert found.of("A", FACTS, Q1, END) == Decimal("35.5")
        assert list(found.problems(END)) == []

    def test_a_target_without_a_rate_is_named_once_its_period_has_begun(self):
        rows = (row("2026-Q1", 5, currency="USD"), row("2026-Q4", 7, currency="USD"))
        found = Targets(book_of([], None, tables={"targets": rows}), "CNY")
        assert [(each.code, each.arg("currency")) for each in found.problems(JUNE)] == [("DK351", "USD")]

    def test_a_quarter_without_a_target_has_the_sum_of_its_months(self):
        months = [row("2026-01", 5), row("2026-02", 6), row("2026-03", 7)]
        assert targets(*months).whole("A", FACTS, QUARTER, Q1, END) == 18
        assert targets(*months[1:]).whole("A", FACTS, QUARTER, Q1, END) is None
        assert targets(*months, row("2026-Q1", 20)).whole("A", FACTS, QUARTER, Q1, END) == 20

    def test_a_target_in_another_currency_without_a_rate_is_none(self):
        rows = (row("2026-Q1", 5, currency="USD"), row("2026-Q1", 7, fact="volume", currency="CNY"))
        found = Targets(book_of([], None, tables={"targets": rows}), "CNY")
        assert found.of("A", ("net_amount",), Q1, END) is None
        assert found.of("A", FACTS, Q1, END) == 7

    def test_a_general_target_goes_before_one_for_a_product_group(self):
        found = targets(row("2026-Q1", 5, product_group="phones"), row("2026-Q1", 7))
        assert found.of("A", FACTS, Q1, END) == 7

    def test_among_several_product_groups_nobody_can_choose(self):
        one = row("2026-Q1", 5, product_group="phones")
        assert targets(one).of("A", FACTS, Q1, END) == 5
        assert targets(one, row("2026-Q1", 7, product_group="cases")).of("A", FACTS, Q1, END) is None

    def test_a_target_counts_in_the_version_of_the_day(self):
        found = targets(row("2026-Q1", 5, valid_to="2026-02-28"), row("2026-Q1", 7, valid_from="2026-03-01"))
        assert [found.of("A", FACTS, Q1, day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [5, 7]

    def test_another_payees_target_does_not_count(self):
        assert targets(row("2026-Q1", 5)).of("B", FACTS, Q1, END) is None


class TestToDate:
    def test_at_the_end_the_periods_own_target_counts(self):
        found = targets(row("2026", 100), *(row(f"2026-Q{n}", 30) for n in range(1, 5)))
        assert found.to_date("A", FACTS, YEAR, WHOLE, END) == 100

    def test_at_the_end_without_it_its_quarters_together_count(self):
        found = targets(*(row(f"2026-Q{n}", 30) for n in range(1, 5)))
        assert found.to_date("A", FACTS, YEAR, WHOLE, END) == 120

    def test_before_the_end_the_quarters_that_are_over_count(self):
        found = targets(row("2026", 100), *(row(f"2026-Q{n}", 30) for n in range(1, 5)))
        assert found.to_date("A", FACTS, YEAR, WHOLE, JUNE) == 60

    def test_months_serve_where_a_quarter_is_not_over(self):
        found = targets(row("2026", 100), *(row(f"2026-{n:02}", 10) for n in range(1, 13)))
        assert found.to_date("A", FACTS, YEAR, WHOLE, date(2026, 5, 31)) == 50

    def test_with_a_gap_in_the_finer_targets_the_whole_one_counts(self):
        found = targets(row("2026", 100), row("2026-Q1", 30))
        assert found.to_date("A", FACTS, YEAR, WHOLE, JUNE) == 100

    def test_a_month_has_nothing_finer(self):
        assert targets(row("2026-01", 9)).to_date("A", FACTS, MONTH, MONTH.containing(date(2026, 1, 1)), END) == 9


class TestFigures:
    WINDOW = Timing(QUARTER, QUARTER, DateRange(date(2026, 2, 1), None)).window(Q1, END)

    def of(self, **more: object) -> object:
        rows = [{"subject": "A", "fact": "score", "value": 9, **more}]
        return RecordedFigures(book_of([], None, tables={"figures": rows})).of("A", "period.score", self.WINDOW)

    def test_by_the_periods_label(self):
        assert self.of(period="2026-Q1") == Decimal(9)
        assert self.of(period="2026-Q2") is None

    def test_by_days_the_whole_period_or_the_part_the_programme_runs(self):
        assert self.of(**{"from": "2026-01-01", "to": "2026-03-31"}) == Decimal(9)
        assert self.of(**{"from": "2026-02-01", "to": "2026-03-31"}) == Decimal(9)
        assert self.of(**{"from": "2026-02-02", "to": "2026-03-31"}) is None

    def test_a_figure_may_stand_under_the_facts_full_name(self):
        assert self.of(period="2026-Q1", fact="period.score") == Decimal(9)
