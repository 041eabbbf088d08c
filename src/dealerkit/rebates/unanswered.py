"""What people recorded about a rebate or period that there is not: it would change nothing, without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.ledger import Account

if TYPE_CHECKING:
    from dealerkit.rebates.run import Run


def unanswered(run: Run) -> Iterator[Problem]:
    """DK458 a correction and DK459 a partner's figure that no programme or period answers for (warnings)."""
    for account, corrections in run.corrections.counted.items():
        if not _is_answered(run, account):
            for each in corrections:
                yield problem(
                    "DK458",
                    each.rule.at,
                    severity=Severity.WARNING,
                    id=each.id,
                    amount=each.amount,
                    programme=account.programme,
                    payee=account.payee,
                    period=account.period,
                )
    for account, figure in run.partners.by_account.items():
        if not _is_answered(run, account):
            yield problem(
                "DK459",
                figure.at,
                severity=Severity.WARNING,
                amount=figure.amount,
                programme=account.programme,
                payee=account.payee,
                period=account.period,
            )


def _is_answered(run: Run, account: Account) -> bool:
    known = run.standing.programmes.get(account.programme)
    return known is not None and run.has_period(known, account)
