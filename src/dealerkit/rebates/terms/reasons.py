"""The reasons of an amount: each rule that decided, in the order of the steps, with its figures.

Steps: ``eligible``, ``gate``, ``pro-rata``, ``baseline``, ``cap-base``, ``band-…`` or ``slice-…`` by
kind, ``fixed-sum``, ``supplement-…``, ``factor``, ``factor-assumed``, ``cap-payout``, ``guarantee``. A
reckoning that ends early closes with a step of its own; where it ended before any band was reached,
that is its only reason, unless a guarantee is paid all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.rebates.clauses import Cap
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.baselines import Measured
from dealerkit.rebates.terms.conditions import gate_bound
from dealerkit.rebates.terms.figures import Stop
from dealerkit.rebates.terms.reckoning import Reckoner, Trail
from dealerkit.rebates.terms.scale import Bases, Rung, Scale, bare
from dealerkit.values.numbers import ZERO, Number, subtract


class Reasoner:
    """Tells the reasons of one programme's reckonings; what is the same for everyone is made once."""

    __slots__ = ("_band", "_cap", "_conditions", "_full", "_is_sliced", "_is_special", "_known", "_reckoner", "_slice")

    def __init__(self, reckoner: Reckoner) -> None:
        programme = reckoner.programme
        self._reckoner = reckoner
        self._conditions = tuple(_of_conditions(programme))
        self._cap = programme.cap
        kind = f"linear-{programme.kind}" if reckoner.is_linear else programme.kind
        self._band = f"band-{kind}"
        self._slice = f"slice-{kind}"
        self._is_sliced = programme.method == "incremental"
        self._is_special = not reckoner.is_plain or reckoner.cuts or programme.kind == "goods"
        self._known: Scale | None = None
        self._full: tuple[tuple[Reason, ...], ...] = ()

    def reasons(self, measured: Measured, trail: Trail) -> tuple[Reason, ...]:  # noqa: PLR0912
        """Why it is this amount, or why there is none. In one function: calls would cost more than the reasons."""
        stop, amount, scale, reached, _, bases, bonuses, steps, earned = trail
        if stop is not None and (scale is None or reached < 0 or amount is None):
            return (stop.reason,) if stop.before is None else self._all_the_same(measured, stop)
        if scale is None:  # pragma: no cover - without a stop there are bands
            return ()
        reasons = [*self._conditions]
        base = measured.qualifying
        if self._is_special:
            reasons += self._of_special(measured, trail)
        else:
            if bases is not None:
                base = bases.qualifying
                reasons += _of_bases(self._reckoner.programme, measured, bases)
            if self._is_sliced:
                if self._known is not scale:
                    self._fill(scale)
                reasons += self._full[reached]
                reasons.append(self._of_slice(scale.rungs[reached], base))
            else:
                rung = scale.rungs[reached]
                reasons.append(Reason(self._band, rung.band.rule, (("base", base), *rung.told)))
        for bonus in bonuses:
            reasons.append(bonus.reason)
        for step in steps:
            reasons.append(step[2])
        if stop is not None:
            reasons += self._of_the_end(measured, stop, earned)
        elif self._cap is not None:
            most = self._reckoner.most_payout(measured)
            if most is not None and earned > most:
                reasons.append(self._cut(self._cap, earned, most))
        return tuple(reasons)

    def _of_the_end(self, measured: Measured, stop: Stop, earned: Number) -> Iterator[Reason]:
        """What kept back what was earned, or raised it to a guarantee: too little by a rule, or by the cap."""
        most = self._reckoner.most_payout(measured)
        if stop.before is not None:
            yield stop.before.reason
        elif stop.outcome is Outcome.GRANTED and self._cap is not None and most is not None and earned > most:
            yield self._cut(self._cap, earned, most)
        yield stop.reason

    def _cut(self, cap: Cap, earned: Number, most: Number) -> Reason:
        return Reason("cap-payout", cap.rule, (("earned", bare(earned)), ("most", most), *self._reckoner.product))

    def _all_the_same(self, measured: Measured, stop: Stop) -> tuple[Reason, ...]:
        """No band was reached, and a guarantee is paid."""
        before = () if stop.before is None else (stop.before.reason,)
        return (*self._conditions, *_of_days(self._reckoner.programme, measured), *before, stop.reason)

    def _of_special(self, measured: Measured, trail: Trail) -> Iterator[Reason]:
        """What holds for a part of a period, and what each band pays where that may be more than a rate.

        A rate between two bands, pay for each full so much, a fixed sum beside, units of goods.
        """
        scale, reached, bases = trail[2], trail[3], trail[5]
        yield from _of_days(self._reckoner.programme, measured)
        if bases is not None:
            yield from _of_bases(self._reckoner.programme, measured, bases)
        if scale is None:  # pragma: no cover - a band was reached
            return
        if bases is None:
            paying = measured.qualifying if measured.paying is None else measured.paying
            bases = Bases(measured.qualifying, paying, ZERO)
        portions = self._reckoner.portions(scale, reached, bases)
        ends = (*scale.starts[1 : reached + 1], bases.qualifying)
        for portion, end in zip(portions, ends[-len(portions) :], strict=True):
            rung = portion.rung
            base = subtract(end, rung.start) if self._is_sliced else bases.qualifying
            args = [("base", base), ("bound", rung.bound), ("start", rung.start), ("rate", bare(portion.rate))]
            step = self._slice if self._is_sliced else self._band
            if rung.per is not None:
                step = f"{step}-full"
                args += [("per", rung.per), ("full", portion.size)]
            if self._reckoner.is_linear and reached + 1 < len(scale.rungs):
                args.append(("next", scale.rungs[reached + 1].bound))
            yield Reason(step, rung.band.rule, (*args, *self._reckoner.product))
            if rung.plus:
                yield Reason("fixed-sum", rung.band.rule, (("bound", rung.bound), ("plus", rung.plus)))

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
        bound, side = gate_bound(gate)
        args = () if isinstance(bound, Expression) else ((side, bound),)
        yield Reason("gate", gate.rule, args)


def _of_days(programme: Programme, measured: Measured) -> Iterator[Reason]:
    """That only some days of the period count."""
    if measured.days is not None:
        days, of = measured.days
        yield Reason("pro-rata", programme.rule, (("days", Decimal(days)), ("of", Decimal(of))))


def _of_bases(programme: Programme, measured: Measured, bases: Bases) -> Iterator[Reason]:
    """What the bases were compared with and cut to."""
    if programme.against is not None:
        yield Reason("baseline", programme.against.rule, (("baseline", bases.baseline),))
    paying = measured.qualifying if measured.paying is None else measured.paying
    if programme.cap is not None and bases.paying < paying:
        yield Reason("cap-base", programme.cap.rule, (("base", paying), ("most", bases.paying)))
