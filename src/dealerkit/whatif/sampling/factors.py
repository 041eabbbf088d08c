"""Factors: what volumes are multiplied by in each run, dealer by dealer and period by period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from attrs import field, frozen

from dealerkit.values.numbers import ONE, as_fraction
from dealerkit.whatif.sampling.distributions import Drawn
from dealerkit.whatif.sampling.draws import BLOCK, WHOLE, Stream
from dealerkit.whatif.sampling.rules import Uncertain

MILLION = 10**6
"""Factors are whole numbers of this part of one."""

_PLACES = 6
_SAME: Sequence[Decimal] = (ONE,) * BLOCK

HistoryOf = Callable[[str], Drawn | None]
"""What draws are made into for a dealer, from his own past; None where he has none."""


@frozen(eq=False)
class Factors:
    """The factors of one uncertainty in the runs of one block.

    ``history`` answers for a dealer where his own past does. A dealer without one keeps his volumes.
    """

    seed: int
    item: Uncertain
    block: int
    history: HistoryOf
    _known: dict[tuple[str, str], Sequence[Decimal]] = field(factory=dict, init=False, repr=False)
    _sorted: dict[tuple[str, str], tuple[tuple[int, ...], list[int]]] = field(factory=dict, init=False, repr=False)
    _most: dict[tuple[str, str], Decimal] = field(factory=dict, init=False, repr=False)
    _common: dict[str, tuple[int, ...]] = field(factory=dict, init=False, repr=False)
    _bound: int = field(init=False, repr=False)

    @_bound.default
    def _below_which_a_dealer_goes_with_the_others(self) -> int:
        share = as_fraction(self.item.together)
        return -(-share.numerator * WHOLE // share.denominator)

    def of(self, dealer: str, period: str) -> Sequence[Decimal]:
        """The factor in each run of the block."""
        key = (dealer, period)
        known = self._known.get(key)
        if known is None:
            drawn = self.item.drawn or self.history(dealer)
            known = self._known[key] = _SAME if drawn is None else drawn.of(self._draws(dealer, period))
        return known

    def in_order(self, dealer: str, period: str) -> tuple[tuple[int, ...], list[int]]:
        """The runs of the block by their factor, the smallest first, and the factors in millionths."""
        key = (dealer, period)
        known = self._sorted.get(key)
        if known is None:
            sizes = [int(each.scaleb(_PLACES)) for each in self.of(dealer, period)]
            order = tuple(sorted(range(BLOCK), key=sizes.__getitem__))
            known = self._sorted[key] = order, [sizes[run] for run in order]
        return known

    def most(self, dealer: str, period: str) -> Decimal:
        """The greatest factor in any run of the block."""
        key = (dealer, period)
        known = self._most.get(key)
        if known is None:
            known = self._most[key] = max(self.of(dealer, period))
        return known

    def _draws(self, dealer: str, period: str) -> Sequence[int]:
        """His own draws, but in the runs in which he goes with the others theirs."""
        bound = self._bound
        if bound >= WHOLE:
            return self._of_all(period)
        own, decides = Stream(self.seed, self.item.id, dealer, period).block(self.block)
        if not bound:
            return own
        common = self._of_all(period)
        return [common[run] if decides[run] < bound else own[run] for run in range(BLOCK)]

    def _of_all(self, period: str) -> tuple[int, ...]:
        if period not in self._common:
            self._common[period], _ = Stream(self.seed, self.item.id, "", period).block(self.block)
        return self._common[period]
