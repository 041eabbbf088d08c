"""Measuring for several policies at once: one pass over the book answers for all of them.

Each policy is a party that knows nothing of the others: it finds the cells that a pass of its own would have
found, whatever the others ask. What two policies measure alike is measured once. A parameter that a condition on
lines reads, and that has other values in one policy, is asked under another name there. Only where the catalogue
of facts differs, or by when late lines must be recorded, or which rows are lost to what is reckoned from several of
them, does a policy need a pass of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from dealerkit.book import Book, FirstRejects
from dealerkit.measures.cells import Cells
from dealerkit.measures.masters import Masters
from dealerkit.measures.question import Losers, Question
from dealerkit.measures.routed import AnyCells, RoutedCells
from dealerkit.measures.segments import Cuts, Segments
from dealerkit.measures.takes import LINES, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.parameters import Parameter
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.sources.beside import read_beside
from dealerkit.rebates.sources.passes import Altered, Passed, as_read, columns_by_table, passed
from dealerkit.rebates.sources.source import Source
from dealerkit.rebates.standing import Standing, lacking_tables, questions_of, streams_of
from dealerkit.rebates.takes import reads_of
from dealerkit.rebates.targets import RecordedFigures, Targets
from dealerkit.whatif.engine.unread import Wants, only, unread


@frozen(eq=False)
class Party:
    """One policy that is measured for, and takes that are asked beside those of its programmes.

    A line that one of the latter cannot use is lost to that take alone.
    """

    policy: Policy
    takes: tuple[Take, ...] = ()


def measured_together(parties: Sequence[Party], book: Book, as_of: date) -> tuple[Standing, ...]:
    """What each party's policy finds in the book; the first is the one whose unusable lines the book lists."""
    kinds: dict[tuple[str, ...], list[int]] = {}
    for number, party in enumerate(parties):
        kinds.setdefault(_apart(party.policy), []).append(number)
    found: dict[int, Standing] = {}
    for numbers in kinds.values():
        masters = Masters(book, parties[numbers[0]].policy.catalogue)
        asking = {number: _Asking.of(parties[number], book, as_of, masters) for number in numbers}
        for alike in _losing_alike(asking, book):
            # Rows are listed as rejected once, by the pass of the first party.
            read = book if not found else book.reread(FirstRejects(keep=0))
            standings = _one_pass([asking[number] for number in alike], read, as_of, masters)
            found.update(zip(alike, standings, strict=True))
    return tuple(found[number] for number in range(len(parties)))


def _apart(policy: Policy) -> tuple[str, ...]:
    """What policies must share to be measured by one pass."""
    facts = policy.root.get("facts")
    shared = [fingerprint(facts) if facts is not None else ""]
    if any(each.late is not None for each in programmes_of(policy).values()):
        calendars = policy.root.get("calendars")
        shared += [policy.header.calendar or "", fingerprint(calendars) if calendars is not None else ""]
        shared.append("" if policy.header.effective.start is None else "begins")
    return tuple(shared)


@frozen(eq=False)
class _Asking:
    """What one party asks of each source of rows."""

    party: Party
    programmes: Mapping[str, Programme]
    streams: Mapping[str, Source]
    questions: Mapping[str, Question]

    @classmethod
    def of(cls, party: Party, book: Book, as_of: date, masters: Masters) -> _Asking:
        """What a party asks of a book."""
        programmes = programmes_of(party.policy)
        asked = questions_of(party.policy, book, as_of, programmes, masters, party.takes)
        return cls(party, programmes, streams_of(party.policy, programmes), asked)

    @property
    def facts(self) -> frozenset[str]:
        """The facts that its programmes read."""
        return frozenset(name for each in self.programmes.values() for name in reads_of(each))

    @property
    def own(self) -> Mapping[str, Question]:
        """What its programmes ask, without the takes beside."""
        beside = {take.id for take in self.party.takes}
        return only(
            self.questions,
            (take.id for each in self.questions.values() for take in each.takes if take.id not in beside),
        )

    def reckoned(self, book: Book) -> Iterator[str]:
        """The tables of which its programmes add up rows that are reckoned from several."""
        for source, question in self.own.items():
            if self.streams[source].reckons:
                yield from self.streams[source].reads(question.wanted(), book)


def _losing_alike(asking: Mapping[int, _Asking], book: Book) -> Iterable[list[int]]:
    """Who can be measured by one pass: those that lose the same rows of tables from which rows are reckoned.

    A purchase that one policy cannot read is part of what a dealer sold on for another that can.
    """
    tables = sorted({table for each in asking.values() for table in each.reckoned(book)})
    found: dict[tuple[frozenset[str], ...], list[int]] = {}
    for number, each in asking.items():
        columns = columns_by_table(book, each.own, each.streams) if tables else {}
        needed = tuple(book.needed(table, columns.get(table, ())) for table in tables)
        found.setdefault(needed, []).append(number)
    return found.values()


def measured_again(standing: Standing, sources: Collection[str], altered: Altered) -> Mapping[str, Cells]:
    """What the policy of a standing, and the takes beside it, find in some sources if rows are altered first."""
    party = Party(standing.policy, standing.more)
    book = standing.book.reread(FirstRejects(keep=0))
    asking = _Asking.of(party, standing.book, standing.as_of, standing.masters)
    shared, _, found = _passed([asking], book, sources, altered)
    cells = shared.seen_by(0, found.cells)
    return {LINES: cells} if isinstance(cells, Cells) else cells.by_source


def _passed(
    asking: Sequence[_Asking], book: Book, sources: Collection[str] | None = None, altered: Altered = as_read
) -> tuple[_Shared, Mapping[str, Question], Passed]:
    """One pass for all, what it was asked, and who means what by it."""
    shared, streams = _Shared(asking[0].party.policy.parameters), dict[str, Source]()
    for each in asking:
        streams |= each.streams
        shared.add(each.party, each.questions)
    doubts = unread(book, shared.wants(book, streams))
    asked = shared.questions(doubts.losers)
    return shared, asked, passed(book, asked, streams, doubts.spared, sources, altered)


def _one_pass(asking: Sequence[_Asking], book: Book, as_of: date, masters: Masters) -> list[Standing]:
    first = asking[0].party.policy
    shared, asked, found = _passed(asking, book)
    targets, figures = Targets(book, first.header.currency), RecordedFigures(book)
    facts = frozenset[str]().union(*(each.facts for each in asking))
    beside = read_beside(book, as_of, first.header.currency, facts, asked, found.rejects)
    lacking = (*found.lacking, *lacking_tables(first, book, asking[0].programmes.values()), *beside.problems)
    return [
        Standing(
            each.party.policy,
            book,
            as_of,
            each.programmes,
            shared.seen_by(number, found.cells),
            masters,
            targets,
            figures,
            found.rejects,
            lacking,
            beside.of(each.facts),
            each.party.takes,
        )
        for number, each in enumerate(asking)
    ]


class _Shared:
    """The takes of all parties, each once, and which of them a party means by its own ids."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._first = parameters
        self._asked: list[Mapping[str, Question]] = []
        self._ids: list[dict[str, str]] = []
        self._own: list[frozenset[str]] = []
        self._takes: dict[tuple[object, ...], Take] = {}
        self._used: set[str] = set()
        self._others: list[Parameter] = []

    def add(self, party: Party, asked: Mapping[str, Question]) -> None:
        """Note what one party asks."""
        mine: dict[str, str] = {}
        for question in asked.values():
            for take in question.takes:
                mine[take.id] = self._shared(self._renamed(take, party.policy.parameters))
        beside = {each.id for each in party.takes}
        self._asked.append(asked)
        self._ids.append(mine)
        self._own.append(frozenset(shared for id, shared in mine.items() if id not in beside))

    def wants(self, book: Book, streams: Mapping[str, Source]) -> list[Wants]:
        """The columns that each party wants for its own takes, and each take that is asked beside them."""
        found: list[Wants] = []
        for number, asked in enumerate(self._asked):
            ids = {take.id for question in asked.values() for take in question.takes}
            own = {id for id in ids if self._ids[number][id] in self._own[number]}
            found.append(Wants(columns_by_table(book, only(asked, own), streams), party=number))
            for id in ids - own:
                columns = columns_by_table(book, only(asked, (id,)), streams)
                found.append(Wants(columns, take=self._ids[number][id]))
        return found

    def questions(self, losers: Mapping[tuple[str, str], Losers]) -> dict[str, Question]:
        """One question for each source of rows, for all parties."""
        segments = _all_segments([each for asked in self._asked for each in asked.values()])
        by_source: dict[str, list[Take]] = {}
        for take in self._takes.values():
            by_source.setdefault(take.source, []).append(take)
        if not by_source:
            by_source[LINES] = []
        known = {source: each for asked in self._asked for source, each in asked.items()}
        return {
            source: evolve(
                known[source],
                takes=tuple(by_source[source]),
                segments=segments,
                parameters=self._parameters_at,
                parties=self._parties({each.id for each in by_source[source]}),
                unread={at: each.among(take.id for take in by_source[source]) for at, each in losers.items()},
            )
            for source in sorted(by_source, key=lambda name: (name != LINES, name))
        }

    def seen_by(self, number: int, cells: AnyCells) -> AnyCells:
        """The cells as one party alone would have found them."""
        mine = self._ids[number]

        def seen(each: Cells) -> Cells:
            return each.of_party(number, {own: each.ids[id] for own, id in mine.items() if id in each.ids})

        if not isinstance(cells, RoutedCells):
            return seen(cells)
        asked = {take.source for id in mine.values() for take in (self._by_id[id],)}
        kept = {source: seen(each) for source, each in cells.by_source.items() if source in asked}
        return kept[LINES] if set(kept) == {LINES} else RoutedCells(kept)

    @property
    def _by_id(self) -> Mapping[str, Take]:
        return {take.id: take for take in self._takes.values()}

    def _parties(self, here: set[str]) -> tuple[frozenset[str], ...]:
        return tuple(mine & here for mine in self._own)

    def _shared(self, take: Take) -> str:
        """The id of the one take for all that count the same lines on the same days by the same measure."""
        key = (*take.same_lines, take.days)
        known = self._takes.get(key)
        if known is None:
            id, count = take.id, 1
            while id in self._used:
                count += 1
                id = f"{take.id}~{count}"
            self._used.add(id)
            known = self._takes[key] = evolve(take, id=id)
        return known.id

    def _renamed(self, take: Take, parameters: Mapping[str, Parameter]) -> Take:
        """The take with each parameter that has other values in this policy under another name."""
        where = _other_names(take.where, self._names(take.where, parameters)) if take.where else None
        measured = take.measure
        if isinstance(measured, Expression):
            measured = _other_names(measured, self._names(measured, parameters))
        return evolve(take, where=where, measure=measured)

    def _names(self, expression: Expression, parameters: Mapping[str, Parameter]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in expression.parameters:
            mine, first = parameters[name], self._first.get(name)
            if first is not None and first.values == mine.values:
                continue
            place = next(
                (at for at, each in enumerate(self._others) if each.id == name and each.values == mine.values), None
            )
            if place is None:
                place = len(self._others)
                self._others.append(mine)
            found[name] = _alias(name, place)
        return found

    def _parameters_at(self, day: date) -> Mapping[str, Value | Missing]:
        """The parameters of the first policy, and those that have other values elsewhere under their other names."""
        more = {_alias(each.id, place): each.at(day) for place, each in enumerate(self._others)}
        return {**{name: each.at(day) for name, each in self._first.items()}, **more}


def _alias(name: str, place: int) -> str:
    """A name that no policy has: nobody writes two underscores, a number and one more."""
    return f"{name}__{place}_"


def _other_names(expression: Expression, names: Mapping[str, str]) -> Expression:
    return expression.renamed(names) if names else expression


def _all_segments(questions: Sequence[Question]) -> Segments:
    """Segments fine enough for every question."""
    common, own = Cuts(), dict[str, Cuts]()
    seen: set[int] = set()
    for question in questions:
        if id(question.segments) in seen:
            continue
        seen.add(id(question.segments))
        common = common.and_also(question.segments.common)
        for payee, cuts in question.segments.own.items():
            own[payee] = own.get(payee, Cuts()).and_also(cuts)
    return Segments(common, own)
