"""Budgets that are overdrawn: what was paid before, and is not taken back, stands beside what is payable now.

A late fact moves shares of a budget from one payee to another. Where a programme does not take back
what it paid too much (``negative: floor``, or carried forward), all payees together may have more than
the budget; nothing else says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.joint.budgets import Shared
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, ZERO

BudgetOf = Callable[[Programme, Window], Shared | None]


def overdrawn(programmes: Mapping[str, Programme], rows: Iterable[Row], budget_of: BudgetOf) -> Iterator[Problem]:
    """DK433, once a programme and period: paid before and proposed now are more than its budget."""
    paid: dict[tuple[str, str], Decimal] = {}
    windows: dict[tuple[str, str], Window] = {}
    for row in rows:
        if programmes[row.programme].budget is not None:
            key = (row.programme, row.window.label)
            moved = EXACT.add(row.settled, row.movement.posted)
            paid[key] = EXACT.add(paid.get(key, ZERO), moved)
            windows.setdefault(key, row.window)
    for (id, label), amount in paid.items():
        shared = budget_of(programmes[id], windows[id, label])
        if shared is not None and shared.most is not None and amount > shared.most:
            yield problem(
                "DK433",
                shared.rule.at,
                address=shared.rule.address,
                severity=Severity.WARNING,
                programme=id,
                period=label,
                paid=amount,
                most=shared.most,
                over=EXACT.subtract(amount, shared.most),
            )
