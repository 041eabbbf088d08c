"""The reasons of an amount: each rule that decided, in the order of the steps, with its figures.

Steps: ``eligible``, ``gate``, ``baseline``, ``cap-base``, ``band-…`` or ``slice-…`` by kind,
``supplement-…``, ``factor``, ``factor-assumed``, ``cap-payout``. A reckoning that ends early closes
with a step of its own; where it ended before any band was reached, that is its only reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.decisions import Reason
from dealerkit.policy.expressions import Expression
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.baselines import Measured
from dealerkit.rebates.terms.conditions import gate_bound
from dealerkit.rebates.terms.reckoning import Reckoner, Trail
from dealerkit.rebates.terms.scale import Bases, Rung, Scale, bare
from dealerkit.values.numbers import Number, subtract


class Reasoner:
    """Tells the reasons of one programme's reckonings; what is the same for everyone is made once."""

    __slots__ = ("_band", "_cap", "_conditions", "_full", "_is_sliced", "_known", "_reckoner", "_slice")

    def __init__(self, reckoner: Reckoner) -> None:
        programme = reckoner.programme
        self._reckoner = reckoner
        self._conditions = tuple(_of_conditions(programme))
        self._cap = programme.cap
        self._band = f"band-{programme.kind}"
        self._slice = f"slice-{programme.kind}"
        self._is_sliced = programme.method == "incremental"
        self._known: Scale | None = None
        self._full: tuple[tuple[Reason, ...], ...] = ()

    def reasons(self, measured: Measured, trail: Trail) -> tuple[Reason, ...]:
        """Why it is this amount, or why there is none."""
        stop, amount, scale, reached, _, bases, bonuses, steps, earned = trail
        if stop is not None and (scale is None or reached < 0 or amount is None):
            return (stop.reason,)
        if scale is None:  # pragma: no cover - without a stop there are bands
            return ()
        reasons = [*self._conditions]
        base = measured.qualifying
        if bases is not None:
            base = bases.qualifying
            reasons += _of_bases(self._reckoner.programme, measured, bases)
        rung = scale.rungs[reached]
        if self._is_sliced:
            if self._known is not scale:
                self._fill(scale)
            reasons += self._full[reached]
            reasons.append(self._of_slice(rung, base))
        else:
            reasons.append(Reason(self._band, rung.band.rule, (("base", base), *rung.told)))
        for bonus in bonuses:
            reasons.append(bonus.reason)
        for step in steps:
            reasons.append(step[2])
        if stop is not None:
            reasons.append(stop.reason)
        elif self._cap is not None:
            most = self._reckoner.most_payout(measured.facts)
            if most is not None and earned > most:
                reasons.append(Reason("cap-payout", self._cap.rule, (("earned", bare(earned)), ("most", most))))
        return tuple(reasons)

    def _fill(self, scale: Scale) -> None:
        """The slices below each band. Filled, they are the same for everyone, and most programmes have one scale."""
        full = tuple(self._of_slice(rung, end) for rung, end in zip(scale.rungs, scale.starts[1:], strict=False))
        self._known, self._full = scale, tuple(full[:step] for step in range(len(scale.rungs)))

    def _of_slice(self, rung: Rung, end: Number) -> Reason:
        return Reason(self._slice, rung.band.rule, (("base", subtract(end, rung.start)), *rung.told_of_slice))


def _of_conditions(programme: Programme) -> Iterator[Reason]:
    """That the payee takes part and the gates are open: the same for everyone who is paid."""
    if programme.eligible is not None:
        yield Reason("eligible", programme.eligible.rule)
    for gate in programme.gates.values():
        bound, is_beyond = gate_bound(gate)
        args = () if isinstance(bound, Expression) else (("above" if is_beyond else "at", bound),)
        yield Reason("gate", gate.rule, args)


def _of_bases(programme: Programme, measured: Measured, bases: Bases) -> Iterator[Reason]:
    """What the bases were compared with and cut to."""
    if programme.against is not None:
        yield Reason("baseline", programme.against.rule, (("baseline", bases.baseline),))
    paying = measured.qualifying if measured.paying is None else measured.paying
    if programme.cap is not None and bases.paying < paying:
        yield Reason("cap-base", programme.cap.rule, (("base", paying), ("most", bases.paying)))
