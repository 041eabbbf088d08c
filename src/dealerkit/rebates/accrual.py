"""Accrual: what rebates have cost through a day, whether it was paid or not.

For every programme, payee and period that has begun: earned through the day, less what earlier
accruals of that account hold, is the accrual to post; below zero it is a reversal. What was settled
does not enter: an accrual says what was earned, a settlement what was paid of it, and the liability
is the difference. So an accrual is never doubled, neither by a second run nor by a settlement.

*actual* takes the terms at the base to date: a band counts from the day on which it is reached.
*forecast* takes the amount that the period comes to if it goes on as it did, times the share of its
projected base that was bought so far: a band that will be reached counts from the start. On the
period's last day, and after it, both are the entitlement.

An accrual has no tax, which is taken back only when the rebate is settled; and it is dated the day
of its run, so that what is learned late is a cost of the month in which it was learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import groupby

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.rebates.ledger import ACCRUAL, NOTHING_SETTLED, Account, Posting, Settled
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.projection import carried_on, has_bought, without_contract
from dealerkit.rebates.recorded import check_records
from dealerkit.rebates.run import Run, pays_on_nothing, rounding_of
from dealerkit.rebates.takes import paying
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.windows import ONE_DAY, Window
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, divide, multiply, total_of_decimals


class Method(Enum):
    """How a period that is not over yet is judged."""

    ACTUAL = "actual"
    """By the terms at the base to date."""
    FORECAST = "forecast"
    """By the terms at the projected base, for the share of it that was bought."""


@frozen
class Earned:
    """What counts as earned through a day: ``amount`` is ``share`` of what ``decided`` says, rounded once.

    ``decided`` is the entitlement to date, or the projected one; ``amount`` is None when undetermined.
    """

    decided: Entitlement
    amount: Decimal | None
    share: Number = ONE


@frozen
class Accrual:
    """One programme, payee and period: earned through ``window.through``, accrued and settled before, without tax.

    ``change`` is what is to be posted, below zero a reversal; None where that cannot be told, or where a
    finding stands against it.
    """

    account: Account
    title: str
    payee_name: str
    window: Window
    earned: Earned
    accrued: Decimal
    settled: Decimal
    change: Decimal | None

    @property
    def programme(self) -> str:
        """The programme's id."""
        return self.account.programme

    @property
    def payee(self) -> str:
        """The payee's code."""
        return self.account.payee

    @property
    def liability(self) -> Decimal:
        """What is accrued, this accrual included, and not settled; below zero, more was paid than is earned."""
        accrued = EXACT.add(self.accrued, self.change or ZERO)
        return EXACT.subtract(accrued, self.settled)


@frozen
class Total:
    """The sums of one programme; accounts whose amount cannot be told are counted apart."""

    programme: str
    title: str
    accounts: int
    earned: Decimal
    accrued: Decimal
    change: Decimal
    settled: Decimal
    liability: Decimal
    undetermined: int


@frozen(eq=False)
class Accruals:
    """What a run found and proposes. ``without_ledger``: nothing is known of what was accrued or settled before."""

    policy: str
    revision: str
    currency: str
    as_of: date
    known_at: date | None
    method: Method
    rows: tuple[Accrual, ...]
    proposals: tuple[Posting, ...]
    problems: tuple[Problem, ...] = field(repr=False)
    without_ledger: bool

    @property
    def totals(self) -> tuple[Total, ...]:
        """One total a programme, in the order of the rows."""
        grouped = groupby(self.rows, key=lambda row: (row.programme, row.title))
        return tuple(_total(*id, tuple(rows)) for id, rows in grouped)

    def of(self, programme: str = "", payee: str = "", period: str = "") -> Accruals:
        """The rows and postings that are asked for, and nothing else changed; an empty text asks for all."""
        asked = (programme, payee, period)
        rows = tuple(row for row in self.rows if _is_asked_for(row.account, asked))
        return evolve(
            self, rows=rows, proposals=tuple(each for each in self.proposals if _is_asked_for(each.account, asked))
        )


def accrue(
    policy: Policy, book: Book, as_of: date, known_at: date | None = None, method: Method = Method.ACTUAL
) -> Accruals:
    """What every programme has cost through ``as_of``, and the postings that bring the accruals there.

    Findings beside those of the ledger: DK302 an account has accruals of a later day than ``as_of``, so
    nothing is proposed for it; DK398 something stands accrued that no programme or period answers for (a
    warning); DK367 an amount is undetermined, DK369 a payee has no contract years, DK370 there is no
    ledger (warnings).
    """
    return accruals(Run.open(policy, book, as_of, known_at), method)


def accruals(run: Run, method: Method = Method.ACTUAL) -> Accruals:
    """The accruals of a run."""
    standing, ledger, header = run.standing, run.ledger, run.standing.policy.header
    problems: list[Problem] = [
        *standing.lacking,
        *ledger.problems,
        *check_records(standing.book, standing.policy.catalogue, standing.programmes),
        *_unanswered(run),
    ]
    if not ledger.present:
        problems.append(problem("DK370", None, severity=Severity.WARNING))
    rows: list[Accrual] = []
    for programme in standing.programmes.values():
        for payee in _payees(run, programme):
            problems += without_contract(standing, programme, payee)
            rows += _rows(run, programme, payee, method, problems)
    return Accruals(
        policy=header.name,
        revision=header.revision,
        currency=header.currency,
        as_of=standing.as_of,
        known_at=run.known_at,
        method=method,
        rows=tuple(rows),
        proposals=tuple(_proposal(run, row, row.change) for row in rows if row.change),
        problems=in_order(problems),
        without_ledger=not ledger.present,
    )


def _payees(run: Run, programme: Programme) -> list[str]:
    """Who has a row: as in a settlement, and who has accruals."""
    accrued = {account.payee for account in run.ledger.accrued if account.programme == programme.id}
    return sorted(accrued.union(run.payees(programme)))


def _rows(run: Run, programme: Programme, payee: str, method: Method, problems: list[Problem]) -> Iterator[Accrual]:
    """The payee's rows of one programme, in order of time."""
    standing, ledger = run.standing, run.ledger
    for each in standing.windows(programme, payee):
        # Not only through the last settlement day: what was bought since has been earned too.
        window = evolve(each, through=min(each.last, standing.as_of))
        account = Account(programme.id, payee, window.label)
        accrued, settled = ledger.accrued.get(account, NOTHING_SETTLED), ledger.settled(account)
        has_history = bool(accrued.postings or settled.postings)
        if not (has_history or pays_on_nothing(programme) or has_bought(standing, programme, payee, window)):
            continue
        earned = _EARNED[method](run, programme, payee, window)
        if earned.amount is None:
            problems.append(_undetermined(account, earned, programme))
        before = accrued.by(standing.as_of).net
        is_open = _is_open(run, account, accrued, programme, problems)
        yield Accrual(
            account=account,
            title=programme.title or "",
            payee_name=run.name(payee),
            window=window,
            earned=earned,
            accrued=before,
            settled=settled.by(standing.as_of).net,
            change=EXACT.subtract(earned.amount, before) if is_open and earned.amount is not None else None,
        )


def _actual(run: Run, programme: Programme, payee: str, window: Window) -> Earned:
    """The terms at the base to date."""
    decided = run.terms(programme, window).decide(run.standing.measured(programme, payee, window))
    return Earned(decided, decided.amount)


def _forecast(run: Run, programme: Programme, payee: str, window: Window) -> Earned:
    """The terms at the projected base, for the share of it that was bought."""
    terms, standing = run.terms(programme, window), run.standing
    projected = carried_on(standing, programme, payee, window)
    decided, exact = terms.decide(projected), terms.unrounded(projected)
    whole = projected.qualifying if projected.paying is None else projected.paying
    share = _share(standing.base(paying(programme), payee, window), whole, window)
    if exact is None:
        return Earned(decided, None, share)
    return Earned(decided, rounding_of(standing.policy, programme).apply(multiply(exact, share)), share)


def _share(bought: Number, whole: Number, window: Window) -> Number:
    """The share of the projected base that was bought; of the days, where nothing or less than nothing was."""
    if bought > 0:
        return divide(bought, whole)
    return Fraction((window.through - window.first + ONE_DAY).days, (window.last - window.first + ONE_DAY).days)


_EARNED: Mapping[Method, Callable[[Run, Programme, str, Window], Earned]] = {
    Method.ACTUAL: _actual,
    Method.FORECAST: _forecast,
}


def _is_open(run: Run, account: Account, accrued: Settled, programme: Programme, problems: list[Problem]) -> bool:
    """Whether anything may be proposed: the ledger is readable, undisputed here, and has no later accrual."""
    last = accrued.last_posted
    if last is not None and last > run.standing.as_of:
        problems.append(
            problem(
                "DK302",
                programme.rule.at,
                programme=account.programme,
                payee=account.payee,
                period=account.period,
                posted_on=last,
            )
        )
        return False
    return run.ledger.is_whole and account not in run.ledger.disputed


def _unanswered(run: Run) -> Iterator[Problem]:
    """DK398 for what stands accrued though no programme or period of the policy answers for it."""
    for account, accrued in run.ledger.accrued.items():
        known = run.standing.programmes.get(account.programme)
        net = accrued.by(run.standing.as_of).net
        if net and (known is None or not run.has_period(known, account)):
            yield problem(
                "DK398",
                known.period.rule.at if known else None,
                severity=Severity.WARNING,
                programme=account.programme,
                payee=account.payee,
                period=account.period,
                net=net,
            )


def _undetermined(account: Account, earned: Earned, programme: Programme) -> Problem:
    return problem(
        "DK367",
        programme.rule.at,
        address=programme.rule.address,
        severity=Severity.WARNING,
        programme=account.programme,
        payee=account.payee,
        period=account.period,
        facts=earned.decided.missing,
    )


def _proposal(run: Run, row: Accrual, change: Decimal) -> Posting:
    header = run.standing.policy.header
    seq = run.ledger.accrued.get(row.account, NOTHING_SETTLED).next_seq(ACCRUAL)
    return Posting(row.account, ACCRUAL, seq, change, ZERO, header.currency, run.standing.as_of, header.revision)


def _is_asked_for(account: Account, asked: tuple[str, str, str]) -> bool:
    found = (account.programme, account.payee, account.period)
    return all(wanted in {"", each} for wanted, each in zip(asked, found, strict=True))


def _total(programme: str, title: str, rows: tuple[Accrual, ...]) -> Total:
    return Total(
        programme,
        title,
        len(rows),
        total_of_decimals(row.earned.amount for row in rows if row.earned.amount is not None),
        total_of_decimals(row.accrued for row in rows),
        total_of_decimals(row.change for row in rows if row.change is not None),
        total_of_decimals(row.settled for row in rows),
        total_of_decimals(row.liability for row in rows),
        sum(row.earned.amount is None for row in rows),
    )
