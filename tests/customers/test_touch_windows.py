"""When a contact is due, and which contact answers which due: against a reference that counts day by day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.customers.touch.contacts import Contact
from dealerkit.customers.touch.matching import Answered, Open, Trying, answered
from dealerkit.customers.touch.spans import divides, due_day, spans
from dealerkit.customers.touch.windows import Window, after, before, end_of, start_of
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.published import named_holidays, published_calendar
from dealerkit.values.workdays import Unpublished, WorkCalendar
from tests.customers.naive_touch import after_days, answers, most_in_time, moved

FOUND = published_calendar("CN")
assert FOUND is not None
CN: WorkCalendar = FOUND
DAYS = st.dates(date(2026, 1, 10), date(2026, 11, 1))
LENGTHS = st.integers(0, 20)
RULES = st.sampled_from(["next", "previous", "keep"])
UNITS = st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS])
MONDAY = datetime(2026, 3, 2)


def is_worked(day: date) -> bool:
    return CN.is_working_day(day) is True


def contact(at: datetime, number: int = 0, occasion: str = "", outcome: str = "") -> Contact:
    return Contact(at, f"T{number:03}", "call", "K", "E", occasion, outcome)


def due(first: int, last: int, name: str) -> Open:
    return Open(Window.of_days((MONDAY + timedelta(days=first)).date(), (MONDAY + timedelta(days=last)).date()), name)


def on(day: int) -> datetime:
    return MONDAY + timedelta(days=day, hours=12)


class TestWindowsAfterAnEvent:
    @given(DAYS, LENGTHS, LENGTHS, UNITS, RULES)
    def test_a_window_runs_from_the_first_day_to_the_last_moved_off_rest_days(
        self, day: date, one: int, other: int, unit: Unit, rule: str
    ):
        least, most = sorted((one, other))
        found = after(start_of(day), Duration(least, unit), Duration(most, unit), CN, rule)
        worked = is_worked if unit is Unit.WORKING_DAYS else None
        first, last = after_days(day, least, worked), after_days(day, most, worked)
        assert found == Window(end_of(moved(first, last, rule, is_worked)), start_of(first))

    @given(DAYS, LENGTHS, RULES)
    def test_the_last_day_is_never_before_the_first(self, day: date, length: int, rule: str):
        same = Duration(length, Unit.DAYS)
        found = after(start_of(day), same, same, CN, rule)
        assert isinstance(found, Window)
        assert found.earliest <= found.latest

    def test_seven_to_fifteen_working_days_after_a_monday(self):
        # 3 to 6, 9 to 11 March are seven working days; 12, 13, 16 to 20 and 23 March make fifteen.
        found = after(MONDAY, Duration(7, Unit.WORKING_DAYS), Duration(15, Unit.WORKING_DAYS), CN, "next")
        assert found == Window.of_days(date(2026, 3, 11), date(2026, 3, 23))

    def test_forty_eight_hours_end_to_the_minute_even_on_a_rest_day(self):
        friday = datetime(2026, 3, 6, 15)
        found = after(friday, None, Duration(48, Unit.HOURS), CN, "next")
        assert found == Window(datetime(2026, 3, 8, 15), friday, is_exact=True)

    def test_a_year_nobody_has_published_is_no_day(self):
        found = after(datetime(2026, 12, 28), None, Duration(15, Unit.WORKING_DAYS), CN, "next")
        assert isinstance(found, Unpublished)

    def test_a_moved_day_in_a_year_nobody_has_published_is_no_day(self):
        # Ten days after Tuesday 22 December is 1 January 2027.
        found = after(datetime(2026, 12, 22), None, Duration(10, Unit.DAYS), CN, "next")
        assert isinstance(found, Unpublished)


class TestWindowsBeforeAnEvent:
    def test_a_notice_from_a_week_to_a_day_before(self):
        found = before(datetime(2026, 3, 12, 9), Duration(7, Unit.DAYS), Duration(1, Unit.DAYS), CN, "next")
        assert found == Window.of_days(date(2026, 3, 5), date(2026, 3, 11))

    def test_an_hour_before_leaving(self):
        found = before(datetime(2026, 3, 12, 9), Duration(1, Unit.DAYS), Duration(1, Unit.HOURS), CN, "next")
        assert found == Window(datetime(2026, 3, 12, 8), datetime(2026, 3, 11), is_exact=True)

    def test_a_month_before_the_spring_festival(self):
        festival = named_holidays("CN", "春节")[-1]
        assert festival == date(2026, 2, 17)
        found = before(start_of(festival), Duration(1, Unit.MONTHS), Duration(1, Unit.DAYS), CN, "previous")
        # 14 February is a Saturday that is worked; 15 and 16 are free.
        assert found == Window.of_days(date(2026, 1, 17), date(2026, 2, 14))


class TestSpans:
    @given(DAYS, st.sampled_from([1, 2, 3, 4, 6, 12]))
    def test_months_that_fill_a_year_cover_every_day_once(self, day: date, months: int):
        every = Duration(months, Unit.MONTHS)
        found = list(spans(every, date(2026, 1, 1), date(2026, 12, 31), CN))
        assert divides(every)
        assert len([each for each in found if not isinstance(each, Unpublished) and each[0] <= day <= each[1]]) == 1

    @given(DAYS)
    def test_a_week_runs_from_monday_to_sunday(self, day: date):
        found = next(spans(Duration(1, Unit.WEEKS), day, day, CN))
        assert found == (day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday()))

    def test_the_thirty_first_of_a_shorter_month_is_its_last_day(self):
        assert due_day("31", (date(2026, 2, 1), date(2026, 2, 28))) == date(2026, 2, 28)

    def test_five_months_and_two_weeks_divide_no_year(self):
        assert not divides(Duration(5, Unit.MONTHS))
        assert not divides(Duration(2, Unit.WEEKS))


DUES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=8)
CONTACTS = st.lists(st.integers(0, 45), max_size=8)


class TestAnswers:
    @given(DUES, CONTACTS)
    def test_answers_are_those_of_the_reference(self, written: list[tuple[int, int]], days: list[int]):
        dues = [due(first, first + length, f"O{number}") for number, (first, length) in enumerate(written)]
        made = [contact(on(day), number) for number, day in enumerate(days)]
        found = {each.due.source: each.done_at for each in answered(dues, made, frozenset()) if each.contact}
        plain = [(each.window.earliest, each.window.latest, each.source) for each in dues]
        assert found == answers(plain, [each.at for each in made])

    @given(DUES, CONTACTS)
    def test_no_other_choice_would_have_answered_more_in_time(self, written: list[tuple[int, int]], days: list[int]):
        dues = [due(first, first + length, f"O{number}") for number, (first, length) in enumerate(written)]
        found = answered(dues, [contact(on(day), number) for number, day in enumerate(days)], frozenset())
        in_time = sum(each.contact is not None and each.contact.at <= each.due.window.latest for each in found)
        plain = [(each.window.earliest, each.window.latest, each.source) for each in dues]
        assert in_time == most_in_time(plain, [on(day) for day in days])

    @given(DUES, CONTACTS, st.randoms())
    def test_the_order_in_which_contacts_are_written_does_not_matter(
        self, written: list[tuple[int, int]], days: list[int], chance: object
    ):
        dues = [due(first, first + length, f"O{number}") for number, (first, length) in enumerate(written)]
        made = [contact(on(day), number) for number, day in enumerate(days)]
        assert answered(dues, made, frozenset()) == answered(dues[::-1], made[::-1], frozenset())

    def test_a_contact_that_names_its_occasion_answers_no_other(self):
        dues = [due(0, 5, "O1"), due(0, 9, "O2")]
        found = answered(dues, [contact(on(3), occasion="O2")], frozenset())
        assert [each.contact is not None for each in found] == [False, True]

    def test_a_contact_that_names_an_occasion_of_another_rule_answers_nothing(self):
        assert answered([due(0, 5, "O1")], [contact(on(3), occasion="O9")], frozenset())[0].contact is None

    def test_without_numbers_it_answers_what_is_open(self):
        found = answered([due(0, 5, "w1")], [contact(on(3), occasion="O9")], frozenset(), by_number=False)
        assert found[0].contact is not None


class TestAttempts:
    RULE = Trying(2, timedelta(hours=3), counts=True)

    def tried(self, *moments: datetime, rule: Trying = RULE) -> Answered:
        made = [contact(at, number, outcome="not-reached") for number, at in enumerate(moments)]
        return answered([due(0, 3, "O1")], made, frozenset({"reached"}), rule)[0]

    def test_two_attempts_three_hours_apart_are_enough(self):
        assert self.tried(on(1), on(1) + timedelta(hours=3)).tried_enough

    def test_two_attempts_a_minute_less_apart_are_one(self):
        found = self.tried(on(1), on(1) + timedelta(hours=2, minutes=59))
        assert (found.contact, len(found.tries)) == (None, 1)

    def test_attempts_that_do_not_count_leave_it_open(self):
        found = self.tried(on(1), on(2), rule=Trying(2, timedelta(hours=3), counts=False))
        assert (found.contact, len(found.tries)) == (None, 2)

    def test_whoever_is_reached_at_the_second_attempt_is_reached(self):
        made = [contact(on(1), 1, outcome="not-reached"), contact(on(2), 2, outcome="reached")]
        found = answered([due(0, 3, "O1")], made, frozenset({"reached"}), self.RULE)[0]
        assert (found.done_at, found.tried_enough, len(found.tries)) == (on(2), False, 1)


def test_a_contact_without_a_time_is_made_at_the_end_of_its_day():
    late = Contact(datetime.combine(date(2026, 3, 4), time.max), "T", "report", "K", "E")
    window = after(datetime(2026, 3, 2, 15), None, Duration(48, Unit.HOURS), CN, "next")
    assert isinstance(window, Window)
    assert late.at > window.latest
