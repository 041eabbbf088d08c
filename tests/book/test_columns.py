"""Reading a whole column gives what reading its cells one by one gives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book.cells import Refusal, Spelling, cell_reader
from dealerkit.book.columns import REFUSED, ColumnReader, written
from dealerkit.book.dates import date_formats
from dealerkit.book.kinds import Column, Kind, Value
from dealerkit.book.maps import ColumnMap

BULKY = [Kind.NUMBER, Kind.SHARE, Kind.CODE, Kind.TEXT]
PIECES = st.lists(
    st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
        st.sampled_from(
            ["", " ", "-0", "-0.00", ".5", "5.", "-.5", "1,234.50", "E+1", "1E+11", "#N/A", "a\nb", "\0", "\ud800"]
        ),
        st.text(max_size=8),
        st.text("0123456789.-", max_size=45),
    ),
    max_size=12,
)


def reader(kind: Kind, *, filled: bool) -> ColumnReader:
    column = Column("c", kind, "")
    return ColumnReader(column, cell_reader(column, Spelling("c"), filled=filled), plain=True)


@cache
def bulky(kind: Kind, *, filled: bool) -> ColumnReader:
    """A reader that has learnt that the texts of its column do not repeat."""
    found = reader(kind, filled=filled)
    for start in range(0, 20_000, 500):
        found.read([str(number) for number in range(start, start + 500)])
    assert found._cells == found._in_bulk
    return found


def one_by_one(kind: Kind, cells: list[str], *, filled: bool) -> list[Value | None]:
    one = cell_reader(Column("c", kind, ""), Spelling("c"), filled=filled)
    return [REFUSED if isinstance(found, Refusal) else found for found in map(one, cells)]


@pytest.mark.parametrize("kind", BULKY)
@given(cells=PIECES, filled=st.booleans())
@settings(deadline=None, max_examples=60)
def test_bulk_reading_agrees_with_reading_one_by_one(kind: Kind, cells: list[str], *, filled: bool):
    found = bulky(kind, filled=filled)
    expected = one_by_one(kind, cells, filled=filled)
    if cells:
        values = list(found.read(cells))
        assert [(type(each), str(each)) for each in values] == [(type(each), str(each)) for each in expected]
        assert found.refused == any(each is REFUSED for each in expected)


MOMENTS = st.one_of(
    st.datetimes(datetime(1890, 1, 1), datetime(3010, 1, 1)).map(
        lambda each: each.replace(microsecond=0).isoformat(" ")
    ),
    st.sampled_from(
        [
            "2026-01-31 08:30:00",
            "2026-01-31T08:30:00",
            "2026-01-31 08:30",
            "2026-01-31",
            " 2026-01-31 08:30:00",
            "2026-02-30 08:30:00",
            "2026-01-31 24:00:00",
            "2026-01-31 08:30:00Z",
            "2026-01-31 08:30:0T",
            "２０２６-01-31 08:30:00",
            "2026-01-31 08:30:00\n2026-01-31 08:30:00",
            "",
        ]
    ),
)


@given(cells=st.lists(MOMENTS, min_size=1, max_size=6), filled=st.booleans())
@settings(max_examples=150)
def test_moments_read_at_once_are_those_read_one_by_one(cells: list[str], *, filled: bool):
    found = reader(Kind.MOMENT, filled=filled)
    expected = one_by_one(Kind.MOMENT, cells, filled=filled)
    for _ in range(2):
        assert [(type(each), str(each)) for each in found.read(cells)] == [(type(each), str(each)) for each in expected]
        assert found.refused == any(each is REFUSED for each in expected)


def test_moments_in_a_format_of_the_books_own_are_read_by_that_format_alone():
    column = Column("c", Kind.MOMENT, "")
    stated = ColumnMap(column, Spelling("c", None, date_formats(["%d/%m/%Y %H:%M"])))
    one = cell_reader(column, stated.spelling, filled=False)
    found = ColumnReader(column, one, plain=stated.plain).read(["31/01/2026 08:30", "2026-01-31 08:30:00"])
    assert list(found) == [datetime(2026, 1, 31, 8, 30), REFUSED]


@pytest.mark.parametrize("kind", list(Kind))
@given(cells=PIECES, filled=st.booleans())
@settings(max_examples=40)
def test_remembering_agrees_with_reading_one_by_one(kind: Kind, cells: list[str], *, filled: bool):
    found = reader(kind, filled=filled)
    expected = one_by_one(kind, cells, filled=filled)
    for _ in range(2):
        if cells:
            assert [str(each) for each in found.read(cells)] == [str(each) for each in expected]
            assert found.refused == any(each is REFUSED for each in expected)


def test_equal_dates_share_one_object():
    first, second = reader(Kind.DATE, filled=True).read(["2026-01-31", "2026-01-31"])
    assert first is second


def test_the_callers_decimal_context_does_not_matter():
    with localcontext() as context:
        context.prec = 3
        assert bulky(Kind.NUMBER, filled=True).read(["123456.78"]) == [Decimal("123456.78")]


class TestTypedCells:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (123.0, "123"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (1e15, "1000000000000000"),
            (1.5e-7, "0.00000015"),
            (float("nan"), ""),
            (True, "true"),
        ],
    )
    def test_a_float_is_the_shortest_text_that_means_it(self, value: float, text: str):
        assert written(value) == text

    def test_numbers_are_exact(self):
        found = reader(Kind.NUMBER, filled=False).read_typed([0.1, 3, Decimal("1.10"), "1,000", None])
        assert found == [Decimal("0.1"), Decimal(3), Decimal("1.10"), Decimal(1000), None]

    def test_a_long_number_in_a_code_column_has_lost_digits(self):
        codes = reader(Kind.CODE, filled=False)
        assert codes.read_typed([6222021001122334455.0, 1001.0]) == [REFUSED, "1001"]
        why = codes.why(6222021001122334455.0)
        assert why is not None
        assert why.code == "DK846"

    def test_days_and_moments(self):
        noon = datetime(2026, 1, 31, 12)
        assert reader(Kind.DATE, filled=True).read_typed([noon, date(2026, 1, 31)]) == [date(2026, 1, 31)] * 2
        assert reader(Kind.MOMENT, filled=True).read_typed([noon, date(2026, 1, 31)]) == [noon, datetime(2026, 1, 31)]

    @pytest.mark.parametrize(
        ("kind", "value", "code"),
        [
            (Kind.NUMBER, True, "DK835"),
            (Kind.NUMBER, float("inf"), "DK835"),
            (Kind.NUMBER, Decimal("NaN"), "DK835"),
            (Kind.NUMBER, date(2026, 1, 1), "DK835"),
            (Kind.COUNT, True, "DK843"),
            (Kind.DATE, date(1, 1, 1), "DK840"),
            (Kind.DATE, 46000.0, "DK838"),
            (Kind.BOOLEAN, 2, "DK844"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, kind: Kind, value: object, code: str):
        column = reader(kind, filled=False)
        assert column.read_typed([value, None]) == [REFUSED, None]
        why = column.why(value)
        assert why is not None
        assert why.code == code
