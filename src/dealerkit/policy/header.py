"""The head of a policy: its name and revision, currency, calendar, rounding and validity."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import CURRENCY, DATE, KEY, RANGE, STEP, TEXT, choice
from dealerkit.policy.shapes import entry, keyed, listing, named, placed, record
from dealerkit.values.ranges import DateRange
from dealerkit.values.rounding import Mode, Rounding

MODES = ("half-up", "half-even", "half-down", "up", "down", "ceiling", "floor")


@frozen(kw_only=True)
class RoundingRule:
    """How amounts are rounded: to which step, which way, and at which level."""

    rule: Rule = placed()
    to: Decimal = entry(STEP, "the step: 0.01 for cents, 1 for whole units")
    mode: str = entry(choice(*MODES), "what happens to a half, or which way to go", default="half-up")
    level: str = entry(
        choice("programme", "band"), "round the programme's amount once, or each band's part", default="programme"
    )

    @property
    def rounding(self) -> Rounding:
        """The rounding as arithmetic."""
        return Rounding(self.to, Mode(self.mode))


ROUNDING = record(RoundingRule)


@frozen(kw_only=True)
class Header:
    """The ``policy:`` section: what every other section rests on."""

    rule: Rule = placed()
    name: str = entry(KEY, "what the policy is called in reports and postings")
    title: str | None = entry(TEXT, "the policy's name for people", default=None)
    revision: str = entry(TEXT, "a label of this version; a hash of the content is computed beside it")
    currency: str = entry(CURRENCY, "the currency of every amount, as a three-letter code")
    timezone: str | None = entry(TEXT, "the time zone of days and hours, as in Asia/Shanghai", default=None)
    calendar: str | None = entry(KEY, "the working calendar of deadlines", default=None)
    rounding: RoundingRule | None = entry(ROUNDING, "how amounts are rounded", default=None)
    effective: DateRange = entry(RANGE, "the days on which the policy is valid, both ends included")


HEADER = record(Header)


@frozen(kw_only=True)
class CalendarRule:
    """A working calendar: a country's published one, extended by the company."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the calendar's name for people", default=None)
    country: str | None = entry(
        KEY, "the country whose public holidays apply; the calendar's own key if absent", default=None
    )
    holidays: tuple[date, ...] = entry(listing(DATE), "further days off", default=())
    make_up_days: tuple[date, ...] = entry(listing(DATE), "weekend days that are worked", default=())
    through: date | None = entry(DATE, "the last day for which this calendar is known", default=None)


CALENDARS = keyed(record(CalendarRule))
