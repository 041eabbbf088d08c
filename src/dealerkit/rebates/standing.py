"""Standing: what was measured for each payee, and the facts that hold for it in a window.

One pass over the lines answers for all programmes; from its cells come bases, baselines (the same
period last year, the target) and attainments. Facts of dealer and contract are read at the window's
last measured day, parameters at the period's end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Batch, Book, FirstRejects, Reject
from dealerkit.measures.cells import Cells
from dealerkit.measures.masters import Masters
from dealerkit.measures.measuring import Question, measure
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import (
    ATTAINMENT,
    CALENDAR_WORDS,
    LAST_YEAR,
    paying,
    qualifying,
    reads_of,
    segments_of,
    takes_of,
)
from dealerkit.rebates.targets import RecordedFigures, Targets
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.windows import Timing, Window, timing
from dealerkit.values.numbers import Number, divide
from dealerkit.values.periods import Period

_TABLES = {"product": "products", "dealer": "customers", "contract": "contracts", "attainment": "targets"}
"""Which table answers for facts by the first part of their name."""


@frozen(eq=False)
class Standing:
    """Everything that was measured by one pass, ready to be asked by programme, payee and window."""

    policy: Policy
    book: Book
    as_of: date
    programmes: Mapping[str, Programme]
    cells: Cells = field(repr=False)
    masters: Masters = field(repr=False)
    targets: Targets = field(repr=False)
    figures: RecordedFigures = field(repr=False)
    rejects: FirstRejects = field(repr=False)
    lacking: tuple[Problem, ...] = ()
    _parameters: dict[date, dict[str, Value | Missing]] = field(factory=dict, init=False, repr=False)
    _times: dict[tuple[str, tuple[date, ...]], tuple[Timing | None, tuple[Window, ...]]] = field(
        factory=dict, init=False, repr=False
    )
    _reads: dict[str, tuple[str, ...]] = field(init=False, repr=False)

    @_reads.default
    def _facts_by_programme(self) -> dict[str, tuple[str, ...]]:
        return {id: tuple(sorted(reads_of(programme))) for id, programme in self.programmes.items()}

    def timing(self, programme: Programme, payee: str) -> Timing | None:
        """When the programme runs for the payee; None for contract years without a contract."""
        return self._timed(programme, payee)[0]

    def windows(self, programme: Programme, payee: str) -> tuple[Window, ...]:
        """Every window of the programme for the payee that has begun."""
        return self._timed(programme, payee)[1]

    def _timed(self, programme: Programme, payee: str) -> tuple[Timing | None, tuple[Window, ...]]:
        """The same for all payees but where contract years differ."""
        starts = self.masters.contract_starts(payee) if programme.period.kind == CONTRACT_YEAR else ()
        known = self._times.get((programme.id, starts))
        if known is None:
            found = timing(programme, self.policy.header.effective, starts)
            earliest = self.cells.first_day(qualifying(programme))
            known = (found, tuple(found.windows(self.as_of, earliest)) if found else ())
            self._times[programme.id, starts] = known
        return known

    def base(self, take: str, payee: str, window: Window) -> Number:
        """What a take adds up for the payee in the window."""
        return self.cells.total(take, payee, window.first, window.through)

    def measured(self, programme: Programme, payee: str, window: Window) -> Measured:
        """The bases, the baseline and the facts of one payee and window."""
        reached = self.base(qualifying(programme), payee, window)
        paid = self.base(paying(programme), payee, window) if programme.paying else None
        baseline = self._baseline(programme, payee, window) if programme.against else None
        reads = self._reads[programme.id]
        if not reads:
            return Measured(reached, paid, baseline, self.parameters(window.last))
        known = dict(self.parameters(window.last))
        own: dict[str, Number | date | None] = {
            "period.start": window.first,
            "period.end": window.last,
            "period.qualifying": reached,
            "period.paying": reached if paid is None else paid,
            "period.baseline": baseline,
        }
        for name in reads:
            value = own[name] if name in own else self._fact(name, programme, payee, window)
            known[name] = Missing((name,)) if value is None else value
        return Measured(reached, paid, baseline, known)

    def parameters(self, day: date) -> dict[str, Value | Missing]:
        """The policy's parameters as they stand on a day."""
        if day not in self._parameters:
            self._parameters[day] = self.policy.parameters_at(day)
        return self._parameters[day]

    def _fact(self, name: str, programme: Programme, payee: str, window: Window) -> Value | Missing | None:
        if name.startswith(ATTAINMENT):
            return self._attainment(name.removeprefix(ATTAINMENT), programme, payee, window)
        if name == "period.target":
            return self.targets.of(payee, _target_facts(programme), window.period, window.through)
        recorded = self.figures.of(payee, name, window)
        if recorded is not None:
            return recorded
        root = name.partition(".")[0]
        if root == "dealer":
            return self.masters.dealer(name, payee, window.through)
        return self.masters.contract_of_dealer(name, payee, window.through) if root == "contract" else None

    def _baseline(self, programme: Programme, payee: str, window: Window) -> Number | None:
        against = programme.against
        if against is None:
            return None
        if against.baseline == "target":
            return self.targets.of(payee, _target_facts(programme), window.period, window.through)
        found = self.timing(programme, payee)
        if against.baseline != LAST_YEAR or found is None:
            return None
        before = found.last_year(window)
        if before.start is None or before.end is None:  # pragma: no cover - last year's days have both ends
            return None
        take = qualifying(programme)
        # No lines last year is no baseline, not one of zero: the programme says what then holds.
        if not self.cells.has_lines(take, payee, before.start, before.end):
            return None
        return self.cells.total(take, payee, before.start, before.end)

    def _attainment(self, word: str, programme: Programme, payee: str, window: Window) -> Number | None:
        aim = self.aim(word, programme, payee, window)
        if aim is None:
            return None
        period, target = aim
        return divide(self.cells.total(qualifying(programme), payee, period.start, window.through), target)

    def aim(self, word: str, programme: Programme, payee: str, window: Window) -> tuple[Period, Number] | None:
        """The period of an attainment and its target to date; None where there is no target above zero."""
        period = self._around(word, programme, payee, window)
        found = self.timing(programme, payee)
        if period is None or found is None:
            return None
        kind = found.kind if word == "period" else programme.period.divided(CALENDAR_WORDS[word])
        if kind is None:
            return None
        target = self.targets.to_date(payee, _target_facts(programme), kind, period, window.through)
        return (period, target) if target is not None and target > 0 else None

    def _around(self, word: str, programme: Programme, payee: str, window: Window) -> Period | None:
        """The period of an attainment: the programme's own, or the month … year its last day is in."""
        del payee
        if word == "period":
            return window.period
        kind = programme.period.divided(CALENDAR_WORDS[word]) if word in CALENDAR_WORDS else None
        return kind.containing(window.through) if kind else None


def stand(policy: Policy, book: Book, as_of: date, programmes: Mapping[str, Programme]) -> Standing:
    """Measure the book for the programmes. Lines that cannot be used go where the book's own rejects go.

    Findings beside the lines': DK802 a table that a programme asks about is not there, DK809 a column.
    """
    question = question_of(policy, book, as_of, programmes)
    masters = question.masters
    rejects = FirstRejects()

    def refuse(batch: Batch, position: int, why: Problem) -> None:
        written = ",".join("" if cells[position] is None else str(cells[position]) for cells in batch.columns.values())
        reject = Reject("lines", why, written)
        count = book.counts["lines"]
        count.used -= 1
        count.rejected += 1
        count.by_code[why.code] += 1
        book.rejects.take(reject)
        rejects.take(reject)

    wanted = question.wanted()
    lacking = (*book.lacking("lines", wanted), *_lacking_tables(book, programmes.values()))
    cells = measure(book.batches("lines", wanted), question, refuse)
    targets, figures = Targets(book, policy.header.currency), RecordedFigures(book)
    return Standing(policy, book, as_of, programmes, cells, masters, targets, figures, rejects, lacking)


def question_of(policy: Policy, book: Book, as_of: date, programmes: Mapping[str, Programme]) -> Question:
    """What the programmes ask of the lines of a book."""
    masters = Masters(book, policy.catalogue)
    return Question(
        takes=tuple(take for programme in programmes.values() for take in takes_of(policy, programme)),
        masters=masters,
        segments=segments_of(policy, masters, programmes.values(), as_of),
        columns=frozenset(column.name for column in book.columns("lines")),
        currency=policy.header.currency,
        as_of=as_of,
        parameters=policy.parameters_at,
    )


def _lacking_tables(book: Book, programmes: Iterable[Programme]) -> Iterator[Problem]:
    """The tables without which nothing a programme asks can be answered."""
    asked: set[str] = set()
    for programme in programmes:
        bases = (programme.qualifying, programme.paying)
        names = reads_of(programme).union(*(each.where.reads for each in bases if each and each.where))
        asked |= {table for name in names if (table := _TABLES.get(name.partition(".")[0]))}
        if "period.target" in names or (programme.against and programme.against.baseline == "target"):
            asked.add("targets")
    for table in sorted(asked):
        if not book.has(table):
            yield from book.lacking(table, ())


def _target_facts(programme: Programme) -> tuple[str, ...]:
    """Under which names targets of a programme may stand: its own id, then what it measures."""
    measured = programme.qualifying.measure
    return (programme.id, measured) if isinstance(measured, str) else (programme.id,)
