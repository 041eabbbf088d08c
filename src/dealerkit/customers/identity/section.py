"""The ``customers.identity`` room (客户身份), key by key.

    identity:
      words: [有限责任公司, 有限公司, "Co., Ltd."]
      compare:
        phone:        {fields: phone, as: digits, drops: ["+86"], then: alarm}
        bank_account: {fields: bank_account, as: account, then: wait}
        name:         {fields: name, as: name, near: 1, same: city, then: note}
      sources: {order: [copy, agreement, record], fields: {bank_account: {as: account}}}

Source: onboarding rules of a consumer-goods company: a phone or bank account held by any customer of any status is an
alarm, a duplicate account waits for a filed exception (备案), three sources must agree, the copy usually wins.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.customers.identity.normal import KINDS
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import BOOLEAN, COUNT_FROM_1, DURATION, INTEGER, KEY, TEXT, between, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, keyed, listing, named, placed, record, ruled
from dealerkit.values.durations import Duration

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RECORD = "record"
"""The source that is the customer's own row in the book."""
_NONE_OR_ONE = between(INTEGER, 0, 1)


@frozen(kw_only=True)
class Comparison:
    """What two customers may not share: one or several columns, as they are compared."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    fields: tuple[str, ...] = entry(listing(KEY), "the columns of `customers`, all of which must agree")
    as_: str = entry(
        choice(*KINDS),
        "how values are made alike: digits; code: letters and digits; account: as its bank writes it; name: without"
        " company-form words; text: without spaces and signs",
        key="as",
    )
    drops: tuple[str, ...] = entry(listing(TEXT), "prefixes that are no part of a value, such as +86", default=())
    several: tuple[str, ...] = entry(
        listing(TEXT),
        "signs between several values in one cell, such as /: each value is compared; of a single column only",
        default=(),
    )
    near: int = entry(
        _NONE_OR_ONE,
        "how many characters may be put in, left out, changed or swapped with their neighbour: 0 or 1",
        default=0,
    )
    least: int = entry(COUNT_FROM_1, "values shorter than this are compared exactly only", default=4)
    same: tuple[str, ...] = entry(
        listing(KEY), "columns that must be equal as well, such as city, or it is not looked at", default=()
    )
    then: str = entry(
        choice("alarm", "wait", "note"),
        "what follows: alarm (somebody must look), wait (also nothing goes on until an exception is filed), note",
    )


@frozen(kw_only=True)
class SourceField:
    """One field that the sources must agree on."""

    rule: Rule = ruled()
    id: str = named()
    as_: str = entry(choice(*KINDS), "how values are made alike before they are compared", key="as", default="text")
    order: tuple[str, ...] = entry(
        listing(KEY), "the sources from the one that wins down, if other than for the rest", default=()
    )


@frozen(kw_only=True)
class Sources:
    """What must agree when a customer is taken on: the record, the signed agreement, the copies."""

    rule: Rule = placed()
    order: tuple[str, ...] = entry(
        listing(KEY), "the sources, from the one that wins where they differ down; `record` is the customer's own row"
    )
    fields: Keyed[SourceField] = entry(keyed(record(SourceField)), "the columns of `customers` that are compared")
    if_missing: str = entry(
        choice("undetermined", "skip"),
        "of whom no source but the record says anything: the answer is undetermined, or nothing is asked",
        default="undetermined",
    )


@frozen(kw_only=True)
class OwnName:
    """In whose name the account must be."""

    rule: Rule = ruled()
    holder: str = entry(KEY, "the column that names the holder", default="account_holder")
    account: str = entry(
        KEY,
        "the column of the account: where it is filled in and the holder is not, nobody can tell",
        default="bank_account",
    )
    of: tuple[str, ...] = entry(listing(KEY), "columns of which one must be the holder's name: name, legal_person")


@frozen(kw_only=True)
class ChangeRule:
    """What a change of one field needs."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    papers: tuple[str, ...] = entry(listing(KEY), "papers that must come with it, from the table `papers`", default=())
    batch: str | None = entry(
        choice(*WEEKDAYS),
        "the weekday on which such changes are entered; the next working day if it is none",
        default=None,
    )
    tell: str | None = entry(KEY, "who is told of it as well, such as order-desk", default=None)
    on_call_day: bool = entry(
        BOOLEAN, "they are told only of a change on the weekday on which the customer is called", default=False
    )


@frozen(kw_only=True)
class Signing:
    """How agreements come back."""

    rule: Rule = ruled()
    within: Duration = entry(DURATION, "how long signing takes; who has not signed by then is reminded")
    copies: int = entry(COUNT_FROM_1, "how many signed copies there are", default=1)


@frozen(kw_only=True)
class Identity:
    """How customers are told apart, and what must agree about each of them."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    words: tuple[str, ...] = entry(
        listing(TEXT), "company-form words that are left out of names: 有限公司, Co., Ltd.", default=()
    )
    largest_bucket: int = entry(
        COUNT_FROM_1,
        "how many customers that share something are compared one by one; more are told as a crowd",
        default=50,
    )
    compare: Keyed[Comparison] = entry(keyed(record(Comparison)), "what customers may not share")
    stops: tuple[str, ...] = entry(
        listing(KEY), "purposes of `files` that do not go on while something waits here, such as open", default=()
    )
    sources: Sources | None = entry(record(Sources), "what must agree on onboarding", default=None)
    own_name: OwnName | None = entry(record(OwnName), "in whose name the account must be", default=None)
    keys_apart: tuple[str, ...] = entry(
        listing(KEY),
        "columns that are numbers of their own: none is a customer's code, such as transfer_number",
        default=(),
    )
    changes: Keyed[ChangeRule] = entry(keyed(record(ChangeRule)), "what changes of a field need", default=Keyed())
    signing: Signing | None = entry(record(Signing), "how agreements come back", default=None)


IDENTITY: Shape[Identity] = record(Identity)


def identity_of(policy: Policy) -> Identity | None:
    """The room of a policy, if it has one."""
    section = policy.sections.get("customers")
    return cast("Identity | None", getattr(section, "identity", None))
