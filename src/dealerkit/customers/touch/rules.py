"""The ``customers.touch:`` section, key by key.

    touch:
      rest_days: next
      done_when: [reached]
      measured_over: 3 months
      holidays: {spring-festival: {named: 春节}}
      rules:
        visit-a: {who: dealer.class == "A", every: 1 week, counted: calendar, kind: visit}
        receipt-call: {after: receipt, from: 7 working days, to: 15 working days, kind: satisfaction-call}
        notice: {before: meeting, from: 3 days, to: 1 day, kind: notice}
        greeting: {holiday: spring-festival, from: 1 month, to: 1 day, kind: [visit, call]}

Source: dealer-management handbooks and 4S-shop management systems: visits by class, calls after an event.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.customers.contact_facts import CONTACTED
from dealerkit.customers.touch.taken import TAKEN, Taken
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import BOOLEAN, COUNT_FROM_1, DATE, DURATION, KEY, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, entry, expression, keyed, listing, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

REST_DAYS = ("next", "previous", "keep")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDAR, SINCE_LAST = "calendar", "since-last"
OF_CUSTOMER, OF_EMPLOYEE = "customer", "employee"


@frozen(kw_only=True)
class Attempts:
    """How often somebody who is not reached is tried again."""

    rule: Rule = placed()
    least: int = entry(COUNT_FROM_1, "how many attempts there are at least")
    apart: Duration = entry(DURATION, "how long after one the next is made at the earliest, so that it is another time")
    counts: bool = entry(BOOLEAN, "whether so many attempts count as done, though nobody was reached")


@frozen(kw_only=True)
class ContactRule:
    """One contact that is due again and again, after or before an event, or before a holiday."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the contact's name for people", default=None)
    of: str = entry(
        choice(OF_CUSTOMER, OF_EMPLOYEE),
        "whether it is due for every customer or from every employee",
        default=OF_CUSTOMER,
    )
    who: Expression | None = entry(
        expression(CONTACTED, CONDITION), "for which customers it is due; for all if absent", default=None
    )
    roles: tuple[str, ...] = entry(
        listing(KEY),
        "the roles of which one makes the contact, by the employee's role on its day; any if absent",
        default=(),
    )
    after: tuple[str, ...] | None = entry(listing(TEXT), "the kinds of occasions after which it is due", default=None)
    after_contact: tuple[str, ...] | None = entry(
        listing(TEXT), "the kinds of contacts after which it is due", default=None
    )
    before: tuple[str, ...] | None = entry(listing(TEXT), "the kinds of occasions before which it is due", default=None)
    holiday: str | None = entry(KEY, "the holiday before which it is due, from `holidays`", default=None)
    every: Duration | None = entry(DURATION, "how often it is due", default=None)
    counted: str | None = entry(
        choice(CALENDAR, SINCE_LAST),
        "whether `every` means once in each calendar period, or that long after the last one",
        default=None,
    )
    due: str | None = entry(
        TEXT, "the day of the calendar period by which it is due: monday, 25; its last day if absent", default=None
    )
    from_: Duration | None = entry(
        DURATION,
        "the first day: so long after the event, or so long before it; the event itself if absent",
        default=None,
    )
    to: Duration | None = entry(
        DURATION,
        "the last day: so long after the event, or so long before it; the day of the event if absent",
        default=None,
    )
    kind: tuple[str, ...] = entry(listing(TEXT), "the kinds of contacts that count")
    attempts: Attempts | None = entry(
        record(Attempts), "how often somebody not reached is tried; until he is reached if absent", default=None
    )
    target: Number | None = entry(SHARE, "the share that must be done in time; none if absent", default=None)  # type: ignore[assignment]  # mypy joins the union

    @property
    def events(self) -> tuple[str, ...]:
        """The kinds of occasions it goes by."""
        return self.after or self.before or ()


@frozen(kw_only=True)
class Holiday:
    """A day that recurs with the year: by its name in the published calendar, or by its dates."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "the holiday's name for people", default=None)
    named: str | None = entry(
        TEXT, "its name in the calendar's language; its first day of each year counts", default=None
    )
    dates: tuple[date, ...] | None = entry(listing(DATE), "its first day, year by year", default=None)


@frozen(kw_only=True)
class Touch:
    """Which contacts are due, when, and what counts as done."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    rest_days: str = entry(
        choice(*REST_DAYS), "where a last day is not worked: the next working day, the one before, or the day itself"
    )
    done_when: tuple[str, ...] = entry(
        listing(TEXT), "the outcomes of a contact that count; one without outcome counts"
    )
    measured_over: Duration = entry(
        DURATION, "the time up to the day that is asked about, of which rates are reckoned and missed contacts listed"
    )
    classed_every: Duration | None = entry(
        DURATION,
        "how often everybody is classed anew, for rules that ask for `class.…`: the classes of a month go by the"
        " figures through the last day of the month before",
        default=None,
    )
    holidays: Keyed[Holiday] | None = entry(
        keyed(record(Holiday, exactly_one=(("named", "dates"),))), "the holidays that rules go by", default=None
    )
    occasions: Keyed[Taken] | None = entry(
        TAKEN,
        "the occasions that are read off other tables, by their kind; else those of the table `occasions`",
        default=None,
    )
    rules: Keyed[ContactRule] = entry(
        keyed(
            record(
                ContactRule,
                exactly_one=(("after", "after_contact", "before", "holiday", "every"),),
                not_together=(("every", "from"), ("every", "to")),
            )
        ),
        "the contacts that are due",
    )


TOUCH = record(Touch)
