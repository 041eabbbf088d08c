"""Who must sign a posting, by the authority matrix.

The matrix decides by the size of the amount without tax, the section, programme, payee, period, kind and
payout of the posting, and facts of the dealer. Goods count with their worth, where the policy states it;
goods of no stated worth are for whoever signs the largest amounts.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from dealerkit.authority import Signature, decide
from dealerkit.book import Book
from dealerkit.decisions import Decision
from dealerkit.measures.masters import Masters
from dealerkit.policy.intervals import HIGHEST, LOWEST, Cut
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.approval.subjects import AMOUNT, DEALER
from dealerkit.rebates.approval.worths import worth_in_policy
from dealerkit.rebates.granting.names import section_of
from dealerkit.rebates.ledger import Posting
from dealerkit.values.exact import ONE, ZERO, Number, add, multiply, subtract

_HALF = Decimal("0.5")


@frozen(eq=False)
class Needs:
    """Who must sign postings, by one table of the matrix, as things stand on the day of each."""

    policy: Policy
    subject: Table[Signature]
    _masters: Masters = field(repr=False)

    @classmethod
    def open(cls, policy: Policy, book: Book, subject: Table[Signature]) -> Needs:
        """The table with the book that knows the dealers."""
        return cls(policy, subject, Masters(book, policy.catalogue))

    def of(self, posting: Posting) -> Decision:
        """Who must sign a posting."""
        account = posting.account
        facts: dict[str, Value | Missing] = {
            AMOUNT: self._size(posting),
            "section": section_of(account.programme),
            "programme": account.programme,
            "payee": account.payee,
            "period": account.period,
            "kind": posting.kind,
            "payout": posting.payout,
        }
        for column in self.subject.columns:
            if column.name.startswith(DEALER):
                facts[column.name] = self._masters.dealer(column.name, account.payee, posting.posted_on)
        return decide(self.subject, facts)

    def _size(self, posting: Posting) -> Number | Missing:
        if posting.quantity is None:
            return posting.net.copy_abs()
        worth = worth_in_policy(self.policy, posting)
        return worth.copy_abs() if worth is not None else largest(self.subject)


def largest(subject: Table[Signature]) -> Number | Missing:
    """An amount that the row for the largest amounts takes; missing where none speaks of amounts."""
    place = next((n for n, column in enumerate(subject.columns) if column.name == AMOUNT), None)
    spans = [
        span
        for row in subject.rows
        for cell in (row.cells[place] if place is not None else None,)
        if cell is not None
        for span in cell.spans
    ]
    if not spans:
        return Missing((AMOUNT,))
    low, high = max(spans)
    if low == LOWEST:
        return ZERO
    least, is_beyond = _number(low), low[1]
    if not is_beyond:
        return least
    return add(least, ONE if high == HIGHEST else multiply(subtract(_number(high), least), _HALF))


def _number(cut: Cut) -> Number:
    value = cut[0]
    return Decimal(value) if isinstance(value, int) else value
