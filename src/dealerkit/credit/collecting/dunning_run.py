"""Where everybody stands with letters on a day, and which letters go out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.accounts import of_no_invoice, without_due_date
from dealerkit.credit.collecting.broken_plans import unbroken
from dealerkit.credit.collecting.dunning import Dunning, Letter, Repaying, Sent, dun, read_letters, read_repaying
from dealerkit.credit.collecting.dunning_rule import DunningRule
from dealerkit.credit.collecting.history import History, history_of
from dealerkit.credit.collecting.plans.agreed import read_agreed
from dealerkit.credit.collecting.section import Collections, collections_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.values.rounding import CENTS, Rounding

_Row = TypeVar("_Row", Sent, Repaying)


@frozen(eq=False, kw_only=True)
class DunningRun:
    """Everybody who is overdue, or will be written to: the highest level first."""

    policy: Policy = field(repr=False)
    collections: Collections = field(repr=False)
    rule: DunningRule
    as_of: date
    customers: tuple[Dunning, ...]
    addresses: Mapping[str, tuple[str, str, str]] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def letters(self) -> tuple[tuple[str, Letter], ...]:
        """The letters that are due, each with its customer."""
        return tuple((each.customer, each.letter) for each in self.customers if each.letter is not None)

    def of(self, customer: str) -> Dunning | None:
        """Where a customer stands; None where he owes nothing that could be dunned."""
        return next((each for each in self.customers if each.customer == customer), None)


def remind(policy: Policy, book: Book, as_of: date, history: History | None = None) -> DunningRun:
    """Say who is reminded on a day.

    Findings: DK588 a letter of a level that the policy does not have, DK584 one for an invoice that its customer does
    not have, DK590 debts without a due date, and those of reading the book.
    """
    collections = collections_of(policy)
    rule = collections.dunning if collections is not None else None
    if collections is None or rule is None:
        raise DealerkitError("a policy without dunning reminds nobody")
    past = history or history_of(policy, book, as_of)
    letters = read_letters(book)
    agreed = read_agreed(policy, book, as_of).plans
    plans = unbroken(read_repaying(book), agreed, past.movements, as_of, collections.repayments, policy.calendar())
    rounding = rounding_of(policy)
    accounts = past.on({as_of})[as_of].accounts
    sent_to, plans_of = _by_customer(letters), _by_customer(plans)
    every = (
        dun(
            rule,
            each,
            as_of,
            sent=sent_to.get(each.customer, ()),
            plans=plans_of.get(each.customer, ()),
            rounding=rounding,
        )
        for each in accounts.values()
    )
    found = [each for each in every if each.items or each.wakes_on is not None or each.undated]
    return DunningRun(
        policy=policy,
        collections=collections,
        rule=rule,
        as_of=as_of,
        customers=tuple(sorted(found, key=lambda each: (-each.reached, each.customer))),
        addresses=_addresses(book, as_of),
        problems=in_order(
            (
                *past.problems,
                *_unknown_levels(rule, letters, as_of),
                *_astray(letters, past, as_of),
                *(without_due_date(each.customer, each.undated) for each in found if each.undated),
            )
        ),
    )


def rounding_of(policy: Policy) -> Rounding:
    """How the policy rounds amounts; to the cent, half up, where it does not say."""
    stated = policy.header.rounding
    return CENTS if stated is None else stated.rounding


def _by_customer(rows: Iterable[_Row]) -> Mapping[str, Sequence[_Row]]:
    found: dict[str, list[_Row]] = {}
    for each in rows:
        found.setdefault(each.customer, []).append(each)
    return found


def _addresses(book: Book, day: date) -> Mapping[str, tuple[str, str, str]]:
    """The name, the address and the person to talk to, of each customer."""
    customers = book.versions("customers")
    found: dict[str, tuple[str, str, str]] = {}
    for row in book.rows("customers"):
        customer = str(row["customer"])
        held = customers.at(day, customer) or row
        found[customer] = (
            str(held.get("name") or ""),
            str(held.get("address") or ""),
            str(held.get("contact") or ""),
        )
    return found


def _astray(letters: tuple[Sent, ...], past: History, day: date) -> Iterator[Problem]:
    """Letters for an invoice that their customer does not have."""
    named = [each for each in letters if each.invoice and each.day <= day]
    owners = past.owners if named else {}
    for each in named:
        found = of_no_invoice(each.at, "dunnings", each.letter, each.customer, each.invoice, owners)
        if found is not None:
            yield found


def _unknown_levels(rule: DunningRule, letters: tuple[Sent, ...], day: date) -> list[Problem]:
    most = len(rule.levels)
    return [
        problem(
            "DK588",
            each.at,
            address=rule.rule.address,
            severity=Severity.WARNING,
            letter=each.letter,
            customer=each.customer,
            number=each.level,
            count=most,
            level="",
            days="",
            before="",
            days_before="",
        )
        for each in letters
        if each.day <= day and not 1 <= each.level <= most
    ]
