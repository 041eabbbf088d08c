"""How a total is spread over its members: shares of the largest, Herfindahl-Hirschman index, Gini coefficient.

Pure arithmetic on amounts, for any domain that asks who dominates. All ratios are exact fractions.

* **share of the top N**: what the N largest hold of the total.
* **HHI**: the sum of the squared shares, 1/N (all alike) to 1 (one holds everything); 0.25 is "2,500 points".
* **normalised HHI**: (HHI - 1/N) / (1 - 1/N), 0 to 1 whatever N is. One member alone is concentration itself: 1.
* **effective number**: 1/HHI, how many equal members would be as concentrated.
* **Gini**: 0 where all are alike, (N - 1)/N where one holds everything.

Sources: A. O. Hirschman, "The Paternity of an Index", American Economic Review 54 (1964); the U.S. Department of
Justice and FTC Merger Guidelines for points; C. Gini (1912) by the formula over ordered values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from attrs import field, frozen

from dealerkit.values.exact import ZERO, Number, add, as_fraction, multiply, share_at_least, total

COUNTED, LEFT_OUT = "counted", "left-out"
"""What becomes of members whose amount is zero or negative: a share of zero, or no member at all."""


@frozen
class Holding:
    """One member and its part of the total."""

    member: str
    amount: Number


@frozen(eq=False)
class Spread:
    """A total above zero over its members.

    ``holdings`` are in falling order, equal ones by member; their amounts are zero or above. ``below`` are the
    members whose own amount is zero or negative, whatever was done with them.
    """

    holdings: tuple[Holding, ...]
    total: Number
    below: tuple[Holding, ...] = ()
    _sums: tuple[Number, ...] = field(init=False, repr=False)

    @_sums.default
    def _cumulated(self) -> tuple[Number, ...]:
        return tuple(accumulate((each.amount for each in self.holdings), add))

    @property
    def count(self) -> int:
        """How many members there are."""
        return len(self.holdings)

    def sum_of_top(self, count: int) -> Number:
        """What the ``count`` largest hold together; all there are, where there are fewer."""
        return self._sums[min(count, self.count) - 1]

    def top(self, count: int) -> Fraction:
        """The share of the ``count`` largest."""
        return as_fraction(self.sum_of_top(count)) / as_fraction(self.total)

    def top_reaches(self, count: int, share: Number) -> bool:
        """Whether the ``count`` largest hold at least so large a share: multiplied across, nothing is divided."""
        return share_at_least(self.sum_of_top(count), self.total, share)

    def share(self, holding: Holding) -> Fraction:
        """A member's share."""
        return as_fraction(holding.amount) / as_fraction(self.total)

    @property
    def hhi(self) -> Fraction:
        """The Herfindahl-Hirschman index, from above 0 to 1."""
        squares = total(multiply(each.amount, each.amount) for each in self.holdings)
        return as_fraction(squares) / as_fraction(self.total) ** 2

    @property
    def normalised_hhi(self) -> Fraction:
        """The index without what N members alone make of it, 0 to 1; 1 for a single member."""
        least = Fraction(1, self.count)
        return Fraction(1) if self.count == 1 else (self.hhi - least) / (1 - least)

    @property
    def effective_number(self) -> Fraction:
        """How many equal members would be as concentrated."""
        return 1 / self.hhi

    @property
    def gini(self) -> Fraction:
        """The Gini coefficient: 0 for equal members."""
        count = self.count
        weighted = total(
            multiply(Decimal(count + 1 - 2 * place), each.amount) for place, each in enumerate(self.holdings, 1)
        )
        return as_fraction(weighted) / (count * as_fraction(self.total))


def spread(amounts: Mapping[str, Number], at_zero_or_below: str = COUNTED) -> Spread | None:
    """How a total is spread over members; None where nobody has an amount above zero.

    A negative amount (more came back than was bought) is no share of anything: such members are counted with a
    share of zero or left out, as ``at_zero_or_below`` says, and the total is of the amounts above zero.
    """
    above = [Holding(member, amount) for member, amount in amounts.items() if amount > 0]
    if not above:
        return None
    below = [Holding(member, amount) for member, amount in amounts.items() if amount <= 0]
    if at_zero_or_below == COUNTED:
        above += [Holding(each.member, ZERO) for each in below]
    return Spread(_largest_first(above), total(each.amount for each in above), _largest_first(below))


def _largest_first(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    by_member = sorted(holdings, key=lambda each: each.member)
    return tuple(sorted(by_member, key=lambda each: each.amount, reverse=True))
