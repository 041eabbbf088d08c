"""One decision of price protection: what one dealer is credited for one product after one cut, and why.

Every unit in stock is judged, the drops of those that are protected are summed, and the sum is capped
and rounded once. Refused with ``DK330``, ``DK336``, ``DK384`` to ``DK388``; undetermined with ``DK003``,
``DK368``, ``DK379``, ``DK380``, ``DK386``, ``DK387``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg, Problem
from dealerkit.rebates.protection.claims import Claim, claim_of
from dealerkit.rebates.protection.conditions import STEPS, Stop, Told, deadline, unpublished
from dealerkit.rebates.protection.days import first_day
from dealerkit.rebates.protection.lots import Held, Lot, held
from dealerkit.rebates.protection.prices import Cut
from dealerkit.rebates.protection.promises import Kept, Made, answered
from dealerkit.rebates.protection.reasons import findings, of_promise, of_promise_after, of_units, window_rule
from dealerkit.rebates.protection.results import Case, Protected
from dealerkit.rebates.protection.scheme import Protection
from dealerkit.rebates.protection.units import (
    CREDITED,
    REFUSED,
    Fate,
    Part,
    Reach,
    claimed_beside,
    money,
    parts_of,
    units,
)
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.values.exact import EXACT
from dealerkit.values.numbers import ZERO, Number, add, subtract


def decide(scheme: Protection, case: Case) -> Protected:
    """What the dealer is credited for this cut, unit by unit."""
    until = deadline(scheme, case)
    claim = claim_of(case.claims, None if isinstance(until, Problem) else until)
    if claim is not None and scheme.units == "lots":
        # Lots know no serial numbers: those claimed say how many units, not which.
        claim = evolve(claim, serials=frozenset(), loose=claim.quantity)
    reasons: list[Reason] = []
    for step in STEPS:
        found = step(scheme, case, claim)
        if isinstance(found, Stop):
            return _stopped(scheme, case, claim, reasons, found)
        if found is not None:
            reasons.append(found)
    window = scheme.window
    since = None if window is None else first_day(window.within, case.cut.on, case.calendar, window.rule.at)
    if isinstance(since, Problem):
        return _stopped(scheme, case, claim, reasons, unpublished(since, window_rule(scheme)))
    return _judged(scheme, case, claim, reasons, since)


def _judged(
    scheme: Protection, case: Case, claim: Claim | None, reasons: list[Reason], since: date | None
) -> Protected:
    promises = () if since is None else case.promises
    made = Made(case.cut.product, case.cut.on, since or case.cut.on)
    answer = answered(scheme, promises, made, case.facts, case.calendar, case.rulings)
    kept = answer.kept
    stock = case.stock.quantity or ZERO
    limits = claim if scheme.claim is not None else None
    there = held(case.lots, stock, claim.serials if claim is not None else frozenset())
    reach = Reach(since, kept.since if kept is not None else None)
    parts = (
        *parts_of(there, reach, limits, _drop_of(scheme, case.cut), case.returned),
        *_beside(case, claim, stock, there),
    )
    reasons += of_units(scheme, since, kept, parts)
    ended = _ended(scheme, case, parts, kept, reasons)
    decision = Decision(
        ended.outcome,
        ended.code,
        ended.amount,
        (*_figures(case, since), *_figures_of_units(parts)),
        tuple(reasons),
        (
            *(of_promise(scheme, each) for each in answer.beyond),
            *(of_promise_after(scheme, each) for each in answer.after),
        ),
        tuple(_reads(scheme, case)),
        ended.missing,
    )
    problems = (*answer.problems, *findings(scheme, case, claim, parts))
    return Protected(scheme, case, decision, parts, claim, problems)


def _ended(scheme: Protection, case: Case, parts: Sequence[Part], kept: Kept | None, reasons: list[Reason]) -> Decision:
    """The outcome and the amount, with what led to them added to the reasons."""
    if not units(parts, CREDITED):
        reasons.append(Reason("protection-none", window_rule(scheme), (("stock", case.stock.quantity or ZERO),)))
        return Decision(Outcome.REFUSED, "DK385", ZERO)
    amount: Number | Missing
    if any(part.drop is None for part in parts if part.fate in CREDITED):
        amount = Missing(("line.unit_price",))
        rule = scheme.rule if scheme.drop is None else scheme.drop.rule
        reasons.append(Reason("fact-missing", rule, (("facts", amount.facts),)))
    else:
        amount = _capped(scheme, case, _earned(scheme, case.cut, parts, kept, reasons), reasons)
    if isinstance(amount, Missing):
        return Decision(Outcome.UNDETERMINED, "DK003", missing=amount.facts)
    return Decision(Outcome.GRANTED, "", case.rounding.apply(amount))


def _drop_of(scheme: Protection, cut: Cut) -> Callable[[Lot | None], Decimal | None]:
    """What a unit of a lot lost: never less than nothing."""
    if scheme.drop is None or scheme.drop.from_ == "list-price":
        return lambda _: cut.drop

    def from_price_paid(lot: Lot | None) -> Decimal | None:
        if lot is None or lot.price is None:
            return None
        return max(EXACT.subtract(lot.price, cut.after), ZERO)

    return from_price_paid


def _beside(case: Case, claim: Claim | None, stock: Decimal, there: Sequence[Held]) -> Iterator[Part]:
    if claim is not None:
        present = [each.lot.serial for each in there if each.lot is not None and each.lot.serial]
        yield from claimed_beside(claim, stock, present, case.fates, case.cut.drop)


def _earned(scheme: Protection, cut: Cut, parts: Sequence[Part], kept: Kept | None, reasons: list[Reason]) -> Number:
    """The sum of the drops; what a promise adds is limited by the promise and its author's authority."""
    promised: Number = money(parts, {Fate.PROMISED})
    if kept is not None and kept.most is not None and promised > kept.most:
        told: Told = (("earned", promised), ("most", kept.most))
        reasons.append(Reason("protection-promise-cap", kept.rule, told))
        promised = kept.most
    earned = add(money(parts, {Fate.PROTECTED}), promised)
    # One drop for all units is worth saying; where each lot has its own, the units say them.
    alike = {part.drop for part in parts if part.fate in CREDITED} == {cut.drop}
    drop: Told = (("drop", cut.drop),) if alike else ()
    reasons.append(
        Reason("protection-credit", scheme.rule, (("quantity", units(parts, CREDITED)), ("earned", earned), *drop))
    )
    return earned


def _capped(scheme: Protection, case: Case, earned: Number, reasons: list[Reason]) -> Number | Missing:
    cap = scheme.cap
    if cap is None:
        return earned
    for step, figure, before in (("claim", cap.claim, ZERO), ("dealer", cap.dealer, case.credited)):
        most = None if figure is None else figure_of(figure, case.facts)
        if isinstance(most, Missing):
            reasons.append(Reason("fact-missing", cap.rule, (("facts", most.facts),)))
            return most
        if most is not None and earned > (left := max(subtract(most, before), ZERO)):
            told: Told = (("earned", earned), ("most", most), ("left", left))
            reasons.append(Reason(f"protection-cap-{step}", cap.rule, told))
            earned = left
    return earned


def _reads(scheme: Protection, case: Case) -> Iterator[Read]:
    """The facts and parameters that the condition asked for, as they were on the day of the cut."""
    if scheme.where is None:
        return
    for name in (*sorted(scheme.where.when.reads), *sorted(scheme.where.when.parameters)):
        value = case.facts.get(name)
        if value is None or isinstance(value, Missing):
            yield Read(name, "")
        elif isinstance(value, bool):
            yield Read(name, "true" if value else "false")
        else:
            yield Read(name, tuple(sorted(value)) if isinstance(value, frozenset) else value)


def _figures(case: Case, since: date | None) -> Iterator[tuple[str, Arg]]:
    """The figures beside the amount, those that are known."""
    yield "drop", case.cut.drop
    yield "cut_on", case.cut.on
    if case.stock.quantity is not None:
        yield "stock", case.stock.quantity
    if since is not None:
        yield "since", since


def _figures_of_units(parts: Sequence[Part]) -> Iterator[tuple[str, Arg]]:
    yield "protected", units(parts, CREDITED)
    yield "refused", units(parts, REFUSED)
    yield "refused_amount", money(parts, REFUSED)
    yield "unclaimed", units(parts, {Fate.UNCLAIMED})


def _stopped(scheme: Protection, case: Case, claim: Claim | None, reasons: Sequence[Reason], stop: Stop) -> Protected:
    decision = Decision(
        stop.outcome,
        stop.code,
        ZERO if stop.outcome is Outcome.REFUSED else None,
        tuple(_figures(case, None)),
        (*reasons, stop.reason),
        reads=tuple(_reads(scheme, case)),
        missing=stop.missing,
    )
    return Protected(scheme, case, decision, (), claim, stop.problems)
