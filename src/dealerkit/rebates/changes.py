"""A programme that was changed after it paid: what the change does to periods that are settled.

Every posting keeps the fingerprint of the programme that it was made under. Entitlements are reckoned
anew by the rules of today, also for periods settled under others; that is said, with the money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.granting.names import fingerprint_of
from dealerkit.rebates.ledger import Account, Ledger, Settled
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


def rule_of(policy: Policy, programme: Programme) -> str:
    """The fingerprint of what a programme says, apart from its names."""
    return fingerprint_of(policy, programme.rule)


def mixed(programme: Programme, history: Settled) -> bool:
    """Whether a programme has paid an account in goods and now pays money, or the other way about."""
    if programme.goods is None:
        return history.in_goods
    return any(each.quantity is None and each.net for each in history.postings)


def changed_programmes(
    programmes: Mapping[str, Programme], ledger: Ledger, rows: Iterable[Row], rule: Callable[[Programme], str]
) -> Iterator[Problem]:
    """DK464 for each programme that has settled periods by other rules than it has today.

    A warning where they now come to more or less than was paid, else a note.
    """
    if not any(settled.rule for settled in ledger.accounts.values()):
        return
    by_programme: dict[str, list[Row]] = {}
    for row in rows:
        settled = ledger.settled(row.account)
        if settled.rule and settled.rule != rule(programmes[row.programme]):
            by_programme.setdefault(row.programme, []).append(row)
    for id, touched in by_programme.items():
        differences = [_difference(row) for row in touched]
        more = total_of_decimals(each for each in differences if each > 0)
        less = total_of_decimals(each for each in differences if each < 0).copy_abs()
        yield problem(
            "DK464",
            programmes[id].rule.at,
            address=programmes[id].rule.address,
            severity=Severity.WARNING if more or less else Severity.NOTE,
            programme=id,
            revision=_revision(ledger, (row.account for row in touched)),
            periods=tuple(sorted({row.window.label for row in touched})),
            count=len(touched),
            more=more or "",
            less=less or "",
        )


def _difference(row: Row) -> Decimal:
    return ZERO if row.entitlement is None else EXACT.subtract(row.entitlement, row.settled)


def _revision(ledger: Ledger, accounts: Iterable[Account]) -> str:
    """The policy's revision at the latest posting of them."""
    postings = [each for account in accounts for each in ledger.settled(account).postings]
    return max(postings, key=lambda each: each.posted_on).revision
