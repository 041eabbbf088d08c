"""A run: everything measured once, then every account reckoned, moved by its rule, and proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.rebates.due import due_day, expiry_day
from dealerkit.rebates.ledger import (
    ADJUSTMENT,
    NOTHING_SETTLED,
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
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme, names_of
from dealerkit.rebates.recorded import check_records
from dealerkit.rebates.results import STILL, Row, Settlement
from dealerkit.rebates.standing import Standing, stand
from dealerkit.rebates.takes import paying, qualifying
from dealerkit.rebates.tax import tax_on
from dealerkit.rebates.terms import Entitlement, Measured, Terms, compile_terms
from dealerkit.rebates.windows import State, Window
from dealerkit.values.exact import EXACT, ZERO
from dealerkit.values.rounding import Rounding
from dealerkit.values.workdays import WorkCalendar

SECTION = "rebates"
_CENTS = Rounding(Decimal("0.01"))


class _Reckoned(NamedTuple):
    """A row before the negative rule."""

    account: Account
    window: Window
    decided: Entitlement
    history: Settled
    settled: Decimal
    payable: Decimal | None


@frozen(eq=False)
class Run:
    """One run: what was measured and what the ledger says, before anything is decided."""

    standing: Standing
    ledger: Ledger
    closings: Closings
    known_at: date | None
    _terms: dict[tuple[str, date], Terms] = field(factory=dict, init=False, repr=False)
    _names: dict[str, str] = field(factory=dict, init=False, repr=False)
    _roundings: dict[str, Rounding] = field(factory=dict, init=False, repr=False)
    _due_days: dict[tuple[str, date], date | Problem | None] = field(factory=dict, init=False, repr=False)
    _calendar: WorkCalendar | None = field(init=False, repr=False)
    _taxed: bool = field(init=False)

    @_calendar.default
    def _of_the_policy(self) -> WorkCalendar | None:
        return self.standing.policy.calendar()

    @_taxed.default
    def _some_line_has_a_tax_rate(self) -> bool:
        return any(key.tax_rate is not None for key in self.standing.cells.sums)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> Run:
        """Measure the lines and read the ledger. ``known_at`` must be the day the book was opened as known at."""
        if known_at is not None and known_at != book.known_at:
            raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
        programmes = programmes_of(policy)
        standing = stand(policy, book, as_of, programmes)
        names = names_of(programmes.values())
        ledger = read_ledger(book, policy.header.currency, names)
        return cls(standing, ledger, read_closings(book, names, as_of), book.known_at)

    def settlement(self) -> Settlement:
        """Decide every row, apply the negative rules, and propose postings."""
        problems: list[Problem] = [
            *self.standing.lacking,
            *self.ledger.problems,
            *check_records(self.standing.book, self.standing.policy.catalogue, self.standing.programmes),
            *self._about_payees(),
        ]
        if not self.ledger.present:
            problems.append(problem("DK370", None, severity=Severity.WARNING))
        rows: list[Row] = []
        for programme in self.standing.programmes.values():
            for payee in self.payees(programme):
                rows += self._rows(programme, payee, problems)
        proposals = [self._proposal(row) for row in rows if row.movement.posted]
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
            rejects=self.standing.rejects,
            without_ledger=not self.ledger.present,
            without_tax=not self._taxed,
        )

    def payees(self, programme: Programme) -> tuple[str, ...]:
        """Who has a row: those with lines or postings, and every customer where nothing bought may pay too."""
        found = {*self.standing.cells.payees(qualifying(programme)), *self.standing.cells.payees(paying(programme))}
        found |= self.ledger.payees.get(programme.id, frozenset())
        if pays_on_nothing(programme):
            found |= self.standing.masters.dealers or frozenset()
        return tuple(sorted(found))

    def bases(self, programme: Programme, period: str = "") -> Iterator[tuple[str, Measured]]:
        """What was measured for every payee in one period by its label; without one, in the latest that has begun."""
        for payee in self.payees(programme):
            windows = self.standing.windows(programme, payee)
            chosen = next((each for each in reversed(windows) if period in {"", each.label}), None)
            if chosen is not None:
                yield payee, self.standing.measured(programme, payee, chosen)

    def _rows(self, programme: Programme, payee: str, problems: list[Problem]) -> Iterator[Row]:
        """The payee's rows of one programme in order of time, with what the negative rule makes of them."""
        reckoned: list[_Reckoned] = []
        payables: dict[str, Decimal] = {}
        for_all = pays_on_nothing(programme)
        for window in self.standing.windows(programme, payee):
            account = Account(programme.id, payee, window.label)
            history = self.ledger.accounts.get(account)
            if history is None and not (for_all or self._has_lines(programme, payee, window)):
                continue
            each = self._reckoned(programme, account, window, history or NOTHING_SETTLED)
            reckoned.append(each)
            if window.state is State.RUNNING:
                continue
            if each.decided.amount is None:
                problems.append(_undetermined(each, programme))
            elif each.payable is not None and self._is_open(each, problems):
                payables[window.label] = each.payable
        moves = movements(payables, programme.settle.negative)
        for each in reckoned:
            yield self._row(programme, each, moves.get(each.account.period, STILL), problems)

    def _reckoned(self, programme: Programme, account: Account, window: Window, history: Settled) -> _Reckoned:
        """What one account has earned, had, and is still owed."""
        decided = self.terms(programme, window).decide(self.standing.measured(programme, account.payee, window))
        settled = history.by(self.standing.as_of).net
        payable = None if decided.amount is None else EXACT.subtract(decided.amount, settled)
        if not self.ledger.is_whole:
            # A posting that cannot be read may have paid anything.
            payable = None
        elif window.state is State.RUNNING and payable is not None:
            payable = ZERO
        return _Reckoned(account, window, decided, history, settled, payable)

    def _row(self, programme: Programme, reckoned: _Reckoned, move: Movement, problems: list[Problem]) -> Row:
        posted, window = move.posted, reckoned.window
        return Row(
            account=reckoned.account,
            title=programme.title or "",
            payee_name=self.name(reckoned.account.payee),
            window=window,
            decided=reckoned.decided,
            settled=reckoned.settled,
            payable=reckoned.payable,
            movement=move,
            tax=self._tax(programme, reckoned, posted) if posted and (self._taxed or reckoned.history.tax) else ZERO,
            due=self._due(programme, window, problems) if posted > 0 else None,
            expires=expiry_day(programme.settle, window, self.standing.as_of) if posted > 0 else None,
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

    def _rounding(self, programme: Programme) -> Rounding:
        if programme.id not in self._roundings:
            self._roundings[programme.id] = rounding_of(self.standing.policy, programme)
        return self._roundings[programme.id]

    def name(self, payee: str) -> str:
        """The payee's name in the customer file, as it stands on the day of the run."""
        if payee not in self._names:
            row = self.standing.book.versions("customers").at(self.standing.as_of, payee)
            self._names[payee] = str((row.get("name") if row is not None else None) or "")
        return self._names[payee]

    def _has_lines(self, programme: Programme, payee: str, window: Window) -> bool:
        """Whether any line counts, for one base or the other."""
        cells, first, last = self.standing.cells, window.first, window.through
        return cells.has_lines(qualifying(programme), payee, first, last) or (
            programme.paying is not None and cells.has_lines(paying(programme), payee, first, last)
        )

    def _is_open(self, reckoned: _Reckoned, problems: list[Problem]) -> bool:
        """Whether anything may be proposed: the account is undisputed, and no later run has posted on it."""
        account = reckoned.account
        if account in self.ledger.disputed:
            return False
        last = reckoned.history.last_posted
        if last is None or last <= self.standing.as_of:
            return True
        if reckoned.payable:
            at = self.standing.programmes[account.programme].rule.at
            problems.append(
                problem(
                    "DK366", at, programme=account.programme, payee=account.payee, period=account.period, posted_on=last
                )
            )
        return False

    def _tax(self, programme: Programme, reckoned: _Reckoned, posted: Decimal) -> Decimal:
        """The tax on what is posted: what brings the tax of the whole account to what its entitlement asks.

        Where only a part of the payable is posted, or earlier postings tell no tax, the part is taxed alone.
        """
        window, account = reckoned.window, reckoned.account
        settled = reckoned.history
        bases = self.standing.cells.by_tax_rate(paying(programme), account.payee, window.first, window.through)
        rounding = self._rounding(programme)
        if posted == reckoned.payable and settled.taxed:
            return EXACT.subtract(tax_on(reckoned.decided.amount or ZERO, bases, rounding), settled.tax)
        return tax_on(posted, bases, rounding)

    def _due(self, programme: Programme, window: Window, problems: list[Problem]) -> date | None:
        key = (programme.id, window.through)
        if key not in self._due_days:
            self._due_days[key] = due_day(programme.settle, window, self.standing.as_of, self._calendar)
        found = self._due_days[key]
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    def _proposal(self, row: Row) -> Posting:
        settled = self.ledger.settled(row.account)
        kind = self._kind(row, settled)
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

    def _kind(self, row: Row, settled: Settled) -> str:
        """Settlement for what a settlement day brings; adjustment for what changes what was settled before."""
        if self.closings.closed(row.programme, row.window.period) or row.movement.posted < 0:
            return ADJUSTMENT
        last = settled.last_posted
        if last is None:
            return SETTLEMENT
        timing = self.standing.timing(self.standing.programmes[row.programme], row.payee)
        advanced = timing is not None and timing.window(row.window.period, last).through < row.window.through
        return SETTLEMENT if advanced else ADJUSTMENT

    def _about_payees(self) -> Iterator[Problem]:
        """Payees without contract years, and postings for periods that the programme does not have."""
        for programme in self.standing.programmes.values():
            for payee in self.payees(programme) if programme.period.kind == CONTRACT_YEAR else ():
                if self.standing.timing(programme, payee) is None:
                    at = programme.period.rule.at
                    yield problem("DK369", at, severity=Severity.WARNING, programme=programme.id, payee=payee)
        for account, history in self.ledger.accounts.items():
            known = self.standing.programmes.get(account.programme)
            if known is not None and history.net and not self.has_period(known, account):
                yield problem(
                    "DK374",
                    known.period.rule.at,
                    severity=Severity.WARNING,
                    programme=account.programme,
                    payee=account.payee,
                    period=account.period,
                    net=history.net,
                )

    def has_period(self, programme: Programme, account: Account) -> bool:
        """Whether the account's period is one of the programme's, begun or still to come."""
        if any(each.label == account.period for each in self.standing.windows(programme, account.payee)):
            return True
        timing = self.standing.timing(programme, account.payee)
        period = timing.kind.named(account.period) if timing else None
        return period is not None and period.start > self.standing.as_of


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


def pays_on_nothing(programme: Programme) -> bool:
    """Whether a payee may be paid without buying: a sum from a base of 0 on."""
    return programme.kind == "lump-sum" and any(
        band.at is not None and not band.at for band in programme.bands.values()
    )


def _undetermined(reckoned: _Reckoned, programme: Programme) -> Problem:
    return problem(
        "DK367",
        programme.rule.at,
        address=programme.rule.address,
        severity=Severity.WARNING,
        programme=programme.id,
        payee=reckoned.account.payee,
        period=reckoned.account.period,
        facts=reckoned.decided.missing,
    )
