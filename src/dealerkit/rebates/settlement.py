"""Settlement: what is owed, to whom, and why; what was paid; what is left to pay.

Every entitlement is reckoned anew from the start of its period, over all lines known today, and
payable = entitlement − settled. So a second run over the same facts proposes nothing, and a late
line proposes its difference. ``settle`` only proposes; posting appends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from attrs import evolve, field, frozen

from dealerkit.book import Book, Reject
from dealerkit.decisions import Decision, Outcome
from dealerkit.measures.cells import LineCount
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.rebates.due import due_day, expiry_day
from dealerkit.rebates.ledger import (
    ADJUSTMENT,
    SETTLEMENT,
    Account,
    Closings,
    Ledger,
    Posting,
    Settled,
    read_closings,
    read_ledger,
)
from dealerkit.rebates.negatives import Movement, movements
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing, stand
from dealerkit.rebates.takes import paying, qualifying
from dealerkit.rebates.tax import tax_on
from dealerkit.rebates.terms import Entitlement, Terms, compile_terms
from dealerkit.rebates.windows import State, Window
from dealerkit.values.exact import EXACT, ZERO, Number, total_of_decimals
from dealerkit.values.rounding import Rounding

SECTION = "rebates"
_CENTS = Rounding(Decimal("0.01"))
_STILL = Movement()


@frozen
class Row:
    """One programme, payee and period: what was earned, paid, and is left, without tax.

    ``entitlement`` is what was earned through ``window.through``, None when undetermined.
    ``payable`` is entitlement less settled, 0 while the period runs; ``movement`` is what the negative
    rule makes of it. ``tax`` is the tax on what is posted.
    """

    programme: str
    title: str
    payee: str
    payee_name: str
    window: Window
    decided: Entitlement
    settled: Decimal
    payable: Decimal | None
    movement: Movement = _STILL
    tax: Decimal = ZERO
    due: date | None = None
    expires: date | None = None
    payout: str = ""

    @property
    def account(self) -> Account:
        """The row's account in the ledger."""
        return Account(self.programme, self.payee, self.window.label)

    @property
    def entitlement(self) -> Decimal | None:
        """What was earned; None when undetermined."""
        return self.decided.amount

    @property
    def qualifying(self) -> Number:
        """The base that reaches a band."""
        return self.decided.qualifying


@frozen
class Total:
    """The sums of one programme's rows, without tax; undetermined rows are counted apart."""

    programme: str
    title: str
    entitlement: Decimal
    settled: Decimal
    payable: Decimal
    posted: Decimal
    carried: Decimal
    given_up: Decimal
    undetermined: int


@frozen(eq=False)
class Settlement:
    """What a run found and proposes.

    ``without_ledger``: the book has no table ``postings``, so everything earned looks unpaid.
    ``without_tax``: no line says a tax rate, so net and gross are the same.
    """

    policy: str
    revision: str
    currency: str
    as_of: date
    known_at: date | None
    rows: tuple[Row, ...]
    proposals: tuple[Posting, ...]
    problems: tuple[Problem, ...]
    lines: LineCount
    rejects: tuple[Reject, ...] = field(repr=False)
    without_ledger: bool
    without_tax: bool

    @property
    def totals(self) -> tuple[Total, ...]:
        """One total a programme, in the order of the rows."""
        grouped = groupby(self.rows, key=lambda row: (row.programme, row.title))
        return tuple(_total(programme, title, tuple(rows)) for (programme, title), rows in grouped)

    @property
    def paid_out(self) -> Decimal:
        """What the proposals come to, with tax."""
        return total_of_decimals(each.gross for each in self.proposals)


def settle(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> Settlement:
    """Reckon every programme for every payee, and propose what is to be posted.

    Findings beside those of the ledger: DK366 an account has postings of a later day than ``as_of``, so
    nothing is proposed for it; DK367 an entitlement is undetermined (a warning); DK368 a due day lies
    beyond the calendar; DK369 contract years of a payee without a contract (a warning); DK370 there is
    no ledger (a warning).
    """
    return Run.open(policy, book, as_of, known_at).settlement()


def explain(
    policy: Policy,
    book: Book,
    programme: str,
    payee: str,
    as_of: date,
    *,
    period: str = "",
    known_at: date | None = None,
) -> Decision | Problem:
    """Why a payee earned what it did: everything that decided, was tried and was read.

    Without ``period`` the latest that has begun. DK371 no such programme, DK372 no such period.
    """
    run = Run.open(policy, book, as_of, known_at)
    found = run.standing.programmes.get(programme)
    if found is None:
        return problem("DK371", None, programme=programme, known=tuple(run.standing.programmes))
    windows = run.standing.windows(found, payee)
    chosen = next((each for each in reversed(windows) if period in {"", each.label}), None)
    if chosen is None:
        return problem(
            "DK372", found.rule.at, programme=programme, period=period, known=tuple(w.label for w in windows)
        )
    decision = run.terms(found, chosen).trace(run.standing.measured(found, payee, chosen))
    return evolve(decision, as_of=as_of, known_at=known_at, revision=policy.header.revision)


@frozen(eq=False)
class Run:
    """One run: what was measured and what the ledger says, before anything is decided."""

    standing: Standing
    ledger: Ledger
    closings: Closings
    rejects: tuple[Reject, ...]
    known_at: date | None
    _terms: dict[tuple[str, date], Terms] = field(factory=dict, init=False, repr=False)
    _names: dict[str, str] = field(factory=dict, init=False, repr=False)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> Run:
        """Measure the lines and read the ledger. ``known_at`` must be the day the book was opened as known at."""
        if known_at is not None and known_at != book.known_at:
            raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
        programmes = programmes_of(policy)
        standing, rejects = stand(policy, book, as_of, programmes)
        names = {name: each.id for each in programmes.values() for name in (each.was, each.id) if name}
        ledger = read_ledger(book, policy.header.currency, names)
        return cls(standing, ledger, read_closings(book, names, as_of), rejects, book.known_at)

    def settlement(self) -> Settlement:
        """Decide every row, apply the negative rules, and propose postings."""
        problems: list[Problem] = [*self.ledger.problems, *self._about_payees()]
        if not self.ledger.present:
            problems.append(problem("DK370", None, severity=Severity.WARNING))
        rows: list[Row] = []
        proposals: list[Posting] = []
        for programme in self.standing.programmes.values():
            for payee in self.payees(programme):
                moved = self._moved(programme, self.rows(programme, payee), problems)
                rows += moved
                proposals += [each for row in moved if (each := self._proposal(programme, row)) is not None]
        header = self.standing.policy.header
        return Settlement(
            policy=header.name,
            revision=header.revision,
            currency=header.currency,
            as_of=self.standing.as_of,
            known_at=self.known_at,
            rows=tuple(rows),
            proposals=tuple(proposals),
            problems=in_order(problems),
            lines=self.standing.cells.count,
            rejects=self.rejects,
            without_ledger=not self.ledger.present,
            without_tax=all(key.tax_rate is None for key in self.standing.cells.sums),
        )

    def payees(self, programme: Programme) -> tuple[str, ...]:
        """Who has a row: those with lines or postings, and every customer where nothing bought may pay too."""
        found = {*self.standing.cells.payees(qualifying(programme)), *self.standing.cells.payees(paying(programme))}
        found |= {account.payee for account in self.ledger.accounts if account.programme == programme.id}
        if _pays_on_nothing(programme):
            found |= self.standing.masters.dealers or frozenset()
        return tuple(sorted(found))

    def rows(self, programme: Programme, payee: str) -> tuple[Row, ...]:
        """The payee's rows of one programme in order of time, before the negative rule."""
        return tuple(
            self.row(programme, payee, window)
            for window in self.standing.windows(programme, payee)
            if self._matters(programme, payee, window)
        )

    def row(self, programme: Programme, payee: str, window: Window) -> Row:
        """One row as reckoned: entitlement, settled, payable."""
        decided = self.terms(programme, window).decide(self.standing.measured(programme, payee, window))
        settled = self.ledger.settled(Account(programme.id, payee, window.label)).by(self.standing.as_of)
        payable = None if decided.amount is None else EXACT.subtract(decided.amount, settled.net)
        return Row(
            programme=programme.id,
            title=programme.title or "",
            payee=payee,
            payee_name=self.name(payee),
            window=window,
            decided=decided,
            settled=settled.net,
            payable=ZERO if window.state is State.RUNNING and payable is not None else payable,
            payout=programme.settle.payout,
        )

    def terms(self, programme: Programme, window: Window) -> Terms:
        """The programme's terms with parameters as at the period's end, compiled once."""
        key = (programme.id, window.last)
        if key not in self._terms:
            self._terms[key] = compile_terms(
                programme, self.standing.policy.header.rounding, self.standing.parameters(window.last)
            )
        return self._terms[key]

    def name(self, payee: str) -> str:
        """The payee's name in the customer file, as it stands on the day of the run."""
        if payee not in self._names:
            row = self.standing.book.versions("customers").at(self.standing.as_of, payee)
            self._names[payee] = str((row.get("name") if row is not None else None) or "")
        return self._names[payee]

    def _matters(self, programme: Programme, payee: str, window: Window) -> bool:
        """Whether there is anything to say: lines, postings, or a payment for nothing bought."""
        cells = self.standing.cells
        return (
            _pays_on_nothing(programme)
            or Account(programme.id, payee, window.label) in self.ledger.accounts
            or any(
                cells.has_lines(take, payee, window.first, window.through)
                for take in (qualifying(programme), paying(programme))
            )
        )

    def _moved(self, programme: Programme, rows: Iterable[Row], problems: list[Problem]) -> list[Row]:
        """The rows with what the negative rule, the tax and the calendar make of them."""
        found = list(rows)
        payables = {
            row.window.label: row.payable
            for row in found
            if row.payable is not None and row.window.state is not State.RUNNING and self._is_open(row, problems)
        }
        moves = movements(payables, programme.settle.negative)
        for place, row in enumerate(found):
            if row.decided.outcome is Outcome.UNDETERMINED:
                problems.append(_undetermined(row, programme))
            move = moves.get(row.window.label)
            if move is None:
                continue
            tax = self._tax(programme, row, move.posted) if move.posted else ZERO
            due = self._due(programme, row.window, problems) if move.posted > 0 else None
            expires = expiry_day(programme.settle, row.window, self.standing.as_of) if move.posted > 0 else None
            found[place] = evolve(row, movement=move, tax=tax, due=due, expires=expires)
        return found

    def _is_open(self, row: Row, problems: list[Problem]) -> bool:
        """Whether anything may be proposed: the account is undisputed, and no later run has posted on it."""
        account = row.account
        if account in self.ledger.disputed:
            return False
        last = self.ledger.settled(account).last_posted
        if last is None or last <= self.standing.as_of:
            return True
        if row.payable:
            at = self.standing.programmes[row.programme].rule.at
            problems.append(
                problem("DK366", at, programme=row.programme, payee=row.payee, period=account.period, posted_on=last)
            )
        return False

    def _tax(self, programme: Programme, row: Row, posted: Decimal) -> Decimal:
        """The tax on what is posted: what brings the tax of the whole account to what its entitlement asks.

        Where only a part of the payable is posted, or earlier postings tell no tax, the part is taxed alone.
        """
        window, settled = row.window, self.ledger.settled(row.account)
        bases = self.standing.cells.by_tax_rate(paying(programme), row.payee, window.first, window.through)
        rounding = rounding_of(self.standing.policy, programme)
        if posted == row.payable and settled.taxed:
            return EXACT.subtract(tax_on(row.entitlement or ZERO, bases, rounding), settled.tax)
        return tax_on(posted, bases, rounding)

    def _due(self, programme: Programme, window: Window, problems: list[Problem]) -> date | None:
        found = due_day(programme.settle, window, self.standing.as_of, self.standing.policy.calendar())
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    def _proposal(self, programme: Programme, row: Row) -> Posting | None:
        if not row.movement.posted:
            return None
        settled = self.ledger.settled(row.account)
        kind = self._kind(programme, row, settled)
        header = self.standing.policy.header
        return Posting(
            row.account,
            kind,
            settled.next_seq(kind),
            row.movement.posted,
            row.tax,
            header.currency,
            self.standing.as_of,
            header.revision,
            row.due,
            row.expires,
            row.payout,
        )

    def _kind(self, programme: Programme, row: Row, settled: Settled) -> str:
        """Settlement for what a settlement day brings; adjustment for what changes what was settled before."""
        if self.closings.closed(programme.id, row.window.period) or row.movement.posted < 0:
            return ADJUSTMENT
        last = settled.last_posted
        if last is None:
            return SETTLEMENT
        timing = self.standing.timing(programme, row.payee)
        advanced = timing is not None and timing.window(row.window.period, last).through < row.window.through
        return SETTLEMENT if advanced else ADJUSTMENT

    def _about_payees(self) -> Iterator[Problem]:
        for programme in self.standing.programmes.values():
            for payee in self.payees(programme):
                if self.standing.timing(programme, payee) is None:
                    at = programme.period.rule.at
                    yield problem("DK369", at, severity=Severity.WARNING, programme=programme.id, payee=payee)


def programmes_of(policy: Policy) -> Mapping[str, Programme]:
    """The programmes of a policy, none where it has no section ``rebates``."""
    section = policy.sections.get(SECTION)
    if not isinstance(section, Mapping):
        return {}
    return {str(id): programme for id, programme in section.items() if isinstance(programme, Programme)}


def rounding_of(policy: Policy, programme: Programme) -> Rounding:
    """How a programme's amounts are rounded: its own rule, the policy's, or cents."""
    rule = programme.rounding or policy.header.rounding
    return rule.rounding if rule else _CENTS


def _pays_on_nothing(programme: Programme) -> bool:
    """Whether a payee may be paid without buying: a sum from a base of 0 on."""
    return programme.kind == "lump-sum" and any(
        band.at is not None and not band.at for band in programme.bands.values()
    )


def _undetermined(row: Row, programme: Programme) -> Problem:
    return problem(
        "DK367",
        programme.rule.at,
        address=programme.rule.address,
        severity=Severity.WARNING,
        programme=row.programme,
        payee=row.payee,
        period=row.window.label,
        facts=row.decided.missing,
    )


def _total(programme: str, title: str, rows: tuple[Row, ...]) -> Total:
    def added(figure: Callable[[Row], Decimal | None]) -> Decimal:
        return total_of_decimals(amount for row in rows if (amount := figure(row)) is not None)

    return Total(
        programme,
        title,
        added(lambda row: row.entitlement),
        added(lambda row: row.settled),
        added(lambda row: row.payable),
        added(lambda row: row.movement.posted),
        added(lambda row: row.movement.carried),
        added(lambda row: row.movement.given_up),
        Counter(row.entitlement is None for row in rows)[True],
    )
