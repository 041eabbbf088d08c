"""A check of a policy as something that runs: measured once per account where the order has no say in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import attrs

from dealerkit.credit.checks.account import Account
from dealerkit.credit.checks.check import OFF, Check, OfAmount, OfLimit
from dealerkit.credit.checks.levels import Level, level_of
from dealerkit.credit.checks.measures import Measure, Measured
from dealerkit.credit.checks.of_debts import of_dunning, of_loads, of_oldest, of_overdue, of_share
from dealerkit.credit.checks.of_limits import of_group, of_own, of_parts, room_of
from dealerkit.credit.checks.of_orders import (
    of_condition,
    of_expiry,
    of_review,
    of_status,
    of_terms,
    of_value,
)
from dealerkit.credit.limits.reading import OF_OTHERS
from dealerkit.credit.order import Order
from dealerkit.credit.results import Checked, Exposure
from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.values.numbers import Number

_MEASURES: dict[str, Callable[..., Measure]] = {
    "static": lambda rule: of_own(rule, whole=True),
    "dynamic": lambda rule: of_own(rule, whole=False),
    "group": of_group,
    "sublimit": of_parts,
    "order_value": of_value,
    "overdue_amount": of_overdue,
    "overdue_share": of_share,
    "oldest_item": of_oldest,
    "dunning_level": of_dunning,
    "open_loads": of_loads,
    "terms_changed": of_terms,
    "review_passed": of_review,
    "limit_expired": of_expiry,
    "account_status": of_status,
    "condition": of_condition,
}
"""One measure a kind of check: a new kind is a line here and a function."""

OF_THE_LIMIT = frozenset({"static", "dynamic"})
"""Kinds that compare exposure and order with the customer's own limit."""

_OF_THE_ORDER = frozenset({*OF_THE_LIMIT, "group", "sublimit", "order_value", "terms_changed"})
"""Kinds whose figure changes with the order."""


class RunningCheck:
    """One check, compiled.

    ``follows_order`` says that its result may change with the order, or with what other accounts do;
    otherwise it holds for every order of an account until the account changes. ``level_follows_order`` says
    the same of what follows where it fails.
    """

    __slots__ = ("_measure", "check", "follows_order", "kind", "level_follows_order")

    def __init__(self, check: Check) -> None:
        rule = getattr(check, check.kind)
        self.check = check
        self.kind = check.kind
        self._measure = _MEASURES[check.kind](rule)
        self.level_follows_order = any(
            reads_order(each.where) for each in (check.levels or {}).values() if each.where is not None
        )
        own = any(reads_order(each) for each in _expressions(rule))
        self.follows_order = self.level_follows_order or own or check.kind in _OF_THE_ORDER

    def level(self, account: Account, order: Order) -> Level:
        """What follows for this customer where it fails."""
        check = self.check
        if check.levels is None:
            return Level(check.then, check.to or "", check.rule)
        return level_of(check, account.customer, account.facts(order))

    def room(self, account: Account) -> Number | None:
        """The amount up to which any order passes, where nothing else of the order has a say."""
        if self.level_follows_order:
            return None
        check = self.check
        if self.kind in OF_THE_LIMIT:
            return room_of(cast("OfLimit", getattr(check, self.kind)), account, whole=self.kind == "static")
        if check.order_value is not None:
            rule: OfAmount = check.order_value
            bound = rule.above if rule.above is not None else rule.at
            return None if isinstance(bound, Expression) else bound
        return None

    def exposure(self, account: Account) -> Exposure | Missing:
        """What counts against the customer's own limit as this check counts it; the policy's own for any other kind."""
        if self.kind not in OF_THE_LIMIT:
            return account.exposure()
        rule = cast("OfLimit", getattr(self.check, self.kind))
        return account.exposure(rule.horizon, whole=self.kind == "static")

    @property
    def is_inclusive(self) -> bool:
        """Whether it fails at its bound already."""
        return getattr(getattr(self.check, self.kind), "above", None) is None

    def excluded(self, level: Level) -> Checked:
        """The check where it is not looked at, and by which rule."""
        check = self.check
        said = Reason("credit-off", check.rule) if level.rule is check.rule else Reason("credit-excluded", level.rule)
        return Checked(id=check.id, rule=check.rule, kind=self.kind, level=OFF, failed=False, reasons=(said,))

    def run(self, account: Account, order: Order, level: Level | None = None) -> Checked:
        """The check on an order, with its reason."""
        level = level or self.level(account, order)
        if level.name == OFF and level.sure:
            return self.excluded(level)
        found = self._measure(account, order)
        failed, missing = found.failed, found.missing
        if failed is None and self.check.if_missing != "undetermined":
            failed = self.check.if_missing == "fail"
        unsure = failed is True and not level.sure
        if unsure:
            failed, missing = None, (*missing, *level.missing)
        return Checked(
            id=self.check.id,
            rule=self.check.rule,
            kind=self.kind,
            level=level.name,
            failed=failed,
            value=found.value,
            bound=found.bound,
            to=level.to,
            reasons=tuple(_reasons(self, found, level, failed=failed, unsure=unsure)),
            missing=missing,
        )


COUNTED: dict[bool | None, tuple[tuple[str, Arg], ...]] = {
    None: (),
    True: (("fails", "yes"),),
    False: (("passes", "yes"),),
}
"""What the policy says of something that is not known: nothing, that it counts as failed, or as passed."""


def reads_order(expression: Expression) -> bool:
    """Whether an expression may change its value though the account's own position does not change."""
    return any(name.startswith("order.") or name in OF_OTHERS for name in expression.reads)


def _expressions(rule: object) -> Iterator[Expression]:
    if isinstance(rule, Expression):
        yield rule
    elif attrs.has(type(rule)):
        for each in attrs.fields(cast("type[attrs.AttrsInstance]", type(rule))):
            value = getattr(rule, each.name)
            if isinstance(value, Expression):
                yield value


def _reasons(
    running: RunningCheck, found: Measured, level: Level, *, failed: bool | None, unsure: bool
) -> Iterator[Reason]:
    """How it came out, and what set the level where that is not the check's own ``then``."""
    rule = running.check.rule
    kind = running.kind.replace("_", "-")
    if found.failed is None:
        counted = COUNTED[True if unsure else failed]
        yield Reason("credit-check-unknown", rule, (("missing", found.missing), *counted, *found.args))
    else:
        yield Reason(f"credit-{kind}-{'fails' if found.failed else 'passes'}", rule, found.args)
    if unsure:
        yield Reason("credit-level-unknown", level.rule, (("missing", level.missing), ("level", level.name)))
    elif failed and level.rule is not rule:
        yield Reason("credit-level", level.rule, (("level", level.name), ("to", level.to)))
