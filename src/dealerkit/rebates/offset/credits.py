"""Credit: what a payee was granted and has not used yet, lot by lot, the oldest first.

Every posting of kind settlement or adjustment above zero grants a lot. Offsets and expiries use up
the lot that they name. What is taken back (a posting below zero) is taken from the lots of its own
account, then from the others, and what none of them has left is owed and set against the next lot,
or against one whose use is taken back.
The ledger is gone through by days, so that what a day decided never changes when a later day comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import define, frozen

from dealerkit.book import Book
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, problem
from dealerkit.rebates.due import usable_until
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.ledger import EXPIRY, OFFSET, Account, Ledger, Posting, read_ledger
from dealerkit.rebates.offset.limit import SECTION, OffsetLimit
from dealerkit.rebates.programme import Programme, names_of, programmes_of
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.periods import CALENDAR_KINDS


class State(Enum):
    """Whether a lot can be used: ``held`` while its account has findings, ``expired`` after its last day."""

    OPEN = "open"
    EXPIRED = "expired"
    HELD = "held"


@frozen
class Lot:
    """Credit from one posting; amounts with tax where the limit is on gross amounts, else without.

    ``age`` counts days from the posting; ``last_day`` is the last on which it can be used, None for ever,
    and ``until`` the rule of the section that says so, if that does.
    """

    posting: Posting
    amount: Decimal
    left: Decimal
    age: int
    last_day: date | None
    state: State
    until: Rule | None = None

    @property
    def used(self) -> Decimal:
        """What was used, expired or taken back so far."""
        return EXACT.subtract(self.amount, self.left)


@frozen
class Credit:
    """The credit of one payee on a day. Granted − taken back − used − expired = what is left − what is owed.

    ``problems`` are those of the ledger as far as they concern the payee; with an error among them, or
    without a whole ledger, nothing may be proposed (``is_settled`` is false).
    """

    payee: str
    as_of: date
    lots: tuple[Lot, ...]
    granted: Decimal
    taken_back: Decimal
    used: Decimal
    expired: Decimal
    owed: Decimal
    problems: tuple[Problem, ...]
    is_settled: bool
    without_ledger: bool

    @property
    def usable(self) -> tuple[Lot, ...]:
        """The lots that can be used, the oldest first."""
        return tuple(lot for lot in self.lots if lot.state is State.OPEN and lot.left)

    @property
    def lapsed(self) -> tuple[Lot, ...]:
        """The lots whose time is over and of which something is left: it expires."""
        return tuple(lot for lot in self.lots if lot.state is State.EXPIRED and lot.left)

    @property
    def open(self) -> Decimal:
        """What can be used."""
        return total_of_decimals(lot.left for lot in self.usable)


def credit(policy: Policy, book: Book, payee: str, as_of: date, known_at: date | None = None) -> Credit:
    """The credit of a payee by the policy's section ``offset``. ``known_at`` must be the day the book was opened at.

    Findings beside those of the ledger: DK344 a posting uses more of a lot than there is; DK366 there are
    postings of a later day; DK370 there is no ledger (a warning).
    """
    if known_at is not None and known_at != book.known_at:
        raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
    return credit_in(ledger_of(policy, book), limit_of(policy), programmes_of(policy), payee, as_of)


def ledger_of(policy: Policy, book: Book) -> Ledger:
    """The ledger of a book as the policy names its programmes."""
    programmes = programmes_of(policy)
    names = names_of(programmes.values()) | names_of_schemes(policy)
    return read_ledger(book, policy.header.currency, names)


def limit_of(policy: Policy) -> OffsetLimit:
    """The policy's section ``offset``; whoever asks has made sure that there is one."""
    found = policy.sections.get(SECTION)
    if not isinstance(found, OffsetLimit):
        raise DealerkitError("the policy has no section offset")
    return found


def credit_in(
    ledger: Ledger, limit: OffsetLimit, programmes: Mapping[str, Programme], payee: str, as_of: date
) -> Credit:
    """The credit of a payee in a ledger."""
    granting = [
        each
        for account, settled in ledger.accounts.items()
        if account.payee == payee
        for each in settled.postings
        if _grants(each, limit, programmes.get(account.programme))
    ]
    using = [each for each in ledger.uses if each.account.payee == payee]
    tally = _Tally(limit, programmes)
    for each in sorted((*granting, *using), key=_by_day):
        if each.posted_on <= as_of:
            tally.take(each)
    problems = [*_concerning(ledger, payee), *tally.problems]
    later = [each for each in (*granting, *using) if each.posted_on > as_of]
    problems += (_later(each) for each in later[:1])
    if not ledger.present:
        problems.append(problem("DK370", None, severity=Severity.WARNING))
    sums = tally.sums
    return Credit(
        payee=payee,
        as_of=as_of,
        lots=tuple(_lot(each, ledger, as_of) for each in tally.lots),
        granted=sums["granted"],
        taken_back=sums["taken back"],
        used=sums[OFFSET],
        expired=sums[EXPIRY],
        owed=tally.owed,
        problems=tuple(problems),
        is_settled=ledger.present and ledger.is_whole and not later and not tally.problems,
        without_ledger=not ledger.present,
    )


def amount_of(posting: Posting, limit: OffsetLimit) -> Decimal:
    """A posting's amount as the limit reckons: with tax or without."""
    return posting.gross if limit.is_gross else posting.net


@define
class _Open:
    """A lot while the ledger is gone through."""

    posting: Posting
    amount: Decimal
    left: Decimal
    last_day: date | None
    until: Rule | None


class _Tally:
    """The lots so far, what is owed, and the sums of what happened."""

    def __init__(self, limit: OffsetLimit, programmes: Mapping[str, Programme]) -> None:
        self.lots: list[_Open] = []
        self.owed = ZERO
        self.sums = dict.fromkeys(("granted", "taken back", OFFSET, EXPIRY), ZERO)
        self.problems: list[Problem] = []
        self._limit = limit
        self._programmes = programmes

    def take(self, posting: Posting) -> None:
        """Go on with one posting."""
        amount = amount_of(posting, self._limit)
        if posting.kind in {OFFSET, EXPIRY}:
            self._add(posting.kind, amount)
            self._use(posting, amount)
        elif amount > 0:
            self._add("granted", amount)
            self._grant(posting, amount)
        elif amount < 0:
            back = amount.copy_abs()
            self._add("taken back", back)
            own = [lot for lot in self.lots if lot.posting.account == posting.account]
            others = [
                lot
                for lot in self.lots
                if lot not in own and (lot.last_day is None or lot.last_day >= posting.posted_on)
            ]
            self.owed = EXACT.add(self.owed, _taken(back, (*own, *others)))

    def _pay_what_is_owed(self, lot: _Open, day: date) -> None:
        """What was taken back while the lot was used up is set against it once it is open again."""
        if lot.last_day is None or lot.last_day >= day:
            paid = min(self.owed, lot.left)
            self.owed = EXACT.subtract(self.owed, paid)
            lot.left = EXACT.subtract(lot.left, paid)

    def _grant(self, posting: Posting, amount: Decimal) -> None:
        last_day, until = last_day_of(posting, self._limit, self._programmes.get(posting.account.programme))
        paid = min(self.owed, amount)
        self.owed = EXACT.subtract(self.owed, paid)
        self.lots.append(_Open(posting, amount, EXACT.subtract(amount, paid), last_day, until))
        self.lots.sort(key=_by_age)

    def _use(self, posting: Posting, amount: Decimal) -> None:
        lot = next((each for each in self.lots if each.posting.id == posting.closes), None)
        had = lot.left if lot is not None else ZERO
        room = EXACT.subtract(lot.amount, lot.left) if lot is not None else ZERO
        if lot is not None and room.copy_negate() <= amount <= had:
            lot.left = EXACT.subtract(lot.left, amount)
            self._pay_what_is_owed(lot, posting.posted_on)
            return
        self.problems.append(problem("DK344", None, id=posting.closes or posting.id, had=had, used=amount))
        if amount > 0:
            self.owed = EXACT.add(self.owed, _taken(amount, self.lots if lot is None else (lot, *self.lots)))

    def _add(self, what: str, amount: Decimal) -> None:
        self.sums[what] = EXACT.add(self.sums[what], amount)


def last_day_of(posting: Posting, limit: OffsetLimit, programme: Programme | None) -> tuple[date | None, Rule | None]:
    """The last day a posting's credit can be used: as posted, else by its programme, else by the section.

    With it the section's rule, where that decided.
    """
    if posting.expires is not None:
        return posting.expires, None
    stated = programme.settle.expires if programme is not None else None
    if stated is not None:
        start = _period_end(posting) if stated.after == "period-end" else posting.posted_on
        return usable_until(stated.within, start), None
    if limit.expires is not None:
        return usable_until(limit.expires.within, posting.posted_on), limit.expires.rule
    return None, None


def _taken(amount: Decimal, lots: Sequence[_Open]) -> Decimal:
    """Take an amount from lots in their order; what none of them had."""
    for lot in lots:
        part = min(amount, lot.left)
        lot.left = EXACT.subtract(lot.left, part)
        amount = EXACT.subtract(amount, part)
    return amount


def _by_age(lot: _Open) -> tuple[date, date, str]:
    """The oldest first; of one day, what can be used for the shortest time."""
    return lot.posting.posted_on, lot.last_day or date.max, lot.posting.id


def _by_day(posting: Posting) -> tuple[date, int, Account, str, int]:
    """What is granted on a day comes before what is used on it, and that before what is taken back."""
    rank = 1 if posting.kind in {OFFSET, EXPIRY} else 0 if posting.net > 0 else 2
    return posting.posted_on, rank, posting.account, posting.kind, posting.seq


def _grants(posting: Posting, limit: OffsetLimit, programme: Programme | None) -> bool:
    """Whether a posting moves credit: not one that went or comes another way."""
    if posting.account.programme in limit.except_:
        return False
    payout = posting.payout or (programme.settle.payout if programme is not None else "")
    if payout and payout not in limit.payouts:
        return False
    # What is asked back by invoice is paid by the payee, not taken off its credit.
    return posting.net > 0 or programme is None or programme.settle.negative != "invoice"


def _lot(found: _Open, ledger: Ledger, as_of: date) -> Lot:
    posting = found.posting
    state = State.OPEN
    if posting.account in ledger.disputed:
        state = State.HELD
    elif found.last_day is not None and found.last_day < as_of:
        state = State.EXPIRED
    age = (as_of - posting.posted_on).days
    return Lot(posting, found.amount, found.left, age, found.last_day, state, found.until)


def _period_end(posting: Posting) -> date:
    """The last day of the posting's period; the day of the posting where its label is no calendar period."""
    found = (kind.named(posting.account.period) for kind in CALENDAR_KINDS)
    return next((period.end for period in found if period is not None), posting.posted_on)


def _concerning(ledger: Ledger, payee: str) -> Iterator[Problem]:
    """The findings about the whole ledger and about the payee's own accounts."""
    disputed = any(account.payee == payee for account in ledger.disputed)
    for each in ledger.problems:
        if each.code == "DK375" or (disputed and each.severity is Severity.ERROR):
            yield each


def _later(posting: Posting) -> Problem:
    account = posting.account
    return problem(
        "DK366",
        None,
        programme=account.programme,
        payee=account.payee,
        period=account.period,
        posted_on=posting.posted_on,
    )
