"""Accrual: what rebates have cost through a day, whether it was paid or not.

For every programme, payee and period that has begun: earned through the day, less what earlier
accruals of that account hold, is the accrual to post; below zero it is a reversal. What was settled
does not enter: an accrual says what was earned, a settlement what was paid of it, and the liability
is the difference. So an accrual is never doubled, neither by a second run nor by a settlement.

*actual* takes the terms at the base to date: a band counts from the day on which it is reached.
*forecast* takes the amount that the period comes to if it goes on as it did, times the share of its
projected base that was bought so far: a band that will be reached counts from the start.
*expected-average* takes the rate that the payee has earned on average in the last completed periods, on
what was bought so far: neither the band nor the pace of this period enters. On the period's last day,
and after it, all are the entitlement.

An accrual has no tax, which is taken back only when the rebate is settled; and it is dated the day
of its run, so that what is learned late is a cost of the month in which it was learned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.rebates.earned import Earned, Method, earned_by
from dealerkit.rebates.expected import Averages
from dealerkit.rebates.ledger import ACCRUAL, NOTHING_SETTLED, Account, Posting, Settled
from dealerkit.rebates.overlaps import Strays, strays_of
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.projection import without_contract
from dealerkit.rebates.recorded import check_records
from dealerkit.rebates.run import Run, cause_of, pays_on_nothing
from dealerkit.rebates.windows import Window
from dealerkit.rebates.worth import value_of, worth_of
from dealerkit.values.exact import EXACT, ZERO, Number, total_of_decimals

__all__ = ["Accrual", "Accruals", "Earned", "Method", "Total", "accruals", "accrue"]


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
    """What a run found and proposes. ``without_ledger``: nothing is known of what was accrued or settled before.

    ``alone`` are the programmes whose forecasts are as if there were no stacking and no budget.
    """

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
    alone: tuple[str, ...] = ()

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
    policy: Policy,
    book: Book,
    as_of: date,
    known_at: date | None = None,
    method: Method = Method.ACTUAL,
    periods: int = 1,
) -> Accruals:
    """What every programme has cost through ``as_of``, and the postings that bring the accruals there.

    Findings beside those of the ledger: DK302 an account has accruals of a later day than ``as_of``, so
    nothing is proposed for it; DK398 something stands accrued that no programme or period answers for (a
    warning); DK367 an amount is undetermined, DK369 a payee has no contract years, DK370 there is no
    ledger (warnings); DK466 what is given in goods has no worth (a note). ``periods``: over how many
    completed periods the expected average is taken. DK434 what stands accrued under such a period is
    for days of the account's own, so nothing is proposed for it.
    """
    return accruals(Run.open(policy, book, as_of, known_at), method, periods)


def accruals(run: Run, method: Method = Method.ACTUAL, periods: int = 1) -> Accruals:
    """The accruals of a run."""
    averages = Averages(run, periods)
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
    strays = strays_of(ledger.accrued, standing.programmes, run.has_period)
    for programme in standing.programmes.values():
        for payee in _payees(run, programme):
            problems += without_contract(standing, programme, payee)
            rows += _rows(run, programme, payee, method, averages, strays, problems)
    problems += _worthless(run, rows)
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
        alone=_alone(run, rows, method),
    )


def _alone(run: Run, rows: Iterable[Accrual], method: Method) -> tuple[str, ...]:
    """The programmes of which a period that still runs is forecast though others have a say in what it pays."""
    if method is not Method.FORECAST:
        return ()
    return run.deciding.joint_among(row.programme for row in rows if row.window.through < row.window.last)


def _payees(run: Run, programme: Programme) -> list[str]:
    """Who has a row: as in a settlement, and who has accruals."""
    accrued = {account.payee for account in run.ledger.accrued if account.programme == programme.id}
    return sorted(accrued.union(run.payees(programme)))


def _rows(
    run: Run,
    programme: Programme,
    payee: str,
    method: Method,
    averages: Averages,
    strays: Strays,
    problems: list[Problem],
) -> Iterator[Accrual]:
    """The payee's rows of one programme, in order of time."""
    corrected = run.corrections.counted
    standing, ledger = run.standing, run.ledger
    for each in standing.windows(programme, payee):
        # Not only through the last settlement day: what was bought since has been earned too.
        window = evolve(each, through=min(each.last, standing.as_of))
        account = Account(programme.id, payee, window.label)
        accrued, settled = ledger.accrued.get(account, NOTHING_SETTLED), ledger.settled(account)
        has_history = bool(accrued.postings or settled.postings or account in corrected)
        if not (has_history or pays_on_nothing(programme) or run.has_bought(programme, payee, window)):
            continue
        earned = earned_by(method, run, averages, programme, payee, window)
        if earned.amount is None:
            problems.append(_undetermined(account, earned, programme))
        paid = settled.by(standing.as_of)
        paid_before = paid.net
        if programme.goods is not None:
            worth = worth_of(standing, programme, window.last)
            earned = evolve(earned, amount=_valued(earned.amount, worth))
            paid_before = _valued(paid.quantity, worth) or ZERO
        before = accrued.by(standing.as_of).net
        is_open = _is_open(run, account, accrued, programme, problems)
        stray = strays.against(programme, payee, each)
        if is_open and stray is not None:
            is_open = False
            if earned.amount != before:
                problems.append(stray)
        yield Accrual(
            account=account,
            title=programme.title or "",
            payee_name=run.name(payee),
            window=window,
            earned=earned,
            accrued=before,
            settled=paid_before,
            change=EXACT.subtract(earned.amount, before) if is_open and earned.amount is not None else None,
        )


def _valued(units: Decimal | None, worth: Number | None) -> Decimal | None:
    """What units of goods are worth; None where either is not known."""
    return None if units is None or worth is None else value_of(units, worth)


def _worthless(run: Run, rows: Iterable[Accrual]) -> Iterator[Problem]:
    """DK466 for programmes whose goods have no worth: nothing is accrued for them."""
    found = Counter(row.programme for row in rows if row.earned.amount is None and not row.earned.decided.missing)
    for id, count in found.items():
        programme = run.standing.programmes[id]
        if programme.goods is not None and programme.goods.worth is None:
            yield problem("DK466", programme.goods.rule.at, severity=Severity.NOTE, programme=id, count=count)


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
        rule=cause_of(earned.decided),
    )


def _proposal(run: Run, row: Accrual, change: Decimal) -> Posting:
    header = run.standing.policy.header
    seq = run.ledger.accrued.get(row.account, NOTHING_SETTLED).next_seq(ACCRUAL)
    rule = run.rule(run.standing.programmes[row.programme])
    return Posting(
        row.account, ACCRUAL, seq, change, ZERO, header.currency, run.standing.as_of, header.revision, rule=rule
    )


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
