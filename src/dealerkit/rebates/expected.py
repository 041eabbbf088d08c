"""The expected average: what a programme has cost on what was bought, in the periods before this one.

Source: IFRS 15, paragraph 53(a), the expected value over many like contracts, by experience; an accrual
rate in the sense of rebate agreements, which should be as near as possible to the rate of the final
settlement. A payee without periods of its own is expected to earn what all payees together did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import Run
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import Number, add, divide, total_of_decimals
from dealerkit.values.numbers import ZERO


@frozen
class Average:
    """A rate, the labels of the periods it was earned in, and whether it is that of all payees together."""

    rate: Number
    periods: tuple[str, ...]
    of_all: bool = False


@frozen(eq=False)
class Averages:
    """The average rates of a run over the last completed ``periods`` before a window."""

    run: Run
    periods: int
    _of_all: dict[tuple[str, tuple[str, ...]], Average | None] = field(factory=dict, init=False, repr=False)

    def of(self, programme: Programme, payee: str, window: Window) -> Average | None:
        """The average of the payee, else of all payees; None where nobody bought in those periods."""
        own = self._average(programme, (payee,), window)
        if own is not None:
            return own
        key = (programme.id, tuple(each.label for each in self._before(programme, payee, window)))
        if key not in self._of_all:
            found = self._average(programme, self.run.payees(programme), window)
            self._of_all[key] = None if found is None else evolve(found, of_all=True)
        return self._of_all[key]

    def _average(self, programme: Programme, payees: Iterable[str], window: Window) -> Average | None:
        amounts: list[Decimal] = []
        base: Number = ZERO
        labels: dict[str, None] = {}
        for payee in payees:
            for each in self._before(programme, payee, window):
                decided = self.run.deciding.decided(programme, payee, each)
                if decided.amount is not None and decided.paying > 0:
                    amounts.append(decided.amount)
                    base = add(base, decided.paying)
                    labels[each.label] = None
        return Average(divide(total_of_decimals(amounts), base), tuple(sorted(labels))) if base > 0 else None

    def _before(self, programme: Programme, payee: str, window: Window) -> Iterator[Window]:
        """The last completed windows before one, whole."""
        before = [each for each in self.run.standing.windows(programme, payee) if each.last < window.first]
        yield from (evolve(each, through=each.last) for each in before[-self.periods :])
