"""What is wrong with the accounts of rebates before anything is posted, and that no test case can ask about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import cast

from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, problem
from dealerkit.rebates.journal.accounts import SECTION, Accounts

_KINDS: Mapping[str, tuple[str, ...]] = {
    "expense": ("Expenses", "Income"),
    "accrual": ("Liabilities",),
    "payable": ("Liabilities",),
    "tax": ("Liabilities", "Assets"),
    "receivable": ("Assets",),
    "expired": ("Income", "Expenses"),
}
"""Under which kinds of accounts each belongs."""

_MAY_COINCIDE = frozenset({("expense", "expired")})


def check_accounts(policy: Policy) -> Iterator[Problem]:
    """What is wrong with the section ``accounts``, which the policy has.

    DK349 two are the same, DK355 one is of another kind than it should be (a warning), DK358 one lies
    where dealers have theirs.
    """
    accounts = cast("Accounts", policy.sections[SECTION])
    named = {key: name for key in _KINDS if (name := getattr(accounts, key)) is not None}
    for (one, name), (other, same) in combinations(named.items(), 2):
        if name == same and (one, other) not in _MAY_COINCIDE:
            at, address = _place(policy, accounts, other)
            yield problem("DK349", at, address=address, one=one, other=other, value=name)
    for key, name in named.items():
        at, address = _place(policy, accounts, key)
        allowed = _KINDS[key]
        if name.partition(":")[0] not in allowed:
            yield problem("DK355", at, address=address, severity=Severity.WARNING, key=key, value=name, allowed=allowed)
        if name.startswith(f"{accounts.payable}:"):
            yield problem("DK358", at, address=address, key=key, value=name, parent=accounts.payable)


def _place(policy: Policy, accounts: Accounts, key: str) -> tuple[Location, str]:
    address = f"{SECTION}.{key}"
    node = found(policy.root, address)
    return (node.at if node is not None else accounts.rule.at), address
