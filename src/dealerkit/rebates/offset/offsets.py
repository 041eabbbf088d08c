"""Offset (冲抵): how much of an order a payee's credit pays, from which lots, and what is left.

At most a share of the order's value, rounded down to the step; the oldest credit first; what is left
carries forward until its last day. The order that would use it all is the least whose share covers
what is open: 860.00 at 15 % needs 5,733.34.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg, DealerkitError
from dealerkit.rebates.ledger import EXPIRY, OFFSET, Account, Ledger, Posting
from dealerkit.rebates.offset.credits import Credit, Lot, credit_in, ledger_of, limit_of
from dealerkit.rebates.offset.limit import OffsetLimit
from dealerkit.rebates.programme import programmes_of
from dealerkit.values.exact import EXACT, ZERO, Number, divide, multiply, total_of_decimals
from dealerkit.values.rounding import CENT, Mode, Rounding


@frozen
class Document:
    """A document that credit may pay a part of: its value as the policy's base says, its number and day.

    Without a number it is a question only: nothing is proposed for it. Without a day it is of today.
    """

    payee: str
    value: Decimal
    number: str = ""
    day: date | None = None


@frozen
class Use:
    """What is taken of one lot, and the posting that says so; none for an order without a number."""

    lot: Lot
    amount: Decimal
    posting: Posting | None


@frozen
class Offset:
    """What one order is paid with. ``limit`` is the most that may be used on it, None where that is not known."""

    document: Document
    decision: Decision
    limit: Decimal | None
    uses: tuple[Use, ...]
    left: Decimal

    @property
    def amount(self) -> Decimal:
        """What is used on it."""
        return total_of_decimals(each.amount for each in self.uses)


@frozen
class Offsetting:
    """The credit of a payee and what its orders do with it, in their order.

    ``order_to_use_all`` is the least order that would use what is open today; None where no order can.
    """

    credit: Credit
    share: Number | Missing
    step: Decimal
    order_to_use_all: Decimal | None
    offsets: tuple[Offset, ...]
    expiries: tuple[Use, ...]

    @property
    def left(self) -> Decimal:
        """What is open after all orders."""
        return self.offsets[-1].left if self.offsets else self.credit.open

    @property
    def proposals(self) -> tuple[Posting, ...]:
        """What is to be posted: expiries, then offsets; nothing while the ledger has findings."""
        if not self.credit.is_settled:
            return ()
        uses = (*self.expiries, *(use for each in self.offsets for use in each.uses))
        return tuple(use.posting for use in uses if use.posting is not None)


def offset(policy: Policy, book: Book, document: Document, as_of: date, known_at: date | None = None) -> Offsetting:
    """What an order may be paid with. Each document is paid with credit once: asked again, nothing is proposed.

    Refused: DK341 nothing is open; DK342 the share of the order is below one step; DK343 the document
    was paid with credit before. Undetermined: DK003 the share is not known on the order's day.
    """
    return offset_all(policy, book, document.payee, [document], as_of, known_at)


def offset_all(
    policy: Policy, book: Book, payee: str, documents: Sequence[Document], as_of: date, known_at: date | None = None
) -> Offsetting:
    """The same for several orders of one payee, each after what the ones before have left; none is allowed."""
    if known_at is not None and known_at != book.known_at:
        raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
    ledger = ledger_of(policy, book)
    found = credit_in(ledger, limit_of(policy), programmes_of(policy), payee, as_of)
    return Offsetter(policy, ledger, found).all(documents)


def order_to_use_all(open: Decimal, share: Number, step: Decimal) -> Decimal | None:
    """The least order, in whole steps, whose share covers an open credit; None where the share is nothing."""
    if not share:
        return None
    up = Rounding(step, Mode.CEILING)
    return up.apply(divide(up.apply(open), share))


@frozen(eq=False)
class Offsetter:
    """Offsets orders of one payee against its credit, given the ledger that it is from."""

    policy: Policy
    ledger: Ledger
    credit: Credit
    limit: OffsetLimit = field(init=False)
    step: Decimal = field(init=False)
    _taken: dict[str, Decimal] = field(factory=dict, init=False, repr=False)
    _seqs: dict[tuple[Account, str], int] = field(factory=dict, init=False, repr=False)
    _paid: set[str] = field(factory=set, init=False, repr=False)

    @limit.default
    def _of_the_policy(self) -> OffsetLimit:
        return limit_of(self.policy)

    @step.default
    def _of_amounts(self) -> Decimal:
        rounding = self.policy.header.rounding
        return self.limit.step_or(rounding.to if rounding is not None else None)

    def all(self, documents: Sequence[Document]) -> Offsetting:
        """Expire what is over, then pay the orders one after the other."""
        expiries = tuple(self._use(lot, lot.left, EXPIRY, "") for lot in self.credit.lapsed)
        offsets = tuple(self._offset(each) for each in documents)
        share = self._share(self.credit.as_of)
        most = None if isinstance(share, Missing) else order_to_use_all(self.credit.open, share, self.step)
        return Offsetting(self.credit, share, self.step, most, offsets, expiries)

    def _share(self, day: date) -> Number | Missing:
        return self.limit.share_at(self.policy.parameters_at(day))

    def _offset(self, document: Document) -> Offset:
        open = self._open()
        share = self._share(document.day or self.credit.as_of)
        if isinstance(share, Missing):
            decided = self._decision(document, Outcome.UNDETERMINED, "DK003", missing=share.facts)
            return Offset(document, decided, None, (), open)
        most = max(Rounding(self.step, Mode.FLOOR).apply(multiply(document.value, share)), ZERO)
        reason = Reason("offset-limit", self.limit.rule, (("share", share), ("value", document.value), ("limit", most)))
        whole = order_to_use_all(open, share, self.step)
        figures: tuple[tuple[str, Arg], ...] = (("limit", most), ("open", open))
        before = self._paid_before(document)
        refused = self._refusal(document, most, open, before)
        if refused is not None:
            code, why = refused
            values = (*figures, ("left", open), ("order_to_use_all", whole if whole is not None else ""))
            reasons = (*self._lapsed(), why if why is not None else reason)
            decided = self._decision(document, Outcome.REFUSED, code, reasons=reasons, values=values)
            return Offset(document, decided, most, (), open)
        uses = tuple(self._uses(document, min(most, open)))
        if document.number:
            self._paid.add(document.number)
        left = self._open()
        values = (*figures, ("left", left), ("order_to_use_all", whole if whole is not None else ""))
        amount = total_of_decimals(use.amount for use in uses)
        reasons = (*self._lapsed(), reason, *(self._of_a_lot(use) for use in uses))
        decided = self._decision(document, Outcome.GRANTED, "", amount=amount, reasons=reasons, values=values)
        return Offset(document, decided, most, uses, left)

    def _refusal(
        self, document: Document, most: Decimal, open: Decimal, before: Decimal | None
    ) -> tuple[str, Reason | None] | None:
        if before is not None:
            why = Reason("offset-before", self.limit.rule, (("order", document.number), ("used", before)))
            return "DK343", why
        if not open:
            return "DK341", Reason("offset-nothing-open", self.limit.rule)
        return ("DK342", None) if not most else None

    def _paid_before(self, document: Document) -> Decimal | None:
        """What the document was paid with before; None if it was not, or all of that was taken back."""
        if not document.number:
            return None
        used = self.ledger.paid_with(document.payee, document.number)
        return used if used or document.number in self._paid else None

    def _open(self) -> Decimal:
        return EXACT.subtract(self.credit.open, total_of_decimals(self._taken.values()))

    def _uses(self, document: Document, amount: Decimal) -> Iterator[Use]:
        for lot in self.credit.usable:
            taken = self._taken.get(lot.posting.id, ZERO)
            part = min(amount, EXACT.subtract(lot.left, taken))
            if part:
                self._taken[lot.posting.id] = EXACT.add(taken, part)
                amount = EXACT.subtract(amount, part)
                yield self._use(evolve(lot, left=EXACT.subtract(lot.left, taken)), part, OFFSET, document.number)

    def _use(self, lot: Lot, amount: Decimal, kind: str, reference: str) -> Use:
        if kind == OFFSET and not reference:
            return Use(lot, amount, None)
        net, tax = self._net_and_tax(lot, amount)
        header = self.policy.header
        posting = Posting(
            lot.posting.account,
            kind,
            self._next_seq(lot.posting.account, kind),
            net,
            tax,
            header.currency,
            self.credit.as_of,
            header.revision,
            reference=reference,
            closes=lot.posting.id,
        )
        return Use(lot, amount, posting)

    def _net_and_tax(self, lot: Lot, amount: Decimal) -> tuple[Decimal, Decimal]:
        """The part's net and tax: what brings the lot's use so far to its share, so that the last part fits."""
        granted = lot.posting
        rule = self.policy.header.rounding
        cents = Rounding(rule.to if rule is not None else CENT)
        before, after = lot.used, EXACT.add(lot.used, amount)

        def share(of: Decimal) -> Decimal:
            return EXACT.subtract(
                cents.apply(divide(EXACT.multiply(of, after), lot.amount)),
                cents.apply(divide(EXACT.multiply(of, before), lot.amount)),
            )

        if self.limit.is_gross:
            net = share(granted.net)
            return net, EXACT.subtract(amount, net)
        return amount, share(granted.tax) if granted.tax else ZERO

    def _next_seq(self, account: Account, kind: str) -> int:
        key = (account, kind)
        if key not in self._seqs:
            known = (each.seq for each in self.ledger.uses if each.account == account and each.kind == kind)
            self._seqs[key] = max(known, default=0)
        self._seqs[key] += 1
        return self._seqs[key]

    def _lapsed(self) -> tuple[Reason, ...]:
        return tuple(
            Reason("offset-expired", lot.until, (("id", lot.posting.id), ("amount", lot.left), ("day", lot.last_day)))
            for lot in self.credit.lapsed
            if lot.until is not None and lot.last_day is not None
        )

    def _of_a_lot(self, use: Use) -> Reason:
        args: tuple[tuple[str, Arg], ...] = (("amount", use.amount), ("id", use.lot.posting.id), ("age", use.lot.age))
        return Reason("offset-lot", self.limit.rule, args)

    def _decision(
        self,
        document: Document,
        outcome: Outcome,
        code: str,
        *,
        amount: Decimal = ZERO,
        reasons: tuple[Reason, ...] = (),
        values: tuple[tuple[str, Arg], ...] = (),
        missing: tuple[str, ...] = (),
    ) -> Decision:
        return Decision(
            outcome,
            code,
            None if outcome is Outcome.UNDETERMINED else amount,
            values,
            reasons,
            reads=tuple(self._reads(document.day or self.credit.as_of)),
            missing=missing,
            as_of=self.credit.as_of,
            revision=self.policy.header.revision,
        )

    def _reads(self, day: date) -> Iterator[Read]:
        share = self.limit.share
        if isinstance(share, Expression):
            for name in sorted(share.parameters):
                parameter = self.policy.parameters[name]
                found = parameter.at(day)
                if isinstance(found, Decimal):
                    yield Read(name, found, parameter.rule.at)
