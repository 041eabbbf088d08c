"""The monthly table of a flow: how many cases came in, ended, were in time, were found in order, came again.

Every figure says over which cases it is taken, and is exact; a share of nothing is no share at all, not nought.
A clock's run counts in the month in which it was decided: when it stopped, if in time, else when its time was up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from attrs import field, frozen

from dealerkit.values.exact import divide, total_of_decimals
from dealerkit.values.numbers import Number

_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_OF_AN_HOUR = Decimal(3_600_000_000)


@frozen
class Span:
    """The time a table is about: from ``start``, up to and without ``end``."""

    start: datetime
    end: datetime

    def __contains__(self, moment: object) -> bool:
        """Whether a moment lies in it."""
        return isinstance(moment, datetime) and self.start <= moment < self.end


@frozen
class Verdict:
    """A run of a clock of which it was decided whether it was in time: when, and how."""

    clock: str
    at: datetime
    in_time: bool


@frozen
class Untold:
    """A run of a clock of which nobody can tell by when it was due: from when until when (None while it runs)."""

    clock: str
    started: datetime
    stopped: datetime | None = None

    def ran_in(self, span: Span) -> bool:
        """Whether it ran in a span: its time may have been up then."""
        return self.started < span.end and (self.stopped is None or self.stopped >= span.start)


@frozen
class Paid:
    """What a customer was granted: when, and how much in the policy's currency.

    The amount is None where nobody wrote down how much, or where it is in a ``currency`` that no rate converts.
    """

    at: datetime
    amount: Decimal | None
    currency: str = ""


@frozen(kw_only=True)
class Matter:
    """A case as the table sees it. None is what is not known of it."""

    case: str
    opened: datetime
    ends: tuple[tuple[datetime, bool], ...] = ()
    """When it came to an end, or went on from one: the moment, and whether it is an end."""
    verdicts: tuple[Verdict, ...] = ()
    untold: tuple[Untold, ...] = ()
    founded: bool | None = None
    accepted: bool | None = None
    repeated: bool | None = None
    paid: tuple[Paid, ...] = ()
    labels: Mapping[str, str] = field(factory=dict)
    """What it is sorted by, as far as known: ``kind`` quality."""

    def closed_by(self, moment: datetime) -> datetime | None:
        """When it had come to its end, as things stood just before a moment; None while it was open."""
        closed: datetime | None = None
        for at, is_end in self.ends:
            if at < moment:
                closed = at if is_end else None
        return closed


@frozen
class Part:
    """So many out of so many."""

    count: int = 0
    of: int = 0

    @property
    def share(self) -> Number | None:
        """The share, exactly; None out of none."""
        return divide(Decimal(self.count), Decimal(self.of)) if self.of else None


@frozen(kw_only=True)
class Figures:
    """The figures of some cases in a month.

    ``founded`` and ``repeated`` are parts of the cases received for which they are known; ``in_time`` of the runs
    of clocks that were decided, ``clocks`` the same clock by clock; both leave out the runs of which nobody can tell
    by when they were due, ``untold`` by clock. ``accepted`` is of the cases closed that were checked. ``median`` is
    hours from receipt to end of the cases closed. ``paid`` leaves out the ``unstated`` payments whose amount nobody
    wrote down and the ``unconverted`` ones in a currency without a rate, and is None where the flow does not say
    what a payment is.
    """

    received: int = 0
    closed: int = 0
    open: int = 0
    founded: Part = Part()
    in_time: Part = Part()
    clocks: Mapping[str, Part] = field(factory=dict)
    untold: Mapping[str, int] = field(factory=dict)
    accepted: Part = Part()
    repeated: Part = Part()
    median: Number | None = None
    paid: Decimal | None = Decimal(0)
    unstated: int = 0
    unconverted: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened and nothing was open."""
        counts = (self.received, self.closed, self.open, self.in_time.of, self.unstated, self.unconverted)
        return not (any(counts) or self.untold or self.paid)


def tally(matters: Iterable[Matter], span: Span) -> Figures:
    """The figures of these cases in a span of time."""
    known = [each for each in matters if each.opened < span.end]
    received = [each for each in known if each.opened >= span.start]
    ended = [(each, each.closed_by(span.end)) for each in known]
    closed = [(each, at) for each, at in ended if at is not None and at >= span.start]
    verdicts = [verdict for each in known for verdict in each.verdicts if verdict.at in span]
    by_clock: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        by_clock[verdict.clock].append(verdict.in_time)
    paid = [payment for each in known for payment in each.paid if payment.at in span]
    return Figures(
        received=len(received),
        closed=len(closed),
        open=sum(1 for _, at in ended if at is None),
        founded=_part(each.founded for each in received),
        in_time=_part(verdict.in_time for verdict in verdicts),
        clocks={clock: _part(decided) for clock, decided in by_clock.items()},
        untold=Counter(run.clock for each in known for run in each.untold if run.ran_in(span)),
        accepted=_part(each.accepted for each, _ in closed),
        repeated=_part(each.repeated for each in received),
        median=median([at - each.opened for each, at in closed]),
        paid=total_of_decimals(each.amount for each in paid if each.amount is not None),
        unstated=sum(1 for each in paid if each.amount is None and not each.currency),
        unconverted=sum(1 for each in paid if each.amount is None and each.currency),
    )


def by_label(matters: Sequence[Matter], name: str, span: Span) -> Iterator[tuple[str, Figures]]:
    """The figures of each group of cases, by their labels; of those without one last, under no name."""
    groups: dict[str, list[Matter]] = defaultdict(list)
    for each in matters:
        groups[each.labels.get(name, "")].append(each)
    for label in sorted(groups, key=lambda each: (each == "", each)):
        figures = tally(groups[label], span)
        if not figures.is_empty:
            yield label, figures


def median(lengths: Sequence[timedelta]) -> Number | None:
    """The middle one in hours, or half-way between the two in the middle; None of none."""
    if not lengths:
        return None
    ordered = sorted(lengths)
    middle = len(ordered) // 2
    twice = ordered[middle] + ordered[middle if len(ordered) % 2 else middle - 1]
    return divide(Decimal(twice // _MICROSECOND), 2 * _MICROSECONDS_OF_AN_HOUR)


def _part(said: Iterable[bool | None]) -> Part:
    told = [each for each in said if each is not None]
    return Part(sum(told), len(told))
