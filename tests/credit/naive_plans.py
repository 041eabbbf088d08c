"""Payment schedules one yuan at a time, and habits by plain fractions: what the real ones are compared with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import define

Bill = tuple[str | None, int, int]
"""The instalment an invoice names, what it bills, and what was paid of it."""
Money = tuple[str | None, int]
"""The instalment a receipt names, and how much it is."""


@define
class Yuan:
    """One yuan of an instalment."""

    instalment: str
    billed: bool = False
    paid: bool = False


def naive_schedule(amounts: list[tuple[str, int]], bills: list[Bill], money: list[Money]) -> dict[str, tuple[int, int]]:
    """What is paid of each instalment, and what of it is neither paid nor billed; in the order they are due."""
    yuans = [Yuan(name) for name, amount in amounts for _ in range(amount)]
    for named, amount, paid in bills:
        first = [each for each in yuans if each.instalment == named and not each.billed]
        others = [each for each in yuans if each.instalment != named and not each.billed]
        taken = (first + others)[:amount]
        for each in taken:
            each.billed = True
        for each in taken[:paid]:
            each.paid = True
    loose = 0
    for name, _ in amounts:
        asked = sum(amount for named, amount in money if named == name)
        for _ in range(asked):
            loose += not _pay(yuans, name)
    loose += sum(amount for named, amount in money if named not in {name for name, _ in amounts})
    for _ in range(loose):
        for name, _ in amounts:
            if _pay(yuans, name):
                break
    return {
        name: (
            sum(each.paid for each in yuans if each.instalment == name),
            sum(not each.paid and not each.billed for each in yuans if each.instalment == name),
        )
        for name, _ in amounts
    }


def _pay(yuans: list[Yuan], name: str) -> bool:
    """Pay one yuan of an instalment, one that no invoice bills if there is any; whether one was left."""
    open_ = [each for each in yuans if each.instalment == name and not each.paid]
    for each in [yuan for yuan in open_ if not yuan.billed] or open_:
        each.paid = True
        return True
    return False


def naive_habit(paid: list[tuple[Decimal, date, date]]) -> Fraction | None:
    """The average days late of amounts with the day they were due and the day they came, each yuan counting alike."""
    money = sum((Fraction(amount) for amount, _, _ in paid), Fraction(0))
    if money <= 0:
        return None
    return sum((Fraction(amount) * (came - due).days for amount, due, came in paid), Fraction(0)) / money
