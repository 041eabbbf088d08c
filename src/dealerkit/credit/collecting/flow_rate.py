"""Loss rates from history: how much of each bucket moved on to the next one within a step: a month, a year.

The rate of a bucket in a step is the next bucket's balance at its end over its own at its beginning. A step that
began with nothing in the bucket says nothing about it and is left out. The loss rate of a bucket is the product
of the rates from it to the bucket of loss, never more than all of it; where nothing ever moves on it is zero,
whatever would have become of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from attrs import frozen

from dealerkit.credit.collecting.provision_rule import FlowRate
from dealerkit.values.exact import ONE, ZERO, total_of_decimals
from dealerkit.values.numbers import Number, divide, multiply, total

Balances = Mapping[str, Decimal]
"""What stood in each bucket at the end of a step."""


@frozen(kw_only=True)
class Flow:
    """How one bucket flowed into the next: the rate of each step, and the one they give together.

    A step that says nothing has None; ``rate`` is None where no step says anything.
    """

    bucket: str
    to: str
    steps: tuple[Number | None, ...]
    rate: Number | None


@frozen(kw_only=True)
class Flows:
    """The rates between buckets, and the loss rate of every bucket: None where history does not say."""

    flows: tuple[Flow, ...]
    losses: Mapping[str, Number | None]


def flow_rates(rule: FlowRate, buckets: Sequence[str], history: Sequence[Balances]) -> Flows:
    """The rates that balances at the ends of steps give, the oldest first.

    A balance below zero (credit that stands in a bucket) counts as nothing.
    """
    lossy = buckets.index(rule.loss)
    flows = tuple(_flow(rule, here, there, history) for here, there in pairwise(buckets[: lossy + 1]))
    losses: dict[str, Number | None] = dict.fromkeys(buckets[lossy:], rule.loss_share)
    chain: Number | None = ONE
    for flow in reversed(flows):
        chain = _through(flow.rate, chain)
        losses[flow.bucket] = None if chain is None else multiply(_at_most_all(chain), rule.loss_share)
    return Flows(flows=flows, losses={bucket: losses[bucket] for bucket in buckets})


def _flow(rule: FlowRate, here: str, there: str, history: Sequence[Balances]) -> Flow:
    moves = [(max(before[here], ZERO), max(after[there], ZERO)) for before, after in pairwise(history)]
    rates = tuple(divide(moved, stood) if stood else None for stood, moved in moves)
    said = [each for each in rates if each is not None]
    rate: Number | None = None
    if said and rule.average == "plain":
        rate = divide(total(said), Decimal(len(said)))
    elif said:
        stood = total_of_decimals(stood for stood, _ in moves)
        rate = divide(total_of_decimals(moved for stood, moved in moves if stood), stood)
    return Flow(bucket=here, to=there, steps=rates, rate=rate)


def _through(rate: Number | None, onwards: Number | None) -> Number | None:
    """What moves on of what moves on; nothing, where one of both is nothing."""
    if ZERO in (rate, onwards):
        return ZERO
    return None if rate is None or onwards is None else multiply(rate, onwards)


def _at_most_all(rate: Number) -> Number:
    return min(rate, ONE)
