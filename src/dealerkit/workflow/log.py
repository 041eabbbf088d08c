"""The cases of a book: when each began, what was known of it, and what happened in it, in order.

Tables ``cases`` and ``events``. A book that has only events is a log: a case begins with its first event. A
column of the company's own that is declared as ``case.…`` fills that fact in: in ``cases`` at the beginning,
in ``events`` with the event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, nearest, problem
from dealerkit.values.workdays import Unpublished
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.flow import Flow, flows_of
from dealerkit.workflow.timing import clock_of

CASES, EVENTS = "cases", "events"
_OF_CASES = ("case", "opened_at")
_OF_EVENTS = ("case", "at", "name")
_EARLIER = "case.earlier"


@frozen(kw_only=True)
class Story:
    """One case as the book tells it: its flow, its beginning, its events in the order of the book."""

    flow: Flow
    opened: Opened
    events: tuple[Event, ...]


@frozen(eq=False)
class CaseFile:
    """Every case of a book by its number, in the order first met; ``problems`` are what cannot be used."""

    stories: Mapping[str, Story]
    problems: tuple[Problem, ...] = field(default=(), repr=False)


def lacking_cases(book: Book) -> tuple[Problem, ...]:
    """What a book lacks to tell of cases: a table, or a column."""
    if book.has(CASES) and not book.has(EVENTS):
        return book.lacking(CASES, _OF_CASES)
    found = book.lacking(EVENTS, _OF_EVENTS)
    return (*found, *book.lacking(CASES, _OF_CASES)) if book.has(CASES) else found


def read_cases(policy: Policy, book: Book, until: datetime | None = None) -> CaseFile:
    """The cases of a book, with the events that happened by ``until``; all of them if None.

    DK642 a case of a flow that the policy does not have, or that does not say which; DK643 an event of a case
    that the table ``cases`` does not have.
    """
    flows = flows_of(policy)
    problems: list[Problem] = []
    zones = {each.id: _zone(each, policy) for each in flows.values()}
    begun = dict(_cases(policy, book, flows, zones, problems)) if book.has(CASES) else None
    by_case: dict[str, list[Event]] = defaultdict(list)
    only = next(iter(flows.values())) if len(flows) == 1 else None
    for number, event in _events(policy, book, lambda case: _zone_of_case(case, begun, only, zones)):
        if begun is not None and number not in begun:
            problems.append(
                problem("DK643", event.place, case=number, event=event.name, nearest=nearest(number, begun))
            )
        elif until is None or event.at <= until:
            by_case[number].append(event)
    if begun is None:
        if only is None:
            return CaseFile({}, (problem("DK642", None, case="", flow="", nearest="", known=tuple(flows)),))
        begun = {
            number: (only, Opened(case=number, at=min(each.at for each in events), place=events[0].place))
            for number, events in by_case.items()
        }
    stories = {
        number: Story(flow=flow, opened=opened, events=tuple(by_case.get(number, ())))
        for number, (flow, opened) in begun.items()
        if until is None or opened.at <= until
    }
    return CaseFile(_with_earlier(stories, policy), tuple(problems))


_Begun = tuple[Flow, Opened]


def _cases(
    policy: Policy, book: Book, flows: Mapping[str, Flow], zones: Mapping[str, tzinfo], problems: list[Problem]
) -> Iterator[tuple[str, _Begun]]:
    stated = [each.name for each in book.columns(CASES)]
    own = [(name, f"case.{name}") for name in stated if f"case.{name}" in policy.catalogue]
    dealer_facts = sorted(name for name in policy.read_facts if name.startswith("dealer."))
    masters = Masters(book, policy.catalogue)
    for batch in book.batches(CASES, stated):
        columns = batch.columns
        for i in range(len(batch)):
            row = {name: columns[name][i] for name in stated}
            number, at = str(row["case"]), row["opened_at"]
            if not isinstance(at, datetime):
                continue
            flow = _flow_of(str(row.get("flow") or ""), flows)
            if flow is None:
                named = str(row.get("flow") or "")
                close = nearest(named, flows) if named else ""
                where = batch.at(i, "flow" if "flow" in stated else "case")
                problems.append(problem("DK642", where, case=number, flow=named, nearest=close, known=tuple(flows)))
                continue
            facts: dict[str, Value] = {fact: value for name, fact in own if (value := row[name]) is not None}
            customer = row.get("customer")
            for name in dealer_facts if isinstance(customer, str) else ():
                found = masters.dealer(name, str(customer), at.date())
                if not isinstance(found, Missing):
                    facts[name] = found
            suspect = row.get("complained_about")
            yield (
                number,
                (
                    flow,
                    Opened(
                        case=number,
                        at=_in_zone(at, zones[flow.id]),
                        by=str(row.get("opened_by") or ""),
                        complained_about=frozenset({str(suspect)}) if suspect else frozenset(),
                        facts=facts,
                        place=batch.at(i, "case"),
                    ),
                ),
            )


def _events(policy: Policy, book: Book, zone_of: Callable[[str], tzinfo]) -> Iterator[tuple[str, Event]]:
    stated = [each.name for each in book.columns(EVENTS)]
    own = [(name, f"case.{name}") for name in stated if f"case.{name}" in policy.catalogue and name != "name"]
    for batch in book.batches(EVENTS, stated):
        columns = batch.columns
        empty = [None] * len(batch)
        cells = (columns.get(name, empty) for name in ("case", "at", "name", "actor", "role", "department"))
        filled = [(fact, columns[name]) for name, fact in own]
        for i, (case, at, name, actor, role, department) in enumerate(zip(*cells, strict=True)):
            if not isinstance(at, datetime):
                continue
            fields = {fact: value for fact, column in filled if (value := column[i]) is not None}
            number = str(case)
            moment = _in_zone(at, zone_of(number))
            yield (
                number,
                Event(
                    moment,
                    str(name),
                    str(actor or ""),
                    str(role or ""),
                    str(department or ""),
                    fields,
                    batch.at(i, "name"),
                ),
            )


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


def _flow_of(named: str, flows: Mapping[str, Flow]) -> Flow | None:
    """The flow a case names; the policy's only one where it names none."""
    if named:
        return flows.get(named)
    return next(iter(flows.values())) if len(flows) == 1 else None


def _zone(flow: Flow, policy: Policy) -> tzinfo:
    clock = clock_of(flow, policy)
    return UTC if clock is None else clock.zone


def _zone_of_case(
    case: str, begun: Mapping[str, _Begun] | None, only: Flow | None, zones: Mapping[str, tzinfo]
) -> tzinfo:
    """The zone in which the moments of a case are written: that of its flow."""
    known = None if begun is None else begun.get(case)
    flow = only if known is None else known[0]
    return UTC if flow is None else zones[flow.id]


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
