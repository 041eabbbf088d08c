"""What checks may ask of collecting: the dunning level, and how repayment plans are kept.

The tables are read when a rule asks first. Without ``collections.dunning`` the level is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from dealerkit.book import Book
from dealerkit.credit.collecting.accounts import Dispute, read_disputes
from dealerkit.credit.collecting.broken_plans import unbroken
from dealerkit.credit.collecting.dunning import Repaying, Sent, level_of, read_letters, read_repaying
from dealerkit.credit.collecting.dunning_rule import DunningRule
from dealerkit.credit.collecting.plans.agreed import AgreedPlan, read_agreed
from dealerkit.credit.collecting.plans.plan_facts import plan_facts
from dealerkit.credit.collecting.section import Collections, collections_of
from dealerkit.credit.order import Order
from dealerkit.credit.positions.positions import Positions
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing

if TYPE_CHECKING:
    from dealerkit.credit.standing import Provider

LEVEL = "account.dunning_level"

_Row = TypeVar("_Row", Sent, Repaying, Dispute, AgreedPlan)


def collected_facts(policy: Policy, book: Book, as_of: date, positions: Positions) -> Iterable[tuple[str, Provider]]:
    """The facts about letters and plans by name, as far as the policy says how they are reckoned."""
    rules = collections_of(policy)
    if rules is not None and rules.dunning is not None:
        yield LEVEL, partial(_level, _Letters(policy, rules, rules.dunning, book, as_of, positions))
    yield from plan_facts(policy, book, as_of, positions)


class _Letters:
    """What decides a customer's dunning level beside the open items; read once, when asked first."""

    __slots__ = (
        "_agreed",
        "_as_of",
        "_book",
        "_disputes",
        "_letters",
        "_plans",
        "_policy",
        "_repayments",
        "positions",
        "rule",
    )

    def __init__(
        self,
        policy: Policy,
        rules: Collections,
        rule: DunningRule,
        book: Book,
        as_of: date,
        positions: Positions,
    ) -> None:
        self.rule = rule
        self.positions = positions
        self._policy = policy
        self._repayments = rules.repayments
        self._as_of = as_of
        self._book: Book | None = book
        self._agreed: Mapping[str, Sequence[AgreedPlan]] = {}
        self._letters: Mapping[str, Sequence[Sent]] = {}
        self._plans: Mapping[str, Sequence[Repaying]] = {}
        self._disputes: Mapping[str, Sequence[Dispute]] = {}

    def of(self, customer: str, day: date) -> tuple[Sequence[Sent], Sequence[Repaying], Sequence[Dispute]]:
        """The customer's letters, the repayment plans that are not broken on the day, and his disputes."""
        if self._book is not None:
            self._letters = _by_customer(read_letters(self._book))
            self._plans = _by_customer(read_repaying(self._book))
            self._disputes = _by_customer(read_disputes(self._book))
            self._agreed = _by_customer(read_agreed(self._policy, self._book, self._as_of).plans)
            self._book = None
        plans = self._plans.get(customer, ())
        if plans:
            agreed, repaid = self._agreed.get(customer, ()), self.positions.of(customer).repaid
            plans = unbroken(plans, agreed, repaid, day, self._repayments, self._policy.calendar())
        return self._letters.get(customer, ()), plans, self._disputes.get(customer, ())


def _by_customer(rows: Iterable[_Row]) -> Mapping[str, Sequence[_Row]]:
    found: dict[str, list[_Row]] = {}
    for each in rows:
        found.setdefault(each.customer, []).append(each)
    return found


def _level(letters: _Letters, customer: str, day: date, order: Order | None) -> int | Missing:
    del order
    sent, plans, disputes = letters.of(customer, day)
    return level_of(letters.positions.of(customer), letters.rule, day, sent, plans, disputes)
