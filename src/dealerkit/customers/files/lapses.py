"""What was done late, or is overdue: deadlines of customers, dossiers and changes, and how many were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from attrs import field, frozen

from dealerkit.book import Batch, Book
from dealerkit.customers.census import filled
from dealerkit.customers.files.deadline import Clock, Deadline, Timing
from dealerkit.customers.staff import Staff
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.values.workdays import Unpublished

TABLE_OF: Mapping[str, str] = {"customers": "customers", "dossiers": "dossiers", "changes": "customer_changes"}
_SUBJECT = {"customers": "customer", "dossiers": "dossier", "changes": "change"}
_KIND = {"customers": "kind", "dossiers": "kind", "changes": "field"}
_EMPLOYEE = {"customers": "owner", "dossiers": "employee", "changes": "employee"}
_NAMED = 5
_OVER = frozenset({Timing.LATE, Timing.OVERDUE})
_KEPT = frozenset({Timing.IN_TIME, Timing.EXCEPTIONAL})


@frozen(kw_only=True, eq=False)
class Lapse:
    """One thing that was not done in time, or only by way of exception."""

    deadline: Deadline
    subject: str
    customer: str
    employee: str
    department: str
    start: date
    due: date
    done: date | None
    timing: Timing
    at: Location

    def problem(self, unfined: str = "") -> Problem:
        """DK737 for one that is late or overdue; ``unfined`` is why nobody is fined for it, where a fine is due."""
        return problem(
            "DK737",
            self.at,
            address=self.deadline.rule.address,
            severity=Severity.WARNING,
            deadline=self.deadline.title or self.deadline.id,
            of=self.deadline.of,
            subject=self.subject,
            due=self.due,
            done="" if self.done is None else self.done,
            unfined=unfined,
        )


@frozen(eq=False)
class Kept:
    """How many things of a department were due by the day, and how many of them were done in time."""

    department: str
    due: int
    in_time: int

    @property
    def share(self) -> Fraction | None:
        """The part that was in time; not told where nothing was due."""
        return Fraction(self.in_time, self.due) if self.due else None


@frozen(eq=False)
class Deadlines:
    """Judges the deadlines of one table, batch by batch."""

    of: str
    clocks: tuple[Clock, ...]
    staff: Staff
    lapses: list[Lapse] = field(factory=list)
    exceptions: list[Lapse] = field(factory=list)
    unknown: dict[Unpublished, Deadline] = field(factory=dict)
    undated: dict[str, list[str]] = field(factory=dict)
    """By deadline, the dossiers without the day from which it counts."""
    _counts: Counter[tuple[str, Timing]] = field(factory=Counter)

    @property
    def columns(self) -> tuple[str, ...]:
        """What it reads."""
        own = [_SUBJECT[self.of], _KIND[self.of], "customer", _EMPLOYEE[self.of]]
        if self.of == "dossiers":
            own.append("department")
        for each in self.clocks:
            own += [each.deadline.from_, each.deadline.done]
        return tuple(dict.fromkeys(own))

    def see(self, batch: Batch, live: Sequence[int]) -> None:
        """Judge every deadline of these rows."""
        for clock in self.clocks:
            self._see(clock, batch, live)

    def kept(self) -> Iterable[tuple[str, int, int]]:
        """Department, how many were due, how many of them in time."""
        departments = sorted({name for name, _ in self._counts})
        for name in departments:
            in_time = sum(self._counts[name, each] for each in _KEPT)
            yield name, in_time + sum(self._counts[name, each] for each in _OVER), in_time

    def _see(self, clock: Clock, batch: Batch, live: Sequence[int]) -> None:
        rule = clock.deadline
        starts, dones, kinds = filled(batch, rule.from_), filled(batch, rule.done), filled(batch, _KIND[self.of])
        people = filled(batch, _EMPLOYEE[self.of])
        departments = filled(batch, "department") if self.of == "dossiers" else None
        counts: Counter[tuple[object, object, Timing]] = Counter()
        timing_of = clock.timing
        as_of = clock.as_of
        for i in live:
            start = starts[i]
            if rule.kinds and kinds[i] not in rule.kinds:
                continue
            if not isinstance(start, date):
                # Of a customer the items of the file ask for the day, of a dossier nothing else does.
                if self.of == "dossiers":
                    self.undated.setdefault(rule.id, []).append(str(filled(batch, _SUBJECT[self.of])[i]))
                continue
            first = start.date() if isinstance(start, datetime) else start
            if first > as_of:
                continue
            done = dones[i]
            timing = timing_of(first, done if isinstance(done, date) else None)
            counts[people[i], departments[i] if departments else None, timing] += 1
            if timing is not Timing.IN_TIME and timing is not Timing.PENDING:
                self._keep(clock, batch, i, first, timing)
        for (person, department, timing), count in counts.items():
            self._counts[self._department(person, department), timing] += count

    def _department(self, person: object, department: object) -> str:
        return str(department or "") or self.staff.department(str(person or ""))

    def _keep(self, clock: Clock, batch: Batch, i: int, start: date, timing: Timing) -> None:
        due = clock.due(start)
        if isinstance(due, Unpublished):
            self.unknown[due] = clock.deadline
            return
        done = filled(batch, clock.deadline.done)[i]
        person = filled(batch, _EMPLOYEE[self.of])[i]
        department = filled(batch, "department")[i] if self.of == "dossiers" else None
        kept = isinstance(done, date) and (done.date() if isinstance(done, datetime) else done) <= clock.as_of
        lapse = Lapse(
            deadline=clock.deadline,
            subject=str(filled(batch, _SUBJECT[self.of])[i]),
            customer=str(filled(batch, "customer")[i] or ""),
            employee=str(person or ""),
            department=self._department(person, department),
            start=start,
            due=due,
            done=done if kept and isinstance(done, date) else None,
            timing=timing,
            at=batch.at(i, clock.deadline.from_),
        )
        (self.exceptions if timing is Timing.EXCEPTIONAL else self.lapses).append(lapse)


def read(deadlines: Deadlines, book: Book) -> None:
    """Judge the deadlines of a table that no other pass reads."""
    if not deadlines.clocks:
        return
    for batch in book.batches(TABLE_OF[deadlines.of], deadlines.columns):
        deadlines.see(batch, range(len(batch)))


def together(parts: Iterable[Deadlines]) -> tuple[Kept, ...]:
    """Timeliness by department, over all tables."""
    due: Counter[str] = Counter()
    in_time: Counter[str] = Counter()
    for part in parts:
        for name, count, good in part.kept():
            due[name] += count
            in_time[name] += good
    return tuple(Kept(name, due[name], in_time[name]) for name in sorted(due))


def untold(parts: Iterable[Deadlines]) -> Iterator[Problem]:
    """DK368 for each day that the calendar does not reach, DK828 for dossiers without a day to count from."""
    for part in parts:
        for clock in part.clocks:
            subjects = sorted(part.undated.get(clock.deadline.id, ()))
            if subjects:
                yield _undated(clock.deadline, subjects)
        for found, deadline in part.unknown.items():
            yield problem(
                "DK368",
                deadline.rule.at,
                address=deadline.rule.address,
                calendar=found.calendar,
                through=found.through,
                asked=found.asked,
            )


def _undated(deadline: Deadline, subjects: Sequence[str]) -> Problem:
    return problem(
        "DK828",
        deadline.rule.at,
        address=deadline.rule.address,
        severity=Severity.NOTE,
        deadline=deadline.title or deadline.id,
        count=len(subjects),
        column=deadline.from_,
        dossiers=tuple(subjects[:_NAMED]),
        more="yes" if len(subjects) > _NAMED else "",
    )
