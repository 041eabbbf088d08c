"""The ``customers.satisfaction:`` section, key by key.

    satisfaction:
      scale: {from: 1, to: 5}
      missing: leave-out
      measured_over: 1 year
      target: 80%
      items:
        delivery: {title: 送货, weight: 60%, need: expected, target: 90%}
        advice: {title: 咨询, weight: 40%, need: desired}
      expectations:
        hit: first
        rows:
          - {id: severe, severity: high, probability: high, then: {level: serious, handle: contract}}
          - {id: other, then: {level: light, handle: explanation}}

Source: satisfaction is perception less expectation: below zero dissatisfied, zero basically satisfied, above zero
satisfied; needs are basic, expected, desired or unexpected.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import AMOUNT, DURATION, KEY, SHARE, TEXT, choice
from dealerkit.policy.shapes import Keyed, entry, keyed, named, placed, record, ruled
from dealerkit.policy.tables import Table, table
from dealerkit.values.durations import Duration
from dealerkit.values.numbers import Number

REFUSE, ZERO, LEAVE_OUT = "refuse", "zero", "leave-out"
NEEDS = ("basic", "expected", "desired", "unexpected")


@frozen(kw_only=True)
class Scale:
    """The least and the greatest answer."""

    rule: Rule = placed()
    from_: Decimal = entry(AMOUNT, "the least answer")
    to: Decimal = entry(AMOUNT, "the greatest answer")


@frozen(kw_only=True)
class Item:
    """One question of the survey."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the question's name for people", default=None)
    weight: Number = entry(SHARE, "its share of the whole; those of all items make 100 %")  # type: ignore[assignment]  # mypy joins the union
    need: str = entry(choice(*NEEDS), "which level of need it is about")
    target: Number | None = entry(
        SHARE, "the share of answers that must not be dissatisfied; none if absent", default=None
    )  # type: ignore[assignment]  # mypy joins the union


@frozen(kw_only=True)
class Handling:
    """How an expectation beyond reason is handled before the sale."""

    level: str = entry(KEY, "how serious it is")
    handle: str = entry(KEY, "by what: contract, explanation, or another word of the company's")


@frozen(kw_only=True)
class Satisfaction:
    """What customers are asked, how it adds up, and what must be reached."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    scale: Scale = entry(record(Scale), "the answers that there are")
    missing: str = entry(
        choice(REFUSE, ZERO, LEAVE_OUT),
        "an item without answer: the survey cannot be added up, it counts as zero, or the others weigh more",
    )
    measured_over: Duration = entry(DURATION, "the time up to the day that is asked about, of which surveys count")
    target: Number | None = entry(
        SHARE, "the share of customers who must not be dissatisfied; none if absent", default=None
    )  # type: ignore[assignment]  # mypy joins the union
    items: Keyed[Item] = entry(keyed(record(Item)), "the questions")
    expectations: Table[Handling] | None = entry(
        table(record(Handling)),
        "how expectations beyond reason are handled, by severity, probability, maturity",
        default=None,
    )


SATISFACTION = record(Satisfaction)
