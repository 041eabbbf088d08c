"""The ageing of a book on a day: customer by customer, group by group, in all; and how fast they pay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.accounts import Account, Accounts, without_due_date
from dealerkit.credit.collecting.ageing import Aged, added, aged, undated
from dealerkit.credit.collecting.ageing_rule import AgeingRule
from dealerkit.credit.collecting.history import EVERYBODY, History, history_of
from dealerkit.credit.collecting.pace import Dso, Turnover, balance_days, dso, turnover
from dealerkit.credit.collecting.section import Collections, collections_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, in_order
from dealerkit.values.exact import EXACT, total_of_decimals


@frozen(kw_only=True)
class Pace:
    """How fast somebody pays; each part is None where the policy does not ask for it."""

    dso: Dso | None = None
    turnover: Turnover | None = None


@frozen(eq=False, kw_only=True)
class AgeingRun:
    """Everybody's ageing and pace. ``groups`` has those of customers whose row names a group."""

    policy: Policy = field(repr=False)
    collections: Collections = field(repr=False)
    as_of: date
    rule: AgeingRule | None
    customers: tuple[Aged, ...]
    groups: tuple[Aged, ...]
    total: Aged | None
    paces: Mapping[str, Pace]
    accounts: Accounts = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    group_names: Mapping[str, str] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def pace(self) -> Pace:
        """How fast everybody together pays."""
        return self.paces[EVERYBODY]


def age(policy: Policy, book: Book, as_of: date, history: History | None = None) -> AgeingRun:
    """Age everybody's debts on a day. Findings: DK590 debts without a due date, and those of reading the book."""
    collections = collections_of(policy)
    if collections is None:
        raise DealerkitError("a policy without collections ages nothing")
    past = history or history_of(policy, book, as_of)
    asked = {as_of} if collections.turnover is None else {as_of, *balance_days(collections.turnover, as_of)}
    on = past.on(asked)
    accounts = on[as_of]
    rule = collections.ageing
    found: tuple[Aged, ...] = ()
    if rule is not None:
        every = tuple(aged(rule, each, as_of) for each in accounts.accounts.values())
        found = tuple(each for each in every if any(each.amounts.values()))
    names, of_group, group_names = _names(book, as_of)
    return AgeingRun(
        policy=policy,
        collections=collections,
        as_of=as_of,
        rule=rule,
        customers=found,
        groups=() if rule is None else _grouped(rule, found, of_group),
        total=None if rule is None else added(EVERYBODY, found, rule.columns),
        accounts=accounts,
        paces=_paces(collections, past, on, as_of),
        names=names,
        group_names=group_names,
        problems=in_order((*past.problems, *_undated(rule, accounts))),
    )


def current_of(account: Account, day: date) -> Decimal | None:
    """What of an account is not overdue, less credit; None where a due date is not known."""
    if undated(account):
        return None
    return EXACT.subtract(account.owed, _overdue(account, day))


def _overdue(account: Account, day: date) -> Decimal:
    return total_of_decimals(each.open for each in account.items if each.open > 0 and (each.days_overdue(day) or 0) > 0)


def _paces(collections: Collections, past: History, on: Mapping[date, Accounts], day: date) -> Mapping[str, Pace]:
    accounts = on[day]
    found = {
        EVERYBODY: _pace(
            collections, past, {each: then.owed for each, then in on.items()}, _current(accounts), EVERYBODY, day
        )
    }
    for name, account in accounts.accounts.items():
        owed = {each: then.of(name).owed for each, then in on.items()}
        found[name] = _pace(collections, past, owed, current_of(account, day), name, day)
    return found


def _current(accounts: Accounts) -> Decimal | None:
    """What everybody owes that is not overdue."""
    parts = [current_of(each, accounts.day) for each in accounts.accounts.values()]
    known = [each for each in parts if each is not None]
    return total_of_decimals(known) if len(known) == len(parts) else None


def _pace(
    collections: Collections,
    past: History,
    owed: Mapping[date, Decimal],
    current: Decimal | None,
    name: str,
    day: date,
) -> Pace:
    sales = past.sales(name)
    of_days = None if collections.dso is None else dso(collections.dso, owed[day], current, sales, day)
    of_times = None if collections.turnover is None else turnover(collections.turnover, owed.__getitem__, sales, day)
    return Pace(dso=of_days, turnover=of_times)


def _names(book: Book, day: date) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The names of customers, the group of each, and the names of groups."""
    names: dict[str, str] = {}
    of_group: dict[str, str] = {}
    group_names: dict[str, str] = {}
    customers, groups = book.versions("customers"), book.versions("groups")
    for row in book.rows("customers"):
        customer = str(row["customer"])
        held = customers.at(day, customer) or row
        names[customer] = str(held.get("name") or "")
        group = str(held.get("group") or "")
        if group:
            of_group[customer] = group
            named = groups.at(day, group)
            group_names[group] = str((named.get("name") if named is not None else None) or "")
    return names, of_group, group_names


def _grouped(rule: AgeingRule, found: tuple[Aged, ...], of_group: Mapping[str, str]) -> tuple[Aged, ...]:
    members: dict[str, list[Aged]] = {}
    for each in found:
        if each.subject in of_group:
            members.setdefault(of_group[each.subject], []).append(each)
    return tuple(added(group, members[group], rule.columns) for group in sorted(members))


def _undated(rule: AgeingRule | None, accounts: Accounts) -> tuple[Problem, ...]:
    if rule is not None and rule.by != "due":
        return ()
    found = ((each.customer, undated(each)) for each in accounts.accounts.values())
    return tuple(without_due_date(customer, items) for customer, items in found if items)
