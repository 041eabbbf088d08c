"""What follows on a day from a whole book: limits and open orders; ageing, letters and provisions."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.ageing_run import AgeingRun, age
from dealerkit.credit.collecting.dunning_run import DunningRun, remind
from dealerkit.credit.collecting.history import history_of
from dealerkit.credit.collecting.provision_run import ProvisionRun, provide
from dealerkit.credit.collecting.section import collections_of
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.limits.run import Held, LimitRun, limits_of
from dealerkit.credit.queue import Queue, Turn
from dealerkit.credit.waiting import waiting
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, in_order


@frozen(eq=False, kw_only=True)
class CreditRun:
    """Everybody's limit, and the answers to the orders that wait, each after those before it."""

    policy: Policy = field(repr=False)
    as_of: date
    limits: LimitRun = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def exceeded(self) -> tuple[Held, ...]:
        """The limits, of customers and of groups, that are exceeded already."""
        held = (*self.limits.customers, *self.limits.groups)
        return tuple(each for each in held if each.headroom is not None and each.headroom < 0)


def evaluate_credit(policy: Policy, book: Book, as_of: date) -> CreditRun:
    """Limits and open orders on a day."""
    limits = limits_of(policy, book, as_of)
    desk = OrderDesk.open(policy, book, as_of)
    turns = tuple(Queue(desk).ask_all(waiting(desk, book)))
    problems = in_order((*limits.problems, *desk.problems))
    return CreditRun(policy=policy, as_of=as_of, limits=limits, turns=turns, problems=problems)


@frozen(eq=False, kw_only=True)
class CollectionsRun:
    """What is owed and how old it is; letters and provisions where the policy has rules for them."""

    policy: Policy = field(repr=False)
    as_of: date
    ageing: AgeingRun = field(repr=False)
    dunning: DunningRun | None = field(default=None, repr=False)
    provision: ProvisionRun | None = field(default=None, repr=False)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All findings, each once."""
        runs = (self.ageing, self.dunning, self.provision)
        return in_order(found for run in runs if run is not None for found in run.problems)


def evaluate_collections(policy: Policy, book: Book, as_of: date) -> CollectionsRun:
    """Ageing, letters and provisions on a day; the book is read once for all three."""
    rules = collections_of(policy)
    if rules is None:
        raise DealerkitError("a policy without collections collects nothing")
    past = history_of(policy, book, as_of)
    return CollectionsRun(
        policy=policy,
        as_of=as_of,
        ageing=age(policy, book, as_of, past),
        dunning=None if rules.dunning is None else remind(policy, book, as_of, past),
        provision=None if rules.provision is None or rules.ageing is None else provide(policy, book, as_of, past),
    )
