"""Stacking decided: what each programme of a stacking keeps of what it gives alone, for one payee and period.

Amounts are shared out exactly and rounded once at the end, by each programme's own rule; a programme
that loses nothing keeps the very amount that it gives alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from dealerkit.decisions import Outcome, Reason, Rule
from dealerkit.problems import Arg
from dealerkit.rebates.joint.parts import Parts, best, first, lost, shared
from dealerkit.rebates.joint.stacking import BEST_OF, ORDERED, Stacking
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Entitlement, Measured, Terms
from dealerkit.rebates.terms.scale import bare
from dealerkit.values.numbers import ZERO, Number, subtract, total


@frozen(eq=False)
class Member:
    """One programme of a stacking before the others are looked at, with its paying base by combination of lines."""

    programme: Programme
    terms: Terms
    measured: Measured
    alone: Entitlement
    bases: Parts

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return self.programme.title or self.programme.id

    @property
    def exact(self) -> Number | None:
        """What it gives alone, before rounding where the terms alone decide it; None when undetermined."""
        amount = self.alone.amount
        exact = self.terms.unrounded(self.measured) if amount else None
        return amount if exact is None or self.terms.rounded(exact) != amount else exact


@frozen(eq=False)
class Joint:
    """What a stacking leaves of one programme, and from what it was decided.

    ``parts`` is what it pays on each combination of lines. ``won`` are the reasons why others got nothing there.
    """

    entitlement: Entitlement
    measured: Measured
    parts: Parts = field(factory=dict)
    won: tuple[Reason, ...] = ()


def stacked(stacking: Stacking, members: Sequence[Member]) -> dict[str, Joint]:
    """What each member keeps, by programme; ``members`` are in the stacking's order."""
    if stacking.how == ORDERED:
        return _ordered(stacking, members)
    return _chosen(stacking, members)


def _chosen(stacking: Stacking, members: Sequence[Member]) -> dict[str, Joint]:
    """One programme a combination: the one that pays most on it, or the first that pays."""
    is_best = stacking.how == BEST_OF
    exact = [each.exact for each in members]
    parts = [shared(amount or ZERO, each.bases) for amount, each in zip(exact, members, strict=True)]
    holders = (best if is_best else first)(parts)
    found: dict[str, Joint] = {}
    for place, member in enumerate(members):
        before = members if is_best else members[:place]
        unknown = _unknown_beside(member, before, parts[place])
        if unknown is not None:
            found[member.programme.id] = Joint(_undetermined(stacking.rule, member, unknown), member.measured)
            continue
        losses = lost(place, parts, holders)
        kept = {lines: part for lines, part in parts[place].items() if holders[lines] == place}
        won = tuple(
            Reason("stacking-won", stacking.rule, (("other", members[other].name), ("lost", bare(loss[0]))))
            for other in range(len(members))
            if (loss := lost(other, parts, holders).get(place)) is not None
        )
        entitlement = member.alone
        if losses:
            step = "stacking-more" if is_best else "stacking-first"
            reasons = tuple(
                Reason(step, stacking.rule, _lost_args(members[other].name, mine, others))
                for other, (mine, others) in losses.items()
            )
            entitlement = _cut(member, total(kept.values()), reasons)
        found[member.programme.id] = Joint(entitlement, member.measured, kept, won)
    return found


def _lost_args(other: str, mine: Number, others: Number) -> tuple[tuple[str, Arg], ...]:
    return ("other", other), ("lost", bare(mine)), ("others", bare(others))


def _cut(member: Member, kept: Number, reasons: tuple[Reason, ...]) -> Entitlement:
    """The entitlement after losses: never below zero, refused where nothing is left (DK444)."""
    amount = member.terms.rounded(max(kept, ZERO))
    found = evolve(member.alone, amount=amount, reasons=(*member.alone.reasons, *reasons))
    return found if amount else evolve(found, outcome=Outcome.REFUSED, code="DK444")


def _ordered(stacking: Stacking, members: Sequence[Member]) -> dict[str, Joint]:
    """One after the other: a programme that earlier ones reduce pays on less."""
    found: dict[str, Joint] = {}
    known = {each.programme.id: each for each in members}
    for member in members:
        ids = [each for each in stacking.reducers_of(member.programme.id) if each in known]
        reducers = [(known[each], found[each]) for each in ids]
        unknown = next(
            (one for one, joint in reducers if joint.entitlement.amount is None and _meet(one, member)), None
        )
        if unknown is not None and member.alone.amount:
            joint = Joint(_undetermined(stacking.rule, member, unknown), member.measured)
        else:
            joint = _reduced(stacking, member, reducers)
        found[member.programme.id] = joint
    return found


def _reduced(stacking: Stacking, member: Member, reducers: Sequence[tuple[Member, Joint]]) -> Joint:
    """A programme paying on its lines less what the reducers paid on the same lines."""
    bases = dict(member.bases)
    reasons: list[Reason] = []
    for reducer, joint in reducers:
        paid = {lines: part for lines, part in joint.parts.items() if lines in bases}
        if not any(paid.values()):
            continue
        before = total(bases.values())
        bases |= {lines: subtract(bases[lines], part) for lines, part in paid.items()}
        figures = (("other", reducer.name), ("paid", bare(total(paid.values()))), ("base", bare(before)))
        reasons.append(Reason("stacking-reduced", stacking.rule, (*figures, ("left", bare(total(bases.values()))))))
    if not reasons or not member.alone.amount:
        return Joint(member.alone, member.measured, shared(member.exact or ZERO, member.bases))
    measured = on_less(member.measured, total(bases.values()))
    reduced = evolve(member, measured=measured, alone=member.terms.decide(measured), bases=bases)
    entitlement = evolve(reduced.alone, reasons=(*reduced.alone.reasons, *reasons))
    if not entitlement.amount and entitlement.outcome is Outcome.GRANTED:
        entitlement = evolve(entitlement, outcome=Outcome.REFUSED, code="DK444")
    return Joint(entitlement, measured, shared(reduced.exact or ZERO, bases))


def on_less(measured: Measured, paying: Number) -> Measured:
    """The same with less to pay on; what reaches the bands is untouched."""
    facts = measured.facts
    if "period.paying" in facts:
        facts = {**facts, "period.paying": paying}
    return evolve(measured, paying=paying, facts=facts)


def _unknown_beside(member: Member, others: Sequence[Member], parts: Mapping[int, Number]) -> Member | None:
    """A programme whose unknown amount may take what this one pays."""
    for other in others:
        if other is not member and other.alone.amount is None and any(other.bases.get(lines) for lines in parts):
            return other
    return None


def _meet(one: Member, other: Member) -> bool:
    """Whether the two pay on the same lines."""
    return any(base and other.bases.get(lines) for lines, base in one.bases.items())


def _undetermined(rule: Rule, member: Member, other: Member) -> Entitlement:
    """Nobody can say what is kept while the other is unknown (DK443)."""
    missing = other.alone.missing
    reason = Reason("stacking-unknown", rule, (("other", other.name), ("facts", missing)))
    return evolve(
        member.alone,
        outcome=Outcome.UNDETERMINED,
        code="DK443",
        amount=None,
        rate=None,
        reasons=(*member.alone.reasons, reason),
        missing=tuple(dict.fromkeys((*member.alone.missing, *missing))),
    )
