"""The ``governance.exit`` room: how a dealer is ended in order, step by step, as a case of one of the policy's flows.

    governance:
      exit:
        flow: dealer-exit
        demands: [{id: van, title: a box van}, {id: capital, least: 500_000}]
        steps:
          - {id: register, phase: before, move: secure-register, papers: [sub-dealer-register]}
          - {id: exposure, phase: before, when: exit.exposure <= 150_000}
          - {id: first-round, phase: during, move: ask-first, demands: [van, capital]}
        deliveries: {start: meeting, steps: [8, 6, 4, 3], every: 1 month, value: 13_000, end_exposure: 40_000, …}

The dates are those of the flow's clocks. Deceit and threats, of which the sources tell as well, are not modelled.

Source: dealer governance handbook, ending in order: before, during, after.
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.governance.span import SPAN, Span
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, COUNT_FROM_1, DURATION, KEY, SHARE, STEP, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, listing, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

BEFORE, DURING, AFTER = "before", "during", "after"
BLOCKS, REMINDS = "blocks", "reminds"
_SCOPE = frozenset({"dealer", "exit"})
_SHARE = cast("Shape[Number]", SHARE)


@frozen(kw_only=True)
class Demand:
    """Something the dealer is asked for in writing; met when the table ``exit_records`` says so."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what is asked for", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    least: Decimal | None = entry(AMOUNT_FROM_0, "met only with at least this sum proved", default=None)


@frozen(kw_only=True)
class Repeat:
    """What is done again and again once a step has come."""

    rule: Rule = placed()
    every: Duration = entry(DURATION, "how long from one time to the next")
    times: int = entry(COUNT_FROM_1, "how often")


@frozen(kw_only=True)
class Step:
    """One step of the plan: the move of the flow it is, and what must be there before it."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what is done", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    phase: str = entry(choice(BEFORE, DURING, AFTER), "before, during or after")
    move: str | None = entry(
        KEY, "the transition of the flow that it is; recorded in `exit_records` if absent", default=None
    )
    papers: tuple[str, ...] = entry(listing(TEXT), "the papers that must be in the dealer's file", default=())
    when: Expression | None = entry(
        expression(_SCOPE, CONDITION), "must hold before it, as in exit.stock <= 500", default=None
    )
    demands: tuple[str, ...] = entry(listing(KEY), "what the dealer is asked for in it, from `demands`", default=())
    repeat: Repeat | None = entry(record(Repeat), "what is done again, as in prices recorded each month", default=None)
    signatures: str = entry(
        choice(BLOCKS, REMINDS),
        "whether a missing signature that the authority matrix asks for blocks it, or only stands beside it",
        default=BLOCKS,
    )


@frozen(kw_only=True)
class Pays:
    """How the dealer's payment behaviour is read from invoices and receipts."""

    rule: Rule = placed()
    window: Duration = entry(DURATION, "invoices from this time back count")
    usual: Number = entry(_SHARE, "by which share of his money he usually pays, as in 50%")
    safe: Number = entry(_SHARE, "by which share of his money the deliveries are reckoned, as in 90%")
    least: int = entry(COUNT_FROM_1, "with fewer payments nothing can be told")


@frozen(kw_only=True)
class Deliveries:
    """How deliveries step down, so that little is owed when the last one is made."""

    rule: Rule = ruled()
    start: str = entry(KEY, "the step with which the first delivery comes")
    steps: tuple[Decimal, ...] = entry(listing(AMOUNT_FROM_0), "the most of each delivery, falling: 8, 6, 4, 3")
    unit: str | None = entry(TEXT, "the unit they are in", default=None)
    every: Duration = entry(DURATION, "how long from one delivery to the next")
    value: Decimal = entry(AMOUNT_FROM_0, "what one unit is invoiced at, tax included")
    lot: Decimal = entry(STEP, "the smallest part a delivery can be cut by")
    end_exposure: Decimal = entry(AMOUNT_FROM_0, "the most he may owe when the last delivery is made")
    ceiling: Decimal | None = entry(AMOUNT_FROM_0, "the most he may owe after any delivery", default=None)
    pays: Pays = entry(record(Pays), "how his payment behaviour is read")


@frozen(kw_only=True)
class StockCosts:
    """What it costs to run down his stock, in each way as a share of its value."""

    rule: Rule = placed()
    value: Decimal = entry(AMOUNT_FROM_0, "what one unit of his stock is worth")
    promotion: Span | None = entry(SPAN, "by a joint promotion", default=None)
    buy_back: Span | None = entry(SPAN, "by buying it back", default=None)


@frozen(kw_only=True)
class Compensation:
    """What he gets for what he built up: an override of his successors, or the rest of his debt written off."""

    rule: Rule = placed()
    override: str | None = entry(
        KEY, "the rebate programme that pays him for his successors, with its yearly weights", default=None
    )
    taken_over: Span | None = entry(SPAN, "what of his volume successors reach", default=None)
    write_off: Span | None = entry(SPAN, "what of the debt at the end is written off", default=None)


@frozen(kw_only=True)
class Transition:
    """What is lost until successors sell as much."""

    rule: Rule = placed()
    lasts: Duration = entry(DURATION, "how long it takes")
    lost: Span = entry(SPAN, "what of his margin is lost while it lasts")


@frozen(kw_only=True)
class Watch:
    """What is watched in the market once he has ended: incidents are recorded, and nothing follows from them."""

    rule: Rule = ruled()
    start: str = entry(KEY, "the step that ends him once it is done; incidents of later days are watched")
    kinds: tuple[str, ...] = entry(
        listing(TEXT), "the kinds of incidents that are watched, as in [diversion, price]; all if absent", default=()
    )
    lasts: Duration = entry(DURATION, "how long they are watched")


@frozen(kw_only=True)
class Protect:
    """How the successor is protected."""

    rule: Rule = ruled()
    start: str = entry(KEY, "the step from which the successor is protected once it is done")
    alone: Duration = entry(DURATION, "how long no second dealer comes into the territory")


@frozen(kw_only=True)
class Exit:
    """The ``governance.exit`` room."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    flow: str = entry(KEY, "the flow of which the exit is a case")
    demands: Keyed[Demand] | None = entry(
        items(record(Demand)), "what the dealer is asked for in writing", default=None
    )
    steps: Keyed[Step] = entry(items(record(Step)), "the steps, in order")
    deliveries: Deliveries | None = entry(record(Deliveries), "how deliveries step down", default=None)
    stock: StockCosts | None = entry(record(StockCosts), "what running down his stock costs", default=None)
    compensation: Compensation | None = entry(record(Compensation), "what he gets", default=None)
    transition: Transition | None = entry(record(Transition), "what is lost until successors sell", default=None)
    watch: Watch | None = entry(record(Watch), "which incidents are watched after the end, and how long", default=None)
    protect: Protect | None = entry(record(Protect), "how long the successor is alone in the territory", default=None)
    horizon: Duration | None = entry(
        DURATION, "over which time ending is set against going on, as `governance.assess` has it", default=None
    )


EXIT: Shape[Exit] = record(Exit)
"""The shape of the room."""
