"""The ``special_bids:`` section (特价单), key by key: which bids are honoured, and what a claim under one is worth.

    special_bids:
      projects:
        where: within(product, "servers")
        methods: [down-to, down-by]
        price: {from: book}
        sell_through: {share: 2%, units: 1}
        claim: {within: 30 days}
        settle: {payout: credit-note, negative: carry-forward}

Source: ship and debit as the makers of business software describe it (SAP Distributor Reseller Management and
SAP CRM: down to, down by, per cent, from the cost in stock, the book price of the contract or the price of the
day; Siebel and Oracle: a claim line is checked against agreement, quantity and day before it is paid).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.header import ROUNDING, RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import AMOUNT, BOOLEAN, DURATION, SHARE, TEXT, at_least, choice
from dealerkit.policy.shapes import Shape, entry, expression, keyed, listing, named, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.rebates.clauses import WITHOUT_FACT
from dealerkit.rebates.granting.names import BIDS
from dealerkit.rebates.granting.payment import PAYMENT, Payment
from dealerkit.rebates.places import Shorthand, WordOr
from dealerkit.values.durations import Duration
from dealerkit.values.exact import ZERO, Number

SECTION = BIDS

SOLD = frozenset({"product", "dealer", "contract"})
"""What a condition on a claim sees: the product, the dealer and the contract, on the day of the sale."""

METHODS = ("down-to", "down-by", "percent")
PRICES = ("book", "list", "first-in-first-out", "last", "average")

_AMOUNT_FROM_0 = cast("Shape[Decimal]", at_least(AMOUNT, 0))
_SHARE = cast("Shape[Number]", SHARE)
_WHETHER = cast("Shape[str | bool]", WordOr(WITHOUT_FACT, BOOLEAN))


@frozen(kw_only=True)
class BidCondition:
    """Which sales may be claimed at all."""

    rule: Rule = ruled()
    when: Expression = entry(
        expression(SOLD, CONDITION), "what must hold for product, dealer and contract on the day of the sale"
    )
    if_missing: str | bool = entry(
        _WHETHER, "what follows if a fact is missing: undetermined, refuse, true or false", default="undetermined"
    )


@frozen(kw_only=True)
class BidPrice:
    """What the dealer is taken to have paid for a unit."""

    rule: Rule = ruled()
    from_: str = entry(
        choice(*PRICES),
        "book: as the bid says; list: the price list on the day of the sale; else what the dealer paid for it:"
        " first in, first out; the last purchase before the sale; or the average of all before it",
    )
    if_missing: str = entry(
        choice(*WITHOUT_FACT), "if that price is not known: undetermined or refuse", default="undetermined"
    )


@frozen(kw_only=True)
class SellThroughRule:
    """A claimed unit must be one that the dealer reported as sold; each report supports one claim."""

    rule: Rule = ruled()
    share: Number = entry(
        _SHARE, "by how much claims of a bid may exceed what was reported, as a share of it", default=ZERO
    )
    units: Decimal = entry(_AMOUNT_FROM_0, "and by how many units beside", default=ZERO)
    outlet: str = entry(
        choice("same", "if-stated", "any"),
        "whether a report must name the bid's end customer as its outlet: always, where it names one, or never",
        default="same",
    )
    document: str = entry(
        choice("same", "any"), "whether a report must name the document that the claim names", default="any"
    )
    if_missing: str = entry(
        choice(*WITHOUT_FACT), "if the book has no reports at all: undetermined or refuse", default="undetermined"
    )


@frozen(kw_only=True)
class BidProof:
    """A claim must name a document that proves the sale."""

    rule: Rule = ruled()
    if_missing: str = entry(choice(*WITHOUT_FACT), "if no document is named: undetermined or refuse")


@frozen(kw_only=True)
class BidClaimRule:
    """Until when a sale may be claimed."""

    rule: Rule = ruled()
    within: Duration = entry(DURATION, "how long after that day a claim may come in; the day itself is not counted")
    after: str = entry(
        choice("sale", "bid"), "the day it is counted from: of the sale, or the last of the bid", default="sale"
    )


@frozen(kw_only=True)
class BidCap:
    """What is credited at most; earlier claims are credited first."""

    rule: Rule = ruled()
    claim: Decimal | None = entry(_AMOUNT_FROM_0, "the most for one claim", default=None)
    bid: Decimal | None = entry(_AMOUNT_FROM_0, "the most for all claims under one bid", default=None)
    dealer: Decimal | None = entry(_AMOUNT_FROM_0, "the most for one dealer under this scheme", default=None)


@frozen(kw_only=True)
class SpecialBids:
    """One scheme of ship and debit: which bids are honoured, and what is credited for what was sold under them."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the scheme's name for people", default=None)
    where: BidCondition | None = entry(
        Shorthand(record(BidCondition), "when"), "which sales may be claimed; all if absent", default=None
    )
    methods: tuple[str, ...] = entry(
        listing(choice(*METHODS)), "which kinds of bid are honoured; down-to and down-by if absent", default=METHODS[:2]
    )
    longest: Duration | None = entry(DURATION, "how long a bid may run; any time if absent", default=None)
    price: BidPrice = entry(
        Shorthand(record(BidPrice), "from"), "what a bid down to a price is taken off from: what the dealer paid"
    )
    percent_of: BidPrice | None = entry(
        Shorthand(record(BidPrice), "from"), "the price of which a bid by per cent is a share", default=None
    )
    sell_through: SellThroughRule | None = entry(
        record(SellThroughRule), "only reported sales are credited; no report is asked if absent", default=None
    )
    proof: BidProof | None = entry(
        record(BidProof), "a sale must be proved; no document is asked if absent", default=None
    )
    claim: BidClaimRule | None = entry(
        Shorthand(record(BidClaimRule), "within"), "until when a sale may be claimed; any time if absent", default=None
    )
    pays: str = entry(
        choice("lower", "ours"),
        "what is credited where a claim states another credit than ours: the lower of both, or ours",
        default="lower",
    )
    difference: Decimal = entry(
        _AMOUNT_FROM_0, "how far a claimed amount may differ from ours without being told of", default=ZERO
    )
    cap: BidCap | None = entry(record(BidCap), "what is credited at most", default=None)
    rounding: RoundingRule | None = entry(
        ROUNDING, "how the credit of a claim is rounded, if not as the policy says", default=None
    )
    settle: Payment = entry(PAYMENT, "how credits are paid")


SPECIAL_BIDS = keyed(record(SpecialBids))
"""The shape of the whole ``special_bids:`` section."""


def bid_schemes(policy: Policy) -> Mapping[str, SpecialBids]:
    """The schemes of a policy; none where it has no such section."""
    return cast("Mapping[str, SpecialBids]", policy.sections.get(SECTION, {}))
