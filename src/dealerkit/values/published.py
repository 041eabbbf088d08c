"""The working days that governments publish, as far as they have published them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache

from dealerkit.values.ranges import DateRange
from dealerkit.values.workdays import WorkCalendar

_YEARS = (2000, 2050)
_YEARS_OF_COUNTRY = {
    "CN": (2001, 2050),  # schedules begin in 2001; in which year they end is found by looking
    "IN": (2001, 2035),  # the library has the lunar festivals of these years only
}
_FEBRUARY, _NOVEMBER = 2, 11


@cache
def published_calendar(country: str) -> WorkCalendar | None:
    """The public working days of a country (``CN``) or a part of one (``DE-BY``); ``None`` for an unknown code.

    Source: the ``holidays`` library. Most countries' holidays follow from law and are computed for 2000
    through 2050, starting where the present weekend began to hold. China's are decreed year by year, and
    the library answers a year without decree by the law's bare holidays, silently; so the calendar ends
    with the last decreed year, and nothing it says lies beyond.
    """
    import holidays

    name, dash, part = country.partition("-")
    parts = holidays.list_supported_countries().get(name)
    if parts is None or (dash and part not in parts):
        return None
    source = holidays.country_holidays(name, subdiv=part or None)
    first_year, last_year = _YEARS_OF_COUNTRY.get(source.country, _YEARS)
    source = holidays.country_holidays(name, subdiv=part or None, years=range(first_year, last_year + 1))
    if source.country == "CN":
        last_year = last_decreed_year(source.weekend_workdays, first_year)
    days = DateRange(date(first_year, 1, 1), date(last_year, 12, 31))
    return WorkCalendar(
        name=country,
        holidays=frozenset(day for day in source if day in days),
        make_up_days=frozenset(day for day in source.weekend_workdays if day in days),
        weekend=frozenset(source.weekend),
        first=_first_day_of(source.weekend, source.is_weekend, days),
        through=date(last_year, 12, 31),
    )


def last_decreed_year(make_up_days: Collection[date], first_year: int) -> int:
    """The last year in an unbroken run from ``first_year`` whose Chinese schedule is known.

    A schedule moves weekend days to lengthen the long holidays: every one since 2001 has a make-up day
    from February to November, and a year without a schedule has none. Days at the turn of the year
    do not count: the neighbouring year's schedule may have put them there.
    """
    decreed = {day.year for day in make_up_days if _FEBRUARY <= day.month <= _NOVEMBER}
    year = first_year
    while year in decreed:
        year += 1
    return year - 1


def _first_day_of(weekend: Collection[int], is_weekend: Callable[[date], bool], days: DateRange) -> date:
    """The day from which on the present ``weekend`` has held: several countries have moved theirs."""
    assert days.start is not None  # noqa: S101
    first = days.start
    for ahead in range(days.days or 0):
        day = days.start + timedelta(days=ahead)
        if is_weekend(day) is not (day.weekday() in weekend):
            first = day + timedelta(days=1)
    return first


@cache
def named_holidays(country: str, name: str) -> tuple[date, ...]:
    """The first day in each year of a holiday of this name, in the country's own language, as far as it is published.

    Source: the ``holidays`` library; days off that are only moved there or back are not the holiday.
    """
    import holidays

    calendar = published_calendar(country)
    if calendar is None:
        return ()
    code, _, part = country.partition("-")
    years = range(max(calendar.first.year, 1), calendar.through.year + 1)
    plain = holidays.country_holidays(code, subdiv=part or None)
    language = plain.default_language
    source = holidays.country_holidays(code, subdiv=part or None, years=years, language=language)
    first: dict[int, date] = {}
    for day in sorted(source):
        if name in source.get_list(day):
            first.setdefault(day.year, day)
    return tuple(first[year] for year in sorted(first))
