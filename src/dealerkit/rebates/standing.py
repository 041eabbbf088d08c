"""Standing: what was measured for each payee, and the facts that hold for it in a window.

One pass over the lines answers for all programmes; from its cells come bases, baselines (the same
period last year, the target) and attainments. Facts of dealer and contract are read at the window's
last measured day, parameters at the period's end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from attrs import evolve, field, frozen

from dealerkit.book import Book, FirstRejects
from dealerkit.measures.masters import Masters
from dealerkit.measures.question import Question
from dealerkit.measures.routed import AnyCells
from dealerkit.measures.takes import LINES, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.presence import counted_days
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.beside import DAYS_TO_PAY, Beside, read_beside
from dealerkit.rebates.sources.cover import NAMES as STOCK_FACTS
from dealerkit.rebates.sources.cover import taken_products
from dealerkit.rebates.sources.late import is_of_lines, with_late
from dealerkit.rebates.sources.named import MEASURED
from dealerkit.rebates.sources.passes import passed, questions
from dealerkit.rebates.sources.registry import STREAMS
from dealerkit.rebates.sources.source import Source
from dealerkit.rebates.takes import (
    ATTAINMENT,
    CALENDAR_WORDS,
    LAST_YEAR,
    all_takes,
    counted,
    named_take,
    paying,
    qualifying,
    reads_of,
    segments_of,
)
from dealerkit.rebates.targets import RecordedFigures, Targets
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.terms.story import MOVED
from dealerkit.rebates.windows import Timing, Window, timing
from dealerkit.values.numbers import ONE, Number, divide, multiply
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
    cells: AnyCells = field(repr=False)
    masters: Masters = field(repr=False)
    targets: Targets = field(repr=False)
    figures: RecordedFigures = field(repr=False)
    rejects: FirstRejects = field(repr=False)
    lacking: tuple[Problem, ...] = ()
    beside: Beside = field(factory=Beside, repr=False)
    more: tuple[Take, ...] = field(default=(), repr=False)
    """The takes that were asked beside those of the programmes."""
    _parameters: dict[date, dict[str, Value | Missing]] = field(factory=dict, init=False, repr=False)
    _times: dict[tuple[str, tuple[date, ...]], tuple[Timing | None, tuple[Window, ...]]] = field(
        factory=dict, init=False, repr=False
    )
    _reads: dict[str, tuple[str, ...]] = field(init=False, repr=False)

    @_reads.default
    def _facts_by_programme(self) -> dict[str, tuple[str, ...]]:
        return {
            id: tuple(sorted(reads_of(programme).union(MOVED if programme.target else ())))
            for id, programme in self.programmes.items()
        }

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
        days, is_over = None, window.through >= window.last
        if programme.short_period != "whole":
            days = counted_days(self.masters, payee, window)
        reads = self._reads[programme.id]
        if not reads:
            return Measured(reached, paid, baseline, self.parameters(window.last), days, is_over)
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
        return Measured(reached, paid, baseline, known, days, is_over)

    def parameters(self, day: date) -> dict[str, Value | Missing]:
        """The policy's parameters as they stand on a day."""
        if day not in self._parameters:
            self._parameters[day] = self.policy.parameters_at(day)
        return self._parameters[day]

    def _fact(self, name: str, programme: Programme, payee: str, window: Window) -> Value | Missing | None:
        if name.startswith(ATTAINMENT):
            return self._attainment(name.removeprefix(ATTAINMENT), programme, payee, window)
        if name == "period.target":
            return self.target(programme, payee, window.period, window.through)
        if name == "period.target_times":
            return self.target_times(programme, payee, window.period.end)
        if name.startswith(MEASURED):
            return self.base(named_take(self.policy, programme, name), payee, window)
        recorded = self.figures.of(payee, name, window)
        if recorded is not None:
            return recorded
        if name in STOCK_FACTS:
            return self._stock(name, programme, payee, window)
        if name == DAYS_TO_PAY:
            paid = self.beside.paying_days
            return paid.of(payee, window.first, window.through) if paid else None
        root = name.partition(".")[0]
        if root == "dealer":
            return self.masters.dealer(name, payee, window.through)
        return self.masters.contract_of_dealer(name, payee, window.through) if root == "contract" else None

    def _stock(self, name: str, programme: Programme, payee: str, window: Window) -> Number | None:
        """A figure of stock, over the products that the qualifying base takes."""
        stocks = self.beside.stocks
        if stocks is None:
            return None
        where = counted(self.policy, programme).where
        takes = taken_products(where, self.masters, self.parameters(window.last), window.through)
        cover = stocks.cover(payee, window.first, window.through, takes)
        return cover.fact(name) if cover else None

    def _baseline(self, programme: Programme, payee: str, window: Window) -> Number | None:
        against = programme.against
        if against is None:
            return None
        if against.baseline == "target":
            return self.target(programme, payee, window.period, window.through)
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
        base = self.cells.total(take, payee, before.start, before.end)
        if programme.short_period == "pro-rata":
            # Last year's days are those of the window; of them only the share counts on which the payee was there.
            counted = counted_days(self.masters, payee, window)
            base = multiply(base, Fraction(counted[0], (window.last - window.first).days + 1)) if counted else base
        return base

    def _attainment(self, word: str, programme: Programme, payee: str, window: Window) -> Number | None:
        aim = self.aim(word, programme, payee, window)
        if aim is None:
            return None
        period, target = aim
        return divide(self.cells.total(qualifying(programme), payee, period.start, window.through), target)

    def target(self, programme: Programme, payee: str, period: Period, on: date) -> Number | None:
        """The target of one period as it stands on a day, moved as the programme says."""
        times = partial(self.target_times, programme, payee) if programme.target else None
        found = self.timing(programme, payee)
        if found is None:
            return self.targets.of(payee, _target_facts(programme), period, on, times)
        return self.targets.whole(payee, _target_facts(programme), found.kind, period, on, times)

    def target_times(self, programme: Programme, payee: str, day: date) -> Number | None:
        """What the target of a period that ends on a day is multiplied by; None where that is not known."""
        figure = programme.target.times if programme.target else ONE
        if not isinstance(figure, Expression):
            return figure
        known: dict[str, Value | Missing] = dict(self.parameters(day))
        for name in figure.reads:
            asked = self.masters.dealer if name.startswith("dealer.") else self.masters.contract_of_dealer
            known[name] = asked(name, payee, day)
        found = figure.evaluate(known)
        return found if isinstance(found, Decimal | Fraction) else None

    def aim(self, word: str, programme: Programme, payee: str, window: Window) -> tuple[Period, Number] | None:
        """The period of an attainment and its target to date; None where there is no target above zero."""
        period = self._around(word, programme, payee, window)
        found = self.timing(programme, payee)
        if period is None or found is None:
            return None
        kind = found.kind if word == "period" else programme.period.divided(CALENDAR_WORDS[word])
        if kind is None:
            return None
        times = partial(self.target_times, programme, payee) if programme.target else None
        target = self.targets.to_date(payee, _target_facts(programme), kind, period, window.through, times)
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

    Findings beside the lines': DK802 a table that a programme asks about is not there, DK809 a column; DK351 a
    target that is asked for in another currency and without a rate.
    """
    asked = questions_of(policy, book, as_of, programmes)
    masters = next(iter(asked.values())).masters
    found = passed(book, asked, streams_of(policy, programmes))
    lacking = (*found.lacking, *lacking_tables(policy, book, programmes.values()))
    targets, figures = Targets(book, policy.header.currency), RecordedFigures(book)
    facts = {name for programme in programmes.values() for name in reads_of(programme)}
    beside = read_beside(book, as_of, policy.header.currency, facts, asked, found.rejects)
    lacking = (*lacking, *beside.problems)
    if any(_asks_targets(programme) for programme in programmes.values()):
        lacking = (*lacking, *targets.problems(as_of))
    return Standing(
        policy, book, as_of, programmes, found.cells, masters, targets, figures, found.rejects, lacking, beside
    )


def question_of(policy: Policy, book: Book, as_of: date, programmes: Mapping[str, Programme]) -> Question:
    """What the programmes ask of the invoice lines of a book; without takes where they ask nothing of them."""
    asked = questions_of(policy, book, as_of, programmes)
    lines = asked[LINES] if LINES in asked else questions((), next(iter(asked.values())))[LINES]
    late = (take for stream, each in asked.items() if stream != LINES and is_of_lines(stream) for take in each.takes)
    return evolve(lines, takes=(*lines.takes, *late))


def questions_of(
    policy: Policy,
    book: Book,
    as_of: date,
    programmes: Mapping[str, Programme],
    masters: Masters | None = None,
    more: Iterable[Take] = (),
) -> Mapping[str, Question]:
    """What the programmes ask of each source of rows, and ``more`` takes beside.

    ``masters`` are the book's, where they were read before.
    """
    masters, beside = masters or Masters(book, policy.catalogue), tuple(more)
    general = Question(
        takes=(),
        masters=masters,
        segments=segments_of(policy, masters, programmes.values(), as_of, beside),
        columns=frozenset(),
        currency=policy.header.currency,
        as_of=as_of,
        parameters=policy.parameters_at,
    )
    takes = (take for programme in programmes.values() for take in all_takes(policy, programme))
    return questions((*takes, *beside), general, streams_of(policy, programmes))


def streams_of(policy: Policy, programmes: Mapping[str, Programme]) -> Mapping[str, Source]:
    """The streams of rows: those of every policy, and those on which late lines count on another day."""
    graced = [each for each in programmes.values() if each.late is not None]
    return with_late(STREAMS, graced, policy.calendar(), policy.header.effective) if graced else STREAMS


def lacking_tables(policy: Policy, book: Book, programmes: Iterable[Programme]) -> Iterator[Problem]:
    """The tables without which nothing a programme asks can be answered."""
    asked: set[str] = set()
    for programme in programmes:
        takes = all_takes(policy, programme)
        names = reads_of(programme).union(*(each.where.reads for each in takes if each.where))
        asked |= {table for name in names if (table := _TABLES.get(name.partition(".")[0]))}
        if "period.target" in names or (programme.against and programme.against.baseline == "target"):
            asked.add("targets")
    for table in sorted(asked):
        if not book.has(table):
            yield from book.lacking(table, ())


def _asks_targets(programme: Programme) -> bool:
    """Whether anything of a programme depends on targets."""
    against = programme.against
    if against is not None and "target" in {against.baseline, against.missing}:
        return True
    return any(name == "period.target" or name.startswith(ATTAINMENT) for name in reads_of(programme))


def _target_facts(programme: Programme) -> tuple[str, ...]:
    """Under which names targets of a programme may stand: its own id, then what it measures."""
    measured = programme.qualifying.measure
    return (programme.id, measured) if isinstance(measured, str) else (programme.id,)
