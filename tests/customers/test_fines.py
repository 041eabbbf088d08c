"""Fines against the naive reading of the handbook, and what they never do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.customers.files.fines import Month, Violation, months
from dealerkit.customers.files.penalty import Doubled, Fine, Penalty
from dealerkit.policy.shapes import Keyed
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.workdays import SATURDAY_AND_SUNDAY, WorkCalendar
from tests.customers.naive_fines import Lapse, owed

FIRST = date(2026, 3, 2)
CALENDAR = WorkCalendar(
    "", frozenset({date(2026, 3, 11)}), frozenset(), SATURDAY_AND_SUNDAY, date(2026, 1, 1), date(2026, 12, 31)
)
AMOUNTS = {"late": 50, "signature": 20, "lost": 20}


def penalty(double_from: int = 2, cap: int | None = None) -> Penalty:
    fines = {
        name: Fine(id=name, amount=Decimal(amount), per="file" if name == "late" else "item", on_top=name == "lost")
        for name, amount in AMOUNTS.items()
    }
    return Penalty(
        id="sales",
        fines=Keyed(fines),
        doubled=Doubled(from_=double_from, times=2),
        correct_within=Duration(1, Unit.WORKING_DAYS),
        cap=None if cap is None else Decimal(cap),
    )


def violation(id_: str, after: int, kind: str = "late", items: int = 1, corrected: int | None = None) -> Violation:
    on = FIRST + timedelta(days=after)
    put_right = None if corrected is None else on + timedelta(days=corrected)
    return Violation(id=id_, on=on, kind=kind, employee="S1", items=items, corrected_on=put_right)


VIOLATIONS = st.lists(
    st.builds(
        violation,
        st.integers(0, 99).map(str),
        st.integers(0, 50),
        st.sampled_from([*AMOUNTS]),
        st.integers(1, 3),
        st.none() | st.integers(0, 8),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


def reckoned(found: Sequence[Violation], rule: Penalty, as_of: date) -> tuple[Month, ...]:
    return months(rule, found, as_of, CALENDAR)[0]


def is_worked(day: date) -> bool:
    return CALENDAR.is_working_day(day) is True


@settings(max_examples=120)
@given(VIOLATIONS, st.integers(0, 70), st.integers(1, 4), st.none() | st.integers(0, 400))
def test_every_month_is_what_the_naive_reading_says(
    found: list[Violation], after: int, double_from: int, cap: int | None
):
    as_of = FIRST + timedelta(days=after)
    lapses = [
        Lapse(
            each.id,
            each.on,
            AMOUNTS[each.kind],
            1 if each.kind == "late" else each.items,
            each.kind == "lost",
            each.corrected_on,
        )
        for each in found
    ]
    real = {
        (each.month.year, each.month.month): (each.total, each.violations)
        for each in reckoned(found, penalty(double_from, cap), as_of)
    }
    for month in ((2026, 3), (2026, 4), (2026, 5)):
        assert real.get(month, (Decimal(0), 0)) == owed(lapses, month, as_of, is_worked, double_from, cap)


@settings(max_examples=50)
@given(VIOLATIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_violations_are_recorded_never_matters(found: list[Violation], rng):
    shuffled = [*found]
    rng.shuffle(shuffled)
    as_of = FIRST + timedelta(days=60)
    assert reckoned(found, penalty(), as_of) == reckoned(shuffled, penalty(), as_of)


@given(VIOLATIONS)
def test_the_charges_add_up_to_the_total(found: list[Violation]):
    for month in reckoned(found, penalty(cap=200), FIRST + timedelta(days=60)):
        assert sum(each.amount for each in month.charges) == month.total <= 200


class TestWhatDoubles:
    def test_only_that_fine_and_later_ones_double_and_earlier_ones_stay(self):
        found = reckoned([violation("1", 0, corrected=1), violation("2", 7, corrected=1)], penalty(), date(2026, 3, 31))
        assert [(each.number, each.times, each.amount) for each in found[0].charges] == [
            (1, 1, Decimal(50)),
            (2, 2, Decimal(100)),
        ]

    def test_a_lost_document_neither_counts_nor_doubles(self):
        found = reckoned(
            [violation("1", 0, corrected=1), violation("2", 7, "lost", 2), violation("3", 8, corrected=1)],
            penalty(),
            date(2026, 3, 31),
        )
        assert [(each.number, each.amount) for each in found[0].charges] == [
            (1, Decimal(50)),
            (0, Decimal(40)),
            (2, Decimal(100)),
        ]

    def test_a_new_month_begins_at_one(self):
        found = reckoned([violation("1", 0, corrected=1), violation("2", 31, corrected=1)], penalty(), date(2026, 5, 1))
        assert [each.total for each in found] == [Decimal(50), Decimal(50)]


class TestNotCorrected:
    def test_the_last_day_must_be_over(self):
        assert reckoned([violation("1", 0)], penalty(), FIRST + timedelta(days=1))[0].violations == 1
        assert reckoned([violation("1", 0)], penalty(), FIRST + timedelta(days=2))[0].violations == 2

    def test_a_weekend_is_no_delay(self):
        friday = violation("1", 4, corrected=3)
        assert reckoned([friday], penalty(), date(2026, 3, 31))[0].violations == 1

    def test_where_the_calendar_ends_the_day_is_told(self):
        short = WorkCalendar("short", frozenset(), frozenset(), SATURDAY_AND_SUNDAY, FIRST, FIRST + timedelta(days=1))
        _, unknown = months(penalty(), [violation("1", 0)], date(2026, 3, 31), short)
        assert [each.calendar for each in unknown] == ["short"]
