"""A log held against its flows: every case on its own, in the order in which the cases began.

What one case says never changes what another says, and the order of the book's cases changes nothing: a bad event
is a finding of its case, a row that cannot be read is rejected, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.book.rejects import Count
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.values.work_clock import WorkClock
from dealerkit.workflow.auditing.audited import Audited, Verdict, audited
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import instant
from dealerkit.workflow.flow import Flow, flows_of
from dealerkit.workflow.ground import Ground, ground_of
from dealerkit.workflow.log import CASES, EVENTS, Story, read_cases
from dealerkit.workflow.people import People
from dealerkit.workflow.timing import clock_of

_LEAST = timedelta(microseconds=1)


@frozen(kw_only=True)
class Audit:
    """The cases of a log, as of a moment: ``asked``, a day, and ``now``, its end; or both that moment.

    A moment without a zone is one of each flow's own. ``problems`` are delegations that do not count as
    written; what became of the rows of each table stands in ``read``; ``later`` counts events that had not happened.
    """

    policy: Policy
    flows: tuple[Flow, ...]
    asked: date | datetime
    now: datetime
    cases: tuple[Audited, ...] = field(repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    read: Mapping[str, Count] = field(factory=dict, repr=False)
    later: int = 0

    def of_flow(self, flow: Flow) -> tuple[Audited, ...]:
        """The cases of one flow."""
        return tuple(each for each in self.cases if each.story.flow.id == flow.id)

    def of_case(self, number: str) -> Audited | None:
        """The case of a number."""
        return next((each for each in self.cases if each.number == number), None)


def audit(policy: Policy, book: Book, now: date | datetime, flow: str = "") -> Audit:
    """Hold every case of a book against its flow, as it was at ``now``; of one flow only where one is named.

    A day is taken at its end; a moment without a zone is one of each flow's own. Problems: those of
    :func:`read_cases`, and of the delegations of the book; DK660 (a note) for whoever acted and is neither an
    employee nor a customer of the book, and was taken at his word.
    """
    chosen = tuple(each for each in flows_of(policy).values() if flow in {"", each.id})
    moment, last = _moments(now)
    file = read_cases(policy, book, last)
    ready = {each.id: found for each in chosen if (found := _ready(each, policy, moment, book)) is not None}
    people = [each.ground.people for each in ready.values() if each.ground.people is not None]
    return Audit(
        policy=policy,
        flows=chosen,
        asked=now,
        now=moment,
        cases=_in_order(file.stories.values(), ready),
        problems=(
            *dict.fromkeys(found for each in people for found in each.problems),
            *(_strangers(file.stories.values(), people[0], book) if people else ()),
        ),
        read={name: book.counts[name] for name in (CASES, EVENTS) if name in book.counts},
        later=file.later,
    )


def audit_stories(policy: Policy, stories: Iterable[Story], now: date | datetime) -> tuple[Audited, ...]:
    """Hold stories against their flows, as :func:`audit` does; a book's people are not asked."""
    moment, _ = _moments(now)
    flows = flows_of(policy).values()
    ready = {each.id: found for each in flows if (found := _ready(each, policy, moment, None)) is not None}
    return _in_order(stories, ready)


@frozen(eq=False)
class _Ready:
    """A flow made ready, and the moment in its zone."""

    compiled: Compiled
    now: datetime
    working: WorkClock
    ground: Ground


def _ready(flow: Flow, policy: Policy, now: datetime, book: Book | None) -> _Ready | None:
    clock = clock_of(flow, policy)
    if clock is None:
        return None
    moment = now if now.tzinfo is not None else now.replace(tzinfo=clock.zone)
    return _Ready(Compiled(flow), instant(moment), clock, ground_of(policy, flow, book))


def _in_order(stories: Iterable[Story], ready: Mapping[str, _Ready]) -> tuple[Audited, ...]:
    """The audited cases of these flows, in the order they began."""
    found = [
        audited(story, known.compiled, known.now, known.working, known.ground)
        for story in stories
        if (known := ready.get(story.flow.id)) is not None
    ]
    found.sort(key=lambda each: (each.story.opened.at, each.number))
    return tuple(found)


def _strangers(stories: Iterable[Story], people: People, book: Book) -> Iterator[Problem]:
    """DK660 for everybody the book does not know, at the first event of his."""
    known = {"", *people.codes()}
    if book.has("customers"):
        known |= {str(row.get("customer")) for row in book.rows("customers")}
    for story in stories:
        for event in story.events:
            if event.actor not in known:
                known.add(event.actor)
                close = nearest(event.actor, people.codes())
                yield problem("DK660", event.place, severity=Severity.NOTE, actor=event.actor, nearest=close)


def _moments(now: date | datetime) -> tuple[datetime, datetime]:
    """The moment asked about, and the last one at which something may have happened by then."""
    if isinstance(now, datetime):
        return now, now
    end = datetime(now.year, now.month, now.day) + timedelta(days=1)
    return end, end - _LEAST


def conformance(cases: Iterable[Audited]) -> Conformance:
    """How many cases kept every rule."""
    verdicts = [each.verdict for each in cases]
    return Conformance(
        len(verdicts),
        verdicts.count(Verdict.CONFORMS),
        verdicts.count(Verdict.VIOLATES),
        verdicts.count(Verdict.UNDETERMINED),
    )


@frozen
class Conformance:
    """Cases, of which so many kept every rule, broke one, or cannot be told."""

    cases: int
    conforming: int
    violating: int
    undetermined: int

    @property
    def rate(self) -> Fraction | None:
        """The share of all cases that kept every rule, exactly; None where there is no case."""
        return Fraction(self.conforming, self.cases) if self.cases else None
