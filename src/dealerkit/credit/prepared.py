"""What is known of an account before anybody orders: every result that no order can change, and room for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from attrs import evolve, frozen

from dealerkit.credit.checks.account import Account
from dealerkit.credit.checks.check import BLOCK, CASH_FIRST, OFF, OVER_LIMIT, REFER, WARN
from dealerkit.credit.checks.levels import Level
from dealerkit.credit.checks.running import OF_THE_LIMIT, RunningCheck
from dealerkit.credit.eligible import RunningRequirement
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.rungs import Rung
from dealerkit.credit.results import Checked, Exposure
from dealerkit.decisions import Reason, Rule
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem
from dealerkit.values.exact import ZERO, subtract
from dealerkit.values.numbers import Number


@frozen(eq=False)
class Varying:
    """A check or condition whose result may change with the order, and its place among the results.

    ``room`` is the amount up to which it passes (below which, where it is ``inclusive``) whatever else the
    order says; None where it has to be run.
    """

    place: int
    running: RunningCheck | RunningRequirement
    room: Number | None = None
    inclusive: bool = False

    def lets_through(self, amount: Decimal) -> bool:
        """Whether the amount alone is enough to pass."""
        room = self.room
        return room is not None and (amount < room if self.inclusive else amount <= room)


class AccountOfDay(Account, Protocol):
    """An account with what was found wrong with it on the way."""

    @property
    def problems(self) -> list[Problem]:
        """Findings, such as a calendar that does not reach a horizon."""
        ...


class Prepared:
    """One account on one day, for orders under one contract or under none that is named.

    ``passed`` are the results as they are where everything that varies passes; ``is_clear`` says that nothing
    else fails. ``rungs`` are the steps of the ladder as they stand for the account, with the limit and the releases
    for which they do, once somebody was over the limit.
    """

    __slots__ = ("_nobody", "account", "day", "exposure", "headroom", "is_clear", "passed", "rule", "rungs", "varying")

    def __init__(
        self,
        account: AccountOfDay,
        contract: str,
        requirements: Sequence[RunningRequirement],
        checks: Sequence[RunningCheck],
        rule: Rule,
    ) -> None:
        self.account = account
        self.day: date = account.day
        self.rule = rule
        self.rungs: tuple[object, tuple[Rung, ...]] | None = None
        nobody = self._nobody = Order(customer=account.customer, amount=None, contract=contract)
        passed: list[Checked] = []
        varying: list[Varying] = []
        for each in requirements:
            passed.append(each.lean if each.follows_order else each.run(account, nobody))
            if each.follows_order:
                varying.append(Varying(len(passed) - 1, each))
        if account.limit.cash_first:
            passed.append(_cash_first(account, rule))
        rooms: list[tuple[Number, RunningCheck]] = []
        for check in checks:
            found = self._prepare(check, len(passed), varying, rooms)
            passed.append(found)
        self.passed = tuple(passed)
        self.varying = tuple(varying)
        self.is_clear = all(each.failed is False for each in passed)
        room, narrowest = min(rooms, key=lambda each: each[0], default=(None, None))
        # What is shown beside the headroom is what that headroom was reckoned with.
        exposure = account.exposure() if narrowest is None else narrowest.exposure(account)
        self.exposure: Exposure | None = None if isinstance(exposure, Missing) else exposure
        self.headroom = _headroom(account, exposure) if room is None else room

    def run(self, varying: Varying, order: Order) -> Checked:
        """One result on an order."""
        running = varying.running
        if isinstance(running, RunningRequirement):
            return running.run(self.account, order)
        return running.run(self.account, order, level_for(running, self.account, order))

    def _prepare(
        self, check: RunningCheck, place: int, varying: list[Varying], rooms: list[tuple[Number, RunningCheck]]
    ) -> Checked:
        account = self.account
        if not check.follows_order:
            return check.run(account, self._nobody, level_for(check, account, self._nobody))
        if check.level_follows_order:
            varying.append(Varying(place, check))
            return _lean(check, check.check.then)
        level = level_for(check, account, self._nobody)
        if level.name == OFF:
            return check.excluded(level)
        room = check.room(account) if level.sure else None
        varying.append(Varying(place, check, room, check.is_inclusive))
        if room is not None and check.kind in OF_THE_LIMIT and level.name != WARN:
            rooms.append((room, check))
        return _lean(check, level.name)


def level_for(check: RunningCheck, account: Account, order: Order) -> Level:
    """What follows where a check fails; against the limit of a customer without history it is cash first."""
    level = check.level(account, order)
    if account.limit.cash_first and check.kind in OF_THE_LIMIT and level.name in {OVER_LIMIT, REFER, BLOCK}:
        return evolve(level, name=CASH_FIRST)
    return level


def _lean(check: RunningCheck, level: str) -> Checked:
    """A check that passed, without its figures."""
    return Checked(id=check.check.id, rule=check.check.rule, kind=check.kind, level=level, failed=False)


def _cash_first(account: AccountOfDay, rule: Rule) -> Checked:
    """The limit itself asks for money first: there is no history yet to grant credit on."""
    own = account.limit.rule or rule
    reason = Reason("credit-cash-first", own, (("customer", account.customer),))
    return Checked(id="no-history", rule=own, kind="limit", level=CASH_FIRST, failed=True, reasons=(reason,))


def _headroom(account: AccountOfDay, exposure: Exposure | Missing) -> Decimal | Fraction | None:
    limit = account.limit.amount
    if account.limit.unlimited or limit is None or isinstance(exposure, Missing):
        return None
    return subtract(limit, exposure.total) or ZERO
