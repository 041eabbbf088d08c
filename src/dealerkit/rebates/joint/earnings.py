"""Earnings: what a dealer earned by other programmes, and the share of it that counts for somebody else.

The share is the weight of the days on which it was earned. Where the weight changes inside a period,
each part of the amount has the weight of the days of its base: exactly, by the paying base before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.rebates.members import Part
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import paying
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.windows import Window
from dealerkit.values.numbers import ZERO, Number, add, divide, multiply, subtract, total


@frozen(eq=False)
class Earning:
    """What a dealer earned by one programme in one period, and by which weight it counts.

    ``amount`` is None where it cannot be told; ``missing`` then names the facts.
    """

    dealer: str
    programme: str
    title: str
    window: Window
    amount: Decimal | None
    weight: Number
    missing: tuple[str, ...] = ()

    @property
    def counted(self) -> Number:
        """The share that counts."""
        return multiply(self.amount or ZERO, self.weight)


def earnings_of(
    standing: Standing,
    decide: Callable[[Programme, str, Window], Entitlement],
    programme: Programme,
    parts: Sequence[Part],
    window: Window,
) -> Iterator[Earning]:
    """What the dealer of the parts earned by the programmes that are named, in the periods inside the window.

    Periods that earned nothing are left out.
    """
    dealer = parts[0].dealer
    for id in programme.qualifying.of:
        other = standing.programmes.get(id)
        for each in standing.windows(other, dealer) if other is not None else ():
            first, through = max(each.first, window.first), min(each.last, window.through)
            days = [part for one in parts if (part := one.within(first, through)) is not None]
            if other is None or not lies_in(each, window) or through < each.first or not days:
                continue
            inside = evolve(each, through=through)
            decided = decide(other, dealer, inside)
            if decided.amount is None or decided.amount:
                weight = _weight(standing, other, days, inside)
                yield Earning(dealer, id, other.title or id, inside, decided.amount, weight, decided.missing)


def lies_in(window: Window, around: Window) -> bool:
    """Whether a period is a part of another."""
    return around.period.start <= window.period.start and window.period.end <= around.period.end


def _weight(standing: Standing, programme: Programme, parts: Sequence[Part], window: Window) -> Number:
    """The weight of a period: that of its days, each by what was bought on them; of its last day, if nothing was."""
    if len(parts) == 1 and (parts[0].first, parts[0].last) == (window.first, window.through):
        return parts[0].weight
    take = paying(programme)
    whole = standing.base(take, parts[0].dealer, window)
    bases = [standing.base(take, part.dealer, evolve(window, first=part.first, through=part.last)) for part in parts]
    rest = max(subtract(whole, total(bases)), ZERO)
    bases = [max(each, ZERO) for each in bases]
    whole = add(total(bases), rest)
    if not whole:
        return _on(parts, window.through)
    return total(multiply(part.weight, divide(base, whole)) for part, base in zip(parts, bases, strict=True))


def _on(parts: Sequence[Part], day: date) -> Number:
    return next((part.weight for part in parts if part.first <= day <= part.last), ZERO)
