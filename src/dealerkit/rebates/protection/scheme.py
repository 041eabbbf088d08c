"""The ``price_protection:`` section (价保), key by key: which stock is credited at a price cut, and how much of it.

    price_protection:
      handsets:
        where: within(product, "phones") and dealer.status == "active"
        drop: {from: list-price, minimum: 20}
        units: lots
        window: 60 days
        stock: {from: count, within: 7 days}
        proof: {if_missing: refuse}

Source: dealers' handbooks (a dealer with three units bought too long ago claimed 860 and was refused) and
the usual terms of trade: stock on the day times the drop, bought within a window, proved, capped.
Arithmetic and reasons are in ``protection_deciding``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.header import ROUNDING, RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import AMOUNT, BOOLEAN, DURATION, RANGE, SHARE, TEXT, at_least, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, keyed, listing, named, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY
from dealerkit.rebates.clauses import WITHOUT_FACT, Figure
from dealerkit.rebates.granting.payment import PAYMENT, Payment
from dealerkit.rebates.places import Shorthand, WordOr
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number
from dealerkit.values.ranges import DateRange

SECTION = "price_protection"

STOCKED = frozenset({"product", "dealer", "contract"})
"""What a condition on protected stock sees: the product, the dealer and the contract, on the day of the cut."""

ANY = "any"
"""A promise may reach back as far as it likes."""

_AMOUNT_FROM_0 = at_least(AMOUNT, 0)
_MONEY = cast("Shape[Figure]", value(_AMOUNT_FROM_0, STOCKED, MONEY))
_SHARE = cast("Shape[Number]", SHARE)
_WHETHER = cast("Shape[str | bool]", WordOr(WITHOUT_FACT, BOOLEAN))
_REACH = cast("Shape[str | Duration]", WordOr((ANY,), DURATION))


@frozen(kw_only=True)
class Covered:
    """Which stock of whom is protected at all."""

    rule: Rule = ruled()
    when: Expression = entry(
        expression(STOCKED, CONDITION), "what must hold for product, dealer and contract on the day of the cut"
    )
    if_missing: str | bool = entry(
        _WHETHER, "what follows if a fact is missing: undetermined, refuse, true or false", default="undetermined"
    )


@frozen(kw_only=True)
class Drop:
    """By how much a unit lost value, and from which drop on it is protected."""

    rule: Rule = ruled()
    from_: str = entry(
        choice("list-price", "price-paid"),
        "what the new price is taken from: the price before the cut, or what the dealer paid for the unit",
        default="list-price",
    )
    minimum: Figure | None = entry(
        _MONEY, "the least drop of the price list, in money for a unit, that is protected", default=None
    )
    minimum_share: Number | None = entry(
        _SHARE, "the least drop of the price list, as a share of the price before, that is protected", default=None
    )


@frozen(kw_only=True)
class PurchaseWindow:
    """How long before the cut a unit may have been bought."""

    rule: Rule = ruled()
    within: Duration = entry(
        DURATION, "units bought earlier than this before the day of the cut are not protected; that day is not counted"
    )


@frozen(kw_only=True)
class StockRule:
    """How it is known what lay at the dealer's when the price was cut."""

    rule: Rule = ruled()
    from_: str = entry(
        choice("count", "purchases"),
        "count: counted on the day, or later with what was sold since added and what was bought since taken off;"
        " purchases: everything bought less everything sold through before",
    )
    within: Duration | None = entry(
        DURATION, "how long after the cut a count may still be taken; only on the day itself if absent", default=None
    )
    kinds: tuple[str, ...] = entry(
        listing(TEXT), "which kinds of stock count, as in good; all of them if absent", default=()
    )
    if_missing: str = entry(
        choice(*WITHOUT_FACT), "if the stock is not known: undetermined or refuse", default="undetermined"
    )


@frozen(kw_only=True)
class ProofRule:
    """The stock must be proved by a document, named by the count or by the claim."""

    rule: Rule = ruled()
    if_missing: str = entry(choice(*WITHOUT_FACT), "if no document is named: undetermined or refuse")


@frozen(kw_only=True)
class ClaimRule:
    """Only what is claimed in time is protected."""

    rule: Rule = ruled()
    within: Duration = entry(DURATION, "how long after the cut a claim may come in; the day itself is not counted")


@frozen(kw_only=True)
class ProtectionCap:
    """What is credited at most."""

    rule: Rule = ruled()
    claim: Figure | None = entry(_MONEY, "the most for one dealer, one product and one cut", default=None)
    dealer: Figure | None = entry(
        _MONEY, "the most for one dealer under this scheme in all; earlier cuts are credited first", default=None
    )


@frozen(kw_only=True)
class Promiser:
    """What a role may promise beyond the scheme: a longer window, for so much money."""

    rule: Rule = ruled()
    id: str = named()
    window: str | Duration = entry(_REACH, "the longest window this role may promise, or `any`")
    payout: Figure | None = entry(
        _MONEY, "the most money its promises may add for one dealer, product and cut", default=None
    )


@frozen(kw_only=True)
class Protection:
    """One scheme of price protection: whose stock, bought since when, is credited with the drop of a price cut."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the scheme's name for people", default=None)
    effective: DateRange | None = entry(
        RANGE, "price cuts on these days are protected; those of the policy if absent", default=None
    )
    where: Covered | None = entry(
        Shorthand(record(Covered), "when"), "which stock of whom is protected; all if absent", default=None
    )
    level: str | None = entry(
        TEXT,
        "the price level whose cuts count; the list price if absent, a dealer's own prices before it",
        default=None,
    )
    drop: Drop | None = entry(record(Drop), "how the drop of a unit is measured", default=None)
    units: str = entry(
        choice("lots", "serials"),
        "how a unit's age is known: lots of `lines`, first in first out, or `serials`, unit by unit",
        default="lots",
    )
    window: PurchaseWindow | None = entry(
        Shorthand(record(PurchaseWindow), "within"),
        "how long before the cut a unit may have been bought; any age if absent",
        default=None,
    )
    stock: StockRule = entry(Shorthand(record(StockRule), "from"), "how the stock on the day of the cut is known")
    proof: ProofRule | None = entry(
        record(ProofRule), "the stock must be proved; no proof is asked if absent", default=None
    )
    claim: ClaimRule | None = entry(
        Shorthand(record(ClaimRule), "within"),
        "what is not claimed is not credited; no claim is asked if absent",
        default=None,
    )
    cap: ProtectionCap | None = entry(record(ProtectionCap), "what is credited at most", default=None)
    promises: Keyed[Promiser] = entry(
        keyed(record(Promiser)), "by role: which promises beyond these terms are kept", default=Keyed()
    )
    settle: Payment | None = entry(
        PAYMENT, "how credits are paid; as credit notes, negative ones carried forward, if absent", default=None
    )
    rounding: RoundingRule | None = entry(ROUNDING, "how credits are rounded, if not as the policy says", default=None)


PRICE_PROTECTION = keyed(record(Protection))
"""The shape of the whole ``price_protection:`` section."""


def schemes_of(policy: Policy) -> Mapping[str, Protection]:
    """The schemes of a policy; none where it has no such section."""
    return cast("Mapping[str, Protection]", policy.sections.get(SECTION, {}))
