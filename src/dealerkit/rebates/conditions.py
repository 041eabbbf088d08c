"""What must hold, ready to be asked: eligibility, gates and supplements, with what a missing fact means."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.programme import Condition, Figure, Gate, Programme, Supplement
from dealerkit.values.numbers import Number

Facts = dict[str, Value | Missing]
Answer = bool | Missing
"""Whether something holds, or what is missing to say so."""


@frozen(eq=False)
class Test:
    """One condition: ``holds`` answers for given facts, ``refuses`` says that a missing fact is a refusal."""

    holds: Callable[[Facts], Answer]
    rule: Rule
    refuses: bool
    condition: Condition | None = None
    gate: Gate | None = None


def tests_of(programme: Programme) -> Iterator[Test]:
    """Eligibility, then the gates, in the order written."""
    condition = programme.eligible
    if condition is not None:
        holds = _assuming(condition.when, condition.if_missing)
        yield Test(holds, condition.rule, condition.if_missing == "refuse", condition=condition)
    for gate in programme.gates.values():
        yield Test(_opens(gate), gate.rule, gate.if_missing == "refuse", gate=gate)


def supplement_holds(supplement: Supplement) -> Callable[[Facts], Answer]:
    """Whether a supplement is given."""
    return _assuming(supplement.when, supplement.if_missing)


def figure_of(figure: Figure, facts: Facts) -> Number | Missing:
    """The number a place of the policy stands for, given the facts."""
    if not isinstance(figure, Expression):
        return figure
    found = figure.evaluate(facts)
    return found  # type: ignore[return-value]  # the policy was checked: a place for a figure gives a number


def gate_bound(gate: Gate) -> tuple[Figure, bool]:
    """The gate's bound, and whether it must be passed."""
    if gate.at is not None:
        return gate.at, False
    if gate.above is None:  # pragma: no cover - reading asks for exactly one
        raise AssertionError("a gate without a bound")
    return gate.above, True


def _assuming(when: Expression, if_missing: str | bool) -> Callable[[Facts], Answer]:
    evaluate = when.evaluate
    if not isinstance(if_missing, bool):
        return evaluate  # type: ignore[return-value]  # a condition gives true, false or what is missing

    def holds(facts: Facts) -> Answer:
        found = evaluate(facts)
        return if_missing if found.__class__ is Missing else found is True

    return holds


def _opens(gate: Gate) -> Callable[[Facts], Answer]:
    evaluate = gate.of.evaluate
    bound, beyond = gate_bound(gate)
    assumed = None if isinstance(gate.if_missing, str) else gate.if_missing

    def opens(facts: Facts) -> Answer:
        value = evaluate(facts)
        if value.__class__ is Missing:
            if assumed is None:
                return value  # type: ignore[return-value]
            value = assumed
        least = bound if bound.__class__ is not Expression else figure_of(bound, facts)
        if least.__class__ is Missing:
            return least  # type: ignore[return-value]
        return value > least if beyond else value >= least  # type: ignore[operator]

    return opens
