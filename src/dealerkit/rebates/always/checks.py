"""What ``check`` says of promises: what is wrong with how they are written, broken ones, those not proved."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg, Problem, Severity, nearest, problem
from dealerkit.rebates.always.groups import is_counted
from dealerkit.rebates.always.invariant import NOTE, Invariant, invariants_of
from dealerkit.rebates.always.proving import next_step, prove, prove_all
from dealerkit.rebates.always.replay import replays, written
from dealerkit.rebates.always.searching import bounding_facts
from dealerkit.rebates.always.verdicts import Counterexample, State, Verdict
from dealerkit.rebates.clauses import plain
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.terms import rounding_for
from dealerkit.values.numbers import ONE, ZERO, as_fraction, simplest

_TEN = 10


def check_always(policy: Policy) -> Iterator[Problem]:
    """Everything that is wrong with how the section is written."""
    programmes = programmes_of(policy)
    for invariant in invariants_of(policy).values():
        yield from _written(policy, invariant, dict(programmes))


def check_proofs(policy: Policy) -> Iterator[Problem]:
    """The verdict on every promise that is not proved."""
    for verdict in prove_all(policy):
        if verdict.state is State.BROKEN:
            yield broken(policy, verdict)
        elif verdict.state is State.OPEN:
            yield not_proved(policy, verdict)


def _written(policy: Policy, invariant: Invariant, programmes: dict[str, Programme]) -> Iterator[Problem]:
    """DK163 to DK166: a promise about nobody, of money where a share is meant, or the other way round."""
    rule = invariant.rule
    known = tuple(programmes)
    for id in invariant.programmes:
        if id not in programmes:
            close = nearest(id, known)
            yield problem(
                "DK163", rule.at, address=rule.address, invariant=invariant.id, programme=id, nearest=close, none=""
            )
    if not programmes:
        yield problem(
            "DK163", rule.at, address=rule.address, invariant=invariant.id, programme="", nearest="", none="yes"
        )
    bound = plain(invariant.at_most)
    if bound is not None and invariant.kind == "most" and 0 < bound <= ONE:
        yield problem(
            "DK164", rule.at, address=rule.address, severity=Severity.WARNING, invariant=invariant.id, bound=bound
        )
    asked = [programmes[id] for id in invariant.programmes or known if id in programmes]
    is_of_money = not any(is_counted(policy, each) for each in asked)
    if bound is not None and invariant.kind in {"share", "next"} and bound >= _TEN and is_of_money:
        yield problem(
            "DK165", rule.at, address=rule.address, severity=Severity.WARNING, invariant=invariant.id, bound=bound
        )
    step = next_step(policy, invariant, asked)
    if step is not None:
        steps = simplest(step)
        args: dict[str, Arg] = {"invariant": invariant.id, "next": invariant.next or ZERO, "step": steps}
        yield problem("DK166", rule.at, address=rule.address, severity=Severity.ERROR, related=(), **args)


def broken(policy: Policy, verdict: Verdict) -> Problem:
    """DK161: a promise that a case breaks, with the case."""
    invariant, found = verdict.invariant, verdict.counterexample
    if found is None:  # pragma: no cover - a broken promise has its case
        raise AssertionError(invariant.id)
    programmes = dict(programmes_of(policy))
    cases = tuple(each.text for each in replays(f"{invariant.id}-breaks", found, programmes))
    kind = invariant.kind
    args: dict[str, Arg] = {
        "invariant": invariant.title or invariant.id,
        "programmes": verdict.programmes,
        "base": simplest(found.points[0].base),
        "paying": "" if found.points[0].paid is None else simplest(found.points[0].paid),
        "amount": simplest(found.amount),
        "most": simplest(found.allowed) if kind in {"share", "most"} else "",
        "least": simplest(found.allowed) if kind == "least" else "",
        "before": simplest(found.allowed) if kind == "more" else "",
        "more": simplest(found.points[-1].base) if kind == "more" else "",
        "next": invariant.next if kind == "next" and invariant.next is not None else "",
        "allowed": simplest(found.allowed) if kind == "next" else "",
        "tolerance": _tolerance(policy, verdict, programmes),
        "bounding": _bounding(invariant, found),
        "smallest": "yes" if found.is_smallest else "",
        "cases": cases,
    }
    rule = invariant.rule
    return problem("DK161", rule.at, address=rule.address, severity=Severity.ERROR, related=(), **args)


def _bounding(invariant: Invariant, found: Counterexample) -> Arg:
    """The facts that the bound goes by, as they are in the case: the cases to paste need not name them."""
    known = ((name, found.facts.get(name)) for name in sorted(bounding_facts(invariant)))
    return tuple(
        f"{name} = {written(value)}" for name, value in known if value is not None and not isinstance(value, Missing)
    )


def _tolerance(policy: Policy, verdict: Verdict, programmes: dict[str, Programme]) -> Arg:
    """The tolerance that would allow for the roundings, where it is roundings alone that break the promise."""
    found = verdict.counterexample
    if found is None or verdict.invariant.kind == "more":
        return ""
    over = abs(found.amount - found.allowed)
    rounded = sum(
        (as_fraction(rounding_for(programmes[id], policy.header.rounding)[0].to) for id in verdict.programmes),
        Fraction(0),
    )
    allowing = evolve(verdict.invariant, tolerance=simplest(rounded))
    if over > rounded or rounded <= as_fraction(verdict.invariant.tolerance):
        return ""
    again = prove(policy, allowing)
    return simplest(rounded) if again is not None and again.state is State.PROVED else ""


def not_proved(policy: Policy, verdict: Verdict) -> Problem:
    """DK162: a promise that is neither proved nor broken, and why; whether a price of units would help."""
    invariant = verdict.invariant
    severity = Severity.NOTE if invariant.not_proved == NOTE else Severity.WARNING
    about: dict[str, Arg] = dict.fromkeys(REASONS, "")
    for word, names in verdict.reasons:
        about[word.replace("-", "_")] = names or ("yes",)
    rule = invariant.rule
    return problem(
        "DK162",
        rule.at,
        address=rule.address,
        severity=severity,
        related=(),
        invariant=invariant.title or invariant.id,
        tries=verdict.tries or "",
        unpriced="yes" if about["measures"] and _may_be_priced(policy, verdict) else "",
        **about,
    )


def _may_be_priced(policy: Policy, verdict: Verdict) -> bool:
    """Whether some of the programmes count units and others money, and nothing says what a unit is sold for."""
    counted = {is_counted(policy, each) for id, each in programmes_of(policy).items() if id in verdict.programmes}
    return verdict.invariant.kind == "share" and verdict.invariant.unit_price is None and len(counted) > 1


REASONS = (
    "figures",
    "moves",
    "open",
    "several_bases",
    "measures",
    "payees",
    "periods",
    "two_bases",
    "baseline",
    "stacking",
    "guarantee_year",
    "goods",
    "budget",
    "entitlements",
    "bound_by_facts",
    "bound_unknown",
    "curved",
    "too_many",
    "too_many_conditions",
    "not_confirmed",
    "vacuous",
)
"""Why a promise is not proved, as the message names it."""
