"""Rows of parties: what several payees earn together, run after run, from the sums of each of them.

The terms are asked once, of the sum. What members are given adds up to what the whole earns, so that nobody's share
is asked for; one who is paid for all has it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.rebates.joint.gathering import Gathered, asks_members
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.takes import LAST_YEAR, paying, qualifying
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, ZERO, Number, add, multiply
from dealerkit.whatif.sampling.draws import BLOCK
from dealerkit.whatif.sampling.factors import Factors
from dealerkit.whatif.sampling.lone_rows import Amount, Drawn, Parts, bases_of_payee
from dealerkit.whatif.sampling.parting import Parting
from dealerkit.whatif.volumes.whole_units import counts_units

Shares = tuple[tuple[str, Parts], ...]
"""What each part of a party adds, by its factors."""


@frozen(eq=False)
class PartyRow:
    """One party in one period; ``times`` says how many payees are each given the whole."""

    amount: Amount
    measured: Measured
    qualifying: Shares
    paying: Shares | None
    times: int
    is_split: bool

    @property
    def varies(self) -> bool:
        """Whether any of its lines has a factor."""
        return any(any(parts) for _, parts in (*self.qualifying, *(self.paying or ())))

    def as_planned(self) -> Decimal | None:
        """What is given with every factor at one."""
        found = self.amount(self.measured)
        return None if found is None else EXACT.multiply(found, Decimal(self.times))

    def add_to(self, costs: list[Decimal], factors: Sequence[Factors]) -> bool:
        """Add what is given in every run of a block; whether all could be told. Within ``exactly()``."""
        for run, each in enumerate(self._drawn(factors)):
            found = self.amount(each)
            base = each.qualifying if each.paying is None else each.paying
            if found is None or (found and self.is_split and base <= 0):
                # Shares of nothing are alike for all, also for those who have no row.
                return False
            if found:
                costs[run] += found * self.times
        return True

    def _drawn(self, factors: Sequence[Factors]) -> Iterator[Measured]:
        known = self.measured
        drawn = Drawn(ZERO, None, known.baseline, known.facts, known.days, known.is_over, known.share)
        reached = _added_up(self.qualifying, factors)
        paid = None if self.paying is None else _added_up(self.paying, factors)
        for run in range(BLOCK):
            drawn.qualifying = reached[run]
            drawn.paying = None if paid is None else paid[run]
            yield cast("Measured", drawn)  # it has all that terms read


def follows(programme: Programme) -> bool:
    """Whether what a party earns follows from the bases of its members."""
    looks_back = programme.against is not None and programme.against.baseline == LAST_YEAR
    adds_earnings = bool(programme.qualifying.of)
    return asks_members(programme) and not (adds_earnings or looks_back or counts_units(programme))


def party_rows(parting: Parting, programme: Programme) -> list[tuple[Window, PartyRow]] | None:
    """The parties of all rows of a programme, each with its period; None where one must be reckoned whole."""
    world, found = parting.world, dict[tuple[object, Window], tuple[Gathered, int]]()
    is_split = programme.accumulate is None or programme.accumulate.pay == "each"
    for place in world.places(programme):
        if place.window.last not in parting.side.days:
            continue
        for each in world.run.deciding.groups.parties_of(programme, place.payee, place.window):
            if each.left_out or each.unknown:
                return None
            key = (each.party, place.window)
            times = found[key][1] + 1 if key in found else 1
            found[key] = (each, 1 if is_split else times)
    rows: list[tuple[Window, PartyRow]] = []
    for (_, window), (each, times) in found.items():
        reached = _shares(parting, qualifying(programme), each, window)
        paid = _shares(parting, paying(programme), each, window) if programme.paying else ()
        if reached is None or paid is None:
            return None
        terms = world.run.terms(programme, window)
        shares = paid if programme.paying else None
        rows.append((window, PartyRow(terms.amount, each.measured, reached, shares, times, is_split)))
    return rows


def _shares(parting: Parting, take: str, found: Gathered, window: Window) -> Shares | None:
    """What a take adds up for each part of a party, by its weight."""
    shares: list[tuple[str, Parts]] = []
    for part in found.party.within(window.first, window.through):
        mine = parting.parts(take, part.dealer, part.first, part.last)
        if mine is None:
            return None
        shares.append((part.dealer, {key: multiply(part.weight, each) for key, each in mine.items()}))
    return tuple(shares)


def _added_up(shares: Shares, factors: Sequence[Factors]) -> list[Number]:
    found: list[Number] = [ZERO] * BLOCK
    for dealer, parts in shares:
        if parts:
            column = bases_of_payee(parts, dealer, factors)
            found = [add(one, other) for one, other in zip(found, column, strict=True)]
    return found
