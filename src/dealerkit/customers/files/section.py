r"""The ``customers.files`` room (客户档案), key by key.

    files:
      purposes: {open: {title: 开户}, reimburse: {title: 报销, expenses: [entertaining, travel, gift]}}
      formats:  {mobile: {pattern: '1[3-9]\d{9}'}, tax: {any: [credit-code, old-tax-number]}}
      items:
        phone:   {field: phone, format: mobile, weight: 2}
        licence: {paper: business-licence, kinds: [dealer], for: [credit]}

Source: dealer-management handbooks and a 4S-shop group's management system; *no file, no reimbursement*.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.customers.files.deadline import DEADLINES, Deadline
from dealerkit.customers.files.penalty import PENALTIES, Penalty
from dealerkit.customers.files.standards import STANDARDS
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import BOOLEAN, COUNT_FROM_1, KEY, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, keyed, listing, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION

CUSTOMER = frozenset({"dealer", "contract"})
"""What a condition on a customer's file sees: the customer's row, and its contract, on the day."""


@frozen(kw_only=True)
class Purpose:
    """One thing one wants to do with a customer, for which a file must be complete."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    expenses: tuple[str, ...] = entry(
        listing(TEXT), "kinds of expenses that are refused for a customer whose file does not suffice", default=()
    )


@frozen(kw_only=True)
class Format:
    """A named form of a value: a standard, a pattern of the company, or any of several forms."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    standard: str | None = entry(choice(*STANDARDS), "a built-in check of a published standard", default=None)
    pattern: str | None = entry(
        TEXT, "a regular expression for the whole value, without `*` and `+`: repetitions have an end", default=None
    )
    any: tuple[str, ...] | None = entry(
        listing(KEY), "other formats, or standards, of which one must fit", default=None
    )


@frozen(kw_only=True)
class Bank:
    """One bank with which money is settled electronically, and what its account numbers look like."""

    rule: Rule = placed()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    names: tuple[str, ...] = entry(
        listing(TEXT), "the names under which records know it; its key if absent", default=()
    )
    begins: tuple[str, ...] = entry(listing(TEXT), "with which of these an account number begins", default=())
    drops: tuple[str, ...] = entry(
        listing(TEXT), "prefixes of a passbook that are no part of the number, and are dropped", default=()
    )
    format: str | None = entry(KEY, "the form of the number, after dropping; any digits if absent", default=None)
    everywhere: bool = entry(
        BOOLEAN, "whether a passbook must be usable at every branch (`usable_everywhere`)", default=False
    )


@frozen(kw_only=True)
class Item:
    """One thing that a customer file must hold: a field that is filled in, or a paper that is there."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    field: str | None = entry(KEY, "a column of `customers` that must be filled in", default=None)
    paper: str | None = entry(KEY, "a kind of paper that must be there, from the table `papers`", default=None)
    format: str | None = entry(
        KEY, "the form of the field: a format of this policy, a standard, or `bank`", default=None
    )
    role: str | None = entry(
        KEY,
        "the field names an employee, who must hold this role or have held it: who confirms, who checks",
        default=None,
    )
    several: tuple[str, ...] = entry(
        listing(TEXT), "signs between several values in one cell, such as /; each must have the form", default=()
    )
    kinds: tuple[str, ...] = entry(
        listing(TEXT), "the kinds of customers of which it is asked; all if absent", default=()
    )
    for_: tuple[str, ...] = entry(
        listing(KEY), "the purposes for which it is needed; all if absent", key="for", default=()
    )
    when: Expression | None = entry(
        cast("Shape[Expression]", expression(CUSTOMER, CONDITION)), "only asked where this holds", default=None
    )
    if_missing: str = entry(
        choice("undetermined", "ask", "skip"),
        "where it cannot be told whether it is asked: leave it undetermined, ask for it, or do not",
        default="undetermined",
    )
    weight: int = entry(COUNT_FROM_1, "how much it counts in completeness", default=1)
    optional: bool = entry(
        BOOLEAN, "only its form is looked at, where it is filled in: nothing waits for it", default=False
    )


@frozen(kw_only=True)
class Dossier:
    """A bundle of papers about one deal, such as one car; its lists are apart from the customer's own file."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    papers: tuple[str, ...] = entry(listing(KEY), "the papers it must hold, from the table `papers`")
    one_per_object: bool = entry(BOOLEAN, "whether one thing, such as a car, has only one", default=False)


@frozen(kw_only=True)
class Files:
    """What customer files must hold for what, in which form, by when, and what a lapse costs."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    purposes: Keyed[Purpose] = entry(keyed(record(Purpose)), "what one wants to do: open, credit, reimburse")
    formats: Keyed[Format] = entry(
        keyed(record(Format, exactly_one=(("standard", "pattern", "any"),))), "forms of values by name", default=Keyed()
    )
    banks: Keyed[Bank] = entry(keyed(record(Bank)), "the banks with which money is settled", default=Keyed())
    items: Keyed[Item] = entry(keyed(record(Item, exactly_one=(("field", "paper"),))), "what a customer file must hold")
    dossiers: Keyed[Dossier] = entry(
        keyed(record(Dossier)), "bundles of papers about one deal, by kind", default=Keyed()
    )
    deadlines: Keyed[Deadline] = entry(
        DEADLINES, "by when files are registered, filed, changed, handed over", default=Keyed()
    )
    penalties: Keyed[Penalty] = entry(PENALTIES, "what lapses cost, by department", default=Keyed())


FILES: Shape[Files] = record(Files)


def files_of(policy: Policy) -> Files | None:
    """The room of a policy, if it has one."""
    section = policy.sections.get("customers")
    return cast("Files | None", getattr(section, "files", None))


def title_of(defined: Mapping[str, Purpose | Item | Dossier | Deadline | Penalty], key: str) -> str:
    """What people call a definition; its key where it has no title."""
    found = defined.get(key)
    return key if found is None else found.title or key
