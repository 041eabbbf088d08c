"""Totals without rows: what a scenario comes to, added up row by row and nothing kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import compress
from operator import ne

from attrs import define, field, frozen

from dealerkit.rebates.programme import Programme
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.whatif.engine.outcome import Count, ProgrammeTotal
from dealerkit.whatif.engine.world import Column, Straight

_NOTHING = (ZERO, 0)
"""What is earned where there is no row: nothing, and no band is reached."""

Half = tuple[Decimal | None, int]
"""One side of a row: its amount, and how many bands it reaches."""


@frozen(eq=False)
class ProgrammeTally:
    """What one programme comes to: its total, what each payee wins, and who crosses a band."""

    total: ProgrammeTotal
    won: dict[str, Decimal]
    up: int
    down: int


def tally(programme: Programme, before: Iterable[Column], after: Iterable[Column]) -> ProgrammeTally:
    """One programme on both sides. Columns with the very same places are compared one by one, others by their keys."""
    count = _Counting()
    old, new = list(before), list(after)
    for payee, (one, step), (other, reached), is_both in _pairs(old, new):
        count.add(payee, one, other)
        if is_both and step != reached:
            count.cross(reached - step)
    goods = programme.goods.product if programme.goods is not None else ""
    total = ProgrammeTotal(
        programme=programme.id,
        title=programme.title or "",
        count=Count(rows=count.rows, changed=count.changed, unchanged=count.unchanged, failed=count.failed),
        cost_before=_sum(old),
        cost=_sum(new),
        goods=goods,
    )
    return ProgrammeTally(total, {} if goods else count.won, count.up, count.down)


def _sum(columns: Iterable[Column]) -> Decimal:
    return total_of_decimals(amount for each in columns for amount in each.amounts if amount is not None)


def _pairs(before: list[Column], after: list[Column]) -> Iterator[tuple[str, Half, Half, bool]]:
    """Payee, both sides, and whether there are both."""
    if len(before) == len(after) == 1 and before[0].places is after[0].places:
        old, new = before[0], after[0]
        for place, one, step, other, reached in zip(
            old.places, old.amounts, old.steps, new.amounts, new.steps, strict=True
        ):
            yield place.payee, (one, step), (other, reached), True
        return
    known: dict[tuple[str, str], Half] = {
        (place.payee, place.window.label): (amount, step)
        for each in after
        for place, amount, step in zip(each.places, each.amounts, each.steps, strict=True)
    }
    for each in before:
        for place, amount, step in zip(each.places, each.amounts, each.steps, strict=True):
            found = known.pop((place.payee, place.window.label), None)
            yield place.payee, (amount, step), found or _NOTHING, found is not None
    for (payee, _), half in known.items():
        yield payee, _NOTHING, half, False


@define(eq=False)
class _Counting:
    rows: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    up: int = 0
    down: int = 0
    won: dict[str, Decimal] = field(factory=dict)

    def add(self, payee: str, before: Decimal | None, after: Decimal | None) -> None:
        self.rows += 1
        if before is None or after is None:
            self.failed += 1
        elif before == after:
            self.unchanged += 1
        else:
            self.changed += 1
            self.won[payee] = EXACT.add(self.won.get(payee, ZERO), EXACT.subtract(after, before))

    def cross(self, steps: int) -> None:
        if steps > 0:
            self.up += 1
        else:
            self.down += 1


@frozen(eq=False)
class Laid:
    """The rows of a straight programme in the order of their ladder: payees, amounts in steps, bands reached."""

    payees: list[str]
    amounts: list[int]
    steps: list[int]


def laid(straight: Straight) -> Laid:
    """A straight programme row by row."""
    ladder, places = straight.ladder, straight.sheet.places
    payees = [places[at].payee for at in ladder.order()]
    return Laid(payees, ladder.amounts(straight.lines), ladder.steps(straight.lines))


def tally_straight(programme: Programme, before: Straight, after: Straight, known: Laid) -> ProgrammeTally:
    """The same over whole numbers: both sides have the same rows, and every amount can be told."""
    amounts, steps = after.ladder.amounts(after.lines), after.ladder.steps(after.lines)
    differs = list(map(ne, known.amounts, amounts))
    changed = sum(differs)
    won: dict[str, int] = {}
    for payee, one, other in compress(zip(known.payees, known.amounts, amounts, strict=True), differs):
        won[payee] = won.get(payee, 0) + other - one
    ways = [
        reached - step for step, reached in compress(zip(known.steps, steps, strict=True), map(ne, known.steps, steps))
    ]
    up = sum(way > 0 for way in ways)
    goods = programme.goods.product if programme.goods is not None else ""
    total = ProgrammeTotal(
        programme=programme.id,
        title=programme.title or "",
        count=Count(rows=len(amounts), changed=changed, unchanged=len(amounts) - changed),
        cost_before=_money(sum(known.amounts), before.step),
        cost=_money(sum(amounts), after.step),
        goods=goods,
    )
    money = {payee: _money(each, after.step) for payee, each in won.items()}
    return ProgrammeTally(total, {} if goods else money, up, len(ways) - up)


def _money(steps: int, step: Decimal) -> Decimal:
    return EXACT.multiply(Decimal(steps), step)
