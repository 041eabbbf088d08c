"""A run: everything measured once, then every account reckoned, moved by its rule, and proposed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.rebates.changes import changed_programmes, mixed, rule_of
from dealerkit.rebates.corrections import NO_CORRECTIONS, Corrections, read_corrections
from dealerkit.rebates.due import due_day, expiry_day
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.joint.costs import OverrideCost
from dealerkit.rebates.joint.deciding import Deciding
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.joint.overdrawn import overdrawn
from dealerkit.rebates.joint.override import cost_of, is_override
from dealerkit.rebates.joint.paying_twice import paid_twice
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
from dealerkit.rebates.overlaps import Strays, amount_of, check_overlaps, strays_of
from dealerkit.rebates.partner import NO_FIGURES, PartnerFigures, differing, read_partner_figures
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme, names_of, programmes_of
from dealerkit.rebates.recorded import check_records
from dealerkit.rebates.results import STILL, Row, Settlement
from dealerkit.rebates.standing import Standing, stand
from dealerkit.rebates.takes import paying, qualifying
from dealerkit.rebates.taxing import UNTAXED, Reckoned, Taxed, Taxing
from dealerkit.rebates.terms import Entitlement, Measured, Terms, rounding_for
from dealerkit.rebates.terms.scale import gives_sums
from dealerkit.rebates.unanswered import unanswered
from dealerkit.rebates.windows import State, Window
from dealerkit.values.exact import EXACT, ZERO
from dealerkit.values.rounding import Rounding
from dealerkit.values.workdays import WorkCalendar


@frozen(eq=False)
class Run:
    """One run: what was measured and what the ledger says, before anything is decided."""

    standing: Standing
    ledger: Ledger
    closings: Closings
    known_at: date | None
    corrections: Corrections = NO_CORRECTIONS
    partners: PartnerFigures = NO_FIGURES
    deciding: Deciding = field(init=False, repr=False)
    _names: dict[str, str] = field(factory=dict, init=False, repr=False)
    _roundings: dict[str, Rounding] = field(factory=dict, init=False, repr=False)
    _due_days: dict[tuple[str, date], date | Problem | None] = field(factory=dict, init=False, repr=False)
    _rules: dict[str, str] = field(factory=dict, init=False, repr=False)
    _calendar: WorkCalendar | None = field(init=False, repr=False)
    _taxed: bool = field(init=False)
    _taxing: Taxing = field(init=False, repr=False)
    strays: Strays = field(init=False, repr=False)
    """What was paid for periods that their programmes do not have."""

    @deciding.default
    def _over_what_was_measured(self) -> Deciding:
        return Deciding(self.standing, self.payees)

    @_calendar.default
    def _of_the_policy(self) -> WorkCalendar | None:
        return self.standing.policy.calendar()

    @_taxing.default
    def _over_the_same(self) -> Taxing:
        return Taxing(self.standing, self.deciding, self._taxed)

    @_taxed.default
    def _some_line_has_a_tax_rate(self) -> bool:
        return self.standing.cells.taxed

    @strays.default
    def _by_the_ledger(self) -> Strays:
        return strays_of(self.ledger.accounts, self.standing.programmes, self.has_period)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> Run:
        """Measure the lines and read the ledger. ``known_at`` must be the day the book was opened as known at."""
        if known_at is not None and known_at != book.known_at:
            raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
        return cls.on(stand(policy, book, as_of, programmes_of(policy)))

    @classmethod
    def on(cls, standing: Standing) -> Run:
        """Read the ledger beside lines that are measured already."""
        policy, book, as_of = standing.policy, standing.book, standing.as_of
        names = names_of(standing.programmes.values()) | names_of_schemes(policy)
        ledger = read_ledger(book, policy.header.currency, names)
        return cls(
            standing,
            ledger,
            read_closings(book, names, as_of),
            book.known_at,
            read_corrections(book, policy, names, as_of),
            read_partner_figures(book, names, as_of),
        )

    def settlement(self) -> Settlement:
        """Decide every row, apply the negative rules, and propose postings."""
        problems: list[Problem] = [
            *self.standing.lacking,
            *self.ledger.problems,
            *check_records(self.standing.book, self.standing.policy.catalogue, self.standing.programmes),
            *self._about_payees(),
            *self._about_groups(),
            *self.corrections.problems,
            *unanswered(self),
            *check_overlaps(self.standing.book, self.ledger, self.standing.programmes),
        ]
        if not self.ledger.present:
            problems.append(problem("DK370", None, severity=Severity.WARNING))
        rows: list[Row] = []
        for programme in self.standing.programmes.values():
            for payee in self.payees(programme):
                rows += self._rows(programme, payee, problems)
        problems += differing(rows)
        problems += changed_programmes(self.standing.programmes, self.ledger, rows, self.rule)
        problems += paid_twice(self.standing, rows)
        problems += overdrawn(self.standing.programmes, rows, self.deciding.budget_of)
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
            sources=self.standing.cells.counts,
            rejects=self.standing.rejects,
            without_ledger=not self.ledger.present,
            without_tax=not self._taxed,
            overrides=tuple(self._overrides(rows)),
        )

    def _overrides(self, rows: list[Row]) -> Iterator[OverrideCost]:
        """What former dealers are paid for their successors, and what these are paid themselves."""
        for row in rows:
            programme = self.standing.programmes[row.programme]
            if is_override(programme):
                gathered = self.deciding.groups.gathered_for(programme, row.payee, row.window)
                yield cost_of(self.standing, self.decided, row, gathered)

    def payees(self, programme: Programme) -> tuple[str, ...]:
        """Who has a row: those with lines or postings, and every customer where nothing bought may pay too."""
        found = {*self.standing.cells.payees(qualifying(programme)), *self.standing.cells.payees(paying(programme))}
        if pays_on_nothing(programme):
            found |= self.standing.masters.dealers or frozenset()
        if gathers(programme):
            found = self.deciding.groups.payees(programme, found)
        found |= self.ledger.payees.get(programme.id, frozenset())
        found |= self.corrections.payees(programme.id) | self.partners.payees(programme.id)
        return tuple(sorted(found))

    def bases(self, programme: Programme, period: str = "") -> Iterator[tuple[str, Measured]]:
        """What was measured for every payee in one period by its label; without one, in the latest that has begun."""
        for payee in self.payees(programme):
            windows = self.standing.windows(programme, payee)
            chosen = next((each for each in reversed(windows) if period in {"", each.label}), None)
            if chosen is not None:
                yield payee, self.deciding.measured(programme, payee, chosen)

    def _rows(self, programme: Programme, payee: str, problems: list[Problem]) -> Iterator[Row]:
        """The payee's rows of one programme in order of time, with what the negative rule makes of them."""
        reckoned: list[Reckoned] = []
        payables: dict[str, Decimal] = {}
        for_all = pays_on_nothing(programme)
        for window in self.standing.windows(programme, payee):
            account = Account(programme.id, payee, window.label)
            history = self.ledger.accounts.get(account)
            is_known = history is not None or for_all or self._is_spoken_of(account)
            if not is_known and not self._has_lines(programme, payee, window):
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
        taxes = self._taxing.of(programme, reckoned, moves, self._rounding(programme)) if moves else {}
        for each in reckoned:
            period = each.account.period
            yield self._row(programme, each, moves.get(period, STILL), taxes.get(period, UNTAXED), problems)

    def _reckoned(self, programme: Programme, account: Account, window: Window, history: Settled) -> Reckoned:
        """What one account has earned, had, and is still owed."""
        decided = self.decided(programme, account.payee, window)
        paid = history.by(self.standing.as_of)
        settled = paid.net if programme.goods is None else paid.quantity
        payable = None if decided.amount is None else EXACT.subtract(decided.amount, settled)
        if not self.ledger.is_whole:
            # A posting that cannot be read may have paid anything.
            payable = None
        elif window.state is State.RUNNING and payable is not None:
            payable = ZERO
        return Reckoned(account, window, decided, history, settled, payable)

    def _row(
        self, programme: Programme, reckoned: Reckoned, move: Movement, taxed: Taxed, problems: list[Problem]
    ) -> Row:
        posted, window, account = move.posted, reckoned.window, reckoned.account
        return Row(
            account=reckoned.account,
            title=programme.title or "",
            payee_name=self.name(reckoned.account.payee),
            window=window,
            decided=reckoned.decided,
            settled=reckoned.settled,
            payable=reckoned.payable,
            movement=move,
            tax=taxed.tax,
            due=self._due(programme, window, problems) if posted > 0 else None,
            expires=expiry_day(programme.settle, window, self.standing.as_of) if posted > 0 else None,
            payout=programme.settle.payout,
            taxes=taxed.parts,
            corrected=self.corrections.sum_of(account) if self.corrections.counted else ZERO,
            partner=self.partners.of(account) if self.partners.by_account else None,
            goods=programme.goods.product if programme.goods is not None else "",
        )

    def terms(self, programme: Programme, window: Window) -> Terms:
        """The programme's terms with parameters as at the period's end."""
        return self.deciding.terms(programme, window)

    def decided(self, programme: Programme, payee: str, window: Window) -> Entitlement:
        """What the payee has earned by the programme in the window, other programmes and payees considered."""
        decided = self.deciding.decided(programme, payee, window)
        if not self.corrections.counted:
            return decided
        return self.corrections.applied(Account(programme.id, payee, window.label), decided)

    def traced(self, programme: Programme, payee: str, window: Window) -> Decision:
        """The same as a whole story."""
        decision = self.deciding.traced(programme, payee, window)
        if not self.corrections.counted:
            return decision
        return self.corrections.told(Account(programme.id, payee, window.label), decision)

    def rule(self, programme: Programme) -> str:
        """The fingerprint of a programme as it stands in the policy."""
        if programme.id not in self._rules:
            self._rules[programme.id] = rule_of(self.standing.policy, programme)
        return self._rules[programme.id]

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

    def _is_spoken_of(self, account: Account) -> bool:
        """Whether somebody corrects the account, or its payee has a figure of his own for it."""
        if not (self.corrections.counted or self.partners.by_account):
            return False
        return account in self.corrections.counted or account in self.partners.by_account

    def has_bought(self, programme: Programme, payee: str, window: Window) -> bool:
        """Whether any line of the window counts for the payee, for one base or the other."""
        return self._has_lines(programme, payee, window)

    def _has_lines(self, programme: Programme, payee: str, window: Window) -> bool:
        """Whether any line counts, for one base or the other."""
        if gathers(programme):
            return self.deciding.groups.concerns(programme, payee, window)
        cells, first, last = self.standing.cells, window.first, window.through
        return cells.has_lines(qualifying(programme), payee, first, last) or (
            programme.paying is not None and cells.has_lines(paying(programme), payee, first, last)
        )

    def _is_open(self, reckoned: Reckoned, problems: list[Problem]) -> bool:
        """Whether anything may be proposed: the account is undisputed, and no later run has posted on it."""
        account = reckoned.account
        if account in self.ledger.disputed:
            return False
        programme = self.standing.programmes[account.programme]
        stray = self.strays.against(programme, account.payee, reckoned.window)
        if stray is not None:
            if reckoned.payable:
                problems.append(stray)
            return False
        if not reckoned.history.postings:
            return True
        if mixed(programme, reckoned.history):
            problems.append(
                problem(
                    "DK465",
                    programme.rule.at,
                    programme=account.programme,
                    payee=account.payee,
                    period=account.period,
                    kind="money" if programme.goods is None else "goods",
                )
            )
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
            account=row.account,
            kind=kind,
            seq=settled.next_seq(kind),
            net=ZERO if row.goods else row.movement.posted,
            tax=row.tax,
            currency=header.currency,
            posted_on=self.standing.as_of,
            revision=header.revision,
            due=row.due,
            expires=row.expires,
            payout=row.payout,
            product=row.goods,
            quantity=row.movement.posted if row.goods else None,
            tax_rate=row.taxes[0].rate if len(row.taxes) == 1 else None,
            rule=self.rule(self.standing.programmes[row.programme]),
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
        for account, history in self.strays.accounts.items():
            yield problem(
                "DK374",
                self.standing.programmes[account.programme].period.rule.at,
                severity=Severity.WARNING,
                programme=account.programme,
                payee=account.payee,
                period=account.period,
                net=amount_of(history),
            )

    def _about_groups(self) -> Iterator[Problem]:
        """What is wrong with who is added up with whom."""
        for programme in self.standing.programmes.values():
            if gathers(programme):
                yield from self.deciding.groups.problems(programme)

    def has_period(self, programme: Programme, account: Account) -> bool:
        """Whether the account's period is one of the programme's, begun or still to come."""
        if any(each.label == account.period for each in self.standing.windows(programme, account.payee)):
            return True
        timing = self.standing.timing(programme, account.payee)
        period = timing.kind.named(account.period) if timing else None
        return period is not None and period.start > self.standing.as_of


def rounding_of(policy: Policy, programme: Programme) -> Rounding:
    """How a programme's amounts are rounded: its own rule, the policy's, or cents; goods to whole units."""
    return rounding_for(programme, policy.header.rounding)[0]


def pays_on_nothing(programme: Programme) -> bool:
    """Whether a payee may be paid without buying: a sum from a base of 0 on, or a guarantee."""
    if programme.guarantee is not None:
        return True
    is_from_nothing = any(band.at is not None and not band.at for band in programme.bands.values())
    return is_from_nothing and (
        gives_sums(programme.kind, tuple(programme.bands.values()))
        or any(band.plus is not None for band in programme.bands.values())
    )


def cause_of(decided: Entitlement) -> str:
    """The rule that cannot tell an amount though no fact is missing; ``""`` where one is."""
    rule = decided.decided_by
    return "" if decided.missing or rule is None else rule.address


def _undetermined(reckoned: Reckoned, programme: Programme) -> Problem:
    return problem(
        "DK367",
        programme.rule.at,
        address=programme.rule.address,
        severity=Severity.WARNING,
        programme=programme.id,
        payee=reckoned.account.payee,
        period=reckoned.account.period,
        facts=reckoned.decided.missing,
        rule=cause_of(reckoned.decided),
    )
