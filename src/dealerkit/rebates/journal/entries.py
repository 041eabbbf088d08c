"""The journal: every posting of the ledger as a balanced double entry.

An account of the ledger (programme, payee, period) has been accrued ``a`` and settled ``s``, without
tax. What stands accrued and not settled is ``a`` less the part of it that ``s`` has used up, and what
the rebate has cost is that and ``s`` together. Each entry brings the balances to where they then
stand. So an accrual is not expensed a second time by its settlement, whichever comes first, and the
balances do not depend on the order in which postings were written.

| kind | debit | credit |
|---|---|---|
| accrual | expense | accrual |
| settlement, adjustment | accrual as far as there is any, then expense; tax | payable to the dealer, gross |
| offset | payable, gross | receivable |
| expiry | payable, gross | expired (or expense); tax |
| settlement, adjustment in goods | accrual as far as there is any | expense |

What is given in goods moves no money: what was accrued for it at its worth is taken back, and the stock
system books the delivery. Goods without a worth make no entry.

Amounts below zero turn the sides about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.rebates.journal.accounts import Accounts, account_of
from dealerkit.rebates.ledger import ACCRUAL, ADJUSTMENT, EXPIRY, OFFSET, SETTLEMENT, Account, Posting
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_IN_ORDER = (ACCRUAL, SETTLEMENT, ADJUSTMENT, OFFSET, EXPIRY)
_PAID = frozenset({SETTLEMENT, ADJUSTMENT})


@frozen
class Booked:
    """One posting to be entered: under which name, where it stands in the book, and whether it is only proposed."""

    id: str
    posting: Posting
    at: Location | None = None
    is_proposed: bool = False
    value: Decimal | None = None
    """What the goods of the posting are worth; None for money, and where nobody says what they are worth."""


@frozen
class Leg:
    """One side of an entry: a debit above zero, a credit below."""

    account: str
    amount: Decimal

    @property
    def debit(self) -> Decimal | None:
        """The amount, where it is a debit."""
        return self.amount if self.amount >= 0 else None

    @property
    def credit(self) -> Decimal | None:
        """The amount, where it is a credit."""
        return self.amount.copy_negate() if self.amount < 0 else None


@frozen
class Entry:
    """One posting with its legs; they come to zero."""

    booked: Booked
    legs: tuple[Leg, ...]

    @property
    def id(self) -> str:
        """The posting's name, as the ledger has it."""
        return self.booked.id

    @property
    def posting(self) -> Posting:
        """The posting itself."""
        return self.booked.posting


@frozen(eq=False)
class Journal:
    """All entries in order of time, the accounts they stand on, and what could not be entered.

    ``dealers`` says whose account each dealer's is.
    """

    currency: str
    entries: tuple[Entry, ...]
    dealers: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    opened: Mapping[str, date] = field(init=False)

    @opened.default
    def _first_days(self) -> dict[str, date]:
        found: dict[str, date] = {}
        for entry in self.entries:
            for leg in entry.legs:
                found.setdefault(leg.account, entry.posting.posted_on)
        return dict(sorted(found.items()))

    def balances(self) -> dict[str, Decimal]:
        """What each account stands at in the end: debits above zero, credits below. They come to zero together."""
        found: dict[str, list[Decimal]] = {account: [] for account in self.opened}
        for entry in self.entries:
            for leg in entry.legs:
                found[leg.account].append(leg.amount)
        return {account: total_of_decimals(amounts) for account, amounts in found.items()}


def journal(accounts: Accounts, currency: str, postings: Iterable[Booked]) -> Journal:
    """Enter postings, in whatever order they come.

    Left out, with a finding: DK356 an offset where there is no account for what dealers owe, DK359 a posting
    in another currency, DK466 goods without a worth (a note); DK357 the tax of an accrual (a warning: the
    rest is entered).
    """
    running = _Running(accounts, currency)
    entries: list[Entry] = []
    problems: list[Problem] = []
    worthless: Counter[str] = Counter()
    for booked in sorted(postings, key=_order):
        if booked.posting.quantity is not None and booked.value is None:
            worthless[booked.posting.account.programme] += 1
            continue
        finding = running.finding(booked)
        if finding is not None:
            problems.append(finding)
        if finding is None or finding.severity is Severity.WARNING:
            entries.append(Entry(booked, running.legs(booked)))
    for programme, count in worthless.items():
        problems.append(problem("DK466", None, severity=Severity.NOTE, programme=programme, count=count))
    payees = dict.fromkeys(entry.posting.account.payee for entry in entries if entry.posting.kind != ACCRUAL)
    dealers = {account_of(accounts.payable, payee): payee for payee in payees}
    return Journal(currency, tuple(entries), dealers, tuple(problems))


def _order(booked: Booked) -> tuple[date, Account, int, int, bool, str, Decimal, Decimal]:
    each = booked.posting
    kind = _IN_ORDER.index(each.kind) if each.kind in _IN_ORDER else len(_IN_ORDER)
    return each.posted_on, each.account, kind, each.seq, booked.is_proposed, booked.id, each.net, each.tax


class _Running:
    """What was accrued and settled so far, by account of the ledger."""

    def __init__(self, accounts: Accounts, currency: str) -> None:
        self._accounts = accounts
        self._currency = currency
        self._accrued: dict[Account, Decimal] = {}
        self._settled: dict[Account, Decimal] = {}

    def finding(self, booked: Booked) -> Problem | None:
        """What is wrong with a posting, for the journal."""
        posting, at = booked.posting, booked.at
        if posting.currency != self._currency:
            return problem("DK359", at, id=booked.id, currency=posting.currency, policy=self._currency)
        if posting.kind == OFFSET and self._accounts.receivable is None:
            return problem("DK356", at, id=booked.id)
        if posting.kind == ACCRUAL and posting.tax:
            return problem("DK357", at, severity=Severity.WARNING, id=booked.id, tax=posting.tax)
        return None

    def legs(self, booked: Booked) -> tuple[Leg, ...]:
        """The legs of a posting; an amount of zero has none, but an entry has two at least."""
        found = tuple(self._legs(booked.posting, booked.value))
        moved = tuple(each for each in found if each.amount)
        return moved or (found[0], found[-1])

    def _legs(self, posting: Posting, value: Decimal | None) -> Iterator[Leg]:
        accounts = self._accounts
        payable = account_of(accounts.payable, posting.account.payee)
        if posting.kind == OFFSET:
            yield Leg(payable, posting.gross)
            yield Leg(accounts.receivable or "", EXACT.minus(posting.gross))
        elif posting.kind == EXPIRY:
            yield Leg(payable, posting.gross)
            yield Leg(accounts.tax, EXACT.minus(posting.tax))
            yield Leg(accounts.expired or accounts.expense, EXACT.minus(posting.net))
        else:
            paid = posting.net if posting.kind in _PAID else ZERO
            accrued = self._accrue(posting, posting.net if value is None else value)
            yield Leg(accounts.expense, EXACT.add(paid, accrued))
            yield Leg(accounts.accrual, EXACT.minus(accrued))
            if posting.kind in _PAID and value is None:
                yield Leg(accounts.tax, posting.tax)
                yield Leg(payable, EXACT.minus(posting.gross))

    def _accrue(self, posting: Posting, amount: Decimal) -> Decimal:
        """What the posting adds to what stands accrued and not settled."""
        account = posting.account
        before = self._open(account)
        sums = self._settled if posting.kind in _PAID else self._accrued
        sums[account] = EXACT.add(sums.get(account, ZERO), amount)
        return EXACT.subtract(self._open(account), before)

    def _open(self, account: Account) -> Decimal:
        """What stands accrued and is not settled; a settlement beyond the accrual leaves nothing, and owes nothing."""
        accrued, settled = self._accrued.get(account, ZERO), self._settled.get(account, ZERO)
        used = min(max(settled, min(accrued, ZERO)), max(accrued, ZERO))
        return EXACT.subtract(accrued, used)
