"""What is asked of facts: each condition of programmes, which names decide it, and what it can answer.

Conditions that no few cases stand for are *open*: each lists the answers that are taken to be possible.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from dealerkit.decisions import Outcome
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.rebates.always.facts import Facts, Written, written_in
from dealerkit.rebates.clauses import Gate
from dealerkit.rebates.terms.conditions import Test, gate_bound, supplement_holds
from dealerkit.rebates.terms.figures import Figures, Multiplier, Stop, expressions_of, figures_of
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.values.numbers import as_fraction

QUALIFYING, PAYING = "period.qualifying", "period.paying"
OF_THE_BASE = (QUALIFYING, PAYING)
"""Facts that are the base itself."""

ATTAINMENT = "attainment."
MOVING = (
    ATTAINMENT,
    "measured.",
    "period.baseline",
    "period.target",
    "period.stock",
    "period.purchases",
    "period.sold_on",
)
"""How the names of facts begin that may move with the base, but are taken to be independent of it."""

STOPS, UNKNOWN = "stops", "unknown"
"""What a condition may answer beside what it is asked for: nothing is paid; nobody can say what is."""


@frozen(eq=False)
class Item:
    """One thing that is asked of facts, and which names decide it; ``open`` lists the answers of an open one."""

    programme: int
    ask: Callable[[Facts], Hashable]
    names: frozenset[str]
    open: tuple[Hashable, ...] = ()
    opens_with_sales: bool = False
    """Whether it is a gate that more sales may open and never close."""
    is_late: bool = False
    """Whether it is asked only once a band is reached: who is below all may still have a guarantee."""


@frozen(eq=False)
class Asking:
    """What is asked of one day's programmes, and what was found on the way."""

    parameters: Facts
    written: Written = field(factory=dict)
    opened: list[str] = field(factory=list)
    unreadable: list[str] = field(factory=list)

    def reads(self, expression: Expression) -> bool:
        """Whether few cases stand for all facts that an expression can meet."""
        own: Written = {}
        if not written_in(expression, self.parameters, own):
            self.opened.append(expression.text)
            return False
        for name, values in own.items():
            self.written.setdefault(name, set()).update(values)
        return True

    def items(self, number: int, reckoner: Reckoner) -> Iterator[Item]:
        """What a programme asks: its tests, its supplements, its factors; its figures where they go by facts."""
        for test in reckoner.tests:
            yield self.test(number, test)
        computed = [each for each in expressions_of(reckoner.programme) if each.reads]
        if computed:
            yield from self.computed(number, reckoner, computed)
            return
        fixed = reckoner.fixed
        if not isinstance(fixed, Figures):
            yield Item(number, lambda _: UNKNOWN, frozenset())
            return
        yield Item(number, lambda _: Whole(fixed, (), None), frozenset())
        for place, bonus in enumerate(fixed.bonuses):
            when, holds = bonus.supplement.when, supplement_holds(bonus.supplement)
            refuses = bonus.supplement.if_missing == "refuse"
            answers = () if self.reads(when) else (Given(place, holds=True), Given(place, holds=False))
            yield Item(number, _given(place, holds, refuses=refuses), when.reads, answers, is_late=True)
        for multiplier in fixed.multipliers:
            yield self.factor(number, multiplier)

    def test(self, number: int, test: Test) -> Item:
        """Eligibility or a gate."""
        item = test.item
        refuses = item.if_missing == "refuse"
        if not isinstance(item, Gate):
            answers = () if self.reads(item.when) else (True, STOPS)
            return Item(number, truth(test.holds, refuses=refuses), item.when.reads, answers)
        bound, side = gate_bound(item)
        names = item.of.reads
        value = bound.evaluate(self.parameters) if isinstance(bound, Expression) else bound
        fact = item.of.fact()
        if isinstance(bound, Expression) and bound.reads:
            self.opened.append(f"{item.of.text} ~ {bound.text}")
            return Item(number, test.holds, names | bound.reads, (True, STOPS))
        if fact is None or isinstance(value, Missing):
            self.opened.append(item.of.text)
            return Item(number, test.holds, names, (True, STOPS))
        self.written.setdefault(fact, set()).add(value)
        opens = side in {"at", "above"} and fact.startswith(ATTAINMENT)
        return Item(number, truth(test.holds, refuses=refuses), names, opens_with_sales=opens)

    def factor(self, number: int, multiplier: Multiplier) -> Item:
        """A factor: by how much it multiplies."""
        of = multiplier.factor.of
        fact = of.fact()
        if fact is not None:
            self.written.setdefault(fact, set()).update(multiplier.starts)
            return Item(number, _times(multiplier), of.reads, is_late=True)
        self.opened.append(of.text)
        steps: list[Hashable] = [Times(as_fraction(times)) for _, times, _ in multiplier.steps]
        instead = multiplier.factor.if_missing
        steps.append(STOPS if isinstance(instead, str) else Times(as_fraction(instead)))
        return Item(number, _times(multiplier), of.reads, tuple(dict.fromkeys(steps)), is_late=True)

    def computed(self, number: int, reckoner: Reckoner, figures: Sequence[Expression]) -> Iterator[Item]:
        """Figures that go by facts: asked with supplements and factors, all at once."""
        programme = reckoner.programme
        conditions = [each.when for each in programme.supplements.values()]
        facts = [each.of.fact() for each in programme.factors.values()]
        known = [self.reads(each) for each in (*figures, *conditions)]
        bounds = [
            each
            for factor in programme.factors.values()
            for band in factor.bands.values()
            for each in (band.at, band.above)
        ]
        if not all(known) or None in facts or any(isinstance(each, Expression) for each in bounds):
            self.unreadable.extend(each.text for each in figures)
            return
        names = {name for each in (*figures, *conditions) for name in each.reads}
        for fact, factor in zip(facts, programme.factors.values(), strict=True):
            plain = {each for band in factor.bands.values() for each in (band.at, band.above) if each is not None}
            self.written.setdefault(str(fact), set()).update(plain)  # type: ignore[arg-type]  # no expression is among them
            names.add(str(fact))
        yield Item(number, _whole(reckoner, self.parameters), frozenset(names))


@frozen
class Given:
    """Whether the supplement at a place is given."""

    place: int
    holds: bool


@frozen
class Times:
    """What a factor multiplies by."""

    factor: Fraction


@frozen
class Whole:
    """Figures with a key to tell them from others, the supplements given, the factor; None: asked one by one.

    ``stopped`` says how a supplement or a factor ends the reckoning, once a band is reached.
    """

    figures: Figures = field(eq=False)
    key: Hashable
    held: tuple[int, ...] | None
    factor: Fraction = Fraction(1)
    stopped: str = ""


def truth(holds: Callable[[Facts], object], *, refuses: bool) -> Callable[[Facts], Hashable]:
    """A condition as it is asked: true, or why nothing is paid, or that nobody can say."""

    def ask(facts: Facts) -> Hashable:
        found = holds(facts)
        if isinstance(found, Missing):
            return STOPS if refuses else UNKNOWN
        return True if found is True else STOPS

    return ask


def _given(place: int, holds: Callable[[Facts], object], *, refuses: bool) -> Callable[[Facts], Hashable]:
    def ask(facts: Facts) -> Hashable:
        found = holds(facts)
        if isinstance(found, Missing):
            return STOPS if refuses else UNKNOWN
        return Given(place, holds=found is True)

    return ask


def _times(multiplier: Multiplier) -> Callable[[Facts], Hashable]:
    def ask(facts: Facts) -> Hashable:
        step = multiplier.step(facts)
        if isinstance(step, Stop):
            return STOPS if step.outcome is Outcome.REFUSED else UNKNOWN
        return Times(as_fraction(step[1]))

    return ask


def _whole(reckoner: Reckoner, parameters: Facts) -> Callable[[Facts], Hashable]:
    programme = reckoner.programme

    def ask(facts: Facts) -> Hashable:
        every = {**parameters, **facts}
        figures = figures_of(programme, every)
        if isinstance(figures, Stop):
            return UNKNOWN
        held: list[int] = []
        factor = Fraction(1)
        answers = [
            _given(p, b.holds, refuses=b.supplement.if_missing == "refuse")(every)
            for p, b in enumerate(figures.bonuses)
        ]
        answers += [_times(multiplier)(every) for multiplier in figures.multipliers]
        key = tuple(each.evaluate(every) for each in expressions_of(programme))
        for answer in answers:
            if isinstance(answer, str):
                return Whole(figures, key, (), stopped=answer)
            if isinstance(answer, Given) and answer.holds:
                held.append(answer.place)
            if isinstance(answer, Times):
                factor *= answer.factor
        return Whole(figures, key, tuple(held), factor)

    return ask
