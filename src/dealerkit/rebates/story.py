"""The whole story of an amount: the reasons with every figure, what was tried in vain, what was read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from dealerkit.decisions import Decision, Outcome, Read, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.rebates.baselines import TARGET, Measured
from dealerkit.rebates.conditions import Facts, gate_bound, gate_figures
from dealerkit.rebates.figures import Figures, expressions_of
from dealerkit.rebates.programme import Condition, Gate, Programme
from dealerkit.rebates.reasons import Reasoner
from dealerkit.rebates.reckoning import Reckoner, Trail
from dealerkit.values.numbers import Number, canonical, subtract


class Teller:
    """Tells the stories of one programme; what its rules read is listed once."""

    __slots__ = ("_facts", "_parameters", "_reasoner", "_reckoner")

    def __init__(self, reckoner: Reckoner, reasoner: Reasoner) -> None:
        self._reckoner = reckoner
        self._reasoner = reasoner
        expressions = tuple(_expressions(reckoner.programme))
        facts = [name for each in expressions for name in sorted(each.reads)]
        if reckoner.programme.against is not None and reckoner.programme.against.missing == "target":
            facts.append(TARGET)
        self._facts = tuple(dict.fromkeys(facts))
        self._parameters = tuple(dict.fromkeys(name for each in expressions for name in sorted(each.parameters)))

    def tell(self, measured: Measured, trail: Trail) -> Decision:
        """The decision with everything that led to it."""
        stop, amount = trail[:2]
        return Decision(
            Outcome.GRANTED if stop is None else stop.outcome,
            "" if stop is None else stop.code,
            amount,
            tuple(_values(self._reckoner.programme, measured, trail)),
            tuple(self._with_figures(reason, measured.facts) for reason in self._reasoner.reasons(measured, trail)),
            tuple(self._tried(measured, trail)),
            tuple(self._reads(measured.facts)),
            () if stop is None else stop.missing,
        )

    def _with_figures(self, reason: Reason, facts: Facts) -> Reason:
        """A reason that was made for everyone, with this payee's figure."""
        for test in self._reckoner.tests:
            if test.item.rule is reason.rule and reason.step in {"gate", "eligible"}:
                return evolve(reason, args=_of_condition(test.item, facts))
        for factor in self._reckoner.programme.factors.values():
            if reason.step == "factor" and any(band.rule is reason.rule for band in factor.bands.values()):
                figure = factor.of.evaluate(facts)
                return evolve(reason, args=(("figure", _arg(figure)), *reason.args))
        return reason

    def _tried(self, measured: Measured, trail: Trail) -> Iterator[Reason]:
        """The rules that were asked and did not hold."""
        facts, (stop, amount, scale, reached, _, bases, bonuses, _, earned) = measured.facts, trail
        for test in self._reckoner.tests:
            if isinstance(test.item, Gate):
                if test.holds(facts) is False and not (stop and stop.reason.rule is test.item.rule):
                    yield Reason("gate-closed", test.item.rule, _of_condition(test.item, facts))
                continue
            for part in test.item.when.conjuncts():
                found = part.evaluate(facts)
                if found is not True:
                    step = "condition-unknown" if isinstance(found, Missing) else "condition-false"
                    yield Reason(step, test.item.rule, (("condition", part.text), ("facts", _shown(part, facts))))
        if scale is None:
            return
        base = measured.qualifying if bases is None else bases.qualifying
        for rung in scale.rungs[reached + 1 :]:
            args = (("base", base), ("bound", rung.start), ("distance", subtract(rung.start, base)))
            yield Reason("band-not-reached", rung.band.rule, args)
        given = {bonus.supplement.id for bonus in bonuses}
        if reached >= 0:
            for supplement in self._reckoner.programme.supplements.values():
                if supplement.id not in given and not (stop and stop.reason.rule is supplement.rule):
                    shown = _shown(supplement.when, facts)
                    args_of_supplement = (("condition", supplement.when.text), ("facts", shown))
                    yield Reason("supplement-not-given", supplement.rule, args_of_supplement)
        figures = self._reckoner.figures(facts)
        if stop is None and amount is not None and isinstance(figures, Figures):
            yield from _limits(self._reckoner.programme, figures, earned)

    def _reads(self, facts: Facts) -> Iterator[Read]:
        for name in self._facts:
            yield Read(name, _arg(facts.get(name)))
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


def _values(programme: Programme, measured: Measured, trail: Trail) -> Iterator[tuple[str, Arg]]:
    """The figures beside the amount, those that are known."""
    _, amount, scale, reached, rate, bases, _, _, earned = trail
    yield "qualifying", measured.qualifying
    yield "paying", measured.qualifying if measured.paying is None else measured.paying
    if bases is not None and programme.against is not None:
        yield "baseline", bases.baseline
    if scale is not None and reached >= 0:
        yield "band", scale.rungs[reached].band.rule.address
        if amount is not None:
            yield "rate", rate
            yield "earned", earned


def _of_condition(item: Condition | Gate, facts: Facts) -> tuple[tuple[str, Arg], ...]:
    if isinstance(item, Gate):
        figure, bound = gate_figures(item, facts)
        return (("figure", _arg(figure)), ("bound", _arg(bound)))
    return (("facts", _shown(item.when, facts)),)


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
