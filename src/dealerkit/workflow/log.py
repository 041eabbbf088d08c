"""The cases of a book: when each began, what was known of it, and what happened in it, in order.

Tables ``cases`` and ``events``. A book that has only events is a log: a case begins with its first event. A
column of the company's own that is declared as ``case.…`` fills that fact in: in ``cases`` at the beginning,
in ``events`` with the event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from attrs import define, evolve, field, frozen

from dealerkit.book import Book
from dealerkit.book.batches import Batch
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Location, Problem, Severity, nearest, problem
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.events import Event, Opened, instant_in
from dealerkit.workflow.flow import Flow, flows_of
from dealerkit.workflow.own_columns import OwnColumns
from dealerkit.workflow.timing import clock_of

CASES, EVENTS = "cases", "events"
_OF_CASES = ("case", "opened_at")
_OF_EVENTS = ("case", "at", "name")
_OF_PEOPLE = ("actor", "role", "department")
_EARLIER = "case.earlier"


@frozen(kw_only=True)
class Story:
    """One case as the book tells it: its flow, its beginning, its events in the order of the book."""

    flow: Flow
    opened: Opened
    events: tuple[Event, ...]
    unread: tuple[Problem, ...] = ()
    """Events of it that could not be read: DK646."""


@frozen(eq=False)
class CaseFile:
    """Every case of a book by its number, in the order first met; ``problems`` are rows that cannot be used.

    The book counts its rows: each is used or rejected, and of the used ones ``later`` are events that had not
    happened by the moment asked about.
    """

    stories: Mapping[str, Story]
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    later: int = 0


def lacking_cases(book: Book) -> tuple[Problem, ...]:
    """What a book lacks to tell of cases: a table, or a column."""
    if book.has(CASES) and not book.has(EVENTS):
        return book.lacking(CASES, _OF_CASES)
    found = book.lacking(EVENTS, _OF_EVENTS)
    return (*found, *book.lacking(CASES, _OF_CASES)) if book.has(CASES) else found


def read_cases(policy: Policy, book: Book, until: datetime | None = None) -> CaseFile:
    """The cases of a book, with the events that happened by ``until``; all of them if None.

    A moment without a zone is one of each flow's own. Rows that cannot be used are rejected: DK642 a case of a
    flow that the policy does not have, or that does not say which, and its events; DK643 an event of a case that
    the table ``cases`` does not have. Cases are used, and warned of: DK646 an event that the book could not read;
    DK647 a kind or priority that the flow does not know. DK844 and the like: a cell that does not fill in its fact.
    """
    flows = flows_of(policy)
    settings = {each.id: _setting(each, policy, until) for each in flows.values()}
    log = _Log(policy, book, settings)
    if not book.has(CASES):
        if len(flows) != 1:
            return CaseFile({}, (problem("DK642", None, case="", flow="", nearest="", known=tuple(flows)),))
        log.only = next(iter(settings.values()))
    begun = log.begun() if book.has(CASES) else None
    by_case = log.happened(begun)
    if begun is None and log.only is not None:
        begun = {case: _beginning(case, events, log.only) for case, events in by_case.items()}
    stories = {
        case: Story(
            flow=setting.flow, opened=opened, events=tuple(by_case.get(case, ())), unread=log.unread.get(case, ())
        )
        for case, (setting, opened) in (begun or {}).items()
        if setting.until is None or opened.at <= setting.until
    }
    unread = (each for story in stories.values() for each in story.unread)
    return CaseFile(_with_earlier(stories, policy), (*log.problems, *unread), log.later)


@frozen
class _Setting:
    """A flow, the zone in which its moments are written, and the last moment that counts."""

    flow: Flow
    zone: tzinfo
    until: datetime | None


_Begun = Mapping[str, tuple[_Setting, Opened]]


def _setting(flow: Flow, policy: Policy, until: datetime | None) -> _Setting:
    clock = clock_of(flow, policy)
    zone = UTC if clock is None else clock.zone
    return _Setting(flow, zone, None if until is None else instant_in(until, zone))


def _beginning(case: str, events: Sequence[Event], setting: _Setting) -> tuple[_Setting, Opened]:
    """A case of which nothing is known but what happened in it."""
    return setting, Opened(case=case, at=min([each.at for each in events]), place=events[0].place)


@define(eq=False)
class _Log:
    """Reads both tables, and lists what cannot be used of them."""

    policy: Policy
    book: Book
    settings: Mapping[str, _Setting]
    only: _Setting | None = None
    """The flow of every case, where no table says so."""
    problems: list[Problem] = field(factory=list)
    later: int = 0
    unread: Mapping[str, tuple[Problem, ...]] = field(factory=dict)
    _rejected: int = 0
    _unplaced: dict[str, Problem] = field(factory=dict)
    """Cases of which nobody can tell the flow."""
    _close: dict[str, str] = field(factory=dict)
    """By a number that no case has, the nearest one that a case has: looked for once, however many events name it."""

    def begun(self) -> _Begun:
        """Every case of the table ``cases``: its flow, and its beginning."""
        book, catalogue = self.book, self.policy.catalogue
        stated = [each.name for each in book.columns(CASES)]
        own = OwnColumns.of(stated, catalogue)
        dealer_facts = sorted(name for name in self.policy.read_facts if name.startswith("dealer."))
        masters = Masters(book, catalogue)
        found: dict[str, tuple[_Setting, Opened]] = {}
        for batch in book.batches(CASES, stated):
            filled = own.filled(batch)
            for i in range(len(batch)):
                row = {name: cells[i] for name, cells in batch.columns.items()}
                number, at = str(row["case"]), row["opened_at"]
                if not isinstance(at, datetime):
                    continue
                setting = self._setting_of(number, str(row.get("flow") or ""), batch, i)
                if setting is None:
                    continue
                facts: dict[str, Value] = {**filled[i]}
                customer = row.get("customer")
                for name in dealer_facts if isinstance(customer, str) else ():
                    known = masters.dealer(name, str(customer), at.date())
                    if not isinstance(known, Missing):
                        facts[name] = known
                self._outside(setting.flow, facts, number, batch, i)
                suspect = row.get("complained_about")
                found[number] = (
                    setting,
                    Opened(
                        case=number,
                        at=instant_in(at, setting.zone),
                        by=str(row.get("opened_by") or ""),
                        complained_about=frozenset({str(suspect)}) if suspect else frozenset(),
                        facts=facts,
                        place=batch.at(i, "case"),
                    ),
                )
        self.problems += own.problems
        return found

    def _outside(self, flow: Flow, facts: Mapping[str, Value], case: str, batch: Batch, position: int) -> None:
        """DK647: a kind or a priority that the flow does not know."""
        for key, known in (("kind", flow.kinds), ("priority", flow.priorities)):
            value = facts.get(f"case.{key}")
            if known and isinstance(value, str) and value not in known:
                self.problems.append(
                    problem(
                        "DK647",
                        batch.at(position, key),
                        severity=Severity.WARNING,
                        case=case,
                        key=key,
                        value=value,
                        nearest=nearest(value, known),
                        known=known,
                    )
                )

    def happened(self, begun: _Begun | None) -> Mapping[str, list[Event]]:
        """The events of every case, in the order of the book."""
        stated = [each.name for each in self.book.columns(EVENTS)]
        own = OwnColumns.of((name for name in stated if name != "name"), self.policy.catalogue)
        asked = [*_OF_EVENTS, *_OF_PEOPLE, *own.names]
        by_case: dict[str, list[Event]] = defaultdict(list)
        only = self.only
        zone: tzinfo = UTC if only is None else only.zone
        until = None if only is None else only.until
        for batch in self.book.batches(EVENTS, asked):
            columns, file, rows = batch.columns, batch.file, batch.rows
            place = batch.places.get("name", 1)
            filled = own.filled(batch)
            cells = (_words(columns[name]) for name in ("case", "name", *_OF_PEOPLE))
            for i, (at, number, name, actor, role, department) in enumerate(zip(columns["at"], *cells, strict=True)):
                if not isinstance(at, datetime):
                    continue
                if only is None:
                    known = (begun or {}).get(number)
                    if known is None:
                        self._reject(batch, i, self._of_no_case(number, name, batch.at(i, "name"), begun or {}))
                        continue
                    until, zone = known[0].until, known[0].zone
                event = Event(
                    instant_in(at, zone),
                    name,
                    actor,
                    role,
                    department,
                    filled[i],
                    Location(file, rows[i], place),
                )
                if until is not None and event.at > until:
                    self.later += 1
                else:
                    by_case[number].append(event)
        self.problems += own.problems
        self.unread = self._unread_events(asked)
        return by_case

    def _unread_events(self, asked: Sequence[str]) -> Mapping[str, tuple[Problem, ...]]:
        """By case, its events that the book could not read: what happened then, nobody knows.

        Only a table with such rows is read again.
        """
        count = self.book.counts.get(EVENTS)
        if count is None or count.rejected <= self._rejected:
            return {}
        refused = {(why.at.file, why.at.line): why for why, _ in self.book.refused(EVENTS, asked) if why.at is not None}
        found: dict[str, list[Problem]] = defaultdict(list)
        for at, (case,) in self.book.as_written(EVENTS, ("case",)):
            why = refused.get((at.file, at.line))
            if why is not None and case:
                found[case].append(problem("DK646", why.at, severity=Severity.WARNING, case=case, why=why.code))
        return {case: tuple(each) for case, each in found.items()}

    def _setting_of(self, case: str, named: str, batch: Batch, position: int) -> _Setting | None:
        """The flow a case names, or the policy's only one where it names none; else the row is rejected."""
        if not named and len(self.settings) == 1:
            return next(iter(self.settings.values()))
        found = self.settings.get(named)
        if found is None:
            close = nearest(named, self.settings) if named else ""
            where = batch.at(position, "flow" if named else "case")
            why = problem("DK642", where, case=case, flow=named, nearest=close, known=tuple(self.settings))
            self._unplaced[case] = why
            self._reject(batch, position, why)
        return found

    def _of_no_case(self, case: str, event: str, at: Location, begun: _Begun) -> Problem:
        """Why an event is of no case: that case's row was rejected, or there is none."""
        unplaced = self._unplaced.get(case)
        if unplaced is not None:
            return evolve(unplaced, at=at)
        if case not in self._close:
            self._close[case] = nearest(case, begun)
        return problem("DK643", at, case=case, event=event, nearest=self._close[case])

    def _reject(self, batch: Batch, position: int, why: Problem) -> None:
        self.book.reject(batch, position, why)
        self._rejected += batch.table == EVENTS
        self.problems.append(why)


def _words(cells: Sequence[Value | None]) -> Sequence[str]:
    """The words of a column; nothing where a cell is empty."""
    return ["" if each is None else str(each) for each in cells]


def _with_earlier(stories: dict[str, Story], policy: Policy) -> dict[str, Story]:
    """The stories with ``case.earlier``: how many cases of the same customer and flow came in shortly before."""
    by_customer: dict[tuple[str, str], list[Story]] = defaultdict(list)
    for story in stories.values():
        customer = story.opened.facts.get("case.customer")
        if story.flow.repeated_within is not None and isinstance(customer, str):
            by_customer[story.flow.id, customer].append(story)
    for group in by_customer.values():
        group.sort(key=lambda each: each.opened.at)
        first = 0
        for position, story in enumerate(group):
            begins = _before(story, policy)
            while group[first].opened.at < begins:
                first += 1
            facts = {**story.opened.facts, _EARLIER: position - first}
            stories[story.opened.case] = evolve(story, opened=evolve(story.opened, facts=facts))
    return stories


def _before(story: Story, policy: Policy) -> datetime:
    """The beginning of the time in which an earlier case counts."""
    within, clock = story.flow.repeated_within, clock_of(story.flow, policy)
    at = story.opened.at
    if clock is None or within is None:
        return at
    if within.unit.is_part_of_a_day:
        return at - within.length
    day = within.before(at.astimezone(clock.zone).date(), clock.calendar)
    return at if isinstance(day, Unpublished) else datetime(day.year, day.month, day.day, tzinfo=clock.zone)
