"""Places and prizes: who stands where, what tied dealers get, and whom an open question keeps from knowing.

Places are counted as in sport: two first, then the third. A dealer of whom it cannot be said whether or
with what figure he takes part leaves open every place at or below his: only those above it are certain,
and those so far down that no answer could bring them a prize.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from attrs import frozen

from dealerkit.rebates.contests.contest import Contest, Prize
from dealerkit.values.exact import EXACT, ZERO, Number, total_of_decimals
from dealerkit.values.split import split

_CENT = Decimal("0.01")


@frozen
class Entrant:
    """One dealer in the ranking: the figure, the second one for ties, and whether he takes part for certain.

    ``figure`` is None where it is not known.
    """

    dealer: str
    figure: Number | None
    second: Number = ZERO
    certain: bool = True


@frozen
class Goods:
    """Goods of one kind: how many, and what one is worth."""

    product: str
    quantity: int
    worth: Decimal


@frozen
class Award:
    """What a dealer gets: for which places of which prizes, shared with how many others."""

    prizes: tuple[Prize, ...] = ()
    pay: Decimal = ZERO
    goods: tuple[Goods, ...] = ()
    tied: int = 1

    @property
    def worth(self) -> Decimal:
        """All of it in money."""
        return EXACT.add(
            self.pay, total_of_decimals(EXACT.multiply(Decimal(each.quantity), each.worth) for each in self.goods)
        )


NO_AWARD = Award()


@frozen
class Standing:
    """Where a dealer stands: ``rank`` is None where that is open, ``best`` is the best place he can have.

    ``because_of`` are the dealers whose standing keeps his open; ``alike`` counts those with the same first
    figure, himself among them.
    """

    entrant: Entrant
    rank: int | None
    best: int
    award: Award | None
    because_of: tuple[str, ...] = ()
    alike: int = 1


def ranking(contest: Contest, entrants: Iterable[Entrant]) -> tuple[Standing, ...]:
    """Every entrant's standing, the best first; those with an unknown figure last."""
    entrants = tuple(entrants)
    certain = sorted((each for each in entrants if each.certain and each.figure is not None), key=_order)
    open_ = sorted((each for each in entrants if not each.certain or each.figure is None), key=lambda each: each.dealer)
    alike = Counter(each.figure for each in certain)
    last = contest.last_place
    found: list[Standing] = []
    place = 1
    for _, tied in groupby(certain, key=_key):
        group = tuple(tied)
        blocked = tuple(each.dealer for each in open_ if _may_stand_at(each, group[0]))
        awards = {} if blocked else awarded(contest, place, [each.dealer for each in group])
        for each in group:
            if not blocked:
                found.append(Standing(each, place, place, awards[each.dealer], alike=alike[group[0].figure]))
            else:
                found.append(Standing(each, None, place, NO_AWARD if place > last else None, blocked))
        place += len(group)
    for each in open_:
        best = 1 if each.figure is None else 1 + sum(_key(other) < _key(each) for other in certain)
        found.append(Standing(each, None, best, NO_AWARD if best > last else None, (each.dealer,)))
    return tuple(sorted(found, key=lambda each: (each.entrant.figure is None, each.best, each.entrant.dealer)))


def awarded(contest: Contest, place: int, dealers: Sequence[str]) -> dict[str, Award]:
    """What the dealers get who share a place: alike where that can be, to the cent in all."""
    if contest.ties.at_last == "all" or len(dealers) == 1:
        prize = contest.prize(place)
        return {dealer: _whole(prize, len(dealers)) for dealer in dealers}
    places = range(place, min(place + len(dealers) - 1, contest.last_place) + 1)
    prizes = [prize for each in places if (prize := contest.prize(each)) is not None]
    return _shared(prizes, dealers)


def _whole(prize: Prize | None, tied: int) -> Award:
    if prize is None:
        return Award(tied=tied)
    goods = () if prize.goods is None else (Goods(prize.goods.product, prize.goods.quantity, prize.goods.worth),)
    return Award((prize,), prize.pay or ZERO, goods, tied)


def _shared(prizes: Sequence[Prize], dealers: Sequence[str]) -> dict[str, Award]:
    """Goods in equal whole numbers; what is left of them, at its worth, with the money by largest remainder."""
    count = len(dealers)
    pot = total_of_decimals(prize.pay or ZERO for prize in prizes)
    quantities: dict[tuple[str, Decimal], int] = defaultdict(int)
    for prize in prizes:
        if prize.goods is not None:
            quantities[prize.goods.product, prize.goods.worth] += prize.goods.quantity
    goods: list[Goods] = []
    for (product, worth), quantity in sorted(quantities.items()):
        each, left = divmod(quantity, count)
        pot = EXACT.add(pot, EXACT.multiply(Decimal(left), worth))
        if each:
            goods.append(Goods(product, each, worth))
    money = split(pot, [(dealer, Decimal(1)) for dealer in dealers], _unit(pot))
    kinds = tuple(dict.fromkeys(prizes))
    return {dealer: Award(kinds, money[dealer], tuple(goods), count) for dealer in dealers}


def total_worth(awards: Iterable[Award | None]) -> Decimal:
    """What all that is given is worth."""
    return total_of_decimals(each.worth for each in awards if each is not None)


def by_product(awards: Iterable[Award | None]) -> Mapping[str, int]:
    """How many of each product are given."""
    found: dict[str, int] = defaultdict(int)
    for award in awards:
        for each in award.goods if award is not None else ():
            found[each.product] += each.quantity
    return dict(sorted(found.items()))


def _key(entrant: Entrant) -> tuple[Number, Number]:
    return (-(entrant.figure or ZERO), -entrant.second)


def _order(entrant: Entrant) -> tuple[tuple[Number, Number], str]:
    return _key(entrant), entrant.dealer


def _may_stand_at(open_: Entrant, other: Entrant) -> bool:
    """Whether an open question about one may move another: it could stand at the same place or above."""
    return open_.figure is None or _key(open_) <= _key(other)


def _unit(pot: Decimal) -> Decimal:
    """Cents, or finer where a prize is written more finely."""
    exponent = pot.as_tuple().exponent
    return min(_CENT, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) and exponent < 0 else _CENT
