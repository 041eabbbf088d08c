"""All codes of a book: which are not of their pattern, repeated, missing between others, or about to run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from attrs import evolve, field, frozen

from dealerkit.book import Batch, Book
from dealerkit.book.kinds import Value
from dealerkit.customers.census import Census, ended, filled, walk
from dealerkit.customers.codes.pattern import Coder, Fault, coder_of
from dealerkit.customers.codes.section import Codes, Scheme, codes_of
from dealerkit.customers.files.section import files_of
from dealerkit.customers.identity.section import identity_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Location, Problem, Related, Severity, in_order, problem


@frozen(kw_only=True, eq=False)
class Series:
    """The running numbers of one period: how many, up to which, which are missing."""

    of: str
    period: tuple[str, ...]
    count: int
    highest: int
    last: int
    gaps: tuple[tuple[int, int], ...]
    """First and last number of each stretch that nobody has."""
    at: Location


@frozen(kw_only=True, eq=False)
class CodeRun:
    """What is wrong with codes."""

    policy: Policy = field(repr=False)
    as_of: date
    count: int
    series: tuple[Series, ...] = field(repr=False)
    wrong: int
    problems: tuple[Problem, ...] = field(repr=False)


@frozen(eq=False)
class Register:
    """The codes of one scheme, as they come."""

    of: str
    coder: Coder
    numbers: dict[tuple[str, ...], dict[int, tuple[str, Location]]] = field(factory=lambda: defaultdict(dict))
    repeated: dict[tuple[tuple[str, ...], int], dict[str, Location]] = field(factory=lambda: defaultdict(dict))
    problems: list[Problem] = field(factory=list)
    aside: dict[tuple[str, ...], int] = field(factory=dict)
    """The greatest number of each period in codes that disagree with their row: it is given out all the same."""

    @property
    def scheme(self) -> Scheme:
        """The scheme."""
        return self.coder.scheme

    def take(
        self, code: str, value_of: Callable[[str], Value | None], at: Callable[[], Location], *, tells: bool = True
    ) -> None:
        """Look at one code; with ``tells`` false only keep its running number."""
        reading = self.coder.read(code, value_of)
        if reading.wrong:
            period = self.coder.period(value_of)
            if period is not None and reading.sequence is not None and "" not in reading.wrong:
                self.aside[period] = max(self.aside.get(period, 0), reading.sequence)
            if not tells:
                return
            expected = self.coder.made(value_of, reading.sequence or 1)
            self.problems.append(
                self.told("pattern", code, at(), expected=expected or self.scheme.pattern, other=reading.wrong)
            )
            return
        period = self.coder.period(value_of)
        if period is None or reading.sequence is None:
            return
        known = self.numbers[period].get(reading.sequence)
        if known is None:
            self.numbers[period][reading.sequence] = (code, at())
        elif known[0] != code:
            self.repeated[period, reading.sequence].update({known[0]: known[1], code: at()})

    def series(self) -> Iterator[Series]:
        """What the periods have."""
        for period in sorted(self.numbers):
            found = self.numbers[period]
            highest = max(found)
            yield Series(
                of=self.scheme.title or self.of,
                period=period,
                count=len(found),
                highest=highest,
                last=self.coder.last,
                gaps=tuple(_gaps(sorted(found))),
                at=found[highest][1],
            )

    def found(self, series: Sequence[Series]) -> Iterator[Problem]:
        """DK748: everything wrong with the codes."""
        yield from self.problems
        for places in self.repeated.values():
            # The least code keeps the number, whichever stands first in the book.
            first, *others = sorted(places)
            for code in others:
                yield self.told("repeated", code, places[code], other=(first,), first=places[first])
        for each in series:
            name = " ".join(part for part in each.period if part)
            if each.gaps:
                missing = tuple(f"{one}" if one == last else f"{one}–{last}" for one, last in each.gaps[:20])
                yield self.told("gap", name, each.at, other=missing, severity=Severity.NOTE)
            if each.highest >= each.last:
                yield self.told("full", name, each.at, expected=str(each.last), other=())

    def told(
        self,
        what: str,
        number: str,
        at: Location,
        *,
        expected: str = "",
        other: tuple[str, ...],
        first: Location | None = None,
        severity: Severity = Severity.WARNING,
    ) -> Problem:
        """DK748 about one code or number."""
        related = () if first is None else (Related("first-defined", first),)
        return problem(
            "DK748",
            at,
            address=self.scheme.rule.address,
            severity=severity,
            related=related,
            what=f"code-{what}",
            number=number,
            of=self.scheme.title or self.of,
            expected=expected,
            other=tuple(each for each in other if each),
        )


def _gaps(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    before = 0
    for number in numbers:
        if number > before + 1:
            yield before + 1, number - 1
        before = number


@frozen(eq=False)
class CodeWatch:
    """Looks at every customer's code while they pass by; jobs are read afterwards."""

    policy: Policy
    book: Book
    as_of: date
    codes: Codes
    customers: Register | None
    jobs: Register | None

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> CodeWatch:
        """Ready to look."""
        codes = codes_of(policy)
        if codes is None:
            raise DealerkitError("the policy has no rules on codes")
        return cls(policy, book, as_of, codes, _register("customer", codes.customer), _register("job", codes.job))

    @property
    def columns(self) -> Sequence[str]:
        """What it reads of customers."""
        return self.customers.coder.columns if self.customers is not None else ()

    def see(self, batch: Batch, live: Sequence[int]) -> None:
        """Look at a batch."""
        if self.customers is not None:
            _take(self.customers, batch, live, "customer")

    def done(self, census: Census) -> CodeRun:
        """What was found."""
        series: list[Series] = []
        problems: list[Problem] = []
        if self.customers is not None:
            # The number of a former customer is not missing, and is nobody else's.
            for batch in ended(self.book, self.as_of, census, self.columns):
                _take(self.customers, batch, (0,), "customer", tells=False)
        if self.jobs is not None:
            problems += self._read_jobs(self.jobs)
        for register in (self.customers, self.jobs):
            if register is not None:
                own = tuple(register.series())
                series += own
                problems += register.found(own)
        wrong = sum(each.arg("what") in {"code-pattern", "code-repeated", "code-changed"} for each in problems)
        return CodeRun(
            policy=self.policy,
            as_of=self.as_of,
            count=len(census),
            series=tuple(series),
            wrong=wrong,
            problems=in_order(problems),
        )

    def _read_jobs(self, register: Register) -> Iterator[Problem]:
        """A job keeps its number, and no other has it: ``changed`` and ``repeated``."""
        wanted = ("job", "entry", *register.coder.columns)
        entries: dict[str, dict[str, Location]] = defaultdict(dict)
        numbers: dict[str, dict[str, Location]] = defaultdict(dict)
        for batch in self.book.batches("jobs", wanted):
            _take(register, batch, range(len(batch)), "job")
            jobs, own = batch.columns["job"], batch.columns["entry"]
            for i in range(len(batch)):
                job, entry = str(jobs[i]), str(own[i])
                entries[entry].setdefault(job, batch.at(i, "job"))
                numbers[job].setdefault(entry, batch.at(i, "entry"))
        for what, found in (("changed", entries), ("repeated", numbers)):
            for key, places in found.items():
                if len(places) > 1:
                    ordered = sorted(places)
                    number, other = (ordered[-1], (ordered[0],)) if what == "changed" else (key, tuple(ordered))
                    yield register.told(what, number, places[ordered[-1]], other=other, first=places[ordered[0]])


_TABLES = {"customer": "customers", "job": "jobs"}


def _register(of: str, scheme: Scheme | None) -> Register | None:
    if scheme is None:
        return None
    coder = coder_of(scheme)
    # A pattern that makes no codes is a finding of the policy (DK733).
    return None if isinstance(coder, Fault) else Register(of, coder)


def _take(register: Register, batch: Batch, live: Sequence[int], column: str, *, tells: bool = True) -> None:
    codes = filled(batch, column)
    columns = {name: filled(batch, name) for name in register.coder.columns}
    position = 0

    def value_of(name: str) -> Value | None:
        return columns[name][position]

    def at() -> Location:
        return batch.at(position, column)

    for position in live:
        register.take(str(codes[position]), value_of, at, tells=tells)


def evaluate(policy: Policy, book: Book, as_of: date) -> CodeRun:
    """Look at the codes of a book."""
    watch = CodeWatch.open(policy, book, as_of)
    alone = files_of(policy) is None and identity_of(policy) is None
    census = walk(book, as_of, (watch,), tells=alone)
    found = watch.done(census)
    return evolve(found, problems=in_order((*found.problems, *census.problems)))


def next_code(policy: Policy, book: Book, as_of: date, of: str, values: dict[str, Value]) -> Decision:
    """The next code of a ``customer`` or a ``job``: its running number is one more than the highest of its period.

    Numbers that are missing between others are not given out: they may stand on paper. Refused with DK748 where the
    period is full, undetermined with DK003 where a column it is made of is not known.
    """
    codes = codes_of(policy)
    scheme = codes.schemes().get(of) if codes is not None else None
    if scheme is None:
        raise DealerkitError(f"the policy has no scheme of codes of a {of}")
    register = _register(of, scheme)
    if register is None:
        raise DealerkitError(f"the policy has no scheme of codes of a {of}")
    given: set[str] = set()
    # All rows count, also of who is a customer no more or not yet: a number is given out once.
    for batch in book.batches(_TABLES[of], (of, *register.coder.columns)):
        given.update(map(str, filled(batch, of)))
        _take(register, batch, range(len(batch)), of, tells=False)
    coder = register.coder
    period = coder.period(values.get)
    unknown = tuple(f"{of}.{each}" for each in coder.columns if values.get(each) is None)
    if period is None or unknown:
        untold = (Reason("code-untold", scheme.rule),)
        return Decision(Outcome.UNDETERMINED, "DK003", missing=unknown, reasons=untold, as_of=as_of)
    highest = max(register.aside.get(period, 0), *register.numbers.get(period, {0: None}))
    # A pattern without the year may come to a code of an earlier year.
    while highest < coder.last and coder.made(values.get, highest + 1) in given:
        highest += 1
    name = " ".join(part for part in period if part)
    if highest >= coder.last:
        reason = Reason("code-full", scheme.rule, (("period", name), ("last", coder.last)))
        return Decision(Outcome.REFUSED, "DK748", None, (("sequence", highest + 1),), (reason,), as_of=as_of)
    made = coder.made(values.get, highest + 1) or ""
    reason = Reason("code-next", scheme.rule, (("period", name), ("highest", highest), ("made", made)))
    return Decision(Outcome.GRANTED, "", None, (("made", made), ("sequence", highest + 1)), (reason,), as_of=as_of)
