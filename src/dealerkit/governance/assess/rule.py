"""The ``governance.assess`` room: three questions as numbers, and what follows from their answers.

    governance:
      assess:
        window: 12 months
        costs: {goods: {least: 70%, most: 78%}, credit: {least: 6%, most: 9%}}
        thin: 5%
        loss:
          margin: {least: 10%, most: 14%}
          methods: [{id: trend, method: trend}, {id: peers, method: peers, quantiles: [25%, 75%]}]
        obedience: {ignored: 2}
        verdicts:
          - {id: end, verdict: end, when: assess.thin and assess.net_loss and assess.out_of_control}
          - {id: keep, verdict: keep, when: not assess.thin and not assess.net_loss and not assess.out_of_control}
          - {id: watch, verdict: watch, when: true}

Source: dealer governance handbook, keep or end: margin after rebates, promotions and gifts; loss at the neighbours
against profit here; obedience to written notices.
"""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.governance.span import SPAN, Span
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import COUNT_FROM_1, DURATION, RATE_FROM_0, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, expression, items, listing, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

TREND, PEERS, PRICES = "trend", "peers", "prices"
END, KEEP, WATCH = "end", "keep", "watch"

_SCOPE = frozenset({"dealer"})
_JUDGED = _SCOPE | {"assess"}
_RATE = cast("Shape[Number]", RATE_FROM_0)
_SHARE = cast("Shape[Number]", SHARE)


@frozen(kw_only=True)
class Costs:
    """What stands against the sales; a range where the book does not say it to the point."""

    rule: Rule = placed()
    goods: Span | None = entry(
        SPAN, "cost of goods as a share of sales, for lines that state no cost; unknown if absent", default=None
    )
    rebates: Span | None = entry(
        SPAN, "rebates as a share of sales, where the book has no ledger; unknown if absent", default=None
    )
    promotions: Span | None = entry(
        SPAN, "promotions as a share of sales, where the book has no table of them; unknown if absent", default=None
    )
    credit: Span | None = entry(
        SPAN, "what a year of money lent costs, on the average debt; not counted if absent", default=None
    )


@frozen(kw_only=True)
class Method:
    """One way to estimate what the neighbours lost."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    method: str = entry(
        choice(TREND, PEERS, PRICES),
        "trend: against their own earlier sales times the comparison's trend; peers: against the growth of single"
        " comparable dealers; prices: what fell on prices",
    )
    quantiles: tuple[Number, ...] = entry(
        listing(_SHARE),
        "of the comparable dealers' growth, a low and a high one, as in [25%, 75%]; for peers",
        default=(),
    )
    least: int = entry(COUNT_FROM_1, "with fewer comparable dealers nothing can be told; for peers", default=1)


@frozen(kw_only=True)
class Loss:
    """The neighbours' loss: how it is estimated, what of it is lost margin, what of it is laid to the dealer."""

    rule: Rule = placed()
    margin: Span = entry(SPAN, "what of a lost sale is lost margin")
    attributed: Span | None = entry(
        SPAN, "what of the neighbours' loss is laid to this dealer; all of it if absent", default=None
    )
    compare: Expression | None = entry(
        expression(_SCOPE, CONDITION), "with whom the neighbours are compared; all others if absent", default=None
    )
    methods: Keyed[Method] = entry(items(record(Method)), "the ways it is estimated; the range spans them all")


@frozen(kw_only=True)
class Obedience:
    """When a dealer is out of control."""

    rule: Rule = ruled()
    kinds: tuple[str, ...] = entry(listing(TEXT), "the kinds of notices that count; all if absent", default=())
    ignored: int = entry(COUNT_FROM_1, "out of control from so many ignored notices within the window on")


@frozen(kw_only=True)
class Delay:
    """What waiting costs, by how the debt grew."""

    rule: Rule = placed()
    every: Duration = entry(DURATION, "over which time the debt's growth is looked at")
    times: int = entry(COUNT_FROM_1, "how many such times it is carried on", default=1)


@frozen(kw_only=True)
class Verdict:
    """What follows from the answers; the first whose condition holds decides."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    verdict: str = entry(choice(KEEP, WATCH, END), "keep, watch or end")
    when: Expression = entry(expression(_JUDGED, CONDITION), "when it holds, as in assess.thin and assess.net_loss")


@frozen(kw_only=True)
class Treatment:
    """How a dealer of some size is treated."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what is done", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    at: Number = entry(_RATE, "from which share of all sales on")


@frozen(kw_only=True)
class Assess:
    """The ``governance.assess`` room."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    window: Duration = entry(DURATION, "what is looked at, ending with the day, which is counted; before it, as much")
    where: Expression | None = entry(
        expression(_SCOPE, CONDITION), 'the dealers who are assessed, as in dealer.kind == "dealer"', default=None
    )
    neighbours: int = entry(
        COUNT_FROM_1, "dealers are neighbours where their territories share the territory so many levels up", default=1
    )
    gifts: tuple[str, ...] = entry(listing(TEXT), "kinds of lines that are given, as in gift, sample", default=())
    costs: Costs = entry(record(Costs), "what stands against the sales", default=Costs())
    thin: Number = entry(_RATE, "below this share of sales the margin that is left is little")
    loss: Loss = entry(record(Loss), "what the neighbours lose")
    obedience: Obedience = entry(record(Obedience), "when written notices count as ignored")
    delay: Delay | None = entry(record(Delay), "what waiting costs", default=None)
    verdicts: Keyed[Verdict] = entry(items(record(Verdict)), "what follows; the first that holds decides")
    treatment: Keyed[Treatment] | None = entry(items(record(Treatment)), "how he is treated, by his size", default=None)


ASSESS: Shape[Assess] = record(Assess)
"""The shape of the room."""
