"""Rows whose amount follows from their own base alone: reckoned run after run without measuring anything again.

Such a row's base is a few sums of lines, each multiplied by its factors, and so is a fact that follows it: an
attainment, a named measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import floor
from typing import cast

from attrs import define, evolve, field, frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.terms import Measured
from dealerkit.values.exact import ZERO, Number, add, divide, multiply
from dealerkit.whatif.sampling.draws import BLOCK
from dealerkit.whatif.sampling.factors import Factors
from dealerkit.whatif.sampling.spreading import FactorKey

Parts = Mapping[FactorKey, Number]
"""A base by the factors that its lines have."""

_MOST_KNOWN = 100_000
"""So many amounts are kept by their base."""

Amount = Callable[[Measured], "Decimal | None"]

Moving = Mapping[str, tuple[Parts, "Number | None"]]
"""Facts by name: the lines that they add up, and the target that the sum is divided by."""

OWN_BASES = frozenset({"period.qualifying", "period.paying"})
"""Facts that are the bases themselves."""


@define
class Drawn:
    """What was measured, with bases that change from run to run: made once a row, not once a run."""

    qualifying: Number
    paying: Number | None
    baseline: Number | None
    facts: Mapping[str, Value | Missing]
    days: tuple[int, int] | None
    is_over: bool
    share: Number


@frozen(eq=False)
class LoneRow:
    """One row: its terms, its bases by factor, and what is added to whatever they give."""

    payee: str
    last: date
    """The last day of its period: which parameters hold."""
    amount: Amount
    measured: Measured
    qualifying: Parts
    paying: Parts | None
    corrected: Decimal
    pays_from: Number | None
    """Below this base nothing is paid; None where that is not known."""
    counts_units: bool
    """Whether its bases are whole units, rounded down: nobody buys half of one."""
    known: dict[int, Decimal | None] | None = None
    """Amounts by base, shared with the rows of which all else is alike: units are few numbers, and come again."""
    moving: Moving = field(factory=dict)
    """The facts that follow the payee's volume."""

    @property
    def varies(self) -> bool:
        """Whether any of its lines has a factor."""
        every = (self.qualifying, self.paying or {}, *(parts for parts, _ in self.moving.values()))
        return any(any(parts) for parts in every)

    def as_planned(self) -> Decimal | None:
        """The amount with every factor at one."""
        found = self.amount(self.measured)
        return None if found is None else cast("Decimal", add(found, self.corrected))

    def is_nothing(self, factors: Sequence[Factors]) -> bool:
        """Whether no band is reached in any run of a block, and nothing is paid for that."""
        most = None if self.pays_from is None else self._most(factors)
        if self.pays_from is None or most is None or most >= self.pays_from:
            return False
        return self.amount(evolve(self.measured, qualifying=most)) == 0

    def add_to(self, costs: list[Decimal], factors: Sequence[Factors]) -> bool:
        """Add the amount in every run of a block to its cost; one that cannot be told adds nothing.

        Whether all could be told. To be called within ``exactly()``.
        """
        if self.pays_from is not None and (most := self._most(factors)) is not None and most < self.pays_from:
            # No band is reached in any run: one answer is that of all.
            found: Sequence[Decimal | None] = [self.amount(evolve(self.measured, qualifying=most))] * BLOCK
            if found[0] is not None and not (found[0] or self.corrected):
                return True
        else:
            found = self.amounts(factors)
        for run, each in enumerate(found):
            if each:
                costs[run] += each
        if self.corrected:
            for run, each in enumerate(found):
                if each is not None:
                    costs[run] += self.corrected
        return None not in found

    def _most(self, factors: Sequence[Factors]) -> Number | None:
        """What the base is at most in any run; None where some lines were taken back, which a factor makes less."""
        found: Number = ZERO
        for key, part in self.qualifying.items():
            if part < 0:
                return None
            for place, period in key:
                part = multiply(part, factors[place].most(self.payee, period))  # noqa: PLW2901  # one factor after the other
            found = add(found, part)
        return Decimal(floor(found)) if self.counts_units else found

    def amounts(self, factors: Sequence[Factors]) -> Sequence[Decimal | None]:
        """What the terms give in every run, without what is added to it."""
        if self.known is not None:
            return self._by_units(self.bases_of(self.qualifying, factors), self.known)
        amount = self.amount
        return [amount(each) for each in self.drawn(factors)]

    def drawn(self, factors: Sequence[Factors]) -> Iterator[Measured]:
        """What the terms are asked of in every run: one thing that changes, looked at before the next is taken."""
        drawn = self.drawing()
        asked = cast("Measured", drawn)  # it has all that terms read
        bases = self.bases_of(self.qualifying, factors)
        paid = None if self.paying is None else self.bases_of(self.paying, factors)
        if self.counts_units:
            bases = [Decimal(floor(each)) for each in bases]
            paid = None if paid is None else [Decimal(floor(each)) for each in paid]
        facts = dict(drawn.facts)
        drawn.facts = facts
        moving = [(name, *self._following(name, factors, bases, paid)) for name in self.moving]
        for run, base in enumerate(bases):
            drawn.qualifying = base
            if paid is not None:
                drawn.paying = paid[run]
            for name, column, over in moving:
                facts[name] = column[run] if over is None else divide(column[run], over)
            yield asked

    def _following(
        self, name: str, factors: Sequence[Factors], bases: Sequence[Number], paid: Sequence[Number] | None
    ) -> tuple[Sequence[Number], Number | None]:
        """A fact in every run, and what it is divided by."""
        parts, over = self.moving[name]
        if name in OWN_BASES:
            return (bases if paid is None or name == "period.qualifying" else paid), None
        return self.bases_of(parts, factors), over

    def drawing(self) -> Drawn:
        """What was measured, with bases that are still to be drawn."""
        known = self.measured
        return Drawn(ZERO, None, known.baseline, known.facts, known.days, known.is_over, known.share)

    def bases_of(self, parts: Parts, factors: Sequence[Factors]) -> list[Number]:
        """A base in every run of a block."""
        return bases_of_payee(parts, self.payee, factors)

    def _by_units(self, bases: Sequence[Number], known: dict[int, Decimal | None]) -> Sequence[Decimal | None]:
        """The same where only the whole units of the base matter."""
        units = [floor(each) for each in bases]
        for each in set(units).difference(known):
            known[each] = self.amount(evolve(self.measured, qualifying=Decimal(each)))
        found = [known[each] for each in units]
        if len(known) > _MOST_KNOWN:
            known.clear()
        return found


def bases_of_payee(parts: Parts, payee: str, factors: Sequence[Factors]) -> list[Number]:
    """The base in every run of a block."""
    found: list[Number] | None = None
    for key, part in parts.items():
        column: Sequence[Decimal] | None = None
        for place, period in key:
            one = factors[place].of(payee, period)
            column = one if column is None else [a * b for a, b in zip(column, one, strict=True)]
        if column is None:
            amounts: list[Number] = [part] * BLOCK
        elif isinstance(part, Decimal):
            amounts = [part * each for each in column]
        else:
            amounts = [multiply(part, each) for each in column]
        found = amounts if found is None else [add(a, b) for a, b in zip(found, amounts, strict=True)]
    return [ZERO] * BLOCK if found is None else found
