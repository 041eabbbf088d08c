"""How customers are reminded of what is overdue, key by key.

    dunning:
      grace: 3
      every: 14
      minimum: 500
      levels:
        - {id: reminder, title: 付款提醒, at: 7}
        - {id: demand, title: 催款函, at: 30, fee: 50}
        - {id: last, title: 最后催告, at: 60}
      interest: {rate: 0.05%, per: day}

Source: the dunning procedures of SAP FI (levels, days in arrears, grace days, interval, minimum amounts,
charges, interest) and of Microsoft Dynamics 365 (collection letters).
"""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import AMOUNT_FROM_0, BOOLEAN, COUNT_FROM_0, COUNT_FROM_1, RATE_FROM_0, TEXT, choice
from dealerkit.policy.shapes import Keyed, Shape, entry, items, named, placed, record, ruled
from dealerkit.values.numbers import Number


@frozen(kw_only=True)
class DunningLevel:
    """One dunning level: from how many days overdue, what it costs, and what the letter says."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the heading of its letter", default=None)
    at: int | None = entry(COUNT_FROM_0, "reached from this day overdue on: the day it was due is 0", default=None)
    above: int | None = entry(COUNT_FROM_0, "reached from the day after this one on", default=None)
    fee: Decimal = entry(AMOUNT_FROM_0, "what the letter costs the customer", default=Decimal(0))
    interest: bool = entry(BOOLEAN, "whether its letter asks for interest, where the policy has it", default=True)
    text: str | None = entry(TEXT, "a sentence of its own in the letter", default=None)

    @property
    def first_day(self) -> int:
        """The least number of days overdue that reach it."""
        return self.at if self.at is not None else (self.above or 0) + 1

    @property
    def name(self) -> str:
        """The heading of its letter, or its id."""
        return self.title or self.id


@frozen(kw_only=True)
class Interest:
    """Simple interest on what is overdue, for every day since it was due."""

    rule: Rule = placed()
    rate: Number = entry(cast("Shape[Number]", RATE_FROM_0), "the rate, of a day or of a year")
    per: str = entry(choice("day", "year"), "what the rate is of")
    year_of: int = entry(COUNT_FROM_1, "how many days a year has, where the rate is of a year", default=365)
    beyond_grace: bool = entry(BOOLEAN, "counts only the days beyond the grace", default=False)


@frozen(kw_only=True)
class DunningRule:
    """Who is reminded when: levels by days overdue, and what keeps a letter back."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rule comes from", default=None)
    grace: int = entry(COUNT_FROM_0, "items overdue for no more days than this are not dunned", default=0)
    minimum_item: Decimal = entry(AMOUNT_FROM_0, "items below this amount are not dunned", default=Decimal(0))
    minimum: Decimal = entry(AMOUNT_FROM_0, "no letter is sent for less than this in all", default=Decimal(0))
    every: int = entry(COUNT_FROM_0, "the least number of days between two letters to a customer", default=0)
    skip: bool = entry(BOOLEAN, "whether a letter may pass over levels that were never sent", default=False)
    disputed: str = entry(
        choice("leave-out", "dun"), "what is disputed (table `disputes`) is not dunned, or is", default="leave-out"
    )
    in_plan: str = entry(
        choice("leave-out", "dun"),
        "what was owed when a repayment plan was agreed is not dunned while the plan runs, or is",
        default="leave-out",
    )
    credits: str = entry(
        choice("take-off", "leave-out"),
        "credit notes and unapplied receipts: taken off what a letter asks for, or not",
        default="take-off",
    )
    level: str = entry(
        choice("reached", "sent"), "what `account.dunning_level` is: the level reached by age, or sent", default="sent"
    )
    levels: Keyed[DunningLevel] = entry(
        items(record(DunningLevel, exactly_one=(("at", "above"),))),
        "the levels, the mildest first; the first is level 1",
    )
    interest: Interest | None = entry(record(Interest), "interest on what is overdue", default=None)

    @property
    def steps(self) -> tuple[DunningLevel, ...]:
        """The levels in order: level 1 is the first."""
        return tuple(self.levels.values())

    def reached(self, days: int) -> int:
        """The highest level that so many days overdue reach; 0 for none."""
        return max((number for number, each in enumerate(self.steps, 1) if days >= each.first_day), default=0)


DUNNING = record(DunningRule)
