"""Charts as text: every column counts, Chinese characters take two, nothing that is there is drawn as nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.report.charts import Axis, Bar, Bars, Chart, Line, Lines
from dealerkit.report.charts.histogram import binned
from dealerkit.report.diagnostics import display_width
from dealerkit.report.pages import Block, Page
from tests.report.charts import samples

COLUMN = "█"


def bars(*values: int | None) -> tuple[str, ...]:
    """The bars alone of a chart of plain figures."""
    drawn = Bars(
        name="x", title="x", axis=Axis(""), bars=tuple(Bar("a", None if v is None else Decimal(v)) for v in values)
    )
    return drawn.lines()


class TestBars:
    def test_the_longest_bar_takes_forty_columns_and_half_of_it_twenty(self):
        shown = samples.COSTS.lines()
        assert shown[1].count(COLUMN) == 40
        assert shown[0].count(COLUMN) == 20

    def test_figures_and_bars_stand_below_one_another_beside_chinese_labels(self):
        shown = samples.COSTS.lines()
        places = {display_width(line[: line.index(COLUMN)]) for line in shown if COLUMN in line}
        assert len(places) == 1

    def test_nothing_has_no_bar_and_what_is_not_known_is_a_question_mark(self):
        nothing, unknown = samples.COSTS.lines()[2:4]
        assert nothing.endswith("0.00")
        assert unknown.endswith("?")

    def test_a_limit_ends_where_its_figure_lies(self):
        # 30,000 of 40,000 are 30 of 40 columns; the last of them is the mark.
        assert samples.COSTS.lines()[4].endswith("-" * 29 + "|")

    def test_a_sliver_is_half_a_column_and_never_nothing(self):
        assert bars(1, 1_000_000)[0].endswith("▌")

    def test_below_zero_bars_run_to_the_left_of_zero(self):
        below, above = bars(-10, 30)
        # 10 and 30 share 40 columns: 10 to the left of zero, 30 to its right.
        assert below.index(COLUMN) == above.index(COLUMN) - 10
        assert (below.count(COLUMN), above.count(COLUMN)) == (10, 30)

    @given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8))
    def test_no_line_is_wider_than_its_words_and_forty_one_columns(self, values: list[int]):
        room = max(len(f"{value:,}.00") for value in values)
        assert max(map(display_width, bars(*values))) <= 2 + 1 + 2 + room + 2 + 41

    def test_a_long_label_is_cut(self):
        chart = Bars(name="x", title="x", axis=Axis(""), bars=(Bar("很长的名称" * 10, Decimal(1)),))
        assert "…" in chart.lines()[0]
        assert display_width(chart.lines()[0].split("…")[0]) <= 2 + 36


class TestLines:
    def test_a_jump_is_shown_from_below_and_from_above(self):
        assert [line.rstrip("█▌ ") for line in samples.PAYOUT.lines()] == [
            "   base            CNY",
            "  < 800  before   8.00",
            "         after    8.00",
            "    800  before  16.00",
            "         after   20.00",
        ]

    def test_without_a_jump_every_point_is_shown_and_then_the_limit(self):
        assert samples.SWEPT.lines() == (
            "  rate    CNY",
            f"    1%  10.00  {COLUMN * 20}",
            f"    2%  20.00  {COLUMN * 40}",
            "  budget  15.00",
        )

    def test_of_many_points_some_are_shown_with_the_first_and_the_last(self):
        points = tuple((Decimal(x), Decimal(x)) for x in range(100))
        shown = Lines(name="x", title="x", x=samples.BASE, y=samples.BASE, curves=(Line("a", points),)).lines()
        assert len(shown) == 1 + 16
        assert shown[1].split()[0] == "0"
        assert shown[-1].split()[0] == "99"

    def test_between_two_points_a_line_is_straight(self):
        line = Line("a", ((Decimal(0), Decimal(0)), (Decimal(3), Decimal(1))))
        assert line.at(Decimal(1)) == Fraction(1, 3)
        assert line.at(Decimal(4)) is None


class TestHistogram:
    def test_each_range_has_its_count_and_what_lies_in_it(self):
        assert samples.SAMPLED.lines() == (
            f"   0 – 10  1  {COLUMN * 10}",
            f"  10 – 20  4  {COLUMN * 40}  < median",
            f"  20 – 30  2  {COLUMN * 20}{' ' * 20}  < budget",
        )

    @given(st.lists(st.fractions(-1000, 1000), min_size=1, max_size=60))
    def test_every_value_falls_into_one_range_and_ranges_touch(self, values: list[Fraction]):
        found = binned(values)
        assert sum(each.count for each in found) == len(values)
        assert all(before.end == after.start for before, after in pairwise(found))
        for each in found:
            assert each.count == sum(each.start <= value < each.end for value in values)

    def test_there_are_at_most_twenty_one_ranges_of_a_round_width(self):
        found = binned([Decimal(value) for value in range(1_000, 2_000)])
        # 999 / 20 is 49.95: the next round width is 50.
        assert (found[0].start, found[0].end) == (1_000, 1_050)
        assert len(found) == 20

    def test_one_value_alone_is_one_range(self):
        assert len(binned([Decimal(5), Decimal(5)])) == 1

    def test_no_values_are_no_ranges(self):
        assert binned([]) == ()


class TestGrid:
    def test_cells_stand_under_the_values_along_the_top(self):
        assert samples.MAP.lines() == (
            "             rate",
            "  threshold     1%   2.5%",
            "    700,000  10.00  25.00",
            "    800,000      ?  20.00",
        )


@pytest.mark.parametrize("chart", samples.EVERY, ids=lambda chart: chart.name)
class TestOnAPage:
    def test_it_is_a_block_of_a_page_in_every_form(self, chart: Chart):
        block: Block = chart
        page = Page("page", [block])
        assert chart.lines()[-1] in page.text("en")
        assert f"```text\n{chart.lines()[0]}\n" in page.markdown("en")
        assert "<pre>" in page.html("en")
