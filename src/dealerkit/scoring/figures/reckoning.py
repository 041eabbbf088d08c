"""Figures of all subjects on a day: one pass over each table, then formulas, each when it is asked for.

A sum or a count over no rows is zero; an average, a least, a greatest, a day over none is missing, and so is a ratio
over zero. Where nobody knows whether a row counts, or what its amount is, the figure of its subject is missing: what
is not known is never added up as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import DATE, Missing, Type, Value
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.scoring.figures.figure import AS_OF, FIGURE, ROWS, Reckoned
from dealerkit.scoring.figures.passing import Cell, Stream, read, streams
from dealerkit.scoring.figures.row_facts import Ground
from dealerkit.scoring.figures.section import needed
from dealerkit.scoring.figures.spans import holds, shifted_day, window_of
from dealerkit.scoring.figures.tables import COMPANY, CUSTOMER, MASTERS
from dealerkit.scoring.section import figures_of
from dealerkit.values.exact import ZERO, Number, add, divide, negate
from dealerkit.values.periods import ONE_DAY
from dealerkit.values.ranges import DateRange


class Why(Enum):
    """Why a figure is missing."""

    NOT_IN_BOOK = "not-in-book"
    """The book has not the table, or not the column."""
    NO_ROWS = "no-rows"
    """There is nothing to go by: no row, or only empty cells."""
    UNCLEAR = "unclear"
    """Of a row nobody knows whether it counts, or what its amount is."""
    OVER_ZERO = "over-zero"
    """A ratio over nothing."""
    OTHER = "other-missing"
    """What its formula reads is missing."""


@frozen
class Absence:
    """A figure that is missing: why, and what is missing by name."""

    why: Why
    facts: tuple[str, ...]


@frozen(eq=False)
class Figures:
    """The figures of all subjects as of one day."""

    policy: Policy
    as_of: date
    masters: Masters = field(repr=False)
    problems: tuple[Problem, ...]
    definitions: Mapping[str, Reckoned] = field(repr=False)
    _values: Mapping[str, Mapping[str, Value | Absence]] = field(repr=False)
    _lacking: Mapping[str, tuple[str, ...]] = field(repr=False)
    _subjects: Mapping[str, tuple[str, ...]] = field(repr=False)
    _parameters: Mapping[str, Value | Missing] = field(init=False, repr=False)
    _known: dict[tuple[str, str], Value | Absence] = field(factory=dict, init=False, repr=False)
    _across: dict[str, Mapping[str, Value]] = field(factory=dict, init=False, repr=False)

    @_parameters.default
    def _on_the_day(self) -> Mapping[str, Value | Missing]:
        return self.policy.parameters_at(self.as_of)

    def subjects(self, of: str = CUSTOMER) -> tuple[str, ...]:
        """Everyone of a kind: who is in the master table, and who a row names; in order of their codes."""
        return self._subjects.get(of, (COMPANY,) if of == COMPANY else ())

    def value(self, name: str, subject: str = COMPANY) -> Value | Missing:
        """A figure of a subject; missing with the names of what is not known."""
        found = self.found(name, subject)
        return Missing(found.facts) if isinstance(found, Absence) else found

    def number(self, name: str, subject: str = COMPANY) -> Number | Missing:
        """A figure that is a number."""
        found = self.value(name, subject)
        return found if isinstance(found, (Decimal, Fraction, Missing)) else Missing((FIGURE + name,))

    def found(self, name: str, subject: str = COMPANY) -> Value | Absence:
        """A figure of a subject, or why it is missing."""
        if name == AS_OF:
            return self.as_of
        known = self._known.get((name, subject))
        if known is None:
            known = self._known[name, subject] = self._find(name, subject)
        return known

    def facts(self, subject: str, of: str = CUSTOMER) -> Mapping[str, Value | Missing]:
        """What expressions may ask of a subject: ``figure.*``, ``dealer.*``, ``contract.*``, parameters; when asked."""
        return _FactsOf(self, subject, of)

    def kind(self, name: str) -> Type:
        """The type of a figure."""
        return DATE if name == AS_OF else self.definitions[name].type

    def window(self, name: str) -> DateRange | None:
        """The days of a figure's window; None of a formula."""
        definition = self.definitions[name]
        if definition.rows is None:
            return None
        if definition.rows.is_labelled and definition.figure.over.period is not None:
            return definition.figure.over.whole_period(shifted_day(definition, self.as_of)).range
        return window_of(definition, self.as_of)

    def base(self, name: str) -> tuple[str, DateRange | None] | None:
        """The figure that a growth or a ratio is measured against, and its days; None where none is named."""
        base = self.definitions[name].figure.base
        return None if base is None else (base, self.window(base))

    def _find(self, name: str, subject: str) -> Value | Absence:
        definition = self.definitions.get(name)
        if definition is None:
            return Absence(Why.NOT_IN_BOOK, (FIGURE + name,))
        if definition.of == COMPANY:
            subject = COMPANY
        if definition.formula is not None:
            found = definition.formula.evaluate(self.facts(subject, definition.of))
            if not isinstance(found, Missing):
                return found
            is_ratio = any("/" in each for each in found.facts)
            return Absence(Why.OVER_ZERO if is_ratio else Why.OTHER, found.facts)
        if definition.figure.rank is not None or definition.figure.share is not None:
            return self._compared(definition, subject)
        lacking = self._lacking.get(name)
        if lacking:
            return Absence(Why.NOT_IN_BOOK, lacking)
        value = self._values[name].get(subject)
        if value is not None:
            return value
        if definition.figure.aggregate in {"sum", "count"}:
            return ZERO
        return Absence(Why.NO_ROWS, (definition.fact,))

    def _compared(self, definition: Reckoned, subject: str) -> Value | Absence:
        other = definition.figure.rank or definition.figure.share or ""
        own = self.found(other, subject)
        if isinstance(own, Absence):
            return Absence(Why.OTHER, own.facts)
        known = self._across.get(definition.id)
        if known is None:
            numbers = {each: self.number(other, each) for each in self.subjects(definition.of)}
            there = {each: number for each, number in numbers.items() if not isinstance(number, Missing)}
            known = self._across[definition.id] = _ranks(there) if definition.figure.rank else _shares(there)
        value = known.get(subject)
        return Absence(Why.OVER_ZERO, (definition.fact,)) if value is None else value


class _FactsOf(Mapping[str, "Value | Missing"]):
    """The facts of one subject, each looked up when it is asked for."""

    __slots__ = ("_figures", "_of", "_subject")

    def __init__(self, figures: Figures, subject: str, of: str) -> None:
        self._figures = figures
        self._subject = subject
        self._of = of

    def __getitem__(self, name: str) -> Value | Missing:
        figures = self._figures
        root, dot, rest = name.partition(".")
        if root == "figure" and dot:
            return figures.value(rest, self._subject)
        if root == "dealer" and self._of == CUSTOMER:
            return figures.masters.dealer(name, self._subject, figures.as_of)
        if root == "contract" and self._of == CUSTOMER:
            return figures.masters.contract_of_dealer(name, self._subject, figures.as_of)
        return figures._parameters[name]  # noqa: SLF001  # the two classes are one thing in two parts

    def __iter__(self) -> Iterator[str]:
        figures = self._figures
        yield FIGURE + AS_OF
        yield from (each.fact for each in figures.definitions.values() if each.of in {self._of, COMPANY})
        yield from figures._parameters  # noqa: SLF001

    def __len__(self) -> int:
        return sum(1 for _ in self)


def reckon(policy: Policy, book: Book, as_of: date, only: Collection[str] | None = None) -> Figures:
    """The policy's figures as of a day, in one pass over each table they need.

    ``only`` are the facts (``figure.sales``) that are asked for: no more is then read than these need.

    Problems: DK802 and DK809 where the book lacks a table or a column, DK705 where it is not known whether rows
    count, or what their amounts are, DK707 rows that name no subject.
    """
    return reckon_on(policy, book, (as_of,), only)[0]


def reckon_on(
    policy: Policy, book: Book, days: Sequence[date], only: Collection[str] | None = None
) -> tuple[Figures, ...]:
    """The figures as of each of some days, still in one pass over each table; in the order of the days given."""
    definitions = figures_of(policy)
    if only is not None:
        wanted = with_those_needed(definitions, only)
        definitions = {id: each for id, each in definitions.items() if id in wanted}
    ground = Ground(policy, book, Masters(book, policy.catalogue), tuple(sorted(set(days))))
    by_table: dict[str, list[Reckoned]] = defaultdict(list)
    lacking: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for id, definition in definitions.items():
        if definition.rows is None:
            continue
        table = definition.rows.table.name
        missing = book.lacking(table, definition.columns())
        if missing:
            problems.extend(missing)
            lacking[id] = tuple(each.address for each in missing)
        else:
            by_table[table].append(definition)
    passed: list[Stream] = []
    for table, members in by_table.items():
        parts = streams(members)
        read(table, parts, ground, lambda part: _cuts(part, ground.days))
        passed.extend(parts)
    subjects = _subjects(definitions, passed, book)
    found: dict[date, Figures] = {}
    for day in ground.days:
        values: dict[str, Mapping[str, Value | Absence]] = {}
        unclear: list[Problem] = []
        for part in passed:
            for definition in part.figures:
                values[definition.id] = _values(part, definition, day, unclear)
        every = in_order([*problems, *unclear, *(each for part in passed for each in _unowned(part))])
        found[day] = Figures(policy, day, ground.masters, every, definitions, values, lacking, subjects)
    return tuple(found[day] for day in days)


def with_those_needed(definitions: Mapping[str, Reckoned], facts: Collection[str]) -> frozenset[str]:
    """The names of figures among some facts, and of all that their formulas need."""
    found: set[str] = set()
    waiting = [each.removeprefix(FIGURE) for each in facts if each.startswith(FIGURE)]
    while waiting:
        name = waiting.pop()
        if name in definitions and name not in found:
            found.add(name)
            waiting += needed(definitions[name].figure)
    return frozenset(found)


def _cuts(part: Stream, days: Iterable[date]) -> Iterator[date]:
    """The days on which a window of the stream begins, or after which it ends."""
    for day in days:
        yield day + ONE_DAY
        for each in part.figures:
            window = window_of(each, day)
            if window.start is not None:
                yield window.start
            if window.end is not None and window.end < date.max:
                yield window.end + ONE_DAY


def _values(part: Stream, definition: Reckoned, day: date, unclear: list[Problem]) -> Mapping[str, Value | Absence]:
    """A figure of every subject that rows name, from the cells that it counts."""
    bit, adder = part.bit(definition), part.adder(definition)
    foreign = part.foreign if definition.type.unit == "money" and definition.measure != ROWS else 0
    figure = definition.figure
    cells: dict[str, list[int]] = defaultdict(list)
    doubted: dict[str, list[Cell]] = defaultdict(list)
    holding: dict[object, bool] = {}
    for number, cell in enumerate(part.cells):
        if cell.fails & bit:
            continue
        inside = holding.get(cell.span)
        if inside is None:
            inside = holding[cell.span] = holds(definition, cell.span, day)
        if not inside:
            continue
        doubt = (cell.unknown & bit and figure.if_missing is None) or cell.unknown & foreign
        if not doubt and cell.unknown & bit and figure.if_missing == "skip":
            continue
        for subject in cell.subjects:
            (doubted if doubt else cells)[subject].append(cell if doubt else number)  # type: ignore[arg-type]
    found: dict[str, Value | Absence] = {}
    for subject, own in cells.items():
        if adder.empty(own):
            doubted[subject].append(part.cells[own[0]])
        else:
            value = adder.result(own)
            found[subject] = Absence(Why.NO_ROWS, (definition.fact,)) if value is None else value
    facts = _missing(part, definition, doubted)
    for subject in doubted:
        found[subject] = Absence(Why.UNCLEAR, facts)
    if doubted:
        first = min((cell.at for every in doubted.values() for cell in every), key=lambda at: (at.file, at.line))
        who = tuple(sorted(doubted))
        unclear.append(
            problem(
                "DK705",
                first,
                address=definition.rule.address,
                severity=Severity.WARNING,
                figure=definition.id,
                facts=facts,
                subjects=len(who),
                subject=who[0],
            )
        )
    return found


def _missing(part: Stream, definition: Reckoned, doubted: Mapping[str, Sequence[Cell]]) -> tuple[str, ...]:
    """What is not known about the rows of those subjects."""
    names: set[str] = set()
    bit = part.bit(definition)
    for cell in {id(each): each for every in doubted.values() for each in every}.values():
        if cell.unknown & bit:
            names |= part.facts[bit.bit_length() - 1]
        elif cell.unknown & part.foreign:
            names |= part.facts[-1]
        elif isinstance(definition.measure, str):
            names.add(f"{part.rows.root}.{definition.measure}")
        elif definition.measure is not None:
            names |= definition.measure.reads
    return tuple(sorted(names))


def _unowned(part: Stream) -> Iterator[Problem]:
    """DK707 rows that belong to nobody: a note where many do, as sales outside of outlets."""
    if not part.unowned:
        return
    first = min(part.unowned, key=lambda at: (at.file, at.line))
    figures = tuple(each.id for each in part.figures)
    of = part.figures[0].of
    yield problem(
        "DK707",
        first,
        address=part.figures[0].rule.address,
        severity=Severity.WARNING if part.of == CUSTOMER else Severity.NOTE,
        table=part.rows.table.name,
        of=of,
        figures=figures,
    )


def _subjects(
    definitions: Mapping[str, Reckoned], passed: Iterable[Stream], book: Book
) -> Mapping[str, tuple[str, ...]]:
    """Everyone of each kind that a figure is of."""
    found: dict[str, set[str]] = {each.of: set() for each in definitions.values()}
    found.setdefault(CUSTOMER, set())
    for kind, known in found.items():
        table = MASTERS.get(kind)
        if table is not None:
            known.update(str(row[table[1]]) for row in book.rows(table[0]))
    for part in passed:
        bits = [part.bit(each) for each in part.figures]
        for cell in part.cells:
            # Whoever no figure counts is nobody's subject: a dealer is no warehouse because he holds stock.
            if any(not cell.fails & bit for bit in bits):
                found[part.of].update(cell.subjects)
    if COMPANY in found:
        found[COMPANY] = {COMPANY}
    return {kind: tuple(sorted(known)) for kind, known in found.items()}


def _ranks(numbers: Mapping[str, Number]) -> Mapping[str, Value]:
    """The place of each by size, the largest first; equals share the better place."""
    found: dict[str, Value] = {}
    place = 0
    before: Number | None = None
    for position, (subject, number) in enumerate(
        sorted(numbers.items(), key=lambda each: (negate(each[1]), each[0])), 1
    ):
        if number != before:
            place, before = position, number
        found[subject] = Decimal(place)
    return found


def _shares(numbers: Mapping[str, Number]) -> Mapping[str, Value]:
    """The part of each in the sum of all; nothing where the sum is zero."""
    whole: Number = ZERO
    for number in numbers.values():
        whole = add(whole, number)
    return {subject: divide(number, whole) for subject, number in numbers.items()} if whole else {}
