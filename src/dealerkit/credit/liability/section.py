"""The ``liability:`` section (坏账责任), key by key.

    liability:
      over: shipment                       # a shipment over the limit is over as a whole
      rules:
        - id: unapproved
          when: debt.part == "unapproved"
          bearers: [{who: logistics-officer}, {who: warehouse-keeper}, {who: department-head}]
        - id: last-release
          when: debt.part == "released"
          bearers: [{who: signer}]
        - id: inside
          bearers: [{who: salesperson, share: 30%}, {who: regional-manager, share: 20%}, {who: company, share: 50%}]

Source: handbooks: bad debts inside the limit are borne by shares; a shipment over the limit without money or
approval, on a hand-written invoice or none, is borne in full by logistics officer, warehouse keeper and
department head; a release's bad debt counts as inside the limit, or falls on its signer; legal action is reserved.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.credit.liability.facts import DEBT
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.nodes import Mapping, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import BOOLEAN, KEY, RATE_FROM_0, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.numbers import Number

SECTION = "liability"
SIGNER, SECONDER, COMPANY = "signer", "seconder", "company"
"""Bearers that are no roles: who signed the release, who signed it as well, and nobody but the company."""

WHOLE, EXCESS = "shipment", "excess"
IN_PROPORTION, OVER_FIRST, INSIDE_FIRST = "in-proportion", "over-first", "inside-first"


@frozen(kw_only=True)
class Bearer:
    """Who bears a part of a loss, and how much of it."""

    rule: Rule = ruled()
    id: str = named()
    who: str = entry(KEY, "a role, or signer, seconder, company")
    share: Number | None = entry(
        cast("Shape[Number]", RATE_FROM_0), "the share; all bearers equally where none states one", default=None
    )


def _by_who(node: Mapping) -> str:
    """A bearer is called after who it is."""
    who = node.get("who")
    return who.text if isinstance(who, Scalar) else ""


@frozen(kw_only=True)
class BearingRule:
    """Who bears which losses; the first rule whose condition holds decides."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    when: Expression | None = entry(
        cast("Shape[Expression]", expression(DEBT, CONDITION)), "must hold; every loss if absent", default=None
    )
    bearers: Keyed[Bearer] = entry(items(record(Bearer), key=_by_who), "who bears it, with shares that make 100 %")
    legal_action: bool = entry(BOOLEAN, "whether legal action against the persons is reserved beside it", default=False)


@frozen(kw_only=True)
class Liability:
    """Who bears a bad debt: inside the limit, under a release, or shipped without approval."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    over: str = entry(
        choice(WHOLE, EXCESS),
        "what of a shipment that goes beyond the limit is over it: all of it, or what exceeds the limit",
        default=WHOLE,
    )
    partly: str = entry(
        choice(IN_PROPORTION, OVER_FIRST, INSIDE_FIRST),
        "where a shipment is partly over the limit and partly lost: which part of it the loss is",
        default=IN_PROPORTION,
    )
    rules: Keyed[BearingRule] = entry(items(record(BearingRule)), "who bears what, the first that holds decides")


LIABILITY: Shape[Liability] = record(Liability)


def liability_of(policy: Policy) -> Liability | None:
    """The policy's section, if it has one."""
    return cast("Liability | None", policy.sections.get(SECTION))
