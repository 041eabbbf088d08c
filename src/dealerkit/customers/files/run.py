"""All customer files of a book on a day: what they lack, what was late, what that costs, what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book
from dealerkit.customers.census import Census, filled, walk
from dealerkit.customers.files.charges import Fined, fined
from dealerkit.customers.files.deadline import Clock
from dealerkit.customers.files.dossiers import Bundle, Dossiers
from dealerkit.customers.files.expenses import Refused, refused
from dealerkit.customers.files.holdings import Holdings, holdings_of
from dealerkit.customers.files.judging import Held, Judge
from dealerkit.customers.files.lapses import Deadlines, Kept, Lapse, read, together, untold
from dealerkit.customers.files.section import Files, files_of
from dealerkit.customers.files.spelling import misspelt
from dealerkit.customers.staff import Staff
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.values.workdays import WorkCalendar

_NOBODY: Mapping[str, Container[str]] = {}
_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)


@frozen(eq=False)
class Complete:
    """How many files, and dossiers, of a department lack nothing."""

    department: str
    files: int
    complete: int

    @property
    def share(self) -> Fraction | None:
        """The complete ones of all; not told where there are none."""
        return Fraction(self.complete, self.files) if self.files else None


@frozen(eq=False, kw_only=True)
class FileRun:
    """What is wrong with customer files on a day, customers and dossiers by their codes."""

    policy: Policy = field(repr=False)
    files: Files = field(repr=False)
    as_of: date
    judge: Judge = field(repr=False)
    count: int
    held: tuple[Held, ...] = field(repr=False)
    """The files that lack something, are wrong, or cannot be told."""
    dossiers: int
    bundles: tuple[Bundle, ...] = field(repr=False)
    lapses: tuple[Lapse, ...] = field(repr=False)
    exceptions: tuple[Lapse, ...] = field(repr=False)
    timeliness: tuple[Kept, ...]
    completeness: tuple[Complete, ...]
    expenses: tuple[Refused, ...] = field(repr=False)
    fines: Fined = field(repr=False)
    staff: Staff = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)

    def insufficient(self) -> tuple[Held, ...]:
        """The customers whose file lacks anything that is asked of them, or of whom that cannot be told."""
        return tuple(each for each in self.held if not self.judge.suffices(each))

    def blocked(self, purpose: str) -> tuple[Held, ...]:
        """The customers with whom a purpose has to wait."""
        needed = self.judge.needed(purpose)
        return tuple(each for each in self.held if (each.lacks | each.unknown) & needed)


@frozen(eq=False)
class FileWatch:
    """Looks at every customer's file while they pass by."""

    policy: Policy
    files: Files
    book: Book
    as_of: date
    staff: Staff
    holdings: Holdings
    judge: Judge
    deadlines: Mapping[str, Deadlines]
    held: list[Held] = field(factory=list)
    owners: Counter[object] = field(factory=Counter)
    lacking: Counter[str] = field(factory=Counter)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> FileWatch:
        """Ready to look; the papers are read."""
        files = files_of(policy)
        if files is None:
            raise DealerkitError("the policy has no rules on customer files")
        holdings = holdings_of(files, book, as_of)
        staff = Staff(book, as_of)
        calendar = policy.calendar() or _EVERY_DAY
        deadlines = {
            of: Deadlines(
                of, tuple(Clock(each, calendar, as_of) for each in files.deadlines.values() if each.of == of), staff
            )
            for of in ("customers", "dossiers", "changes")
        }
        judge = Judge(policy, files, book, as_of, holdings.customers)
        return cls(policy, files, book, as_of, staff, holdings, judge, deadlines)

    @property
    def columns(self) -> Sequence[str]:
        """What it reads of customers."""
        own = self.deadlines["customers"]
        return (*self.judge.columns, *(own.columns if own.clocks else ()))

    def see(self, batch: Batch, live: Sequence[int]) -> None:
        """Judge the files of a batch, and their deadlines."""
        owners = filled(batch, "owner")
        if len(live) == len(batch):
            self.owners.update(owners)
        else:
            self.owners.update(owners[i] for i in live)
        for each in self.judge.judged(batch, live):
            self.held.append(each)
            self.lacking[each.owner] += not self.judge.suffices(each)
        if self.deadlines["customers"].clocks:
            self.deadlines["customers"].see(batch, live)

    def done(self, census: Census, stopped: Mapping[str, Container[str]] = _NOBODY) -> FileRun:
        """What was found; ``stopped`` are, by purpose, customers who wait for something else than their file."""
        dossiers = Dossiers(self.files, self.holdings.dossiers, self.staff, self.as_of)
        dossiers.read(self.book, self.deadlines["dossiers"])
        read(self.deadlines["changes"], self.book)
        parts = tuple(self.deadlines.values())
        lapses = tuple(sorted((each for part in parts for each in part.lapses), key=_by_subject))
        fines = fined(self.policy, self.files, self.book, self.as_of, self.staff, lapses)
        held = tuple(sorted(self.held, key=lambda each: each.customer))
        needed = {each: self.judge.needed(each) for each in self.files.purposes}
        blocked = {
            purpose: frozenset(each.customer for each in held if (each.lacks | each.unknown) & items)
            for purpose, items in needed.items()
        }
        expenses = tuple(refused(self.files, self.book, self.as_of, census.places, blocked, stopped))
        problems = (
            *self._lacking_tables(),
            *misspelt(self.files, self.judge, self.holdings),
            *(found for each in held for found in self._of_file(each, needed)),
            *dossiers.incomplete(),
            *dossiers.problems,
            *(each.problem(fines.unfined.get((each.deadline.id, each.subject), "")) for each in lapses),
            *untold(parts),
            *(each.problem() for each in expenses),
            *fines.problems,
        )
        return FileRun(
            policy=self.policy,
            files=self.files,
            as_of=self.as_of,
            judge=self.judge,
            count=len(census),
            held=held,
            dossiers=dossiers.counts.total(),
            bundles=tuple(sorted(dossiers.lacking, key=lambda each: each.dossier)),
            lapses=lapses,
            exceptions=tuple(sorted((each for part in parts for each in part.exceptions), key=_by_subject)),
            timeliness=together(parts),
            completeness=tuple(self._complete(dossiers)),
            expenses=expenses,
            fines=fines,
            staff=self.staff,
            problems=in_order(problems),
        )

    def _complete(self, dossiers: Dossiers) -> Iterator[Complete]:
        files: Counter[str] = Counter(dossiers.counts)
        lacking: Counter[str] = Counter(each.department for each in dossiers.lacking)
        for owner, count in self.owners.items():
            files[self.staff.department(str(owner or ""))] += count
        for owner, count in self.lacking.items():
            lacking[self.staff.department(owner)] += count
        for department in sorted(files):
            yield Complete(department, files[department], files[department] - lacking[department])

    def _lacking_tables(self) -> Iterator[Problem]:
        if any(each.paper for each in self.files.items.values()) or self.files.dossiers:
            yield from self.book.lacking("papers", ())
        if any(each.role for each in self.files.items.values()):
            yield from self.book.lacking("employees", ("role",))
        wanted = [each.field for each in self.files.items.values() if each.field and not each.optional]
        yield from self.book.lacking("customers", tuple(dict.fromkeys(wanted)))

    def _of_file(self, held: Held, needed: Mapping[str, int]) -> Iterator[Problem]:
        """DK734 what is missing and for what; DK735, DK736 what is of a wrong form."""
        against = held.missing | held.unknown
        if against:
            yield problem(
                "DK734",
                held.at,
                address="customers.files",
                severity=Severity.WARNING,
                customer=held.customer,
                dossier="",
                items=tuple(each.title or each.id for each in self.judge.of(against)),
                purposes=tuple(
                    self.files.purposes[name].title or name for name, items in needed.items() if items & against
                ),
            )
        for item in self.judge.of(held.wrong):
            trouble = held.troubles.get(item.id)
            at = held.cell(item.field or "")
            who = held.customer
            if trouble is None:
                yield problem(
                    "DK735",
                    at,
                    address=item.rule.address,
                    severity=Severity.WARNING,
                    customer=who,
                    item=item.title or item.id,
                    form="" if item.role else item.format or "",
                    role=item.role or "",
                )
            else:
                yield problem(
                    "DK736",
                    at,
                    address=item.rule.address,
                    severity=Severity.WARNING,
                    customer=who,
                    trouble=f"account-{trouble}",
                )


def evaluate(policy: Policy, book: Book, as_of: date, stopped: Mapping[str, Container[str]] = _NOBODY) -> FileRun:
    """Audit the customer files of a book; ``stopped`` as of :meth:`FileWatch.done`."""
    watch = FileWatch.open(policy, book, as_of)
    census = walk(book, as_of, (watch,))
    found = watch.done(census, stopped)
    return evolve(found, problems=in_order((*found.problems, *census.problems)))


def _by_subject(lapse: Lapse) -> tuple[str, str, str]:
    return (lapse.deadline.of, lapse.subject, lapse.deadline.id)
