"""What is set aside for everybody's debts on a day: who by which entry, and the loss rates of history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.accounts import Accounts
from dealerkit.credit.collecting.ageing import added, aged
from dealerkit.credit.collecting.ageing_rule import AgeingRule
from dealerkit.credit.collecting.dunning_run import rounding_of
from dealerkit.credit.collecting.flow_rate import Flows, flow_rates
from dealerkit.credit.collecting.history import EVERYBODY, History, history_of
from dealerkit.credit.collecting.provision import Provided, provided, rates_of, sum_of
from dealerkit.credit.collecting.provision_rule import FlowRate, Provision
from dealerkit.credit.collecting.section import Collections, collections_of
from dealerkit.decisions import Rule
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.values.exact import total_of_decimals
from dealerkit.values.months import add_months

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@frozen(kw_only=True)
class Ends:
    """The ends of steps that an entry's rates are from, and what stood in each bucket then."""

    days: tuple[date, ...]
    balances: tuple[Mapping[str, Decimal], ...]


@frozen(eq=False, kw_only=True)
class ProvisionRun:
    """What is set aside, customer by customer, and where the rates come from."""

    policy: Policy = field(repr=False)
    collections: Collections = field(repr=False)
    as_of: date
    rule: AgeingRule
    customers: tuple[Provided, ...]
    entries: tuple[Provision, ...]
    flows: Mapping[str, Flows]
    history: Mapping[str, Ends]
    names: Mapping[str, str] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def of(self, entry: Provision | None) -> tuple[Provided, ...]:
        """The customers that an entry is for; those of None have none."""
        return tuple(each for each in self.customers if each.by is entry)

    def column(self, column: str, of: tuple[Provided, ...] | None = None) -> Decimal | None:
        """What is set aside in a column, in all or for some; None where it cannot be told."""
        return sum_of(each.amounts[column] for each in (self.customers if of is None else of))

    @property
    def total(self) -> Decimal | None:
        """What is set aside in all; None where a part cannot be told."""
        return sum_of(each.total for each in self.customers)


def provide(policy: Policy, book: Book, as_of: date, history: History | None = None) -> ProvisionRun:
    """Set aside what the policy says on a day.

    Findings: DK591 what cannot be told: the book begins later than the rates need, a bucket has a balance and
    no rate, or no entry is for a customer.
    """
    collections = collections_of(policy)
    if collections is None or collections.ageing is None or collections.provision is None:
        raise DealerkitError("a policy without ageing and provision sets nothing aside")
    past = history or history_of(policy, book, as_of)
    entries = tuple(collections.provision.values())
    ends = {each.id: ends_of_steps(each.flow_rate, as_of) for each in entries if each.flow_rate is not None}
    on = past.on({as_of, *(day for days in ends.values() for day in days)})
    accounts = on[as_of]
    rule = collections.ageing
    masters = Masters(book, policy.catalogue)
    chosen = {
        name: _entry_of(policy, entries, masters, name, as_of)
        for name in sorted({name for each in on.values() for name in each.accounts})
    }
    problems: list[Problem] = []
    flows: dict[str, Flows] = {}
    kept: dict[str, Ends] = {}
    for each in entries:
        if each.flow_rate is not None:
            members = frozenset(name for name, (by, _) in chosen.items() if by is each)
            days = ends[each.id]
            balances = tuple(_balances(rule, on[day], members) for day in days)
            kept[each.id] = Ends(days=days, balances=balances)
            flows[each.id] = flow_rates(each.flow_rate, tuple(rule.buckets), balances)
            problems += _too_short(each, past, days)
    found = []
    for name, account in accounts.accounts.items():
        stood = aged(rule, account, as_of)
        if not any(stood.amounts.values()):
            continue
        by, missing = chosen[name]
        rates = {} if by is None else rates_of(by, flows.get(by.id))
        found.append(provided(stood, by, rates, rounding_of(policy), missing))
    names = _names(book, as_of)
    return ProvisionRun(
        policy=policy,
        collections=collections,
        as_of=as_of,
        rule=rule,
        customers=tuple(found),
        entries=entries,
        flows=flows,
        history=kept,
        names=names,
        problems=in_order((*past.problems, *problems, *_findings(collections, found, entries))),
    )


def ends_of_steps(rule: FlowRate, day: date) -> tuple[date, ...]:
    """The ends of the last steps up to a day, and the beginning of the first; the day itself if a step ends on it."""
    following = day + timedelta(days=1)
    size = _MONTHS[rule.every]
    first = following.replace(month=(following.month - 1) // size * size + 1, day=1)
    return tuple(add_months(first, back * size) - timedelta(days=1) for back in range(-rule.steps, 1))


def _entry_of(
    policy: Policy, entries: tuple[Provision, ...], masters: Masters, name: str, day: date
) -> tuple[Provision | None, tuple[str, ...]]:
    """The first entry that is for a customer; none, with the facts that are missing, where that cannot be told."""
    for each in entries:
        if each.where is None:
            return each, ()
        held = each.where.evaluate(_facts(policy, masters, each.where, name, day))
        if isinstance(held, Missing):
            return None, held.facts
        if held:
            return each, ()
    return None, ()


def _facts(policy: Policy, masters: Masters, where: Expression, name: str, day: date) -> Mapping[str, Value | Missing]:
    """What an entry's ``where`` asks about a customer."""
    found: dict[str, Value | Missing] = dict(policy.parameters_at(day))
    for fact in where.reads:
        read = masters.contract_of_dealer if fact.startswith("contract.") else masters.dealer
        found[fact] = read(fact, name, day)
    return found


def _balances(rule: AgeingRule, on: Accounts, members: frozenset[str]) -> Mapping[str, Decimal]:
    """What stood in each bucket at a month end, of some customers."""
    each = (aged(rule, account, on.day) for name, account in on.accounts.items() if name in members)
    return added(EVERYBODY, each, rule.columns).amounts


def _names(book: Book, day: date) -> Mapping[str, str]:
    customers = book.versions("customers")
    found = {}
    for row in book.rows("customers"):
        customer = str(row["customer"])
        found[customer] = str((customers.at(day, customer) or row).get("name") or "")
    return found


def _too_short(entry: Provision, past: History, days: tuple[date, ...]) -> Iterator[Problem]:
    """DK591 where the book begins after the first month end: what stood there is not known to be nothing."""
    if past.first_day is None or past.first_day > days[0]:
        yield _untold(entry.rule, entry.id, needs=days[0], begins=past.first_day)


def _findings(collections: Collections, found: Iterable[Provided], entries: Iterable[Provision]) -> Iterator[Problem]:
    """DK591, once an entry and column, and once a customer that no entry is for."""
    known = tuple(found)
    for entry in entries:
        for column in known[0].amounts if known else ():
            open_ = [each for each in known if each.by is entry and each.amounts[column] is None]
            if open_:
                balance = total_of_decimals(each.aged.amounts[column] for each in open_)
                yield _untold(entry.rule, entry.id, bucket=column, balance=balance)
    for each in known:
        if each.by is None and each.total is None:
            yield _untold(collections.rule, "provision", customer=each.aged.subject, missing=each.missing)


def _untold(
    rule: Rule,
    entry: str,
    *,
    bucket: str = "",
    balance: Decimal | None = None,
    needs: date | None = None,
    begins: date | None = None,
    customer: str = "",
    missing: tuple[str, ...] = (),
) -> Problem:
    return problem(
        "DK591",
        rule.at,
        address=rule.address,
        severity=Severity.WARNING,
        entry=entry,
        bucket=bucket,
        balance="" if balance is None else balance,
        needs="" if needs is None else needs,
        begins="" if begins is None else begins,
        customer=customer,
        missing=missing,
    )
