"""The common case, fused: the same reckoning as one flat function, written for the programme.

Most programmes pay the band reached on everything, from plain figures, and most payees have all facts
and meet all conditions. For those the steps are written out as one Python function without loops or
calls, with rates, supplements and factors multiplied out beforehand. It gives the very trail that
``reckoning`` would give, or None, and then ``reckoning`` says what is the case; so it can only be
faster, never different, and a property test holds it to that. The text of the function is made of
comparisons, branches and numbered names; no word of a policy enters it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import cast

from attrs import define, evolve, field, frozen

from dealerkit.policy.expressions import Expression
from dealerkit.rebates.clauses import Condition
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.baselines import Measured
from dealerkit.rebates.terms.conditions import GATE_SIGNS, Test, gate_bound
from dealerkit.rebates.terms.figures import Bonus, Figures, Multiplier, Step
from dealerkit.rebates.terms.reckoning import Reckoner, Trail
from dealerkit.rebates.terms.scale import Bases, Scale
from dealerkit.values.numbers import EXACT, ZERO, Number, multiply, subtract, total

Quick = Callable[[Measured], Trail | None]
QuickAmount = Callable[[Measured], Decimal | None]

MOST_PATHS = 4_096
"""Combinations of band, supplements and factor bands beyond which nothing is multiplied out."""

# A comparison whose truth cannot come from a missing value; of others the truth is asked for.
_PLAIN_SIGNS = frozenset({"==", "<", "<=", ">", ">="})
_ORDER_SIGNS = frozenset({"<", "<=", ">", ">="})


def quick_reckoning(reckoner: Reckoner) -> tuple[Quick, QuickAmount] | None:
    """The fused function, and one for the amount alone in any case, where the programme is of the common kind."""
    figures = reckoner.fixed
    if not isinstance(figures, Figures) or figures.alters_bases or reckoner.counts_units or reckoner.rounds_bands:
        return None
    if not reckoner.is_plain or reckoner.programme.kind == "goods" or reckoner.guarantees:
        return None
    if not all(isinstance(number, Decimal) for number in _numbers(figures)) or _paths(figures) > MOST_PATHS:
        return None
    return _Writing().compiled(reckoner, figures)


@define
class _Writing:
    """Lines of a function and the values that its numbered names stand for."""

    lines: list[str] = field(factory=list)
    names: dict[str, object] = field(factory=dict)

    def name(self, value: object) -> str:
        made = f"v{len(self.names)}"
        self.names[made] = value
        return made

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def compiled(self, reckoner: Reckoner, figures: Figures) -> tuple[Quick, QuickAmount]:
        self.line(0, "def quick(measured):")
        self.line(1, "facts = measured.facts")
        self.line(1, "base = measured.qualifying")
        self.line(1, "paid = measured.paying")
        if reckoner.cuts:
            self.line(1, "if measured.days is not None: return None")
        self.line(1, "try:")
        form = _form(reckoner.programme)
        for test in reckoner.tests:
            for text in self.asked(test):
                self.line(2, f"if not ({text}): return None")
        self.line(2, "if paid is None: paid = base")
        self.line(2, f"elif paid < {self.name(ZERO)}: return None")
        self.band(reckoner, figures)
        for bonus in figures.bonuses:
            self.bonus(bonus)
        for multiplier in figures.multipliers:
            self.multiplier(multiplier)
        self.earned(form)
        self.limits(figures)
        rounded = f"{self.name(reckoner.rounding.apply)}(amount)"
        scale = self.name(figures.scale)
        trail = f"None, {rounded}, {scale}, step, rate, None, bonuses, steps, earned"
        reckon = reckoner.reckon
        slowly = f"{self.name(lambda measured: reckon(measured)[1])}(measured)"
        nothing = f"return {self.name(reckoner.nothing)}"
        amount = {_ROW: _AMOUNT_OF_ROW[form], _REFUSED: nothing, "return None": f"return {slowly}"}
        return cast("Quick", self.ended(trail, {})), cast("QuickAmount", self.ended(rounded, amount))

    def ended(self, given: str, instead: Mapping[str, str]) -> object:
        """The function that ends by giving this, with some of its text replaced by other."""
        lines = [*self.lines, f"        return {given}", "    except (KeyError, TypeError):", "        return None"]
        text = "\n".join(lines)
        for old, new in instead.items():
            text = text.replace(old, new)
        names = dict(self.names)
        exec(text, names)  # noqa: S102  # our own text: nothing of a policy is in it
        return names["quick"]

    def asked(self, test: Test) -> Iterator[str]:
        """What must be true; a missing fact makes it false or an error, and the reckoning then decides."""
        if isinstance(test.item, Condition):
            for part in test.item.when.conjuncts():
                yield self.truth(part)
            return
        bound, side = gate_bound(test.item)
        fact = test.item.of.fact()
        if fact is None or isinstance(bound, Expression):
            yield f"{self.name(test.holds)}(facts) is True"
        else:
            yield f"facts[{self.name(fact)}] {GATE_SIGNS[side]} {self.name(bound)}"

    def truth(self, condition: Expression) -> str:
        comparison = condition.comparison()
        if comparison is None or comparison[1] not in _PLAIN_SIGNS:
            return f"{self.name(condition.evaluate)}(facts) is True"
        fact, sign, literal = comparison
        return f"facts[{self.name(fact)}] {sign} {self.name(literal)}"

    def band(self, reckoner: Reckoner, figures: Figures) -> None:
        """The band reached: `row` holds what follows from it, by supplement and factor band."""
        scale = figures.scale
        for step in reversed(range(len(scale.rungs))):
            rung = scale.rungs[step]
            word = "if" if step == len(scale.rungs) - 1 else "elif"
            row = self.name(_Way(reckoner, scale, step).by_supplements(figures.bonuses, figures.multipliers))
            self.line(
                2, f"{word} base {'>' if rung.beyond else '>='} {self.name(rung.start)}: step, row = {step}, {row}"
            )
        self.line(2, f"else: {_REFUSED}")

    def bonus(self, bonus: Bonus) -> None:
        """Whether the supplement is given. Only an order tells missing from untrue by itself: by an error."""
        comparison = bonus.supplement.when.comparison()
        if comparison is not None and comparison[1] in _ORDER_SIGNS:
            fact, sign, literal = comparison
            self.line(2, f"row = row[1 if facts[{self.name(fact)}] {sign} {self.name(literal)} else 0]")
            return
        self.line(2, f"held = {self.name(bonus.holds)}(facts)")
        self.line(2, "if held is True: row = row[1]")
        self.line(2, "elif held is False: row = row[0]")
        self.line(2, "else: return None")

    def multiplier(self, multiplier: Multiplier) -> None:
        fact = multiplier.factor.of.fact()
        figure = f"{self.name(multiplier.of)}(facts)" if fact is None else f"facts[{self.name(fact)}]"
        self.line(2, f"figure = {figure}")
        for step in reversed(range(len(multiplier.steps))):
            sign = ">" if multiplier.beyond[step] else ">="
            word = "if" if step == len(multiplier.steps) - 1 else "elif"
            self.line(2, f"{word} figure {sign} {self.name(multiplier.starts[step])}: row = row[{step}]")
        self.line(2, "else: return None")

    def earned(self, form: _Form) -> None:
        """The one product; what does not depend on the base was added up beforehand."""
        self.line(2, _ROW)
        product = f"{self.name(EXACT.multiply)}(times, {'paid' if form is _Form.WHOLE else 'base'})"
        if form is _Form.SLICES:
            product = f"{self.name(EXACT.add)}(fixed, {product})"
        self.line(2, f"earned = {'fixed' if form is _Form.SUM else product}")

    def limits(self, figures: Figures) -> None:
        """Minimum and cap; a least base below the first band is passed by whoever reached one."""
        if figures.least_base is not None and figures.least_base > figures.scale.starts[0]:
            self.line(2, f"if base < {self.name(figures.least_base)}: {_REFUSED}")
        if figures.least_payout is not None:
            self.line(2, f"if earned < {self.name(figures.least_payout)}: {_REFUSED}")
        if figures.most_payout is None:
            self.line(2, "amount = earned")
        else:
            most = self.name(figures.most_payout)
            self.line(2, f"amount = {most} if earned > {most} else earned")


class _Form(Enum):
    """How the amount follows from the base, once the way through the programme is known."""

    WHOLE = "times x paid"
    SLICES = "fixed + times x base"
    SUM = "fixed"


_ROW = "rate, times, fixed, bonuses, steps = row"
_AMOUNT_OF_ROW = {
    _Form.WHOLE: "times = row[1]",
    _Form.SLICES: "times, fixed = row[1], row[2]",
    _Form.SUM: "fixed = row[2]",
}
"""What the amount alone needs of a row."""

_REFUSED = "return None  # nothing is paid"
"""Where a rule of the base or of the amount refuses: why, the reckoning says, and how much is known without it."""


def _form(programme: Programme) -> _Form:
    if programme.kind == "lump-sum":
        return _Form.SUM
    return _Form.WHOLE if programme.method == "retrospective" else _Form.SLICES


Row = tuple[Number, Number, Number, tuple[Bonus, ...], tuple[Step, ...]]
"""Rate, multiplier, fixed part; the supplements and factor bands behind them."""


@frozen
class _Way:
    """A way through the programme: the band, the supplements that hold, the factors' bands."""

    reckoner: Reckoner
    scale: Scale
    step: int
    given: tuple[Bonus, ...] = ()
    steps: tuple[Step, ...] = ()

    def by_supplements(self, left: tuple[Bonus, ...], multipliers: tuple[Multiplier, ...]) -> object:
        """What follows, by each supplement (0 not given, 1 given), then by each factor's band."""
        if not left:
            return self.by_factors(multipliers)
        given = evolve(self, given=(*self.given, left[0]))
        return self.by_supplements(left[1:], multipliers), given.by_supplements(left[1:], multipliers)

    def by_factors(self, left: tuple[Multiplier, ...]) -> object:
        """What follows, by each factor's band."""
        if not left:
            return self.row()
        return tuple(evolve(self, steps=(*self.steps, step)).by_factors(left[1:]) for step in left[0].steps)

    def row(self) -> Row:
        """The figures at the end of the way.

        The fixed part is what a base just at the bound has earned, less what the multiplier gives for the base up to
        there: so the multiplier can take the whole base.
        """
        rung = self.scale.rungs[self.step]
        rate = total((rung.rate, *(bonus.rate for bonus in self.given)))
        times = reduce(multiply, (factor for _, factor, _ in self.steps), rate)
        at_the_bound = Bases(rung.start, rung.start, ZERO)
        fixed = self.reckoner.earned(self.scale, self.step, at_the_bound, self.given, self.steps)
        if _form(self.reckoner.programme) is _Form.SLICES:
            fixed = subtract(fixed, multiply(times, rung.start))
        return rate, times, fixed, self.given, self.steps


def _paths(figures: Figures) -> int:
    paths = len(figures.scale.rungs) << len(figures.bonuses)
    for multiplier in figures.multipliers:
        paths *= len(multiplier.steps)
    return paths


def _numbers(figures: Figures) -> Iterator[Number]:
    yield from figures.scale.rates
    yield from figures.scale.starts
    yield from (bonus.rate for bonus in figures.bonuses)
    yield from (factor for multiplier in figures.multipliers for _, factor, _ in multiplier.steps)
