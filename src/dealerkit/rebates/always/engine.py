"""The engine's own word: what programmes pay together at one base, with stackings, decided and not proved.

Every counterexample is asked for here before it is shown, and where nothing can be proved this is what is searched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.always.moments import Days, Moment
from dealerkit.rebates.clauses import Figure
from dealerkit.rebates.joint.stacked import Member, stacked
from dealerkit.rebates.joint.stacking import Stacking, deciding_stackings
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Measured, Terms, compile_terms
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.values.numbers import Number, as_fraction, simplest

Facts = Mapping[str, Value | Missing]


@frozen
class Point:
    """One base with everything that decides: what is asked of the engine. ``paid`` is another base that is paid on."""

    base: Fraction
    paid: Fraction | None = None
    baseline: Fraction | None = None
    days: Days = None


@frozen
class Paid:
    """What one programme pays at a point, and what it would pay alone, without any stacking.

    ``day`` is the end of its own period, where programmes of several periods are asked together.
    """

    programme: str
    amount: Decimal
    alone: Decimal
    day: date | None = None


@frozen(eq=False)
class Engine:
    """Programmes of one policy on one day, ready to be asked."""

    policy: Policy
    programmes: tuple[Programme, ...]
    moment: Moment
    terms: Mapping[str, Terms] = field(init=False, repr=False)
    stackings: tuple[Stacking, ...] = field(init=False, repr=False)

    @terms.default
    def _compiled(self) -> Mapping[str, Terms]:
        rounding = self.policy.header.rounding
        return {each.id: compile_terms(each, rounding, self.moment.parameters) for each in self.programmes}

    @stackings.default
    def _deciding(self) -> tuple[Stacking, ...]:
        return deciding_together(self.policy, self.programmes)

    def paid(self, facts: Facts, point: Point, *, waits: bool = False) -> tuple[Paid, ...] | None:
        """What each programme pays; None where one of them cannot be decided, or, if it only waits, where none can."""
        measured = {each.id: self.measured(each, facts, point) for each in self.programmes}
        amounts: dict[str, Decimal | None] = {}
        stacking_of = {id: each for each in self.stackings for id in each.programmes}
        for programme in self.programmes:
            id = programme.id
            if id in amounts:
                continue
            if id not in stacking_of:
                amounts[id] = self.terms[id].decide(measured[id]).amount
                continue
            stacking = stacking_of[id]
            together = [each for each in stacking.programmes if each in self.terms]
            members = [self._member(each, measured[each]) for each in together]
            for name, joint in stacked(stacking, members).items():
                amounts[name] = joint.entitlement.amount
        known: list[Paid] = []
        for programme in self.programmes:
            id, amount = programme.id, amounts[programme.id]
            alone = self.terms[id].decide(measured[id]).amount if id in stacking_of else amount
            if amount is not None and alone is not None:
                known.append(Paid(id, amount, alone))
            elif not waits:
                return None
        return tuple(known) or None

    def measured(self, programme: Programme, facts: Facts, point: Point) -> Measured:
        """A point as a programme measures it."""
        base = simplest(point.base)
        paid = None if point.paid is None or programme.paying is None else simplest(point.paid)
        known: dict[str, Value | Missing] = {**self.moment.parameters, **facts}
        known |= {"period.qualifying": base, "period.paying": base if paid is None else paid}
        baseline = None
        if programme.against is not None and point.baseline is not None:
            baseline = simplest(point.baseline)
            known["period.baseline"] = baseline
        return Measured(base, paid, baseline, known, point.days)

    def _member(self, id: str, measured: Measured) -> Member:
        terms = self.terms[id]
        paying = measured.qualifying if measured.paying is None else measured.paying
        return Member(terms.programme, terms, measured, terms.decide(measured), {1: paying})


def deciding_together(policy: Policy, programmes: Sequence[Programme]) -> tuple[Stacking, ...]:
    """The stackings that decide among two or more of these programmes."""
    ids = {each.id for each in programmes}
    found: dict[str, Stacking] = {}
    for id, stacking in deciding_stackings(policy).items():
        if id in ids and len(ids & set(stacking.programmes)) > 1:
            found[stacking.id] = stacking
    return tuple(found.values())


def bound_at(invariant: Invariant, facts: Facts, moment: Moment) -> Fraction | None:
    """The figure of a promise on a day, for who has these facts; None where it is missing."""
    figure: Figure = invariant.bound
    found: Number | Missing = figure_of(figure, {**moment.parameters, **facts})
    return None if isinstance(found, Missing) else as_fraction(found)


def breaks(
    invariant: Invariant, bound: Fraction, points: Sequence[Point], totals: Sequence[Fraction]
) -> tuple[Fraction, Fraction] | None:
    """What was paid and what was allowed, where totals at one point, or at two, break a promise."""
    tolerance = as_fraction(invariant.tolerance)
    first, last = totals[0], totals[-1]
    match invariant.kind:
        case "more":
            return (last, first) if last < first else None
        case "least":
            return (first, bound) if first < bound - tolerance else None
        case "next":
            size = as_fraction(invariant.next or Decimal(0))
            return (last - first, bound * size) if last - first > bound * size + tolerance else None
        case "share":
            base = points[0].base if points[0].paid is None else points[0].paid
            return (first, bound * base) if first > bound * base + tolerance else None
    return (first, bound) if first > bound + tolerance else None
