"""Late lines: rows recorded long after their period count in the period of their recording, or never.

A row is late when it was recorded more than the stated time after the end of the period that its date lies
in. It then counts as if it were dated on the day of its recording, or not at all. A row that does not say
when it was recorded is on time. Programmes without the rule read their source as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book, Value
from dealerkit.measures.masters import Masters
from dealerkit.measures.takes import LINES
from dealerkit.policy.facts import Fact
from dealerkit.problems import Problem, problem
from dealerkit.rebates.clauses import Late
from dealerkit.rebates.periods import CONTRACT_YEAR, PeriodRule
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.source import Feed, Source
from dealerkit.values.durations import Unit
from dealerkit.values.periods import PeriodKind
from dealerkit.values.ranges import DateRange
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar

RECORDED = "recorded_at"
_MARK = ":late:"
_BEFORE_ALL = date(2, 6, 30)
"""A day on which no programme with a first day runs: rows that never count are read there, and counted as read."""


@frozen
class Came:
    """A row that came late: when it was recorded, until when it would have been in time, and when it counts now."""

    recorded: date
    until: date
    counts_on: date | None


@frozen(eq=False)
class Grace:
    """Until when rows of a period may be recorded, for the payees of one programme."""

    late: Late
    period: PeriodRule
    masters: Masters
    calendar: WorkCalendar | None
    problems: dict[Problem, None] = field(factory=dict, init=False, repr=False)
    _deadlines: dict[tuple[PeriodKind, date], date | None] = field(factory=dict, init=False, repr=False)
    _kinds: dict[str, PeriodKind | None] = field(factory=dict, init=False, repr=False)

    def deadline(self, dealer: str, day: date) -> date | None:
        """The last day on which a row of the day is in time; None where that cannot be told."""
        kind = self._kind(dealer)
        if kind is None:
            return None
        end = kind.containing(day).end
        if (kind, end) not in self._deadlines:
            self._deadlines[kind, end] = self._after(end)
        return self._deadlines[kind, end]

    def came(self, dealer: str, day: date, recorded: date | None) -> Came | None:
        """How late a row of the day was recorded; None for one in time."""
        until = None if recorded is None else self.deadline(dealer, day)
        if recorded is None or until is None or recorded <= until:
            return None
        return Came(recorded, until, None if self.late.then == "never" else recorded)

    def day(self, dealer: str, day: date, recorded: date | None) -> date | None:
        """The day on which a row counts: its own, or that of its recording; None for one that never counts."""
        came = self.came(dealer, day, recorded)
        return day if came is None else came.counts_on

    def _kind(self, dealer: str) -> PeriodKind | None:
        about = dealer if self.period.kind == CONTRACT_YEAR else ""
        if about not in self._kinds:
            self._kinds[about] = self.period.periods(self.masters.contract_starts(about) if about else ())
        return self._kinds[about]

    def _after(self, end: date) -> date | None:
        """DK368 or DK373 where working days cannot be counted: then nothing of the period is late."""
        within, at = self.late.within, self.late.rule.at
        if within.unit is Unit.WORKING_DAYS and self.calendar is None:
            self.problems[problem("DK373", at, within=str(within))] = None
            return None
        found = within.after(end, self.calendar or EVERY_DAY)
        if isinstance(found, Unpublished):
            why = problem("DK368", at, calendar=found.calendar, through=found.through, asked=found.asked)
            self.problems[why] = None
            return None
        return found


@frozen
class LateSource:
    """Another source's rows, those that came late dated anew or left out.

    Where every programme ``begins`` on some day, rows that never count are dated before it rather than left out.
    """

    inner: Source
    late: Late
    period: PeriodRule
    calendar: WorkCalendar | None
    begins: bool = False

    @property
    def name(self) -> str:
        """The word under ``from``."""
        return self.inner.name

    @property
    def root(self) -> str:
        """The first part of the names of its facts."""
        return self.inner.root

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The same facts."""
        return self.inner.facts

    @property
    def reckons(self) -> bool:
        """As the rows that it dates anew."""
        return self.inner.reckons

    def columns(self, book: Book) -> frozenset[str]:
        """The same columns."""
        return self.inner.columns(book)

    def reads(self, wanted: Iterable[str], book: Book) -> Mapping[str, tuple[str, ...]]:
        """The same columns, and when each row was recorded."""
        return self.inner.reads((*wanted, RECORDED), book)

    def batches(self, feed: Feed) -> Iterator[Batch]:
        """The same rows, each on the day on which it counts."""
        grace = Grace(self.late, self.period, feed.masters, self.calendar)
        for batch in self.inner.batches(evolve(feed, wanted=(*feed.wanted, RECORDED))):
            recorded = batch.columns.get(RECORDED)
            yield batch if recorded is None else _dated(batch, grace, _BEFORE_ALL if self.begins else None)
        for why in grace.problems:
            feed.find(why)


def unmarked(stream: str) -> str:
    """The stream with every row on its own day."""
    return stream.partition(_MARK)[0]


def is_of_lines(stream: str) -> bool:
    """Whether a stream is of invoice lines, all as they are dated or the late ones on another day."""
    return unmarked(stream) == LINES


def suffix(programme: Programme) -> str:
    """What marks the streams of a programme with late lines; alike for programmes with the same rule and periods."""
    if programme.late is None:
        return ""
    period, late = programme.period, programme.late
    closes = (period.closes.weekday, period.closes.month, period.closes.which) if period.closes else ()
    named = (period.kind, period.starts, period.weeks, *closes, late.within, late.then)
    return _MARK + "/".join(str(each or "") for each in named)


def with_late(
    streams: Mapping[str, Source], programmes: Iterable[Programme], calendar: WorkCalendar | None, effective: DateRange
) -> Mapping[str, Source]:
    """The streams, and for each rule of late lines one more of each; ``effective`` are the days of the policy."""
    begins = effective.start is not None
    rules = {suffix(each): each for each in programmes if each.late is not None}
    return {
        **streams,
        **{
            f"{name}{mark}": LateSource(inner, cast("Late", each.late), each.period, calendar, begins)
            for name, inner in streams.items()
            for mark, each in rules.items()
        },
    }


def _dated(batch: Batch, grace: Grace, never: date | None) -> Batch:
    """The batch with late rows on the days on which they count; those that never do are on ``never``, or left out."""
    columns = batch.columns
    cells = zip(columns["dealer"], columns["date"], columns[RECORDED], strict=True)
    days = [
        grace.day(str(dealer), cast("date", day), cast("date | None", known)) or never for dealer, day, known in cells
    ]
    if days == columns["date"]:
        return batch
    keep = [i for i, day in enumerate(days) if day is not None]
    dated: dict[str, list[Value | None]] = {**columns, "date": list(days)}
    return evolve(
        batch,
        columns={name: [values[i] for i in keep] for name, values in dated.items()},
        rows=[batch.rows[i] for i in keep],
    )
