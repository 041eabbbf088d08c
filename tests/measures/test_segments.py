from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.measures.segments import BEGINNING, Cuts, SegmentOfDay, Segments
from dealerkit.values.contract_years import ContractYears
from dealerkit.values.periods import MONTH, QUARTER, YEAR

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


class TestCuts:
    def test_without_cuts_all_days_are_one_segment(self):
        assert Cuts().start(date(2026, 5, 5)) == BEGINNING

    def test_a_segment_begins_with_its_period(self):
        assert Cuts(frozenset({QUARTER})).start(date(2026, 5, 5)) == date(2026, 4, 1)

    def test_the_latest_cut_counts_of_several_kinds_and_days(self):
        cuts = Cuts(frozenset({YEAR, QUARTER}), (date(2026, 5, 3), date(2026, 6, 1)))
        assert cuts.start(date(2026, 5, 5)) == date(2026, 5, 3)

    def test_a_cut_belongs_to_the_segment_it_begins(self):
        assert Cuts(days=(date(2026, 5, 3),)).start(date(2026, 5, 3)) == date(2026, 5, 3)

    @given(st.lists(DAYS), DAYS)
    def test_the_start_is_the_latest_cut_not_after_the_day(self, days: list[date], day: date):
        naive = max((cut for cut in (*days, day.replace(day=1)) if cut <= day), default=BEGINNING)
        assert Cuts(frozenset({MONTH}), tuple(days)).start(day) == naive

    @given(st.lists(DAYS), DAYS)
    def test_remembered_days_are_the_same(self, days: list[date], day: date):
        cuts = Cuts(frozenset({MONTH}), tuple(days))
        remembered = SegmentOfDay(cuts)
        assert [remembered[day], remembered[day]] == [cuts.start(day)] * 2


class TestSegments:
    def test_a_contract_year_cuts_only_its_own_payee(self):
        own = {"A": Cuts(frozenset({ContractYears(date(2025, 3, 15))}))}
        segments = Segments(Cuts(frozenset({QUARTER})), own)
        assert segments.start(date(2026, 3, 20), "A") == date(2026, 3, 15)
        assert segments.start(date(2026, 3, 20), "B") == date(2026, 1, 1)

    def test_whole_segments_can_be_added_up_and_parts_cannot(self):
        segments = Segments(Cuts(frozenset({MONTH})))
        assert segments.carries(date(2026, 1, 1), date(2026, 2, 28), "A")
        assert not segments.carries(date(2026, 1, 1), date(2026, 2, 27), "A")
        assert not segments.carries(date(2026, 1, 2), date(2026, 2, 28), "A")

    @given(st.lists(DAYS), DAYS, st.integers(0, 400))
    def test_days_are_carried_when_both_ends_are_cuts(self, cuts: list[date], first: date, length: int):
        last = first + timedelta(days=length)
        segments = Segments(Cuts(days=tuple(cuts)))
        assert segments.carries(first, last, "A") == (first in cuts and last + timedelta(days=1) in cuts)
