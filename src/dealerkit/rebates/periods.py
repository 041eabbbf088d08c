"""The ``period:`` of a programme: the time over which its base is added up."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import choice
from dealerkit.policy.shapes import entry, placed, record
from dealerkit.values.contract_years import ContractYears
from dealerkit.values.periods import Length, Months, PeriodKind, YearName
from dealerkit.values.week_years import Close, WeekPattern, WeekYears

CONTRACT_YEAR = "contract-year"
MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LENGTHS = {
    "month": Length.MONTH,
    "quarter": Length.QUARTER,
    "half-year": Length.HALF_YEAR,
    "year": Length.YEAR,
}
_PATTERNS = {
    "4-4-5": WeekPattern.FOUR_FOUR_FIVE,
    "4-5-4": WeekPattern.FOUR_FIVE_FOUR,
    "5-4-4": WeekPattern.FIVE_FOUR_FOUR,
}


@frozen(kw_only=True)
class YearClose:
    """On which day a year of whole weeks ends."""

    rule: Rule = placed()
    weekday: str = entry(choice(*WEEKDAYS), "the weekday on which every year ends")
    month: str = entry(choice(*MONTH_NAMES), "the month at whose end it is")
    which: str = entry(choice("last", "nearest"), "the last such weekday in the month, or the one nearest its end")


@frozen(kw_only=True)
class PeriodRule:
    """A period by its length, and the year it is a part of where that is not the calendar year."""

    rule: Rule = placed()
    kind: str = entry(
        choice(*_LENGTHS, CONTRACT_YEAR),
        "month, quarter, half-year, year, or contract-year (from the contract's first day)",
    )
    starts: str | None = entry(choice(*MONTH_NAMES), "the first month of a fiscal year, as in april", default=None)
    weeks: str | None = entry(
        choice(*_PATTERNS), "for a year of whole weeks, the weeks of a quarter's months", default=None
    )
    closes: YearClose | None = entry(record(YearClose), "for a year of whole weeks, the day it ends", default=None)
    named_after: str = entry(
        choice("start", "end"),
        "the calendar year by which a year that lies in two is called",
        default="start",
        key="named-after",
    )

    def periods(self, contract_starts: tuple[date, ...] = ()) -> PeriodKind | None:
        """How this rule divides time; None for a contract year whose contract has no known start."""
        if self.kind == CONTRACT_YEAR:
            return ContractYears(contract_starts[0], contract_starts[1:]) if contract_starts else None
        return self._of_length(_LENGTHS[self.kind])

    def divided(self, every: str, contract_starts: tuple[date, ...] = ()) -> PeriodKind | None:
        """The periods of another length in the same year, as ``settle.every`` asks; ``period`` is its own.

        A contract year is divided by calendar months, since nothing shorter begins with the contract.
        """
        length = _LENGTHS.get(every)
        return self.periods(contract_starts) if length is None else self._of_length(length)

    @property
    def length(self) -> Length:
        """How long a period is."""
        return _LENGTHS.get(self.kind, Length.YEAR)

    def _of_length(self, length: Length) -> PeriodKind:
        named_after = YearName(self.named_after)
        if self.weeks is None or self.closes is None:
            first = MONTH_NAMES.index(self.starts) + 1 if self.starts else 1
            return Months(length, first, named_after)
        month, weekday = MONTH_NAMES.index(self.closes.month) + 1, WEEKDAYS.index(self.closes.weekday)
        close = Close(self.closes.which)
        return WeekYears(length, _PATTERNS[self.weeks], month, weekday, close, named_after)


PERIOD = record(PeriodRule, not_together=(("starts", "weeks"),))


def length_of(every: str) -> Length | None:
    """The length a word of ``settle.every`` names; None for ``period``."""
    return _LENGTHS.get(every)
