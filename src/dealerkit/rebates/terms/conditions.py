"""What must hold, ready to be asked: eligibility, gates and supplements, with what a missing fact means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import le, lt
from typing import Any, cast

from attrs import frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.clauses import Condition, Figure, Gate, Supplement
from dealerkit.rebates.programme import Programme
from dealerkit.values.numbers import Number

Facts = Mapping[str, Value | Missing]
"""Facts by name and parameters by bare name."""
Answer = bool | Missing
"""Whether something holds, or what is missing to say so."""

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {"up_to": le, "below": lt}


@frozen(eq=False)
class Test:
    """One thing that must hold before anything is paid, and how to ask for it."""

    holds: Callable[[Facts], Answer]
    item: Condition | Gate


def tests_of(programme: Programme) -> Iterator[Test]:
    """Eligibility, then the gates, in the order written."""
    condition = programme.eligible
    if condition is not None:
        yield Test(_assuming(condition), condition)
    for gate in programme.gates.values():
        yield Test(_opens(gate), gate)


def supplement_holds(supplement: Supplement) -> Callable[[Facts], Answer]:
    """Whether a supplement is given."""
    return _assuming(supplement)


def figure_of(figure: Figure, facts: Facts) -> Number | Missing:
    """The number a place of the policy stands for, given the facts."""
    if not isinstance(figure, Expression):
        return figure
    return figure.evaluate(facts)  # type: ignore[return-value]  # the policy was checked: a place for a figure gives a number


GATE_SIGNS = {"at": ">=", "above": ">", "up_to": "<=", "below": "<"}
"""How a figure compares with an open gate's bound, by the key of the bound."""


def gate_bound(gate: Gate) -> tuple[Figure, str]:
    """The gate's bound, and the key it is written under."""
    for bound, side in ((gate.at, "at"), (gate.above, "above"), (gate.up_to, "up_to"), (gate.below, "below")):
        if bound is not None:
            return bound, side
    raise AssertionError("a gate without a bound")  # pragma: no cover - reading asks for exactly one


def gate_args(gate: Gate, facts: Facts) -> tuple[tuple[str, Number], ...]:
    """What a gate compares, as far as it is known: the payee's figure, or the one assumed, and the bound."""
    figure: object = gate.of.evaluate(facts)
    if isinstance(figure, Missing) and not isinstance(gate.if_missing, str):
        figure = gate.if_missing
    bound, side = gate_bound(gate)
    compared = (("figure", figure), (side, figure_of(bound, facts)))
    return tuple((name, cast("Number", value)) for name, value in compared if not isinstance(value, Missing))


def _assuming(item: Condition | Supplement) -> Callable[[Facts], Answer]:
    evaluate, if_missing = item.when.evaluate, item.if_missing
    if not isinstance(if_missing, bool):
        return evaluate  # type: ignore[return-value]  # a condition gives true, false or what is missing

    def holds(facts: Facts) -> Answer:
        found = evaluate(facts)
        return if_missing if found.__class__ is Missing else found is True

    return holds


def _opens(gate: Gate) -> Callable[[Facts], Answer]:
    evaluate = gate.of.evaluate
    bound, side = gate_bound(gate)
    beyond, compare = side == "above", _COMPARED.get(side)
    assumed = None if isinstance(gate.if_missing, str) else gate.if_missing

    def opens(facts: Facts) -> Answer:
        value = evaluate(facts)
        if value.__class__ is Missing:
            if assumed is None:
                return value
            value = assumed
        least = bound if bound.__class__ is not Expression else figure_of(bound, facts)
        if least.__class__ is Missing:
            return least
        if compare is not None:
            return compare(value, least)
        return value > least if beyond else value >= least  # type: ignore[operator]

    return opens
