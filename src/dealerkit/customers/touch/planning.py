"""Which contacts are due, rule by rule: their windows, and which contact answered each.

Occasions, contacts and customers are each gone through once a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from attrs import field, frozen

from dealerkit.customers.colleagues import Colleagues
from dealerkit.customers.known import Ground
from dealerkit.customers.touch.contacts import Contact, Event, Made, contacts, occasions
from dealerkit.customers.touch.due import Due, State, state_of
from dealerkit.customers.touch.holidays import days_of
from dealerkit.customers.touch.matching import Answered, Open, Trying, answered
from dealerkit.customers.touch.rules import CALENDAR, OF_EMPLOYEE, ContactRule, Touch
from dealerkit.customers.touch.spans import due_day, spans
from dealerkit.customers.touch.taking import Taking
from dealerkit.customers.touch.windows import EVERY_DAY, Window, after, before, by_day, shifted, start_of
from dealerkit.measures.clocks import zone_of
from dealerkit.policy.types import Missing
from dealerkit.problems import Location, Problem, problem
from dealerkit.values.days import ONE_DAY, add_days
from dealerkit.values.durations import Unit
from dealerkit.values.workdays import Unpublished, WorkCalendar

_BEGUN = ("first_contact", "opened_on")


@frozen(eq=False)
class Planner:
    """A book, opened to say what is due from ``since`` through ``until``, as it stands at the end of ``as_of``."""

    rules: Touch
    ground: Ground
    as_of: date
    since: date
    until: date
    problems: list[Problem] = field(factory=list, init=False, repr=False)
    calendar: WorkCalendar = field(init=False)
    made: Made = field(init=False, repr=False)
    staff: Colleagues = field(init=False, repr=False)
    events: Mapping[str, Sequence[Event]] = field(init=False, repr=False)
    customers: tuple[str, ...] = field(init=False, repr=False)

    @calendar.default
    def _calendar(self) -> WorkCalendar:
        return self.ground.policy.calendar() or EVERY_DAY

    @made.default
    def _made(self) -> Made:
        return Made.of(contacts(self.ground.book, self.as_of))

    @staff.default
    def _staff(self) -> Colleagues:
        return Colleagues(self.ground)

    @events.default
    def _events(self) -> Mapping[str, Sequence[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        book, policy = self.ground.book, self.ground.policy
        zone = zone_of(policy)
        taking = Taking(policy, book, self.as_of, zone)
        for each in chain(occasions(book, zone), taking.occasions(self.rules.occasions)):
            found[each.kind].append(Event.of(each))
        self.problems.extend(taking.problems)
        return found

    @customers.default
    def _customers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(row.get("customer")) for row in self.ground.book.rows("customers")))

    def dues(self, rule: ContactRule) -> tuple[Due, ...]:
        """Every contact of a rule that is due, or was, by last day."""
        if rule.every is None:
            found = self._by_event(rule)
        elif rule.counted == CALENDAR:
            found = self._by_period(rule)
        else:
            found = self._since_last(rule)
        return tuple(sorted(found, key=lambda each: each.order))

    def _by_event(self, rule: ContactRule) -> Iterator[Due]:
        first = self.ground.policy.header.effective.start or date.min
        by_subject: dict[str, list[Event]] = defaultdict(list)
        for event in self._events_of(rule):
            by_subject[event.subject].append(event)
        for subject, events in by_subject.items():
            windows: dict[str, tuple[Window, Event]] = {}
            for event in events:
                window = self._window(rule, event)
                # What ended before the policy began was never due by it.
                if self._begins_later(rule, event) if isinstance(window, Unpublished) else window.latest.date() < first:
                    continue
                missing = self._applies(rule, subject, event.at.date())
                if missing is None:
                    continue
                if missing or isinstance(window, Unpublished):
                    yield Due(
                        rule, subject, event.source, State.UNKNOWN, missing=missing or ("calendar",), at=event.place
                    )
                    if isinstance(window, Unpublished):
                        self._unpublished(rule, window, event.place)
                    continue
                windows[event.source] = (window, event)
            opened = [Open(window, source) for source, (window, _) in windows.items()]
            for found in answered(opened, self._contacts(rule, subject), self._reached(), _trying(rule)):
                event = windows[found.due.source][1]
                yield from self._due(rule, subject, found, event.by, event.place)

    def _events_of(self, rule: ContactRule) -> Iterator[Event]:
        if rule.holiday is not None:
            yield from self._holidays(rule, rule.holiday)
        elif rule.after_contact is not None:
            for (customer, kind), made in self.made.by_customer.items():
                if kind in rule.after_contact:
                    for each in made:
                        if self._is_reached(each):
                            yield Event(each.number, each.at, customer, each.employee, each.place)
        else:
            for kind in rule.events:
                yield from self.events.get(kind, ())

    def _holidays(self, rule: ContactRule, name: str) -> Iterator[Event]:
        holiday = self.rules.holidays.get(name) if self.rules.holidays is not None else None
        if holiday is None:
            return
        known = days_of(holiday, self.ground.policy)
        ahead = self.until if rule.from_ is None else rule.from_.after(self.until, self.calendar)
        if isinstance(ahead, Unpublished) or ahead > known.through:
            asked = ahead.asked if isinstance(ahead, Unpublished) else ahead
            self.problems.append(
                problem(
                    "DK368",
                    holiday.rule.at,
                    address=holiday.rule.address,
                    calendar=holiday.title or holiday.named or name,
                    through=known.through,
                    asked=asked,
                )
            )
        for customer in self.customers:
            for day in known.days:
                if self._is_with_us(customer, min(day, self.as_of)):
                    yield Event(day.isoformat(), start_of(day), customer, place=holiday.rule.at)

    def _window(self, rule: ContactRule, event: Event) -> Window | Unpublished:
        ahead = rule.before is not None or rule.holiday is not None
        reckon = before if ahead else after
        return reckon(event.at, rule.from_, rule.to, self.calendar, self.rules.rest_days)

    def _begins_later(self, rule: ContactRule, event: Event) -> bool:
        """Whether a window whose end nobody knows yet begins after the last day that is asked about."""
        if rule.from_ is not None and rule.from_.unit is Unit.WORKING_DAYS:
            return False
        ahead = rule.before is not None or rule.holiday is not None
        first = (before if ahead else after)(event.at, rule.from_, rule.from_, EVERY_DAY, "keep")
        return not isinstance(first, Unpublished) and first.earliest.date() > self.until

    def _by_period(self, rule: ContactRule) -> Iterator[Due]:
        assert rule.every is not None  # noqa: S101
        first = max(self.since, self.ground.policy.header.effective.start or date.min)
        windows: list[tuple[date, Window]] = []
        for span in spans(rule.every, first, self.until, self.calendar):
            window: Window | Unpublished
            if isinstance(span, Unpublished):
                self._unpublished(rule, span, rule.rule.at)
                break
            if span[0] < (self.ground.policy.header.effective.start or date.min) or self._is_free(*span):
                continue
            window = Window.of_days(*span)
            if rule.due is not None:
                window = by_day(span[0], due_day(rule.due, span), self.calendar, self.rules.rest_days)
            if isinstance(window, Unpublished):
                self._unpublished(rule, window, rule.rule.at)
                continue
            windows.append((span[0], window))
        for subject in self._subjects(rule):
            yield from self._in_periods(rule, subject, windows)

    def _is_free(self, first: date, last: date) -> bool:
        """Whether nobody works in a period from its first to its last day: nothing is due in it."""
        worked = self.calendar.working_days_between(add_days(first, -1), last)
        return self.rules.rest_days != "keep" and worked == 0

    def _in_periods(self, rule: ContactRule, subject: str, windows: Sequence[tuple[date, Window]]) -> Iterator[Due]:
        made = self._contacts(rule, subject)
        kept: list[Open] = []
        for start, window in windows:
            day = min(start, self.as_of)
            if rule.of == OF_EMPLOYEE:
                if not self.staff.has_any_role(subject, rule.roles, day):
                    continue
            else:
                if not self._is_with_us(subject, day):
                    continue
                missing = self._applies(rule, subject, day)
                if missing is None:
                    continue
                if missing:
                    yield Due(rule, subject, start.isoformat(), State.UNKNOWN, missing=missing, at=rule.rule.at)
                    continue
            kept.append(Open(window, start.isoformat()))
        # What a period lacks is not made up in the next one, which has a contact of its own.
        for due in kept:
            window = due.window
            within = [each for each in made if window.earliest <= each.at <= window.latest]
            found = answered((due,), within, self._reached(), _trying(rule), by_number=False)
            yield from self._due(rule, subject, found[0], "", rule.rule.at)

    def _since_last(self, rule: ContactRule) -> Iterator[Due]:
        assert rule.every is not None  # noqa: S101
        for customer in self._subjects(rule):
            begun = self._begun(customer)
            made = sorted(each for each in self._contacts(rule, customer) if self._is_reached(each))
            last = made[0].at.date() if begun is None and made else begun
            if last is None:
                if self._applies(rule, customer, self.as_of) is not None:
                    yield Due(rule, customer, "", State.UNKNOWN, missing=("dealer.first_contact",), at=rule.rule.at)
                continue
            answers: list[Contact | None] = [each for each in made if each.at.date() > last]
            for contact in [*answers, None]:
                yield from self._next(rule, customer, last, contact)
                last = last if contact is None else contact.at.date()

    def _next(self, rule: ContactRule, customer: str, last: date, contact: Contact | None) -> Iterator[Due]:
        """The contact that was due after the last one, and what answered it."""
        assert rule.every is not None  # noqa: S101
        missing = self._applies(rule, customer, min(last, self.as_of))
        if missing is None or not self._is_with_us(customer, self.as_of):
            return
        day = rule.every.after(last, self.calendar)
        moved = (
            day if isinstance(day, Unpublished) else shifted(last + ONE_DAY, day, self.calendar, self.rules.rest_days)
        )
        if missing or isinstance(moved, Unpublished):
            if isinstance(moved, Unpublished):
                self._unpublished(rule, moved, rule.rule.at)
            yield Due(
                rule, customer, last.isoformat(), State.UNKNOWN, missing=missing or ("calendar",), at=rule.rule.at
            )
            return
        window = Window.of_days(last + ONE_DAY, moved)
        yield from self._due(rule, customer, Answered(Open(window, last.isoformat()), contact), "", rule.rule.at)

    def _due(self, rule: ContactRule, subject: str, found: Answered, by: str, place: Location | None) -> Iterator[Due]:
        window = found.due.window
        if window.latest.date() < self.since or window.earliest.date() > self.until:
            return
        who = (subject,) if rule.of == OF_EMPLOYEE else rule.roles or (by or self._owner(subject),)
        state = state_of(found, self.as_of)
        yield Due(
            rule,
            subject,
            found.due.source,
            state,
            window,
            tuple(each for each in who if each),
            found.contact,
            len(found.tries),
            at=place,
        )

    def _subjects(self, rule: ContactRule) -> Iterable[str]:
        if rule.of != OF_EMPLOYEE:
            return self.customers
        return tuple(dict.fromkeys(str(row.get("employee")) for row in self.ground.book.rows("employees")))

    def _contacts(self, rule: ContactRule, subject: str) -> Sequence[Contact]:
        made = self.made.by_employee if rule.of == OF_EMPLOYEE else self.made.by_customer
        found = [each for kind in rule.kind for each in made.get((subject, kind), ())]
        if not rule.roles or rule.of == OF_EMPLOYEE:
            return found
        return [
            each
            for each in found
            if any(self.staff.has_role(each.employee, role, each.at.date()) for role in rule.roles)
        ]

    def _applies(self, rule: ContactRule, customer: str, day: date) -> tuple[str, ...] | None:
        """Nothing where the rule is about a customer, what is missing where it may be, None where it is not."""
        if rule.who is None:
            return ()
        holds = rule.who.evaluate(self.ground.facts(customer, min(day, self.as_of)))
        if isinstance(holds, Missing):
            return holds.facts or (rule.who.text,)
        return () if holds is True else None

    def _is_with_us(self, customer: str, day: date) -> bool:
        """Whether the book has the customer on a day, after his first contact and before the end."""
        row = self.ground.book.versions("customers").at(day, customer)
        if row is None:
            return False
        closed = row.get("closed_on")
        begun = [each for each in map(row.get, _BEGUN) if isinstance(each, date)]
        return not (isinstance(closed, date) and closed < day) and not (begun and min(begun) > day)

    def _begun(self, customer: str) -> date | None:
        row = self.ground.book.versions("customers").at(self.as_of, customer)
        begun = [] if row is None else [each for each in map(row.get, _BEGUN) if isinstance(each, date)]
        return min(begun, default=None)

    def _owner(self, customer: str) -> str:
        return str(self.ground.customer(customer, "owner", self.as_of) or "")

    def _reached(self) -> frozenset[str]:
        return frozenset(self.rules.done_when)

    def _is_reached(self, contact: Contact) -> bool:
        return not contact.outcome or contact.outcome in self.rules.done_when

    def _unpublished(self, rule: ContactRule, found: Unpublished, place: Location | None) -> None:
        self.problems.append(
            problem(
                "DK368",
                place,
                address=rule.rule.address,
                calendar=found.calendar,
                through=found.through,
                asked=found.asked,
            )
        )


def _trying(rule: ContactRule) -> Trying | None:
    attempts = rule.attempts
    if attempts is None:
        return None
    days = {"days": 1, "weeks": 7}.get(attempts.apart.unit.value)
    apart = attempts.apart.length if days is None else attempts.apart.count * days * ONE_DAY
    return Trying(attempts.least, apart, attempts.counts)
