"""What explanations, projections and targets say of programmes whose figures do not all come from lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import Book
from dealerkit.policy.loading import load_texts
from dealerkit.problems import Problem
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import Verdict, line_stories
from dealerkit.rebates.projection import projection, running
from dealerkit.rebates.run import Run
from dealerkit.rebates.targets import Targets
from dealerkit.report.line_stories import LineStoryReport
from dealerkit.report.places import shortest
from dealerkit.report.whys import teller_of
from dealerkit.values.numbers import Number
from dealerkit.values.periods import QUARTER, YEAR
from tests.rebates.histories import HEAD, Cells

POLICY = """
measures:
  phones: {title: phones bought, where: 'product.category == "phones"', measure: net_amount}
  cases: {from: incidents, measure: count}
  reported: {from: sell-through, measure: quantity}
rebates:
  sold:
    title: Sold on
    period: quarter
    qualifying: {from: sell-through, measure: quantity}
    method: retrospective
    kind: per-unit
    bands: [{at_unit: 1, pay: 2}]
    settle: {payout: credit-note, negative: carry-forward}
  mix:
    title: Mix
    period: quarter
    qualifying: {measure: net_amount}
    eligible: measured.phones / period.qualifying >= 50% and measured.cases <= 1 and measured.reported >= 0
    method: retrospective
    kind: percent
    bands: [{at: 0, rate: 1%}, {at: 1_000, rate: 2%}]
    settle: {payout: credit-note, negative: carry-forward}
"""
TABLES: dict[str, list[Cells]] = {
    "products": [{"product": "H", "category": "phones"}, {"product": "C", "category": "cases"}],
    "lines": [
        {"date": "2026-01-05", "dealer": "A", "product": "H", "net_amount": "300"},
        {"date": "2026-01-06", "dealer": "A", "product": "C", "net_amount": "100"},
    ],
    "sell_through": [{"date": "2026-01-07", "dealer": "A", "product": "H", "quantity": "3"}],
    "incidents": [{"incident": "1", "date": "2026-01-08", "kind": "price", "customer": "A"}],
}
HALF = date(2026, 2, 14)
"""Day 45 of the 90 of the first quarter: what there was comes once more."""


def opened(as_of: date = HALF) -> Run:
    loaded = load_texts({"policy.yaml": (HEAD + POLICY).encode()}, SECTIONS)
    assert loaded.policy is not None, loaded.problems
    return Run.open(loaded.policy, Book.from_tables({**TABLES, "postings": []}), as_of)


class TestLines:
    def verdicts(self, line: str) -> dict[tuple[str, str], Verdict]:
        found = line_stories(opened(), LineName(line))
        assert not isinstance(found, Problem)
        return {(each.programme.id, each.base): each.verdict for each in found[0].judged}

    def test_a_programme_over_another_table_does_not_look_at_lines(self):
        assert self.verdicts("lines:1") == {
            ("sold", "qualifying"): Verdict.ELSEWHERE,
            ("mix", "qualifying"): Verdict.TAKEN,
            ("mix", "cases"): Verdict.ELSEWHERE,
            ("mix", "phones"): Verdict.TAKEN,
            ("mix", "reported"): Verdict.ELSEWHERE,
        }

    def test_a_named_measure_refuses_a_line_as_a_base_does(self):
        assert self.verdicts("lines:2")["mix", "phones"] is Verdict.REFUSED

    def test_people_are_told_which_table_it_looks_at(self):
        run = opened()
        found = line_stories(run, LineName("lines:1"))
        assert not isinstance(found, Problem)
        report = LineStoryReport(run, teller_of(run, shortest(())), LineName("lines:1"), found).report()
        said = {lang: str(report.page(lang)) for lang in ("en", "zh")}
        assert "Sold on (sold): does not look at lines" in said["en"]
        assert "it adds up `sell-through`" in said["en"]
        assert "其基数累计的是 `sell-through`" in said["zh"]


class TestProjections:
    def going_on(self) -> dict[str, object]:
        run = opened()
        mix = run.standing.programmes["mix"]
        window = running(run.standing, mix, "A")
        assert window is not None
        found = projection(run, mix, "A", window)
        # 400 so far and 800 at the end, three quarters of them phones: 1 % of 800, and the band of 1,000 is ahead.
        return {"so_far": found.so_far.amount, "projected": found.projected.amount, "next": found.bands[0].earns}

    def test_the_mix_goes_on_as_it_is(self):
        # At the bound of 1,000 the phones are 750 of it: at 300 they would be less than half.
        assert self.going_on() == {"so_far": Decimal(4), "projected": Decimal(8), "next": Decimal(20)}


class TestTargetsThatMove:
    ROWS: tuple[Cells, ...] = tuple({"subject": "A", "period": f"2026-Q{n}", "value": "100"} for n in range(1, 5))
    WHOLE = YEAR.containing(date(2026, 1, 1))

    @staticmethod
    def index(day: date) -> Number | None:
        return Decimal(1) if day < date(2026, 4, 1) else Decimal("1.05") if day < date(2026, 12, 1) else None

    def test_each_part_is_multiplied_by_the_figure_of_its_last_day(self):
        targets = Targets(Book.from_tables({"targets": self.ROWS}))
        quarters = QUARTER.between(date(2026, 1, 1), date(2026, 9, 30))
        asked = [targets.of("A", ("net_amount",), each, each.end, self.index) for each in quarters]
        assert asked == [100, 105, 105]

    def test_the_parts_are_moved_before_they_are_added(self):
        targets = Targets(Book.from_tables({"targets": self.ROWS}))
        found = targets.to_date("A", ("net_amount",), YEAR, self.WHOLE, date(2026, 9, 30), self.index)
        assert found == 310

    def test_an_unknown_figure_leaves_the_target_unknown(self):
        targets = Targets(Book.from_tables({"targets": self.ROWS}))
        assert targets.to_date("A", ("net_amount",), YEAR, self.WHOLE, date(2026, 12, 31), self.index) is None
