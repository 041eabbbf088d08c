"""The ``contracts.goods`` section (货物流转), key by key: how goods may move, and how that is kept on record.

    contracts:
      goods:
        kinds: [good, damaged, gift, old-code]           # kept apart; the first is what a row without one means
        opening: first-count                             # or zero
        same_moment: in-first                            # or as-written
        dispatch: {kinds: [dispatch]}                    # one document ships whole or not at all
        adjustment: {kinds: [adjustment], role: customer-service-manager}
        posting:
          - {id: receipts, kinds: [receipt], in: system, within: 2 hours}
          - {id: ledger, in: ledger, within: 0 days}     # the same day
        count: {every: 7 days, two_people: true, accuracy: 98%}
        reports:
          - {id: dispatches, kinds: [dispatch], every: day, by: 16:30}
        damage: {kinds: [damaged], value: cost}

Source: consumer goods operating procedures: receipts posted within 2 hours, manual ledger the same day, dispatch
report by 16:30, weekly count reconciled by two people, adjustment signed by the customer-service manager.
"""

from __future__ import annotations

import re
from datetime import time
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.nodes import Scalar
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.scalars import BOOLEAN, DURATION, KEY, SHARE, TEXT, ScalarShape, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, items, listing, named, record, ruled
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

ROOM = "goods"
FIRST_COUNT, ZERO_STOCK = "first-count", "zero"
SYSTEM, LEDGER = "system", "ledger"
DAY, MONTH = "day", "month"

_time = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])").fullmatch


def _time_of(text: str) -> time | None:
    found = _time(text)
    return time(int(found[1]), int(found[2])) if found else None


def _no_time(node: Scalar, reading: Reading, address: str, kind: str) -> Invalid:
    del kind
    return reading.report("DK696", node, address, value=node.text)


TIME = ScalarShape[time]("time of day", _time_of, _no_time, {"type": "string", "pattern": r"^\d\d:\d\d$"})
"""A time of day: ``16:30``."""

_KINDS = listing(KEY)
_SHARE = cast("Shape[Number]", SHARE)


@frozen(kw_only=True)
class Dispatch:
    """One dispatch document ships whole or not at all; a contract may ship in stages."""

    rule: Rule = ruled()
    kinds: tuple[str, ...] = entry(_KINDS, "the kinds of movements that carry out a delivery")


@frozen(kw_only=True)
class Adjustment:
    """Movements that need a signature; so does every change from one kind of stock to another."""

    rule: Rule = ruled()
    kinds: tuple[str, ...] = entry(_KINDS, "the kinds of movements that adjust the stock")
    role: str = entry(KEY, "the role that signs them")


@frozen(kw_only=True)
class Posting:
    """By when movements are entered."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    kinds: tuple[str, ...] = entry(_KINDS, "the kinds of movements; all of them if absent", default=())
    in_: str = entry(choice(SYSTEM, LEDGER), "where they are entered: the system or the manual ledger", key="in")
    within: Duration = entry(DURATION, "how long after the goods moved; 0 days is the same day")


@frozen(kw_only=True)
class Count:
    """How often the stock is counted, by how many people, and how well it must agree with the books."""

    rule: Rule = ruled()
    every: Duration = entry(DURATION, "how long after one count the next is due")
    two_people: bool = entry(BOOLEAN, "whether one person counts and another one reconciles", default=True)
    accuracy: Number | None = entry(_SHARE, "the least share of counted lines that agree with the books", default=None)


@frozen(kw_only=True)
class ReportRule:
    """A report that is due where goods moved."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it", default=None)
    kinds: tuple[str, ...] = entry(_KINDS, "the kinds of movements it is about; all of them if absent", default=())
    every: str = entry(choice(DAY, MONTH), "a report for each day, or each month, with such movements")
    by: time | None = entry(TIME, "the time by which a day's is sent (every: day)", default=None)
    within: Duration | None = entry(DURATION, "how long after its month it is sent (every: month)", default=None)


@frozen(kw_only=True)
class Damage:
    """What counts as damage in the monthly report, and what it is valued at."""

    rule: Rule = ruled()
    kinds: tuple[str, ...] = entry(_KINDS, "the kinds of stock that are damaged goods")
    value: str = entry(choice("cost", "list_price"), "what a unit is valued at: a column of `products`")


@frozen(kw_only=True)
class Goods:
    """How goods may move, and how that is kept on record."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    kinds: tuple[str, ...] = entry(
        _KINDS, "the kinds of stock that are kept apart; the first is what a row without one means"
    )
    opening: str = entry(
        choice(FIRST_COUNT, ZERO_STOCK), "what the books begin with: the first count of each, or nothing"
    )
    same_moment: str = entry(
        choice("in-first", "as-written"),
        "movements of one moment: what comes in counts first, or they count as they are written",
        default="in-first",
    )
    dispatch: Dispatch | None = entry(record(Dispatch), "dispatches ship whole or not at all", default=None)
    adjustment: Adjustment | None = entry(record(Adjustment), "who signs adjustments", default=None)
    posting: Keyed[Posting] = entry(items(record(Posting)), "by when movements are entered", default=Keyed())
    count: Count | None = entry(record(Count), "how often the stock is counted, and by whom", default=None)
    reports: Keyed[ReportRule] = entry(
        items(record(ReportRule, exactly_one=(("by", "within"),))), "reports and by when they are sent", default=Keyed()
    )
    damage: Damage | None = entry(record(Damage), "the monthly report of damage", default=None)


GOODS = record(Goods)


def goods_of(policy: Policy) -> Goods | None:
    """The policy's rules on goods, if it has any."""
    return cast("Goods | None", getattr(policy.sections.get("contracts"), ROOM, None))
