"""The identity of all customers of a book on a day, in one pass over them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book
from dealerkit.customers.census import Census, ended, filled, walk
from dealerkit.customers.files.forms import Banks, banks_of
from dealerkit.customers.files.holdings import Holdings, holdings_of
from dealerkit.customers.files.section import files_of
from dealerkit.customers.identity.changes import Change, Unsigned, changes_of, unsigned
from dealerkit.customers.identity.duplicates import Duplicates, Filings, Match, alike_of
from dealerkit.customers.identity.normal import Alike
from dealerkit.customers.identity.section import Identity, identity_of
from dealerkit.customers.identity.sources import Mismatch, SourceWatch
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Location, Problem, Related, Severity, in_order, nearest, problem
from dealerkit.values.workdays import WorkCalendar

_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)


@frozen(kw_only=True, eq=False)
class IdentityRun:
    """What is doubtful about who customers are."""

    policy: Policy = field(repr=False)
    identity: Identity = field(repr=False)
    as_of: date
    count: int
    matches: tuple[Match, ...] = field(repr=False)
    mismatches: tuple[Mismatch, ...] = field(repr=False)
    not_own: tuple[tuple[str, str, str], ...] = field(repr=False)
    """Customer, its name, and the holder of its account where that is another, or nothing where none is recorded."""
    sourced: Container[str] | None = field(repr=False)
    """The customers of whom another source than the record speaks; None where nobody asks for that."""
    uncompared: tuple[str, ...] = field(repr=False)
    """The customers of whom the record alone speaks, by code; nobody where that is not asked."""
    changes: tuple[Change, ...] = field(repr=False)
    unsigned: tuple[Unsigned, ...] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)


@frozen(eq=False)
class IdentityWatch:
    """Looks at who every customer is while they pass by."""

    policy: Policy
    identity: Identity
    book: Book
    as_of: date
    duplicates: tuple[Duplicates, ...]
    sources: SourceWatch | None
    codes: list[str]
    rows: array[int]
    files: list[str]
    file_from: list[int]
    place: dict[str, int]
    call_days: dict[str, str] = field(factory=dict)
    not_own: list[tuple[str, str, str, Location]] = field(factory=list)
    numbers: list[tuple[str, str, str, Location]] = field(factory=list)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> IdentityWatch:
        """Ready to look."""
        identity = identity_of(policy)
        if identity is None:
            raise DealerkitError("the policy has no rules on identity")
        banks: Banks | None = banks_of(files_of(policy))
        codes: list[str] = []
        rows = array("L")
        files: list[str] = []
        file_from: list[int] = []
        place: dict[str, int] = {}

        def place_of(column: str, i: int) -> Location:
            return Location(files[bisect_right(file_from, i) - 1], rows[i], place.get(column, 1))

        duplicates = tuple(
            Duplicates(
                each,
                alike_of(identity, each, banks),
                codes,
                identity.largest_bucket,
                partial(place_of, each.fields[0]),
            )
            for each in identity.compare.values()
        )
        sources = None
        if identity.sources is not None:
            sources = SourceWatch.open(identity, identity.sources, banks, book)
        return cls(policy, identity, book, as_of, duplicates, sources, codes, rows, files, file_from, place)

    @property
    def columns(self) -> Sequence[str]:
        """What it reads of customers."""
        identity = self.identity
        own = [name for each in self.duplicates for name in each.columns]
        if self.sources is not None:
            own += self.sources.columns
        if identity.own_name is not None:
            own += [identity.own_name.holder, identity.own_name.account, *identity.own_name.of]
        if any(each.on_call_day for each in identity.changes.values()):
            own.append("call_day")
        return tuple(dict.fromkeys((*own, *identity.keys_apart)))

    def see(self, batch: Batch, live: Sequence[int]) -> None:
        """Look at a batch."""
        self._compare(batch, live)
        codes = batch.columns["customer"]
        if self.sources is not None:
            self.sources.see(batch, live)
        self._see_holders(batch, live)
        for name in self.identity.keys_apart:
            cells = filled(batch, name)
            if any(cells):
                self.numbers.extend(
                    (str(cells[i]), str(codes[i]), name, batch.at(i, name)) for i in live if cells[i] is not None
                )
        if "call_day" in batch.columns and any(each.on_call_day for each in self.identity.changes.values()):
            days = batch.columns["call_day"]
            self.call_days.update((str(codes[i]), str(days[i]).lower()) for i in live if days[i] is not None)

    def _compare(self, batch: Batch, live: Sequence[int]) -> None:
        start = len(self.codes)
        if not self.files or self.files[-1] != batch.file:
            self.files.append(batch.file)
            self.file_from.append(start)
            self.place.update(batch.places)
        codes, rows = batch.columns["customer"], batch.rows
        self.codes.extend(codes[i] for i in live)  # type: ignore[misc]
        self.rows.extend(rows[i] for i in live)
        for each in self.duplicates:
            each.see(batch, live, start)

    def _see_holders(self, batch: Batch, live: Sequence[int]) -> None:
        rule = self.identity.own_name
        if rule is None:
            return
        holders, codes = filled(batch, rule.holder), batch.columns["customer"]
        accounts = filled(batch, rule.account)
        names = [filled(batch, each) for each in rule.of]
        for i in live:
            holder = holders[i]
            if holder is None:
                if accounts[i] is not None:
                    name = next((str(each[i]) for each in names if each[i] is not None), "")
                    self.not_own.append((str(codes[i]), name, "", batch.at(i, rule.account)))
                continue
            if any(each[i] == holder for each in names):
                continue
            plain = _PLAIN.one(str(holder))
            if any(_PLAIN.one(str(each[i])) == plain for each in names if each[i] is not None):
                continue
            name = next((str(each[i]) for each in names if each[i] is not None), "")
            self.not_own.append((str(codes[i]), name, str(holder), batch.at(i, rule.holder)))

    def done(self, census: Census, papers: Mapping[str, frozenset[str]] | None = None) -> IdentityRun:
        """What was found; ``papers`` are those that came with changes, where somebody has read them."""
        identity, policy = self.identity, self.policy
        # Who is a customer no more may still hold the telephone: of any status means of every one.
        for batch in ended(self.book, self.as_of, census, self.columns):
            self._compare(batch, (0,))
        filings = Filings.read(self.book, self.as_of)
        matches = tuple(match for each in self.duplicates for match in each.matches(filings))
        mismatches = tuple(self.sources.mismatches()) if self.sources is not None else ()
        calendar = policy.calendar()
        if papers is None:
            held: Holdings = holdings_of(None, self.book, self.as_of)
            papers = held.changes
        changes = tuple(changes_of(identity.changes, self.book, self.as_of, papers, self.call_days, calendar))
        late = (
            tuple(unsigned(identity.signing, self.book, self.as_of, calendar or _EVERY_DAY)) if identity.signing else ()
        )
        not_own = sorted(self.not_own)
        sourced = self._sourced()
        uncompared = () if sourced is None else tuple(sorted(each for each in census.places if each not in sourced))
        problems = (
            *(found for each in matches for found in _of_match(each)),
            *(each.problem() for each in mismatches),
            *(self._not_own(*each) for each in not_own),
            *(found for each in changes if (found := each.problem()) is not None),
            *(each.problem() for each in late),
            *self._mixed_up(census),
            *(self.sources.problems() if self.sources is not None else ()),
            *self._uncompared(uncompared),
            *self._unknown_filings(),
        )
        return IdentityRun(
            policy=policy,
            identity=identity,
            as_of=self.as_of,
            count=len(census),
            matches=matches,
            mismatches=mismatches,
            sourced=sourced,
            uncompared=uncompared,
            not_own=tuple((customer, name, holder) for customer, name, holder, _ in not_own),
            changes=tuple(sorted(changes, key=lambda each: (each.asked_on, each.change))),
            unsigned=tuple(sorted(late, key=lambda each: each.signing)),
            problems=in_order(problems),
        )

    def _sourced(self) -> Container[str] | None:
        asks = self.sources is not None and self.sources.sources.if_missing == "undetermined"
        return self.sources.said.keys() if asks and self.sources is not None else None

    def _uncompared(self, customers: tuple[str, ...]) -> Iterator[Problem]:
        """DK827: once for all whom nobody compared, the first of them by name."""
        sources = self.identity.sources
        if sources is not None and customers:
            yield problem(
                "DK827",
                sources.rule.at,
                address=sources.rule.address,
                severity=Severity.WARNING,
                count=len(customers),
                customers=customers[:_NAMED],
                more="yes" if len(customers) > _NAMED else "",
            )

    def _not_own(self, customer: str, name: str, holder: str, at: Location) -> Problem:
        rule = self.identity.own_name
        address = rule.rule.address if rule is not None else ""
        return problem(
            "DK746",
            at,
            address=address,
            severity=Severity.WARNING,
            customer=customer,
            name=name,
            holder=holder,
            unrecorded="" if holder else "yes",
        )

    def _unknown_filings(self) -> Iterator[Problem]:
        """DK740 an exception to a comparison that the policy does not make."""
        known = tuple(self.identity.compare)
        for row in self.book.rows("identity_filings"):
            word = str(row["of"])
            if word not in known:
                yield problem(
                    "DK740",
                    row.cell_at("of"),
                    address="customers.identity.compare",
                    severity=Severity.WARNING,
                    what="filed-exception",
                    number=str(row["filing"]),
                    word=word,
                    place="compare",
                    nearest=nearest(word, known),
                    known=known,
                )

    def _mixed_up(self, census: Census) -> Iterator[Problem]:
        for number, customer, column, at in sorted(self.numbers):
            if number in census:
                yield problem(
                    "DK748",
                    at,
                    address="customers.identity.keys_apart",
                    severity=Severity.WARNING,
                    what="code-mixed-up",
                    number=number,
                    of=customer,
                    expected=column,
                    other="",
                )


_NAMED = 5
_PLAIN = Alike("text")


def _of_match(match: Match) -> Iterator[Problem]:
    """DK742 an exact match, DK743 a near one, DK744 a crowd; nothing where exceptions are filed for all."""
    if not match.open:
        return
    rule = match.comparison
    severity = Severity.NOTE if rule.then == "note" else Severity.WARNING
    at = match.places[-1] if match.places else None
    related = tuple(Related("first-defined", place) for place in match.places[:1])
    address, title = rule.rule.address, rule.title or rule.id
    if match.crowd:
        yield problem(
            "DK744",
            at,
            address=address,
            severity=severity,
            of=title,
            value=match.value,
            count=match.count,
            customers=match.customers,
        )
    elif match.near:
        yield problem(
            "DK743",
            at,
            address=address,
            severity=severity,
            related=related,
            of=title,
            value=match.value,
            customers=match.named_open,
        )
    else:
        yield problem(
            "DK742",
            at,
            address=address,
            severity=severity,
            related=related,
            of=title,
            value=match.value,
            customers=match.named_open,
            waits="yes" if match.waits else "",
        )


def evaluate(policy: Policy, book: Book, as_of: date) -> IdentityRun:
    """Look at who the customers of a book are."""
    watch = IdentityWatch.open(policy, book, as_of)
    census = walk(book, as_of, (watch,), tells=files_of(policy) is None)
    found = watch.done(census)
    return evolve(found, problems=in_order((*found.problems, *census.problems)))
