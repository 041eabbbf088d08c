"""What is posted for price protection: each decision's credit, less what was credited for that cut before.

A credit stands in the ledger under its scheme, dealer, and the day and product of the cut. Every decision
is made anew over all that is known, so a second run proposes nothing and a late fact its difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import NOWHERE
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.granting.credits import Credits, Due, Grant, credits_of
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.granting.payment import Payment
from dealerkit.rebates.ledger import ADJUSTMENT, SETTLEMENT, Account, Closings, Ledger, read_closings, read_ledger
from dealerkit.rebates.protection.prices import Cut
from dealerkit.rebates.protection.results import Protected
from dealerkit.rebates.protection.scheme import SECTION, Protection
from dealerkit.rebates.protection.units import by_tax_rate
from dealerkit.values.periods import Period

_BETWEEN = "/"
CREDIT_NOTE = Payment(rule=Rule("", NOWHERE), payout="credit-note", negative="carry-forward")
"""How a credit is paid where the scheme says nothing."""


@frozen(eq=False)
class Credited:
    """The ledger, asked for what price protection has credited."""

    policy: Policy
    book: Book
    as_of: date
    ledger: Ledger = field(repr=False)
    closings: Closings = field(repr=False)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> Credited:
        """Read the ledger and the closings."""
        names = names_of_schemes(policy)
        ledger = read_ledger(book, policy.header.currency, names)
        return cls(policy, book, as_of, ledger, read_closings(book, names, as_of))

    def keys(self, scheme: Protection) -> Iterator[tuple[str, str]]:
        """The dealers and products for which the scheme has credited anything."""
        for account in self.ledger.accounts:
            if account.programme == name_of(scheme):
                yield account.payee, account.period.partition(_BETWEEN)[2]

    def has(self, row: Protected) -> bool:
        """Whether anything was credited for this cut before."""
        return account_of(row.scheme, row.case.dealer, row.case.cut) in self.ledger.accounts

    def posted(self, rows: Sequence[Protected]) -> tuple[tuple[Protected, ...], Credits]:
        """The decisions with what is posted for each now."""
        grants = [_grant(row) for row in rows]
        found = credits_of(self.policy, self.book, self.as_of, {}, grants)
        dues = {account: self._adjusted(due) for account, due in found.dues.items()}
        with_dues = tuple(evolve(row, due=dues[grant.account]) for row, grant in zip(rows, grants, strict=True))
        return with_dues, evolve(found, dues=dues)

    def without_cut(self, rows: Iterable[Protected], schemes: Iterable[Protection]) -> Iterator[Problem]:
        """DK374: credits for a cut that the price list does not show, or no longer does."""
        known = {account_of(row.scheme, row.case.dealer, row.case.cut) for row in rows}
        rules = {name_of(scheme): scheme.rule for scheme in schemes}
        for account, history in self.ledger.accounts.items():
            rule = rules.get(account.programme)
            if rule is not None and history.net and account not in known:
                yield problem(
                    "DK374",
                    rule.at,
                    severity=Severity.WARNING,
                    programme=account.programme,
                    payee=account.payee,
                    period=account.period,
                    net=history.net,
                )

    def _adjusted(self, due: Due) -> Due:
        """In a closed period nothing is settled any more, only adjusted."""
        posting, account = due.posting, due.grant.account
        if posting is None or posting.kind != SETTLEMENT:
            return due
        day = date.fromisoformat(account.period.partition(_BETWEEN)[0])
        if not self.closings.closed(account.programme, Period(account.period, day, day)):
            return due
        seq = self.ledger.settled(account).next_seq(ADJUSTMENT)
        return evolve(due, posting=evolve(posting, kind=ADJUSTMENT, seq=seq))


def name_of(scheme: Protection) -> str:
    """Under which name a scheme stands in the ledger: its address, so that no programme has the same."""
    return f"{SECTION}.{scheme.id}"


def account_of(scheme: Protection, dealer: str, cut: Cut) -> Account:
    """The account of one dealer and cut."""
    return Account(name_of(scheme), dealer, f"{cut.on.isoformat()}{_BETWEEN}{cut.product}")


def _grant(row: Protected) -> Grant:
    case = row.case
    return Grant(
        account_of(row.scheme, case.dealer, case.cut),
        row.scheme.rule,
        row.credit,
        row.scheme.settle or CREDIT_NOTE,
        case.rounding,
        dict(by_tax_rate(row.parts, case.tax_rate)) or {case.tax_rate: case.cut.drop},
    )
