"""The ledger: what was posted before, and the postings that a run proposes.

A posting is named by programme, payee, period, kind and a sequence that counts earlier postings of
that key. Revision and content hash stand beside the name, never in it: a retitled policy or a late
line leads to an adjustment, not to a second payment, and one name with two contents is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

from attrs import evolve, field, frozen

from dealerkit.book import Book, Row
from dealerkit.problems import Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO, canonical, total_of_decimals
from dealerkit.values.periods import CALENDAR_KINDS, Period

SETTLEMENT, ADJUSTMENT = "settlement", "adjustment"
OFFSET, EXPIRY = "offset", "expiry"
ACCRUAL = "accrual"

_PAID = frozenset({SETTLEMENT, ADJUSTMENT})
_USED = frozenset({OFFSET, EXPIRY})
_SECTION = "rebates."


@frozen(order=True)
class Account:
    """What postings are about: one programme, one payee, one period by its label."""

    programme: str
    payee: str
    period: str


@frozen
class Posting:
    """One entry of the ledger; amounts in ``currency``, ``gross`` is ``net`` and ``tax``.

    What is paid in goods is ``quantity`` units of ``product``, and its amounts are zero. ``rule`` is the
    fingerprint of the programme that it was posted under.
    An offset or expiry is above zero for what it uses up: ``closes`` names the posting whose credit that
    was, ``reference`` the document that was paid with it.
    """

    account: Account
    kind: str
    seq: int
    net: Decimal
    tax: Decimal
    currency: str
    posted_on: date
    revision: str = ""
    due: date | None = None
    expires: date | None = None
    payout: str = ""
    reference: str = ""
    closes: str = ""
    product: str = ""
    quantity: Decimal | None = None
    tax_rate: Decimal | None = None
    rule: str = ""

    @property
    def amount(self) -> Decimal:
        """What it is about: money without tax, or units of goods."""
        return self.net if self.quantity is None else self.quantity

    @property
    def gross(self) -> Decimal:
        """The amount with value added tax."""
        return EXACT.add(self.net, self.tax)

    @property
    def id(self) -> str:
        """The posting's name: it says what was paid for, never how much or under which revision."""
        account = self.account
        return "|".join(map(_escaped, (account.programme, account.payee, account.period, self.kind, str(self.seq))))

    @property
    def content_hash(self) -> str:
        """A fingerprint of what was posted under the name."""
        # What a settlement went out on is written beside it later; what an offset paid is what it is.
        reference = self.reference if self.kind in _USED else ""
        goods = () if self.quantity is None else (self.product, canonical(self.quantity))
        return content_hash(self.id, self.net, self.tax, self.currency, reference, goods)


def content_hash(
    id: str, net: Decimal, tax: Decimal, currency: str, reference: str = "", goods: tuple[str, ...] = ()
) -> str:
    """Sixteen hexadecimal digits that change when a posting's amounts do; the day it was posted does not count."""
    parts = (id, canonical(net), canonical(tax), currency)
    text = "\n".join((*parts, *((reference,) if reference else ()), *goods))
    return sha256(text.encode()).hexdigest()[:16]


@frozen
class Settled:
    """What was paid on one account, postings of kinds settlement and adjustment; or what was accrued on it."""

    postings: tuple[Posting, ...] = ()
    taxed: bool = True

    @property
    def net(self) -> Decimal:
        """The sum paid, without tax."""
        return total_of_decimals(each.net for each in self.postings)

    @property
    def tax(self) -> Decimal:
        """The tax paid with it."""
        return total_of_decimals(each.tax for each in self.postings)

    @property
    def quantity(self) -> Decimal:
        """The units of goods that were given."""
        return total_of_decimals(each.quantity for each in self.postings if each.quantity is not None)

    @property
    def in_goods(self) -> bool:
        """Whether anything of it was given in goods."""
        return any(each.quantity is not None for each in self.postings)

    @property
    def rule(self) -> str:
        """The fingerprint of the programme at the latest posting; empty where the ledger does not say."""
        latest = max(self.postings, key=lambda each: each.posted_on, default=None)
        return latest.rule if latest is not None else ""

    def by(self, day: date) -> Settled:
        """What had been paid by the end of a day."""
        if all(each.posted_on <= day for each in self.postings):
            return self
        return evolve(self, postings=tuple(each for each in self.postings if each.posted_on <= day))

    @property
    def last_posted(self) -> date | None:
        """The day of the latest posting."""
        return max((each.posted_on for each in self.postings), default=None)

    def next_seq(self, kind: str) -> int:
        """The sequence a new posting of this kind has."""
        return max((each.seq for each in self.postings if each.kind == kind), default=0) + 1


NOTHING_SETTLED = Settled()


@frozen(eq=False)
class Ledger:
    """All postings by account. ``present`` is False where the book has no table ``postings`` at all.

    ``disputed`` accounts have findings; nothing is proposed for them until they are cleared.
    """

    present: bool
    accounts: Mapping[Account, Settled] = field(factory=dict)
    disputed: frozenset[Account] = frozenset()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True
    uses: tuple[Posting, ...] = ()
    """Postings of kinds offset and expiry: what became of the credit."""
    accrued: Mapping[Account, Settled] = field(factory=dict)
    """Postings of kind accrual: what was set aside as earned, whatever of it was paid since."""
    payees: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    @payees.default
    def _payees_by_programme(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for account in self.accounts:
            found.setdefault(account.programme, set()).add(account.payee)
        return {programme: frozenset(payees) for programme, payees in found.items()}

    def settled(self, account: Account) -> Settled:
        """What was paid on an account."""
        return self.accounts.get(account, NOTHING_SETTLED)

    def new(self, proposals: Iterable[Posting]) -> tuple[tuple[Posting, ...], tuple[Problem, ...]]:
        """The proposals that are not in the ledger yet; DK360 for a name that is there with other content.

        DK343 and DK344 where a document was paid, or a credit used up, in between.
        Asked again by whoever appends, over the ledger as it is then: a posting that came in between is
        found by its name, so that two runs at once never pay twice.
        """
        known = {each.id: each for settled in self.accounts.values() for each in settled.postings}
        known |= {each.id: each for each in self.uses}
        known |= {each.id: each for accrued in self.accrued.values() for each in accrued.postings}
        fresh: list[Posting] = []
        findings: list[Problem] = []
        for each in proposals:
            there = known.get(each.id)
            if there is None:
                fresh.append(each)
            elif there.content_hash != each.content_hash:
                findings.append(problem("DK360", None, id=each.id, net=there.amount, other=each.amount))
        return tuple(fresh), (*findings, *self._used_twice(fresh))

    def paid_with(self, payee: str, reference: str) -> Decimal:
        """What was used for a document so far, without tax; what was taken back again is taken off."""
        return total_of_decimals(
            each.net
            for each in self.uses
            if each.kind == OFFSET and each.account.payee == payee and each.reference == reference
        )

    def _used_twice(self, fresh: Sequence[Posting]) -> Iterator[Problem]:
        """Documents that were paid with credit in between (DK343), and credit that was used up (DK344)."""
        documents = {(each.account.payee, each.reference) for each in fresh if each.kind == OFFSET and each.reference}
        for payee, reference in sorted(documents):
            used = self.paid_with(payee, reference)
            if used:
                yield problem("DK343", None, order=reference, payee=payee, used=used)
        credits_by_id = {each.id: each for settled in self.accounts.values() for each in settled.postings}
        for closed in sorted({each.closes for each in fresh if each.closes}):
            lot = credits_by_id.get(closed)
            had = lot.net if lot is not None else ZERO
            used = total_of_decimals(each.net for each in (*self.uses, *fresh) if each.closes == closed)
            if used > had:
                yield problem("DK344", None, id=closed, had=had, used=used)


def read_ledger(book: Book, currency: str, programmes: Mapping[str, str]) -> Ledger:
    """The ledger of a book; ``programmes`` says under which id each known name goes on today.

    Findings: DK360 a posting's content is not what its fingerprint says, DK361 two postings of one
    account, kind and sequence, DK362 a programme that the policy does not know (a warning), DK363
    another currency, DK364 gross is not net and tax, DK375 postings that the reader had to reject: what
    was paid is then not known, and the ledger is not whole.
    """
    if not book.has("postings"):
        return Ledger(present=False)
    accounts: dict[Account, list[tuple[Posting, bool]]] = {}
    disputed: set[Account] = set()
    problems: list[Problem] = []
    seen: dict[tuple[Account, str, int], Row] = {}
    ids: dict[str, str] = {}
    uses: list[Posting] = []
    accruals: dict[Account, list[Posting]] = {}
    for row in book.rows("postings"):
        name = str(row.get("programme")).removeprefix(_SECTION)
        account = Account(programmes.get(name, name), str(row.get("payee")), str(row.get("period")))
        posting = _posting(row, account, currency)
        if book.known_at is not None and posting.posted_on > book.known_at:
            continue  # Nobody knew of it then, whether or not the ledger says when it was recorded.
        if name not in programmes:
            at = row.cell_at("programme")
            problems.append(problem("DK362", at, severity=Severity.WARNING, programme=name, id=str(row.get("id"))))
        found = [*_wrong(row, name, posting, currency)]
        key = (account, posting.kind, posting.seq)
        if key in seen:
            first = str(seen[key].get("id"))
            found.append(problem("DK361", row.cell_at("id"), id=str(row.get("id")), other=first, kind=posting.kind))
        seen.setdefault(key, row)
        if found:
            problems += found
            disputed.add(account)
        ids[str(row.get("id"))] = posting.id
        if posting.kind in _USED:
            uses.append(posting)
        if posting.kind == ACCRUAL:
            accruals.setdefault(account, []).append(posting)
        if posting.kind in _PAID:
            accounts.setdefault(account, []).append((posting, row.get("tax") is not None))
    settled = {
        account: Settled(tuple(each for each, _ in found), all(taxed for _, taxed in found))
        for account, found in accounts.items()
    }
    accrued = {account: Settled(tuple(found)) for account, found in accruals.items()}
    unread = book.counts["postings"].rejected
    if unread:
        problems.append(problem("DK375", None, count=unread))
    # A use names the posting it closes as the ledger writes it; here that posting has its name of today.
    closing = tuple(evolve(each, closes=ids.get(each.closes, each.closes)) for each in uses)
    return Ledger(
        True, settled, frozenset(disputed), tuple(problems), is_whole=not unread, uses=closing, accrued=accrued
    )


def _posting(row: Row, account: Account, currency: str) -> Posting:
    seq, posted_on = row.get("seq"), row.get("posted_on")
    return Posting(
        account,
        str(row.get("kind")),
        seq if isinstance(seq, int) else 0,
        _amount(row, "net"),
        _amount(row, "tax"),
        str(row.get("currency") or currency),
        posted_on if isinstance(posted_on, date) else date.min,
        str(row.get("revision") or ""),
        _day(row, "due"),
        _day(row, "expires"),
        str(row.get("payout") or ""),
        str(row.get("reference") or ""),
        str(row.get("closes") or ""),
        str(row.get("product") or ""),
        _amount(row, "quantity") if row.get("quantity") is not None else None,
        _amount(row, "tax_rate") if row.get("tax_rate") is not None else None,
        str(row.get("rule") or ""),
    )


def _wrong(row: Row, programme: str, posting: Posting, currency: str) -> Iterator[Problem]:
    id = str(row.get("id"))
    if posting.currency != currency:
        yield problem("DK363", row.cell_at("currency"), id=id, currency=posting.currency, policy=currency)
    gross = row.get("gross")
    if isinstance(gross, Decimal) and gross != posting.gross:
        yield problem("DK364", row.cell_at("gross"), id=id, net=posting.net, tax=posting.tax, gross=gross)
    written = row.get("content_hash")
    if written is not None:
        # The name holds the id that the programme had when it was posted, which `was` may have changed since.
        account = Account(programme, posting.account.payee, posting.account.period)
        named = evolve(posting, account=account)
        if written != named.content_hash:
            yield problem("DK365", row.cell_at("content_hash"), id=id, written=str(written), found=named.content_hash)


def _amount(row: Row, column: str) -> Decimal:
    value = row.get(column)
    return value if isinstance(value, Decimal) else ZERO


def _day(row: Row, column: str) -> date | None:
    value = row.get(column)
    return value if isinstance(value, date) else None


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace("|", "%7C")


def recorded(book: Book, currency: str, programmes: Mapping[str, str]) -> Iterator[tuple[Row, Posting]]:
    """Every posting of a book's ledger, of whatever kind, with the row it stands in."""
    for row in book.rows("postings"):
        name = str(row.get("programme")).removeprefix(_SECTION)
        account = Account(programmes.get(name, name), str(row.get("payee")), str(row.get("period")))
        posting = _posting(row, account, currency)
        if book.known_at is None or posting.posted_on <= book.known_at:
            yield row, posting


@frozen
class Closings:
    """The periods that are closed by a day: they change only by adjustment."""

    labels: frozenset[tuple[str, str]] = frozenset()
    spans: tuple[tuple[str, Period], ...] = ()

    def closed(self, programme: str, period: Period) -> bool:
        """Whether the period, or a calendar period around it, is closed for the programme or for all."""
        if (programme, period.label) in self.labels or ("", period.label) in self.labels:
            return True
        return any(
            name in {"", programme} and span.start <= period.start and period.end <= span.end
            for name, span in self.spans
        )


def read_closings(book: Book, programmes: Mapping[str, str], as_of: date) -> Closings:
    """The closings of a book that had happened by ``as_of``."""
    labels: set[tuple[str, str]] = set()
    spans: list[tuple[str, Period]] = []
    for row in book.rows("closings"):
        closed_on = row.get("closed_on")
        if isinstance(closed_on, date) and closed_on > as_of:
            continue
        name = str(row.get("programme") or "").removeprefix(_SECTION)
        programme, label = programmes.get(name, name), str(row.get("period"))
        labels.add((programme, label))
        spans += [(programme, span) for kind in CALENDAR_KINDS if (span := kind.named(label)) is not None]
    return Closings(frozenset(labels), tuple(spans))
