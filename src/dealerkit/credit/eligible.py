"""Eligibility of an order's customer: every condition with its consequence, met or not."""

from __future__ import annotations

from dealerkit.credit.checks.account import Account
from dealerkit.credit.checks.running import COUNTED, reads_order
from dealerkit.credit.eligibility import Requirement
from dealerkit.credit.order import Order
from dealerkit.credit.results import Checked
from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg

KIND = "requirement"
"""The kind of a result that is a condition of eligibility and no check."""


class RunningRequirement:
    """One condition of eligibility, compiled; ``follows_order`` as of a check."""

    __slots__ = ("follows_order", "lean", "requirement")

    def __init__(self, requirement: Requirement) -> None:
        self.requirement = requirement
        self.follows_order = reads_order(requirement.when)
        self.lean = self._checked(failed=False)

    def run(self, account: Account, order: Order) -> Checked:
        """Whether it is met, and what follows where it is not."""
        own = self.requirement
        found = own.when.evaluate(account.facts(order))
        missing = found.facts if isinstance(found, Missing) else ()
        failed: bool | None = not found if isinstance(found, bool) else None
        if failed is None and own.if_missing == "refuse":
            failed = True
        step = "unmet" if found is False else "met" if found is True else "unknown"
        counted = COUNTED[failed] if missing else ()
        args: tuple[tuple[str, Arg], ...] = (("condition", own.when.text), ("missing", missing), *counted)
        reasons = (Reason(f"credit-requirement-{step}", own.rule, args),)
        return self._checked(failed=failed, reasons=reasons, missing=missing)

    def _checked(
        self, *, failed: bool | None, reasons: tuple[Reason, ...] = (), missing: tuple[str, ...] = ()
    ) -> Checked:
        own = self.requirement
        return Checked(
            id=own.id,
            rule=own.rule,
            kind=KIND,
            level=own.otherwise,
            failed=failed,
            to=own.to or "",
            plan=own.plan,
            reasons=reasons,
            missing=missing,
        )
