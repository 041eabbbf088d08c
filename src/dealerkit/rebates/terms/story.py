"""The whole story of an amount: the reasons with every figure, what was tried in vain, what was read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.rebates.clauses import Gate
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.baselines import TARGET, Measured
from dealerkit.rebates.terms.conditions import Facts, gate_args, gate_bound
from dealerkit.rebates.terms.figures import Figures, Stop, expressions_of
from dealerkit.rebates.terms.reasons import Reasoner
from dealerkit.rebates.terms.reckoning import Reckoner, Trail
from dealerkit.rebates.terms.scale import bare
from dealerkit.values.numbers import Number, canonical, subtract

_GRANTED = Outcome.GRANTED

MOVED = (TARGET, "period.target_times")
"""What is told of a target that moves: what it came to, and by what it was multiplied."""


class Teller:
    """Tells the stories of one programme; what is the same in all of them is worked out once."""

    __slots__ = ("_conditions", "_factors", "_facts", "_parameters", "_reasoner", "_reckoner")

    def __init__(self, reckoner: Reckoner, reasoner: Reasoner) -> None:
        programme = reckoner.programme
        self._reckoner = reckoner
        self._reasoner = reasoner
        eligible = programme.eligible
        self._conditions = (
            () if eligible is None else tuple((part, eligible.rule) for part in eligible.when.conjuncts())
        )
        self._factors = tuple(programme.factors.values())
        expressions = tuple(_expressions(programme))
        facts = [name for each in expressions for name in sorted(each.reads)]
        if programme.against is not None and programme.against.missing == "target":
            facts.append(TARGET)
        if programme.target is not None:
            facts += MOVED
        self._facts = tuple(dict.fromkeys(facts))
        self._parameters = tuple(dict.fromkeys(name for each in expressions for name in sorted(each.parameters)))

    def tell(self, measured: Measured, trail: Trail) -> Decision:
        """The decision with everything that led to it."""
        stop, amount = trail[:2]
        earned = bare(trail[8])
        return Decision(
            _GRANTED if stop is None else stop.outcome,
            "" if stop is None else stop.code,
            amount,
            tuple(_values(self._reckoner.programme, measured, trail, earned)),
            tuple(self._with_figures(self._reasoner.reasons(measured, trail), measured.facts)),
            tuple(self._tried(measured, trail, earned)),
            (
                *[Read(name, _arg(measured.facts.get(name))) for name in self._facts],
                *self._parameters_read(measured.facts),
            ),
            () if stop is None else stop.missing,
        )

    def _with_figures(self, reasons: tuple[Reason, ...], facts: Facts) -> Iterator[Reason]:
        """The reasons; those that were made for everyone with this payee's figures."""
        gates = iter(self._reckoner.programme.gates.values())
        factors = iter(self._factors)
        for reason in reasons:
            if reason.step == "gate":
                yield Reason("gate", reason.rule, gate_args(next(gates), facts))
            elif reason.step == "factor-assumed":
                next(factors)
                yield reason
            elif reason.step == "factor":
                figure = next(factors).of.evaluate(facts)
                yield Reason("factor", reason.rule, (("figure", _arg(figure)), *reason.args))
            else:
                yield reason

    def _tried(self, measured: Measured, trail: Trail, earned: Number) -> Iterator[Reason]:
        """The rules that were asked and did not hold."""
        facts, (stop, amount, scale, reached, _, bases, bonuses, _, _) = measured.facts, trail
        if scale is None:
            yield from self._unmet(facts, stop)
            return
        base = measured.qualifying if bases is None else bases.qualifying
        for rung in scale.rungs[reached + 1 :]:
            args = (("base", base), ("bound", rung.bound), ("distance", subtract(rung.bound, base)))
            yield Reason("band-not-reached", rung.band.rule, args)
        if reached >= 0 and len(bonuses) < len(self._reckoner.programme.supplements):
            given = {bonus.supplement.id for bonus in bonuses}
            for supplement in self._reckoner.programme.supplements.values():
                if supplement.id not in given and not (stop and stop.reason.rule is supplement.rule):
                    shown = _shown(supplement.when, facts)
                    args_of_supplement = (("condition", supplement.when.text), ("facts", shown))
                    yield Reason("supplement-not-given", supplement.rule, args_of_supplement)
        figures = self._reckoner.figures_for(measured)
        if stop is None and amount is not None and isinstance(figures, Figures):
            yield from _limits(self._reckoner.programme, figures, earned)

    def _unmet(self, facts: Facts, stop: Stop | None) -> Iterator[Reason]:
        """Conditions that do not hold; where a band was looked for, all did."""
        for part, rule in self._conditions:
            found = part.evaluate(facts)
            if found is not True:
                step = "condition-unknown" if isinstance(found, Missing) else "condition-false"
                yield Reason(step, rule, (("condition", part.text), ("facts", _shown(part, facts))))
        for test in self._reckoner.tests:
            is_reason = stop is not None and stop.reason.rule is test.item.rule
            if isinstance(test.item, Gate) and test.holds(facts) is False and not is_reason:
                yield Reason("gate-closed", test.item.rule, gate_args(test.item, facts))

    def _parameters_read(self, facts: Facts) -> Iterator[Read]:
        for name in self._parameters:
            value = facts.get(name)
            yield Read(name, _arg(self._reckoner.parameters.get(name) if value is None else value))


def _limits(programme: Programme, figures: Figures, earned: Number) -> Iterator[Reason]:
    """The minimum and the cap where they did not come in."""
    if programme.minimum is not None:
        least = tuple(
            (name, figure)
            for name, figure in (("base", figures.least_base), ("payout", figures.least_payout))
            if figure is not None
        )
        yield Reason("minimum-passed", programme.minimum.rule, least)
    if programme.cap is not None and figures.most_payout is not None and earned <= figures.most_payout:
        yield Reason("cap-not-reached", programme.cap.rule, (("earned", earned), ("most", figures.most_payout)))


def _values(programme: Programme, measured: Measured, trail: Trail, earned: Number) -> Iterator[tuple[str, Arg]]:
    """The figures beside the amount, those that are known."""
    _, amount, scale, reached, rate, bases, _, _, _ = trail
    yield "qualifying", measured.qualifying
    yield "paying", measured.qualifying if measured.paying is None else measured.paying
    if bases is not None and programme.against is not None:
        yield "baseline", bases.baseline
    if scale is not None and reached >= 0:
        yield "band", scale.rungs[reached].band.rule.address
        if amount is not None:
            yield "rate", rate
            yield "earned", earned


def _shown(expression: Expression, facts: Facts) -> tuple[str, ...]:
    """The facts an expression reads, each with its value: `dealer.status = active`."""
    names = (*sorted(expression.reads), *sorted(expression.parameters))
    return tuple(f"{name} = {_text(facts.get(name))}" for name in names)


def _expressions(programme: Programme) -> Iterator[Expression]:
    if programme.eligible is not None:
        yield programme.eligible.when
    for gate in programme.gates.values():
        yield gate.of
        bound, _ = gate_bound(gate)
        if isinstance(bound, Expression):
            yield bound
    if programme.against is not None and isinstance(programme.against.baseline, Expression):
        yield programme.against.baseline
    yield from (supplement.when for supplement in programme.supplements.values())
    yield from (factor.of for factor in programme.factors.values())
    yield from expressions_of(programme)


def _arg(value: Value | Missing | None) -> Arg:
    """A fact's value as a message mentions it; nothing where it is missing."""
    if value is None or isinstance(value, Missing):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def _text(value: Value | Missing | None) -> str:
    shown = _arg(value)
    if isinstance(shown, tuple):
        return "/".join(shown)
    return canonical(shown) if isinstance(shown, (Decimal, Fraction)) else str(shown) or "?"
