"""Figures of all subjects on a day: one pass over each table, then formulas, each when it is asked for.

A sum or a count over no rows is zero; an average, a least, a greatest, a day over none is missing, and so is a ratio
over zero. Where nobody knows whether a row counts, or what its amount is, the figure of its subject is missing: what
is not known is never added up as nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from dealerkit.book import Book
from dealerkit.measures.masters import Masters
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Value
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.scoring.figures.answers import Absence, Figures, Why
from dealerkit.scoring.figures.figure import FIGURE, ROWS, Reckoned
from dealerkit.scoring.figures.needs import needed
from dealerkit.scoring.figures.passing import Cell, Stream, read, streams
from dealerkit.scoring.figures.row_facts import Ground
from dealerkit.scoring.figures.spans import holds, window_of
from dealerkit.scoring.figures.tables import COMPANY, CUSTOMER, MASTERS
from dealerkit.scoring.section import figures_of
from dealerkit.values.periods import ONE_DAY


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
