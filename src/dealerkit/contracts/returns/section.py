"""The ``contracts.returns`` section (退换货), key by key: which goods may come back, and on which terms.

    contracts:
      returns:
        day_zero: sold_on                       # the day windows are counted from; it is not counted itself
        unnamed: latest                         # a line without a purchase document comes from the latest purchases
        rules:                                  # the first that holds decides
          - {id: exchange, asked: exchange, within: 15 days, when: return.damage != "user", then: exchange}
          - {id: outside, asked: [exchange, repair], then: repair}
          - {id: scratched, when: return.condition == "scratched-battery", then: accept, charge: 180}
          - {id: unsold, when: return.cause == "unsold", then: refer, authority: return}
        path:                                   # the steps of a return, in order, by different people
          - {id: note, role: salesperson}
          - {id: approve, role: manager}
          - {id: confirm, role: warehouse-keeper}
          - {id: credit, role: accountant}

Source: a handset distributor's service manual (exchange within 15 days, not damaged by the user; 180 for a
scratched battery; head office decides on unsold stock) and consumer goods procedures (return note, manager,
warehouse, credit).
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.contracts.returns.facts import SEEN
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import AMOUNT_FROM_0, BOOLEAN, DURATION, KEY, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, listing, named, record, ruled, value
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY
from dealerkit.values.durations import Duration

ROOM = "returns"
ASKED = ("return", "exchange", "repair")
ACCEPT, EXCHANGE, REPAIR, REFER, REFUSE = "accept", "exchange", "repair", "refer", "refuse"
DAY_ZERO = ("sold_on", "bought_on", "received_on")

_CONDITION = cast("Shape[Expression]", expression(SEEN, CONDITION))
_MONEY = cast("Shape[Decimal | Expression]", value(AMOUNT_FROM_0, SEEN, MONEY))


@frozen(kw_only=True)
class ReturnRule:
    """One rule: which goods it is about, and what becomes of them."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    asked: tuple[str, ...] = entry(
        listing(choice(*ASKED)), "what is asked for: return, exchange, repair; all of them if absent", default=()
    )
    within: Duration | None = entry(
        DURATION, "how long after day zero it may be asked for; any time if absent", default=None
    )
    from_: str | None = entry(
        choice(*DAY_ZERO),
        "day zero of this rule: the day the final customer bought, the dealer bought, or it was received",
        default=None,
        key="from",
    )
    when: Expression | None = entry(
        _CONDITION, 'must hold for the goods, as in return.damage != "user"; always if absent', default=None
    )
    if_missing: str = entry(
        choice("undetermined", "skip"),
        "where a fact is missing: nothing is decided, or the next rule is asked",
        default="undetermined",
    )
    then: str = entry(
        choice(ACCEPT, EXCHANGE, REPAIR, REFER, REFUSE), "what becomes of it: accept, exchange, repair, refer, refuse"
    )
    charge: Decimal | Expression | None = entry(
        _MONEY, "what is taken off the credit for each unit that is accepted, at most its price", default=None
    )
    authority: str | None = entry(
        KEY, "the subject of the authority matrix that says who decides (then refer)", default=None
    )
    to: str | None = entry(KEY, "the role that decides, where no matrix is asked (then refer)", default=None)
    second: str | None = entry(KEY, "the role that signs as well", default=None)
    granted: str = entry(
        choice(ACCEPT, EXCHANGE, REPAIR), "what becomes of it once those have signed (then refer)", default=ACCEPT
    )


@frozen(kw_only=True)
class PathStep:
    """One step of a return on its way to the credit."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    role: str | None = entry(KEY, "the role that does it; anybody if absent", default=None)


@frozen(kw_only=True)
class Returns:
    """Which goods may come back, for how much, by whose word, and in which steps."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    day_zero: str = entry(
        choice(*DAY_ZERO),
        "the day that windows are counted from: the final customer's purchase, the dealer's, or the receipt",
    )
    counts_day_zero: bool = entry(
        BOOLEAN, "whether day zero is itself the first day of a window; the day after is if not", default=False
    )
    unnamed: str = entry(
        choice("latest", "undetermined", "refuse"),
        "a line that names neither purchase document nor serial number: it comes from the latest purchases, or"
        " nothing is decided, or it is refused",
    )
    rules: Keyed[ReturnRule] = entry(items(record(ReturnRule)), "the rules in order: the first that holds decides")
    path: Keyed[PathStep] = entry(
        items(record(PathStep)),
        "the steps from the return note to the credit, in order; a step called credit may not come before the others",
        default=Keyed(),
    )
    different_hands: bool = entry(BOOLEAN, "whether each step is done by another person", default=True)


RETURNS = record(Returns)


def returns_of(policy: Policy) -> Returns | None:
    """The policy's rules on returns, if it has any."""
    return cast("Returns | None", getattr(policy.sections.get("contracts"), ROOM, None))
